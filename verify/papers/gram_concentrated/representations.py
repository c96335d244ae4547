"""Images in a network's penultimate layer, generated and real, beside Gaussian mixtures.

A system is: a convolutional network with 64 features, trained on all digits (Adam, rate 1e-3,
batches of 32, 10 passes), and three generators, each trained against a discriminator on 160 images
of one of the digits 3, 5 and 8 (batches of 32, 100 passes). Columns are features, at one scale for
all classes, so that their entries have mean square 1. A class's population is the 160 real images,
or 2000 of its generator's; columns are drawn from it without replacement, 80 a class. Those of the
Gaussian mixture are drawn in the same way, from as many Gaussian columns whose mean and covariance
are exactly the population's. Where a classifier is tried, on 80 columns a class that it has not
seen. Numbers are means over 16 draws each.

Spectra of features fall over decades, so that 1/(lambda + 1) is near 1 for nearly all eigenvalues
whatever they are: spectra are compared eigenvalue by eigenvalue, on a logarithmic scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from glassproof.numerics.gram_matrices.classifiers import svm_weights
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.models.adversarial import generator
from glassproof.numerics.networks.models.convolutional import small_convnet
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.adversarial import Adversarial, train_pairs
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.probability.contrasts import contrast, growth, power
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, Studied, Study, all_hold, concluded

CLASSES, REAL, GENERATED = (3, 5, 8), 160, 2000
COLUMNS, DRAWS, COST = 80, 16, 1.0
SYSTEMS, CHUNKS = 8, 3
PAIRS, LAYER = Adversarial(epochs=100, batch=32), Training(10, 32, "adam")
MARGINS = {"spectrum": 0.04, "alignment": 0.05, "error": 0.02}
"""What counts as the same: the distance of spectra, the alignment, the share of errors. Features
scaled by 0.4 or 1.36 at random, so that moments stay and lengths are not concentrated, have spectra
at a distance of 0.06 or more, Gaussian ones of 0.015, for 160 columns a class."""
FLOOR = 1e-9
"""Eigenvalues far below count as none, as of features that are never active; entries have mean
square 1."""


@cache
def _images(label: int) -> DataSet:
    found = digits().only(label)
    return found.part(np.arange(REAL))


def _generated(seeds: Sequence[int]) -> list[list[FloatArray]]:
    """Images of each system's three generators; NaN where training diverged."""
    columns = []
    for number, label in enumerate(CLASSES):
        own = [len(CLASSES) * seed + number for seed in seeds]
        found = train_pairs(_images(label), PAIRS, own, sigma_z=1.0)
        net, made = generator(PAIRS.generator, PAIRS.latent), []
        for seed, theta in zip(own, found.generators, strict=True):
            noise = stream(seed, "latent").standard_normal((GENERATED, PAIRS.latent))
            made.append(np.asarray(net.apply(theta, noise.astype(np.float32))))
        columns.append([np.full_like(m, np.nan) if bad else m
                        for m, bad in zip(made, found.diverged, strict=True)])  # fmt: skip
    return [list(row) for row in zip(*columns, strict=True)]


def spectrum_and_plane(columns: Sequence[FloatArray]) -> tuple[FloatArray, float]:
    """The p largest eigenvalues of G = X^T X/p, rising, and the share of its two leading
    eigenvectors in the classes' plane; ``columns`` has a matrix (n, p) a class."""
    X = np.concatenate(columns).T
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    ends = np.cumsum([0, *map(len, columns)])
    shares = [
        (vectors[low:high, -2:].sum(axis=0) ** 2).sum() / (high - low)
        for low, high in pairwise(ends)
    ]
    return values[-len(X) :], float(sum(shares) / 2)


def spectral_distance(one: FloatArray, other: FloatArray) -> float:
    """Mean of abs(log((lambda_k + FLOOR)/(mu_k + FLOOR))) over the eigenvalues in their order."""
    return float(np.abs(np.log((one + FLOOR) / (other + FLOOR))).mean())


def errors(columns: Sequence[FloatArray], fresh: Sequence[FloatArray]) -> float:
    """The share of ``fresh`` columns that support vector machines get wrong, over pairs of
    classes."""
    pairs = combinations(range(len(columns)), 2)
    return float(np.mean([_error(columns[i], columns[j], fresh[i], fresh[j]) for i, j in pairs]))


def _error(one: FloatArray, other: FloatArray, first: FloatArray, second: FloatArray) -> float:
    labels = np.repeat([1.0, -1.0], [len(one), len(other)])
    w = svm_weights(np.concatenate([one, other]).T, labels, COST)
    return float(np.mean([(first @ w <= 0).mean(), (second @ w >= 0).mean()]))


