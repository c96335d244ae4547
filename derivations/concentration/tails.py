"""Exponential concentration P(|f(x) - E f(x)| >= t) <= C exp(-(t/c)^q), under maps.

x is q-exponentially concentrated with (C, c) if that holds for every 1-Lipschitz f, with one C and
one c for all f. A standard Gaussian vector of any dimension is, with q = 2, C = 2, c = sqrt 2: its
logarithmic Sobolev constant does not depend on the dimension, and Herbst's argument turns it into
exp(-t^2/(2 L^2)) on each side for an L-Lipschitz f.

References: L. Gross, Amer. J. Math. 97 (1975) 1061-1083; M. Ledoux, The concentration of measure
phenomenon, Amer. Math. Soc. (2001), Proposition 1.3.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.concentration import delta, herbst, lipschitz
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

C, c, q, t = sp.symbols("C c q t", positive=True)
lam, other = sp.symbols("lambda_G lambda_H", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
TAIL_DOMAIN = Domain(
    {
        C: _SCALE,
        c: _SCALE,
        t: _SCALE,
        lam: _SCALE,
        other: _SCALE,
        q: Range(0, None, draw=("1/2", 4)),
    }
)
"""Where the tails must hold."""


@cache
def gaussian_tail() -> Derivation:
    """2 exp(-t^2/2): both tails of a 1-Lipschitz function of a standard Gaussian vector.

    >>> gaussian_tail().result
    2*exp(-t**2/2)
    """
    return Derivation(
        "Concentration of a standard Gaussian vector",
        (
            Step(herbst().result, "Herbst's argument, one side, $f$ with Lipschitz constant $L$"),
            Step(
                2 * sp.exp(-(t**2) / 2),
                "both sides, $L = 1$: the dimension does not occur",
                via=lambda e: 2 * e.subs({delta: t, lipschitz: 1}),
            ),
        ),
        TAIL_DOMAIN,
    )


@cache
def image_tail() -> Derivation:
    """C exp(-(t/(lambda c))^q): the tail of G(x), G lambda-Lipschitz.

    >>> image_tail().result
    C*exp(-(t/(c*lambda_G))**q)
    """
    return Derivation(
        "Concentration of a Lipschitz image",
        (
            Step(C * sp.exp(-((t / c) ** q)), "tail of $x$ for the 1-Lipschitz $f(G(x))/lambda_G$"),
            Step(
                C * sp.exp(-((t / (lam * c)) ** q)),
                "$f(G(x))$ deviates by $t$ where that deviates by $t/lambda_G$",
                via=lambda e: e.subs(t, t / lam),
            ),
        ),
        TAIL_DOMAIN,
    )


@cache
def columns_constant() -> Derivation:
    """Maps of two columns, applied side by side: the larger constant, in Frobenius' norm.

    |G(Z) - G(Z')|^2 is at most the sum of lambda_i^2 |z_i - z_i'|^2; it is homogeneous in the
    columns' squared steps, so that a share of the step in each says all; more columns likewise.

    >>> columns_constant().result
    Max(lambda_G, lambda_H)
    """
    return Derivation(
        "Maps applied column by column",
        (
            Step(
                sp.Matrix([lam**2, other**2]),
                "squared steps of the image, if the whole unit step is in the one or other "
                "column: "
                "the ends of the segment of all shares, on which the sum is linear",
            ),
            Step(
                sp.Max(lam, other),
                "the larger end, and its root",
                via=lambda e: sp.sqrt(sp.Max(*e)),
            ),
        ),
        TAIL_DOMAIN,
    )
