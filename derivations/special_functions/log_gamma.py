"""log Gamma by Stirling's terms, with a remainder bounded for every argument.

Binet's function mu(y) = log Gamma(y) - ((y - 1/2) log y - y + log(2 pi)/2) lies between 0 and
1/(12 y) for every y > 0. Proof, in the derivations below: mu(y) -> 0 as y grows (Stirling), so
mu(y) is the sum of its decrements mu(y+k) - mu(y+k+1), k = 0, 1, ...; with u = 1/(2y+1) a
decrement is log((1+u)/(1-u))/(2u) - 1. Times 2u it vanishes at u = 0, and so does 2u times its
distance from 1/(12 y) - 1/(12 (y+1)) = u^2/(3 (1-u^2)); the derivatives of both are positive, hence
every decrement lies between 0 and 1/(12 y) - 1/(12 (y+1)), and those sum to 1/(12 y).

Reference: H. Robbins, A Remark on Stirling's Formula, Amer. Math. Monthly 62 (1955) 26-29.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

y, u = sp.symbols("y u", positive=True)

BINET_DOMAIN = Domain(
    {
        y: Range(0, None, log=True, draw=("1/100", 100)),
        u: Range(0, 1, draw=("1/100", "99/100")),
    }
)
"""The argument y of log Gamma, and u = 1/(2y+1)."""

_IN_U = {y: (1 - u) / (2 * u)}
_IN_Y = {u: 1 / (2 * y + 1)}


def stirling_terms(argument: sp.Expr) -> sp.Expr:
    """(y - 1/2) log y - y + log(2 pi)/2: log Gamma(y) but for Binet's function.

    >>> stirling_terms(sp.Integer(1))
    -1 + log(2*pi)/2
    """
    half = sp.Rational(1, 2)
    return (argument - half) * sp.log(argument) - argument + sp.log(2 * sp.pi) / 2


@cache
def binet_decrement() -> Derivation:
    """mu(y) - mu(y+1) as a function of u = 1/(2y+1).

    >>> binet_decrement().result
    -1 + log((u + 1)/(1 - u))/(2*u)
    """
    successor = sp.loggamma(y) + sp.log(y)
    return Derivation(
        "decrement of Binet's function",
        (
            Step(sp.loggamma(y) - stirling_terms(y), "Binet's function $mu(y)$"),
            Step(
                (y + sp.Rational(1, 2)) * sp.log((y + 1) / y) - 1,
                "$mu(y) - mu(y+1)$, with $log Gamma(y+1) = log Gamma(y) + log y$",
                via=lambda mu: mu - mu.subs(y, y + 1).subs(sp.loggamma(y + 1), successor),
            ),
            Step(
                sp.log((1 + u) / (1 - u)) / (2 * u) - 1,
                "$y = (1-u)/(2u)$",
                via=lambda value: value.subs(_IN_U),
            ),
        ),
        BINET_DOMAIN,
    )


def _slope(title: str, start: sp.Expr, reason: str, in_u: sp.Expr, in_y: sp.Expr) -> Derivation:
    """2u times ``start`` vanishes at u = 0; its derivative, in u and in y."""
    return Derivation(
        title,
        (
            Step(start, reason),
            Step(in_u, "d/du of $2u$ times it", via=lambda value: sp.diff(2 * u * value, u)),
            Step(in_y, "$u = 1/(2y+1)$: positive", via=lambda value: value.subs(_IN_Y)),
        ),
        BINET_DOMAIN,
    )


@cache
def binet_lower_bound() -> Derivation:
    """The derivative by u of 2u (mu(y) - mu(y+1)), positive: decrements, and mu, are positive.

    >>> binet_lower_bound().result.is_positive
    True
    """
    in_u = 2 * u**2 / (1 - u**2)
    decrement = binet_decrement().result
    return _slope("mu > 0", decrement, "the decrement", in_u, 1 / (2 * y * (y + 1)))


@cache
def binet_upper_bound() -> Derivation:
    """The derivative by u of 2u (1/(12y) - 1/(12(y+1)) - decrement), positive: mu(y) < 1/(12y).

    >>> binet_upper_bound().result.is_positive
    True
    """
    ceiling = (1 / (12 * y) - 1 / (12 * (y + 1))).subs(_IN_U)
    return _slope(
        "mu < 1/(12y)",
        ceiling - binet_decrement().result,
        "the decrement of 1/(12y) less that of mu",
        sp.Rational(4, 3) * u**4 / (1 - u**2) ** 2,
        1 / (12 * y**2 * (y + 1) ** 2),
    )
