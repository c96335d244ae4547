"""Theta: the grid of Fig. 3, the map of Fig. 6, sweeps of Figs. 8 and 9, beside the textbook way.

The textbook takes seconds a point, so it and the package are compared on a few identical points of
each grid. The whole grid is timed for the package only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks import textbook
from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.index_map import index_map
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.arguments import FloatArray

FIGURE_3 = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
FEW_BOUNDS = ((-12.0, -4.0), (3.0, -6.0), (-9.0, 1.0))
"""Both losses at their bounds; the generator's alone; the discriminator's alone."""
MAP_BOUNDS, MOST = (2.5, 2.5), 29
LEAST = {"D": least_loss_D, "G": least_loss_G}
NOISES, SHARES = np.logspace(-5, 2, 60), np.linspace(0.05, 0.95, 50)
SWEEPS = {
    "Fig. 8": ({"p": 5, "q": 5, "kappa": 0.9}, "sigma_z", NOISES, NOISES[42]),
    "Fig. 9": ({"p": 5, "q": 5, "sigma_z": 1.0}, "kappa", SHARES, SHARES[24]),
}
CASES = [(figure, player) for figure in SWEEPS for player in LEAST]


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """Compile before anything is timed."""
    theta([-9.0, -14.0], [-9.0, 1.0], **FIGURE_3)


def _grid(size: int) -> tuple[FloatArray, FloatArray]:
    bounds = np.linspace(-20.0, 5.0, size)
    return bounds[:, None], bounds


def _sweep_name(figure: str, player: str) -> str:
    return f"sweep of {figure}, u_{player}"


@pytest.mark.parametrize("size", [1, 20, 100, 250, 500])
def bench_theta_grid(benchmark: Any, size: int) -> None:
    """size x size bounds; at 500 the budget is 2 s."""
    values = benchmark.pedantic(theta, _grid(size), FIGURE_3, rounds=3)
    record(benchmark, work="Theta grid", way=OURS, points=size * size)
    assert values.shape == (size, size)


def bench_theta_textbook(benchmark: Any) -> None:
    """SLSQP over quad over numpy.roots, at three bounds."""
    found = benchmark.pedantic(
        lambda: [textbook.theta(*bounds, **FIGURE_3) for bounds in FEW_BOUNDS], rounds=1
    )
    record(benchmark, work="Theta grid", way=TEXTBOOK, points=len(FEW_BOUNDS))
    np.testing.assert_allclose(theta(*zip(*FEW_BOUNDS, strict=True), **FIGURE_3), found, rtol=1e-6)


def bench_theta_same_bounds(benchmark: Any) -> None:
    """The bounds of :func:`bench_theta_textbook`."""
    benchmark(theta, *zip(*FEW_BOUNDS, strict=True), **FIGURE_3)
    record(benchmark, work="Theta grid", way=PAIR, points=len(FEW_BOUNDS))


@pytest.mark.parametrize("joint", [True, False])
def bench_index_map(benchmark: Any, joint: bool) -> None:
    """The largest k_D, k_G <= 29 at 500 x 500 bounds; the budget is 10 s."""
    options = {**FIGURE_3, "joint": joint, "most": MOST}
    found = benchmark.pedantic(index_map, _grid(500), options, rounds=1)
    work = "index map, other index 0" if joint else "index map"
    record(benchmark, work=work, way=OURS, points=found.k_D.size)


def bench_index_map_textbook(benchmark: Any) -> None:
    """Both indices at one pair of bounds, by the same bisection over the textbook's Theta."""
    found = benchmark.pedantic(
        lambda: [
            textbook.largest_index(player, *MAP_BOUNDS, most=MOST, **FIGURE_3) for player in LEAST
        ],
        rounds=1,
    )
    record(benchmark, work="index map", way=TEXTBOOK, points=1)
    ours = index_map(*MAP_BOUNDS, **FIGURE_3, joint=False, most=MOST)
    assert found == [ours.k_D, ours.k_G]


def bench_index_map_same_bounds(benchmark: Any) -> None:
    """The bounds of :func:`bench_index_map_textbook`."""
    benchmark(index_map, *MAP_BOUNDS, **FIGURE_3, joint=False, most=MOST)
    record(benchmark, work="index map", way=PAIR, points=1)


@pytest.mark.parametrize(("figure", "player"), CASES)
def bench_sweep(benchmark: Any, figure: str, player: str) -> None:
    """60 values of sigma_z (Fig. 8) or 50 of kappa (Fig. 9); the budget is 1 s."""
    fixed, name, values, _ = SWEEPS[figure]
    benchmark.pedantic(LEAST[player], (), fixed | {name: values}, rounds=3)
    record(benchmark, work=_sweep_name(figure, player), way=OURS, points=values.size)


@pytest.mark.parametrize(("figure", "player"), CASES)
def bench_sweep_textbook(benchmark: Any, figure: str, player: str) -> None:
    """One value of the sweep: the loss minimised by SLSQP with the exponent >= 0."""
    fixed, name, _, value = SWEEPS[figure]
    found = benchmark.pedantic(
        textbook.least_loss, (player,), fixed | {name: float(value)}, rounds=1
    )
    record(benchmark, work=_sweep_name(figure, player), way=TEXTBOOK, points=1)
    assert found == pytest.approx(LEAST[player](**fixed, **{name: value}), rel=1e-5)


@pytest.mark.parametrize(("figure", "player"), CASES)
def bench_sweep_same_value(benchmark: Any, figure: str, player: str) -> None:
    """The value of :func:`bench_sweep_textbook`."""
    fixed, name, _, value = SWEEPS[figure]
    benchmark(LEAST[player], **fixed, **{name: value})
    record(benchmark, work=_sweep_name(figure, player), way=PAIR, points=1)
