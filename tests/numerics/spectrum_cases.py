"""Points of the spectrum's whole domain, its edges and cusps included, for the tests to share."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from glassproof.numerics.block_matrix.spectrum import edges, transition

EPS = 2.0**-52


def _powers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda exponent: 10.0**exponent)


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, float]:
    """x1, kappa, b, b1: kappa to 1e-6 of both ends, b1/b in [1e-4, 1e4] or 0, |x1| to 1e6."""
    kappa = draw(
        st.one_of(st.floats(0.01, 0.99), _powers(-6, -2), _powers(-6, -2).map(lambda v: 1 - v))
    )
    b = draw(_powers(-3, 3))
    b1 = b * draw(st.one_of(st.just(0.0), _powers(-1, 1), _powers(-4, 4)))
    sign = draw(st.sampled_from([-1.0, 1.0]))
    kind = draw(st.sampled_from(["zero", "block", "far", "transition"]))
    if kind == "transition":
        away = draw(st.one_of(st.just(0.0), st.floats(-0.1, 0.1), _powers(-15, -3)))
        x1 = sign * transition(kappa=kappa, b=b, b1=b1) * (1 + away)
    else:
        size = {"zero": 0.0, "block": 4 * draw(st.floats(0, 1)) * max(b, b1), "far": 1e6}[kind]
        x1 = sign * size * (draw(_powers(-6, 0)) if kind == "far" else 1.0)
    return {"x1": x1, "kappa": kappa, "b": b, "b1": b1}


@st.composite
def points(draw: st.DrawFn) -> tuple[float, dict[str, float]]:
    """(z, parameters): z in the bulk, in the gap, at an edge, near one, outside, far outside."""
    given = draw(parameters())
    ends = edges(**given)
    width = ends[-1] - ends[0]
    kind = draw(st.sampled_from(["hull", "inside", "edge", "near", "outside", "far"]))
    end = draw(st.sampled_from([float(e) for e in ends]))
    sign = draw(st.sampled_from([-1.0, 1.0]))
    if kind == "hull":
        z = ends[0] + draw(st.floats(0, 1)) * width
    elif kind == "inside":
        middle = 1 if len(ends) == 4 else 0
        z = ends[middle] + draw(st.floats(-0.3, 1.3)) * (ends[middle + 1] - ends[middle])
    elif kind == "edge":
        z = end
    elif kind == "near":
        z = end + sign * draw(_powers(-16, -3)) * width
    elif kind == "outside":
        z = end + sign * draw(_powers(-2, 1)) * width
    else:
        z = sign * draw(_powers(0, 6))
    return float(z), given


def conditioning(z: float, given: dict[str, float]) -> float:
    """How far rounding of z may move the transforms, in units of their block's: eps/d^(2/3).

    d is the relative distance to the nearest edge. At a plain edge the square root makes it
    eps/d^(1/2); 2/3 is the cusp, the worst case. 300 covers the constants of extreme blocks.
    """
    ends = edges(**given)
    size = max(abs(z), ends[-1] - ends[0])
    distance = float(min(abs(ends - z)))
    if len(ends) == 2:
        distance = min(distance, _from_cusp(z, given))
    return 300 * EPS / max(distance / size, EPS) ** (2 / 3)


def _from_cusp(z: float, given: dict[str, float]) -> float:
    """Distance from where the inner edges would meet, the part of it that x1 is short included."""
    rest = {name: value for name, value in given.items() if name != "x1"}
    threshold = math.copysign(transition(**rest), given["x1"])
    cusp = edges(x1=threshold * (1 + 1e-10), **rest)[1:3].mean()
    short = abs(given["x1"] / threshold - 1)
    return float(abs(z - cusp) + abs(threshold) * short**1.5)


def half_widths(given: dict[str, float]) -> tuple[float, float]:
    """(sigma_D, sigma_G): half the half-widths of the two diagonal blocks' spectra."""
    kappa, b, b1 = given["kappa"], given["b"], given["b1"]
    return math.sqrt((kappa * b * b + b1 * b1) / 2), b * math.sqrt((1 - kappa) / 2)
