"""Brute force: every critical point of drawn glasses, with losses, indices and orientation.

A critical point has covariant gradient of L_D over w_D and of L_G over w_G both zero. Two circles
are solved by certified subdivision (:mod:`glassproof.numerics.polynomials.torus_roots`), larger
spheres by homotopy with enclosures of as many complex solutions as there can be
(:mod:`glassproof.numerics.polynomials.homotopy`); both are complete by proof, with bounds on
rounding. In each draw the signs of det of the critical-point matrix must, besides, add up to the
Euler characteristic of the product of spheres (Poincare-Hopf). A draw that fails any check is kept,
marked incomplete and named: its points are a lower bound.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.nature.circles import circle_zeros
from glassproof.numerics.gan_glass.nature.tensors import Glass, Shape, sample_coefficients
from glassproof.numerics.polynomials.homotopy import Term, expected_solutions, solve_game
from glassproof.numerics.polynomials.torus_roots import FIRST_LOSS, PHI, SIGN, THETA
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.streams import stream

MOST_PATHS = 3000
"""Homotopies with more paths than this are refused."""
CHUNK = 250
"""Draws per stream, so that results do not depend on how chunks are spread over workers."""
UNDECIDED_CELLS = "subdivision left cells undecided"


class IncompleteEnumerationWarning(UserWarning):
    """Some draws could not be solved completely: what was counted is a lower bound."""


@dataclass(frozen=True)
class CriticalPoints:
    """The critical points of one draw: arrays over points, w_D (count, n_D), w_G (count, n_G).

    ``index_D`` counts negative eigenvalues of D_D D_D L_D, ``index_G`` of D_G D_G L_G; ``sign`` is
    that of det [[D_D D_D L_D, D_D D_G L_D], [D_G D_D L_G, D_G D_G L_G]]. ``failures`` says what is
    wrong with an incomplete list.
    """

    w_D: FloatArray
    w_G: FloatArray
    L_D: FloatArray
    L_G: FloatArray
    index_D: NDArray[np.int64]
    index_G: NDArray[np.int64]
    sign: NDArray[np.int64]
    failures: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every critical point is listed (see the module)."""
        return not self.failures


@dataclass(frozen=True)
class Census:
    """The critical points of many draws, flat: ``draw`` says which draw a point belongs to.

    ``failures`` maps a draw to the reasons why its list may be incomplete.
    """

    shape: Shape
    draws: int
    draw: NDArray[np.int64]
    L_D: FloatArray
    L_G: FloatArray
    index_D: NDArray[np.int64]
    index_G: NDArray[np.int64]
    sign: NDArray[np.int64]
    failures: dict[int, tuple[str, ...]]

    def counts(
        self,
        *,
        u_D: float = math.inf,
        u_G: float = math.inf,
        k_D: int | None = None,
        k_G: int | None = None,
    ) -> NDArray[np.int64]:
        """Points per draw with L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G and the indices, if given."""
        root = math.sqrt(self.shape.n)
        u_D, u_G = real("u_D", u_D, infinite=True), real("u_G", u_G, infinite=True)
        chosen = np.less_equal(self.L_D, root * u_D) & np.less_equal(self.L_G, root * u_G)
        for index, k in ((self.index_D, k_D), (self.index_G, k_G)):
            if k is not None:
                chosen &= index == k
        return np.bincount(self.draw[chosen], minlength=self.draws)


def euler_characteristic(n_D: int, n_G: int) -> int:
    """Of the product of the unit spheres of R^n_D and R^n_G.

    >>> euler_characteristic(2, 2), euler_characteristic(3, 3)
    (0, 4)
    """
    return int((1 - (-1) ** n_D) * (1 - (-1) ** n_G))


