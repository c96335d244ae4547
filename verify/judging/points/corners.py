"""Corners of a domain that relations cut out: all coordinates near ends, one after the other.

Where y > x w, the least y is had with x and w near their least; no end of y's own range tells it.
Coordinates are chosen in turn, each near an end of what the relations to those before leave to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.point_values import as_fmpq

Point = dict[sp.Symbol, fmpq]

_SHARES = tuple(fmpq(1, 10**k) for k in (2, 6, 30))
_MOST_SIDES = 8
_LOW, _HIGH = False, True


def corners(domain: Domain) -> Iterator[Point]:
    """Points near the corners, the least corner first; none if no relation links two symbols.

    >>> x, w, y = sp.symbols("x w y", positive=True)
    >>> from glassproof.derivations.proof.domain import Range
    >>> wide = Domain({s: Range(4, None) for s in (y, x, w)}, (y > x * w,))
    >>> float(min(point[y] for point in corners(wide))) < 16.0001
    True
    """
    if not domain.beyond_the_box:
        return
    for share, sides in product(_SHARES, _sides(len(domain.ranges))):
        for order in _orders(list(domain.ranges)):
            if point := _assigned(domain, {}, order, sides, share):
                yield point


def fitted(domain: Domain, fixed: Mapping[sp.Symbol, fmpq]) -> Point | None:
    """A point with the ``fixed`` coordinates, the others near ends that relations leave them.

    >>> c, b, a = sp.symbols("c b a", positive=True)
    >>> from glassproof.derivations.proof.domain import Range
    >>> chain = Domain({s: Range(6, None) for s in (c, b, a)}, (b > c, a > b))
    >>> fitted(chain, {a: fmpq(601, 100)}) is not None, fitted(chain, {a: fmpq(5)})
    (True, None)
    """
    others = [symbol for symbol in domain.ranges if symbol not in fixed]
    for share, sides in product(_SHARES, _sides(len(others))):
        for order in _orders(others):
            if point := _assigned(domain, fixed, order, sides, share):
                return point
    return None


def _sides(count: int) -> list[tuple[bool, ...]]:
    """Which ends to go to: all low first, then all high, then the rest, boundedly many."""
    plain = [(_LOW,) * count, (_HIGH,) * count]
    mixed = islice((s for s in product((_LOW, _HIGH), repeat=count) if s not in plain), _MOST_SIDES)
    return list(dict.fromkeys([*plain, *mixed]))


def _orders(symbols: list[sp.Symbol]) -> list[tuple[sp.Symbol, ...]]:
    """Orders of choosing in which each symbol is the last once, the others as they are or back."""
    found = []
    for last in range(len(symbols)):
        rest = symbols[:last] + symbols[last + 1 :]
        found += [(*rest, symbols[last]), (*reversed(rest), symbols[last])]
    return list(dict.fromkeys(found)) or [()]


def _assigned(
    domain: Domain,
    fixed: Mapping[sp.Symbol, fmpq],
    order: Sequence[sp.Symbol],
    sides: Sequence[bool],
    share: fmpq,
) -> Point | None:
    point = dict(fixed)
    for symbol, side in zip(order, sides, strict=True):
        if symbol in domain.choices:
            point[symbol] = as_fmpq(domain.choices[symbol][-1 if side else 0])
            continue
        value = _near(domain.interval_at(symbol, point), side, share)
        if value is None:
            return None
        point[symbol] = value
    point = {symbol: point[symbol] for symbol in domain.ranges}
    return point if domain.admits(point) else None


def _near(interval: Interval, side: bool, share: fmpq) -> fmpq | None:
    """A number of the interval close to one of its ends; far out where it has none there."""
    if interval.is_empty:
        return None
    low, high = interval.low, interval.high
    end, other, sign = (high, low, -1) if side else (low, high, 1)
    if end is None:
        anchor = fmpq(0) if other is None else other
        value = anchor - sign * (1 + abs(anchor)) / share
    elif other is None:
        value = end + sign * share * max(fmpq(1), abs(end))
    else:
        value = end + share * (other - end)
    if interval.integer:
        value = fmpq(value.floor() if side else value.ceil())
        value = end if end is not None and not interval.contains(value) else value
    return value if interval.contains(value) else None
