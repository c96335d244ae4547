r"""Differential operators in parentheses: \left(x\frac{d}{dx}\right)^n f, (\partial_x^2 + 1) f."""

from __future__ import annotations

from glassproof.verify.reading.bound_variables.operators import Operator, Slopes
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.derivatives import (
    begins_operator,
    is_d,
    slopes_and_body,
)
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.sums import body_after


def begins(reader: NameReader) -> bool:
    """Whether delimiters come next that hold an operator."""
    if reader.now.kind != "open" or reader.now.text not in ("(", "["):
        return False
    if not any(is_d(token) for token in reader.tokens):
        return False
    end = after_group(reader, reader.index) - 1
    place = reader.index + 1
    while place < end:
        if begins_operator(reader, place) and _is_last(reader, place, end):
            return True
        place = after_group(reader, place)
    if begins_operator(reader, reader.index + 1):
        _refuse_a_power(reader, end)
    return False


def _refuse_a_power(reader: NameReader, end: int) -> None:
    r"""A group \left(\frac{d}{dx}x\right)^2 f: the square of a number, or an operator of f."""
    inside = reader.index + 1
    while inside < end:
        if reader.tokens[inside].text in ("+", "-"):
            return
        inside = after_group(reader, inside)
    if reader.tokens[end + 1].text != "^":
        return
    start = reader.index
    reader.index = after_group(reader, end + 2)
    of_what = reader.starts_factor()
    reader.index = start
    if of_what:
        reader.fail(
            "it is not clear whether this is a power of a derivative, times what follows, or an "
            r"operator of it: write \cdot before what follows, or each derivative for itself"
        )


def _is_last(reader: NameReader, place: int, end: int) -> bool:
    """Whether nothing follows that the operator at a token could be of."""
    if reader.tokens[place].text == r"\partial":
        after = place + 1
        while reader.tokens[after].text in ("_", "^"):
            after = after_group(reader, after + 1)
    else:
        after = after_group(reader, after_group(reader, place + 1))
    return after >= end or reader.tokens[after].text in ("+", "-")


def read(reader: NameReader) -> Term:
    """What the operator makes of the product that follows."""
    token = reader.now
    operator = reader.deeper(lambda: _operator(reader))
    if not reader.starts_factor():
        reader.fail("an operator of what? write it after the operator", token)
    return operator.of(reader, body_after(reader, token))


def _operator(reader: NameReader) -> Operator:
    opening = reader.take()
    terms: list[tuple[Term | Slopes | Operator, ...]] = []
    sign = -1 if reader.accept("-") else 1
    while True:
        parts: list[Term | Slopes | Operator] = [Term.of(-1)] if sign < 0 else []
        while reader.now.kind != "close" and not reader.sees("+", "-"):
            parts.append(_part(reader))
        if not parts:
            reader.expected("an operator")
        terms.append(tuple(parts))
        following = reader.accept("+", "-")
        if following is None:
            break
        sign = -1 if following.text == "-" else 1
    if not reader.accept(opening.text, kind="close"):
        reader.expected("what closes the operator")
    times = reader.script() if reader.accept("^") else Term.of(1)
    if times.expr.is_integer is not True:
        reader.fail("an operator acts an integer number of times", opening)
    return Operator(tuple(terms), times, opening)


def _part(reader: NameReader) -> Term | Slopes | Operator:
    if begins_operator(reader, reader.index):
        return slopes_and_body(reader)[0]
    if begins(reader):
        return _operator(reader)
    if reader.accept(r"\cdot", kind="command"):
        return Term.of(1)
    return reader.factor()
