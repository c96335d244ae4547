"""Nature for Lemma 2: statistics of the glass sampled from its tensors at one point.

The sampler knows the model's definition and nothing else; what follows only rescales its output to
the units of the claims (shifts in units of 1/sqrt(N), after division by sqrt(2N)).
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.derivations.proof.domain import Point
from glassproof.numerics.gan_glass.nature.tensors import PointSample, sample_at_point
from glassproof.verify.claims.nature.experiment import Experiment, value_of
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.variances import (
    CorrelationTest,
    ResidualVarianceTest,
    VarianceTest,
)

N_BLOCK = 3
POINT = {p: sp.Integer(3), q: sp.Integer(2), sigma_z: sp.Rational(1, 4), kappa: sp.Rational(1, 2)}
WEAK = {**POINT, sigma_z: sp.Rational(1, 10**6)}
"""So weak a generator that the discriminator's Hessian is that of ell_D to 1e-10."""


def _sample(rng: np.random.Generator, draws: int, point: Point) -> PointSample:
    return sample_at_point(
        n_D=N_BLOCK,
        n_G=N_BLOCK,
        p=int(point[p]),
        q=int(point[q]),
        sigma_z=float(point[sigma_z]),
        draws=draws,
        rng=rng,
    )


def variance(
    name: str,
    describes: str,
    statistic: Callable[[PointSample], np.ndarray],
    *,
    point: Point = POINT,
    predict: Callable[..., Any] | None = None,
    draws: int = 40_000,
) -> Experiment:
    """An experiment that compares the variance of a centred Gaussian statistic."""

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        values = statistic(_sample(rng, draws, point))
        return np.array([values.size, np.vdot(values, values)])

    return Experiment(name, describes, point, chunk, draws, VarianceTest(), predict)


def shift_x(s: PointSample) -> np.ndarray:
    """sqrt(N) x: the generator's radial derivative over sqrt 2."""
    return float(POINT[sigma_z]) * s.radial_G / sqrt(2)


def shift_x1(s: PointSample) -> np.ndarray:
    """sqrt(N) x1: minus the discriminator's radial derivative and the generator's, over sqrt 2."""
    radial_D = int(POINT[p]) * s.ell_D - float(POINT[sigma_z]) * s.radial_D
    found: np.ndarray = -(radial_D / sqrt(2) + shift_x(s))
    return found


def off_diagonal(blocks: np.ndarray) -> np.ndarray:
    """The entry (1, 2) of every block."""
    return blocks[:, 0, 1]


GRADIENT_D = variance(
    "sampled gradients",
    "variance of the components of the sampled gradient of $L_D$ over $w_D$",
    lambda s: s.gradient_D,
)
GRADIENT_G = variance(
    "sampled gradients",
    "variance of the components of the sampled gradient of $L_G$ over $w_G$",
    lambda s: s.gradient_G,
)
CROSS_BLOCK = variance(
    "sampled Hessians",
    "variance of the entries of the sampled cross block $D_D D_G L_D$, which is $b^2$",
    lambda s: s.hessian_DG,
    predict=lambda formula, point: value_of(formula**2, point),
)
BLOCK_D = variance(
    "sampled Hessians",
    "variance of an off-diagonal entry of $D_D D_D L_D$ at $sigma_z = 1e-6$, which is $b1^2/kappa$",
    lambda s: off_diagonal(s.hessian_DD),
    point=WEAK,
    predict=lambda formula, point: value_of(formula**2 / kappa, point),
)
X_VARIANCE = variance("sampled shifts", "variance of the sampled $sqrt(N) x$", shift_x)
X1_VARIANCE = variance("sampled shifts", "variance of the sampled $sqrt(N) x1$", shift_x1)


def _losses_and_shift(rng: np.random.Generator, draws: int) -> Sums:
    s = _sample(rng, draws, POINT)
    rows = np.stack([shift_x(s), s.L_D, s.L_G])
    return np.concatenate([[draws], (rows @ rows.T)[np.triu_indices(3)]])


def residual_variance(derived: Callable[[], sp.Expr]) -> Experiment:
    """The variance of sqrt(N) x left when both losses are known; the paper needs none."""
    return Experiment(
        "sampled shifts given the losses",
        "variance of the sampled $sqrt(N) x$ that the two sampled losses leave unexplained",
        POINT,
        _losses_and_shift,
        40_000,
        ResidualVarianceTest(),
        asserted=lambda: (0.0, value_of(derived(), POINT)),
    )


def _both_shifts(rng: np.random.Generator, draws: int) -> Sums:
    s = _sample(rng, draws, POINT)
    x, x1 = shift_x(s), shift_x1(s)
    return np.array([draws, x @ x, x1 @ x1, x @ x1])


def shift_correlation(derived: Callable[[], sp.Expr]) -> Experiment:
    """The correlation of the two shifts; the paper needs none."""
    return Experiment(
        "sampled shifts",
        "correlation of the sampled $x$ and $x1$",
        POINT,
        _both_shifts,
        40_000,
        CorrelationTest(),
        asserted=lambda: (0.0, value_of(derived(), POINT)),
    )
