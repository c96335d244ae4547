"""Statements on trained networks, judged on runs whose law is known."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.gan_spin_glass import experiment_tests as tests
from glassproof.verify.papers.gan_spin_glass import noise_tests
from glassproof.verify.papers.gan_spin_glass.experiments import CLAIMS
from glassproof.verify.papers.gan_spin_glass.figures import trained_data
from glassproof.verify.papers.gan_spin_glass.noise_tests import (
    noise_discriminator,
    noise_generator,
)
from glassproof.verify.papers.gan_spin_glass.trained import (
    BY_NOISE,
    BY_SHARE,
    NOISES,
    RUNS,
    SHARED_RUNS,
    SHARES,
    decades,
    lost,
    thirds,
)

SPREAD = 0.05


def by_noise(D: Callable[[float], float], G: Callable[[float], float], spread: float = SPREAD):
    """Runs whose mean least losses are functions of log10 sigma_z."""
    rng = np.random.default_rng(0)
    return [
        {"sigma_z": noise, "filters": 8, "seed": 0, "D": D(np.log10(noise)) + rng.normal(0, spread),
         "G": G(np.log10(noise)) + rng.normal(0, spread)}
        for noise in NOISES for _ in range(RUNS)
    ]  # fmt: skip


def by_share(D: Callable[[float], float], G: Callable[[float], float], spread: float = SPREAD):
    rng = np.random.default_rng(1)
    return [
        {"sigma_z": 1.0, "filters": k, "seed": 0, "D": D(k / 16) + rng.normal(0, spread),
         "G": G(k / 16) + rng.normal(0, spread)}
        for k in SHARES for _ in range(SHARED_RUNS)
    ]  # fmt: skip


def flat(_: float) -> float:
    return 1.0


def as_drawn(player: str) -> Callable[[float], float]:
    """Losses whose depths are those of the published curve, a third of what guessing costs."""

    def curve(x: float) -> float:
        depths, guessing = noise_tests.published_depths(player), noise_tests.GUESSING[player]
        return guessing * (1 - depths[str(min(int(np.floor(x + 1e-9)), 1))] / 3)

    return curve


def flat_from(guessing: float) -> Callable[[float], float]:
    return lambda _: guessing * 2 / 3


LOG_2 = float(np.log(2))


@pytest.mark.parametrize(
    ("curve", "outcome"),
    [
        (as_drawn("G"), Outcome.CONSISTENT),
        (flat_from(LOG_2), Outcome.FAILS),
        (lambda x: LOG_2 * (2 / 3 if x < -2 else 1), Outcome.FAILS),  # it rises
        (lambda x: LOG_2 * (1 - (x + 5) / 9), Outcome.FAILS),  # it falls all the way
        (lambda x: as_drawn("G")(x) / 2 + LOG_2 / 3, Outcome.SILENT),  # by half of that
    ],
    ids=["as published", "flat", "rising", "without end", "half as much"],
)
def test_a_fall_to_a_plateau_is_told_from_others(curve, outcome):
    assert noise_generator(by_noise(flat, curve, 0.01)).outcome is outcome


@pytest.mark.parametrize(
    ("curve", "outcome"),
    [
        (as_drawn("D"), Outcome.CONSISTENT),
        (flat_from(2 * LOG_2), Outcome.FAILS),
        (lambda x: 1.0 - 0.1 * x, Outcome.FAILS),  # its least value is at an end
        (lambda x: (as_drawn("D")(x) + 2 * LOG_2 * 2 / 3) / 2, Outcome.SILENT),  # half as deep
    ],
    ids=["as published", "flat", "falling", "half as deep"],
)
def test_a_clear_minimum_is_told_from_others(curve, outcome):
    assert noise_discriminator(by_noise(curve, flat, 0.005)).outcome is outcome


def test_runs_that_decide_nothing_say_how_many_would():
    """More runs of the same law, as many as were said, decide."""
    few = noise_generator(by_noise(flat, flat_from(LOG_2), 0.1))
    assert few.outcome is Outcome.SILENT
    told = re.search(r"told from that half with probability 0.999 by (\d+) runs", few.detail)
    assert told
    rng, times = np.random.default_rng(3), -(-int(told[1]) // (RUNS * len(NOISES)))
    rows = [
        {"sigma_z": noise, "filters": 8, "seed": 0, "D": 1.0,
         "G": LOG_2 * 2 / 3 + rng.normal(0, 0.1)}
        for noise in NOISES for _ in range(RUNS * times)
    ]  # fmt: skip
    assert noise_generator(rows).outcome is Outcome.FAILS


def test_the_claims_tell_the_published_curves_shares():
    """The percentages in the claims' texts, recomputed."""
    generator, discriminator = (noise_tests.published_depths(player) for player in ("G", "D"))
    shares, step = list(generator.values()), max(np.diff(list(generator.values())))
    told = {claim.id: claim.published for claim in CLAIMS}
    for share in (shares[0], step, (1 + shares[0]) / 2, step / 2, (1 - shares[0]) / 2):
        assert f" {share:.0%}".replace("%", " %") in told["experiment.sigma-generator"]
    ends = [discriminator[k] for k in ("-5", "1")]
    for share in (*ends, *((1 + end) / 2 for end in ends)):
        assert f"{share:.0%}".replace("%", " %") in told["experiment.sigma-discriminator"]
    assert max(discriminator, key=discriminator.__getitem__) == "-3"
    flat_from_1e_3 = {k for k, depth in generator.items() if depth == shares[-1]}
    assert flat_from_1e_3 == {"-3", "-2", "-1", "0", "1"}


