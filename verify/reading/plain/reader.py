"""Recursive descent over the tokens of a formula in SymPy syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.binders import outside
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Cursor, Read
from glassproof.verify.reading.plain import operators
from glassproof.verify.reading.plain.tokens import (
    NO_NUMBERS,
    STRAY,
    nearest,
    number,
    stray,
    tokenize,
    unknown_name,
)
from glassproof.verify.reading.tokens import ParseError, Token, quoted
from glassproof.verify.reading.vocabulary.functions import CONSTANTS, FUNCTIONS

CLAUSE_WORDS = frozenset({"and", "or", "odd", "even"})
"""Words that may follow a value in a condition."""

_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Argument:
    """The tokens of one argument: from number ``begin`` up to, without, number ``end``."""

    begin: int
    end: int


Form = Callable[["Reader", Token, list[Argument]], Term]
"""Reads the arguments of a name that is no plain function, such as Sum."""


class Reader(Cursor):
    """The grammar of arithmetic; ``forms`` are the names that read their arguments themselves."""

    def __init__(
        self, text: str, symbols: Mapping[str, sp.Expr], forms: Mapping[str, Form]
    ) -> None:
        super().__init__(text, list(tokenize(text)))
        self.scope = Scope(symbols)
        self.forms = forms

    def expected(self, wanted: str) -> NoReturn:
        """As :meth:`Cursor.expected`, with the reason why a relation has no place here."""
        if self.sees(*STRAY):
            self.fail(stray(self.now.text))
        super().expected(wanted)

    def within(self, scope: Scope, read: Callable[[], Read]) -> Read:
        """What ``read`` reads where names mean what ``scope`` says."""
        before, self.scope = self.scope, scope
        value = read()
        self.scope = before
        return value

    def sign(self) -> int:
        """The product of the signs that come next."""
        sign = 1
        while token := self.accept("+", "-"):
            sign = -sign if token.text == "-" else sign
        return sign

    def formula(self) -> Term:
        """The whole text."""
        value = self.sum()
        if self.now.kind != "end":
            self.expected("an operator or the end")
        return value

    def sum(self) -> Term:
        """Products with signs between them."""
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
        """Powers with * or / between them."""
        start = self.now
        factors = [self.factor()]
        while token := self.accept("*", "/"):
            if token.text == "*" and operators.begins(self):
                factors.append(operators.read(self))
                break
            factor = self.signed(self.sign(), self.power)
            if token.text == "/":
                factor = self.build(token, construct.inverse, factor)
            factors.append(factor)
        return self.build(start, construct.multiply, factors)

    def factor(self) -> Term:
        """A power, or an operator with all that it acts on."""
        return operators.read(self) if operators.begins(self) else self.power()

    def power(self) -> Term:
        """An atom with its factorial signs and its exponent."""
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
        """A number, a name, a function or form of its arguments, or a sum in parentheses."""
        token = self.now
        if self.accept("("):
            value = self.deeper(self.sum)
            self.expect(")")
            if self.starts_a_value():
                self.no_operator("')'")
            return value
        if self.sees("["):
            self.fail("a matrix is no number: write det([[a, b], [c, d]]), trace(...), entry(...)")
        if token.kind not in ("number", "name"):
            self.expected("a number, a name or '('")
        self.take()
        if token.kind == "number":
            self.no_implied_product(token)
            return Term.of(number(token, self.text))
        return self.named(token)

    def named(self, token: Token) -> Term:
        """What the name that was passed stands for, with its arguments."""
        name = token.text
        if self.is_form(token):
            return self.form(token)
        value = self.scope.get(name, CONSTANTS.get(name))
        if value is not None:
            if name in self.scope and name not in self.scope.bound:
                self.tell_of_shadows(name)
            self.no_implied_product(token)
            return (
                self.build(token, self.scope.term, name) if name in self.scope else Term.of(value)
            )
        if name not in FUNCTIONS:
            raise self.unknown_at(name, token)
        if not self.accept("("):
            raise self.without_parentheses(name)
        arguments = self.deeper(self.arguments)
        self.expect(")")
        self.notices += filter(None, [FUNCTIONS[name].notice])
        return self.build(token, construct.apply, name, arguments)

    def tell_of_shadows(self, name: str) -> None:
        """Say that a declared name has the spelling of something else."""
        if name in CONSTANTS or name in FUNCTIONS:
            kind = "constant" if name in CONSTANTS else "function"
            self.notices.append(f"{name} is the declared symbol, not the {kind}")

    def arguments(self) -> list[Term]:
        """Sums with commas between them."""
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        return found

    def is_form(self, token: Token) -> bool:
        """Whether the name that was passed begins a form: it is not declared, and applied."""
        applied = self.sees(*_CLOSING)
        return token.text in self.forms and token.text not in self.scope and applied

    def form(self, token: Token) -> Term:
        """What a form makes of its arguments."""
        closing = _CLOSING[self.take().text]
        arguments = self.spread(closing)
        value = self.deeper(lambda: self.forms[token.text](self, token, arguments))
        self.index = arguments[-1].end
        self.expect(closing)
        if self.starts_a_value():
            self.no_operator(f"'{closing}'")
        return value

    def spread(self, closing: str) -> list[Argument]:
        """The arguments up to the bracket that closes those that come next; nothing is passed."""
        found, depth, begin = [], 0, self.index
        for place, token in enumerate(self.tokens[self.index :], self.index):
            if depth == 0 and token.text in (",", closing):
                found.append(Argument(begin, place))
                begin = place + 1
                if token.text == closing:
                    return found
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        self.index = len(self.tokens) - 1
        return self.expected(f"'{closing}'")

    def in_parentheses(self) -> Iterator[Token]:
        """The tokens in the parentheses that come next, but for what functions are applied to."""
        depth = skipped = 0
        for before, token in pairwise(self.tokens[max(self.index - 1, 0) :]):
            opens, closes = token.text in ("(", "["), token.text in (")", "]")
            if skipped or (depth and token.text == "(" and before.kind == "name"):
                skipped += opens - closes
                continue
            depth += opens - closes
            if depth > 0:
                yield token
            elif closes:
                return

    def at(self, argument: Argument, read: Callable[[], Read]) -> Read:
        """What ``read`` reads of an argument, all of it."""
        self.index = argument.begin
        value = read()
        if self.index != argument.end:
            self.expected("',' or ')'")
        return value

    def token(self, argument: Argument) -> Token:
        """The first token of an argument."""
        return self.tokens[argument.begin]

    def is_word(self, argument: Argument) -> str | None:
        """The name that an argument is, if it is nothing else."""
        token = self.token(argument)
        return token.text if argument.end == argument.begin + 1 and token.kind == "name" else None

    def no_operator(self, after: str) -> NoReturn:
        """Fail where a value follows another one."""
        place = self.now.position
        message = f"expected an operator after {after}: write products with '*'"
        product = f"{self.text[:place].rstrip()}*{self.text[place:]}"
        raise ParseError(message, self.text, place).suggesting(mended=product)

    def without_parentheses(self, function: str) -> ParseError:
        """The error of a function that no parenthesis follows, with what may be meant."""
        message = f"{function} is a function: give its argument in parentheses"
        place, end = self.now.position, self.now.end
        error = ParseError(message, self.text, place)
        if self.now.kind not in ("name", "number"):
            return error
        before, argument = self.text[:place].rstrip(), self.text[place:end]
        return error.suggesting(mended=f"{before}({argument}){self.text[end:]}")

    def unknown_at(self, name: str, token: Token) -> ParseError:
        """The error of a name that nothing declares here, with the formula that may be meant."""
        error = ParseError(self.unknown(name), self.text, token.position)
        if name in self.scope.hidden or self.is_bound_somewhere(name):
            return error
        near = nearest(name, self.scope, [*FUNCTIONS, *self.forms])
        if near:
            before, behind = self.text[: token.position], self.text[token.end :]
            return error.suggesting(mended=f"{before}{near}{behind}")
        if self.sees("(") or name in NO_NUMBERS:
            return error
        return error.suggesting(undeclared=name)

    def unknown(self, name: str) -> str:
        """The message for a name that nothing declares here."""
        if name in self.scope.hidden:
            return self.scope.hidden[name]
        if self.is_bound_somewhere(name):
            return outside(name)
        return unknown_name(name, list(self.scope), [*FUNCTIONS, *self.forms])

    def is_bound_somewhere(self, name: str) -> bool:
        """Whether "(name," stands in the text, as in the limits of a sum."""
        before, inside = "(", f"{name},"
        texts = [token.text for token in self.tokens]
        return any(
            texts[i] == before and texts[i + 1] + texts[i + 2] == inside
            for i in range(len(texts) - 2)
        )

    def starts_a_value(self) -> bool:
        """Whether a value comes next, where only an operator could stand."""
        word = self.now.kind == "name" and self.now.text in CLAUSE_WORDS
        if word and self.now.text not in self.scope:
            return False
        return self.now.kind in ("name", "number") or self.sees("(", "[")

    def no_implied_product(self, token: Token) -> None:
        """Refuse what follows a number or a name without an operator."""
        if token.kind == self.now.kind == "number":
            self.fail(
                f"two numbers side by side: write {token.text}{self.now.text} without a space, or "
                f"{token.text}*{self.now.text}"
            )
        if token.kind == "number" and self.sees(",") and self.depth == 0:
            self.fail("a comma after a number: write thousands without, fractions with a point")
        if self.starts_a_value():
            self.no_operator(quoted(token.text))
