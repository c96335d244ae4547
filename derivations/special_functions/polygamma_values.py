"""Polygamma functions at rational numbers between 0 and 1, by a basis of their values.

Reflection relates psi_m(x) and psi_m(1 - x), multiplication psi_m(d x) and all psi_m(x + k/d);
these relations are solved for as many values as they determine. What is left is a basis, in which
psi_m(1) = (-1)^(m + 1) m! zeta(m + 1), and for m = 1 Catalan's constant stands for psi_1(1/4). For
m = 0 all values are elementary (Gauss).

Reference: NIST Digital Library of Mathematical Functions, 5.4.19, 5.15.5, 5.15.6, 25.11.40.
"""

from __future__ import annotations

from functools import cache
from math import gcd

import sympy as sp

MOST_DENOMINATOR = 12
_ROOTS = (1, 2, 3, 4, 5, 6, 8, 10, 12)
"""Denominators for which sin(pi/q) is written in square roots."""


def at_rational(order: int, value: sp.Rational) -> sp.Expr | None:
    """psi_order(value) for 0 < value <= 1, in the basis; None if the denominator is large.

    >>> at_rational(1, sp.Rational(1, 4)), at_rational(2, sp.Rational(1, 2))
    (8*Catalan + pi**2, -14*zeta(3))
    """
    if value.q > MOST_DENOMINATOR or not 0 < value <= 1:
        return None
    if value == 1:
        return _at_one(order)
    if order == 0:
        return _gauss(int(value.p), int(value.q)) if value.q in _ROOTS else None
    if order == 1 and value.q == 4:
        return sp.pi**2 + (8 if value.p == 1 else -8) * sp.Catalan
    return _solved(order, int(value.q))[int(value.p)]


def _at_one(order: int) -> sp.Expr:
    if order == 0:
        return -sp.EulerGamma
    return (-1) ** (order + 1) * sp.factorial(order) * sp.zeta(order + 1)


def _gauss(p: int, q: int) -> sp.Expr:
    angle = sp.pi / q
    waves = [
        2 * sp.cos(2 * k * p * angle) * sp.log(sp.sin(k * angle)) for k in range(1, (q + 1) // 2)
    ]
    cotangent = sp.pi / 2 * sp.cot(p * angle)
    return -sp.EulerGamma - sp.log(2 * q) - cotangent + sp.Add(*waves)


@cache
def _solved(order: int, q: int) -> dict[int, sp.Expr]:
    """The value at p/q by p, for all p without a factor in common with q."""
    units = [p for p in range(1, q) if gcd(p, q) == 1]
    unknowns = {p: sp.Dummy(f"psi({p}/{q})") for p in units}
    rows = [*_reflections(order, q, unknowns), *_multiplications(order, q, unknowns)]
    names = [unknowns[p] for p in reversed(units)]  # the first ones are left as a basis
    matrix = sp.Matrix([[sp.diff(row, name) for name in names] for row in rows])
    values = [row.xreplace(dict.fromkeys(names, sp.S.Zero)) for row in rows]
    reduced, pivots = matrix.row_join(sp.eye(len(rows))).rref()
    found = dict(zip(names, names, strict=True))
    for place, pivot in enumerate(pivots):
        if pivot < len(names):
            rest = sum(reduced[place, j] * names[j] for j in range(pivot + 1, len(names)))
            shares = [reduced[place, len(names) + i] * value for i, value in enumerate(values)]
            found[names[pivot]] = -rest - sp.Add(*shares)
    back = {unknowns[p]: sp.polygamma(order, sp.Rational(p, q), evaluate=False) for p in units}
    return {p: sp.expand(found[unknowns[p]].xreplace(back)) for p in units}


def _reflections(order: int, q: int, unknowns: dict[int, sp.Symbol]) -> list[sp.Expr]:
    """psi_m(1 - x) - (-1)^m (psi_m(x) + pi d^m/dx^m cot(pi x)) = 0."""
    x = sp.Dummy("x")
    slope = sp.diff(sp.cot(sp.pi * x), (x, order))
    return [
        unknowns[q - p] - (-1) ** order * (unknowns[p] + sp.pi * slope.subs(x, sp.Rational(p, q)))
        for p in unknowns
        if 2 * p < q
    ]


def _multiplications(order: int, q: int, unknowns: dict[int, sp.Symbol]) -> list[sp.Expr]:
    """psi_m(x) + ... + psi_m(x + (d - 1)/d) - d^(m + 1) psi_m(d x) = 0."""

    def value(p: int) -> sp.Expr:
        if gcd(p, q) == 1:
            return unknowns[p]
        found = at_rational(order, sp.Rational(p, q))
        assert found is not None, "a divisor of the denominator is smaller"
        return found

    rows = []
    for d in (d for d in range(2, q + 1) if q % d == 0):
        for i in range(1, q // d + 1):
            places = [i + k * (q // d) for k in range(d)]
            if any(gcd(p, q) == 1 for p in places):
                rows.append(sp.Add(*map(value, places)) - d ** (order + 1) * value(i * d))
    return rows
