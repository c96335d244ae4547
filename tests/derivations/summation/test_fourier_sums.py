"""Fourier series against Lerch's function of another library, and against their polynomials."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.point_values import AtPoint
from glassproof.derivations.proof.points.programs import Program
from glassproof.derivations.summation.fourier_sums import fourier_sum

k, x = sp.Symbol("k", integer=True), sp.Symbol("x", real=True)
ONE_TURN = Domain({x: Range(0, 7)}, (x > 0, x < 2 * sp.pi))
angles = st.fractions("1/10", 6, max_denominator=40)
shifts = st.fractions(-3, 4, max_denominator=4)


def enclosed(series: sp.Expr, at: dict[sp.Symbol, sp.Rational]):
    """The ball of a series at a point, or None."""
    program = Program()
    (outcome,) = AtPoint(program, at).outcomes([program.add(series)], 40)
    return getattr(outcome, "ball", None)


def lerch(angle: Fraction, low: int, shift: Fraction, order: int, phase: Fraction) -> mpmath.mpf:
    """sum over n >= low of cos(n angle + phase)/(n + shift)^order, by mpmath."""
    first = max(low, -int(shift // 1) + 1)
    turn = mpmath.mpf(angle.numerator) / angle.denominator
    start = mpmath.mpf(phase.numerator) / phase.denominator
    a = mpmath.mpf(shift.numerator) / shift.denominator
    known = sum(mpmath.cos(n * turn + start) / (n + a) ** order for n in range(low, first))
    z = mpmath.expj(turn)
    tail = mpmath.expj(start) * z**first * mpmath.lerchphi(z, order, first + a)
    return known + tail.real


@given(angles, st.integers(0, 4), shifts, st.integers(1, 4), angles)
@settings(max_examples=25, deadline=None)
def test_balls_hold_what_lerchs_function_says(angle, low, shift, order, phase) -> None:
    assume(shift.denominator > 1 or low + shift > 0)
    term = sp.cos(k * x + sp.Rational(phase)) / (k + sp.Rational(shift)) ** order
    ball = enclosed(sp.Sum(term, (k, low, sp.oo)), {x: sp.Rational(angle)})
    assert ball is not None
    with mpmath.workdps(30):
        expected = lerch(angle, low, shift, order, phase)
        assert abs(mpmath.mpf(ball.real.mid().str(30, radius=False)) - expected) < 1e-22
    assert float(ball.real.rad()) < 1e-30
    assert ball.imag.is_zero()


@given(st.integers(1, 6), st.fractions("1/20", "121/20", max_denominator=20))
@settings(max_examples=20, deadline=None)
def test_bernoulli_polynomials_are_found_and_are_the_sums(order: int, place: Fraction) -> None:
    wave = sp.cos(k * x) if order % 2 == 0 else sp.sin(k * x)
    value, _ = fourier_sum(sp.Sum(wave / k**order, (k, 1, sp.oo)), ONE_TURN)
    assert value.is_polynomial(x)
    with mpmath.workdps(30):
        z = mpmath.expj(mpmath.mpf(place.numerator) / place.denominator)
        summed = mpmath.polylog(order, z)
        expected = summed.real if order % 2 == 0 else summed.imag
        assert abs(mpmath.mpf(str(sp.N(value.subs(x, sp.Rational(place)), 30))) - expected) < 1e-24


@pytest.mark.parametrize(
    ("term", "low", "domain", "value"),
    [
        (sp.sin(k * x) / k, 1, (x > 0, x < 2 * sp.pi), (sp.pi - x) / 2),
        (sp.sin(k * x) / k, 1, (2 * sp.pi < x, x < 4 * sp.pi), (3 * sp.pi - x) / 2),
        ((-1) ** k * sp.sin(k * x) / k, 1, (-sp.pi < x, x < sp.pi), -x / 2),
        (sp.cos(k * x) / k, 1, (x > 0, x < 2 * sp.pi), -sp.log(2 * sp.sin(x / 2))),
        (sp.sin((2 * k + 1) * x) / (2 * k + 1), 0, (x > 0, x < sp.pi), sp.pi / 4),
        (sp.sin(k * x) ** 2 / k**2, 1, (x >= 0, x <= sp.pi), x * (sp.pi - x) / 2),
    ],
    ids=str,
)
def test_what_textbooks_have_is_found(term, low, domain, value) -> None:
    ends = Domain({x: Range(-4, 13)}, domain)
    found, _ = fourier_sum(sp.Sum(term, (k, low, sp.oo)), ends)
    assert sp.simplify(sp.expand_log(found - value, force=True)) == 0


def test_no_polynomial_is_found_where_the_sum_jumps() -> None:
    series = sp.Sum(sp.sin(k * x) / k, (k, 1, sp.oo))
    for conditions in [(x >= 0, x < 2 * sp.pi), (x > 0, x < 7), (x > -1, x < 1)]:
        assert fourier_sum(series, Domain({x: Range(-1, 7)}, conditions)) is None
    assert enclosed(series, {x: sp.Integer(0)}).is_zero()


@pytest.mark.parametrize("term", [1 / k, sp.cos(sp.pi * k) / k, sp.cos(k * x), sp.cos(k**2 * x) / k,
                                  sp.cos(k * x) / (k**2 + 1)], ids=str)  # fmt: skip
def test_other_series_are_left_to_others(term: sp.Expr) -> None:
    assert fourier_sum(sp.Sum(term, (k, 1, sp.oo)), ONE_TURN) is None
