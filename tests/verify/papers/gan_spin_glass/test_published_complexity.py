"""The published exponent against a plain grid maximum, and what separates it from the exact one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.verify.papers.gan_spin_glass import published_grid
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    _best,
    _best_at,
    _best_on,
    law,
    published_constant,
    published_least_loss,
    theta_published,
)
from glassproof.verify.papers.gan_spin_glass.published_grid import CELLS, grid_losses
from glassproof.verify.papers.gan_spin_glass.published_potential import published_log_potential
from tests.numerics.exponent_reference import rate, transforms

INF = math.inf
FIGURE = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
M = 6


def exponent(x: float, x1: float) -> float:
    """-x^2/(2 s2) - x1^2/(2 s12) + log-potential at the published constants of FIGURE."""
    b, b1, kappa = math.sqrt(M * (M - 1) * 2.0**M), math.sqrt(6 * 0.9), 0.9
    g_D, g_G = transforms(x, x1, kappa, b, b1)
    g = kappa * g_D + (1 - kappa) * g_G
    value = -kappa * np.log(g_D) - (1 - kappa) * np.log(g_G)
    value += (b * g) ** 2 / 4 + kappa * (b1 * g_D) ** 2 / 4
    return float(value.real) - x * x / (M**2 * 2.0 ** (3 * M)) - x1 * x1 / 9.0


def grid_maximum(u_D: float, u_G: float, k_D: int = 0, k_G: int = 0) -> float:
    """Over a grid of the region, with its boundary lines and the blocks' edges."""
    b, b1, kappa, ratio = math.sqrt(M * (M - 1) * 2.0**M), math.sqrt(6 * 0.9), 0.9, M * 2.0**M
    edge_D, edge_G = math.sqrt(2 * kappa * (b * b + b1 * b1)), math.sqrt(2 * (1 - kappa)) * b
    best = -INF
    special = [0.0, ratio * u_G, -edge_G, edge_G, -edge_D, edge_D]
    for x in [*np.linspace(-4500, 4500, 21), *np.linspace(-280, 280, 15), *special]:
        floor = -3 * (u_D + x / ratio)
        for x1 in [
            *(floor + np.linspace(0, 12, 9)),
            *np.linspace(-2, 2, 9),
            -x - edge_D,
            -x + edge_D,
        ]:
            if x > ratio * u_G + 1e-9 or x1 < floor - 1e-9:
                continue
            if (k_G and abs(x) < edge_G) or (k_D and abs(x + x1) < edge_D - 1e-9):
                continue
            cost = k_G * kappa * rate(abs(x), edge_G)
            cost += k_D * (1 - kappa) * rate(abs(x + x1), edge_D)
            best = max(best, exponent(x, x1) - cost)
    return best + published_constant(**FIGURE)


@pytest.mark.parametrize(
    ("u_D", "u_G", "k_D", "k_G"),
    [(5.0, 0.5, 0, 0), (-1.0, -1.0, 0, 0), (0.0, 0.1, 1, 0), (2.0, 0.3, 0, 2)],
)
def test_against_a_grid(u_D, u_G, k_D, k_G) -> None:
    """Not below any grid point; above the best by at most what the spacing costs.

    450 in x is a fifth of its standard deviation 2172; x1 is 0.5 apart around 0 and 1.5 beyond,
    of a standard deviation of 2.1: 0.2 is allowed.
    """
    got = theta_published(u_D, u_G, **FIGURE, k_D=k_D, k_G=k_G)
    want = grid_maximum(u_D, u_G, k_D, k_G)
    assert want - 1e-6 < got < want + 0.2


@pytest.mark.parametrize(("x", "k_D", "k_G", "low", "high"), [
    (-40.0, 0, 0, -20.0, 20.0), (-40.0, 0, 0, 3.0, 9.0), (-40.0, 2, 0, 250.0, 350.0),
    (-40.0, 1, 3, 230.0, 260.0), (70.0, 9, 0, -1.0, 1.0), (70.0, 9, 9, -1.0, 1.0),
])  # fmt: skip
def test_the_best_x1_against_a_fine_line(x, k_D, k_G, low, high) -> None:
    """200 steps a line: below the maximum by at most the square of the spacing, over 9."""
    at = law(3, 3, 1.0, 0.9, k_D, k_G)
    line = [
        exponent(x, float(x1))
        - at.cost_D * rate(abs(x + x1), at.edge_D)
        - at.cost_G * rate(max(abs(x), at.edge_G), at.edge_G)
        for x1 in np.linspace(low, high, 201)
    ]
    got = _best_on(low, high, x, at)
    assert max(line) - 1e-7 < got < max(line) + ((high - low) / 200) ** 2 / 9 + 1e-7


