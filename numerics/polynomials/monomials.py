"""Monomials of one degree: exponents, the law of their coefficients, values and derivatives.

The entries of an unsymmetrised Gaussian tensor that multiply one monomial ``w^alpha`` add up to
``sqrt(d!/alpha!)`` times a standard normal (their number is the multinomial coefficient), so a
tensor's polynomial has an exact law by monomials, and high degrees in few variables are cheap.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, real_array

Values = TypeVar("Values", NDArray[np.float64], NDArray[np.complex128])
MOST_NUMBERS = 2**26
"""No single array grows beyond this many float64 (half a gibibyte)."""


def require_size(what: str, numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise DomainError(
            f"{what} would take {numbers} numbers ({numbers / 2**27:.3g} GiB), more than"
            f" {MOST_NUMBERS}: give smaller n_D, n_G, p, q or fewer draws"
        )


@lru_cache(maxsize=64)
def monomials(variables: int, degree: int) -> NDArray[np.int64]:
    """Exponents of all monomials of one degree, lexicographic: shape (count, variables).

    >>> monomials(2, 2).tolist()
    [[2, 0], [1, 1], [0, 2]]
    """
    count = math.comb(variables + degree - 1, degree)
    require_size(
        f"a polynomial of degree {degree} in {variables} variables", count * (variables + degree)
    )
    factors = list(combinations_with_replacement(range(variables), degree))
    places = np.array(factors, dtype=np.int64).reshape(count, degree)
    exponents: NDArray[np.int64] = (places[:, :, None] == np.arange(variables)).sum(axis=1)
    exponents.flags.writeable = False
    return exponents


@lru_cache(maxsize=64)
def deviations(variables: int, degree: int) -> FloatArray:
    """sqrt(d!/alpha!) for each monomial: the standard deviation of its coefficient.

    >>> deviations(2, 2).round(3).tolist()
    [1.0, 1.414, 1.0]
    """
    log_factorial = np.array([math.lgamma(k + 1) for k in range(degree + 1)])
    logs = log_factorial[degree] - log_factorial[monomials(variables, degree)].sum(axis=1)
    # Multinomial coefficients are integers; rounding undoes the logarithm's error while exact.
    counts = np.exp(logs)
    scale: FloatArray = np.sqrt(np.where(counts < 2**40, np.rint(counts), counts))
    scale.flags.writeable = False
    return scale


def coefficients_of(tensor: ArrayLike) -> FloatArray:
    """Coefficients by monomial of ``sum T_{i1..id} w_i1 ... w_id``, T literal and unsymmetrised.

    >>> coefficients_of([[1, 2], [3, 4]]).tolist()
    [1.0, 5.0, 4.0]
    """
    array = real_array("tensor", tensor)
    degree, variables = array.ndim, array.shape[0] if array.ndim else 0
    if degree == 0 or array.shape != (variables,) * degree:
        raise DomainError(
            f"tensor has shape {array.shape}: give one length along every axis, as in (n, n, n)"
        )
    require_size("the sorted index tuples of a tensor", degree * array.size)
    tuples = np.sort(np.indices(array.shape).reshape(degree, -1), axis=0)
    totals = np.bincount(
        np.ravel_multi_index(tuple(tuples), array.shape), weights=array.ravel(), minlength=1
    )
    exponents = monomials(variables, degree)
    first = np.repeat(np.tile(np.arange(variables), len(exponents)), exponents.ravel())
    found: FloatArray = totals[
        np.ravel_multi_index(tuple(first.reshape(-1, degree).T), array.shape)
    ]
    return found


def jet(exponents: NDArray[np.int64], w: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Every monomial at ``w`` with its gradient and Hessian: shapes (K,), (K, n), (K, n, n)."""
    count, variables = exponents.shape
    require_size("the Hessians of all monomials", count * variables**2)
    k = exponents.astype(np.float64)
    zeroth = w**exponents
    first = k * w ** np.maximum(exponents - 1, 0)
    second = k * (k - 1) * w ** np.maximum(exponents - 2, 0)
    gradient = np.empty((count, variables))
    hessian = np.empty((count, variables, variables))
    for i in range(variables):
        others = np.delete(zeroth, i, axis=1)
        gradient[:, i] = first[:, i] * others.prod(axis=1)
        hessian[:, i, i] = second[:, i] * others.prod(axis=1)
        for j in range(i):
            rest = np.delete(others, j, axis=1).prod(axis=1)
            hessian[:, i, j] = hessian[:, j, i] = first[:, i] * first[:, j] * rest
    return zeroth.prod(axis=1), gradient, hessian


def values(exponents: NDArray[np.int64], w: Values) -> Values:
    """Every monomial at every point (real or complex): shape (..., K)."""
    require_size("all monomials at all points", w[..., 0].size * len(exponents))
    powers = w[..., None] ** np.arange(exponents.max(initial=0) + 1)
    product = np.ones((*w.shape[:-1], len(exponents)), dtype=w.dtype)
    for i in range(exponents.shape[1]):
        product *= powers[..., i, :][..., exponents[:, i]]
    return product
