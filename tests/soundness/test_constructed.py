"""The table that is made: true by construction, and true by mpmath, which knows no construction."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import mpmath
import pytest

from soundness.adversary import printed
from soundness.adversary.bound_values import bound_value
from soundness.adversary.conditions import Conditions
from soundness.adversary.constructed import KINDS, line, rows
from soundness.adversary.plain_values import as_number
from soundness.adversary.question import DIFFERENT, EQUAL

TABLE = "a table made for it"
ROWS = [f for f in printed.formulas(TABLE) if "~" not in f.where and not f.is_law]


def test_the_list_is_what_the_constructions_make():
    names = {formula.name for formula in printed.formulas(TABLE)}
    assert len(names) > 450
    assert {name.rpartition(" ")[0] for name in names} == set(KINDS)
    some = set(sorted(names)[::9])
    listed = {f.name: f for f in printed.formulas(TABLE)}
    for name, made in rows():
        if name in some:
            assert line(name, made).startswith(f"{name} ;; {listed[name].left} ;; ")


@pytest.mark.parametrize("formula", ROWS[::9], ids=lambda f: f.name)
def test_the_list_is_true(formula):
    conditions = Conditions.read(formula.where)
    (point,) = conditions.points(Random(formula.name), 1) if conditions.names else [{}]
    if "n" in point:
        point["n"] = min(point["n"], Fraction(8))
    with mpmath.workdps(20):
        left, right = (as_number(bound_value(s, point)) for s in (formula.left, formula.right))
        if formula.relation == "=":
            loose = formula.name.startswith("limit far out")  # values far out, not limits
            assert abs(left - right) < (0.3 if loose else 1e-7) * (1 + abs(right))
        else:
            signs = {"<=": left <= right, "<": left < right, ">=": left >= right, ">": left > right}
            assert signs[formula.relation] or abs(left - right) < 1e-15


def test_numerics_see_what_is_false():
    with mpmath.workdps(20):
        for text, wrong in (
            ("Sum(k, (k, 1, 4))", 11), ("Integral(t, (t, 0, 1))", 1), ("det([[1, 2], [3, 4]])", 2),
            ("PV(Integral(1/(t - 1), (t, 0, 3)))", 0), ("ContourIntegral(1/z, (z, 0, 1))", 0),
            ("Derivative(x**3, x, 2)", 5), ("Limit(sin(x)/x, x, 0, '+')", 0),
        ):  # fmt: skip
            assert abs(bound_value(text, {"x": Fraction(1)}) - wrong) > 1e-3


def test_slips_of_laws_and_of_latex_are_asked():
    asked = printed.slips(TABLE)
    assert any(question.latex for question in asked)
    assert any(" as " in question.equals and question.relation == "~" for question in asked)
    assert all(q.accepted == DIFFERENT for q in asked if q.latex or " as " in q.equals)
    assert all(question.accepted == EQUAL for question in printed.as_printed(TABLE))
