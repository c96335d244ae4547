r"""Conditions within a formula, split before they are read: 1 \le i < j \le n, k \text{ odd}.

Which names a sum binds is only known when all of its conditions have been seen. So they are kept
as places in the text, and read when their variables are bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Clause
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token, quoted

SIGNS = {
    "<": "<", r"\lt": "<", ">": ">", r"\gt": ">", "=": "=", r"\ne": "!=", r"\neq": "!=",
    r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=",
    r"\ge": ">=", r"\geq": ">=", r"\geqslant": ">=",
    r"\in": "in", "|": "divides",
}  # fmt: skip
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
MOST_CONDITIONS = 100
"""Conditions of one sum, and values of one list."""

_PROPERTIES = {"odd": 1, "even": 0}
_AND = frozenset(["and", "if", "for", "when", "where", "with"])


@dataclass(frozen=True)
class Part:
    """The tokens from ``start`` to before ``end``, by their numbers."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Chain:
    """Parts with relations between them; a property, such as odd, of the only part."""

    parts: tuple[Part, ...]
    signs: tuple[str, ...] = ()
    parity: int | None = None


def chains(reader: NameReader) -> list[Chain]:
    """The conditions up to what closes the delimiters or braces around them, or a cell ends."""
    found: list[Chain] = []
    parts: list[Part] = []
    signs: list[str] = []
    start, depth, bars = reader.index, 0, 0
    while True:
        token, here = reader.now, reader.index
        if len(found) + len(parts) > MOST_CONDITIONS:
            reader.fail(f"at most {MOST_CONDITIONS} conditions are read")
        depth += _step(token)
        ends = depth < 0 or token.kind in ("end", "row", "cell")
        bars += token.text == "|" and token.kind == "symbol"
        sign = SIGNS.get(token.text)
        is_bar = token.text == "|" and not (sign and _divides(reader, start, bars))
        parity = _parity(token) if depth == 0 and here > start else None
        joins = depth == 0 and (token.text == "," or _joins(token) or _is_full_stop(reader))
        if ends or joins or parity is not None:
            if here > start or parts:
                part = Part(start, here)
                found.append(Chain((*parts, part), tuple(signs), parity))
            parts, signs, start, bars = [], [], here + 1, 0
            if ends:
                return found
        elif depth == 0 and sign and not is_bar:
            parts.append(Part(start, here))
            signs.append(sign)
            start, bars = here + 1, 0
        elif depth == 0 and token.kind in ("relation", "equals"):
            shown = quoted(reader.text[token.position : token.end])
            reader.fail(f"{shown} is no condition that is read: use <, \\le, =, \\ne, \\in")
        elif token.kind == "text" and depth == 0:
            reader.fail(f"the condition {quoted(token.text)} is not read: write it as a relation")
        reader.take()


def _is_full_stop(reader: NameReader) -> bool:
    """Whether a point comes next with which a line ends."""
    token, after = reader.now, reader.following
    return token.kind == "symbol" and token.text == "." and after.kind in ("row", "close")


def _step(token: Token) -> int:
    if token.kind == "symbol":
        return {"{": 1, "}": -1}.get(token.text, 0)
    return {"open": 1, "close": -1}.get(token.kind, 0)


def _divides(reader: NameReader, start: int, bars: int) -> bool:
    """Whether a bar is the relation of d | n: the only one, with something on both sides."""
    if bars > 1 or reader.index == start:
        return False
    depth = 0
    for token in reader.tokens[reader.index + 1 :]:
        depth += _step(token)
        if depth < 0 or token.kind == "end" or (depth == 0 and token.text == ","):
            return True
        if depth == 0 and token.text == "|":
            return False
    return True


def _parity(token: Token) -> int | None:
    return _PROPERTIES.get(token.text.strip()) if token.kind in ("text", "word") else None


def _joins(token: Token) -> bool:
    return token.kind in ("text", "word") and token.text.strip().rstrip(",") in _AND


def read_part(reader: NameReader, part: Part) -> Term:
    """The value that a part writes."""
    after, reader.index = reader.index, part.start
    infinite = infinity(reader, part.end)
    if infinite is not None:
        reader.index = after
        return infinite
    if not len(part):
        reader.expected("a value")
    with reader.ending_at(part.end):
        value = reader.deeper(reader.sum)
    if reader.index != part.end:
        reader.expected("a relation or the end of the condition")
    reader.index = after
    return value


