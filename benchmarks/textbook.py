"""The textbook way: numpy.roots at every node of scipy.integrate.quad, scipy.optimize above it.

The density is read off the four roots of the quartic that numpy.roots finds, the physical one
kept; the log-potential is scipy.integrate.quad of log|lambda - x| times that density over the
support; Theta is scipy.optimize.minimize (SLSQP) of the exponent under its linear constraints,
from the nearest admissible point; a least loss is the same with "exponent >= 0" as constraint. The
support's ends, and the linear maps of the model, are taken from numerics: the textbook is given
them.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize

from glassproof.numerics.block_matrix.spectrum import edges
from glassproof.numerics.gan_glass.glass import Parameters, model
from glassproof.numerics.work.arguments import FloatArray

STEP, TOLERANCE = 1e-4, 1e-7
"""Difference quotients of a quadrature need a step above its error; SLSQP's stopping value."""


def density(z: float, *, x1: float, kappa: float, b: float, b1: float) -> float:
    """The spectral density at z: the physical root of the quartic, by numpy.roots."""
    ratio = b1 * b1 / (kappa * b * b)
    P = np.array([1.0, -z, (1 - kappa) * b * b / 2])
    quartic = np.polymul(P, np.polyadd([1.0, x1, 0.0], ratio * P))
    roots = np.roots(np.polyadd(quartic, [kappa * b * b / 2, 0.0, 0.0]))
    best = 0.0
    for s in roots[roots.imag > 0]:
        g_D = ((z - s) * 2 / (b * b) - (1 - kappa) / s) / kappa
        if g_D.imag < 0:
            best = max(best, 2 / (math.pi * b * b) * float(s.imag))
    return best


def log_potential(x: float, *, x1: float, kappa: float, b: float, b1: float) -> float:
    """The integral of log|lambda - x| times :func:`density`, by scipy.integrate.quad."""
    shape = {"x1": x1, "kappa": kappa, "b": b, "b1": b1}

    def integrand(z: float) -> float:
        return math.log(abs(z - x)) * density(z, **shape)

    total = 0.0
    for low, high in edges(**shape).reshape(-1, 2):
        inside = [x] if low < x < high else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            total += quad(integrand, low, high, points=inside, limit=200)[0]
    return total


def theta(u_D: float, u_G: float, **parameters: Any) -> float:
    """Theta(u_D, u_G), with k_D and k_G prescribed if given, by SLSQP."""
    problem = _Problem(model(**({"k_D": None, "k_G": None} | parameters)))
    below = [_below(problem.glass.losses[i], u) for i, u in enumerate((u_D, u_G))]
    return -float(problem.least(lambda y: -problem.exponent(y), below).fun)


def largest_index(player: str, u_D: float, u_G: float, *, most: int, **parameters: Any) -> int:
    """The largest k <= most with Theta > 0 for the index of one player, by bisection; else -1."""
    low, high = -1, most
    while low < high:
        k = (low + high + 1) // 2
        positive = theta(u_D, u_G, **parameters, **{f"k_{player}": k}) > 0.0
        low, high = (k, high) if positive else (low, k - 1)
    return low


def least_loss(player: str, **parameters: Any) -> float:
    """inf of the bound of one player's loss with Theta > 0: SLSQP, exponent >= 0 as constraint."""
    problem = _Problem(model(**parameters, k_D=None, k_G=None))
    loss = problem.glass.losses["DG".index(player)]
    scale = float(np.linalg.norm(loss))
    positive = {"type": "ineq", "fun": problem.exponent}
    return scale * float(problem.least(lambda y: float(loss @ y) / scale, [positive]).fun)


@dataclass(frozen=True)
class _Problem:
    """The exponent of one glass as a function of y, and SLSQP over y."""

    glass: Parameters

    def exponent(self, y: FloatArray) -> float:
        """K - |y|^2/2 + the log-potential - the cost of the indices."""
        shape = self.glass.landscape
        d_D, d_G = (float(shift) for shift in self.glass.shifts @ y)
        value = self.glass.constant - float(y @ y) / 2.0
        value += log_potential(d_G, x1=d_D - d_G, kappa=shape.kappa, b=shape.b, b1=shape.b1)
        if shape.cost_D > 0.0:
            value -= shape.cost_D * _rate(d_D / shape.floor_D)
        if shape.cost_G > 0.0:
            value -= shape.cost_G * _rate(-d_G / shape.floor_G)
        return value

    def least(self, objective: Any, constraints: list[dict[str, Any]]) -> Any:
        """The minimum of ``objective`` under the constraints and those of the indices."""
        shape, (row_D, row_G) = self.glass.landscape, self.glass.shifts
        floors = [_below(-row_D, -shape.floor_D), _below(row_G, -shape.floor_G)]
        every = constraints + [
            floor for floor, bound in zip(floors, shape[3:5], strict=True) if math.isfinite(bound)
        ]
        linear = [constraint for constraint in every if "jac" in constraint]
        start = np.zeros(3)
        if linear:
            start = minimize(lambda y: y @ y, start, jac=lambda y: 2 * y, constraints=linear).x
        options = {"eps": STEP, "ftol": TOLERANCE}
        return minimize(objective, start, method="SLSQP", constraints=every, options=options)


def _below(row: FloatArray, bound: float) -> dict[str, Any]:
    """The constraint row . y <= bound, in units of the row's length."""
    size = float(np.linalg.norm(row))
    return {
        "type": "ineq",
        "fun": lambda y: (bound - float(row @ y)) / size,
        "jac": lambda _: -row / size,
    }


def _rate(ratio: float) -> float:
    """I1 at ``ratio`` edges; 0 where a difference quotient steps inside."""
    ratio = max(ratio, 1.0)
    return ratio * math.sqrt(ratio * ratio - 1.0) - math.acosh(ratio)
