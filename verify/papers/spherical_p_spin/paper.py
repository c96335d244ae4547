"""The paper: its bibliographic data, places, and the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.p_spin.model import E_inf, k, p, u
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="spherical_p_spin",
    title="Random matrices and complexity of spin glasses",
    authors="A. Auffinger, G. Ben Arous, J. Černý",
    citation="Comm. Pure Appl. Math. 66 (2013), arXiv:1003.1129",
    sections={"kac-rice": "The Kac-Rice formula", "complexity": "The complexity"},
    at_hand="the results as later literature cites them; the paper's typeset formulas were not",
)

N = sp.Symbol("N", integer=True, positive=True)
"""The number of spins."""

SYMBOLS: dict[str, sp.Expr] = {"p": p, "u": u, "k": k, "E_inf": E_inf}
"""What a formula about this paper may mention."""


def cited(place: str, as_read: str) -> Source:
    """A result of the paper, as later work cites it, in LaTeX."""
    return Source(
        REFERENCE,
        place,
        "the result as the literature cites it",
        ReadFrom.CITED,
        REFERENCE.citation,
        "as cited; not compared with the printed page",
        "the result is named, no line",
        as_read,
    )
