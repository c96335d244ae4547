"""The law of energy, gradient and Hessian at a point, from the kernel r^p.

Given the energy L the covariant Hessian is sqrt(p(p-1)) W - p L I, W a GOE matrix with off-diagonal
variance one, independent of L and of the gradient.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.ensembles.extreme_eigenvalues import edge
from glassproof.derivations.gaussian_fields.differentiation import law
from glassproof.derivations.gaussian_fields.spheres import Direction
from glassproof.derivations.p_spin.model import P_DOMAIN, P_SPIN, E_inf, L, p, sphere
from glassproof.derivations.proof.derivation import Derivation, Step

_FIRST, _SECOND = sphere.tangent(1), sphere.tangent(2)


def _law(
    title: str,
    one: tuple[Direction, ...],
    other: tuple[Direction, ...],
    reason: str,
    *further: Step,
) -> Derivation:
    """The covariance of the energy's derivatives along ``one`` and along ``other``."""
    reasons = (
        "the covariance at overlap $r$",
        "two points near the north pole, in tangent coordinates $s$ and $t$",
        reason,
    )
    frame = (_FIRST, _SECOND)
    return law(
        P_SPIN, title, [(L, one)], *further, against=[(L, other)], frame=frame, reasons=reasons
    )


@cache
def gradient_variance() -> Derivation:
    """The variance p of a component of the covariant gradient.

    >>> gradient_variance().result
    p
    """
    reason = "differentiate once at each point, along the same tangent, at the pole"
    return _law("gradient variance", (_FIRST,), (_FIRST,), reason)


@cache
def hessian_variance() -> Derivation:
    """The variance p (p - 1) of an off-diagonal entry of the covariant Hessian.

    >>> hessian_variance().result
    p*(p - 1)
    """
    along = (_FIRST, _SECOND)
    reason = "differentiate along two tangents at each point, at the pole"
    return _law("Hessian variance", along, along, reason)


@cache
def hessian_shift() -> Derivation:
    """cov(Hessian_11, L) = -p: given L, the Hessian is sqrt(p(p-1)) W - p L I, var L being 1.

    >>> hessian_shift().result
    -p
    """
    reason = "differentiate twice at one point, not at the other, at the pole"
    return _law("Hessian shift", (_FIRST, _FIRST), (), reason)


@cache
def hessian_diagonal_variance() -> Derivation:
    """var(Hessian_11 | L) = 2 p (p - 1), twice the off-diagonal: W is a GOE.

    >>> hessian_diagonal_variance().result
    2*p*(p - 1)
    """
    shift, along = hessian_shift().result, (_FIRST, _FIRST)
    given = Step(2 * p * (p - 1), "condition on $L$, of variance one", via=lambda e: e - shift**2)
    reason = "differentiate twice at each point along one tangent, at the pole"
    return _law("diagonal Hessian variance", along, along, reason, given)


def threshold() -> Derivation:
    """-E_inf: the energy where the shift p u leaves the bulk of sqrt(p(p-1)) W, of radius 2.

    >>> threshold().result
    2*sqrt(p - 1)/sqrt(p)
    """
    steps = (
        Step(
            edge(sp.Integer(1), hessian_variance().result),
            "edge of the Hessian's bulk, over $sqrt(N)$",
        ),
        Step(
            E_inf,
            "the energy whose shift $p |u|$ reaches the edge",
            via=lambda e: e / -hessian_shift().result,
        ),
    )
    return Derivation("threshold energy", steps, P_DOMAIN)
