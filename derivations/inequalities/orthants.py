"""Polynomials that are nowhere negative on an orthant, by successive difference substitution.

Where x <= y put y = x + t, where y <= x put x = y + t, t >= 0; a polynomial all of whose
coefficients are nowhere negative is not negative. Ranges are mapped to half-lines first, and the
polynomial is made homogeneous, so that every point is a ratio of coordinates.

Reference: L. Yang, Solving harder problems with lesser mathematics, ATCM 2005.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import flint

Poly = Any  # flint.fmpq_mpoly, which carries no types
Bounds = tuple[Any, Any]
"""Rational ends of a range, None where there is none."""

_MOST_NODES = 3000
_MOST_TERMS = 400
_MOST_DEPTH = 16
_MOST_ORDERED = 4  # variables that are put in order all at once
_MOST_SIGNS = 4  # variables that take both signs


@dataclass(frozen=True)
class Coordinate:
    """A variable's range: bounds, and whether each belongs to it."""

    low: Any
    high: Any
    low_closed: bool = False
    high_closed: bool = False


@dataclass
class _Search:
    """One subdivision: leaves that were proven, or the reason to stop."""

    strict: bool
    leaves: list[str]
    failed: bool = False
    nodes: int = 0


Form = tuple[int, ...]
"""Which new variables an original one is the sum of (with multiplicity)."""


def proof(
    terms: dict[tuple[int, ...], Any], ranges: Sequence[Coordinate], *, strict: bool
) -> list[str] | None:
    """The leaves of a subdivision on which ``sum c x^powers`` >= 0 (> 0) is plain, or None.

    >>> x2_xy_y2 = {(2, 0): 1, (1, 1): -1, (0, 2): 1}
    >>> real = Coordinate(None, None)
    >>> len(proof(x2_xy_y2, [real, real], strict=False) or []) > 0
    True
    >>> proof({(2, 0): 1, (1, 1): -3, (0, 2): 1}, [real, real], strict=False) is None
    True
    """
    terms, ranges = _of_squares(terms, ranges)
    count = len(ranges)
    mirrored = [k for k, r in enumerate(ranges) if r.low is None and r.high is None]
    if len(mirrored) > _MOST_SIGNS or len(terms) > _MOST_TERMS:
        return None
    search = _Search(strict, [])
    if strict:  # an upper end lies at infinity in the coordinates below
        for k, reach in enumerate(ranges):
            if reach.low is not None and reach.high is not None and reach.high_closed:
                others = [*ranges[:k], *ranges[k + 1 :]]
                at_end = proof(_at(terms, k, reach.high), others, strict=True)
                if at_end is None:
                    return None
                search.leaves += at_end
    even = _even_in_all(terms, mirrored)
    for turned in range(1 if even else 2 ** len(mirrored)):
        flips = {k for place, k in enumerate(mirrored) if turned >> place & 1}
        signed = {
            powers: (-c if sum(powers[k] for k in flips) % 2 else c) for powers, c in terms.items()
        }
        poly, open_at = _homogeneous(signed, ranges)
        forms = [tuple(int(i == j) for j in range(count + 1)) for i in range(count + 1)]
        _subdivide(poly, forms, open_at, search, 0)
        if search.failed:
            return None
    return search.leaves


def _at(terms: dict[tuple[int, ...], Any], k: int, value: Any) -> dict[tuple[int, ...], Any]:
    """The polynomial where the variable numbered k has that value."""
    found: dict[tuple[int, ...], Any] = {}
    for powers, coefficient in terms.items():
        rest = (*powers[:k], *powers[k + 1 :])
        found[rest] = found.get(rest, flint.fmpq(0)) + coefficient * value ** powers[k]
    return found


