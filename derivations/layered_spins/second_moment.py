"""The paramagnet by the second moment: where Z fluctuates no more than its mean.

E Z^2/(E Z)^2 is the mean of exp(beta^2 sum_l v_l N_l N_(l+1) q_l q_(l+1)) over two independent
configurations. g_l = sqrt(N_l) q_l become independent standard Gaussians, and the exponent is
(1/2) g^T (beta^2 M) g: the mean tends to det(I - beta^2 M)^(-1/2) where beta^2 times the Perron
root of M is below one, and grows exponentially beyond. No configuration of overlaps of order one
matters before, since their entropy is at least q^2/2.

References: M. Aizenman, J. L. Lebowitz and D. Ruelle, Comm. Math. Phys. 112 (1987) 3-20, for the
law of log Z; this form for layers is ours.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.layered_spins.model import (
    N_1,
    N_2,
    N_3,
    PARAMAGNET,
    THREE_LAYERS,
    beta,
    symmetric_strengths,
    v_1,
    v_2,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

q = sp.Symbol("q", real=True)
T = sp.Symbol("T", positive=True)


@cache
def entropy() -> Derivation:
    """The entropy of an overlap, I(q), is at least q^2/2: the second derivatives differ by this.

    >>> entropy().result
    q**2/(1 - q**2)
    """
    rate = ((1 + q) * sp.log(1 + q) + (1 - q) * sp.log(1 - q)) / 2
    return Derivation(
        "Entropy of an overlap",
        (
            Step(rate - q**2 / 2, "$P(overlap q) ~ exp(-N I(q))$; both vanish at 0, as do slopes"),
            Step(
                q**2 / (1 - q**2),
                "second derivative: not negative",
                via=lambda e: sp.diff(e, q, 2),
            ),
        ),
        Domain({q: Range(-1, 1, draw=("-9/10", "9/10"))}),
    )


@cache
def fluctuations() -> Derivation:
    """The limit of E Z^2/(E Z)^2 for three layers, above the transition.

    >>> fluctuations().result
    1/sqrt(-N_2*beta**4*(N_1*v_1**2 + N_3*v_2**2) + 1)
    """
    form = sp.eye(3) - beta**2 * symmetric_strengths()
    return Derivation(
        "Second moment of the partition function",
        (
            Step(form, "exponent $-(1/2) g^T (I - beta^2 M) g$ of the overlaps and their entropy"),
            Step(
                1 - beta**4 * N_2 * (N_1 * v_1**2 + N_3 * v_2**2),
                "determinant",
                via=lambda e: e.det(method="berkowitz"),
            ),
            Step(
                1 / sp.sqrt(1 - beta**4 * N_2 * (N_1 * v_1**2 + N_3 * v_2**2)),
                "Gaussian integral",
                via=lambda e: 1 / sp.sqrt(e),
            ),
        ),
        PARAMAGNET,
    )


@cache
def temperature() -> Derivation:
    """Where it diverges first, for three layers.

    >>> temperature().result
    N_2**(1/4)*(N_1*v_1**2 + N_3*v_2**2)**(1/4)
    """
    square = N_2 * (N_1 * v_1**2 + N_3 * v_2**2)
    return Derivation(
        "Transition temperature by the second moment",
        (
            Step(fluctuations().result, "limit of $E Z^2/(E Z)^2$"),
            Step(T**4 - square, "1/its square, times $T^4$, $beta = 1/T$",
                 via=lambda e: sp.expand(T**4 / e.subs(beta, 1 / T) ** 2)),
            Step(
                square ** sp.Rational(1, 4),
                "the largest root",
                via=lambda e: (-e.subs(T, 0)) ** sp.Rational(1, 4),
            ),
        ),
        Domain({**THREE_LAYERS.ranges, T: Range(0, None, log=True, draw=("1/10", 100))}),
    )  # fmt: skip


@cache
def free_energy_correction() -> Derivation:
    """E log(Z/E Z) in the limit, for three layers: log Z becomes Gaussian.

    >>> free_energy_correction().result
    log(-N_2*beta**4*(N_1*v_1**2 + N_3*v_2**2) + 1)/4
    """
    return Derivation(
        "The free energy beyond its leading order",
        (
            Step(fluctuations().result, "limit of $E Z^2/(E Z)^2 = exp(sigma^2)$"),
            Step(
                sp.log(1 - beta**4 * N_2 * (N_1 * v_1**2 + N_3 * v_2**2)) / 4,
                "$log(Z/E Z)$ is Gaussian of variance $sigma^2$, so that its mean is $-sigma^2/2$",
                via=lambda e: -sp.log(e) / 2,
            ),
        ),
        PARAMAGNET,
    )
