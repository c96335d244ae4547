"""Linear classifiers: their errors on concentrated data and on a Gaussian mixture of its moments.

Weights are trained on the columns of X and tried on fresh ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from glassproof.derivations.proof.domain import Domain
from glassproof.numerics.ensembles.concentrated import Columns, gaussian_or_nothing
from glassproof.numerics.gram_matrices.classifiers import ridge_weights, svm_weights
from glassproof.numerics.gram_matrices.ridge import ridge_scores
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.papers.gram_concentrated.paper import prose
from glassproof.verify.papers.gram_concentrated.samples import (
    COUNTS,
    LABELS,
    MIXTURE,
    NETWORK,
    Array,
    N,
    P,
    data,
    experiment,
    with_mixture,
)
from glassproof.verify.papers.gram_concentrated.universality import rejection

FRESH, RIDGE, COST = 200, 0.1, 1.0
Training = Callable[[Array, Array, float], Array]


def _error(train: Training, strength: float, columns: Columns, rng: np.random.Generator) -> float:
    """Share of fresh columns in the wrong class, mean of both."""
    weights = train(data(columns, rng), LABELS, strength)
    wrong = [
        np.mean(sign * (weights @ columns(rng, label, FRESH)) <= 0)
        for label, sign in enumerate((1.0, -1.0))
    ]
    return float(np.mean(wrong))


_ridge_error = partial(_error, ridge_weights, RIDGE)
_svm_error = partial(_error, svm_weights, COST)


@cache
def _predicted() -> float:
    means, covariances = NETWORK.moments
    found = ridge_scores(
        RIDGE, labels=[1, -1], p=P, counts=COUNTS, covariances=covariances, means=means
    )
    return float(found.errors().mean())


RIDGE_CLAIM = Claim(
    id="universality.classifier",
    title="The error of a linear classifier: ridge regression on labels",
    published="The error of a linear classifier (ridge) on concentrated data is that on a "
    "Gaussian "
    "mixture of the same moments, which the equivalent predicts.",
    domain=Domain({}),
    nature=(
        with_mixture(
            "error of a ridge classifier",
            f"share of fresh columns in the wrong class, ridge {RIDGE:g}, $n = {N}$",
            _ridge_error,
        ),
        experiment(
            "predicted error, Gaussian mixture",
            f"share of fresh columns in the wrong class, ridge {RIDGE:g}",
            _ridge_error,
            _predicted,
            MeanTest(bias=1 / P),
            columns=MIXTURE,
            whose="a Gaussian mixture of the moments of a random network's images",
        ),
        experiment(
            "predicted error, images",
            f"share of fresh columns in the wrong class, ridge {RIDGE:g}",
            _ridge_error,
            _predicted,
            MeanTest(bias=1 / P),
        ),
    ),
    source=prose("slides 15 to 17: universality of linear classifiers"),
)


LENGTH = 1.5


def _about_means(rng: np.random.Generator, label: int, count: int) -> Array:
    """Columns of covariance I about +mu and -mu that are sqrt(2) times Gaussian, or the mean."""
    found: Array = gaussian_or_nothing(P, rng, count)
    found[0] += LENGTH if label == 0 else -LENGTH
    return found


@cache
def _of_variances(*variances: float) -> float:
    """The predicted error where each class is Gaussian with equal parts of each variance."""
    k = len(variances)
    axis = LENGTH * np.eye(1, P)
    found = ridge_scores(
        RIDGE,
        labels=np.repeat([1.0, -1.0], k),
        p=P,
        counts=[count // k for count in COUNTS for _ in range(k)],
        covariances=[*variances, *variances],
        means=np.repeat(np.concatenate([axis, -axis]), k, axis=0),
    )
    return float(found.errors().mean())


_SPLIT = experiment(
    "error of a ridge classifier, not concentrated",
    f"share of fresh columns in the wrong class, ridge {RIDGE:g}",
    _ridge_error,
    partial(_of_variances, 0.0, 2.0),
    MeanTest(bias=1 / P),
    columns=_about_means,
    whose="$sqrt(2)$ times Gaussian columns or zero, about two means",
)

NOT_CONCENTRATED = Claim(
    id="universality.classifier.not-concentrated",
    title="A linear classifier on data of the same moments that do not concentrate",
    published="Columns that are $sqrt(2)$ times a Gaussian vector or zero, about two means of "
    f"length {LENGTH:g}, have covariance $I$ and do not concentrate; the error of ridge "
    "regression is not that on a Gaussian mixture of these moments, but that on two parts of each "
    "class, of covariances 0 and $2 I$.",
    domain=Domain({}),
    examinations=(
        Examination(
            "Gaussian columns rejected", partial(rejection, _SPLIT, partial(_of_variances, 1.0))
        ),
    ),
    nature=(_SPLIT,),
    source=prose("slides 15 to 17, for data that are not concentrated"),
)


def _scikit_learn() -> Finding:
    """The same weights by scikit-learn's solver, on one sample."""
    if not extras.installed("sklearn"):
        return Finding(Kind.NATURE, Outcome.SILENT, extras.hint("scikit-learn", "svm"))
    from sklearn.svm import LinearSVC

    X = data(NETWORK, np.random.default_rng(23))
    model = LinearSVC(C=COST, fit_intercept=False, dual=True, tol=1e-10, max_iter=10**6)
    theirs = model.fit(X.T, LABELS).coef_[0]
    ours = svm_weights(X, LABELS, COST)
    gap = float(np.linalg.norm(theirs - ours) / np.linalg.norm(ours))
    return Finding(
        Kind.NATURE,
        Outcome.SILENT if gap < 1e-6 else Outcome.DEFECT,
        f"scikit-learn's LinearSVC and Newton's method find the same weights on one sample, "
        f"up to "
        f"{gap:.1g} of their length",
    )


SVM_CLAIM = Claim(
    id="universality.classifier.svm",
    title="The error of a linear classifier: support vector machine",
    published="The error of a linear support vector machine (squared hinge loss) on concentrated "
    "data is that on a Gaussian mixture of the same moments.",
    domain=Domain({}),
    examinations=(Examination("scikit-learn's support vector machine", _scikit_learn),),
    nature=(
        with_mixture(
            "error of a support vector machine",
            f"share of fresh columns in the wrong class, cost {COST:g}, $n = {N}$",
            _svm_error,
        ),
    ),
    source=prose("slides 15 to 17: universality of linear classifiers"),
)

CLAIMS = (RIDGE_CLAIM, SVM_CLAIM, NOT_CONCENTRATED)
