"""Where a formula must hold, in words: "kappa in (0, 1), p integer >= 2, 0 < x < y".

    conditions ->  condition { ("," | ";" | "and" | newline) condition }
    condition  ->  name {"," name} property | name {"," name} "~" law | chain
    property   ->  { adjective } [ "in" set ] { relation formula }
    adjective  ->  "integer" | "real" | "complex"
                   | "positive" | "negative" | "nonnegative" | "nonpositive"
                   | "nonzero" | "natural" | "even" | "odd" | "a" | "an" | "is" | "are"
    chain      ->  formula relation formula { relation formula }
    relation   ->  "<" | "<=" | ">" | ">=" | "!=" | "="
    set        ->  ("(" | "[") formula "," formula (")" | "]") | "{" formula { "," formula } "}"
                   | region, as in "upper half-plane" or "unit disc"

    law        ->  name [ "(" formula { "," formula } ")" ], as in N(0, s**2)

A chain says link by link what it says: x < y < 1 is x < y and y < 1. Rational bounds of a name make
its range, all else becomes relations between names. Open ends of an interval may be oo.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from glassproof.derivations.proof.complex_symbols import in_coordinates
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.verify.reading.conditions import complex_plane
from glassproof.verify.reading.conditions.bounds import (
    ADJECTIVES,
    Bounds,
    leftovers,
    range_of,
    symbol_of,
)
from glassproof.verify.reading.conditions.laws import law_of
from glassproof.verify.reading.conditions.parts import NAME, Part, links, rational, split
from glassproof.verify.reading.functions import RESERVED
from glassproof.verify.reading.random_variables import RandomVariable
from glassproof.verify.reading.size_limits import MAX_LENGTH, PARSE_SECONDS
from glassproof.verify.reading.sympy_syntax import parse_formula, spelled_name
from glassproof.verify.reading.tokens import ParseError, quoted

MAX_NAMES = 20
"""Names of one domain: as many as there are coordinates of its points."""

MAX_VALUES = 100
"""Values of a list after "in"."""

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "=": "="}
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "!=": sp.Ne, "=": sp.Eq}
_ARTICLES = {"a", "an", "is", "are"}
_UNION = re.compile(r"\bor\b|\bunion\b|\u222a|\|")
_WORDS = {*ADJECTIVES, "in", "is", "are", "and", "or", "oo", "complex"} | RESERVED
_UNREAD = {"rational", "prime", "irrational", "algebraic"}


@dataclass(frozen=True)
class Declared:
    """Symbols by name, and where they live."""

    symbols: dict[str, sp.Symbol]
    domain: Domain


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
    return reader.declared()


class _Conditions:
    """What a text says of each name, and of several names together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, Bounds] = {}
        self.relations: list[tuple[Part, str, Part]] = []
        self.laws: dict[str, Part] = {}
        self.planes: dict[str, list[complex_plane.Region]] = {}
        self.sizes: list[tuple[str, Part]] = []
        self.last: dict[str, int] = {}
        self.until = time.process_time() + PARSE_SECONDS

    def fail(self, message: str, part: Part) -> ParseError:
        return ParseError(message, self.text, part.position)

    def bounds(self, name: str, part: Part) -> Bounds:
        """What is known of a name; it is declared if it is new."""
        if name in _WORDS:
            raise self.fail(f"{name} cannot be declared: it has a meaning", part)
        if name in self.laws:
            raise self.fail(f"{name} is random: its law says all of it", part)
        if name not in self.known and len(self.known) == MAX_NAMES:
            raise self.fail(f"at most {MAX_NAMES} names have room", part)
        self.last[name] = part.position
        return self.known.setdefault(name, Bounds())

    def read(self) -> None:
        """Every condition, in turn."""
        waiting: list[Part] = []
        for part in split(self.text):
            if not part.text:
                raise self.fail("expected a condition such as 'p > 0'", part)
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
        if head and subject is None and NAME.match(part.after(head.end()).text):
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
            if name.name in self.laws or name.name in self.known:
                raise self.fail(f"{name.text} is declared twice", name)
            self.laws[name.name] = law

    def property(self, name: Part, rest: Part) -> None:
        """Adjectives, then a set, then relations: "integer >= 2", "in (0, 1)"."""
        bounds = self.bounds(spelled_name(name.text), name)
        while word := re.match(r"(?:non-)?[A-Za-z_][A-Za-z0-9_]*", rest.text):
            adjective = word[0].replace("non-", "non")
            if adjective == "in":
                self.member(name, bounds, rest.after(word.end()))
                return
            if adjective == "complex":
                self.planes.setdefault(spelled_name(name.text), [])
            elif adjective in ADJECTIVES:
                ADJECTIVES[adjective](bounds)
            elif adjective not in _ARTICLES:
                raise self.fail(_no_adjective(adjective), rest)
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
            if operand.name and (operand is operands[0] or len(operands) > 2):
                self.bounds(operand.name, operand)
            part = complex_plane.PART.fullmatch(operand.text)
            if part and part[1] not in self.known:
                self.bounds(part[1], operand)
                self.planes[part[1]] = []
            if size := complex_plane.SIZE.fullmatch(operand.text):
                self.sizes.append((size[1], operand))
        for left, sign, right in zip(operands, signs, operands[1:], strict=False):
            first, second = rational(left.text), rational(right.text)
            if left.name and second is not None and first is None:
                self.bounds(left.name, left).relate(sign, second)
            elif right.name and first is not None and second is None:
                self.bounds(right.name, right).relate(_FLIPPED[sign], first)
            else:
                self.relations.append((left, sign, right))
                for side, other, seen in ((left, right, sign), (right, left, _FLIPPED[sign])):
                    if side.name in self.known:
                        self.hull(self.known[side.name], seen, other.text)

    def hull(self, bounds: Bounds, sign: str, formula: str) -> None:
        """Integers beyond a bound that is a number but not rational, such as pi."""
        try:
            value = parse_formula(formula, {})
        except ParseError:
            return
        if value.is_extended_real and value.is_finite:
            if sign in (">", ">="):
                bounds.at_least(Fraction(int(sp.floor(value))), True)
            elif sign in ("<", "<="):
                bounds.at_most(Fraction(int(sp.ceiling(value))), True)

    def member(self, name: Part, bounds: Bounds, rest: Part) -> None:
        """What stands after "in": an interval, a list of values, R or Z."""
        if rest.text in ("R", "Z", "\u211d", "\u2124"):
            ADJECTIVES["real" if rest.text in ("R", "\u211d") else "integer"](bounds)
            return
        if region := complex_plane.region(rest.text):
            self.planes.setdefault(spelled_name(name.text), []).append(region)
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
            if low.text not in ("-oo", "-inf"):
                self.chain([name, low], [">" if opening == "(" else ">="])
            if high.text not in ("oo", "inf", "+oo"):
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

    def declared(self) -> Declared:
        """The symbols and their domain; an error if a name can have no value."""
        symbols: dict[str, sp.Symbol] = {}
        ranges: dict[sp.Symbol, Range] = {}
        where: list[sp.Basic] = []
        self.pass_on()
        for name, part in self.sizes:
            if name not in self.known:
                raise self.fail(
                    f"is {name} real or complex? say '{name} complex' or '{name} real' before", part
                )
        for name, bounds in self.known.items():
            if name in self.planes:
                symbols[name] = sp.Symbol(name, complex=True)
                inside, said = self.in_the_plane(symbols[name], bounds)
                ranges |= inside
                where += said
                continue
            try:
                rng = range_of(bounds)
            except DomainError:
                raise ParseError(
                    f"nothing satisfies the conditions on {name}", self.text, self.last[name]
                ) from None
            symbols[name] = symbol_of(name, bounds)
            ranges[symbols[name]] = rng
            where += leftovers(symbols[name], bounds)
        where += [self.relation(*relation, symbols) for relation in self.relations]
        drawn = {}
        for name, part in self.laws.items():
            law = law_of(part, lambda each: self.value(each, symbols), self.fail)
            drawn[name] = RandomVariable(name, law)
        return Declared(
            symbols | drawn, Domain(complex_plane.narrowed(ranges, where), tuple(where))
        )

    def in_the_plane(
        self, symbol: sp.Symbol, bounds: Bounds
    ) -> tuple[dict[sp.Symbol, Range], list[sp.Basic]]:
        """The coordinates of a complex name, and the relations between them."""
        at = Part("", self.last[symbol.name])
        if bounds != Bounds(excluded=bounds.excluded):
            raise self.fail(f"{symbol} is complex, and {complex_plane.NO_ORDER}", at)
        try:
            ranges, where = complex_plane.within(symbol, self.planes[symbol.name])
        except DomainError as error:
            raise self.fail(f"the regions of {symbol}: {error}", at) from None
        value = in_coordinates(symbol)
        return ranges, where + [sp.Ne(value, _exact(v), evaluate=False) for v in bounds.excluded]

    def pass_on(self) -> None:
        """Rational bounds from name to name: a > b > 0 makes a positive."""
        pairs = [
            (self.known[left.name], sign, self.known[right.name])
            for left, sign, right in self.relations
            if left.name in self.known and right.name in self.known
        ]
        pairs += [(second, _FLIPPED[sign], first) for first, sign, second in pairs]
        for _ in self.known:
            for larger, sign, smaller in pairs:
                if sign not in (">", ">=", "="):
                    continue
                if smaller.low is not None:
                    larger.at_least(smaller.low, sign == ">" or smaller.low_open)
                if larger.high is not None:
                    smaller.at_most(larger.high, sign == ">" or larger.high_open)

    def value(self, part: Part, symbols: dict[str, sp.Symbol]) -> sp.Expr:
        """What a formula in declared names stands for."""
        if time.process_time() > self.until:
            raise self.fail(f"reading took more than {PARSE_SECONDS:g} s: give less", part)
        try:
            return parse_formula(part.text, symbols)
        except ParseError as error:
            at = part.position + error.args[2]
            raise ParseError(error.message, self.text, at) from None

    def relation(
        self, left: Part, sign: str, right: Part, symbols: dict[str, sp.Symbol]
    ) -> sp.Basic:
        """A relation between formulas, as it was written."""
        sides = []
        for part in (left, right):
            sides.append(self.value(part, symbols))
        build = _RELATIONS[sign]
        try:
            sides = complex_plane.related(build, sides)
        except DomainError as error:
            raise self.fail(str(error), left) from None
        try:
            impossible = build(*sides) is sp.false
        except TypeError:  # complex numbers are compared
            impossible = True
        if impossible:
            raise self.fail(f"nothing satisfies {left.text} {sign} {right.text}", left)
        return build(*sides, evaluate=False)


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


def _exact(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)


def is_name(text: str) -> bool:
    """Whether a symbol may be called ``text``.

    >>> is_name("sigma_z"), is_name("gamma"), is_name("log"), is_name("x y")
    (True, True, False, False)
    """
    return text.isascii() and bool(NAME.fullmatch(text)) and text not in _WORDS
