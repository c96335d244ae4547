"""Orthogonal polynomials: neighbouring degrees, and neighbouring parameters.

Reference: NIST Digital Library of Mathematical Functions, 18.9 (and 14.10 for Legendre functions
of an order m).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.special_functions.recurrences.recurrence import Recurrence, two_terms

Coefficients = Callable[..., tuple[sp.Expr, sp.Expr, sp.Expr]]
"""a, b, c of a p_{n+1} = b p_n - c p_{n-1}."""


def _from(coefficients: Coefficients, values: Callable[..., tuple[sp.Expr, ...]] | None = None,
          parity: bool = False) -> Recurrence:  # fmt: skip
    def up(*arguments: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
        a, b, c = coefficients(*arguments)
        return two_terms(b / a, -c / a)

    def down(*arguments: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
        a, b, c = coefficients(*arguments)
        return two_terms(b / c, -a / c)

    def start(n: sp.Expr, *others: sp.Expr) -> tuple[sp.Expr, ...] | None:
        return values(*others) if n == 0 and values else None

    return Recurrence(up, down, start=start, parity=parity)


def _jacobi(n: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """18.9.2, multiplied out."""
    total = 2 * n + a + b
    return (
        2 * (n + 1) * (n + a + b + 1) * total,
        (total + 1) * (total * (total + 2) * x + a**2 - b**2),
        2 * (n + a) * (n + b) * (total + 2),
    )


ONE = sp.S.One

RECURRENCES: dict[type, Recurrence] = {
    sp.laguerre: _from(lambda n, x: (n + 1, 2 * n + 1 - x, n), lambda x: (ONE, 1 - x)),
    sp.hermite: _from(lambda n, x: (ONE, 2 * x, 2 * n), lambda x: (ONE, 2 * x), parity=True),
    sp.assoc_laguerre: _from(
        lambda n, a, x: (n + 1, 2 * n + 1 + a - x, n + a), lambda a, x: (ONE, 1 + a - x)
    ),
    sp.legendre: _from(lambda n, x: (n + 1, (2 * n + 1) * x, n), lambda x: (ONE, x), parity=True),
    sp.assoc_legendre: _from(lambda n, m, x: (n - m + 1, (2 * n + 1) * x, n + m)),
    sp.gegenbauer: _from(
        lambda n, a, x: (n + 1, 2 * (n + a) * x, n + 2 * a - 1),
        lambda a, x: (ONE, 2 * a * x),
        parity=True,
    ),
    sp.jacobi: _from(_jacobi, lambda a, b, x: (ONE, (a + b + 2) * x / 2 + (a - b) / 2)),
}

Shift = tuple[int, Callable[..., sp.Expr] | None, Callable[..., sp.Expr] | None]
"""A parameter's place, the function in terms of that parameter less 1, and in terms of it plus 1"""


def _laguerre_less(n: sp.Expr, a: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.14."""
    p = sp.assoc_laguerre
    return ((n + a) * p(n, a - 1, x) - (n + 1) * p(n + 1, a - 1, x)) / x


def _laguerre_more(n: sp.Expr, a: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.13."""
    return sp.assoc_laguerre(n, a + 1, x) - sp.assoc_laguerre(n - 1, a + 1, x)


def _gegenbauer_less(n: sp.Expr, a: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.8."""
    b, p = a - 1, sp.gegenbauer
    above = (n + 2 * b) * (n + 2 * b + 1) * p(n, b, x) - (n + 1) * (n + 2) * p(n + 2, b, x)
    return above / (4 * b * (n + b + 1) * (1 - x**2))


def _gegenbauer_more(n: sp.Expr, a: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.7."""
    return a * (sp.gegenbauer(n, a + 1, x) - sp.gegenbauer(n - 2, a + 1, x)) / (n + a)


def _jacobi_less_a(n: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.6, reflected."""
    c, p = a - 1, sp.jacobi
    above = (n + c + 1) * p(n, c, b, x) - (n + 1) * p(n + 1, c, b, x)
    return above / ((n + (c + b) / 2 + 1) * (1 - x))


def _jacobi_more_a(n: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.5."""
    p = sp.jacobi
    above = (n + a + b + 1) * p(n, a + 1, b, x) - (n + b) * p(n - 1, a + 1, b, x)
    return above / (2 * n + a + b + 1)


def _jacobi_less_b(n: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.6."""
    c, p = b - 1, sp.jacobi
    above = (n + c + 1) * p(n, a, c, x) + (n + 1) * p(n + 1, a, c, x)
    return above / ((n + (a + c) / 2 + 1) * (1 + x))


def _jacobi_more_b(n: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Expr) -> sp.Expr:
    """18.9.5, reflected."""
    p = sp.jacobi
    above = (n + a + b + 1) * p(n, a, b + 1, x) + (n + a) * p(n - 1, a, b + 1, x)
    return above / (2 * n + a + b + 1)


def _order_less(n: sp.Expr, m: sp.Expr, x: sp.Expr) -> sp.Expr:
    """14.10.2, with the recurrence in the degree."""
    k, p = m - 1, sp.assoc_legendre
    return ((n - k) * x * p(n, k, x) - (n + k) * p(n - 1, k, x)) / sp.sqrt(1 - x**2)


SHIFTS: dict[type, tuple[Shift, ...]] = {
    sp.assoc_laguerre: ((1, _laguerre_less, _laguerre_more),),
    sp.gegenbauer: ((1, _gegenbauer_less, _gegenbauer_more),),
    sp.jacobi: ((1, _jacobi_less_a, _jacobi_more_a), (2, _jacobi_less_b, _jacobi_more_b)),
    sp.assoc_legendre: ((1, _order_less, None),),
}

SPECIAL_PARAMETERS: dict[type, Callable[..., sp.Expr | None]] = {
    sp.assoc_laguerre: lambda n, a, x: sp.laguerre(n, x) if a == 0 else None,
    sp.gegenbauer: lambda n, a, x: {
        sp.Rational(1, 2): sp.legendre(n, x), ONE: sp.chebyshevu(n, x)
    }.get(a),
    sp.jacobi: lambda n, a, b, x: sp.legendre(n, x) if a == b == 0 else None,
    sp.assoc_legendre: lambda n, m, x: sp.legendre(n, x) if m == 0 else None,
}  # fmt: skip
"""Functions of fewer parameters that a function is at special ones."""
