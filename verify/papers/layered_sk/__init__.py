"""Networks as layered spin glasses (Barney, Winer, Galitski), before training."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.layered_sk import (
    breaking,
    free_energy,
    hamiltonian,
    networks,
    spectrum,
    tap,
    temperature,
)
from glassproof.verify.papers.layered_sk.figures import FIGURES
from glassproof.verify.papers.layered_sk.paper import CONVENTIONS, LIMITS, REFERENCE, SYMBOLS

CLAIMS = (
    *hamiltonian.CLAIMS,
    *temperature.CLAIMS,
    *breaking.CLAIMS,
    *free_energy.CLAIMS,
    *tap.CLAIMS,
    *spectrum.CLAIMS,
    *networks.CLAIMS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, conventions=CONVENTIONS, limits=LIMITS)

__all__ = ["PAPER"]
