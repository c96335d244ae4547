"""Sharp asymptotics below the threshold energy, where the Hessian's shift is beyond the edge.

At x = -sqrt(N) v with v > sqrt 2 all eigenvalues of M lie on one side of x but with exponentially
small probability, and E det(M - x) is a Hermite polynomial: the matching polynomial of a complete
graph with weights 1/2. Hermite's integral over y = sqrt(N) (z - v)/i, by its saddle point, gives
rho_N(-sqrt(N) v) ~ amplitude(v) exp(-N I_1(v)); the count is then a Laplace integral over v, from
its end point.

Reference: A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201, by other
means; G. Szego, Orthogonal Polynomials (1939), 8.22, for Plancherel and Rotach.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.p_spin.exact_count import N
from glassproof.derivations.p_spin.model import p, u
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

v, a = sp.symbols("v a", positive=True)
"""v = -x/sqrt(N) = sqrt 2 cosh(log a)."""

SIZES = Range(2, None, integer=True, closed=True, draw=(2, 40))
DEGREES = Range(3, None, integer=True, closed=True, draw=(3, 12))
OUTSIDE = Domain(
    {v: Range(0, None, draw=("3/2", 6)), N: SIZES, p: DEGREES,
     a: Range(1, None, draw=("11/10", 9))},
    (v > sp.sqrt(2),),
)  # fmt: skip
"""Shifts beyond the edge sqrt 2."""
LEVEL = -u * sp.sqrt(p / (2 * (p - 1)))
"""v at energy u."""

root = sp.sqrt(v**2 - 2)
SADDLE = (v + root) / 2


def rate(value: sp.Expr = v) -> sp.Expr:
    """I_1: the integral of sqrt(x^2 - 2) from sqrt 2 to ``value``."""
    outer = sp.sqrt(value**2 - 2)
    return value * outer / 2 - sp.log((value + outer) / sp.sqrt(2))


@cache
def cost() -> Derivation:
    """I_1(v) in closed form, by v = sqrt 2 cosh(log a)."""
    b = sp.Symbol("b", positive=True)
    height = (a - 1 / a) / sp.sqrt(2)
    steps = (
        Step(height * sp.diff((a + 1 / a) / sp.sqrt(2), a), "$sqrt(x^2 - 2)$ dx in $a$"),
        Step(
            (a**2 - 1 / a**2) / 4 - sp.log(a),
            "integrate from $a = 1$",
            via=lambda e: sp.integrate(sp.expand(e.subs(a, b)), (b, 1, a)),
        ),
        Step(
            rate(), "$a = (v + sqrt(v^2 - 2))/sqrt 2$", via=lambda e: e.subs(a, sp.sqrt(2) * SADDLE)
        ),
    )
    return Derivation("cost of one eigenvalue beyond the edge", steps, OUTSIDE)


@cache
def saddle() -> Derivation:
    """Where log z + (z - v)^2, the exponent of Hermite's integral, is stationary."""
    z = sp.Symbol("z", positive=True)
    steps = (
        Step(sp.log(z) + (z - v) ** 2, "exponent of the integral of $z^(N-1) exp(N (z - v)^2)$"),
        Step(1 / z + 2 * (z - v), "its derivative", via=lambda e: sp.diff(e, z)),
        Step(sp.Integer(0), "at $z = (v + sqrt(v^2 - 2))/2$", via=lambda e: e.subs(z, SADDLE)),
    )
    return Derivation("saddle point of a Hermite polynomial", steps, OUTSIDE)


@cache
def log_amplitude() -> Derivation:
    """log rho_N(-sqrt(N) v) + N I_1(v), N large.

    >>> sp.simplify(sp.exp(2 * log_amplitude().result) * 4 * sp.pi * root * (v + root))
    1
    """
    saddle()
    gaussian = sp.log(2 / (2 - 1 / SADDLE**2)) / 2
    power = N * sp.log(SADDLE) - sp.log(SADDLE) + N * (SADDLE - v) ** 2
    stirling = sp.log(2 * sp.pi) / 2 + (N - 1) / 2 * sp.log(N / 2) - N / 2
    steps = (
        Step(
            (N - 1) / 2 * sp.log(N) + power + gaussian,
            "log of $H_(N-1)(sqrt(N) v)/2^(N-1) = E det(M + sqrt(N) v)$, by its saddle point",
        ),
        Step(
            (N - 1) / 2 * sp.log(N) + power + gaussian - N * v**2 / 2 - sp.log(2) / 2 - stirling,
            "$rho_N = E|det| exp(-x^2/2)/(sqrt 2 Gamma(N/2))$, by Stirling",
            via=lambda e: e - N * v**2 / 2 - sp.log(2) / 2 - stirling,
        ),
        Step(
            -N * rate() - sp.log(4 * sp.pi * root * (v + root)) / 2,
            "collect: $2 z^2 - 1 = sqrt(v^2 - 2) (v + sqrt(v^2 - 2))$",
        ),
        Step(
            -sp.log(4 * sp.pi * root * (v + root)) / 2,
            "beside $exp(-N I_1)$",
            via=lambda e: e + N * rate(),
        ),
    )
    return Derivation("one-point function beyond the edge", steps, OUTSIDE)


