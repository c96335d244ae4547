"""Standard interference functions: positive, monotone, scalable maps have one fixed point.

F maps vectors of nonnegative numbers to vectors of positive numbers; u <= v implies
F(u) <= F(v); and F(l u) < l F(u) for every l > 1. If F(v) <= v for some v, then F has exactly one
fixed point, and u, F(u), F(F(u)), ... reaches it from every u >= 0:

* from u = 0 the iterates grow, from v they fall, and the limits are fixed points (F is continuous);
* fixed points u, v with l = max u_i/v_i > 1 would give u = F(u) <= F(l v) < l F(v) = l v, but
  equality holds in the coordinate of the maximum; so u <= v, and v <= u by symmetry;
* any u lies between 0 and l v with l > 1, F(l v) <= l v, and what lies between is squeezed.

The map here is F_l(d) = tau tr C_l S(d)^(-1), S(d) = sum_j w_j C_j/(1 + d_j) + z I, with weights
w_j >= 0, tau > 0, z > 0 and C_l >= 0, not zero. F(d) <= tau tr C_l/z gives the v that is asked for.
Inversion reverses the order of positive definite matrices, so that monotone and scalable are
statements about the numbers 1/(1 + d), which the steps below check.

Reference: R. D. Yates, A framework for uplink power control in cellular radio systems, IEEE J. Sel.
Areas Commun. 13 (1995) 1341-1347.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

d, g, z, sigma = sp.symbols("d g z sigma", positive=True)
_RANGE = Range(0, None, log=True, draw=("1/100", 100))
DOMAIN = Domain({d: _RANGE, g: _RANGE, z: _RANGE, sigma: _RANGE})
"""l = 1 + g, the excess g > 0, so that signs can be read off; sigma is the norm of S(d)."""


@cache
def monotone() -> Derivation:
    """The weight 1/(1 + d) of C_j in S falls as d grows: S falls, its inverse and F grow.

    >>> monotone().result
    g/((d + 1)*(d + g + 1))
    """
    return Derivation(
        "The map is monotone",
        (
            Step(1 / (1 + d), "weight of a class in $S$"),
            Step(
                g / ((1 + d) * (1 + d + g)),
                "what is lost of it where $d$ grows by $g$: positive",
                via=lambda e: e - e.subs(d, d + g),
            ),
        ),
        DOMAIN,
    )


@cache
def scalable() -> Derivation:
    """l S(l d) > S(d) for l = 1 + g > 1: hence F(l d) < l F(d).

    What l S(l d) has over S(d) is, class by class, the number below times C_j, and (l - 1) z I.

    >>> scalable().result
    g/((d + 1)*(d*(g + 1) + 1))
    """
    return Derivation(
        "The map is scalable",
        (
            Step(1 / (1 + d), "weight of a class in $S$"),
            Step(
                g / ((1 + d) * (1 + d * (1 + g))),
                "$l$ times the weight at $l d$, less the weight at $d$: positive",
                via=lambda e: (1 + g) * e.subs(d, d * (1 + g)) - e,
            ),
        ),
        DOMAIN,
    )


@cache
def contraction() -> Derivation:
    """F(l d) <= l F(d)/(1 + (l - 1) z/sigma) with sigma the norm of S(d): a strict contraction.

    l S(l d) >= S(d) + (l - 1) z I >= S(d) (1 + (l - 1) z/sigma). The factor by which one step
    multiplies the distance max |log u_i - log v_i| of two vectors is below one; its value for
    small distances is 1 - z/sigma.

    >>> contraction().result
    1 - z/sigma
    """
    return Derivation(
        "The map contracts in the logarithm",
        (
            Step((1 + g) / (1 + g * z / sigma), "$F(l d)/F(d)$ is at most this, $l = 1 + g$"),
            Step(
                1 - z / sigma,
                "its logarithm over $log(1 + g)$ as $g$ tends to 0: the slope there",
                via=lambda e: sp.diff(e, g).subs(g, 0),
            ),
        ),
        DOMAIN,
    )
