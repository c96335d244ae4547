"""Which inputs keep a rectified unit's activation as its weights move.

The unit is active where w . h > 0. For h Gaussian (or of any law that no rotation changes) it keeps
what it was, active or not, with probability 1 - phi/pi, phi the angle between the weights. Towards
w + lambda sign(w), of d weights, with |w|_1 = sum |w_i|,

    s = |w|_1/|w|^2,    t = sqrt(d |w|^2 - |w|_1^2)/|w|^2,    tan phi = |lambda| t/(1 + lambda s),

so that for lambda > 0 the angle is smaller at lambda than at -lambda, unless t = 0 (all weights of
one size): more activations survive. Both sides agree to first order in lambda, and differ at
second.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

lam = sp.Symbol("lambda", real=True)
s, t, Q = sp.symbols("s t Q", positive=True)
"""The cut's coordinate; s and t as above; Q = |w|^2."""

_SCALE = Range(0, None, log=True, draw=("1/100", 10))
PATTERNS = Domain(dict.fromkeys((lam, s, t, Q), _SCALE))
BEFORE_THE_ORIGIN = Domain(PATTERNS.ranges, (sp.Lt(lam * s, 1),))
"""Cuts towards -lambda that have not turned by a right angle."""


def _parts(at: sp.Expr) -> sp.Matrix:
    """Of w + at sign(w), in units of |w|: along w, across w."""
    return sp.Matrix([1 + at * s, sp.Abs(at) * t])


@cache
def squared_length() -> Derivation:
    """|w + lambda sign(w)|^2 by s and t: the parts along and across w are what they are said to be.

    >>> squared_length().result
    Q*(lambda**2*t**2 + (lambda*s + 1)**2)
    """
    return Derivation(
        "The length of the moved weights",
        (
            Step(Q + 2 * lam * (s * Q) + lam**2 * (t**2 + s**2) * Q,
                 "$|w|^2 + 2 lambda |w|_1 + lambda^2 d$, with $d = (t^2 + s^2) |w|^2$"),
            Step(Q * ((1 + lam * s) ** 2 + (lam * t) ** 2), "along $w$ and across it"),
        ),
        PATTERNS,
    )  # fmt: skip


def surviving(at: sp.Expr) -> sp.Expr:
    """The share of inputs that keep the unit's activation: 1 - phi/pi."""
    along, across = _parts(at)
    return 1 - sp.atan2(across, along) / sp.pi


@cache
def share() -> Derivation:
    """The share at lambda > 0.

    >>> share().result
    -atan(lambda*t/(lambda*s + 1))/pi + 1
    """
    squared_length()
    return Derivation(
        "Activations that survive",
        (
            Step(_parts(lam), "the weights at $lambda$, along and across $w$"),
            Step(
                1 - sp.atan(lam * t / (1 + lam * s)) / sp.pi,
                "a half-plane and its rotation by $phi$ share all but $2 phi$ of the circle's $2 "
                "pi$",
                via=lambda parts: 1 - sp.atan(parts[1] / parts[0]) / sp.pi,
            ),
        ),
        PATTERNS,
    )


@cache
def more_survive() -> Derivation:
    """The tangents of the two angles: that at -lambda is larger by a positive amount.

    Beyond lambda s = 1 the angle at -lambda is more than a right one, and that at lambda less.

    >>> more_survive().result.subs({lam: 1, s: sp.Rational(1, 2), t: 1})
    4/3
    """
    ahead, behind = (across / along for along, across in map(_parts, (lam, -lam)))
    return Derivation(
        "More activations survive towards positive $lambda$",
        (
            Step(behind - ahead, "$tan phi(-lambda) - tan phi(lambda)$"),
            Step(2 * lam**2 * s * t / ((1 - lam * s) * (1 + lam * s)), "positive if $t > 0$"),
        ),
        BEFORE_THE_ORIGIN,
    )


@cache
def second_order() -> Derivation:
    """2 s t/pi: what stands beside lambda^2 in share(lambda) - share(-lambda); lambda has nothing.

    >>> second_order().result
    2*s*t/pi
    """
    x = sp.Symbol("x", real=True)
    ahead = sp.atan(x * t / (1 + x * s))
    behind = sp.atan(x * t / (1 - x * s))

    def coefficients(M: sp.Matrix) -> sp.Matrix:
        return sp.Matrix([sp.diff(M[0], x, n).subs(x, 0) / sp.factorial(n) for n in range(3)])

    return Derivation(
        "The order of the difference",
        (
            Step(sp.Matrix([(behind - ahead) / sp.pi]), "$share(x) - share(-x)$, near $x = 0$"),
            Step(sp.Matrix([0, 0, 2 * s * t / sp.pi]), "Taylor coefficients of order 0, 1, 2",
                 via=coefficients),
            Step(2 * s * t / sp.pi, "the last", via=lambda M: M[2]),
        ),
        PATTERNS,
    )  # fmt: skip
