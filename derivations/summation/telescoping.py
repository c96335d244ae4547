"""Gosper's and Zeilberger's algorithms: recurrences of sums with rational certificates.

For a term F(n, k) they look for polynomials c_0, ..., c_J free of k and a rational function R with

    c_0 F(n, k) + ... + c_J F(n + J, k) = G(n, k + 1) - G(n, k),    G = R F;

J = 0 is Gosper's case. What they find is a candidate: :func:`is_certificate` proves it.

Reference: M. Petkovsek, H. S. Wilf, D. Zeilberger, A = B, A K Peters 1996, chapters 5 and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.summation.fractions import Fraction, Poly, Ring
from glassproof.derivations.summation.terms import Term, quotient

_MOST_DEGREE = 24
_MOST_DISPERSION = 60
_PRIME, _BASE = 2**31 - 1, 1_234_567_891


@dataclass(frozen=True)
class Telescoper:
    """The polynomials ``operator`` = c_0, ..., c_J, and the ``certificate`` R."""

    operator: tuple[Poly, ...]
    certificate: Fraction


def telescoper(
    term: Term, index: sp.Symbol, variable: sp.Symbol | None, order: int
) -> Telescoper | None:
    """Of that order in ``variable``, if there is one."""
    ring = term.ring
    shares = [ring.number(1)]
    for j in range(1, order + 1):
        assert variable is not None
        share = quotient(term.at(variable, j), term)
        if share is None:
            return None
        shares.append(share)
    step = quotient(term.at(index, 1), term)
    if step is None:
        return None
    den = ring.least_common_multiple(share.den for share in shares)
    targets = [share.num * (den // share.den) for share in shares]
    ratio = (
        step * Fraction(den, ring.one) * Fraction(ring.shifted(den, index, 1), ring.one).inverse()
    )
    c, above, below = _gosper_form(ring, ratio, index)
    below = ring.shifted(below, index, -1)
    found = _solved(ring, index, above, below, [c * target for target in targets])
    if found is None:
        return None
    operator, f = found
    if all(part.is_zero() for part in operator):
        return None
    certificate = Fraction(below * f, ring.one) * Fraction(c * den, ring.one).inverse()
    return _cleared(ring, operator, certificate, index)


def is_certificate(term: Term, index: sp.Symbol, variable: sp.Symbol | None,
                   found: Telescoper) -> bool:  # fmt: skip
    """Whether the identity holds, divided by F: as one of rational functions."""
    ring, step = term.ring, quotient(term.at(index, 1), term)
    if step is None:
        return False
    total = found.certificate - step * _shifted(ring, found.certificate, index)
    for j, coefficient in enumerate(found.operator):
        share = ring.number(1)
        if j and variable is not None:
            quotients = quotient(term.at(variable, j), term)
            if quotients is None:
                return False
            share = quotients
        total = total + share * Fraction(coefficient, ring.one)
    return total.is_zero


def _shifted(ring: Ring, value: Fraction, index: sp.Symbol) -> Fraction:
    return Fraction(ring.shifted(value.num, index, 1), ring.shifted(value.den, index, 1))


def _cleared(
    ring: Ring, operator: Sequence[Poly], certificate: Fraction, index: sp.Symbol
) -> Telescoper:
    """Without common factors, and without denominators that do not depend on the index."""
    free = ring.one
    for factor, times in certificate.den.factor()[1]:
        if ring.degree(factor, index) == 0:
            free = free * factor ** int(times)
    operator = [part * free for part in operator]
    certificate = certificate * Fraction(free, ring.one)
    common = operator[0] * 0
    for part in (*operator, *ring.coefficients(certificate.num, index).values()):
        common = common.gcd(part)
    scale = Fraction(common, ring.one).inverse()
    return Telescoper(tuple(part // common for part in operator), certificate * scale)


def _gosper_form(ring: Ring, ratio: Fraction, index: sp.Symbol) -> tuple[Poly, Poly, Poly]:
    """c, A, B with ratio = c(k + 1)/c(k) A(k)/B(k) and gcd(A(k), B(k + h)) = 1 for h >= 0."""
    above, below, c = ratio.num, ratio.den, ring.one
    uppers = [f for f, _ in above.factor()[1] if ring.degree(f, index) > 0]
    lowers = [f for f, _ in below.factor()[1] if ring.degree(f, index) > 0]
    for upper in uppers:
        for h in sorted(h for v in lowers if (h := _shift_between(ring, upper, v, index)) >= 0):
            partner = ring.shifted(upper, index, -h)
            while (above % upper).is_zero() and (below % partner).is_zero():
                above, below = above // upper, below // partner
                for i in range(1, h + 1):
                    c = c * ring.shifted(upper, index, -i)
    return c, above, below


def _shift_between(ring: Ring, upper: Poly, lower: Poly, index: sp.Symbol) -> int:
    """h with upper(k) proportional to lower(k + h), or -1."""
    degree = ring.degree(upper, index)
    if ring.degree(lower, index) != degree:
        return -1
    a, b = ring.coefficients(upper, index), ring.coefficients(lower, index)
    zero = upper * 0
    gap = a.get(degree - 1, zero) * b[degree] - b.get(degree - 1, zero) * a[degree]
    whole, rest = divmod(gap, a[degree] * b[degree] * degree)
    if not rest.is_zero() or not (whole.is_constant() or whole.is_zero()):
        return -1
    h = flint.fmpq(0) if whole.is_zero() else flint.fmpq(whole.leading_coefficient())
    if h.q != 1 or not 0 <= h <= _MOST_DISPERSION:
        return -1
    moved = ring.shifted(lower, index, int(h.p))
    return int(h.p) if (moved * a[degree] - upper * b[degree]).is_zero() else -1


# --- the polynomial equation -------------------------------------------------------------------


def _solved(
    ring: Ring, index: sp.Symbol, above: Poly, below: Poly, targets: Sequence[Poly]
) -> tuple[list[Poly], Poly] | None:
    """c_j and a polynomial f with A(k) f(k + 1) - B(k - 1) f(k) = sum_j c_j target_j."""
    bound = _degree_bound(ring, index, above, below, targets)
    if bound > _MOST_DEGREE:
        return None
    k = ring.gens[ring.index(index)]
    columns = [-target for target in targets]
    columns += [above * (k + 1) ** i - below * k**i for i in range(bound + 1)]
    parts = [ring.coefficients(column, index) for column in columns]
    rows = sorted({power for part in parts for power in part})
    zero = above * 0
    matrix = [[part.get(power, zero) for part in parts] for power in rows]
    solution = null_vector(ring, matrix, len(targets))
    if solution is None:
        return None
    f = zero
    for i, coefficient in enumerate(solution[len(targets) :]):
        f = f + coefficient * k**i
    return solution[: len(targets)], f


def _degree_bound(
    ring: Ring, index: sp.Symbol, above: Poly, below: Poly, targets: Sequence[Poly]
) -> int:
    degree = max(ring.degree(target, index) for target in targets)
    total, gap = above + below, above - below
    of_total, of_gap = ring.degree(total, index), ring.degree(gap, index)
    if of_total <= of_gap:
        return degree - of_gap
    best = degree - of_total + 1
    lead = ring.coefficients(total, index)[of_total]
    second = ring.coefficients(gap, index).get(of_total - 1)
    if second is not None:
        whole, rest = divmod(second * -2, lead)
        if rest.is_zero() and whole.is_constant():
            power = flint.fmpq(whole.leading_coefficient())
            if power.q == 1:
                best = max(best, int(power.p))
    return best


def null_vector(ring: Ring, matrix: list[list[Poly]], needed: int) -> list[Poly] | None:
    """A vector that the matrix sends to 0, not all of its first ``needed`` entries being 0."""
    if not matrix or not matrix[0]:
        return None
    if not _may_have_null_vector(matrix):
        return None
    rows, pivots = _eliminated(matrix)
    width = len(matrix[0])
    free = [column for column in range(width) if column not in pivots.values()]
    for column in free:
        vector = _back_substituted(ring, rows, pivots, column, width)
        if any(not entry.is_zero() for entry in vector[:needed]):
            return vector
    return None


def _may_have_null_vector(matrix: list[list[Poly]]) -> bool:
    """Whether the rank is not full at one point modulo a prime."""
    size = len(matrix[0][0].context().gens())
    point = [pow(_BASE, place + 3, _PRIME) for place in range(size)]
    entries = [[_modulo(entry, point) for entry in row] for row in matrix]
    return bool(entries_matrix(entries).rank() < len(matrix[0]))


def entries_matrix(entries: list[list[int]]) -> Any:
    """The matrix modulo the prime."""
    flat = [value for row in entries for value in row]
    return flint.nmod_mat(len(entries), len(entries[0]), flat, _PRIME)


def _modulo(poly: Poly, point: list[int]) -> int:
    total = 0
    for powers, number in poly.to_dict().items():
        value = int(number.p) * pow(int(number.q), -1, _PRIME) % _PRIME
        for base, power in zip(point, powers, strict=True):
            if power:
                value = value * pow(base, int(power), _PRIME) % _PRIME
        total += value
    return total % _PRIME


def _eliminated(matrix: list[list[Poly]]) -> tuple[list[list[Poly]], dict[int, int]]:
    """Rows in echelon form from the last column on, and the pivot column of each row.

    The first columns come last, so that they are free where they can be.
    """
    waiting = [_primitive(row) for row in matrix]
    done: list[list[Poly]] = []
    pivots: dict[int, int] = {}
    for column in reversed(range(len(matrix[0]))):
        candidates = [row for row in waiting if not row[column].is_zero()]
        if not candidates:
            continue
        pivot = min(candidates, key=_size)
        pivots[len(done)] = column
        done.append(pivot)
        rest = []
        for row in waiting:
            if row is pivot:
                continue
            if not row[column].is_zero():
                row = _primitive(_combined(row, pivot, column))
            if any(not entry.is_zero() for entry in row):
                rest.append(row)
        waiting = rest
    return done, pivots


def _size(row: list[Poly]) -> int:
    return sum(len(entry) for entry in row)


def _combined(row: list[Poly], pivot: list[Poly], column: int) -> list[Poly]:
    common = row[column].gcd(pivot[column])
    a, b = pivot[column] // common, row[column] // common
    return [a * left - b * right for left, right in zip(row, pivot, strict=True)]


def _primitive(row: list[Poly]) -> list[Poly]:
    common = row[0] * 0
    for entry in row:
        if common.is_one():
            return row
        common = common.gcd(entry)
    return row if common.is_zero() else [entry // common for entry in row]


def _back_substituted(
    ring: Ring, rows: list[list[Poly]], pivots: dict[int, int], column: int, width: int
) -> list[Poly]:
    """The vector with 1 at ``column`` and 0 at the other free columns, without denominators."""
    values = [Fraction(ring.one * 0, ring.one)] * width
    values[column] = ring.number(1)
    for number in reversed(range(len(rows))):
        place, row = pivots[number], rows[number]
        total = ring.number(0)
        for other, entry in enumerate(row):
            if other != place and not entry.is_zero() and not values[other].is_zero:
                total = total + values[other] * Fraction(entry, ring.one)
        values[place] = -total * Fraction(row[place], ring.one).inverse()
    scale = ring.least_common_multiple(value.den for value in values)
    return [value.num * (scale // value.den) for value in values]
