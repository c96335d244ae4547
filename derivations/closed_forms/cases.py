"""The cases of a formula that has another form on either side of a value of one of its symbols.

sign(a) and |a| have one form for a > 0, for a < 0 and at 0; Kronecker's delta of m and n one for
m = n, for m > n and for m < n.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain, Range

Case = tuple[sp.Expr, Domain]

_SIGNED = (sp.Abs, sp.sign, sp.Heaviside)


def cases(expr: sp.Expr, domain: Domain) -> list[Case] | None:
    """``expr`` on the parts of the domain on which its signs and deltas are constant.

    >>> a = sp.Symbol("a", real=True)
    >>> [case for case, _ in cases(sp.sign(a), Domain({a: Range()}))]
    [1, -1, 0]
    """
    for delta in sorted(expr.atoms(sp.KroneckerDelta), key=str):
        m, n = delta.args
        if all(s.is_Symbol and s.is_integer and s in domain.ranges for s in (m, n)):
            return list(_of_delta(expr, domain, m, n))
    for node in sorted(expr.atoms(*_SIGNED), key=str):
        for a in node.args[0].free_symbols & domain.ranges.keys():
            plain = (node.args[0] / a).is_number and not a.is_integer
            if plain and _surrounds(domain.box[a], 0):
                return list(_of_sign(expr, domain, a))
    return None


def _surrounds(interval: Interval, value: int) -> bool:
    low, high = interval.low, interval.high
    return (low is None or low < value) and (high is None or high > value)


def _of_delta(expr: sp.Expr, domain: Domain, m: sp.Symbol, n: sp.Symbol) -> Iterator[Case]:
    yield _with(expr, domain, m, n, {})
    for larger, other in ((m, n), (n, m)):
        ahead = sp.Symbol(f"{larger}'", integer=True, positive=True)
        fresh = Range(1, None, integer=True, closed=True, draw=(1, 6))
        yield _with(expr, domain, larger, other + ahead, {ahead: fresh})


def _of_sign(expr: sp.Expr, domain: Domain, a: sp.Symbol) -> Iterator[Case]:
    interval = domain.box[a]
    size = sp.Symbol(f"{a}'", positive=True)
    for sign, end in ((1, interval.high), (-1, interval.low)):
        far = None if end is None else abs(sp.Rational(int(end.p), int(end.q)))
        drawn = (far or 8) / sp.Integer(50)
        high = None if far is None else int(sp.ceiling(far))
        fresh = Range(0, high, closed=False, draw=(str(drawn), str(49 * drawn)))
        yield _with(expr, domain, a, sign * size, {size: fresh})
    yield _with(expr, domain, a, sp.Integer(0), {})


def _with(expr: sp.Expr, domain: Domain, symbol: sp.Symbol, value: sp.Expr,
          fresh: Mapping[sp.Symbol, Range]) -> Case:  # fmt: skip
    ranges = {s: r for s, r in domain.ranges.items() if s != symbol} | dict(fresh)
    where = tuple(r.subs(symbol, value) for r in _bounded(domain, symbol))
    return expr.subs(symbol, value), Domain(
        ranges, tuple(r for r in where if r not in (True, False))
    )


def _bounded(domain: Domain, symbol: sp.Symbol) -> Iterator[sp.Basic]:
    """The relations, and the bounds of the symbol's range as others."""
    yield from domain.where
    interval = domain.box[symbol]
    for end, is_open, kinds in (
        (interval.low, interval.low_open, (sp.Ge, sp.Gt)),
        (interval.high, interval.high_open, (sp.Le, sp.Lt)),
    ):
        if end is not None:
            bound = sp.Rational(int(end.p), int(end.q))
            yield kinds[is_open](symbol, bound, evaluate=False)
