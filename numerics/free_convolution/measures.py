"""Measures on the line by their Stieltjes transforms G(z) = int dmu(t)/(z - t), Im z > 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint
import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, real, real_array

Complex = NDArray[np.complex128]
LARGEST = 1e60
"""Magnitudes of numbers that are accepted: squares and products of them are floats."""

_UNIT = 1e-9  # how far a sum of weights may be from one


@dataclass(frozen=True)
class Measure:
    """A probability measure: its transform on the upper half-plane, vectorised, and its scale.

    ``scale`` is a length: about the distance of the far end of the support from zero; it says how
    far from the axis is far. For proofs, ``hull`` holds the ends of the support, and ``series`` is
    the transform again, for power series of balls (FLINT's) about points off the hull.

    >>> flat = Measure(lambda z: (np.log(z + 1) - np.log(z - 1)) / 2, scale=1.0)  # uniform, [-1, 1]
    >>> complex(flat(np.array([1e6j]))[0] * 1e6j).real.__round__(9)
    1.0
    """

    transform: Callable[[Complex], Complex]
    scale: float
    hull: tuple[float, float] | None = None
    series: Callable[[flint.acb_series], flint.acb_series] | None = None

    def __call__(self, z: Complex) -> Complex:
        """G at points of the upper half-plane."""
        return np.asarray(self.transform(np.asarray(z, dtype=complex)), dtype=complex)

    def slope(self, z: Complex) -> Complex:
        """G' by a central difference; z stays in the upper half-plane."""
        step = 1e-5 * z.imag + 1e-8 * self.scale
        found: Complex = (self(z + step) - self(z - step)) / (2 * step)  # error of order step^2
        return found

    def ends(self) -> tuple[float, float]:
        """The hull; :class:`DomainError` if it is not given."""
        if self.hull is None:
            raise DomainError("hull is not given: give Measure(..., hull=(low, high), series=...)")
        return self.hull

    def balls(self, z: flint.acb) -> list[flint.acb]:
        """Balls around G, G' and G'' on a ball; real on real ones.

        >>> [str(G.real) for G in atomic([0], [1]).balls(flint.acb(2))]
        ['0.500000000000000', '-0.250000000000000', '0.250000000000000']
        """
        if self.series is None:
            raise DomainError("series is not given: give Measure(..., hull=..., series=...)")
        cap = flint.ctx.cap
        flint.ctx.cap = 3
        try:
            found = self.series(flint.acb_series([z, 1], 3))
            first, second, third = (found[n] for n in range(3))
        finally:
            flint.ctx.cap = cap
        all_three = [first, second, 2 * third]
        return [flint.acb(x.real) for x in all_three] if z.imag == 0 else all_three

    def scaled(self, factor: float) -> Measure:
        """The law of ``factor`` times the variable, factor > 0.

        >>> bool(abs(semicircle().scaled(2.0)(5j) - semicircle(4.0)(5j)) < 1e-15)
        True
        """
        series = self.series
        by = flint.acb(factor)
        return Measure(
            lambda z: self(z / factor) / factor,
            self.scale * factor,
            None if self.hull is None else (self.hull[0] * factor, self.hull[1] * factor),
            None if series is None else lambda z: series(z / by) / by,
        )


def atomic(atoms: ArrayLike, weights: ArrayLike) -> Measure:
    """Point masses ``weights`` at ``atoms``; errors as for :func:`checked`.

    >>> atomic([-1, 1], [0.5, 0.5])(np.array([1j]))
    array([0.-0.5j])
    """
    at, mass = checked((atoms, weights))

    def series(z: flint.acb_series) -> flint.acb_series:
        return sum((flint.acb(w) / (z - flint.acb(t)) for t, w in pairs), flint.acb_series([0]))

    pairs = list(zip(map(float, at), map(float, mass), strict=True))
    return Measure(
        lambda z: (mass / (z[..., None] - at)).sum(axis=-1),
        float(np.abs(at).max()),
        (float(at.min()), float(at.max())),
        series,
    )


def semicircle(variance: float = 1.0) -> Measure:
    """The centred semicircle law.

    >>> complex(semicircle()(np.array([1j]))[0]).imag.__round__(12)
    -0.61803398875
    """
    variance = real("variance", variance, above=0, below=LARGEST)
    edge = 2 * variance**0.5

    def transform(z: Complex) -> Complex:
        found: Complex = 2 / (z + np.sqrt(z - edge) * np.sqrt(z + edge))
        return found

    def series(z: flint.acb_series) -> flint.acb_series:
        end = 2 * flint.acb(variance).sqrt()
        return 2 / (z + (z - end).sqrt() * (z + end).sqrt())

    return Measure(transform, edge, (-edge, edge), series)


def centred_covariance(ratio: float) -> Measure:
    """(Z Z^T/n - I)/sqrt(ratio), Z of size N x n with independent entries, ratio = N/n: variance 1.

    Free cumulants are k_1 = 0, k_j = ratio^(j/2 - 1).

    >>> z = np.array([1000j])  # z G = 1 + k_2/z^2 + k_3/z^3 + ..
    >>> complex((z * centred_covariance(0.25)(z) - 1)[0] * z[0] ** 2).real.__round__(4)
    1.0
    """
    ratio = real("ratio", ratio, above=0, below=LARGEST)
    root = ratio**0.5
    low, high = (1 - root) ** 2, (1 + root) ** 2

    def transform(z: Complex) -> Complex:
        x = 1 + root * z  # of Z Z^T/n itself
        under = np.sqrt(x - low) * np.sqrt(x - high)
        found: Complex = 2 * root / (x - 1 + ratio + under)
        return found

    def series(z: flint.acb_series) -> flint.acb_series:
        c, one = flint.acb(ratio), flint.acb(1)
        r = c.sqrt()
        x = 1 + r * z
        under = (x - (one - r) ** 2).sqrt() * (x - (one + r) ** 2).sqrt()
        return 2 * r / (x - 1 + c + under)

    least = low - 1 if ratio <= 1 else -1.0  # a point mass at -1/root, for fewer columns than rows
    return Measure(transform, (high - 1) / root, (least / root, (high - 1) / root), series)


def checked(bulk: Any) -> tuple[FloatArray, FloatArray]:
    """(atoms, weights) as arrays; weights that are zero are left out with their atoms.

    :class:`DomainError` unless they are two non-empty lists of one length, atoms finite, weights
    not negative, and the sum of the weights within 1e-9 of one (which it then is made).

    >>> checked(([1, 0], [0.25, 0.75]))
    (array([1., 0.]), array([0.25, 0.75]))
    """
    try:
        atoms, weights = bulk
    except (TypeError, ValueError):
        raise DomainError(
            f"bulk = {bulk!r} is no bulk: give None, or a pair (atoms, weights) of lists"
        ) from None
    at = real_array("atoms", atoms, above=-LARGEST, below=LARGEST)
    mass = real_array("weights", weights)
    if at.ndim != 1 or not at.size:
        raise DomainError(f"atoms has shape {at.shape}: give a list of at least one number")
    if mass.shape != at.shape:
        raise DomainError(
            f"weights has shape {mass.shape}, atoms has shape {at.shape}: give one weight an atom"
        )
    if (mass < 0).any():
        raise DomainError(f"weights contains {mass.min():g}: give weights >= 0")
    total = float(mass.sum())
    if not abs(total - 1) <= _UNIT:
        raise DomainError(
            f"weights has the sum {total:.12g}: give weights that sum to 1 (divide them by their "
            "sum)"
        )
    return at[mass > 0], mass[mass > 0] / total
