"""Roots of the quartic, isolated by balls, and the physical one among them.

python-flint isolates them at points where the coefficients are rational: kappa, x1, z, b^2, b1^2.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.block_matrix.saddle_point import quartic
from glassproof.derivations.block_matrix.symbols import b, kappa, kappa_prime, t, z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError

Values = Mapping[sp.Symbol, sp.Expr]
_BITS = 200


def rational_polynomial(expr: sp.Expr, unknown: sp.Symbol, values: Values) -> flint.fmpz_poly:
    """``expr`` at ``values`` as a primitive integer polynomial in ``unknown``.

    :class:`DomainError` if a coefficient is not rational.

    >>> rational_polynomial(t**2 / 2 - b**2 / 3, t, {b: sp.sqrt(2)})
    3*x^2 + (-4)
    """
    polynomial = sp.Poly(sp.expand(expr.subs(dict(values))), unknown)
    coefficients = polynomial.all_coeffs()
    if not all(c.is_Rational for c in coefficients):
        raise DomainError(
            f"{polynomial.as_expr()} has irrational coefficients: "
            "give rational kappa, x1, z, b^2, b1^2"
        )
    scale = sp.ilcm(1, *(c.q for c in coefficients))
    return flint.fmpz_poly([int(c * scale) for c in reversed(coefficients)])


def isolated_roots(
    expr: sp.Expr, unknown: sp.Symbol, values: Values
) -> list[tuple[flint.acb, int]]:
    """Certified enclosures (acb, multiplicity) of all roots; real ones have zero imaginary part.

    >>> [m for root, m in isolated_roots(t**2 * (t**2 + 1), t, {}) if root.imag == 0]
    [2]
    """
    with flint.ctx.workprec(_BITS):
        roots: Any = rational_polynomial(expr, unknown, values).complex_roots()
    return list(roots)


def upper_roots(polynomial: sp.Expr, values: Values) -> list[flint.acb]:
    """The roots t with Im t > 0 of a quartic at a point, largest imaginary part first."""
    found = [root for root, _ in isolated_roots(polynomial, t, values) if root.imag > 0]
    return sorted(found, key=lambda root: -float(root.imag.mid()))


def physical_root(values: Values) -> flint.acb | None:
    """The physical root t at real z, enclosed; None where z lies outside the open support.

    It is the root with Im t > 0 and Im(1/g_D) > 0, 1/g_D = -kappa b^2 t/(2 (t^2 - z t + A)).

    >>> from glassproof.derivations.block_matrix.symbols import b1, x1
    >>> point = {kappa: sp.Rational(1, 2), b: 1, b1: 1, x1: 0, z: 0}
    >>> physical_root(point).imag > 0
    True
    >>> physical_root({**point, z: 9}) is None
    True
    """
    inverse_g_D = -kappa * b**2 * t / (2 * (t**2 - z * t + kappa_prime * b**2 / 2))
    with flint.ctx.workprec(_BITS):
        for root in upper_roots(quartic().result, values):
            value = enclose(inverse_g_D.subs(dict(values)), {t: root}, digits=_BITS // 4)
            if value.imag > 0:
                return root
            if not value.imag < 0:
                raise DomainError(f"z is too close to an edge at {values}: move it")
    return None


def sample_points(polynomial: sp.Expr, values: Values) -> tuple[sp.Rational, ...]:
    """One rational z in each interval of the line on which the number of real roots is constant.

    It changes only at real zeros of the discriminant in z.

    >>> sample_points(t**2 - z**2 + 4, {})
    (-3, 0, 3)
    """
    discriminant = sp.discriminant(sp.expand(polynomial.subs(dict(values))), t)
    zeros = sorted(
        sp.Rational(float(root.real.mid()))
        for root, _ in isolated_roots(discriminant, z, {})
        if root.imag == 0
    )
    if not zeros:
        return (sp.Integer(0),)
    marks = [zeros[0] - 2, *zeros, zeros[-1] + 2]
    return tuple((low + high) / 2 for low, high in pairwise(marks))
