"""Sampled sums, from their definition."""

from __future__ import annotations

import numpy as np

SECOND = 2.0


def draw_sums(rng: np.random.Generator, draws: int) -> np.ndarray:
    """Sums of Gaussians of deviations 1 and SECOND."""
    values = rng.standard_normal(draws) + SECOND * rng.standard_normal(draws)
    return np.array([draws, values @ values])
