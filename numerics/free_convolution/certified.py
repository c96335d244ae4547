"""Edges and outliers of a free convolution, certified: atoms plus freely divisible noise.

The noise has an R-transform m + v w + sum_j r_j t_j/(1 - t_j w): a semicircle of variance v and
free Poisson laws of rate r_j and jump t_j (sample covariances; every freely divisible law is a
limit of such). With A atomic,

    H(omega) = omega + R(G_A(omega)) = omega + const + sum_i c_i/(omega - p_i),   c_i > 0,

since R(G_A) maps the upper half-plane into the closed lower one. The subordination function is the
inverse of H on {Im H > 0}, so that the complement of the support, and of point masses, is the
image of {H' > 0} on the real line. H' is concave between poles: each gap holds at most one
interval of it. Its ends are the simple real roots of one polynomial with rational coefficients,
which FLINT isolates with proof; a root of even order is where a gap has closed.

References: P. Biane, Indiana Univ. Math. J. 46 (1997) 705-718; H.-W. Huang, Int. Math. Res. Not.
(2015) 4269-4292.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import flint

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.free_convolution.outliers import NoOutlierError
from glassproof.numerics.work.exact import (
    TooWideError,
    exact_rational,
    isolated_roots,
    to_accuracy,
)


@dataclass(frozen=True)
class Noise:
    """A freely divisible law: mean, variance of its semicircle, jumps (t, rate); exact numbers.

    >>> Noise(variance=1).cumulants(4), Noise(jumps=(("1/2", 2),)).cumulants(3)
    ([0, 1, 0, 0], [1, 1/2, 1/4])
    """

    mean: Any = 0
    variance: Any = 0
    jumps: Sequence[tuple[Any, Any]] = ()

    def exact(self) -> tuple[flint.fmpq, flint.fmpq, list[tuple[flint.fmpq, flint.fmpq]]]:
        """The parameters as rationals; :class:`DomainError` if some are none, or negative."""
        mean, variance = (
            exact_rational("mean", self.mean),
            exact_rational("variance", self.variance),
        )
        jumps = [(exact_rational("jump", t), exact_rational("rate", r)) for t, r in self.jumps]
        for name, value in (("variance", variance), *(("rate", r) for _, r in jumps)):
            if value < 0:
                raise DomainError(f"{name} = {value} is out of its domain: give {name} >= 0")
        return mean, variance, jumps

    def cumulants(self, order: int) -> list[flint.fmpq]:
        """Free cumulants k_1, .., k_order: mean, variance, and sums of r t^n."""
        mean, variance, jumps = self.exact()
        found = [sum((r * t**n for t, r in jumps), flint.fmpq()) for n in range(1, order + 1)]
        for place, value in ((0, mean), (1, variance)):
            if place < order:
                found[place] += value
        return found


@dataclass(frozen=True)
class Support:
    """The support: balls around its edges, ascending, two a component; and point masses."""

    edges: tuple[flint.arb, ...]
    masses: tuple[tuple[flint.fmpq, flint.fmpq], ...]
    """Positions with their mass."""


def support(
    noise: Noise, atoms: Sequence[Any], weights: Sequence[Any], *, digits: int = 30
) -> Support:
    """The support of noise + A, A with the ``weights`` at ``atoms``, all exact numbers.

    Forty atoms take about a second; the time grows as their fifth power.

    Balls are within 10^-digits of max(1, abs(edge)). :class:`DomainError` on inexact arguments,
    weights that are not positive or do not sum to one, or if the edges lie too close together.

    >>> found = support(Noise(variance=1), [0], [1], digits=20)
    >>> [float(edge) for edge in found.edges], found.masses
    ([-2.0, 2.0], ())
    >>> found = support(Noise(jumps=((4, "1/4"),)), [0], [1])  # a sample covariance of low rank
    >>> [round(float(edge), 12) for edge in found.edges], found.masses
    ([1.0, 9.0], ((0, 3/4),))
    """
    H = _Subordinated.of(noise, atoms, weights)
    masses = tuple(
        sorted((H(t), share * H.slope(t)) for t, share in H.bulk.items() if H.rises_at(t))
    )
    if not H.numerator.degree() > H.denominator.degree() or H.slope_above.degree() < 1:
        return Support((), masses)  # no noise: A itself

    def edges() -> tuple[Any, ...]:
        found = []
        for root, order in isolated_roots(H.slope_above):
            if root.imag == 0 and order % 2:
                u = root.real
                found.append(_at(H.numerator, u) / _at(H.denominator, u))
        found.sort(key=lambda ball: ball.mid())
        if any(not left < right for left, right in pairwise(found)):
            raise TooWideError
        return tuple(found)

    return Support(to_accuracy(edges, digits, relative=False), masses)


def outlier_exactly(
    theta: Any, noise: Noise, atoms: Sequence[Any] = (0,), weights: Sequence[Any] = (1,)
) -> tuple[flint.fmpq, flint.fmpq]:
    """Position and squared overlap of the outlier of a spike ``theta``: rational numbers.

    :class:`NoOutlierError` where there is none; other errors as for :func:`support`.

    >>> outlier_exactly(2, Noise(variance=1))
    (5/2, 3/4)
    >>> outlier_exactly("1/2", Noise(variance=1))
    Traceback (most recent call last):
    ...
    glassproof...NoOutlierError: theta = 1/2 has no outlier: the spike stays in the bulk of A ...
    """
    H = _Subordinated.of(noise, atoms, weights)
    at = exact_rational("theta", theta)
    if at in H.bulk or not H.rises_at(at):
        raise NoOutlierError(
            f"theta = {at} has no outlier: the spike stays in the bulk of A or of the sum, give "
            "one farther from the atoms, or less noise"
        )
    return H(at), H.slope(at)


@dataclass(frozen=True)
class _Subordinated:
    """H = numerator/denominator in lowest terms, and the numerator of H'."""

    bulk: dict[flint.fmpq, flint.fmpq]
    numerator: flint.fmpq_poly
    denominator: flint.fmpq_poly
    slope_above: flint.fmpq_poly

    @staticmethod
    def of(noise: Noise, atoms: Sequence[Any], weights: Sequence[Any]) -> _Subordinated:
        mean, variance, jumps = noise.exact()
        bulk = _bulk(atoms, weights)
        u = flint.fmpq_poly([0, 1])
        below = flint.fmpq_poly([1])
        for t in bulk:
            below *= u - t
        above = flint.fmpq_poly([0])
        for t, share in bulk.items():
            above += share * (below // (u - t))
        numerator, denominator = (u + mean) * below + variance * above, below
        for t, rate in jumps:
            pole = below - t * above
            numerator = numerator * pole + rate * t * below * denominator
            denominator = denominator * pole
        common = numerator.gcd(denominator)
        numerator, denominator = numerator // common, denominator // common
        slope = numerator.derivative() * denominator - numerator * denominator.derivative()
        return _Subordinated(bulk, numerator, denominator, slope)

    def __call__(self, at: flint.fmpq) -> flint.fmpq:
        """H at a point that is no pole."""
        return self.numerator(at) / self.denominator(at)

    def slope(self, at: flint.fmpq) -> flint.fmpq:
        """H' at a point that is no pole."""
        return self.slope_above(at) / self.denominator(at) ** 2

    def rises_at(self, at: flint.fmpq) -> bool:
        """Whether H is finite and H' > 0."""
        return bool(self.denominator(at) != 0 and self.slope_above(at) > 0)


def _at(polynomial: flint.fmpq_poly, u: flint.arb) -> flint.arb:
    """Horner's scheme on balls."""
    total = flint.arb(0)
    for coefficient in reversed(polynomial.coeffs()):
        total = total * u + flint.arb(coefficient)
    return total


def _bulk(atoms: Sequence[Any], weights: Sequence[Any]) -> dict[flint.fmpq, flint.fmpq]:
    """Distinct atoms with their weights."""
    if not len(atoms) == len(weights) > 0:
        raise DomainError(
            f"atoms has {len(atoms)} entries, weights has {len(weights)}: give one weight an atom, "
            "and at least one"
        )
    found: dict[flint.fmpq, flint.fmpq] = {}
    for atom, weight in zip(atoms, weights, strict=True):
        at, share = exact_rational("atoms", atom), exact_rational("weights", weight)
        if share < 0:
            raise DomainError(f"weights contains {share}: give weights >= 0")
        if share:
            found[at] = found.get(at, flint.fmpq()) + share
    total = sum(found.values(), flint.fmpq())
    if total != 1:
        raise DomainError(f"weights has the sum {total}: give exact numbers that sum to 1")
    return found
