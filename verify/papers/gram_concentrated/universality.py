"""Universality: data that no one made Gaussian against Gaussian data of the same moments."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.prose.uncertain import with_error
from glassproof.numerics.ensembles import concentrated
from glassproof.numerics.ensembles.concentrated import Columns
from glassproof.numerics.gram_matrices.density import gram_density
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import FractionsTest, MeanTest
from glassproof.verify.papers.gram_concentrated.paper import prose
from glassproof.verify.papers.gram_concentrated.samples import (
    COUNTS,
    LABELS,
    NETWORK,
    Array,
    Drawn,
    N,
    P,
    data,
    same,
    spectrum,
    total,
    with_mixture,
    with_value,
)

Z = 1.0
EDGES = np.array([0.02, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0])
LEVEL = 5e-9
"""Of tr R/n: a review of this document makes more comparisons than the usual level has room for."""
BEYOND = 1.2 * (1 + (N / P) ** 0.5) ** 2
"""A fifth above the edge of the spectrum of white Gaussian columns."""


def _resolvent(X: Array) -> Array:
    return np.linalg.inv(X.T @ X / P + Z * np.eye(X.shape[1]))


def _diagonal(columns: Columns, rng: np.random.Generator) -> float:
    return float(np.diagonal(_resolvent(data(columns, rng)))[: COUNTS[0]].mean())


def _between(columns: Columns, rng: np.random.Generator) -> float:
    return float(P * _resolvent(data(columns, rng))[: COUNTS[0], COUNTS[0] :].mean())


def _alignment(columns: Columns, rng: np.random.Generator) -> float:
    """Squared length of the labels, normalised, in the plane of the two leading eigenvectors."""
    X = data(columns, rng)
    _, vectors = np.linalg.eigh(X.T @ X / P)
    return float(((vectors[:, -2:].T @ LABELS) ** 2).sum() / N)


@cache
def _equivalent() -> Any:
    means, covariances = NETWORK.moments
    return gram_equivalent(Z, p=P, counts=COUNTS, covariances=covariances, means=means)


def _fractions(rng: np.random.Generator, draws: int) -> Sums:
    found = np.array(
        [np.histogram(spectrum(data(NETWORK, rng)), EDGES)[0] / N for _ in range(draws)]
    )
    return np.concatenate([[draws], found.sum(0), (found**2).sum(0)])


def _masses() -> Array:
    means, covariances = NETWORK.moments
    nodes, weights = np.polynomial.legendre.leggauss(8)
    middle, half = (EDGES[1:] + EDGES[:-1]) / 2, (EDGES[1:] - EDGES[:-1]) / 2
    x = middle[:, None] + half[:, None] * nodes
    density = gram_density(x, p=P, counts=COUNTS, covariances=covariances, means=means)
    found: Array = np.asarray(density) @ weights * half
    return found


MOMENTS = Claim(
    id="universality.moments",
    title="Only first and second moments matter: concentrated data",
    published="Spectrum, class averages of the resolvent and leading eigenvectors of $G$ for "
    "concentrated data, far from Gaussian, are those of a Gaussian mixture of the same moments.",
    domain=Domain({}),
    nature=(
        with_value(
            "diagonal of the resolvent",
            "mean diagonal entry of $R$ on the first class",
            _diagonal,
            lambda: float(_equivalent().class_values[0]),
            2 / (P * Z),
        ),
        with_value(
            "couplings of the resolvent",
            "$p$ times the mean entry of $R$ between the classes",
            _between,
            lambda: float(P * _equivalent().couplings[0, 1]),
            1 / np.sqrt(P),
        ),
        Experiment(
            "spectrum",
            f"eigenvalues of $G$ in {len(EDGES) - 1} bins, images of a random network, $p = {P}$",
            {},
            _fractions,
            96,
            FractionsTest(bias=2 / N),
            asserted=same(_masses),
        ),
        with_mixture(
            "leading eigenvectors",
            "squared length of the labels in the plane of the two leading eigenvectors",
            _alignment,
        ),
    ),
    source=prose("slide 9: only first and second order statistics matter"),
)


def _trace(drawn: Drawn, rng: np.random.Generator) -> float:
    return float(np.diagonal(_resolvent(drawn(P, rng, N))).mean())


def _trace_of(drawn: Drawn, value: Callable[[], float]) -> Experiment:
    """tr R/n of columns without classes; the allowance is 2/(p z)."""
    return Experiment(
        "mean of tr R/n",
        f"mean of $tr R/n$, $p = {P}$, $n = {N}$, $z = {Z:g}$",
        {},
        partial(total, partial(_trace, drawn)),
        96,
        MeanTest(bias=2 / (P * Z), level=LEVEL),
        asserted=same(value),
    )


@cache
def _with_variances(*variances: float) -> float:
    """tr R/n of Gaussian columns of covariances v I, an equal number of each v."""
    k = len(variances)
    return float(gram_equivalent(Z, p=k * P, counts=[N] * k, covariances=list(variances)).stieltjes)


def _student_value(levels: int = 160) -> float:
    """That of variances 1/chi^2 with three degrees of freedom, by ``levels`` quantiles."""
    from scipy.special import chdtri

    chances = (np.arange(levels) + 0.5) / levels
    return _with_variances(*(1 / chdtri(3, chances)).tolist())


def rejection(experiment: Experiment, gaussian: Callable[[], float]) -> Finding:
    """Whether nature rejects the value of Gaussian columns, at which level and power."""
    white = gaussian()
    sums = experiment.chunk(np.random.default_rng(17), experiment.draws)
    found = experiment.test.compare(sums, white)
    outcome = Outcome.SILENT if found.accepted else Outcome.CONSISTENT
    return Finding(
        Kind.NATURE,
        outcome,
        f"sampled {with_error(found.estimate, found.error)}; Gaussian columns of the same moments "
        f"have {white:.4g}, which is {'not ' if found.accepted else ''}rejected at level "
        f"{found.level:g}; a distance of {found.resolution:.2g} would have been seen",
    )


def _outside(
    name: str, title: str, published: str, drawn: Drawn, value: Callable[[], float], place: str
) -> Claim:
    """Columns of mean 0 and covariance I that do not concentrate, and have another spectrum."""
    experiment = _trace_of(drawn, value)
    return Claim(
        id=f"universality.moments.{name}",
        title=title,
        published=published,
        domain=Domain({}),
        examinations=(
            Examination(
                "Gaussian columns rejected",
                partial(rejection, experiment, partial(_with_variances, 1.0)),
            ),
        ),
        nature=(experiment,),
        source=prose(place),
    )


def _far(drawn: Drawn, rng: np.random.Generator, draws: int) -> Sums:
    near = sum(spectrum(drawn(P, rng, N))[-1] <= BEYOND for _ in range(draws))
    return np.array([draws, near])


OUTSIDE = (
    _outside(
        "not-concentrated",
        "Data of the same moments that do not concentrate",
        "Columns that are $sqrt(2)$ times a Gaussian vector or zero have mean 0 and covariance "
        "$I$, and do not concentrate; $tr R/n$ is not that of Gaussian data of these moments but "
        "of two classes, covariances 0 and $2 I$.",
        concentrated.gaussian_or_nothing,
        partial(_with_variances, 0.0, 2.0),
        "slide 9, for data that are not concentrated",
    ),
    _outside(
        "heavy-tailed",
        "Data of the same moments with heavy-tailed lengths",
        "Columns of a multivariate Student law of three degrees of freedom have mean 0 and "
        "covariance $I$, and do not concentrate; $tr R/n$ is not that of Gaussian data of these "
        "moments but of Gaussian columns of covariances $I/chi^2$, $chi^2$ of three degrees of "
        "freedom.",
        concentrated.student_columns,
        _student_value,
        "slide 9, for heavy-tailed data",
    ),
    Claim(
        id="universality.moments.signs",
        title="Independent signs: discrete data of the same moments",
        published="Columns of independent signs have $tr R/n$ of Gaussian data of covariance $I$: "
        "concentration for all Lipschitz functions suffices, and is not necessary.",
        domain=Domain({}),
        nature=(_trace_of(concentrated.signs, partial(_with_variances, 1.0)),),
        source=prose("slide 9, for discrete data"),
    ),
    Claim(
        id="universality.moments.heavy-entries",
        title="Independent heavy-tailed entries: the leading eigenvalue of the same moments",
        published="Independent entries of Student's law of three degrees of freedom, of variance "
        "1, have $tr R/n$ of Gaussian data of covariance $I$ in the limit, and not their leading "
        "eigenvalue: in more than half of the samples it is a fifth above the Gaussian edge.",
        domain=Domain({}),
        nature=(
            Experiment(
                "leading eigenvalues near the Gaussian edge",
                f"share of $G$, $p = {P}$, $n = {N}$, whose leading eigenvalue is below 6/5 of "
                "the edge $(1 + sqrt(n/p))^2$ of Gaussian columns",
                {},
                partial(_far, concentrated.student_entries),
                96,
                TailTest(),
                asserted=same(lambda: 0.5),
            ),
            _trace_of(concentrated.student_entries, partial(_with_variances, 1.0)),
        ),
        source=prose("slide 9, for heavy-tailed data"),
    ),
)

CLAIMS = (MOMENTS, *OUTSIDE)
