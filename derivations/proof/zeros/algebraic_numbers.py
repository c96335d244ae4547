"""Algebraic constants: whether a polynomial in radicals of numbers is zero, decided exactly.

Let E = U/L with algebraic integers U and L of a number field of degree at most D, all conjugates of
U at most u, of L at most l. The norm of U is an integer, so that E = 0 or |E| >= 1/(u^(D-1) l). A
ball smaller than that which contains zero is a proof.

Reference: C. Burnikel, S. Funke, K. Mehlhorn, S. Schirra, S. Schmitt, A separation bound for real
algebraic expressions, ESA 2001.
"""

from __future__ import annotations

from math import log2
from typing import Any

import flint

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.radical_fractions import Field, Poly, RadicalFraction

_MOST_BITS = 20_000  # of a ball that decides
_DIGITS_A_BIT = 0.30103

Size = tuple[float, float]
"""log2 u and log2 l of an expression U/L: bounds of all conjugates."""


def is_algebraic(field: Field, index: int) -> bool:
    """Whether the generator is a radical of numbers, or of radicals of numbers."""
    if index not in field.relations or field.generators[index].meaning.free_symbols:
        return False
    whole = field.relations[index][1]
    return all(is_algebraic(field, i) for i in field.used(whole.num, whole.den))


def vanishes(field: Field, poly: Poly) -> bool:
    """Whether every coefficient of ``poly``, read in what is not algebraic, is zero."""
    algebraic = {i for i in field.used(poly) if is_algebraic(field, i)}
    if not algebraic:
        return bool(poly.is_zero())
    coefficients: dict[tuple[Any, ...], dict[Any, Any]] = {}
    for powers, number in poly.to_dict().items():
        outside = tuple(0 if i in algebraic else power for i, power in enumerate(powers))
        inside = tuple(power if i in algebraic else 0 for i, power in enumerate(powers))
        coefficients.setdefault(outside, {})[inside] = number
    each = map(field.context.from_dict, coefficients.values())
    return all(_is_zero(field, coefficient) for coefficient in each)


def _is_zero(field: Field, poly: Poly) -> bool:
    if poly.is_constant():
        return bool(poly.is_zero())
    try:
        if not _ball(field, poly, 30).contains(0):
            return False
        sizes: dict[int, Size] = {}
        above, below = _size(field, poly, sizes)
        degree = 1
        for index in sizes:
            degree *= field.relations[index][0]
        bits = int((degree - 1) * max(above, 0) + below) + 10
        if bits > _MOST_BITS:
            return False
        ball = _ball(field, poly, int(bits * _DIGITS_A_BIT) + 20)
    except DomainError:
        return False
    return ball.contains(0) and bool(ball.abs_upper() < flint.arb(2) ** -bits)


def _ball(field: Field, poly: Poly, digits: int) -> flint.acb:
    balls = {i: enclose(field.generators[i].meaning, {}, digits) for i in field.used(poly)}
    total = flint.acb(0)
    with flint.ctx.workprec(int(digits / _DIGITS_A_BIT) + 16):
        for powers, number in poly.to_dict().items():
            term = flint.acb(number)
            for index, ball in balls.items():
                term *= ball ** int(powers[index])
            total += term
    return total


def _size(field: Field, poly: Poly, sizes: dict[int, Size]) -> Size:
    """log2 u and log2 l of a polynomial in radicals; ``sizes`` collects those of the radicals."""
    for index in field.used(poly):
        if index not in sizes:
            degree, whole = field.relations[index]
            above, below = _size_of_quotient(field, whole, sizes)
            sizes[index] = ((above + (degree - 1) * below) / degree, below)
    terms = []
    for powers, number in poly.to_dict().items():
        number = flint.fmpq(number)
        above, below = log2(abs(int(number.p))), log2(int(number.q))
        for index in field.used(poly):
            above += int(powers[index]) * sizes[index][0]
            below += int(powers[index]) * sizes[index][1]
        terms.append((above, below))
    common = sum(below for _, below in terms)
    return max((a + common - b for a, b in terms), default=0.0) + log2(len(terms) or 1), common


def _size_of_quotient(field: Field, whole: RadicalFraction, sizes: dict[int, Size]) -> Size:
    above, below = _size(field, whole.num, sizes), _size(field, whole.den, sizes)
    return above[0] + below[1], above[1] + below[0]
