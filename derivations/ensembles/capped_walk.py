"""A random walk of matrices whose largest singular value is cut back at every step.

W' = W - eta E with independent standard normal E of size rows x columns; then
W'' = W' - max(0, s_1 - s) u_1 v_1^T, s_1 the largest singular value of W'. Only one singular value
is cut. In squared Frobenius norm a step adds eta^2 rows columns in the mean, since E is centred and
independent of W, and the cut takes s_1^2 - s^2 where s_1 > s. In the stationary regime both are
equal in the mean: with s_1 >= s,

    E s_1(W')^2 = s^2 + eta^2 rows columns,     for every size.

So its root is the root mean square of the largest singular value before the cut, and bounds the
mean by Jensen's inequality. After the cut the largest is max(s, s_2(W')), which is not s: the next
ones lie close below s_1(W'). In the mean it is less than before the cut by no more than a step can
add, eta E s_1(E), by Weyl's inequality, and E s_1(E) <= sqrt(rows) + sqrt(columns) by Gordon's.

References: Y. Gordon, Israel J. Math. 50 (1985) 265-289; K. R. Davidson and S. J. Szarek, Handbook
of the geometry of Banach spaces 1 (2001) 317-366, Theorem II.13.
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
            Step(energy, "mean of $|W|^2$ before a step; top stands for $E s_1(W')^2$"),
            Step(
                energy + eta**2 * rows * columns,
                "a step adds the variance of its entries",
                via=lambda e: e + eta**2 * rows * columns,
            ),
            Step(
                energy + eta**2 * rows * columns - (top - s**2),
                "the cut takes $s_1^2 - s^2$",
                via=lambda e: e - (top - s**2),
            ),
            Step(
                s**2 + eta**2 * rows * columns,
                "the mean of $|W|^2$ is as before: solve for $E s_1^2$",
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


@cache
def lost_by_the_cut() -> Derivation:
    """eta (sqrt(rows) + sqrt(columns)): most that the cut takes from E s_1, stationary regime.

    >>> lost_by_the_cut().result
    eta*(sqrt(d_0) + sqrt(d_i))
    """
    before, after = sp.symbols("m_1 m_2", positive=True)
    most = sp.sqrt(rows) + sp.sqrt(columns)
    return Derivation(
        "Means of the largest singular value before and after the cut",
        (
            Step(
                after + eta * top - before,
                "not negative: $s_1(W'' - eta E) <= s_1(W'') + eta s_1(E)$ (Weyl), in the mean; "
                "$m_1$ and $m_2$ are the means before and after the cut, the same at every step; "
                "here top = $E s_1(E)$",
            ),
            Step(
                after + eta * most - before,
                "$E s_1(E)$ is at most $sqrt(rows) + sqrt(columns)$ (Gordon)",
                via=lambda e: e.subs(top, most),
            ),
            Step(
                eta * most,
                "so $m_1 - m_2$ is at most what makes it zero",
                via=lambda e: before - sp.solve(e, after)[0],
            ),
        ),
        WALK_DOMAIN,
    )


@cache
def after_the_cut() -> Derivation:
    """(s, s_2, ..): the singular values after the cut, of the two largest, s_1 = s + g, g > 0.

    >>> after_the_cut().result.flat()
    [s, s_2]
    """
    g, second = sp.symbols("g s_2", positive=True)
    return Derivation(
        "What the cut leaves",
        (
            Step(
                sp.Matrix([s + g, second]),
                "singular values of $W'$, whose singular vectors are unit vectors here",
            ),
            Step(
                sp.Matrix([s, second]),
                "$u_1 v_1^T$ is a unit in the first place, and is taken $s_1 - s$ times: vectors "
                "stay",
                via=lambda e: e - (e[0] - s) * sp.Matrix([1, 0]),
            ),
        ),
        WALK_DOMAIN,
    )
