"""Experiments on nature: additive statistics of the sampled model at one point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mpmath
import sympy as sp

from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.statistical_tests.base import StatisticalTest, Sums

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


def value_of(formula: sp.Expr, point: Mapping[sp.Symbol, sp.Rational]) -> float:
    """The formula's own value at the point, in float64; :class:`ArithmeticError` if not real."""
    values = {str(s): v for s, v in point.items() if s in formula.free_symbols}
    value = Kernel(formula).mp(dps=30, **values)
    if value.imag != 0:
        raise ArithmeticError(f"{mpmath.nstr(value, 6)} is not real")
    return float(value.real)


@dataclass(frozen=True)
class Experiment:
    """A statistic of the sampled model at one point, with the test that judges predictions.

    ``chunk(rng, draws)`` knows only the model's definition and returns additive sums.
    ``predict(formula, point)`` says what a formula makes of the statistic (its value, by default);
    for a structural claim ``asserted()`` gives what the published statement and the derived one
    make of it. ``draws`` is the sample size of the standard budget. ``counts`` marks enumeration;
    ``instances(rng)`` then gives a few draws with all their critical points, each alone in a box.

    >>> from glassproof.verify.claims.nature.statistical_tests.variances import VarianceTest
    >>> x = sp.Symbol("x", positive=True)
    >>> def squares(rng, draws):  # E z^2 for z of variance x = 4
    ...     z = rng.normal(0, 2, size=draws)
    ...     return np.array([draws, np.sum(z**2)])
    >>> point, test = {x: sp.Integer(4)}, VarianceTest()
    >>> nature = Experiment("squares", "the variance of z", point, squares, 1000, test)
    >>> total = nature.chunk(np.random.default_rng(0), nature.draws)
    >>> test.compare(total, 4).accepted, test.compare(total, 8).accepted
    (True, False)
    """

    name: str
    describes: str
    point: Mapping[sp.Symbol, sp.Rational]
    chunk: Callable[[np.random.Generator, int], Sums]
    draws: int
    test: StatisticalTest
    predict: Callable[[Any, Mapping[sp.Symbol, sp.Rational]], Any] | None = None
    asserted: Callable[[], tuple[Any, Any]] | None = None
    counts: bool = False
    chunks: int = 8
    instances: Callable[[np.random.Generator], list[Any]] | None = None
