"""Where formulas change their form: zeros of what stands under Abs, Max, roots, logarithms.

The zeros are looked for along one symbol at a time. They need not be exact: a point beside the
zero is as good as the zero itself, and each is judged by balls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, islice, pairwise
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program

Point = dict[sp.Symbol, fmpq]

_MOST_EXPRESSIONS = 12
_NODES = 7  # values that tell a polynomial of degree at most five
_SCANNED = (Fraction(-200, 3), Fraction(-37, 2), Fraction(-19, 3), Fraction(-9, 4), Fraction(-6, 7),
            Fraction(-1, 7), Fraction(-1, 91), Fraction(1, 91), Fraction(1, 7), Fraction(6, 7),
            Fraction(9, 4), Fraction(19, 3), Fraction(37, 2), Fraction(200, 3))  # fmt: skip
_BISECTIONS = 24
_BESIDE = (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 10**9))
_EQUATED = (sp.KroneckerDelta, sp.Eq, sp.Ne, sp.Lt, sp.Le, sp.Gt, sp.Ge)
_STEP = (sp.floor, sp.ceiling)
_UNIT_BOUND = (sp.asin, sp.acos, sp.acosh, sp.atanh, sp.asec, sp.acsc, sp.asech, sp.acoth)
_AT_ZERO = (sp.Abs, sp.sign, sp.Heaviside, sp.log, sp.gamma, sp.loggamma, sp.arg, sp.LambertW)
_PERIODIC = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)


def breaking(formula: sp.Expr) -> Iterator[sp.Expr]:
    """Expressions whose zeros are break points of the formula.

    >>> x, y = sp.symbols("x y")
    >>> list(breaking(sp.Max(x, y)))
    [x - y]
    """
    for node in sp.preorder_traversal(formula):
        if isinstance(node, (sp.Max, sp.Min)):
            yield from (a - b for a, b in combinations(sorted(node.args, key=str)[:4], 2))
        elif isinstance(node, _AT_ZERO):
            yield node.args[0]
        elif isinstance(node, _EQUATED):
            yield node.args[0] - node.args[1]
        elif isinstance(node, _UNIT_BOUND):
            yield from (node.args[0] - 1, node.args[0] + 1)
        elif isinstance(node, _STEP):
            yield from (node.args[0] - k for k in (0, 1, -1))
        elif isinstance(node, _PERIODIC):
            yield from (2 * node.args[0] / sp.pi - k for k in (1, -1, 2, -2, 4))
        elif isinstance(node, sp.Pow) and (not node.exp.is_Integer or node.exp < 0):
            yield node.base


def break_values(
    formulas: Iterable[sp.Expr], domain: Domain, bases: list[Point]
) -> Iterator[tuple[sp.Symbol, fmpq, Point]]:
    """Values of one symbol at and beside break points, with the point that gives the others."""
    known = set(domain.ranges)  # not a variable that is bound in a formula
    found = (e for formula in formulas for e in breaking(formula) if e.free_symbols)
    inside = (e for e in found if e.free_symbols <= known)
    for expr in islice(dict.fromkeys(inside), _MOST_EXPRESSIONS):
        symbols = sorted(expr.free_symbols, key=str)
        for symbol in symbols[:3]:
            for base in bases[: 2 if len(domain.ranges) > 1 else 1]:
                interval = domain.box[symbol]
                for value in around(zeros_along(expr, symbol, base, interval), interval):
                    yield symbol, value, base


def around(zeros: list[Fraction], interval: Interval) -> Iterator[fmpq]:
    """Zeros, numbers beside them, and numbers between them."""
    zeros = sorted(set(zeros))
    near: list[Fraction] = []
    if interval.integer:
        near = [Fraction(math.floor(zero) + k) for zero in zeros for k in (0, 1, 2, -1)]
    else:
        near += [zero for zero in zeros if zero.denominator < 10**6]
        near += [(a + b) / 2 for a, b in pairwise(zeros)]
        for share in _BESIDE:
            for zero in zeros:
                unit = share * max(abs(zero), Fraction(1, 1000))
                near += [
                    (zero + sign * unit).limit_denominator(10**12 if share < 1e-6 else 10**5)
                    for sign in (1, -1)
                ]
    for value in dict.fromkeys(near):
        if interval.contains(fmpq(value.numerator, value.denominator)):
            yield fmpq(value.numerator, value.denominator)


def zeros_along(
    expr: sp.Expr, symbol: sp.Symbol, base: Point, interval: Interval
) -> list[Fraction]:
    """Real zeros, at least nearly, of the expression in one symbol, the others as in ``base``.

    >>> x = sp.Symbol("x")
    >>> zeros_along(x**2 * (x - 1) ** 2, x, {}, Interval())
    [Fraction(0, 1), Fraction(1, 1)]
    """
    program = Program()
    try:
        root = program.add(expr)
    except NoBallVersionError:
        return []
    polynomial = _interpolated(program, root, symbol, base)
    if polynomial is not None:
        return _zeros_of(polynomial)
    return _scanned(program, root, symbol, base, interval)


def _interpolated(
    program: Program, root: int, symbol: sp.Symbol, base: Point
) -> flint.fmpq_poly | None:
    """The polynomial through exact values at a few integers, if it passes through one more."""
    x, total = flint.fmpq_poly([0, 1]), flint.fmpq_poly([0])
    nodes: list[tuple[int, fmpq]] = []
    for node in range(-2, _NODES - 2):
        exact = AtPoint(program, {**base, symbol: fmpq(node)}).knowledge.value(root)
        value = exact.rational if exact is not None else None
        if value is None:
            return None
        nodes.append((node, value))
    for node, value in nodes[:-1]:
        term = flint.fmpq_poly([value])
        for other, _ in nodes[:-1]:
            if other != node:
                term = term * (x - other) / (node - other)
        total += term
    last, value = nodes[-1]
    return total if total(fmpq(last)) == value and total.degree() > 0 else None


def _zeros_of(polynomial: flint.fmpq_poly) -> list[Fraction]:
    found = []
    zeros: list[Any] = polynomial.numer().complex_roots()
    for zero, _ in zeros:
        if zero.imag.contains(0):
            near = Fraction(str(zero.real.mid().fmpq()))
            plain = near.limit_denominator(10**4)
            at = polynomial(fmpq(plain.numerator, plain.denominator))
            found.append(plain if at == 0 else near.limit_denominator(10**9))
    return sorted(found)


def _scanned(
    program: Program, root: int, symbol: sp.Symbol, base: Point, interval: Interval
) -> list[Fraction]:
    """Changes of sign between the numbers of a grid, by bisection; a straight line's only zero."""

    def value_at(value: Fraction) -> flint.arb | None:
        point = {**base, symbol: fmpq(value.numerator, value.denominator)}
        (outcome,) = AtPoint(program, point).outcomes([root], 15)
        real = isinstance(outcome, Value) and outcome.ball.imag.contains(0)
        return outcome.ball.real if isinstance(outcome, Value) and real else None

    def sign(value: flint.arb | None) -> int:
        return 0 if value is None else 1 if value > 0 else -1 if value < 0 else 0

    grid = [v for v in _grid(interval) if interval.contains(fmpq(v.numerator, v.denominator))]
    if interval.integer:
        grid = sorted({Fraction(math.floor(v)) for v in grid})
    if len(grid) > 2 and (zero := _zero_of_line(grid, value_at)) is not None:
        return zero
    signs = [sign(value_at(value)) for value in grid]
    found = []
    for low, high, below, above in zip(grid, grid[1:], signs, signs[1:], strict=False):
        if below * above < 0:
            for _ in range(_BISECTIONS):
                middle = ((low + high) / 2).limit_denominator(10**12)
                low, high = (middle, high) if sign(value_at(middle)) == below else (low, middle)
            found.append(((low + high) / 2).limit_denominator(10**7))
    return found


