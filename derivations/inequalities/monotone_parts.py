"""The signs of f where f/q is monotone: by its signs at the ends of each such part.

Between neighbouring roots of q and of the derivative of f/q both have one sign, so that f has at
most one root there, which its signs at the ends tell.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.inequalities.crossings import crossing
from glassproof.derivations.inequalities.pieces import (
    Chart,
    OpenError,
    Piece,
    between,
    joined,
    marks,
    sign_on,
)
from glassproof.derivations.inequalities.real_functions import ball_on, sign_at, sign_near

_BISECTIONS = 60


def by_monotone_parts(
    f: sp.Expr,
    q: sp.Expr,
    x: sp.Symbol,
    ends: tuple[sp.Expr, sp.Expr],
    *,
    below: Chart,
    above: Chart,
) -> Chart:
    """The chart of f between ``ends``, by that of q, ``below``, and of (f/q)', ``above``.

    >>> x = sp.Symbol("x", real=True)
    >>> below = (Piece(-sp.oo, sp.oo, 1),)
    >>> above = (Piece(-sp.oo, 0, -1), Piece(sp.S(0), sp.S(0), 0), Piece(sp.S(0), sp.oo, 1))
    >>> f = sp.exp(x) - x - 1
    >>> chart = by_monotone_parts(f, sp.S.One, x, (-sp.oo, sp.oo), below=below, above=above)
    >>> [(str(piece.low), str(piece.high), piece.sign) for piece in chart]
    [('-oo', '0', 1), ('0', '0', 0), ('0', 'oo', 1)]
    """
    low, high = ends
    at = marks([below, above])
    pieces = [piece for mark in at for piece in _at_mark(f, x, mark)]
    held = [piece for piece in pieces if not piece.is_point]
    for first, last in between(low, high, at):
        rising, _ = sign_on(above, first, last)
        divisor, _ = sign_on(below, first, last)
        start = _beside(f, q, x, (first, "+"), low, rising * divisor)
        stop = _beside(f, q, x, (last, "-"), high, -rising * divisor)
        if start == stop:
            held.append(Piece(first, last, start))
            continue
        held += crossing(f, x, first, last, start, stop)
    points = [piece for piece in pieces if piece.is_point and piece.sign == 0]
    return joined([*held, *points])


def _beside(
    f: sp.Expr, q: sp.Expr, x: sp.Symbol, at: tuple[sp.Expr, str], border: sp.Expr, grown: int
) -> int:
    """The sign of f beside an end: its own there, or where f/q is 0, that to which it grows."""
    end, side = at
    if end != border or end.is_finite:
        try:
            if sign := sign_at(f, x, end):
                return sign
            if not q.has(x) or sign_at(q, x, end):
                return grown
        except OpenError:
            pass
    return sign_near(f, x, end, side)


def _at_mark(f: sp.Expr, x: sp.Symbol, mark: Piece) -> list[Piece]:
    """What f is at a root of q or of the derivative."""
    if mark.is_point:
        try:
            return [Piece(mark.low, mark.low, sign_at(f, x, mark.low), root_of=f)]
        except OpenError:
            return [Piece(mark.low, mark.low, 0, root_of=f)]  # a pole: a break all the same
    first, last = mark.low, mark.high
    assert mark.root_of is not None
    start = sign_at(mark.root_of, x, first)
    for _ in range(_BISECTIONS):
        ball = ball_on(f, x, first, last)
        if ball is not None and not ball.contains(0):
            return _narrowed(f, x, mark, (first, last), 1 if ball > 0 else -1)
        middle = (first + last) / 2
        sign = sign_at(mark.root_of, x, middle)
        if sign == 0:
            first = last = middle
            break
        first, last = (middle, last) if sign == start else (first, middle)
    raise OpenError(f"the sign of {f} at a root near {sp.N(first, 8)} is open")


def _narrowed(
    f: sp.Expr, x: sp.Symbol, mark: Piece, around: tuple[sp.Expr, sp.Expr], sign: int
) -> list[Piece]:
    """A mark on a part of which f has a sign: monotone on both sides of that part."""
    pieces = [Piece(*around, sign)]
    for first, last in ((mark.low, around[0]), (around[1], mark.high)):
        if first == last:
            continue
        start, stop = (sign_at(f, x, end) for end in (first, last))
        if start * stop == 0:
            raise OpenError(f"{f} vanishes where a root of another function is isolated")
        if start == stop:
            pieces.append(Piece(first, last, start))
        else:
            pieces += crossing(f, x, first, last, start, stop)
    return pieces
