"""Floors, ceilings and remainders of one variable, held against their values at random numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.zeros.steps import by_steps

n = sp.Symbol("n", integer=True)
x = sp.Symbol("x", real=True)
SMALL = st.fractions(-3, 3, max_denominator=4)


@given(st.lists(SMALL, min_size=2, max_size=4), st.integers(-50, 50))
def test_on_its_residue_class_a_part_is_the_whole(coefficients, value):
    polynomial = sum(sp.Rational(str(c)) * n**i for i, c in enumerate(coefficients))
    expr = sp.floor(polynomial, evaluate=False) + n
    if not polynomial.has(n):
        return
    parts = by_steps(expr, None)
    truth = math.floor(sum(c * value**i for i, c in enumerate(coefficients))) + value
    if parts:
        assert parts[value % len(parts)].xreplace({n: sp.Integer(value)}) == truth


@given(SMALL.filter(bool), SMALL, SMALL.filter(bool), SMALL, st.fractions(-9, 9))
def test_a_sum_of_floors_vanishes_only_if_it_does(a, b, c, d, place):
    """floor(a x + b) - floor(c x + d): the proof, if there is one, holds at any number."""
    lines = [sp.Rational(str(p)) * x + sp.Rational(str(q)) for p, q in ((a, b), (c, d))]
    expr = sp.floor(lines[0], evaluate=False) - sp.floor(lines[1], evaluate=False)
    values = [math.floor(Fraction(p) * place + q) for p, q in ((a, b), (c, d))]
    if values[0] != values[1]:
        assert not is_identically_zero(expr)


@pytest.mark.parametrize("parts", [2, 3, 5])
def test_hermites_identity(parts):
    total = sum(sp.floor(x + sp.Rational(k, parts), evaluate=False) for k in range(parts))
    assert is_identically_zero(sp.floor(parts * x, evaluate=False) - total)


def verdict(left, right, where):
    return str(gp.check(left, equals=right, where=where).verdict)


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("ceil(x)", "-floor(-x)", "x real"),
        ("floor(x) + floor(-x)", "-1", "x in (0, 1)"),
        ("floor(n/2) + ceil(n/2)", "n", "n integer"),
        ("Mod(n**5 - n, 30)", "0", "n integer"),
        ("(-1)**n", "1 - 2*Mod(n, 2)", "n integer"),
        ("floor((n + 1)**2/4) - floor(n**2/4)", "floor((n + 1)/2)", "n integer"),
    ],
)
def test_identities_of_steps(left, right, where):
    assert verdict(left, right, where) == "verified"


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("floor(x) + floor(-x)", "-1", "x in (0, 1]"),
        ("floor(3*x)", "floor(x) + floor(x + 1/3) + floor(x + 1/2)", "x real"),
        ("Mod(n**4 - n, 30)", "0", "n integer"),
        ("floor(n/2) + floor(n/2)", "n", "n integer"),
    ],
)
def test_slips_in_identities_of_steps(left, right, where):
    assert verdict(left, right, where) == "refuted"
