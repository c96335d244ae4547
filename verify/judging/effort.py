"""How much nature is sampled."""

from __future__ import annotations

from enum import StrEnum


class Effort(StrEnum):
    """Sample sizes of all experiments, as a multiple of the standard ones."""

    QUICK = "quick"
    STANDARD = "standard"
    DEEP = "deep"

    @property
    def factor(self) -> float:
        """The multiple.

        >>> Effort.DEEP.factor
        16.0
        """
        return {"quick": 0.25, "standard": 1.0, "deep": 16.0}[self.value]
