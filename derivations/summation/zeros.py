"""Whether an expression with harmonic numbers, and with sums as unknowns, vanishes."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.proof.complex_symbols import is_complex
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError

BINDING = (sp.Sum, sp.Product, sp.Integral, sp.Limit, sp.Derivative)
"""Nodes with a bound variable, which are unknowns here."""

_MOST_SHIFTS = 40


def vanishes(expr: sp.Expr, domain: Domain) -> bool:
    """Whether ``expr`` is proven to vanish on ``domain``, whatever values its sums have.

    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> vanishes(sp.harmonic(n + 1) - sp.harmonic(n) - 1 / (n + 1), Domain({}))
    True
    """
    if expr == 0:
        return True
    try:
        unknown = {node: sp.Dummy(real=_is_real(node)) for node in binding(expr)}
        expr = with_near_arguments(expr.xreplace(unknown))
        if expr.has(sp.zoo, sp.nan, sp.oo):
            return False
        return is_identically_zero(expr, domain)
    except (UnsupportedError, DomainError, FormError, NotImplementedError):
        return False


def _is_real(node: sp.Expr) -> bool | None:
    """True where nothing complex is in it, else None."""
    return None if node.has(sp.I) or any(map(is_complex, node.free_symbols)) else True


def binding(expr: sp.Basic) -> list[sp.Expr]:
    """The outermost nodes with a bound variable."""
    found: dict[sp.Expr, None] = {}
    walk = sp.preorder_traversal(expr)
    for node in walk:
        if isinstance(node, BINDING):
            walk.skip()
            found[node] = None
    return list(found)


def with_near_arguments(expr: sp.Expr) -> sp.Expr:
    """Harmonic numbers and polygammas at arguments between 0 and 1 beyond what is symbolic.

    >>> n = sp.Symbol("n")
    >>> with_near_arguments(sp.harmonic(n + 2))
    harmonic(n) + 1/(n + 2) + 1/(n + 1)
    """
    for kind, rule in _RULES.items():
        if expr.has(kind):
            expr = expr.replace(kind, rule)
    return expr


def _harmonic(argument: sp.Expr, power: sp.Expr = sp.S.One) -> sp.Expr:
    argument = sp.expand(argument)
    whole = sp.floor(argument.as_coeff_Add()[0])
    if argument.is_Rational or whole == 0 or abs(whole) > _MOST_SHIFTS:
        return sp.harmonic(argument) if power == 1 else sp.harmonic(argument, power)
    start = argument - whole
    steps = range(1, whole + 1) if whole > 0 else range(whole + 1, 1)
    terms = [(start + step) ** -power for step in steps]
    base = sp.harmonic(start) if power == 1 else sp.harmonic(start, power)
    return sp.Add(base, *terms) if whole > 0 else sp.Add(base, *(-term for term in terms))


def _polygamma(order: sp.Expr, argument: sp.Expr) -> sp.Expr:
    argument = sp.expand(argument)
    whole = sp.floor(argument.as_coeff_Add()[0])
    if not order.is_Integer or argument.is_Rational or whole == 0 or abs(whole) > _MOST_SHIFTS:
        return sp.polygamma(order, argument)
    start = argument - whole
    steps = range(whole) if whole > 0 else range(whole, 0)
    sign = (-1) ** order * sp.factorial(order) * (1 if whole > 0 else -1)
    terms = [sign * (start + step) ** (-1 - order) for step in steps]
    return sp.Add(sp.polygamma(order, start), *terms)


def _double_factorial(argument: sp.Expr) -> sp.Expr:
    """2^l Gamma(l + 1/2)/sqrt(pi) of 2 l - 1, 2^l Gamma(l + 1) of 2 l."""
    half = sp.expand((argument + 1) / 2)
    if half.is_integer:
        return 2**half * sp.gamma(half + sp.Rational(1, 2)) / sp.sqrt(sp.pi)
    half = sp.expand(argument / 2)
    return 2**half * sp.gamma(half + 1) if half.is_integer else sp.factorial2(argument)


_RULES: dict[type, Callable[..., sp.Expr]] = {
    sp.harmonic: _harmonic,
    sp.factorial2: _double_factorial,
    sp.catalan: lambda n: sp.binomial(2 * n, n) / (n + 1),
    sp.polygamma: _polygamma,
    sp.digamma: lambda argument: _polygamma(sp.Integer(0), argument),
}
