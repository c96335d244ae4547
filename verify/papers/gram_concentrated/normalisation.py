"""Spectral normalisation as a random walk of matrices, and what the square root in its bound is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt

import numpy as np
import sympy as sp

from glassproof.derivations.ensembles import capped_walk
from glassproof.derivations.ensembles.capped_walk import WALK_DOMAIN, columns, eta, rows, s
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.numerics.ensembles.capped_walk import Walk
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.gram_concentrated.paper import prose, slides, submission
from glassproof.verify.papers.gram_concentrated.spectra import moments

SMALL = Walk(16, 1 / 16, 2.0)
ROOT = sqrt(SMALL.s**2 + (SMALL.eta * SMALL.d) ** 2)
EPSILON, RARELY = 0.25, 0.02
BURN, STEPS = 480, 160
SIZES = (8, 16)
"""Of the walks described: at larger ones rounding grows, and digits depend on the machine."""
AT = {s: sp.Integer(2), eta: sp.Rational(1, 16), rows: sp.Integer(16), columns: sp.Integer(16)}


def _beyond(rng: np.random.Generator, draws: int) -> Sums:
    before, _ = SMALL.largest(rng, draws, burn=BURN, steps=1)
    return np.array([draws, np.sum(before[0] > ROOT + EPSILON)])


def _at_the_cap(rng: np.random.Generator, draws: int) -> Sums:
    _, after = SMALL.largest(rng, draws, burn=BURN, steps=1)
    return np.array([draws, np.sum(after[0] <= SMALL.s + EPSILON / 10)])


def _mean_squares(rng: np.random.Generator, draws: int) -> Sums:
    before, _ = SMALL.largest(rng, draws, burn=BURN, steps=STEPS)
    return moments((before**2).mean(axis=0))


def _experiment(name: str, describes: str, chunk: Callable[..., Sums], bound: float) -> Experiment:
    return Experiment(
        name,
        f"{describes}, independent walks of size {SMALL.d} after {BURN} steps",
        AT,
        chunk,
        240,
        TailTest(),
        asserted=lambda: (bound, bound),
    )


def _sampled(d: int) -> str:
    walk = Walk(d, 1 / d, 2.0)
    before, after = walk.largest(np.random.default_rng(d), 12, burn=24 * d, steps=24 * d)
    told = (
        f"mean {part.mean():.3f}, root mean square {np.sqrt((part**2).mean()):.3f}, spread "
        f"{part.std():.3f}, above the root {np.mean(part > ROOT):.2f} of the iterates and by "
        f"{np.maximum(part - ROOT, 0).mean():.3f} in the mean"
        for part in (before, after)
    )
    return f"$d = {d}$: before the second step " + "; after it ".join(told)


@cache
def _shares() -> Finding:
    """How far and how often iterates pass the root, at two sizes, before and after the cut."""
    return Finding(
        Kind.NATURE,
        Outcome.SILENT,
        f"$s = 2$, $eta = 1/d$, root {ROOT:.4f}. " + ". ".join(map(_sampled, SIZES)),
        "the square root is exactly the root mean square of the largest singular value before "
        "the "
        "second step, for every size; about half of the iterates pass it there, a few percent "
        "after; the excess falls as the size grows",
    )


BOUND = Claim(
    id="sn.bound",
    title="The bound at convergence, one layer",
    published="For every $eps > 0$ the largest singular value is at convergence, with high "
    "probability, at most $eps + sqrt(s^2 + eta^2 d_i d_(i-1))$. Sampled with $eta = 1/d$, $eps = "
    f"1/4$, with at most {RARELY} of the iterates beyond it.",
    derived=capped_walk.root_mean_square_before_the_cut,
    domain=WALK_DOMAIN,
    examinations=(Examination("iterates and the root", _shares),),
    nature=(
        _experiment(
            "iterates beyond the bound",
            "share of matrices before the second step beyond the bound",
            _beyond,
            RARELY,
        ),
    ),
    source=slides(
        "6",
        r"\lambda_G \leq \prod_{i=1}^N \left( \varepsilon + "
        r"\sqrt{\sigma_*^2 + \eta^2 d_i d_{i-1}} \right)",
        also="proposition 3.1 of the submission; 1-Lipschitz activations, so that layers multiply",
    ),
)

BALANCE = Claim(
    id="sn.bound.root",
    title="The square root as the root mean square of $s_1$ before the second step",
    published=sp.sqrt(s**2 + eta**2 * rows * columns),
    derived=capped_walk.root_mean_square_before_the_cut,
    domain=WALK_DOMAIN,
    nature=(
        Experiment(
            "mean square of the largest singular value",
            f"mean of $s_1^2$ before the second step, walks of size {SMALL.d}",
            AT,
            _mean_squares,
            96,
            MeanTest(bias=SMALL.d / STEPS),
            predict=lambda formula, at: float(formula.subs(at)) ** 2,
        ),
    ),
    source=slides("6", r"\sqrt{\sigma_*^2 + \eta^2 d_i d_{i-1}}"),
)


def _less(rng: np.random.Generator, draws: int) -> Sums:
    before, after = SMALL.largest(rng, draws, burn=BURN, steps=STEPS)
    return moments((before - after).mean(axis=0))


LOST = (0.0, 2 * SMALL.eta * sqrt(SMALL.d))
AFTER = Claim(
    id="sn.bound.after",
    title="The largest singular value after the second step",
    published="In the stationary regime $E s_1$ after the second step is at most that before it, "
    "and less by at most $eta (sqrt(d_i) + sqrt(d_(i-1)))$: with $eta = h/d$ the difference tends "
    "to 0, so that the square root is what both are compared with.",
    derived=capped_walk.lost_by_the_cut,
    domain=WALK_DOMAIN,
    examinations=(
        proven(
            "inequalities of Weyl and Gordon",
            "$0 <= E s_1(W') - E s_1(W'') <= eta (sqrt(d_i) + sqrt(d_(i-1)))$, and $E s_1(W')$ is "
            "at most its root mean square, the square root",
            capped_walk.lost_by_the_cut,
            capped_walk.root_mean_square_before_the_cut,
            corrected="means before and after the second step lie between $E s_1(W') - eta "
            "(sqrt(d_i) + sqrt(d_(i-1)))$ and $sqrt(s^2 + eta^2 d_i d_(i-1))$",
        ),
    ),
    nature=(
        Experiment(
            "what the second step takes from the mean",
            "mean of $s_1$ before the second step less that after it, which lies between 0 and "
            f"{LOST[1]:g}, walks of size {SMALL.d}",
            AT,
            _less,
            96,
            MeanTest(bias=LOST[1] / 2),
            asserted=lambda: (LOST[1] / 2, LOST[1] / 2),
        ),
    ),
    source=prose("slide 6; proposition 3.1 of the submission"),
)

CUT = Claim(
    id="sn.bound.cut",
    title="What the second step leaves",
    published="The second step does not leave $s_1 = s$ but $max(s, s_2)$, and $s_2$ exceeds $s$ "
    "with positive probability at every step; so the bound is needed after it, too.",
    domain=WALK_DOMAIN,
    examinations=(
        proven(
            "singular values after the cut",
            "one singular value is cut a step: $s_1$ becomes $s$, and $s_2$ stays; $eta E$ "
            "reaches every matrix, so that $s_2 > s$ has positive probability",
            capped_walk.after_the_cut,
            corrected="it leaves $max(s, s_2)$, and in the stationary regime $s_2$ lies close "
            "below $s_1$: one singular value is cut a step, while all grow",
        ),
    ),
    nature=(
        _experiment(
            "iterates at the cap after the second step",
            "share of matrices within 1/40 of $s$ after the second step",
            _at_the_cap,
            0.25,
        ),
    ),
    source=prose("slide 6", r"W \leftarrow W - \max(0, \sigma_1(W) - \sigma_*) u_1 v_1^T"),
)


def _order_one() -> Derivation:
    h, gamma_i, gamma_0, d = sp.symbols("h Gamma_i Gamma_0 d", positive=True)
    return Derivation(
        "One layer as all widths grow together",
        (
            *capped_walk.root_mean_square_before_the_cut().steps,
            Step(
                sp.sqrt(s**2 + h**2 * gamma_i * gamma_0),
                "$eta = h/d$, widths $Gamma_i d$ and $Gamma_0 d$",
                via=lambda e: e.subs({eta: h / d, rows: gamma_i * d, columns: gamma_0 * d}),
            ),
        ),
    )


ORDER_ONE = Claim(
    id="sn.order-one",
    title="The constant is of order one as all widths grow together",
    published="$d_i -> oo$ with $d_i/d_(i-1) -> gamma_i$, $eta = O(1/d_0)$, $N$ and $s$ fixed: "
    "the bound is $O(1)$.",
    derived=_order_one,
    domain=WALK_DOMAIN,
    examinations=(
        proven(
            "widths drop out",
            "with $eta = h/d_0$ and $d_i = Gamma_i d_0$ each layer's square root is $sqrt(s^2 + "
            "h^2 Gamma_i Gamma_(i-1))$, whatever $d_0$",
            _order_one,
            corrected="the product over layers of $sqrt(s^2 + h^2 Gamma_i Gamma_(i-1))$",
        ),
    ),
    uses=("sn.bound",),
    source=submission("after proposition 3.1"),
)

CLAIMS = (BOUND, BALANCE, AFTER, CUT, ORDER_ONE)
