"""Lipschitz constants of the layers of networks, in the r-norms, 1 <= r <= oo.

Affine: F(x) - F(y) = W (x - y), so that the constant is the operator norm of W: its largest column
sum (r = 1), singular value (r = 2), row sum (r = oo).

Max-pooling over windows, no coordinate in more than m of them: |max_S x - max_S y| <=
max_S |x - y| <= (sum_S |x_i - y_i|^r)^(1/r), and the sum over windows counts a coordinate m times
at most: m^(1/r). A coordinate that lies in m windows and is the only one to move, upwards from
equality, attains it. Average-pooling over windows of s coordinates: (m/s)^(1/r), by the inequality
of power means, attained by a constant vector if each coordinate is in m windows.

Activations act on each coordinate: the constant is the largest slope, in every r-norm.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

m, s = sp.symbols("m s", integer=True, positive=True)
r, a, v, eps, sigma_B = sp.symbols("r a v epsilon sigma_B", positive=True)
h, e = sp.symbols("h e", real=True)
L_1, L_2 = sp.symbols("L_1 L_2", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
LAYER_DOMAIN = Domain(
    {
        m: Range(1, None, integer=True, closed=True, draw=(1, 9)),
        s: Range(1, None, integer=True, closed=True, draw=(1, 9)),
        r: Range(1, None, closed=True, draw=(1, 8)),
        **dict.fromkeys((a, v, eps, sigma_B, L_1, L_2), _SCALE),
    }
)
"""Windows, norms, scales."""


W = sp.Matrix(2, 2, sp.symbols("w_11 w_12 w_21 w_22", real=True))
"""A weight matrix, for the steps; larger ones have longer sums."""


@cache
def affine_one() -> Derivation:
    """The constant for r = 1, the largest column sum of |W|; of W^T for r = oo, by duality.

    >>> affine_one().result
    Max(Abs(w_11) + Abs(w_21), Abs(w_12) + Abs(w_22))
    """
    columns = [sum(abs(entry) for entry in W[:, j]) for j in range(2)]
    return Derivation(
        "An affine map, $r = 1$",
        (
            Step(
                sp.Matrix(columns),
                "norms of $W e_j$: unit vectors are mixtures of $e_j$ and $-e_j$, and $|W u|$ is "
                "convex",
            ),
            Step(sp.Max(*columns), "the largest", via=lambda norms: sp.Max(*norms)),
        ),
    )


@cache
def affine_two() -> Derivation:
    """The constant for r = 2: the largest singular value, root of W^T W's largest eigenvalue.

    >>> affine_two().result.subs(dict(zip(W, (3, 0, 4, 0))))
    5
    """
    square = W.T * W
    trace, root = square.trace(), sp.sqrt(square.trace() ** 2 - 4 * W.det() ** 2)
    return Derivation(
        "An affine map, $r = 2$",
        (
            Step(square, "$|W u|^2 = u^T W^T W u$"),
            Step(
                sp.sqrt((trace + root) / 2),
                "the root of its largest eigenvalue",
                via=lambda M: sp.sqrt((M.trace() + sp.sqrt(M.trace() ** 2 - 4 * M.det())) / 2),
            ),
        ),
    )


@cache
def max_pooling() -> Derivation:
    """m^(1/r): the best constant of max-pooling, no coordinate in more than m windows.

    >>> max_pooling().result.subs(m, 1)
    1
    """
    return Derivation(
        "Max-pooling",
        (
            Step(
                sp.Matrix([m * v**r, v**r]),
                "$r$-th powers of the norms of the images' and the points' difference, where one "
                "coordinate in $m$ windows moves by $v$: no difference of points does more",
            ),
            Step(
                m ** (1 / r),
                "the ratio, and its $r$-th root",
                via=lambda pair: (pair[0] / pair[1]) ** (1 / r),
            ),
        ),
        LAYER_DOMAIN,
    )


@cache
def average_pooling() -> Derivation:
    """(m/s)^(1/r): the constant of averages of s coordinates, each in m windows.

    >>> average_pooling().result.subs(s, m)
    1
    """
    return Derivation(
        "Average-pooling",
        (
            Step(
                sp.Matrix([(m / s) * v**r, v**r]),
                "$r$-th powers of the norms per coordinate, where all move by $v$: there are "
                "$m/s$ windows for each coordinate; power means let no difference do more",
            ),
            Step(
                (m / s) ** (1 / r),
                "the ratio, and its $r$-th root",
                via=lambda pair: (pair[0] / pair[1]) ** (1 / r),
            ),
        ),
        LAYER_DOMAIN,
    )


@cache
def residual_block() -> Derivation:
    """1 + L_1 L_2: a bound for x + F_2(F_1(x)), attained by positive multiples of the identity.

    >>> residual_block().result
    L_1*L_2 + 1
    """
    return Derivation(
        "A residual block",
        (
            Step(L_1 * v, "$F_1$ moves points by at most $L_1$ times their distance $v$"),
            Step(L_1 * L_2 * v, "and $F_2$ these", via=lambda moved: L_2 * moved),
            Step(v + L_1 * L_2 * v, "triangle inequality", via=lambda moved: v + moved),
            Step(1 + L_1 * L_2, "over the distance", via=lambda moved: moved / v),
        ),
        LAYER_DOMAIN,
    )


@cache
def batch_slope() -> Derivation:
    """a/sqrt(sigma_B^2 + eps): the slope of normalised values along most directions of a batch.

    Values x_k of one channel with scale a; mean and variance from the batch. A step v of the batch
    that is orthogonal to (1, .., 1) and to x - mean changes neither to first order, so that the
    derivative is this multiple of v; on the other two directions it is 0, and this times
    eps/(sigma_B^2 + eps). So it is the norm of the derivative where a channel has three entries.

    >>> batch_slope().result
    a/sqrt(epsilon + sigma_B**2)
    """
    moved = a * (h + e * v) / sp.sqrt(sigma_B**2 + eps)
    return Derivation(
        "The derivative of batch normalisation",
        (
            Step(
                moved, "a centred entry $h$, moved by $e v$: mean and variance stay to first order"
            ),
            Step(
                a * v / sp.sqrt(sigma_B**2 + eps),
                "differentiate in $e$",
                via=lambda value: sp.diff(value, e),
            ),
            Step(a / sp.sqrt(sigma_B**2 + eps), "over $v$", via=lambda value: value / v),
        ),
        LAYER_DOMAIN,
    )


@cache
def batch_supremum() -> Derivation:
    """a/sqrt(eps): the least constant for all batches; it is approached as all entries agree.

    >>> batch_supremum().result
    a/sqrt(epsilon)
    """
    return Derivation(
        "Batch normalisation, one constant for all batches",
        (
            *batch_slope().steps,
            Step(
                a / sp.sqrt(eps),
                "the supremum over batches: the slope falls with the variance",
                via=lambda slope: sp.limit(slope, sigma_B, 0),
            ),
        ),
        LAYER_DOMAIN,
    )
