"""Formulas in SymPy syntax, read without evaluating any code.

    sum     ->  [sign] product { sign product }
    product ->  power { ("*" | "/") [sign] power }
    power   ->  atom [ "!" [ "!" ] ] [ ("**" | "^") [sign] power ]
    atom    ->  number | name | function "(" sum { "," sum } ")" | "(" sum ")"

Decimals are exact rationals. A sign binds weaker than a power: -x**2 is -(x**2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Protocol

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Cursor
from glassproof.verify.reading.faithful import is_faithful
from glassproof.verify.reading.functions import CONSTANTS, FUNCTIONS
from glassproof.verify.reading.size_limits import (
    MAX_DIGITS,
    MAX_LENGTH,
    PARSE_SECONDS,
    LimitError,
    deadline,
    require_size,
)
from glassproof.verify.reading.tokens import ParseError, Token, greek_name, quoted

Symbols = Mapping[str, sp.Expr]
"""What a declared name stands for: a symbol, or an abbreviation such as m = p + q."""


@dataclass(frozen=True)
class Reading:
    """A formula as it was read.

    ``expr`` is what algebra works with, ``written`` the tree of the text, operation by operation,
    which says where the formula is defined; ``notices`` are what a reader must be told of how an
    ambiguous place was read, ``accents`` how the letters of declared names were marked.
    """

    expr: sp.Expr
    written: sp.Expr
    notices: tuple[str, ...] = ()
    accents: tuple[tuple[str, str], ...] = ()


_GREEK = "\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9"
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_TOKENS = re.compile(
    r"(?P<space>[ \t\r\n\f\v]+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>[A-Za-z_{_GREEK}][A-Za-z0-9_]*)"
    rf"|(?P<raised>[{_RAISED}]+)"
    r"|(?P<symbol>\*\*|[-+*/^(),!\u2212\u00b7\u22c5\u00d7\u00f7])"
)
_SIGNS = str.maketrans("\u2212\u00b7\u22c5\u00d7\u00f7", "-***/")
_DIGITS = str.maketrans(_RAISED, "0123456789")


def parse_formula(text: str, symbols: Symbols) -> sp.Expr:
    """The expression that ``text`` writes, in the declared names and known functions alone.

    Bounded by :mod:`glassproof.verify.reading.size_limits`. Anything else raises
    :class:`ParseError`, with line and column.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> parse_formula("m*2**(m - 1) + 0.5", {"p": p, "q": q, "m": p + q})
    2**(p + q - 1)*(p + q) + 1/2
    >>> parse_formula("9**9**9**9", {})
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 5: an exponent is at most 1000 in size
        9**9**9**9
            ^
    """
    return read_formula(text, symbols).expr


def read_formula(text: str, symbols: Symbols) -> Reading:
    """As :func:`parse_formula`, with the tree as written and what must be told of the reading."""
    require_text(text)
    return bounded(lambda: _Reader(text, symbols), text)


def require_text(text: str) -> None:
    """Raise :class:`ParseError` on a text that is too long to look at."""
    if len(text) > MAX_LENGTH:
        raise ParseError(
            f"a formula has at most {MAX_LENGTH} characters, this has {len(text)}",
            text[: MAX_LENGTH + 1],
            MAX_LENGTH,
        )


class FormulaReader(Protocol):
    """A grammar at the beginning of a text."""

    notices: list[str]
    accents: dict[str, str]

    def formula(self) -> Term:
        """The whole text."""


def bounded(begin: Callable[[], FormulaReader], text: str) -> Reading:
    """What a grammar reads, within the limits of time and of size as a whole."""
    try:
        with deadline(PARSE_SECONDS, "reading the formula"):
            reader = begin()
            term = reader.formula()
            kept = not term.rewritten or is_faithful(term.expr, term.written, term.nodes)
            expr = require_size(term.expr if kept else term.written)
    except LimitError as error:
        raise ParseError(str(error), text, 0) from None
    notices = tuple(dict.fromkeys(reader.notices))
    return Reading(expr, term.written, notices, tuple(reader.accents.items()))


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of ``text``, the last of kind ``end``."""
    position = 0
    while position < len(text):
        match = _TOKENS.match(text, position)
        if match is None:
            raise ParseError(_stray(text[position]), text, position)
        if match.lastgroup != "space":
            written = _spelled(str(match.lastgroup), match[0])
            yield Token(str(match.lastgroup), written, position, match.end())
        position = match.end()
    yield Token("end", "", position, position)


def _spelled(kind: str, written: str) -> str:
    """A token in ASCII: Greek letters by name, signs and raised digits plain."""
    if kind == "name":
        return spelled_name(written)
    return written.translate(_DIGITS if kind == "raised" else _SIGNS)


def spelled_name(name: str) -> str:
    """The name in ASCII, a Greek letter at its beginning by its own name."""
    return name if name.isascii() else greek_name(name[0]) + name[1:]


def _stray(character: str) -> str:
    if character in "=<>":
        return f"unexpected {character!r}: give one side of an equation, not all of it"
    if character == "|":
        return "unexpected '|': write abs(...)"
    if character == "\\":
        return "unexpected '\\': this is LaTeX, read it with --latex (or parse_latex)"
    return f"unexpected character {character!r} (U+{ord(character):04X}) in a formula"


