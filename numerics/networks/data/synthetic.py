"""Data with known laws: a teacher's answers, Gaussian mixtures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.extra import key
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.work.arguments import integer, real, real_array
from glassproof.numerics.work.streams import stream


def teacher_student(
    widths: Sequence[int], n: int, *, noise: float = 0.0, seed: int = 0, activation: str = "relu"
) -> DataSet:
    """n inputs from N(0, I), targets (n, k) a random network's outputs plus N(0, noise^2).

    The teacher is :func:`mlp` of these widths at its initial parameters, without bias; it depends
    on ``seed`` alone, not on n.

    >>> teacher_student((3, 2, 1), 5).targets.shape
    (5, 1)
    """
    n, noise = integer("n", n, least=1), real("noise", noise, above=0, closed_low=True)
    teacher = mlp(widths, bias=False, activation=activation)
    theta = teacher.initial(key(seed, "teacher"))
    rng = stream(seed, "teacher", "inputs")
    inputs = rng.standard_normal((n, widths[0])).astype(np.float32)
    answers = np.asarray(teacher.apply(theta, inputs))
    rng = stream(seed, "teacher", "noise")
    return DataSet(inputs, answers + noise * rng.standard_normal(answers.shape).astype(np.float32))


def gaussian_mixture(
    means: ArrayLike, n: int, *, covariances: Sequence[Any] | None = None, seed: int = 0
) -> DataSet:
    """n inputs, labels 0 to k - 1 in turn, of label l from N(means[l], covariances[l]).

    ``means`` has shape (k, d); a covariance is a matrix or a scalar multiple of I, 1 by default.

    >>> gaussian_mixture([[0, 0], [3, 3]], 5).targets.tolist()
    [0, 1, 0, 1, 0]
    """
    centres, n = real_array("means", means), integer("n", n, least=1)
    if centres.ndim != 2:
        raise DomainError(f"means has shape {centres.shape}: give one row a class")
    classes, d = centres.shape
    spread = [1.0] * classes if covariances is None else list(covariances)
    if len(spread) != classes:
        raise DomainError(f"{len(spread)} covariances of {classes} classes: give one a class")
    roots = [_root(l, covariance, d) for l, covariance in enumerate(spread)]
    labels = np.arange(n, dtype=np.int32) % classes
    draws = stream(seed, "mixture").standard_normal((n, d))
    inputs = centres[labels] + np.einsum("nij,nj->ni", np.stack(roots)[labels], draws)
    return DataSet(inputs.astype(np.float32), labels, classes)


def _root(l: int, covariance: Any, d: int) -> Any:
    """The symmetric root of a covariance."""
    given = real_array(f"covariances[{l}]", covariance)
    matrix = given * np.eye(d) if given.ndim == 0 else given
    if matrix.shape != (d, d) or not np.allclose(matrix, matrix.T):
        raise DomainError(
            f"covariances[{l}] is no symmetric {d} x {d} matrix: give one, or a scalar"
        )
    values, vectors = np.linalg.eigh(matrix)
    if values[0] < -1e-12 * max(1.0, values[-1]):
        raise DomainError(f"covariances[{l}] has the eigenvalue {values[0]:.3g}: give none below 0")
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
