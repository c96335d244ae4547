"""The bulk of a batch Hessian: the free convolution, where X's eigenvectors are delocalised."""

from __future__ import annotations

from functools import cache, partial
from itertools import pairwise

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.outliers import s, t_1, t_2, w
from glassproof.derivations.proof.domain import Domain
from glassproof.numerics.ensembles.wigner_type import (
    entries_beyond,
    entries_beyond_corrections,
    heavy_tailed,
)
from glassproof.numerics.free_convolution.finite_size import bin_counts
from glassproof.numerics.free_convolution.measures import atomic, centred_covariance, semicircle
from glassproof.numerics.free_convolution.subordination import FreeSum
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED, Sums
from glassproof.verify.claims.nature.statistical_tests.means import FractionsTest, MeanTest
from glassproof.verify.papers.universal_outliers.matrices import RATIO, SIZE, Sum, moments, same
from glassproof.verify.papers.universal_outliers.paper import summarised

Array = np.ndarray
SIGNS = {s: sp.Integer(1), t_1: sp.Integer(1), t_2: sp.Integer(-1), w: sp.Rational(1, 2)}
EDGES = np.array([-4.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 4.5])
"""Ends of bins; at 0 the semicircle's density has a cusp, about which 1/N is no small parameter."""


@cache
def sum_with_signs(law: str, scale: float) -> FreeSum:
    """``scale`` X + A in the limit, A with the atoms -1 and 1 of equal weight."""
    noise = centred_covariance(float(RATIO)) if law == "sample covariance" else semicircle()
    return FreeSum(atomic([-1, 1], [0.5, 0.5]), noise.scaled(scale))


@cache
def masses(law: str) -> Array:
    """The free convolution's mass in the bins, by Gauss-Legendre on each of 16 parts."""
    nodes, weights = np.polynomial.legendre.leggauss(8)
    ends = np.concatenate([np.linspace(*pair, 17)[:-1] for pair in pairwise(EDGES)] + [EDGES[-1:]])
    half = np.diff(ends)[:, None] / 2
    x = (ends[:-1, None] + ends[1:, None]) / 2 + half * nodes
    parts = (sum_with_signs(law, float(SIGNS[s])).density(x) * weights * half).sum(axis=1)
    found: Array = parts.reshape(len(EDGES) - 1, 16).sum(axis=1)
    return found


def _fractions(values: Array) -> Sums:
    """Sums of the fractions in the bins, from spectra (draws, size)."""
    shares = np.array([np.histogram(one, EDGES)[0] / len(one) for one in values])
    return np.concatenate([[len(shares)], shares.sum(0), (shares**2).sum(0)])


def _sampled(law: str, rng: np.random.Generator, draws: int) -> Sums:
    given = Sum(law, SIGNS)
    return _fractions(np.array([np.linalg.eigvalsh(given.sampled(rng)) for _ in range(draws)]))


def _bins(law: str) -> Experiment:
    given = Sum(law, SIGNS)
    off = float(np.abs(bin_counts(*given.bulk, given.noise, EDGES)).max()) / SIZE
    return Experiment(
        f"bins of the spectrum, {law}",
        f"eigenvalues of $s X + A$ in {len(EDGES) - 1} bins, {given.words}",
        SIGNS,
        partial(_sampled, law),
        96,
        FractionsTest(bias=ALLOWED * off),
        asserted=same(partial(masses, law)),
    )


BULK = Claim(
    id="outliers.bulk",
    title="The spectrum of $s X + A$ is the free convolution of the two limits",
    published="With delocalised eigenvectors of $X$ the spectrum of $s X + A$ converges to the "
    "free additive convolution of the limiting spectra of $s X$ and $A$: for Wigner matrices, "
    "sparse ones and centred sample covariances of the same variance.",
    domain=Domain({}),
    nature=tuple(_bins(law) for law in ("Gaussian", "signs", "sparse", "sample covariance")),
    source=summarised("the Hessian's model", "H = s(b) X + A"),
)


def _diagonal(rng: np.random.Generator, draws: int) -> Sums:
    """X diagonal in A's basis, its entries independent of the semicircle's law."""
    half = SIZE // 2
    radius, angle = rng.random((2, draws, SIZE))
    X = 2 * np.sqrt(radius) * np.cos(2 * np.pi * angle)  # a coordinate of the uniform disc
    A = np.repeat([1.0, -1.0], half)
    return _fractions(float(SIGNS[s]) * X + A)


def _classical() -> Array:
    """Masses of the classical convolution of two signs with the semicircle."""

    def below(x: Array) -> Array:
        t = np.clip(x / (2 * float(SIGNS[s])), -1, 1)
        found: Array = 0.5 + (t * np.sqrt(1 - t * t) + np.arcsin(t)) / np.pi
        return found

    return np.asarray(np.diff((below(EDGES - 1) + below(EDGES + 1)) / 2))


CONDITION = Claim(
    id="outliers.bulk.condition",
    title="The condition on eigenvectors cannot be dropped",
    published="For $X$ with the same eigenvalues, in random order, but the eigenvectors of $A$ "
    "the spectrum of $s X + A$ is the classical convolution of the two laws.",
    domain=Domain({}),
    nature=(
        Experiment(
            "bins of the spectrum, X diagonal with A",
            f"eigenvalues of $s X + A$ in {len(EDGES) - 1} bins, $X$ and $A$ diagonal, $N = "
            f"{SIZE}$",
            SIGNS,
            _diagonal,
            96,
            FractionsTest(bias=0.0),
            asserted=same(_classical),
        ),
    ),
    uses=("outliers.bulk",),
    source=summarised("the condition on eigenvectors", also="our question: what if it fails"),
)

EXPONENT, LEVEL = 3.0, 2.6


def above(n: int, rng: np.random.Generator, draws: int) -> Sums:
    """Eigenvalues of heavy-tailed X above the level."""
    draw = heavy_tailed(EXPONENT)
    values = [(np.linalg.eigvalsh(draw(n, rng)) > LEVEL).sum() for _ in range(draws)]
    return moments(np.array(values, dtype=float))


def _heavy(n: int, draws: int) -> Experiment:
    return Experiment(
        f"outliers of heavy tails, N = {n}",
        f"mean number of eigenvalues above {LEVEL:g}, $X$ alone, $P(|x| > t)$ ~ "
        f"$t^-{EXPONENT:g}$, $N = {n}$",
        {},
        partial(above, n),
        draws,
        MeanTest(bias=ALLOWED * entries_beyond_corrections(LEVEL, EXPONENT, n)),
        asserted=same(partial(entries_beyond, LEVEL, EXPONENT, n)),
    )


HEAVY = Claim(
    id="outliers.bulk.heavy-tails",
    title="Entries of variance one whose fourth moment is infinite: universality fails",
    published="$X$ with independent entries of variance one and $P(|x| > t) = (t_0/t)^3$ has "
    "eigenvalues beyond its edge 2 without any spike of $A$: entries act as spikes, and the mean "
    "number above $z$ is $(N^2/2) P(|x| > t sqrt N)$, $t + 1/t = z$, which grows as $N^(1/2)$.",
    domain=Domain({}),
    nature=(_heavy(80, 2400), _heavy(120, 1200)),
    source=summarised("the condition on eigenvectors", also="our question: heavy tails, of which "
                      "large entries have localised eigenvectors"),
)  # fmt: skip

CLAIMS = (BULK, CONDITION, HEAVY)
