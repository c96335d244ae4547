"""What the rooms of the grammar ask of each other: the moves that read a part of a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NoReturn, TypeVar

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Cursor
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.tokens import ParseError, Token, quoted

Made = TypeVar("Made")


class Reader(Cursor):
    """A cursor over the tokens of one side; the rooms of the grammar implement its moves.

    At a token of ``ends`` the text ends for who reads what stands before it.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        super().__init__(text, tokens)
        self.ends: set[int] = set()

    @property
    def now(self) -> Token:
        """The token that comes next."""
        token = self.tokens[self.index]
        return replace(token, kind="end", text="") if self.index in self.ends else token

    @contextmanager
    def ending_at(self, place: int) -> Iterator[None]:
        """In the block the text ends at the token ``place``."""
        ends, self.ends = self.ends, {place}
        yield
        self.ends = ends

    def sum(self) -> Term:
        """Products with signs between them."""
        raise NotImplementedError

    def product(self) -> Term:
        """Factors, up to a sign or to what ends the formula around."""
        raise NotImplementedError

    def factors(self) -> list[Term]:
        """The factors of a product; those that are divided by inverted."""
        raise NotImplementedError

    def begins_construct(self) -> bool:
        """Whether a sum, an integral or its like comes next."""
        raise NotImplementedError

    def factor(self) -> Term:
        """A function with its argument, or an atom with its exponent."""
        raise NotImplementedError

    def starts_factor(self) -> bool:
        """Whether a factor comes next."""
        raise NotImplementedError

    def raised(self, value: Term, start: Token) -> Term:
        """``value`` with the factorials and the exponent that follow it."""
        raise NotImplementedError

    def atom(self) -> Term:
        """A number, a name, or what stands between delimiters."""
        raise NotImplementedError

    def script(self) -> Term:
        """What stands above: a group, or one digit, letter or command as in TeX."""
        raise NotImplementedError

    def group(self) -> Term:
        """The value between braces that belong to a command or a script."""
        raise NotImplementedError

    def argument(self) -> Term:
        """A command's argument: a group, or a single digit or letter."""
        raise NotImplementedError

    def delimited(self) -> Term:
        """The value between delimiters."""
        raise NotImplementedError

    def listed(self) -> tuple[Token, list[Term]]:
        """The values between delimiters, separated by commas."""
        raise NotImplementedError

    def attempt(self, token: Token, make: Callable[..., Made], *arguments: Any) -> Made:
        """What ``make`` makes, which need not be a term; a refusal points at ``token``."""
        try:
            return make(*arguments)
        except LimitError as error:
            raise ParseError(str(error), self.text, token.position) from None

    def raised_atom(self) -> Term:
        """An atom with the factorials and the exponent that follow it."""
        start = self.now
        return self.raised(self.atom(), start)

    def factorial_power(self) -> str | None:
        r"""The function that x^{\overline{n}} or x^{\underline{n}} means, if that comes next."""
        texts = [token.text for token in self.tokens[self.index : self.index + 3]]
        if texts[:2] != ["^", "{"]:
            return None
        return {r"\overline": "RisingFactorial", r"\underline": "FallingFactorial"}.get(texts[2])

    def expected(self, wanted: str) -> NoReturn:
        """As :meth:`Cursor.expected`; relations, words and dots are told what they are."""
        written = quoted(self.text[self.now.position : self.now.end])
        if self.now.kind in ("relation", "equals"):
            self.fail(f"{written} is a relation, not a value: give one side of it")
        if self.now.kind == "text":
            self.fail("words within a formula: leave them out")
        if self.now.text in DOTS and self.now.kind == "command":
            self.fail(f"{written} leaves terms out: write a sum or a product with its index")
        if self.now.kind == "command" and not self.begins_construct():
            self.fail(f"{written} is not part of a formula that can be compared")
        super().expected(wanted)

    def column(self, token: Token) -> int:
        """Where ``token`` stands in its line."""
        return ParseError("", self.text, token.position).column


DOTS = frozenset(r"\cdots \ldots \dots \dotsb \dotsc \dotsm \dotsi \vdots \ddots".split())
"""What leaves out what everybody is supposed to know."""
