"""Layers of Ising spins with independent couplings between neighbours: arguments, couplings.

H(s) = - sum_l s^(l+1) W^l s^l with W^l of shape (N_(l+1), N_l), independent entries of mean 0 and
variance v_l. Layers are ordered by parity: those of one parity touch only the others, and the two
neighbours of a layer stand side by side, so that all fields on it are one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, real_array

Spins = NDArray[np.float32]

GRID = 2.0**-13
"""Couplings are rounded to this share of the largest standard deviation: float32 sums of up to
2000 of them are then exact, and results the same for every BLAS and number of threads."""


@dataclass(frozen=True)
class Layers:
    """Widths N_1..N_L and variances v_1..v_(L-1) of the couplings between neighbouring layers.

    >>> Layers((100, 100), (0.01,)).coupling_strengths
    array([[0., 1.],
           [1., 0.]])
    """

    widths: tuple[int, ...]
    variances: tuple[float, ...]

    @property
    def spins(self) -> int:
        """The number of spins."""
        return sum(self.widths)

    @cached_property
    def coupling_strengths(self) -> FloatArray:
        """K_lm = N_m v_lm: the variance of the field that layer m, all aligned, has on layer l."""
        K = np.zeros((len(self.widths), len(self.widths)))
        for l, v in enumerate(self.variances):
            K[l, l + 1], K[l + 1, l] = self.widths[l + 1] * v, self.widths[l] * v
        return K

    @cached_property
    def onsager(self) -> FloatArray:
        """D_l = sum_m N_m v_lm: the variance of the field on a spin of layer l."""
        return np.asarray(self.coupling_strengths.sum(axis=1))

    @cached_property
    def total_variance(self) -> float:
        """Variance of the energy of one configuration, sum_l N_l N_(l+1) v_l."""
        pairs = zip(self.widths[:-1], self.widths[1:], self.variances, strict=True)
        return float(sum(one * other * v for one, other, v in pairs))

    def sampled_couplings(self, rng: np.random.Generator, draws: int) -> list[FloatArray]:
        """W^1..W^(L-1), each of shape (draws, N_(l+1), N_l), Gaussian."""
        shapes = zip(self.widths[1:], self.widths[:-1], self.variances, strict=True)
        return [rng.standard_normal((draws, m, n)) * np.sqrt(v) for m, n, v in shapes]

    def matrix(self, couplings: Sequence[FloatArray]) -> FloatArray:
        """The symmetric block matrices J of couplings, H = -(1/2) s^T J s, shape (draws, N, N)."""
        ends = np.cumsum([0, *self.widths])
        J = np.zeros((len(couplings[0]), self.spins, self.spins))
        for l, W in enumerate(couplings):
            rows, columns = slice(ends[l + 1], ends[l + 2]), slice(ends[l], ends[l + 1])
            J[:, rows, columns], J[:, columns, rows] = W, W.transpose(0, 2, 1)
        return J

    def per_spin(self, values: FloatArray) -> FloatArray:
        """A value for each layer, repeated for each of its spins."""
        return np.repeat(values, self.widths)


def layers(widths: object, variances: object) -> Layers:
    """Checked :class:`Layers`; :class:`DomainError` names what is wrong, and the remedy.

    >>> layers([4, 4], [1.0, 1.0])
    Traceback (most recent call last):
    ...
    glassproof...DomainError: variances has 2 entries for 2 layers: give one less, here 1
    """
    sizes = real_array("widths", widths, above=0)  # type: ignore[arg-type]
    spread = real_array("variances", variances, above=0)  # type: ignore[arg-type]
    for name, array in (("widths", sizes), ("variances", spread)):
        if array.ndim != 1:
            raise DomainError(f"{name} has shape {array.shape}: give a list of numbers")
    if len(sizes) < 2:
        raise DomainError(f"widths has {len(sizes)} entries: give two layers of spins or more")
    if len(spread) != len(sizes) - 1:
        raise DomainError(
            f"variances has {len(spread)} entries for {len(sizes)} layers: give one less, here "
            f"{len(sizes) - 1}"
        )
    for size in sizes:
        if size != int(size):
            raise DomainError(f"widths contains {size:g}: give whole numbers of spins, >= 1")
    return Layers(tuple(int(size) for size in sizes), tuple(float(v) for v in spread))
