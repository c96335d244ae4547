"""The glass's parameters, checked, and what the exponent needs of them.

Coordinates y = (alpha, G/2^(m/2), delta/sqrt(m 2^m)) are standard normal per sqrt(N)
(:func:`glassproof.derivations.gan_glass.complexity.coordinates`); losses and diagonal shifts are
linear in them. Every constant is emitted from the derivations (constants.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass import constants
from glassproof.numerics.gan_glass.exponent import Landscape
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array


@dataclass(frozen=True)
class Parameters:
    """Checked parameters, and the linear maps from standard normal y to shifts and losses."""

    p: int
    q: int
    sigma_z: float
    kappa: float
    k_D: int | None = None
    k_G: int | None = None

    @property
    def _parameters(self) -> tuple[int, int, float]:
        return self.p, self.q, self.sigma_z

    @cached_property
    def deviations(self) -> FloatArray:
        """Standard deviations of (alpha, G, delta)."""
        return np.array(constants.deviations(self.p, self.q), dtype=float)

    @cached_property
    def shifts(self) -> FloatArray:
        """Rows d_D = x + x1 and d_G = x as linear forms in y."""
        return np.reshape(constants.shifts(*self._parameters), (2, 3))

    @cached_property
    def losses(self) -> FloatArray:
        """Rows L_D and L_G per sqrt(N) as linear forms in y."""
        return np.reshape(constants.losses(*self._parameters), (2, 3))

    @cached_property
    def landscape(self) -> Landscape:
        """The log-potential's parameters and the index's conditions and costs."""
        b, b1 = constants.scales(*self._parameters, self.kappa)
        edge_D, edge_G = constants.edges(self.kappa, b, b1)
        return Landscape(
            self.kappa,
            b,
            b1,
            -math.inf if self.k_D is None else edge_D,
            -math.inf if self.k_G is None else edge_G,
            (self.k_D or 0) * self.kappa,
            (self.k_G or 0) * (1.0 - self.kappa),
        )

    @cached_property
    def constant(self) -> float:
        """K, the limit of log(K_N)/N."""
        return constants.constant(*self._parameters, self.kappa)[0]


def model(*, p: int, q: int, sigma_z: float, kappa: float, k_D: Any, k_G: Any) -> Parameters:
    """The checked :class:`Parameters`; :class:`DomainError` names what is out of range.

    Integers 2 <= p <= 100, 1 <= q <= 100, indices >= 0; 1e-50 < sigma_z < 1e50 and 0 < kappa < 1,
    which float64 carries without overflow.
    """
    return Parameters(
        integer("p", p, least=2, most=100),
        integer("q", q, least=1, most=100),
        real("sigma_z", sigma_z, above=1e-50, below=1e50),
        real("kappa", kappa, above=0.0, below=1.0),
        None if k_D is None else integer("k_D", k_D),
        None if k_G is None else integer("k_G", k_G),
    )


def broadcast(*, infinite: bool = False, **arrays: ArrayLike) -> tuple[FloatArray, ...]:
    """The named arrays as float64 of one shape; :class:`DomainError` where they have none.

    >>> [a.shape for a in broadcast(u_D=[1, 2], u_G=[[0], [1], [2]])]
    [(3, 2), (3, 2)]
    """
    checked = {name: real_array(name, a, infinite=infinite) for name, a in arrays.items()}
    try:
        return tuple(np.broadcast_arrays(*checked.values()))
    except ValueError:
        shapes = ", ".join(f"{name} has shape {a.shape}" for name, a in checked.items())
        raise DomainError(f"{shapes}: give shapes that broadcast") from None
