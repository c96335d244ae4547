"""Matrices of fixed size, entry by entry: sums, products, determinants, inverses, rank.

A matrix is no number; what is read of it is. Both syntaxes build here, from :class:`Term` s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import combinations

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError

MAX_SIZE = 6
"""Rows and columns of a matrix."""

MAX_EIGEN = 4
"""Rows of a matrix with symbols whose rank or eigenvalues are read."""

_ZERO, _ONE = Term.of(0), Term.of(1)


@dataclass(frozen=True)
class Grid:
    """A matrix by its rows; :class:`LimitError` if they are of different lengths, or too many.

    >>> a = sp.Symbol("a")
    >>> Grid.of([[a, 1], [0, 2]]).size
    (2, 2)
    """

    rows: tuple[tuple[Term, ...], ...]

    def __post_init__(self) -> None:
        lengths = [len(row) for row in self.rows]
        for number, length in enumerate(lengths, 1):
            if length != lengths[0]:
                raise LimitError(f"row {number} has {length} entries, and the first {lengths[0]}")
        if not self.rows or not lengths[0] or max(len(self.rows), lengths[0]) > MAX_SIZE:
            raise LimitError(f"a matrix has 1 to {MAX_SIZE} rows and columns")

    @classmethod
    def of(cls, rows: Sequence[Sequence[sp.Expr | int]]) -> Grid:
        """A matrix of numbers and symbols."""
        return cls(tuple(tuple(Term.of(entry) for entry in row) for row in rows))

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return len(self.rows), len(self.rows[0])

    def minor(self, rows: Sequence[int], columns: Sequence[int]) -> Grid:
        """The part in these rows and columns."""
        return Grid(tuple(tuple(self.rows[i][j] for j in columns) for i in rows))


def identity(size: int) -> Grid:
    """Ones on the diagonal, zeros elsewhere."""
    return diagonal([_ONE] * size)


def diagonal(entries: Sequence[Term]) -> Grid:
    """The entries on the diagonal, zeros elsewhere."""
    count = range(len(entries))
    return Grid(tuple(tuple(entries[i] if i == j else _ZERO for j in count) for i in count))


def vandermonde(nodes: Sequence[Term]) -> Grid:
    """Row by row the powers 0, 1, 2, ... of each node.

    >>> x, y = sp.symbols("x y")
    >>> determinant(vandermonde([Term.of(x), Term.of(y)])).expr
    -x + y
    """
    powers = [Term.of(j) for j in range(len(nodes))]
    return Grid(tuple(tuple(_power(node, power) for power in powers) for node in nodes))


def _power(node: Term, power: Term) -> Term:
    if power.expr in (0, 1):
        return _ONE if power.expr == 0 else node
    return construct.power(node, power)


def add(first: Grid, second: Grid) -> Grid:
    """The sum, entry by entry."""
    if first.size != second.size:
        raise LimitError(f"{_of(first)} and {_of(second)} matrices have no sum")
    pairs = (zip(*rows, strict=True) for rows in zip(first.rows, second.rows, strict=True))
    return Grid(tuple(tuple(_added(list(pair)) for pair in row) for row in pairs))


def scale(factor: Term, grid: Grid) -> Grid:
    """Every entry times the factor."""
    return Grid(tuple(tuple(_times(factor, entry) for entry in row) for row in grid.rows))


def multiply(first: Grid, second: Grid) -> Grid:
    """The product of matrices."""
    if first.size[1] != second.size[0]:
        raise LimitError(f"{_of(first)} and {_of(second)} matrices have no product")
    columns = transpose(second).rows
    return Grid(
        tuple(
            tuple(_added([_times(a, b) for a, b in zip(row, column, strict=True)])
                  for column in columns)
            for row in first.rows
        )
    )  # fmt: skip


def power(grid: Grid, exponent: int) -> Grid:
    """The product of so many; of the inverse, if the exponent is negative."""
    _require_square(grid, "a power")
    if abs(exponent) > 2 * MAX_SIZE:
        raise LimitError(f"a power of a matrix has at most the exponent {2 * MAX_SIZE}")
    if exponent < 0:
        return power(inverse(grid), -exponent)
    return reduce(multiply, [grid] * exponent) if exponent else identity(grid.size[0])


def transpose(grid: Grid) -> Grid:
    """Rows become columns."""
    return Grid(tuple(zip(*grid.rows, strict=True)))


def trace(grid: Grid) -> Term:
    """The sum of the diagonal."""
    _require_square(grid, "a trace")
    return construct.add([grid.rows[i][i] for i in range(grid.size[0])])


def determinant(grid: Grid) -> Term:
    """The determinant, along the rows one after the other.

    >>> a, b, c, d = sp.symbols("a b c d")
    >>> determinant(Grid.of([[a, b], [c, d]])).expr
    a*d - b*c
    """
    _require_square(grid, "a determinant")

    @cache
    def along(row: int, columns: tuple[int, ...]) -> Term:
        if not columns:
            return _ONE
        terms = []
        for place, column in enumerate(columns):
            entry = grid.rows[row][column]
            rest = (
                along(row + 1, columns[:place] + columns[place + 1 :])
                if _is_there(entry)
                else _ZERO
            )
            term = _times(entry, rest)
            terms.append(construct.negative(term) if place % 2 and _is_there(term) else term)
        return _added(terms)

    return along(0, tuple(range(grid.size[0])))


def inverse(grid: Grid) -> Grid:
    """The inverse by cofactors; :class:`LimitError` if the determinant vanishes."""
    _require_square(grid, "an inverse")
    whole = determinant(grid)
    if sp.expand(whole.expr) == 0:
        raise LimitError("this matrix has no inverse: its determinant is 0")
    over = construct.inverse(whole)
    count = range(grid.size[0])
    return Grid(tuple(tuple(_times(_cofactor(grid, j, i), over) for j in count) for i in count))


def _cofactor(grid: Grid, row: int, column: int) -> Term:
    """The determinant without a row and a column, with its sign."""
    count = range(grid.size[0])
    if len(count) == 1:
        return _ONE
    rest = grid.minor([i for i in count if i != row], [j for j in count if j != column])
    value = determinant(rest)
    return construct.negative(value) if (row + column) % 2 and _is_there(value) else value


def entry(grid: Grid, row: int, column: int) -> Term:
    """The entry in this row and column, counted from 1."""
    for number, most, what in zip((row, column), grid.size, ("row", "column"), strict=True):
        if not 1 <= number <= most:
            raise LimitError(f"this matrix has no {what} {number}: they are 1 to {most}")
    return grid.rows[row - 1][column - 1]


def rank(grid: Grid) -> Term:
    """The rank: how many k there are with a k x k minor that does not vanish.

    Of numbers it is computed, of symbols it is the sum over k of sign(sum of |minor|).

    >>> a = sp.Symbol("a", real=True)
    >>> rank(Grid.of([[1, 2], [2, 4]])).expr, rank(Grid.of([[a, 0], [0, 0]])).expr
    (1, sign(Abs(a)))
    """
    values = [[binders.settled(entry).expr for entry in row] for row in grid.rows]
    if all(value.is_Rational for row in values for value in row):
        return Term.of(sp.Matrix(values).rank())
    if max(grid.size) > MAX_EIGEN:
        raise LimitError(f"the rank of a matrix with symbols is read up to {MAX_EIGEN} rows")
    signs = []
    for size in range(1, min(grid.size) + 1):
        minors = [
            determinant(grid.minor(rows, columns))
            for rows in combinations(range(grid.size[0]), size)
            for columns in combinations(range(grid.size[1]), size)
        ]
        left = [minor for minor in minors if sp.expand(minor.expr) != 0]
        if left:
            sizes = [construct.apply("Abs", [minor]) for minor in left]
            signs.append(construct.apply("sign", [construct.add(sizes)]))
    return construct.add(signs) if signs else _ZERO


def characteristic_polynomial(grid: Grid, at: Term) -> Term:
    """det(at - matrix).

    >>> a, x = sp.symbols("a x")
    >>> characteristic_polynomial(Grid.of([[a, 1], [1, 0]]), Term.of(x)).expr
    x*(-a + x) - 1
    """
    _require_square(grid, "a characteristic polynomial")
    return determinant(add(scale(at, identity(grid.size[0])), scale(Term.of(-1), grid)))


def _require_square(grid: Grid, what: str) -> None:
    if grid.size[0] != grid.size[1]:
        raise LimitError(f"{what} is one of a square matrix, and this one is {_of(grid)}")


def _of(grid: Grid) -> str:
    return f"{grid.size[0]} x {grid.size[1]}"


def _is_there(term: Term) -> bool:
    return bool(term.written != 0)


def _times(first: Term, second: Term) -> Term:
    """The product, without the factors 0 and 1 that matrices are full of."""
    for one, other in ((first, second), (second, first)):
        if one.written in (0, 1):
            return other if one.written == 1 else _ZERO
    return construct.multiply([first, second])


def _added(terms: Sequence[Term]) -> Term:
    there = [term for term in terms if _is_there(term)]
    return construct.add(there) if there else _ZERO
