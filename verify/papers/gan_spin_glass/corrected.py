"""Statements judged again with the derived values of what they use put into them.

What is put in are the results of the derivations behind the claims used; how they are put together
is the statement's own, and is done here anew, by plainer means than the toolkit's own numbers.
"""

from __future__ import annotations

import math
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass import covariance, kac_rice, stirling
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.derivations.prose.uncertain import with_error
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.expected_count import expected_count
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.late import Late
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass.counts import PREDICTION_DRAWS, PREDICTION_SEED

optimize = Late("scipy.optimize")

GLASS: dict[str, Any] = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
BOUNDS = ((5.0, 0.5), (inf, inf), (0.0, inf), (-10.0, inf), (inf, -10.0), (-5.0, -8.0))
TOLERANCE = 1e-5
"""Of a general optimiser's maximum."""

CIRCLES: dict[str, Any] = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.5}
DRAWS, ERRORS = PREDICTION_DRAWS, 5.0
"""Draws of the plain mean, and how many standard errors it may be away."""


def _number(expression: sp.Expr, at: dict[str, Any]) -> float:
    symbols = {"p": p, "q": q, "sigma_z": sigma_z, "kappa": kappa}
    named = {name: at[name] for name, s in symbols.items() if s in expression.free_symbols}
    return float(Kernel(expression).mp(dps=30, **named)) if named else float(expression)


def _law_of_shifts(at: dict[str, Any]) -> FloatArray:
    """N times the covariance of (x, x1, L_D/sqrt(N), L_G/sqrt(N)), as derived."""
    law = kac_rice.shift_loss_law().result
    return np.array([[_number(entry, at) for entry in row] for row in law.tolist()])


def _scales(at: dict[str, Any]) -> dict[str, float]:
    """b and b1, as derived."""
    return {
        "b": _number(kac_rice.b().result, at),
        "b1": _number(kac_rice.b1().result, at),
    }


def supremum(u_D: float, u_G: float) -> float:
    """K + sup of the Gaussian exponent and the log-potential where the losses obey the bounds."""
    values, vectors = np.linalg.eigh(_law_of_shifts(GLASS))
    factor = vectors[:, 1:] * np.sqrt(values[1:])  # the losses and shifts have three dimensions
    b, b1 = _scales(GLASS).values()

    def less(y: FloatArray) -> float:
        x, x1 = (factor @ y)[:2]
        return float(y @ y / 2 - log_potential(x, x1=x1, kappa=GLASS["kappa"], b=b, b1=b1))

    bounds = [
        {"type": "ineq", "fun": lambda y, k=k, u=u: u - float(factor[k] @ y)}
        for k, u in ((2, u_D), (3, u_G))
        if u < inf
    ]
    found = optimize.minimize(
        less, np.zeros(3), constraints=bounds, method="SLSQP", options={"ftol": 1e-13}
    )
    return _number(stirling.K().result, GLASS) - float(found.fun)


def _bound(u: float) -> str:
    return "oo" if u == inf else f"{u:g}"


def theta_again() -> Finding:
    """Theta put together from the derived constant, shifts, region and spectrum."""
    ours = [supremum(*pair) for pair in BOUNDS]
    exact = [float(theta(*pair, **GLASS)) for pair in BOUNDS]
    held = all(abs(a - b) < TOLERANCE for a, b in zip(ours, exact, strict=True))
    where = ", ".join(f"({_bound(u_D)}, {_bound(u_G)})" for u_D, u_G in BOUNDS)
    return Finding(
        Kind.CERTIFIED,
        Outcome.CONSISTENT if held else Outcome.FAILS,
        "$K$ plus the supremum of the exponent over the shifts and losses within the bounds "
        f"$(u_D, u_G) = {where}$, at $p = q = 3$, $kappa = 9/10$, $sigma_z = 1$, in double "
        f"precision, is {', '.join(f'{value:.5g}' for value in ours)}, "
        f"{'within' if held else 'not within'} {TOLERANCE:g} of the exact exponent",
    )


def _mean_count(shifts: FloatArray, seed: int) -> tuple[float, float]:
    """K_N times the integral of E|det H| over the shifts, on two circles, and its error."""
    scales, at = _scales(CIRCLES), CIRCLES
    rng = stream(seed, "lemma2.expected-count", "plain mean", 0)
    x, x1 = rng.multivariate_normal(np.zeros(2), shifts / 4, size=DRAWS).T
    upper, lower, beside = rng.normal(size=(3, DRAWS)) * np.array([[math.sqrt(2)]] * 2 + [[1.0]])
    corner = scales["b1"] / math.sqrt(at["kappa"]) * math.sqrt(2) * rng.normal(size=DRAWS)
    unit = math.sqrt(8.0)  # sqrt(2N): the matrices are divided by it
    first = scales["b"] * upper + corner - unit * (x + x1)
    second = scales["b"] * lower - unit * x
    sizes = np.abs(first * second - (scales["b"] * beside) ** 2)
    variances = (covariance.gradient_variance_D(), covariance.gradient_variance_G())
    gradients = math.prod(2 * math.pi * _number(v.result, at) for v in variances)
    areas = (2 * math.pi) ** 2
    factor = areas / math.sqrt(gradients)
    return factor * float(sizes.mean()), factor * float(sizes.std()) / math.sqrt(DRAWS)


def count_again() -> Finding:
    """The integral of Kac and Rice with derived constants, by a plain mean."""
    law = _law_of_shifts(CIRCLES)[:2, :2]
    mean, error = _mean_count(law, 1)
    plain = {name: value for name, value in CIRCLES.items() if name != "kappa"}
    ours, theirs = expected_count(n_D=2, n_G=2, **plain, draws=DRAWS, seed=PREDICTION_SEED)
    free, free_error = _mean_count(np.diag(np.diag(law)), 1)
    held = abs(mean - ours) < ERRORS * math.hypot(error, theirs)
    return Finding(
        Kind.COUNT,
        Outcome.CONSISTENT if held else Outcome.FAILS,
        "the same integral with the derived variances of gradients, scales and law of the shifts, "
        f"by a plain mean of {DRAWS} draws on two circles at $p = q = 3$, $sigma_z = 1$, is "
        f"{with_error(mean, error)}, where {with_error(ours, theirs)} is derived; with the derived "
        f"variances, but the shifts independent, it is {with_error(free, free_error)}",
    )
