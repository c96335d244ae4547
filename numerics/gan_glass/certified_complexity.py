"""Theta enclosed by a ball: a feasible point from below, a supporting plane from above.

The exponent f is concave (:mod:`glassproof.derivations.gan_glass.complexity`). At any point v0 with
gradient r + sum lambda_i a_i, lambda_i >= 0, and for any v with a_i.v <= c_i,

    f(v) <= f(v0) + sum lambda_i (c_i - a_i.v0) + |r| |v - v0|,

and v may be kept within an explicit radius: Jensen's inequality, Phi <= log(int (lambda - x)^2)/2,
makes f smaller than f(v0) - 1 beyond it. The float64 maximiser serves as v0; nothing else is taken
on trust. With an index, index 0 demands d_D >= E_D and d_G <= -E_G, two linear constraints more;
larger indices cost more, so the upper end holds for them as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa
from glassproof.derivations.gan_glass import kac_rice, large_deviations, stirling
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.certified_spectrum import branch_ball, log_potential_ball
from glassproof.numerics.gan_glass.complexity import maximiser

BITS, DIGITS = 256, 60
ACTIVE = 1e-6
"""Constraints closer than this to equality, relative to their bounds, may carry a multiplier."""
MARGIN = 1e-9
"""By how much the feasible point stays inside the bounds, relative to the losses' scale."""


@dataclass(frozen=True)
class _Glass:
    """The parameters exactly, and the constants of the exponent as balls."""

    point: dict[sp.Symbol, sp.Rational]
    b2: sp.Rational
    b12: sp.Rational
    constant: flint.arb
    edge_D: flint.arb
    edge_G: flint.arb

    @property
    def m(self) -> int:
        return int(self.point[p] + self.point[q])

    @property
    def sigma(self) -> flint.arb:
        return _arb(self.point[sigma_z])

    @property
    def weights(self) -> tuple[flint.arb, flint.arb, flint.arb]:
        """Inverse variances of (alpha, G, delta)."""
        scale = flint.arb(2) ** self.m
        return flint.arb(1), 1 / scale, 1 / (self.m * scale)


def _arb(value: Any) -> flint.arb:
    rational = sp.Rational(value)
    return flint.arb(flint.fmpq(int(rational.p), int(rational.q)))


def _glass(**parameters: Any) -> _Glass:
    point = {s: sp.Rational(Fraction(str(parameters[str(s)]))) for s in (p, q, sigma_z, kappa)}
    MODEL_DOMAIN.require({str(s): Fraction(int(v.p), int(v.q)) for s, v in point.items()})
    b2, b12 = (sp.expand(f().result ** 2).subs(point) for f in (kac_rice.b, kac_rice.b1))
    scales = {**point, b: sp.sqrt(b2), b1: sp.sqrt(b12)}
    edges = [
        enclose(edge().result.subs(scales), digits=DIGITS).real
        for edge in (large_deviations.edge_D, large_deviations.edge_G)
    ]
    constant = enclose(stirling.K().result, point, DIGITS).real
    return _Glass(point, b2, b12, constant, *edges)


@dataclass(frozen=True)
class _Place:
    """A point (alpha, G, delta) with the value and the gradient of the exponent there."""

    v: tuple[flint.arb, flint.arb, flint.arb]
    value: flint.arb
    gradient: tuple[flint.arb, flint.arb, flint.arb]


def _place(glass: _Glass, x: float, x1: float, G: float) -> _Place:
    """The exponent at the point with these shifts and this G (exact, as doubles are)."""
    sigma, m, pp, share = glass.sigma, glass.m, int(glass.point[p]), _arb(glass.point[kappa])
    root2 = flint.arb(2).sqrt()
    delta = m * _arb(Fraction(G)) - 2 * root2 * _arb(Fraction(x)) / sigma
    alpha = (sigma * delta - root2 * _arb(Fraction(x1))) / pp
    v = (alpha, _arb(Fraction(G)), delta)
    spectrum = {
        "x1": sp.Rational(Fraction(x1)), "kappa": glass.point[kappa],
        "b": sp.sqrt(glass.b2), "b1": sp.sqrt(glass.b12),
    }  # fmt: skip
    at = sp.Rational(Fraction(x))
    potential = log_potential_ball(at, **spectrum, digits=DIGITS)
    g_D, g_G = (ball.real for ball in branch_ball(at, **spectrum, digits=DIGITS))
    slope_D, slope = share * g_D, share * g_D + (1 - share) * g_G
    weights = glass.weights
    quadratic = sum((w * c * c for w, c in zip(weights, v, strict=True)), flint.arb(0))
    gradient = (
        -weights[0] * v[0] - pp / root2 * slope_D,
        -weights[1] * v[1] + sigma * m / (2 * root2) * slope,
        -weights[2] * v[2] + sigma / (2 * root2) * (2 * slope_D - slope),
    )
    return _Place(v, glass.constant + potential - quadratic / 2, gradient)


Constraint = tuple[tuple[flint.arb, flint.arb, flint.arb], flint.arb]
"""(a, c): a.v <= c."""


