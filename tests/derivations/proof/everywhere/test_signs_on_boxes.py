"""Signs on bounded boxes, of which ends may be irrational: what is claimed is there, and half a
wave between two zeros has a sign."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.canonical_form import Form, canonical_form
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.everywhere.signs_on_boxes import sign_on_box
from glassproof.derivations.proof.radical_fractions import Field, UnsupportedError

x = sp.Symbol("x", real=True)
_UNITS = (sp.pi, sp.sqrt(2), sp.E, sp.log(3))
shares = st.fractions(min_value=-3, max_value=3, max_denominator=6)


def between(low: sp.Expr, high: sp.Expr, *, closed: bool = False) -> Domain:
    """low < x < high, as it is read from words."""
    less = sp.Le if closed else sp.Lt
    ends = int(sp.floor(low)), int(sp.ceiling(high))
    return Domain(
        {x: Range(*ends, draw=ends)},
        (less(low, x, evaluate=False), less(x, high, evaluate=False)),
    )


def sign(expr: sp.Expr, domain: Domain, *, strict: bool = False) -> int:
    """The proven sign of an expression."""
    form = Form(Field(24), {}, domain=domain)
    return sign_on_box(form, form.read(expr), strict=strict)


@given(k=st.integers(-4, 4), rate=st.fractions("1/3", 3, max_denominator=3), is_sine=st.booleans())
@settings(max_examples=40, deadline=None)
def test_half_a_wave_between_its_zeros_has_one_sign(k: int, rate: Fraction, is_sine: bool) -> None:
    pace = sp.Rational(rate)
    first = (sp.Integer(k) if is_sine else k - sp.Rational(1, 2)) * sp.pi / pace
    wave = (sp.sin if is_sine else sp.cos)(pace * x)
    inside = between(first, first + sp.pi / pace)
    assert sign(wave, inside) == sign(wave, inside, strict=True) == (-1) ** k
    touching = between(first, first + sp.pi / pace, closed=True)
    assert (sign(wave, touching), sign(wave, touching, strict=True)) == ((-1) ** k, 0)
    assert sign(wave, between(first, first + sp.pi / pace + sp.Rational(1, 100))) == 0


@given(
    unit=st.sampled_from(_UNITS), low=shares, high=shares, place=shares,
    function=st.sampled_from([sp.sin, sp.cos, sp.exp, sp.atan, lambda z: z**3, sp.tanh]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_sign_that_is_claimed_is_there(unit, low, high, place, function) -> None:
    assume(low < high)
    ends = sp.Rational(low) * unit, sp.Rational(high) * unit
    value = function(x) - function(sp.Rational(place) * unit)
    claimed = sign(value, between(*ends))
    numbers = sp.lambdify(x, value, "mpmath")
    with mpmath.workdps(30):
        left, right = (mpmath.mpf(str(sp.N(end, 30))) for end in ends)
        seen = [numbers(left + (right - left) * k / 97) for k in range(1, 97)]
    if claimed:
        assert all(claimed * number > -1e-20 for number in seen)


@pytest.mark.parametrize(
    ("expression", "low", "high", "value"),
    [
        (sp.sign(sp.sin(x)), sp.pi, 2 * sp.pi, -1),
        (sp.Heaviside(sp.cos(x)), -sp.pi / 2, sp.pi / 2, 1),
        (sp.Heaviside(x**2 - 2), -sp.sqrt(2), sp.sqrt(2), 0),
        (sp.Max(sp.sin(x), sp.cos(x)) - sp.sin(x), sp.pi / 4, sp.pi, 0),
        (sp.Min(sp.sin(x), sp.cos(x)) - sp.cos(x), sp.pi / 4, sp.pi, 0),
        (sp.Abs(x**2 - 2) + x**2, -sp.sqrt(2), sp.sqrt(2), 2),
        (sp.sqrt(1 - sp.cos(x) ** 2) + sp.sin(x), sp.pi, 2 * sp.pi, 0),
    ],
    ids=str,
)
def test_what_has_a_sign_is_resolved_and_just_beyond_it_is_not(
    expression: sp.Expr, low: sp.Expr, high: sp.Expr, value: int
) -> None:
    assert canonical_form(expression - value, between(low, high)).is_zero
    assert not canonical_form(expression - value, between(low, high + 1)).is_zero


@pytest.mark.parametrize("step", [sp.floor(x), sp.floor(x / 2 + 1), sp.ceiling(x) - 1])
def test_a_single_step_is_taken_apart(step: sp.Expr) -> None:
    low, high = (3, sp.pi) if step.has(sp.ceiling) or step == sp.floor(x) else (2, sp.pi)
    value = step.subs(x, sp.Rational(31, 10))
    assert is_identically_zero(step - value, between(sp.Integer(low), high))
    assert not is_identically_zero(step - value, between(sp.Integer(low), sp.Integer(6)))


@pytest.mark.parametrize(
    "value",
    [2 + sp.I * x, sp.exp(sp.I * x), sp.cos(x) + sp.I * sp.sin(x), 5 + sp.log(-1 - x),
     sp.sqrt(x - 2) + 3],
    ids=str,
)  # fmt: skip
def test_what_is_not_real_has_no_sign_whatever_its_real_part(value: sp.Expr) -> None:
    domain = between(sp.Integer(0), sp.Integer(1))
    assert sign(value, domain) == sign(value, domain, strict=True) == 0
    for step in (sp.sign(value) - 1, sp.Abs(value) - value):
        try:
            assert not canonical_form(step, domain).is_zero
        except UnsupportedError:
            assert step.has(sp.sign)  # the sign of a complex number has no form