def critical_points(glass: Glass) -> CriticalPoints:
    """Every critical point of one draw.

    Two circles: p + q <= 24. Larger spheres: at most 3000 complex solutions, which holds for
    n_D + n_G <= 7 with p + q = 3, for n_D + n_G <= 6 with p + q = 4 and for few beyond.
    Raises :class:`DomainError` for larger ones; never for a draw that fails (see ``failures``).

    >>> rng = np.random.default_rng(0)
    >>> points = critical_points(Glass.sample(n_D=2, n_G=2, p=2, q=1, sigma_z=1, rng=rng))
    >>> points.complete, len(points.L_D) % 2, points.sign.sum()
    (True, 0, np.int64(0))
    """
    shape = glass.shape
    if shape.n_D == shape.n_G == 2:
        solved = circle_zeros(shape, glass.coefficients_D[None], glass.coefficients_G[None])
        rows = solved.rows[0, : solved.counts[0]]
        failures = () if solved.solved[0] else (UNDECIDED_CELLS,)
        angles = rows[:, [THETA, PHI]]
        w = np.stack([np.cos(angles), np.sin(angles)], axis=2)
        return _checked(shape, w[:, 0], w[:, 1], rows[:, FIRST_LOSS : SIGN + 1], failures)
    return _by_homotopy(glass)


def _checked(
    shape: Shape, w_D: FloatArray, w_G: FloatArray, rows: FloatArray, failures: tuple[str, ...]
) -> CriticalPoints:
    index_D, index_G, sign = rows[:, 2:].T.astype(np.int64)
    failures += _topology(shape, int(sign.sum()))
    return CriticalPoints(w_D, w_G, rows[:, 0], rows[:, 1], index_D, index_G, sign, failures)


def _topology(shape: Shape, total: int) -> tuple[str, ...]:
    euler = euler_characteristic(shape.n_D, shape.n_G)
    if total == euler:
        return ()
    return (f"the signs add up to {total}, the Euler characteristic is {euler}",)


def _by_homotopy(glass: Glass) -> CriticalPoints:
    shape, n_D = glass.shape, glass.shape.n_D
    paths = expected_solutions((n_D, shape.n_G), shape.m)
    if paths > MOST_PATHS:
        raise DomainError(
            f"n_D = {n_D}, n_G = {shape.n_G}, p + q = {shape.m} have {paths} complex critical"
            f" points, more than {MOST_PATHS}: give smaller spheres or degrees"
        )
    # Rows of D divided by 1 + sigma_z: the same zeros, of order one for any sigma_z.
    share = 1 / (1 + shape.sigma_z)
    of_D = np.where(np.arange(shape.n) < n_D, share, 0.0)
    of_both = np.where(of_D > 0, -shape.sigma_z * share, 1.0)
    terms = [
        Term(slice(0, n_D), shape.p, of_D, glass.coefficients_D),
        Term(slice(0, shape.n), shape.m, of_both, glass.coefficients_G),
    ]
    # The start is generic; any seed will do, and a fixed one keeps results reproducible.
    solutions = solve_game(terms, (n_D, shape.n_G), np.random.default_rng(0))
    failures: tuple[str, ...] = ()
    if not solutions.complete:
        failures = (f"{len(solutions.w)} of {solutions.expected} complex solutions were found",)
    points = solutions.w[solutions.real].real
    w_D, w_G = points[:, :n_D], points[:, n_D:]
    w_D = w_D / np.linalg.norm(w_D, axis=1, keepdims=True)
    w_G = w_G / np.linalg.norm(w_G, axis=1, keepdims=True)
    rows = np.empty((len(points), 5))
    for row, first, second in zip(rows, w_D, w_G, strict=True):
        local = glass.at(first, second)
        row[:] = (
            local.L_D,
            local.L_G,
            np.sum(np.linalg.eigvalsh(local.hessian_DD) < 0),
            np.sum(np.linalg.eigvalsh(local.hessian_GG) < 0),
            np.linalg.slogdet(local.critical_matrix)[0],
        )
    return _checked(shape, w_D, w_G, rows, failures)


