"""Universality: data that no one made Gaussian against a Gaussian mixture of the same moments."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from glassproof.derivations.proof.domain import Domain
from glassproof.numerics.ensembles.concentrated import (
    Columns,
    Mixture,
    RandomNetwork,
    gaussian_or_nothing,
    signs,
)
from glassproof.numerics.gram_matrices.density import gram_density
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.experiment import (
    EstimatedMeanTest,
    Experiment,
    FractionsTest,
    MeanTest,
    Sums,
)
from glassproof.verify.papers.gram_concentrated.paper import prose
from glassproof.verify.papers.gram_concentrated.spectra import moments

P, COUNTS, Z = 100, (80, 80), 1.0
N = sum(COUNTS)
NETWORK = RandomNetwork(P, latent=60, width=120, k=2, seed=7)
MIXTURE = Mixture(NETWORK)
LABELS = np.repeat([1.0, -1.0], COUNTS)
FRESH, RIDGE = 200, 0.1
EDGES = np.array([0.02, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0])
Array = np.ndarray
Statistic = Callable[[Columns, np.random.Generator], float]


def _data(columns: Columns, rng: np.random.Generator) -> Array:
    return np.hstack([columns(rng, label, count) for label, count in enumerate(COUNTS)])


def _resolvent(X: Array) -> Array:
    return np.linalg.inv(X.T @ X / P + Z * np.eye(X.shape[1]))


def _diagonal(columns: Columns, rng: np.random.Generator) -> float:
    return float(np.diagonal(_resolvent(_data(columns, rng)))[: COUNTS[0]].mean())


def _between(columns: Columns, rng: np.random.Generator) -> float:
    return float(P * _resolvent(_data(columns, rng))[: COUNTS[0], COUNTS[0] :].mean())


def _alignment(columns: Columns, rng: np.random.Generator) -> float:
    """Squared length of the labels, normalised, in the plane of the two leading eigenvectors."""
    X = _data(columns, rng)
    _, vectors = np.linalg.eigh(X.T @ X / P)
    return float(((vectors[:, -2:].T @ LABELS) ** 2).sum() / N)


def _ridge_error(columns: Columns, rng: np.random.Generator) -> float:
    """Share of fresh columns that a ridge classifier, trained on n, puts into the wrong class."""
    X = _data(columns, rng)
    weights = np.linalg.solve(X @ X.T / P + RIDGE * np.eye(P), X @ LABELS / P)
    wrong = [
        np.mean(sign * (weights @ columns(rng, label, FRESH)) <= 0)
        for label, sign in enumerate((1.0, -1.0))
    ]
    return float(np.mean(wrong))


def _sampled(statistic: Statistic, columns: Columns, rng: np.random.Generator, draws: int) -> Sums:
    return moments(np.array([statistic(columns, rng) for _ in range(draws)]))


@cache
def _of_the_mixture(statistic: Statistic, draws: int) -> tuple[float, float]:
    """The statistic's mean on the Gaussian mixture, and its standard error."""
    rng = np.random.default_rng(11)
    values = np.array([statistic(MIXTURE, rng) for _ in range(draws)])
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(draws))


@cache
def _equivalent() -> Any:
    means, covariances = NETWORK.moments
    return gram_equivalent(Z, p=P, counts=COUNTS, covariances=covariances, means=means)


def _same(value: Callable[[], Any]) -> Callable[[], tuple[Any, Any]]:
    return lambda: (value(), value())


def _fractions(rng: np.random.Generator, draws: int) -> Sums:
    shares = []
    for _ in range(draws):
        X = _data(NETWORK, rng)
        shares.append(np.histogram(np.linalg.eigvalsh(X.T @ X / P), EDGES)[0] / N)
    found = np.array(shares)
    return np.concatenate([[draws], found.sum(0), (found**2).sum(0)])


def _masses() -> Array:
    means, covariances = NETWORK.moments
    nodes, weights = np.polynomial.legendre.leggauss(8)
    middle, half = (EDGES[1:] + EDGES[:-1]) / 2, (EDGES[1:] - EDGES[:-1]) / 2
    x = middle[:, None] + half[:, None] * nodes
    density = gram_density(x, p=P, counts=COUNTS, covariances=covariances, means=means)
    found: Array = np.asarray(density) @ weights * half
    return found


def _of_network(
    name: str, describes: str, statistic: Statistic, value: Callable[[], float], bias: float
) -> Experiment:
    return Experiment(
        name,
        f"{describes}, images of a random network, p = {P}, n = {COUNTS}",
        {},
        partial(_sampled, statistic, NETWORK),
        160,
        MeanTest(bias=bias),
        asserted=_same(value),
    )


