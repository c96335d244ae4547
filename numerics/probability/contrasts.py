"""Contrasts: weighted sums of the means of independent groups, with Welch's degrees of freedom.

The estimate of sum_g w_g mu_g has the variance sum_g w_g^2 s_g^2/n_g, and about Student's law with
(sum_g v_g)^2 / sum_g v_g^2/(n_g - 1) degrees of freedom, v_g being the terms of that sum.
Welch's test: Biometrika 34 (1947) 28; F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.uncertain import with_error
from glassproof.numerics.work.arguments import real, real_array

POWER = 0.999


@dataclass(frozen=True)
class Contrast:
    """An estimate with its standard error and degrees of freedom.

    >>> found = contrast({"a": [1.0, 3.0], "b": [0.0, 2.0]}, {"a": 1, "b": -1})
    >>> found.estimate, found.degrees
    (1.0, 2.0)
    """

    estimate: float
    error: float
    degrees: float

    def above(self, bound: float, level: float) -> bool:
        """Whether the contrast is above ``bound``: what is at the bound, or below, is called above
        with probability at most ``level``."""
        return self.estimate - self.reach(level) > bound

    def below(self, bound: float, level: float) -> bool:
        """Whether the contrast is below ``bound``, as :meth:`above`."""
        return self.estimate + self.reach(level) < bound

    def within(self, low: float, high: float, level: float) -> bool | None:
        """Whether the contrast lies between the bounds; None where neither is shown at ``level``.

        >>> contrast({"a": [1.0, 1.1, 0.9] * 9}, {"a": 1}).within(0, 2, 1e-9)
        True
        """
        if self.above(low, level) and self.below(high, level):
            return True
        return False if self.below(low, level) or self.above(high, level) else None

    def reach(self, level: float) -> float:
        """How far the estimate lies above the contrast with probability ``level``."""
        from scipy import special

        if self.error == 0:
            return 0.0
        return float(-special.stdtrit(self.degrees, level)) * self.error

    def resolution(self, level: float) -> float:
        """How far beyond a bound the contrast has to lie for the test to say so with
        probability :data:`POWER`."""
        from scipy import special

        return self.reach(level) + float(special.ndtri(POWER)) * self.error

    @property
    def words(self) -> str:
        """The estimate with its standard error."""
        return with_error(self.estimate, self.error)


def contrast(groups: Mapping[str, ArrayLike], weights: Mapping[str, float]) -> Contrast:
    """sum of ``weights[g]`` times the mean of ``groups[g]``; groups without a weight do not count.

    :class:`DomainError` unless each has at least two finite numbers.
    """
    estimate, terms, squares = 0.0, 0.0, 0.0
    for name, weight in weights.items():
        values = real_array(f"groups[{name!r}]", groups[name])
        if values.ndim != 1 or len(values) < 2:
            raise DomainError(
                f"groups[{name!r}] has shape {values.shape}: give two numbers or more"
            )
        estimate += weight * float(values.mean())
        term = weight**2 * float(values.var(ddof=1)) / len(values)
        terms, squares = terms + term, squares + term**2 / (len(values) - 1)
    degrees = terms**2 / squares if squares else math.inf
    return Contrast(estimate, math.sqrt(terms), degrees)


def growth(found: Contrast, gap: float, level: float) -> float:
    """By which factor all groups have to grow for the test to see ``gap`` beyond a bound with
    probability :data:`POWER`, their variances being what they are; at least 1.

    Solves (t(level, f nu) + Phi^-1(POWER)) e/sqrt(f) = gap by iteration: the left side falls.
    :class:`DomainError` unless gap > 0.

    >>> found = Contrast(0.0, 0.1, 50.0)
    >>> larger = growth(found, 0.2, 1e-9)
    >>> round(Contrast(0.0, 0.1 / larger**0.5, 50.0 * larger).resolution(1e-9), 6)
    0.2
    """
    from scipy import special

    beyond, factor = real("gap", gap, above=0), 1.0
    for _ in range(60):
        reach = float(special.ndtri(POWER) - special.stdtrit(found.degrees * factor, level))
        factor = max(1.0, (reach * found.error / beyond) ** 2)
    return factor


def power(contrasts: Iterable[Contrast], level: float) -> str:
    """What tests of some contrasts would have seen, in words.

    >>> power([Contrast(1.0, 0.1, 50.0)], 1e-9)
    'each tested at level 1e-09, which sees 1.04 beyond a bound with probability 0.999'
    """
    least = max(found.resolution(level) for found in contrasts)
    return (
        f"each tested at level {level:.2g}, which sees {least:.3g} beyond a bound with probability "
        f"{POWER:g}"
    )