def number(token: Token, text: str) -> sp.Rational:
    """The exact value of a number token."""
    mantissa, _, exponent = token.text.lower().partition("e")
    if mantissa[:1] == "0" and mantissa[1:2].isdigit():
        raise ParseError(
            "a number begins with no superfluous 0 (a comma before it separates values)",
            text,
            token.position,
        )
    too_long = len(mantissa) > MAX_DIGITS or len(exponent) > 4
    if too_long or abs(int(exponent or 0)) > MAX_DIGITS:
        raise ParseError(f"a number has at most {MAX_DIGITS} digits", text, token.position)
    value = Fraction(token.text)
    return sp.Rational(value.numerator, value.denominator)


_ELSEWHERE = {"e": "E for the base of exp", "i": "I for the imaginary unit", "j": "I",
              "Pi": "pi", "oo": "a number", "inf": "a number", "nan": "a number"}  # fmt: skip


def unknown_name(name: str, declared: Sequence[str], functions: Iterable[str] = FUNCTIONS) -> str:
    """The message for a name that is not declared, with the nearest that is."""
    if name in _ELSEWHERE and functions:
        return f"{quoted(name)} is not declared: declare it, or write {_ELSEWHERE[name]}"
    near = get_close_matches(name, [*declared, *functions], n=1, cutoff=0.6)
    listed = ", ".join(sorted(declared)[:30]) or "none"
    remedy = f"; did you mean {near[0]}?" if near else ""
    return f"{quoted(name)} is not declared{remedy} (declared: {listed})"


class _Reader(Cursor):
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, symbols: Symbols) -> None:
        super().__init__(text, list(tokenize(text)))
        self.symbols = symbols

    def sign(self) -> int:
        """The product of the signs that come next."""
        sign = 1
        while token := self.accept("+", "-"):
            sign = -sign if token.text == "-" else sign
        return sign

    def formula(self) -> Term:
        value = self.sum()
        if self.now.kind != "end":
            self.expected("an operator or the end")
        return value

    def sum(self) -> Term:
        start = self.now
        terms = [self.signed(self.sign(), self.product)]
        while token := self.accept("+", "-"):
            sign = -1 if token.text == "-" else 1
            terms.append(self.signed(sign * self.sign(), self.product))
        return self.build(start, construct.add, terms)

    def signed(self, sign: int, read: Callable[[], Term]) -> Term:
        """What ``read`` reads, with a sign before it."""
        start, value = self.now, read()
        return value if sign > 0 else self.build(start, construct.negative, value)

    def product(self) -> Term:
        start = self.now
        factors = [self.power()]
        while token := self.accept("*", "/"):
            factor = self.signed(self.sign(), self.power)
            if token.text == "/":
                factor = self.build(token, construct.inverse, factor)
            factors.append(factor)
        return self.build(start, construct.multiply, factors)

    def power(self) -> Term:
        start = self.now
        base = self.factorials(self.atom(), start)
        if token := self.accept_raised():
            return self.build(token, construct.power, base, Term.of(int(token.text)))
        token = self.accept("**", "^")
        if not token:
            return base
        above = self.now
        exponent = self.deeper(lambda: self.signed(self.sign(), self.power))
        last = self.tokens[self.index - 1].text
        if last == "!":
            shown = quoted(self.source(start), 40)
            self.notices.append(f"in {shown} the factorial belongs to the exponent")
        if above.text == last == "1" and self.sees("/") and self.following.kind == "number":
            self.fail(
                "ambiguous: write (1/n) in parentheses for a root, or leave out the exponent 1"
            )
        return self.build(token, construct.power, base, exponent)

    def accept_raised(self) -> Token | None:
        """The raised digits that come next, passed."""
        return self.take() if self.now.kind == "raised" else None

    def atom(self) -> Term:
        token = self.now
        if self.accept("("):
            value = self.deeper(self.sum)
            self.expect(")")
            if self.now.kind in ("name", "number") or self.sees("("):
                self.fail("expected an operator after ')': write products with '*'")
            return value
        if token.kind not in ("number", "name"):
            self.expected("a number, a name or '('")
        self.take()
        if token.kind == "number":
            self.no_implied_product(token)
            return Term.of(number(token, self.text))
        return self.named(token)

    def named(self, token: Token) -> Term:
        name = token.text
        value = self.symbols.get(name, CONSTANTS.get(name))
        if value is not None:
            if name in self.symbols and (name in CONSTANTS or name in FUNCTIONS):
                kind = "constant" if name in CONSTANTS else "function"
                self.notices.append(f"{name} is the declared symbol, not the {kind}")
            self.no_implied_product(token)
            return Term.of(value)
        if name not in FUNCTIONS:
            self.fail(unknown_name(name, list(self.symbols)), token)
        if not self.accept("("):
            self.fail(f"{name} is a function: give its argument in parentheses")
        arguments = self.deeper(self.arguments)
        self.expect(")")
        self.notices += filter(None, [FUNCTIONS[name].notice])
        return self.build(token, construct.apply, name, arguments)

    def arguments(self) -> list[Term]:
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        return found

    def no_implied_product(self, token: Token) -> None:
        if token.kind == self.now.kind == "number":
            self.fail(
                f"two numbers side by side: write {token.text}{self.now.text} without a space, or "
                f"{token.text}*{self.now.text}"
            )
        if token.kind == "number" and self.sees(",") and self.depth == 0:
            self.fail("a comma after a number: write thousands without, fractions with a point")
        if self.now.kind in ("name", "number") or self.sees("("):
            self.fail(f"expected an operator after {quoted(token.text)}: write products with '*'")
