"""Relations bind, link by link; what is admitted satisfies every condition exactly."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.relations import holds

x, y, z = sp.symbols("x y z", real=True)
n, m = sp.symbols("n m", integer=True)
LINE, HALF = Range(), Range(0, None, log=True, draw=("1/1000", 1000))
INTEGERS = Range(integer=True, closed=True)


@pytest.mark.parametrize(
    ("ranges", "where"),
    [
        ({x: HALF, y: Range(5, None, draw=(6, 20))}, (y < x,)),
        ({x: LINE, y: LINE, z: LINE}, (x < y, y < z, z < sp.Rational(1, 3))),
        ({x: HALF, y: HALF}, (y < x / 10**5,)),
        ({x: HALF, y: HALF}, (y > x * 10**9,)),
        ({n: INTEGERS, m: INTEGERS}, (n > sp.sqrt(m),)),
        ({x: LINE, n: INTEGERS}, (x > 1 / n,)),
        ({x: LINE, y: LINE}, (sp.Eq(x + y, 1),)),
        ({n: Range(1, None, integer=True, closed=True, draw=(1, 9)), m: INTEGERS}, (n < m, m < 4)),
        ({x: LINE}, (sp.Or(sp.Eq(x, 1), sp.Eq(x, 2)),)),
        ({x: LINE}, (x > 10**20,)),
        ({x: Range(0, 1, draw=("1/100", "99/100"))}, (x > sp.pi / 4, x < sp.sqrt(3) / 2)),
    ],
    ids=str,
)  # fmt: skip
def test_points_satisfy_every_condition(ranges, where) -> None:
    domain = Domain(ranges, where)
    for point in domain.points(20, start=0):
        assert all(bool(sp.sympify(relation).subs(point)) for relation in where), point
        assert all(ranges[s].contains(v) for s, v in point.items())


def test_what_nothing_satisfies_is_an_error_and_is_found_quickly() -> None:
    for where in ((x > y, y > x), (x + y < 1, x > y, y > 40), (sp.sin(x) > 2 + y**2,)):
        with pytest.raises(DomainError, match="relax the conditions"):
            next(Domain({x: LINE, y: LINE}, where).points(1))


def test_names_that_relations_connect_stay_together() -> None:
    whole = Domain({x: HALF, y: HALF, z: HALF, n: INTEGERS}, (x < y, y < z))
    assert set(whole.restricted({x}).ranges) == {x, y, z}
    assert set(whole.restricted({n}).ranges) == {n}


VALUES = st.fractions(-3, 3, max_denominator=4).map(sp.Rational)


@settings(max_examples=60, deadline=None)
@given(VALUES, VALUES)
def test_relations_between_rationals_are_decided_as_sympy_does(a, b) -> None:
    point = {x: a, y: b}
    for relation in (x < y, x <= y, sp.Eq(x, y), sp.Ne(x, y), x**2 + y > 1, sp.sqrt(x**2) >= y):
        assert holds(relation, point) == bool(relation.subs(point))


def test_parity_and_nonzero_symbols_are_respected() -> None:
    even = sp.Symbol("k", even=True)
    assert all(p[even] % 2 == 0 for p in Domain({even: INTEGERS}).points(5))
    nonzero = sp.Symbol("w", real=True, nonzero=True)
    assert not Domain({nonzero: LINE}).admits({nonzero: 0})
