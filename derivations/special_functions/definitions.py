"""Special functions that are others by definition, or by an identity that holds everywhere.

Reference: NIST Digital Library of Mathematical Functions, 5.4, 6.2, 7.2, 8.2, 10.4, 10.47, 18.5,
18.7, 25.11 and 26.5; R. L. Graham, D. E. Knuth and O. Patashnik, Concrete Mathematics, 6.6.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

HALF = sp.Rational(1, 2)


def _around(x: sp.Expr) -> sp.Expr:
    """exp(i theta) of x = cos(theta)."""
    if isinstance(x, sp.cos):
        return sp.Pow(sp.E, sp.I * x.args[0], evaluate=False)
    return x + sp.I * sp.sqrt(1 - sp.Mul(x, x, evaluate=False))


def _chebyshev_t(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    if isinstance(x, sp.chebyshevt) and n.is_integer and x.args[0].is_integer:
        return sp.chebyshevt(n * x.args[0], x.args[1])
    z = sp.Pow(_around(x), n)
    return (z + 1 / z) / 2


def _chebyshev_u(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    around = _around(x)
    z = sp.Pow(around, n + 1)
    return (z - 1 / z) / (around - 1 / around)


def _harmonic(n: sp.Expr, order: sp.Expr = sp.S.One) -> sp.Expr:
    if order == 1:
        return sp.polygamma(0, n + 1) + sp.EulerGamma
    return sp.zeta(order) - sp.zeta(order, n + 1)


def _fibonacci(n: sp.Expr) -> sp.Expr:
    root = sp.sqrt(5)
    golden = sp.Pow((1 + root) / 2, n)
    return (golden - sp.Pow(-1, n) / golden) / root


def _lucas(n: sp.Expr) -> sp.Expr:
    golden = sp.Pow((1 + sp.sqrt(5)) / 2, n)
    return golden + sp.Pow(-1, n) / golden


def _double_factorial(n: sp.Expr) -> sp.Expr:
    """By the parity of n, where that is known; else with the sign (-1)^n."""
    halved = sp.Pow(2, n / 2) * sp.gamma(n / 2 + 1)
    odd = sp.sqrt(2 / sp.pi)
    if n.is_even or n.is_odd:
        return halved if n.is_even else halved * odd
    sign = sp.Pow(-1, n)
    return halved * ((1 + sign) / 2 + odd * (1 - sign) / 2)


def _catalan(n: sp.Expr) -> sp.Expr:
    return sp.gamma(2 * n + 1) / (sp.gamma(n + 1) * sp.gamma(n + 2))


def _heaviside(x: sp.Expr, middle: sp.Expr = HALF) -> sp.Expr:
    sign = sp.sign(x)
    step = (1 + sign) / 2
    if middle == HALF:
        return step
    return step + (middle - HALF) * (1 - sp.Mul(sign, sign, evaluate=False))


DEFINED: dict[type, Callable[..., sp.Expr]] = {
    sp.factorial2: _double_factorial,
    sp.digamma: lambda x: sp.polygamma(0, x),
    sp.harmonic: _harmonic,
    sp.catalan: _catalan,
    sp.Heaviside: _heaviside,
    sp.fibonacci: _fibonacci,
    sp.lucas: _lucas,
    sp.lowergamma: lambda s, z: sp.gamma(s) - sp.uppergamma(s, z),
    sp.erf2: lambda a, b: sp.erf(b) - sp.erf(a),
    sp.li: lambda x: sp.Ei(sp.log(x)),
    sp.hankel1: lambda v, z: sp.besselj(v, z) + sp.I * sp.bessely(v, z),
    sp.hankel2: lambda v, z: sp.besselj(v, z) - sp.I * sp.bessely(v, z),
    sp.hn1: lambda n, z: sp.jn(n, z) + sp.I * sp.yn(n, z),
    sp.hn2: lambda n, z: sp.jn(n, z) - sp.I * sp.yn(n, z),
    sp.hermite_prob: lambda n, x: sp.Pow(2, -n / 2) * sp.hermite(n, x / sp.sqrt(2)),
    sp.chebyshevt: _chebyshev_t,
    sp.chebyshevu: _chebyshev_u,
    sp.dirichlet_eta: lambda s: (1 - sp.Pow(2, 1 - s)) * sp.zeta(s),
}
"""A function by its class, as an expression in others."""
