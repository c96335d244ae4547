"""The log-potential: against integrals of the density, finite differences and known limits."""

import mpmath as mp
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.certified_support import edges
from glassproof.derivations.block_matrix.log_potential import (
    at_infinity,
    functional,
    gradient,
    hessian,
    log_potential,
    semicircle_limit,
    stationarity,
)
from glassproof.derivations.block_matrix.resolvent import g_D, g_G
from glassproof.derivations.block_matrix.roots import physical_root
from glassproof.derivations.block_matrix.saddle_point import moments
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x, x1, z
from tests.derivations.spectrum_reference import dyson_by_iteration, sample_eigenvalues

POINTS = [
    {"kappa": "0.9", "b": "1", "b1": "0.5", "x1": "1.1"},
    {"kappa": "0.9", "b": "1", "b1": "0.5", "x1": "4"},
    {"kappa": "0.3", "b": "0.7", "b1": "0.7", "x1": "-0.5"},
]
ARGUMENTS = (g_D, g_G, z, kappa, b, b1, x1)


def evaluate(expr, at, point):
    """The expression on the solution of the iterated Dyson map, in mpmath."""
    solution = dyson_by_iteration(at, **point, steps=10000)
    values = [*solution, at, *(mp.mpf(point[s.name]) for s in (kappa, b, b1, x1))]
    return sp.lambdify(ARGUMENTS, expr, "mpmath")(*values)


def integrate(function, point, nodes=64):
    """The integral of a smooth function over the limiting density, component by component."""
    values = {s: sp.Rational(point[s.name]) for s in (kappa, b, b1, x1)}
    ends = [float(end.mid()) for end in edges(values)]
    total = mp.mpc(0)
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        for k in range(1, nodes + 1):
            angle = mp.pi * k / (nodes + 1)
            at = float((low + high) / 2 + (high - low) / 2 * mp.cos(angle))
            root = physical_root({**values, z: sp.Rational(at)})
            height = float(root.imag.mid()) if root is not None else 0.0
            weight = mp.pi / (nodes + 1) * mp.sin(angle) * (high - low) / 2
            total += weight * 2 * height / (mp.pi * mp.mpf(point["b"]) ** 2) * function(at)
    return total


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("at", [mp.mpc("0.3", "0.6"), mp.mpc("-2.5", "0.4"), mp.mpc("7", "0.1")])
def test_against_the_integral_of_the_density(point, at):
    """int log(at - l) rho(l) dl by Gauss-Chebyshev quadrature of the physical density.

    The rule converges geometrically, at a rate set by the argument and by the density's nearest
    complex branch point; at these parameters it gives the mass to 1e-8.
    """
    assert abs(integrate(lambda _: 1, point) - 1) < 1e-8
    integral = integrate(lambda l: mp.log(at - l), point)
    closed = evaluate(log_potential().result, at, point)
    assert abs(mp.re(closed) - mp.re(integral)) < 2e-8
    assert abs(evaluate(functional(), at, point) - closed) < 1e-11  # the iteration's stop


@pytest.mark.parametrize(
    "broken",
    [
        lambda e: e.subs(b, sp.sqrt(2) * b),
        lambda e: e.subs(b1, 0),
        lambda e: e.subs(kappa, 1 - kappa),
    ],
    ids=["factor-2", "no-b1", "kappa"],
)
def test_power_of_the_integral_test(broken):
    point, at = POINTS[0], mp.mpc("0.3", "0.6")
    integral = integrate(lambda l: mp.log(at - l), point)
    wrong = evaluate(broken(log_potential().result), at, point)
    assert abs(mp.re(wrong) - mp.re(integral)) > 1e-3


