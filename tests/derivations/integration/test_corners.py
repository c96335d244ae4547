"""Integrands of several forms: each part by whatever rule proves it, floors on bounded ranges."""

import itertools

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.domain import Domain

t = sp.Symbol("t", real=True)
GAUSS = sp.exp(-(t**2) / 2)


@pytest.mark.parametrize(
    ("integrand", "low", "high", "value"),
    [
        (sp.Max(t, 0) ** 2 * GAUSS, -sp.oo, sp.oo, sp.sqrt(sp.pi / 2)),
        (sp.Max(t, 0) ** 5 * GAUSS, -sp.oo, sp.oo, 8),
        (sp.Min(t, 0) ** 3 * GAUSS, -sp.oo, sp.oo, -2),
        (sp.Abs(t) ** 3 * sp.exp(-(t**2)), -sp.oo, sp.oo, 1),
        (sp.floor(t), -2, sp.Rational(7, 2), None),
        (sp.ceiling(3 * t) * t, 0, sp.Rational(5, 3), None),
        ((t - sp.floor(t)) ** 2 * t, 0, 4, None),
        (sp.floor(1 - 2 * t) + t, 0, 1, None),
    ],
)
def test_in_parts(integrand, low, high, value):
    if value is None:  # exactly, by the pieces between the steps of 1/6
        steps = [sp.Rational(k, 6) for k in range(6 * low, int(6 * high) + 1)]
        value = 0
        for a, b in itertools.pairwise(steps):
            middle = (a + b) / 2
            plain = integrand.replace(sp.floor, lambda v, m=middle: sp.floor(v.subs(t, m)))
            plain = plain.replace(sp.ceiling, lambda v, m=middle: sp.ceiling(v.subs(t, m)))
            value += sp.integrate(plain, (t, a, b))
    else:
        number = mpmath.quad(sp.lambdify(t, integrand, "mpmath"), [-40, -4, 0, 4, 40])
        assert abs(number - sp.N(value)) < 1e-9
    node = sp.Integral(integrand, (t, low, high))
    assert proof_of_vanishing(node - value, Domain({})) is not None
    assert proof_of_vanishing(node - value - sp.Rational(1, 7), Domain({})) is None
