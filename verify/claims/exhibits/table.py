"""A table of computed values, as plain data; reports print, write and draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from glassproof.derivations.proof.domain import DomainError

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Table:
    """Columns of equal length, of numbers or of words.

    Names, title and remarks are sentences whose mathematics is marked. The first ``swept`` columns
    are coordinates, the last is the value. ``parameters`` are what the table was computed from,
    ``remarks`` are lines to be read before it.

    >>> Table("Squares", ("n", "square"), ([1, 2, 3], [1, 4, 9]), swept=1).rows
    [(1.0, 1.0), (2.0, 4.0), (3.0, 9.0)]
    """

    title: str
    names: tuple[str, ...]
    columns: tuple[Sequence[Any] | np.ndarray, ...]
    swept: int = 0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.columns}
        if len(self.names) != len(self.columns) or len(lengths) > 1:
            raise DomainError(
                f"the table {self.title!r} has {len(self.names)} names and columns of lengths "
                f"{[len(column) for column in self.columns]}: give one column a name, all as long"
            )

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """One tuple of words and Python floats a row."""
        return [tuple(map(_plain, row)) for row in zip(*self.columns, strict=True)]


def _plain(entry: Any) -> Any:
    return entry if isinstance(entry, str) else float(entry)
