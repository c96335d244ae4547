"""Unknowns that follow from others by one relation, to be used where both sides of it occur.

Reference: NIST Digital Library of Mathematical Functions, 9.2.7, 19.7.1, 25.4.1, 25.12.6 and
25.13 (Li_s(z) + Li_s(-z) = 2^(1 - s) Li_s(z^2)).
"""

from __future__ import annotations

import sympy as sp


def airy_bi_prime(z: sp.Expr) -> sp.Expr:
    """Bi', by Ai Bi' - Ai' Bi = 1/pi."""
    return (1 / sp.pi + sp.airyaiprime(z) * sp.airybi(z)) / sp.airyai(z)


def elliptic_complement(m: sp.Expr) -> sp.Expr:
    """E(1 - m), by Legendre's E(m) K(1 - m) + E(1 - m) K(m) - K(m) K(1 - m) = pi/2."""
    k, other = sp.elliptic_k(m), sp.elliptic_k(1 - m)
    return (sp.pi / 2 + k * other - sp.elliptic_e(m) * other) / k


def zeta_reflected(s: sp.Expr) -> sp.Expr:
    """zeta(s), by the functional equation."""
    scale = 2 * sp.Pow(2 * sp.pi, s - 1) * sp.sin(sp.pi * s / 2)
    return scale * sp.gamma(1 - s) * sp.zeta(1 - s)


def polylog_opposite(s: sp.Expr, z: sp.Expr) -> sp.Expr:
    """Li_s(z), by Li_s(-z) and Li_s(z^2)."""
    square = sp.polylog(s, sp.expand(z**2), evaluate=False)
    return sp.Pow(2, 1 - s) * square - sp.polylog(s, -z, evaluate=False)


def dilogarithm_complement(z: sp.Expr) -> sp.Expr:
    """Li_2(z) for 0 < z < 1, by Li_2(1 - z)."""
    other = sp.polylog(2, 1 - z, evaluate=False)
    return sp.pi**2 / 6 - sp.log(z) * sp.log(1 - z) - other


def polylog_rational(order: int, z: sp.Expr) -> sp.Expr:
    """Li_-order(z) = (z d/dz)^order of z/(1 - z), and Li_1(z) for order -1."""
    if order == -1:
        return -sp.log(1 - z)
    variable = sp.Dummy()
    value = variable / (1 - variable)
    for _ in range(order):
        value = sp.together(variable * sp.diff(value, variable))
    return value.subs(variable, z)


def stirling_second(n: sp.Expr, k: int) -> sp.Expr:
    """The number for n >= 1, as a sum of powers: sum over j of (-1)^(k - j) binomial(k, j) j^n."""
    terms = ((-1) ** (k - j) * sp.binomial(k, j) * sp.Pow(j, n) for j in range(1, k + 1))
    return sp.Add(*terms) / sp.factorial(k)
