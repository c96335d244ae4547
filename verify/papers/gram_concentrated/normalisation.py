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
from glassproof.verify.claims.experiment import Experiment, MeanTest, Sums, TailTest
from glassproof.verify.papers.gram_concentrated.paper import prose, slides, submission
from glassproof.verify.papers.gram_concentrated.spectra import moments
from glassproof.verify.papers.gram_concentrated.statements import proven

SMALL = Walk(16, 1 / 16, 2.0)
ROOT = sqrt(SMALL.s**2 + (SMALL.eta * SMALL.d) ** 2)
EPSILON, RARELY = 0.25, 0.02
BURN, STEPS = 480, 160
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


@cache
def _shares() -> Finding:
    """How far and how often iterates pass the root, at two sizes, before and after the cut."""
    told = []
    for d in (12, 36):
        walk = Walk(d, 1 / d, 2.0)
        before, after = walk.largest(np.random.default_rng(d), 6, burn=24 * d, steps=12 * d)
        told.append(
            f"d = {d}: means {before.mean():.3f} and {after.mean():.3f}, spreads "
            f"{before.std():.3f} and {after.std():.3f}, shares above the root "
            f"{np.mean(before > ROOT):.2f} and {np.mean(after > ROOT):.2f}"
        )
    return Finding(
        Kind.NATURE,
        Outcome.SILENT,
        f"s = 2, eta = 1/d, root {ROOT:.4f}; before and after the second step: " + "; ".join(told),
        "the square root is exactly the root mean square of the largest singular value before the "
        "second step, for every size; about half of the iterates pass it there, a few percent "
        "after; the excess falls with the size",
    )


BOUND = Claim(
    id="sn.bound",
    title="The bound at convergence, one layer",
    published="For every eps > 0 the largest singular value is at convergence, with high "
    "probability, at most eps + sqrt(s^2 + eta^2 d_i d_(i-1)). Sampled with eta = 1/d, eps = 1/4, "
    f"with at most {RARELY} of the iterates beyond it.",
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
    title="The square root as the root mean square of s_1 before the second step",
    published=sp.sqrt(s**2 + eta**2 * rows * columns),
    derived=capped_walk.root_mean_square_before_the_cut,
    domain=WALK_DOMAIN,
    nature=(
        Experiment(
            "mean square of the largest singular value",
            f"mean of s_1^2 before the second step, walks of size {SMALL.d}",
            AT,
            _mean_squares,
            96,
            MeanTest(bias=SMALL.d / STEPS),
            predict=lambda formula, at: float(formula.subs(at)) ** 2,
        ),
    ),
    source=slides("6", r"\sqrt{\sigma_*^2 + \eta^2 d_i d_{i-1}}"),
)


def _two_above() -> Finding:
    """Singular values 3 and 5/2, cap 2: the cut takes the first to 2 and leaves the second."""
    walk = Walk(2, 0.0, 2.0)
    after, _ = walk.step(np.array([[[3.0, 0.0], [0.0, 2.5]]]), np.random.default_rng(0))
    largest = float(np.linalg.norm(after[0], 2))
    return Finding(
        Kind.CERTIFIED,
        Outcome.HOLDS if largest > walk.s else Outcome.FAILS,
        f"singular values 3 and 2.5 become 2 and 2.5 with s = 2: the largest is {largest:g}",
        "it leaves max(s, s_2), and in the stationary regime s_2 lies close below s_1: one "
        "singular value is cut a step, while all grow",
    )


CUT = Claim(
    id="sn.bound.cut",
    title="What the second step leaves",
    published="The second step does not leave s_1 = s but max(s, s_2), which in the stationary "
    "regime is above s; so the bound is needed after it, too.",
    domain=WALK_DOMAIN,
    examinations=(Examination("two singular values above the cap", _two_above),),
    nature=(
        _experiment(
            "iterates at the cap after the second step",
            "share of matrices within 1/40 of s after the second step",
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
                "eta = h/d, widths Gamma_i d and Gamma_0 d",
                via=lambda e: e.subs({eta: h / d, rows: gamma_i * d, columns: gamma_0 * d}),
            ),
        ),
    )


