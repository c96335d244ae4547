"""What the paper says: one module for each of its lemmas and sections."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.gan_spin_glass import (
    experiments,
    lemma2,
    lemma3,
    section4,
    section5,
    section6,
)
from glassproof.verify.papers.gan_spin_glass.conventions import CHOICES
from glassproof.verify.papers.gan_spin_glass.explorers import EXPLORERS
from glassproof.verify.papers.gan_spin_glass.figures import FIGURES
from glassproof.verify.papers.gan_spin_glass.limits import LIMITS
from glassproof.verify.papers.gan_spin_glass.paper import CONVENTIONS, REFERENCE, SYMBOLS

CLAIMS = (
    *lemma2.CLAIMS,
    *lemma3.CLAIMS,
    *section4.CLAIMS,
    *section5.CLAIMS,
    *section6.CLAIMS,
    *experiments.CLAIMS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, CONVENTIONS, EXPLORERS, CHOICES, LIMITS)

__all__ = ["PAPER"]
