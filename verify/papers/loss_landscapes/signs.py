"""Cuts by signs: what their agreement decides of any loss, exactly."""

from __future__ import annotations

from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.networks import sign_cuts
from glassproof.derivations.networks.sign_cuts import SIGN_CUTS, G, m_1, r
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import disproven, proven
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, reading, summarised
from glassproof.verify.papers.loss_landscapes.small_networks import (
    Layers,
    cross_entropy,
    moments,
    moved,
    network,
    sampled,
)

SIGNS = "sign consistency of direction and solution"
WIDTHS, INPUTS = (4, 6, 3), 12


def directions(layers: Layers, rng: np.random.Generator, agreement: float) -> Layers:
    """Gaussian magnitudes, signs that agree with the weights' with that probability."""
    found = []
    for W in layers:
        signs = np.where(rng.random(W.shape) < agreement, 1.0, -1.0)
        found.append(signs * np.sign(W) * np.abs(rng.normal(0, W.std(), W.shape)))
    return found


def data(rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    return rng.standard_normal((WIDTHS[0], INPUTS)), rng.integers(0, WIDTHS[-1], INPUTS).astype(
        float
    )


def _ahead_wins(agreement: float, rng: np.random.Generator) -> float:
    """Whether the loss at lambda = 1 is below that at -1, less that the other way round."""
    layers, (x, labels) = network(rng, WIDTHS), data(rng)
    way = directions(layers, rng, agreement)
    ahead, behind = (cross_entropy(moved(layers, way, at), x, labels) for at in (1.0, -1.0))
    return float(np.sign(behind - ahead))


P1 = Claim(
    id="valley.sign.symmetric",
    title="Independent symmetric signs: both sides of a cut have one law",
    published="If the signs of $eps$ are independent of its magnitudes and of each other and "
    "symmetric, the losses at $theta + lambda eps$ and at $theta - lambda eps$ have one law, for "
    "any loss and at any $theta$.",
    derived=sign_cuts.symmetric,
    domain=SIGN_CUTS,
    examinations=(
        proven(
            "turning all signs permutes the sign patterns",
            "the mean of any function of the loss is the same on both sides; nothing in this "
            "depends on how many weights there are",
            sign_cuts.symmetric,
        ),
    ),
    nature=(
        Experiment(
            "which side is lower",
            "how much more often the cross-entropy is lower at $lambda = 1$ than at $-1$ than the "
            "other way round, rectified networks 4-6-3, Gaussian $eps$",
            {},
            partial(sampled, partial(_ahead_wins, 0.5)),
            6000,
            MeanTest(),
            asserted=lambda: (0.0, 0.0),
        ),
    ),
    source=summarised(
        VALLEY, SIGNS, also="P1; $eps$ Gaussian, uniform and others: seven laws of noise"
    ),
)

_SLOPE = {r: sp.Rational(3, 4), m_1: sp.Integer(1), G: sp.Integer(1)}


def _asymmetry(rng: np.random.Generator, draws: int) -> Sums:
    """(L(lambda) - L(-lambda))/lambda over gradient . sign(theta), logistic regression.

    The gradient is known exactly; lambda is 1/1000, the third order 1e-6 of the first.
    """
    fixed = np.random.default_rng(4)
    theta, x = fixed.standard_normal(5), fixed.standard_normal((5, 30))
    slope = x @ (1 / (1 + np.exp(-theta @ x))) / x.shape[1]
    scale = float(slope @ np.sign(theta))
    signs = np.where(rng.random((draws, 5)) < 0.75, 1.0, -1.0)
    eps = signs * np.sign(theta) * rng.exponential(1.0, (draws, 5))
    ahead, behind = (np.logaddexp(0, (theta + at * eps) @ x).mean(axis=1) for at in (0.001, -0.001))
    return moments((ahead - behind) / 0.001 / scale)


P2 = Claim(
    id="valley.sign.agreement",
    title="The slope of the asymmetry at agreement $r$",
    published=2 * (2 * r - 1) * m_1 * G,
    derived=sign_cuts.first_order,
    domain=SIGN_CUTS.restricted({r, m_1, G}),
    nature=(
        Experiment(
            "slope of the asymmetry",
            "mean of $L(lambda) - L(-lambda)$ over $lambda$ and the gradient's sum along "
            "$sign(theta)$, $lambda = 1/1000$, logistic regression with 5 weights, $r = 3/4$, "
            "exponential magnitudes",
            _SLOPE,
            _asymmetry,
            20_000,
            MeanTest(bias=1e-3),
        ),
    ),
    source=summarised(
        VALLEY,
        SIGNS,
        r"\mathbb{E}[L(\lambda) - L(-\lambda)] = 2 \lambda (2r - 1) \mathbb{E}|\epsilon| \, "
        r"(\nabla L \cdot \mathrm{sign}\, \theta) + O(\lambda^3)",
        also="P2, over $lambda$ at $lambda = 0$; $G$ is the gradient times $sign(theta)$, $m_1 = "
        "E abs(eps)$",
    ),
)
P2_TURNED = Claim(
    id="valley.sign.turned",
    title="Agreement $r$ and $1 - r$",
    published="Under $r -> 1 - r$ the mean of $L(lambda) - L(-lambda)$ changes its sign, for any "
    "loss.",
    derived=sign_cuts.turned,
    domain=SIGN_CUTS,
    examinations=(
        proven("term by term", "opposite signs have the other's probability", sign_cuts.turned),
    ),
    source=summarised(VALLEY, SIGNS, also="P2, its first half"),
)
P2_STATIONARY = Claim(
    id="valley.sign.stationary",
    title="The asymmetry at a stationary point is of third order",
    published="At a stationary point of a smooth loss the first term of the mean of $L(lambda) - "
    "L(-lambda)$ is of order $lambda^3$.",
    derived=sign_cuts.stationary,
    domain=SIGN_CUTS,
    examinations=(
        proven(
            "expansion to third order",
            "the gradient is what the first order is made of, and even orders cancel",
            sign_cuts.asymmetry,
            sign_cuts.stationary,
            corrected="$lambda^3 (2r - 1) (m_3 T_1 + 3 m_1 m_2 T_2 + (2r - 1)^2 m_1^3 T_3)/3$, "
            "sums of third derivatives along $sign(theta)$: it may have either sign",
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P2, its end"),
)


def _wrong_sign() -> tuple[bool, str]:
    """A quartic with its minimum at theta = (1, 2) that rises more towards sign agreement."""
    x, y, at = sp.symbols("x y lambda", real=True)
    loss = (x - 1) ** 2 + (y - 2) ** 2 + (x - 1) ** 3
    ahead, behind = (loss.subs({x: 1 + v, y: 2 + v}) for v in (at, -at))
    gap = sp.expand(ahead - behind)
    value = gap.subs(at, sp.Rational(1, 2))
    return bool(value > 0), (
        "$L = (x-1)^2 + (y-2)^2 + (x-1)^3$ has a minimum at $theta = (1, 2)$; along $sign(theta)$ "
        f"the gap is $L(lambda) - L(-lambda) = {gap}$, {value} at $lambda = 1/2$"
    )


FLATTER = Claim(
    id="valley.sign.any-loss",
    title="The cut is flatter towards positive $lambda$ at any minimum",
    published="At any minimum of any loss the cut along $abs(eps) sign(theta)$ is flatter towards "
    "positive $lambda$.",
    domain=SIGN_CUTS,
    examinations=(
        disproven(
            "a minimum with a positive third derivative",
            _wrong_sign,
            "the sign of the third derivatives along $sign(theta)$ decides: it is a property of "
            "the network and its loss",
        ),
    ),
    source=reading(VALLEY, "the degree of sign consistency is a critical indicator of valley "
                   "symmetry", also="read of any loss"),
    uses=("valley.sign.stationary",),
)  # fmt: skip

CLAIMS = (P1, P2, P2_TURNED, P2_STATIONARY, FLATTER)
