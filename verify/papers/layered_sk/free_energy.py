"""The free energy above the transition, with its correction of order one."""

from __future__ import annotations

import numpy as np
import sympy as sp

from glassproof.derivations.layered_spins import second_moment
from glassproof.derivations.layered_spins.model import (
    N_1,
    N_2,
    N_3,
    PARAMAGNET,
    beta,
    v_1,
    v_2,
)
from glassproof.numerics.layered_spins.enumeration import Enumeration
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.high_temperature import log_partition_finite_size
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED, Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.papers.layered_sk.paper import abstract

SMALL = Layers((60, 10, 60), (1 / 32, 1 / 32))
BETA = sp.Rational(2, 3)
"""Of the sampled glasses, whose T_c is 1.04."""
FORMULA = sp.log(1 - beta**4 * N_2 * (N_1 * v_1**2 + N_3 * v_2**2)) / 4
POINT = {
    **dict(zip((N_1, N_2, N_3), map(sp.Integer, SMALL.widths), strict=True)),
    v_1: sp.Rational(1, 32),
    v_2: sp.Rational(1, 32),
    beta: BETA,
}
ALLOWANCE = ALLOWED * log_partition_finite_size(SMALL, 1 / float(BETA))
"""For the finite size: twice the next term."""


def _corrections(rng: np.random.Generator, draws: int) -> Sums:
    """log Z less its leading part, by enumeration; the couplings' own sum of squares taken out.

    beta^2/2 sum (W^2 - v) has mean zero and most of the variance.
    """
    b = float(BETA)
    leading = SMALL.spins * np.log(2) + b**2 * SMALL.total_variance / 2
    values = np.empty(draws)
    for draw in range(draws):
        W = [w[0] for w in SMALL.sampled_couplings(rng, 1)]
        squares = sum(float((w**2).sum()) for w in W) - SMALL.total_variance
        log_z = Enumeration(SMALL, W).log_partition(b)
        values[draw] = log_z - leading - b**2 * squares / 2
    return np.array([draws, values.sum(), (values**2).sum()])


CLAIMS = (
    Claim(
        id="sk.free-energy",
        title="$E log Z$ of three layers above $T_c$, beyond $log E Z$",
        published=FORMULA,
        derived=second_moment.free_energy_correction,
        source=abstract(
            "the paramagnetic phase",
            r"\tfrac14 \log \det(I - \beta^2 M)",
            also="our form, for Gaussian weights: the limit as the layers get wide",
        ),
        domain=PARAMAGNET,
        nature=(
            Experiment(
                "free energy by enumeration",
                f"mean of $log Z$ less $log E Z$, layers of {', '.join(map(str, SMALL.widths))} "
                "spins, $T = 3/2$; the allowance is twice the next term, of relative order $1/N$",
                POINT,
                _corrections,
                6000,
                MeanTest(bias=ALLOWANCE),
            ),
        ),
        uses=("sk.temperature.second-moment",),
    ),
)
