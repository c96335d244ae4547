"""What a claims file holds to be right: a formula as given, or what a named function computes."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError


@dataclass(frozen=True)
class AsGiven:
    """A derivation of one step: a formula that the file holds to be right."""

    formula: sp.Expr
    title: str
    domain: Domain

    def __call__(self) -> Derivation:
        step = Step(self.formula, "as given in the claims file")
        return Derivation(self.title, (step,), self.domain)


@dataclass(frozen=True)
class Ready:
    """A derivation that is there already."""

    derivation: Derivation

    def __call__(self) -> Derivation:
        return self.derivation


def computed(named: str, ident: str) -> Derivation:
    """What the function ``package.module:function`` returns; it runs code of that package.

    :class:`DomainError` if it fails, or returns neither a formula nor a derivation of one.
    """
    module, _, function = named.partition(":")
    try:
        found = getattr(importlib.import_module(module), function)()
    except Exception as error:
        raise DomainError(f"{named} failed: {type(error).__name__}: {error}") from None
    if isinstance(found, sp.Expr) and not isinstance(found, sp.MatrixBase):
        found = Derivation(ident, (Step(found, f"computed by {named}"),))
    if not isinstance(found, Derivation) or isinstance(found.result, sp.MatrixBase):
        raise DomainError(f"{named} must return a formula or a Derivation of one")
    return found


def in_the_symbols_of(
    formula: sp.Expr, symbols: dict[str, sp.Expr], domain: Domain
) -> tuple[dict[str, sp.Expr], Domain]:
    """Names and domain with the formula's own symbols in place of declared ones of that name."""
    own = {s.name: s for s in formula.free_symbols}
    exchange = {s: own.get(s.name, s) for s in domain.ranges}
    renamed = {name: value.xreplace(exchange) for name, value in symbols.items()}
    ranges = {exchange[s]: rng for s, rng in domain.ranges.items()}
    return renamed, Domain(ranges, tuple(r.xreplace(exchange) for r in domain.where))
