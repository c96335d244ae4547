"""Statements on trained networks, judged on runs whose law is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.gan_spin_glass import experiment_tests as tests
from glassproof.verify.papers.gan_spin_glass.experiments import CLAIMS
from glassproof.verify.papers.gan_spin_glass.figures import trained_data
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


@pytest.mark.parametrize(
    ("curve", "outcome"),
    [
        (lambda x: 2.0 if x < -2 else 1.0, Outcome.CONSISTENT),
        (lambda x: 1.0 if x < -2 else 2.0, Outcome.FAILS),  # it rises
        (lambda x: 2.0 - 0.2 * x, Outcome.FAILS),  # it falls all the way
        (flat, Outcome.SILENT),
    ],
)
def test_a_fall_to_a_plateau_is_told_from_others(curve, outcome):
    assert tests.noise_generator(by_noise(flat, curve)).outcome is outcome


@pytest.mark.parametrize(
    ("curve", "outcome"),
    [
        (lambda x: 1.0 + 0.1 * (x + 1.5) ** 2, Outcome.CONSISTENT),
        (lambda x: 1.0 - 0.1 * x, Outcome.FAILS),  # its least value is at an end
        (flat, Outcome.FAILS),  # within a tenth of the mean all are equal
        (lambda x: 1.0 + 0.012 * (x + 1.5) ** 2, Outcome.SILENT),  # about as deep as is clear
    ],
)
def test_a_clear_minimum_is_told_from_others(curve, outcome):
    assert tests.noise_discriminator(by_noise(curve, flat, 0.03)).outcome is outcome


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
    assert "generator along sigma_z, published: 21 with, 0 against" in alike.detail
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
