"""Signs on bounded boxes: real expressions enclosed by balls over ever smaller parts of the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.radical_fractions import RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_BOXES = 60
_MOST_SIDES = 2
_DIGITS = 20
_STEEP = 64  # an end's neighbourhood is that part of an interval

Box = dict[sp.Symbol, tuple[flint.fmpq, flint.fmpq]]


def sign_on_box(form: Form, value: RadicalFraction, *, strict: bool = False) -> int:
    """1 or -1 if the real ``value`` has that sign on its symbols' box; else 0.

    The box is that of the bounds; 0 where it is unbounded. ``value`` may vanish at an end of an
    interval, if ``strict`` only at one that the domain leaves out.
    """
    key = (value.key, strict)
    if key not in form.on_boxes:
        form.on_boxes[key] = 0
        box = _box(form, value)
        if box is not None:
            expr = form.back_fraction(value)
            form.on_boxes[key] = _sign(expr, box) or _sign_inside(form, expr, box, strict)
    return form.on_boxes[key]


def avoids_cut_on_box(form: Form, value: RadicalFraction) -> bool:
    """Whether ``value`` is nowhere on (-oo, 0], on the bounded box of its symbols."""
    box = _box(form, value)
    if box is None:
        return False
    expr, waiting = form.back_fraction(value), [box]
    for _ in range(_MOST_BOXES):
        part = waiting.pop()
        ball = _ball(expr, part)
        if ball is None or (not part and not _off_cut(ball)):
            return False
        if not _off_cut(ball):
            waiting += _halves(part)
        if not waiting:
            return True
    return False


def _off_cut(ball: flint.acb) -> bool:
    return bool(ball.is_finite() and (ball.real > 0 or not ball.imag.contains(0)))


def _box(form: Form, value: RadicalFraction) -> Box | None:
    symbols: set[sp.Symbol] = set()
    for index in form.field.used(value.num, value.den):
        symbols |= form.field.generators[index].meaning.free_symbols
    box: Box = {}
    for symbol in symbols:
        index = form.field.known.get(("symbol", symbol), -1)
        low, high = form.signs.bounds.get(index, (None, None))
        if low is None or high is None:
            return None
        box[symbol] = (low, high)
    return box if len(box) <= _MOST_SIDES else None


def _sign(expr: sp.Expr, whole: Box) -> int:
    waiting, found = [whole], set()
    for _ in range(_MOST_BOXES):
        box = waiting.pop()
        ball = _real_ball(expr, box)
        if ball is None:
            return 0
        if ball.contains(0):
            if not box:
                return 0
            waiting += _halves(box)
        else:
            found.add(1 if ball > 0 else -1)
        if len(found) > 1:
            return 0
        if not waiting:
            return found.pop()
    return 0


def _sign_inside(form: Form, expr: sp.Expr, box: Box, strict: bool) -> int:
    """The sign on an interval at whose ends the expression vanishes, with a slope."""
    if len(box) != 1:
        return 0
    ((symbol, (low, high)),) = box.items()
    width = (high - low) / _STEEP
    if width <= 0:
        return 0
    ends = {low: (low, low + width), high: (high - width, high)}
    middle, found = [low, high], set()
    for end, part in ends.items():
        at = sp.Rational(int(end.p), int(end.q))
        ball = _real_ball(expr, {symbol: (end, end)})
        if ball is not None and not ball.contains(0):
            continue
        if strict and not form.leaves_out(symbol, at):
            return 0
        slope = _real_ball(sp.diff(expr, symbol), {symbol: part})
        if slope is None or slope.contains(0) or not form.is_zero_at(expr, symbol, at):
            return 0
        rising = 1 if slope > 0 else -1
        found.add(rising if end == low else -rising)
        middle[end == high] = part[end == low]
    found.add(_sign(expr, {symbol: (middle[0], middle[1])}))
    return found.pop() if len(found) == 1 else 0


def _ball(expr: sp.Expr, box: Box) -> flint.acb | None:
    point = {symbol: _interval(*ends) for symbol, ends in box.items()}
    try:
        return enclose(expr, point, _DIGITS)
    except DomainError:
        return None


def _real_ball(expr: sp.Expr, box: Box) -> flint.arb | None:
    ball = _ball(expr, box)
    if ball is None:
        return None
    return ball.real if ball.is_finite() else flint.arb(0, 1)


def _interval(low: flint.fmpq, high: flint.fmpq) -> flint.acb:
    return flint.acb(flint.arb(low).union(flint.arb(high)))


def _halves(box: Box) -> list[Box]:
    longest = max(box, key=lambda symbol: box[symbol][1] - box[symbol][0])
    low, high = box[longest]
    middle = (low + high) / 2
    return [{**box, longest: (low, middle)}, {**box, longest: (middle, high)}]
