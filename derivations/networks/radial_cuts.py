"""Cuts through the origin: all weights of a network are multiplied by 1 + lambda, lambda > -1.

A rectified network without biases, D layers of weights, is homogeneous of degree D in them, since
max(0, (1 + lambda) z) = (1 + lambda) max(0, z): every logit is multiplied by (1 + lambda)^D. So

* the largest logit stays the largest: no classification changes;
* where the right logit is the largest, the cross-entropy falls: at lambda = 0 with the slope -D
  times the mean gap of the other logits;
* the squared loss of an exact fit is ((1 + lambda)^D - 1)^2 times the mean square of the target. It
  is larger at lambda than at -lambda, 0 < lambda <= 1, if D >= 2, and the same if D = 1.

Softmax regression is D = 1 without rectifiers. The trace of its Hessian is the mean over inputs of
|x|^2 (1 - sum_c p_c^2), and falls with lambda as long as not all logits are equal.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

lam = sp.Symbol("lambda", real=True)
D = sp.Symbol("D", integer=True, positive=True)
"""How many layers of weights there are."""
z = sp.Symbol("z", real=True)
gap_1, gap_2 = sp.symbols("gap_1 gap_2", positive=True)
"""By how much the right logit is larger than two others."""
X = sp.Symbol("X", positive=True)
"""|x|^2."""
LOGITS = sp.symbols("z_1 z_2 z_3", real=True)

_LAYERS = Range(1, None, integer=True, closed=True, draw=(1, 6))
_SCALE = Range(0, None, log=True, draw=("1/100", 10))
RADIAL = Domain(
    {
        lam: Range(-1, None, draw=("-99/100", 2)),
        D: _LAYERS,
        z: Range(),
        **dict.fromkeys((gap_1, gap_2, X), _SCALE),
        **dict.fromkeys(LOGITS, Range(draw=(-3, 3))),
    }
)


@cache
def one_more_layer() -> Derivation:
    """Homogeneity by induction: if layer D - 1 gained (1 + lambda)^(D-1), layer D gains one more.

    >>> one_more_layer().result
    (lambda + 1)**D*Max(0, z)
    """
    return Derivation(
        "One more layer",
        (
            Step(
                sp.Max(0, (1 + lam) * (1 + lam) ** (D - 1) * z),
                "weights $(1 + lambda) w$ on inputs that are $(1 + lambda)^(D-1)$ times what they "
                "were",
            ),
            Step((1 + lam) ** D * sp.Max(0, z), "a positive factor leaves $max(0, .)$"),
        ),
        RADIAL,
    )


@cache
def order_of_logits() -> Derivation:
    """The gap of two logits is multiplied by (1 + lambda)^D > 0: no classification changes.

    >>> order_of_logits().result
    (lambda + 1)**D*(z_1 - z_2)
    """
    first, second = LOGITS[:2]
    scale = (1 + lam) ** D
    return Derivation(
        "Gaps of logits",
        (
            Step(scale * first - scale * second, "two logits after the scaling"),
            Step(scale * (first - second), "their gap, times what is positive for $lambda > -1$"),
        ),
        RADIAL,
    )


@cache
def cross_entropy_slope() -> Derivation:
    """The cross-entropy's slope at lambda = 0, three classes: negative if both gaps are positive.

    >>> cross_entropy_slope().result.subs({gap_1: 1, gap_2: 1})
    -2*D*exp(-1)/(2*exp(-1) + 1)
    """
    gaps, scale = (gap_1, gap_2), (1 + lam) ** D
    weights = [sp.exp(-gap) for gap in gaps]
    mean = sum(g * w for g, w in zip(gaps, weights, strict=True)) / (1 + sum(weights))
    return Derivation(
        "The cross-entropy along a ray",
        (
            Step(
                sp.log(1 + sum(sp.exp(-scale * gap) for gap in gaps)),
                "cross-entropy by the gaps of the right logit",
            ),
            Step(-D * mean, "differentiate at $lambda = 0$: minus $D$ times the mean gap, no term "
            "of which is negative", via=lambda e: sp.diff(e, lam).subs(lam, 0)),
        ),
        RADIAL.restricted({lam, D, gap_1, gap_2}),
    )  # fmt: skip


def _excess(depth: sp.Expr) -> sp.Expr:
    """(1 + lambda)^D + (1 - lambda)^D - 2."""
    return (1 + lam) ** depth + (1 - lam) ** depth - 2


@cache
def squared_loss() -> Derivation:
    """Squared loss of an exact fit at lambda less at -lambda: a product of two factors.

    The second is positive for 0 < lambda <= 1; the first by :func:`excess_grows`.

    >>> squared_loss().result.subs(D, 1)
    0
    """
    ahead, behind = (1 + lam) ** D - 1, (1 - lam) ** D - 1
    return Derivation(
        "The squared loss along a ray",
        (
            Step(
                ahead**2 - behind**2, "at $lambda$ less at $-lambda$, over the target's mean square"
            ),
            Step(_excess(D) * ((1 + lam) ** D - (1 - lam) ** D), "difference of squares"),
        ),
        _UNIT,
    )


_UNIT = Domain({lam: Range(0, 1, draw=("1/100", "99/100")), D: _LAYERS})


@cache
def excess_grows() -> Derivation:
    """The first factor vanishes at D = 1, and grows by lambda ((1 + lambda)^D - (1 - lambda)^D) >
    0.

    >>> sp.factor(excess_grows().result.subs(D, 1))
    2*lambda**2
    """
    return Derivation(
        "The excess grows with the depth",
        (
            Step(_excess(D + 1) - _excess(D), "one more layer"),
            Step(lam * ((1 + lam) ** D - (1 - lam) ** D), "positive for $0 < lambda <= 1$"),
        ),
        _UNIT,
    )


def probabilities() -> list[sp.Expr]:
    """Softmax of three logits at (1 + lambda) w."""
    powers = [sp.exp((1 + lam) * logit) for logit in LOGITS]
    return [power / sum(powers) for power in powers]


@cache
def softmax_trace() -> Derivation:
    """The Hessian's trace of softmax regression at (1 + lambda) w, one input, three classes.

    The Hessian is (diag(p) - p p^T) times x x^T (Kronecker), for more inputs the mean.

    >>> sp.simplify(softmax_trace().result.subs({z: 0 for z in LOGITS}))
    2*X/3
    """
    p = probabilities()
    block = sp.diag(*p) - sp.Matrix(p) * sp.Matrix(p).T
    loss_at = sp.log(sum(sp.exp(logit) for logit in LOGITS)) - LOGITS[0]
    hessian = sp.hessian(loss_at, list(LOGITS)).subs(
        {logit: (1 + lam) * logit for logit in LOGITS}, simultaneous=True
    )
    trace = X * (1 - sum(q**2 for q in p))
    return Derivation(
        "The Hessian's trace of softmax regression",
        (
            Step(hessian, "second derivatives of the cross-entropy in the logits"),
            Step(block, "$diag(p) - p p^T$"),
            Step(trace, "trace of the product with $x x^T$", via=lambda M: M.trace() * X),
        ),
        RADIAL.restricted({lam, X, *LOGITS}),
    )  # fmt: skip


@cache
def softmax_slope() -> Derivation:
    """Its slope in lambda: -2 X times a sum over pairs of p_c p_d (p_c - p_d)(z_c - z_d) >= 0.

    For lambda > -1 the larger logit has the larger probability, so that no term is negative.

    >>> softmax_slope().result.subs({z: 1 for z in LOGITS})
    0
    """
    p = probabilities()
    pairs = sum(
        p[c] * p[d] * (p[c] - p[d]) * (LOGITS[c] - LOGITS[d]) for c, d in combinations(range(3), 2)
    )
    return Derivation(
        "The trace falls along a ray",
        (
            Step(X * (1 - sum(q**2 for q in p)), "the trace"),
            Step(-2 * X * pairs, "differentiate in $lambda$", via=lambda e: sp.diff(e, lam)),
        ),
        RADIAL.restricted({lam, X, *LOGITS}),
    )
