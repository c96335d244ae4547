"""The part of the grammar that reads numbers, and refuses what else they could be."""

from __future__ import annotations

import re

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.function_reader import FunctionReader
from glassproof.verify.reading.sympy_syntax import number
from glassproof.verify.reading.tokens import Token

_POWER_OF_TEN = re.compile(r"e[-+]?[0-9]")
_UNCERTAIN = re.compile(r"\([0-9]+\)")
_WHOLE = r"(?:\{\s*[0-9]+\s*\}|[0-9])"
_FRACTION = re.compile(rf"\\[tdc]?frac\s*{_WHOLE}\s*{_WHOLE}")


class NumberReader(FunctionReader):
    """A cursor that reads numbers."""

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
        self.require_whole(written, end)
        return Term.of(number(Token("number", written, start.position, end), self.text))

    def require_whole(self, written: str, end: int) -> None:
        """Raise where the number may go on, or mean something else with what follows."""
        rest = self.text[end:]
        if self.now.kind == "digit":
            self.fail(
                rf"two numbers side by side: write {written}{self.now.text}... as one number "
                rf"without spaces, or {written} \cdot {self.now.text}... as a product"
            )
        if _POWER_OF_TEN.match(rest):
            self.fail(rf"is this {written} \cdot 10^{{...}}, or {written} \cdot e ...? write which")
        if "." not in written and _FRACTION.match(self.text, self.now.position):
            self.fail(
                rf"a mixed number or a product? write {written} + \frac..., or "
                rf"{written} \cdot \frac..."
            )
        if "." in written and _UNCERTAIN.match(rest):
            self.fail(rf"digits in doubt, or a product? write the number, or {written} \cdot (...)")
        if rest.startswith("{,}"):
            self.fail("a comma within a number: does it separate thousands or a fraction?")
