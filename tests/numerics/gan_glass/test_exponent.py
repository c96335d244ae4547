"""The maximiser's parts: rates, brackets that hold the zero and close fast, reaches that bound."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.ensembles import extreme_eigenvalues
from glassproof.numerics.block_matrix.branch import physical_branch
from glassproof.numerics.gan_glass.exponent import (
    Landscape,
    bracket_of,
    narrowed,
    rate,
    rate_slope,
    reach_of,
)

FALLING = {
    "exponential": (lambda t: math.exp(-t) - 0.3, -1.0, 4.0, -math.log(0.3)),
    "cubic": (lambda t: 2.0 - t**3 - t, -3.0, 5.0, 1.0),
    "arc tangent": (lambda t: math.atan(5.0 * (1.5 - t)), -4.0, 3.0, 1.5),
}


def closed(f, low, high):
    """The zero that the bracket closes on, and how often it looked."""
    bracket, looks = bracket_of(low, f(low), high, f(high)), 0
    while not bracket.done:
        assert low <= min(bracket.a, bracket.b) <= bracket.t <= max(bracket.a, bracket.b) <= high
        bracket, looks = narrowed(bracket, f(bracket.t)), looks + 1
    return bracket.best, looks


@pytest.mark.parametrize("name", FALLING)
def test_brackets_close_on_the_zero_much_faster_than_bisection(name) -> None:
    """Bisection halves the bracket to rounding in more than 45 looks."""
    f, low, high, zero = FALLING[name]
    found, looks = closed(f, low, high)
    assert found == pytest.approx(zero, abs=1e-12)
    assert looks < 20


def test_the_first_look_is_where_the_secant_says() -> None:
    assert bracket_of(-1.0, 3.0, 3.0, -1.0).t == 2.0


def test_a_function_without_zero_is_answered_by_an_end() -> None:
    for f, end in ((lambda t: -1.0 - t, 0.0), (lambda t: 5.0 - t, 2.0), (lambda t: -t, 0.0)):
        bracket = bracket_of(0.0, f(0.0), 2.0, f(2.0))
        assert (bracket.done, bracket.best) == (True, end)


def test_the_rate_is_the_integral_of_its_slope() -> None:
    """By 400 Gauss nodes in v, u = E cosh v; zero up to the edge, as rounding may step inside."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    for u, edge in ((1.5, 1.0), (40.0, 8.0), (2.001, 2.0)):
        top = math.acosh(u / edge)
        at = top * (nodes + 1) / 2
        slopes = [rate_slope(edge * math.cosh(v), edge) * edge * math.sinh(v) for v in at]
        assert rate(u, edge) == pytest.approx(top / 2 * float(weights @ slopes), rel=1e-11)
    assert rate(1.0, 1.0) == rate(0.9, 1.0) == rate_slope(0.9, 1.0) == 0.0


@pytest.mark.parametrize(("u", "edge"), [(1.5, 1.0), (40.0, 8.0), (2.001, 2.0), (1e6, 3.0)])
def test_the_rate_is_the_derived_one(u: float, edge: float) -> None:
    here = {extreme_eigenvalues.u: sp.Rational(u), extreme_eigenvalues.E: sp.Rational(edge)}
    derived = extreme_eigenvalues.rate_function().result
    slope = sp.diff(derived, extreme_eigenvalues.u)
    assert rate(u, edge) == pytest.approx(float(derived.subs(here).evalf(30)), rel=1e-11)
    assert rate_slope(u, edge) == pytest.approx(float(slope.subs(here).evalf(30)), rel=1e-11)


def landscape(kappa: float, b: float, b1: float) -> Landscape:
    """Without cost and floors."""
    return Landscape(kappa, b, b1, -math.inf, -math.inf, 0.0, 0.0)


def largest(kappa: float, b: float, b1: float, x1: float) -> tuple[float, float]:
    """The greatest |kappa g_D|, |kappa' g_G| over a grid of z that holds -x1 and 0."""
    scale = 3 * (b + b1)
    grid = [*np.linspace(-scale - abs(x1), scale + abs(x1), 401), -x1, 0.0]
    pairs = [physical_branch(float(z), x1, kappa, b, b1) for z in grid]
    return max(kappa * abs(g) for g, _ in pairs), max((1 - kappa) * abs(g) for _, g in pairs)


@pytest.mark.parametrize("kappa", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("b", "b1", "x1"), [(1.0, 0.5, 0.7), (1.0, 3.0, -6.0), (2.0, 0.1, 0.0)])
def test_reaches_bound_both_transforms(kappa, b, b1, x1) -> None:
    reach = reach_of(landscape(kappa, b, b1))
    assert all(g <= r for g, r in zip(largest(kappa, b, b1, x1), reach, strict=True))


@pytest.mark.parametrize(("kappa", "b", "b1"), [(0.5, 1e-4, 1.0), (0.4, 1e-4, 3.0)])
def test_reaches_are_met_by_blocks_that_are_far_apart(kappa, b, b1) -> None:
    """So far that each block is a semicircle of its own, whose transform is 1/sigma at most."""
    reach = reach_of(landscape(kappa, b, b1))
    assert largest(kappa, b, b1, 1e6) == pytest.approx(reach, rel=1e-3)
    b, b1 = 1.0, 0.0
    assert largest(kappa, b, b1, 1e6) == pytest.approx(reach_of(landscape(kappa, b, b1)), rel=1e-3)