ORDER_ONE = Claim(
    id="sn.order-one",
    title="The constant is of order one as all widths grow together",
    published="d_i -> oo with d_i/d_(i-1) -> gamma_i, eta = O(1/d_0), N and s fixed: the bound is "
    "O(1).",
    derived=_order_one,
    domain=WALK_DOMAIN,
    examinations=(
        proven(
            "widths drop out",
            "with eta = h/d_0 and d_i = Gamma_i d_0 each layer's square root is "
            "sqrt(s^2 + h^2 Gamma_i Gamma_(i-1)), whatever d_0",
            _order_one,
            corrected="the product over layers of sqrt(s^2 + h^2 Gamma_i Gamma_(i-1))",
        ),
    ),
    uses=("sn.bound",),
    source=submission("after proposition 3.1"),
)

FIGURE = Walk(100, 1 / 100, 4.0)
ITERATIONS = 1000
FREE = 2 * sqrt(1 / 3 + ITERATIONS * FIGURE.eta**2 * FIGURE.d)
LAST, SHORT = 50, 0.015


def _uniform(rng: np.random.Generator) -> np.ndarray:
    reach = 1 / sqrt(FIGURE.d)
    return rng.uniform(-reach, reach, (1, FIGURE.d, FIGURE.d))


def _without(rng: np.random.Generator, draws: int) -> Sums:
    spread = FIGURE.eta * sqrt(ITERATIONS)
    values = [
        np.linalg.norm(_uniform(rng)[0] + spread * rng.standard_normal((FIGURE.d,) * 2), 2)
        for _ in range(draws)
    ]
    return moments(np.array(values))


def _reached(rng: np.random.Generator, draws: int) -> Sums:
    """How many walks reach the root in the mean over the last iterates.

    Steps below the cap, which the sum of so few Gaussians does not reach, are made at once."""
    root = sqrt(FIGURE.s**2 + 1)
    reached = 0
    free = 300
    for _ in range(draws):
        W = _uniform(rng) + FIGURE.eta * sqrt(free) * rng.standard_normal((1, FIGURE.d, FIGURE.d))
        last = []
        for number in range(free, ITERATIONS):
            W, values = FIGURE.step(W, rng)
            if number >= ITERATIONS - LAST:
                last.append(values[0, 0])
        reached += np.mean(last) >= root - SHORT
    return np.array([draws, reached])


FIGURES = (
    Claim(
        id="sn.figure.without",
        title="The largest singular value without the second step",
        published="d = 100, eta = 1/100, weights uniform at first: after t iterations without the "
        "second step s_1 is 2 sqrt(1/3 + t/100) to leading order, after 1000 beyond 6, where the "
        "figure's vertical axis ends.",
        domain=WALK_DOMAIN,
        nature=(
            Experiment(
                "walk without a cut",
                f"mean largest singular value after {ITERATIONS} iterations, d = {FIGURE.d}",
                {},
                _without,
                64,
                MeanTest(bias=FREE * FIGURE.d ** (-2 / 3)),
                asserted=lambda: (FREE, FREE),
            ),
        ),
        source=prose("slide 6, figure; submission, figure 2"),
    ),
    Claim(
        id="sn.figure.stationary",
        title="The curve for s = 4 within 1000 iterations",
        published="d = 100, eta = 1/100, s = 4: 1000 iterations are too few for the stationary "
        "regime; the largest singular value before the second step stays below its line "
        f"sqrt(s^2 + 1) by more than {SHORT} in the mean of the last {LAST} iterations.",
        domain=WALK_DOMAIN,
        nature=(
            Experiment(
                "the last iterations of the figure",
                f"share of walks whose last {LAST} iterations come within {SHORT} of the line",
                {},
                _reached,
                4,
                TailTest(),
                asserted=lambda: (0.0, 0.0),
                chunks=2,
            ),
        ),
        source=prose("slide 6, figure; submission, figure 2"),
    ),
)

CLAIMS = (BOUND, BALANCE, CUT, ORDER_ONE, *FIGURES)
