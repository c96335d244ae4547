"""Where a formula must hold, in words: "kappa in (0, 1), p integer >= 2, 0 < x < y".

    conditions ->  condition { ("," | ";" | "and" | newline) condition }
    condition  ->  name {"," name} property | name {"," name} "~" law | chain
    property   ->  { adjective } [ "in" set ] { relation formula }
    adjective  ->  "integer" | "real" | "complex"
                   | "positive" | "negative" | "nonnegative" | "nonpositive"
                   | "nonzero" | "natural" | "even" | "odd" | "a" | "an" | "is" | "are"
    chain      ->  formula relation formula { relation formula }
    relation   ->  "<" | "<=" | ">" | ">=" | "!=" | "="
    size       ->  "|" formula "|", which is abs(formula)
    set        ->  ("(" | "[") formula "," formula (")" | "]") | "{" formula { "," formula } "}"
                   | region, as in "upper half-plane" or "unit disc"

    law        ->  name [ "(" formula { "," formula } ")" ], as in N(0, s**2)

A chain says link by link what it says: x < y < 1 is x < y and y < 1. Rational bounds of a name make
its range, all else becomes relations between names. Open ends of an interval may be oo. A
constant at an end of a chain is that number, as in -pi < x < pi, unless it was declared before.
"""

from __future__ import annotations

import re
from fractions import Fraction

import sympy as sp

from glassproof.derivations.prose.near import near
from glassproof.verify.reading.conditions import complex_plane
from glassproof.verify.reading.conditions.bounds import ADJECTIVES, Bounds
from glassproof.verify.reading.conditions.declared import FLIPPED, Declared, Said, declared
from glassproof.verify.reading.conditions.parts import (
    NAME,
    Part,
    infinite,
    links,
    number,
    rational,
    split,
    without_bars,
)
from glassproof.verify.reading.size_limits import MAX_LENGTH
from glassproof.verify.reading.sympy_syntax import spelled_name
from glassproof.verify.reading.tokens import ParseError, quoted
from glassproof.verify.reading.vocabulary.functions import RESERVED

MAX_NAMES = 20
"""Names of one domain: as many as there are coordinates of its points."""

MAX_VALUES = 100
"""Values of a list after "in"."""

_ARTICLES = {"a", "an", "is", "are"}
_UNION = re.compile(r"\bor\b|\bunion\b|\u222a|\|")
_PROPERTIES = (*ADJECTIVES, "complex")
_WORDS = {*ADJECTIVES, "in", "is", "are", "and", "or", "oo", "complex"} | RESERVED
_WORD = re.compile(r"(?:non-)?[A-Za-z_][A-Za-z0-9_]*|\u2208")
_UNREAD = {"rational", "prime", "irrational", "algebraic"}


def parse_conditions(text: str) -> Declared:
    """The symbols that ``text`` declares, with their domain; :class:`ParseError` otherwise.

    >>> d = parse_conditions("kappa in (0, 1), p, q integer >= 2, 0 < b1 < b")
    >>> print(d.domain.describe())
    kappa in (0, 1), p an integer >= 2, q an integer >= 2, b1 > 0, b > 0, b1 < b
    >>> parse_conditions("x > 1, x < 0")
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 8: nothing satisfies the conditions on x
        x > 1, x < 0
               ^
    """
    if len(text) > MAX_LENGTH:
        raise ParseError(f"conditions have at most {MAX_LENGTH} characters", text[:MAX_LENGTH], 0)
    reader = _Conditions(text)
    reader.read()
    return declared(reader.said)


