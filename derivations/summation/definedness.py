"""Whether a formula has a value, and is continuous, at every point of a domain."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.nodes import Node, opened


def is_defined(expr: sp.Expr, facts: Facts) -> bool:
    """Whether ``expr`` is proven to have a value everywhere, thin sets of real symbols aside.

    >>> from glassproof.derivations.proof.domain import Domain, Range
    >>> n = sp.Symbol("n", integer=True)
    >>> facts = Facts(Domain({n: Range(1, None, integer=True, closed=True)}))
    >>> is_defined(sp.gamma(n) / (n + 1), facts), is_defined(1 / (n - 3), facts)
    (True, False)
    """
    if expr.is_Atom:
        return expr not in (sp.nan, sp.zoo, sp.oo, -sp.oo)
    if isinstance(expr, Node):
        return _terms_are_defined(expr, facts)
    if not all(is_defined(argument, facts) for argument in expr.args):
        return False
    if expr.is_Add or expr.is_Mul or isinstance(expr, _ANYWHERE):
        return True
    if expr.is_Pow:
        return _power_is_defined(expr.base, expr.exp, facts)
    rule = _RULES.get(expr.func)
    return rule is not None and rule(facts, *expr.args)


def _power_is_defined(base: sp.Expr, exponent: sp.Expr, facts: Facts) -> bool:
    if base.is_positive or facts.at_least(exponent, 0) or facts.sign(base) == 1:
        return True
    if exponent.is_Rational:
        return bool(exponent > 0) or facts.never_zero(base)
    return facts.is_integer(exponent) and facts.never_zero(base)


def _terms_are_defined(node: Node, facts: Facts) -> bool:
    inside, index, low, high = opened(node)
    if low.is_infinite or high.is_infinite:
        return False
    return is_defined(inside, Facts(within(facts.domain, index, low, high)))


def _positive(facts: Facts, argument: sp.Expr) -> bool:
    return facts.sign(argument) == 1 or facts.is_generic(argument)


_ANYWHERE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.asinh, sp.erf, sp.erfc,
             sp.Abs, sp.Max, sp.Min)  # fmt: skip
_POLYNOMIALS = (sp.legendre, sp.hermite, sp.laguerre, sp.chebyshevt, sp.chebyshevu)
"""Polynomials in the last argument, for every whole degree."""

_RULES: dict[type, Callable[..., bool]] = {
    **dict.fromkeys(_POLYNOMIALS, lambda facts, n, _: facts.at_least(n, 0)),
    **dict.fromkeys((sp.fibonacci, sp.lucas), lambda facts, n: facts.is_integer(n)),
    sp.gamma: _positive,
    sp.loggamma: _positive,
    sp.digamma: _positive,
    sp.polygamma: lambda facts, _, argument: _positive(facts, argument),
    sp.factorial: lambda facts, n: _positive(facts, n + 1),
    sp.harmonic: lambda facts, n, *_: _positive(facts, n + 1),
    sp.catalan: lambda facts, n: facts.at_least(n, 0),
    sp.factorial2: lambda facts, n: facts.at_least(n, -1),
    sp.binomial: lambda facts, above, _: facts.at_least(above, 0) or facts.is_generic(above),
    sp.RisingFactorial: lambda facts, start, steps: (
        facts.is_generic(start) or (facts.at_least(start, 1) and facts.at_least(start + steps, 1))
    ),
    sp.FallingFactorial: lambda facts, start, _: (
        facts.is_generic(start) or facts.at_least(start, 0)
    ),
    sp.beta: lambda facts, a, b: _positive(facts, a) and _positive(facts, b),
    sp.log: lambda facts, argument: facts.never_zero(argument),
    sp.tan: lambda facts, argument: bool(facts.varying(argument)),
    sp.cot: lambda facts, argument: bool(facts.varying(argument)),
    sp.sec: lambda facts, argument: bool(facts.varying(argument)),
    sp.csc: lambda facts, argument: bool(facts.varying(argument)),
    sp.zeta: lambda facts, s, *shift: (
        s.is_Integer and s > 1 and all(facts.sign(a) == 1 for a in shift)
    ),
}
