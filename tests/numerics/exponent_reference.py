"""A slow, plain exponent for comparison: numpy.roots for the quartic, quadrature of its density.

It shares nothing with the code under test: the branch is picked among all four roots, the
log-potential is an integral over the density, the maximum SciPy's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize


def transforms(z: float, x1: float, kappa: float, b: float, b1: float) -> tuple[complex, complex]:
    """(g_D, g_G) from the roots of the quartic just above the real axis (z + 0i): both sink."""
    c, kappa_prime = b1**2 / (kappa * b**2), 1 - kappa
    scale = b + b1 + abs(x1) + abs(z)
    point = z + 1e-9j * scale
    P = np.array([1, -point, kappa_prime * b * b / 2])
    quartic = np.polymul(P, np.polyadd([1, x1, 0], c * P))
    quartic = np.polyadd(quartic, [kappa * b * b / 2, 0, 0])
    sinking = []
    for root in np.roots(quartic):
        g_G = 1 / root
        g_D = (2 / b**2 * (point - root) - kappa_prime * g_G) / kappa
        sinking.append((max(g_D.imag, g_G.imag), g_D, g_G))
    return min(sinking, key=lambda entry: entry[0])[1:]


def log_potential(x: float, x1: float, kappa: float, b: float, b1: float) -> float:
    """int log|l - x| of the density, in arcs so that the edges cost nothing."""

    def density(z: float) -> float:
        g_D, g_G = transforms(z, x1, kappa, b, b1)
        return -(kappa * g_D + (1 - kappa) * g_G).imag / math.pi

    reach = 2 * (b + b1) + abs(x1)
    stops = sorted({-reach, min(max(x, -reach), reach), reach})
    total = mass = 0.0
    for low, high in pairwise(stops):
        mass += quad(density, low, high, limit=400)[0]
        total += quad(lambda z: density(z) * math.log(abs(z - x)), low, high, limit=400)[0]
    return total / mass


@dataclass(frozen=True)
class Reference:
    """The exponent in (alpha, G, delta) with the closed log-potential of those transforms."""

    p: int
    q: int
    sigma_z: float
    kappa: float

    @property
    def m(self) -> int:
        return self.p + self.q

    @property
    def b(self) -> float:
        return self.sigma_z * math.sqrt(self.m * (self.m - 1) * 2.0 ** (self.m - 2))

    @property
    def b1(self) -> float:
        return math.sqrt(self.p * (self.p - 1) * self.kappa)

    @property
    def spreads(self) -> np.ndarray:
        return np.array([1.0, 2 ** (self.m / 2), math.sqrt(self.m * 2.0**self.m)])

    @property
    def edges(self) -> tuple[float, float]:
        edge_D = math.sqrt(2 * (self.kappa * self.b**2 + self.b1**2))
        return edge_D, math.sqrt(2 * (1 - self.kappa)) * self.b

    def shifts(self, y: np.ndarray) -> tuple[float, float]:
        """(x + x1, x) at y = (alpha, G, delta)."""
        alpha, G, delta = y
        x = self.sigma_z * (self.m * G - delta) / math.sqrt(8)
        return x + (-self.p * alpha + self.sigma_z * delta) / math.sqrt(2), x

    def potential(self, d_D: float, d_G: float) -> float:
        g_D, g_G = transforms(d_G, d_D - d_G, self.kappa, self.b, self.b1)
        g = self.kappa * g_D + (1 - self.kappa) * g_G
        value = -self.kappa * np.log(g_D) - (1 - self.kappa) * np.log(g_G)
        return float((value + (self.b * g) ** 2 / 4 + self.kappa * (self.b1 * g_D) ** 2 / 4).real)

    def __call__(self, y: np.ndarray, k_D: int = 0, k_G: int = 0) -> float:
        variance_G = self.sigma_z**2 * self.m * 2 ** (self.m - 1)
        kappa, rest = self.kappa, 1 - self.kappa
        K = (1 + math.log(2)) / 2 - kappa / 2 * math.log(kappa) - rest / 2 * math.log(rest)
        K -= kappa / 2 * math.log(self.p + variance_G) + rest / 2 * math.log(variance_G)
        d_D, d_G = self.shifts(y)
        value = K - np.sum((y / self.spreads) ** 2) / 2 + self.potential(d_D, d_G)
        edge_D, edge_G = self.edges
        return value - k_D * kappa * rate(d_D, edge_D) - k_G * rest * rate(-d_G, edge_G)

    def maximum(self, u_D: float, u_G: float, k_D: int | None, k_G: int | None) -> float:
        """SciPy's constrained maximum, in units of the spreads, from three starts."""
        edge_D, edge_G = self.edges
        conditions = []
        if u_D < math.inf:
            conditions.append(lambda y: (u_D - y[0] + self.sigma_z * y[1]) / (1 + abs(u_D)))
        if u_G < math.inf:
            conditions.append(lambda y: (u_G - self.sigma_z * y[1]) / (1 + abs(u_G)))
        if k_D is not None:
            conditions.append(lambda y: self.shifts(y)[0] / edge_D - 1)
        if k_G is not None:
            conditions.append(lambda y: -self.shifts(y)[1] / edge_G - 1)
        rules = [
            {"type": "ineq", "fun": lambda s, rule=rule: rule(s * self.spreads)}
            for rule in conditions
        ]
        found = []
        for start in ([0.0, 0.0, 0.0], [-1.0, -1.0, 1.0], [-2.0, 0.5, 2.0]):
            answer = minimize(
                lambda s: -self(s * self.spreads, k_D or 0, k_G or 0),
                start,
                method="SLSQP",
                constraints=rules,
                options={"ftol": 1e-14, "maxiter": 500},
            )
            if all(rule["fun"](answer.x) > -1e-9 for rule in rules):
                found.append(-answer.fun)
        return max(found)


def rate(u: float, edge: float) -> float:
    """I1 by Gauss and Legendre: the integral of 2 sinh^2 t from 0 to arcosh(u/E)."""
    if u <= edge:
        return 0.0
    nodes, weights = np.polynomial.legendre.leggauss(40)
    half = math.acosh(u / edge) / 2
    return half * float(weights @ (2 * np.sinh(half * (nodes + 1)) ** 2))