def _zero_of_line(
    grid: list[Fraction], value_at: Callable[[Fraction], flint.arb | None]
) -> list[Fraction] | None:
    """The zero of what is a straight line through three numbers of the grid."""
    places = (grid[0], grid[len(grid) // 2], grid[-1])
    heights = []
    for place in places:
        height = value_at(place)
        if height is None:
            return None
        heights.append(float(height.mid()))
    (a, b, c), (x, y, z) = places, heights
    slope = (z - x) / float(c - a)
    bent = abs(x + slope * float(b - a) - y) > 1e-9 * (abs(x) + abs(y) + abs(z))
    if bent or not slope or not math.isfinite(slope):
        return None
    return [a - Fraction(x / slope).limit_denominator(10**9)]


def _grid(interval: Interval) -> list[Fraction]:
    ends = [
        None if e is None else Fraction(int(e.p), int(e.q)) for e in (interval.low, interval.high)
    ]
    low, high = ends
    if low is not None and high is not None:
        width = (high - low) * Fraction(998, 1000)
        return [low + (high - low) / 1000 + width * Fraction(k, 12) for k in range(13)]
    if low is not None:
        return [low + value for value in _SCANNED if value > 0]
    if high is not None:
        return [high + value for value in _SCANNED if value < 0]
    return list(_SCANNED)
