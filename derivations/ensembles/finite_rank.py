"""Mean determinants of a matrix of the orthogonal ensemble with a perturbation of finite rank.

b M has the edges +-b sqrt 2, S is a fixed symmetric matrix of rank r with eigenvalues -s_j. Then

    E|det(z - b M - S)| / E|det(z - b M)| -> prod_j |1 + s_j g(z)|,

g the Stieltjes transform of the semicircle, or its boundary value inside it. Two routes.

Supersymmetry: S is a block of vanishing share kappa = r/N of the block matrix, and the action
(:mod:`glassproof.derivations.block_matrix.supersymmetry.action`) takes it up in the pole of r
components. The modulus is det det / (det^(1/2) det^(1/2)) above and below the line: inside the
spectrum fermions sit at both saddle points, bosons at each with half its weight.

Resolvents: beyond the edge the determinant lemma and a quadratic form of the resolvent, which
concentrates. Inside it does not. For rank one let K = M + s e e^T have the eigenvalue x with the
vector v, tau/N = (v.e)^2. Weighing the law of K against that of M leaves exp(-c tau),
c = s^2 - s z + 1/2 in units of sqrt(N), b = 1, beside tau^(-1/2), the density of tau. So the Schur
complement y = 1/((M - x)^(-1))_ee has at -s the density c^(-3/2) F(s), F(s) the ratio above. But y
has a Cauchy law, being the inverse of a resolvent's entry: that decides F.

Reference: M. Aizenman, S. Warzel, On the ubiquity of the Cauchy distribution in spectral problems,
Probab. Theory Relat. Fields 163 (2015) 61-87.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.supersymmetry.action import action, sigma, sigma1
from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, N, b, kappa, x1, z
from glassproof.derivations.ensembles.semicircle import transform
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

g, r, tau = sp.symbols("g r tau", positive=True)
"""The Stieltjes transform; a multiplicity; N times a squared overlap."""
s, shift = sp.symbols("s z", real=True)
"""Strength and shift in units of sqrt(N), inside the spectrum of M, whose edges are +-sqrt 2."""

_STRENGTH = Range(0, None, draw=("1/10", 4))
BEYOND = Domain(
    {**SPECTRUM_DOMAIN.restricted({b}).ranges, g: _STRENGTH, r: _STRENGTH, x1: _STRENGTH,
     kappa: Range(0, 1, draw=("1/9", "8/9")), z: Range(0, None, draw=(5, 9)),
     sigma: Range(0, None, draw=("1/10", 4)),
     N: Range(2, None, integer=True, closed=True, draw=(2, 40))}
)  # fmt: skip
INSIDE = Domain(
    {
        s: Range(None, None, draw=(-3, 3)),
        shift: Range(None, None, draw=("-7/5", "7/5")),
        tau: _STRENGTH,
        N: Range(2, None, integer=True, closed=True, draw=(2, 40)),
    },
    (shift**2 < 2,),
)


@cache
def one_matrix() -> Derivation:
    """The action where there is one matrix, and r components have their pole moved by x1.

    >>> one_matrix().result
    kappa*log(-sigma + x1 + z) + (1 - kappa)*log(-sigma + z) + sigma**2/b**2
    """
    moved = sp.log(z + x1 - sigma)
    return Derivation(
        "Action of one matrix with a fixed block",
        (
            Step(action().result, "the action of the block matrix on its diagonal manifold"),
            Step(
                sigma**2 / b**2 + kappa * moved + (1 - kappa) * sp.log(z - sigma),
                "without the second matrix there is no sigma1",
                via=lambda e: e.subs(sigma1, 0),
            ),
        ),
        BEYOND,
    )


@cache
def share_of_the_perturbation() -> Derivation:
    """log of what r moved poles change at a saddle point.

    >>> share_of_the_perturbation().result
    r*log(g*x1 + 1)
    """
    return Derivation(
        "A block of vanishing share",
        (
            Step(one_matrix().result, "the action"),
            Step(
                r * (sp.log(z + x1 - sigma) - sp.log(z - sigma)),
                "times $N$ at $kappa = r/N$, less the same at $x1 = 0$: free of $N$, so that "
                "saddle points do not move",
                via=lambda e: N * (e - e.subs(x1, 0)).subs(kappa, r / N),
            ),
            Step(
                r * sp.log(1 + x1 * g),
                "$g = 1/(z - sigma)$",
                via=lambda e: e.subs(sigma, z - 1 / g),
            ),
        ),
        BEYOND,
    )  # fmt: skip


@cache
def saddle_points() -> Derivation:
    """Their equation in g: the semicircle's, whose two roots are both saddle points."""
    return Derivation(
        "Saddle points of one matrix",
        (
            Step(one_matrix().result.subs(x1, 0), "the action without perturbation"),
            Step(
                2 * sigma / b**2 - 1 / (z - sigma),
                "its derivative",
                via=lambda e: sp.diff(e, sigma),
            ),
            Step(
                b**2 * g**2 / 2 - z * g + 1,
                "$g = 1/(z - sigma)$, times $-b^2 g/2$",
                via=lambda e: -(b**2) * g * e.subs(sigma, z - 1 / g) / 2,
            ),
            Step(
                sp.Integer(0),
                "at the semicircle's transform beyond the edge $b sqrt 2$",
                via=lambda e: e.subs(g, transform(z, b * sp.sqrt(2))),
            ),
        ),
        Domain(BEYOND.ranges, (z > b * sp.sqrt(2),)),
    )


