"""Enumeration on two circles against Kac-Rice simulated by hand, and the census's bookkeeping.

Statistical tests are t-tests of mean counts, two-sided, level 1e-9 each. With 200 draws the
standard error is 1 to 2.3 % of a total count, so an expectation wrong by 20 % is rejected with
probability above 0.99; the guarded breaks move it by 25 % and more (the few smaller ones are tested
with more draws).
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.nature.critical_points import (
    CHUNK,
    IncompleteEnumerationWarning,
    count_critical_points,
    count_draws,
    critical_points,
    euler_characteristic,
)
from glassproof.numerics.gan_glass.nature.tensors import Glass, Shape
from glassproof.numerics.work.streams import stream
from tests.numerics.kac_rice_sampler import kac_rice, p_value

LEVEL = 1e-9
SETS = [
    (3, 3, 1.0), (2, 1, 1.0), (2, 2, 0.3), (4, 1, 2.0), (2, 4, 0.5), (3, 3, 1e-3), (3, 3, 100.0),
    (2, 1, 1e-6), (5, 5, 1.0),
]  # fmt: skip


@pytest.fixture(scope="module")
def censuses():
    """One census of 200 draws for each parameter set, made when first asked for."""
    made = {}

    def census(p, q, sigma_z):
        key = (p, q, sigma_z)
        if key not in made:
            made[key] = count_draws(
                n_D=2, n_G=2, p=p, q=q, sigma_z=sigma_z, draws=200, rng=np.random.default_rng(42)
            )
        return made[key]

    return census


def arguments(p, q, sigma_z):
    return {"n_D": 2, "n_G": 2, "p": p, "q": q, "sigma_z": sigma_z, "draws": 100_000, "seed": 3}


@pytest.mark.parametrize(("p", "q", "sigma_z"), SETS)
def test_totals_agree_with_kac_rice(censuses, p, q, sigma_z):
    census = censuses(p, q, sigma_z)
    assert census.failures == {}
    assert p_value(census.counts(), kac_rice(**arguments(p, q, sigma_z))) > LEVEL


@pytest.mark.parametrize(("p", "q", "sigma_z"), SETS)
def test_bounded_and_index_resolved_counts_agree_with_kac_rice(censuses, p, q, sigma_z):
    """Bounds at -0.2 and 0.5 standard deviations of L_D and L_G, and indices of both losses."""
    u_D = -0.2 * math.sqrt((1 + sigma_z**2 * 2 ** (p + q)) / 4)
    u_G = 0.5 * math.sqrt(sigma_z**2 * 2 ** (p + q) / 4)
    for chosen in (
        {"u_D": u_D},
        {"u_G": u_G},
        {"u_D": u_D, "u_G": u_G},
        {"k_D": 0, "k_G": 1},
        {"k_D": 1, "u_G": u_G},
    ):
        counts = censuses(p, q, sigma_z).counts(**chosen)
        assert p_value(counts, kac_rice(**arguments(p, q, sigma_z), **chosen)) > LEVEL


@pytest.mark.parametrize("sizes", [(3, 3, 1.0), (2, 1, 1.0), (2, 2, 0.3), (4, 1, 2.0), (2, 4, 0.5)])
@pytest.mark.parametrize(
    "broken",
    [
        {"gradient_D": 2},
        {"gradient_G": 2},
        {"hessian": 4},
        {"hessian": 2},
        {"hessian": 0.5},
        {"gradient_D": 2, "gradient_G": 2, "hessian": 4},
    ],
    ids=str,
)
def test_a_factor_two_in_a_constant_is_rejected(censuses, sizes, broken):
    """The published variances p + sigma^2 m 2^m and sigma^2 m 2^m, the published b, and others."""
    assert p_value(censuses(*sizes).counts(), kac_rice(**arguments(*sizes), **broken)) < LEVEL


def test_the_shifts_own_randomness_and_the_sign_of_the_cross_block_are_seen():
    """These move the expected count by 9 % only: 1500 draws at p = 2, q = 1 see 5 %."""
    sizes = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 1.0}
    counts = count_draws(**sizes, draws=1500, rng=np.random.default_rng(9)).counts()
    assert p_value(counts, kac_rice(**sizes, draws=300_000, seed=4)) > LEVEL
    for broken in ({"radial": 2}, {"radial": 0}, {"mixed_sign": 1}):
        assert p_value(counts, kac_rice(**sizes, draws=300_000, seed=4, **broken)) < LEVEL


def test_bounds_and_indices_select_what_they_say(censuses):
    census = censuses(2, 2, 0.3)
    n, u_D, u_G = 17, 0.1, -0.2
    mine = census.draw == n
    inside = (census.L_D[mine] <= 2 * u_D) & (census.L_G[mine] <= 2 * u_G)
    assert census.counts(u_D=u_D, u_G=u_G)[n] == inside.sum()
    parts = [census.counts(k_D=k_D, k_G=k_G) for k_D in (0, 1) for k_G in (0, 1)]
    assert np.array_equal(np.sum(parts, axis=0), census.counts())
    assert census.counts(k_D=2).sum() == 0


def test_a_census_lists_the_same_points_as_draw_by_draw():
    shape = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 1.0}
    census = count_draws(**shape, draws=1, rng=np.random.default_rng(6))
    points = critical_points(Glass.sample(**shape, rng=np.random.default_rng(6)))
    assert np.array_equal(np.sort(census.L_D), np.sort(points.L_D))
    assert np.array_equal(census.sign, points.sign)


def test_the_estimate_is_made_of_the_named_streams():
    shape = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 1.0}
    mean, error = count_critical_points(**shape, u_G=0.5, draws=CHUNK + 30, seed=12)
    parts = [
        count_draws(**shape, draws=draws, rng=stream(12, "count_critical_points", chunk))
        for chunk, draws in enumerate((CHUNK, 30))
    ]
    counts = np.concatenate([part.counts(u_G=0.5) for part in parts])
    assert mean == pytest.approx(counts.mean(), rel=1e-14)
    assert error == pytest.approx(counts.std(ddof=1) / math.sqrt(CHUNK + 30), rel=1e-14)


def test_a_failed_draw_is_kept_named_and_warned_about(monkeypatch):
    """Every other draw's generator loss is wiped out: those have no isolated critical points."""
    shape = Shape.checked(n_D=2, n_G=2, p=2, q=1, sigma_z=1)

    def spoiled(*_):
        rng = np.random.default_rng(0)
        own, both = rng.standard_normal((4, 3)), rng.standard_normal((4, 20))
        both[::2] = 0
        return own, both

    monkeypatch.setattr(
        "glassproof.numerics.gan_glass.nature.critical_points.sample_coefficients", spoiled
    )
    arguments = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 1.0, "draws": 4}
    census = count_draws(**arguments, rng=np.random.default_rng(0))
    assert census.shape == shape
    assert set(census.failures) == {0, 2}
    assert "undecided" in census.failures[0][0]
    assert len(census.counts()) == 4
    with pytest.warns(IncompleteEnumerationWarning, match="2 of 4 draws .* lower bound"):
        count_critical_points(**arguments, seed=1)


