"""Universal characteristics of loss surfaces from random matrix theory (Baskerville and others)."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.universal_outliers import (
    batches,
    networks,
    positions,
    preconditioner,
    spectrum,
)
from glassproof.verify.papers.universal_outliers.figures import FIGURES
from glassproof.verify.papers.universal_outliers.paper import (
    CONVENTIONS,
    LIMITS,
    REFERENCE,
    SYMBOLS,
)

CLAIMS = (
    *spectrum.CLAIMS,
    *positions.CLAIMS,
    *batches.CLAIMS,
    networks.OUTLIERS,
    *preconditioner.CLAIMS,
    networks.SPACINGS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, conventions=CONVENTIONS, limits=LIMITS)

__all__ = ["PAPER"]
