"""Limits of partial sums, products and integrals: proven, mutants not, near what is summed up."""

import math

import pytest
import sympy as sp
from scipy.integrate import quad

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.sides import Sides, State

n, k = sp.symbols("n k", integer=True)
x, t = sp.symbols("x t", real=True)
UNIT = Domain({x: Range(-1, 1, draw=("-8/9", "8/9"))})
POINT = {x: sp.Rational(-3, 8)}

KNOWN = [
    (sp.Sum(k**3, (k, 1, n)) / n**4, sp.Rational(1, 4)),
    (sp.Sum(1 / k, (k, 1, n)) - sp.log(n), sp.EulerGamma),
    (sp.Sum(1 / (2 * k - 1), (k, 1, n)) - sp.log(n) / 2, sp.EulerGamma / 2 + sp.log(2)),
    (sp.Sum(1 / k, (k, n + 1, 3 * n)), sp.log(3)),
    (sp.Sum(n / (n**2 + k**2), (k, 1, n)), sp.pi / 4),
    (sp.Sum(sp.exp(k / n), (k, 0, n - 1)) / n, sp.E - 1),
    (sp.Sum(k ** sp.Rational(1, 3), (k, 1, n)) / n ** sp.Rational(4, 3), sp.Rational(3, 4)),
    (sp.Sum(1 / k**4, (k, 2, n)), sp.pi**4 / 90 - 1),
    (sp.Sum(x**k, (k, 2, n)), x**2 / (1 - x)),
    (sp.Sum(k * x**k, (k, 0, n)), x / (1 - x) ** 2),
    (sp.Sum(sp.binomial(n, k) / 3**n, (k, 0, n)), sp.Integer(0)),
    (sp.Product(1 - 1 / k**2, (k, 2, n)), sp.Rational(1, 2)),
    (sp.Integral(sp.exp(-2 * t), (t, 0, n)), sp.Rational(1, 2)),
    (n * sp.Integral(t**n, (t, 0, 1)), sp.Integer(1)),
]


@pytest.mark.parametrize(("expr", "value"), KNOWN, ids=[str(e) for e, _ in KNOWN])
def test_they_are_proven_and_mutants_refuted(expr, value):
    node = sp.Limit(expr, n, sp.oo)
    assert proof_of_vanishing(node - value, UNIT) is not None
    for mutant in (value + sp.Rational(1, 1000), 2 * value + 1):
        assert proof_of_vanishing(node - mutant, UNIT) is None
        if x not in node.free_symbols:
            assert Sides(node, mutant).at(POINT).look(30).state is State.DIFFER


@pytest.mark.parametrize(("expr", "value"), KNOWN, ids=[str(e) for e, _ in KNOWN])
def test_what_is_summed_up_comes_nearer(expr, value):
    """Independent of any closed form: sums of floats, the gap falling at least as 1/n^(1/4)."""
    wanted = complex(value.subs(POINT)).real
    gaps = [abs(_summed(expr.subs(POINT), number) - wanted) for number in (16, 256)]
    assert gaps[1] < gaps[0] / 2 + 1e-11


def _summed(expr, number):
    def added(function, *limits):
        ((index, low, high),) = limits
        terms = [complex(function.subs(index, i)).real for i in range(int(low), int(high) + 1)]
        return sp.Float(math.fsum(terms))

    def multiplied(function, *limits):
        ((index, low, high),) = limits
        return sp.Float(
            math.prod(float(function.subs(index, i)) for i in range(int(low), int(high) + 1))
        )

    def integrated(function, *limits):
        ((variable, low, high),) = limits
        at = sp.lambdify(variable, function, "math")
        return sp.Float(quad(at, float(low), float(high), epsabs=1e-13)[0])

    given = expr.subs(n, number)
    for kind, rule in ((sp.Sum, added), (sp.Product, multiplied), (sp.Integral, integrated)):
        given = given.replace(kind, rule)
    return complex(given).real


def test_a_sum_that_grows_has_no_limit():
    for total in (sp.Sum(1 / k, (k, 1, n)), sp.Sum(sp.sqrt(k), (k, 1, n))):
        found = find(sp.Limit(total / sp.sqrt(sp.sqrt(sp.log(n))), n, sp.oo), Decisions())
        assert found is not None
        assert found.value is None
        assert "infinite" in found.reason


def test_powers_fall_only_where_the_base_is_small():
    power = sp.Limit(n * x**n, n, sp.oo)
    assert proof_of_vanishing(power, UNIT) is not None
    closed = Domain({x: Range(-1, 1, closed=True)})
    assert proof_of_vanishing(power, closed) is None
    line = Domain({x: Range()})
    assert proof_of_vanishing(sp.Limit(x**n / sp.factorial(n), n, sp.oo), line) is not None
    assert proof_of_vanishing(sp.Limit(x**n / 2**n, n, sp.oo), line) is None


def test_a_function_with_a_jump_is_no_matter_for_riemann_sums_here():
    jump = sp.Limit(sp.Sum(sp.sign(2 * k - n), (k, 1, n)) / n, n, sp.oo)
    assert proof_of_vanishing(jump - 1, UNIT) is None
    pole = sp.Limit(sp.Sum(n / k**2, (k, 1, n)), n, sp.oo)
    assert proof_of_vanishing(pole - 1, UNIT) is None
