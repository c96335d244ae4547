"""How sampled values approach their limit in N: a fit, for the tests to share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from glassproof.numerics.ensembles.monte_carlo import Estimate


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

    Theory for b1 = 0 (from the one-point function): a = 1/2 for x inside the bulk, a = 0
    outside. Choose sizes at which kappa N is an integer: rounding it moves the spectrum by O(1/N),
    which would enter c.
    """
    unique = tuple(sorted(set(sizes)))
    estimates = tuple(estimate(N) for N in unique)
    scale = np.array(unique, dtype=float)
    errors = scale * [e.standard_error for e in estimates]
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
