"""The document: its bibliographic data, where it was read, the symbols of its formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.p_spin import beyond_the_edge, exact_count, fixed_field, trivialisation
from glassproof.derivations.p_spin.model import E_inf, k, p, u
from glassproof.verify.claims.limits import Cited, Limits
from glassproof.verify.claims.source import ReadFrom, Reference, Source

REFERENCE = Reference(
    name="general_activation",
    title="The Loss Surfaces of Neural Networks with General Activation Functions",
    authors="N. P. Baskerville, J. P. Keating, F. Mezzadri, J. Najnudel",
    citation="J. Stat. Mech. (2021), arXiv:2004.03959",
    sections={
        "abc": "The glass without addition",
        "ga": "The glass with lower-degree additions",
    },
    at_hand="the abstract, a summary, the authors' code, and results as later literature cites "
    "them; the typeset formulas of the paper were not",
)
ABC = "Auffinger, Ben Arous, Cerny, Comm. Pure Appl. Math. 66 (2013), arXiv:1003.1129"
FYODOROV = "Fyodorov, Markov Proc. Rel. Fields 21 (2015) 483"
CODE = "github.com/npbaskerville/loss-surfaces-general-activation-functions"

l = sp.Symbol("l", integer=True, positive=True)
"""The degree of an addition."""

SYMBOLS: dict[str, sp.Expr] = {
    **{
        str(symbol): symbol
        for symbol in (
            exact_count.N, exact_count.sigma, exact_count.h, exact_count.x, exact_count.m,
            exact_count.rho, beyond_the_edge.v, trivialisation.t, fixed_field.mu, p, u, k, l,
        )
    },
    "E_inf": E_inf,
}  # fmt: skip
"""What a formula about this document may mention."""

CONVENTIONS = (
    (
        "The glass $H$ lives on the sphere of radius $sqrt(N)$ in $R^N$ and has variance $N$; "
        "energies are $N u$",
        r"\mathbb{E} \, H(w) H(w') = N q^p, \qquad q = \frac{w \cdot w'}{N}",
    ),
    (
        "A fixed field $h.w$, $|h| = h$, is of order one; a random one has independent components "
        "of variance $sigma^2$",
        r"\mathbb{E} \, H(w) H(w') = N (q^p + \sigma^2 q)",
    ),
    (
        "$rho(x)$ is the one-point function of a GOE of size $N$ with off-diagonal variance 1/2, "
        "whose edges are near $sqrt(2N)$; $v = -x/sqrt(N)$",
        r"v = - u \sqrt{\frac{p}{2(p-1)}}, \qquad I_1(v) = \int_{\sqrt 2}^v \sqrt{x^2 - 2} \, dx",
    ),
)

ACCESSED = "2026-11-25"


def _source(
    place: str, read: str, kind: ReadFrom, document: str, as_read: str, also: str
) -> Source:
    return Source(REFERENCE, place, read, kind, document, "", place, as_read, ACCESSED, also)


def cited(place: str, document: str, as_read: str = "", *, also: str = "") -> Source:
    """A result as later literature states it, in LaTeX."""
    words = "as later literature cites it"
    return _source(place, words, ReadFrom.CITED, document, as_read, also)


def prose(place: str, as_read: str = "", *, also: str = "") -> Source:
    """A sentence of the abstract or of a summary, of which a precise proposition is judged."""
    words = "a sentence, made precise by the reviewer"
    return _source(place, words, ReadFrom.PROSE, "abstract and summary", as_read, also)


def reading(place: str, also: str) -> Source:
    """Another reading than the charitable one: no claim of the paper."""
    words = "another reading of the sentence"
    return _source(place, words, ReadFrom.READING, "abstract and summary", "", also)


def code(place: str, as_read: str = "", *, also: str = "") -> Source:
    """What a notebook of the authors computes."""
    return _source(place, "code of the authors", ReadFrom.CODE, CODE, as_read, also)


LIMITS = Limits(
    cited=(
        Cited("the Kac-Rice formula", "abc.identity and all that uses it"),
        Cited(
            "the normalisation of the Gaussian orthogonal ensemble (Selberg, Mehta)",
            "abc.identity",
            "@book{Mehta2004, author={M. L. Mehta}, title={Random Matrices}, edition={3}, "
            "publisher={Elsevier}, year={2004}}",
        ),
        Cited(
            "Laplace's method, and that a quadratic form of a resolvent concentrates",
            "abc.sharp, ga.sharp and what it leads to, and ga.trivial",
        ),
        Cited(
            "entries of resolvents have a Cauchy law inside the spectrum (Aizenman and Warzel)",
            "ga.determinant, beside the saddle points",
            "@article{AizenmanWarzel2015, author={M. Aizenman and S. Warzel}, title={On the "
            "ubiquity of the {C}auchy distribution in spectral problems}, journal={Probab. "
            "Theory "
            "Relat. Fields}, volume={163}, year={2015}, pages={61--87}}",
        ),
        Cited(
            "that saddle points on the diagonal manifold, one for each fermion, carry the average",
            "ga.determinant, beside the resolvents and the exact means",
        ),
        Cited(
            "the large deviation principle of the extreme eigenvalues of the Gaussian orthogonal "
            "ensemble",
            "ga.banded",
        ),
    ),
    unexamined=(
        "the paper's supersymmetric calculation line by line: its text was not at hand",
        "critical points that additions of degree two and more have far from a.w = 0, or where a "
        "weight is large",
        "the assumptions by which networks become spin glasses",
    ),
)
