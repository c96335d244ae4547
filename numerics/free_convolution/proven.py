"""Edges and outliers of the free sum of any two measures, proven in balls.

With F = 1/G and h = F - id, both h rise on intervals outside the support, and omega_1 is the
fixed point of T(w) = z + h_2(z + h_1(w)) in the closed upper half-plane. At real z a real fixed
point is that one if T' = h_1'(omega_1) h_2'(omega_2) <= 1 there (the Denjoy-Wolff point is the only
one of angular derivative at most one), and z is off the support if T' < 1. So

* a spike theta has an outlier at z = theta + omega_2 - 1/g, g = G_1(theta) = G_2(omega_2), if
  h_1'(theta) h_2'(omega_2) < 1, with the squared overlap 1/omega_1' = (1 - h_1' h_2')/(1 + h_2');
* beyond the hulls of both supports h' = int drho(t)/(omega - t)^2 falls in omega, and omega_2 rises
  with omega_1: T' = 1 holds at one point at most, which is the outer edge.

Both are solutions of equations in G, G' and G'', enclosed by
:mod:`glassproof.numerics.fixed_points.certificate`; no error of the search enters.

Reference: S. Belinschi and H. Bercovici, J. Anal. Math. 101 (2007) 357-365.
"""

from __future__ import annotations

from typing import Any

import flint

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.fixed_points.certificate import certify
from glassproof.numerics.free_convolution.measures import Measure
from glassproof.numerics.free_convolution.outliers import NoOutlierError
from glassproof.numerics.work.exact import bits, exact_rational
from glassproof.numerics.work.late import Late

optimize = Late("scipy.optimize")

_GUARD = 64
_SHARE = 1e-12  # of the distance to the hull, at which the search begins


def outlier_ball(
    theta: Any, noise: Measure, bulk: Measure, *, digits: int = 20
) -> tuple[flint.arb, flint.arb]:
    """Balls of position and squared overlap of the outlier of a spike beyond the bulk's hull.

    The outlier is looked for with omega_2 beyond the noise's hull, where it is if the noise has a
    connected support. Measures need ``hull`` and ``series``. :class:`NoOutlierError` where there
    is none such; :class:`DomainError` on a spike within the hull of the bulk.

    >>> from glassproof.numerics.free_convolution.measures import atomic, semicircle
    >>> position, overlap = outlier_ball(3, semicircle(), atomic([-1, 1], [0.5, 0.5]))
    >>> position.contains(flint.fmpq(27, 8)), overlap.contains(flint.fmpq(27, 32))
    (True, True)
    """
    at = exact_rational("theta", theta)
    spike, side = float(at.p) / float(at.q), _side(float(at.p) / float(at.q), bulk)
    g = _real(bulk, spike)[0]
    second = _partner(g, noise, side)
    precision = int(3.33 * digits) + _GUARD

    def equation(x: list[flint.acb]) -> tuple[list[flint.acb], flint.acb_mat]:
        here, there = noise.balls(x[0]), bulk.balls(flint.acb(at))
        return [x[0] - (here[0] - there[0])], flint.acb_mat([[1 - here[1]]])

    with bits(precision):
        (omega,) = certify(equation, [second], digits=digits + 5)
        first = bulk.balls(flint.acb(at))
        h_1, h_2 = _rise(first), _rise(noise.balls(omega))
        left = (1 - h_1 * h_2).real
        if left <= 0:
            raise _none(theta)
        if not left > 0:
            raise DomainError(
                f"theta = {theta} is too near the threshold for digits = {digits}: ask for more"
            )
        position: flint.arb = (flint.acb(at) + omega - 1 / first[0]).real
        return position, left / (1 + h_2).real


