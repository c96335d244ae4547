"""Theta against independent maximisation, quadrature, known spin glasses and its own theorems."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix import symbols
from glassproof.derivations.gan_glass import complexity as derived
from glassproof.derivations.gan_glass import model, total_complexity
from glassproof.derivations.gan_glass.large_deviations import edge_D, edge_G
from glassproof.derivations.gan_glass.stirling import K
from glassproof.numerics.block_matrix.branch import physical_branch
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.glass import model as checked
from glassproof.numerics.work.kernels import Kernel
from tests.numerics.exponent_reference import Reference
from tests.numerics.exponent_reference import log_potential as integrated_potential
from tests.numerics.gan_glass.complexity_cases import FIGURE, INF, bounds, glasses, indices, scales

CASES = [
    (3, 3, 1.0, 0.9, -14.0, -9.0, None, None),
    (5, 5, 1.0, 0.9, -40.0, INF, None, None),
    (3, 3, 1.0, 0.9, INF, -11.0, None, 2),
    (3, 3, 1.0, 0.9, -14.2, INF, 1, None),
    (2, 1, 0.3, 0.3, -0.5, -0.4, None, None),
    (2, 1, 0.3, 0.3, -1.5, 0.4, 3, 0),
    (6, 2, 0.02, 0.6, -2.0, -0.3, 0, 2),
    (4, 3, 0.5, 0.2, 0.3, -8.0, 0, None),
    (4, 3, 5.0, 0.2, INF, INF, 1, 1),
]


@pytest.mark.parametrize(("p", "q", "sigma_z", "kappa", "u_D", "u_G", "k_D", "k_G"), CASES)
def test_against_scipy(p, q, sigma_z, kappa, u_D, u_G, k_D, k_G) -> None:
    """SLSQP with difference gradients and a branch of its own: to 2e-7 (its stopping rule, and
    the 1e-9 by which the reference stays off the real axis)."""
    want = Reference(p, q, sigma_z, kappa).maximum(u_D, u_G, k_D, k_G)
    got = theta(u_D, u_G, p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=k_D, k_G=k_G)
    assert abs(got - want) < 2e-7 * (1 + abs(want))


def test_against_a_fine_grid() -> None:
    """No point of a grid that satisfies the bounds lies higher, and one comes close.

    The corner of both bounds is on the grid; the spacing of 0.1 in delta costs at most
    0.05^2 times half the curvature, which is of order 1: 0.01 is allowed.
    """
    reference = Reference(**FIGURE)
    u_D, u_G = 2.0, -3.0
    best = -INF
    for G in np.linspace(-1.5, -0.375, 16):
        for alpha in np.linspace(-4, 0, 21):
            if alpha - 8 * G > u_D + 1e-12:
                continue
            for delta in np.linspace(-1, 1, 21):
                best = max(best, reference(np.array([alpha, G, delta]) * reference.spreads))
    got = theta(u_D, u_G, **FIGURE)
    assert best - 1e-7 < got < best + 0.01


def _point(found) -> np.ndarray:
    return np.array([found.alpha, found.G, found.delta])


@pytest.mark.parametrize("bounds", [(-14.0, -9.0), (-20.0, 4.0)])
def test_potential_at_the_maximiser_by_quadrature(bounds) -> None:
    """The value at the maximiser with int log|l - x| of the density by scipy.integrate.quad."""
    found = maximiser(*bounds, **FIGURE)
    reference = Reference(**FIGURE)
    d_D, d_G = reference.shifts(_point(found))
    integral = integrated_potential(d_G, d_D - d_G, reference.kappa, reference.b, reference.b1)
    closed = reference.potential(d_D, d_G)
    assert abs(integral - closed) < 1e-4
    assert abs(reference(_point(found)) - found.value) < 1e-7


@given(glasses(), bounds, bounds, bounds, bounds, indices, indices)
@settings(max_examples=60, deadline=None)
def test_monotone_in_every_argument(glass, a, b, c, d, k_D, k_G) -> None:
    """Non-decreasing in the bounds, non-increasing in the indices, finite."""
    s_D, s_G = scales(glass)
    u_D, u_G = np.sort(np.array([a, b]) * s_D), np.sort(np.array([c, d]) * s_G)
    value = theta(u_D[:, None], u_G, k_D=k_D, k_G=k_G, **glass)
    slack = 1e-10 * (1 + np.abs(value).max())
    assert np.isfinite(value).all()
    assert (np.diff(value, axis=0) >= -slack).all()
    assert (np.diff(value, axis=1) >= -slack).all()
    free = theta(u_D[0], u_G[0], **glass)
    zero = theta(
        u_D[0],
        u_G[0],
        k_D=None if k_D is None else 0,
        k_G=None if k_G is None else 0,
        **glass,
    )
    assert value[0, 0] <= zero + slack
    assert zero <= free + slack


@given(glasses(), *(st.floats(-4, 2) for _ in range(4)), indices, indices)
@settings(max_examples=60, deadline=None)
def test_jointly_concave(glass, a, b, c, d, k_D, k_G) -> None:
    s_D, s_G = scales(glass)
    ends = theta(np.array([a, b]) * s_D, np.array([c, d]) * s_G, k_D=k_D, k_G=k_G, **glass)
    middle = theta((a + b) / 2 * s_D, (c + d) / 2 * s_G, k_D=k_D, k_G=k_G, **glass)
    assert middle >= ends.mean() - 1e-10 * (1 + np.abs(ends).max())


@given(glasses(), st.lists(st.floats(-3, 3), min_size=6, max_size=6))
@settings(max_examples=100, deadline=None)
def test_exponent_is_concave(glass, coordinates) -> None:
    """The theorem of glassproof.derivations.gan_glass.complexity at random midpoints, by an
    independent branch.

    The reference's branch, 1e-9 off the axis, is used where roots are well apart (moderate
    parameters); 1e-6 covers its error.
    """
    glass["sigma_z"] = min(max(glass["sigma_z"], 0.05), 5.0)
    glass["kappa"] = min(max(glass["kappa"], 0.1), 0.9)
    reference = Reference(**glass)
    first, second = (np.array(coordinates[i : i + 3]) * reference.spreads for i in (0, 3))
    middle = reference((first + second) / 2)
    assert middle >= (reference(first) + reference(second)) / 2 - 1e-6


@given(glasses(), bounds, bounds)
@settings(max_examples=60, deadline=None)
def test_maximiser_is_stationary(glass, a, b) -> None:
    """The derived gradient is a non-negative combination of the active bounds' normals.

    In standard units the gradient is O(1) for bounds of a few standard deviations.
    """
    s_D, s_G = scales(glass)
    u_D, u_G = a * s_D, b * s_G
    found = maximiser(u_D, u_G, **glass)
    loss_D = found.alpha - glass["sigma_z"] * found.G
    loss_G = glass["sigma_z"] * found.G
    assert loss_D <= u_D + 1e-9 * (s_D + abs(loss_D))
    assert loss_G <= u_G + 1e-9 * (s_G + abs(loss_G))
    landscape = checked(**glass, k_D=None, k_G=None).landscape
    transforms = physical_branch(found.x, found.x1, landscape.kappa, landscape.b, landscape.b1)
    gradient = _gradient(glass, found, *transforms)
    normal_D = np.array([1.0, -s_G, 0.0])
    normal_G = np.array([0.0, s_G, 0.0])
    residual = gradient.copy()
    assert abs(residual[2]) < 1e-6
    mu_D = residual[0]
    residual -= mu_D * normal_D
    mu_G = residual[1] / s_G
    residual -= mu_G * normal_G
    assert mu_D >= -1e-6
    assert mu_G * s_G >= -1e-6 * (1 + abs(mu_D) * s_G)
    if loss_D < u_D - 1e-6 * s_D:
        assert abs(mu_D) < 1e-5
    if loss_G < u_G - 1e-6 * s_G:
        assert abs(mu_G * s_G) < 1e-5 * (1 + abs(mu_D) * s_G)


_SYMBOLS = (
    derived.alpha,
    derived.G,
    derived.delta,
    derived.g_D,
    derived.g_G,
    model.p,
    model.q,
    model.sigma_z,
    symbols.kappa,
)
_SLOPES = sp.lambdify(_SYMBOLS, list(derived.stationarity().result), "math")


def _gradient(glass, found, g_D: complex, g_G: complex) -> np.ndarray:
    point = (found.alpha, found.G, found.delta, g_D.real, g_G.real)
    rest = (float(glass["p"]), float(glass["q"]), glass["sigma_z"], glass["kappa"])
    m = glass["p"] + glass["q"]
    units = np.array([1.0, 2 ** (m / 2), math.sqrt(m * 2.0**m)])
    return np.array(_SLOPES(*point, *rest)) * units


@given(glasses(), bounds, bounds)
@settings(max_examples=15, deadline=None)
def test_value_at_the_maximiser_to_thirty_digits(glass, a, b) -> None:
    """K, the quadratic form and the log-potential at 30 digits, where the float64 solver stopped.

    Together with stationarity this bounds the error of Theta itself.
    """
    s_D, s_G = scales(glass)
    found = maximiser(a * s_D, b * s_G, **glass)
    with mpmath.workdps(30):
        p, q, kappa = glass["p"], glass["q"], mpmath.mpf(glass["kappa"])
        m, rest, noise = p + q, 1 - kappa, mpmath.mpf(glass["sigma_z"]) ** 2
        v_G = noise * m * mpmath.mpf(2) ** (m - 1)
        value = (1 + mpmath.log(2) - kappa * mpmath.log(kappa) - rest * mpmath.log(rest)) / 2
        value -= (kappa * mpmath.log(p + v_G) + rest * mpmath.log(v_G)) / 2
        parts = zip(_point(found), (1, 2**m, m * 2**m), strict=True)
        value -= sum(mpmath.mpf(float(part)) ** 2 / variance for part, variance in parts) / 2
        potential = log_potential(
            mpmath.mpf(found.x),
            x1=mpmath.mpf(found.x1),
            kappa=kappa,
            b=mpmath.sqrt(noise * m * (m - 1) * mpmath.mpf(2) ** (m - 2)),
            b1=mpmath.sqrt(p * (p - 1) * kappa),
            dps=30,
        )
        assert abs(value + potential - found.value) < 1e-10 * (1 + abs(found.value))


_TOTAL = Kernel(total_complexity.total_complexity().result)


@given(glasses())
@settings(max_examples=20, deadline=None)
def test_constants_are_the_derived_ones(glass) -> None:
    """Shifts, couplings, edges and K of the float64 model against the derivations."""
    point = {
        getattr(model if hasattr(model, name) else symbols, name): sp.Rational(value)
        for name, value in glass.items()
    }
    made = checked(**glass, k_D=0, k_G=0)
    covariance = np.array(derived.shift_covariance().result.subs(point), dtype=float)
    assert np.allclose(made.shifts @ made.shifts.T, covariance, rtol=1e-12)
    b, b1 = (float(derived.couplings()[s].subs(point)) for s in (symbols.b, symbols.b1))
    edges = {symbols.kappa: glass["kappa"], symbols.b: b, symbols.b1: b1}
    assert math.isclose(made.landscape.b, b, rel_tol=1e-13)
    assert math.isclose(made.landscape.b1, b1, rel_tol=1e-13)
    floors = (made.landscape.floor_D, made.landscape.floor_G)
    for floor, edge in zip(floors, (edge_D(), edge_G()), strict=True):
        assert math.isclose(floor, float(edge.result.subs(edges)), rel_tol=1e-12)
    assert math.isclose(made.constant, float(K().result.subs(point)), rel_tol=1e-11, abs_tol=1e-11)


@given(glasses())
@settings(max_examples=60, deadline=None)
def test_total_complexity_is_the_closed_form(glass) -> None:
    """The optimum, found numerically, against the derived closed form, at 30 digits."""
    want = float(_TOTAL.mp(dps=30, **glass))
    assert abs(theta(INF, INF, **glass) - want) < 1e-12 * (1 + abs(want))
