"""A test of upper bounds on probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, ClassVar

from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.statistical_tests.base import (
    POWER,
    Comparison,
    StatisticalTest,
    Sums,
    special,
)

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


@dataclass(frozen=True)
class TailTest(StatisticalTest):
    """A probability against an upper bound of it; sums are (n, number of occurrences)."""

    words: ClassVar[str] = "a probability above {:.2g}"
    statistic: ClassVar[str] = "number of occurrences, binomial with the bound as its probability"
    one_sided: ClassVar[bool] = True

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact one-sided binomial test: how likely so many occurrences are at the bound."""
        n, seen = map(int, total)
        bound, share = min(predicted, 1.0), seen / n
        p_value = 1.0 if seen == 0 else float(special().bdtrc(seen - 1, n, bound))
        counts = np.arange(1, n + 1)
        contradicting = counts[special().bdtrc(counts - 1, n, bound) < self.level]
        resolution = 1.0  # if no number of occurrences contradicts the bound
        if len(contradicting):
            least = contradicting[0]
            resolution = float(special().betaincinv(least, n - least + 1, POWER))
        error = sqrt(max(share, 1 / n) / n)
        return Comparison(p_value, share, error, predicted, resolution, self.level)
