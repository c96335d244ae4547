"""The transition temperature of layered spins, for any widths and variances.

T_c^2 is the Perron root of K_lm = N_m v_lm, that is of the symmetric M_lm = sqrt(N_l N_m) v_lm,
which has entries beside its diagonal only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.layered_spins.glass import Layers, layers
from glassproof.numerics.work.late import Late

linalg = Late("scipy.linalg")


def transition_temperature(widths: ArrayLike, variances: ArrayLike) -> float:
    """The spin-glass transition temperature of layers of Ising spins, in the limit of wide layers.

    H = - sum_l s^(l+1) W^l s^l, the entries of W^l independent, of mean 0 and variance
    ``variances[l]`` (no factor 1/N hidden in it), between layers of ``widths[l]`` and
    ``widths[l + 1]`` spins; k_B = 1. T_c is the square root of the Perron root of
    K_lm = N_m v_lm: sqrt(C) for two layers of C = sqrt(N_1 N_2) v, and
    sqrt(2 C cos(pi/(n + 1))) for n equal layers, C = N v.

    Domain: two layers or more, whole widths >= 1, one positive variance between each two
    neighbours. :class:`DomainError` otherwise.

    >>> round(transition_temperature([300, 300], [1 / 300]), 12)
    1.0
    >>> round(transition_temperature([100, 100, 100], [0.01, 0.01]), 12)  # 2**(1/4)
    1.189207115003
    >>> round(transition_temperature([16, 4], [1.0]), 12)  # 8**(1/2)
    2.828427124746

    Reference: :mod:`glassproof.derivations.layered_spins`.
    """
    return temperature(layers(widths, variances))


def temperature(given: Layers) -> float:
    """The same of checked layers."""
    sizes = np.array(given.widths, float)
    roots = np.sqrt(np.sqrt(sizes[:-1]) * np.sqrt(sizes[1:])) * np.sqrt(given.variances)
    scale, last = float(roots.max()), len(sizes) - 1
    found = linalg.eigh_tridiagonal(
        np.zeros(len(sizes)),
        (roots / scale) ** 2,
        eigvals_only=True,
        select="i",
        select_range=(last, last),
    )
    return float(np.sqrt(found[0])) * scale
