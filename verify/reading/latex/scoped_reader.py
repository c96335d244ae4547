"""The part of the grammar that knows which names are bound at a place, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import sympy as sp

from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.latex.names import Names
from glassproof.verify.reading.latex.reader import Reader
from glassproof.verify.reading.sympy_syntax import Symbols
from glassproof.verify.reading.tokens import Token


class ScopedReader(Reader):
    """A cursor with the names that can be used where it stands."""

    def __init__(
        self, text: str, tokens: list[Token], symbols: Symbols, notices: list[str]
    ) -> None:
        super().__init__(text, tokens)
        self.notices = notices
        self.scope = Scope(symbols)
        self.names = Names(self.scope, notices)
        self.accents = self.names.accents
        self.free: dict[str, Token] = {}  # names that are used where nothing binds them
        self.factors_of_one: dict[int, int] = {}  # differentials among the factors of an integrand
        self.closed: set[str] = set()  # names that sums and integrals have bound

    @contextmanager
    def binding(
        self, variables: Sequence[tuple[str, Token]], *, integer: bool
    ) -> Iterator[list[sp.Symbol]]:
        """The symbols of variables that are bound in the block; refused if used outside of it."""
        with self._inside([name for name, _ in variables]):
            symbols = []
            for name, token in variables:
                self.require_not_free(name, token)
                made = self.attempt(token, partial(self.scope.binding, integer=integer), name)
                symbol, self.scope, notice = made
                self.notices += [notice] if notice else []
                symbols.append(symbol)
            self.rename()
            yield symbols

    @contextmanager
    def standing_for(self, name: str, token: Token, value: sp.Expr) -> Iterator[None]:
        """A bound name stands for a formula in the block; refused if used outside of it."""
        with self._inside([name]):
            self.require_not_free(name, token)
            self.scope = self.attempt(token, self.scope.standing_for, name, value)
            self.rename()
            yield

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        """In the block the names mean what another scope says."""
        with self._inside([]):
            self.scope = scope
            self.rename()
            yield

    @contextmanager
    def _inside(self, bound: list[str]) -> Iterator[None]:
        outer, names, accents = self.scope, self.names, dict(self.accents)
        yield
        self.scope, self.names = outer, names
        self.closed |= set(bound)
        self.accents.clear()
        self.accents.update(accents)

    def require_not_free(self, name: str, token: Token) -> None:
        """Refuse a variable that is used where nothing binds it."""
        if name in self.free:
            self.fail(f"{name} is bound here and free elsewhere: rename one of them", token)

    def rename(self) -> None:
        """Look names up in the scope as it is now."""
        self.names = Names(self.scope, self.notices, self.accents)
