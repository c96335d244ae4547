"""Where a formula must hold, in words: "kappa in (0, 1), p integer >= 2, sigma_z > 0".

    conditions ->  condition { ("," | ";" | "and" | newline) condition }
    condition  ->  name {"," name} property
    property   ->  { adjective | relation } | "in" interval
    adjective  ->  "integer" | "real" | "positive" | "nonnegative" | "natural" | "a" | "an" | "is"
                   (also bound relation name ..., as in 0 < kappa < 1)
    relation   ->  ("<" | "<=" | ">" | ">=" | "!=") formula
    interval   ->  ("(" | "[") bound "," bound (")" | "]")

Bounds are rational numbers, or oo at the open end of an interval. A relation to a formula in other
names ("b1 < b") restricts both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify.reading.conditions.bounds import Bounds, leftovers, range_of, symbol_of
from glassproof.verify.reading.functions import FUNCTIONS
from glassproof.verify.reading.size_limits import MAX_LENGTH
from glassproof.verify.reading.sympy_syntax import parse_formula
from glassproof.verify.reading.tokens import ParseError, quoted

MAX_NAMES = 20
"""Names of one domain: as many as there are coordinates of its points."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "!=": sp.Ne}
_RELATION = re.compile(r"<=|>=|!=|<|>|≤|≥")
_PROPERTIES = {"integer", "real", "positive", "nonnegative", "natural", "a", "an", "is", "in"}
_RESERVED = (_PROPERTIES - {"a", "an"}) | {"and", "oo", "pi", *FUNCTIONS}
_CHAIN = re.compile(r"([^<>=a-zA-Z]+)(<=|<|>=|>)\s*(?=[A-Za-z_])", re.ASCII)
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Declared:
    """Symbols by name, and where they live."""

    symbols: dict[str, sp.Symbol]
    domain: Domain


def parse_conditions(text: str) -> Declared:
    """The symbols that ``text`` declares, with their domain; :class:`ParseError` otherwise.

    >>> d = parse_conditions("kappa in (0, 1), p, q integer >= 2, sigma_z > 0")
    >>> print(d.domain.describe())
    kappa in (0, 1), p an integer >= 2, q an integer >= 2, sigma_z > 0
    >>> parse_conditions("x > 1, x < 0")
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 9: nothing satisfies the conditions on x
        x > 1, x < 0
                ^
    """
    if len(text) > MAX_LENGTH:
        raise ParseError("conditions have at most 10000 characters", text[:MAX_LENGTH], 0)
    known: dict[str, Bounds] = {}
    last: dict[str, int] = {}
    for names, rest, position in _conditions(text):
        for name in names:
            last[name] = position
            if name not in known and len(known) == MAX_NAMES:
                raise ParseError(f"at most {MAX_NAMES} names have room", text, position)
            _apply(known.setdefault(name, Bounds()), rest, text, position)
    symbols, ranges = {}, {}
    for name, bounds in known.items():
        try:
            ranges[name] = range_of(bounds)
        except DomainError:
            raise ParseError(
                f"nothing satisfies the conditions on {name}", text, last[name]
            ) from None
        symbols[name] = symbol_of(name, bounds)
    where = [
        relation
        for name, bounds in known.items()
        for relation in _relations(name, bounds, symbols, text)
    ]
    return Declared(symbols, Domain({symbols[n]: r for n, r in ranges.items()}, tuple(where)))


def _conditions(text: str) -> Iterator[tuple[list[str], str, int]]:
    """The conditions one by one: names, what is said of them, where that begins."""
    names: list[str] = []
    for piece, position in _split(text):
        stripped = piece.strip()
        position += len(piece) - len(piece.lstrip())
        if not stripped:
            raise ParseError("expected a condition such as 'p > 0'", text, position)
        if chain := _CHAIN.match(stripped):
            stripped = stripped[chain.end() :]
            position += chain.end()
        head = _WORD.match(stripped)
        if head is None:
            raise ParseError(
                f"expected a name and what is known of it, found {quoted(stripped)}", text, position
            )
        name, rest = head[0], stripped[head.end() :]
        if name in _RESERVED:
            raise ParseError(f"{name} cannot be declared: it has a meaning", text, position)
        names.append(name)
        if chain:
            yield names, f"{_FLIPPED[chain[2]]} {chain[1]}", position
            names = [] if not rest.strip() else names
        if rest.strip():
            yield names, rest, position + head.end()
            names = []
    if names:
        raise ParseError(
            f"expected what is known of {names[-1]}, such as 'real' or '> 0'", text, len(text)
        )


