"""Which name means what, inside the sums, integrals and limits around a place in a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from glassproof.verify.reading.functions import RESERVED
from glassproof.verify.reading.size_limits import LimitError


@dataclass(frozen=True)
class Scope(Mapping[str, sp.Expr]):
    """The names that can be used at a place: declared ones, and those that a sum or integral binds.

    ``bound`` are the names of the sums, integrals and limits around the place.

    >>> scope = Scope({"n": sp.Symbol("n", integer=True, positive=True)})
    >>> k, inside, notice = scope.binding("k", integer=True)
    >>> inside["k"], inside["n"], sorted(inside.bound), notice
    (k, n, ['k'], None)
    """

    names: Mapping[str, sp.Expr]
    bound: frozenset[str] = field(default=frozenset())

    def __getitem__(self, name: str) -> sp.Expr:
        return self.names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

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
        if name in self.bound:
            raise LimitError(f"{name} is bound already by what stands around: choose another name")
        if name in RESERVED:
            raise LimitError(f"{name} cannot be bound: it has a meaning")
        notice, inner = None, name
        if name in self.names:
            notice = (
                f"{name} is bound inside the sum, integral or limit, where it is not the "
                f"declared {name}"
            )
            while inner in self.names:
                inner += "_"
        symbol = sp.Symbol(inner, integer=True) if integer else sp.Symbol(inner, real=True)
        declared = self.names.get(name)
        kept = {
            key: value
            for key, value in self.names.items()
            if declared is None or value == declared or declared not in value.free_symbols
        }
        return symbol, self.with_value(name, symbol, kept), notice

    def with_value(
        self, name: str, value: sp.Expr, kept: Mapping[str, sp.Expr] | None = None
    ) -> Scope:
        """The scope inside of which a bound ``name`` stands for ``value``."""
        names = self.names if kept is None else kept
        return Scope({**names, name: value}, self.bound | {name})
