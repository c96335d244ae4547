"""From what conditions say of names to symbols and the domain in which they live."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from glassproof.derivations.proof.complex_symbols import in_coordinates
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.verify.reading.conditions import complex_plane
from glassproof.verify.reading.conditions.bounds import Bounds, leftovers, range_of, symbol_of
from glassproof.verify.reading.conditions.laws import law_of
from glassproof.verify.reading.conditions.parts import Part, rational
from glassproof.verify.reading.size_limits import PARSE_SECONDS
from glassproof.verify.reading.sympy_syntax import parse_formula
from glassproof.verify.reading.tokens import ParseError
from glassproof.verify.reading.vocabulary.random_variables import RandomVariable

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "=": "="}
"""Each relation, read from right to left."""

_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "!=": sp.Ne, "=": sp.Eq}


@dataclass(frozen=True)
class Declared:
    """Symbols by name, and where they live."""

    symbols: dict[str, sp.Symbol]
    domain: Domain


@dataclass
class Said:
    """What a text says of each name, and of several names together, before any is a symbol.

    ``known`` has the rational bounds of each name, ``planes`` the regions of the complex ones,
    ``sizes`` the names of which an absolute value is taken, ``last`` where each was met last.
    """

    text: str
    known: dict[str, Bounds] = field(default_factory=dict)
    relations: list[tuple[Part, str, Part]] = field(default_factory=list)
    laws: dict[str, Part] = field(default_factory=dict)
    planes: dict[str, list[complex_plane.Region]] = field(default_factory=dict)
    sizes: list[tuple[str, Part]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    until: float = field(default_factory=lambda: time.process_time() + PARSE_SECONDS)

    def fail(self, message: str, part: Part) -> ParseError:
        """The error that points at a part of the text."""
        return ParseError(message, self.text, part.position)


def declared(said: Said) -> Declared:
    """The symbols and their domain; an error if a name can have no value."""
    symbols: dict[str, sp.Symbol] = {}
    ranges: dict[sp.Symbol, Range] = {}
    where: list[sp.Basic] = []
    _pass_on(said)
    for name, part in said.sizes:
        if name not in said.known:
            raise said.fail(
                f"is {name} real or complex? say '{name} complex' or '{name} real' before", part
            )
    related = _without_sizes(said)
    for name, bounds in said.known.items():
        if name in said.planes:
            symbols[name] = sp.Symbol(name, complex=True)
            inside, between = _in_the_plane(said, symbols[name], bounds)
            ranges |= inside
            where += between
            continue
        try:
            rng = range_of(bounds)
        except DomainError:
            raise ParseError(
                f"nothing satisfies the conditions on {name}", said.text, said.last[name]
            ) from None
        symbols[name] = symbol_of(name, bounds)
        ranges[symbols[name]] = rng
        where += leftovers(symbols[name], bounds)
    read = _Formulas(said, symbols)
    where += [part for relation in related for part in read.relations(*relation)]
    drawn = {}
    for name, part in said.laws.items():
        law = law_of(part, read.value, said.fail)
        drawn[name] = RandomVariable(name, law)
    return Declared(symbols | drawn, Domain(complex_plane.narrowed(ranges, where), tuple(where)))


def _in_the_plane(
    said: Said, symbol: sp.Symbol, bounds: Bounds
) -> tuple[dict[sp.Symbol, Range], list[sp.Basic]]:
    """The coordinates of a complex name, and the relations between them."""
    at = Part("", said.last[symbol.name])
    if bounds != Bounds(excluded=bounds.excluded):
        raise said.fail(f"{symbol} is complex, and {complex_plane.NO_ORDER}", at)
    try:
        ranges, where = complex_plane.within(symbol, said.planes[symbol.name])
    except DomainError as error:
        raise said.fail(f"the regions of {symbol}: {error}", at) from None
    value = in_coordinates(symbol)
    return ranges, where + [sp.Ne(value, _exact(v), evaluate=False) for v in bounds.excluded]


def _pass_on(said: Said) -> None:
    """Rational bounds from name to name: a > b > 0 makes a positive."""
    pairs = [
        (said.known[left.name], sign, said.known[right.name])
        for left, sign, right in said.relations
        if left.name in said.known and right.name in said.known
    ]
    pairs += [(second, FLIPPED[sign], first) for first, sign, second in pairs]
    for _ in said.known:
        for larger, sign, smaller in pairs:
            if sign not in (">", ">=", "="):
                continue
            if smaller.low is not None:
                larger.at_least(smaller.low, sign == ">" or smaller.low_open)
            if larger.high is not None:
                smaller.at_most(larger.high, sign == ">" or larger.high_open)


def _without_sizes(said: Said) -> list[tuple[Part, str, Part]]:
    """The relations but for those on the absolute value of a real name, which become its bounds:
    |x| < 1 is -1 < x < 1."""
    kept = []
    for left, sign, right in said.relations:
        for size, below, number in ((left, sign, right), (right, FLIPPED[sign], left)):
            match, radius = complex_plane.SIZE.fullmatch(size.text), rational(number.text)
            if match and match[1] not in said.planes and radius is not None and below[0] == "<":
                said.known[match[1]].relate(below, radius)
                said.known[match[1]].relate(FLIPPED[below], -radius)
                break
        else:
            kept.append((left, sign, right))
    return kept


@dataclass(frozen=True)
class _Formulas:
    """A reader of formulas in declared names."""

    said: Said
    symbols: dict[str, sp.Symbol]

    def value(self, part: Part) -> sp.Expr:
        """What a formula in declared names stands for."""
        if time.process_time() > self.said.until:
            raise self.said.fail(f"reading took more than {PARSE_SECONDS:g} s: give less", part)
        try:
            return parse_formula(part.text, self.symbols)
        except ParseError as error:
            at, message = part.position + error.args[2], error.message
            if error.undeclared:
                message += f": say '{error.undeclared} real', or what else is known of it, before"
            raise ParseError(message, self.said.text, at) from None

    def relations(self, left: Part, sign: str, right: Part) -> list[sp.Basic]:
        """A relation between formulas as it was written, but for |f| < g, which is -g < f < g."""
        sides = [self.value(left), self.value(right)]
        build = _RELATIONS[sign]
        try:
            sides = complex_plane.related(build, sides)
        except DomainError as error:
            raise self.said.fail(str(error), left) from None
        try:
            impossible = build(*sides) is sp.false
        except TypeError:  # complex numbers are compared
            impossible = True
        if impossible:
            raise self.said.fail(f"nothing satisfies {left.text} {sign} {right.text}", left)
        for size, bound, below in ((*sides, "<"), (*reversed(sides), ">")):
            inner = _inside_bars(size) if sign[0] == below else None
            if inner is not None:
                above = _RELATIONS[FLIPPED[sign]]
                first, second = (build, above) if below == "<" else (above, build)
                return [first(inner, bound, evaluate=False), second(inner, -bound, evaluate=False)]
        return [build(*sides, evaluate=False)]


def _inside_bars(size: sp.Expr) -> sp.Expr | None:
    """f if the formula is |f|, as 2*abs(t) is |2*t|, and f real."""
    factors = sp.Mul.make_args(size)
    bars = [factor for factor in factors if isinstance(factor, sp.Abs)]
    if len(bars) != 1 or not bars[0].args[0].is_extended_real:
        return None
    scale = sp.Mul(*(factor for factor in factors if factor not in bars))
    return scale * bars[0].args[0] if scale.is_number and scale.is_positive else None


def _exact(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)
