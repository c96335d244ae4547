"""The paper under review: its bibliographic data, places, and the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from derivations import model
from verify.claim import Paper, Source

PAPER = Paper(
    name="gan_spin_glass",
    title="A Spin Glass Model for the Loss Surfaces of Generative Adversarial Networks",
    authors="N. P. Baskerville, J. P. Keating, F. Mezzadri, J. Najnudel",
    reference="J. Stat. Phys. 186 (2022), arXiv:2101.02524",
)

SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (
        model.p, model.q, model.sigma_z, model.kappa, model.b, model.b1, model.x, model.x1,
        model.u_D, model.u_G, model.k_D, model.k_G, model.z, model.t, model.N,
    )
} | {"m": model.m}  # fmt: skip
"""What a formula about this paper may mention."""


def text(place: str) -> Source:
    """A statement of the paper's prose."""
    return Source(PAPER, place, "the paper's text")


def code(place: str) -> Source:
    """A formula that the authors' own public code computes with."""
    return Source(PAPER, place, "the authors' code (loss-surfaces-of-gans, 2020-12)")


def text_and_code(place: str) -> Source:
    """A statement of the prose that the authors' code computes with as well."""
    return Source(PAPER, place, "the paper's text and the authors' code")
