"""Eigenvalues of small symmetric matrices, in closed form and in order.

Reference: the trigonometric roots of a cubic as in NIST DLMF 1.11(iii), Euler's of a quartic as in
van der Waerden, "Algebra I", section 64.
"""

from __future__ import annotations

from itertools import combinations

import sympy as sp

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.vocabulary.matrices import MAX_EIGEN, Grid, characteristic_polynomial


def eigenvalue(grid: Grid, number: int) -> Term:
    """The ``number``-th smallest eigenvalue of a real symmetric matrix, counted from 1.

    The characteristic polynomial is split into factors, whose roots have closed forms;
    :class:`LimitError` where the matrix is not real and symmetric.

    >>> a, b = sp.symbols("a b", positive=True)
    >>> eigenvalue(Grid.of([[a, b], [b, a]]), 1).expr
    a - b
    """
    size = grid.size[0]
    values = [[binders.settled(entry).expr for entry in row] for row in grid.rows]
    symmetric = grid.size == (size, size) and all(
        sp.expand(values[i][j] - values[j][i]) == 0 for i in range(size) for j in range(i)
    )
    if not symmetric or any(v.has(sp.I) or v.is_real is False for row in values for v in row):
        raise LimitError(
            "eigenvalues are read of real symmetric matrices, which order them; of others hold "
            "charpoly(M, x) against what you have"
        )
    if size > MAX_EIGEN:
        raise LimitError(f"eigenvalues are read up to {MAX_EIGEN} x {MAX_EIGEN}, not {size}")
    if not 1 <= number <= size:
        raise LimitError(f"this matrix has no eigenvalue {number}: they are 1 to {size}")
    unknown = sp.Dummy(real=True)
    polynomial = characteristic_polynomial(Grid.of(values), Term.of(unknown)).expr
    _, factors = sp.factor_list(sp.expand(polynomial), unknown)
    groups = [roots for factor, power in factors for roots in [_roots(factor, unknown)] * power]
    if len(groups) == 1:
        return Term.of(groups[0][number - 1])
    roots = [root for group in groups for root in group]
    return Term.of(sp.Min(*(sp.Max(*chosen) for chosen in combinations(roots, number))))


def _roots(factor: sp.Expr, unknown: sp.Symbol) -> list[sp.Expr]:
    """The roots of a polynomial whose roots are real, in increasing order."""
    polynomial = sp.Poly(factor, unknown)
    rest = [c / polynomial.LC() for c in polynomial.all_coeffs()[1:]]
    if len(rest) == 1:
        return [-rest[0]]
    if len(rest) == 2:
        middle, width = -rest[0] / 2, sp.sqrt(sp.factor(rest[0] ** 2 - 4 * rest[1])) / 2
        return [middle - width, middle + width]
    if len(rest) == 3:
        return _cubic(*rest)
    if len(rest) == 4 and rest[0] == rest[2] == 0:  # in the square of the unknown
        width = sp.sqrt(sp.factor(rest[1] ** 2 - 4 * rest[3]))
        small, large = (sp.sqrt((-rest[1] + sign * width) / 2) for sign in (-1, 1))
        return [-large, -small, small, large]
    return _quartic(*rest)


def _cubic(second: sp.Expr, first: sp.Expr, zeroth: sp.Expr) -> list[sp.Expr]:
    """Real roots of x^3 + second x^2 + first x + zeroth, by cosines of a third of an angle."""
    centre = -second / 3
    p = sp.expand(first - second**2 / 3)
    q = sp.expand(zeroth - second * first / 3 + 2 * second**3 / 27)
    radius = 2 * sp.sqrt(-p / 3)
    angle = sp.acos(3 * q / (p * radius)) / 3
    turns = (2 * sp.pi / 3, -2 * sp.pi / 3, 0)
    return [centre + radius * sp.cos(angle + turn) for turn in turns]


def _quartic(third: sp.Expr, second: sp.Expr, first: sp.Expr, zeroth: sp.Expr) -> list[sp.Expr]:
    """Real roots of x^4 + third x^3 + second x^2 + first x + zeroth, by Euler's resolvent.

    Of y^4 + p y^2 + q y + r with real roots y_i, the numbers (y_i + y_j)^2 are the roots
    z_1 <= z_2 <= z_3 of z^3 + 2 p z^2 + (p^2 - 4 r) z - q^2, none of them negative, and the largest
    y is half of sqrt z_3 + sqrt z_2 - sign(q) sqrt z_1.
    """
    y = sp.Dummy()
    centre = -third / 4
    moved = (y + centre) ** 4 + third * (y + centre) ** 3 + second * (y + centre) ** 2
    shifted = sp.Poly(sp.expand(moved + first * (y + centre) + zeroth), y)
    p, q, r = (shifted.coeff_monomial(y**power) for power in (2, 1, 0))
    least, middle, largest = (sp.sqrt(z) for z in _cubic(2 * p, sp.expand(p**2 - 4 * r), -(q**2)))
    least = -sp.sign(q) * least
    signs = ((-1, -1, 1), (-1, 1, -1), (1, -1, -1), (1, 1, 1))
    return [centre + (a * largest + b * middle + c * least) / 2 for a, b, c in signs]
