"""Hessians of trained networks: spacings of their eigenvalues, outliers against batches.

In sizes whose dense Hessians are at hand: a logistic regression and a network with one hidden
layer of 8 ReLU units on digits, and one of 14 on a teacher's answers; trained by Adam with rate
1e-2, batches of 64, 10 passes. Batches are drawn without replacement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from glassproof.derivations.prose.uncertain import with_error
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.data.synthetic import teacher_student
from glassproof.numerics.networks.landscape.rectified import rectified_hessian
from glassproof.numerics.networks.landscape.spectra import leading
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.probability.contrasts import contrast, power
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, Studied, Study, all_hold, concluded

SETTINGS = ("logistic regression, digits", "hidden layer, digits", "hidden layer, teacher")
RUNS, PARTS = 32, 16
"""Runs of a chunk; chunks of a setting in the study of spacings: 128 runs had left it open."""
PASSES, SIZE = 10, 64
SMALL, LARGE, BATCHES = 64, 256, 24
"""Sizes of batches whose outliers are compared, and how many batches of each a network is given."""
ZERO = 1e-8
"""Eigenvalues below this share of the largest modulus are symmetries, pixels that are never on."""
GOE, POISSON = 0.5307, 0.38629
"""Mean ratio of neighbouring spacings (Atas, Bogomolny, Giraud, Roux, PRL 110 (2013) 084101); for
independent eigenvalues it is 2 log 2 - 1."""
NEAR = 0.02
RATIO = 1.5
"""A ratio of shifts within this factor of the predicted one is as predicted."""


@cache
def _setting(name: str) -> tuple[tuple[int, ...], DataSet, str]:
    """Widths, data, loss."""
    if name == "hidden layer, teacher":
        return (30, 14, 4), teacher_student((30, 8, 4), 1000, noise=0.3, seed=1), "squared"
    return (64, 10) if name.startswith("logistic") else (64, 8, 10), digits(), "cross entropy"


def ratios(eigenvalues: Any) -> FloatArray:
    """min/max of neighbouring spacings, of eigenvalues that are not zero.

    >>> ratios(np.array([0.0, 1.0, 2.0, 4.0]))
    array([0.5])
    """
    values = np.sort(eigenvalues)
    gaps = np.diff(values[np.abs(values) > ZERO * np.abs(values).max()])
    pairs = np.stack([gaps[:-1], gaps[1:]])
    return np.asarray(pairs.min(axis=0) / pairs.max(axis=0))


def _trained(name: str, seeds: Sequence[int]) -> FloatArray:
    widths, data, loss = _setting(name)
    how = Training(PASSES, SIZE, "adam", loss=loss)
    found = train(mlp(widths), data, how, seeds, rate=1e-2)
    theta = found.parameters.astype(float)
    theta[found.diverged] = np.nan
    return theta


def _hessian(name: str, theta: FloatArray, rng: np.random.Generator, size: int) -> FloatArray:
    """Of a random batch."""
    widths, data, loss = _setting(name)
    return rectified_hessian(widths, theta, data.part(rng.permutation(len(data))[:size]), loss)


def _spacings(name: str, seeds: Sequence[int]) -> list[Row]:
    """Mean ratio of spacings of the Hessian of a batch, and of all data."""
    rows: list[Row] = []
    data = _setting(name)[1]
    for seed, theta in zip(seeds, _trained(name, seeds), strict=True):
        rng = stream(seed, "batch")
        for what, size in (("batch of 64", SIZE), ("all data", len(data))):
            mean = None
            if np.isfinite(theta).all():
                hessian = _hessian(name, theta, rng, size)
                mean = float(ratios(np.linalg.eigvalsh(hessian)).mean())
            rows.append({"law": f"{name}, {what}", "seed": seed, "ratio": mean})
    return rows


def _shift(name: str, seed: int, theta: FloatArray) -> float:
    """log of the ratio of mean shifts of the largest eigenvalue at two sizes, over the predicted.

    v being the eigenvector of all data's Hessian, the shift is the largest eigenvalue of a batch's
    less v^T H v of the same batch, which is theta in the mean: to lowest order s^2(b)/theta, with
    s^2(b) proportional to 1/b - 1/n.
    """
    n, rng = len(_setting(name)[1]), stream(seed, "outliers")
    top = leading(_hessian(name, theta, rng, n).dot, len(theta), 1).vectors[:, 0]

    def shift(size: int) -> float:
        hessian = _hessian(name, theta, rng, size)
        return float(leading(hessian.dot, len(theta), 1).values[0] - top @ hessian @ top)

    small, large = (np.mean([shift(size) for _ in range(BATCHES)]) for size in (SMALL, LARGE))
    return float(np.log(small / large) - np.log((1 / SMALL - 1 / n) / (1 / LARGE - 1 / n)))


def _outliers(name: str, seeds: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    for seed, theta in zip(seeds, _trained(name, seeds), strict=True):
        value = _shift(name, seed, theta) if np.isfinite(theta).all() else None
        rows.append({"law": name, "seed": seed, "log ratio": value})
    return rows


def _spacings_chunk(seed: int, number: int) -> list[Row]:
    first = 30_000 + (seed * PARTS * len(SETTINGS) + number) * RUNS
    return _spacings(SETTINGS[number % len(SETTINGS)], range(first, first + RUNS))


def _spacings_again(seed: int) -> list[Row]:
    return _spacings(SETTINGS[1], range(40_000 + 6 * seed, 40_006 + 6 * seed))


def _outliers_chunk(seed: int, number: int) -> list[Row]:
    first = 50_000 + (seed * 2 * len(SETTINGS) + number) * RUNS
    return _outliers(SETTINGS[number % len(SETTINGS)], range(first, first + RUNS))


def _outliers_again(seed: int) -> list[Row]:
    return _outliers(SETTINGS[2], range(60_000 + 4 * seed, 60_004 + 4 * seed))


PACKAGE = __name__.rpartition(".")[0]
SPACINGS = Study(
    "spacings",
    "networks whose Hessians' spacings are measured",
    PACKAGE,
    _spacings_chunk,
    PARTS * len(SETTINGS),
    _spacings_again,
    "law",
    ("ratio",),
)
OUTLIERS = Study(
    "outliers",
    "networks whose Hessians' outliers are measured",
    PACKAGE,
    _outliers_chunk,
    2 * len(SETTINGS),
    _outliers_again,
    "law",
    ("log ratio",),
)


def _groups(rows: Sequence[Row], column: str) -> dict[str, list[float]]:
    laws = dict.fromkeys(row["law"] for row in rows)
    return {
        law: [row[column] for row in rows if row["law"] == law and row[column] is not None]
        for law in laws
    }


def judge_spacings(rows: Sequence[Row]) -> Finding:
    """Is the mean ratio that of the Gaussian orthogonal ensemble in every setting?"""
    groups = _groups(rows, "ratio")
    level = LEVEL / (2 * len(groups))
    means = {law: contrast(groups, {law: 1}) for law in groups}
    held = [c.within(GOE - NEAR, GOE + NEAR, level) for c in means.values()]
    told = "; ".join(f"{law}: {c.words}" for law, c in means.items())
    return concluded(
        all_hold(held),
        f"mean ratio of neighbouring spacings, {GOE} in the Gaussian orthogonal ensemble and "
        f"{POISSON:.4g} of independent eigenvalues: {told}; {power(means.values(), level)}",
        f"mean ratios of spacings are {told}",
    )


def judge_outliers(rows: Sequence[Row]) -> Finding:
    """Does the mean outlier shift as 1/b - 1/n in every setting?"""
    groups = _groups(rows, "log ratio")
    level = LEVEL / (2 * len(groups))
    means = {law: contrast(groups, {law: 1}) for law in groups}
    edge = float(np.log(RATIO))
    held = [c.within(-edge, edge, level) for c in means.values()]
    told = "; ".join(
        f"{law}: {with_error(np.exp(c.estimate), np.exp(c.estimate) * c.error)}"
        for law, c in means.items()
    )
    return concluded(
        all_hold(held),
        f"the mean largest eigenvalue of batches of {SMALL} is shifted from that of all data, "
        f"over that of batches of {LARGE} and over the ratio that $1/b - 1/n$ predicts, by the "
        f"factor (geometric means over networks): {told}; of its logarithm "
        f"{power(means.values(), level)}",
        f"the ratio of shifts over the predicted one is {told}",
    )


SPACINGS_PART = Studied("ratios of spacings", (SPACINGS,), judge_spacings)
OUTLIERS_PART = Studied("shifts of the largest eigenvalue", (OUTLIERS,), judge_outliers)
