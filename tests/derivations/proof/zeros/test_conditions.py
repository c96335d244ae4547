"""Identities between cases are proven by their conditions, and nothing else is."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.zeros.case_split import vanishes_by_cases
from glassproof.derivations.proof.zeros.conditions import by_conditions

X, Y = sp.symbols("x y", real=True)
K = sp.Symbol("k", integer=True)
PLANE = Domain({X: Range(), Y: Range(), K: Range(integer=True)})
P = sp.Piecewise


def indicator(condition: sp.Basic) -> sp.Expr:
    return P((1, condition), (0, True))


@pytest.mark.parametrize(
    "gap",
    [
        P((X, X > 0), (-X, True)) - sp.Abs(X),
        P((X, X > Y), (Y, True)) - sp.Max(X, Y),
        indicator(X > 1) + indicator(X <= 1) - 1,
        indicator(X > Y) * indicator(Y >= X),
        indicator((X > 0) & (X < 1)) - indicator(X > 0) + indicator(X >= 1),
        P((X, sp.Eq(X, 2)), (2, True)) - 2,
        P((1 / X, X > 0), (3, True)) - P((3, X <= 0), (1 / X, True)),
        sp.exp(P((X, X > Y), (Y, True))) - P((sp.exp(X), Y < X), (sp.exp(Y), True)),
        P((P((1, Y > 0), (2, True)), X > 0), (3, True)) - P((3, X <= 0), (1, Y > 0), (2, True)),
    ],
)
def test_what_holds_case_by_case_is_proven(gap):
    assert vanishes_by_cases(gap, PLANE)
    assert is_identically_zero(gap, PLANE)


@pytest.mark.parametrize(
    "gap",
    [
        P((X, X > 0), (-X, True)) - X,
        indicator(X > 1) + indicator(X < 1) - 1,
        indicator(X >= 1) + indicator(X <= 1) - 1,
        indicator(X > Y) - indicator(X > 0),
        sp.Sum(P((1, K > 2), (0, True)), (K, 1, 4)) - P((4, K > 2), (0, True)),
        sp.Integral(P((1, X > 1), (0, True)), (X, 0, 2)) - 2 * indicator(X > 1),
    ],
)
def test_what_does_not_is_not(gap):
    assert not vanishes_by_cases(gap, PLANE)


def test_conditions_on_bound_variables_are_left_alone():
    inside = sp.Sum(P((1, K > 2), (0, True)), (K, 1, 4))
    assert list(by_conditions(inside)) == []
    (where, fails) = by_conditions(inside + indicator(K > 2))
    assert where == (inside + 1, (K >= 3,)) or where[0] == inside + 1
    assert fails[0] == inside


_VALUES = st.sampled_from([X, Y, -X, X * Y, sp.Integer(1), sp.Integer(0)])
_CONDITIONS = st.sampled_from([X > 0, X <= 0, X < Y, X >= Y, Y > 1, sp.Eq(X, 1)])
_TREES = st.recursive(
    _VALUES,
    lambda t: st.builds(lambda a, c, b: P((a, c), (b, True)), t, _CONDITIONS, t),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None)
@given(_TREES, _TREES)
def test_nothing_false_is_proven(first, second):
    proven = vanishes_by_cases(first - second, PLANE)
    grid = [sp.Rational(n, 2) for n in range(-3, 5)]
    differ = any(
        (first - second).subs({X: x, Y: y}, simultaneous=True) != 0 for x in grid for y in grid
    )
    assert not (proven and differ)
