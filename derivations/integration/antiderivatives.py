"""Candidates for antiderivatives, by whatever finds them; each is proven or dropped elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.integrals.heurisch import heurisch
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint

_FAILS = (
    NotImplementedError, ValueError, TypeError, AttributeError, ZeroDivisionError, KeyError,
    IndexError, RecursionError, sp.PolynomialError, sp.polys.polyerrors.BasePolynomialError,
    sp.polys.polyerrors.CoercionFailed,
)  # fmt: skip
_MOST_OPERATIONS = 40  # of an integrand that is given to the slow engine


def candidates(expr: sp.Expr, variable: sp.Symbol) -> Iterator[sp.Expr]:
    """Expressions that may have the derivative ``expr``."""
    engines: list[Callable[[sp.Expr, sp.Symbol], sp.Expr]] = []
    if expr.is_rational_function(variable):
        engines.append(lambda e, x: ratint(sp.together(e), x, real=True))
    if _of_half_angle(expr, variable) is not None:
        engines += [_of_secants, manualintegrate, _by_half_angle]
    else:
        engines += [manualintegrate, _termwise]
        if sp.count_ops(expr) < _MOST_OPERATIONS:
            engines.append(heurisch)
    seen: set[sp.Expr] = set()
    for engine in engines:
        try:
            found = engine(expr, variable)
        except _FAILS:
            continue
        if found is None or found.has(sp.Integral, sp.nan, sp.zoo) or found in seen:
            continue
        seen.add(found)
        yield found


def _of_half_angle(expr: sp.Expr, variable: sp.Symbol) -> tuple[sp.Expr, sp.Symbol] | None:
    """A rational function of sin x and cos x as one of u = tan(x/2), dx included."""
    if not expr.has(sp.sin, sp.cos, sp.tan):
        return None
    u = sp.Dummy("u", real=True)
    plain = expr.replace(sp.tan, lambda v: sp.sin(v) / sp.cos(v))
    turned = plain.subs(
        {sp.sin(variable): 2 * u / (1 + u**2), sp.cos(variable): (1 - u**2) / (1 + u**2)}
    )
    rational = turned * 2 / (1 + u**2)
    return (rational, u) if rational.is_rational_function(u) and not turned.has(variable) else None


def _by_half_angle(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    found = _of_half_angle(expr, variable)
    if found is None:
        return None
    rational, u = found
    return ratint(sp.cancel(sp.together(rational)), u, real=True).subs(u, sp.tan(variable / 2))


def _of_secants(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """With secants and cosecants for negative powers of cosines and sines."""
    turned = expr.replace(
        lambda e: e.is_Pow and isinstance(e.base, (sp.sin, sp.cos)) and e.exp.is_negative is True,
        lambda e: (1 / e.base).rewrite(sp.sec if isinstance(e.base, sp.cos) else sp.csc) ** -e.exp,
    )
    return None if turned == expr else manualintegrate(turned, variable)


def _termwise(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """The sum of the antiderivatives of the terms of the expanded integrand."""
    spread = sp.expand(expr)
    if spread == expr:
        return None
    return sp.Add(*(manualintegrate(term, variable) for term in sp.Add.make_args(spread)))
