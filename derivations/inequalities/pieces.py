"""Signs on an interval, piece by piece: where a real function is positive, negative or zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key

import sympy as sp

from glassproof.derivations.asymptotics.growth import constant_sign


class OpenError(Exception):
    """No rule decides; the message says what was asked."""


def compare(first: sp.Expr, second: sp.Expr) -> int:
    """The sign of first minus second, of real constants and infinities."""
    if first == second:
        return 0
    if first is sp.oo or second is -sp.oo:
        return 1
    if second is sp.oo or first is -sp.oo:
        return -1
    return constant_sign(first - second)


@dataclass(frozen=True)
class Piece:
    """An open interval, or one point if its ends are one, with the function's ``sign`` there.

    The sign of an interval is None if the function has a root (or a pole) of odd order somewhere
    in it; ``weak`` if it may vanish at isolated points. ``root_of`` is what changes its sign in an
    interval without sign.
    """

    low: sp.Expr
    high: sp.Expr
    sign: int | None
    weak: bool = False
    root_of: sp.Expr | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is one point."""
        return bool(self.low == self.high)


Chart = tuple[Piece, ...]
"""Pieces from the lower to the upper end, without gaps but for points where nothing happens."""


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces from below to above."""

    def order(first: Piece, second: Piece) -> int:
        return compare(first.low, second.low) or compare(first.high, second.high)

    return sorted(pieces, key=cmp_to_key(order))


def joined(pieces: Iterable[Piece]) -> Chart:
    """The pieces in order, neighbours of one sign as one."""
    found: list[Piece] = []
    for piece in in_order(pieces):
        before = found[-1] if found else None
        if (
            before is not None
            and before.high == piece.low
            and before.sign == piece.sign is not None
            and not (before.is_point or piece.is_point)
        ):
            weak = before.weak or piece.weak
            found[-1] = Piece(before.low, piece.high, piece.sign, weak)
        else:
            found.append(piece)
    return tuple(found)


def with_sign(chart: Chart, sign: int) -> Chart:
    """The chart of the function times a constant of that sign."""
    return tuple(
        piece if piece.sign is None else replace(piece, sign=piece.sign * sign) for piece in chart
    )


def marks(charts: Sequence[Chart]) -> list[Piece]:
    """Points and intervals without sign of several charts, in order; they must not overlap."""
    found: list[Piece] = []
    for piece in (piece for chart in charts for piece in chart):
        if (piece.is_point or piece.sign is None) and piece not in found:
            found.append(piece)
    kept: list[Piece] = []
    for piece in in_order(found):
        if kept and kept[-1].is_point and piece.is_point and kept[-1].low == piece.low:
            continue
        if kept and compare(piece.low, kept[-1].high) < 0:
            raise OpenError("roots that lie too close together")
        kept.append(piece)
    return kept


def between(low: sp.Expr, high: sp.Expr, at: Sequence[Piece]) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """The open intervals that are left between the marks."""
    start = low
    for mark in at:
        if compare(start, mark.low) < 0:
            yield start, mark.low
        start = mark.high
    if compare(start, high) < 0:
        yield start, high


def sign_on(chart: Chart, low: sp.Expr, high: sp.Expr) -> tuple[int, bool]:
    """The sign on an interval that lies within one piece, and whether it is weak."""
    for piece in chart:
        if piece.is_point:
            continue
        if compare(piece.low, low) <= 0 and compare(high, piece.high) <= 0:
            if piece.sign is None:
                break
            return piece.sign, piece.weak
    raise OpenError("no sign is known on an interval")


def product(charts: Sequence[Chart], low: sp.Expr, high: sp.Expr) -> Chart:
    """The chart of the product of functions."""
    at = marks(charts)
    pieces: list[Piece] = []
    for first, last in between(low, high, at):
        sign, weak = 1, False
        for chart in charts:
            one, loose = sign_on(chart, first, last)
            sign, weak = sign * one, weak or loose
        pieces.append(Piece(first, last, sign, weak))
    inside = [piece for piece in at if compare(low, piece.low) < 0 or not piece.is_point]
    return tuple(in_order([*pieces, *inside]))
