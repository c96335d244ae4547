"""The spectrum in rigorous balls: branch, density, log-potential and edges at exact parameters.

All roots of the quartic (or of the polynomial of marginal stability) are isolated with proof
(FLINT); the physical one is chosen by inequalities that hold on whole balls. The criterion is that
of :mod:`glassproof.numerics.block_matrix.branch`: Im g_D < 0 and Im g_G < 0, or else real and
stable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import mpmath
import numpy as np
import sympy as sp

from glassproof.derivations.proof.domain import DomainError, Range
from glassproof.numerics.work.arguments import integer

MOST_BITS = 2**17
"""Working precision at which a ball that is still too wide is given up."""


class _TooWideError(Exception):
    """The precision does not decide an inequality: work with more."""


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
    return _to_accuracy(lambda: _branch(point), digits)


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

    found: flint.arb = _to_accuracy(value, digits)[0]
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

    found: flint.arb = _to_accuracy(value, digits, relative=False)[0]
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
    return list(_to_accuracy(lambda: _edges(point), digits, relative=False))


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
        _rational("z", z),
        _rational("x1", x1),
        _rational("kappa", kappa),
        _square("b", b) / 2,
        _square("b1", b1) / 2,
    )


def _check(name: str, value: Any, allowed: Range) -> None:
    """Sign and size of a number, whatever its exact kind; text is read first."""
    number = _fraction(value)
    if number is None or not allowed.contains(number):
        allowed.require(name, value if number is None or isinstance(value, str) else float(number))


def _fraction(value: Any) -> Fraction | None:
    """The exact rational that ``value`` is, else ``None``."""
    if isinstance(value, (bool, np.bool_)):
        return None
    try:
        if isinstance(value, mpmath.mpf):
            sign, man, exp, _ = value._mpf_
            if not man and exp:
                return None
            found: Fraction | None = (-1) ** sign * int(man) * Fraction(2) ** int(exp)
            return found
        if isinstance(value, sp.Rational):
            return Fraction(int(value.p), int(value.q))
        if isinstance(value, (sp.Basic, complex)):
            return None
        if isinstance(value, np.generic):
            value = value.item()
        return Fraction(value)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _rational(name: str, value: Any) -> flint.fmpq:
    number = _fraction(value)
    if number is None:
        raise DomainError(
            f"{name} = {value!r} is not a finite rational number: give an int, a Fraction, a float "
            "or decimal text"
        )
    return flint.fmpq(number.numerator, number.denominator)


def _square(name: str, value: Any) -> flint.fmpq:
    number = _fraction(value)
    if number is None and isinstance(value, sp.Expr):
        return _rational(f"{name}**2", sp.expand(value**2))
    return _rational(name, value) ** 2


@contextmanager
def _bits(precision: int) -> Iterator[None]:
    before = flint.ctx.prec
    flint.ctx.prec = precision
    try:
        yield
    finally:
        flint.ctx.prec = before


def _to_accuracy(
    compute: Callable[[], tuple[Any, ...]], digits: int, *, relative: bool = True
) -> tuple[Any, ...]:
    """The balls, at a precision doubled until all are ``digits`` digits wide."""
    goal = int(3.3219281 * integer("digits", digits, least=1)) + 2
    precision = goal + 32
    while precision <= MOST_BITS:
        with _bits(precision):
            try:
                balls = compute()
            except _TooWideError:
                balls = None
            if balls is not None and all(_bits_right(ball, relative) >= goal for ball in balls):
                return balls
        precision *= 2
    raise DomainError(
        f"{digits} digits need more than {MOST_BITS} bits of working precision here: "
        "ask for fewer digits, or move off the edge"
    )


def _bits_right(ball: Any, relative: bool) -> int:
    if ball.is_exact():
        return MOST_BITS
    return int(ball.rel_accuracy_bits() if relative else ball.rel_one_accuracy_bits())


def _branch(point: _Point) -> tuple[flint.acb, flint.acb]:
    kappa, A, B = point.kappa, point.A, point.B
    s = flint.fmpq_poly([0, 1])
    P = s * s - point.z * s + (1 - kappa) * A
    quartic = P * (s * s + point.x1 * s + B / (kappa * A) * P) + kappa * A * s * s
    while quartic[0] == 0:
        quartic = flint.fmpq_poly(quartic.coeffs()[1:])  # b1 = 0: g_G would be infinite
    solutions = []
    for root, multiplicity in _roots(quartic):
        g_G = 1 / root
        g_D = (point.z - root - flint.acb(A * (1 - kappa)) * g_G) / flint.acb(A * kappa)
        if root.imag == 0:
            g_D, g_G = flint.acb(g_D.real), flint.acb(g_G.real)
            stable = _negative(flint.arb(kappa * A + B) * g_D.real**2 - 1) and (
                multiplicity > 1 or _negative(-_stability(point, g_D.real, g_G.real))
            )
            if stable:
                solutions.append((g_D, g_G))
        elif _negative(g_G.imag) and _negative(g_D.imag):
            solutions.append((g_D, g_G))
    if len(solutions) != 1:
        raise AssertionError(f"{len(solutions)} physical solutions at {point}")
    return solutions[0]


def _roots(polynomial: flint.fmpq_poly) -> list[tuple[flint.acb, int]]:
    """All roots, isolated, with exact multiplicities; real ones have the exact imaginary part 0."""
    found: Any = polynomial.numer().complex_roots()
    roots: list[tuple[flint.acb, int]] = found
    return roots


def _stability(point: _Point, g_D: flint.arb, g_G: flint.arb) -> flint.arb:
    """Determinant of 1 - diag(g_D^2, g_G^2) S: zero where real solutions meet."""
    to_D, to_G = flint.arb(point.kappa * point.A), flint.arb((1 - point.kappa) * point.A)
    D, G = g_D * g_D, g_G * g_G
    return (1 - (to_D + flint.arb(point.B)) * D) * (1 - to_G * G) - to_D * to_G * D * G


def _negative(ball: flint.arb) -> bool:
    if ball < 0:
        return True
    if ball > 0:
        return False
    raise _TooWideError


def _edges(point: _Point) -> tuple[flint.arb, ...]:
    to_D, to_G = point.kappa * point.A, (1 - point.kappa) * point.A
    y = flint.fmpq_poly([0, 1])
    q = point.B * y * y - point.x1 * y + 1
    within = 1 - (to_D + point.B) * y * y
    marginal = within * (q * q - to_G * y * y) - to_D * to_G * y**4
    found = []
    for root, multiplicity in _roots(marginal):
        if root.imag != 0 or multiplicity % 2 == 0:
            continue
        g = root.real
        if _negative(flint.arb(to_D + point.B) * g * g - 1):
            ratio = flint.arb(point.B) * g - flint.arb(point.x1) + 1 / g
            found.append(ratio + flint.arb(to_D) * g + flint.arb(to_G) / ratio)
    found.sort(key=lambda ball: ball.mid())
    if any(not left < right for left, right in pairwise(found)):
        raise _TooWideError
    return tuple(found)
