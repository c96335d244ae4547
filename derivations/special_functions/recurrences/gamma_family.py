"""Incomplete gamma functions, exponential integrals and Hurwitz' zeta: recurrences of one term.

Reference: NIST Digital Library of Mathematical Functions, 8.8, 8.19 and 25.11.
"""

from __future__ import annotations

from math import gcd

import sympy as sp

from glassproof.derivations.special_functions.recurrences.recurrence import Recurrence, Step

ZERO, ONE = sp.S.Zero, sp.S.One
_MOST_DENOMINATOR = 12


def _above(s: sp.Expr, z: sp.Expr) -> tuple[sp.Expr, ...] | None:
    """Gamma(0, z) = E_1(z) and Gamma(1/2, z) = sqrt(pi) erfc(sqrt(z))."""
    if s == 0:
        return (sp.expint(1, z),)
    return (sp.sqrt(sp.pi) * (1 - sp.erf(sp.sqrt(z))),) if s == sp.Rational(1, 2) else None


def _hurwitz(s: sp.Expr, a: sp.Expr) -> tuple[sp.Expr, ...] | None:
    """zeta(s, 1) = zeta(s), and zeta(s, (q - 1)/q) by the others of denominator q.

    The sum of zeta(s, p/q) over the p without a factor in common with q is, by Moebius inversion of
    the multiplication theorem, q^s times the product of 1 - 1/r^s over the primes r of q, times
    zeta(s).
    """
    if a == 1:
        return (sp.zeta(s),)
    q = int(a.q)
    if a.p != q - 1 or q > _MOST_DENOMINATOR:
        return None
    total = sp.Pow(q, s) * sp.Mul(*(1 - sp.Pow(r, -s) for r in sp.primefactors(q)))
    others = (p for p in range(1, q - 1) if gcd(p, q) == 1)
    return (total * sp.zeta(s) - sp.Add(*(sp.zeta(s, sp.Rational(p, q)) for p in others)),)


def _power(z: sp.Expr, s: sp.Expr) -> sp.Expr:
    return sp.Pow(z, s) * sp.exp(-z)


def _gamma_down(s: sp.Expr, z: sp.Expr) -> Step:
    return 1 / (s - 1), ZERO, -_power(z, s - 1) / (s - 1)


RECURRENCES: dict[type, Recurrence] = {
    sp.uppergamma: Recurrence(
        lambda s, z: (s, ZERO, _power(z, s)), _gamma_down, terms=1, start=_above
    ),
    sp.zeta: Recurrence(
        lambda s, a: (ONE, ZERO, -sp.Pow(a, -s)),
        lambda s, a: (ONE, ZERO, sp.Pow(a - 1, -s)),
        place=1,
        terms=1,
        start=_hurwitz,
    ),
}