@pytest.mark.parametrize("behind", [0.1, 5.0, 3000.0])
@pytest.mark.parametrize("ahead", [0.1, 5.0, 3000.0])
def test_the_best_x_is_found_close_to_either_end(behind, ahead) -> None:
    """The largest over all x, also if the interval has it just inside one of its ends."""
    u_D, ratio, at = math.inf, M * 2.0**M, law(3, 3, 1.0, 0.9)
    line = np.linspace(3.0, 6000.0, 2000)
    top = float(line[np.argmax([_best_at(x, u_D, ratio, 3.0, at) for x in line])])
    want = max(_best_at(x, u_D, ratio, 3.0, at) for x in np.linspace(top - 3, top + 3, 601))
    got = _best(top - behind, top + ahead, u_D, ratio, 3.0, at)
    assert got == pytest.approx(want, abs=1e-6)  # the grid of 0.01 in x, curved by 1e-3


def test_the_origin_is_no_maximum_with_the_published_constants() -> None:
    """The published variance of x is so large that the exponent is not concave."""
    centre = exponent(0.0, 0.0) + published_constant(**FIGURE)
    top = theta_published(INF, INF, **FIGURE)
    assert top > centre + 2
    assert abs(theta(INF, INF, **FIGURE) - 0.6187414026) < 1e-9
    assert top > 10


def test_index_zero_restricts_nothing_as_published() -> None:
    free = theta_published(0.3, 0.1, **FIGURE)
    assert theta_published(0.3, 0.1, **FIGURE, k_D=0, k_G=0) == free
    assert theta(0.3, 0.1, **FIGURE, k_D=0, k_G=0) < theta(0.3, 0.1, **FIGURE) - 2


def test_monotone_and_minus_infinity() -> None:
    values = theta_published(np.linspace(-10, 5, 7)[:, None], np.linspace(-2, 2, 7), **FIGURE)
    assert (np.diff(values, axis=0) > -1e-8).all()
    assert (np.diff(values, axis=1) > -1e-8).all()
    assert theta_published(-INF, 0.0, **FIGURE) == -INF


def test_least_loss_is_a_zero() -> None:
    for player in ("D", "G"):
        u = published_least_loss(player, p=5, q=5, sigma_z=0.3, kappa=0.9)
        pair = (u, INF) if player == "D" else (INF, u)
        assert abs(theta_published(*pair, p=5, q=5, sigma_z=0.3, kappa=0.9)) < 1e-7


def test_figures_8_and_9_show_the_end_of_their_grid() -> None:
    """The generator's least loss is the grid's own least x: flat, and the same for every kappa.

    A grid three times as wide returns three times the value, and without a grid it is lower yet.
    """
    end = -1000 / (10 * 2**10)
    glass = {"p": 5, "q": 5, "sigma_z": 1.0, "kappa": 0.9}
    for change in ({}, {"sigma_z": 100.0}, {"kappa": 0.1}, {"kappa": 0.5}):
        assert grid_losses(**{**glass, **change}).u_G == end
    grid = {"x": np.linspace(-1000, 25, 2000), "x1": np.linspace(-15, 40, 100)}
    assert grid_losses(**glass) == grid_losses(**glass, **grid)
    assert grid_losses(**glass, x=np.linspace(-3000, 25, 200)).u_G == 3 * end
    assert published_least_loss("G", **glass) < 1000 * end