def infinity(reader: NameReader, end: int) -> Term | None:
    r"""What \infty, with or without a sign, up to the token ``end`` stands for."""
    texts = [token.text for token in reader.tokens[reader.index : end]]
    if texts and texts[-1] == "infty" and texts[:-1] in ([], ["+"], ["-"]):
        reader.index = end
        return binders.MINUS_INFINITY if texts[0] == "-" else binders.INFINITY
    return None


def name_of(reader: NameReader, part: Part) -> tuple[str, Token] | None:
    """The name that a part is, if it is nothing else."""
    after, reader.index = reader.index, part.start
    found = None
    if len(part) and reader.starts_name() and reader.now.text != "infty":
        found = reader.variable()
        found = found if reader.index == part.end else None
    reader.index = after
    return found


def summands(reader: NameReader, part: Part) -> list[tuple[str, Token]]:
    """The names of which a part is the sum, i + j; none if it is anything else."""
    after, reader.index = reader.index, part.start
    found: list[tuple[str, Token]] = []
    while reader.index < part.end and reader.starts_name() and reader.now.text != "infty":
        found.append(reader.variable())
        if reader.index >= part.end or not reader.accept("+"):
            break
    whole = reader.index == part.end and len(found) > 1
    reader.index = after
    return found if whole else []


def without_bars(reader: NameReader, part: Part) -> Part:
    """What stands between the bars of |x|; anything else as it is."""
    first, last = reader.tokens[part.start], reader.tokens[max(part.end - 1, 0)]
    if len(part) > 2 and first.text == last.text == "|":
        return Part(part.start + 1, part.end - 1)
    return part


def clauses(reader: NameReader, chain: Chain) -> list[Clause]:
    """The relations of a chain, read in the scope as it is."""
    start = reader.tokens[chain.parts[0].start]
    if chain.parity is not None:
        return [binders.congruent(read_part(reader, chain.parts[0]), chain.parity, 2)]
    if not chain.signs:
        after, reader.index = reader.index, chain.parts[0].end
        reader.expected("a relation")
        reader.index = after
    if "in" in chain.signs:
        return _membership(reader, chain)
    values = [read_part(reader, part) for part in chain.parts]
    found = []
    for left, sign, right in zip(values, chain.signs, values[1:], strict=False):
        found.append(related(reader, start, left, sign, right))
    return found


def related(reader: NameReader, start: Token, left: Term, sign: str, right: Term) -> Clause:
    """One relation; an error points at ``start``."""
    if sign == "divides":
        if left.expr.is_zero:
            reader.fail("0 divides nothing", start)
        return Clause(
            sp.Eq(sp.Mod(right.expr, left.expr), 0),
            sp.Eq(sp.Mod(right.written, left.written, evaluate=False), 0, evaluate=False),
            (left, right),
        )
    return reader.attempt(start, binders.related, left, sign, right)


def _membership(reader: NameReader, chain: Chain) -> list[Clause]:
    """x \\in [a, b) as two relations."""
    start = reader.tokens[chain.parts[0].start]
    ends = interval(reader, chain.parts[1]) if len(chain.parts) == 2 else None
    if ends is None:
        reader.fail("expected an interval such as [0, 1] after \\in", start)
    value = read_part(reader, chain.parts[0])
    (low, above), (high, below) = ends
    found = []
    if low.expr != -sp.oo:
        found.append(related(reader, start, low, above, value))
    if high.expr != sp.oo:
        found.append(related(reader, start, value, below, high))
    return found


def interval(reader: NameReader, part: Part) -> tuple[tuple[Term, str], tuple[Term, str]] | None:
    """Both ends of an interval [a, b), with the relation that each stands for."""
    first, last = reader.tokens[part.start], reader.tokens[part.end - 1]
    if first.text not in ("[", "(") or last.kind != "close":
        return None
    after, reader.index = reader.index, part.start + 1
    inside = list_parts(reader)
    reader.index = after
    if len(inside) != 2 or inside[1].end != part.end - 1:
        return None
    low, high = (read_part(reader, each) for each in inside)
    return (low, "<=" if first.text == "[" else "<"), (high, "<=" if last.text == "[" else "<")


def list_parts(reader: NameReader) -> list[Part]:
    """What stands between commas up to what closes."""
    found: list[Part] = []
    start, depth = reader.index, 0
    while True:
        token = reader.now
        depth += _step(token)
        if depth < 0 or token.kind == "end":
            return [*found, Part(start, reader.index)]
        if depth == 0 and token.text == ",":
            if len(found) == MOST_CONDITIONS:
                reader.fail(f"at most {MOST_CONDITIONS} values are read")
            found.append(Part(start, reader.index))
            start = reader.index + 1
        reader.take()