def test_euler_characteristics():
    known = {2: 0, 3: 2, 4: 0, 5: 2}
    for n_D, first in known.items():
        for n_G, second in known.items():
            assert euler_characteristic(n_D, n_G) == first * second


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"p": 1}, "p = 1"),
        ({"q": 0}, "q = 0"),
        ({"n_G": 1}, "n_G = 1"),
        ({"sigma_z": -1}, "sigma_z = -1"),
        ({"draws": 1}, "draws = 1 .* >= 2"),
        ({"p": 30, "q": 30}, "p \\+ q = 60 .* <= 24"),
        ({"u_D": float("nan")}, "u_D contains nan"),
        ({"n_D": 6, "n_G": 6}, "complex critical points"),
        ({"seed": 1.5}, "seed = 1.5"),
    ],
)
def test_bad_input_is_named(change, message):
    arguments = {
        "n_D": 2,
        "n_G": 2,
        "p": 2,
        "q": 1,
        "sigma_z": 1.0,
        "draws": 2,
        "seed": 0,
        **change,
    }
    with pytest.raises(DomainError, match=message):
        count_critical_points(**arguments)


def test_a_census_that_would_not_fit_is_refused():
    with pytest.raises(DomainError, match="GiB"):
        count_draws(n_D=2, n_G=2, p=2, q=1, sigma_z=1, draws=10**6, rng=np.random.default_rng(0))
