"""The expected number of critical points at finite N, by Kac-Rice: a mean over few Gaussians."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial

import mpmath
import numpy as np
import sympy as sp
from scipy.special import erf, gammaln, log_ndtr, ndtri_exp

from glassproof.derivations.gan_glass import covariance, kac_rice
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.chunks import Progress, Store, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.streams import stream

DIGITS = 50
CHUNK_BYTES = 2**23

LEAST_EFFECTIVE = 10
"""(sum w)^2/sum w^2 of the draws' weights w, below which a standard error means nothing."""


@dataclass(frozen=True)
class CountLaw:
    """What determines the expected count: expressions in p, q, sigma_z and kappa = n_D/N.

    Components of the two gradients have variances ``v_D``, ``v_G``; ``b`` and ``b1`` scale the
    matrices; ``shifts`` is N times the covariance matrix of (x, x1, L_D/sqrt(N), L_G/sqrt(N)).
    """

    v_D: sp.Expr
    v_G: sp.Expr
    b: sp.Expr
    b1: sp.Expr
    shifts: sp.ImmutableMatrix


@cache
def derived_law() -> CountLaw:
    """The law that follows from the model's two kernels."""
    return CountLaw(
        v_D=covariance.gradient_variance_D().result,
        v_G=covariance.gradient_variance_G().result,
        b=kac_rice.b().result,
        b1=kac_rice.b1().result,
        shifts=kac_rice.shift_loss_law().result,
    )


def law_of_independent_shifts(
    *,
    v_D: sp.Expr,
    v_G: sp.Expr,
    b: sp.Expr,
    b1: sp.Expr,
    s2: sp.Expr,
    s12: sp.Expr,
    bound_P: sp.Expr,
    bound_Q: sp.Expr,
    bound_R: sp.Expr,
) -> CountLaw:
    """A law in which x and x1 are independent and determine the losses.

    N var(x) = s2, N var(x1) = s12, and the count is taken over x <= bound_P u_G and
    x1 >= -bound_Q u_D - bound_R x: that is, L_G = sqrt(N) x/bound_P and
    L_D = -sqrt(N) (x1 + bound_R x)/bound_Q.

    >>> law_of_independent_shifts(v_D=1, v_G=1, b=1, b1=1, s2=4, s12=9,
    ...                           bound_P=2, bound_Q=3, bound_R=0).shifts.diagonal()
    Matrix([[4, 9, 1, 1]])
    """
    rows = sp.Matrix([[1, 0], [0, 1], [-bound_R / bound_Q, -1 / sp.sympify(bound_Q)]])
    rows = rows.col_join(sp.Matrix([[1 / sp.sympify(bound_P), 0]]))
    shifts = sp.ImmutableMatrix(rows * sp.diag(s2, s12) * rows.T)
    return CountLaw(v_D=v_D, v_G=v_G, b=b, b1=b1, shifts=shifts)


