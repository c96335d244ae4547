"""The integral of log|lambda - x| over the limiting spectrum, in closed form, with derivatives."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.branch_arrays import (
    block_transforms,
    potentials,
    spectrum_arrays,
)
from glassproof.numerics.work.arguments import integer


def log_potential(x: Any, *, x1: Any, kappa: Any, b: Any, b1: Any, dps: int | None = None) -> Any:
    """Phi(x) = integral of log|lambda - x| over the spectrum of b M + b1 (M1 (+) 0) - x1 (I (+) 0).

    Closed form, no quadrature: with the physical (g_D, g_G) at x, g = kappa g_D + kappa' g_G,

        Phi = Re[ -kappa log g_D - kappa' log g_G + b^2 g^2/4 + kappa b1^2 g_D^2/4 ],

    which is stationary in (g_D, g_G). Phi behaves as log|x| at infinity.

    Without ``dps``: float64; all arguments broadcast together, numbers give a number. Measured
    against 50 digits, at points that reach kappa = 1e-6 and 1 - 1e-6, b1/b from 1e-4 to 1e4, x and
    x1 up to 1e6: within 2e-15 of max(1, |Phi|), at edges and cusps too (stationarity squares the
    error of g).

    With ``dps``: mpmath numbers to that many digits, cut from rigorous balls; arguments are taken
    exactly (int, float, Fraction, mpf, SymPy rational, decimal text; b, b1 also SymPy roots of
    rationals); sequences give object arrays.

    Domain: 0 < kappa < 1, b > 0, b1 >= 0, in float64 magnitudes below 1e60, else
    :class:`DomainError`.

    >>> round(log_potential(0, x1=0, kappa=0.5, b=1, b1=0), 12)  # semicircle: -(1 + log 2)/2
    -0.84657359028
    >>> log_potential(1, x1="1.1", kappa="0.9", b=1, b1="0.5", dps=25)
    mpf('...')

    Source: glassproof.derivations.block_matrix.log_potential.
    """
    if dps is not None:
        digits = integer("dps", dps, least=1)
        return _to_digits(digits, x, x1, kappa, b, b1)
    shape, arrays = spectrum_arrays("x", x, x1=x1, kappa=kappa, b=b, b1=b1)
    out = np.empty(len(arrays[0]))
    potentials(*arrays, out)
    return out.reshape(shape) if shape else float(out[0])


def log_potential_gradient(
    x: ArrayLike, *, x1: ArrayLike, kappa: ArrayLike, b: ArrayLike, b1: ArrayLike
) -> tuple[Any, Any, Any]:
    """(Phi, dPhi/dx, dPhi/dx1), float64: derivatives Re g and kappa Re g_D, as Phi is stationary.

    Broadcasting, domain and errors as for :func:`log_potential`.

    >>> value, dx, dx1 = log_potential_gradient(3, x1=0, kappa=0.5, b=1, b1=0)
    >>> round(dx, 12), round(dx1, 12)  # semicircle: 3 - sqrt(7), half of it from each block
    (0.354248688935, 0.177124344468)
    """
    shape, arrays = spectrum_arrays("x", x, x1=x1, kappa=kappa, b=b, b1=b1)
    n = len(arrays[0])
    value, g_D, g_G = np.empty(n), np.empty(n, complex), np.empty(n, complex)
    potentials(*arrays, value)
    block_transforms(*arrays, g_D, g_G)
    share = arrays[2]
    dx1 = share * g_D.real
    dx = dx1 + (1 - share) * g_G.real
    if not shape:
        return float(value[0]), float(dx[0]), float(dx1[0])
    return value.reshape(shape), dx.reshape(shape), dx1.reshape(shape)


def _to_digits(digits: int, *arguments: Any) -> Any:
    from glassproof.numerics.block_matrix.certified_spectrum import log_potential_ball

    def one(x: Any, x1: Any, kappa: Any, b: Any, b1: Any) -> mpmath.mpf:
        ball = log_potential_ball(x, x1=x1, kappa=kappa, b=b, b1=b1, digits=digits + 2)
        with mpmath.workdps(digits + 5):
            man, exp = ball.mid().man_exp()
            value = mpmath.ldexp(mpmath.mpf(int(man)), int(exp))
        with mpmath.workdps(digits):
            return +value

    if all(np.ndim(argument) == 0 for argument in arguments):
        return one(*arguments)
    try:
        points = np.broadcast(*(np.asarray(argument, dtype=object) for argument in arguments))
    except ValueError as error:
        raise DomainError(f"x, x1, kappa, b, b1 do not fit: {error}") from None
    return np.array([one(*point) for point in points], dtype=object).reshape(points.shape)
