"""Orthogonal polynomials of symbolic degrees, against the integrals of written-out polynomials."""

import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.integration.orthogonality import FAMILIES, of_two_polynomials
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.domain import Domain, Range

x = sp.Symbol("x", real=True)
m, n = sp.symbols("m n", integer=True, nonnegative=True)
a, b = sp.symbols("a b", positive=True)
DEGREES = Domain({s: Range(1, None, integer=True, closed=True, draw=(1, 7)) for s in (m, n)})


@pytest.mark.parametrize("kind", FAMILIES, ids=lambda kind: kind.__name__)
def test_against_integrals_of_polynomials(kind):
    family = FAMILIES[kind]
    parameters = [sp.Rational(3)] if kind is sp.assoc_laguerre else []
    span = Span(x, family.low, family.high, Decisions(DEGREES))
    weight = family.weight(*parameters, x)
    product = kind(m, *parameters, x) * kind(n, *parameters, x) * weight
    told = of_two_polynomials(product, span)[0]
    for first, second in ((1, 1), (3, 3), (2, 5), (4, 1)):
        plain = sp.expand(product.subs({m: first, n: second}) / weight)
        if family.low == -1:
            turned = (plain * weight).subs(x, sp.cos(x)) * sp.sin(x)
            plain_value = sp.Integral(turned, (x, 0, sp.pi))
            value = plain_value.evalf(20)
        else:
            value = sp.integrate(plain * weight, (x, family.low, family.high))
        assert abs(sp.N(value - told.subs({m: first, n: second}))) < 1e-12
    assert of_two_polynomials(product * (1 + x), span) is None
    assert of_two_polynomials(product, Span(x, sp.Integer(0), sp.Integer(1), Decisions())) is None


@pytest.mark.parametrize(
    ("integrand", "antiderivative"),
    [
        (x * sp.besselj(0, x), x * sp.besselj(1, x)),
        (x ** (n + 1) * sp.besselj(n, b * x), x ** (n + 1) * sp.besselj(n + 1, b * x) / b),
        (x ** (1 - n) * sp.besselj(n, x), -(x ** (1 - n)) * sp.besselj(n - 1, x)),
        (sp.besselk(1, b * x), -sp.besselk(0, b * x) / b),
        (x**3 * sp.besseli(2, x), x**3 * sp.besseli(3, x)),
        (sp.bessely(1, x), -sp.bessely(0, x)),
    ],
)
def test_bessel_functions_have_their_antiderivatives(integrand, antiderivative):
    here = Domain({**DEGREES.ranges, b: Range(0, None, draw=("1/2", 4))})
    node = sp.Integral(integrand, (x, 1, 2))
    value = antiderivative.subs(x, 2) - antiderivative.subs(x, 1)
    assert proof_of_vanishing(node - value, here) is not None
    point = {n: 2, b: sp.Rational(4, 3)}
    number = sp.Integral(integrand.subs(point), (x, 1, 2)).evalf(15)
    assert abs(number - sp.N(value.subs(point))) < 1e-10
