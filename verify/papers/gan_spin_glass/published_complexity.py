"""Theta with the published constants, region and index costs, for comparison with the exact one.

    K + sup { -x^2/(2 s2) - x1^2/(2 s12) + Phi(x, x1) - cost }  over
    x <= m 2^m u_G,   x1 >= -p u_D - p x/(m 2^m),

Phi the *right* log-potential (closed form, physical branch) at the published b and b1, so that what
is compared are the constants and the region, not the published quartic. The exponent is concave in
x1 at fixed x (its second derivative is at most 1/(p(p-1)) - 2/p^2 <= 0), but not in x: inside
the spectrum the log-potential curves upwards by far more than 1/s2. There are several local
maxima, so the search over x starts from every one of a grid's, and the inner one is a root.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.branch import physical_branch, potential
from glassproof.numerics.gan_glass.complexity import LARGEST
from glassproof.numerics.gan_glass.exponent import bracket_of, narrowed, rate, rate_slope
from glassproof.numerics.gan_glass.glass import broadcast, model
from glassproof.numerics.gan_glass.losses import Player, crossing, swept
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.compiled import compiled

GRID, ZOOM, ZOOMS = 241, 9, 14


class Published(NamedTuple):
    """The published constants, and the weights and edges of the published index costs."""

    kappa: float
    b: float
    b1: float
    s2: float
    s12: float
    edge_D: float
    edge_G: float
    cost_D: float
    cost_G: float


@compiled(cache=True, nogil=True, error_model="numpy")
def _slope(x1: float, x: float, at: Published) -> float:
    """Derivative of the exponent in x1."""
    g_D, _ = physical_branch(x, x1, at.kappa, at.b, at.b1)
    slope = at.kappa * g_D.real - x1 / at.s12
    if at.cost_D > 0.0:
        cost = at.cost_D * rate_slope(abs(x + x1), at.edge_D)
        slope -= math.copysign(cost, x + x1)
    return float(slope)


@compiled(cache=True, nogil=True, error_model="numpy")
def _best_on(low: float, high: float, x: float, at: Published) -> float:
    """The largest exponent over x1 in [low, high] at fixed x."""
    if not low <= high:
        return -math.inf
    reach = 1.0 + at.s12 * at.kappa * math.sqrt(2.0) / at.b1
    left, right = max(low, min(-reach, high)), min(high, max(reach, low))
    bracket = bracket_of(left, _slope(left, x, at), right, _slope(right, x, at))
    while not bracket.done:
        bracket = narrowed(bracket, _slope(bracket.t, x, at))
    x1 = bracket.best
    value = potential(x, x1, at.kappa, at.b, at.b1)[0] - x * x / (2.0 * at.s2)
    if at.cost_D > 0.0:
        value -= at.cost_D * rate(abs(x + x1), at.edge_D)
    if at.cost_G > 0.0:
        value -= at.cost_G * rate(abs(x), at.edge_G)
    return float(value - x1 * x1 / (2.0 * at.s12))


@compiled(cache=True, nogil=True, error_model="numpy")
def _best_at(x: float, u_D: float, ratio: float, p: float, at: Published) -> float:
    """The largest exponent at x over the admissible x1."""
    low = -p * (u_D + x / ratio)
    if at.cost_D == 0.0:
        return _best_on(low, math.inf, x, at)
    above = _best_on(max(low, at.edge_D - x), math.inf, x, at)
    return max(above, _best_on(low, -at.edge_D - x, x, at))


@compiled(cache=True, nogil=True, error_model="numpy")
def _best(low: float, high: float, u_D: float, ratio: float, p: float, at: Published) -> float:
    """The largest exponent over x in [low, high]: every local maximum of a grid, refined."""
    if not low <= high:
        return -math.inf
    scale = 0.1 * at.b
    start, end = math.asinh(low / scale), math.asinh(high / scale)
    points, values = np.empty(GRID), np.empty(GRID)
    for i in range(GRID):
        points[i] = min(max(scale * math.sinh(start + (end - start) * i / (GRID - 1)), low), high)
        values[i] = _best_at(points[i], u_D, ratio, p, at)
    best = values.max()
    if best == -math.inf:
        return float(best)
    for i in range(GRID):
        left, right = max(i - 1, 0), min(i + 1, GRID - 1)
        if values[i] < values[left] or values[i] < values[right]:
            continue
        a, b = points[left], points[right]
        for _ in range(ZOOMS):
            top, where = -math.inf, 0
            for j in range(ZOOM):
                value = _best_at(a + (b - a) * j / (ZOOM - 1), u_D, ratio, p, at)
                if value > top:
                    top, where = value, j
            best = max(best, top)
            step = (b - a) / (ZOOM - 1)
            centre = a + where * step
            a, b = max(a, centre - step), min(b, centre + step)
    return float(best)


@compiled(cache=True, nogil=True, error_model="numpy")
def _supremum(u_D: float, u_G: float, ratio: float, p: float, at: Published) -> float:
    """The supremum over the published region."""
    far = 20.0 * math.sqrt(at.s2) + 2.0 * ratio * (0.0 if u_D == math.inf else abs(u_D))
    high = min(ratio * u_G, far)
    low = min(-far, high - math.sqrt(at.s2))
    if at.cost_G == 0.0:
        return _best(low, high, u_D, ratio, p, at)
    right = _best(at.edge_G, high, u_D, ratio, p, at)
    return max(right, _best(low, min(high, -at.edge_G), u_D, ratio, p, at))


def published_constant(*, p: int, q: int, sigma_z: float, kappa: float) -> float:
    """K of Lemma 3 as published."""
    m, kappa_prime = p + q, 1.0 - kappa
    v_G = sigma_z**2 * m * 2.0**m
    entropy = -kappa * math.log(kappa) - kappa_prime * math.log(kappa_prime)
    gradient = kappa * math.log(p + v_G) + kappa_prime * math.log(v_G)
    return (13.0 * math.log(2.0) + entropy - gradient) / 2.0 + 5.0 * math.log(math.pi)


def law(
    p: int, q: int, sigma_z: float, kappa: float, k_D: int | None = None, k_G: int | None = None
) -> Published:
    """The published constants of checked parameters."""
    m, kappa_prime = p + q, 1.0 - kappa
    b = sigma_z * math.sqrt(m * (m - 1) * 2.0**m)
    b1 = math.sqrt(p * (p - 1) * kappa)
    return Published(
        kappa,
        b,
        b1,
        sigma_z**2 * m**2 * 2.0 ** (3 * m) / 2.0,
        p**2 / 2.0,
        math.sqrt(2.0 * kappa * (b * b + b1 * b1)),
        math.sqrt(2.0 * kappa_prime) * b,
        (k_D or 0) * kappa_prime,
        (k_G or 0) * kappa,
    )


def _infinite(bound: float) -> float:
    return bound if abs(bound) < LARGEST else math.copysign(math.inf, bound)


def theta_published(
    u_D: ArrayLike,
    u_G: ArrayLike,
    *,
    p: int,
    q: int,
    sigma_z: float,
    kappa: float,
    k_D: int | None = None,
    k_G: int | None = None,
) -> Any:
    """The published Theta, with the right log-potential in place of the published quadrature.

    Arguments and errors as for :func:`glassproof.numerics.gan_glass.complexity.theta`. As
    published, index 0 restricts nothing and costs nothing, k_G > 0 costs k_G kappa I1(x; E_G) with
    abs(x) >= E_G, and k_D > 0 costs k_D kappa' I1(-(x + x1); E_D), abs(x + x1) >= E_D, E_D = sqrt(2
    kappa (b^2 + b1^2)). Absolute error about 1e-9.

    >>> round(theta_published(5.0, 0.5, p=3, q=3, sigma_z=1.0, kappa=0.9), 6)
    14.582583
    """
    model(p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=k_D, k_G=k_G)
    at = law(p, q, sigma_z, kappa, k_D, k_G)
    bounds_D, bounds_G = broadcast(u_D=u_D, u_G=u_G, infinite=True)
    ratio, shape = (p + q) * 2.0 ** (p + q), bounds_D.shape
    out = np.full(shape, -math.inf)
    for place in np.ndindex(shape):
        below_D, below_G = (_infinite(float(bound[place])) for bound in (bounds_D, bounds_G))
        if below_D > -math.inf and below_G > -math.inf:
            out[place] = _supremum(below_D, below_G, ratio, float(p), at)
    out += published_constant(p=p, q=q, sigma_z=sigma_z, kappa=kappa)
    return out if shape else float(out)


def published_least_loss(
    player: Player, *, p: int, q: int, sigma_z: ArrayLike, kappa: ArrayLike
) -> FloatArray | float:
    """inf of the bound of one player ("D" or "G") with the published Theta > 0, the other free.

    ``sigma_z`` and ``kappa`` broadcast; +inf where it is positive for no bound.

    >>> round(published_least_loss("D", p=5, q=5, sigma_z=1.0, kappa=0.9), 3)
    -143.074
    """
    if player not in ("D", "G"):
        raise DomainError(f"player = {player!r} is neither 'D' nor 'G': give one of them")

    def least(noise: float, share: float) -> float:
        def exponent(u: float) -> float:
            bounds = (u, math.inf) if player == "D" else (math.inf, u)
            return float(theta_published(*bounds, p=p, q=q, sigma_z=noise, kappa=share))

        if not exponent(math.inf) > 0.0:
            return math.inf
        high = 0.0
        while not exponent(high) > 0.0:
            high = 2.0 * high + 1.0
        return crossing(exponent, high, 1.0)

    return swept(least, sigma_z, kappa)
