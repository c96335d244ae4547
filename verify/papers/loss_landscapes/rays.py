"""Cuts towards the solution itself, eps = theta, of rectified networks without biases."""

from __future__ import annotations

from functools import partial

import numpy as np

from glassproof.derivations.networks import radial_cuts
from glassproof.derivations.networks.radial_cuts import RADIAL, D
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, summarised
from glassproof.verify.papers.loss_landscapes.signs import SIGNS, data
from glassproof.verify.papers.loss_landscapes.small_networks import (
    moments,
    moved,
    network,
    outputs,
    sampled,
    squared_loss,
)


def _change_of_error(rng: np.random.Generator) -> float:
    """Classifications that change from theta to (1 + lambda) theta."""
    layers, (x, _) = network(rng, (4, 6, 5, 3)), data(rng)
    before, after = (outputs(moved(layers, layers, at), x).argmax(axis=0) for at in (0.0, -0.9))
    return float((before != after).sum())


def _error_of_fit(rng: np.random.Generator, draws: int) -> Sums:
    """Squared loss at 1/2 less at -1/2 of exact fits, over half the mean square of the targets."""
    values = []
    for _ in range(draws):
        layers, (x, _) = network(rng, (4, 6, 5, 3)), data(rng)
        y = outputs(layers, x)
        ahead, behind = (squared_loss(moved(layers, layers, at), x, y) for at in (0.5, -0.5))
        values.append((ahead - behind) / ((y**2).sum() / x.shape[1] / 2))
    return moments(values)


P3_ERROR = Claim(
    id="valley.sign.ray-error",
    title="Along $eps = theta$ no classification changes",
    published="A rectified network without biases, of any depth, classifies at $(1 + lambda) "
    "theta$ as at $theta$, for every $lambda > -1$.",
    derived=radial_cuts.one_more_layer,
    domain=RADIAL.restricted({radial_cuts.lam, D, radial_cuts.z}),
    examinations=(
        proven(
            "homogeneity",
            "every logit is multiplied by $(1 + lambda)^D$, a positive number",
            radial_cuts.one_more_layer,
            radial_cuts.order_of_logits,
        ),
    ),
    nature=(
        Experiment(
            "classifications that change",
            "number of inputs that are classified otherwise at $lambda = -9/10$, networks 4-6-5-3",
            {},
            partial(sampled, _change_of_error),
            400,
            MeanTest(),
            asserted=lambda: (0.0, 0.0),
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P3"),
)
P3_ENTROPY = Claim(
    id="valley.sign.ray-entropy",
    title="Along $eps = theta$ the cross-entropy falls where the data are separated",
    published="Where every right logit is the largest, the cross-entropy of a rectified network "
    "without biases falls at first order in $lambda$ along $eps = theta$.",
    derived=radial_cuts.cross_entropy_slope,
    domain=RADIAL.restricted({D, radial_cuts.gap_1, radial_cuts.gap_2}),
    examinations=(
        proven(
            "the slope",
            "minus $D$ times the mean gap of the other logits, no term of which is negative; "
            "three classes are written out",
            radial_cuts.cross_entropy_slope,
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P3"),
)
P3_SQUARES = Claim(
    id="valley.sign.ray-squares",
    title="Along $eps = theta$ the squared loss of an exact fit rises more towards positive "
    "$lambda$",
    published="At an exact fit of a rectified network without biases, of depth $D >= 2$, the "
    "squared loss at $(1 + lambda) theta$ is larger than at $(1 - lambda) theta$, $0 < lambda <= "
    "1$.",
    derived=radial_cuts.squared_loss,
    domain=RADIAL.restricted({radial_cuts.lam, D}),
    examinations=(
        proven(
            "two positive factors",
            "the first factor is 0 at $D = 1$ and grows with $D$, the second is positive",
            radial_cuts.squared_loss,
            radial_cuts.excess_grows,
            corrected="$((1 + lambda)^D + (1 - lambda)^D - 2)((1 + lambda)^D - (1 - lambda)^D)$ "
            "times the target's mean square; 0 at $D = 1$; the reverse of cross-entropy",
        ),
    ),
    nature=(
        Experiment(
            "squared losses of exact fits",
            "squared loss at $lambda = 1/2$ less that at $-1/2$, over half the targets' mean "
            "square, networks 4-6-5-3",
            {},
            _error_of_fit,
            400,
            MeanTest(bias=1e-9),
            asserted=lambda: ((19 / 8) ** 2 - (7 / 8) ** 2,) * 2,
        ),
    ),
    source=summarised(VALLEY, SIGNS, also="P3"),
)

CLAIMS = (P3_ERROR, P3_ENTROPY, P3_SQUARES)
