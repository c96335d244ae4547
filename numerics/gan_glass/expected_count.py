"""The expected number of critical points at finite N, by Kac-Rice: a mean over few Gaussians."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import mpmath
import numpy as np
import sympy as sp

from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.importance import log_mean_weight
from glassproof.numerics.ensembles.monte_carlo import Estimate
from glassproof.numerics.gan_glass.complexity import LARGEST
from glassproof.numerics.gan_glass.count_law import CountLaw, derived_law
from glassproof.numerics.gan_glass.count_proposal import SHARES, Landscape, Mixture, mixture
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.chunks import Progress, Store, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.late import Late
from glassproof.numerics.work.streams import stream

special = Late("scipy.special")

DIGITS = 400
"""Working precision: what the losses differ in may be 1e-80 of either."""
CHUNK_BYTES = 2**23
MOST_LOG = math.log(np.finfo(float).max)


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

    Arguments and formula are those of :func:`log_expected_count`, which gives what no double holds.
    A number below the least double is 0.0. Raises :class:`DomainError` as it does, and for a number
    beyond the largest.

    >>> mean, error = expected_count(n_D=2, n_G=2, p=3, q=3, sigma_z=1, draws=4000, seed=1)
    >>> bool(abs(mean - 39.9) < 6 * error)
    True

    Sources: DESIGN.md; Adler, Taylor, Random Fields and Geometry (2007), theorem 11.2.1.
    """
    found = log_expected_count(
        n_D=n_D,
        n_G=n_G,
        p=p,
        q=q,
        sigma_z=sigma_z,
        u_D=u_D,
        u_G=u_G,
        draws=draws,
        seed=seed,
        law=law,
        executor=executor,
        store=store,
        progress=progress,
    )
    if found.value > MOST_LOG:
        raise DomainError(
            f"the expected number is about exp({found.value:.6g}), which no double holds: give "
            f"smaller n_D = {n_D}, n_G = {n_G}, or take its logarithm, log_expected_count"
        )
    mean = math.exp(found.value)
    return mean, mean * found.standard_error if mean else 0.0


def log_expected_count(
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
) -> Estimate:
    """The logarithm of the expected number of critical points with L_D <= sqrt(N) u_D and
    L_G <= sqrt(N) u_G, on spheres in R^n_D and R^n_G, N = n_D + n_G.

    Kac and Rice: with omega_n = 2 pi^(n/2)/Gamma(n/2) the area of the unit sphere in R^n, it is

        omega_{n_D} omega_{n_G} (2 pi v_D)^(-(n_D-1)/2) (2 pi v_G)^(-(n_G-1)/2)
            E[ |det S| 1{L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G} ],
        S = b W + (b1/sqrt(kappa)) (W1 (+) 0) - sqrt(2N) (x I + x1 (I (+) 0)),

    W and W1 symmetric of sizes N - 2 and n_D - 1 with entry variances 1 off the diagonal and 2 on
    it. Shifts and losses are drawn under the bounds and tilted to where the mean comes from
    (:mod:`glassproof.numerics.gan_glass.count_proposal`), and the last diagonal entry of W is
    integrated exactly (S is affine in it); so every draw counts, rare as the bounds may be, and
    for N = 3 only the shifts are sampled. ``law`` replaces the derived constants, for instance by
    published ones.

    ``standard_error`` is that of the logarithm, the relative error of the mean: sqrt(r^2/draws), r
    the relative spread of the draws' weights w. Where so few draws carry the mean of w^2 that r is
    not known, it is that of a lognormal law fitted where w has its mass, if larger.
    ``effective_draws`` is draws/(1 + r^2). In the bulk r^2 grows as N, since log|det S| has
    variance log N + O(1): give many more than N draws.

    Raises :class:`DomainError` unless n_D, n_G >= 1, p >= 2, q >= 1, sigma_z > 0, draws >= 2, no
    bound is NaN, and ten effective draws or more carry the mean.

    >>> rare = log_expected_count(n_D=25, n_G=25, p=3, q=3, sigma_z=1, u_D=-20.0, u_G=-5.0,
    ...                           draws=4000, seed=1)
    >>> round(rare.value / 50), rare.standard_error < 0.2
    (-311, True)
    """
    n_D, n_G = integer("n_D", n_D, least=1), integer("n_G", n_G, least=1)
    draws = integer("draws", draws, least=2)
    MODEL_DOMAIN.require({"p": p, "q": q, "sigma_z": sigma_z})
    bounds = (_bound("u_D", u_D), _bound("u_G", u_G))
    if -math.inf in bounds:
        return Estimate(-math.inf, math.inf, draws, 0.0)
    problem = _problem(law or derived_law(), n_D, n_G, int(p), int(q), float(sigma_z), bounds)
    task = partial(_chunk, problem=problem, draws=draws, seed=seed)
    count = -(-draws // _chunk_draws(problem))
    parts = run_chunks(task, count, executor=executor, store=store, progress=progress)
    mean = log_mean_weight(np.concatenate(parts))
    return replace(mean, value=problem.log_prefactor + mean.value)


def _bound(name: str, value: float) -> float:
    """A bound of a loss; one beyond :data:`LARGEST` in size is infinite."""
    bound = real(name, value, infinite=True)
    return bound if abs(bound) < LARGEST else math.copysign(math.inf, bound)


@dataclass(frozen=True)
class _Problem:
    """The numbers of one call. ``triangle`` maps four N(0, 1) to (L_G, L_D, x, x1) sqrt(N)."""

    n_D: int
    n_G: int
    scale: float
    corner_scale: float
    triangle: tuple[tuple[float, ...], ...]
    proposal: Mixture
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
        rows = _cholesky(shifts)
        log_density = sum(
            (n - 1) * float(mpmath.log(2 * mpmath.pi * number(v))) / 2
            for n, v in ((n_D, law.v_D), (n_G, law.v_G))
        )
        scale = float(number(law.b))
        corner_scale = float(number(law.b1) * mpmath.sqrt(mpmath.mpf(N) / n_D))
    triangle = tuple(tuple(float(entry) for entry in row) for row in rows)
    share = min(max((n_D - 1) / max(N - 2, 1), SHARES[0]), SHARES[1])
    landscape = Landscape(np.array(triangle), N - 2, share, scale, corner_scale * math.sqrt(share))
    return _Problem(
        n_D=n_D,
        n_G=n_G,
        scale=scale,
        corner_scale=corner_scale,
        triangle=triangle,
        proposal=mixture(landscape, math.sqrt(N) * np.array([bounds[1], bounds[0]])),
        log_prefactor=log_area(n_D) + log_area(n_G) - log_density,
    )


def log_area(n: int) -> float:
    """log of the area of the unit sphere in R^n."""
    return math.log(2) + n / 2 * math.log(math.pi) - float(special.gammaln(n / 2))


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
    """Diagonal shifts of S, D block and G block, drawn under the bounds; logs of the weights."""
    g, log_weights = problem.proposal.draw(count, rng)
    x, x1 = math.sqrt(2) * (np.array(problem.triangle)[2:] @ g)
    return -(x + x1), -x, log_weights


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
    folded = math.sqrt(2 / math.pi) * np.exp(-(r**2) / 2) + r * special.erf(r / math.sqrt(2))
    log_folded = np.where(log_r < 40, np.log(folded), log_r)
    found: FloatArray = math.log(deviation) + log_minor + log_folded
    return found
