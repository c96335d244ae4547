"""Derivations that start from the kernels: written in coordinates, differentiated at the poles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.gaussian_fields.fields import (
    Direction,
    Field,
    covariance,
    kernel,
    overlap,
    r,
    s,
)
from glassproof.derivations.gaussian_fields.gaussian_laws import symmetric
from glassproof.derivations.proof.derivation import Derivation, Expression, Step

Jet = tuple[Field, tuple[Direction, ...]]
"""A loss and the directions along which it is differentiated."""


def covariance_matrix(fields: Sequence[Field], dimension: int | None = None) -> sp.ImmutableMatrix:
    """The covariances of ``fields`` at one point (see
    :func:`glassproof.derivations.gaussian_fields.fields.covariance`).

    >>> from glassproof.derivations.gaussian_fields.fields import L_D, ell_D
    >>> covariance_matrix([ell_D, L_D]).row(1)
    Matrix([[1, 2**(p + q)*sigma_z**2 + 1]])
    """
    return symmetric(len(fields), lambda i, j: covariance(fields[i], fields[j], dimension))


def _at_poles(jets: Sequence[Jet]) -> Callable[[Expression], Expression]:
    """The operation that turns kernels in coordinates into covariances of ``jets``."""
    every = {d for _, along in jets for d in along}

    def entry(value: sp.Expr, A: Jet, B: Jet) -> sp.Expr:
        for copy, (_, along) in enumerate((A, B)):
            idle = {d.coordinate(copy): d.base for d in every - set(along)}
            value = value.subs(idle)
        for copy, (_, along) in enumerate((A, B)):
            for direction in along:
                value = sp.diff(value, direction.coordinate(copy), simplify=False)
            value = value.subs({d.coordinate(copy): d.base for d in along})
        return value

    def apply(value: Expression) -> Expression:
        if not isinstance(value, sp.MatrixBase):
            return entry(value, jets[0], jets[0])
        return symmetric(len(jets), lambda i, j: entry(value[i, j], jets[i], jets[j]))

    return apply


def law(title: str, jets: Sequence[Jet], *further: Step) -> Derivation:
    """Derive the covariance matrix of ``jets`` (a scalar for one) from the kernels.

    The kernels in the overlaps, in local coordinates, differentiated at the poles; ``further``
    steps follow. The last of the three is computed by the chain rule through the overlaps and
    checked against differentiation in coordinates.
    """
    every = sorted({d for _, along in jets for d in along})
    here = {r: overlap("D", every), s: overlap("G", every)}
    kernels = sp.ImmutableMatrix([[kernel(A, B) for B, _ in jets] for A, _ in jets])
    values = covariance_matrix([loss.along(*along) for loss, along in jets])

    def scalar(value: sp.ImmutableMatrix) -> Expression:
        return value[0, 0] if len(jets) == 1 else value

    def substitute(value: Expression) -> Expression:
        return value.subs(here, simultaneous=True)

    return Derivation(
        title,
        (
            Step(scalar(kernels), "covariance of the losses, as a function of the overlaps r, s"),
            Step(substitute(scalar(kernels)), "in coordinates at the north poles", via=substitute),
            Step(scalar(values), "differentiate in both copies, at the poles", via=_at_poles(jets)),
            *further,
        ),
        MODEL_DOMAIN,
    )