def differences(populations: Sequence[FloatArray], rng: np.random.Generator) -> dict[str, float]:
    """Of columns and of those of the mixture: the distance of their mean eigenvalues, and the
    differences of alignment and error."""
    scale = np.sqrt(np.mean([(rows**2).mean() for rows in populations]))
    scaled = [rows / scale for rows in populations]
    spectra, found = np.zeros((2, scaled[0].shape[1])), np.zeros((2, 2))
    for _ in range(DRAWS):
        for k, of in enumerate((scaled, [gaussian(rows, rng) for rows in scaled])):
            drawn = [rows[rng.permutation(len(rows))[: 2 * COLUMNS]] for rows in of]
            columns, fresh = [d[:COLUMNS] for d in drawn], [d[COLUMNS:] for d in drawn]
            values, alignment = spectrum_and_plane(columns)
            spectra[k] += values / DRAWS
            found[k] += np.array([alignment, errors(columns, fresh)]) / DRAWS
    alignment, error = found[0] - found[1]
    return {
        "spectrum": spectral_distance(*spectra),
        "alignment": float(alignment),
        "error": float(error),
    }


def gaussian(rows: FloatArray, rng: np.random.Generator) -> FloatArray:
    """As many Gaussian rows, moved and stretched so that their mean and covariance are exactly
    those of ``rows``: what is drawn from either without replacement differs by its law alone."""
    drawn = rng.standard_normal(rows.shape)
    drawn -= drawn.mean(axis=0)
    spread: FloatArray = np.asarray(np.linalg.inv(np.cov(drawn.T, bias=True)), float)
    white: FloatArray = drawn @ np.asarray(_root(spread))
    return np.asarray(rows.mean(axis=0) + white @ _root(np.cov(rows.T, bias=True)))


def _root(covariance: FloatArray) -> FloatArray:
    """The symmetric root; rounding may leave eigenvalues below zero."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T)


def _rows(seeds: Sequence[int]) -> list[Row]:
    layer = small_convnet()
    trained = train(layer, digits(), LAYER, seeds, rate=1e-3)
    rows: list[Row] = []
    for k, (seed, made) in enumerate(zip(seeds, _generated(seeds), strict=True)):
        rng = stream(seed, "columns")
        real = [_images(label).inputs for label in CLASSES]
        for law, images in (("generated", made), ("real", real)):
            populations = [_features(layer, trained.parameters[k], part) for part in images]
            sound = all(np.isfinite(part).all() for part in populations)
            values = differences(populations, rng) if sound else dict.fromkeys(MARGINS)
            rows.append({"law": law, "seed": seed, **values})
    return rows


def _features(layer: Network, theta: FloatArray, images: Any) -> FloatArray:
    assert layer.features is not None
    return np.asarray(layer.features(theta, images.reshape(len(images), -1)), float)


def _chunk(seed: int, number: int) -> list[Row]:
    first = 100_000 + (seed * CHUNKS + number) * SYSTEMS
    return _rows(range(first, first + SYSTEMS))


def _again(seed: int) -> list[Row]:
    return _rows(range(90_000 + 2 * seed, 90_002 + 2 * seed))


STUDY = Study(
    "representations",
    "systems of a trained layer and three trained generators",
    __name__.rpartition(".")[0],
    _chunk,
    CHUNKS,
    _again,
    "law",
    tuple(MARGINS),
)


def _judge(rows: Sequence[Row], names: tuple[str, ...]) -> Finding:
    """Are all differences from the Gaussian mixture within their margins?"""
    laws = list(dict.fromkeys(row["law"] for row in rows))
    level = LEVEL / (2 * len(laws) * len(names))
    held, told, tested = [], [], []
    for law in laws:
        own = [row for row in rows if row["law"] == law and row[names[0]] is not None]
        for name in names:
            found = contrast({law: [row[name] for row in own]}, {law: 1})
            tested.append(found)
            held.append(found.within(-MARGINS[name], MARGINS[name], level))
            told.append(f"{law}, {name}: {found.words}")
            gap = abs(abs(found.estimate) - MARGINS[name])
            if held[-1] is None and gap > 0:
                systems = math.ceil(len(own) * growth(found, gap, level))
                told[-1] += f" (a difference of that size is decided by {systems} systems)"
    lost = sum(row[names[0]] is None for row in rows)
    detail = (
        f"differences from the Gaussian mixture of the same moments: {'; '.join(told)}; "
        + power(tested, level)
    )
    return concluded(
        all_hold(held), detail + (f"; {lost} diverged" if lost else ""), "; ".join(told)
    )


def gram(rows: Sequence[Row]) -> Finding:
    """Of spectrum and leading eigenvectors."""
    return _judge(rows, ("spectrum", "alignment"))


def classifier(rows: Sequence[Row]) -> Finding:
    """Of a support vector machine's error."""
    return _judge(rows, ("error",))


GRAM = Studied("Gram matrices of representations", (STUDY,), gram)
CLASSIFIER = Studied("errors on representations", (STUDY,), classifier)
