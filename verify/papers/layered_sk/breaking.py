"""Replica symmetry below the transition: one symmetric solution, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial

import numpy as np

from glassproof.derivations.layered_spins import replica_symmetric as symmetric
from glassproof.derivations.layered_spins.model import ANY_LAYERS
from glassproof.derivations.proof.domain import Domain
from glassproof.numerics.layered_spins.certified import enclosed
from glassproof.numerics.layered_spins.replica_symmetric import solve
from glassproof.numerics.layered_spins.sampling import equilibrium_averages
from glassproof.numerics.layered_spins.temperature import temperature
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest, NotBelowTest
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.layered_sk.paper import abstract
from glassproof.verify.papers.layered_sk.sampled import random_chain
from glassproof.verify.papers.layered_sk.temperature import equal

SENTENCE = "a layered Sherrington-Kirkpatrick model, which exhibits replica symmetry breaking"
COLD = Fraction(4, 5)
TEMPERATURES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.45, 1.7)
SMALL, LARGE = 16, 32


def _unstable_everywhere() -> tuple[bool, str]:
    """The Perron root for random chains, from just below T_c down."""
    rng = np.random.default_rng(2)
    least, told = np.inf, []
    for factor in (0.95, 0.7, 0.4, 0.1):
        roots = []
        for _ in range(8):
            given = random_chain(rng, 7, 300)
            highest = temperature(given)
            roots.append(solve(given, factor * highest, highest).stability)
        least = min(least, *roots)
        told.append(f"{min(roots):.4f} at ${factor:g} T_c$")
    return least > 1, f"least Perron root of 8 random chains: {', '.join(told)}; stable below 1"


STABILITY = Claim(
    id="sk.breaking",
    title="Below $T_c$ the replica-symmetric solution is unstable",
    published="The replica-symmetric equations, $q = E tanh^2(beta h z)$ in each layer with the "
    "variance $h^2 = K q$ of its field, have exactly one positive solution below $T_c$ and none "
    "above; at every temperature below $T_c$ it violates the condition of de Almeida and "
    "Thouless, that $beta^2 diag(E sech^4) K$ has no eigenvalue above 1; for any widths and "
    "variances.",
    source=abstract(SENTENCE),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "one solution",
            "the map grows and is scalable, so that it has one positive fixed point where its "
            "slope at 0, $beta^2 K$, has a Perron root above one",
            symmetric.stationary,
            symmetric.scalable,
        ),
        proven(
            "unstable all the way",
            "$a E sech^4(Y) > E tanh^2(Y)$ for a Gaussian $Y$ of any variance $a > 0$, by parts "
            "and term by term; so the matrix lifts the positive vector $q$",
            symmetric.by_parts,
            symmetric.unstable,
        ),
        computed("random chains", _unstable_everywhere),
    ),
    uses=("sk.temperature.general",),
)


def _balls() -> tuple[bool, str]:
    """Enclosures at three equal layers, T = 4/5."""
    found = enclosed(equal(10), COLD, (Fraction(1, 10),) * 2)
    outer, inner, _ = found.overlaps
    root = solve(equal(10), float(COLD), temperature(equal(10))).stability
    return bool(found.stability_above > 1), (
        f"$q_1 = q_3 = {outer.str(8)}$, $q_2 = {inner.str(8)}$; the Perron root is at least "
        f"{found.stability_above.str(6)} (its value is {root:.6f})"
    )


VALUES = Claim(
    id="sk.breaking.values",
    title="Overlaps of the replica-symmetric solution, three equal layers",
    published="At three equal layers, $C = 1$, $T = 0.8$, the replica-symmetric equations have a "
    "positive solution, and it is unstable.",
    source=abstract(SENTENCE, also="values asked for by the reviewer"),
    domain=Domain({}),
    examinations=(computed("in balls, by monotony", _balls),),
    uses=("sk.breaking",),
)


@cache
def _half() -> float:
    """Half the replica-symmetric overlap of all spins, three equal layers, T = 0.8."""
    given = equal(SMALL)
    return float(solve(given, float(COLD), temperature(given)).overlaps.mean() / 2)


def _averages(
    what: Callable[[Tempering], FloatArray], width: int, rng: np.random.Generator, draws: int
) -> FloatArray:
    return equilibrium_averages(equal(width), TEMPERATURES, what, rng, draws, burn=300, samples=75)


def _sums(values: FloatArray) -> Sums:
    return np.array([len(values), values.sum(), (values**2).sum()])


def is_small(walk: Tempering) -> FloatArray:
    """Whether the overlap of a pair is below half the symmetric one, at the lowest temperature."""
    return np.asarray(np.abs(walk.overlaps()[:, 0].mean(axis=1)) < _half())


def imbalance(walk: Tempering) -> FloatArray:
    """H + beta sum_l v_l N_l N_(l+1) (1 - q_l q_(l+1)), a spin, at the lowest temperature.

    Its mean vanishes in equilibrium: integrate E W <s t> by parts.
    """
    given, q = walk.layers, walk.overlaps()[:, 0]
    pairs = enumerate(given.variances)
    links = sum(v * given.widths[l] * given.widths[l + 1] * (1 - q[:, l] * q[:, l + 1])
                for l, v in pairs)  # fmt: skip
    energy = walk.energies()[:, :, 0].mean(axis=1)
    return np.asarray((energy + links / walk.temperatures[0]) / given.spins)


def _sampled(what: Callable[[Tempering], FloatArray], rng: np.random.Generator, draws: int) -> Sums:
    return _sums(_averages(what, LARGE, rng, draws))


@cache
def _of_the_smaller() -> tuple[float, float]:
    values = _averages(is_small, SMALL, np.random.default_rng(12), 400)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


OVERLAPS = Claim(
    id="sk.breaking.overlaps",
    title="Overlaps of two replicas below $T_c$ do not settle on one value",
    published="Three equal layers, $C = 1$, $T = 0.8$: the share of pairs of replicas whose "
    "overlap is less than half the replica-symmetric one does not fall as the layers get wider, "
    f"from {SMALL} to {LARGE} spins; under replica symmetry it would vanish.",
    source=abstract(SENTENCE),
    domain=Domain({}),
    nature=(
        Experiment(
            "share of small overlaps",
            f"share of pairs with $abs(q) < q_RS/2$, three layers of {LARGE} spins against "
            f"{SMALL}, $T = 0.8$, by parallel tempering with two replicas",
            {},
            partial(_sampled, is_small),
            640,
            NotBelowTest(),
            asserted=lambda: (_of_the_smaller(), _of_the_smaller()),
        ),
        Experiment(
            "equilibrium",
            "mean energy a spin less what integration by parts makes of the overlaps of "
            f"neighbouring layers in equilibrium, three layers of {LARGE} spins, $T = 0.8$",
            {},
            partial(_sampled, imbalance),
            640,
            MeanTest(),
            asserted=lambda: (0.0, 0.0),
        ),
    ),
    uses=("sk.breaking.values",),
)

CLAIMS = (STABILITY, VALUES, OVERLAPS)
