"""The integer variables of a domain: where induction starts, and how they are replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.facts import Facts


@dataclass(frozen=True)
class Start:
    """A variable of which the expression is a function on the integers from ``low`` on."""

    expr: sp.Expr
    domain: Domain
    variable: sp.Symbol
    low: int


def starts(expr: sp.Expr, domain: Domain, preferred: set[sp.Symbol]) -> Iterator[Start]:
    """The integer variables of ``expr`` with a lower end, ``preferred`` first.

    Where the lower end is another variable, n >= m, the variable is measured from it, n = m + n'.
    """
    symbols = [s for s in domain.ranges if s in expr.free_symbols and Facts(domain).is_integer(s)]
    symbols.sort(key=lambda s: (s not in preferred, str(s)))
    for symbol in symbols:
        lower = [low for low in _lower_ends(symbol, domain) if not low.is_number]
        if len(lower) == 1:
            yield _measured(expr, domain, symbol, lower[0])
        low = domain.box[symbol].low
        if low is not None and not lower:
            yield Start(expr, domain, symbol, int(low.ceil()))


def _lower_ends(symbol: sp.Symbol, domain: Domain) -> Iterator[sp.Expr]:
    for link in domain.links:
        if link.symbol == symbol and link.slope == 1 and not link.equal:
            yield sp.expand(-link.rest + (1 if link.strict else 0))


def _measured(expr: sp.Expr, domain: Domain, symbol: sp.Symbol, low: sp.Expr) -> Start:
    fresh = sp.Symbol(f"{symbol}'", integer=True, nonnegative=True)
    image = {symbol: low + fresh}
    ranges = {s: r for s, r in domain.ranges.items() if s != symbol}
    ranges[fresh] = Range(0, None, integer=True, closed=True, draw=(0, 8))
    where = tuple(r for part in domain.where if (r := part.xreplace(image)) not in (True, False))
    interval = domain.box[symbol]
    if interval.low is not None:
        where += (sp.Ge(low + fresh, int(interval.low.ceil()), evaluate=False),)
    return Start(expr.xreplace(image), Domain(ranges, where), fresh, 0)


def from_on(domain: Domain, variable: sp.Symbol, low: int) -> Domain:
    """``domain`` with ``variable`` from ``low`` on, without an upper end of its own."""
    fresh = Range(low, None, integer=True, closed=True, draw=(low, low + 8))
    where = tuple(r for r in domain.where if not _bounds_alone(r, variable))
    return Domain({**domain.ranges, variable: fresh}, where)


def _bounds_alone(relation: sp.Basic, variable: sp.Symbol) -> bool:
    return bool(relation.free_symbols == {variable})


def without(domain: Domain, variable: sp.Symbol, value: sp.Expr) -> Domain | None:
    """``domain`` where ``variable`` is ``value``; None where there is no point."""
    ranges = {s: r for s, r in domain.ranges.items() if s != variable}
    where = []
    for relation in domain.where:
        told = relation.xreplace({variable: value})
        if told in (sp.false, False):
            return None
        if told not in (sp.true, True):
            where.append(told)
    return Domain(ranges, tuple(where))


def in_classes(
    expr: sp.Expr, domain: Domain, symbol: sp.Symbol, modulus: int
) -> Iterator[tuple[sp.Expr, Domain]]:
    """``expr`` for symbol = modulus m + r, r = 0, ..., modulus - 1."""
    interval = domain.box[symbol]
    for rest in range(modulus):
        low = None if interval.low is None else -((rest - int(interval.low.ceil())) // modulus)
        high = None if interval.high is None else (int(interval.high.floor()) - rest) // modulus
        fresh = sp.Symbol(
            f"{symbol}'", integer=True, nonnegative=(low is not None and low >= 0) or None
        )
        image: Mapping[sp.Expr, sp.Expr] = {symbol: modulus * fresh + rest}
        start = low if low is not None else 0
        ranges = {s: r for s, r in domain.ranges.items() if s != symbol}
        ranges[fresh] = Range(low, high, integer=True, closed=True, draw=(start, start + 8))
        where = tuple(
            r for part in domain.where if (r := part.xreplace(image)) not in (sp.true, True)
        )
        yield expr.xreplace(image), Domain(ranges, where)