def outer_edge(
    first: Measure, second: Measure, *, right: bool = True, digits: int = 20
) -> flint.arb:
    """A ball around the right (or left) end of the support of the free sum.

    :class:`DomainError` if that end is a point mass or the sum of ends, T' < 1 up to the hulls.

    >>> from glassproof.numerics.free_convolution.measures import atomic, semicircle
    >>> edge = outer_edge(atomic([-1, 1], [0.5, 0.5]), semicircle())
    >>> bool(edge**2 - 27 / 4 < 1e-14), edge.rel_accuracy_bits() > 66  # 3 sqrt(3)/2
    (True, True)
    """
    side = 1.0 if right else -1.0
    start, other = _meeting(first, second, side)
    precision = int(3.33 * digits) + _GUARD

    def equation(x: list[flint.acb]) -> tuple[list[flint.acb], flint.acb_mat]:
        one, two = first.balls(x[0]), second.balls(x[1])
        h_1, h_2, bend_1, bend_2 = _rise(one), _rise(two), _bend(one), _bend(two)
        values = [x[0] - (one[0] - two[0]), x[1] - (h_1 * h_2 - 1)]
        slopes = [[1 - one[1], two[1]], [-bend_1 * h_2, 1 - h_1 * bend_2]]
        return values, flint.acb_mat(slopes)

    with bits(precision):
        w, v = certify(equation, [start, other], digits=digits + 5)
        found: flint.arb = (w + v - 1 / first.balls(w)[0]).real
        return found


def _rise(G: list[flint.acb]) -> flint.acb:
    """h' = -G'/G^2 - 1."""
    return -G[1] / G[0] ** 2 - 1


def _bend(G: list[flint.acb]) -> flint.acb:
    """h'' = -G''/G^2 + 2 G'^2/G^3."""
    return -G[2] / G[0] ** 2 + 2 * G[1] ** 2 / G[0] ** 3


def _real(measure: Measure, w: float) -> tuple[float, float]:
    """G and h' at a real point outside the hull."""
    G = measure.balls(flint.acb(w))
    return float(G[0].real.mid()), float(_rise(G).real.mid())


def _side(theta: float, bulk: Measure) -> float:
    """On which side of the bulk's hull the spike lies."""
    low, high = bulk.ends()
    if low <= theta <= high:
        raise DomainError(
            f"theta = {theta:g} is in the bulk's hull [{low:g}, {high:g}]: give one beyond it; for "
            "gaps between atoms ask outlier_exactly"
        )
    return 1.0 if theta > high else -1.0


def _partner(g: float, measure: Measure, side: float) -> float:
    """The real omega beyond the hull with G(omega) = g, which has the side's sign."""
    low, high = measure.ends()
    inner, outer = (high, low) if side > 0 else (low, high)
    far, near = inner + 1 / g, outer + 1 / g
    near = max(near, inner) if side > 0 else min(near, inner)
    near += _SHARE * (abs(far - inner) + abs(inner)) * side
    if side * (far - near) <= 0:
        return far
    if side * (_real(measure, near)[0] - g) < 0:
        raise _none()
    found: float = optimize.brentq(
        lambda w: _real(measure, w)[0] - g, near, far, xtol=1e-300, rtol=1e-13
    )
    return found


def _meeting(first: Measure, second: Measure, side: float) -> tuple[float, float]:
    """Where T' = 1 beyond both hulls: (omega_1, omega_2), by bracketing."""
    end = first.ends()[1 if side > 0 else 0]
    unit = first.scale + second.scale

    def excess(distance: float) -> float:
        g, h_1 = _real(first, end + side * distance)
        try:
            return h_1 * _real(second, _partner(g, second, side))[1] - 1
        except NoOutlierError:
            return 1.0  # omega_2 would lie within the hull: this side of the edge

    near, far = _SHARE * unit, unit
    while excess(far) > 0:
        far *= 2
    if excess(near) < 0:
        raise DomainError(
            "the end is a point mass, or the sum of the two ends: give measures of which neither "
            "is a point mass, and no two end in masses that sum to more than one"
        )
    distance = optimize.brentq(excess, near, far, xtol=1e-300, rtol=1e-12)
    w = end + side * distance
    return w, _partner(_real(first, w)[0], second, side)


def _none(theta: Any = None) -> NoOutlierError:
    which = "the spike" if theta is None else f"theta = {theta}"
    return NoOutlierError(f"{which} has no outlier: give one farther from the bulk, or less noise")
