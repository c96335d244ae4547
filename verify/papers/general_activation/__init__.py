"""Loss surfaces of networks with general activation functions (Baskerville and others)."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.general_activation import (
    additions,
    angular,
    bands,
    determinant,
    glass,
    sharp,
    trivial,
)
from glassproof.verify.papers.general_activation.figures import FIGURES
from glassproof.verify.papers.general_activation.paper import (
    CONVENTIONS,
    LIMITS,
    REFERENCE,
    SYMBOLS,
)

CLAIMS = (
    *glass.CLAIMS,
    *additions.CLAIMS,
    *determinant.CLAIMS,
    *sharp.CLAIMS,
    *bands.CLAIMS,
    *trivial.CLAIMS,
    *angular.CLAIMS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, conventions=CONVENTIONS, limits=LIMITS)

__all__ = ["PAPER"]
