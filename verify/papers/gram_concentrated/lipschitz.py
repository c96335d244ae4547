"""Layers of networks as Lipschitz maps, in every r-norm (r where the sources write p)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import sympy as sp

from glassproof.derivations.concentration import layers
from glassproof.derivations.concentration.layers import (
    L_1,
    L_2,
    LAYER_DOMAIN,
    a,
    eps,
    m,
    r,
    s,
    sigma_B,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.source import Source
from glassproof.verify.claims.statements import disproven, proven
from glassproof.verify.papers.gram_concentrated.paper import slides, submission

ONE = sp.Integer(1)


def _of_max_pooling(title: str, words: str, values: dict[sp.Symbol, int]) -> Derivation:
    """A case of the constant of max-pooling."""
    whole = layers.max_pooling()
    case = Step(whole.result.subs(values), words, via=lambda constant: constant.subs(values))
    return Derivation(title, (*whole.steps, case), LAYER_DOMAIN)


def _affine_difference() -> Derivation:
    w, x, y, b = sp.symbols("w x y b", real=True)
    return Derivation(
        "An affine map",
        (
            Step((w * x + b) - (w * y + b), "$F(x) - F(y)$, one entry of $W$ and one of $b$"),
            Step(w * (x - y), "$W (x - y)$: the bias drops out, so that the supremum over $x != "
            "y$ of $|F(x) - F(y)|/|x - y|$ is that of $|W u|/|u|$"),
        ),
    )  # fmt: skip


AFFINE = Claim(
    id="lipschitz.affine",
    title="The constant of fully connected and convolutional layers",
    published="$F(x) = W x + b$, a matrix or a convolution, has the Lipschitz constant $sup |W "
    "u|/|u|$ over $u != 0$ in the norm at hand.",
    derived=_affine_difference,
    domain=LAYER_DOMAIN,
    examinations=(
        proven(
            "difference of two images",
            "$F(x) - F(y) = W (x - y)$, whatever $W$ and $b$ are",
            _affine_difference,
            layers.affine_one,
            layers.affine_two,
            corrected="the largest column sum of $|W|$ ($r = 1$), singular value ($r = 2$), row "
            "sum ($r = oo$)",
        ),
    ),
    source=slides("5", r"\| F_i \|_{lip} = \sup_{u \neq 0} \frac{\| W_i u \|_p}{\| u \|_p}"),
)


def _max_pooling(
    name: str, windows: str, derived: Callable[[], Derivation], source: Source
) -> Claim:
    return Claim(
        id=f"lipschitz.pooling.{name}",
        title=f"The constant of max-pooling over {windows}",
        published=ONE,
        derived=derived,
        domain=LAYER_DOMAIN,
        source=source,
    )


ANY_NORM = "pooling layers are 1-Lipschitz with respect to any $p$-norm"
MAX_POOLING = (
    _max_pooling(
        "disjoint",
        "disjoint windows",
        partial(_of_max_pooling, "Max-pooling over disjoint windows", "disjoint: $m = 1$", {m: 1}),
        slides("5", also=f"{ANY_NORM}; read with disjoint windows"),
    ),
    _max_pooling(
        "slides",
        "windows of any kind, in every $r$-norm",
        layers.max_pooling,
        slides("5", also=f"{ANY_NORM}; a coordinate lies in $m$ windows"),
    ),
    _max_pooling(
        "submission",
        "subsets of the coordinates, Euclidean norm",
        partial(_of_max_pooling, "Max-pooling in the Euclidean norm", "$r = 2$", {r: 2}),
        submission("section 3.1", also="patches $S_1 .. S_q$ are subsets of the coordinates; "
                   "nothing asks that they be disjoint"),
    ),
)  # fmt: skip


def _averages_obey() -> Derivation:
    """(m/s)^(1/r) at most one, m = s - g: a coordinate is in at most s windows of s coordinates."""
    g = sp.Symbol("g", nonnegative=True)
    return Derivation(
        "Averages are no longer than what they average",
        (
            *layers.average_pooling().steps,
            Step((m / (m + g)) ** (1 / r), "$s = m + g$", via=lambda e: e.subs(s, m + g)),
        ),
    )


AVERAGE = Claim(
    id="lipschitz.pooling.average",
    title="Average-pooling is 1-Lipschitz for every $r$-norm",
    published="Average-pooling over windows of $s$ coordinates, each coordinate in at most $s$ "
    "windows, as windows that are shifts of one another have it, is 1-Lipschitz for every "
    "$r$-norm.",
    derived=layers.average_pooling,
    domain=LAYER_DOMAIN,
    examinations=(
        proven(
            "power means",
            "the constant is $(m/s)^(1/r)$, at most 1 where $m <= s$",
            _averages_obey,
            corrected="the best constant is $(m/s)^(1/r)$ where each coordinate is in $m$ windows",
        ),
    ),
    source=slides("5", also=ANY_NORM),
)


def _relu() -> Derivation:
    """Growth of ReLU from x to x + g, from above 0, across 0, below 0: (g, v, 0), v < g."""
    u, v, g = sp.symbols("u v g", positive=True)
    steps = ((u, u + g), (-u, v), (-u - g, -u))
    return Derivation(
        "ReLU",
        (
            Step(
                sp.Matrix([sp.Max(end, 0) - sp.Max(start, 0) for start, end in steps]),
                "growth where $x$ rises by $g > 0$; across 0, $g = u + v$",
            ),
            Step(sp.Matrix([g, v, 0]), "not negative, and at most $g$"),
        ),
    )


ACTIVATION = Claim(
    id="lipschitz.activation",
    title="ReLU is 1-Lipschitz for every $r$-norm",
    published="Activation functions like ReLU (slopes between 0 and 1: leaky ReLU, tanh, the "
    "logistic function) are 1-Lipschitz for every $r$-norm.",
    domain=LAYER_DOMAIN,
    examinations=(
        proven(
            "coordinate by coordinate",
            "each coordinate of the difference shrinks, so that every $r$-norm does; a coordinate "
            "where the slope is 1 attains the constant",
            _relu,
        ),
    ),
    source=slides("5", also="activation functions are 1-Lipschitz with respect to any $p$-norm, "
                  "e.g. ReLU"),
)  # fmt: skip


def _swish() -> tuple[bool, str]:
    import flint

    x = flint.arb(2)
    share = 1 / (1 + (-x).exp())
    slope = share + x * share * (1 - share)
    return bool(slope > 1), f"the swish $x/(1 + exp(-x))$ has the slope {slope.str(8)} at $x = 2$"


ANY_ACTIVATION = Claim(
    id="lipschitz.activation.any",
    title="All activation functions are 1-Lipschitz",
    published="Activation functions are 1-Lipschitz, read of all that are in use.",
    domain=LAYER_DOMAIN,
    examinations=(
        disproven(
            "a slope above one",
            _swish,
            "true of activations whose slopes lie between $-1$ and 1; the constant is the largest "
            "slope otherwise",
        ),
    ),
    source=slides("5", also="the sentence names ReLU; this is its widest reading"),
)

RESIDUAL = Claim(
    id="lipschitz.residual",
    title="The constant of a residual block",
    published=1 + L_1 * L_2,
    derived=layers.residual_block,
    domain=LAYER_DOMAIN,
    source=slides("5", r"1 + \prod_{j=1}^{\ell} \| F_i^{(j)} \|_{lip}",
                  also="an upper bound; attained by positive multiples of the identity; two maps "
                  "in the block, and more by induction"),
)  # fmt: skip

BATCH_NORM = a / sp.sqrt(sigma_B**2 + eps)


def _frozen() -> Derivation:
    x = sp.Symbol("x", real=True)
    mu_B, b = sp.symbols("mu_B b", real=True)
    return Derivation(
        "Batch normalisation with frozen statistics",
        (
            Step(a * (x - mu_B) / sp.sqrt(sigma_B**2 + eps) + b, "an entry of the image"),
            Step(BATCH_NORM, "its slope: a diagonal map", via=lambda e: sp.diff(e, x)),
        ),
        LAYER_DOMAIN,
    )


def _batch(claim_id: str, title: str, derived: Callable[[], Derivation], reading: str) -> Claim:
    return Claim(
        id=claim_id,
        title=f"The constant of batch normalisation, {title}",
        published=BATCH_NORM,
        derived=derived,
        domain=LAYER_DOMAIN,
        source=submission(
            "section 3.1",
            r"\sup_i \left| \frac{a_i}{\sqrt{\sigma_B^2 + \epsilon}} \right|",
            also=f"$a$ is the largest $|a_i|$; {reading}",
        ),
    )


BATCHES = (
    _batch("lipschitz.batchnorm", "frozen statistics", _frozen, "mean and variance are constants"),
    _batch(
        "lipschitz.batchnorm.local",
        "statistics of the batch, at one batch",
        layers.batch_slope,
        "the norm of the derivative at a batch with three entries of that channel",
    ),
    _batch(
        "lipschitz.batchnorm.global",
        "statistics of the batch, one constant for all batches",
        layers.batch_supremum,
        "the least constant of the map on all batches",
    ),
)

CLAIMS = (
    AFFINE, *MAX_POOLING, AVERAGE, ACTIVATION, ANY_ACTIVATION, RESIDUAL,
    *BATCHES,
)  # fmt: skip
