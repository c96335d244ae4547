"""The expected number of critical points of prescribed indices at finite N, rare as they may be."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.determinants import log_determinants
from glassproof.numerics.ensembles.importance import log_mean_weight
from glassproof.numerics.ensembles.monte_carlo import Estimate
from glassproof.numerics.ensembles.prescribed_index import pivots
from glassproof.numerics.gan_glass.complexity import LARGEST, highest
from glassproof.numerics.gan_glass.count_law import CountLaw, derived_law
from glassproof.numerics.gan_glass.expected_count import log_area
from glassproof.numerics.gan_glass.glass import Parameters, model
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.chunks import Progress, Store, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.late import Late
from glassproof.numerics.work.streams import stream

special = Late("scipy.special")

CHAINS = 128
"""Chains of one population: of so many matrices at one pair of shifts."""
CHUNK_NUMBERS = 2**21
"""Numbers that the matrices of one chunk fill; fixes which populations share a stream."""
ROUNDS, PILOTS, PILOT_CHAINS = 10, 96, 32
"""Rounds of fitting the proposal, at most; populations of each; chains of these."""
FREEDOM = 8.0
"""Degrees of freedom of the proposal, Student's: its tails are heavier than the count's."""
MARGIN = 4.0
"""The first round looks so far, in units of the blocks' entries, around the limits' maximisers."""


def log_expected_count_by_index(
    *,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    k_D: int | None = None,
    k_G: int | None = None,
    u_D: float = math.inf,
    u_G: float = math.inf,
    draws: int,
    seed: int,
    law: CountLaw | None = None,
    executor: Executor = INLINE,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """The logarithm of the expected number of critical points with L_D <= sqrt(N) u_D, L_G <=
    sqrt(N) u_G at which D_D D_D L_D has ``k_D`` and D_G D_G L_G has ``k_G`` negative eigenvalues;
    None asks nothing of an index.

    Kac and Rice as in :func:`glassproof.numerics.gan_glass.expected_count.log_expected_count`, with
    the matrix S in blocks: with s_D = sqrt(2N)(x + x1), s_G = -sqrt(2N) x, v^2 = b^2 + b1^2/kappa,

        |det S| = |det X_D| |det(X_G + (b^2/v) C^T X_D^(-1) C)|,
        X_D = s_D + v W_D,   X_G = s_G + b W_G,

    the indices are those of X_D and X_G, and C has independent N(0, 1) entries. Given the shifts,
    three means are independent of the losses' bounds: both blocks are drawn given their indices
    (:mod:`glassproof.numerics.ensembles.prescribed_index`), C plainly; the bounds leave one of the
    three Gaussians free, which is integrated exactly. The shifts are drawn from a Student law
    fitted beforehand to where the mean comes from, by tempered importance sampling on streams of
    its own.

    ``draws`` is the number of populations, each of :data:`CHAINS` pairs of blocks at one pair of
    shifts; ``standard_error`` is that of the logarithm, from the spread of populations, and
    ``effective_draws`` counts populations. ``law`` gives other variances of gradients than derived.

    Raises :class:`DomainError` unless n_D, n_G >= 1, 2 <= p <= 100, 1 <= q <= 100, 1e-50 < sigma_z
    < 1e50, 0 <= k_D < n_D, 0 <= k_G < n_G, draws >= 2, no bound is NaN, and ten effective
    populations or more (a tenth of draws < 100) carry the mean.

    >>> found = log_expected_count_by_index(n_D=20, n_G=5, p=3, q=3, sigma_z=1, k_D=0, k_G=0,
    ...                                     draws=60, seed=1)
    >>> round(found.value, -1), found.standard_error < 0.3
    (-10.0, True)
    """
    n_D, n_G = integer("n_D", n_D, least=1), integer("n_G", n_G, least=1)
    draws = integer("draws", draws, least=2)
    indices = (_index("k_D", k_D, "n_D", n_D), _index("k_G", k_G, "n_G", n_G))
    glass = model(p=p, q=q, sigma_z=sigma_z, kappa=n_D / (n_D + n_G), k_D=k_D, k_G=k_G)
    bounds = (real("u_D", u_D, infinite=True), real("u_G", u_G, infinite=True))
    if min(bounds) <= -LARGEST:
        return Estimate(-math.inf, math.inf, draws, 0.0)
    problem = _problem(glass, (n_D, n_G), indices, bounds)
    name = ("index-count", n_D, n_G)
    proposal = _fitted(problem, _first(problem, glass, bounds), seed, name)
    size = _chunk_populations(problem)
    task = partial(
        _chunk, problem=problem, proposal=proposal, draws=draws, seed=seed, name=name, size=size
    )
    parts = run_chunks(task, -(-draws // size), executor=executor, store=store, progress=progress)
    logs = np.concatenate(parts)
    if not np.isfinite(logs).any():
        raise DomainError(
            f"none of draws = {draws} populations reached the indices k_D = {k_D}, k_G = {k_G}: "
            "give more draws, or smaller n_D and n_G"
        )
    mean = log_mean_weight(logs)
    factor = _log_factor(law or derived_law(), problem, glass)
    return replace(mean, value=factor + mean.value)


def _index(name: str, value: int | None, of: str, n: int) -> int | None:
    """An index of a matrix with n - 1 rows."""
    if value is None:
        return None
    index = integer(name, value, least=0)
    if index >= n:
        raise DomainError(
            f"{name} = {index}, but {of} = {n} leaves {n - 1} eigenvalues: give {name} < {of}"
        )
    return index


@dataclass(frozen=True)
class _Problem:
    """The numbers of one call. Shifts s are in units of v and b, the scales of their blocks.

    ``precision`` is the inverse of their covariance; given them the losses are ``slopes`` s +
    ``free`` z, z a standard normal, with both entries of ``free`` positive, and ``limits`` are what
    the losses must not exceed.
    """

    sizes: tuple[int, int]
    indices: tuple[int | None, int | None]
    scales: tuple[float, float]
    precision: FloatArray
    slopes: FloatArray
    free: FloatArray
    limits: FloatArray

    def log_density(self, shifts: FloatArray) -> FloatArray:
        """log of the density of the shifts (draws, 2) together with the bounds."""
        squares = np.einsum("ni,ij,nj->n", shifts, self.precision, shifts)
        room = (self.limits[:, None] - self.slopes @ shifts.T) / self.free[:, None]
        constant = np.linalg.slogdet(self.precision)[1] / 2 - math.log(2 * math.pi)
        return np.asarray(constant - squares / 2 + special.log_ndtr(room.min(axis=0)))

    def log_height(
        self, shifts: FloatArray, rng: np.random.Generator, chains: int = CHAINS
    ) -> FloatArray:
        """log of unbiased estimates of E|det S| 1{indices} at the shifts, blocks over scales."""
        (n, k), (v, b) = self.sizes, self.scales
        D = pivots(n, shifts[:, 0], self.indices[0], chains, rng)
        G = pivots(k, shifts[:, 1], self.indices[1], chains, rng)
        matrices = G.matrices() + (b / v) * D.compressed_inverse(k, rng)
        chance = D.log_chance + G.log_chance
        matrices[~np.isfinite(chance)] = 0.0
        logs = D.log_determinant
        logs = logs + log_determinants(matrices.reshape(logs.size, k, k))[0].reshape(logs.shape)
        alive = np.isfinite(chance)
        top = np.where(alive, logs.max(axis=1), 0.0)
        means = np.exp(np.where(alive[:, None], logs - top[:, None], 0.0)).mean(axis=1)
        return np.asarray(chance + top + np.log(means))


def _problem(
    glass: Parameters,
    spheres: tuple[int, int],
    indices: tuple[int | None, int | None],
    bounds: tuple[float, float],
) -> _Problem:
    n_D, n_G = spheres
    scales = (math.hypot(glass.landscape.b, glass.landscape.b1 / math.sqrt(glass.kappa)),
              glass.landscape.b)  # fmt: skip
    rows = _rows(glass, scales)
    inverse = np.asarray(np.linalg.inv(rows @ rows.T), dtype=np.float64)
    left = np.cross(*rows)  # the direction of g that the shifts do not fix
    free = glass.losses @ left / np.linalg.norm(left)
    return _Problem(
        sizes=(n_D - 1, n_G - 1),
        indices=indices,
        scales=scales,
        precision=inverse,
        slopes=glass.losses @ rows.T @ inverse,
        free=free * np.sign(free[1]),
        limits=math.sqrt(n_D + n_G) * np.array(bounds),
    )


def _rows(glass: Parameters, scales: tuple[float, float]) -> FloatArray:
    """s_D/v and s_G/b as linear forms in three standard normals."""
    signs = np.array([1.0, -1.0]) * math.sqrt(2)
    return np.asarray(glass.shifts * (signs / np.array(scales))[:, None])


def _log_factor(law: CountLaw, problem: _Problem, glass: Parameters) -> float:
    """log of the spheres' areas, the gradients' density at 0 and the scales of the blocks."""
    values = {"p": glass.p, "q": glass.q, "sigma_z": Fraction(glass.sigma_z)}

    def log_of(expression: sp.Expr) -> float:
        kernel = Kernel(sp.log(sp.sympify(expression)))
        return float(kernel.mp(dps=30, **{name: values[name] for name in kernel.names}))

    return sum(
        log_area(rows + 1) + rows * (math.log(scale) - (math.log(2 * math.pi) + log_of(v)) / 2)
        for rows, scale, v in zip(problem.sizes, problem.scales, (law.v_D, law.v_G), strict=True)
    )


@dataclass(frozen=True)
class _Proposal:
    """Student's law of the shifts in the plane, of :data:`FREEDOM` degrees of freedom."""

    mean: FloatArray
    root: FloatArray

    def draw(self, count: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """(shifts, log densities)."""
        normals = rng.standard_normal((count, 2)) @ self.root.T
        shifts = self.mean + normals * np.sqrt(FREEDOM / rng.chisquare(FREEDOM, (count, 1)))
        scaled = np.linalg.solve(self.root, (shifts - self.mean).T)
        logs = -(FREEDOM / 2 + 1) * np.log1p((scaled**2).sum(axis=0) / FREEDOM)
        return shifts, logs - math.log(2 * math.pi) - np.linalg.slogdet(self.root)[1]


def _first(problem: _Problem, glass: Parameters, bounds: tuple[float, float]) -> _Proposal:
    """As wide as the limits' maximisers lie apart, with and without the indices."""
    free = replace(glass, k_D=None, k_G=None)
    unit = math.sqrt(sum(problem.sizes) + 2)
    rows = _rows(glass, problem.scales)
    ends = np.array([unit * (rows @ highest(which, *bounds)[0]) for which in (glass, free)])
    return _Proposal(ends.mean(axis=0), np.diag(np.ptp(ends, axis=0) / 2 + MARGIN) / math.sqrt(2))


def _fitted(
    problem: _Problem, proposal: _Proposal, seed: int, name: tuple[str, int, int]
) -> _Proposal:
    """Moments of the weighted draws, tempered while few carry the mean, until enough do."""
    for number in range(ROUNDS):
        rng = stream(seed, *name, "pilot", number)
        shifts, logs = proposal.draw(PILOTS, rng)
        logs = problem.log_density(shifts) + problem.log_height(shifts, rng, PILOT_CHAINS) - logs
        reached = np.isfinite(logs)
        if not reached.any():
            proposal = _Proposal(proposal.mean, 2 * proposal.root)
            continue
        shifts, logs = shifts[reached], logs[reached] - logs[reached].max()
        power = _tempered(logs)
        weights = np.exp(power * logs)
        weights /= weights.sum()
        mean = weights @ shifts
        spread = (shifts - mean).T @ ((shifts - mean) * weights[:, None])
        proposal = _Proposal(mean, np.linalg.cholesky(1.3 * spread + 1e-4 * np.eye(2)))
        if power == 1 and _effective(logs) > PILOTS / 3:
            break
    return proposal


def _effective(logs: FloatArray) -> float:
    weights = np.exp(logs)
    return float(weights.sum() ** 2 / (weights**2).sum())


def _tempered(logs: FloatArray) -> float:
    """The largest power of the weights, at most 1, that a fifth of the draws carry."""
    low, high = 0.0, 1.0
    if _effective(logs) >= PILOTS / 5:
        return 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _effective(middle * logs) > PILOTS / 5 else (low, middle)
    return low


def _chunk_populations(problem: _Problem) -> int:
    n, k = problem.sizes
    return max(1, CHUNK_NUMBERS // (CHAINS * (n + 2) * (k + 2)))


def _chunk(
    index: int,
    *,
    problem: _Problem,
    proposal: _Proposal,
    draws: int,
    seed: int,
    name: tuple[str, int, int],
    size: int,
) -> FloatArray:
    """Logs of the weights of the populations of chunk ``index``."""
    rng = stream(seed, *name, index)
    shifts, logs = proposal.draw(min(size, draws - index * size), rng)
    return np.asarray(problem.log_density(shifts) + problem.log_height(shifts, rng) - logs)
