r"""Formulas in LaTeX, read by a grammar that reports what is ambiguous instead of guessing.

    chain    ->  sum { relation sum }             the last side is the formula (before a last 0)
    sum      ->  [sign] product { sign product }
    product  ->  factor { [\cdot | \times | "/"] factor }
    factor   ->  atom { "!" } [ "^" script ]
    atom     ->  number | name | \frac g g | \sqrt [[n]] g | function argument | delimited | "{" product "}"

A name is a letter, a Greek letter or an upright word with subscripts and primes; b_1, x_{1} and
\sigma_z are the declared b1, x1, sigma_z. \kappa' is 1 - kappa. A function without parentheses
takes the product of plain factors that follows: \log 2\kappa is log(2 kappa).
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.functions import LATEX
from glassproof.verify.reading.latex.names import NameReader
from glassproof.verify.reading.latex.sides import last_side
from glassproof.verify.reading.sympy_syntax import (
    Reading,
    Symbols,
    bounded,
    number,
    require_text,
)
from glassproof.verify.reading.tokens import ParseError, Token, quoted

_LISTS = {"Max", "Min"}
_CLOSING = {"(": ")", "[": "]", "{": r"\}", "|": "|"}


def parse_latex(text: str, symbols: Symbols) -> sp.Expr:
    r"""The expression that ``text`` writes in LaTeX, in the declared names.

    Of a chain of equalities the last side is read, of an equation "... = 0" the left side.
    :class:`ParseError`, with line and column, on anything else, and on what is ambiguous.

    >>> p, q, s = sp.symbols("p q sigma_z", positive=True)
    >>> parse_latex(r"v_D = p + \sigma_z^2 (p+q)\,2^{p+q-1}", {"p": p, "q": q, "sigma_z": s})
    2**(p + q - 1)*sigma_z**2*(p + q) + p
    >>> parse_latex(r"\frac{p}{q", {"p": p, "q": q})
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 11: expected '}', found the end
        \frac{p}{q
                  ^
    """
    return read_latex(text, symbols).expr


def read_latex(text: str, symbols: Symbols) -> Reading:
    """As :func:`parse_latex`, with the tree as written and what must be told of the reading."""
    require_text(text)
    return bounded(lambda: _Reader(text, last_side(text), symbols), text)


class _Reader(NameReader):
    """Recursive descent over the tokens of one side."""

    def __init__(self, text: str, tokens: list[Token], symbols: Symbols) -> None:
        super().__init__(text, tokens, symbols)
        self.bars = [0]  # open plain bars |, per level of enclosing delimiters

    def deeper(self, read: Callable[[], Any]) -> Any:
        """As :meth:`Cursor.deeper`; plain bars are counted anew further in."""
        self.bars.append(0)
        value = super().deeper(read)
        self.bars.pop()
        return value

    def formula(self) -> Term:
        value = self.sum()
        if self.now.kind != "end":
            self.expected("an operator or the end")
        return value

    def sum(self) -> Term:
        start, terms = self.now, []
        sign = self.sign() or 1
        while sign:
            here, value = self.now, self.product()
            terms.append(value if sign > 0 else self.build(here, construct.negative, value))
            sign = self.sign()
        return self.build(start, construct.add, terms)

    def sign(self) -> int:
        for text, sign in (("+", 1), ("-", -1)):
            if self.accept(text):
                return sign
        return 0

    def product(self) -> Term:
        start = self.now
        factors = [self.factor()]
        divided = False
        while True:
            operator = self.now
            if self.accept(r"\cdot", kind="command") or self.accept("*"):
                factors.append(self.factor())
                divided = False
            elif self.accept("/") or self.accept(r"\div", kind="command"):
                if divided:
                    self.fail(r"a/b/c is ambiguous: use \frac", operator)
                below = self.factor()
                factors.append(self.build(operator, construct.inverse, below))
                divided = True
            elif self.starts_factor():
                if divided:
                    self.fail(r"a/b c is ambiguous: use \frac or parentheses")
                factors.append(self.factor())
            else:
                return self.build(start, construct.multiply, factors)

    def starts_factor(self) -> bool:
        token = self.now
        if token.kind == "symbol" and token.text == "|":
            return self.bars[-1] == 0
        if token.kind == "command":
            return token.text in (r"\frac", r"\sqrt", r"\imath") or token.text in LATEX
        return token.kind in ("digit", "letter", "word", "open") or self.sees("{")

    def factor(self) -> Term:
        if self.function_name():
            return self.function()
        return self.raised(self.atom())

    def raised(self, value: Term) -> Term:
        """``value`` with the factorials and the exponent that follow it."""
        token = self.now
        while self.accept("!"):
            value = self.build(token, construct.apply, "factorial", [value])
            token = self.now
        if not self.accept("^"):
            return value
        exponent = self.script()
        if self.sees("^"):
            self.fail("a second exponent: use parentheses")
        return self.build(token, construct.power, value, exponent)

    def script(self) -> Term:
        """What stands above: a group, or one digit, letter or command as in TeX."""
        if self.sees("{"):
            return self.group()
        token = self.now
        if token.kind == "digit":
            self.take()
            if self.now.kind == "digit" and self.now.position == token.end:
                self.fail(f"TeX raises only the {token.text}: put the exponent in braces", token)
            return Term.of(token.text)
        if token.kind in ("letter", "word"):
            self.take()
            return self.look_up(token.text, token)
        if token.text in (r"\frac", r"\sqrt"):
            return self.deeper(self.atom)
        return self.expected("an exponent in braces")

    def group(self) -> Term:
        """A sum between braces that belong to a command or a script."""
        self.expect("{")
        value = self.deeper(self.sum)
        self.expect("}")
        return value

    def atom(self) -> Term:
        token = self.now
        if token.kind == "digit" or (token.text == "." and token.kind == "symbol"):
            return self.number()
        if token.kind in ("letter", "word"):
            return self.name()
        if token.kind == "open" or (token.kind == "symbol" and token.text == "|"):
            return self.delimited()
        if self.sees("{"):
            return self.braced()
        if self.accept(r"\frac", kind="command"):
            above, below = self.argument(), self.argument()
            return self.build(token, construct.divide, above, below)
        if self.accept(r"\sqrt", kind="command"):
            return self.root(token)
        if self.accept(r"\imath", kind="command"):
            return Term.of(sp.I)
        if token.kind == "command":
            self.fail(f"{quoted(token.text)} is not part of a formula that can be compared")
        return self.expected("a number, a name or an opening delimiter")

    def braced(self) -> Term:
        """A product in braces that do not show; a sum only where they hold everything."""
        opening = self.index
        before = self.tokens[opening - 1] if opening else None
        self.take()
        value = Term.of(0) if self.sees("+", "-") else self.deeper(self.product)
        is_sum = self.sees("+", "-")
        if is_sum and (before is None or before.kind == "open"):
            self.index = opening + 1
            value = self.deeper(self.sum)
            is_sum = self.following.kind not in ("close", "end")
        if is_sum:
            self.fail("braces around a sum do not show: use parentheses")
        self.expect("}")
        return value

    def argument(self) -> Term:
        """A command's argument: a group, or a single digit or letter."""
        return self.group() if self.sees("{") else self._single()

    def _single(self) -> Term:
        token = self.take()
        if token.kind == "digit":
            return Term.of(token.text)
        if token.kind == "letter":
            return self.look_up(token.text, token)
        return self.fail("expected an argument in braces", token)

    def root(self, token: Token) -> Term:
        degree = Term.of(2)
        if self.accept("[", kind="open"):
            degree = self.deeper(self.sum)
            if not self.accept("[", kind="close"):
                self.expected("']'")
        inside = self.argument()
        inverse = self.build(token, construct.inverse, degree)
        return self.build(token, construct.power, inside, inverse)

    def number(self) -> Term:
        """Adjacent digits with at most one point."""
        start = self.take()
        end, dots = start.end, int(start.text == ".")
        while self.now.position == end and self.now.kind in ("digit", "symbol"):
            decimal = self.now.text == "." and not dots and self.following.kind == "digit"
            if self.now.kind == "symbol" and not decimal:
                break
            dots += decimal
            end = self.take().end
        written = self.text[start.position : end]
        if written == ".":
            self.fail("expected digits after the point", start)
        return Term.of(number(Token("number", written, start.position, end), self.text))

    def delimited(self) -> Term:
        opening, values = self.listed()
        if len(values) > 1:
            self.fail("a list of values is not a formula", opening)
        if opening.text == "|":
            return self.build(opening, construct.apply, "Abs", values)
        return values[0]

    def listed(self) -> tuple[Token, list[Term]]:
        """The values between delimiters, separated by commas."""
        opening = self.take()
        plain_bar = opening.kind == "symbol"
        values: list[Term] = []

        def read() -> Term:
            self.bars[-1] = int(plain_bar)
            values.append(self.sum())
            while self.accept(","):
                values.append(self.sum())
            return values[-1]

        self.deeper(read)
        closing = self.now
        wanted = _CLOSING[opening.text]
        kind = "symbol" if plain_bar else "close"
        if closing.kind != kind or closing.text != opening.text:
            self.expected(f"'{wanted}' for the one opened in column {self.column(opening)}")
        if (opening.sizing == "left") != (closing.sizing == "right"):
            self.fail(r"\left and \right must come in pairs", closing)
        self.take()
        return opening, values

    def column(self, token: Token) -> int:
        return ParseError("", self.text, token.position).column

    def function_name(self) -> str | None:
        token = self.now
        if token.kind == "command":
            return LATEX.get(token.text)
        if token.kind == "word" and not self.names.declares(token.text):
            return LATEX.get(token.text)
        is_gamma = token.text == "Gamma" and not self.names.declares("Gamma")
        return "gamma" if is_gamma and self.following.kind == "open" else None

    def function(self) -> Term:
        """A function with its argument; an exponent may stand on the function's name."""
        token, name = self.now, self.function_name()
        assert name is not None
        self.take()
        below: Term | None = None
        if self.accept("_"):
            if name != "log":
                self.fail(f"a subscript on {token.text} is not understood")
            below = self.argument()
        above = self.script() if self.accept("^") else None
        if above is not None and above.expr == -1:
            self.fail("an exponent -1 on a function is ambiguous: inverse or reciprocal?", token)
        values = self.deeper_list(name)
        value = self.build(token, construct.apply, name, values)
        if below is not None:
            scale = self.build(token, construct.apply, "log", [below])
            value = self.build(token, construct.divide, value, scale)
        return value if above is None else self.build(token, construct.power, value, above)

    def deeper_list(self, name: str) -> list[Term]:
        token = self.now
        braced = token.kind == "symbol" and token.text == "{"
        if name in _LISTS or (name == "Abs" and not braced):
            if token.kind != "open":
                self.expected("an opening delimiter")
            values = self.listed()[1]
        elif token.kind == "open" and token.text != "|":
            values = [self.delimited()]
        elif braced:
            values = [self.group()]
            if name != "Abs" and self.starts_factor() and not self.function_name():
                self.fail("braces do not show where the argument ends: use parentheses")
        elif self.function_name():
            return [self.deeper(self.function)]
        else:
            return [self.plain_factors()]
        if self.sees("^"):
            self.fail("an exponent after the argument is ambiguous: put it on the function's name")
        return values

    def plain_factors(self) -> Term:
        """The product that a function without parentheses takes; what could belong to it or not
        is an error."""
        start, factors = self.now, []
        while self.starts_factor() and not self.function_name():
            if self.sees("(", "[", "{", kind="open") or self.sees("{"):
                break
            factors.append(self.raised(self.atom()))
        if not factors:
            self.expected("the function's argument")
        if (
            self.sees("(", "[", "{", kind="open")
            or self.sees("{", "/", "*")
            or self.sees(r"\cdot", r"\div", kind="command")
        ):
            self.fail("it is not clear where the function's argument ends: use parentheses")
        return self.build(start, construct.multiply, factors)
