"""Every rule that proofs use, held against balls of the functions themselves at random points."""

from __future__ import annotations

import inspect
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.special_functions.recurrences import (
    bessel,
    gamma_family,
    hypergeometric,
    pairs,
    polynomials,
)
from glassproof.derivations.special_functions.stirling_numbers import StirlingSecond

RECURRENCES = {
    **bessel.RECURRENCES, **polynomials.RECURRENCES, **gamma_family.RECURRENCES,
}  # fmt: skip
DIGITS = 30


def numbers(low: int, high: int) -> st.SearchStrategy[sp.Rational]:
    """Fractions that are neither integers nor half-integers, for orders off every pole."""
    fractions = st.fractions(low, high, max_denominator=11)
    return fractions.filter(lambda f: (2 * f).denominator > 1).map(_rational)


def _rational(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)


def vanishes(gap: sp.Expr, point: Any = None) -> None:
    """The ball of the expression holds 0 and is narrow."""
    ball = enclose(gap, point or {}, DIGITS)
    assert ball.is_finite()
    assert ball.contains(0)
    assert abs(ball).abs_upper() < 1e-12


def node(kind: type, *arguments: sp.Expr) -> sp.Expr:
    return kind(*arguments, evaluate=False)


def drawn(data: Any, kind: type) -> list[sp.Rational]:
    count = len(inspect.signature(RECURRENCES[kind].up).parameters)
    if kind in polynomials.RECURRENCES:
        count = {sp.jacobi: 4, sp.assoc_laguerre: 3, sp.gegenbauer: 3, sp.assoc_legendre: 3}.get(
            kind, 2
        )
    orders = [data.draw(numbers(1, 4)) for _ in range(count - 1)]
    return [*orders, data.draw(numbers(0, 1).filter(bool))]


@pytest.mark.parametrize("kind", RECURRENCES, ids=lambda k: k.__name__)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_recurrences_hold_off_the_integers(kind: type, data: Any) -> None:
    rule, values = RECURRENCES[kind], drawn(data, kind)
    if kind is sp.zeta:
        values = [values[0] + 1, values[1] + 2]
    arguments = [sp.Symbol(f"a{place}") for place in range(len(values))]
    point = dict(zip(arguments, values, strict=True))

    def moved(by: int) -> sp.Expr:
        changed = list(arguments)
        changed[rule.place] += by
        return node(kind, *changed)

    for step, way in ((rule.up, 1), (rule.down, -1)):
        a, b, c = step(*arguments)
        vanishes(moved(way) - a * moved(0) - b * moved(-way) - c, point)


@pytest.mark.parametrize("kind", polynomials.RECURRENCES, ids=lambda k: k.__name__)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_polynomials_begin_as_they_are_said_to_begin(kind: type, data: Any) -> None:
    _, *others = drawn(data, kind)
    start = polynomials.RECURRENCES[kind].start(sp.S.Zero, *others)
    for degree, value in enumerate(start or ()):
        vanishes(node(kind, sp.Integer(degree), *others) - value)


@pytest.mark.parametrize(
    ("kind", "order"),
    [(k, sp.Rational(1, 2)) for k in (sp.besselj, sp.bessely, sp.besseli, sp.besselk)]
    + [(sp.jn, sp.S.Zero), (sp.yn, sp.S.Zero), (sp.uppergamma, sp.S.Zero),
       (sp.uppergamma, sp.Rational(1, 2))],
)  # fmt: skip
@pytest.mark.parametrize("z", [sp.Rational(7, 3), sp.Rational(2, 3) + 2 * sp.I, -1 - sp.I / 3])
def test_functions_of_half_integer_order_are_elementary(kind: type, order: Any, z: Any) -> None:
    start = RECURRENCES[kind].start(order, z)
    assert start is not None
    for offset, value in enumerate(start):
        vanishes(node(kind, order + offset, z) - value)


