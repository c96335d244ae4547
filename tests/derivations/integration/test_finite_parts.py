"""Integrals whose singularities at 0 cancel, against quadrature of mpmath at random parameters."""

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.integration.finite_parts import on_half_line, on_line
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.domain import Domain, Range

x = sp.Symbol("x", positive=True)
a, b = sp.symbols("a b", positive=True)
HALF = Span(x, sp.Integer(0), sp.oo, Decisions(Domain({a: Range(0, None), b: Range(0, None)})))
rates = st.fractions(min_value="1/5", max_value=5, max_denominator=12)

DECAYING = [
    (sp.exp(-a * x) - sp.exp(-b * x)) / x,
    (sp.exp(-a * x) - sp.exp(-b * x)) ** 2 / x**2,
    sp.exp(-a * x) * (1 - sp.cos(b * x)) / x,
    sp.exp(-a * x) * (b * x - sp.sin(b * x)) / x**3,
    sp.exp(-a * x) * sp.sin(b * x) / x ** sp.Rational(3, 2),
    (sp.exp(-a * x) - 1 + a * x * sp.exp(-b * x)) / x**2,
]


@pytest.mark.parametrize("integrand", DECAYING, ids=str)
@given(p=rates, q=rates)
@settings(max_examples=4, deadline=None)
def test_decaying_integrands_against_quadrature(integrand, p, q):
    point = {a: sp.Rational(p.numerator, p.denominator), b: sp.Rational(q.numerator, q.denominator)}
    value, _ = on_half_line(integrand, HALF)
    # a power series takes over where floating point cancels
    near = sp.series(integrand.subs(point), x, 0, 12).removeO()
    near, far = sp.lambdify(x, near, "mpmath"), sp.lambdify(x, integrand.subs(point), "mpmath")
    with mpmath.workdps(30):
        nodes = [mpmath.mpf(end) for end in ("0.001", "0.1", "1", "4", "16", "64", "400")]
        whole = mpmath.quad(near, [0, nodes[0]]) + mpmath.quad(far, nodes)
        tail = mpmath.quad(far, [nodes[-1], mpmath.inf]) if integrand.has(-1) else 0
        assert abs(whole + tail - mpmath.mpmathify(sp.N(value.subs(point), 25))) < 1e-7


@pytest.mark.parametrize(
    ("integrand", "value"),
    [
        (sp.sin(x) ** 2 / x**2, sp.pi / 2),
        (sp.sin(x) ** 5 / x**5, 115 * sp.pi / 384),
        (sp.sin(x) ** 3 / x**2, 3 * sp.log(3) / 4),
        (sp.sin(a * x) * sp.cos(b * x) / x, None),  # depends on which of a and b is larger
        (sp.sin(x) ** 2 / x, None),
        (sp.cos(x) / x, None),
        ((1 - sp.cos(x)) / x**4, None),
        (x * sp.sin(x), None),
    ],
)
def test_waves(integrand, value):
    found = on_half_line(integrand, HALF)
    assert (found is None) == (value is None)
    assert value is None or sp.simplify(found[0] - value) == 0


def test_the_line_is_two_half_lines_that_both_converge():
    t = sp.Symbol("t", real=True)
    line = Span(t, -sp.oo, sp.oo, Decisions())
    assert on_line(sp.sin(t) ** 4 / t**4, line)[0] == 2 * sp.pi / 3
    assert on_line(sp.sin(t) / t**2, line) is None  # a principal value only


def test_signs_and_deltas_are_taken_by_cases():
    c = sp.Symbol("c", real=True)
    m, n = sp.symbols("m n", integer=True)
    here = Domain({c: Range(), m: Range(1, None, integer=True, closed=True),
                   n: Range(1, None, integer=True, closed=True)})  # fmt: skip
    dirichlet = sp.Integral(sp.sin(c * x) / x, (x, 0, sp.oo))
    assert proof_of_vanishing(dirichlet - sp.pi / 2 * sp.sign(c), here).method == "cases"
    assert proof_of_vanishing(dirichlet - sp.pi / 2, here) is None
    waves = sp.Integral(sp.exp(sp.I * (m - n) * x), (x, 0, 2 * sp.pi))
    delta = sp.KroneckerDelta(m, n)
    assert proof_of_vanishing(waves - 2 * sp.pi * delta, here).method == "cases"
    assert proof_of_vanishing(waves - sp.pi * delta, here) is None
