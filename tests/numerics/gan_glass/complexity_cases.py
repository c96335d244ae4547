"""Glasses, bounds and indices at which Theta is tested."""

from __future__ import annotations

import math

from hypothesis import strategies as st

INF = math.inf
FIGURE = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}


@st.composite
def glasses(draw: st.DrawFn) -> dict[str, float]:
    return {
        "p": draw(st.integers(2, 12)),
        "q": draw(st.integers(1, 12)),
        "sigma_z": 10 ** draw(st.floats(-6, 3)),
        "kappa": draw(st.floats(0.001, 0.999)),
    }


def scales(glass: dict[str, float]) -> tuple[float, float]:
    """Standard deviations of L_D and L_G per sqrt(N)."""
    spread = glass["sigma_z"] * 2 ** ((glass["p"] + glass["q"]) / 2)
    return math.hypot(1, spread), spread


bounds = st.one_of(st.floats(-4, 2), st.just(INF))
indices = st.one_of(st.none(), st.integers(0, 40))
