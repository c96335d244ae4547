"""The document: its bibliographic data, its two printed sources, the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.concentration import layers, tails
from glassproof.derivations.ensembles import capped_walk
from glassproof.derivations.free_probability import gram_symbols
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="gram_concentrated",
    title="Random Matrix Theory Proves that Deep Learning Representations of GAN-data Behave as "
    "Gaussian Mixtures",
    authors="M. E. A. Seddik, C. Louart, M. Tamaazousti, R. Couillet",
    citation="ICML 2020, arXiv:2001.08370",
    sections={
        "concentration": "Concentrated vectors",
        "lipschitz": "Networks as Lipschitz maps",
        "sn": "Spectral normalisation",
        "gram": "The Gram matrix and its resolvent",
        "theorem": "The deterministic equivalent",
        "universality": "Universality",
        "fid": "Distance of two Gaussians",
        "gan": "Images of generative networks",
    },
    at_hand="the slides of the talk, in text, and the text submitted to ICLR 2020; the "
    "article as "
    "printed at ICML was not",
)

omega = sp.Symbol("omega", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
"""mu_l^T R mu_l, and the number of columns."""

CONVENTIONS = (
    (
        "$X$ has $p$ rows and $n$ independent columns, $n_l$ of class $l$, with means $mu_l$ and "
        "second moments that are not centred",
        r"C_l = \mathbb{E} \, x x^T, \qquad G = \frac{1}{p} X^T X",
    ),
    (
        "The resolvent of $G$ is called $R(z)$ here and in the submission, $Q(z)$ on the slides; "
        "$p × p$ is its companion",
        r"R(z) = (G + z I_n)^{-1}, \qquad Q(z) = \left( \frac{X X^T}{p} + z I_p \right)^{-1}",
    ),
    (
        "Where matrices must become numbers there are two classes with multiples of the identity",
        r"C_1 = a_1 I_p, \qquad C_2 = a_2 I_p",
    ),
)

SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (
        *gram_symbols.GRAM_DOMAIN.ranges, omega, n, tails.C, tails.c, tails.q, tails.t,
        layers.m, layers.s, layers.r, layers.a, capped_walk.eta,
    )
}  # fmt: skip
"""What a formula about this document may mention."""

ACCESSED = "2026-11-25"
SUBMISSION = "the submitted text, ICLR 2020 (anonymous, same title)"


def slides(slide: str, as_read: str = "", *, also: str = "") -> Source:
    """What a slide of the talk prints, in LaTeX."""
    return Source(
        REFERENCE,
        f"slide {slide}",
        "the slides of the talk",
        ReadFrom.TYPESET,
        "slides of the talk at ICML 2020",
        "dated 2020-06-08",
        f"slide {slide}",
        as_read,
        ACCESSED,
        also,
    )


def submission(place: str, as_read: str = "", *, also: str = "") -> Source:
    """What the submitted text prints, in LaTeX."""
    return Source(
        REFERENCE,
        place,
        "the submitted text",
        ReadFrom.TYPESET,
        SUBMISSION,
        "",
        place,
        as_read,
        ACCESSED,
        also,
    )


def prose(place: str, as_read: str = "") -> Source:
    """A sentence of either source, of which the claim states the precise proposition."""
    return Source(
        REFERENCE,
        place,
        "a sentence, made precise by the reviewer",
        ReadFrom.PROSE,
        "slides and submitted text",
        "",
        place,
        as_read,
        ACCESSED,
    )