def boundary_value(sign: int) -> sp.Expr:
    """g(z) inside the spectrum, from above (-1) or from below (+1), b = 1."""
    return shift + sign * sp.I * sp.sqrt(2 - shift**2)


@cache
def by_saddle_points() -> Derivation:
    """The square of the factor for one eigenvalue -s of S, inside the spectrum.

    >>> by_saddle_points().result
    2*s**2 + 2*s*z + 1
    """
    share_of_the_perturbation(), saddle_points()
    above, below = (1 + s * boundary_value(sign) for sign in (-1, 1))
    return Derivation(
        "Factor of a perturbation, by saddle points",
        (
            Step(
                (above * below) ** 2 / (above * below),
                "two fermions, one at each saddle point, and half a boson's weight at each: the "
                "square of $(1 + s g_+)(1 + s g_-) ((1 + s g_+)(1 + s g_-))^(-1/2)$",
            ),
            Step(1 + 2 * s * shift + 2 * s**2, "$|1 + s g|^2$, with the boundary values"),
        ),
        INSIDE,
    )


@cache
def overlap_exponent() -> Derivation:
    """-c tau, from the laws of K = M + s e e^T and of a random direction, (v.e)^2 = tau/N.

    Of M = K - s e e^T, exp(-tr M^2/2) has the weight exp(s K_ee - s^2/2) beside K's; K_ee is
    x (v.e)^2 and, in mean, exp(s^2 (1 - (v.e)^2)^2/2) from the rest of K.
    """
    share = tau / N
    return Derivation(
        "Weight of an eigenvector's overlap",
        (
            Step(
                N * (s * shift * share + s**2 * (1 - share) ** 2 / 2 - s**2 / 2)
                + (N - 3) * sp.log(1 - share) / 2,
                "$exp(-tr M^2/2)$ against $exp(-tr K^2/2)$, and the law of $(v.e)^2$, $s$ and $x$ "
                "in units of $sqrt(N)$",
            ),
            Step(
                -tau * (s**2 - s * shift + sp.Rational(1, 2)),
                "$N$ to infinity",
                via=lambda e: sp.limit(e, N, sp.oo),
            ),
        ),
        Domain({**INSIDE.ranges, tau: Range(0, 1, draw=("1/10", "9/10"))}, (shift**2 < 2,)),
    )  # fmt: skip


@cache
def inverse_transform() -> Derivation:
    """Real part and minus the imaginary part of 1/g below the line.

    >>> inverse_transform().result.T
    Matrix([[z/2, sqrt(2 - z**2)/2]])
    """
    one, other = (1 / boundary_value(sign) for sign in (1, -1))
    return Derivation(
        "Inverse of a resolvent's entry",
        (
            Step(
                sp.Matrix([(one + other) / 2, (other - one) / (2 * sp.I)]),
                "$1/g$ and its conjugate: their half sum, and their half difference over $i$",
            ),
            Step(sp.Matrix([shift / 2, sp.sqrt(2 - shift**2) / 2]), "$g_+ g_- = 2$"),
        ),
        INSIDE,
    )


@cache
def by_resolvents() -> Derivation:
    """The same by the law of a resolvent's entry; K = M + s e e^T moves z to the other side.

    >>> by_resolvents().result
    2*s**2 - 2*s*z + 1
    """
    c = -overlap_exponent().result / tau
    location, width = inverse_transform().result
    cauchy = width / ((s - location) ** 2 + width**2) / sp.pi
    # the integral of tau^(1/2) exp(-c tau) is proportional to c^(-3/2)
    return Derivation(
        "Factor of a perturbation, by resolvents",
        (
            Step(
                width / (c * sp.pi),
                "the Cauchy density of the inverse of a resolvent's entry",
            ),
            Step(cauchy, "for $c$ is $(s - z/2)^2 + (2 - z^2)/4$: location and width of $1/g$"),
            Step(
                width * sp.sqrt(c) / sp.pi,
                "it is proportional to $c^(-3/2) F$: so $F$ is proportional to this",
                via=lambda e: e * c ** sp.Rational(3, 2),
            ),
            Step(
                1 - 2 * s * shift + 2 * s**2,
                "$F^2$, with $F(0) = 1$",
                via=lambda e: (e / e.subs(s, 0)) ** 2,
            ),
        ),
        INSIDE,
    )


@cache
def minor_weight() -> Derivation:
    """F'' is twice the density of y at -s where minors are weights; by overlaps c^(-5/2) F_2.

    F_2, the ratio of mean squares, is F^2 = 2c at leading order (the same saddle points).
    """
    c = s**2 - s * shift + sp.Rational(1, 2)
    return Derivation(
        "Curvature of the factor",
        (
            Step(sp.sqrt(2 * c), "$F$"),
            Step(
                (2 - shift**2) * (2 * c) ** sp.Rational(-3, 2),
                "its second derivative",
                via=lambda e: sp.diff(e, s, 2),
            ),
            Step(
                (2 - shift**2) * 2 * c * (2 * c) ** sp.Rational(-5, 2),
                "a multiple of $c^(-5/2) F_2$, as overlaps say",
            ),
        ),
        INSIDE,
    )
