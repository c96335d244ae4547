"""What a statistical test of a prediction is: levels, power, and the comparison that it makes.

A chunk of an experiment turns a random stream into a small array of sums; chunks add up. A test
compares the total with a predicted value at a level fixed beforehand, and states its power.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums = NDArray[np.float64]
else:
    Sums = Any

FAMILY_LEVEL = 1e-6
"""All statistical tests of one run together reject a true ledger with at most this probability."""

LEVEL = 1e-8
"""The level of one comparison, unless its test says another; a run may make up to
FAMILY_LEVEL / LEVEL of them (:mod:`glassproof.verify.judging.false_alarms`)."""

POWER = 0.999
"""Power at which detectable errors are stated."""

ALLOWED = 2
"""What an experiment allows for a finite size, in derived first corrections: one for the correction
itself, one for all that is of higher order."""

LEAST_ERROR = 1e-300
"""The standard error that stands for none, where all draws are equal."""


@cache
def special() -> Any:
    """SciPy's special functions, imported when a test is made: who checks a formula makes none."""
    from scipy import special

    return special


@dataclass(frozen=True)
class Comparison:
    """One predicted value against the sample.

    ``error`` is the estimate's standard error; ``resolution`` the error of the prediction that
    this sample would have revealed with power POWER at the test's ``level``; ``allowance`` is what
    the test allows for beside its own allowance, by a rule, where that depends on the sample.
    """

    p_value: float
    estimate: float
    error: float
    predicted: float
    resolution: float
    level: float = LEVEL
    allowance: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the prediction survives at the level."""
        return self.p_value >= self.level


@dataclass(frozen=True, kw_only=True)
class StatisticalTest:
    """How a total of sums is held against a prediction; ``words`` says what is resolved.

    ``statistic`` says in words what is computed and which law it has, ``one_sided`` that only an
    excess over the prediction speaks against it, as over a bound, ``allows_for`` what makes for
    an allowance. ``level`` is the probability
    with which a comparison rejects what is true, fixed beforehand.
    """

    words: ClassVar[str]
    statistic: ClassVar[str] = ""
    one_sided: ClassVar[bool] = False
    allows_for: ClassVar[str] = "the finite size"

    level: float = LEVEL

    @property
    def allowance(self) -> float:
        """How far, by a finite size, the sample may lie from the prediction and count as equal."""
        return float(getattr(self, "bias", 0.0))

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """The comparison of the sample with ``predicted``."""
        raise NotImplementedError

    def detectable(self, found: Comparison) -> str:
        """The resolution of a comparison in words."""
        return self.words.format(found.resolution)


def normal_quantile(level: float) -> float:
    """Standard errors between a true and a wrong value that is seen with power POWER."""
    return float(-special().ndtri(level / 2) + special().ndtri(POWER))


def student_quantile(n: float, level: float) -> float:
    """The same for Student's test of n draws."""
    return float(-special().stdtrit(n - 1, level / 2) + special().ndtri(POWER))