@pytest.mark.parametrize("point", POINTS)
def test_derivatives_against_finite_differences(point):
    at, step = mp.mpc("0.4", "0.8"), mp.mpf("1e-3")

    def value(dz, dx1):
        moved = {**point, "x1": mp.mpf(point["x1"]) + dx1}
        return evaluate(log_potential().result, at + dz, moved)

    first, second = gradient().result, hessian().result
    in_z = (value(step, 0) - value(-step, 0)) / (2 * step)
    in_x1 = (value(0, step) - value(0, -step)) / (2 * step)
    middle = value(0, 0)
    in_zz = (value(step, 0) - 2 * middle + value(-step, 0)) / step**2
    in_x1x1 = (value(0, step) - 2 * middle + value(0, -step)) / step**2
    mixed = value(step, step) - value(step, -step) - value(-step, step) + value(-step, -step)
    # central differences: the error is step^2 times derivatives of order ten at Im z = 0.8
    assert abs(in_z - evaluate(first[0], at, point)) < 1e-5
    assert abs(in_x1 - evaluate(first[1], at, point)) < 1e-5
    assert abs(in_zz - evaluate(second[0, 0], at, point)) < 1e-4
    assert abs(in_x1x1 - evaluate(second[1, 1], at, point)) < 1e-4
    assert abs(mixed / (4 * step**2) - evaluate(second[0, 1], at, point)) < 1e-4


@settings(max_examples=20, deadline=None)
@given(
    share=st.floats(0.01, 0.99),
    width=st.floats(0.1, 3),
    extra=st.floats(0.01, 3),
    shift=st.floats(-3, 3),
)
def test_expansion_at_infinity_carries_the_moments(share, width, extra, shift):
    """F = log z - m_1/z - m_2/(2 z^2) - m_3/(3 z^3) - m_4/(4 z^4) - ..., at z = 1000 i."""
    point = {"kappa": share, "b": width, "b1": extra, "x1": shift}
    at = mp.mpc(0, 1000)
    with mp.workdps(30):
        closed = evaluate(log_potential().result, at, point)
        series = mp.log(at)
        for order, moment in enumerate(moments().result[1:], start=1):
            value = sp.lambdify((kappa, b, b1, x1), moment, "mpmath")(
                *(mp.mpf(v) for v in point.values())
            )
            series -= value / (order * at**order)
        # the next term is m_5/(5 z^5), with |m_5| < 20^5
        assert abs(closed - series) < 1e-9


def test_semicircle_against_its_known_potential():
    """b = sqrt(2): the semicircle on [-2, 2], whose potential is x^2/4 - 1/2."""
    assert (
        sp.simplify(semicircle_limit().result.subs(b, sp.sqrt(2)) - (x**2 / 4 - sp.Rational(1, 2)))
        == 0
    )


def test_semicircle_against_quadrature_in_the_bulk():
    width, at = mp.mpf("0.8"), mp.mpf("0.3")
    edge = mp.sqrt(2) * width
    value = mp.quad(
        lambda l: mp.log(abs(at - l)) * mp.sqrt(edge**2 - l**2) / (mp.pi * width**2),
        [-edge, at, edge],
    )
    # tanh-sinh at a logarithmic singularity, 15 digits
    assert abs(value - mp.mpf(semicircle_limit().result.subs({b: "0.8", x: "0.3"}))) < 1e-10


def test_against_log_determinants_of_sampled_matrices():
    """(1/N) log|det(x - H)| of 10 matrices of size 600, at x outside the spectrum.

    At distance 1 from the support, log|x - l| is 1-Lipschitz, and the mean over n matrices has
    Lipschitz constant sqrt((b^2 + b1^2/kappa)/n)/N = 6e-4 in the Gaussians: it deviates from its
    mean by 0.004 with probability below 2 exp(-0.004^2/(2 * 6e-4^2)) < 1e-9; 0.001 is left for the
    1/N bias. Power: b1 = 0 in the formula misses by more.
    """
    point = POINTS[0]
    sampled = np.mean(
        [
            np.log(np.abs(2.0 - sample_eigenvalues(
                600, seed=seed, **{k: float(v) for k, v in point.items()}))).mean()
            for seed in range(10)
        ]
    )  # fmt: skip
    closed = mp.re(evaluate(log_potential().result, mp.mpc(2, "1e-9"), point))
    assert abs(sampled - float(closed)) < 0.005
    wrong = mp.re(evaluate(log_potential().result, mp.mpc(2, "1e-9"), {**point, "b1": "0"}))
    assert abs(sampled - float(wrong)) > 0.005


def test_derivations_are_symbolic():
    for derivation in (
        stationarity, gradient, at_infinity, log_potential, hessian, semicircle_limit
    ):  # fmt: skip
        assert set(derivation().proofs[1:]) == {"symbolic"}
