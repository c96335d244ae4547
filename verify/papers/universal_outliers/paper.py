"""The document: its bibliographic data, where it was read, the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.free_probability import noisy_inverse, outliers
from glassproof.derivations.probability import finite_populations
from glassproof.verify.claims.limits import Cited, Limits
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="universal_outliers",
    title="Universal characteristics of deep neural network loss surfaces from random matrix "
    "theory",
    authors="N. P. Baskerville, J. P. Keating, F. Mezzadri, J. Najnudel, D. Granziol",
    citation="J. Phys. A 55 (2022), arXiv:2205.08601",
    sections={
        "outliers": "Outliers of the Hessian of a batch",
        "local-law": "Preconditioned gradient descent",
        "hessian": "Local statistics of the Hessian's eigenvalues",
    },
    at_hand="the abstract, a third party's summary of the text, and results as later literature "
    "cites them; the text itself was not",
)
ORDER = 4
"""To which power of s the expansion is printed; the derivation goes to any."""

SYMBOLS: dict[str, sp.Expr] = {
    str(symbol): symbol
    for symbol in (
        outliers.s, outliers.theta, outliers.t_1, outliers.t_2, outliers.w, outliers.r,
        *(outliers.k(n) for n in range(1, ORDER + 1)),
        finite_populations.n, finite_populations.b, noisy_inverse.lam, noisy_inverse.c,
    )
}  # fmt: skip
"""What a formula about this document may mention."""

CONVENTIONS = (
    (
        "The Hessian of a batch is a random matrix plus a deterministic one, which has a bulk and "
        "spikes; of size $N$",
        r"H = s X + A, \qquad \theta \text{ a spike of } A",
    ),
    (
        "$X$ is symmetric and large, with delocalised eigenvectors; where it is semicircular its "
        "edges are $-2$ and 2 (variance one). Its free cumulants are $k_1$, $k_2$, ..",
        r"R_{sX}(g) = s k_1 + s^2 k_2 g + s^3 k_3 g^2 + \ldots",
    ),
    (
        "The transform of the bulk of $A$; formulas are written for two atoms, of weights $w$ and "
        "$1 - w$",
        r"G_A(z) = \int \frac{d\mu_A(t)}{z - t}",
    ),
    (
        "The subordination function $omega$ of $A$, for $z$ outside the spectrum",
        r"G_H(z) = G_A(\omega(z)), \qquad z = \omega + R_{sX}(G_A(\omega))",
    ),
)

ACCESSED = "2026-11-25"
SUMMARY = "sciencestack.ai/paper/2205.08601, a summary"


def _source(
    place: str, read: str, kind: ReadFrom, document: str, as_read: str, also: str
) -> Source:
    return Source(REFERENCE, place, read, kind, document, "", place, as_read, ACCESSED, also)


def cited(place: str, as_read: str = "", *, also: str = "") -> Source:
    """A result as later literature states it, in LaTeX."""
    words, document = "as later literature cites it", "later literature"
    return _source(place, words, ReadFrom.CITED, document, as_read, also)


def summarised(place: str, as_read: str = "", *, also: str = "") -> Source:
    """A statement of the summary, as weak as one that is cited."""
    return _source(place, "as summarised", ReadFrom.CITED, SUMMARY, as_read, also)


def prose(place: str, as_read: str = "", *, also: str = "") -> Source:
    """A sentence of the abstract, of which a precise proposition is judged."""
    words = "a sentence, made precise by the reviewer"
    return _source(place, words, ReadFrom.PROSE, "abstract and summary", as_read, also)


def reading(place: str, document: str, as_read: str = "", *, also: str = "") -> Source:
    """Another reading of what is judged as a claim: counted apart, and no error of the paper."""
    words = "a sentence, read otherwise than in the claim"
    return _source(place, words, ReadFrom.READING, document, as_read, also)


LIMITS = Limits(
    cited=(
        Cited(
            "asymptotic freeness of $A$ and of matrices with delocalised eigenvectors (Voiculescu; "
            "Pastur for Wigner matrices)",
            "outliers.position and all that uses the subordination function",
            "@article{Voiculescu1991, author={D. Voiculescu}, title={Limit laws for random "
            "matrices and free products}, journal={Invent. Math.}, volume={104}, year={1991}, "
            "pages={201--220}}",
        ),
        Cited(
            "outliers of deformed matrices lie where the subordination function meets the spikes",
            "outliers.position.bulk and outliers.position.covariance",
            "@article{BBCF2017, author={S. T. Belinschi and H. Bercovici and M. Capitaine and M. "
            "F{\\'e}vrier}, title={Outliers in the spectrum of large deformed unitarily "
            "invariant "
            "models}, journal={Ann. Probab.}, volume={45}, year={2017}, pages={3571--3625}}",
        ),
        Cited("second moments of Haar's law on the orthogonal group, and that traces of "
        "resolvents "
              "concentrate", "local-law.precondition"),
    ),
    unexamined=(
        "the paper's proof that quantum unique ergodicity suffices, line by line",
        "whether Hessians of networks satisfy its conditions",
    ),
)  # fmt: skip
