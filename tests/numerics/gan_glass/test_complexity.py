"""Theta against independent maximisation, quadrature, known spin glasses and its own theorems."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from glassproof.derivations.block_matrix import symbols
from glassproof.derivations.gan_glass import complexity as derived
from glassproof.derivations.gan_glass import model, total_complexity
from glassproof.derivations.gan_glass.large_deviations import edge_D, edge_G
from glassproof.derivations.gan_glass.stirling import K
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.branch import physical_branch
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.glass import model as checked
from glassproof.numerics.gan_glass.index_map import index_map
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.kernels import Kernel
from tests.numerics.exponent_reference import Reference
from tests.numerics.exponent_reference import log_potential as integrated_potential

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


def abc(u: float, p: int, k: int | None) -> float:
    """Complexity of the pure p-spin below the energy u, total or of index k.

    Auffinger, Ben Arous, Cerny, Comm. Pure Appl. Math. 66 (2013), Theorems 2.5 and 2.8.
    """
    edge = 2 * math.sqrt((p - 1) / p)
    if k is not None:
        u = min(u, -edge)
    value = math.log(p - 1) / 2 - (p - 2) / (4 * (p - 1)) * min(u, 0.0) ** 2
    if u < -edge:
        root = math.sqrt(u * u - edge * edge)
        value -= (1 + (k or 0)) * (-u * root / edge**2 - math.log((root - u) / edge))
    return value


@pytest.mark.parametrize("k_D", [None, 0, 1, 7])
@pytest.mark.parametrize("u", [-2.5, -1.8, -1.7, -1.66, -1.0, 0.0, 1.0])
@pytest.mark.parametrize("p", [2, 3, 6])
def test_discriminator_without_noise_is_the_pure_p_spin(p, u, k_D) -> None:
    """Theta(u sqrt(kappa), oo) = kappa abc(u) + kappa' log((m-1)/2)/2 as sigma_z -> 0.

    The radius is 1 and N_D = kappa N: an energy per N_D of u is a loss of u sqrt(kappa) per
    sqrt(N). The correction is of order sigma_z 2^(m/2) m < 1e-4 at sigma_z = 1e-7. Doubling the
    rate function or weighing it with kappa' moves the values by more than 1e-2 at u = -1.8.
    """
    kappa, q = 0.4, 2
    got = theta(u * math.sqrt(kappa), INF, p=p, q=q, sigma_z=1e-7, kappa=kappa, k_D=k_D)
    want = kappa * abc(u, p, k_D) + (1 - kappa) * math.log((p + q - 1) / 2) / 2
    assert abs(got - want) < 2e-4


def test_least_energy_of_the_pure_p_spin() -> None:
    """E_0(3) = 1.6569983 (k = 0), and E_1 = 1.6355: index-resolved thresholds, to 1e-4.

    At kappa near 1 the generator's share kappa' log((m-1)/2)/2 is kept out by solving
    kappa abc(u) + share = 0 with the formula above.
    """
    kappa, p, q = 0.4, 3, 2
    share = (1 - kappa) * math.log((p + q - 1) / 2) / 2
    for k_D in (None, 0, 1, 5):
        low, high = -10.0, 0.0
        for _ in range(100):
            middle = (low + high) / 2
            positive = kappa * abc(middle, p, k_D) + share > 0
            low, high = (low, middle) if positive else (middle, high)
        got = least_loss_D(p=p, q=q, sigma_z=1e-7, kappa=kappa, k_D=k_D)
        assert abs(got - high * math.sqrt(kappa)) < 1e-4


def test_generator_without_noise_is_a_mixed_spin() -> None:
    """Theta(oo, u_G) with u_G ~ sigma_z as sigma_z -> 0: xi(s) = (1 + s)^m on N_G dimensions.

    The energy E = G per sqrt(N) and the radial derivative R share xi's covariance
    [[xi, xi'], [xi', xi'' + xi']] at 1; the Hessian is a GOE of variance 2 xi'' kappa' shifted
    by R (Auffinger, Ben Arous, Ann. Probab. 41 (2013)). Its maximum by Nelder and Mead.
    """
    p, q, kappa, sigma_z = 2, 3, 0.3, 1e-7
    m, rest = p + q, 0.7
    xi, xi1, xi2 = 2.0**m, m * 2.0 ** (m - 1), m * (m - 1) * 2.0 ** (m - 2)
    precision = np.linalg.inv([[xi, xi1], [xi1, xi2 + xi1]])

    def semicircle(u: float) -> float:
        t = abs(u)
        value = t * t / 2 - 0.5 if t <= math.sqrt(2) else 0.0
        if t > math.sqrt(2):
            root = math.sqrt(t * t - 2)
            value = t * t / 2 - 0.5 - t * root / 2 + math.log((t + root) / math.sqrt(2))
        return value - math.log(2) / 2

    for energy in (-3.0, -1.0, -0.2):
        u = energy * math.sqrt(xi)

        def cost(y: np.ndarray, u: float = u) -> float:
            state = np.array([min(y[0], u), y[1]])
            scale = math.sqrt(2 * xi2 * rest)
            gain = rest * semicircle(state[1] / scale)
            return float(state @ precision @ state / 2 - gain)

        best = minimize(
            cost,
            [u, u * xi1 / xi],
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 5000},
        )
        constant = rest * (math.log(2) + 1 + math.log(xi2 / xi1)) / 2
        want = kappa * math.log(p - 1) / 2 + constant - best.fun
        got = theta(INF, u * sigma_z, p=p, q=q, sigma_z=sigma_z, kappa=kappa)
        assert abs(got - want) < 1e-4


def test_index_prescribed_to_both_is_rarer_than_to_either() -> None:
    """At Fig. 6's parameters a finite index of both networks has no points at all: Theta < 0."""
    both = theta(INF, INF, k_D=0, k_G=0, **FIGURE)
    assert both < -2.5 < 0 < theta(INF, INF, k_D=0, **FIGURE) < theta(INF, INF, **FIGURE)


def test_index_map_is_the_largest_positive_index() -> None:
    u_D, u_G = np.array([[-1.9], [-1.7], [-1.55]]), np.array([-0.002, 0.0, 0.002])
    glass = {"p": 3, "q": 3, "sigma_z": 1e-4, "kappa": 0.9}
    found = index_map(u_D, u_G, **glass, most=6)
    for place in np.ndindex(found.k_D.shape):
        below = u_D[place[0], 0], u_G[place[1]]
        by_D = [theta(*below, k_D=k, k_G=0, **glass) > 0 for k in range(7)]
        by_G = [theta(*below, k_D=0, k_G=k, **glass) > 0 for k in range(7)]
        assert found.k_D[place] == sum(by_D) - 1
        assert found.k_G[place] == sum(by_G) - 1


@given(glasses(), indices)
@settings(max_examples=30, deadline=None)
def test_least_losses_are_zeros_of_theta(glass, k) -> None:
    for player, least in (("D", least_loss_D), ("G", least_loss_G)):
        index = {f"k_{player}": k}
        u = least(**glass, **index)
        if u == INF:
            assert theta(INF, INF, **glass, **index) <= 0
            continue
        pair = (u, INF) if player == "D" else (INF, u)
        step = 1e-7 * scales(glass)[0 if player == "D" else 1]
        above = [bound + step for bound in pair]
        assert abs(theta(*pair, **glass, **index)) < 1e-7
        assert theta(*above, **glass, **index) > 0


def test_sweep_is_one_call() -> None:
    sweep = least_loss_D(p=5, q=5, sigma_z=[0.1, 1.0], kappa=[[0.5], [0.9]])
    assert sweep.shape == (2, 2)
    assert sweep[1, 0] == least_loss_D(p=5, q=5, sigma_z=0.1, kappa=0.9)


def test_minus_infinity_and_huge_bounds() -> None:
    assert least_loss_D(**FIGURE, u_G=-INF) == INF
    assert theta(-INF, 0.0, **FIGURE) == -INF
    assert theta([-1e300, 1e300], 0.0, **FIGURE)[0] == -INF
    assert theta(1e300, 1e300, **FIGURE) == theta(INF, INF, **FIGURE)
    assert theta(np.array([]), 0.0, **FIGURE).shape == (0,)


BAD = [
    ({"p": 1}, "p"),
    ({"p": 3.0}, "p"),
    ({"q": 0}, "q"),
    ({"q": True}, "q"),
    ({"sigma_z": 0.0}, "sigma_z"),
    ({"sigma_z": -1.0}, "sigma_z"),
    ({"sigma_z": math.nan}, "sigma_z"),
    ({"sigma_z": INF}, "sigma_z"),
    ({"kappa": 0.0}, "kappa"),
    ({"kappa": 1.0}, "kappa"),
    ({"kappa": [0.5, 0.6]}, "kappa"),
    ({"k_D": -1}, "k_D"),
    ({"k_G": 0.5}, "k_G"),
    ({"u_D": math.nan}, "u_D"),
    ({"u_G": "low"}, "u_G"),
    ({"u_D": 1j}, "u_D"),
    ({"u_D": [1.0, 2.0], "u_G": [1.0, 2.0, 3.0]}, "u_D"),
]


@pytest.mark.parametrize(("change", "name"), BAD)
def test_bad_input_is_named(change, name) -> None:
    arguments = {"u_D": 0.0, "u_G": 0.0, **FIGURE, **change}
    with pytest.raises(DomainError, match=name):
        theta(**arguments)


def test_bad_input_of_the_others() -> None:
    with pytest.raises(DomainError, match="u_D"):
        maximiser(-INF, 0.0, **FIGURE)
    with pytest.raises(DomainError, match="u_G"):
        least_loss_D(**FIGURE, u_G=math.nan)
    with pytest.raises(DomainError, match="kappa"):
        least_loss_G(p=3, q=3, sigma_z=1.0, kappa=2.0)
    with pytest.raises(DomainError, match="broadcast"):
        least_loss_G(p=3, q=3, sigma_z=[1.0, 2.0], kappa=[0.1, 0.2, 0.3])
    with pytest.raises(DomainError, match="most"):
        index_map(0.0, 0.0, **FIGURE, most=-1)
