"""Layers of Ising spins: the energy, its covariance, and the symbols of three layers.

    H(s) = - sum_l s^(l+1) W^l s^l,   s^l in {-1, 1}^(N_l),   W^l_ij independent, of variance v_l

With the symmetric block matrix J that has W^l between neighbouring layers, H = -(1/2) s^T J s: a
Sherrington-Kirkpatrick glass whose couplings have a variance that depends on the pair of layers.
Two matrices hold the variances: K_lm = N_m v_lm, and M_lm = sqrt(N_l N_m) v_lm, which is symmetric;
K = diag(N)^(-1/2) M diag(N)^(1/2), so that they have one spectrum.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

N_1, N_2, N_3 = sp.symbols("N_1 N_2 N_3", integer=True, positive=True)
v_1, v_2 = sp.symbols("v_1 v_2", positive=True)
beta = sp.Symbol("beta", positive=True)
q_1, q_2, q_3 = sp.symbols("q_1 q_2 q_3", real=True)
"""Widths, variances, 1/T, and the overlaps q_l = s^l.t^l/N_l of two configurations."""

_WIDTH = Range(1, None, integer=True, closed=True, draw=(1, 30))
_SCALE = Range(0, None, log=True, draw=("1/100", 10))
_OVERLAP = Range(-1, 1, closed=True, draw=(-1, 1))
THREE_LAYERS = Domain(
    {
        **dict.fromkeys((N_1, N_2, N_3), _WIDTH),
        **dict.fromkeys((v_1, v_2, beta), _SCALE),
        **dict.fromkeys((q_1, q_2, q_3), _OVERLAP),
    }
)

ANY_LAYERS = THREE_LAYERS.restricted({N_1, N_2, N_3, v_1, v_2})
"""Three layers, without temperature and configurations."""

PARAMAGNET = Domain(
    {
        **dict.fromkeys((N_1, N_2, N_3), _WIDTH),
        **dict.fromkeys((v_1, v_2), _SCALE),
        beta: Range(0, None, log=True, draw=("1/1000", "1/2")),
    },
    (sp.Lt(beta**4 * N_2 * (N_1 * v_1**2 + N_3 * v_2**2), 1),),
)
"""Above the transition temperature."""


def strengths() -> sp.Matrix:
    """K of three layers."""
    return sp.Matrix([[0, N_2 * v_1, 0], [N_1 * v_1, 0, N_3 * v_2], [0, N_2 * v_2, 0]])


def symmetric_strengths() -> sp.Matrix:
    """M of three layers."""
    a, b = sp.sqrt(N_1 * N_2) * v_1, sp.sqrt(N_2 * N_3) * v_2
    return sp.Matrix([[0, a, 0], [a, 0, b], [0, b, 0]])


@cache
def block_form() -> Derivation:
    """-(1/2) s^T J s is the sum over neighbouring layers, written out at widths 2, 3, 2.

    Each coupling stands in J twice, above and below the diagonal, and the factor 1/2 takes it once;
    nothing in this depends on the widths.
    """
    shapes = ((3, 2), (2, 3))
    W = [sp.Matrix(m, n, lambda i, j, l=l: sp.Symbol(f"W{l}_{i}{j}", real=True))
         for l, (m, n) in enumerate(shapes)]  # fmt: skip
    s = [sp.Matrix(n, 1, lambda i, _, l=l: sp.Symbol(f"s{l}_{i}", real=True))
         for l, n in enumerate((2, 3, 2))]  # fmt: skip
    zero = sp.zeros
    J = sp.Matrix(
        sp.BlockMatrix(
            [[zero(2, 2), W[0].T, zero(2, 2)], [W[0], zero(3, 3), W[1].T],
             [zero(2, 2), W[1], zero(2, 2)]]
        )
    )  # fmt: skip
    spins = sp.Matrix.vstack(*s)
    network = -sum((s[l + 1].T * W[l] * s[l])[0] for l in range(2))
    return Derivation(
        "Hamiltonian of layers as a Hamiltonian of pairs",
        (
            Step(-(spins.T * J * spins)[0] / 2, "all pairs of spins, with the block matrix $J$"),
            Step(sp.expand(network), "each coupling occurs twice: neighbouring layers once"),
        ),
    )


@cache
def aligned_spin() -> Derivation:
    """A spin s in the field h has the least energy where it is the sign of h.

    >>> aligned_spin().result
    -h*s + Abs(h)
    """
    h, s = sp.symbols("h s", real=True)
    domain = Domain({h: Range(draw=(-5, 5)), s: Range(-1, 1, closed=True, draw=(-1, 1))})
    return Derivation(
        "Forward step of a network of signs",
        (
            Step(-h * s, "energy of a spin, the layer below given and the one above left out"),
            Step(
                sp.Abs(h) - h * s,
                "less that of $s = sign h$: not negative, since $abs(s) = 1$",
                via=lambda e: e - e.subs(s, sp.sign(h)).subs(h * sp.sign(h), sp.Abs(h)),
            ),
        ),
        domain,
    )


@cache
def covariance() -> Derivation:
    """The covariance of the energies of two configurations of three layers.

    >>> covariance().result
    N_1*N_2*q_1*q_2*v_1 + N_2*N_3*q_2*q_3*v_2
    """
    A = sp.symbols("A_1:4", real=True)
    widths, overlaps = (N_1, N_2, N_3), (q_1, q_2, q_3)
    meant = {a: n * q for a, n, q in zip(A, widths, overlaps, strict=True)}
    return Derivation(
        "Covariance of the energies",
        (
            Step(
                v_1 * A[0] * A[1] + v_2 * A[1] * A[2],
                "independent couplings: a pair $i$, $j$ of neighbouring layers has $v s_i t_i s_j "
                "t_j$, and the double sum is a product of $A_l = sum_i s_i t_i$",
            ),
            Step(
                v_1 * N_1 * N_2 * q_1 * q_2 + v_2 * N_2 * N_3 * q_2 * q_3,
                "$A_l = N_l q_l$",
                via=lambda e: e.subs(meant),
            ),
        ),
        THREE_LAYERS,
    )
