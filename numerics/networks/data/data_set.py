"""Inputs with their targets, and how they are divided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import real
from glassproof.numerics.work.streams import stream


@dataclass(frozen=True)
class DataSet:
    """``inputs`` (n, ...) in float32, ``targets`` (n,) labels or (n, k) real numbers.

    ``classes`` counts the labels, 0 where targets are no labels.

    >>> DataSet(np.zeros((4, 2), np.float32), np.array([0, 1, 0, 1]), 2).split(0.5)[0].inputs.shape
    (2, 2)
    """

    inputs: NDArray[np.float32]
    targets: NDArray[Any]
    classes: int = 0

    def __post_init__(self) -> None:
        if len(self.inputs) != len(self.targets) or not len(self.inputs):
            raise DomainError(
                f"{len(self.inputs)} inputs with {len(self.targets)} targets: give one target an "
                "input, and at least one of each"
            )

    def __len__(self) -> int:
        return len(self.inputs)

    def split(self, share: float, seed: int = 0) -> tuple[DataSet, DataSet]:
        """A random part of that share, and the rest."""
        share = real("share", share, above=0, below=1)
        order = stream(seed, "split").permutation(len(self))
        first = min(max(1, round(share * len(self))), len(self) - 1)
        return self.part(order[:first]), self.part(order[first:])

    def part(self, chosen: Any) -> DataSet:
        """The inputs of those numbers."""
        return DataSet(self.inputs[chosen], self.targets[chosen], self.classes)

    def only(self, *labels: int) -> DataSet:
        """The inputs with these labels, numbered from 0 in the order given."""
        chosen = np.isin(self.targets, labels)
        if not chosen.any():
            raise DomainError(f"no input has a label among {labels}: give labels that occur")
        part = self.part(chosen)
        numbers = np.array([labels.index(int(t)) for t in part.targets])
        return DataSet(part.inputs, numbers, len(labels))
