"""Follow solutions of a polynomial game along a straight line of games (compiled kernel).

Unknowns z = (w, lambda): in block b, sum over terms of weight * grad_b(term) = lambda_b w_b and
w_b.w_b = 1. A term is homogeneous; it is given by its second derivatives at both ends of the line,
as polynomials of degree d - 2. Gradients follow from Euler's relation, Hessian * w = (d - 1) grad.
"""

from __future__ import annotations

import math

import numpy as np

from glassproof.numerics.work.compiled import compiled

FIRST_STEP, LONGEST_STEP, SHORTEST_STEP = 0.02, 0.1, 1e-10
MOST_STEPS = 5000
"""A path that needs more is given up (its draw is tried again from another start)."""
PREDICTED = 3e-6
"""A step stands if Newton's first correction is relatively below this; below /100 it may grow."""
CORRECTED = 1e-11
"""Newton's last correction, relative to the size of the solution."""


@compiled(cache=True, nogil=True)
def evaluate(z, t, game, F, J, S):  # type: ignore[no-untyped-def]
    """The system at (z, t) into F, its derivatives in z and in t into J and S."""
    lower, ends, lengths, degrees, weights, block = game
    n, size = len(block), len(z)
    F[:], J[:], S[:] = 0.0, 0.0, 0.0
    H, change = np.empty((n, n), np.complex128), np.empty((n, n), np.complex128)
    for term in range(len(degrees)):
        H[:], change[:] = 0.0, 0.0
        for k in range(lengths[term]):
            value = 1.0 + 0.0j
            for i in range(n):
                for _ in range(lower[term, k, i]):
                    value *= z[i]
            for i in range(n):
                for j in range(i + 1):
                    H[i, j] += value * ends[0, term, k, i, j]
                    change[i, j] += value * ends[1, term, k, i, j]
        for i in range(n):
            for j in range(n):
                a, b = max(i, j), min(i, j)
                other = change[a, b] - H[a, b]
                here = weights[term, i] * (H[a, b] + t * other)
                J[i, j] += here
                F[i] += here * z[j] / (degrees[term] - 1)
                S[i] += weights[term, i] * other * z[j] / (degrees[term] - 1)
    for b in range(n, size):
        F[b] = -0.5
    for i in range(n):
        b = n + block[i]
        F[i] -= z[b] * z[i]
        J[i, i] -= z[b]
        J[i, b], J[b, i] = -z[i], z[i]
        F[b] += 0.5 * z[i] * z[i]


@compiled(cache=True, nogil=True)
def _solve(J, x):  # type: ignore[no-untyped-def]
    """Gaussian elimination with partial pivoting, in place: x becomes J^-1 x; False if singular."""
    n = len(x)
    for k in range(n):
        pivot, best = k, abs(J[k, k].real) + abs(J[k, k].imag)
        for i in range(k + 1, n):
            size = abs(J[i, k].real) + abs(J[i, k].imag)
            if size > best:
                pivot, best = i, size
        if not best > 0.0 or not math.isfinite(best):
            return False
        if pivot != k:
            x[k], x[pivot] = x[pivot], x[k]
            for j in range(k, n):
                J[k, j], J[pivot, j] = J[pivot, j], J[k, j]
        inverse = 1.0 / J[k, k]
        for i in range(k + 1, n):
            factor = J[i, k] * inverse
            if factor != 0.0:
                for j in range(k + 1, n):
                    J[i, j] -= factor * J[k, j]
                x[i] -= factor * x[k]
    for k in range(n - 1, -1, -1):
        for j in range(k + 1, n):
            x[k] -= J[k, j] * x[j]
        x[k] /= J[k, k]
    return True


@compiled(cache=True, nogil=True)
def _largest(z):  # type: ignore[no-untyped-def]
    best = 0.0
    for entry in z:
        size = abs(entry)
        if not size <= best:
            best = size
    return best


@compiled(cache=True, nogil=True)
def _predict(z, t, h, game, F, J, S):  # type: ignore[no-untyped-def]
    """A classical Runge-Kutta step of dz/dt = -J^{-1} S; False where J is singular."""
    total, point = np.zeros_like(z), z.copy()
    for stage in range(4):
        reach = 0.0 if stage == 0 else (h if stage == 3 else 0.5 * h)
        evaluate(point, t + reach, game, F, J, S)
        if not _solve(J, S):
            return False, total
        weight = (1.0 if stage in (0, 3) else 2.0) / 6
        following = h if stage == 2 else 0.5 * h
        for i in range(len(z)):
            total[i] -= weight * h * S[i]
            point[i] = z[i] - following * S[i]
    return True, z + total


@compiled(cache=True, nogil=True)
def _correct(z, t, game, F, J, S):  # type: ignore[no-untyped-def]
    """Newton's iteration in place; returns its first and its last correction, relative."""
    first = last = math.inf
    for turn in range(4):
        evaluate(z, t, game, F, J, S)
        if not _solve(J, F):
            return math.inf, math.inf
        for i in range(len(z)):
            z[i] -= F[i]
        last = _largest(F) / (1 + _largest(z))
        if turn == 0:
            first = last
        if not last <= 0.1 or last < CORRECTED:
            break
    return first, last


@compiled(cache=True, nogil=True)
def follow(starts, game, arrived):  # type: ignore[no-untyped-def]
    """All paths from t = 0 to t = 1; row n of the result counts only where ``arrived[n]``."""
    ends, size = starts.copy(), starts.shape[1]
    F, S = np.empty(size, np.complex128), np.empty(size, np.complex128)
    J = np.empty((size, size), np.complex128)
    for n in range(len(starts)):
        z, t, step, steps = starts[n].copy(), 0.0, FIRST_STEP, 0
        while t < 1.0 and step > SHORTEST_STEP and steps < MOST_STEPS:
            steps += 1
            h = min(step, 1.0 - t)
            later = 1.0 if h == 1.0 - t else t + h
            possible, guess = _predict(z, t, h, game, F, J, S)
            first = last = math.inf
            if possible:
                first, last = _correct(guess, later, game, F, J, S)
            if first < PREDICTED and last < CORRECTED:
                z, t = guess, later
                step = min(2 * h, LONGEST_STEP) if first < PREDICTED / 100 else h
            else:
                step = h / 3
        arrived[n] = t == 1.0
        for i in range(size):  # slice assignment would compile an error message in strings
            ends[n, i] = z[i]
    return ends
