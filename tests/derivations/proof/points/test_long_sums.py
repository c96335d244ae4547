"""Sums of very many terms, from two tails, against the terms added one by one."""

from __future__ import annotations

import time

import flint
import mpmath
import pytest
import sympy as sp
from flint import acb
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.proof.points.enclosures import infinite_sums
from glassproof.derivations.proof.points.enclosures.long_sums import LongSum
from glassproof.derivations.proof.points.programs import compiled

k = sp.Symbol("k", integer=True)
a = sp.Symbol("a", positive=True)
COEFFICIENTS = st.lists(st.integers(0, 5), min_size=1, max_size=3).filter(any)


def added(term, begin, end, values):
    function = sp.lambdify([k, *values], term, "mpmath")
    with mpmath.workdps(50):
        given = [mpmath.mpf(v.p) / v.q for v in values.values()]
        return mpmath.fsum(function(mpmath.mpf(j), *given) for j in range(begin, end + 1))


def agrees(term, begin, end, values=None):
    values = values or {}
    with flint.ctx.workprec(120):
        long = LongSum(term, k, list(values), compiled)
        ball = long(begin, end, [acb(flint.fmpq(v.p, v.q)) for v in values.values()])
        truth = flint.arb(mpmath.nstr(added(term, begin, end, values), 45))
        assert ball.is_finite(), term
        gap = abs(ball.real - truth)
        assert gap.lower() < 1e-30 * (1 + abs(truth)), (term, ball, truth)
        assert ball.real.rad() < 1e-12 * (1 + abs(truth)), (term, ball)


@given(COEFFICIENTS, COEFFICIENTS, st.integers(1, 9), st.integers(300, 500))
def test_rational_terms(above, below, begin, end):
    """Of any degrees, so that the sum to infinity may well diverge."""
    bottom = sum(c * k**i for i, c in enumerate(below)) + 1
    agrees(sum(c * k**i for i, c in enumerate(above)) / bottom, begin, end)


@given(st.fractions(-3, 4, max_denominator=6), st.integers(0, 5), st.integers(1, 9))
def test_powers(exponent, shift, begin):
    agrees((k + shift) ** -sp.Rational(str(exponent)), begin, begin + 400)


@given(st.fractions("1/7", 9, max_denominator=7))
def test_parameters(value):
    agrees(1 / (k + a), 1, 300, {a: sp.Rational(str(value))})
    agrees(sp.log(k + a), 1, 300, {a: sp.Rational(str(value))})


@pytest.mark.parametrize("term", [(-1) ** k / k, k / 2**k, sp.exp(-k), sp.log(1 + 1 / k**2)])
def test_what_two_sums_to_infinity_differ_by(term):
    agrees(term, 2, 350)


def test_nothing_is_said_where_no_rule_is_known():
    with flint.ctx.workprec(120):
        assert not LongSum(sp.sin(k**2), k, [], compiled)(1, 10**6, []).is_finite()
        assert not LongSum(1 / k, k, [], compiled)(-3, 10**6, []).is_finite()


@pytest.mark.parametrize("order", [acb(0, 10**12), acb(2, 10**9), acb(10**9), acb(-(10**9), 3)])
def test_orders_for_which_a_zeta_function_takes_hours_are_left_open(order: acb) -> None:
    """FLINT takes time by the order's height, and no alarm ends it."""
    s = sp.Symbol("s")
    assert not LongSum(k**-s, k, [s], compiled)(1, 10**6, [order]).is_finite()
    arguments, function = infinite_sums.enclose(sp.Sum(k**-s, (k, 1, sp.oo)), compiled)
    start = time.process_time()
    found = function(order, *(acb(1) for _ in arguments[1:]))
    assert time.process_time() - start < 5
    assert not found.is_finite()
