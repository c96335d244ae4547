"""Ranges admit what they say, and points of a domain fill it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.concentration import CONCENTRATION_DOMAIN
from glassproof.derivations.block_matrix.coulomb_gas import COULOMB_DOMAIN
from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, kappa
from glassproof.derivations.ensembles.extreme_eigenvalues import RATE_DOMAIN
from glassproof.derivations.ensembles.max_norm import MAX_NORM_DOMAIN
from glassproof.derivations.gan_glass.kac_rice import COUNT_DOMAIN
from glassproof.derivations.gan_glass.large_deviations import index_domain
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.gan_glass.stirling import STIRLING_DOMAIN
from glassproof.derivations.gan_glass.total_complexity import STRENGTH_DOMAIN
from glassproof.derivations.p_spin.model import INNER_DOMAIN, OUTER_DOMAIN, P_DOMAIN
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.special_functions.log_gamma import BINET_DOMAIN

RANGES = [*MODEL_DOMAIN.ranges.values(), *SPECTRUM_DOMAIN.ranges.values()]


@given(st.sampled_from(RANGES), st.fractions(Fraction(1, 10**9), 1 - Fraction(1, 10**9)))
def test_points_are_admissible_rationals(rng: Range, fraction: Fraction) -> None:
    value = rng.at(fraction)
    assert value.is_Rational
    assert rng.contains(Fraction(int(value.p), int(value.q)))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "3", None, True, 1.5, 1, -2])
def test_a_bad_p_is_named_with_its_remedy(value: object) -> None:
    with pytest.raises(DomainError, match=r"^p = .* give p an integer >= 2$"):
        MODEL_DOMAIN.ranges[p].require("p", value)


@pytest.mark.parametrize("value", [0, 1, -0.1, 1.1, math.nan])
def test_kappa_is_open_at_both_ends(value: float) -> None:
    with pytest.raises(DomainError, match=r"kappa in \(0, 1\)"):
        MODEL_DOMAIN.require({"kappa": value})


def test_points_reach_every_corner() -> None:
    """256 Halton points leave no octant of (p, q, kappa) empty: their discrepancy is far below."""
    seen = {
        (point[p] > 7, point[q] > 6, point[kappa] > sp.Rational(1, 2))
        for point in MODEL_DOMAIN.points(256)
    }
    assert len(seen) == 8


def test_coordinates_are_mirrored_in_the_first_primes() -> None:
    """Bases with a common factor would put the points on few lines."""
    box = Domain({sp.Symbol(f"y{n}"): Range(0, 1, draw=(0, 1)) for n in range(20)})
    (point,) = box.points(1)
    for number, value in enumerate(point.values(), start=1):
        assert abs(value - sp.Rational(1, sp.prime(number))) < sp.Rational(1, 5000)


GLASS = "p an integer >= 2, q an integer >= 1, sigma_z > 0, kappa in (0, 1)"
COUNT = f"{GLASS}, N_D an integer >= 1, N_G an integer >= 1, N an integer >= 2, v_D > 0, v_G > 0"
REAL = "a finite real number"
BOUNDS = (
    f"kappa in (0, 1), b > 0, b1 > 0, x1 {REAL}, x {REAL}, N an integer >= 1, delta > 0, "
    f"epsilon > 0, slope > 0, tilt > 0, L > 0, h in (0, 1), lambda {REAL}, g {REAL}, g1 {REAL}"
)
DOMAINS = {
    GLASS: MODEL_DOMAIN,
    f"kappa in (0, 1), b > 0, b1 > 0, x1 {REAL}, z {REAL}, t {REAL}": SPECTRUM_DOMAIN,
    BOUNDS: CONCENTRATION_DOMAIN,
    f"{BOUNDS}, ell > 0, r > 0, W > 0": COULOMB_DOMAIN,
    f"{COUNT}, det_Sigma > 0": COUNT_DOMAIN,
    f"{COUNT}, det_Sigma > 0, theta_D in (0, 1), theta_G in (0, 1)": STIRLING_DOMAIN,
    "y > 0, u in (0, 1)": BINET_DOMAIN,
    "u > 0, E > 0, u > E": RATE_DOMAIN,
    f"kappa in (0, 1), b > 0, b1 > 0, x {REAL}, x1 {REAL}, k_D an integer >= 0, "
    "k_G an integer >= 0, x + x1 > sqrt(2*b**2*kappa + 2*b1**2), -x > "
    "b*sqrt(2 - 2*kappa)": index_domain(),
    "N an integer >= 1, c > 0, theta in (0, 1)": MAX_NORM_DOMAIN,
    f"{GLASS}, b > 0, c > 0, h in (0, 1), v_D > 0, v_G > 0": STRENGTH_DOMAIN,
    "p an integer >= 3": P_DOMAIN,
    "p an integer >= 3, u < 0, u > -2*sqrt(p - 1)/sqrt(p)": INNER_DOMAIN,
    "p an integer >= 3, u < 0, k an integer >= 0, u < -2*sqrt(p - 1)/sqrt(p)": OUTER_DOMAIN,
}


@pytest.mark.parametrize("words", DOMAINS)
def test_domains_admit_what_their_formulas_need(words: str) -> None:
    assert DOMAINS[words].describe() == words


@pytest.mark.parametrize("words", DOMAINS)
def test_points_of_every_domain_fill_its_ranges(words: str) -> None:
    """64 points reach a tenth of the way to both ends; lengths fill decades, up to 1000 : 1."""
    for rng in DOMAINS[words].ranges.values():
        low, high = (Fraction(end) for end in rng.draw)
        assert low < high
        drawn = [rng.at(fraction) for fraction in (Fraction(n, 65) for n in range(1, 65))]
        if low > 0 and high >= 1000 * low and not rng.integer:
            decades = {math.floor(math.log10(value)) for value in drawn}
            assert decades >= set(range(round(math.log10(low)), round(math.log10(high))))
        else:
            assert min(drawn) < low + (high - low) / 10
            assert max(drawn) > high - (high - low) / 10
        assert all(value == int(value) for value in drawn if rng.integer)


def test_sigma_z_is_spread_over_its_decades() -> None:
    decades = {math.floor(math.log10(point[sigma_z])) for point in MODEL_DOMAIN.points(128)}
    assert decades >= set(range(-6, 3))


def test_where_cuts_the_box_and_an_empty_domain_says_so() -> None:
    x = sp.Symbol("x", real=True)
    positive = Domain({x: Range()}, (sp.Gt(x, 0),))
    assert all(point[x] > 0 for point in positive.points(20))
    with pytest.raises(DomainError, match="no point satisfies"):
        list(Domain({x: Range()}, (sp.Gt(x, 9), sp.Lt(x, 8))).points(1))


def test_a_logarithmic_scale_needs_positive_numbers() -> None:
    with pytest.raises(DomainError, match="logarithmic scale"):
        Range(0, None, log=True)
    assert Range(0, None, log=True, draw=(1, 100)).at(Fraction(1, 2)) > 1
