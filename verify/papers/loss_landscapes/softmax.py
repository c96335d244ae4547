"""Softmax regression: the trace of its Hessian along the weights, and along their signs."""

from __future__ import annotations

from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.networks import radial_cuts
from glassproof.derivations.networks.radial_cuts import LOGITS, RADIAL, X, lam
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import disproven, proven
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, reading, summarised
from glassproof.verify.papers.loss_landscapes.small_networks import sampled

SOFTMAX = "theoretical insight from the softmax function"
_AHEAD = 0.5


def trace(W: FloatArray, x: FloatArray) -> float:
    """Of the cross-entropy's Hessian at W, mean over inputs, by its definition."""
    z = W @ x
    p = np.exp(z - z.max(axis=0))
    p /= p.sum(axis=0)
    return float(((x**2).sum(axis=0) * (p * (1 - p)).sum(axis=0)).mean())


def _rises_along(rng: np.random.Generator) -> float:
    """Whether the trace at 3/2 W is not below that at W."""
    W, x = rng.standard_normal((3, 4)), rng.standard_normal((4, 10))
    return float(trace((1 + _AHEAD) * W, x) >= trace(W, x))


def _published() -> sp.Expr:
    """|x|^2 (1 - sum of squared probabilities), three classes."""
    powers = [sp.exp((1 + lam) * logit) for logit in LOGITS]
    total = sum(powers)
    return X * (1 - sum((power / total) ** 2 for power in powers))


TRACE = Claim(
    id="valley.softmax.trace",
    title="The Hessian's trace at $(1 + lambda) w$, softmax regression, one input",
    published=_published(),
    derived=radial_cuts.softmax_trace,
    domain=RADIAL.restricted({lam, X, *LOGITS}),
    source=summarised(VALLEY, SOFTMAX, also="$z$ are the logits at $w$; three classes; the mean "
    "over inputs"),
)  # fmt: skip
FALLS = Claim(
    id="valley.softmax",
    title="The trace falls towards positive $lambda$ along $w$",
    published="The trace of softmax regression's Hessian at $(1 + lambda) w$ falls as $lambda$ "
    "grows, for every $lambda > -1$, whatever the data, unless all logits are equal.",
    derived=radial_cuts.softmax_slope,
    domain=RADIAL.restricted({lam, X, *LOGITS}),
    examinations=(
        proven(
            "the slope, pair by pair",
            "$-2 |x|^2$ times a sum of $p_c p_d (p_c - p_d)(z_c - z_d)$, no term of which is "
            "negative: the larger logit has the larger probability",
            radial_cuts.softmax_trace,
            radial_cuts.softmax_slope,
        ),
    ),
    nature=(
        Experiment(
            "traces at 3/2 w",
            "how often the trace at $3/2 w$ is not below that at $w$, random weights and inputs",
            {},
            partial(sampled, _rises_along),
            2000,
            MeanTest(),
            asserted=lambda: (0.0, 0.0),
        ),
    ),
    source=summarised(VALLEY, SOFTMAX, also="$eps = w$, which agrees with $w$ in every sign"),
)


def _rises() -> tuple[bool, str]:
    """Two classes, weights w and 0, one input: logit w.x; balls of the trace at both places."""
    import flint

    w, x = (3, -1, -1), (1, 1, 1)
    signs = [1 if v > 0 else -1 for v in w]
    here, there = (
        sum(((v + at * sign) * u for v, sign, u in zip(w, signs, x, strict=True)), flint.arb(0))
        for at in (flint.arb(0), flint.arb(1) / 2)
    )

    def of_logit(z: flint.arb) -> flint.arb:
        p = 1 / (1 + (-z).exp())
        return 2 * p * (1 - p) * sum(u * u for u in x)

    before, after = of_logit(here), of_logit(there)
    return bool(after > before), (
        f"two classes, $w = {w}$, $x = {x}$: the trace is {before.str(6, radius=False)} at $w$ "
        f"and {after.str(6, radius=False)} at $w + sign(w)/2$, where the logit is smaller"
    )


ANY_SIGNS = Claim(
    id="valley.softmax.signs",
    title="The trace falls towards positive $lambda$ along $abs(eps) sign(w)$, for any $w$",
    published="The trace of softmax regression's Hessian falls towards positive $lambda$ along "
    "$abs(eps) sign(w)$, for any weights and data.",
    domain=RADIAL.restricted({lam}),
    examinations=(
        disproven(
            "one input",
            _rises,
            "true of $eps = w$; along other directions of the same signs where the logits' gaps "
            "grow",
        ),
    ),
    source=reading(VALLEY, SOFTMAX, also="read of all directions that share $w$'s signs; of "
    "trained weights see valley.softmax.trained"),
    uses=("valley.softmax",),
)  # fmt: skip

CLAIMS = (TRACE, FALLS, ANY_SIGNS)
