"""Relations between symbols taken into the variables: y > x is y = x + t with t > 0."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.relations import is_plain_bound

_DRAWN = ("1/50", 12)


def without_relations(expr: sp.Expr, domain: Domain) -> tuple[sp.Expr, Domain]:
    """The expression and its domain with linear relations between symbols taken away.

    Fewer conditions are a larger domain: what is proven there holds.

    >>> x, y = sp.symbols("x y", positive=True)
    >>> quadrant = Domain({x: Range(0), y: Range(0)}, (x < y,))
    >>> held, where = without_relations(y - x, quadrant)
    >>> len(where.where), len(held.free_symbols)
    (0, 1)
    """
    original = [relation for relation in domain.where if not is_plain_bound(relation)]
    for _ in original:
        for relation in domain.where:
            if not is_plain_bound(relation) and (moved := _moved(expr, domain, relation)):
                expr, domain = moved
                break
    return expr, domain


def _moved(expr: sp.Expr, domain: Domain, relation: sp.Basic) -> tuple[sp.Expr, Domain] | None:
    """With the gap of a linear relation as a variable in place of a symbol."""
    if not isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
        return None
    gap = sp.expand(relation.gts - relation.lts)
    symbols = sorted(gap.free_symbols, key=str)
    if len(symbols) < 2 or not gap.is_polynomial(*symbols) or sp.Poly(gap).total_degree() > 1:
        return None
    # y > x: of the two the larger is replaced, whose own lower bound then follows
    symbols.sort(key=lambda s: bool(gap.coeff(s) < 0))
    symbol = symbols[0]
    slope = gap.coeff(symbol)
    strict = isinstance(relation, (sp.Gt, sp.Lt))
    fresh = sp.Dummy("t", positive=True) if strict else sp.Dummy("t", nonnegative=True)
    image = sp.expand((fresh - (gap - slope * symbol)) / slope)
    ranges = {s: r for s, r in domain.ranges.items() if s != symbol}
    ranges[fresh] = Range(0, None, closed=not strict, draw=_DRAWN)
    kept = []
    for other in domain.where:
        if other != relation:
            held = other.xreplace({symbol: image})
            if held not in (sp.true, sp.false):
                kept.append(held)
    interval = domain.box[symbol]
    for end, above in ((interval.low, True), (interval.high, False)):
        if end is not None:
            number = sp.Rational(int(end.p), int(end.q))
            bound = sp.Ge(image, number) if above else sp.Le(image, number)
            if bound not in (sp.true, sp.false) and not _follows(image - number, ranges, above):
                kept.append(bound)
    return expr.xreplace({symbol: image}), Domain(ranges, tuple(kept))


def _follows(gap: sp.Expr, ranges: dict[sp.Symbol, Range], above: bool) -> bool:
    """Whether a bound holds since all terms have one sign."""
    gap = gap if above else -gap
    for term in sp.Add.make_args(sp.expand(gap)):
        coefficient, symbol = term.as_coeff_Mul()
        if symbol == 1 and coefficient >= 0:
            continue
        low = ranges[symbol].low if symbol in ranges else None
        if coefficient < 0 or low is None or low < 0:
            return False
    return True


def without_roots(expr: sp.Expr, domain: Domain) -> tuple[sp.Expr, Domain]:
    """With x = u^d where a root of a symbol that is nowhere negative occurs."""
    orders: dict[sp.Symbol, int] = {}
    for node in expr.atoms(sp.Pow):
        if node.exp.is_Rational and not node.exp.is_Integer:
            for symbol in node.base.free_symbols:
                is_product = all(
                    f.is_Symbol or f.is_Rational or (f.is_Pow and f.base.is_Symbol)
                    for f in sp.Mul.make_args(node.base)
                )
                if is_product:
                    orders[symbol] = int(sp.ilcm(orders.get(symbol, 1), node.exp.q))
    images, ranges = {}, dict(domain.ranges)
    for symbol, order in orders.items():
        interval = domain.box.get(symbol)
        plain = interval is not None and interval.low is not None and interval.low >= 0
        if not plain or any(r.has(symbol) and not is_plain_bound(r) for r in domain.where):
            continue
        assert interval is not None
        assert interval.low is not None
        fresh = sp.Dummy(symbol.name, positive=True)
        least = 0 if interval.low == 0 or interval.low < 1 else 1
        closed = interval.low == 0 and not interval.low_open
        images[symbol] = fresh**order
        del ranges[symbol]
        most = 1 if interval.high is not None and interval.high <= 1 else None
        closed = closed or (most == 1 and not interval.high_open)
        drawn = _DRAWN if most is None else ("1/50", "49/50")
        ranges[fresh] = Range(least, most, closed=closed, draw=drawn)
    if not images:
        return expr, domain
    kept = tuple(r for r in domain.where if not r.free_symbols & images.keys())
    held = sp.powdenest(expr.xreplace(images), force=True)
    return held, Domain(ranges, kept)
