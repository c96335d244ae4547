"""Density, edges and transition: known cases, conservation laws, sampled matrices, refusals."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix import support, symbols
from glassproof.derivations.block_matrix.saddle_point import moments
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.certified_spectrum import density_ball, edges_ball
from glassproof.numerics.block_matrix.samplers import eigenvalues
from glassproof.numerics.block_matrix.spectrum import density, edges, transition
from glassproof.numerics.work.streams import stream
from tests.numerics.spectrum_cases import EPS, half_widths, parameters, points

FIGURE_1 = {"kappa": 0.9, "b": 1.0, "b1": 0.5}
DERIVED_TRANSITION = sp.lambdify(
    (symbols.kappa, symbols.b, symbols.b1), support.transition().result, "mpmath"
)
SPREAD = [
    {"x1": 1.1, **FIGURE_1},
    {"x1": 1.5, **FIGURE_1},
    {"x1": 4.0, **FIGURE_1},
    {"x1": -2.5, "kappa": 0.5, "b": 1.0, "b1": 1.0},
    {"x1": 0.3, "kappa": 0.2, "b": 2.0, "b1": 0.0},
    {"x1": 8.5, "kappa": 0.6, "b": 1.0, "b1": 3.0},
    {"x1": 30.0, "kappa": 0.001, "b": 1.0, "b1": 0.1},
]


def _moments(given, count):
    """Integrals of z^k rho over each component, k < count: tanh-sinh, made for edges."""
    s = np.arange(-3.4, 3.4 + 1e-9, 0.005)
    node = np.tanh(np.pi / 2 * np.sinh(s))
    weight = np.pi / 2 * np.cosh(s) / np.cosh(np.pi / 2 * np.sinh(s)) ** 2 * 0.005
    result = []
    for low, high in edges(**given).reshape(-1, 2):
        z = (low + high) / 2 + (high - low) / 2 * node
        values = density(z, **given) * weight * (high - low) / 2
        result.append([(values * z**k).sum() for k in range(count)])
    return np.array(result)


@pytest.mark.parametrize("b", [1e-3, 1.0, 250.0])
@pytest.mark.parametrize("kappa", [1e-6, 0.3, 0.999])
def test_without_b1_and_x1_it_is_the_semicircle(b, kappa):
    radius = math.sqrt(2) * b
    z = np.linspace(-0.999, 0.999, 101) * radius
    exact = 2 / (math.pi * radius**2) * np.sqrt(radius**2 - z**2)
    # One unit of rounding in z moves the density by eps/(1 - z/radius) < 1000 eps of itself.
    np.testing.assert_allclose(density(z, x1=0, kappa=kappa, b=b, b1=0), exact, rtol=4e-13)
    np.testing.assert_allclose(edges(x1=0, kappa=kappa, b=b, b1=0), [-radius, radius], rtol=1e-14)


@pytest.mark.parametrize("given", SPREAD)
def test_total_mass_is_one_and_each_component_carries_its_block(given):
    mass = _moments(given, 1)[:, 0]
    assert abs(mass.sum() - 1) < 1e-10
    if len(mass) == 2:
        lower = given["kappa"] if given["x1"] > 0 else 1 - given["kappa"]
        assert abs(mass[0] - lower) < 1e-10


@pytest.mark.parametrize("given", SPREAD)
def test_moments_are_the_derived_ones(given):
    values = {getattr(symbols, name): sp.Rational(value) for name, value in given.items()}
    exact = [float(m) for m in moments().result.subs(values)]
    found = _moments(given, 5).sum(axis=0)
    radius = max(abs(edges(**given)))
    assert (abs(found - exact) < 1e-9 * radius ** np.arange(5)).all()


@settings(max_examples=150, deadline=None)
@given(points(), st.integers(-60, 60))
def test_scaling_reflection_and_sign(case, exponent):
    z, given = case
    value = density(z, **given)
    assert value >= 0
    scale = 2.0**exponent
    scaled = {"kappa": given["kappa"], **{n: scale * given[n] for n in ("x1", "b", "b1")}}
    assert density(scale * z, **scaled) * scale == pytest.approx(value, rel=1e-13, abs=0)
    np.testing.assert_allclose(edges(**scaled), scale * edges(**given), rtol=1e-13)
    mirrored = given | {"x1": -given["x1"]}
    np.testing.assert_array_equal(edges(**mirrored), -edges(**given)[::-1])


@settings(max_examples=150, deadline=None)
@given(parameters())
def test_edges_are_the_certified_ones(given):
    balls = edges_ball(**given, digits=20)
    found = edges(**given)
    cusp = abs(abs(given["x1"]) / transition(**_without_x1(given)) - 1) < 1e-13
    if not cusp:
        assert len(balls) == len(found)
        size = max(half_widths(given))
        for ball, end in zip(balls, found, strict=True):
            # Close to the transition the gap opens as the power 3/2 of the rounding of x1.
            assert abs(float(ball - end)) <= 1e-14 * max(abs(end), abs(given["x1"]), size)


@settings(max_examples=150, deadline=None)
@given(parameters())
def test_density_starts_at_the_edges(given):
    ends = edges(**given)
    step = 1e-6 * np.diff(ends).min()
    if step < 1e3 * EPS * max(abs(ends)):
        return
    signs = np.array([1, -1] * (len(ends) // 2))
    assert (density(ends + signs * step, **given) > 0).all()
    assert (density(ends - signs * step, **given) == 0).all()


@settings(max_examples=150, deadline=None)
@given(parameters())
def test_transition_separates_one_component_from_two(given):
    rest = _without_x1(given)
    threshold = transition(**rest)
    assert len(edges(x1=threshold * (1 - 1e-12), **rest)) == 2
    assert len(edges(x1=-threshold * (1 + 1e-12), **rest)) == 4
    with mpmath.workdps(60):
        derived = DERIVED_TRANSITION(**{name: mpmath.mpf(value) for name, value in rest.items()})
    assert threshold == pytest.approx(float(derived), rel=1e-14)


def test_transition_in_closed_cases():
    """Without b1 it is Pastur's; a large b1 leaves sigma_D alone: x1* -> sqrt(2) b1."""
    for kappa in (0.01, 0.5, 0.9):
        cubes = kappa ** (1 / 3) + (1 - kappa) ** (1 / 3)
        assert transition(kappa=kappa, b=3, b1=0) == pytest.approx(
            3 / math.sqrt(2) * cubes**1.5, rel=1e-14
        )
        assert transition(kappa=kappa, b=1e-5, b1=1) == pytest.approx(math.sqrt(2), rel=1e-4)


