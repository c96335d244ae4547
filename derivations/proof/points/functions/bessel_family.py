"""Bessel, modified, spherical and Hankel functions, and Airy's, on their principal branches.

Reference: NIST Digital Library of Mathematical Functions, chapters 9 and 10.
"""

from __future__ import annotations

from math import log

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.functions.room import (
    ZERO,
    Ball,
    Room,
    at,
    is_real,
    positive,
    whole,
)
from glassproof.derivations.proof.points.whole_numbers import whole_in


def _is_real(order: Ball, argument: Ball) -> bool:
    return positive(argument) or whole(order) is not None


def _spherical_j(n: Ball, z: Ball) -> Ball:
    """sqrt(pi) (z/2)^n / (2 Gamma(n + 3/2)) 0F1(n + 3/2; -z^2/4), which is entire for n >= 0."""
    half = acb(1) / 2
    number = whole(n)
    power = (z / 2) ** (n if number is None else number)
    return acb.pi().sqrt() / 2 * power * (-z * z / 4).hypgeom_0f1(n + 3 * half, regularized=True)


def _spherical_y(n: Ball, z: Ball) -> Ball:
    number = whole(n)
    if number is not None:
        mirrored = _spherical_j(-n - 1, z)
        return mirrored if number % 2 else -mirrored
    return (acb.pi() / 2).sqrt() / z.sqrt() * z.bessel_y(n + acb(1) / 2)


_I = acb(0, 1)
_CLIMBED = 2000
"""Whole orders of K that are reached by its recurrence."""


def _bessel_k(v: Ball, z: Ball) -> Ball:
    """K_v(z); for whole orders and Re z > 0 from K_0 and K_1 = (1/z - I_1 K_0) / I_0.

    FLINT takes a limit in the order there, which is slow at many digits. Neither the Wronskian nor
    the recurrence cancels, since all terms are of one sign on the positive axis.
    """
    if _between(v, z):
        return acb(_bessel_k_between(v.real, z.real))
    number = whole(v)
    if number is None or abs(number) > _CLIMBED or not z.real > 0:
        return z.bessel_k(v)
    before = z.bessel_k(0)
    if number == 0:
        return before
    now = (1 / z - z.bessel_i(1) * before) / z.bessel_i(0)
    for order in range(1, abs(number)):
        before, now = now, 2 * order / z * now + before
    return now


def _between(v: Ball, z: Ball) -> bool:
    """Whether z > 0 is too large for FLINT's series of K_v, and too small for the asymptotic one.

    FLINT integrates there, which takes seconds at hundreds of digits.
    """
    if not (is_real(v) and is_real(z) and z.real > 10):
        return False
    return bool(z.real < flint.ctx.prec / 2 + min(abs(v.real), arb(flint.ctx.prec)))


def _bessel_k_between(v: arb, z: arb) -> arb:
    """K_v(z) = pi/2 (I_{-v}(z) - I_v(z)) / sin(pi v) of the midpoints, with digits that cancel.

    A whole order is moved a little. The radii enter by |dK_v/dz| <= K_{|v|+1} and, from
    t sinh(v t) <= 2 cosh(t) cosh(v t) in K_v(z) = Int_0^oo exp(-z cosh(t)) cosh(v t) dt, by
    |dK_v/dv| <= 2 K_{|v|+1}, both largest at the least z and the largest |v|.
    """
    order, point, moved = v.mid(), z.mid(), arb(0)
    if whole_in(acb(order)) is not None:
        moved = arb(2) ** -(flint.ctx.prec + 64)
    with flint.ctx.workprec(3 * flint.ctx.prec + int(4 * float(point) / log(2)) + 256):
        order += moved
        below, above = (acb(point).bessel_i(sign * acb(order)).real for sign in (-1, 1))
        middle = arb.pi() / 2 * (below - above) / (arb.pi() * order).sin()
    with flint.ctx.workprec(64):
        slope = acb(z.lower()).bessel_k(acb(abs(v).upper() + 1)).real.upper()
        radius = (z.rad() + 2 * (v.rad() + moved)) * slope
    return middle + arb(0, radius)


ROOM = Room(
    real={
        sp.airyai: lambda z: z.airy_ai(),
        sp.airyaiprime: lambda z: z.airy_ai(derivative=1),
        sp.airybi: lambda z: z.airy_bi(),
        sp.airybiprime: lambda z: z.airy_bi(derivative=1),
    },
    real_where={
        sp.besselj: (lambda n, z: z.bessel_j(n), _is_real),
        sp.besseli: (lambda n, z: z.bessel_i(n), _is_real),
        sp.bessely: (lambda n, z: z.bessel_y(n), positive),
        sp.besselk: (_bessel_k, positive),
        sp.jn: (_spherical_j, _is_real),
        sp.yn: (_spherical_y, _is_real),
    },
    general={
        sp.hankel1: lambda n, z: z.bessel_j(n) + _I * z.bessel_y(n),
        sp.hankel2: lambda n, z: z.bessel_j(n) - _I * z.bessel_y(n),
        sp.hn1: lambda n, z: _spherical_j(n, z) + _I * _spherical_y(n, z),
        sp.hn2: lambda n, z: _spherical_j(n, z) - _I * _spherical_y(n, z),
    },
    poles={
        kind: at(ZERO)
        for kind in (
            sp.bessely, sp.besselk, sp.hankel1, sp.hankel2, sp.yn, sp.hn1, sp.hn2,
        )
    },
)  # fmt: skip
