"""The paper under review: its bibliographic data, places, and the symbols of its formulas."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.block_matrix import symbols
from glassproof.derivations.gan_glass import model
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="gan_spin_glass",
    title="A Spin Glass Model for the Loss Surfaces of Generative Adversarial Networks",
    authors="N. P. Baskerville, J. P. Keating, F. Mezzadri, J. Najnudel",
    citation="J. Stat. Phys. 186 (2022), arXiv:2101.02524",
    sections={
        "lemma2": "Section 3. Kac-Rice formulae for complexity",
        "lemma3": "Section 3. Kac-Rice formulae for complexity",
        "section4": "Section 4. Limiting spectral density of the Hessian",
        "figure1": "Section 4. Limiting spectral density of the Hessian",
        "section5": "Section 5. The asymptotic complexity",
        "lemma4": "Section 5. The asymptotic complexity",
        "lemma5": "Section 5. The asymptotic complexity",
        "section6": "Section 6. Implications",
        "experiment": "Section 6. Implications: trained networks",
    },
    at_hand="the running text, without its formulas, and the authors' public code; the paper's "
    "typeset formulas were not",
)

CONVENTIONS = (
    (
        "Weights are unit vectors $w_D$ and $w_G$ in dimensions $N_D = kappa N$ and $N_G$; with "
        "all tensor entries independent standard normals, the two glasses have covariances",
        r"\operatorname{cov}(\ell_D, \ell_D') = (w_D \cdot w_D')^p, \qquad "
        r"\operatorname{cov}(\ell_G, \ell_G') = (w_D \cdot w_D' + w_G \cdot w_G')^{p+q}",
    ),
    (
        "The losses of discriminator and generator, with $m = p + q$ throughout, are",
        r"L_D = \ell_D - \sigma_z \ell_G, \qquad L_G = \sigma_z \ell_G",
    ),
    (
        "A critical point has vanishing covariant gradients of $L_D$ over $w_D$ and of $L_G$ over "
        "$w_G$; it is counted if its losses satisfy",
        r"L_D \leq \sqrt{N} u_D, \qquad L_G \leq \sqrt{N} u_G",
    ),
    (
        "Matrices $M$ (size $N$) and $M1$ (size $kappa N$) of the Gaussian orthogonal ensemble "
        "have variance $1/(2n)$ off the diagonal and $1/n$ on it, $n$ being the size. After "
        "division by $sqrt(2N)$ and a change of sign of the upper block rows, the Hessian is",
        r"H = b M + b_1 (M_1 \oplus 0) - x I - x_1 (I \oplus 0)",
    ),
)

SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (
        model.p, model.q, model.sigma_z, symbols.kappa, symbols.b, symbols.b1, symbols.x,
        symbols.x1, model.u_D, model.u_G, model.k_D, model.k_G, symbols.z, symbols.t, symbols.N,
    )
} | {"m": model.m, "kappa_prime": symbols.kappa_prime}  # fmt: skip
"""What a formula about this paper may mention."""


REPOSITORY = "github.com/npbaskerville/loss-surfaces-of-gans"
COMMIT = "commit 337d3f3 of 2020-12-08"
"""The folder rmt/ has not changed since; the repository's head is 552844f of 2021-11-24."""

RUNNING_TEXT = "the article's running text, without its formulas"
EDITION = "as indexed with PubMed 35125517"
ACCESSED = "2026-11-25"


def text(place: str, lines: str, as_read: str = "", *, code_lines: str = "") -> Source:
    """A statement of the paper's prose: the line of the running text, and what it says in LaTeX.

    ``code_lines`` are those of the authors' code that compute the same.
    """
    return Source(
        REFERENCE,
        place,
        "the paper's text and the authors' code" if code_lines else "the paper's text",
        ReadFrom.PROSE,
        RUNNING_TEXT,
        EDITION,
        lines,
        as_read,
        ACCESSED,
        f"computed in {code_lines} of {REPOSITORY}, {COMMIT}" if code_lines else "",
    )


def code(place: str, lines: str, as_read: str, *, also: str = "") -> Source:
    """A formula that the authors' own public code computes with: its lines, as read in LaTeX."""
    return Source(
        REFERENCE,
        place,
        "the authors' code",
        ReadFrom.CODE,
        REPOSITORY,
        COMMIT,
        lines,
        as_read,
        ACCESSED,
        also,
    )


def withdrawn_remark(place: str, lines: str, as_read: str, *, also: str) -> Source:
    """A comment in the authors' code that they took back: no claim of the paper."""
    source = code(place, lines, as_read, also=also)
    return replace(
        source, read_from="a comment in the authors' code", kind=ReadFrom.COMMENT, withdrawn=True
    )
