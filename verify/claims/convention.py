"""Changes of convention: how published formulas read if something was meant otherwise.

A convention is one choice for a whole paper: the scale of a variance, the radius of a sphere, the
unit of a matrix, a sign, the base of a logarithm. So a change of it moves many formulas at once,
each by what it is: a variance by a factor, a standard deviation by its root, a rate by a logarithm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from glassproof.verify.claims.claim import Claim


@dataclass(frozen=True)
class Change:
    """One convention meant otherwise than it was read, and what it makes of published formulas.

    In every published formula each symbol of ``substitute`` stands for what it is mapped to; then
    the quantity of a claim is multiplied by ``scale`` to the power that ``weights`` gives for the
    claim's id (absent: 0). Of a claim that publishes a rate, the quantity is what grows like
    exp(N rate), so that weight times log(scale) is added; ``base`` is that of the logarithm in
    which rates are written. ``applies`` limits a substitution to the claims named.

    >>> from glassproof.verify.claims.source import Reference, Source
    >>> from glassproof.derivations.proof.domain import Domain
    >>> s = sp.Symbol("s", positive=True)
    >>> source = Source(Reference("toy", "A toy", "nobody", "unpublished"), "Lemma 1", "the text")
    >>> variance = Claim("lemma1", "Variance", 3 * s, source, Domain({}))
    >>> Change("s is a standard deviation", {s: s**2}).of(variance)
    3*s**2
    >>> Change("unit sqrt 2", scale=sp.Integer(2), weights={"lemma1": sp.Integer(1)}).of(variance)
    6*s
    """

    name: str
    substitute: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    scale: sp.Expr = sp.S.One
    weights: Mapping[str, sp.Expr] = field(default_factory=dict)
    base: sp.Expr = sp.E
    applies: tuple[str, ...] = ()

    def concerns(self, claim: Claim) -> bool:
        """Whether the change makes another formula of the claim's."""
        symbols = sp.sympify(claim.published).free_symbols
        factor, term = self.factor_and_term(claim)
        return bool(self.substitution(claim).keys() & symbols) or factor != 1 or term != 0

    def of(self, claim: Claim, published: sp.Expr | None = None) -> sp.Expr:
        """The claim's ``published`` formula, meant so."""
        formula: sp.Expr = sp.sympify(claim.published if published is None else published)
        factor, term = self.factor_and_term(claim)
        return formula.subs(self.substitution(claim), simultaneous=True) * factor + term

    def substitution(self, claim: Claim) -> dict[sp.Symbol, sp.Expr]:
        """What symbols of the claim's formula stand for."""
        return dict(self.substitute) if not self.applies or claim.id in self.applies else {}

    def factor_and_term(self, claim: Claim) -> tuple[sp.Expr, sp.Expr]:
        """What the formula is multiplied by, and what is then added."""
        weight = self.weights.get(claim.id, sp.Integer(0))
        if claim.exponent is None:
            return self.scale**weight, sp.Integer(0)
        return sp.log(self.base), weight * sp.log(self.scale)


@dataclass(frozen=True)
class Choice:
    """Something that can be meant in one way only: its ``changes`` exclude one another."""

    name: str
    changes: tuple[Change, ...]
