"""Unknowns that follow from others by one relation, to be used where both sides of it occur.

Reference: NIST Digital Library of Mathematical Functions, 9.2.7, 9.6, 19.7.1, 25.4.1, 25.12.6 and
25.13 (Li_s(z) + Li_s(-z) = 2^(1 - s) Li_s(z^2)).
"""

from __future__ import annotations

import sympy as sp


def airy_bi_prime(z: sp.Expr) -> sp.Expr:
    """Bi', by Ai Bi' - Ai' Bi = 1/pi."""
    return (1 / sp.pi + sp.airyaiprime(z) * sp.airybi(z)) / sp.airyai(z)


def airy_of_two_thirds(kind: type, z: sp.Expr) -> sp.Expr | None:
    """Ai or Bi of c b^(2/3) by Bessel functions of order 1/3 of 2/3 |c|^(3/2) b (9.6.2 to 9.6.9).

    >>> airy_of_two_thirds(sp.airyai, sp.Pow(sp.Symbol("b"), sp.Rational(2, 3)))
    sqrt(3)*b**(1/3)*besselk(1/3, 2*b/3)/(3*pi)
    """
    number, third = sp.S.One, sp.Rational(1, 3)
    powers = []
    for factor in sp.Mul.make_args(z):
        if factor.is_number:
            number *= factor
        else:
            powers.append(factor.as_base_exp())
    if len(powers) != 1 or powers[0][1] != 2 * third or not number.is_real or number == 0:
        return None
    (base, _), size = powers[0], abs(number)
    root = sp.sqrt(size) * sp.Pow(base, third)
    inside = 2 * third * size ** sp.Rational(3, 2) * base
    if number > 0 and kind is sp.airyai:
        return root / (sp.pi * sp.sqrt(3)) * sp.besselk(third, inside)
    bessel = sp.besseli if number > 0 else sp.besselj
    first, other = bessel(third, inside), bessel(-third, inside)
    if kind is sp.airyai:
        return root * third * (first + other)
    return root / sp.sqrt(3) * (other + first if number > 0 else other - first)


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
