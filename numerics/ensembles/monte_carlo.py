"""Means in log space, with error bars that mind the tail."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import real_array


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
