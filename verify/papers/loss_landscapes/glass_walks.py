"""What a walk sees on a spherical glass: levels at a distance, and along random rotations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.p_spin import walks
from glassproof.derivations.p_spin.model import p
from glassproof.derivations.p_spin.walks import WALKS, N, alpha, d, r, steps
from glassproof.derivations.proof.derivation import Derivation
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.papers.loss_landscapes.paper import GLASS, abstract
from glassproof.verify.papers.loss_landscapes.small_networks import moments

Array = np.ndarray
_DEGREE, _OVERLAP, _DISTANCE = 3, sp.Rational(7, 25), sp.Rational(6, 5)
_PLACES = np.array([[1.0, 0, 0], [0.28, 0.96, 0]])


def _energies(rng: np.random.Generator, draws: int) -> Array:
    """Of two points at the overlap 7/25, many glasses of three spins each, variance one."""
    X = rng.standard_normal((draws, 3, 3, 3))
    found: Array = np.einsum("dijk,mi,mj,mk->dm", X, _PLACES, _PLACES, _PLACES)
    return found


def _product(rng: np.random.Generator, draws: int) -> Sums:
    first, second = _energies(rng, draws).T
    return moments(first * second)


def _squared_difference(rng: np.random.Generator, draws: int) -> Sums:
    first, second = _energies(rng, draws).T
    return moments((first - second) ** 2)


_SIZE, _STEPS = 4, 3


def walked(rng: np.random.Generator, count: int, size: int, angle: float, length: int) -> Array:
    """Points after ``length`` rotations by ``angle`` towards random tangents, first coordinates."""
    point = np.tile(np.eye(size)[0], (count, 1))
    for _ in range(length):
        tangent = rng.standard_normal((count, size))
        tangent -= (tangent * point).sum(axis=1, keepdims=True) * point
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        point = np.cos(angle) * point + np.sin(angle) * tangent
    found: Array = point[:, 0]
    return found


def _overlaps(power: int, rng: np.random.Generator, draws: int) -> Sums:
    return moments(walked(rng, draws, _SIZE, 1.0, _STEPS) ** power)


def _claim(
    name: str,
    title: str,
    derived: Callable[[], Derivation],
    nature: Experiment,
    also: str,
) -> Claim:
    published = sp.sympify(derived().result)
    return Claim(
        id=f"landscape.walk.{name}",
        title=title,
        published=published,
        derived=derived,
        domain=WALKS.restricted(published.free_symbols),
        nature=(nature,),
        source=abstract(GLASS, "random walk in the parameter space of DNNs to unravel the "
                        "structures in their loss landscape", also=also),
    )  # fmt: skip


CLAIMS = (
    _claim(
        "level",
        "The energy at the overlap $r$, given the one where the walk began",
        walks.conditional_mean,
        Experiment(
            "product of two energies",
            "mean product of energies at the overlap 7/25, three spins, over glasses",
            {p: sp.Integer(_DEGREE), r: _OVERLAP},
            _product,
            40_000,
            MeanTest(),
        ),
        "with what the network's walk is compared: the regression coefficient of the two energies",
    ),
    _claim(
        "distance",
        "Mean squared difference of energies at the distance $d$",
        walks.structure,
        Experiment(
            "squared difference of two energies",
            "mean squared difference of energies at the distance 6/5, three spins",
            {p: sp.Integer(_DEGREE), d: _DISTANCE},
            _squared_difference,
            40_000,
            MeanTest(),
        ),
        "the structure function of the glass",
    ),
    _claim(
        "overlap",
        "Mean overlap after $n$ random rotations by $alpha$",
        walks.mean_overlap,
        Experiment(
            "overlap after three rotations",
            "mean overlap after three rotations by 1, sphere of $R^4$",
            {alpha: sp.Integer(1), steps: sp.Integer(_STEPS)},
            partial(_overlaps, 1),
            40_000,
            MeanTest(),
        ),
        "a walk on the sphere; in $p$ spins the energies' correlation is the mean of the "
        "overlap's $p$-th power",
    ),
    _claim(
        "squared-overlap",
        "Mean squared overlap after $n$ random rotations by $alpha$",
        walks.mean_squared_overlap,
        Experiment(
            "squared overlap after three rotations",
            "mean squared overlap after three rotations by 1, sphere of $R^4$",
            {alpha: sp.Integer(1), steps: sp.Integer(_STEPS), N: sp.Integer(_SIZE)},
            partial(_overlaps, 2),
            40_000,
            MeanTest(),
        ),
        "the correlation of energies along the walk for $p = 2$, which one hidden layer maps to; "
        "it does not fall below $1/N$",
    ),
)
