"""Orthogonal polynomials at rational points, and the integer sequences of combinatorics, exactly.

Polynomials come by their three-term recurrences p_{k+1} = (a_k x + b_k) p_k - c_k p_{k-1}.

Reference: NIST Digital Library of Mathematical Functions, 18.9(i), chapters 24 and 26.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flint
import sympy as sp

from glassproof.derivations.proof.points.exact_values import MAX_BITS, fmpq
from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
    first_kind,
    second_kind,
)

_MOST_DEGREE = 500
_HALF = fmpq(1, 2)

Coefficients = tuple[fmpq, fmpq, fmpq]
"""a_k, b_k and c_k."""


def _gegenbauer(k: int, a: fmpq) -> Coefficients:
    return 2 * (k + a) / (k + 1), fmpq(0), (k + 2 * a - 1) / (k + 1)


def _laguerre(k: int, a: fmpq) -> Coefficients:
    return fmpq(-1, k + 1), (2 * k + 1 + a) / (k + 1), (k + a) / (k + 1)


def _jacobi(k: int, a: fmpq, b: fmpq) -> Coefficients:
    """18.9.2; k = 0 apart, where it may be 0/0."""
    if k == 0:
        return (a + b + 2) / 2, (a - b) / 2, fmpq(0)
    total = 2 * k + a + b
    below = 2 * (k + 1) * (k + a + b + 1)
    return (
        (total + 1) * (total + 2) / below,
        (a * a - b * b) * (total + 1) / (below * total),
        2 * (k + a) * (k + b) * (total + 2) / (below * total),
    )


_RECURRENCES: dict[type, Callable[..., Coefficients]] = {
    sp.hermite: lambda k: (fmpq(2), fmpq(0), fmpq(2 * k)),
    sp.hermite_prob: lambda k: (fmpq(1), fmpq(0), fmpq(k)),
    sp.laguerre: lambda k: _laguerre(k, fmpq(0)),
    sp.assoc_laguerre: _laguerre,
    sp.legendre: lambda k: _gegenbauer(k, _HALF),
    sp.chebyshevt: lambda k: (fmpq(2 if k else 1), fmpq(0), fmpq(1)),
    sp.chebyshevu: lambda _k: (fmpq(2), fmpq(0), fmpq(1)),
    sp.gegenbauer: _gegenbauer,
    sp.jacobi: _jacobi,
}


def polynomial_value(kind: type, values: Sequence[fmpq]) -> fmpq | None:
    """The polynomial of that class, the last value its argument; None of what is none, or huge.

    >>> polynomial_value(sp.legendre, [fmpq(2), fmpq(1, 3)])
    -1/3
    """
    recurrence = _RECURRENCES.get(kind)
    if recurrence is None:
        return None
    degree, *parameters, x = values
    if degree.q != 1 or not 0 <= degree <= _MOST_DEGREE:
        return None
    before, now = fmpq(0), fmpq(1)
    try:
        for k in range(int(degree.p)):
            a, b, c = recurrence(k, *parameters)
            before, now = now, (a * x + b) * now - c * before
            if max(now.p.bit_length(), now.q.bit_length()) > MAX_BITS:
                return None
    except ZeroDivisionError:
        return None
    return now


def _appell(kind: type, n: int, x: fmpq) -> fmpq:
    """Bernoulli's or Euler's polynomial, from the numbers at 0 or at 1/2."""
    start = fmpq(0) if kind is sp.bernoulli else _HALF
    total, choose = fmpq(0), flint.fmpz.bin_uiui
    for k in range(n + 1):
        if kind is sp.bernoulli:
            number = flint.fmpq.bernoulli(k)
        else:
            number = fmpq(flint.fmpz.euler_number(k), 2**k)
        total += number * choose(n, k) * (x - start) ** (n - k)
    return total


def _of_number(kind: type, n: int) -> fmpq:
    """A Bernoulli number (SymPy's, with B_1 = 1/2) or an Euler number."""
    return _appell(kind, n, fmpq(1)) if kind is sp.bernoulli else fmpq(flint.fmpz.euler_number(n))


_SEQUENCES: dict[type, Callable[..., fmpq]] = {
    sp.bell: lambda n: fmpq(flint.fmpz.bell_number(n)),
    sp.catalan: lambda n: fmpq(flint.fmpz.bin_uiui(2 * n, n), n + 1),
    sp.fibonacci: lambda n: fmpq(flint.fmpz.fib_ui(n)),
    sp.lucas: lambda n: 2 * fmpq(flint.fmpz.fib_ui(n + 1)) - fmpq(flint.fmpz.fib_ui(n)),
    sp.harmonic: lambda n: flint.fmpq.harmonic(n),
}
"""Sequences over the non-negative integers."""

_TRIANGLES = {StirlingFirst: first_kind, StirlingSecond: second_kind}


def sequence_value(kind: type, values: Sequence[fmpq]) -> fmpq | None:
    """A term of a sequence or of an array of that class, or a polynomial of one; or None.

    >>> sequence_value(sp.catalan, [fmpq(4)]), sequence_value(sp.bernoulli, [fmpq(2), fmpq(0)])
    (14, 1/6)
    """
    index, *others = values
    if index.q != 1 or not 0 <= index <= _MOST_DEGREE:
        return None
    n = int(index.p)
    if kind in (sp.bernoulli, sp.euler):
        return _appell(kind, n, *others) if others else _of_number(kind, n)
    if kind in _TRIANGLES and others[0].q == 1 and others[0] >= 0:
        return fmpq(_TRIANGLES[kind](n, int(others[0].p)))
    return _SEQUENCES[kind](n) if kind in _SEQUENCES and not others else None
