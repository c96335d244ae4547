"""The output of a network as a random field of its weights, and as a spherical spin glass.

A rectified network is a sum over paths: input times gate times the path's weights. If inputs are
independent standard Gaussians for every path, gates are independent of inputs and weights
(independence), only Lambda weights are different (redundancy), and every H-tuple of them occurs on
equally many paths (uniformity), the output is, up to a constant factor,

    L(w) = Lambda^(-(H-1)/2) sum over i_1..i_H of X_(i_1..i_H) w_(i_1) .. w_(i_H),

and on the sphere |w|^2 = Lambda its covariance is Lambda R^H, R = w.w'/Lambda: the spherical glass
of H spins. H counts the weights of a path, that is the layers of weights: one hidden layer makes H
= 2, a quadratic form, whose critical points on the sphere are pairs of eigenvectors of a random
matrix, all of them saddles but two minima and two maxima.

Two things that the assumptions replace, exactly:

* weights of one layer only meet those of the next: with independent gates of mean share g the
  covariance of one hidden layer is g times sum_j a_j a_j' (w_j . w_j'), and no function of R;
* a unit's gate is the sign of its own input: for unit weights w, w' and Gaussian inputs the mean of
  max(0, w.x) max(0, w'.x) is the arc-cosine kernel (sin phi + (pi - phi) cos phi)/(2 pi), cos phi =
  w.w' (Y. Cho and L. Saul, Advances in Neural Information Processing Systems 22, 2009), where gates
  that are open half of the time, independent of x, give cos(phi)/2.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

Lambda, H = sp.symbols("Lambda H", integer=True, positive=True)
R = sp.Symbol("R", real=True)
phi = sp.Symbol("phi", positive=True)
"""The angle between two vectors of weights."""
q_in, q_out, g = sp.symbols("q_in q_out g", real=True)
"""Overlaps of the weights into, and out of, one hidden unit; the mean share of open gates."""

FIELDS = Domain(
    {
        Lambda: Range(1, None, integer=True, closed=True, draw=(1, 40)),
        H: Range(1, None, integer=True, closed=True, draw=(1, 6)),
        R: Range(-1, 1, closed=True, draw=(-1, 1)),
        phi: Range(0, 4, draw=("1/100", "157/50")),
        q_in: Range(draw=(-2, 2)),
        q_out: Range(draw=(-2, 2)),
        g: Range(0, 1, closed=True, draw=(0, 1)),
    },
    (sp.Lt(phi, sp.pi),),
)


@cache
def covariance() -> Derivation:
    """Lambda R^H: the covariance on the sphere, under all three assumptions.

    >>> covariance().result
    Lambda*R**H
    """
    return Derivation(
        "Paths as a spherical glass",
        (
            Step(Lambda ** (1 - H) * (Lambda * R) ** H,
                 "independent $X$: the sum over tuples of products $w_i w_i'$ is $(w.w')^H$"),
            Step(Lambda * R**H, "powers of $Lambda$"),
        ),
        FIELDS.restricted({Lambda, H, R}),
    )  # fmt: skip


@cache
def one_hidden_layer() -> Derivation:
    """g q_out q_in: what one hidden unit adds to the covariance if only gates are independent.

    Inputs are shared by the units, of unit variance: E x_i x_k = [i = k]; a unit's gate A has
    E A^2 = E A = g. Written out with two inputs.

    >>> one_hidden_layer().result
    a*b*g*(v_1*w_1 + v_2*w_2)
    """
    A, a, b, w_1, w_2, v_1, v_2, x_1, x_2 = sp.symbols("A a b w_1 w_2 v_1 v_2 x_1 x_2", real=True)

    def mean(product: sp.Expr) -> sp.Expr:
        even = {x_1**2: 1, x_2**2: 1, A**2: g}
        expanded = sp.expand(product)
        return expanded.coeff(x_1, 2).subs(even) + expanded.coeff(x_2, 2).subs(even)

    return Derivation(
        "One hidden unit with an independent gate",
        (
            Step(A**2 * a * b * (w_1 * x_1 + w_2 * x_2) * (v_1 * x_1 + v_2 * x_2),
                 "product of what it adds at two points, weights ($a$, $w$) and ($b$, $v$)"),
            Step(g * a * b * (w_1 * v_1 + w_2 * v_2), "mean over inputs and gate", via=mean),
        ),
    )  # fmt: skip


@cache
def arc_cosine() -> Derivation:
    """The mean of max(0, w.x) max(0, w'.x), unit weights at the angle phi, x Gaussian.

    >>> sp.simplify(arc_cosine().result.subs(phi, sp.pi / 2))
    1/(2*pi)
    """
    theta, rho = sp.symbols("theta rho", positive=True)
    radial = sp.Integral(rho**3 * sp.exp(-(rho**2) / 2), (rho, 0, sp.oo))
    angle = sp.Integral(sp.cos(theta) * sp.cos(theta - phi), (theta, phi - sp.pi / 2, sp.pi / 2))
    return Derivation(
        "The covariance of a rectified unit",
        (
            Step(
                sp.Matrix([radial, angle]),
                "polar coordinates in the plane of $w$ and $w'$: both are active at these angles",
            ),
            Step(
                sp.Matrix([2, (sp.sin(phi) + (sp.pi - phi) * sp.cos(phi)) / 2]),
                "antiderivatives",
                via=lambda parts: parts.applyfunc(lambda part: part.doit()),
            ),
            Step(
                (sp.sin(phi) + (sp.pi - phi) * sp.cos(phi)) / (2 * sp.pi),
                "the product, over $2 pi$",
                via=lambda parts: parts[0] * parts[1] / (2 * sp.pi),
            ),
        ),
        FIELDS.restricted({phi}),
    )
