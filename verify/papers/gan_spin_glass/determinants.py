"""Nature for Section 5: determinants, extreme eigenvalues and tails of sampled block matrices."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix import log_concentration
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa, x, x1
from glassproof.derivations.ensembles import max_norm
from glassproof.derivations.proof.domain import Point
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.block_matrix.samplers import block_matrix, eigenvalues
from glassproof.numerics.ensembles.determinants import log_determinants
from glassproof.numerics.work.kernels import Kernel
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import GrowthTest, MeanTest

SIZE = 200
BALANCED = {kappa: sp.Rational(1, 2), b: sp.Integer(1), b1: sp.Integer(1)}
FIGURE_4 = {kappa: sp.Rational(9, 10), b: 8 * sp.sqrt(30), b1: 3 * sp.sqrt(15) / 5}


def _floats(point: Point) -> dict[str, float]:
    return {str(symbol): float(value) for symbol, value in point.items()}


def largest_eigenvalue(block: str) -> Experiment:
    """The largest eigenvalue of a diagonal block against its edge.

    Its mean lies below the edge by 0.603 E n^(-2/3) to leading order (Tracy and Widom, beta = 1),
    n the size of the block; the allowance is E n^(-2/3).
    """
    values, n = _floats(BALANCED), SIZE // 2
    scale = math.sqrt(2) * (values["b"] + values["b1"])

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        matrices = block_matrix(N=SIZE, draws=draws, rng=rng, **values, x1=0.0)
        part = matrices[:, :n, :n] if block == "D" else matrices[:, n:, n:]
        top = np.linalg.eigvalsh(part)[:, -1]
        return np.array([draws, top.sum(), top @ top])

    return Experiment(
        "largest eigenvalues",
        f"mean of the largest eigenvalue of the sampled {block} block of size {n}",
        BALANCED,
        chunk,
        320,
        MeanTest(bias=scale * n ** (-2 / 3)),
    )


def determinant_growth(name: str, point: Point, draws: int = 1200) -> Experiment:
    """(1/N) log E|det(H - x)| against the log-potential.

    The two differ by O(log N/N); the allowance is log(N)/N.
    """
    values = _floats(point)
    reference = math.log(sum(values[name] for name in ("b", "b1")) + abs(values["x"]))

    def potential() -> float:
        spectrum: dict[str, Any] = {k: v for k, v in values.items() if k != "x"}
        return float(log_potential(values["x"], **spectrum))

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        logs, _ = log_determinants(block_matrix(N=SIZE, draws=draws, rng=rng, **values))
        weights = np.exp(logs - SIZE * reference)
        return np.array([draws, weights.sum(), weights @ weights])

    return Experiment(
        name,
        f"($1/N$) log of the mean $|det|$ of sampled matrices of size {SIZE}",
        point,
        chunk,
        draws,
        GrowthTest(size=SIZE, reference=reference, bias=math.log(SIZE) / SIZE),
        asserted=lambda: (potential(), potential()),
    )


INSIDE = {**BALANCED, x: sp.Rational(1, 4), x1: sp.Integer(1)}
OUTSIDE = {**BALANCED, x: sp.Integer(4), x1: sp.Integer(-1)}
PAPER_POINT = {**FIGURE_4, x: sp.Integer(20), x1: sp.Integer(45)}


def tail(name: str, point: Point) -> Experiment:
    """How often the regularised log-linear statistic deviates, against the sub-Gaussian bound.

    Pairs of independent matrices: P(|F - F'| > 2 delta) <= 2 P(|F - E F| > delta). The statistic
    is the mean of log((lambda - x)^2 + epsilon^2)/2 with epsilon = 1/10, delta chosen so that the
    bound is 1/20.
    """
    values, size, width = _floats(point), 60, 0.1
    spread = values["b"] ** 2 + values["b1"] ** 2 / values["kappa"]
    delta = math.sqrt(spread * math.log(2 / 0.025) / 2) / (size * width)

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        spectra = eigenvalues(N=size, draws=2 * draws, rng=rng, **values)
        statistic = np.log(np.hypot(spectra, width)).mean(axis=1)
        gaps = np.abs(statistic[:draws] - statistic[draws:])
        return np.array([draws, np.count_nonzero(gaps > 2 * delta)])

    def bound() -> float:
        log_bound = Kernel(log_concentration.log_tail().result)
        at = {"N": size, "delta": delta, "epsilon": width}
        named = {k: v for k, v in (values | at).items() if k in log_bound.names}
        return 2 * float(log_bound.numpy(**named))

    return Experiment(
        name,
        f"share of pairs of sampled matrices of size {size} whose log-linear statistics differ "
        "by more than twice the deviation",
        point,
        chunk,
        2000,
        TailTest(),
        asserted=lambda: (bound(), bound()),
    )


def max_norm_moment() -> Experiment:
    """E (largest of the 6 entries)^3 of 3 x 3 matrices with variances 1/3, where C is least."""
    size = 3
    entries = size * (size + 1) // 2

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        largest = np.abs(rng.standard_normal((draws, entries))).max(axis=1) / math.sqrt(size)
        powers = largest**size
        return np.array([draws, powers.sum(), powers @ powers])

    def expected() -> float:
        return math.exp(size * float(max_norm.growth(size).mid()))

    return Experiment(
        "sampled maxima",
        f"mean of the largest entry to the power {size} in sampled matrices of that size, $c = 1$",
        {N: sp.Integer(size)},
        chunk,
        400_000,
        MeanTest(),
        asserted=lambda: (expected(), expected()),
    )
