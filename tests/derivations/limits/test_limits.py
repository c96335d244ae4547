"""Limits are proven, their mutants refuted; where there is no limit that is said."""

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.proof.points.sides import Sides, State
from tests.derivations.limits.known import DOMAIN, KNOWN, WITHOUT, a, b, c

POINT = {a: sp.Rational(7, 3), b: sp.Rational(5, 4), c: sp.Rational(-3, 7)}
IDS = [str(node.args[0]) for node, _ in KNOWN]


@pytest.mark.parametrize(("node", "value"), KNOWN, ids=IDS)
def test_known_limits_are_proven_and_mutants_refuted(node, value):
    value = sp.sympify(value)
    proof = proof_of_vanishing(node - value, DOMAIN)
    assert proof is not None
    assert proof.parts
    for mutant in (value + sp.Rational(1, 1000), 2 * value + 5, -value - 7):
        assert proof_of_vanishing(node - mutant, DOMAIN) is None
        assert Sides(node, mutant).at(POINT).look(30).state is State.DIFFER
    assert Sides(node, value).at(POINT).look(30).state in (State.AGREE, State.EQUAL)


@pytest.mark.parametrize(("node", "value"), KNOWN, ids=IDS)
def test_the_function_comes_near_the_limit(node, value):
    """Independent of the expansion: mpmath's values of the function itself, close by."""
    expr, variable, place, direction = node.args
    side = -1 if str(direction) == "-" else 1
    near = place + side * sp.Rational(1, 10**6)
    if place in (sp.oo, -sp.oo):
        near = sp.Integer(10**7 if place is sp.oo else -(10**7))
    with mpmath.workdps(80):
        function = sp.lambdify(variable, expr.subs(POINT), "mpmath")
        found = function(mpmath.mpmathify(sp.N(near.subs(POINT), 80)))
        gap = abs(found - mpmath.mpmathify(sp.N(sp.sympify(value).subs(POINT), 80)))
    slow = expr.has(sp.log) or (node.has(sp.factorial) and place is sp.oo)
    assert gap < (0.5 if slow else 1e-2)


@pytest.mark.parametrize(("node", "reason"), WITHOUT, ids=[str(n.args[0]) for n, _ in WITHOUT])
def test_where_there_is_no_limit_that_is_said(node, reason):
    found = find(node, Decisions(DOMAIN))
    assert found is not None
    assert found.value is None
    assert reason in found.reason
    for value in (0, 1):
        assert proof_of_vanishing(node - value, DOMAIN) is None
        meeting = Sides(node, sp.Integer(value)).at(POINT).look(30)
        assert meeting.state is State.UNDEFINED
        assert reason in meeting.reason


def test_a_limit_that_depends_on_a_sign_is_proven_only_where_that_is_known():
    x = sp.Symbol("x", real=True)
    for sign in (1, -1):
        node = sp.Limit(sp.atan(sign * a * x), x, sp.oo)
        assert proof_of_vanishing(node - sign * sp.pi / 2, DOMAIN) is not None
    node = sp.Limit(sp.atan(c * x), x, sp.oo)
    assert proof_of_vanishing(node - sp.pi / 2, DOMAIN) is None
    assert Sides(node, sp.pi / 2).at({c: -2}).look(30).state is State.DIFFER
    assert Sides(node, sp.pi / 2).at({c: 2}).look(30).state is State.AGREE
