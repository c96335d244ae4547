"""What an index costs: extreme eigenvalues of the two diagonal blocks.

Sides. H = bM + b1(M1 (+) 0) - x I - x1(I (+) 0) carries MINUS the Hessian of L_D over w_D in its
upper-left block and PLUS the Hessian of L_G over w_G in its lower-right one, each divided by
sqrt(2N). So D_D D_D L_D has k_D negative eigenvalues exactly if k_D eigenvalues of the unshifted
D block lie above x + x1, and D_G D_G L_G has k_G of them exactly if k_G eigenvalues of the
unshifted G block lie below x.

Index 0 is a condition. Moving a positive fraction of a GOE's eigenvalues costs speed n^2, so a
fixed index needs x + x1 >= E_D, respectively x <= -E_G; there k = 0 is free, and every further
eigenvalue beyond the edge costs one rate function
(:mod:`glassproof.derivations.ensembles.extreme_eigenvalues`) at speed kappa N, resp. kappa' N. The
two diagonal blocks of M are independent, so the costs add. Finitely many eigenvalues move
log abs det H by o(N) only, so the log-potential stays as it is.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    N,
    b,
    b1,
    kappa,
    kappa_prime,
    x,
    x1,
)
from glassproof.derivations.ensembles.extreme_eigenvalues import edge as goe_edge
from glassproof.derivations.ensembles.extreme_eigenvalues import rate
from glassproof.derivations.gan_glass.model import k_D, k_G
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

n_D, n_G = sp.symbols("n_D n_G", positive=True)


def _edge(title: str, variance: sp.Expr, size: sp.Expr, edge: sp.Expr) -> Derivation:
    """The edge of a block whose off-diagonal entries have the given variance: 2 sqrt(size var)."""
    return Derivation(
        title,
        (
            Step(variance, "variance of an entry off the diagonal"),
            Step(
                edge,
                "a GOE of $n$ rows, off-diagonal entries of variance $v$: edge $2 sqrt(n v)$",
                via=lambda v: goe_edge(size, v),
            ),
        ),
        Domain({**SPECTRUM_DOMAIN.ranges, N: Range(1, None, integer=True, draw=(2, 99))}),
    )


@cache
def edge_D() -> Derivation:
    """E_D = sqrt(2(kappa b^2 + b1^2)), the edge of the unshifted upper-left block.

    The block of M has variance 1/(2N) = kappa/(2 n_D), M1 itself has 1/(2 n_D), n_D = kappa N.

    >>> edge_D().result
    sqrt(2*b**2*kappa + 2*b1**2)
    """
    variance = b**2 / (2 * N) + b1**2 / (2 * kappa * N)
    edge = sp.sqrt(2 * (kappa * b**2 + b1**2))
    return _edge("edge of the discriminator's block", variance, kappa * N, edge)


@cache
def edge_G() -> Derivation:
    """E_G = sqrt(2 kappa') b, the edge of the unshifted lower-right block."""
    edge = sp.sqrt(2 * kappa_prime) * b
    return _edge("edge of the generator's block", b**2 / (2 * N), kappa_prime * N, edge)


def _cost(
    title: str, count: sp.Symbol, size: sp.Symbol, share: sp.Expr, one: sp.Expr
) -> Derivation:
    return Derivation(
        title,
        (
            Step(count * size * one, "$k$ eigenvalues of a GOE of size $n$ cost $k n I1$"),
            Step(
                count * share * one,
                "per unit of $N$",
                via=lambda e: e.subs(size, share * N) / N,
            ),
        ),
    )


@cache
def index_weight_D() -> Derivation:
    """k_D kappa I1(x + x1; E_D): the cost in the exponent of k_D negative eigenvalues, w_D.

    Finite for x + x1 >= E_D only; at k_D = 0 it is 0 there and infinite elsewhere.
    """
    one = rate(x + x1, edge_D().result)
    return _cost("cost of the discriminator's index", k_D, n_D, kappa, one)


@cache
def index_weight_G() -> Derivation:
    """k_G kappa' I1(-x; E_G): the cost in the exponent of k_G negative eigenvalues, w_G.

    Finite for x <= -E_G only; at k_G = 0 it is 0 there and infinite elsewhere.
    """
    one = rate(-x, edge_G().result)
    return _cost("cost of the generator's index", k_G, n_G, kappa_prime, one)


def index_domain() -> Domain:
    """Where both index costs are finite: beyond both edges, with k_D, k_G >= 1.

    >>> len(list(index_domain().points(3)))
    3
    """
    scale = Range(0, None, log=True, draw=("1/10", 4))
    count = Range(0, None, integer=True, closed=True, draw=(1, 9))
    ranges = {
        kappa: SPECTRUM_DOMAIN.ranges[kappa],
        b: scale,
        b1: scale,
        x: Range(draw=(-20, 0)),
        x1: Range(draw=(0, 60)),
        k_D: count,
        k_G: count,
    }
    return Domain(ranges, (x + x1 > edge_D().result, -x > edge_G().result))


def index_zero_region() -> tuple[sp.Rel, sp.Rel]:
    """What k_D = 0 and k_G = 0 demand: x + x1 >= E_D and x <= -E_G.

    At the origin, where the exponent without index has its maximum, neither holds: the
    point x = x1 = 0 lies inside both blocks' spectra, a fraction 1/2 of each Hessian block's
    eigenvalues is negative, and the count of index 0 is exponentially smaller.

    >>> index_zero_region()[1].lhs
    x
    """
    return sp.Ge(x + x1, edge_D().result), sp.Le(x, -edge_G().result)