def _against_mixture(name: str, describes: str, statistic: Statistic) -> Experiment:
    return Experiment(
        name,
        f"{describes}, images of a random network and a Gaussian mixture of the same moments",
        {},
        partial(_sampled, statistic, NETWORK),
        160,
        EstimatedMeanTest(),
        asserted=_same(partial(_of_the_mixture, statistic, 160)),
    )


MOMENTS = Claim(
    id="universality.moments",
    title="Only first and second moments matter: concentrated data",
    published="Spectrum, class averages of the resolvent and leading eigenvectors of G for "
    "concentrated data, far from Gaussian, are those of a Gaussian mixture of the same moments.",
    domain=Domain({}),
    nature=(
        _of_network(
            "diagonal of the resolvent",
            "mean diagonal entry of R on the first class",
            _diagonal,
            lambda: float(_equivalent().class_values[0]),
            2 / (P * Z),
        ),
        _of_network(
            "couplings of the resolvent",
            "p times the mean entry of R between the classes",
            _between,
            lambda: float(P * _equivalent().couplings[0, 1]),
            1 / np.sqrt(P),
        ),
        Experiment(
            "spectrum",
            f"eigenvalues of G in {len(EDGES) - 1} bins, images of a random network, p = {P}",
            {},
            _fractions,
            96,
            FractionsTest(bias=2 / N),
            asserted=_same(_masses),
        ),
        _against_mixture(
            "leading eigenvectors",
            "squared length of the labels in the plane of the two leading eigenvectors",
            _alignment,
        ),
    ),
    source=prose("slide 9: only first and second order statistics matter"),
)


def _plain(draw: Callable[..., Array], rng: np.random.Generator, draws: int) -> Sums:
    values = [np.diagonal(_resolvent(draw(P, rng, N))).mean() for _ in range(draws)]
    return moments(np.array(values))


def _white_value() -> float:
    """tr R/n of Gaussian data of covariance I."""
    return float(gram_equivalent(Z, p=P, counts=[N], covariances=[1.0]).stieltjes)


def _half_empty_value() -> float:
    """tr R/n where half of the columns are zero and half have covariance 2 I."""
    half = [N // 2, N - N // 2]
    return float(gram_equivalent(Z, p=P, counts=half, covariances=[0.0, 2.0]).stieltjes)


OUTSIDE = (
    Claim(
        id="universality.moments.not-concentrated",
        title="Data of the same moments that do not concentrate",
        published="Columns that are sqrt(2) times a Gaussian vector or zero have mean 0 and "
        "covariance I, and do not concentrate; tr R/n is not that of Gaussian data of these "
        "moments but of two classes, covariances 0 and 2 I.",
        domain=Domain({}),
        nature=(
            Experiment(
                "lengths that do not concentrate",
                f"mean of tr R/n, p = {P}, n = {N}, z = {Z:g}",
                {},
                partial(_plain, gaussian_or_nothing),
                96,
                MeanTest(bias=2 / (P * Z)),
                asserted=_same(_half_empty_value),
            ),
        ),
        source=prose("slide 9, for data that are not concentrated"),
    ),
    Claim(
        id="universality.moments.signs",
        title="Independent signs: discrete data of the same moments",
        published="Columns of independent signs have tr R/n of Gaussian data of covariance I: "
        "concentration for all Lipschitz functions suffices, and is not necessary.",
        domain=Domain({}),
        nature=(
            Experiment(
                "independent signs",
                f"mean of tr R/n, p = {P}, n = {N}, z = {Z:g}",
                {},
                partial(_plain, signs),
                96,
                MeanTest(bias=2 / (P * Z)),
                asserted=_same(_white_value),
            ),
        ),
        source=prose("slide 9, for discrete data"),
    ),
)

CLASSIFIER = Claim(
    id="universality.classifier",
    title="The error of a linear classifier",
    published="The error of a linear classifier (ridge) on concentrated data is that on a Gaussian "
    "mixture of the same moments.",
    domain=Domain({}),
    nature=(
        _against_mixture(
            "error of a ridge classifier",
            f"share of fresh columns in the wrong class, ridge {RIDGE:g}, n = {N}",
            _ridge_error,
        ),
    ),
    source=prose("slides 15 to 17: universality of linear classifiers"),
)

CLAIMS = (MOMENTS, *OUTSIDE, CLASSIFIER)