@pytest.mark.parametrize("kind", polynomials.SHIFTS, ids=lambda k: k.__name__)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_parameters_are_shifted(kind: type, data: Any) -> None:
    values = drawn(data, kind)
    arguments = [sp.Symbol(f"a{place}") for place in range(len(values))]
    point = dict(zip(arguments, values, strict=True))
    for _, less, more in polynomials.SHIFTS[kind]:
        for rule in (less, more):
            if rule is not None:
                vanishes(node(kind, *arguments) - rule(*arguments), point)


@pytest.mark.parametrize("kind", bessel.REFLECTED, ids=lambda k: k.__name__)
@settings(max_examples=6, deadline=None)
@given(order=numbers(0, 4), z=numbers(0, 6).filter(bool))
def test_opposite_orders(kind: type, order: Any, z: Any) -> None:
    vanishes(node(kind, -order, z) - bessel.REFLECTED[kind](order, z))


@pytest.mark.parametrize("kind", bessel.PARTNERS, ids=lambda k: k.__name__)
@settings(max_examples=6, deadline=None)
@given(order=numbers(0, 4), z=numbers(1, 6))
def test_wronskians(kind: type, order: Any, z: Any) -> None:
    first, rule = bessel.PARTNERS[kind]
    value = rule(z, node(first, order, z), node(first, order + 1, z), node(kind, order, z))
    vanishes(node(kind, order + 1, z) - value)


@settings(max_examples=6, deadline=None)
@given(a=numbers(1, 3), b=numbers(1, 3), c=numbers(4, 6), z=numbers(0, 1).filter(bool))
def test_contiguous_hypergeometric_functions(a: Any, b: Any, c: Any, z: Any) -> None:
    for above in ([a, b], [a], []):
        value = sp.hyper(above, [c], z)
        slope = z * sp.Mul(*above) / c * sp.hyper([p + 1 for p in above], [c + 1], z)
        for place in range(len(above)):
            raised = [p + int(k == place) for k, p in enumerate(above)]
            (u, v), _ = hypergeometric.raised(above, c, z, place)
            vanishes(sp.hyper(raised, [c], z) - u * value - v * slope)
        (u, v), (u_slope, v_slope) = hypergeometric.lowered(above, c, z)
        lower = sp.hyper(above, [c - 1], z)
        lower_slope = z * sp.Mul(*above) / (c - 1) * sp.hyper([p + 1 for p in above], [c], z)
        vanishes(lower - u * value - v * slope)
        vanishes(lower_slope - u_slope * value - v_slope * slope)


@pytest.mark.parametrize("parameters", hypergeometric.CLOSED, ids=str)
@pytest.mark.parametrize("z", [sp.Rational(2, 3), sp.Rational(-5, 7), sp.I / 3 - sp.Rational(1, 2)])
@pytest.mark.parametrize("side", [1, -1])
def test_elementary_hypergeometric_functions(parameters: Any, z: Any, side: int) -> None:
    above, below = parameters
    vanishes(sp.hyper(above, [below], z) - hypergeometric.CLOSED[parameters](side * sp.sqrt(z)))


@settings(max_examples=6, deadline=None)
@given(x=numbers(0, 1).filter(bool), s=numbers(2, 5), n=st.integers(1, 9), k=st.integers(1, 6))
def test_relations_between_partners(x: Any, s: Any, n: int, k: int) -> None:
    u, t = sp.symbols("u t")
    point = {u: x, t: s}
    vanishes(node(sp.airybiprime, u) - pairs.airy_bi_prime(u), point)
    vanishes(node(sp.elliptic_e, 1 - u) - pairs.elliptic_complement(u), point)
    vanishes(node(sp.zeta, 1 - t) - pairs.zeta_reflected(1 - t), point)
    vanishes(node(sp.polylog, t, -u) - pairs.polylog_opposite(t, -u), point)
    vanishes(node(sp.polylog, 2, u) - pairs.dilogarithm_complement(u), point)
    vanishes(node(sp.polylog, 2 - k, u) - pairs.polylog_rational(k - 2, u), point)
    vanishes(node(StirlingSecond, n, k) - pairs.stirling_second(sp.Integer(n), k))
