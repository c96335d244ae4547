"""Means in log space: their error bars, and their limit in the size N."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer, real, real_array


@dataclass(frozen=True)
class Estimate:
    """A sampled value with its error bar (one standard deviation).

    ``effective_draws`` is (sum of weights)^2 / sum of squared weights, the weights being the
    sampled |det H|: how many draws the mean really rests on.
    """

    value: float
    standard_error: float
    draws: int
    effective_draws: float

    def deviations(self, value: float) -> float:
        """(estimate - value) in units of the error bar."""
        return (self.value - value) / self.standard_error


def log_mean_exp(logs: ArrayLike) -> Estimate:
    """log of the mean of exp(logs), without overflow, with an error bar that minds the tail.

    To first order the error of the log is the relative error r/sqrt(n) of the mean of the n
    weights exp(logs). With a heavy tail the sample's own r is too small, since the draws that
    make r large are those that are missing. The logs themselves have light tails, so their
    variance v is well known, and r is taken as the larger of the sample's and of the lognormal
    law's, r^2 = exp(v) - 1. The error bar is sqrt(log(1 + r^2/n)): r/sqrt(n) where that is small,
    and finite where the sample does not determine the mean.

    Raises :class:`DomainError` unless there are at least two logs, finite or -inf.

    >>> estimate = log_mean_exp([1000.0, 1000.0])
    >>> estimate.value, estimate.standard_error, estimate.effective_draws
    (1000.0, 0.0, 2.0)
    """
    array = real_array("logs", logs, infinite=True).ravel()
    if array.size < 2 or (array == math.inf).any():
        raise DomainError(f"logs has {array.size} entries: give two or more, none of them inf")
    top = float(array.max())
    if top == -math.inf:
        return Estimate(-math.inf, math.inf, array.size, 0.0)
    weights = np.exp(array - top)
    total = float(weights.sum())
    effective = total**2 / float((weights**2).sum())
    # log(r^2): of the sample, and of the lognormal law with the variance of the logs.
    sampled = array.size / effective - 1
    log_r2 = math.log(sampled) if sampled > 0 else -math.inf
    variance = float(array[array > -math.inf].var())
    if variance > 0:
        log_r2 = max(log_r2, variance + math.log(-math.expm1(-variance)))
    error = math.sqrt(float(np.logaddexp(0.0, log_r2 - math.log(array.size))))
    return Estimate(top + math.log(total / array.size), error, array.size, effective)


@dataclass(frozen=True)
class Convergence:
    """How N (value_N - limit) grows: the fit a log N + c, with standard errors.

    ``chi_square`` of the fit has len(sizes) - 2 degrees of freedom if the model is right.
    """

    sizes: tuple[int, ...]
    estimates: tuple[Estimate, ...]
    limit: float
    log_coefficient: float
    log_coefficient_error: float
    constant: float
    constant_error: float
    chi_square: float


def convergence(
    estimate: Callable[[int], Estimate], *, sizes: Sequence[int], limit: float
) -> Convergence:
    """Fit (1/N) log E|det H| = limit + (a log N + c)/N to ``estimate(N)`` at the given sizes.

    Theory for b1 = 0 (from the one-point function,
    :mod:`glassproof.numerics.ensembles.exact_determinant`): a = 1/2 for x inside the bulk, a = 0
    outside. Choose sizes at which kappa N is an integer: rounding it moves the spectrum by O(1/N),
    which would enter c.

    Raises :class:`DomainError` on fewer than two different sizes or an error bar of zero.

    >>> fit = convergence(lambda N: Estimate(2 + (0.5 * math.log(N) - 1) / N, 0.1 / N, 9, 9),
    ...                   sizes=(50, 200, 500), limit=2)
    >>> round(fit.log_coefficient, 6), round(fit.constant, 6)
    (0.5, -1.0)
    """
    unique = tuple(sorted({integer("size", N, least=2) for N in sizes}))
    if len(unique) < 2:
        raise DomainError(f"sizes = {list(sizes)} determine no rate: give two different sizes")
    limit = real("limit", limit)
    estimates = tuple(estimate(N) for N in unique)
    scale = np.array(unique, dtype=float)
    errors = scale * [e.standard_error for e in estimates]
    if not (errors > 0).all():
        raise DomainError("an estimate has no error bar: give more draws")
    target = scale * (np.array([e.value for e in estimates]) - limit) / errors
    design = np.column_stack([np.log(scale), np.ones_like(scale)]) / errors[:, None]
    covariance = np.linalg.inv(design.T @ design)
    fit = covariance @ design.T @ target
    return Convergence(
        sizes=unique,
        estimates=estimates,
        limit=limit,
        log_coefficient=float(fit[0]),
        log_coefficient_error=math.sqrt(covariance[0, 0]),
        constant=float(fit[1]),
        constant_error=math.sqrt(covariance[1, 1]),
        chi_square=float(((target - design @ fit) ** 2).sum()),
    )
