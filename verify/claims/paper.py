"""A paper under review: which document it is, what its formulas may mention, what it claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.convention import Choice
from glassproof.verify.claims.exhibits.display import paper_html
from glassproof.verify.claims.exhibits.explorer import Explorer
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.limits import NO_LIMITS, Limits
from glassproof.verify.claims.source import Reference


@dataclass(frozen=True)
class Paper:
    """A document under review, as data.

    ``symbols`` are the names, with what they stand for, that a formula about the paper may
    mention; ``claims`` are in the paper's order. ``conventions`` are pairs of a sentence and a
    LaTeX formula, printed before the claims; ``explorers`` compute what a reader may want to see
    of the paper's subject at parameters of his own. ``choices`` are the conventions that the paper
    may have meant otherwise than they were read; ``limits`` say what the review cites without
    proof and what it leaves out; ``expected`` are verdicts that somebody has reviewed and accepted,
    by the claims' ids: they decide nothing, and what comes out otherwise is told.

    >>> paper = Paper(Reference("toy", "A toy", "nobody", "unpublished"), {"x": sp.Symbol("x")})
    >>> paper.name, paper.claims
    ('toy', ())
    """

    reference: Reference
    symbols: Mapping[str, sp.Expr] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    conventions: tuple[tuple[str, str], ...] = ()
    explorers: tuple[Explorer, ...] = ()
    choices: tuple[Choice, ...] = ()
    limits: Limits = NO_LIMITS
    expected: Mapping[str, str] = field(default_factory=dict)

    _repr_html_ = paper_html

    @property
    def name(self) -> str:
        """The name by which the paper is asked for."""
        return self.reference.name
