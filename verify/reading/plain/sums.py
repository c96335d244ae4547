"""Sum(f, (k, a, b)), Product and Integral, nested and under conditions.

form   ->  name "(" sum "," limit { "," limit } { "," ( clause | "odd" | "even" ) } ")"
limit  ->  "(" name "," end "," end ")"             the first limit is the innermost
end    ->  ["-"] "oo" | sum
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import (
    INFINITY,
    MINUS_INFINITY,
    Bound,
    Clause,
)
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.bound_variables.side_conditions import restricted, strided
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.clauses import PARITIES, clause
from glassproof.verify.reading.plain.reader import Argument, Form, Reader
from glassproof.verify.reading.tokens import Token

INFINITE_WORDS = ("oo", "inf", "infinity")


@dataclass(frozen=True)
class _Kind:
    """How a form builds, over integers or numbers; what counts where a condition fails."""

    build: Callable[[Term, Sequence[Bound]], Term]
    integer: bool
    neutral: int = 0


def over(
    build: Callable[[Term, Sequence[Bound]], Term], *, integer: bool, neutral: int = 0
) -> Form:
    """The form that reads limits and builds."""
    kind = _Kind(build, integer, neutral)
    return lambda reader, token, arguments: _read(reader, token, arguments, kind)


def _read(reader: Reader, token: Token, arguments: list[Argument], kind: _Kind) -> Term:
    body, *rest = arguments
    limits = [argument for argument in rest if _is_limit(reader, argument)]
    if not limits or not _is_limit(reader, rest[0]):
        place = reader.tokens[rest[0].begin] if rest else token
        reader.fail(f"expected limits: {token.text}(f, (k, a, b)), with its ends a and b", place)
    conditions = [argument for argument in rest if argument not in limits]
    names = [reader.tokens[argument.begin + 1].text for argument in limits]
    parities = _parities(reader, conditions, names) if kind.integer else {}
    bounds: list[Bound] = []
    scope = reader.scope
    for argument in reversed(limits):
        bound, scope = _limit(reader, argument, scope, kind.integer, parities)
        bounds.insert(0, bound)

    def inside() -> tuple[Term, list[Clause]]:
        return reader.at(body, reader.sum), [
            reader.at(condition, lambda: clause(reader))
            for condition in conditions
            if condition not in parities.values()
        ]

    value, clauses = reader.within(scope, inside)
    return reader.build(token, lambda: _restricted(value, bounds, clauses, kind))


def _restricted(value: Term, bounds: list[Bound], clauses: list[Clause], kind: _Kind) -> Term:
    return kind.build(*restricted(value, bounds, clauses, kind.neutral))


def _is_limit(reader: Reader, argument: Argument) -> bool:
    first, name, comma = (reader.tokens[min(argument.begin + i, argument.end)] for i in range(3))
    return first.text == "(" and name.kind == "name" and comma.text == ","


def _parities(reader: Reader, conditions: list[Argument], names: list[str]) -> dict[str, Argument]:
    """The conditions "k odd", "even" that say how an index runs, by its name."""
    found: dict[str, Argument] = {}
    for condition in conditions:
        words = reader.tokens[condition.begin : condition.end]
        if words[-1:] and words[-1].text in PARITIES and words[-1].text not in reader.scope:
            if len(words) == 1 and len(names) > 1:
                reader.fail(f"which index is {words[0].text}? write {names[0]} {words[0].text}",
                            words[0])  # fmt: skip
            name = words[0].text if len(words) == 2 else names[0]
            if len(words) <= 2 and name in names and name not in found:
                found[name] = condition
    return found


def _limit(
    reader: Reader,
    argument: Argument,
    scope: Scope,
    integer: bool,
    parities: dict[str, Argument],
) -> tuple[Bound, Scope]:
    """A limit, and the scope inside of it."""
    token = reader.tokens[argument.begin + 1]
    name = token.text
    symbol, inner, notice = reader.build(token, lambda: scope.binding(name, integer=integer))
    if notice:
        reader.notices.append(notice)

    def ends() -> tuple[Term, Term]:
        reader.index += 3
        low = end(reader)
        reader.expect(",")
        high = end(reader)
        reader.expect(")")
        return low, high

    low, high = reader.within(inner, lambda: reader.at(argument, lambda: reader.deeper(ends)))
    bound = Bound(symbol, low, high)
    reader.build(token, binders.require_outside, bound)
    if name in parities:
        word = reader.tokens[parities[name].end - 1].text
        stands_for, bound = reader.build(token, strided, symbol, low, high, PARITIES[word])
        inner = inner.with_value(name, stands_for)
    return bound, inner


def end(reader: Reader) -> Term:
    """The end of a sum or integral, which may be infinite."""
    start = reader.index
    sign = reader.sign()
    if reader.now.text not in reader.scope and reader.accept(*INFINITE_WORDS, kind="name"):
        return INFINITY if sign > 0 else MINUS_INFINITY
    reader.index = start
    return reader.sum()
