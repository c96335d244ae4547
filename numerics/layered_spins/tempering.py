"""Parallel tempering of layered spins: whole layers at once, many glasses, replicas, temperatures.

Given the layers of one parity, the spins of the others are independent, each +1 with probability
(1 + tanh(beta h))/2, h its field. So a sweep draws all layers of one parity, then of the other, and
the fields on a layer are one matrix product for all replicas and temperatures (columns) of a glass.
After each sweep neighbouring temperatures exchange their configurations with the probability
min(1, exp((beta - beta')(E - E'))), by exchanging what is written above the columns.

Reference: K. Hukushima and K. Nemoto, J. Phys. Soc. Japan 65 (1996) 1604-1608.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.layered_spins.glass import GRID, Layers, Spins
from glassproof.numerics.work.arguments import FloatArray


@dataclass
class Tempering:
    """``replicas`` copies of each glass at each temperature, evolving together.

    ``couplings`` are those of :meth:`Layers.sampled_couplings`; columns of ``spins`` hold the
    configurations, ``rank`` says which temperature a column has now.

    >>> glass = Layers((8, 8), (0.125,))
    >>> rng = np.random.default_rng(0)
    >>> walk = Tempering(glass, glass.sampled_couplings(rng, 3), np.array([1.0, 2.0]), rng)
    >>> walk.sweep(10)
    >>> walk.overlaps().shape
    (3, 2, 2)
    """

    layers: Layers
    couplings: Sequence[FloatArray]
    temperatures: FloatArray
    rng: np.random.Generator
    replicas: int = 2
    spins: tuple[Spins, Spins] = field(init=False)
    rank: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        sizes, draws = self.layers.widths, len(self.couplings[0])
        self._unit = GRID * float(np.sqrt(max(self.layers.variances)))
        whole = [np.rint(W / self._unit).astype(np.float32) for W in self.couplings]
        self._fields: list[Spins] = []
        for l in range(len(sizes)):
            parts = [whole[l - 1]] if l else []
            parts += [whole[l].transpose(0, 2, 1)] if l < len(whole) else []
            self._fields.append(np.ascontiguousarray(np.concatenate(parts, axis=2)))
        self._slices = _slices(sizes)
        count = len(self.temperatures)
        columns = self.replicas * count
        self.rank = np.tile(np.arange(count), (draws, self.replicas, 1))
        self._beta = (self._unit / self.temperatures).astype(np.float32)
        self.spins = tuple(
            self.rng.integers(0, 2, (draws, sum(sizes[parity::2]), columns)).astype(np.float32) * 2
            - 1
            for parity in (0, 1)
        )  # type: ignore[assignment]
        self._turn = 0
        self._energies = np.zeros(self.rank.shape)

    def sweep(self, times: int) -> None:
        """``times`` sweeps, each with an exchange of temperatures."""
        for _ in range(times):
            beta = self._beta[self.rank].reshape(len(self.rank), 1, -1)
            self._update(0, beta)
            self._energies = self._update(1, beta).reshape(self.rank.shape)
            self._exchange()

    def average(
        self, what: Callable[[Tempering], FloatArray], *, burn: int, samples: int, every: int
    ) -> FloatArray:
        """The mean of ``what(self)`` after each ``every`` sweeps, after ``burn`` of them."""
        self.sweep(burn)
        total: FloatArray = np.zeros(())
        for _ in range(samples):
            self.sweep(every)
            total = total + what(self)
        return np.asarray(total / samples)

    def _update(self, parity: int, beta: Spins) -> FloatArray:
        """Draw all layers of a parity anew; the energies after it, in units of the grid."""
        own, others = self.spins[parity], self.spins[1 - parity]
        energies = np.zeros((len(own), own.shape[2]))
        for l in range(parity, len(self.layers.widths), 2):
            place, neighbours = self._slices[l]
            h = np.matmul(self._fields[l], others[:, neighbours])
            noise = self.rng.random(h.shape, dtype=np.float32)
            noise *= 2
            noise -= 1
            pull = np.multiply(h, beta)
            np.tanh(pull, out=pull)
            pull -= noise
            np.copysign(np.float32(1), pull, out=own[:, place])
            if parity:
                h *= own[:, place]
                energies -= h.sum(axis=1, dtype=np.float64)
        return energies

    def _exchange(self) -> None:
        """Exchange temperatures of rank k and k + 1, for even and odd k in turn."""
        count = len(self.temperatures)
        at = np.argsort(self.rank, axis=2)  # the column of each rank
        ordered = self.energies()
        low = np.arange(self._turn % 2, count - 1, 2)
        self._turn += 1
        gap = 1 / self.temperatures[low] - 1 / self.temperatures[low + 1]
        gain = gap * (ordered[:, :, low] - ordered[:, :, low + 1])
        accepted = np.log(self.rng.random(gain.shape)) < gain
        swapped = at.copy()
        swapped[:, :, low] = np.where(accepted, at[:, :, low + 1], at[:, :, low])
        swapped[:, :, low + 1] = np.where(accepted, at[:, :, low], at[:, :, low + 1])
        np.put_along_axis(self.rank, swapped, np.arange(count)[None, None, :], axis=2)

    def energies(self) -> FloatArray:
        """H of each configuration after the last sweep, shape (draws, replicas, temperatures)."""
        at = np.argsort(self.rank, axis=2)
        return np.asarray(np.take_along_axis(self._energies, at, axis=2) * self._unit)

    def by_temperature(self) -> Iterator[tuple[int, Spins]]:
        """Each layer's number and spins, shape (draws, replicas, temperatures, width)."""
        at = np.argsort(self.rank, axis=2)
        for l in range(len(self.layers.widths)):
            own = self.spins[l % 2][:, self._slices[l][0]]
            split = own.reshape(len(own), own.shape[1], self.replicas, -1)
            ordered = np.take_along_axis(split, at[:, None], axis=3)
            yield l, ordered.transpose(0, 2, 3, 1)

    def squared_overlaps(self) -> FloatArray:
        """q^2 of all spins, the mean over all pairs of replicas, shape (draws, temperatures).

        >>> rng, glass = np.random.default_rng(0), Layers((8, 8), (0.125,))
        >>> walk = Tempering(glass, glass.sampled_couplings(rng, 3), np.array([1.0, 2.0]), rng)
        >>> walk.sweep(10)
        >>> bool(np.allclose(walk.squared_overlaps(), walk.overlaps().mean(axis=2) ** 2))
        True
        """
        products = 0.0
        for _, s in self.by_temperature():
            ordered = s.transpose(0, 2, 1, 3)
            products = products + np.matmul(ordered, ordered.transpose(0, 1, 3, 2))
        pairs = np.asarray(products, float)[:, :, *np.triu_indices(self.replicas, 1)]
        return np.asarray(((pairs / self.layers.spins) ** 2).mean(axis=2))

    def overlaps(self) -> FloatArray:
        """q_l of replicas 0 and 1, shape (draws, temperatures, layers)."""
        found = [np.einsum("dti,dti->dt", s[:, 0], s[:, 1]) / s.shape[3]
                 for _, s in self.by_temperature()]  # fmt: skip
        return np.stack(found, axis=2).astype(np.float64)


def _slices(widths: Sequence[int]) -> list[tuple[slice, slice]]:
    """Of each layer its place among those of its parity, and its neighbours' among the others."""
    starts = [sum(widths[l % 2 : l : 2]) for l in range(len(widths))]
    found = []
    for l, width in enumerate(widths):
        near = [m for m in (l - 1, l + 1) if 0 <= m < len(widths)]
        reach = slice(starts[near[0]], starts[near[-1]] + widths[near[-1]])
        found.append((slice(starts[l], starts[l] + width), reach))
    return found
