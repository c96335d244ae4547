"""Signs on bounded boxes: real expressions enclosed by balls over ever smaller parts of the box."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import flint
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.functions.conjugation import is_real
from glassproof.derivations.proof.radical_fractions import RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_BOXES = 60
_MOST_SIDES = 2
_DIGITS = 20
_STEEP = 64  # an end's neighbourhood is that part of an interval

End: TypeAlias = "flint.fmpq | sp.Expr"
"""A rational number, or another one that a relation of the domain gives, such as pi."""

Box = dict[sp.Symbol, tuple[End, End]]


def sign_on_box(form: Form, value: RadicalFraction, *, strict: bool = False) -> int:
    """1 or -1 if ``value`` is proven to be real and of that sign on its symbols' box; else 0.

    The box is that of the bounds; 0 where it is unbounded. ``value`` may vanish at an end of an
    interval, if ``strict`` only at one that the domain leaves out.
    """
    key = (value.key, strict)
    if key not in form.on_boxes:
        form.on_boxes[key] = 0
        box = _box(form, value)
        if box is not None and is_real(form, value):
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
        low, high = _sharpened(form, symbol, *form.signs.bounds.get(index, (None, None)))
        if low is None or high is None:
            return None
        box[symbol] = (low, high)
    return box if len(box) <= _MOST_SIDES else None


def _sharpened(
    form: Form, symbol: sp.Symbol, low: End | None, high: End | None
) -> tuple[End | None, End | None]:
    """The ends, or irrational ones between them that relations give."""
    for end, below, _ in _irrational_ends(form, symbol):
        inside = (low is None or _number(end) > _number(low)) and (
            high is None or _number(end) < _number(high)
        )
        if inside:
            low, high = (low, end) if below else (end, high)
    return low, high


def _irrational_ends(form: Form, symbol: sp.Symbol) -> Iterator[tuple[sp.Expr, bool, bool]]:
    """Numbers that bound a symbol, whether from above, and whether it is never there."""
    for link in form.domain.links if form.domain else ():
        alone = link.symbol == symbol and not link.equal and link.slope.is_Rational
        if alone and link.rest.is_number and not link.rest.is_Rational and not link.others:
            yield -link.rest / link.slope, bool(link.slope < 0), link.strict


def _is_left_out(form: Form, symbol: sp.Symbol, end: End) -> bool:
    if isinstance(end, flint.fmpq):
        return form.leaves_out(symbol, _exact(end))
    return any(strict and place == end for place, _, strict in _irrational_ends(form, symbol))


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
    if not _number(high) > _number(low):
        return 0
    share = flint.fmpq(1, _STEEP)
    ends = {low: (low, _between(low, high, share)), high: (_between(low, high, 1 - share), high)}
    middle, found = [low, high], set()
    for end, part in ends.items():
        at = _exact(end)
        ball = _real_ball(expr, {symbol: (end, end)})
        if ball is not None and not ball.contains(0):
            continue
        if strict and not _is_left_out(form, symbol, end):
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


def _interval(low: End, high: End) -> flint.acb:
    return flint.acb(_number(low).union(_number(high)))


@lru_cache(maxsize=1024)
def _number(end: End) -> flint.arb:
    return flint.arb(end) if isinstance(end, flint.fmpq) else enclose(end, {}, _DIGITS).real


def _exact(end: End) -> sp.Expr:
    return sp.Rational(int(end.p), int(end.q)) if isinstance(end, flint.fmpq) else end


def _between(low: End, high: End, share: flint.fmpq) -> flint.fmpq:
    """A rational number at about that share of the way."""
    first, last = (
        end if isinstance(end, flint.fmpq) else flint.fmpq(*float(_number(end)).as_integer_ratio())
        for end in (low, high)
    )
    return first + (last - first) * share


def _halves(box: Box) -> list[Box]:
    def width(symbol: sp.Symbol) -> float:
        low, high = map(_number, box[symbol])
        return float(high - low)

    longest = max(box, key=width)
    low, high = box[longest]
    middle = _between(low, high, flint.fmpq(1, 2))
    return [{**box, longest: (low, middle)}, {**box, longest: (middle, high)}]