class _Conditions:
    """A reader of conditions, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.constants: set[str] = set()
        self.said = Said(text)
        self.fail = self.said.fail

    def meaning(self, error: ParseError, first: Part, last: Part, words: str) -> ParseError:
        """The error, with ``words`` in place of all that stands from one part to the other."""
        end = last.position + len(last.text)
        return error.suggesting(mended=f"{self.text[: first.position]}{words}{self.text[end:]}")

    def bounds(self, name: str, part: Part) -> Bounds:
        """What is known of a name; it is declared if it is new."""
        if name in _WORDS:
            raise self.fail(f"{name} cannot be declared: it has a meaning", part)
        if name in self.said.laws:
            raise self.fail(f"{name} is random: its law says all of it", part)
        if name not in self.said.known and len(self.said.known) == MAX_NAMES:
            raise self.fail(f"at most {MAX_NAMES} names have room", part)
        if name in self.constants:
            raise self.fail(f"{name} was the constant before: say first what is known of it", part)
        self.said.last[name] = part.position
        return self.said.known.setdefault(name, Bounds())

    def read(self) -> None:
        """Every condition, in turn."""
        waiting: list[Part] = []
        for part in split(self.text):
            if not part.text:
                raise self.fail("expected a condition such as 'p > 0'", part)
            part = Part(without_bars(part.text), part.position)
            if union := _UNION.search(part.text):
                at = Part("", part.position + union.start())
                raise self.fail("unions are not read: check each part of the domain apart", at)
            if part.name and part.name not in _WORDS:
                waiting.append(part)
                continue
            self.condition(waiting, part)
            waiting = []
        if waiting:
            end = Part("", len(self.text))
            raise self.fail(
                f"expected what is known of {waiting[-1].text}, such as 'real' or '> 0'", end
            )

    def condition(self, waiting: list[Part], part: Part) -> None:
        """What is said of a name, and of those that wait for the same; or a chain."""
        if "~" in part.text:
            self.random(waiting, part)
            return
        head = NAME.match(part.text)
        operands, signs = links(part)
        subject = operands[0].name
        if head and subject is None and _WORD.match(part.after(head.end()).text):
            name = Part(head[0], part.position)
            for each in [*waiting, name]:
                self.property(each, part.after(head.end()))
        elif len(operands) == 1:
            raise self.fail(_unexpected(head, part), part.after(head.end() if head else 0))
        elif waiting and subject is None:
            raise self.fail(f"expected what is known of {waiting[-1].text}", part)
        else:
            for each in waiting:
                self.chain([each, *operands[1:]], signs)
            self.chain(operands, signs)

    def random(self, waiting: list[Part], part: Part) -> None:
        """Names with a law after "~"."""
        place = part.text.index("~")
        law = part.after(place + 1)
        for name in [*waiting, Part(part.text[:place], part.position).stripped]:
            if name.name is None or name.name in _WORDS:
                raise self.fail("expected the name of a random variable before '~'", name)
            if name.name in self.said.laws or name.name in self.said.known:
                raise self.fail(f"{name.text} is declared twice", name)
            self.said.laws[name.name] = law

    def property(self, name: Part, rest: Part) -> None:
        """Adjectives, then a set, then relations: "integer >= 2", "in (0, 1)"."""
        if name.text in _PROPERTIES and NAME.fullmatch(rest.text.strip()):
            message = f"{name.text} is what is known of a name, which comes first"
            raise self.meaning(
                self.fail(message, name), name, rest, f"{rest.text.strip()} {name.text}"
            )
        bounds = self.bounds(spelled_name(name.text), name)
        while word := _WORD.match(rest.text):
            adjective = word[0].replace("non-", "non")
            if adjective in ("in", "\u2208"):
                self.member(name, bounds, rest.after(word.end()))
                return
            if adjective == "complex":
                self.said.planes.setdefault(spelled_name(name.text), [])
            elif adjective in ADJECTIVES:
                ADJECTIVES[adjective](bounds)
            elif adjective not in _ARTICLES:
                error, seen = self.fail(_no_adjective(adjective), rest), rest.text[: word.end()]
                meant = near(adjective, _PROPERTIES)
                raise (
                    self.meaning(error, rest, Part(seen, rest.position), meant[0])
                    if meant
                    else error
                )
            rest = rest.after(word.end())
        if rest.text:
            operands, signs = links(rest)
            if operands[0].text:
                raise self.fail(
                    f"expected a property or a relation, found {quoted(rest.text)}", rest
                )
            self.chain([name, *operands[1:]], signs)

    def chain(self, operands: list[Part], signs: list[str]) -> None:
        """Link by link; a name that is compared with a number, or begins, is declared."""
        for operand, sign in zip(operands, [signs[0], *signs], strict=True):
            if not operand.text:
                place = "before" if operand is operands[0] else "after"
                raise self.fail(f"expected a name or a number {place} '{sign}'", operand)
            if operand.name and self.declares(operands, operand):
                self.bounds(operand.name, operand)
            part = complex_plane.PART.fullmatch(operand.text)
            if part and part[1] not in self.said.known:
                self.bounds(part[1], operand)
                self.said.planes[part[1]] = []
            if size := complex_plane.SIZE.fullmatch(operand.text):
                self.said.sizes.append((size[1], operand))
        for left, sign, right in zip(operands, signs, operands[1:], strict=False):
            self.link(left, sign, right)

    def declares(self, operands: list[Part], operand: Part) -> bool:
        """Whether a name in a chain is declared there: if it begins, or if there are more than two
        operands; but pi is a number, and so is a constant at an end of more than two."""
        if infinite(operand.text) or (operand.name in _WORDS and self.number(operand) is not None):
            return False
        if len(operands) == 2:
            return operand is operands[0]
        return operand not in (operands[0], operands[-1]) or self.number(operand) is None

    def is_new(self, side: Part) -> bool:
        """Whether a side of a relation is a name of which nothing is known yet."""
        return bool(side.name) and side.name not in self.said.known and self.number(side) is None

    def number(self, part: Part) -> sp.Expr | None:
        """The number that a formula is, if no declared name stands in it."""
        return None if part.names & self.said.known.keys() else number(part.text)

    def link(self, left: Part, sign: str, right: Part) -> None:
        """One relation of a chain."""
        sides = ((left, sign, right), (right, FLIPPED[sign], left))
        for side, seen, other in sides:
            if self.is_new(side) and (infinite(other.text) or self.number(other) is not None):
                self.bounds(str(side.name), side)
            if above := infinite(other.text):
                if seen != "!=" and seen[0] != ("<" if above > 0 else ">"):
                    raise self.fail(f"nothing satisfies {left.text} {sign} {right.text}", left)
                return
        for side, seen, other in sides:
            end = rational(other.text)
            if side.name and end is not None and rational(side.text) is None:
                self.bounds(side.name, side).relate(seen, end)
                return
        self.said.relations.append((left, sign, right))
        for side, seen, other in sides:
            value = self.number(other)
            self.constants |= other.names if value is not None else set()
            if side.name in self.said.known:
                self.hull(self.said.known[side.name], seen, value)

    def hull(self, bounds: Bounds, sign: str, value: sp.Expr | None) -> None:
        """Integers beyond a bound that is a number but not rational, such as pi."""
        if value is not None and sign in (">", ">="):
            bounds.at_least(Fraction(int(sp.floor(value))), True)
        elif value is not None and sign in ("<", "<="):
            bounds.at_most(Fraction(int(sp.ceiling(value))), True)

    def member(self, name: Part, bounds: Bounds, rest: Part) -> None:
        """What stands after "in": an interval, a list of values, R or Z."""
        if rest.text in ("R", "Z", "\u211d", "\u2124"):
            ADJECTIVES["real" if rest.text in ("R", "\u211d") else "integer"](bounds)
            return
        if region := complex_plane.region(rest.text):
            self.said.planes.setdefault(spelled_name(name.text), []).append(region)
            return
        if rest.text in ("N", "\u2115"):
            raise self.fail("N with or without 0? write 'integer >= 0' or 'integer >= 1'", rest)
        inside, closing = rest.after(1), rest.text[-1:]
        opening = rest.text[:1]
        inside = Part(inside.text[:-1], inside.position)
        parts = list(split(inside.text, inside.position))
        if opening == "{" and closing == "}":
            self.values(bounds, parts)
        elif opening in "([" and closing in ")]" and opening and closing and len(parts) == 2:
            low, high = parts
            self.chain([name, low], [">" if opening == "(" else ">="])
            self.chain([name, high], ["<" if closing == ")" else "<="])
        else:
            raise self.fail("expected an interval such as (0, 1) or [2, oo), or {1, 2, 3}", rest)

    def values(self, bounds: Bounds, parts: list[Part]) -> None:
        """A list of rational values."""
        found = []
        if len(parts) > MAX_VALUES:
            raise self.fail(f"a list has at most {MAX_VALUES} values", parts[MAX_VALUES])
        for part in parts:
            value = rational(part.text)
            if value is None:
                raise self.fail("expected a rational number", part)
            found.append(value)
        bounds.one_of(found)


def _unexpected(head: re.Match[str] | None, part: Part) -> str:
    if head is None:
        return f"expected a name and what is known of it, found {quoted(part.text)}"
    if spelled_name(head[0]) in _WORDS:
        return f"{head[0]} cannot be declared: it has a meaning"
    return f"expected a property or a relation, found {quoted(part.after(head.end()).text)}"


def _no_adjective(word: str) -> str:
    if word in _UNREAD:
        return f"{word} numbers are no domain that points are drawn from: say 'real' or 'integer'"
    return (
        "expected 'integer', 'real', 'positive', 'negative', 'nonzero', 'even', 'odd', "
        f"'in (a, b)' or a relation such as '> 0', found {quoted(word)}"
    )


def is_name(text: str) -> bool:
    """Whether a symbol may be called ``text``.

    >>> is_name("sigma_z"), is_name("gamma"), is_name("log"), is_name("x y")
    (True, True, False, False)
    """
    return text.isascii() and bool(NAME.fullmatch(text)) and text not in _WORDS
