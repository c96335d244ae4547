r"""What stands below and above \sum and \prod: which names are bound, and where they run.

k=1 ... n,  i,j=1 ... n,  1 \le i < j \le n,  0 \le i, j \le n,  k \ge 1,  |k| \le n,
k \text{ odd},  k \in \{1, 2\},  k \in \mathbb Z,  d \mid n,  j \ne k besides a range,
i + j = n over nonnegative integers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.bound_variables.binders import INFINITY, Bound, Clause
from glassproof.verify.reading.bound_variables.side_conditions import strided
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.found_bounds import Found
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.regions import solved
from glassproof.verify.reading.latex.relations import (
    Chain,
    Part,
    chains,
    clauses,
    infinity,
    name_of,
    summands,
    without_bars,
)
from glassproof.verify.reading.settled import replaced
from glassproof.verify.reading.tokens import Token

Name = tuple[str, Token]


@dataclass(frozen=True)
class Range:
    """Bounds, innermost first, other conditions on the variables, or a list of values.

    ``mirrored`` says that the one variable also runs over the opposites of its values.
    """

    bounds: list[Bound]
    conditions: list[Clause]
    values: list[Term]
    mirrored: bool = False


@dataclass(frozen=True)
class Scripts:
    """The conditions below an operator, and what stands above it."""

    operator: Token
    place: Token
    below: tuple[Chain, ...]
    above: Term | None


def scripts(reader: NameReader, operator: Token) -> Scripts:
    """What stands below and above ``operator``, in any order."""
    below: list[Chain] | None = None
    above, place = None, operator
    while True:
        here = reader.now
        if below is None and reader.accept("_"):
            place = reader.now
            below = expanded(reader, scripted_chains(reader))
        elif above is None and reader.accept("^"):
            above = end_value(reader)
        elif reader.sees("_", "^"):
            reader.fail(f"a second '{here.text}' on one operator", here)
        else:
            break
    if not below:
        reader.fail(
            f"over what does it run? write {operator.text}_{{k=1}}^{{n}}, with its range", operator
        )
    return Scripts(operator, place, tuple(below), above)


def scripted_chains(reader: NameReader) -> list[Chain]:
    """The conditions of a subscript: between braces, or one name."""
    if not reader.accept("{"):
        start = reader.index
        reader.take()
        return [Chain((Part(start, reader.index),))]
    double = reader.accept("{")  # as of a \\substack
    found = chains(reader)
    reader.expect("}")
    if double:
        reader.expect("}")
    return found


def end_value(reader: NameReader) -> Term:
    r"""The end of a range in a script: a value, \infty or -\infty."""
    closing = reader.index + 1
    if reader.sees("{"):
        most = min(reader.index + 4, len(reader.tokens) - 1)
        while closing < most and reader.tokens[closing].text != "}":
            closing += 1
        start, reader.index = reader.index, reader.index + 1
        found = infinity(reader, closing)
        if found is not None and reader.accept("}"):
            return found
        reader.index = start
    else:
        found = infinity(reader, closing)
        if found is not None:
            return found
    return reader.script()


def expanded(reader: NameReader, found: Sequence[Chain]) -> list[Chain]:
    r"""The same with i, j = 1 and 0 \le i, j \le n written out."""
    told: list[Chain] = []
    waiting: list[Part] = []
    for chain in found:
        if not chain.signs and chain.parity is None and chain is not found[-1]:
            waiting.append(chain.parts[0])
            continue
        told += [Chain((part, *chain.parts[1:]), chain.signs, chain.parity) for part in waiting]
        waiting = []
        before = told[-1] if told else None
        if before is not None and _is_shared(reader, before, chain):
            told[-1] = Chain((*before.parts, chain.parts[1]), (*before.signs, *chain.signs))
            chain = Chain((before.parts[0], *chain.parts), (*before.signs, *chain.signs))
        told.append(chain)
    return told


def _is_shared(reader: NameReader, first: Chain, second: Chain) -> bool:
    r"""Whether 0 \le i and j \le n together mean that both lie between 0 and n."""
    if len(first.signs) != 1 or len(second.signs) != 1:
        return False
    if {first.signs[0][:1], second.signs[0][:1]} not in ({"<"}, {">"}):
        return False
    names = name_of(reader, first.parts[1]), name_of(reader, second.parts[0])
    low = name_of(reader, first.parts[0])
    if names[0] is None or names[1] is None or names[0][0] == names[1][0]:
        return False
    return low is None or low[0] in reader.scope


def variables(reader: NameReader, given: Scripts) -> list[Name]:
    """The names that are bound: the undeclared ones, and those that only a variable can be."""
    sure: dict[str, Name] = {}
    others: dict[str, Name] = {}
    for chain in given.below:
        for place, part in enumerate(chain.parts):
            if place == 0 and chain.signs == ("=",):
                sure |= {name[0]: name for name in summands(reader, part)}
            name = name_of(reader, without_bars(reader, part))
            if name is None or (place > 0 and chain.signs[place - 1] in ("in", "!=", "divides")):
                continue
            inner = 0 < place < len(chain.parts) - 1
            first = place == 0 and (not chain.signs or chain.signs[0] in ("=", "in", "divides"))
            is_sure = name[0] not in reader.scope or inner or first
            (sure if is_sure else others).setdefault(name[0], name)
    chosen = list(sure.values()) or list(others.values())[:1]
    if not chosen:
        reader.fail("no variable runs here: write k=1 below and n above", given.place)
    return chosen


def _ended(reader: NameReader, given: Scripts, found: Found, bound: Bound) -> Bound:
    """The bound, unless it is not said where the variable begins."""
    symbol = bound.variable
    if bound.low.expr != -sp.oo or symbol in found.unbounded:
        return bound
    shown = str(symbol).strip("_")
    if found.parities.get(symbol) == 1:
        reader.notices.append(f"odd {shown} without a beginning is read as {shown} = 1, 3, 5, ...")
        return Bound(symbol, Term.of(1), bound.high)
    return reader.fail(
        f"where does {shown} begin? write {shown} \\ge 0, {shown} \\ge 1 or "
        f"{shown} \\in \\mathbb Z",
        given.place,
    )


@contextmanager
def ranges(reader: NameReader, given: Scripts) -> Iterator[Range]:
    """The range of each variable; they are bound in the block."""
    names = variables(reader, given)
    with reader.binding(names, integer=True) as symbols:
        found = Found(reader, given.place, symbols, whole=True)
        found.read(given.below, given.above)
        mirrored = found.leaves_out_zero
        if found.total is not None:
            last, bounds = found.simplex()
            rest = found.total.value.expr - sum(bound.variable for bound in bounds)
            name = next(n for (n, _), s in zip(names, symbols, strict=True) if s == last)
            reader.scope = reader.scope.with_value(name, rest)
            symbols = [bound.variable for bound in bounds]
            names = [n for n in names if n[0] != name]
        else:
            bounds = reader.attempt(given.place, solved, symbols, found.links)
        if mirrored:
            bounds = [Bound(symbols[0], Term.of(1), INFINITY)]
        elif not found.values:
            bounds = [_ended(reader, given, found, bound) for bound in bounds]
        for (name, _), symbol in zip(names, symbols, strict=True):
            if symbol in found.parities:
                parity = found.parities[symbol]
                reader.scope = reader.scope.with_value(name, 2 * symbol + parity)
                bounds = [_halved(bound, symbol, parity) for bound in bounds]
        reader.rename()
        others = [] if mirrored else found.others
        conditions = [clause for chain in others for clause in clauses(reader, chain)]
        yield Range(bounds, conditions, found.values, mirrored)


def _halved(bound: Bound, symbol: sp.Symbol, parity: int) -> Bound:
    """A bound of ``symbol``, or one in which it occurs, where 2 k + parity is meant by it."""
    if bound.variable == symbol:
        return strided(symbol, *bound.ends, parity)[1]
    value = Term.of(2 * symbol + parity)
    return Bound(bound.variable, *(replaced(end, symbol, value) for end in bound.ends))
