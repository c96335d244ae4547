"""A random walk of matrices whose largest singular value is cut back at every step.

W' = W - eta E with independent standard normal E of size rows x columns; then
W'' = W' - max(0, s_1 - s) u_1 v_1^T, s_1 the largest singular value of W'. Only one singular value
is cut. In squared Frobenius norm a step adds eta^2 rows columns in the mean, since E is centred and
independent of W, and the cut takes s_1^2 - s^2 where s_1 > s. In the stationary regime both are
equal in the mean: with s_1 >= s,

    E s_1(W')^2 = s^2 + eta^2 rows columns,     for every size.

So its root is the root mean square of the largest singular value before the cut, and bounds the
mean by Jensen's inequality. After the cut the largest is max(s, s_2(W')), which is not s: the next
ones lie close below s_1(W').
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

s, eta = sp.symbols("s eta", positive=True)
rows, columns = sp.symbols("d_i d_0", integer=True, positive=True)
energy, top = sp.symbols("w s_1", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
_SIZE = Range(1, None, integer=True, closed=True, draw=(1, 300))
WALK_DOMAIN = Domain({**dict.fromkeys((s, eta, energy, top), _SCALE), rows: _SIZE, columns: _SIZE})
"""Sizes, the step and the cap."""


@cache
def mean_square_before_the_cut() -> Derivation:
    """E s_1(W')^2 = s^2 + eta^2 rows columns in the stationary regime.

    >>> mean_square_before_the_cut().result
    d_0*d_i*eta**2 + s**2
    """
    return Derivation(
        "Balance of the squared norm",
        (
            Step(energy, "mean of |W|^2 before a step; top stands for E s_1(W')^2"),
            Step(
                energy + eta**2 * rows * columns,
                "a step adds the variance of its entries",
                via=lambda e: e + eta**2 * rows * columns,
            ),
            Step(
                energy + eta**2 * rows * columns - (top - s**2),
                "the cut takes s_1^2 - s^2",
                via=lambda e: e - (top - s**2),
            ),
            Step(
                s**2 + eta**2 * rows * columns,
                "the mean of |W|^2 is as before: solve for E s_1^2",
                via=lambda e: sp.solve(e - energy, top)[0],
            ),
        ),
        WALK_DOMAIN,
    )


@cache
def root_mean_square_before_the_cut() -> Derivation:
    """sqrt(s^2 + eta^2 rows columns).

    >>> root_mean_square_before_the_cut().result
    sqrt(d_0*d_i*eta**2 + s**2)
    """
    return Derivation(
        "Root mean square of the largest singular value",
        (
            *mean_square_before_the_cut().steps,
            Step(sp.sqrt(s**2 + eta**2 * rows * columns), "its root", via=sp.sqrt),
        ),
        WALK_DOMAIN,
    )
