"""Least losses at a finite size, beside the limits of Figs. 8 and 9: where one point is expected.

In the limit the least loss is where Theta changes its sign, and with it the expected number of
points below goes from nothing to exponentially many. At a finite size that is where it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassproof.numerics.gan_glass.expected_count import log_expected_count
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import SEED

SIZE = 50
"""N = n_D + n_G."""
NOISES = (1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1)
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""sigma_z and kappa at which counts are taken; kappa N is n_D."""
LEAST: dict[str, Callable[..., Any]] = {"u_D": least_loss_D, "u_G": least_loss_G}
STEPS = 3
"""Of the secant, from 0.9 and 1 times the limit; the fourth would move a loss by less than 1e-4."""


@dataclass(frozen=True)
class OnePoint:
    """Losses below which one critical point is expected, rows of D and of G over ``at``, with the
    standard ``errors`` of the sampled expectation."""

    at: FloatArray
    values: FloatArray
    errors: FloatArray


def one_point(name: str, orders: int, draws: int, **fixed: float) -> OnePoint:
    """Along ``sigma_z`` or ``kappa``, at p = q = ``orders``."""
    at = {"sigma_z": NOISES, "kappa": SHARES}[name]
    rows = [
        [_crossing(bound, draws, {"p": orders, "q": orders, **fixed, name: value}) for value in at]
        for bound in LEAST
    ]
    values, errors = np.moveaxis(np.array(rows), -1, 0)
    return OnePoint(np.array(at), values, errors)


def _crossing(bound: str, draws: int, glass: dict[str, Any]) -> tuple[float, float]:
    """Where the log of the expected number vanishes, and its standard error."""
    n_D = round(glass["kappa"] * SIZE)
    sampled: dict[str, Any] = {name: value for name, value in glass.items() if name != "kappa"}

    def count(u: float) -> tuple[float, float]:
        at: dict[str, Any] = {**sampled, bound: u}
        found = log_expected_count(n_D=n_D, n_G=SIZE - n_D, draws=draws, seed=SEED, **at)
        return found.value, found.standard_error

    limit = float(LEAST[bound](**glass))
    (u, before), (v, now) = ((r * limit, count(r * limit)) for r in (0.9, 1.0))
    for _ in range(STEPS):
        slope = (now[0] - before[0]) / (v - u)
        u, before, v = v, now, v - now[0] / slope
        now = count(v)
    return v, abs(now[1] / slope)


def away(found: OnePoint, at: FloatArray, limits: Sequence[FloatArray]) -> float:
    """The largest relative distance from the ``limits`` of D and G over ``at``."""
    return max(
        float(np.abs(values / np.interp(np.log(found.at), np.log(at), limit) - 1).max())
        for values, limit in zip(found.values, limits, strict=True)
    )
