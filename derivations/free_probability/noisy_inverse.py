"""The regularised inverse of a noisy matrix: (s X + A + lambda)^(-1) against its equivalent.

X is a large Gaussian orthogonal matrix whose spectrum fills [-2, 2], and -lambda is outside the
spectrum of H = s X + A. The equivalent is (A + lambda - s^2 g)^(-1), g = tr (H + lambda)^(-1)/N:
the subordination function at -lambda is s^2 g - lambda. What follows:

(i)   u^T (H + lambda)^(-1) v differs from its equivalent by a Gaussian variable of order N^(-1/2);
      in the sum over ladders each rung gives s^2 tr Q^2/N, Q the equivalent.
(ii)  E R^2 ~ -d Q/d lambda, R the inverse itself, so that |R v - Q v|^2 does not tend to zero.
(iii) for v = H w, which is not independent, R v = w - lambda R w.

References: A. Knowles and J. Yin, Probab. Theory Relat. Fields 169 (2017) 257-352; A. Lytova and
L. Pastur, J. Stat. Phys. 134 (2009) 147-159.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.outliers import BULK, s, t_1, t_2, w
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

lam = sp.Symbol("lambda", positive=True)
c = sp.Symbol("c", real=True)
g, shift = sp.symbols("g lambda_1", positive=True)
"""The regularisation; u^T v of unit vectors; tr (H + lambda)^(-1)/N; lambda' = lambda - s^2 g."""

_SCALE = Range(0, None, log=True, draw=("1/10", 10))
DOMAIN = Domain(
    {s: _SCALE, lam: _SCALE, c: Range(-1, 1, closed=True, draw=(-1, 1))}, (lam > 2 * s,)
)
"""No A: lambda beyond the edge 2 s."""


def _root() -> sp.Expr:
    return sp.sqrt(lam**2 - 4 * s**2)


@cache
def mean_trace() -> Derivation:
    """g = (lambda - sqrt(lambda^2 - 4 s^2))/(2 s^2): the equivalent without A is g I.

    >>> mean_trace().result.subs({s: 1, lam: sp.Rational(5, 2)})
    1/2
    """
    return Derivation(
        "The equivalent without $A$",
        (
            Step(g * (lam - s**2 * g) - 1, "$g = 1/(lambda - s^2 g)$"),
            Step(
                (lam - _root()) / (2 * s**2),
                "the root that vanishes as $lambda$ grows",
                via=lambda e: min(sp.solve(e, g), key=lambda x: x.subs({s: 1, lam: 4})),
            ),
        ),
        DOMAIN,
    )


@cache
def rate() -> Derivation:
    """(1 + (u^T v)^2) s^2 g^4/(1 - s^2 g^2): N times the variance of u^T R v, no A.

    R = O D O^T with O of Haar's law: (1 + (u^T v)^2) times the variance of the eigenvalues of R
    within one matrix, which is -dg/dlambda - g^2.

    >>> rate().result.subs({s: 1, lam: sp.Rational(5, 2), c: 0})
    1/12
    """
    value = mean_trace().result
    return Derivation(
        "Fluctuations of a bilinear form",
        (
            Step((1 + c**2) * (-sp.diff(value, lam) - value**2),
                 "Haar's law: $(1 + (u^T v)^2) (tr R^2/N - (tr R/N)^2)$"),
            Step(
                (1 + c**2) * s**2 * value**4 / (1 - s**2 * value**2),
                "the ladder: one rung $s^2 g^4$, each further one $s^2 g^2$",
            ),
        ),
        DOMAIN,
    )  # fmt: skip


@cache
def shift_rate() -> Derivation:
    """d lambda'/d lambda = 1/(1 - s^2 tr Q^2/N), lambda' = lambda - s^2 g, A of two atoms.

    >>> at = {s: 1, w: sp.Rational(1, 2), t_1: 1, t_2: 1, shift: 1}
    >>> shift_rate().result.subs(at)
    4/3
    """
    return Derivation(
        "How the effective regularisation moves",
        (
            Step(
                shift + s**2 * (w / (t_1 + shift) + (1 - w) / (t_2 + shift)),
                "$lambda$ as a function of $lambda'$, $g = tr Q/N$",
            ),
            Step(
                1 - s**2 * (w / (t_1 + shift) ** 2 + (1 - w) / (t_2 + shift) ** 2),
                "differentiate",
                via=lambda e: sp.diff(e, shift),
            ),
            Step(
                1 / (1 - s**2 * (w / (t_1 + shift) ** 2 + (1 - w) / (t_2 + shift) ** 2)),
                "invert",
                via=lambda e: 1 / e,
            ),
        ),
        Domain({**BULK.ranges, shift: _SCALE}, (t_1 > -shift, t_2 > -shift)),
    )


@cache
def vector_error() -> Derivation:
    """s^2 g^4/(1 - s^2 g^2): the limit of |R v - g v|^2/|v|^2 without A.

    >>> vector_error().result.subs({s: 1, lam: sp.Rational(5, 2)})
    1/12
    """
    value = mean_trace().result
    second = sp.Symbol("r", positive=True)
    return Derivation(
        "The vector's error",
        (
            Step(
                second - 2 * value * value + value**2, "$v^T R^2 v - 2 g v^T R v + g^2$, $|v| = 1$"
            ),
            Step(
                -sp.diff(value, lam) - value**2,
                "$R^2$ is minus the derivative of $R$ in $lambda$: $r = -g'$",
                via=lambda e: e.subs(second, -sp.diff(value, lam)),
            ),
            Step(s**2 * value**4 / (1 - s**2 * value**2), "by the equation for $g$"),
        ),
        Domain({**DOMAIN.ranges, second: _SCALE}, DOMAIN.where),
    )


@cache
def same_batch() -> Derivation:
    """-s^2 g^2: the limit of w^T R v, v = H w, |w| = 1, without A; that of w^T Q v is zero.

    >>> same_batch().result.subs({s: 1, lam: sp.Rational(5, 2)})
    -1/4
    """
    value = mean_trace().result
    x = sp.Symbol("x", real=True)
    return Derivation(
        "A gradient of the same batch",
        (
            Step(x / (x + lam), "$R H$ on an eigenvector, $s X = x$ there"),
            Step(1 - lam / (x + lam), "$R H = 1 - lambda R$"),
            Step(
                1 - lam * value,
                "$w^T R w$ tends to $g$",
                via=lambda e: e.subs(1 / (x + lam), value),
            ),
            Step(-(s**2) * value**2, "$lambda g = 1 + s^2 g^2$"),
        ),
        Domain({**DOMAIN.ranges, x: Range(draw=(-1, 8))}, (*DOMAIN.where, x > -lam)),
    )
