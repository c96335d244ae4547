"""The replica-symmetric solution: one, from the transition down, and unstable all the way.

q_l = f(beta^2 (K q)_l) with f(a) = E tanh^2(sqrt(a) z), z standard Gaussian. It is stationary for

    log Z / = sum_l N_l E log 2 cosh(beta sqrt((K q)_l) z)
              + (beta^2/2) sum_l v_l N_l N_(l+1) (1 - q_l)(1 - q_(l+1)).

f grows, f(a)/a falls from f'(0) = 1: a standard interference function, so that there is exactly one
positive solution where the Perron root of beta^2 K exceeds one, reached from every positive start,
and none before. The Hessian of the TAP free energy has the resolvent 1 - m^2 there, and Dyson's
equation is stable while the Perron root of beta^2 diag(E sech^4) K is below one (de Almeida and
Thouless). It never is: a E sech^4(Y) > E tanh^2(Y) for Y of every variance a > 0, so that this
matrix lifts the positive vector q, and its Perron root exceeds one (Collatz and Wielandt).

References: D. Sherrington and S. Kirkpatrick, Phys. Rev. Lett. 35 (1975) 1792; J. R. L. de Almeida
and D. J. Thouless, J. Phys. A 11 (1978) 983; T. Plefka, J. Phys. A 15 (1982) 1971; R. D. Yates,
IEEE J. Sel. Areas Commun. 13 (1995) 1341. The proof of instability is ours.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

y, t, a = sp.symbols("y t a", positive=True)
"""A Gaussian's value, its hyperbolic tangent, and its variance."""
k = sp.Symbol("k", integer=True, positive=True)
N, v, h, beta = sp.symbols("N v h beta", positive=True)
q = sp.Symbol("q", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 10))
DOMAIN = Domain(
    {
        y: _SCALE,
        t: Range(0, 1, draw=("1/100", "99/100")),
        a: _SCALE,
        k: Range(1, None, integer=True, closed=True, draw=(1, 60)),
        **dict.fromkeys((N, v, h, beta), _SCALE),
        q: Range(0, 1, draw=("1/100", "99/100")),
    }
)


@cache
def stationary() -> Derivation:
    """The functional's slope in the field's variance is (N/2) beta^2 (1 - q).

    By the heat equation d/dh E phi(sqrt(h) z) = E phi''(sqrt(h) z)/2. Of the other term the slope
    along q_m is -(beta^2/2) sum_l v_lm N_l N_m (1 - q_l), which cancels it.

    >>> stationary().result
    N*beta**2*(1 - q)/2
    """
    return Derivation(
        "Stationarity of the replica-symmetric functional",
        (
            Step(N * sp.log(2 * sp.cosh(beta * y)), "one layer, at the field $y$"),
            Step(
                N * beta**2 * (1 - sp.tanh(beta * y) ** 2) / 2,
                "half the second derivative",
                via=lambda e: sp.diff(e, y, 2) / 2,
            ),
            Step(
                N * beta**2 * (1 - q) / 2,
                "$E tanh^2 = q$",
                via=lambda e: e.subs(sp.tanh(beta * y) ** 2, q),
            ),
        ),
        DOMAIN,
    )


@cache
def scalable() -> Derivation:
    """f(a)/a falls: coefficients of t - (1 - t^2) atanh t, t = tanh y, all positive.

    d/da of f(a)/a has the sign of E[(y/2) d(tanh^2)/dy - tanh^2] = E t[(1 - t^2) y - t].

    >>> scalable().result
    2/((2*k - 1)*(2*k + 1))
    """
    return Derivation(
        "The replica-symmetric map is scalable",
        (
            Step(1 / (2 * k - 1) - 1 / (2 * k + 1),
                 "coefficient of $t^(2k+1)$, $k >= 1$, in $t - (1 - t^2) atanh t$; that of $t$ is "
                 "0"),
            Step(2 / ((2 * k - 1) * (2 * k + 1)), "positive"),
        ),
        DOMAIN,
    )  # fmt: skip


@cache
def by_parts() -> Derivation:
    """sech^4 is the derivative of tanh - tanh^3/3: a E sech^4(Y) = E Y (tanh Y - tanh^3 Y/3).

    >>> by_parts().result
    (1 - tanh(y)**2)**2
    """
    return Derivation(
        "Integration by parts",
        (
            Step(sp.tanh(y) - sp.tanh(y) ** 3 / 3, "for a Gaussian $Y$ of variance $a$"),
            Step(
                (1 - sp.tanh(y) ** 2) ** 2,
                "derivative: $sech^4$",
                via=lambda e: sp.diff(e, y),
            ),
        ),
        DOMAIN,
    )


@cache
def unstable() -> Derivation:
    """Coefficients of atanh(t) (t - t^3/3) - t^2: none is negative, so that its mean is positive.

    >>> unstable().result
    (4*k - 8)/((2*k - 3)*(6*k - 3))
    """
    by_parts()
    return Derivation(
        "The replica-symmetric solution is unstable",
        (
            Step(1 / (2 * k - 1) - 1 / (3 * (2 * k - 3)),
                 "coefficient of $t^(2k)$, $k >= 2$, in $atanh(t) (t - t^3/3)$; that of $t^2$ is "
                 "1"),
            Step(4 * (k - 2) / (3 * (2 * k - 1) * (2 * k - 3)), "not negative for $k >= 2$"),
        ),
        DOMAIN,
    )  # fmt: skip
