"""Floors, ceilings and remainders of one variable, taken apart where they are plain.

Of an integer n = r (mod D), with D a common denominator of the coefficients of P, P(n) - P(r) is an
integer, so that floor(P(n)) = P(n) - frac(P(r)). A real x is D (N + t) with N an integer and t in
[0, 1): floor(a x + b) = a D N + floor(a D t + b) is constant in t between finitely many places.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import sympy as sp

from glassproof.derivations.proof.domain import Domain

STEPS = (sp.floor, sp.ceiling, sp.Mod)
"""Functions that are constant between the places where they jump, or of a constant slope."""
_BINDERS = (sp.Sum, sp.Product, sp.Integral, sp.Limit, sp.Derivative, sp.Subs)
_MOST_PIECES = 64
_MOST_CELLS = 12


def by_steps(expr: sp.Expr, domain: Domain | None) -> list[sp.Expr]:
    """What the expression is on parts that cover the domain, without steps; nothing if a step is
    of another kind than these.

    >>> n, x = sp.Symbol("n", integer=True), sp.Symbol("x", real=True)
    >>> by_steps(sp.Mod(n**3 - n, 6), None)
    [0, 0, 0, 0, 0, 0]
    >>> {sp.expand(part) for part in by_steps(sp.floor(x) + sp.floor(-x), None)}
    {0, -1}
    """
    if expr.has(*_BINDERS):
        return []
    plain = expr.replace(
        lambda e: isinstance(e, (sp.ceiling, sp.Mod)),
        lambda e: (
            -sp.floor(-e.args[0], evaluate=False)
            if isinstance(e, sp.ceiling)
            else e.args[0] - e.args[1] * sp.floor(e.args[0] / e.args[1], evaluate=False)
        ),
    )
    nodes = sorted(plain.atoms(sp.floor), key=sp.default_sort_key)
    if not nodes:
        return [plain] if plain != expr else []
    symbols = set().union(*(node.free_symbols for node in nodes))
    if len(symbols) != 1 or any(node.args[0].has(*STEPS) for node in nodes):
        return []
    (symbol,) = symbols
    try:
        inside = {node: sp.Poly(node.args[0], symbol, domain="QQ") for node in nodes}
    except (sp.PolynomialError, sp.CoercionFailed):
        return []
    if symbol.is_integer:
        return _by_residues(plain, symbol, inside)
    linear = all(poly.degree() == 1 for poly in inside.values())
    if not (symbol.is_real and linear):
        return []
    return list(_by_places(plain, symbol, inside, domain))


_Floors = dict[sp.Expr, sp.Poly]


def _by_residues(expr: sp.Expr, symbol: sp.Symbol, inside: _Floors) -> list[sp.Expr]:
    signs = [
        power
        for power in expr.atoms(sp.Pow)
        if power.base == -1 and (power.exp / symbol).is_Integer
    ]
    period = sp.ilcm(1, *(c.q for poly in inside.values() for c in poly.all_coeffs()))
    period = sp.ilcm(period, 2) if signs else period
    if period > _MOST_PIECES:
        return []
    parts = []
    for r in range(int(period)):
        values = {node: poly.as_expr() - sp.frac(poly.eval(r)) for node, poly in inside.items()} | {
            power: power.base ** power.exp.xreplace({symbol: sp.Integer(r)}) for power in signs
        }
        parts.append(expr.xreplace(values))
    return parts


def _by_places(
    expr: sp.Expr, symbol: sp.Symbol, inside: _Floors, domain: Domain | None
) -> Iterator[sp.Expr]:
    period = sp.Integer(sp.ilcm(1, *(poly.LC().q for poly in inside.values())))
    lines = {node: (poly.LC() * period, poly.nth(0)) for node, poly in inside.items()}
    places = {sp.S.Zero}
    for slope, shift in lines.values():
        ends = sorted((shift, slope + shift))
        if ends[1] - ends[0] > _MOST_PIECES:
            return
        levels = range(int(sp.floor(ends[0])), int(sp.ceiling(ends[1])) + 1)
        places |= {t for k in levels if 0 <= (t := (k - shift) / slope) < 1}
    marks = [*sorted(places), sp.S.One]
    if len(marks) > _MOST_PIECES:
        return
    cell = sp.Dummy("N", integer=True)
    cells, low, high = _cells(symbol, domain, period)
    for number in cells if cells is not None else [cell]:
        for start, stop in pairwise(marks):
            for t, is_place in ((start, True), ((start + stop) / 2, False)):
                at = {
                    node: slope * number + sp.floor(slope * t + shift)
                    for node, (slope, shift) in lines.items()
                }
                ends = [period * (number + end) for end in (start, stop)]
                if cells is not None and not _meets(ends, is_place, low, high):
                    continue
                part = expr.xreplace(at)
                yield part.xreplace({symbol: period * (number + t)}) if is_place else part


_End = tuple[sp.Expr, bool]


def _cells(
    symbol: sp.Symbol, domain: Domain | None, period: sp.Integer
) -> tuple[range | None, _End | None, _End | None]:
    """The cells of a bounded range, with its ends and whether they are open; else None."""
    box = domain.box.get(symbol) if domain is not None else None
    if box is None or box.low is None or box.high is None:
        return None, None, None
    low, high = (sp.Rational(int(e.p), int(e.q)) for e in (box.low, box.high))
    cells = range(int(sp.floor(low / period)), int(sp.floor(high / period)) + 1)
    if len(cells) > _MOST_CELLS:
        return None, None, None
    return cells, (low, box.low_open), (high, box.high_open)


def _meets(ends: list[sp.Expr], is_place: bool, low: _End | None, high: _End | None) -> bool:
    """Whether a place, or what lies between two, has a point in the range."""
    assert low is not None
    assert high is not None
    if not is_place:
        return bool(ends[0] < high[0] and ends[1] > low[0])
    above = ends[0] > low[0] or (ends[0] == low[0] and not low[1])
    below = ends[0] < high[0] or (ends[0] == high[0] and not high[1])
    return bool(above and below)
