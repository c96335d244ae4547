"""The document: its bibliographic data, where it was read, the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.layered_spins import chain, model, second_moment
from glassproof.verify.claims.limits import Cited, Limits
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="layered_sk",
    title="Neural Networks as Spin Models: From Glass to Hidden Order Through Training",
    authors="R. Barney, M. Winer, V. Galitski",
    citation="arXiv:2408.06421 (2024)",
    sections={"sk": "The layered Sherrington-Kirkpatrick glass"},
    at_hand="the abstract, and a third party's summary of the text; the typeset formulas of the "
    "paper were not",
)
SUMMARY = "sciencestack.ai/paper/2408.06421"

SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (*model.THREE_LAYERS.ranges, chain.C, chain.L, chain.n, second_moment.T)
}
"""What a formula about this document may mention."""

CONVENTIONS = (
    (
        "Layers of $N_l$ Ising spins; the weights $W^l$ between layers $l$ and $l + 1$ are "
        "independent, of mean 0 and variance $v_l$; $k_B = 1$, $beta = 1/T$",
        r"H(s) = - \sum_l s^{(l+1)T} W^l s^{(l)} = - \tfrac12 s^T J s",
    ),
    (
        "$K$ and the symmetric $M$ have one spectrum; $D_l$ is the variance of the field on a spin",
        r"K_{lm} = N_m v_{lm}, \quad M_{lm} = \sqrt{N_l N_m} v_{lm}, \quad D_l = \sum_m K_{lm}",
    ),
    (
        "Of equal layers $C$ is width times variance",
        r"C = N v",
    ),
    (
        "Overlaps of two configurations, by layer and of all spins",
        r"q_l = \frac{1}{N_l} \sum_i s_i^{(l)} t_i^{(l)}, \qquad "
        r"q = \frac{1}{N} \sum_l N_l q_l",
    ),
)

ACCESSED = "2026-11-25"


def summary(place: str, as_read: str = "", *, also: str = "") -> Source:
    """What a third party's summary prints, in LaTeX."""
    words = "as a third party summarises the text"
    return Source(
        REFERENCE, place, words, ReadFrom.CITED, SUMMARY, "", place, as_read, ACCESSED, also
    )


def abstract(sentence: str, as_read: str = "", *, also: str = "") -> Source:
    """A sentence of the abstract, of which a precise proposition of the reviewer is judged."""
    words = "a sentence, made precise by the reviewer"
    return Source(
        REFERENCE,
        "abstract",
        words,
        ReadFrom.PROSE,
        "abstract",
        "",
        sentence,
        as_read,
        ACCESSED,
        also,
    )


LIMITS = Limits(
    cited=(
        Cited(
            "the largest eigenvalue of wide random matrices as an infimum, and its convergence",
            "sk.tap and sk.spectrum",
            "@article{Lehner1999, author={F. Lehner}, title={Computing norms of free operators "
            "with matrix coefficients}, journal={Amer. J. Math.}, volume={121}, "
            "pages={453--486}, "
            "year={1999}}",
        ),
        Cited(
            "above the transition $log(Z/E Z)$ becomes Gaussian of the variance that the second "
            "moment gives",
            "sk.free-energy",
            "@article{AizenmanLebowitzRuelle1987, author={M. Aizenman and J. L. Lebowitz and D. "
            "Ruelle}, title={Some rigorous results on the Sherrington-Kirkpatrick spin glass "
            "model}, journal={Comm. Math. Phys.}, volume={112}, pages={3--20}, year={1987}}",
        ),
        Cited(
            "that the replicon condition of de Almeida and Thouless decides stability among all "
            "replica-symmetric solutions, and that beyond the paramagnet there is a glass",
            "sk.temperature and sk.breaking",
        ),
        Cited(
            "finite-size scaling: at $T_c$ overlaps fall as $N^(-1/3)$", "sk.temperature, sampled"
        ),
    ),
    unexamined=(
        "training, and all that follows from it: sk.training waits for trained networks",
        "what the paper's own text says beyond its abstract and the summary",
    ),
)
