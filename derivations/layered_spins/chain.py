"""Equal layers: the Perron root of a path, whose eigenvectors are sines.

All layers of one width and all variances equal, C = N v: K is C times the adjacency matrix of the
path of n vertices. Its eigenvectors are sin(j theta), theta = k pi/(n + 1), of eigenvalues
2 C cos(theta): the characteristic polynomial is Chebyshev's of the second kind. That of k = 1 is
positive, and by Perron and Frobenius belongs to the largest eigenvalue.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

n = sp.Symbol("n", integer=True, positive=True)
"""Layers of spins."""
C = sp.Symbol("C", positive=True)
"""Width times variance."""
L = sp.Symbol("L", integer=True, positive=True)
"""What a source counts as layers."""
j = sp.Symbol("j", integer=True, positive=True)
theta = sp.Symbol("theta", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
CHAIN = Domain(
    {
        n: Range(2, None, integer=True, closed=True, draw=(2, 40)),
        L: Range(1, None, integer=True, closed=True, draw=(1, 40)),
        C: _SCALE,
        j: Range(1, None, integer=True, closed=True, draw=(1, 9)),
        theta: Range(0, None, draw=("1/100", "3/10")),
    }
)


@cache
def eigenvalue() -> Derivation:
    """The eigenvalue 2 C cos(theta) of sin(j theta).

    >>> eigenvalue().result
    2*C*cos(theta)
    """
    return Derivation(
        "Eigenvalues of a path",
        (
            Step(
                C * (sp.sin((j - 1) * theta) + sp.sin((j + 1) * theta)) / sp.sin(j * theta),
                "$K$ acts on $sin(j theta)$; $sin(0 theta) = 0$ at the lower end",
            ),
            Step(2 * C * sp.cos(theta), "sum of sines"),
        ),
        CHAIN,
    )


@cache
def upper_end() -> Derivation:
    """sin((n + 1) theta) vanishes beyond the last layer."""
    return Derivation(
        "Upper end of a path",
        (
            Step(sp.sin((n + 1) * theta), "the layer that is not there"),
            Step(
                sp.Integer(0),
                "$theta = pi/(n + 1)$",
                via=lambda e: e.subs(theta, sp.pi / (n + 1)),
            ),
        ),
        CHAIN,
    )


@cache
def temperature() -> Derivation:
    """The transition temperature of n equal layers of spins.

    >>> temperature().result
    sqrt(2)*sqrt(C)*sqrt(cos(pi/(n + 1)))
    """
    upper_end()
    return Derivation(
        "Transition temperature of equal layers",
        (
            *eigenvalue().steps,
            Step(
                sp.sqrt(2 * C * sp.cos(sp.pi / (n + 1))),
                "$T^2$ is the largest eigenvalue, $theta = pi/(n + 1)$",
                via=lambda e: sp.sqrt(e.subs(theta, sp.pi / (n + 1))),
            ),
        ),
        CHAIN,
    )


def counted(spins: sp.Expr) -> Derivation:
    """The same where a source counts L, and the layers of spins are ``spins`` of it.

    >>> counted(L + 1).result
    sqrt(2)*sqrt(C)*sqrt(cos(pi/(L + 2)))
    """
    return Derivation(
        "Transition temperature of equal layers",
        (
            *temperature().steps,
            Step(
                sp.sqrt(2 * C * sp.cos(sp.pi / (spins + 1))),
                "layers of spins as the source counts them",
                via=lambda e: e.subs(n, spins),
            ),
        ),
        CHAIN,
    )