def count_draws(
    *,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    draws: int,
    rng: np.random.Generator,
) -> Census:
    """The critical points of ``draws`` independent glasses; domain as :func:`critical_points`.

    >>> census = count_draws(
    ...     n_D=2, n_G=2, p=2, q=1, sigma_z=1, draws=5, rng=np.random.default_rng(0))
    >>> len(census.counts()), census.failures
    (5, {})
    """
    shape = Shape.checked(n_D=n_D, n_G=n_G, p=p, q=q, sigma_z=sigma_z)
    draws = integer("draws", draws, least=1)
    coefficients_D, coefficients_G = sample_coefficients(shape, draws, rng)
    if shape.n_D == shape.n_G == 2:
        return _circle_census(shape, coefficients_D, coefficients_G)
    lists = [
        critical_points(Glass(shape, own, both))
        for own, both in zip(coefficients_D, coefficients_G, strict=True)
    ]
    rows = [
        np.column_stack([found.L_D, found.L_G, found.index_D, found.index_G, found.sign])
        for found in lists
    ]
    draw = np.repeat(np.arange(draws), [len(part) for part in rows])
    failures = {n: found.failures for n, found in enumerate(lists) if found.failures}
    return _census(shape, draws, draw, np.concatenate(rows), failures)


def _circle_census(shape: Shape, coefficients_D: FloatArray, coefficients_G: FloatArray) -> Census:
    solved = circle_zeros(shape, coefficients_D, coefficients_G)
    draws = len(solved.counts)
    listed = np.arange(solved.rows.shape[1]) < solved.counts[:, None]
    rows, draw = solved.rows[listed], np.nonzero(listed)[0]
    totals = np.bincount(draw, rows[:, SIGN], minlength=draws)
    failures = {}
    for n in np.flatnonzero(~solved.solved | (totals != 0)).tolist():
        undecided = () if solved.solved[n] else (UNDECIDED_CELLS,)
        failures[n] = undecided + _topology(shape, int(totals[n]))
    return _census(shape, draws, draw, rows[:, FIRST_LOSS : SIGN + 1], failures)


def _census(
    shape: Shape,
    draws: int,
    draw: NDArray[np.int64],
    rows: FloatArray,
    failures: dict[int, tuple[str, ...]],
) -> Census:
    index_D, index_G, sign = rows[:, 2:].T.astype(np.int64)
    return Census(
        shape=shape,
        draws=draws,
        draw=draw,
        L_D=rows[:, 0],
        L_G=rows[:, 1],
        index_D=index_D,
        index_G=index_G,
        sign=sign,
        failures=failures,
    )


def count_critical_points(
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
) -> tuple[float, float]:
    """Mean number of critical points with L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G, by enumeration.

    Returns (mean, standard error of the mean) over ``draws`` >= 2 independent glasses,
    N = n_D + n_G; chunk n of 250 draws comes from ``stream(seed, "count_critical_points", n)``.
    Warns :class:`IncompleteEnumerationWarning` if a draw could not be solved completely; the mean
    is then a lower bound. Raises :class:`DomainError` as :func:`critical_points`.

    >>> mean, error = count_critical_points(
    ...     n_D=2, n_G=2, p=2, q=1, sigma_z=1, draws=100, seed=1)
    >>> 15 < mean < 21, 0 < error < 1
    (True, True)
    """
    draws = integer("draws", draws, least=2)
    counts, failed = [], 0
    for chunk, start in enumerate(range(0, draws, CHUNK)):
        census = count_draws(
            n_D=n_D,
            n_G=n_G,
            p=p,
            q=q,
            sigma_z=sigma_z,
            draws=min(CHUNK, draws - start),
            rng=stream(seed, "count_critical_points", chunk),
        )
        counts.append(census.counts(u_D=u_D, u_G=u_G))
        failed += len(census.failures)
    if failed:
        warnings.warn(
            f"{failed} of {draws} draws were not solved completely: the mean is a lower bound",
            IncompleteEnumerationWarning,
            stacklevel=2,
        )
    every = np.concatenate(counts)
    return float(every.mean()), float(every.std(ddof=1) / math.sqrt(draws))
