"""Random matrices and complexity of spin glasses (Auffinger, Ben Arous, Cerny): the pure p-spin."""

from __future__ import annotations

from glassproof.verify.papers.spherical_p_spin.claims import CLAIMS
from glassproof.verify.papers.spherical_p_spin.paper import PAPER, SYMBOLS

__all__ = ["CLAIMS", "PAPER", "SYMBOLS"]