AMPLITUDE = 1 / sp.sqrt(4 * sp.pi * root * (v + root))
"""rho_N(-sqrt(N) v) exp(N I_1(v)) for large N."""


@cache
def sharp_count() -> Derivation:
    """E Crt_N(u)/exp(N Theta_p(u)) for large N at u < -E_inf, in v = -u sqrt(p/(2 (p-1)))."""
    slope = root + (p - 2) * v / p
    factor = 2 * sp.sqrt(2 / p)
    steps = (
        Step(AMPLITUDE, "the one-point function beyond the edge, over $exp(-N I_1)$"),
        Step(
            factor * AMPLITUDE,
            "the exact density of shifts, over $(p-1)^(N/2) exp(-N (p-2) v^2/(2p))$",
            via=lambda e: factor * e,
        ),
        Step(
            factor * AMPLITUDE / (sp.sqrt(N) * slope),
            "integrate over $x = -sqrt(N) v$ beyond the end point: the exponent's slope is $N "
            "(I_1' - Phi')$",
            via=lambda e: e * sp.sqrt(N) / (N * slope),
        ),
    )
    return Derivation("sharp count at low energy", steps, OUTSIDE)


@cache
def next_order() -> Derivation:
    """b(v): the exact count is the sharp one times 1 + b/N + O(1/N^2), v fixed."""
    z = sp.Symbol("z", positive=True)
    f = sp.log(z) + (z - v) ** 2
    f2, f3, f4 = (sp.diff(f, z, order) for order in (2, 3, 4))
    # of the integral of exp(N f)/z along z + i y, with 1/z's first two derivatives
    at_saddle = -1 / (z**2 * f2) + f4 / (8 * f2**2) - 5 * f3**2 / (24 * f2**3)
    at_saddle -= f3 / (2 * z * f2**2)
    slope = root + (p - 2) * v / p
    end = sp.diff(sp.log(AMPLITUDE), v) / slope - sp.diff(slope, v) / slope**2
    hermite = (at_saddle - sp.Rational(1, 6)).subs(z, SADDLE)
    steps = (
        Step(at_saddle, "the second term of the saddle point's expansion of $H_(N-1)$"),
        Step(
            at_saddle - sp.Rational(1, 6),
            "$Gamma(N/2)$ exceeds Stirling's formula by $1/(6N)$",
            via=lambda e: e - sp.Rational(1, 6),
        ),
        Step(hermite, "at the saddle point", via=lambda e: e.subs(z, SADDLE)),
        Step(
            hermite + end,
            "the second term of the integral beyond the end point: the derivative of "
            "amplitude/slope, over the amplitude",
            via=lambda e: e + end,
        ),
    )
    saddles = Range(0, None, draw=("1", 6))
    return Derivation(
        "next order of the sharp count", steps, Domain({**OUTSIDE.ranges, z: saddles})
    )


@cache
def next_order_at_the_edge() -> Derivation:
    """b(v) I_1(v) as v -> sqrt 2: the correction grows like 1/(N I_1).

    >>> next_order_at_the_edge().result
    -5/72
    """
    by_a = {root: (a - 1 / a) / sp.sqrt(2), v: (a + 1 / a) / sp.sqrt(2)}
    area = (a**2 - 1 / a**2) / 4 - sp.log(a)
    steps = (
        Step(next_order().result, "$b(v)$"),
        Step(
            next_order().result.subs(by_a),
            "$v = sqrt 2 cosh(log a)$",
            via=lambda e: e.subs(by_a),
        ),
        Step(
            sp.Rational(-5, 48),
            "times $(a-1)^3$, at $a = 1$",
            via=lambda e: sp.cancel(sp.together(e * (a - 1) ** 3)).subs(a, 1),
        ),
        Step(
            sp.Rational(-5, 72),
            "times the limit of $I_1/(a-1)^3$",
            via=lambda e: e * sp.limit(area / (a - 1) ** 3, a, 1),
        ),
    )
    return Derivation("next order at the edge", steps, OUTSIDE)