@pytest.mark.parametrize(
    ("xs", "x1s"),
    [
        (np.linspace(-6000, 100, 9), np.linspace(-15, 40, 12)),
        (np.zeros(1), np.linspace(-40, 40, 161)),
    ],
    ids=["a small grid", "a fine line along x1"],
)
def test_grid_losses_by_the_definition(xs, x1s) -> None:
    """Every point in plain Python, with the exact log-potential."""
    good = [(x, x1) for x in xs for x1 in x1s if exponent(x, x1) + published_constant(**FIGURE) > 0]
    found = grid_losses(**FIGURE, x=xs, x1=x1s, exact=True)
    assert (found.u_D, found.u_G) == pytest.approx(least_of(good))


def least_of(good: list[tuple[float, float]]) -> tuple[float, float]:
    """The least bounds whose region holds one of the points."""
    ratio = M * 2.0**M
    return min(-x1 / 3 - x / ratio for x, x1 in good), min(x / ratio for x, _ in good)


@pytest.mark.parametrize("sigma_z", [1e-3, 0.03, 1.0, 30.0])
def test_as_published_every_point_of_a_grid_is_looked_at(sigma_z: float) -> None:
    """The bounds that spare points lose none: all of them, by the published quadrature."""
    glass = {**FIGURE, "sigma_z": sigma_z}
    at, constant = law(**glass), published_constant(**glass)
    xs, x1s = np.linspace(-900 * sigma_z, 30.0, 173), np.linspace(-9.0, 14.0, 31)
    good = []
    for x1 in x1s:
        potential = published_log_potential(
            xs, x1=float(x1), kappa=0.9, b=at.b, b1=at.b1, cells=CELLS
        )
        here = constant - xs**2 / (2 * at.s2) - x1**2 / (2 * at.s12) + potential
        good += [(float(x), float(x1)) for x in xs[here > 0]]
    assert 0 < len(good) < xs.size * x1s.size
    found = grid_losses(**glass, x=xs, x1=x1s)
    assert (found.u_D, found.u_G) == pytest.approx(least_of(good))


def test_the_published_sweeps_hardly_depend_on_the_cells_of_the_quadrature(monkeypatch) -> None:
    """Four times as many cells move the least losses by at most a step of the published grid."""
    noises = [{"p": 5, "q": 5, "sigma_z": s, "kappa": 0.9} for s in (1e-4, 1e-2, 1.0)]
    shares = [{"p": 5, "q": 5, "sigma_z": 1.0, "kappa": 0.05 + 0.9 * k / 49} for k in (2, 47)]
    glasses = noises + shares  # at these shares a whole column of the grid is all but decided
    few = [grid_losses(**glass) for glass in glasses]
    monkeypatch.setattr(published_grid, "CELLS", 3 * CELLS)
    step = 1025 / 1999 / (10 * 2**10)
    for one, glass in zip(few, glasses, strict=True):
        more = grid_losses(**glass)
        assert abs(one.u_D - more.u_D) < 3.5 * step
        assert abs(one.u_G - more.u_G) < 1.5 * step


def test_where_no_grid_ends_the_published_sweep_has_no_minimum_and_no_flat_part() -> None:
    """All as published but the ends of the grid: both least losses fall as sigma_z grows."""
    found = []
    for sigma_z in (0.01, 0.1, 1.0):
        glass = {"p": 5, "q": 5, "sigma_z": sigma_z, "kappa": 0.9}
        half = np.sinh(np.linspace(0.0, math.asinh(12 * math.sqrt(law(**glass).s2)), 600))
        xs = np.concatenate([-half[::-1], half[1:]])
        found.append(grid_losses(**glass, x=xs, x1=np.linspace(-20, 20, 81)))
        near = [published_least_loss(player, **glass) for player in ("D", "G")]
        assert [found[-1].u_D, found[-1].u_G] == pytest.approx(near, rel=0.03)
    assert found[0].u_D > found[1].u_D > found[2].u_D
    assert found[0].u_G > found[1].u_G > found[2].u_G


def test_bad_input_is_named() -> None:
    with pytest.raises(DomainError, match="player"):
        published_least_loss("E", p=5, q=5, sigma_z=0.3, kappa=0.9)
    with pytest.raises(DomainError, match="sigma_z"):
        theta_published(0.0, 0.0, p=5, q=5, sigma_z=0.0, kappa=0.9)
    with pytest.raises(DomainError, match="u_D"):
        theta_published(math.nan, 0.0, **FIGURE)
