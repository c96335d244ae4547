"""Bessel functions: neighbouring orders, opposite orders, half-integer orders, Wronskians.

Reference: NIST Digital Library of Mathematical Functions, 10.6, 10.29, 10.49, 10.51 (recurrences
and half-integers), 10.2.3, 10.4.6, 10.27.1-3 (opposite orders), 10.5.2 and 10.28.2 (Wronskians).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.special_functions.recurrences.recurrence import (
    Recurrence,
    Step,
    two_terms,
)

_HALF = sp.Rational(1, 2)


def _cylinder(v: sp.Expr, z: sp.Expr) -> Step:
    return two_terms(2 * v / z, sp.Integer(-1))


def _spherical(above: int) -> Callable[[sp.Expr, sp.Expr], Step]:
    return lambda n, z: two_terms((2 * n + above) / z, sp.Integer(-1))


def _root(z: sp.Expr) -> sp.Expr:
    """sqrt(2/(pi z)) on the principal branch of z^(-1/2)."""
    return sp.sqrt(2 / sp.pi) * sp.sqrt(z) / z


Pair = tuple[sp.Expr, sp.Expr]


def _half_integer(make: Callable[[sp.Expr], Pair]) -> Callable[[sp.Expr, sp.Expr], Pair | None]:
    return lambda v, z: make(z) if v == _HALF else None


def _at_zero(make: Callable[[sp.Expr], Pair]) -> Callable[[sp.Expr, sp.Expr], Pair | None]:
    return lambda n, z: make(z) if n == 0 else None


def _half_j(z: sp.Expr) -> Pair:
    return _root(z) * sp.sin(z), _root(z) * (sp.sin(z) / z - sp.cos(z))


def _half_y(z: sp.Expr) -> Pair:
    return -_root(z) * sp.cos(z), -_root(z) * (sp.cos(z) / z + sp.sin(z))


def _half_i(z: sp.Expr) -> Pair:
    return _root(z) * sp.sinh(z), _root(z) * (sp.cosh(z) - sp.sinh(z) / z)


def _half_k(z: sp.Expr) -> Pair:
    scaled = sp.pi / 2 * _root(z) * sp.exp(-z)
    return scaled, scaled * (1 + 1 / z)


def _zero_j(z: sp.Expr) -> Pair:
    return sp.sin(z) / z, sp.sin(z) / z**2 - sp.cos(z) / z


def _zero_y(z: sp.Expr) -> Pair:
    return -sp.cos(z) / z, -sp.cos(z) / z**2 - sp.sin(z) / z


RECURRENCES: dict[type, Recurrence] = {
    sp.besselj: Recurrence(_cylinder, _cylinder, start=_half_integer(_half_j), parity=True),
    sp.bessely: Recurrence(_cylinder, _cylinder, start=_half_integer(_half_y)),
    sp.besseli: Recurrence(
        lambda v, z: two_terms(-2 * v / z, sp.S.One),
        lambda v, z: two_terms(2 * v / z, sp.S.One),
        start=_half_integer(_half_i),
        parity=True,
    ),
    sp.besselk: Recurrence(
        lambda v, z: two_terms(2 * v / z, sp.S.One),
        lambda v, z: two_terms(-2 * v / z, sp.S.One),
        start=_half_integer(_half_k),
    ),
    sp.jn: Recurrence(_spherical(1), _spherical(1), start=_at_zero(_zero_j), parity=True),
    sp.yn: Recurrence(_spherical(1), _spherical(1), start=_at_zero(_zero_y)),
}

REFLECTED: dict[type, Callable[[sp.Expr, sp.Expr], sp.Expr]] = {
    sp.besselj: lambda v, z: (
        sp.cos(sp.pi * v) * sp.besselj(v, z) - sp.sin(sp.pi * v) * sp.bessely(v, z)
    ),
    sp.bessely: lambda v, z: (
        sp.sin(sp.pi * v) * sp.besselj(v, z) + sp.cos(sp.pi * v) * sp.bessely(v, z)
    ),
    sp.besseli: lambda v, z: sp.besseli(v, z) + 2 / sp.pi * sp.sin(sp.pi * v) * sp.besselk(v, z),
    sp.besselk: lambda v, z: sp.besselk(v, z),
}
"""The function of order -v."""

PARTNERS: dict[type, tuple[type, Callable[..., sp.Expr]]] = {
    sp.bessely: (sp.besselj, lambda z, j, j_next, y: (j_next * y - 2 / (sp.pi * z)) / j),
    sp.besselk: (sp.besseli, lambda z, i, i_next, k: (1 / z - i_next * k) / i),
}
"""The solution that makes a Wronskian with it, and the next order of it that follows from that."""
