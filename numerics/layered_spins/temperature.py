"""The transition temperature of layered spins, for any widths and variances.

T_c^2 is the Perron root of K_lm = N_m v_lm, that is of the symmetric M_lm = sqrt(N_l N_m) v_lm,
which has entries beside its diagonal only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh_tridiagonal

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.glass import Layers, layers


def layered_sk_temperature(widths: ArrayLike, variances: ArrayLike) -> float:
    """The spin-glass transition temperature of layers of Ising spins, in the limit of wide layers.

    H = - sum_l s^(l+1) W^l s^l, the entries of W^l independent, of mean 0 and variance
    ``variances[l]`` (no factor 1/N hidden in it), between layers of ``widths[l]`` and
    ``widths[l + 1]`` spins; k_B = 1. T_c is the square root of the Perron root of
    K_lm = N_m v_lm: sqrt(C) for two layers of C = sqrt(N_1 N_2) v, and
    sqrt(2 C cos(pi/(n + 1))) for n equal layers, C = N v.

    Domain: two layers or more, whole widths >= 1, one positive variance between each two
    neighbours. :class:`DomainError` otherwise, and where T_c is not representable.

    >>> layered_sk_temperature([16, 16], [1 / 16])
    1.0
    >>> round(layered_sk_temperature([100, 100, 100], [0.01, 0.01]), 12)  # 2**(1/4)
    1.189207115003
    >>> round(layered_sk_temperature([16, 4], [1.0]), 12)  # 8**(1/2)
    2.828427124746

    Reference: :mod:`glassproof.derivations.layered_spins`.
    """
    return temperature(layers(widths, variances))


def temperature(given: Layers) -> float:
    """The same of checked layers."""
    sizes = np.array(given.widths, float)
    beside = np.sqrt(sizes[:-1]) * np.sqrt(sizes[1:]) * np.array(given.variances)
    scale = float(beside.max())
    if not 0 < scale < np.inf:
        raise DomainError(
            f"sqrt(N_l N_(l+1)) v_l is {scale:g}: give widths and variances whose products are "
            "positive and finite floats"
        )
    last = len(sizes) - 1
    values = eigh_tridiagonal(
        np.zeros(len(sizes)),
        beside / scale,
        eigvals_only=True,
        select="i",
        select_range=(last, last),
    )
    return float(np.sqrt(values[0]) * np.sqrt(scale))