def _split(text: str) -> Iterator[tuple[str, int]]:
    """Pieces between separators that stand outside parentheses and brackets."""
    if not text.strip():
        return
    start = depth = 0
    for match in re.finditer(r"[(\[]|[)\]]|[\n;,]|\band\b", text):
        mark = match[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif depth <= 0:
            yield text[start : match.start()], start
            start = match.end()
    yield text[start:], start


def _apply(bounds: Bounds, rest: str, text: str, position: int) -> None:
    """Record what ``rest`` says, word by word."""
    while rest.strip():
        position += len(rest) - len(rest.lstrip())
        rest = rest.lstrip()
        if match := _RELATION.match(rest):
            sign = match[0].replace("≤", "<=").replace("≥", ">=")
            end = _end_of_formula(rest, match.end())
            _relate(bounds, sign, rest[match.end() : end], text, position + match.end())
        elif match := _WORD.match(rest):
            end = match.end()
            if match[0] == "in":
                end = len(rest)
                _interval(bounds, rest[2:], text, position + 2)
            elif not _adjective(bounds, match[0]):
                raise ParseError(
                    f"expected 'integer', 'real', 'positive', 'in (a, b)' or a relation such as "
                    f"'> 0', found {quoted(match[0])}",
                    text,
                    position,
                )
        else:
            raise ParseError(
                f"expected a property or a relation, found {quoted(rest)}", text, position
            )
        rest, position = rest[end:], position + end


def _end_of_formula(rest: str, start: int) -> int:
    """Where the right side of a relation ends: at the next relation, or with ``rest``."""
    following = _RELATION.search(rest, start)
    return following.start() if following else len(rest)


def _adjective(bounds: Bounds, word: str) -> bool:
    if word in ("integer", "natural"):
        bounds.integer = True
    if word in ("positive", "natural"):
        bounds.at_least(Fraction(0), True)
    if word == "nonnegative":
        bounds.at_least(Fraction(0), False)
    return word in _PROPERTIES


def _relate(bounds: Bounds, sign: str, formula: str, text: str, position: int) -> None:
    value = _rational(formula)
    if value is None or sign == "!=":
        if not formula.strip():
            raise ParseError(f"expected a number after '{sign}'", text, position)
        bounds.where.append((sign, formula, position))
    elif sign in (">", ">="):
        bounds.at_least(value, sign == ">")
    else:
        bounds.at_most(value, sign == "<")


@lru_cache(maxsize=4096)
def _rational(text: str) -> Fraction | None:
    """The number that ``text`` is, if it is a plain one."""
    try:
        value = parse_formula(text, {})
    except ParseError:
        return None
    return Fraction(int(value.p), int(value.q)) if value.is_Rational else None


def _interval(bounds: Bounds, rest: str, text: str, position: int) -> None:
    match = re.fullmatch(r"\s*([(\[])([^,]*),([^,]*)([)\]])\s*", rest)
    if match is None:
        raise ParseError("expected an interval such as (0, 1) or [2, oo)", text, position)
    opening, low, high, closing = match.groups()
    if low.strip() not in ("-oo", "-inf"):
        value = _rational(low)
        if value is None:
            raise ParseError("expected a rational number", text, position + match.start(2))
        bounds.at_least(value, opening == "(")
    if high.strip() not in ("oo", "inf", "+oo"):
        value = _rational(high)
        if value is None:
            raise ParseError("expected a rational number or oo", text, position + match.start(3))
        bounds.at_most(value, closing == ")")


def _relations(
    name: str, bounds: Bounds, symbols: dict[str, sp.Symbol], text: str
) -> Iterator[sp.Basic]:
    """What the range alone does not say: ends it leaves out, and relations to other names."""
    symbol = symbols[name]
    yield from leftovers(symbol, bounds)
    for sign, formula, position in bounds.where:
        try:
            value = parse_formula(formula, symbols)
        except ParseError as error:
            raise ParseError(error.message, text, position + error.args[2]) from None
        relation = _RELATIONS[sign](symbol, value)
        if relation is sp.false:
            raise ParseError(f"nothing satisfies the conditions on {name}", text, position)
        if relation is not sp.true:
            yield relation


def is_name(text: str) -> bool:
    """Whether a symbol may be called ``text``.

    >>> is_name("sigma_z"), is_name("log"), is_name("x y")
    (True, False, False)
    """
    return bool(_NAME.match(text)) and text not in _RESERVED
