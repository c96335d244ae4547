"""Free cumulants: the moments they make, and the series of the R-transform.

With k_1, k_2, .. the free cumulants of a law, M(x) = 1 + m_1 x + m_2 x^2 + .. its moments,

    M(x) = 1 + sum_n k_n x^n M(x)^n,        R(w) = sum_n k_n w^(n-1),

which is the sum over non-crossing partitions, ordered by the block of the first element. Free
cumulants of free variables add; those of s X are s^n k_n.

References: R. Speicher, Math. Ann. 298 (1994) 611-628; D. Voiculescu, J. Funct. Anal. 66 (1986)
323-346.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import sympy as sp

Number = TypeVar("Number", bound=Any)


def moments(cumulants: Sequence[Number]) -> list[Number]:
    """m_1, .., m_n from k_1, .., k_n: m_n = sum_k k_k [x^(n-k)] M(x)^k.

    Numbers or expressions. The semicircle of variance one has k_2 = 1 alone and Catalan's numbers;
    all k_n = 1 is the law of Marchenko and Pastur with ratio one.

    >>> moments([0, 1, 0, 0, 0, 0]), moments([1, 1, 1, 1])
    ([0, 1, 0, 2, 0, 5], [1, 2, 5, 14])
    """
    order = len(cumulants)
    series: list[Any] = [1] + [0] * order
    for n in range(1, order + 1):
        power: list[Any] = [1] + [0] * order
        total: Any = 0
        for k in range(1, n + 1):
            power = _product(power, series, order)
            total += cumulants[k - 1] * power[n - k]
        series[n] = sp.expand(total) if isinstance(total, sp.Basic) else total
    return series[1:]


def free_cumulants(given: Sequence[Number]) -> list[Number]:
    """k_1, .., k_n from m_1, .., m_n: the relation of :func:`moments`, solved order by order.

    >>> free_cumulants([0, 1, 0, 2, 0, 5])
    [0, 1, 0, 0, 0, 0]
    """
    found: list[Any] = []
    for moment in given:
        without = moments([*found, 0 * moment])[-1]
        difference = moment - without
        found.append(sp.expand(difference) if isinstance(difference, sp.Basic) else difference)
    return found


def _product(one: list[Any], other: list[Any], order: int) -> list[Any]:
    """The product of two power series, up to x^order."""
    return [
        sum((one[i] * other[n - i] for i in range(n + 1) if one[i] != 0), start=0)
        for n in range(order + 1)
    ]
