"""The expansion of log K_N against ball arithmetic up to N = 1e6, and its proof step by step."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import N, kappa
from glassproof.derivations.gan_glass import stirling
from glassproof.derivations.gan_glass.kac_rice import det_Sigma, log_constant, v_D, v_G, variances
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, q, sigma_z
from glassproof.derivations.gan_glass.stirling import theta_D, theta_G
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.equality import is_identically_zero

PUBLISHED = {v_D: p + sigma_z**2 * m * 2**m, v_G: sigma_z**2 * m * 2**m}
"""The variances of PAPER.md."""

POSITIVE = st.fractions(Fraction(1, 10**4), 10**4, max_denominator=10**4)


def _rational(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 10**6),
    st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000),
    POSITIVE,
    POSITIVE,
    POSITIVE,
)
@example(2, Fraction(1, 2), Fraction(1), Fraction(1), Fraction(1))
@example(10**6, Fraction(9, 10), Fraction(1), Fraction(1), Fraction(1))
@example(10**6, Fraction(1, 1000), Fraction(1), Fraction(1), Fraction(1))
def test_remainder_lies_where_it_is_proved_to_lie(size, share, a, b, c):
    """-1/(6 kappa (1-kappa) N) < log K_N - expansion < 0, in balls."""
    point = {N: sp.Integer(size), kappa: _rational(share)}
    point |= {v_D: _rational(a), v_G: _rational(b), det_Sigma: _rational(c)}
    remainder = stirling.remainder(point)
    bound = enclose(stirling.expansion().bound, point, 60).real
    assert remainder < 0
    assert -bound < remainder


@pytest.mark.parametrize("size", [10, 1000, 10**6])
def test_remainder_with_derived_and_published_variances(size):
    """At the paper's p = q = 3, sigma_z = 1, kappa = 9/10; det Sigma is the derived one."""
    model = {p: 3, q: 3, sigma_z: 1}
    for chosen in (variances(), variances() | PUBLISHED):
        point = {symbol: sp.Rational(value.subs(model)) for symbol, value in chosen.items()}
        point |= {N: sp.Integer(size), kappa: sp.Rational(9, 10)}
        remainder = stirling.remainder(point)
        assert remainder < 0
        assert -enclose(stirling.expansion().bound, point, 60).real < remainder


@pytest.mark.parametrize("mistake", [sp.log(2), -sp.log(2), sp.log(N), N * sp.log(2) / 2])
def test_balls_reject_a_broken_expansion(mistake):
    """A factor two, a power of N or of 2^N: at N = 1e6 the ball leaves the proved interval."""
    point = {N: sp.Integer(10**6), kappa: sp.Rational(1, 3), v_D: 2, v_G: 3, det_Sigma: 5}
    point = {symbol: sp.Rational(value) for symbol, value in point.items()}
    gap = log_constant().result - stirling.expansion().terms - mistake
    ball, bound = enclose(gap, point, 60).real, enclose(stirling.expansion().bound, point, 60).real
    assert ball > 0 or ball < -bound


def test_balls_reject_exchanged_blocks():
    point = {N: sp.Integer(1000), kappa: sp.Rational(1, 3), v_D: sp.Integer(2), v_G: sp.Integer(3)}
    point |= {det_Sigma: sp.Integer(5)}
    exchanged = stirling.expansion().terms.subs(kappa, 1 - kappa)
    assert abs(enclose(log_constant().result - exchanged, point, 60).real) > 1


def test_every_step_is_proved_symbolically():
    chains = (
        stirling.log_constant_expansion(),
        stirling.remainder_bound(),
        stirling.K(),
    )
    for chain in chains:
        assert set(chain.proofs[1:]) == {"symbolic"}


def test_expansion_is_the_derived_one():
    expansion = stirling.expansion()
    rest = stirling.log_constant_expansion().result - expansion.terms
    assert expansion.logarithmic == 1
    remainder = -(theta_D / kappa + theta_G / (1 - kappa)) / (6 * N)
    assert sp.simplify(sp.expand(rest - remainder)) == 0
    assert expansion.subs(variances()).linear.free_symbols == {p, q, sigma_z, kappa}


def test_limit():
    by_hand = (
        (1 + sp.log(2)) / 2
        - kappa * sp.log(kappa * variances()[v_D]) / 2
        - (1 - kappa) * sp.log((1 - kappa) * variances()[v_G]) / 2
    )
    assert is_identically_zero(stirling.K().result - by_hand, MODEL_DOMAIN)


def test_the_limit_is_approached():
    """(1/N) log K_N - K = (log N + constant)/N + O(1/N^2): below 2e-5 at N = 1e6 here."""
    point = {p: sp.Integer(3), q: sp.Integer(3), sigma_z: sp.Integer(1), kappa: sp.Rational(9, 10)}
    finite = log_constant().result.subs(variances()) / N
    distance = enclose(finite - stirling.K().result, point | {N: sp.Integer(10**6)}, 60).real
    assert abs(distance) < 2e-5
    published = stirling.K_for(PUBLISHED[v_D], PUBLISHED[v_G]).result
    assert abs(enclose(published - stirling.K().result, point, 60).real) > 0.3


def test_what_is_wrong_in_the_published_limit():
    """Its variances and its constant, 13 log(2)/2 + 5 log(pi) instead of (1 + log 2)/2."""
    published = (
        13 * sp.log(2) / 2 + 5 * sp.log(sp.pi)
        - kappa * sp.log(kappa * PUBLISHED[v_D]) / 2
        - (1 - kappa) * sp.log((1 - kappa) * PUBLISHED[v_G]) / 2
    )  # fmt: skip
    with_its_variances = stirling.K_for(PUBLISHED[v_D], PUBLISHED[v_G]).result
    excess = 6 * sp.log(2) + 5 * sp.log(sp.pi) - sp.Rational(1, 2)
    assert is_identically_zero(published - with_its_variances - excess, MODEL_DOMAIN)
    assert not is_identically_zero(published - stirling.K().result - excess, MODEL_DOMAIN)
