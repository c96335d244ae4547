"""Linear classifiers trained on labelled columns: ridge regression, support vector machines."""

from __future__ import annotations

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray

_STEPS = 200


def ridge_weights(X: FloatArray, labels: FloatArray, ridge: float) -> FloatArray:
    """w = (X X^T/p + ``ridge`` I)^(-1) X y/p, of columns X (p, n) and labels y (n).

    >>> ridge_weights(np.eye(2), np.array([1.0, -1.0]), 0.5)
    array([ 0.5, -0.5])
    """
    p = len(X)
    return np.asarray(np.linalg.solve(X @ X.T / p + ridge * np.eye(p), X @ labels / p), float)


def svm_weights(X: FloatArray, labels: FloatArray, cost: float) -> FloatArray:
    """The w that minimises |w|^2/2 + ``cost`` sum_i max(0, 1 - y_i x_i^T w)^2: a linear support
    vector machine with squared hinge loss and no intercept.

    Newton's method, one system of size p a step: the objective is strongly convex, with the
    Hessian I + 2 cost sum x_i x_i^T over the columns within the margin. Steps are halved until the
    objective falls. At the end the gradient is below 1e-10 (1 + |w|); :class:`DomainError` if
    columns are so large that rounding prevents it.

    >>> svm_weights(np.eye(2), np.array([1.0, -1.0]), 0.5)
    array([ 0.5, -0.5])
    """
    signed = X * labels
    w = np.zeros(len(X))
    for _ in range(_STEPS):
        slack = np.maximum(1 - signed.T @ w, 0.0)
        gradient = w - 2 * cost * signed @ slack
        if np.linalg.norm(gradient) <= 1e-10 * (1 + np.linalg.norm(w)):
            return w
        inside = signed[:, slack > 0]
        step = np.linalg.solve(np.eye(len(X)) + 2 * cost * inside @ inside.T, gradient)
        value, size = w @ w / 2 + cost * slack @ slack, 1.0
        while size > 1e-8 and _objective(signed, w - size * step, cost) > value:
            size /= 2
        w = w - size * step
    raise DomainError(
        f"cost = {cost:g}: no minimum was found to 1e-10; give columns and a cost of order one"
    )


def _objective(signed: FloatArray, w: FloatArray, cost: float) -> float:
    slack = np.maximum(1 - signed.T @ w, 0.0)
    return float(w @ w / 2 + cost * slack @ slack)
