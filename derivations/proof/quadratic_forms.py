"""Quadratic polynomials that are nowhere negative, by completing squares."""

from __future__ import annotations

from typing import Any

import flint

_MOST_TERMS = 60


def is_nonnegative(poly: Any) -> bool:
    """Whether a polynomial of degree 2 with rational coefficients is nowhere negative.

    >>> context = flint.fmpq_mpoly_ctx.get(("x", "y"))
    >>> x, y = context.gens()
    >>> is_nonnegative(x**2 + 2 * x * y + y**2 + 1), is_nonnegative(x**2 - 3 * x * y + y**2)
    (True, False)
    """
    if len(poly) > _MOST_TERMS or poly.total_degree() > 2:
        return False
    matrix: dict[tuple[int, int], flint.fmpq] = {}
    for powers, number in poly.to_dict().items():
        places = [i for i, power in enumerate(powers) for _ in range(int(power))]
        i, j = [*places, -1, -1][:2]  # -1 stands for the factor 1
        share = flint.fmpq(number) / (1 if i == j else 2)
        for key in {(i, j), (j, i)}:
            matrix[key] = matrix.get(key, flint.fmpq(0)) + share
    return _is_semidefinite(matrix)


def _is_semidefinite(matrix: dict[tuple[int, int], flint.fmpq]) -> bool:
    """By elimination: every pivot is positive, or zero with its whole row."""
    left = {i for i, _ in matrix}
    while left:
        pivot = max(left, key=lambda i: (matrix.get((i, i), flint.fmpq(0)), i))
        left.remove(pivot)
        value = matrix.get((pivot, pivot), flint.fmpq(0))
        row = {j: number for j in left if (number := matrix.get((pivot, j), flint.fmpq(0)))}
        if value < 0 or (value == 0 and row):
            return False
        for i, first in row.items():
            for j, second in row.items():
                matrix[i, j] = matrix.get((i, j), flint.fmpq(0)) - first * second / value
    return True
