"""The part of the grammar that reads atoms: fractions, roots, braces, what delimiters hold."""

from __future__ import annotations

import re
from collections.abc import Callable

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Read
from glassproof.verify.reading.latex.names import Spelling
from glassproof.verify.reading.latex.number_reader import NumberReader
from glassproof.verify.reading.latex.token_tables import BLOCKS
from glassproof.verify.reading.sympy_syntax import Symbols
from glassproof.verify.reading.tokens import Token, quoted
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS

_CLOSING = {"(": ")", "[": "]", "{": r"\}", "|": "|", "floor": r"\rfloor", "ceil": r"\rceil"}
_APPLIED = {"|": "Abs", "floor": "floor", "ceil": "ceil"}
_BRACKETS = {"{": "a fractional part", "[": "an integer part"}
_INFIX = {r"\choose": "binomial", r"\brace": "stirling2", r"\brack": "stirling1"}
"""What stands between two values in braces, besides \\over."""


class AtomReader(NumberReader):
    """A cursor that reads atoms; what is made of them is read by the rest of the grammar."""

    def __init__(
        self, text: str, tokens: list[Token], symbols: Symbols, notices: list[str]
    ) -> None:
        super().__init__(text, tokens, symbols, notices)
        self.bars = [0]  # open plain bars |, per level of enclosing delimiters

    def deeper(self, read: Callable[[], Read]) -> Read:
        """As :meth:`Cursor.deeper`; plain bars are counted anew further in."""
        self.bars.append(0)
        value = super().deeper(read)
        self.bars.pop()
        return value

    def group(self) -> Term:
        """A sum between braces that belong to a command or a script."""
        self.expect("{")
        value = self.deeper(self.sum)
        token = self.now
        if token.text in (*_INFIX, r"\over"):
            self.take()
            value = self.infix(token, value, self.deeper(self.sum))
        self.expect("}")
        return value

    def infix(self, token: Token, above: Term, below: Term) -> Term:
        """a \\over b, n \\choose k, n \\brace k."""
        if token.text == r"\over":
            return self.build(token, construct.divide, above, below)
        name = _INFIX[token.text]
        self.notices += filter(None, [FUNCTIONS[name].notice])
        return self.build(token, construct.apply, name, [above, below])

    def holds_infix(self) -> bool:
        """Whether the braces that come next hold an \\over or its like of their own."""
        depth = 0
        for token in self.tokens[self.index :]:
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
            if depth == 0:
                return False
            if depth == 1 and token.text in (*_INFIX, r"\over"):
                return True
        return False

    def atom(self) -> Term:
        token = self.now
        if token.kind == "digit" or (token.text == "." and token.kind == "symbol"):
            return self.number()
        if self.starts_name():
            return self.name()
        if token.kind == "open" and token.text in BLOCKS:
            self.fail(f"the environment {quoted(token.text)} is not one of a single formula")
        if token.kind == "open" or (token.kind == "symbol" and token.text == "|"):
            return self.delimited()
        if self.sees("{"):
            return self.group() if self.holds_infix() else self.braced()
        if self.accept(r"\frac", kind="command"):
            above, below = self.argument(), self.argument()
            return self.build(token, construct.divide, above, below)
        if self.accept(r"\binom", kind="command"):
            pair = [self.argument(), self.argument()]
            return self.build(token, construct.apply, "binomial", pair)
        if self.accept(r"\sqrt", kind="command"):
            return self.root(token)
        if self.accept(r"\imath", kind="command"):
            return Term.of(sp.I)
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
            if self.now.kind == "digit" and self.now.position == token.end:
                self.require_no_more(token)
            return Term.of(token.text)
        if token.kind == "letter":
            return self.look_up(Spelling(token.text), token)
        return self.fail("expected an argument in braces", token)

    def require_no_more(self, token: Token) -> None:
        """Refuse \\sqrt 12 and \\frac 123: TeX takes one digit, the eye takes all."""
        before = [t.text for t in self.tokens[max(self.index - 3, 0) : self.index - 1]]
        if before[-1:] == [r"\frac"]:
            return
        self.fail(f"TeX takes only the {token.text} as argument: put the argument in braces", token)

    def root(self, token: Token) -> Term:
        degree = Term.of(2)
        if self.accept("[", kind="open"):
            degree = self.deeper(self.sum)
            if not self.accept("[", kind="close"):
                self.expected("']'")
        inside = self.argument()
        inverse = self.build(token, construct.inverse, degree)
        return self.build(token, construct.power, inside, inverse)

    def delimited(self) -> Term:
        opening, values = self.listed()
        if len(values) > 1:
            self.fail("a list of values is not a formula", opening)
        if opening.text in _BRACKETS and "(" not in self.source(opening):
            shown = quoted(self.source(opening), 40)
            self.notices.append(f"{shown} is read as parentheses, not as {_BRACKETS[opening.text]}")
        if opening.text == "(" and self.accept("_"):
            count = self.group() if self.sees("{") else self.script()
            shown = quoted(self.source(opening), 40)
            self.notices.append(f"{shown} is read as the rising factorial (Pochhammer's symbol)")
            return self.build(opening, construct.apply, "RisingFactorial", [values[0], count])
        if opening.text in _APPLIED:
            return self.build(opening, construct.apply, _APPLIED[opening.text], values)
        return values[0]

    def listed(self) -> tuple[Token, list[Term]]:
        """The values between delimiters, separated by commas."""
        opening = self.take()
        if opening.text not in _CLOSING:
            self.fail("this begins no list of values", opening)
        plain_bar = opening.kind == "symbol"
        values: list[Term] = []

        def read() -> Term:
            self.bars[-1] = int(plain_bar)
            values.append(self.sum())
            while comma := self.accept(","):
                self.require_list(comma)
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

    def require_list(self, comma: Token) -> None:
        """Refuse 1,200 in a list: a comma between digits may separate thousands."""
        around = self.text[comma.position - 1 : comma.end + 4]
        if re.match(r"[0-9],[0-9]{3}(?![0-9])", around):
            self.fail("a comma between digits: thousands, or two values? write ', ' for two", comma)