def test_figure_1_parts_at_1_42_and_not_at_3_halves():
    threshold = transition(**FIGURE_1)
    assert threshold == pytest.approx(1.42004863480015196761064, rel=1e-15)
    exact = {"kappa": Fraction(9, 10), "b": 1, "b1": Fraction(1, 2)}
    assert len(edges_ball(x1=Fraction(142004, 100000), **exact)) == 2
    assert len(edges_ball(x1=Fraction(142005, 100000), **exact)) == 4
    assert len(edges_ball(x1=Fraction(3, 2), **exact)) == 4


def test_density_is_continuous_across_the_transition_and_opens_as_a_cube_root():
    threshold = transition(**FIGURE_1)
    z = np.linspace(-4, 3, 2001)
    below, above = (density(z, x1=threshold + d, **FIGURE_1) for d in (-1e-9, 1e-9))
    # A shift d of x1 moves the density by at most the order of d^(1/3) = 1e-3, at the cusp.
    assert abs(below - above).max() < 5e-3
    ends = edges(x1=threshold * (1 + 1e-13), **FIGURE_1)
    assert len(ends) == 4
    cusp = ends[1:3].mean()
    distance = 10.0 ** np.arange(-8, -3)
    values = density(cusp + distance, x1=threshold, **FIGURE_1)
    slope = np.polyfit(np.log(distance), np.log(values), 1)[0]
    assert slope == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("given", SPREAD[:6])
