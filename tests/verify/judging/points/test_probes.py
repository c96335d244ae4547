"""Points are plain first, admissible, distinct, and lie where formulas change their form."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.verify.judging.points.break_points import zeros_along
from glassproof.verify.judging.points.plain_numbers import plain_values, simplest_between
from glassproof.verify.judging.points.probes import Probes
from glassproof.verify.reading.conditions.grammar import parse_conditions

x, y = sp.symbols("x y", real=True)
LINE = Range()


def visited(formula: sp.Expr, domain: Domain) -> list[dict[sp.Symbol, sp.Rational]]:
    probes = Probes((formula,), domain)
    return [{s: sp.Rational(str(v)) for s, v in point.items()} for _, point in probes]


def test_plain_numbers_are_small_and_positive_before_negative() -> None:
    plain = [Fraction(str(v)) for v in plain_values(Interval(), 9)]
    assert plain == [0, 1, -1, Fraction(1, 2), 2, -2, Fraction(-1, 2), Fraction(1, 3), 3]
    assert plain_values(Interval(fmpq(100), fmpq(200)), 3) == [100, 101, 102]
    assert plain_values(Interval(fmpq(5, 7), fmpq(5, 7)), 3) == [fmpq(5, 7)]
    narrow = plain_values(Interval(fmpq(1, 1000), fmpq(1, 900), True, True), 4)
    assert len(narrow) == 4
    assert max(v.q for v in narrow) < 2000


@settings(deadline=None)
@given(st.fractions(-9, 9), st.fractions(-9, 9))
def test_the_simplest_fraction_between_two_has_the_least_denominator(a, b) -> None:
    if a == b:
        return
    low, high = min(a, b), max(a, b)
    found = simplest_between(low, high)
    assert low < found < high
    for denominator in range(1, min(found.denominator, 60)):
        least = low * denominator // 1 + 1
        assert not least < high * denominator


def test_plain_points_go_outwards() -> None:
    unit = Range(0, None, integer=True)
    found = islice(Probes((x + y,), Domain({x: unit, y: unit})).plain(), 6)
    assert [(int(p[x].p), int(p[y].p)) for p in found] == [
        (1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "formula"),
    [
        ("x real, y > 5, y < x", x),
        ("x, y > 0, y < x/100000", x + y),
        ("x in [0, 1], y in (0, 1/1000)", x / y),
        ("x integer >= 3, y > x", y),
        ("x, y > -1/100, x != y", x - y),
        ("x > 10**20, y < -10**9", x * y),
        ("x real, y real, x**2 + y**2 < 1", x * y),
    ],
)
def test_points_are_distinct_and_satisfy_every_condition(words, formula) -> None:
    declared = parse_conditions(words)
    names = {s: declared.symbols[s.name] for s in formula.free_symbols}
    found = visited(formula.xreplace(names), declared.domain)
    assert len(found) >= 20
    assert len({tuple(p.values()) for p in found}) == len(found)
    for point in found:
        assert all(bool(relation.subs(point)) for relation in declared.domain.where)
        assert all(declared.domain.ranges[s].contains(v) for s, v in point.items())


def test_a_real_symbol_gets_more_than_integers_and_dyadic_fractions() -> None:
    values = [p[x] for p in visited(sp.cos(2 * sp.pi * x), Domain({x: LINE}))]
    assert sum(value.q % 2 and value.q > 1 for value in values) >= 8
    sizes = [abs(v) for v in values if v]
    assert min(sizes) < sp.Rational(1, 1000)
    assert max(sizes) > 1000


def test_closed_ends_and_what_lies_just_inside_are_visited() -> None:
    domain = Domain({x: Range(0, 1, closed=True, draw=("1/1000", "999/1000"))})
    values = {p[x] for p in visited(x, domain)}
    tiny = sp.Rational(1, 10**30)
    assert {0, 1, tiny, 1 - tiny, sp.Rational(1, 1000)} <= values
    opened = {p[x] for p in visited(x, Domain({x: Range(0, 1, draw=("1/10", "9/10"))}))}
    assert not {0, 1} & opened


@pytest.mark.parametrize(
    ("formula", "edge"),
    [
        (sp.Max(x, 3000), 3000),
        (sp.Abs(x - sp.Rational(37, 7)), sp.Rational(37, 7)),
        (sp.sqrt(x + 1234), -1234),
        (sp.log(5 * x - 77), sp.Rational(77, 5)),
        (sp.acos(x - 50), 51),
        (1 / (x**2 - 10**6), 1000),
        (sp.sign(sp.exp(x) - 10), sp.log(10)),
        (sp.sqrt(x**2 * (x - 9) ** 2), 9),
    ],
    ids=str,
)
def test_both_sides_of_break_points_are_visited(formula, edge) -> None:
    values = [p[x] for p in visited(formula, Domain({x: LINE}))]
    near = sp.Rational(1, 50) * (1 + abs(edge))
    assert any(0 < value - edge < near for value in values)
    assert any(0 < edge - value < near for value in values)


def test_zeros_are_found_exactly_where_they_are_rational() -> None:
    found = zeros_along((3 * x - 1) * (x + y) * (x - 100), x, {y: fmpq(7, 2)}, Interval())
    assert found == [Fraction(-7, 2), Fraction(1, 3), 100]


def test_finite_domains_are_listed_whole_and_others_are_not() -> None:
    declared = parse_conditions("n integer in [0, 10], k integer in [2, 4], k < n")
    n, k = declared.symbols["n"], declared.symbols["k"]
    cases = Probes((n + k,), declared.domain).cases()
    assert cases is not None
    assert len(cases) == sum(1 for a in range(11) for b in range(2, 5) if b < a)
    assert Probes((x,), Domain({x: LINE})).cases() is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_the_seed_and_nothing_else_moves_the_random_points(seed) -> None:
    first, again = (list(Probes((x,), Domain({x: LINE}), seed)) for _ in range(2))
    assert first == again
    other = list(Probes((x,), Domain({x: LINE}), seed + 1))
    fixed = [p for kind, p in first if kind != "random"]
    assert fixed == [p for kind, p in other if kind != "random"]
    assert first != other