def _of_squares(
    terms: dict[tuple[int, ...], Any], ranges: Sequence[Coordinate]
) -> tuple[dict[tuple[int, ...], Any], Sequence[Coordinate]]:
    """With x^2 >= 0 as the variable where nothing else of a real x occurs."""
    squared = [
        reach.low is None and reach.high is None and all(powers[k] % 2 == 0 for powers in terms)
        for k, reach in enumerate(ranges)
    ]
    halved = {
        tuple(p // 2 if square else p for p, square in zip(powers, squared, strict=True)): c
        for powers, c in terms.items()
    }
    positive = Coordinate(flint.fmpq(0), None, low_closed=True)
    reaches = [positive if s else r for s, r in zip(squared, ranges, strict=True)]
    return halved, reaches


def _even_in_all(terms: dict[tuple[int, ...], Any], mirrored: list[int]) -> bool:
    return all(powers[k] % 2 == 0 for powers in terms for k in mirrored)


def _homogeneous(
    terms: dict[tuple[int, ...], Any], ranges: Sequence[Coordinate]
) -> tuple[Poly, list[Form]]:
    """The polynomial in coordinates t >= 0 and the last one, h > 0; what is never zero."""
    count = len(ranges)
    context = flint.fmpq_mpoly_ctx.get([f"t{k}" for k in range(count + 1)], flint.Ordering.lex)
    gens = context.gens()
    unit = gens[count]
    degrees = [max(powers[k] for powers in terms) for k in range(count)]
    total = max(sum(powers) for powers in terms)
    poly = context.from_dict({})
    never_zero: list[Form] = [tuple(int(j == count) for j in range(count + 1))]
    images: list[tuple[Poly, Poly]] = []
    boxed = []
    for k, reach in enumerate(ranges):
        t = gens[k]
        own = tuple(int(j == k) for j in range(count + 1))
        if reach.low is not None and reach.high is not None:
            images.append((unit * reach.low + t * reach.high, unit + t))
            boxed.append(k)
            if not reach.low_closed:
                never_zero.append(own)
        elif reach.low is not None:
            images.append((unit * reach.low + t, unit))
            if not reach.low_closed:
                never_zero.append(own)
        elif reach.high is not None:
            images.append((unit * reach.high - t, unit))
            if not reach.high_closed:
                never_zero.append(own)
        else:
            images.append((t, unit))
    free = [k for k in range(count) if k not in boxed]
    outside = max(sum(powers[k] for k in free) for powers in terms)
    for powers, coefficient in terms.items():
        term = context.constant(1) * coefficient
        for k in range(count):
            above, below = images[k]
            term *= above ** powers[k]
            if k in boxed:
                term *= below ** (degrees[k] - powers[k])
        missing = outside - sum(powers[k] for k in free)
        poly += term * unit**missing
    assert total >= 0
    return poly, never_zero


def _subdivide(
    poly: Poly, forms: list[Form], never_zero: list[Form], search: _Search, depth: int
) -> None:
    if search.failed:
        return
    search.nodes += 1
    coefficients = poly.to_dict()
    negative = {powers: c for powers, c in coefficients.items() if c < 0}
    if not negative:
        if search.strict and not _is_never_zero(list(coefficients), forms, never_zero):
            search.failed = True
        search.leaves.append(str(poly))
        return
    corner = any(sum(1 for p in powers if p) == 1 for powers in negative)
    if corner or depth >= _MOST_DEPTH or search.nodes > _MOST_NODES:
        search.failed = True  # negative at a corner, or too fine
        return
    if sum(coefficients.values(), flint.fmpq(0)) < 0:
        search.failed = True  # negative where all coordinates are equal
        return
    present = [k for k, degree in enumerate(poly.degrees()) if degree]
    if len(present) <= _MOST_ORDERED:
        orders: Iterable[tuple[int, ...]] = permutations(present)
    else:
        first, second = _pair(negative)
        orders = [(first, second), (second, first)]
    context, gens = poly.context(), poly.context().gens()
    for order in orders:  # decreasing: each is the next one plus something
        images, moved = list(gens), [list(form) for form in forms]
        for place, larger in enumerate(order):
            for smaller in order[place + 1 :]:
                images[larger] = images[larger] + gens[smaller]
                for form, before in zip(moved, forms, strict=True):
                    form[smaller] += before[larger]
        part = poly.compose(*images, ctx=context)
        _subdivide(part, [tuple(form) for form in moved], never_zero, search, depth + 1)


def _pair(negative: dict[tuple[int, ...], Any]) -> tuple[int, int]:
    """The two coordinates that stand together in the weightiest negative terms."""
    weights: dict[tuple[int, int], float] = {}
    for powers, coefficient in negative.items():
        present = [k for k, power in enumerate(powers) if power]
        for first, second in combinations(present, 2):
            weight = float(flint.arb(-coefficient)) * int(powers[first]) * int(powers[second])
            weights[first, second] = weights.get((first, second), 0.0) + weight
    return max(weights, key=lambda pair: weights[pair])


def _is_never_zero(
    monomials: list[tuple[int, ...]], forms: list[Form], never_zero: list[Form]
) -> bool:
    """Whether some monomial is positive wherever what is never zero is not zero.

    For each set of new variables that are zero and kill every monomial, something that is never
    zero must vanish, too.
    """
    count = len(forms)
    watched = [forms[row.index(1)] for row in never_zero]
    for chosen in range(2**count):
        zero = {k for k in range(count) if chosen >> k & 1}
        kills = all(any(powers[k] for k in zero) for powers in monomials)
        allowed = all(any(f and k not in zero for k, f in enumerate(form)) for form in watched)
        if kills and allowed:
            return False
    return True
