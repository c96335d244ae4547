"""The joint Gaussian law of losses, radial derivatives, gradients and Hessian blocks at a point.

Each derivation starts from the two covariance kernels, writes them in local coordinates at a pair
of north poles and differentiates. The radial derivatives of ell_G are R_D (along w_D) and R_G
(along w_G). A *free* Hessian is the covariant Hessian with its radial part taken off,
f_ij = H_ij + delta_ij R for the radial derivative R of the same loss along the same sphere.

What comes out, at every dimension of the spheres: gradients are independent of all the rest; free
Hessian entries are independent of losses, radial derivatives, gradients and, but for the symmetry
f_ij = f_ji and the glass that L_D and L_G share, of each other, with diagonal entries of twice the
variance; the losses do not determine the radial derivatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sympy as sp

from glassproof.derivations.gan_glass.model import (
    GLASS,
    L_D,
    L_G,
    MODEL_DOMAIN,
    RADIAL_D,
    RADIAL_G,
    ell_D,
    ell_G,
    m,
    p,
    sigma_z,
    sphere_D,
    sphere_G,
)
from glassproof.derivations.gaussian_fields import differentiation
from glassproof.derivations.gaussian_fields.differentiation import Jet, covariance_matrix
from glassproof.derivations.gaussian_fields.fields import GaussianField
from glassproof.derivations.gaussian_fields.gaussian_laws import (
    ConditionalLaw,
    combined,
    conditional_law,
)
from glassproof.derivations.gaussian_fields.spheres import Direction
from glassproof.derivations.proof.derivation import Derivation, Step

D1, D2 = sphere_D.tangent(1), sphere_D.tangent(2)
G1, G2 = sphere_G.tangent(1), sphere_G.tangent(2)
R_D, R_G = ell_G.along(RADIAL_D), ell_G.along(RADIAL_G)


def law(title: str, jets: Sequence[Jet], *further: Step) -> Derivation:
    """The covariances of ``jets`` of the glass, from its kernels."""
    return differentiation.law(GLASS, title, jets, *further)


@dataclass(frozen=True)
class JointLaw:
    """Centred Gaussian variables by name, and their covariance matrix."""

    fields: dict[str, GaussianField]
    covariance: sp.ImmutableMatrix

    @property
    def labels(self) -> tuple[str, ...]:
        """The names, in the order of the rows."""
        return tuple(self.fields)

    def block(self, rows: Sequence[str], columns: Sequence[str]) -> sp.ImmutableMatrix:
        """The covariances of ``rows`` with ``columns``."""
        index = {label: k for k, label in enumerate(self.fields)}
        return self.covariance.extract([index[a] for a in rows], [index[a] for a in columns])


_BLOCKS = (
    ("L_D", L_D, "D", "D"),
    ("L_D", L_D, "D", "G"),
    ("L_G", L_G, "G", "D"),
    ("L_G", L_G, "G", "G"),
)


def _named_fields(dimension: int) -> dict[str, GaussianField]:
    """Every variable of the joint law on two spheres of ``dimension`` each."""
    indices = range(1, dimension + 1)
    along = {sphere.name: [sphere.tangent(i) for i in indices] for sphere in GLASS.spheres}
    fields = {"L_D": L_D, "L_G": L_G, "ell_D": ell_D, "ell_G": ell_G, "R_D": R_D, "R_G": R_G}
    for loss, field, block in (("L_D", L_D, "D"), ("L_G", L_G, "G")):
        fields |= {f"D_{block}{d.axis} {loss}": field.along(d) for d in along[block]}
    for loss, field, first, second in _BLOCKS:
        fields |= {
            f"D_{first}{d.axis} D_{second}{e.axis} {loss}": field.along(d, e)
            for d in along[first]
            for e in along[second]
            if first != second or d.axis <= e.axis
        }
    return fields


@cache
def joint_law(dimension: int = 2) -> JointLaw:
    """The law of all variables on two spheres with ``dimension`` tangent directions each.

    Rows: L_D, L_G, ell_D, ell_G, R_D, R_G, the gradients D_D L_D and D_G L_G, the covariant
    Hessian blocks D_D D_D L_D (i <= j), D_D D_G L_D, D_G D_D L_G, D_G D_G L_G (i <= j).
    Two directions a sphere suffice for every kind of entry that is not zero: reflecting xi_i and
    xi_i' leaves both overlaps as they are, so an index that occurs an odd number of times gives
    zero, and at most four indices occur.

    >>> joint_law().block(["R_D"], ["R_G", "D_D1 L_D"])
    Matrix([[2**(p + q)*(p + q)*(p + q - 1)/4, 0]])
    """
    fields = _named_fields(dimension)
    values = list(fields.values())
    return JointLaw(fields, covariance_matrix(values, dimension))


@cache
def loss_covariance() -> Derivation:
    """Covariance of (L_D, L_G).

    >>> loss_covariance().result.row(0)
    Matrix([[2**(p + q)*sigma_z**2 + 1, -2**(p + q)*sigma_z**2]])
    """
    return law("covariance of the losses", [(L_D, ()), (L_G, ())])


@cache
def gradient_variance_D() -> Derivation:
    """Variance of a component of the gradient of L_D over w_D: p + sigma_z^2 m 2^(m-1).

    >>> gradient_variance_D().result
    2**(p + q)*sigma_z**2*(p + q)/2 + p
    """
    return law("variance of a component of $D_D L_D$", [(L_D, (D1,))])


@cache
def gradient_variance_G() -> Derivation:
    """Variance of a component of the gradient of L_G over w_G: sigma_z^2 m 2^(m-1)."""
    return law("variance of a component of $D_G L_G$", [(L_G, (G1,))])


@cache
def hessian_offdiagonal_variance_D() -> Derivation:
    """Variance of an entry i != j of D_D D_D L_D: p(p-1) + sigma_z^2 m(m-1) 2^(m-2)."""
    return law("variance of an entry of D_D D_D L_D off the diagonal", [(L_D, (D1, D2))])


@cache
def hessian_offdiagonal_variance_G() -> Derivation:
    """Variance of an entry i != j of D_G D_G L_G: sigma_z^2 m(m-1) 2^(m-2)."""
    return law("variance of an entry of D_G D_G L_G off the diagonal", [(L_G, (G1, G2))])


@cache
def hessian_cross_variance() -> Derivation:
    """Variance of an entry of D_G D_D L_G (and of D_D D_G L_D): sigma_z^2 m(m-1) 2^(m-2)."""
    return law("variance of an entry of D_G D_D L_G", [(L_G, (G1, D1))])


def _diagonal(title: str, loss: GaussianField, first: Direction, second: Direction) -> Derivation:
    radial = first.sphere.radial
    jets = [(loss, (first, first)), (loss, (second, second)), (loss, (radial,))]
    values = covariance_matrix([loss.along(*along) for loss, along in jets])
    free = sp.Matrix([[1, 0, 1], [0, 1, 1], [0, 0, 1]])
    step = combined(free, values, "take the radial part off: f_ii = H_ii + R", by=sigma_z)
    return law(title, jets, step)


@cache
def hessian_diagonal_law_D() -> Derivation:
    """Covariance of (f_11, f_22, R): free diagonal of D_D D_D L_D, radial derivative.

    Diagonal: twice the off-diagonal variance for each f_ii, independent of R.
    """
    return _diagonal("diagonal of D_D D_D L_D", L_D, D1, D2)


@cache
def hessian_diagonal_law_G() -> Derivation:
    """Covariance of (f_11, f_22, R): free diagonal of D_G D_G L_G, radial derivative.

    >>> hessian_diagonal_law_G().result[0, 1:]
    Matrix([[0, 0]])
    """
    return _diagonal("diagonal of D_G D_G L_G", L_G, G1, G2)


@cache
def radial_covariance() -> Derivation:
    """Covariance of (R_D, R_G), the radial derivatives of ell_G.

    >>> radial_covariance().result.row(0)
    Matrix([[2**(p + q)*(p + q)*(p + q + 1)/4, 2**(p + q)*(p + q)*(p + q - 1)/4]])
    """
    return law("radial derivatives of $ell_G$", [(ell_G, (RADIAL_D,)), (ell_G, (RADIAL_G,))])


@cache
def euler_relation() -> Derivation:
    """R_D + R_G = (p+q) ell_G and d ell_D/d rho_D = p ell_D: the differences have no variance."""
    jets = [(ell_D, ()), (ell_D, (RADIAL_D,))]
    jets += [(ell_G, ()), (ell_G, (RADIAL_D,)), (ell_G, (RADIAL_G,))]
    values = covariance_matrix([loss.along(*along) for loss, along in jets])
    rows = sp.Matrix([[-p, 1, 0, 0, 0], [0, 0, -m, 1, 1]])
    return law(
        "Euler's relations", jets, combined(rows, values, "both differences vanish", by=sigma_z)
    )


@cache
def gradient_independence() -> Derivation:
    """Covariances of the gradients D_D L_D and D_G L_G with every other variable: all zero.

    Rows: their components at two tangent directions a sphere; columns: the rest of
    :func:`joint_law`.

    >>> gradient_independence().result.is_zero_matrix
    True
    """
    joint = joint_law()
    gradients = [label for label in joint.labels if label.count(" ") == 1]
    rest = [label for label in joint.labels if label not in gradients]
    block = joint.block(gradients, rest)
    return Derivation(
        "gradients and everything else",
        (
            Step(block, "covariances of the gradients with all other variables"),
            Step(
                sp.ImmutableMatrix(sp.zeros(*block.shape)),
                "reflecting a tangent coordinate in both copies leaves the overlaps as they are, "
                "so an index that occurs an odd number of times gives zero",
            ),
        ),
        MODEL_DOMAIN,
    )


@cache
def dimension_independence() -> Derivation:
    """The covariance matrix of :func:`joint_law`, the same on spheres of three dimensions.

    The kernels depend on the coordinates through the overlaps only, and a coordinate by which
    nobody differentiates is zero in the overlaps before anything is differentiated; the
    matrix is computed with a third tangent coordinate on each sphere for comparison.
    """
    joint = joint_law()
    larger = covariance_matrix(list(joint.fields.values()), dimension=3)
    return Derivation(
        "the law does not depend on the dimension",
        (
            Step(joint.covariance, "two tangent directions a sphere"),
            Step(larger, "the same variables with three tangent directions a sphere"),
        ),
        MODEL_DOMAIN,
    )


@cache
def loss_radial_law() -> Derivation:
    """Covariance of (L_D, L_G, R_D, R_G)."""
    jets = [(L_D, ()), (L_G, ()), (ell_G, (RADIAL_D,)), (ell_G, (RADIAL_G,))]
    return law("losses and radial derivatives", jets)


@cache
def conditional_radial_law() -> ConditionalLaw:
    """The law of (R_D, R_G) given (L_D, L_G).

    The covariance is not zero: the losses do not determine the radial derivatives.

    >>> conditional_radial_law().covariance.result.row(0)
    Matrix([[2**(p + q)*(p + q)/4, -2**(p + q)*(p + q)/4]])
    """
    return conditional_law("(R_D, R_G) given (L_D, L_G)", loss_radial_law(), (0, 1), by=sigma_z)
