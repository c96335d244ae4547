"""Theta, the exponent of the expected number of critical points, by exact concave maximisation.

With the losses alpha = ell_D/sqrt(N), G = ell_G/sqrt(N) and delta = (R_D - R_G)/sqrt(N), the
difference of the two radial derivatives of ell_G,

    Theta(u_D, u_G) = K + sup { -alpha^2/2 - G^2/(2 2^m) - delta^2/(2 m 2^m) + Phi(x, x1) },
    alpha - sigma_z G <= u_D,   sigma_z G <= u_G,
    x = sigma_z (m G - delta)/(2 sqrt 2),   x1 = (-p alpha + sigma_z delta)/sqrt 2,

Phi the log-potential. The exponent is strictly concave for all p >= 2, q >= 1, 0 < kappa < 1,
sigma_z > 0 (:func:`glassproof.derivations.gan_glass.complexity.concavity`), so there is one
maximiser, decided by which losses sit at their bound: neither, one (a plane problem in one bound
alone) or both (a line).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.exponent import Plane, line_maxima, line_maximum, plane_maximum
from glassproof.numerics.gan_glass.glass import Parameters, broadcast, model
from glassproof.numerics.work.arguments import FloatArray, real

Active = Literal["none", "D", "G"]
LARGEST = 1e100
"""Bounds beyond this in size count as infinite: their exponent is below -1e199."""


@dataclass(frozen=True)
class Maximiser:
    """Where the supremum of Theta is attained, in units of sqrt(N), and its value."""

    x: float
    x1: float
    alpha: float
    G: float
    delta: float
    value: float


@dataclass(frozen=True)
class _Frame:
    """The points y = mean * u + outer * tau + inner * eta where the active loss equals u."""

    mean: FloatArray
    outer: FloatArray
    inner: FloatArray

    def plane(self, shifts: FloatArray, u: float) -> Plane:
        columns = [shifts @ (self.mean * u), shifts @ self.outer, shifts @ self.inner]
        return Plane(*(float(entry) for column in columns for entry in column))


def _frame(glass: Parameters, active: Active) -> _Frame:
    """The frame of one active set. ``inner`` raises d_D and lowers d_G, as the index asks."""
    if active == "none":
        d_D, d_G = glass.shifts
        inner = (d_D - d_G) / np.linalg.norm(d_D - d_G)
        outer = d_G - (d_G @ inner) * inner
        return _Frame(np.zeros(3), outer / np.linalg.norm(outer), inner)
    loss = glass.losses[0 if active == "D" else 1]
    size = float(np.linalg.norm(loss))
    outer = np.array([-loss[1], loss[0], 0.0]) / size
    return _Frame(loss / size / size, outer, np.array([0.0, 0.0, 1.0]))


def _plane_maximum(glass: Parameters, active: Active, u: float = 0.0) -> tuple[FloatArray, float]:
    """(y, value) of the maximum with the active loss at u, the other loss free."""
    frame = _frame(glass, active)
    tau, eta, value = plane_maximum(frame.plane(glass.shifts, u), glass.landscape)
    centre = frame.mean * u
    return centre + frame.outer * tau + frame.inner * eta, value - float(centre @ centre) / 2.0


def _corner(glass: Parameters, u_D: ArrayLike, u_G: ArrayLike) -> FloatArray:
    """y with both losses at their bounds, delta = 0: shape (..., 3)."""
    alpha, G = np.add(u_D, u_G), np.divide(u_G, glass.losses[1, 1])
    return np.stack([alpha, G, np.zeros_like(G)], axis=-1)


def _corner_maximum(glass: Parameters, u_D: float, u_G: float) -> tuple[FloatArray, float]:
    """(y, value) of the maximum with both losses at their bounds."""
    y = _corner(glass, u_D, u_G)
    centre, along = glass.shifts @ y, glass.shifts[:, 2]
    plane = Plane(centre[0], centre[1], 0.0, 0.0, along[0], along[1])
    eta, value = line_maximum(0.0, plane, glass.landscape)
    return np.array([y[0], y[1], eta]), value - float(y @ y) / 2.0


def _plane_maxima(glass: Parameters, active: Active, bounds: FloatArray) -> tuple[FloatArray, ...]:
    """Values and the other loss at the maximum, for each bound; solved once per distinct bound."""
    distinct, inverse = np.unique(bounds, return_inverse=True)
    values, others = np.empty(distinct.size), np.empty(distinct.size)
    other = glass.losses[1 if active == "D" else 0]
    for index, u in enumerate(distinct):
        y, values[index] = _plane_maximum(glass, active, float(u))
        others[index] = other @ y
    return values[inverse], others[inverse]


def _exponents(glass: Parameters, u_D: FloatArray, u_G: FloatArray) -> FloatArray:
    """Theta - K for flat arrays of bounds above -LARGEST."""
    free, value = _plane_maximum(glass, "none")
    loss_D, loss_G = glass.losses @ free
    out = np.full(u_D.shape, value)
    solved = (loss_D <= u_D) & (loss_G <= u_G)
    sides: tuple[tuple[Active, float, FloatArray, FloatArray], ...]
    sides = (("D", loss_D, u_D, u_G), ("G", loss_G, u_G, u_D))
    for active, loss, own, other in sides:
        where = np.flatnonzero(~solved & (own < loss))
        values, others = _plane_maxima(glass, active, own[where])
        feasible = others <= other[where]
        out[where[feasible]] = values[feasible]
        solved[where[feasible]] = True
    where = np.flatnonzero(~solved)
    y = _corner(glass, u_D[where], u_G[where])
    centre, along = y @ glass.shifts.T, glass.shifts[:, 2]
    lines = line_maxima(
        np.ascontiguousarray(centre[:, 0]),
        np.ascontiguousarray(centre[:, 1]),
        along[0],
        along[1],
        glass.landscape,
    )
    out[where] = lines - np.sum(y * y, axis=1) / 2.0
    return out


def theta(
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
    """Theta(u_D, u_G) = lim (1/N) log E #{critical points: L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G}.

    ``u_D`` and ``u_G`` broadcast; a float comes back for two scalars. +inf asks nothing of a loss,
    -inf gives -inf. With ``k_D`` (``k_G``) only those points count whose D_D D_D L_D
    (D_G D_G L_G) has exactly that many negative eigenvalues:
    x + x1 >= E_D = sqrt(2(kappa b^2 + b1^2)) at the cost k_D kappa I1(x + x1; E_D), and
    x <= -E_G = -sqrt(2 kappa') b at the cost k_G kappa' I1(-x; E_G); index 0 costs nothing but
    keeps the condition. Theta is jointly concave in (u_D, u_G), non-decreasing in both and
    non-increasing in k_D and k_G; a finite negative value is the rate at which the expected number
    decays. Absolute error below 1e-10 (relative where abs(Theta) > 1).

    Domain: integers 2 <= p <= 100, 1 <= q <= 100; 1e-50 < sigma_z < 1e50; 0 < kappa < 1;
    indices >= 0.
    Raises :class:`DomainError` for anything else, NaN included.

    >>> round(theta(float("inf"), float("inf"), p=3, q=3, sigma_z=1.0, kappa=0.9), 10)
    0.6187414026
    >>> theta([-1.0, 0.0], [[-20.0], [0.0]], p=3, q=3, sigma_z=1.0, kappa=0.9).shape
    (2, 2)

    Derived in :mod:`glassproof.derivations.gan_glass.complexity` and
    :mod:`glassproof.derivations.gan_glass.large_deviations`.
    """
    glass = model(p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=k_D, k_G=k_G)
    bounds_D, bounds_G = broadcast(u_D=u_D, u_G=u_G, infinite=True)
    shape = bounds_D.shape
    flat_D, flat_G = bounds_D.ravel(), bounds_G.ravel()
    out = np.full(flat_D.shape, -math.inf)
    possible = (flat_D > -LARGEST) & (flat_G > -LARGEST)
    if possible.any():
        out[possible] = glass.constant + _exponents(glass, flat_D[possible], flat_G[possible])
    return out.reshape(shape) if shape else float(out[0])


def maximiser(
    u_D: float,
    u_G: float,
    *,
    p: int,
    q: int,
    sigma_z: float,
    kappa: float,
    k_D: int | None = None,
    k_G: int | None = None,
) -> Maximiser:
    """The one point where the supremum in :func:`theta` is attained, per sqrt(N).

    Arguments as for :func:`theta`, but one pair of bounds, neither of them -inf.

    >>> maximiser(1.0, 1.0, p=3, q=3, sigma_z=1.0, kappa=0.9).x
    0.0
    """
    glass = model(p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=k_D, k_G=k_G)
    bound_D, bound_G = real("u_D", u_D, infinite=True), real("u_G", u_G, infinite=True)
    for name, bound in (("u_D", bound_D), ("u_G", bound_G)):
        if bound <= -LARGEST:
            raise DomainError(f"{name} = {bound:g} leaves no point: give {name} > {-LARGEST:g}")
    y, value = highest(glass, bound_D, bound_G)
    d_D, d_G = glass.shifts @ y
    alpha, G, delta = y * glass.deviations
    parts = (d_G, d_D - d_G, alpha, G, delta, glass.constant + value)
    return Maximiser(*(float(part) + 0.0 for part in parts))


def highest(glass: Parameters, u_D: float, u_G: float) -> tuple[FloatArray, float]:
    """(y, Theta - K) for one pair of bounds."""
    candidates = [_plane_maximum(glass, "none")]
    loss_D, loss_G = glass.losses @ candidates[0][0]
    if loss_D <= u_D and loss_G <= u_G:
        return candidates[0]
    if loss_D > u_D:
        y, value = _plane_maximum(glass, "D", u_D)
        if glass.losses[1] @ y <= u_G:
            return y, value
    if loss_G > u_G:
        y, value = _plane_maximum(glass, "G", u_G)
        if glass.losses[0] @ y <= u_D:
            return y, value
    return _corner_maximum(glass, u_D, u_G)
