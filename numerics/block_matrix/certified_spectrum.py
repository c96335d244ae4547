"""The spectrum in rigorous balls: branch, density, log-potential and edges at exact parameters.

All roots of the quartic (or of the polynomial of marginal stability) are isolated with proof
(FLINT); the physical one is chosen by inequalities that hold on whole balls. The criterion is that
of :mod:`glassproof.numerics.block_matrix.branch`: Im g_D < 0 and Im g_G < 0, or else real and
stable.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.domain import Range
from glassproof.numerics.work.exact import (
    TooWideError,
    exact_fraction,
    exact_rational,
    isolated_roots,
    negative,
    to_accuracy,
)


def branch_ball(
    z: Any, *, x1: Any, kappa: Any, b: Any, b1: Any, digits: int = 30
) -> tuple[flint.acb, flint.acb]:
    """Balls that contain the physical (g_D, g_G) at z + i0, to ``digits`` significant digits.

    With s = 1/g_G, A = b^2/2, B = b1^2/2, P = s^2 - z s + kappa' A, the solutions are the roots of
    P (s^2 + x1 s + B P/(kappa A)) + kappa A s^2, with g_D = (z - s - A kappa' g_G)/(A kappa).
    Exactly one is physical; a real one that is a multiple root is an edge, and stable in the limit.

    Arguments are exact: int, Fraction, float, mpf, SymPy rational or decimal text; b and b1 may be
    SymPy square roots of rationals, as only their squares enter. :class:`DomainError` outside
    0 < kappa < 1, b > 0, b1 >= 0, on inexact arguments, or if 2^17 bits do not suffice.

    >>> g_D, g_G = branch_ball(0, x1=0, kappa="0.5", b=1, b1=0, digits=20)
    >>> g_D.overlaps(flint.acb(0, -flint.arb(2).sqrt())), g_D.real == 0
    (True, True)
    """
    point = _exact(z, x1, kappa, b, b1)
    return to_accuracy(lambda: _branch(point), digits)


def density_ball(z: Any, *, x1: Any, kappa: Any, b: Any, b1: Any, digits: int = 30) -> flint.arb:
    """A ball that contains the density at z, to ``digits`` digits (exactly 0 off the support).

    Arguments and errors as for :func:`branch_ball`.

    >>> density_ball(0, x1=0, kappa="1/2", b=1, b1=0).overlaps(flint.arb(2).sqrt() / flint.arb.pi())
    True
    >>> density_ball(3, x1=0, kappa="1/2", b=1, b1=0)
    0
    """
    point = _exact(z, x1, kappa, b, b1)

    def value() -> tuple[flint.arb]:
        g_D, g_G = _branch(point)
        share = flint.arb(point.kappa)
        return (-(share * g_D.imag + (1 - share) * g_G.imag) / flint.arb.pi(),)

    found: flint.arb = to_accuracy(value, digits)[0]
    return found


def log_potential_ball(
    x: Any, *, x1: Any, kappa: Any, b: Any, b1: Any, digits: int = 30
) -> flint.arb:
    """A ball that contains the log-potential at x, within 10^-digits of max(1, |Phi|).

    The formula is that of :func:`glassproof.numerics.block_matrix.log_potential.log_potential`;
    arguments and errors as for :func:`branch_ball`.

    >>> ball = log_potential_ball(0, x1=0, kappa="1/2", b=1, b1=0)
    >>> ball.overlaps(-(1 + flint.arb(2).log()) / 2)
    True
    """
    point = _exact(x, x1, kappa, b, b1)

    def value() -> tuple[flint.arb]:
        g_D, g_G = _branch(point)
        share, A, B = flint.arb(point.kappa), flint.arb(point.A), flint.arb(point.B)
        g = share * g_D + (1 - share) * g_G
        logs = share * abs(g_D).log() + (1 - share) * abs(g_G).log()
        return ((A * g * g + share * B * g_D * g_D).real / 2 - logs,)

    found: flint.arb = to_accuracy(value, digits, relative=False)[0]
    return found


def edges_ball(*, x1: Any, kappa: Any, b: Any, b1: Any, digits: int = 30) -> list[flint.arb]:
    """Disjoint balls, ascending, one around each edge of the support: 2 or 4, so 1 or 2 components.

    With y = g_D, q = B y^2 - x1 y + 1, the critical points of the real branch are the roots of
    (1 - S y^2)(q^2 - kappa' A y^2) - kappa kappa' A^2 y^4, where S = A kappa + B. Those with
    S y^2 < 1 are marginally stable, hence edges, at z = q/y + kappa A y + kappa' A y/q; the others
    are spurious. A double root is the cusp at which two edges have merged: no edge.

    Arguments and errors as for :func:`branch_ball`; balls are within 10^-digits of max(1, |edge|).

    >>> [round(float(edge**2), 12) for edge in edges_ball(x1=0, kappa="1/2", b=1, b1=0)]
    [2.0, 2.0]
    """
    point = _exact(0, x1, kappa, b, b1)
    return list(to_accuracy(lambda: _edges(point), digits, relative=False))


@dataclass(frozen=True)
class _Point:
    """Exact arguments; A = b^2/2, B = b1^2/2."""

    z: flint.fmpq
    x1: flint.fmpq
    kappa: flint.fmpq
    A: flint.fmpq
    B: flint.fmpq


def _exact(z: Any, x1: Any, kappa: Any, b: Any, b1: Any) -> _Point:
    _check("kappa", kappa, Range(0, 1))
    _check("b", b, Range(0, None))
    _check("b1", b1, Range(0, None, closed=True))
    return _Point(
        exact_rational("z", z),
        exact_rational("x1", x1),
        exact_rational("kappa", kappa),
        _square("b", b) / 2,
        _square("b1", b1) / 2,
    )


def _check(name: str, value: Any, allowed: Range) -> None:
    """Sign and size of a number, whatever its exact kind; text is read first."""
    number = exact_fraction(value)
    if number is None or not allowed.contains(number):
        allowed.require(name, value if number is None or isinstance(value, str) else float(number))


def _square(name: str, value: Any) -> flint.fmpq:
    number = exact_fraction(value)
    if number is None and isinstance(value, sp.Expr):
        return exact_rational(f"{name}**2", sp.expand(value**2))
    return exact_rational(name, value) ** 2


def _branch(point: _Point) -> tuple[flint.acb, flint.acb]:
    kappa, A, B = point.kappa, point.A, point.B
    s = flint.fmpq_poly([0, 1])
    P = s * s - point.z * s + (1 - kappa) * A
    quartic = P * (s * s + point.x1 * s + B / (kappa * A) * P) + kappa * A * s * s
    while quartic[0] == 0:
        quartic = flint.fmpq_poly(quartic.coeffs()[1:])  # b1 = 0: g_G would be infinite
    solutions = []
    for root, multiplicity in isolated_roots(quartic):
        g_G = 1 / root
        g_D = (point.z - root - flint.acb(A * (1 - kappa)) * g_G) / flint.acb(A * kappa)
        if root.imag == 0:
            g_D, g_G = flint.acb(g_D.real), flint.acb(g_G.real)
            # the determinant first: where the other factor is zero, exactly, this is not
            stable = (
                multiplicity > 1 or negative(-_stability(point, g_D.real, g_G.real))
            ) and negative(flint.arb(kappa * A + B) * g_D.real**2 - 1)
            if stable:
                solutions.append((g_D, g_G))
        elif negative(g_G.imag) and negative(g_D.imag):
            solutions.append((g_D, g_G))
    if len(solutions) != 1:
        raise AssertionError(f"{len(solutions)} physical solutions at {point}")
    return solutions[0]


def _stability(point: _Point, g_D: flint.arb, g_G: flint.arb) -> flint.arb:
    """Determinant of 1 - diag(g_D^2, g_G^2) S: zero where real solutions meet."""
    to_D, to_G = flint.arb(point.kappa * point.A), flint.arb((1 - point.kappa) * point.A)
    D, G = g_D * g_D, g_G * g_G
    return (1 - (to_D + flint.arb(point.B)) * D) * (1 - to_G * G) - to_D * to_G * D * G


def _edges(point: _Point) -> tuple[flint.arb, ...]:
    to_D, to_G = point.kappa * point.A, (1 - point.kappa) * point.A
    y = flint.fmpq_poly([0, 1])
    q = point.B * y * y - point.x1 * y + 1
    within = 1 - (to_D + point.B) * y * y
    marginal = within * (q * q - to_G * y * y) - to_D * to_G * y**4
    found = []
    for root, multiplicity in isolated_roots(marginal):
        if root.imag != 0 or multiplicity % 2 == 0:
            continue
        g = root.real
        if negative(flint.arb(to_D + point.B) * g * g - 1):
            ratio = flint.arb(point.B) * g - flint.arb(point.x1) + 1 / g
            found.append(ratio + flint.arb(to_D) * g + flint.arb(to_G) / ratio)
    found.sort(key=lambda ball: ball.mid())
    if any(not left < right for left, right in pairwise(found)):
        raise TooWideError
    return tuple(found)
