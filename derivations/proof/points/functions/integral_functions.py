"""Error functions, exponential, logarithmic and trigonometric integrals, Fresnel's, elliptic ones.

Elliptic integrals take the parameter m = k^2, as in SymPy. Branches are those of the logarithm in
the DLMF: Ci, Chi and E_n have their cut on the negative real axis, where Ei is real.

Reference: NIST Digital Library of Mathematical Functions, chapters 6, 7, 8 and 19.
"""

from __future__ import annotations

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.functions.room import (
    ONE,
    ZERO,
    Ball,
    Room,
    at,
    below_one,
    positive,
    whole,
)


def _elliptic_e(first: Ball, *parameter: Ball) -> Ball:
    """E(m), or E(z | m)."""
    if not parameter:
        return acb.elliptic_e(first)
    return acb.elliptic_e_inc(first, parameter[0])


def _elliptic_pi(n: Ball, second: Ball, *parameter: Ball) -> Ball:
    """Pi(n | m), or Pi(n; z | m)."""
    if not parameter:
        return acb.elliptic_pi(n, second)
    return acb.elliptic_pi_inc(n, second, parameter[0])


def _expint_is_real(order: Ball, argument: Ball) -> bool:
    number = whole(order)
    return positive(argument) or (number is not None and number <= 0)


ROOM = Room(
    real={
        sp.erf: acb.erf,
        sp.erfc: acb.erfc,
        sp.erfi: acb.erfi,
        sp.erf2: lambda a, b: b.erf() - a.erf(),
        sp.Ei: acb.ei,
        sp.Si: acb.si,
        sp.Shi: acb.shi,
        sp.fresnels: acb.fresnel_s,
        sp.fresnelc: acb.fresnel_c,
    },
    real_where={
        sp.expint: (lambda n, z: z.expint(n), _expint_is_real),
        sp.li: (acb.li, positive),
        sp.Ci: (acb.ci, positive),
        sp.Chi: (acb.chi, positive),
        sp.elliptic_k: (acb.elliptic_k, below_one),
        sp.elliptic_e: (_elliptic_e, lambda *v: len(v) == 1 and below_one(*v)),
        sp.elliptic_pi: (
            _elliptic_pi,
            lambda *v: len(v) == 2 and all(map(below_one, v)),
        ),
    },
    general={sp.elliptic_f: acb.elliptic_f},
    poles={
        sp.Ei: at(ZERO),
        sp.Ci: at(ZERO),
        sp.Chi: at(ZERO),
        sp.li: at(ONE),
        sp.elliptic_k: at(ONE),
    },
)
