"""The limiting density of the eigenvalues of a Gram matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import flint
import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.gram_matrices.branch import upper
from glassproof.numerics.gram_matrices.classes import LARGEST, Classes, classes
from glassproof.numerics.gram_matrices.commuting import diagonalised
from glassproof.numerics.gram_matrices.enclosure import enclose
from glassproof.numerics.gram_matrices.systems import system
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array
from glassproof.numerics.work.exact import bits, exact_rational

Array = NDArray[Any]
_MANY = 4  # points, for which a basis of covariances that commute is worth its cost
_TRIES = 4  # precisions, each with the digits that the last one lacked


def gram_density(
    x: ArrayLike,
    *,
    p: int,
    counts: Sequence[int],
    covariances: Sequence[ArrayLike],
    means: ArrayLike | None = None,
    certified: int | None = None,
) -> FloatArray | float:
    """The limiting density at ``x`` of the n eigenvalues of X^T X/p.

    Arguments as for :func:`glassproof.gram_equivalent`.
    Im of sum_l (n_l/n)/(z (1 + delta_l)) over pi at z = -x - i0. Its mass is one, less the share of
    the eigenvalue 0 where there are more columns than rows; that atom, and eigenvalues that means
    of large norm isolate, are no part of the density. It is 0 off the support and for x < 0.

    Where ``certified`` is a number of digits, at most 15, each value is proven to have so many
    (and to be 0 where it is 0), as by :func:`gram_density_ball`, else an error names the point.

    :class:`DomainError` as for :func:`glassproof.gram_equivalent`; at x = 0 where the density
    is not finite.

    >>> gram_density([-1.0, 2.0, 5.0], p=100, counts=[100], covariances=[1.0])
    array([0.        , 0.15915494, 0.        ])

    Source: :mod:`glassproof.derivations.free_probability.gram_equivalent`.
    """
    points = real_array("x", x, above=-LARGEST, below=LARGEST)
    given = classes(p, counts, covariances, means)
    flat = points.ravel()
    if certified is None:
        found, _ = _densities(flat, given)
    else:
        digits = integer("certified", certified, least=1, most=15)
        _, delta = _densities(flat, given)
        found = np.array(
            [
                float(_ball(flint.fmpq(*one.as_integer_ratio()), start, given, digits))
                for one, start in zip(flat.tolist(), delta, strict=True)
            ]
        )
    return found.reshape(points.shape) if points.ndim else float(found[0])


def gram_density_ball(
    x: Any,
    *,
    p: int,
    counts: Sequence[int],
    covariances: Sequence[ArrayLike],
    means: ArrayLike | None = None,
    digits: int = 30,
) -> flint.arb:
    """A ball that contains the limiting density at ``x``, to ``digits`` digits; exactly 0 off it.

    x is exact: int, Fraction, float or decimal text; floats among the other arguments, which are
    those of :func:`gram_density`, are taken as exact. :class:`DomainError` if there is no proof, as
    at an edge.

    >>> found = gram_density_ball(2, p=100, counts=[100], covariances=[1.0])
    >>> found.overlaps(1 / (2 * flint.arb.pi())), found.rel_accuracy_bits() > 99
    (True, True)
    """
    at, places = exact_rational("x", x), integer("digits", digits, least=1)
    near = float(flint.arb(at))
    real("x", near, above=-LARGEST, below=LARGEST)
    given = classes(p, counts, covariances, means)
    _, delta = _densities(np.array([near]), given)
    return _ball(at, delta[0], given, places)


def _ball(x: flint.fmpq, start: Array, given: Classes, digits: int) -> flint.arb:
    """The density at ``x`` from a solution near ``start``; none was sought where it is trivial."""
    if x < 0 or not given.mean_squares.any():
        return flint.arb(0)
    if x == 0:
        raise DomainError("x = 0: no density is certified there; give x > 0, or x < 0")
    working = digits + 1
    for _ in range(_TRIES):  # the density may be much smaller than delta
        with bits(4 * working + 64):
            z = flint.acb(-flint.arb(x))
            found: flint.arb = enclose(given, start, z, working).transform.imag / flint.arb.pi()
        if found == 0 or found.rel_accuracy_bits() >= 3.3219281 * digits + 1:
            return found
        working += digits - int(found.rel_accuracy_bits() / 3.3219281) + 2
    raise FixedPointError(
        f"x = {x}: the density is not certified to {digits} digits; ask for fewer, or move x away "
        "from the edge of the spectrum"
    )


def _densities(x: FloatArray, given: Classes) -> tuple[FloatArray, Array]:
    """The density, and delta at z = -x - i0 where x >= 0."""
    unit = float(given.mean_squares.max())
    found, delta = np.zeros(x.shape), np.zeros((len(x), given.k), complex)
    least = 1e-9 * unit
    where = np.flatnonzero((x >= 0) & (unit > 0))
    if not len(where):
        return found, delta
    at = np.maximum(x[where], least)
    solved = given
    if not given.is_diagonal and len(where) >= _MANY:
        solved = diagonalised(given) or given
    delta[where], _ = upper(system(solved), solved, (-at).astype(complex))
    shares = np.array(given.counts) / given.n
    transform = (shares / (1 + delta[where])).sum(axis=1) / -at
    found[where] = np.maximum(transform.imag, 0.0) / math.pi
    at_zero = x[where] < least
    if (found[where][at_zero] > 0).any():
        raise DomainError(
            f"x = {x[where][at_zero][0]:g}: the density reaches 0 there and may diverge; "
            f"give x >= {least:.1g}"
        )
    return found, delta
