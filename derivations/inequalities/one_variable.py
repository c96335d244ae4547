"""A real function of one variable that is nowhere negative on an interval."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.inequalities.charts import Charts
from glassproof.derivations.inequalities.pieces import OpenError, compare
from glassproof.derivations.inequalities.real_functions import plainer, sign_at
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain


def ends_of(x: sp.Symbol, domain: Domain) -> tuple[sp.Expr, sp.Expr, list[sp.Expr]]:
    """The ends of an interval that holds the symbol's range, and which of them belong to it.

    >>> x = sp.Symbol("x", real=True)
    >>> from glassproof.derivations.proof.domain import Range
    >>> ends_of(x, Domain({x: Range(0, None, closed=True)}, (x < sp.pi,)))
    (0, pi, [0])
    """
    interval = domain.box[x]
    low, high, closed = -sp.oo, sp.oo, []
    if interval.low is not None:
        low = sp.Rational(int(interval.low.p), int(interval.low.q))
        closed += [] if interval.low_open else [low]
    if interval.high is not None:
        high = sp.Rational(int(interval.high.p), int(interval.high.q))
        closed += [] if interval.high_open else [high]
    for relation in domain.where:
        if not isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
            continue
        larger, smaller = relation.gts, relation.lts
        strict = isinstance(relation, (sp.Gt, sp.Lt))
        if larger == x and not smaller.free_symbols and compare(smaller, low) > 0:
            closed = [end for end in closed if end != low]
            low = smaller
            closed += [] if strict else [low]
        elif smaller == x and not larger.free_symbols and compare(larger, high) < 0:
            closed = [end for end in closed if end != high]
            high = larger
            closed += [] if strict else [high]
    return low, high, closed


def proof(expr: sp.Expr, x: sp.Symbol, domain: Domain, *, strict: bool) -> Certificate | None:
    """A proof that ``expr`` >= 0 (or > 0) wherever it has a value in the range of ``x``, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> proof(sp.exp(x) - 1 - x, x, Domain({x: Range()}), strict=False).method
    'monotone parts'
    >>> proof(sp.exp(x) - 1 - x, x, Domain({x: Range()}), strict=True) is None
    True
    """
    low, high, closed = ends_of(x, domain)
    least = sp.S.Zero if low.is_finite else low
    plain = (
        sp.Symbol(x.name, positive=True)
        if compare(low, least) >= 0 and low.is_finite and (compare(low, sp.S.Zero) >= 0)
        else sp.Symbol(x.name, real=True)
    )
    held = plainer(expr.xreplace({x: plain}))
    charts = Charts(plain)
    try:
        chart = charts.chart(held, low, high, breaks=strict)
        for piece in chart:
            if piece.sign is None or piece.sign < 0:
                return None
            if strict and (piece.sign == 0 or piece.weak):
                return None
        for end in closed:
            if not _holds_at(held, plain, end, strict):
                return None
    except OpenError:
        return None
    except RecursionError:
        return None
    rules = [step["rule"] for step in charts.steps]
    method = rules[-1] if rules else "canonical form"
    interval = f"{'[' if low in closed else '('}{low}, {high}{']' if high in closed else ')'}"
    statement = f"{expr} {'>' if strict else '>='} 0 for {x} in {interval}"
    pieces = [{"from": str(p.low), "to": str(p.high), "sign": p.sign} for p in chart]
    return Certificate(method, statement, {"steps": charts.steps, "signs": pieces})


def _holds_at(expr: sp.Expr, x: sp.Symbol, end: sp.Expr, strict: bool) -> bool:
    """Whether the relation holds at an end that belongs to the range, or there is no value."""
    there = expr.subs(x, end)
    if there.has(sp.zoo, sp.nan, sp.oo, -sp.oo):
        return True
    return sign_at(expr, x, end) >= (1 if strict else 0)
