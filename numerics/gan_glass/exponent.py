"""The exponent at one point, and its maximum over a line and over a plane: compiled kernels.

Coordinates y = (alpha, G/2^(m/2), delta/sqrt(m 2^m)) are standard normal per sqrt(N), so that the
quadratic form is -|y|^2/2; the diagonal shifts d_D = x + x1, d_G = x and both losses are linear in
them. The exponent is strictly concave
(:func:`glassproof.derivations.gan_glass.complexity.concavity`), hence so is its partial maximum
over the inner coordinate, and both derivatives fall: two nested bracketed roots find the only
maximiser, and no start can miss it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from glassproof.numerics.block_matrix.branch import physical_branch, potential
from glassproof.numerics.work.compiled import compiled

PRECISION = 1e-14


class Landscape(NamedTuple):
    """What the exponent is made of besides its quadratic form.

    ``floor_D``, ``floor_G``: the block edge that d_D, -d_G must reach (-inf: no condition);
    ``cost_D``, ``cost_G``: k_D kappa and k_G kappa', the weights of the rate functions.
    """

    kappa: float
    b: float
    b1: float
    floor_D: float
    floor_G: float
    cost_D: float
    cost_G: float


class Plane(NamedTuple):
    """Shifts d = c + a tau + e eta on a plane of standard normal (tau, eta); e_D > 0 > e_G."""

    c_D: float
    c_G: float
    a_D: float
    a_G: float
    e_D: float
    e_G: float


@compiled(cache=True, nogil=True, error_model="numpy")
def rate(u: float, edge: float) -> float:
    """I1(u; E), the cost of one eigenvalue at u >= E, per unit of the block's size."""
    ratio = max(u / edge, 1.0)
    return ratio * math.sqrt(ratio * ratio - 1.0) - math.acosh(ratio)


@compiled(cache=True, nogil=True, error_model="numpy")
def rate_slope(u: float, edge: float) -> float:
    """dI1/du = (2/E^2) sqrt(u^2 - E^2)."""
    ratio = max(u / edge, 1.0)
    return 2.0 * math.sqrt(ratio * ratio - 1.0) / edge


@compiled(cache=True, nogil=True, error_model="numpy")
def _force(d_D: float, d_G: float, landscape: Landscape) -> tuple[float, float]:
    """Derivatives in d_D and d_G of the log-potential less the index's cost."""
    kappa = landscape.kappa
    g_D, g_G = physical_branch(d_G, d_D - d_G, kappa, landscape.b, landscape.b1)
    force_D, force_G = kappa * g_D.real, (1.0 - kappa) * g_G.real
    if landscape.cost_D > 0.0:
        force_D -= landscape.cost_D * rate_slope(d_D, landscape.floor_D)
    if landscape.cost_G > 0.0:
        force_G += landscape.cost_G * rate_slope(-d_G, landscape.floor_G)
    return force_D, force_G


@compiled(cache=True, nogil=True, error_model="numpy")
def _height(d_D: float, d_G: float, landscape: Landscape) -> float:
    """The log-potential less the index's cost."""
    value = potential(d_G, d_D - d_G, landscape.kappa, landscape.b, landscape.b1)[0]
    if landscape.cost_D > 0.0:
        value -= landscape.cost_D * rate(d_D, landscape.floor_D)
    if landscape.cost_G > 0.0:
        value -= landscape.cost_G * rate(-d_G, landscape.floor_G)
    return float(value)


class Bracket(NamedTuple):
    """The zero of a falling function lies between ``a`` (latest) and ``b``; look at ``t`` next."""

    a: float
    f_a: float
    b: float
    f_b: float
    t: float
    best: float
    done: bool


@compiled(cache=True, nogil=True, error_model="numpy")
def bracket_of(low: float, f_low: float, high: float, f_high: float) -> Bracket:
    """Begin at f(low) > 0 > f(high); where that fails, the end nearer to the zero is the answer."""
    if f_low <= 0.0:
        return Bracket(low, f_low, low, f_low, low, low, True)
    if f_high >= 0.0:
        return Bracket(high, f_high, high, f_high, high, high, True)
    t = high + f_high / (f_high - f_low) * (low - high)
    return Bracket(high, f_high, low, f_low, t, t, False)


@compiled(cache=True, nogil=True, error_model="numpy")
def narrowed(bracket: Bracket, f_new: float) -> Bracket:
    """One step of Chandrupatla's method (Adv. Eng. Software 28, 1997), given f at ``bracket.t``.

    Inverse quadratic interpolation where it is safe, bisection otherwise.
    """
    a, f_a, b, f_b = bracket.a, bracket.f_a, bracket.b, bracket.f_b
    if (f_new > 0.0) == (f_a > 0.0):
        c, f_c = a, f_a
    else:
        c, f_c, b, f_b = b, f_b, a, f_a
    a, f_a = bracket.t, f_new
    best, f_best = (a, f_a) if abs(f_a) < abs(f_b) else (b, f_b)
    least = PRECISION * (1.0 + abs(best)) / abs(b - a)
    if f_best == 0.0 or least > 0.5:
        return Bracket(a, f_a, b, f_b, best, best, True)
    step = 0.5
    xi, phi = (a - b) / (c - b), (f_a - f_b) / (f_c - f_b) if f_c != f_b else 2.0
    if phi * phi < xi and (1.0 - phi) * (1.0 - phi) < 1.0 - xi:
        step = f_a / (f_b - f_a) * f_c / (f_b - f_c)
        step += (c - a) / (b - a) * f_a / (f_c - f_a) * f_b / (f_c - f_b)
    step = min(max(step, least), 1.0 - least)
    return Bracket(a, f_a, b, f_b, a + step * (b - a), best, False)


