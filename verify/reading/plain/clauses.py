"""Conditions inside of a formula: "x > a", "0 < x < y and k odd", and the cases that they tell.

clause ->  all { "or" all }
all    ->  simple { ("and" | "&") simple }
simple ->  "(" clause ")" | sum relation sum { relation sum } | sum ("odd" | "even")
"""

from __future__ import annotations

from collections.abc import Callable

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Clause
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.reader import Argument, Reader
from glassproof.verify.reading.plain.tokens import RELATIONS
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.tokens import Token

PARITIES = {"odd": 1, "even": 0}


def clause(reader: Reader) -> Clause:
    """The condition that comes next."""
    return _joined(reader, _all, binders.either, "or", "|")


def _all(reader: Reader) -> Clause:
    return _joined(reader, _simple, binders.both, "and", "&")


def _joined(
    reader: Reader,
    read: Callable[[Reader], Clause],
    join: Callable[[list[Clause]], Clause],
    word: str,
    sign: str,
) -> Clause:
    found = [read(reader)]
    while reader.accept(word, kind="name") or reader.accept(sign):
        found.append(read(reader))
    return join(found)


def _simple(reader: Reader) -> Clause:
    if reader.sees("(") and _is_clause(reader):
        reader.take()
        found = reader.deeper(lambda: clause(reader))
        reader.expect(")")
        return found
    start = reader.now
    value = reader.sum()
    for word, remainder in PARITIES.items():
        if reader.accept(word, kind="name"):
            return binders.congruent(value, remainder, 2)
    links = []
    while token := reader.accept(*RELATIONS):
        right = reader.sum()
        links.append(_related(reader, token, value, right))
        value = right
    if not links:
        reader.fail("expected a condition such as x > 0, k != j or k odd", start)
    return binders.both(links)


def _related(reader: Reader, sign: Token, left: Term, right: Term) -> Clause:
    try:
        return binders.related(left, sign.text, right)
    except LimitError as error:
        reader.fail(str(error), sign)


def _is_clause(reader: Reader) -> bool:
    """Whether the parentheses that come next hold a condition, and not a value."""
    words = (*PARITIES, "and", "or")
    return any(
        token.text in RELATIONS or (token.text in words and token.text not in reader.scope)
        for token in reader.in_parentheses()
    )


def piecewise(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """Piecewise((f, x > 0), (g, True)): the value of the first case that holds."""
    branches: list[tuple[Term, Clause]] = []
    otherwise = None
    for argument in arguments:
        if otherwise is not None:
            reader.fail("no case comes after (..., True)", reader.token(argument))
        value, condition = reader.at(argument, lambda: _case(reader))
        if condition is None:
            otherwise = value
        else:
            branches.append((value, condition))
    if otherwise is not None and not branches:
        return otherwise
    return reader.build(token, binders.cases, branches, otherwise)


def _case(reader: Reader) -> tuple[Term, Clause | None]:
    if not reader.accept("("):
        reader.expected("a case (value, condition)")
    value = reader.sum()
    reader.expect(",")
    last = reader.accept("True", "true", "otherwise", kind="name")
    condition = None if last else clause(reader)
    reader.expect(")")
    return value, condition


def indicator(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """indicator(x > a): 1 where the condition holds, else 0."""
    if len(arguments) != 1:
        reader.fail(f"{token.text} takes one condition, as in {token.text}(x > 0)", token)
    condition = reader.at(arguments[0], lambda: clause(reader))
    return reader.build(token, binders.indicator, condition)
