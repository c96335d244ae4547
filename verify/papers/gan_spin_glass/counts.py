"""Nature for the expected count: every critical point of sampled glasses, enumerated.

On two circles the enumeration is complete (each zero certified, each draw's signs adding up to the
Euler characteristic); a draw that is not is counted as a failure and fails the experiment.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.gan_glass.model import m, p, q, sigma_z
from glassproof.numerics.gan_glass.count_law import CountLaw, law_of_independent_shifts
from glassproof.numerics.gan_glass.expected_count import expected_count
from glassproof.numerics.gan_glass.nature.critical_points import count_draws
from glassproof.numerics.gan_glass.nature.isolated import drawn_on_circles
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import EstimatedMeanTest
from glassproof.verify.papers.gan_spin_glass.constants import B1, S2, S12, V_D, V_G, B

PREDICTION_DRAWS = 400_000
PREDICTION_SEED = 20_101


def published_law() -> CountLaw:
    """What the published constants and the published region make of the expected count."""
    return law_of_independent_shifts(
        v_D=V_D,
        v_G=V_G,
        b=B,
        b1=B1,
        s2=S2,
        s12=S12,
        bound_P=m * 2**m,
        bound_Q=p,
        bound_R=p / (m * 2**m),
    )


def enumeration(
    name: str, *, degrees: tuple[int, int], noise: sp.Rational, u_D: float = inf, u_G: float = inf
) -> Experiment:
    """The mean number of critical points on two circles, by enumeration and by Kac and Rice."""
    glass: dict[str, Any] = {
        "n_D": 2,
        "n_G": 2,
        "p": degrees[0],
        "q": degrees[1],
        "sigma_z": float(noise),
    }

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        census = count_draws(**glass, draws=draws, rng=rng)
        if census.failures:
            raise ArithmeticError(f"draws that could not be solved completely: {census.failures}")
        counts = census.counts(u_D=u_D, u_G=u_G)
        return np.array([draws, counts.sum(), (counts.astype(float) ** 2).sum()])

    def predict(law: CountLaw | None) -> tuple[float, float]:
        draws, seed = PREDICTION_DRAWS, PREDICTION_SEED
        return expected_count(**glass, u_D=u_D, u_G=u_G, draws=draws, seed=seed, law=law)

    bounds = "" if u_D == u_G == inf else f" with $L_D <= 2$ ({u_D:g}) and $L_G <= 2$ ({u_G:g})"
    return Experiment(
        name,
        f"mean number of enumerated critical points on two circles{bounds}",
        {p: sp.Integer(degrees[0]), q: sp.Integer(degrees[1]), sigma_z: noise},
        chunk,
        1600,
        EstimatedMeanTest(),
        asserted=lambda: (predict(published_law()), predict(None)),
        counts=True,
        instances=partial(
            drawn_on_circles,
            1 if sum(degrees) > 3 else 2,
            {name: glass[name] for name in ("p", "q", "sigma_z")},
            (u_D, u_G),
        ),
    )