def test_the_derived_curves_are_as_the_claims_say():
    places = tests.at_noises({name: [] for name in noise_tests.DECADES})
    generator = tests.model_losses("G", "derived", places)
    assert 0 < generator[0] / generator[5] < 1e-5
    for player in ("D", "G"):
        assert (np.diff(tests.model_losses(player, "derived", places)) < 0).all()


def test_an_optimum_about_one_half_is_told_from_others():
    for curve, outcome in (
        (lambda k: 1.0 + 4 * (k - 0.5) ** 2, Outcome.CONSISTENT),
        (lambda k: 2.0 - k, Outcome.FAILS),
        (flat, Outcome.SILENT),
    ):
        assert tests.share_discriminator(by_share(curve, flat)).outcome is outcome


def test_a_generator_that_deteriorates_is_told_from_one_that_improves():
    for slope, outcome in ((1, Outcome.CONSISTENT), (-1, Outcome.FAILS), (0, Outcome.SILENT)):
        assert tests.share_generator(by_share(flat, lambda k, s=slope: s * k)).outcome is outcome


def test_the_model_s_own_order_agrees_with_itself_and_not_with_its_reverse(monkeypatch):
    """Losses of a model in place of the published ones, which take long; ties are no discord."""

    def falling(player, which, places):
        del player, which
        return [-place["sigma_z"] for place in places]

    monkeypatch.setattr(tests, "model_losses", falling)
    alike = tests.agreement(by_noise(lambda x: -x, lambda x: -x), by_share(flat, flat))
    assert alike.outcome is Outcome.CONSISTENT
    assert "generator along $sigma_z$, published: 21 with, 0 against" in alike.detail
    against = tests.agreement(by_noise(lambda x: x, lambda x: -x), by_share(flat, flat))
    assert against.outcome is Outcome.FAILS
    nothing = tests.agreement(by_noise(flat, flat), by_share(flat, flat))
    assert nothing.outcome is Outcome.SILENT


def test_the_derived_model_s_least_losses_are_those_of_the_package():
    from glassproof.numerics.gan_glass.losses import least_loss_G

    places = tests.at_noises({"-1": []}), tests.at_shares({"8": []})
    (first,), (second,) = (tests.model_losses("G", "derived", place) for place in places)
    assert first == float(least_loss_G(p=5, q=5, sigma_z=10**-0.5, kappa=0.9))
    assert second == float(least_loss_G(p=5, q=5, sigma_z=1.0, kappa=0.5))


def test_bands_hold_every_run_once_and_no_diverged_one():
    noises, shares = by_noise(flat, flat), by_share(flat, flat)
    assert [len(band) for band in decades(noises, "D").values()] == [
        RUNS * sum(10.0**k <= n * (1 + 1e-9) and (n < 10.0 ** (k + 1) or k == 1) for n in NOISES)
        for k in range(-5, 2)
    ]
    assert sum(len(band) for band in decades(noises, "D").values()) == len(noises)
    assert [len(band) for band in thirds(shares, "G").values()] == [3 * SHARED_RUNS] * 5
    noises[0] |= {"D": None, "G": None}
    assert sum(len(band) for band in decades(noises, "D").values()) == len(noises) - 1
    assert lost(noises, shares) == "; 1 runs diverged and are in no mean"


def test_claims_name_what_they_need_and_what_they_rest_on():
    assert [claim.id for claim in CLAIMS] == [
        f"experiment.{name}"
        for name in ("sigma-generator", "sigma-discriminator", "kappa-discriminator",
                     "kappa-generator", "agreement")
    ]  # fmt: skip
    assert {study for claim in CLAIMS for part in claim.studied for study in part.studies} == {
        BY_NOISE, BY_SHARE,
    }  # fmt: skip
    assert all(claim.modules == ("jax", "optax", "sklearn") for claim in CLAIMS)


def test_figures_show_means_of_neighbours_with_their_errors():
    noises = by_noise(lambda x: x, flat)
    noises[0] |= {"D": None, "G": None}
    found = trained_data.summarised(noises, "sigma_z", trained_data.SWEEPS["sigma_z"][1]())
    assert found.runs == len(noises) - 1
    assert len(found.at) == len(NOISES) / trained_data.TOGETHER
    deviation = SPREAD / np.sqrt(trained_data.TOGETHER * RUNS)
    np.testing.assert_allclose(found.means[0][1:], np.log10(found.at)[1:], atol=6 * deviation)
    np.testing.assert_allclose(found.means[1], 1.0, atol=6 * deviation)
    assert (found.errors[1] < 3 * deviation).all()
    alone = trained_data.summarised(noises[:1], "sigma_z", iter([(1.0, {NOISES[0]})]))
    assert alone.runs == 0


def test_the_published_curve_is_drawn_in_the_runs_units():
    """Runs that follow a curve, at any scale, lie on it."""
    at = np.geomspace(1e-5, 1e2, 8)
    curve = -3 - np.linspace(0, 1, 8) ** 2
    means = np.stack([2 * LOG_2 + 0.2 * curve, LOG_2 + 0.1 * curve])
    found = trained_data.Trained(at, means, np.ones_like(means), 8)
    for number, factor in enumerate((0.2, 0.1)):
        drawn, scale = trained_data.scaled(found, number, at, curve)
        assert scale == pytest.approx(factor)
        np.testing.assert_allclose(drawn, means[number])
