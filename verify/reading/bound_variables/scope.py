"""Which name means what, inside the sums, integrals and limits around a place in a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.vocabulary.functions import RESERVED
from glassproof.verify.reading.vocabulary.random_variables import RandomVariable


@dataclass(frozen=True)
class Scope(Mapping[str, sp.Expr]):
    """The names that can be used at a place: declared ones, and those that a sum or integral binds.

    ``bound`` are the names of the sums, integrals and limits around the place, ``hidden`` the
    abbreviations that cannot be used there, each with the reason, ``random`` the random variables
    that an expectation around averages over.

    >>> scope = Scope({"n": sp.Symbol("n", integer=True, positive=True)})
    >>> k, inside, notice = scope.binding("k", integer=True)
    >>> inside["k"], inside["n"], sorted(inside.bound), notice
    (k, n, ['k'], None)
    """

    names: Mapping[str, sp.Expr]
    bound: frozenset[str] = frozenset()
    hidden: Mapping[str, str] = field(default_factory=dict)
    random: Mapping[str, RandomVariable] = field(default_factory=dict)

    def __getitem__(self, name: str) -> sp.Expr:
        return self.names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def term(self, name: str) -> Term:
        """What a name stands for, as a part of a formula."""
        return Term.of(self[name])

    def binding(self, name: str, *, integer: bool) -> tuple[sp.Symbol, Scope, str | None]:
        """The symbol of a variable that is bound here, the names inside, and what must be told.

        A declared name is shadowed, which is told; its inner symbol ends in "_" so that no value
        of the declared one is ever put in its place. Abbreviations made of it cannot be used
        inside. :class:`LimitError` if a sum or integral around binds the name already.

        >>> scope = Scope({"k": sp.Symbol("k", integer=True)})
        >>> k, inside, notice = scope.binding("k", integer=True)
        >>> k, notice
        (k_, 'k is bound inside the sum, integral or limit, where it is not the declared k')
        """
        self._require_bindable(name)
        notice = None
        if name in self.names:
            notice = (
                f"{name} is bound inside the sum, integral or limit, where it is not the "
                f"declared {name}"
            )
        symbol = self.fresh(name, integer=integer)
        declared = self.names.get(name)
        hidden = {
            key: f"{key} stands for {value}, and {name} is bound here: bind another name"
            for key, value in self.names.items()
            if key != name and declared is not None and declared in value.free_symbols
        }
        kept = {key: value for key, value in self.names.items() if key not in hidden}
        inner = replace(self, names=kept, hidden={**self.hidden, **hidden})
        return symbol, inner.with_value(name, symbol), notice

    def standing_for(self, name: str, value: sp.Expr) -> Scope:
        """The scope in which a name, bound here, stands for a formula in a variable of its own."""
        self._require_bindable(name)
        if name in self.names:
            raise LimitError(f"{name} is declared: choose another name for the bound variable")
        return self.with_value(name, value)

    def _require_bindable(self, name: str) -> None:
        if name in self.bound:
            raise LimitError(f"{name} is bound already by what stands around: choose another name")
        if name in RESERVED:
            raise LimitError(f"{name} cannot be bound: it has a meaning")

    def fresh(self, name: str, *, integer: bool = False) -> sp.Symbol:
        """An integer or real symbol that nothing here is made of, called ``name`` if it can be."""
        taken = {symbol.name for value in self.names.values() for symbol in value.free_symbols}
        while name in self.names or name in taken:
            name += "_"
        return sp.Symbol(name, integer=True) if integer else sp.Symbol(name, real=True)

    def with_random(self, name: str, variable: RandomVariable) -> Scope:
        """The scope with another random variable."""
        return replace(self, names={**self.names, name: variable})

    def with_value(self, name: str, value: sp.Expr) -> Scope:
        """The scope inside of which a bound ``name`` stands for ``value``."""
        return replace(self, names={**self.names, name: value}, bound=self.bound | {name})
