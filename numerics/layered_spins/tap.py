"""The TAP equations of layered spins on sampled glasses: Hessians at m = 0, and iterations.

    m(t+1) = tanh(beta J m(t) - beta^2 D m(t-1))      with memory
    m(t+1) = tanh(beta J m(t) - beta^2 D m(t))        in parallel

D_l = sum_m N_m v_lm, the Onsager term at m = 0 in the limit of wide layers.
"""

from __future__ import annotations

import numpy as np

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.work.arguments import FloatArray

SMALL = 1e-4
"""Magnetisations that an iteration starts from: tanh is linear in them to 1e-8."""


def least_eigenvalues(
    layers: Layers, temperature: float, rng: np.random.Generator, draws: int
) -> FloatArray:
    """Least eigenvalues of sampled Hessians I + beta^2 D - beta J."""
    beta = 1 / temperature
    found = np.empty(draws)
    for draw in range(draws):
        J = layers.matrix(layers.sampled_couplings(rng, 1))[0]
        H = np.diag(1 + beta**2 * layers.per_spin(layers.onsager)) - beta * J
        found[draw] = np.linalg.eigvalsh(H)[0]
    return found


def iterated(
    layers: Layers,
    temperature: float,
    rng: np.random.Generator,
    draws: int,
    *,
    steps: int,
    memory: bool,
) -> FloatArray:
    """Mean squares of m on each layer after each step over those of the start, per spin.

    Shape (draws, steps + 1, layers). The start has independent signs times :data:`SMALL`.

    >>> glass = Layers((50, 50), (0.02,))
    >>> found = iterated(glass, 2.0, np.random.default_rng(0), 2, steps=3, memory=True)
    >>> found.shape, found[:, 0].tolist()
    ((2, 4, 2), [[1.0, 1.0], [1.0, 1.0]])
    """
    beta = 1 / temperature
    reaction = beta**2 * layers.per_spin(layers.onsager)
    starts = np.cumsum([0, *layers.widths[:-1]])
    found = np.empty((draws, steps + 1, len(layers.widths)))
    for draw in range(draws):
        J = layers.matrix(layers.sampled_couplings(rng, 1))[0]
        m = SMALL * rng.choice([-1.0, 1.0], layers.spins)
        before = np.zeros_like(m)
        for t in range(steps + 1):
            found[draw, t] = np.add.reduceat((m / SMALL) ** 2, starts) / layers.widths
            old = before if memory else m
            before, m = m, np.tanh(beta * (J @ m) - reaction * old)
    return found


def expected_squares(layers: Layers, temperature: float, steps: int) -> FloatArray:
    """The limit of :func:`iterated` with memory: (beta^2 K)^t applied to 1, shape (steps + 1, L).

    >>> expected_squares(Layers((50, 50), (0.02,)), 2.0, 2)
    array([[1.    , 1.    ],
           [0.25  , 0.25  ],
           [0.0625, 0.0625]])
    """
    K, found = layers.coupling_strengths / temperature**2, [np.ones(len(layers.widths))]
    for _ in range(steps):
        found.append(K @ found[-1])
    return np.array(found)
