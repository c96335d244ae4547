"""Special functions far out, at their poles and at 0: expansions held against known limits."""

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.proof.domain import Domain, Range

x = sp.Symbol("x", real=True)
n = sp.Symbol("n", integer=True, positive=True)
a = sp.Symbol("a", positive=True)
R, oo, pi, exp, log, sqrt = sp.Rational, sp.oo, sp.pi, sp.exp, sp.log, sp.sqrt

FAR_OUT = [
    (sp.besselk(a, x) * exp(x) * sqrt(x), sqrt(pi / 2)),
    (x * (sp.besselk(2, x) * exp(x) * sqrt(x) - sqrt(pi / 2)), sqrt(pi / 2) * R(15, 8)),
    (x * (1 - sqrt(2 * pi * x) * exp(-x) * sp.besseli(3, x)), R(35, 8)),
    (sp.besseli(1, x) / sp.besseli(2, x), 1),
    (x * sp.besseli(0, x) * sp.besselk(0, x), R(1, 2)),
    (sp.besselj(a, x) * x ** R(1, 3), 0),
    (sp.bessely(2, x) / x, 0),
    (sp.airyai(x) * exp(R(2, 3) * x ** R(3, 2)) * x ** R(1, 4), 1 / (2 * sqrt(pi))),
    (sqrt(x) * sp.airyai(x) * sp.airybi(x), 1 / (2 * pi)),
    (sp.airyaiprime(x) / (sqrt(x) * sp.airyai(x)), -1),
    (x ** R(3, 2) * (sp.airybiprime(x) / sp.airybi(x) - sqrt(x)), -oo),
    (sp.zeta(x), 1),
    (2**x * (sp.zeta(x) - 1), 1),
    (3**x * (sp.zeta(x) - 1 - 2**-x), 1),
    (x**2 * sp.polygamma(2, x), -1),
    (x * (x * sp.polygamma(1, x) - 1), R(1, 2)),
    (sp.LambertW(x) - log(x) + log(log(x)), 0),
    (log(x) * (sp.LambertW(x) - log(x) + log(log(x))) / log(log(x)), 1),
    (x * exp(x) * sp.expint(3, x), 1),
    (x * exp(-(x**2)) * sp.erfi(x), 1 / sqrt(pi)),
    (x * exp(-x) * sp.Shi(x), R(1, 2)),
    (sp.li(x) * log(x) / x, 1),
    (sp.uppergamma(x, 2) / sp.gamma(x), 1),
    (x * 3 ** (-x) * sp.lowergamma(x, 3), exp(-3)),
    ((3 + sp.sin(x)) ** (1 / x), 1),
    (log(5 - 2 * sp.cos(x)) / x, 0),
    (sqrt(2 + sp.cos(x)) / log(x), 0),
    (exp(exp(-x) + exp(x)) / exp(exp(x)), 1),
    (log(log(log(x + 1))) - log(log(log(x))), 0),
    (sp.floor(x) / x, 1),
]
SEQUENCES = [
    (sp.fibonacci(n) / sp.fibonacci(n - 1), sp.GoldenRatio),
    (sp.lucas(n) / sp.fibonacci(n), sqrt(5)),
    (sp.catalan(n) * n ** R(3, 2) / 4**n, 1 / sqrt(pi)),
]
AT_ZERO = [
    (sp.besselj(a, x) / x**a, 1 / (2**a * sp.gamma(a + 1))),
    (sp.besseli(2, x) / x**2, R(1, 8)),
    ((1 - sp.besselj(0, x)) / x**2, R(1, 4)),
    (sp.besselk(0, x) + log(x), log(2) - sp.EulerGamma),
    (x * sp.besselk(1, x), 1),
    ((x * sp.besselk(1, x) - 1) / (x**2 * log(x)), R(1, 2)),
    (x**3 * sp.bessely(3, x), -16 / pi),
    (sqrt(x) * sp.besselk(R(1, 2), x), sqrt(pi / 2)),
    (sp.bessely(0, x) - 2 / pi * log(x), 2 / pi * (sp.EulerGamma - log(2))),
    (x * sp.zeta(1 + x), 1),
    (sp.zeta(1 + x) - 1 / x, sp.EulerGamma),
    (x**3 * sp.polygamma(2, x), -2),
    (x**2 * sp.polygamma(1, x - 3), 1),
    (x * sp.polygamma(0, x - 1), -1),
    (sp.expint(1, x) + log(x), -sp.EulerGamma),
    ((sp.expint(2, x) - 1) / (x * log(x)), 1),
    (sp.expint(R(1, 2), x) * sqrt(x), sqrt(pi)),
    (sp.polylog(3, x) / x, 1),
    (sp.Chi(x) - log(x), sp.EulerGamma),
    (sp.Shi(x) / x, 1),
    ((sp.elliptic_k(x) - pi / 2) / x, pi / 8),
    (sp.elliptic_k(1 - x) + log(x) / 2, 2 * log(2)),
    ((sp.elliptic_e(1 - x) - 1) / (x * log(x)), -R(1, 4)),
    ((sp.LambertW(x) - x) / x**2, -1),
    ((sp.hyper((1, 2), (3,), x) - 1) / x, R(2, 3)),
    (sp.li(1 + x) - log(x), sp.EulerGamma),
]
CASES = [(sp.Limit(f, x, oo), v) for f, v in FAR_OUT]
CASES += [(sp.Limit(f, n, oo), v) for f, v in SEQUENCES]
CASES += [(sp.Limit(f, x, 0, "+"), v) for f, v in AT_ZERO]


@pytest.mark.parametrize(("node", "value"), CASES, ids=[str(c[0].args[0]) for c in CASES])
def test_special_functions_tend_to_known_values(node, value):
    found = find(node, Decisions(Domain({a: Range(0, draw=("1/2", 6))})))
    assert found is not None
    if value in (oo, -oo):
        assert found.value is None
        assert "infinite" in found.reason
        return
    with mpmath.workdps(40):
        gap = sp.lambdify(a, found.value - value, "mpmath")(mpmath.mpf("1.7"))
    assert abs(gap) < 1e-35


FAR_LEFT = [
    (sp.besselj(3, x) * sp.Abs(x) ** R(1, 3), 0),
    (sp.besseli(1, x) * exp(x) * sqrt(-x), -1 / sqrt(2 * pi)),
    (sp.airyai(x), 0),
]


@pytest.mark.parametrize(("expr", "value"), FAR_LEFT, ids=str)
def test_far_out_to_the_left(expr, value):
    found = find(sp.Limit(expr, x, -oo), Decisions())
    assert found is not None
    assert found.value is not None
    assert abs(float(found.value - value)) < 1e-12
