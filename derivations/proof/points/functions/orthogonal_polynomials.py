"""Orthogonal polynomials, and the functions that continue them in their degree.

Degrees beyond :data:`MOST_DEGREE` are left undecided.

Reference: NIST Digital Library of Mathematical Functions, chapters 14, 15 and 18.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.functions.room import (
    NOTHING,
    Ball,
    Function,
    Room,
    whole,
)

MOST_DEGREE = 3000


def _of_degree(function: Function) -> Function:
    def bounded(degree: Ball, *others: Ball) -> Ball:
        if not abs(degree) < MOST_DEGREE:
            return NOTHING
        return function(degree, *others)

    return bounded


def _is_polynomial(degree: Ball, *_others: Ball) -> bool:
    number = whole(degree)
    return number is not None and number >= 0


def _hermite_prob(degree: Ball, x: Ball) -> Ball:
    """He_n(x) = 2^(-n/2) H_n(x / sqrt(2))."""
    root = acb(2).sqrt()
    number = whole(degree)
    scale = root ** (-degree if number is None else -number)
    return scale * (x / root).hermite_h(degree)


def _associated(degree: Ball, order: Ball, x: Ball) -> Ball:
    """Ferrers' function, with the sign (-1)^m of Condon and Shortley."""
    return x.legendre_p(degree, order)


def _associated_is_real(degree: Ball, order: Ball, x: Ball) -> bool:
    return bool(abs(x.real) < 1) or (_is_polynomial(degree) and whole(order / 2) is not None)


_POLYNOMIALS: dict[type, Callable[..., Ball]] = {
    sp.hermite: lambda n, x: x.hermite_h(n),
    sp.hermite_prob: _hermite_prob,
    sp.laguerre: lambda n, x: x.laguerre_l(n),
    sp.assoc_laguerre: lambda n, a, x: x.laguerre_l(n, a),
    sp.legendre: lambda n, x: x.legendre_p(n),
    sp.chebyshevt: lambda n, x: x.chebyshev_t(n),
    sp.chebyshevu: lambda n, x: x.chebyshev_u(n),
    sp.jacobi: lambda n, a, b, x: x.jacobi_p(n, a, b),
    sp.gegenbauer: lambda n, a, x: x.gegenbauer_c(n, a),
}

ROOM = Room(
    real_where={
        kind: (_of_degree(function), _is_polynomial) for kind, function in _POLYNOMIALS.items()
    }
    | {sp.assoc_legendre: (_of_degree(_associated), _associated_is_real)},
)
