"""Bunch and Kaufman's elimination of symmetric matrices that fit a cache, compiled."""

from __future__ import annotations

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.compiled import compiled

THRESHOLD = (1 + 17**0.5) / 8
"""Bunch and Kaufman's: the growth that a pivot of size 2 allows is then two pivots' of size 1."""


@compiled(cache=True, nogil=True, error_model="numpy")
def _largest(a: FloatArray, row: int, first: int) -> tuple[float, int]:
    """The largest |a[row, i]| with first <= i, off the diagonal, and its i."""
    found, at = 0.0, first
    for i in range(first, row):  # the upper triangle holds these in column ``row``
        if abs(a[i, row]) > found:
            found, at = abs(a[i, row]), i
    for i in range(max(first, row + 1), len(a)):
        if abs(a[row, i]) > found:
            found, at = abs(a[row, i]), i
    return found, at


@compiled(cache=True, nogil=True, error_model="numpy")
def _choose(a: FloatArray, at: int) -> tuple[int, int]:
    """(row that becomes the pivot's last, size of the pivot)."""
    diagonal = abs(a[at, at])
    largest, other = _largest(a, at, at + 1)
    if diagonal >= THRESHOLD * largest:
        return at, 1
    beyond, _ = _largest(a, other, at)
    if diagonal >= THRESHOLD * largest * (largest / beyond):
        return at, 1
    return other, 1 if abs(a[other, other]) >= THRESHOLD * beyond else 2


@compiled(cache=True, nogil=True, error_model="numpy")
def _exchange(a: FloatArray, at: int, one: int, two: int) -> None:
    """Rows and columns one < two change places, in all rows from ``at`` on."""
    for i in range(at, one):
        a[i, one], a[i, two] = a[i, two], a[i, one]
    a[one, one], a[two, two] = a[two, two], a[one, one]
    for i in range(one + 1, two):
        a[one, i], a[i, two] = a[i, two], a[one, i]
    for i in range(two + 1, len(a)):
        a[one, i], a[two, i] = a[two, i], a[one, i]


@compiled(cache=True, nogil=True, error_model="numpy")
def _eliminate_one(a: FloatArray, at: int) -> None:
    """Divides by the pivot: the reciprocal of a tiny one could overflow."""
    for i in range(at + 1, len(a)):
        factor = a[at, i] / a[at, at]
        row, pivot = a[i, i:], a[at, i:]
        for j in range(len(row)):
            row[j] -= factor * pivot[j]


@compiled(cache=True, nogil=True, error_model="numpy")
def _eliminate_two(a: FloatArray, at: int) -> None:
    """The pivot's inverse is formed from ratios, which do not overflow."""
    off = a[at, at + 1]
    lower, upper = a[at + 1, at + 1] / off, a[at, at] / off
    scale = lower * upper - 1.0
    for i in range(at + 2, len(a)):
        first = (lower * (a[at, i] / off) - a[at + 1, i] / off) / scale
        second = (upper * (a[at + 1, i] / off) - a[at, i] / off) / scale
        row, one, two = a[i, i:], a[at, i:], a[at + 1, i:]
        for j in range(len(row)):
            row[j] -= first * one[j] + second * two[j]


@compiled(cache=True, nogil=True, error_model="numpy")
def _eliminate(a: FloatArray, off: FloatArray) -> None:
    """P H P^T = L D L^T in place of the upper triangle of H: D's diagonal, and what is off it."""
    at, n = 0, len(a)
    while at < n:
        chosen, size = _choose(a, at)
        if chosen != at + size - 1:
            _exchange(a, at, at + size - 1, chosen)
        if size == 2:
            off[at] = a[at, at + 1]
            _eliminate_two(a, at)
        elif a[at, at] != 0.0:  # else the whole row is zero
            _eliminate_one(a, at)
        at += size


@compiled(cache=True, nogil=True, error_model="numpy")
def factor_stack(stack: FloatArray, diagonal: FloatArray, off: FloatArray) -> None:
    """D of every matrix of a stack (only upper triangles are read): its diagonal, and ``off``.

    ``off`` holds, in the first row of each pivot of size 2, the entry off its diagonal, else 0.
    """
    draws, n, _ = stack.shape
    work = np.empty((n, n))
    for k in range(draws):
        work[:] = stack[k]
        off[k] = 0.0
        _eliminate(work, off[k])
        for i in range(n):
            diagonal[k, i] = work[i, i]
