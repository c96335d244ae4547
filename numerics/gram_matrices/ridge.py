"""The scores and the errors of a ridge classifier, from the equivalent of its Gram matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.equivalent import GramEquivalent, gram_equivalent
from glassproof.numerics.work.arguments import FloatArray, real, real_array
from glassproof.numerics.work.late import Late

special = Late("scipy.special")


@dataclass(frozen=True)
class RidgeScores:
    """The limiting law of the score x^T w of a fresh column of each class.

    ``means`` (k) and ``variances`` (k), beside the ``labels`` (k) trained on. Given w, the score
    of a Gaussian column is Gaussian.
    """

    labels: FloatArray
    means: FloatArray
    variances: FloatArray

    def errors(self, threshold: float = 0.0) -> FloatArray:
        """For each class, the share of fresh columns on the wrong side of ``threshold``.

        The right side is that of the class's label; scores are taken as Gaussian.
        """
        at = real("threshold", threshold)
        if (self.labels == at).any():
            raise DomainError(
                f"threshold = {at:g} is the label of a class: give a number that separates the "
                f"labels {self.labels.tolist()}"
            )
        margin = np.sign(self.labels - at) * (self.means - at)
        spread = np.sqrt(self.variances)
        fixed = np.where(margin == 0, 0.5, margin < 0)  # of scores without spread
        with np.errstate(all="ignore"):
            found: FloatArray = np.where(spread > 0, special.ndtr(-margin / spread), fixed)
        return found


def ridge_scores(
    ridge: float,
    *,
    labels: ArrayLike,
    p: int,
    counts: Sequence[int],
    covariances: Sequence[ArrayLike],
    means: ArrayLike | None = None,
) -> RidgeScores:
    """Scores of fresh columns under w = (X X^T/p + ``ridge`` I)^(-1) X y/p, y the columns' labels.

    ``labels`` has one number for each class; the other arguments are those of
    :func:`glassproof.gram_equivalent`. w minimises |X^T w - y|^2/p + ridge |w|^2, without
    intercept. Means of classes have norm O(1); errors of the result are O(1/p).

    :class:`DomainError` as for :func:`glassproof.gram_equivalent`, where ridge > 0.

    >>> axis = np.eye(1, 400)[0]
    >>> found = ridge_scores(
    ...     1.0, labels=[1, -1], p=400, counts=[200, 200], covariances=[1.0, 1.0],
    ...     means=[axis, -axis])
    >>> found.means.round(4).tolist(), found.errors().round(4).tolist()
    ([0.2763, -0.2763], [0.2567, 0.2567])

    Source: :mod:`glassproof.derivations.free_probability.ridge_score`.
    """
    at = real("ridge", ridge, above=0)
    targets = real_array("labels", labels)
    found = gram_equivalent(at, p=p, counts=counts, covariances=covariances, means=means)
    given = found.classes
    if targets.shape != (given.k,):
        raise DomainError(
            f"labels has shape {targets.shape}: give one number for each of the {given.k} classes"
        )
    share = given.weights * targets / (1 + found.delta)
    T = found._system.solved_means(found.delta, at)  # mu_a^T Qbar
    omega = T @ (np.zeros_like(T) if given.means is None else given.means).T
    return RidgeScores(targets, omega @ share, _variances(found, targets, T, omega))


def _variances(
    found: GramEquivalent, labels: FloatArray, T: FloatArray, omega: FloatArray
) -> FloatArray:
    """w^T A w for the centred covariance A of each class."""
    given, fall = found.classes, 1 / (1 + found.delta)
    weights, k = given.weights, given.k
    forms = np.array([T @ given.times(l, T.T) for l in range(k)])  # mu_a^T Qbar C_l Qbar mu_b
    traces = found._system.pair_traces(found.delta, found.z)
    own = np.diagonal(forms, axis1=1, axis2=2)
    slopes = np.linalg.solve(np.eye(k) - traces * weights * fall**2, traces - own / given.p)
    share = weights * labels * fall
    pairs = np.outer(share, share)
    pairs[np.diag_indices(k)] *= 1 - 1 / np.array(given.counts)
    variances = np.empty(k)
    for c, e in enumerate(slopes.T):
        D = forms[c] - np.outer(omega[:, c], omega[c])  # mu_a^T D mu_b
        D = D + np.tensordot(weights * fall**2 * e, forms, 1)
        lost = fall * e
        between = D - omega * (lost[:, None] + lost)
        variances[c] = (weights * (labels * fall) ** 2 * e).sum() + (pairs * between).sum()
    return np.maximum(variances, 0.0)