def _constraints(glass: _Glass, u_D: float, u_G: float, index: bool) -> list[Constraint]:
    zero, one, sigma, m = flint.arb(0), flint.arb(1), glass.sigma, glass.m
    found: list[Constraint] = []
    if u_D < math.inf:
        found.append(((one, -sigma, zero), _arb(Fraction(u_D))))
    if u_G < math.inf:
        found.append(((zero, sigma, zero), _arb(Fraction(u_G))))
    if index:
        root8 = flint.arb(8).sqrt()
        pp = int(glass.point[p])
        found.append(((2 * pp / root8, -sigma * m / root8, -sigma / root8), -glass.edge_D))
        found.append(((zero, sigma * m / root8, -sigma / root8), -glass.edge_G))
    return found


def _dot(a: Sequence[flint.arb], v: Sequence[flint.arb]) -> flint.arb:
    return sum((s * t for s, t in zip(a, v, strict=True)), flint.arb(0))


def _norm(weights: Sequence[flint.arb], v: Sequence[flint.arb]) -> flint.arb:
    """An upper bound of the square root of sum w v^2."""
    square = sum((w * c * c for w, c in zip(weights, v, strict=True)), flint.arb(0))
    return square.upper().max(flint.arb(0)).sqrt()


def _upper(glass: _Glass, place: _Place, constraints: list[Constraint]) -> flint.arb:
    """The bound by the supporting plane at ``place``; only active constraints help."""
    from scipy.optimize import nnls  # here, since stored evidence is reported without it

    weights = glass.weights
    gaps = [float((c - _dot(a, place.v)).mid()) for a, c in constraints]
    scales = [1 + abs(float(c.mid())) for _, c in constraints]
    active = [gap < ACTIVE * scale for gap, scale in zip(gaps, scales, strict=True)]
    constraints = [pair for pair, used in zip(constraints, active, strict=True) if used]
    sizes = np.sqrt([float(w.mid()) for w in weights])
    slopes = np.array([[float(entry.mid()) for entry in a] for a, _ in constraints]).reshape(-1, 3)
    gradient = np.array([float(entry.mid()) for entry in place.gradient])
    multipliers = nnls((slopes / sizes).T, gradient / sizes)[0] if constraints else []
    residual, bound = list(place.gradient), place.value
    for multiplier, (a, c) in zip(multipliers, constraints, strict=True):
        factor = _arb(Fraction(float(multiplier)))
        residual = [r - factor * entry for r, entry in zip(residual, a, strict=True)]
        bound += factor * (c - _dot(a, place.v))
    norm = _norm([1 / w for w in weights], residual)
    here = _norm(weights, place.v)
    return bound + norm * (_radius(glass, place.value) + here)


def _radius(glass: _Glass, value: flint.arb) -> flint.arb:
    """A bound of |v| (in standard units) wherever f(v) >= ``value`` - 1.

    Phi <= log(s + c |v|^2)/2 with s = (b^2 + kappa b1^2)/2, d_D^2 + d_G^2 <= c |v|^2; and
    log(s + c t) <= log(s + 2c) + (t - 2)/2.
    """
    share = _arb(glass.point[kappa])
    s = (_arb(glass.b2) + share * _arb(glass.b12)) / 2
    along = glass.sigma**2 * flint.arb(2) ** glass.m * glass.m * (glass.m + 1) / 4
    c = int(glass.point[p]) ** 2 / flint.arb(2) + along
    squared = 4 * (glass.constant - value + 1) + 2 * (s + 2 * c).log()
    return squared.upper().max(flint.arb(0)).sqrt()


def theta_ball(
    u_D: float,
    u_G: float,
    *,
    p: int,
    q: int,
    sigma_z: Any,
    kappa: Any,
    index: bool = False,
) -> flint.arb:
    """A ball that contains Theta(u_D, u_G); with ``index``, Theta at index (0, 0).

    The upper end bounds Theta at every index (k_D, k_G) as well. Bounds are finite or +inf;
    ``sigma_z`` and ``kappa`` are exact: int, Fraction or decimal text (a float counts as the
    decimal it prints as). Width about 1e-8 of the exponent's scale. :class:`DomainError` outside
    the model's domain.

    >>> glass = {"p": 3, "q": 3, "sigma_z": 1, "kappa": "9/10"}
    >>> ball = theta_ball(math.inf, math.inf, **glass)
    >>> abs(float(ball.mid()) - 0.6187414026) < 1e-9, float(ball.rad()) < 1e-9
    (True, True)
    """
    exact = {"p": p, "q": q, "sigma_z": sigma_z, "kappa": kappa}
    with flint.ctx.workprec(BITS):
        glass = _glass(**exact)
        floats: dict[str, Any] = {
            "p": int(p), "q": int(q),
            "sigma_z": float(Fraction(str(sigma_z))), "kappa": float(Fraction(str(kappa))),
        }  # fmt: skip
        indices = {"k_D": 0, "k_G": 0} if index else {}
        constraints = _constraints(glass, u_D, u_G, index)
        best = maximiser(u_D, u_G, **floats, **indices)
        top = _place(glass, best.x, best.x1, best.G)
        upper = _upper(glass, top, constraints)
        slack = MARGIN * (1 + floats["sigma_z"] * 2 ** (glass.m / 2))
        low = maximiser(u_D - slack, u_G - slack, **floats, **indices)
        step = MARGIN * (1 + abs(low.x) + abs(low.x1)) if index else 0.0
        inner = _place(glass, low.x - step, low.x1 + 3 * step, low.G)
        if not all(_dot(a, inner.v) <= c for a, c in constraints):
            raise DomainError(
                f"no feasible point was certified at u_D = {u_D}, u_G = {u_G}: widen the bounds"
            )
        return inner.value.union(upper)
