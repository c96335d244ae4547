"""Signs on bounded boxes: real expressions enclosed by balls over ever smaller parts of the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.radical_fractions import Fraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_BOXES = 60
_MOST_SIDES = 2
_DIGITS = 20

Box = dict[sp.Symbol, tuple[flint.fmpq, flint.fmpq]]


def sign_on_box(form: Form, value: Fraction) -> int:
    """1 or -1 if the real part of ``value`` has that sign, strictly, on its symbols' box; else 0.

    The box is that of the bounds, ends included; 0 where it is unbounded.
    """
    if value.key not in form.on_boxes:
        form.on_boxes[value.key] = 0
        box = _box(form, value)
        if box is not None:
            form.on_boxes[value.key] = _sign(form.back_fraction(value), box)
    return form.on_boxes[value.key]


def _box(form: Form, value: Fraction) -> Box | None:
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
    waiting, seen, found = [whole], 0, set()
    while waiting:
        box = waiting.pop()
        seen += 1
        if seen > _MOST_BOXES:
            return 0
        point = {symbol: _interval(*ends) for symbol, ends in box.items()}
        try:
            ball = enclose(expr, point, _DIGITS).real
        except DomainError:
            return 0
        if ball.is_finite() and not ball.contains(0):
            found.add(1 if ball > 0 else -1)
            if len(found) > 1:
                return 0
            continue
        if not box:
            return 0
        waiting += _halves(box)
    return found.pop()


def _interval(low: flint.fmpq, high: flint.fmpq) -> flint.acb:
    return flint.acb(flint.arb(low).union(flint.arb(high)))


def _halves(box: Box) -> list[Box]:
    longest = max(box, key=lambda symbol: box[symbol][1] - box[symbol][0])
    low, high = box[longest]
    middle = (low + high) / 2
    return [{**box, longest: (low, middle)}, {**box, longest: (middle, high)}]
