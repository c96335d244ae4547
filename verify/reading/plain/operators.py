"""Differential operators in SymPy syntax: (x*d/dx)**n*f, (d**2/dx**2 + 1)*f.

Where neither d nor dx is declared, d/dx in parentheses with nothing that it is of acts on the rest
of the product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glassproof.verify.reading.bound_variables.operators import Operator, Slopes
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.tokens import Token

_ENDS = (")", "+", "-")

if TYPE_CHECKING:
    from glassproof.verify.reading.plain.reader import Reader


def begins(reader: Reader) -> bool:
    """Whether parentheses come next that hold an operator."""
    return "d" not in reader.scope and _begins_at(reader, reader.index)


def _begins_at(reader: Reader, start: int) -> bool:
    """Whether a derivative, or an operator, stands last in one of the terms in parentheses."""
    if reader.tokens[start].text != "(":
        return False
    place, last = start + 1, len(reader.tokens) - 1
    while place < last and reader.tokens[place].text != ")":
        text, end = reader.tokens[place].text, place + 1
        if text == "d" and _after(reader, place) in _ENDS:
            return True
        if text == "(":
            end = _closed(reader, place)
            power = 2 if reader.tokens[min(end, last)].text in ("**", "^") else 0
            ends = reader.tokens[min(end + power, last)].text in _ENDS
            if ends and _begins_at(reader, place):
                return True
        place = end
    return False


def _closed(reader: Reader, start: int) -> int:
    """The token after the parenthesis that closes the one at a token."""
    depth = 0
    for place in range(start, len(reader.tokens)):
        depth += (reader.tokens[place].text == "(") - (reader.tokens[place].text == ")")
        if depth == 0:
            return place + 1
    return len(reader.tokens)


def _after(reader: Reader, place: int) -> str:
    """What follows d/dx or d**2/dx**2 at a token; empty if that does not stand there."""
    texts = [token.text for token in reader.tokens[place : place + 8]] + [""] * 8
    below = 1
    if texts[below] in ("**", "^"):
        below += 2
    if texts[below] != "/" or not texts[below + 1].startswith("d"):
        return ""
    end = below + 2
    return texts[end + 2] if texts[end] in ("**", "^") else texts[end]


def read(reader: Reader) -> Term:
    """What the operator makes of the rest of the product."""
    opening = reader.now
    operator = reader.deeper(lambda: _operator(reader))
    if not reader.accept("*"):
        reader.fail("an operator of what? write it before f, as in (x*d/dx)**n*f", opening)
    start = reader.now
    body = reader.product()
    reader.notices.append(f"the operator acts on {reader.source(start)}")
    return operator.of(reader, body)


def _operator(reader: Reader) -> Operator:
    opening = reader.take()
    terms: list[tuple[Term | Slopes | Operator, ...]] = []
    sign = reader.sign()
    while True:
        parts: list[Term | Slopes | Operator] = [Term.of(-1)] if sign < 0 else []
        parts.append(_part(reader))
        while reader.accept("*"):
            parts.append(_part(reader))
        terms.append(tuple(parts))
        if not reader.sees("+", "-"):
            break
        sign = reader.sign()
    reader.expect(")")
    times = Term.of(1)
    if reader.accept("**", "^"):
        times = reader.deeper(reader.power)
    if times.expr.is_integer is not True:
        reader.fail("an operator acts an integer number of times", opening)
    return Operator(tuple(terms), times, opening)


def _part(reader: Reader) -> Term | Slopes | Operator:
    if reader.now.text == "d" and _after(reader, reader.index):
        return _slopes(reader)
    if begins(reader):
        return _operator(reader)
    return reader.power()


def _slopes(reader: Reader) -> Slopes:
    token = reader.take()
    times = _times(reader)
    reader.expect("/")
    below = reader.take()
    variable = _variable(reader, below)
    if _times(reader).expr != times.expr:
        reader.fail("the orders above and below differ", token)
    return Slopes([(variable, times)], token)


def _times(reader: Reader) -> Term:
    return reader.atom() if reader.accept("**", "^") else Term.of(1)


def _variable(reader: Reader, token: Token) -> Term:
    name = token.text[1:]
    if token.kind != "name" or name not in reader.scope:
        reader.fail("by which variable? write d/dx, with x declared", token)
    return reader.build(token, reader.scope.term, name)
