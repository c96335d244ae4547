"""Balls contain the value that mpmath computes with more digits."""

from __future__ import annotations

import flint
import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.balls import enclose, enclose_away_from_zero, excludes_zero
from glassproof.derivations.proof.domain import DomainError

x, y = sp.symbols("x y", positive=True)
EXPRESSIONS = (
    x**y,
    sp.log(x) * sp.exp(-y),
    sp.sqrt(x + y) / (x - y / 7),
    sp.gamma(x) / sp.loggamma(y + 2),
    sp.atan(x) + sp.tanh(y) - sp.cos(x * y),
    sp.pi**x + sp.E**y - sp.EulerGamma,
    sp.Max(x, y) - sp.Min(x, y) + sp.Abs(x - y),
)
RATIONALS = st.fractions("1/50", 20, max_denominator=997)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXPRESSIONS), RATIONALS, RATIONALS)
def test_the_ball_contains_a_value_of_80_digits(expression, a, b) -> None:
    point = {x: sp.Rational(a), y: sp.Rational(b)}
    ball = enclose(expression, point, 40)
    with mpmath.workdps(80):
        values = [mpmath.mpf(v.numerator) / v.denominator for v in (a, b)]
        value = sp.lambdify((x, y), expression, "mpmath")(*values)
        with flint.ctx.workprec(400):
            reference = flint.arb(mpmath.nstr(value, 75))
            assert ball.real.overlaps(reference + flint.arb(0, abs(reference) * flint.arb("1e-70")))
        assert ball.imag == 0


def test_zero_is_never_excluded_from_an_identity() -> None:
    assert enclose_away_from_zero(sp.sqrt(2) * sp.sqrt(3) - sp.sqrt(6), {}) is None


def test_a_tiny_difference_is_found_by_more_digits() -> None:
    """e^(pi sqrt 163) differs from an integer by 7.5e-13; 10 digits do not see it."""
    gap = sp.exp(sp.pi * sp.sqrt(163)) - 640320**3 - 744
    assert not excludes_zero(enclose(gap, {}, 10))
    assert enclose_away_from_zero(gap, {}) is not None


@pytest.mark.parametrize("expression", [x + 1, sp.zeta(2 * sp.Symbol("s")), sp.Float(0.5) * x])
def test_what_cannot_be_enclosed_is_an_error(expression) -> None:
    with pytest.raises(DomainError):
        enclose(expression, {})


def test_poles_give_no_finite_ball() -> None:
    assert not excludes_zero(enclose(1 / x, {x: 0}))
