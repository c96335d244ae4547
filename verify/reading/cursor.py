"""A place in a list of tokens, and the moves that every grammar makes from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

import sympy as sp

from glassproof.verify.reading.construct import Term, apply
from glassproof.verify.reading.size_limits import MAX_DEPTH, LimitError
from glassproof.verify.reading.tokens import ParseError, Token, quoted

Read = TypeVar("Read")


class Cursor:
    """The next token of a text whose last token is of kind ``end``."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.index = self.depth = 0
        self.notices: list[str] = []
        self.accents: dict[str, str] = {}
        self.places: list[tuple[sp.Expr, int]] = []
        self.is_random = False
        self.means: list[Any] | None = None

    @property
    def now(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.index]

    @property
    def following(self) -> Token:
        """The token after the next."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The next token, which is passed; the end is never passed."""
        token = self.now
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def sees(self, *texts: str, kind: str = "symbol") -> bool:
        """Whether the next token is one of ``texts``."""
        return self.now.kind == kind and self.now.text in texts

    def accept(self, *texts: str, kind: str = "symbol") -> Token | None:
        """The next token, passed, if it is one of ``texts``."""
        return self.take() if self.sees(*texts, kind=kind) else None

    def expect(self, text: str) -> None:
        """Pass ``text``, which must come next."""
        if not self.accept(text):
            self.expected(f"'{text}'")

    def fail(self, message: str, token: Token | None = None) -> NoReturn:
        """Raise :class:`ParseError` at ``token``, or at the next one."""
        raise ParseError(message, self.text, (token or self.now).position)

    def expected(self, wanted: str) -> NoReturn:
        """Raise :class:`ParseError`: something else than ``wanted`` comes next."""
        written = self.text[self.now.position : self.now.end]
        message = f"expected {wanted}, found {quoted(written) if written else 'the end'}"
        error = ParseError(message, self.text, self.now.position)
        if not written and wanted in ("')'", "'}'"):
            raise error.suggesting(mended=self.text.rstrip() + wanted[1])
        raise error

    def source(self, start: Token) -> str:
        """The text from ``start`` to the token that was passed last."""
        return self.text[start.position : self.tokens[self.index - 1].end].strip()

    def spaced(self) -> bool:
        """Whether more than blanks stands between the last token and the next, such as a tilde."""
        between = self.text[self.tokens[self.index - 1].end : self.now.position]
        return self.index > 0 and bool(between.strip())

    def factorials(self, value: Term, start: Token) -> Term:
        """``value`` with the factorial signs that follow it: two of them mean the double one."""
        token, marks = self.now, 0
        while self.accept("!"):
            marks += 1
        if marks > 2:
            self.fail(
                f"{marks} factorial signs: a factorial of factorials or a multiple factorial? "
                "use parentheses",
                token,
            )
        if marks == 2:
            self.notices.append(
                f"{quoted(self.source(start), 40)} is read as the double factorial, the product "
                "of every second number"
            )
        name = ("", "factorial", "factorial2")[marks]
        return self.build(token, apply, name, [value]) if marks else value

    def build(self, token: Token, make: Callable[..., Read], *arguments: Any) -> Read:
        """What ``make`` builds; if it asks for too much, that is said at ``token``."""
        try:
            made = make(*arguments)
        except LimitError as error:
            raise ParseError(str(error), self.text, token.position) from None
        if isinstance(made, Term) and made.nodes:
            known = {node for node, _ in self.places}
            fresh = (written for _, written in made.nodes if written not in known)
            self.places += [(node, token.position) for node in fresh]
        return made

    def deeper(self, read: Callable[[], Read]) -> Read:
        """What ``read`` reads one level further in."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"a formula is nested at most {MAX_DEPTH} deep")
        value = read()
        self.depth -= 1
        return value
