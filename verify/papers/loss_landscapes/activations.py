"""Cuts along sign(w): activations that survive, and weights whose sign turns."""

from __future__ import annotations

import numpy as np
import sympy as sp

from glassproof.derivations.networks import activation_patterns, sign_cuts
from glassproof.derivations.networks.activation_patterns import PATTERNS, lam, s, t
from glassproof.derivations.networks.sign_cuts import SIGN_CUTS
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, summarised
from glassproof.verify.papers.loss_landscapes.signs import SIGNS
from glassproof.verify.papers.loss_landscapes.small_networks import moments

_UNIT = np.array([3.0, -1.0, -3.0, 1.0])
_CUT = sp.Integer(1)


def pattern_point() -> dict[sp.Symbol, sp.Expr]:
    """s and t of the unit with weights 3, -1, -3, 1, and the cut's coordinate 1."""
    w = [sp.nsimplify(value) for value in _UNIT]
    total, square = sum(map(abs, w)), sum(v * v for v in w)
    return {
        lam: _CUT,
        s: total / square,
        t: sp.sqrt(len(w) * square - total**2) / square,
    }


def _survivors(rng: np.random.Generator, draws: int) -> Sums:
    h = rng.standard_normal((draws, len(_UNIT)))
    after = h @ (_UNIT + float(_CUT) * np.sign(_UNIT))
    return moments(((h @ _UNIT > 0) == (after > 0)).astype(float))


P4 = Claim(
    id="valley.sign.activations",
    title="The share of activations that survive, one rectified unit",
    published=1 - sp.atan(lam * t / (1 + lam * s)) / sp.pi,
    derived=activation_patterns.share,
    domain=PATTERNS.restricted({lam, s, t}),
    nature=(
        Experiment(
            "surviving activations",
            "share of Gaussian inputs that keep a unit's activation, $w = (3, -1, -3, 1)$, at "
            "$lambda = 1$ along $sign(w)$",
            pattern_point(),
            _survivors,
            40_000,
            MeanTest(),
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P4; towards positive $lambda$, and with $-lambda$ for "
    "$lambda$ on the other side (an angle beyond a right one where $lambda s > 1$)"),
)  # fmt: skip


def _both_sides(rng: np.random.Generator, draws: int) -> Sums:
    """Whether an activation survives at lambda, less whether it does at -lambda."""
    h = rng.standard_normal((draws, len(_UNIT)))
    active = h @ _UNIT > 0
    ahead, behind = (
        active == (h @ (_UNIT + at * float(_CUT) * np.sign(_UNIT)) > 0) for at in (1, -1)
    )
    return moments(ahead.astype(float) - behind)


def _between_the_sides() -> float:
    at = pattern_point()
    x = float(lam.subs(at))
    slope, turn = float(at[s]), float(at[t])
    angles = [np.arctan2(abs(y) * turn, 1 + y * slope) for y in (x, -x)]
    return float((angles[1] - angles[0]) / np.pi)


P4_ORDER = Claim(
    id="valley.sign.activations.order",
    title="More activations survive towards positive $lambda$, at second order",
    published="Towards $w + lambda sign(w)$, $lambda > 0$, more activations survive than towards "
    "$w - lambda sign(w)$, unless all weights are of one size; the two shares agree to first "
    "order in $lambda$ and differ at second.",
    derived=activation_patterns.second_order,
    domain=PATTERNS.restricted({lam, s, t}),
    examinations=(
        proven(
            "two angles",
            "the tangent of the angle at $-lambda$ is larger; past a right angle it is the larger "
            "angle anyway",
            activation_patterns.more_survive,
            activation_patterns.second_order,
            corrected="the shares differ by $2 s t lambda^2/pi$, to leading order",
        ),
    ),
    nature=(
        Experiment(
            "the two sides",
            "share of surviving activations at $lambda = 1$ less that at $-1$, the same unit",
            {},
            _both_sides,
            40_000,
            MeanTest(),
            asserted=lambda: (_between_the_sides(),) * 2,
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P4"),
)


def _turned(rng: np.random.Generator, draws: int) -> Sums:
    w, eps = rng.standard_normal((2, draws))
    return moments((np.abs(eps) / 2 > np.abs(w)).astype(float))


P5 = Claim(
    id="valley.sign.flips",
    title="The share of weights whose sign turns at $-lambda$ along $abs(eps) sign(w)$",
    published=2 * sp.atan(sign_cuts.lam) / sp.pi,
    derived=sign_cuts.flips,
    domain=SIGN_CUTS.restricted({sign_cuts.lam}),
    nature=(
        Experiment(
            "turned signs",
            "share of weights whose sign turns at $lambda = -1/2$, weights and $eps$ Gaussian",
            {sign_cuts.lam: sp.Rational(1, 2)},
            _turned,
            40_000,
            MeanTest(),
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P5; weights and $eps$ Gaussian of one variance, as "
    "$eps$ is scaled to the norm of $theta$; at $lambda > 0$ no sign turns"),
)  # fmt: skip

CLAIMS = (P4, P4_ORDER, P5)
