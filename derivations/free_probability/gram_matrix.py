"""What a Gram matrix, its resolvent and contour integrals of it are, without any limit.

A statement about functions of one symmetric matrix is a statement about a number, its eigenvalue.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.gram_symbols import SCALE
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

m_i, m_j, z_i, z_j = sp.symbols("m_i m_j z_i z_j", real=True)
lam = sp.Symbol("lambda", nonnegative=True)
z, p = sp.symbols("z p", positive=True)
zeta = sp.Symbol("zeta")

_REAL = Range(draw=(-8, 8))
MATRIX_DOMAIN = Domain(
    {
        **dict.fromkeys((m_i, m_j, z_i, z_j), _REAL),
        lam: Range(0, None, closed=True, draw=(0, 8)),
        z: SCALE,
        p: SCALE,
    }
)
"""One coordinate of two columns: means m_i, m_j and centred parts z_i, z_j; one eigenvalue."""


@cache
def decomposition() -> Derivation:
    """One coordinate's share of an entry of X^T X/p, X = M J^T + Z.

    >>> decomposition().result.free_symbols == {m_i, m_j, z_i, z_j, p}
    True
    """
    return Derivation(
        "The Gram matrix of signal and noise",
        (
            Step((m_i + z_i) * (m_j + z_j) / p, "product of two columns' coordinates"),
            Step(
                m_i * m_j / p + z_i * z_j / p + (m_i * z_j + z_i * m_j) / p,
                "multiply out: $J M^T M J^T$, $Z^T Z$, and $J M^T Z$ with its transpose",
            ),
        ),
        MATRIX_DOMAIN,
    )


@cache
def resolvent_eigenvalue() -> Derivation:
    """The eigenvalue 1/(lambda + z) of (G + z I)^(-1) on an eigenvector of G.

    >>> resolvent_eigenvalue().result
    1/(lambda + z)
    """
    return Derivation(
        "Eigenvalues of the resolvent",
        (
            Step(lam + z, "$G + z I$ on an eigenvector of $G$"),
            Step(1 / (lam + z), "its inverse", via=lambda e: 1 / e),
        ),
        MATRIX_DOMAIN,
    )


@cache
def stieltjes() -> Derivation:
    """1/(lambda - z): one eigenvalue's share of the Stieltjes transform, that of (G - z I)^(-1).

    >>> stieltjes().result
    1/(lambda - z)
    """
    return Derivation(
        "The Stieltjes transform",
        (
            *resolvent_eigenvalue().steps,
            Step(1 / (lam - z), "the resolvent at $-z$", via=lambda e: e.subs(z, -z)),
        ),
        MATRIX_DOMAIN,
    )


@cache
def contour_integral(turns: int) -> Derivation:
    """(2 pi i)^(-1) times the integral of (G - zeta)^(-1) on an eigenvector that the contour
    surrounds ``turns`` times, counted counterclockwise: -turns.

    >>> contour_integral(1).result, contour_integral(-1).result
    (-1, 1)
    """
    return Derivation(
        "A contour integral of the resolvent",
        (
            Step(1 / (lam - zeta), "the resolvent on an eigenvector"),
            Step(
                sp.Integer(-1),
                "its residue at $zeta = lambda$",
                via=lambda e: sp.residue(e, zeta, lam),
            ),
            Step(
                sp.Integer(-turns),
                "times the number of turns (theorem of residues)",
                via=lambda e: e * turns,
            ),
        ),
        MATRIX_DOMAIN,
    )
