"""Nature for rates: the growth of K_N through the count, the cost of outlying eigenvalues.

A rate says how a logarithm grows with N. What is sampled is at one finite N, divided by what theory
gives for it beside the exponential; the rest is enclosed for every N, and half the enclosure's
width is the allowance.
"""

from __future__ import annotations

import math
from functools import cache, partial
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa, x, x1
from glassproof.derivations.ensembles.extreme_eigenvalues import E, u
from glassproof.derivations.gan_glass import kac_rice, stirling
from glassproof.derivations.gan_glass.model import k_D, k_G, p, q, sigma_z
from glassproof.numerics.ensembles.outliers import log_outlier_prefactor, outlier_weights
from glassproof.numerics.gan_glass.circle_count import mean_determinant_on_circles
from glassproof.numerics.gan_glass.nature.critical_points import count_draws
from glassproof.numerics.gan_glass.nature.isolated import drawn_on_circles
from glassproof.numerics.work.kernels import Kernel
from glassproof.verify.claims.nature.experiment import Experiment, value_of
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import GrowthTest

CIRCLES = {p: sp.Integer(2), q: sp.Integer(1), sigma_z: sp.Rational(1, 2), kappa: sp.Rational(1, 2)}
GLASS: dict[str, Any] = {"p": 2, "q": 1, "sigma_z": 0.5}
NEAR = {E: sp.Integer(1), u: sp.Rational(5, 4)}
FAR = {E: sp.Integer(1), u: sp.Integer(2)}
BLOCKS = {kappa: sp.Rational(3, 4), b: sp.Integer(1), b1: sp.Integer(1)}
NEGATIVE_D = {**BLOCKS, k_D: sp.Integer(1), x: sp.Integer(1), x1: sp.Rational(3, 2)}
NEGATIVE_G = {**BLOCKS, k_G: sp.Integer(1), x: sp.Integer(-1)}
SIZE = 40
OUTLIER_DRAWS = 8000


@cache
def _log_count_less_rate() -> float:
    """log E[count] - N K on two circles, but for Stirling's remainder.

    E[count] = K_N I_N, I_N the integral over the shifts that K_N multiplies, of known E|det S|; and
    log K_N = K N + log N + constant - R, 0 < R < bound (:mod:`glassproof.derivations.gan_glass.
    stirling`), of which half the bound is taken off here.
    """
    at = {**CIRCLES, N: sp.Integer(4)}
    expansion = stirling.expansion().subs(kac_rice.variances())

    def number(expression: sp.Expr) -> float:
        named = {str(s): v for s, v in at.items() if s in expression.free_symbols}
        return float(Kernel(expression).mp(dps=30, **named))

    det_Sigma = number(kac_rice.variances()[kac_rice.det_Sigma])
    determinant = mean_determinant_on_circles(**GLASS)
    log_integral = math.log(determinant * 2 * math.pi * math.sqrt(det_Sigma) / (8 * 4))
    beside = number(expansion.logarithmic * sp.log(N) + expansion.constant)
    return log_integral + beside - number(expansion.bound) / 2


def _counts_over_the_rest(rng: np.random.Generator, draws: int) -> Sums:
    census = count_draws(n_D=2, n_G=2, **GLASS, draws=draws, rng=rng)
    if census.failures:
        raise ArithmeticError(f"draws that could not be solved completely: {census.failures}")
    weights = census.counts() * math.exp(-_log_count_less_rate())
    return np.array([draws, weights.sum(), weights @ weights])


def growth_of_the_constant() -> Experiment:
    """(1/N) log of the mean enumerated count on two circles, N = 4, less all that is not K.

    The allowance is half of Stirling's proven remainder, 1/(12 kappa (1 - kappa) N), per N.
    """
    allowance = 1 / (12 * 0.5 * 0.5 * 4) / 4
    return Experiment(
        "enumerated critical points, divided by the integral over the shifts",
        "($1/N$) log of the sampled $K_N$ on two circles, $N = 4$, less its terms of lower order",
        CIRCLES,
        _counts_over_the_rest,
        800,
        GrowthTest(size=4, reference=0.0, bias=allowance),
        counts=True,
        instances=partial(drawn_on_circles, 2, GLASS, (math.inf, math.inf)),
    )


def _outlier(
    describes: str, point: dict[Any, Any], *, n: int, size: int, variance: float, level: float
) -> Experiment:
    """-(1/N) log of the expected eigenvalues beyond ``level`` of a GOE of n rows, N = ``size``."""
    prefactor = log_outlier_prefactor(n, level / (2 * math.sqrt(n * variance)))

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        logs = outlier_weights(n=n, variance=variance, level=level, draws=draws, rng=rng)
        weights = np.exp(logs - prefactor.centre)
        return np.array([draws, weights.sum(), weights @ weights])

    return Experiment(
        f"planted eigenvalues, {n} rows",
        f"($1/N$) log of the expected number of eigenvalues {describes}, less its terms of lower "
        f"order, $N = {size}$",
        point,
        chunk,
        OUTLIER_DRAWS,
        GrowthTest(size=size, reference=0.0, bias=prefactor.radius / size),
        predict=lambda formula, at: -value_of(formula, at),
    )


def outlier(n: int, point: dict[Any, Any]) -> Experiment:
    """One eigenvalue of a GOE of size n beyond its edge, by importance sampling."""
    level, edge = float(point[u]), float(point[E])
    describes = f"beyond {level:g} of sampled matrices of size {n} with edge {edge:g}"
    return _outlier(describes, point, n=n, size=n, variance=edge**2 / (4 * n), level=level)


def negative_eigenvalue_D() -> Experiment:
    """One eigenvalue of the D block of b M + b1 (M1 (+) 0) above x + x1."""
    at = {str(s): float(v) for s, v in NEGATIVE_D.items()}
    variance = at["b"] ** 2 / (2 * SIZE) + at["b1"] ** 2 / (2 * at["kappa"] * SIZE)
    return _outlier(
        "above $x + x1$ of the sampled $D$ block",
        NEGATIVE_D,
        n=round(at["kappa"] * SIZE),
        size=SIZE,
        variance=variance,
        level=at["x"] + at["x1"],
    )


def negative_eigenvalue_G() -> Experiment:
    """One eigenvalue of the G block of b M below x: that of its negative above -x."""
    at = {str(s): float(v) for s, v in NEGATIVE_G.items()}
    return _outlier(
        "below $x$ of the sampled $G$ block",
        NEGATIVE_G,
        n=round((1 - at["kappa"]) * SIZE),
        size=SIZE,
        variance=at["b"] ** 2 / (2 * SIZE),
        level=-at["x"],
    )
