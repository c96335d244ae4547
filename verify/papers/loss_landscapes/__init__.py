"""Loss landscapes: Liao and others; Li, Li and Zhan; Li and others, asymmetric valleys."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.loss_landscapes import (
    activations,
    glass_walks,
    rays,
    signs,
    softmax,
    spins,
    symmetries,
    trained_flatness,
    trained_fusion,
    trained_setting,
    trained_symmetries,
    trained_valleys,
)
from glassproof.verify.papers.loss_landscapes.figures import FIGURES
from glassproof.verify.papers.loss_landscapes.paper import CONVENTIONS, LIMITS, REFERENCE, SYMBOLS

CLAIMS = (
    *symmetries.CLAIMS,
    *spins.CLAIMS,
    *glass_walks.CLAIMS,
    *signs.CLAIMS,
    *rays.CLAIMS,
    *activations.CLAIMS,
    *softmax.CLAIMS,
    *trained_symmetries.CLAIMS,
    *trained_flatness.CLAIMS,
    *trained_valleys.CLAIMS,
    *trained_setting.CLAIMS,
    *trained_fusion.CLAIMS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, conventions=CONVENTIONS, limits=LIMITS)

__all__ = ["PAPER"]
