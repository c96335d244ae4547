"""The distance of two Gaussians by which generated images are graded.

Sampled, it is the least cost of matching points of the one with points of the other, which exceeds
the distance of the laws by O(log N/N) times their variances in the plane.
"""

from __future__ import annotations

from math import log

import numpy as np
import sympy as sp

from glassproof.derivations.optimal_transport import gaussians
from glassproof.derivations.optimal_transport.gaussians import PAIR_DOMAIN, C, D, shift
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.gram_concentrated.paper import slides
from glassproof.verify.papers.gram_concentrated.spectra import moments

Array = np.ndarray
AT = {
    gaussians.g_1: sp.Integer(2), gaussians.g_2: sp.Rational(1, 2), gaussians.u: sp.Integer(2),
    gaussians.v: sp.Rational(1, 2), gaussians.w: sp.Integer(1), shift: sp.Integer(1),
}  # fmt: skip
POINTS = 400
FIRST, SECOND = (np.array(M.subs(AT).tolist(), dtype=float) for M in (C, D))


def _costs(rng: np.random.Generator) -> Array:
    """Squared distances of points of both Gaussians, the means ``shift`` apart."""
    x, y = (rng.multivariate_normal(np.zeros(2), M, POINTS) for M in (FIRST, SECOND))
    found: Array = ((x[:, None] - y - [float(AT[shift]), 0.0]) ** 2).sum(axis=-1)
    return found


def _matched(costs: Array) -> float:
    """The least mean cost over all ways to match the points, one to one."""
    from scipy.optimize import linear_sum_assignment

    return float(costs[linear_sum_assignment(costs)].mean())


def _chunk(rng: np.random.Generator, draws: int) -> Sums:
    return moments(np.array([_matched(_costs(rng)) for _ in range(draws)]))


def _by_transport() -> Finding:
    """POT: a linear programme on one sample, and its own distance of two Gaussians."""
    if not extras.installed("ot"):
        return Finding(Kind.NATURE, Outcome.SILENT, extras.hint("POT", "transport"))
    import ot

    costs = _costs(np.random.default_rng(3))
    weights = np.full(POINTS, 1 / POINTS)
    gap = abs(float(ot.emd2(weights, weights, costs)) - _matched(costs))
    means = np.zeros(2), np.array([float(AT[shift]), 0.0])
    theirs = float(ot.gaussian.bures_wasserstein_distance(*means, FIRST, SECOND)) ** 2
    off = abs(theirs - float(gaussians.by_coupling().result.subs(AT)))
    return Finding(
        Kind.NATURE,
        Outcome.SILENT if max(gap, off) < 1e-9 else Outcome.DEFECT,
        f"POT's linear programme matches a sample at the same cost, up to {gap:.0e}, and its "
        f"squared distance of the two Gaussians is the derived one, up to {off:.0e}",
    )


FID = Claim(
    id="fid",
    title="The squared 2-Wasserstein distance of two Gaussians",
    published=shift**2 + C.trace() + D.trace() - 2 * gaussians.root_trace(C * D),
    derived=gaussians.by_coupling,
    domain=PAIR_DOMAIN,
    examinations=(
        proven(
            "duality",
            "a dual bound for every coupling equals the cost of the one that is optimal",
            gaussians.by_duality,
        ),
        Examination("optimal transport by POT", _by_transport),
    ),
    nature=(
        Experiment(
            "matched samples",
            f"mean squared distance of {POINTS} points of each Gaussian, matched at least cost",
            AT,
            _chunk,
            48,
            MeanTest(bias=float(np.trace(FIRST) + np.trace(SECOND)) * log(POINTS) / POINTS),
        ),
    ),
    source=slides(
        "17",
        r"d^2 = \| \mu - \mu_w \|^2 + \operatorname{tr} \left( C + C_w - 2 (C C_w)^{1/2} \right)",
        also="2 × 2 covariances that need not commute; the argument is one for every size",
    ),
)

CLAIMS = (FID,)
