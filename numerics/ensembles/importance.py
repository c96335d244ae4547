"""The mean of importance weights, in log space, with an error that minds a tail not seen."""

from __future__ import annotations

import math

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.monte_carlo import Estimate
from glassproof.numerics.work.arguments import FloatArray

LEAST_EFFECTIVE = 10
"""Effective draws below which a standard error means nothing (fewer, if there are few draws)."""

LEAST_KNOWN = 30
"""Effective draws of the mean of squared weights, below which their spread is not known."""


def log_mean_weight(logs: FloatArray) -> Estimate:
    """log of the mean of the weights exp(logs), with the relative error of the mean.

    ``effective_draws`` is draws/(1 + r^2), r the relative spread of the weights; the error is
    r/sqrt(draws). Raises :class:`DomainError` where too few draws carry the mean.

    >>> log_mean_weight(np.zeros(100))
    Estimate(value=0.0, standard_error=0.0, draws=100, effective_draws=100.0)
    """
    draws, top = logs.size, float(logs.max())
    weights = np.exp(logs - top)
    mean = float(weights.mean())
    squares = float((weights**2).mean()) / mean**2
    if float((weights**2).sum() ** 2 / (weights**4).sum()) < LEAST_KNOWN:
        squares = max(squares, _lognormal_squares(logs - top))
    effective = draws / squares
    if effective < min(LEAST_EFFECTIVE, draws / 10):
        raise DomainError(
            f"so few of draws = {draws} carry the mean (they count for {effective:.1f}) that its "
            f"error is not known: give more draws, some {LEAST_EFFECTIVE * squares:.1g}, or a "
            "smaller problem"
        )
    error = math.sqrt(max(squares - 1, 0.0) / draws)
    return Estimate(top + math.log(mean), error, draws, effective)


def _lognormal_squares(logs: FloatArray) -> float:
    """E w^2/(E w)^2 = exp(mu + v/2)/E w if log w is normal, of mean mu and variance v, where w has
    its mass: under the law w P/E w.

    >>> logs = np.random.default_rng(1).normal(3, 1.5, 100_000)
    >>> bool(abs(math.log(_lognormal_squares(logs)) - 1.5**2) < 0.1)
    True
    """
    weights = np.exp(logs)
    total = float(weights.sum())
    known = np.where(weights > 0, logs, 0.0)
    centre = float(weights @ known) / total
    spread = float(weights @ (known - centre) ** 2) / total
    return math.exp(min(centre + spread / 2, 700)) * logs.size / total
