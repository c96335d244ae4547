"""Random matrices and complexity of spin glasses (Auffinger, Ben Arous, Cerny): the pure p-spin."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.spherical_p_spin.claims import CLAIMS
from glassproof.verify.papers.spherical_p_spin.paper import REFERENCE, SYMBOLS

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS)

__all__ = ["PAPER"]
