"""Declared names as LaTeX writes them: b1 is b_1, sigma_z is \\sigma_z, E_inf is E_\\infty."""

from __future__ import annotations

from functools import lru_cache

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Cursor
from glassproof.verify.reading.sympy_syntax import Symbols, unknown_name
from glassproof.verify.reading.tokens import Token

_CONSTANTS = {"pi": sp.pi, "e": sp.E}


def _key(name: str) -> str:
    """The spelling that all ways to write a name share."""
    return name.replace("_", "").replace("infty", "inf").replace("oo", "inf").replace("var", "")


@lru_cache(maxsize=64)
def _by_key(names: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_key(name), []).append(name)
    return found


class Names:
    """The declared names, found by what LaTeX makes of them."""

    def __init__(self, symbols: Symbols) -> None:
        self._declared = symbols
        self._by_key = _by_key(tuple(symbols))

    def declares(self, written: str) -> bool:
        """Whether a declared name is written like this."""
        return _key(written) in self._by_key

    def find(self, written: str) -> sp.Expr | None:
        """What ``written`` stands for: a declared name, kappa' = 1 - kappa, pi, e, or nothing.

        >>> Names({"b1": sp.Symbol("b1")}).find("b_1")
        b1
        """
        found = self._by_key.get(_key(written), [])
        if written in found or len(found) == 1:
            return sp.sympify(self._declared[written if written in found else found[0]])
        if written == "kappaprime" and self.declares("kappa"):
            return 1 - sp.sympify(self.find("kappa"))
        return _CONSTANTS.get(written) if not found else None

    def unknown(self, written: str) -> str:
        """The message for a name that is not found."""
        found = self._by_key.get(_key(written), [])
        if found:
            return f"{written} could be any of {', '.join(found)}: rename one of them"
        return unknown_name(written, list(self._declared))


class NameReader(Cursor):
    """The part of the grammar that reads names; exponents are read by the rest of it."""

    def __init__(self, text: str, tokens: list[Token], symbols: Symbols) -> None:
        super().__init__(text, tokens)
        self.names = Names(symbols)

    def script(self) -> Term:
        """What stands above."""
        raise NotImplementedError

    def name(self) -> Term:
        """A name with its subscripts and primes, in any order with one exponent."""
        token = self.take()
        written, primes, exponent, raised_at = token.text, 0, None, token
        subscripts: list[str] = []
        while True:
            here = self.now
            if self.accept("'"):
                primes += 1
            elif self.accept("_"):
                subscripts.append(self.subscript())
            elif self.sees("^") and exponent is None:
                if self.superscript_is_prime():
                    primes += 1
                else:
                    self.take()
                    exponent, raised_at = self.script(), here
            else:
                break
        if self.sees("^"):
            self.fail("a second exponent: use parentheses")
        if len(subscripts) > 1:
            self.fail("a second subscript: use one, in braces", token)
        adjacent = self.now.kind == "digit" and self.now.position == token.end
        if not subscripts and adjacent and self.names.declares(written + self.now.text):
            self.fail(f"ambiguous: write {written}_{self.now.text} or {written} \\cdot ...")
        value = self.look_up("".join([written, *subscripts]) + "prime" * primes, token)
        if exponent is None:
            return value
        return self.build(raised_at, construct.power, value, exponent)

    def superscript_is_prime(self) -> bool:
        """Skip ^{\\prime} or ^\\prime if that is what comes next."""
        following = [t.text for t in self.tokens[self.index + 1 : self.index + 4]]
        length = 2 if following[:1] == ["'"] else 4 if following == ["{", "'", "}"] else 0
        for _ in range(length):
            self.take()
        return length > 0

    def subscript(self) -> str:
        """The letters and digits below."""
        token = self.take()
        if token.kind in ("digit", "letter", "word", "text"):
            return token.text
        if token.text != "{":
            self.fail("expected a subscript", token)
        parts = []
        while not self.accept("}"):
            part = self.take()
            if part.kind not in ("digit", "letter", "word", "text") and part.text != ",":
                self.fail("expected letters and digits in a subscript", part)
            parts.append(part.text if part.text != "," else "")
        return "".join(parts)

    def look_up(self, written: str, token: Token) -> Term:
        found = self.names.find(written)
        if found is None:
            self.fail(self.names.unknown(written), token)
        return Term.of(found)
