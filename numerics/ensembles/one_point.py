"""The one-point function of the Gaussian orthogonal ensemble at finite n, exactly.

Eigenvalues x_1..x_n have the density prop. to prod |x_i - x_j| exp(-sum x_i^2 / 2): off-diagonal
entries of variance 1/2, edges near +-sqrt(2 n). Their one-point function, whose integral is n, is

    rho_n(x) = A(x) e^(-x^2)/sqrt(pi) + B(x) e^(-x^2/2) w_n(x)

with polynomials A and B of rational coefficients, and w_n(x) = erf(x/sqrt 2)/sqrt 2 for even n,
1/sqrt(2 pi) for odd n. So all integrals of it against e^(-c x^2), c rational, are elementary but
for the error function.

Reference: M. L. Mehta, Random Matrices (3rd edition, 2004), chapter 7; integrals of H_n e^(-x^2/2)
by parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from math import factorial

import numpy as np
from flint import arb, fmpq, fmpq_poly
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, real_array
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

_X = fmpq_poly([0, 1])


@dataclass(frozen=True)
class OnePoint:
    """rho_n by its polynomials."""

    n: int
    wide: fmpq_poly  # A, before exp(-x^2)/sqrt(pi)
    narrow: fmpq_poly  # B, before exp(-x^2/2) w_n

    def at(self, x: arb) -> arb:
        """The density of eigenvalues at x, as a ball of the working precision."""
        root = _at(self.narrow, x) * (-x * x / 2).exp() / arb(2).sqrt()
        weight = (x / arb(2).sqrt()).erf() if self.n % 2 == 0 else 1 / arb.pi().sqrt()
        return _at(self.wide, x) * (-x * x).exp() / arb.pi().sqrt() + root * weight

    def mass_below(self, end: arb | None, c: fmpq) -> arb:
        """The integral of exp(-c x^2) rho_n(x) over x < ``end`` (None: over the line), c > -1/2.

        A ball of the working precision; far below the edge, digits cancel.
        """
        alpha = fmpq(1, 2) + c
        if not alpha > 0:
            raise DomainError(f"c = {c} is out of its domain: give c > -1/2")
        total = _gaussian(self.wide, alpha + fmpq(1, 2), end) / arb.pi().sqrt()
        root = arb(2).sqrt()
        if self.n % 2:
            return total + _gaussian(self.narrow, alpha, end) / (root * arb.pi().sqrt())
        # odd B: integrate by parts, with the antiderivative C e^(-alpha x^2) of B e^(-alpha x^2)
        before, rest = _parts(self.narrow, alpha)
        assert rest == 0
        total -= _gaussian(before, alpha + fmpq(1, 2), end) / arb.pi().sqrt()
        if end is not None:
            weight = (end / root).erf() / root
            total += _at(before, end) * (-end * end * arb(alpha)).exp() * weight
        return total


@cache
def one_point(n: int) -> OnePoint:
    """The one-point function of n eigenvalues.

    >>> one_point(1).at(arb(0)) * (2 * arb.pi()).sqrt()
    [1.000000000000... +/- ...]
    >>> one_point(4).mass_below(None, fmpq(0))
    [4.0000000000000... +/- ...]
    """
    hermite = [fmpq_poly([1]), 2 * _X]
    for j in range(1, n):
        hermite.append(2 * _X * hermite[j] - 2 * j * hermite[j - 1])
    wide = sum(
        (hermite[j] * hermite[j] / fmpq(2**j * factorial(j)) for j in range(n)), fmpq_poly([0])
    )
    scale = fmpq(1, 2**n * factorial(n - 1))
    polynomial, multiple = _sign_integral(hermite, n)
    wide += hermite[n - 1] * polynomial * scale
    if n % 2 == 0:
        return OnePoint(n, wide, hermite[n - 1] * multiple * scale)
    _, multiple = _sign_integral(hermite, n - 1)
    return OnePoint(n, wide, hermite[n - 1] / multiple)


def density(n: int, x: ArrayLike) -> FloatArray:
    """rho_n in doubles, by Hermite functions f_j: sum f_j^2 + sqrt(n/2) f_(n-1) e_n, and for odd n
    f_(n-1) over its integral, e_n the integral of sgn(x - t) f_n(t)/2.

    f_j' = sqrt(j/2) f_(j-1) - sqrt((j+1)/2) f_(j+1) gives e_(j+1) from e_(j-1) and f_j.

    >>> import numpy as np
    >>> x = np.array([-13.0, 0.3])
    >>> np.round(density(60, x) / [float(one_point(60).at(arb(y))) for y in x], 9)
    array([1., 1.])
    """
    if n < 1:
        raise DomainError(f"n = {n} is out of its domain: give n >= 1")
    at = real_array("x", x)
    f = [np.exp(-at * at / 2) / math.pi**0.25]
    f.append(math.sqrt(2) * at * f[0])
    whole = [math.sqrt(2) * math.pi**0.25, 0.0]  # integrals of f_j over the line
    e = [whole[0] / 2 * special.erf(at / math.sqrt(2)), -math.sqrt(2) * f[0]]
    for j in range(1, n):
        f.append((math.sqrt(2) * at * f[j] - math.sqrt(j) * f[j - 1]) / math.sqrt(j + 1))
        e.append((math.sqrt(j) * e[j - 1] - math.sqrt(2) * f[j]) / math.sqrt(j + 1))
        whole.append(math.sqrt(j / (j + 1)) * whole[j - 1])
    found: FloatArray = sum(v * v for v in f[:n]) + math.sqrt(n / 2) * f[n - 1] * e[n]
    return found + f[n - 1] / whole[n - 1] if n % 2 else found


def _sign_integral(hermite: list[fmpq_poly], n: int) -> tuple[fmpq_poly, fmpq]:
    """P and d: the integral of sgn(x - t) H_n(t) e^(-t^2/2) / 2 is P e^(-x^2/2)
    + d sqrt(pi/2) erf(x/sqrt 2), for H_n e^(..) = -2 (H_(n-1) e^(..))' + 2 (n-1) H_(n-2) e^(..).

    The integral of H_n e^(-t^2/2) over the line is d sqrt(2 pi).
    """
    polynomial, multiple = fmpq_poly([0]), fmpq(1)
    for j in range(n, 0, -2):
        polynomial -= 2 * multiple * hermite[j - 1]
        multiple *= 2 * (j - 1)
    return polynomial, multiple


def _parts(polynomial: fmpq_poly, alpha: fmpq) -> tuple[fmpq_poly, fmpq]:
    """C and r with polynomial e^(-alpha x^2) = (C e^(-alpha x^2))' + r e^(-alpha x^2)."""
    left = [polynomial[j] for j in range(polynomial.degree() + 1)]
    found = [fmpq(0)] * max(len(left) - 1, 0)
    for j in range(len(left) - 1, 0, -1):
        found[j - 1] = -left[j] / (2 * alpha)
        if j >= 2:
            left[j - 2] -= (j - 1) * found[j - 1]
    return fmpq_poly(found), (left[0] if left else fmpq(0))


def _gaussian(polynomial: fmpq_poly, alpha: fmpq, end: arb | None) -> arb:
    """The integral of polynomial e^(-alpha x^2) over x < end."""
    before, rest = _parts(polynomial, alpha)
    root = arb(alpha).sqrt()
    whole = arb.pi().sqrt() / root * arb(rest)
    if end is None:
        return whole
    return _at(before, end) * (-end * end * arb(alpha)).exp() + whole * (-root * end).erfc() / 2


def _at(polynomial: fmpq_poly, x: arb) -> arb:
    """The value, by Horner's rule in balls."""
    total = arb(0)
    for j in range(polynomial.degree(), -1, -1):
        total = total * x + arb(polynomial[j])
    return total