def expected_count(
    *,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    u_D: float = math.inf,
    u_G: float = math.inf,
    draws: int,
    seed: int,
    law: CountLaw | None = None,
    executor: Executor = INLINE,
    store: Store | None = None,
    progress: Progress | None = None,
) -> tuple[float, float]:
    """(mean, standard error) of the number of critical points with L_D <= sqrt(N) u_D and
    L_G <= sqrt(N) u_G, on spheres in R^n_D and R^n_G, N = n_D + n_G.

    Kac and Rice: with omega_n = 2 pi^(n/2)/Gamma(n/2) the area of the unit sphere in R^n,

        omega_{n_D} omega_{n_G} (2 pi v_D)^(-(n_D-1)/2) (2 pi v_G)^(-(n_G-1)/2)
            E[ |det S| 1{L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G} ],
        S = b W + (b1/sqrt(kappa)) (W1 (+) 0) - sqrt(2N) (x I + x1 (I (+) 0)),

    W and W1 symmetric of sizes N - 2 and n_D - 1 with entry variances 1 off the diagonal and 2 on
    it. The losses are drawn from their law given the bounds, whose probability is a weight, and
    the last diagonal entry of W is integrated exactly (S is affine in it); so every draw counts,
    and for N = 3 only the shifts are sampled. ``law`` replaces the derived constants, for instance
    by published ones.

    Raises :class:`DomainError` unless n_D, n_G >= 1, p >= 2, q >= 1, sigma_z > 0, draws >= 2, no
    bound is NaN, the count is below the largest double, and ten draws or more carry the mean.

    >>> mean, error = expected_count(n_D=2, n_G=2, p=3, q=3, sigma_z=1, draws=4000, seed=1)
    >>> bool(abs(mean - 39.9) < 6 * error)
    True

    Sources: DESIGN.md; Adler, Taylor, Random Fields and Geometry (2007), theorem 11.2.1.
    """
    n_D, n_G = integer("n_D", n_D, least=1), integer("n_G", n_G, least=1)
    draws = integer("draws", draws, least=2)
    MODEL_DOMAIN.require({"p": p, "q": q, "sigma_z": sigma_z})
    bounds = (real("u_D", u_D, infinite=True), real("u_G", u_G, infinite=True))
    problem = _problem(law or derived_law(), n_D, n_G, int(p), int(q), float(sigma_z), bounds)
    task = partial(_chunk, problem=problem, draws=draws, seed=seed)
    count = -(-draws // _chunk_draws(problem))
    parts = run_chunks(task, count, executor=executor, store=store, progress=progress)
    logs = np.concatenate(parts)
    top = float(logs.max())
    if top == -math.inf:
        return 0.0, 0.0
    weights = np.exp(logs - top)
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    if effective < min(LEAST_EFFECTIVE, draws / 10):
        raise DomainError(
            f"so few of draws = {draws} carry the mean (they count for {effective:.1f}) that its "
            "error is not known: give more draws, a smaller glass, or bounds met more often"
        )
    scale = problem.log_prefactor + top
    if scale + math.log(draws) > math.log(np.finfo(float).max):
        raise DomainError(
            f"the expected number is about exp({scale:.6g}): give smaller n_D = {n_D}, n_G = {n_G}"
        )
    factor = math.exp(scale)
    return factor * float(weights.mean()), factor * float(weights.std(ddof=1)) / math.sqrt(draws)


@dataclass(frozen=True)
class _Problem:
    """The numbers of one call. ``triangle`` maps four N(0, 1) to (L_G, L_D, x, x1) sqrt(N)."""

    n_D: int
    n_G: int
    scale: float
    corner_scale: float
    triangle: tuple[tuple[float, ...], ...]
    most_D: float
    most_G: float
    log_prefactor: float

    @property
    def size(self) -> int:
        return self.n_D + self.n_G - 2


def _problem(
    law: CountLaw,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    bounds: tuple[float, float],
) -> _Problem:
    N = n_D + n_G
    values = {"p": p, "q": q, "sigma_z": Fraction(sigma_z), "kappa": Fraction(n_D, N)}

    def number(expression: sp.Expr) -> mpmath.mpf:
        kernel = Kernel(sp.sympify(expression))
        return kernel.mp(dps=DIGITS, **{name: values[name] for name in kernel.names})

    order = (3, 2, 0, 1)
    with mpmath.workdps(DIGITS):
        shifts = [[number(law.shifts[i, j]) for j in order] for i in order]
        triangle = _cholesky(shifts)
        log_density = sum(
            (n - 1) * float(mpmath.log(2 * mpmath.pi * number(v))) / 2
            for n, v in ((n_D, law.v_D), (n_G, law.v_G))
        )
        return _Problem(
            n_D=n_D,
            n_G=n_G,
            scale=float(number(law.b)),
            corner_scale=float(number(law.b1) * mpmath.sqrt(mpmath.mpf(N) / n_D)),
            triangle=tuple(tuple(float(entry) for entry in row) for row in triangle),
            most_D=math.sqrt(N) * bounds[0],
            most_G=math.sqrt(N) * bounds[1],
            log_prefactor=_log_area(n_D) + _log_area(n_G) - log_density,
        )


def _log_area(n: int) -> float:
    """log of the area of the unit sphere in R^n."""
    return math.log(2) + n / 2 * math.log(math.pi) - float(gammaln(n / 2))


def _cholesky(matrix: list[list[mpmath.mpf]]) -> list[list[mpmath.mpf]]:
    """Lower triangular T with T T^T = ``matrix``, which may be singular."""
    n = len(matrix)
    rows = [[mpmath.mpf(0)] * n for _ in range(n)]
    for j in range(n):
        pivot = matrix[j][j] - mpmath.fsum(rows[j][k] ** 2 for k in range(j))
        if pivot <= matrix[j][j] * mpmath.mpf(10) ** (10 - DIGITS):
            continue
        rows[j][j] = mpmath.sqrt(pivot)
        for i in range(j + 1, n):
            rest = mpmath.fsum(rows[i][k] * rows[j][k] for k in range(j))
            rows[i][j] = (matrix[i][j] - rest) / rows[j][j]
    return rows


def _chunk_draws(problem: _Problem) -> int:
    return max(1, min(2**15, CHUNK_BYTES // (8 * (problem.size**2 + 8))))


def _chunk(index: int, *, problem: _Problem, draws: int, seed: int) -> FloatArray:
    """log of the weight of each draw of chunk ``index``: P(bounds) E[|det S| | all but one]."""
    size = _chunk_draws(problem)
    count = min(size, draws - index * size)
    rng = stream(seed, "expected-count", problem.n_D, problem.n_G, index)
    shift_D, shift_G, log_weights = _shifts(problem, count, rng)
    n, corner = problem.size, problem.n_D - 1
    if n == 0:
        return log_weights
    matrices = problem.scale * _symmetric(n, count, rng)
    matrices[:, :corner, :corner] += problem.corner_scale * _symmetric(corner, count, rng)
    variance = problem.scale**2 + (problem.corner_scale**2 if corner == n else 0.0)
    matrices[:, -1, -1] = 0
    diagonal = np.einsum("kii->ki", matrices)
    diagonal[:, :corner] += shift_D[:, None]
    diagonal[:, corner:] += shift_G[:, None]
    return log_weights + _log_mean_abs_det(matrices, math.sqrt(2 * variance))


def _shifts(
    problem: _Problem, count: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Diagonal shifts of S, D block and G block, drawn under the bounds; log P of the bounds."""
    T = np.array(problem.triangle)
    uniform = rng.random((2, count))
    uniform[uniform == 0] = 2.0**-54
    g = np.empty((4, count))
    g[2:] = rng.standard_normal((2, count))
    log_G = np.broadcast_to(log_ndtr(problem.most_G / T[0, 0]), count)
    g[0] = _truncated(log_G, uniform[0])
    log_D = log_ndtr((problem.most_D - T[1, 0] * g[0]) / T[1, 1])
    g[1] = _truncated(log_D, uniform[1])
    x, x1 = math.sqrt(2) * (T[2:] @ g)
    return -(x + x1), -x, log_G + log_D


def _truncated(log_probability: FloatArray, uniform: FloatArray) -> FloatArray:
    """Standard normals below the quantile of ``log_probability`` (0 where that is impossible)."""
    possible = log_probability > -math.inf
    return ndtri_exp(np.where(possible, log_probability + np.log(uniform), math.log(0.5)))


def _symmetric(n: int, count: int, rng: np.random.Generator) -> FloatArray:
    """Symmetric Gaussian matrices, variance 1 off the diagonal and 2 on it."""
    half = rng.standard_normal((count, n, n))
    return (half + half.transpose(0, 2, 1)) * math.sqrt(0.5)


def _log_mean_abs_det(matrices: FloatArray, deviation: float) -> FloatArray:
    """log E_g |det(S + deviation g e e^T)|, g a standard normal and e the last unit vector.

    The determinant is deviation det S' (r + g), S' without the last row and column and
    r = det S/(deviation det S'); E|r + g| = sqrt(2/pi) exp(-r^2/2) + r erf(r/sqrt(2)).
    """
    _, log_det = np.linalg.slogdet(matrices)
    _, log_minor = np.linalg.slogdet(matrices[:, :-1, :-1])
    log_r = log_det - log_minor - math.log(deviation)
    r = np.exp(np.minimum(log_r, 40.0))
    folded = math.sqrt(2 / math.pi) * np.exp(-(r**2) / 2) + r * erf(r / math.sqrt(2))
    log_folded = np.where(log_r < 40, np.log(folded), log_r)
    return math.log(deviation) + log_minor + log_folded
