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
_MOST_OPERATIONS = 120  # of an integrand that is given to the slow engine


def candidates(expr: sp.Expr, variable: sp.Symbol) -> Iterator[sp.Expr]:
    """Expressions that may have the derivative ``expr``."""
    engines: list[Callable[[sp.Expr, sp.Symbol], sp.Expr]] = []
    if expr.is_rational_function(variable):
        engines.append(lambda e, x: ratint(sp.together(e), x, real=True))
    engines += [_of_secants, manualintegrate, _termwise]
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