@compiled(cache=True, nogil=True, error_model="numpy")
def reach_of(landscape: Landscape) -> tuple[float, float]:
    """Bounds of |kappa g_D| and |kappa' g_G|: the unit discs of the scaled Dyson equation."""
    kappa = landscape.kappa
    sigma_D = math.hypot(landscape.b * math.sqrt(0.5 * kappa), landscape.b1 * math.sqrt(0.5))
    sigma_G = landscape.b * math.sqrt(0.5 * (1.0 - kappa))
    return kappa / sigma_D, (1.0 - kappa) / sigma_G


@compiled(cache=True, nogil=True, error_model="numpy")
def _inner_slope(eta: float, tau: float, plane: Plane, landscape: Landscape) -> float:
    """Derivative in eta."""
    force_D, force_G = _force(
        plane.c_D + plane.a_D * tau + plane.e_D * eta,
        plane.c_G + plane.a_G * tau + plane.e_G * eta,
        landscape,
    )
    return plane.e_D * force_D + plane.e_G * force_G - eta


@compiled(cache=True, nogil=True, error_model="numpy")
def _floors(tau: float, plane: Plane, landscape: Landscape) -> tuple[float, float]:
    """The least eta that the index of either block admits (minus infinity: any)."""
    return (
        (landscape.floor_D - plane.c_D - plane.a_D * tau) / plane.e_D,
        (landscape.floor_G + plane.c_G + plane.a_G * tau) / -plane.e_G,
    )


@compiled(cache=True, nogil=True, error_model="numpy")
def _inner(tau: float, plane: Plane, landscape: Landscape) -> float:
    """The maximiser over eta at fixed tau."""
    reach_D, reach_G = reach_of(landscape)
    reach = 1.0 + plane.e_D * reach_D - plane.e_G * reach_G
    floor_D, floor_G = _floors(tau, plane, landscape)
    floor = max(floor_D, floor_G)
    if floor >= reach:
        return floor
    low = max(floor, -reach)
    bracket = bracket_of(
        low,
        _inner_slope(low, tau, plane, landscape),
        reach,
        _inner_slope(reach, tau, plane, landscape),
    )
    while not bracket.done:
        bracket = narrowed(bracket, _inner_slope(bracket.t, tau, plane, landscape))
    return bracket.best


@compiled(cache=True, nogil=True, error_model="numpy")
def _outer_slope(tau: float, plane: Plane, landscape: Landscape) -> float:
    """Derivative in tau of the maximum over eta (envelope theorem, multiplier of a floor)."""
    eta = _inner(tau, plane, landscape)
    force_D, force_G = _force(
        plane.c_D + plane.a_D * tau + plane.e_D * eta,
        plane.c_G + plane.a_G * tau + plane.e_G * eta,
        landscape,
    )
    slope = plane.a_D * force_D + plane.a_G * force_G - tau
    floor_D, floor_G = _floors(tau, plane, landscape)
    if eta <= max(floor_D, floor_G):
        along = plane.e_D * force_D + plane.e_G * force_G - eta
        slope -= along * (plane.a_D / plane.e_D if floor_D >= floor_G else plane.a_G / plane.e_G)
    return slope


@compiled(cache=True, nogil=True, error_model="numpy")
def plane_maximum(plane: Plane, landscape: Landscape) -> tuple[float, float, float]:
    """(tau, eta, value) at the maximum of -tau^2/2 - eta^2/2 + potential - cost on the plane."""
    low, high = -1.0, 1.0
    f_low, f_high = _outer_slope(low, plane, landscape), _outer_slope(high, plane, landscape)
    while f_low < 0.0:
        low, f_low, high, f_high = 4.0 * low, _outer_slope(4.0 * low, plane, landscape), low, f_low
    while f_high > 0.0:
        low, f_low, high, f_high = (
            high,
            f_high,
            4.0 * high,
            _outer_slope(4.0 * high, plane, landscape),
        )
    bracket = bracket_of(low, f_low, high, f_high)
    while not bracket.done:
        bracket = narrowed(bracket, _outer_slope(bracket.t, plane, landscape))
    tau = bracket.best
    eta, value = line_maximum(tau, plane, landscape)
    return tau, eta, value - 0.5 * tau * tau


@compiled(cache=True, nogil=True, error_model="numpy")
def line_maximum(tau: float, plane: Plane, landscape: Landscape) -> tuple[float, float]:
    """(eta, value) at the maximum of -eta^2/2 + potential - cost at fixed tau."""
    eta = _inner(tau, plane, landscape)
    d_D = plane.c_D + plane.a_D * tau + plane.e_D * eta
    d_G = plane.c_G + plane.a_G * tau + plane.e_G * eta
    return eta, _height(d_D, d_G, landscape) - 0.5 * eta * eta


@compiled(cache=True, nogil=True, error_model="numpy")
def line_maxima(
    c_D: np.ndarray, c_G: np.ndarray, e_D: float, e_G: float, landscape: Landscape
) -> np.ndarray:
    """The maximum over eta for each centre (c_D, c_G): one value a line."""
    out = np.empty(c_D.size)
    for i in range(c_D.size):
        plane = Plane(c_D[i], c_G[i], 0.0, 0.0, e_D, e_G)
        out[i] = line_maximum(0.0, plane, landscape)[1]
    return out
