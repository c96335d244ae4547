"""The least value along one variable, by the sign of the derivative on both sides of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.inequalities.realness import is_smooth
from glassproof.derivations.inequalities.samples import signs_seen
from glassproof.derivations.inequalities.statement import statement_of
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.relations import is_plain_bound

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover


def by_monotony(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """The least value along one variable, by the sign of the derivative on both sides of it."""
    symbols = sorted(gap.free_symbols, key=str)
    if len(symbols) < 2 or depth > 2:
        return None
    for symbol in symbols:
        if any(r.has(symbol) and not is_plain_bound(r) for r in domain.where):
            continue
        slope = sp.diff(gap, symbol)
        if slope.has(sp.Derivative, sp.Subs):
            continue
        for least, below, above in _candidates(symbol, symbols, domain):
            if not _falls_and_rises(slope, below, above):
                continue
            found = _at_least(prover, gap, slope, symbol, least, below, above, strict, depth)
            if found is not None and is_smooth(prover, gap, domain, depth):
                return found
    return None


Parts = Domain | None


def _candidates(
    symbol: sp.Symbol, symbols: list[sp.Symbol], domain: Domain
) -> Iterator[tuple[sp.Expr, Parts, Parts]]:
    """Where the least value may be taken, with the domain below it and above it."""
    interval = domain.box[symbol]
    inner: list[sp.Expr] = []
    for end, side in ((interval.low, 1), (interval.high, 0)):
        if end is not None:
            value = sp.Rational(int(end.p), int(end.q))
            yield (value, None, domain) if side else (value, domain, None)
    for number in (0, 1):
        value = fmpq(number)
        above = interval.low is None or interval.low < value
        if above and (interval.high is None or value < interval.high):
            inner.append(sp.Integer(number))
    for other in symbols:
        if other != symbol and domain.box[other].low == interval.low:
            inner.append(other)
    for value in inner:
        parts = [
            Domain(domain.ranges, (*domain.where, relation(symbol, value)))
            for relation in (sp.Lt, sp.Gt)
        ]
        yield value, parts[0], parts[1]


def _falls_and_rises(slope: sp.Expr, below: Parts, above: Parts) -> bool:
    for part, sign in ((below, -1), (above, 1)):
        if part is not None:
            seen = signs_seen(slope, part)
            if seen is None or -sign in seen:
                return False
    return True


def _at_least(
    prover: Prover,
    gap: sp.Expr,
    slope: sp.Expr,
    symbol: sp.Symbol,
    least: sp.Expr,
    below: Parts,
    above: Parts,
    strict: bool,
    depth: int,
) -> Certificate | None:
    there = gap.subs(symbol, least)
    if there.has(sp.zoo, sp.nan, sp.oo, -sp.oo) or there.has(symbol):
        return None
    domain = above or below
    assert domain is not None
    proofs = []
    rest = Domain(
        {s: r for s, r in domain.ranges.items() if s != symbol},
        tuple(r for r in domain.where if not r.has(symbol)),
    )
    value = prover.proof(there, rest, strict=strict, depth=depth + 1)
    if value is None:
        return None
    proofs.append(value)
    for part, sign in ((below, -1), (above, 1)):
        if part is not None:
            found = prover.proof(sign * slope, part, strict=False, depth=depth + 1)
            if found is None:
                return None
            proofs.append(found)
    data = {"in": str(symbol), "least at": str(least), "derivative": str(slope)}
    return Certificate("monotony", statement_of(gap, strict), data, tuple(proofs))
