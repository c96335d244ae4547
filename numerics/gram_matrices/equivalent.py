"""The deterministic equivalent of the resolvent of a Gram matrix, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import flint
import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.gram_matrices.branch import positive, upper
from glassproof.numerics.gram_matrices.classes import LARGEST, Classes, classes
from glassproof.numerics.gram_matrices.enclosure import Enclosure, enclose
from glassproof.numerics.gram_matrices.systems import System, system
from glassproof.numerics.work.arguments import integer

Array = NDArray[Any]


@dataclass(frozen=True)
class GramEquivalent:
    """What :func:`gram_equivalent` found at ``z``.

    ``delta`` (k); ``class_values`` (k), its diagonal 1/(z (1 + delta_l)) on each class;
    ``couplings`` (k, k), what the means put between columns of classes a and b,
    -mu_a^T Qbar mu_b/(p z (1 + delta_a) (1 + delta_b)); ``resolvent`` (p, p), Qbar, computed when
    it is asked for; ``stieltjes``, the limit of tr R/n. ``residual`` is the relative difference of
    delta and its image (or its proven error, where floats did not do), after ``evaluations`` of the
    map; ``enclosure`` are balls around the solution, where a certificate was asked for. At an edge
    of the spectrum, where solutions meet, a residual of rounding leaves half of delta's digits.
    """

    z: complex
    delta: Array
    class_values: Array
    couplings: Array
    residual: float
    evaluations: int
    classes: Classes = field(repr=False)
    _system: System = field(repr=False)
    enclosure: Enclosure | None = None

    @cached_property
    def resolvent(self) -> Array:
        """Qbar = (sum_l (n_l/p) C_l/(1 + delta_l) + z I)^(-1), shape (p, p)."""
        return self._system.resolvent(self.delta, self.z)

    @property
    def stieltjes(self) -> Any:
        """The limit of tr R(z)/n."""
        shares = np.array(self.classes.counts) / self.classes.n
        return (shares * (self.class_values + np.diagonal(self.couplings))).sum()

    def matrix(self) -> Array:
        """The equivalent of R itself, shape (n, n): class values on the diagonal, and J B J^T."""
        labels = np.repeat(np.arange(self.classes.k), self.classes.counts)
        found = self.couplings[np.ix_(labels, labels)]
        found[np.diag_indices(len(labels))] += self.class_values[labels]
        return found


def gram_equivalent(
    z: complex,
    *,
    p: int,
    counts: Sequence[int],
    covariances: Sequence[ArrayLike],
    means: ArrayLike | None = None,
    certified: int | None = None,
) -> GramEquivalent:
    """The deterministic equivalent of R(z) = (X^T X/p + z I_n)^(-1), X with independent columns.

    X has p rows. Class l has ``counts[l]`` columns of mean ``means[l]`` and (centred) covariance
    ``covariances[l]``: a number for a multiple of I, a vector for a diagonal, or a matrix; so
    C_l = covariance + mean mean^T. With Qbar = (sum_l (n_l/p) C_l/(1 + delta_l) + z I_p)^(-1),

        delta_l = tr C_l Qbar/p,      E R ~ diag(1/(z (1 + delta_l))) + J B J^T,

    J the classes' indicators and B the ``couplings`` of the result (:class:`GramEquivalent`).

    z is positive, or any complex number off the spectrum of -G, found by continuation.
    ``certified`` asks for a proof: the result's ``enclosure`` then has balls around delta, of so
    many significant digits, by the certificate of Newton and Kantorovich. Floats given are taken as
    exact. In ball arithmetic for diagonal covariances without means, and for p up to 120; by floats
    with bounds on their rounding, seven to ten digits, for larger matrices.

    :class:`DomainError` if p or a count is no positive integer, shapes do not match, a covariance
    is not symmetric or not positive semidefinite, z is 0, not finite or on the limiting spectrum,
    and if no fixed point can be certified.

    >>> found = gram_equivalent(1.0, p=100, counts=[100], covariances=[1.0])
    >>> round(float(found.delta[0]), 12)  # of Marchenko and Pastur: (sqrt(5) - 1)/2
    0.61803398875
    >>> found = gram_equivalent(1.0, p=100, counts=[100], covariances=[1.0], certified=30)
    >>> found.enclosure.delta[0].str(30)
    '[0.618033988749894848204586834366 +/- ...]'
    >>> gram_equivalent(-2.0, p=100, counts=[100], covariances=[1.0])
    Traceback (most recent call last):
    ...
    glassproof...DomainError: z = -2 is on the spectrum: -z = 2 has the limiting density 0.159...

    Source: :mod:`glassproof.derivations.free_probability.gram_equivalent`.
    """
    at = _point(z)
    given = classes(p, counts, covariances, means)
    if given.mean_squares.max() > 0:
        unit = float(given.mean_squares.max())
        if not 1e-12 < abs(at) / unit < 1e12:
            raise DomainError(
                f"z = {at:.6g} is out of its domain: give abs(z) between 1e-12 and 1e12 times the "
                f"mean square {unit:.3g} of the columns' entries"
            )
    way = system(given)
    delta, residual = _solved(way, given, at)
    if at.imag == 0:
        if np.iscomplexobj(delta) and delta.imag.any():
            height = float((at.real**-1 * _share(given, delta)).imag / math.pi)
            raise DomainError(
                f"z = {at.real:g} is on the spectrum: -z = {-at.real:g} has the limiting density "
                f"{abs(height):.6g}; give z > 0, or z off the spectrum, as {at.real:g} + 0.01j"
            )
        delta = np.real(delta)
    values = 1 / ((at if at.imag else at.real) * (1 + delta))
    between = _between_means(way, given, delta, at if at.imag else at.real)
    couplings = -between * np.outer(values, values) * (at if at.imag else at.real) / given.p
    proven = None
    if certified is not None:
        proven = enclose(given, delta, flint.acb(at), integer("certified", certified, least=1))
    where = at if at.imag else at.real
    return GramEquivalent(
        where, delta, values, couplings, residual, way.evaluations, given, way, proven
    )


def _between_means(way: System, given: Classes, delta: Array, z: complex) -> Array:
    if given.means is None:
        return np.zeros((given.k, given.k))
    found: Array = way.solved_means(delta, z) @ given.means.T
    return found


def _share(given: Classes, delta: Array) -> Any:
    return (np.array(given.counts) / given.n / (1 + delta)).sum()


def _solved(way: System, given: Classes, at: complex) -> tuple[Array, float]:
    if at.imag == 0 and at.real > 0:
        found = positive(way, given, np.array([at.real]))
        if not found.converged[0]:
            return _in_balls(given, found.value[0], at.real, float(found.residual[0]))
        return found.value[0], float(found.residual[0])
    below = at.conjugate() if at.imag > 0 else at
    delta, residual = upper(way, given, np.array([below]))
    return (delta[0].conj() if at.imag > 0 else delta[0]), float(residual[0])


def _in_balls(given: Classes, near: Array, z: float, residual: float) -> tuple[Array, float]:
    """What floats do not solve to all digits, as where z is tiny beside a mean's square."""
    try:
        balls = enclose(given, near, flint.acb(z), 15).delta
    except FixedPointError:
        raise FixedPointError(
            f"z = {z:g}: the fixed point was found only to a relative residual of {residual:.2g}; "
            "give a larger z, or scale the covariances to order one"
        ) from None
    wide = max(float(ball.rad() / ball.abs_lower()) for ball in balls if ball != 0)
    return np.array([float(ball.real.mid()) for ball in balls]), wide


def _point(z: Any) -> complex:
    try:
        if isinstance(z, (str, bytes, bool, np.bool_)):
            raise TypeError
        at = complex(z)
    except (TypeError, ValueError, OverflowError):
        raise DomainError(f"z = {z!r} is no number: give z > 0, or z off the spectrum") from None
    if not (math.isfinite(at.real) and math.isfinite(at.imag)) or abs(at) > LARGEST:
        raise DomainError(f"z = {z!r} is not finite: give z > 0, or z off the spectrum")
    if at == 0:
        raise DomainError("z = 0 is out of its domain: give z > 0, or z off the spectrum, not 0")
    return at
