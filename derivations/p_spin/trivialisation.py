"""How a random field makes the landscape trivial: the count on both sides of the threshold.

By Kac and Rice the expected number depends on N and t = f''(1)/f'(1) alone,

    2 sqrt(2t/(1+t)) t^((N-1)/2) int exp(-(t-1) x^2/(2 (1+t))) rho_N(x) dx,

2N at t = 1. For t < 1 the integrand is largest beyond the edges, for t > 1 at bounded x.

Reference: Y. V. Fyodorov, Markov Proc. Rel. Fields 21 (2015) 483, by other means.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.p_spin.beyond_the_edge import SIZES, rate
from glassproof.derivations.p_spin.exact_count import N, density_of_shifts, f1, f2, rho, x
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

t, w = sp.symbols("t w", positive=True)
"""f''(1)/f'(1), and |x|/sqrt(N)."""
RATIO = Domain(
    {
        t: Range(0, None, draw=("1/10", 6)),
        N: SIZES,
        x: Range(None, None),
        rho: Range(0, None, draw=("1/10", 4)),
        f1: Range(0, None, draw=("1/4", 20)),
        f2: Range(0, None, draw=("1/4", 20)),
    }
)


@cache
def by_ratio() -> Derivation:
    """Critical points per shift, by t alone."""
    weight = 2 * sp.sqrt(2 * t / (1 + t)) * t ** ((N - 1) / 2)
    weight *= sp.exp(-(t - 1) * x**2 / (2 * (1 + t)))
    steps = (
        Step(density_of_shifts().result, "critical points per shift, any kernel"),
        Step(weight * rho, "$f'' = t f'$", via=lambda e: e.subs(f2, t * f1)),
    )
    return Derivation("critical points per shift, by the ratio", steps, RATIO)


MAXIMUM = (1 + t) / sp.sqrt(2 * t)
"""Where (1-t) w^2/(2 (1+t)) - I_1(w) is largest, t < 1; sqrt(w^2 - 2) = (1-t)/sqrt(2t) there."""
_BELOW_ONE = Domain({t: Range(0, 1, draw=("1/10", "9/10")), N: SIZES})


@cache
def exponent() -> Derivation:
    """The exponent of the count, t = f''/f' < 1: zero."""
    height = (1 - t) / sp.sqrt(2 * t)
    at = {sp.sqrt(w**2 - 2): height, w: MAXIMUM}
    steps = (
        Step((1 - t) * w**2 / (2 * (1 + t)) - rate(w), "per $N$, but for $(log t)/2$"),
        Step(
            (1 - t**2) / (4 * t) - ((1 - t**2) / (4 * t) + sp.log(t) / 2),
            "at the maximum $w = (1+t)/sqrt(2t)$",
            via=lambda e: e.subs(at),
        ),
        Step(
            sp.Integer(0), "with $(log t)/2$ of $(f''/f')^(N/2)$", via=lambda e: e + sp.log(t) / 2
        ),
    )
    return Derivation("exponent beyond the threshold", steps, _BELOW_ONE)


@cache
def maximum() -> Derivation:
    """The exponent is stationary there, with second derivative -4t/(1-t^2)."""
    height = (1 - t) / sp.sqrt(2 * t)
    at = {sp.sqrt(w**2 - 2): height, w: MAXIMUM}
    slope = (1 - t) * w / (1 + t) - sp.sqrt(w**2 - 2)
    steps = (
        Step(sp.Matrix([slope, sp.diff(slope, w)]), "first and second derivative"),
        Step(
            sp.Matrix([0, -4 * t / (1 - t**2)]),
            "at $w = (1+t)/sqrt(2t)$",
            via=lambda e: e.subs(at),
        ),
    )
    return Derivation("maximum beyond the threshold", steps, _BELOW_ONE)


@cache
def two_points() -> Derivation:
    """The expected number of critical points beyond the threshold, f'' < f'.

    >>> two_points().result
    2
    """
    exponent(), maximum()
    height = (1 - t) / sp.sqrt(2 * t)
    amplitude = 1 / sp.sqrt(4 * sp.pi * height * (MAXIMUM + height))
    width = sp.sqrt(2 * sp.pi * (1 - t**2) / (4 * t * N))
    factor = 2 * sp.sqrt(2 * t / (1 + t)) / sp.sqrt(t)
    steps = (
        Step(amplitude, "the one-point function at $w = (1+t)/sqrt(2t)$, over $exp(-N I_1)$"),
        Step(
            amplitude * 2 * sp.sqrt(N) * width,
            "Laplace's integral over $x = sqrt(N) w$, at both signs",
            via=lambda e: e * 2 * sp.sqrt(N) * width,
        ),
        Step(
            sp.Integer(2),
            "times $2 sqrt(2f''/(f'+f'')) (f'/f'')^(1/2)$",
            via=lambda e: e * factor,
        ),
    )
    return Derivation("two points beyond the threshold", steps, _BELOW_ONE)


@cache
def at_the_threshold() -> Derivation:
    """At f'' = f' the expected number is 2N at every N: a constant times the integral of rho_N.

    >>> at_the_threshold().result
    2*N
    """
    steps = (
        *by_ratio().steps,
        Step(2 * rho, "$t = 1$", via=lambda e: e.subs(t, 1)),
        Step(2 * N, "the one-point function's integral is $N$", via=lambda e: e.subs(rho, N)),
    )
    return Derivation("count at the threshold", steps, RATIO)


@cache
def before_the_threshold() -> Derivation:
    """The expected number for large N before the threshold, t = f''/f' > 1.

    >>> before_the_threshold().result
    4*sqrt(2)*sqrt(N)*t**(N/2)*sqrt(1/(t - 1))/sqrt(pi)
    """
    c = (t - 1) / (2 * (1 + t))
    factor = 2 * sp.sqrt(2 * t / (1 + t)) * t ** ((N - 1) / 2)
    steps = (
        Step(sp.sqrt(2 * N) / sp.pi, "the one-point function at bounded $x$: the semicircle's top"),
        Step(
            sp.sqrt(2 * N) / sp.pi * sp.sqrt(sp.pi / c),
            "integrate $exp(-c x^2)$, $c = (t-1)/(2 (1+t))$",
            via=lambda e: e * sp.sqrt(sp.pi / c),
        ),
        Step(
            4 * sp.sqrt(2 * N / (sp.pi * (t - 1))) * t ** (N / 2),
            "times $2 sqrt(2t/(1+t)) t^((N-1)/2)$",
            via=lambda e: e * factor,
        ),
    )
    domain = Domain({t: Range(1, None, draw=("11/10", 9)), N: SIZES})
    return Derivation("count before the threshold", steps, domain)
