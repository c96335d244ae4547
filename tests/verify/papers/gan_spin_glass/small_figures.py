"""The paper's figures with little data, so that they are computed in a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from glassproof.verify.papers.gan_spin_glass.figures import FIGURES, complexity_data, spectrum_data

SMALL: dict[str, Callable[[], Any]] = {
    "densities": partial(spectrum_data.densities, draws=2, size=40, points=80),
    "plane": partial(spectrum_data.plane, points=12),
    "determinants": partial(spectrum_data.determinants, draws=3, size=20, points=4),
    "surface": partial(complexity_data.surface, points=9, coarse=5, draws=1000),
    "indexed": partial(complexity_data.indexed, points=5, draws=24),
    "bands": partial(complexity_data.bands, points=6, coarse=3, draws=16),
    "noise_sweep": partial(complexity_data.noise_sweep, points=3, draws=400),
    "size_sweep": partial(complexity_data.size_sweep, points=3, draws=400),
}


@cache
def small(data: str) -> Any:
    """The arrays of one kind."""
    return SMALL[data]()


SMALL_FIGURES = tuple(replace(f, data=partial(small, f.data.name)) for f in FIGURES)
