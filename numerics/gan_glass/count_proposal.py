"""Where the expected count's shifts and losses are drawn: a mixture of truncated Gaussians.

With g a standard normal of R^4, (L_G, L_D, sqrt(N) x, sqrt(N) x1) = T g, the mean over g of
1{bounds} E|det S| is carried by neighbourhoods of the maximiser of

    f(g) = -|g|^2/2 + n Phi(x', x1'),    x' = (T g)_3/sqrt(n),  x1' = (T g)_4/sqrt(n),

n = N - 2 the size of S and Phi the log-potential (nothing at n = 0), not by those of g = 0.
Laplace's method makes of the maximiser g* under the bounds the Gaussian of mean
g* + A grad f(g*) and covariance A = (-Hess f(g*))^(-1), restricted to the bounds: exponential
tilting in every direction at once.
The Hessian of Phi in (x + x1, x) is Re (B - Q)^(-1), B the coupling of the two blocks and
Q = diag(kappa_i/v_i^2) (:mod:`glassproof.derivations.gan_glass.complexity`).

Any proposal gives an unbiased mean; the law of g itself stays in the mixture with weight
:data:`PLAIN`, so that no weight exceeds 1/PLAIN of what it would be without the tilt.

Reference: A. B. Owen, Y. Zhou, Safe and effective importance sampling, J. Amer. Statist. Assoc. 95
(2000) 135-143.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from glassproof.numerics.block_matrix.branch import physical_branch, potential
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

PLAIN = 0.3
"""The share of the draws that are not tilted."""

CORNER = (0.15, 0.15, 0.7)
"""Where both bounds hold the maximiser: the shares, among the tilted draws, of the three orders."""

LEAST_SPREAD, MOST_SPREAD = 1.0, 16.0
"""Limits of the eigenvalues of A: never narrower than g, whose tails the mean may have."""

SHARES = (0.02, 0.98)
"""A block without rows is taken as one of this share: it moves the proposal, not the mean."""

LEAST_ANGLE = 1e-6
"""Losses whose directions in g are closer than this are not rotated: rounding would mix them."""

_ACTIVE = 1e-6
_HALF_LOG_TAU = 0.5 * math.log(2 * math.pi)


@dataclass(frozen=True)
class Landscape:
    """f of the module's docstring: T, the size n, and the log-potential's parameters.

    The methods take y = g/unit.
    """

    triangle: FloatArray
    size: int
    kappa: float
    b: float
    b1: float

    @property
    def unit(self) -> float:
        """sqrt(n), or 1 at n = 0."""
        return math.sqrt(max(self.size, 1))

    def value(self, y: FloatArray) -> float:
        """f/unit^2."""
        x, x1 = self.triangle[2:] @ y
        height = potential(x, x1, self.kappa, self.b, self.b1)[0] if self.size else 0.0
        return float(height) - float(y @ y) / 2

    def slope(self, y: FloatArray) -> FloatArray:
        """The gradient of f/unit^2 in y."""
        if self.size == 0:
            return -y
        return self._rows.T @ self._transforms(y).real - y

    def spread(self, y: FloatArray) -> FloatArray:
        """A = (-Hess f)^(-1), its eigenvalues cut to the limits above."""
        if self.size == 0:
            return np.eye(4)
        v = self._transforms(y)
        shared = self.b**2 / 2
        coupling = np.array([[shared + self.b1**2 / (2 * self.kappa), shared], [shared, shared]])
        shares = np.array([self.kappa, 1 - self.kappa])
        hessian = np.linalg.inv(coupling - np.diag(shares / v**2)).real
        values, vectors = np.linalg.eigh(np.eye(4) - self._rows.T @ hessian @ self._rows)
        values = np.clip(values, 1 / MOST_SPREAD, 1 / LEAST_SPREAD)
        found: FloatArray = (vectors / values) @ vectors.T
        return found

    @property
    def _rows(self) -> FloatArray:
        """x + x1 and x as linear forms in y."""
        x, x1 = self.triangle[2:]
        return np.stack([x + x1, x])

    def _transforms(self, y: FloatArray) -> FloatArray:
        """(kappa g_D, kappa' g_G)."""
        x, x1 = self.triangle[2:] @ y
        g_D, g_G = physical_branch(x, x1, self.kappa, self.b, self.b1)
        return np.array([self.kappa * g_D, (1 - self.kappa) * g_G])


@dataclass(frozen=True)
class Truncated:
    """N(mean, root root^T) given two bounds: z_1 <= first, z_2 <= second - slope z_1, g = mean +
    root z.

    z_1 is drawn from N(centre, width^2) below its bound, z_2 given z_1 below its own.
    """

    mean: FloatArray
    root: FloatArray
    first: float
    second: float
    slope: float
    centre: float = 0.0
    width: float = 1.0

    def draw(self, normals: FloatArray, uniforms: FloatArray) -> FloatArray:
        """Points g from standard normals (4, draws) and uniforms (2, draws), both overwritten."""
        normals[0] = self.centre + self.width * _below(self._own_bound(), uniforms[0])
        normals[1] = _below(self.second - self.slope * normals[0], uniforms[1])
        return self.mean[:, None] + self.root @ normals

    def log_density(self, g: FloatArray) -> FloatArray:
        """Of each column of g, which meets the bounds."""
        z = np.linalg.solve(self.root, g - self.mean[:, None])
        scaled = (z[0] - self.centre) / self.width
        squares = scaled**2 + (z[1:] ** 2).sum(0)
        chance = special.log_ndtr(self._own_bound()) + special.log_ndtr(
            self.second - self.slope * z[0]
        )
        volume = np.linalg.slogdet(self.root)[1] + math.log(self.width)
        found: FloatArray = -squares / 2 - 4 * _HALF_LOG_TAU - volume - chance
        return found

    def _own_bound(self) -> float:
        return (self.first - self.centre) / self.width


@dataclass(frozen=True)
class Mixture:
    """Truncated Gaussians, the last of them the law of g itself, and their shares."""

    parts: tuple[Truncated, ...]
    shares: tuple[float, ...]

    def draw(self, count: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """``count`` points g, shape (4, count), and the logs of density over proposal."""
        chosen = rng.choice(len(self.parts), size=count, p=self.shares)
        uniforms = rng.random((2, count))
        uniforms[uniforms == 0] = 2.0**-54
        normals = rng.standard_normal((4, count))
        g = np.empty((4, count))
        for index, part in enumerate(self.parts):
            own = chosen == index
            g[:, own] = part.draw(normals[:, own], uniforms[:, own])
        pairs = zip(self.shares, self.parts, strict=True)
        logs = [math.log(share) + part.log_density(g) for share, part in pairs]
        return g, -(g**2).sum(0) / 2 - 4 * _HALF_LOG_TAU - np.logaddexp.reduce(logs)


def _below(bound: float | FloatArray, uniform: FloatArray) -> FloatArray:
    """Standard normals below ``bound``."""
    found: FloatArray = special.ndtri_exp(special.log_ndtr(bound) + np.log(uniform))
    return found


def mixture(landscape: Landscape, bounds: FloatArray) -> Mixture:
    """The proposal for the bounds (T g)_1 <= bounds[0], (T g)_2 <= bounds[1]; +inf for none.

    Where no maximiser is found, nothing is to be tilted, or the two losses are one to rounding, the
    law of g alone.

    >>> T = np.tril(np.ones((4, 4)))
    >>> glass = Landscape(T, 10, 0.5, 1.0, 1.0)
    >>> g, logs = mixture(glass, np.array([-30.0, np.inf])).draw(1000, np.random.default_rng(1))
    >>> bool(g[0].max() <= -30), bool(logs.max() < -430)
    (True, True)
    """
    losses = landscape.triangle[:2]
    (own, _), (shared, rest) = losses[:, :2]
    plain = Truncated(np.zeros(4), np.eye(4), bounds[0] / own, bounds[1] / rest, shared / rest)
    found = _maximiser(landscape, bounds) if rest > LEAST_ANGLE * abs(shared) else None
    if found is None:
        return Mixture((plain,), (1.0,))
    y, active = found
    spread = landscape.spread(y)
    mean = landscape.unit * (y + spread @ landscape.slope(y))
    if np.array_equal(spread, np.eye(4)) and not y.any():
        return Mixture((plain,), (1.0,))
    chol = np.asarray(np.linalg.cholesky(spread), dtype=np.float64)
    shares: tuple[float, ...] = (1.0,)
    if active.all():
        parts = [_truncated(mean, chol, losses, bounds, order) for order in (1, 0)]
        parts.append(_at_the_other_bound(parts[1]))
        shares = CORNER
    else:
        parts = [_truncated(mean, chol, losses, bounds, int(active[1]))]
    return Mixture((*parts, plain), (*((1 - PLAIN) * share for share in shares), PLAIN))


def _truncated(
    mean: FloatArray, chol: FloatArray, losses: FloatArray, bounds: FloatArray, order: int
) -> Truncated:
    """N(mean, chol chol^T) under the bounds, the loss number ``order`` drawn before the other."""
    rows = losses[[order, 1 - order]]
    rotation, triangle = np.linalg.qr((rows @ chol).T, mode="complete")
    signs = np.where(np.diag(triangle) < 0, -1.0, 1.0)
    rotation[:, :2] *= signs
    (s1, c), (_, s2) = triangle[:2] * signs[:, None]
    first, second = bounds[[order, 1 - order]] - rows @ mean
    return Truncated(mean, chol @ rotation, first / s1, second / s2, c / s2)


def _at_the_other_bound(part: Truncated) -> Truncated:
    """The same with z_1 drawn as if z_2 were at its bound, where both bounds are far out."""
    precision = 1 + part.slope**2
    centre, width = part.slope * part.second / precision, precision**-0.5
    return Truncated(part.mean, part.root, part.first, part.second, part.slope, centre, width)


def _maximiser(landscape: Landscape, bounds: FloatArray) -> tuple[FloatArray, FloatArray] | None:
    """The maximiser of f in g/unit, and which of the two bounds hold it there."""
    from scipy.optimize import minimize  # slow to import, and needed by samples alone

    sizes = np.linalg.norm(landscape.triangle[:2], axis=1)
    rows = landscape.triangle[:2] / sizes[:, None]
    limits = bounds / sizes / landscape.unit
    asked = np.isfinite(limits)
    below = {
        "type": "ineq",
        "fun": lambda y: (limits - rows @ y)[asked],
        "jac": lambda _: -rows[asked],
    }
    found = minimize(
        lambda y: -landscape.value(y),
        np.zeros(4),
        jac=lambda y: -landscape.slope(y),
        method="SLSQP",
        constraints=[below] if asked.any() else [],
        options={"ftol": 1e-12, "maxiter": 200},
    )
    y = np.asarray(found.x)
    slack = np.where(asked, limits - rows @ y, math.inf)
    if not (np.isfinite(y).all() and (slack > -_ACTIVE * (1 + np.abs(y).max())).all()):
        return None
    return y, slack <= _ACTIVE * (1 + np.abs(y).max())
