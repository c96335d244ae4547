"""The variance of the mean of a batch: drawn with replacement, without, or fresh.

A population of n values has variance sigma^2 (divided by n) about its mean; b of them are drawn.
Two draws of one batch have the covariance 0 with replacement, and -sigma^2/(n - 1) without, since
the sum over the whole population does not vary. Everything holds exactly, entry by entry for
matrices, whatever the values are.

Reference: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), chapter 2.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

n = sp.Symbol("n", integer=True, positive=True)
b = sp.Symbol("b", integer=True, positive=True)
sigma = sp.Symbol("sigma", positive=True)

_SIZE = Range(1, None, integer=True, closed=True, draw=(1, 300))
SCALE = Range(0, None, log=True, draw=("1/100", 100))
FRESH = Domain({b: _SIZE, sigma: SCALE})
POPULATION = Domain(
    {n: Range(2, None, integer=True, closed=True, draw=(2, 300)), b: _SIZE, sigma: SCALE}, (b <= n,)
)
"""Batches of new values; batches from n."""


def _mean_of_pairs(covariance: sp.Expr) -> Step:
    """The variance of the mean of b draws, from that of one and the covariance of two."""
    return Step(
        (b * sigma**2 + b * (b - 1) * covariance) / b**2,
        "$b$ variances and $b (b - 1)$ covariances, over $b^2$",
    )


@cache
def independent() -> Derivation:
    """1/b: variance of the mean of b independent draws, over that of one.

    With replacement from n values the mean is that of the n values; for new ones, the law's.

    >>> independent().result
    1/b
    """
    return Derivation(
        "Independent draws",
        (
            _mean_of_pairs(sp.Integer(0)),
            Step(1 / b, "over $sigma^2$", via=lambda e: sp.simplify(e / sigma**2)),
        ),
        FRESH,
    )


@cache
def without_replacement() -> Derivation:
    """(n - b)/(b (n - 1)): the same for b of n different values.

    >>> without_replacement().result.subs({n: 10, b: 4})
    1/6
    """
    pair = sp.Symbol("kappa", real=True)
    return Derivation(
        "Draws without replacement",
        (
            Step(
                n * sigma**2 + n * (n - 1) * pair, "the variance of the sum of all $n$: it is zero"
            ),
            Step(
                -(sigma**2) / (n - 1),
                "so the covariance of two draws is",
                via=lambda e: sp.solve(e, pair)[0],
            ),
            Step(
                _mean_of_pairs(-(sigma**2) / (n - 1)).expression,
                "$b$ variances and $b (b - 1)$ covariances, over $b^2$",
                via=lambda e: _mean_of_pairs(e).expression,
            ),
            Step((n - b) / (b * (n - 1)), "over $sigma^2$", via=lambda e: e / sigma**2),
        ),
        Domain({**POPULATION.ranges, pair: Range()}, POPULATION.where),
    )