def test_edges_enclose_sampled_eigenvalues_to_the_tracy_widom_scale(given):
    """Level < 1e-9, power: an edge wrong by 5 % of the half width fails.

    Beyond an edge by s Tracy-Widom units (half width times N^(-2/3), at most) the tail is
    exp(-2 s^1.5/3): s = 11 gives 3e-11 an edge. Inward the extreme eigenvalue lies within as many.
    """
    N = 400
    found = eigenvalues(N=N, draws=4, rng=stream(3), **given)
    ends = edges(**given)
    unit = (ends[-1] - ends[0]) / 2
    near = 11 * N ** (-2 / 3) / min(given["kappa"], 1 - given["kappa"]) ** (1 / 6)
    assert near < 0.32
    distance = np.abs(found[:, [0, -1]] - ends[[0, -1]])
    assert (distance < near * unit).all()
    if len(ends) == 4:
        inside = (found > ends[1] + near * unit) & (found < ends[2] - near * unit)
        assert not inside.any()
        lower = (found < ends[1:3].mean()).sum(axis=1)
        share = given["kappa"] if given["x1"] > 0 else 1 - given["kappa"]
        assert (abs(lower - share * N) <= 1).all()


@pytest.mark.parametrize("given", SPREAD[:6])
def test_cumulative_density_is_that_of_sampled_eigenvalues(given):
    """Level < 1e-9: counts of a rigid spectrum differ from N F by O(log N), far below 12.

    Power: kappa <-> 1 - kappa, or b1 -> 4 b1, moves F by more than 12/400 at these parameters.
    """
    N = 400
    found = np.sort(eigenvalues(N=N, draws=1, rng=stream(5), **given)[0])

    def distance(law):
        ends = edges(**law)
        grid = np.linspace(ends[0], ends[-1], 20001)
        values = density(grid, **law)
        cumulative = np.concatenate([[0], np.cumsum((values[1:] + values[:-1]) / 2)])
        cumulative *= grid[1] - grid[0]
        counts = np.searchsorted(found, grid)
        return abs(counts / N - cumulative).max()

    assert distance(given) < 12 / N
    if given["kappa"] != 0.5:
        assert distance(given | {"kappa": 1 - given["kappa"]}) > 12 / N
    if given["b1"] > 0:
        assert distance(given | {"b1": 4 * given["b1"]}) > 12 / N


def test_broadcasting_and_kinds():
    z = np.zeros((2, 1, 3))
    x1 = np.arange(4.0)[:, None]
    values = density(z, x1=x1, kappa=0.9, b=1, b1=0.5)
    assert values.shape == (2, 4, 3)
    assert values[1, 2, 0] == density(0.0, x1=2.0, kappa=0.9, b=1, b1=0.5)
    assert isinstance(density(0, x1=0, kappa=0.9, b=1, b1=0), float)
    assert density([], x1=0, kappa=0.9, b=1, b1=0).shape == (0,)
    float_ball = density_ball("0.3", x1="1.1", kappa="0.9", b=1, b1="0.5")
    assert density(0.3, x1=1.1, **FIGURE_1) == pytest.approx(float(float_ball), rel=1e-13)


GOOD = {"x1": 0.0, "kappa": 0.5, "b": 1.0, "b1": 0.5}
BAD = [
    *[("kappa", value) for value in (0, 1, -0.1, 1.5, math.nan, math.inf, "half", 1j, None)],
    *[("b", value) for value in (0, -1, math.nan, math.inf, "1", 1 + 0j, 1e-200, 1e200)],
    *[("b1", value) for value in (-1e-9, math.nan, math.inf, "1", 2j, [[1], [2, 3]])],
    *[("x1", value) for value in (math.nan, -math.inf, "0", 1j, 1e300)],
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refusals_name_the_argument(name, value):
    for call in (
        lambda given: density(0.0, **given),
        lambda given: edges(**given),
        lambda given: transition(**_without_x1(given)) if name != "x1" else edges(**given),
    ):
        with pytest.raises(DomainError, match=name):
            call(GOOD | {name: value})


@pytest.mark.parametrize("z", [math.nan, math.inf, "0", 1j, [0, math.nan], None])
def test_density_refuses_a_bad_point(z):
    with pytest.raises(DomainError, match="z"):
        density(z, **GOOD)


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(DomainError, match="broadcast"):
        density([0, 1], **(GOOD | {"x1": [0, 1, 2]}))
    with pytest.raises(DomainError, match="kappa has shape"):
        edges(**(GOOD | {"kappa": [0.5, 0.6]}))


def _without_x1(given):
    return {name: value for name, value in given.items() if name != "x1"}
