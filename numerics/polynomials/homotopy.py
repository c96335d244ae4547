"""Every complex critical point of polynomial games on products of spheres, by homotopy.

A *game* has blocks w_b on the complex quadrics w_b.w_b = 1 and asks for
``sum over terms of weight * d(polynomial)/dw_b = lambda_b w_b`` in every block. Its solutions are
followed from those of a Fermat game, whose polynomial of the highest degree d is
``sum_i a_i w_i^d`` with generic complex a, and which separates into single blocks solved by hand.

How many there are. A block of the Fermat game has ``2 ((d-1)^n - 1) / (d-2)`` solutions (for k
non-zero components: C(n, k) supports, (d-2)^(k-1) choices of roots of unity, two signs), and the
game their product. That product is also the Euler characteristic of the affine variety less a
generic hypersurface section, which counts the critical points of a generic polynomial of degree d
on it (the tests compute it), so no game of the family has more isolated solutions. A draw whose
paths end in that many solutions, proven different, has therefore been solved completely, whatever
happened on the way.

Reference: Sommese, Wampler, The Numerical Solution of Systems of Polynomials (2005), ch. 7;
Aluffi, Euler characteristics of general linear sections (2013), for the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.polynomials.monomials import monomials
from glassproof.numerics.polynomials.newton_kantorovich import enclosures
from glassproof.numerics.polynomials.path_tracking import evaluate, follow
from glassproof.numerics.work.arguments import FloatArray

Complex = NDArray[np.complex128]


@dataclass(frozen=True)
class Term:
    """A homogeneous polynomial of the variables ``where``; row i of the game has its derivative
    with weight ``weights[i]``. ``coefficients`` are by
    :func:`glassproof.numerics.polynomials.monomials.monomials`."""

    where: slice
    degree: int
    weights: FloatArray
    coefficients: FloatArray


@dataclass(frozen=True)
class Solutions:
    """Complex solutions: ``w`` (count, n), ``multipliers`` (count, blocks), which are ``real``.

    ``expected`` is how many there are; ``complete``: all were found and proven different, and each
    is proven real or proven not to be.
    """

    w: Complex
    multipliers: Complex
    real: NDArray[np.bool_]
    expected: int
    complete: bool


def expected_solutions(sizes: Sequence[int], degree: int) -> int:
    """prod over blocks of 2 sum_{i < n} (d - 1)^i.

    >>> expected_solutions((2, 2), 6), expected_solutions((3,), 2)
    (144, 6)
    """
    return int(np.prod([2 * sum((degree - 1) ** i for i in range(n)) for n in sizes]))


@lru_cache(maxsize=64)
def _second_derivatives(variables: int, degree: int) -> tuple[NDArray[np.int64], FloatArray]:
    """For each (i, j) and each monomial of degree d - 2: which coefficient of the polynomial
    enters the second derivative, and its factor. Shapes (K', n, n)."""
    place = {tuple(a): n for n, a in enumerate(monomials(variables, degree).tolist())}
    lower = monomials(variables, degree - 2)
    step = np.eye(variables, dtype=np.int64)
    raised = lower[:, None, None, :] + step[:, None, :] + step[None, :, :]
    index = np.array([place[tuple(a)] for a in raised.reshape(-1, variables).tolist()])
    factor = (lower[:, :, None] + 1.0) * (lower[:, None, :] + 1.0 + step)
    return index.reshape(raised.shape[:-1]), factor


def packed(terms: Sequence[Term], sizes: Sequence[int], starts: Sequence[Complex]) -> Any:
    """The line of games as :func:`glassproof.numerics.polynomials.path_tracking.follow` reads it:
    every term in all variables, padded to one number of monomials."""
    n = sum(sizes)
    longest = max(
        len(monomials(term.where.stop - term.where.start, term.degree - 2)) for term in terms
    )
    lower = np.zeros((len(terms), longest, n), dtype=np.int64)
    ends = np.zeros((2, len(terms), longest, n, n), dtype=np.complex128)
    lengths = np.zeros(len(terms), dtype=np.int64)
    for number, (term, start) in enumerate(zip(terms, starts, strict=True)):
        variables = term.where.stop - term.where.start
        index, factor = _second_derivatives(variables, term.degree)
        lengths[number] = len(index)
        lower[number, : len(index), term.where] = monomials(variables, term.degree - 2)
        for end, coefficients in zip(ends, (start, term.coefficients), strict=True):
            end[number, : len(index), term.where, term.where] = coefficients[index] * factor
    degrees = np.array([term.degree for term in terms])
    weights = np.array([term.weights for term in terms])
    return lower, ends, lengths, degrees, weights, np.repeat(np.arange(len(sizes)), sizes)


def _fermat_block(a: Complex, degree: int) -> Complex:
    """All critical points of sum a_i w_i^d on w.w = 1: shape (2 sum (d - 1)^i, n)."""
    n, found = len(a), []
    roots = np.exp(2j * np.pi * np.arange(max(degree - 2, 1)) / max(degree - 2, 1))
    for size in range(1, n + 1 if degree > 2 else 2):
        for support in combinations(range(n), size):
            c = (degree * a[list(support)]) ** (-1 / max(degree - 2, 1))
            for zeta in product(roots, repeat=size - 1):
                direction = np.zeros(n, dtype=np.complex128)
                direction[list(support)] = c * np.array([1, *zeta])
                direction /= np.sqrt(np.sum(direction**2))
                found += [direction, -direction]
    return np.array(found)


def _start(
    terms: Sequence[Term], sizes: Sequence[int], rng: np.random.Generator
) -> tuple[list[Complex], Complex]:
    """Coefficients of a random Fermat game, term by term, and all its solutions w."""
    degree, n = max(term.degree for term in terms), sum(sizes)
    scale = 2 ** (degree / 2) * n ** (degree / 2 - 1) / degree
    a = scale * np.exp(rng.uniform(-0.3, 0.3, n) + 2j * np.pi * rng.random(n))
    starts = []
    for term in terms:
        exponents = monomials(term.where.stop - term.where.start, term.degree)
        start = np.zeros(len(exponents), dtype=np.complex128)
        if term.degree == degree:
            pure = np.flatnonzero(exponents.max(axis=1) == degree)
            start[pure] = a[term.where][exponents[pure].argmax(axis=1)]
        starts.append(start)
    ends = np.cumsum(sizes)
    blocks = [_fermat_block(a[end - n : end], degree) for end, n in zip(ends, sizes, strict=True)]
    return starts, np.array([np.concatenate(parts) for parts in product(*blocks)])


def _with_multipliers(game: Any, w: Complex) -> Complex:
    """Start solutions with their multipliers, w_b.(field)_b."""
    block = game[-1]
    blocks, n = block[-1] + 1, len(block)
    z = np.concatenate([w, np.zeros((len(w), blocks))], axis=1)
    F, S = np.empty(n + blocks, np.complex128), np.empty(n + blocks, np.complex128)
    J = np.empty((n + blocks, n + blocks), np.complex128)
    for row in z:
        evaluate(row, 0.0, game, F, J, S)
        row[n:] = (F[:n] * row[:n]) @ (block[:, None] == np.arange(blocks))
    return z


def solve_game(
    terms: Sequence[Term], sizes: Sequence[int], rng: np.random.Generator, attempts: int = 4
) -> Solutions:
    """All solutions of the game with the given real terms on spheres in R^n, n in ``sizes``.

    Every solution is enclosed by the Newton-Kantorovich theorem, and enclosures prove solutions
    different, or real (the conjugate of a solution is one, and lies where there is only one). The
    list is complete when there are as many as expected, which is judged from the endpoints alone; a
    failed attempt is repeated from another Fermat game, and the endpoints of all are pooled.
    """
    n, expected = sum(sizes), expected_solutions(sizes, max(term.degree for term in terms))
    pool = np.zeros((0, n + len(sizes)), dtype=np.complex128)
    complete, real = False, np.zeros(0, dtype=bool)
    for _ in range(attempts):
        starts, w = _start(terms, sizes, rng)
        game = packed(terms, sizes, starts)
        arrived = np.zeros(len(w), dtype=bool)
        z = follow(_with_multipliers(game, w), game, arrived)
        found = enclosures(game, np.concatenate([pool, z[arrived]]))
        if len(found.z):
            found = found[found.same().argmax(axis=1) == np.arange(len(found.z))]
        pool = found.z
        real, not_real = found.real()
        different = found.different() | np.eye(len(pool), dtype=bool)
        complete = len(pool) == expected and bool(different.all() and (real | not_real).all())
        if complete:
            break
    return Solutions(pool[:, :n], pool[:, n:], real, expected, complete)
