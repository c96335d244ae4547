"""Products of two orthogonal polynomials against their weight: h_n for equal degrees, else 0.

Reference: NIST Digital Library of Mathematical Functions, table 18.3.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.certificate import Certificate


@dataclass(frozen=True)
class Family:
    """Where the polynomials are orthogonal, with which weight, and the integral of the square."""

    low: sp.Expr
    high: sp.Expr
    weight: Callable[..., sp.Expr]  # of the parameters and the argument
    norm: Callable[..., sp.Expr]  # of the degree and the parameters, for degrees >= least
    least: int = 0


_ONE = sp.S.One
_ROOT = sp.sqrt

FAMILIES: dict[type, Family] = {
    sp.legendre: Family(-_ONE, _ONE, lambda _: _ONE, lambda n: 2 / (2 * n + 1)),
    sp.chebyshevt: Family(
        -_ONE, _ONE, lambda x: 1 / _ROOT(1 - x**2), lambda _: sp.pi / 2, least=1
    ),
    sp.chebyshevu: Family(-_ONE, _ONE, lambda x: _ROOT(1 - x**2), lambda _: sp.pi / 2),
    sp.hermite: Family(
        -sp.oo, sp.oo, lambda x: sp.exp(-(x**2)),
        lambda n: _ROOT(sp.pi) * 2**n * sp.factorial(n),
    ),
    sp.hermite_prob: Family(
        -sp.oo, sp.oo, lambda x: sp.exp(-(x**2) / 2), lambda n: _ROOT(2 * sp.pi) * sp.factorial(n)
    ),
    sp.laguerre: Family(sp.S.Zero, sp.oo, lambda x: sp.exp(-x), lambda _: _ONE),
    sp.assoc_laguerre: Family(
        sp.S.Zero, sp.oo, lambda a, x: x**a * sp.exp(-x),
        lambda n, a: sp.gamma(n + a + 1) / sp.factorial(n),
    ),
}  # fmt: skip


def of_two_polynomials(expr: sp.Expr, span: Span) -> Closed | None:
    """The integral of c p_m(x) p_n(x) w(x) over the interval of the weight w.

    >>> x, n = sp.Symbol("x", real=True), sp.Symbol("n", integer=True, nonnegative=True)
    >>> unit = Span(x, sp.Integer(-1), sp.Integer(1), Decisions())
    >>> of_two_polynomials(3 * sp.legendre(n, x) ** 2, unit)[0]
    6/(2*n + 1)
    """
    x = span.variable
    factor, rest = expr.as_independent(x, as_Add=False)
    found: list[sp.Expr] = []
    for part in sp.Mul.make_args(rest):
        base, power = part.as_base_exp()
        if base.func in FAMILIES and power in (1, 2):
            found += [base] * int(power)
            rest /= part
    if len(found) != 2 or found[0].func is not found[1].func:
        return None
    (m, *parameters, z), (n, *others, w) = (polynomial.args for polynomial in found)
    family = FAMILIES[found[0].func]
    if z != x or w != x or parameters != others or (span.low, span.high) != (
        family.low, family.high
    ):  # fmt: skip
        return None
    decide = span.outside
    if any(p.has(x) or decide.sign_or_none(p + 1) != 1 for p in parameters):
        return None
    if not all(_is_degree(degree, family.least, decide) for degree in (m, n)):
        return None
    if not span.inside.vanishes(rest - family.weight(*parameters, x)):
        return None
    value = factor * family.norm(n, *parameters) * _delta(m, n, decide)
    statement = f"the integral of {expr} over ({span.low}, {span.high}) is {value}"
    data = {"integrand": str(expr), "variable": str(x)}
    return value, Certificate("DLMF table 18.3.1", statement, data)


def _is_degree(n: sp.Expr, least: int, decide: Decisions) -> bool:
    return n.is_integer is True and decide.sign_or_none(n + 1 - least) == 1


def _delta(m: sp.Expr, n: sp.Expr, decide: Decisions) -> sp.Expr:
    gap = sp.expand(m - n)
    if gap == 0:
        return sp.S.One
    return sp.S.Zero if decide.is_never_zero(gap) else sp.KroneckerDelta(m, n)
