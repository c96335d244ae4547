"""Trained networks: flatness and generalisation, batches, shapes of cuts, what the Hessian says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from glassproof.numerics.networks.landscape.objective import Objective
from glassproof.numerics.networks.landscape.permutations import permuted
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.papers.loss_landscapes.paper import (
    GLASS,
    MINING,
    abstract,
    reading,
    summarised,
)
from glassproof.verify.papers.loss_landscapes.trained import (
    Recipe,
    curvature,
    gaussian,
    halves,
    measured,
    mostly,
    new_seeds,
    sound,
)

_RECIPE = Recipe()
RATES = np.geomspace(0.02, 0.5, 12)
"""Of a family of networks of which flatness and generalisation are compared."""
_SHORT = _RECIPE.but(epochs=20)
Goodness = Callable[[Recipe, FloatArray], FloatArray]


def loss_on_test(recipe: Recipe, theta: FloatArray) -> FloatArray:
    """What a network that generalises has little of."""
    return recipe.loss(theta, test=True)


def gap(recipe: Recipe, theta: FloatArray) -> FloatArray:
    """Test loss less training loss."""
    return recipe.loss(theta, test=True) - recipe.loss(theta)


def rank_correlation(
    badness: Goodness, rng: np.random.Generator, *, rescaled: bool = False
) -> float:
    """Spearman's, of trace and badness, over one family.

    ``rescaled``: all hidden units of a network have the scale 4^-k, k its rank, worst first; the
    trace grows as t_in/c^2 as c falls.
    """
    theta = _SHORT.solutions(new_seeds(rng, len(RATES)), rate=RATES)
    theta = theta[sound(theta).all(axis=1)]
    bad = badness(_SHORT, theta)
    if rescaled:
        order = np.argsort(np.argsort(-bad))
        theta = np.stack(
            [_at_scale(row, 4.0**-rank) for row, rank in zip(theta, order, strict=True)]
        )
    return float(spearmanr(curvature(_SHORT, theta), bad).statistic)


def _at_scale(theta: FloatArray, scale: float) -> FloatArray:
    """The same network, all hidden units at another scale."""
    found = theta.copy()
    for name, place in _SHORT.network.slices.items():
        kind, layer = name.split()
        found[place] *= scale if layer == "0" else (1 / scale if kind == "weight" else 1.0)
    return found


def _uncorrelated(
    badness: Goodness, rng: np.random.Generator, count: int, *, rescaled: bool = False
) -> NDArray[np.bool_]:
    found = [rank_correlation(badness, rng, rescaled=rescaled) for _ in range(count)]
    return np.array(found) <= 0


SENTENCE = (
    "the relationship between ruggedness and generalizability, an improvement of flattened minima"
)
_FAMILY = (
    f"of {len(RATES)} networks (64-16-10, digits) with rates from {RATES[0]:g} to {RATES[-1]:g}"
)
FLATNESS = (
    measured(
        "landscape.flatness",
        "Flatter minima have the smaller test loss",
        f"The rank correlation {_FAMILY} of the Hessian's trace and the test loss is "
        f"positive, in "
        "nine families of ten.",
        abstract(GLASS, SENTENCE),
        mostly("test loss", "trace and test loss are positively correlated",
               partial(_uncorrelated, loss_on_test), 32),
        uses=("landscape.scaling.trace",),
    ),
    measured(
        "landscape.flatness.gap",
        "Flatter minima have the smaller gap of test and training loss",
        f"The rank correlation {_FAMILY} of the Hessian's trace and the test loss less the "
        "training loss is positive, in nine families of ten.",
        reading(GLASS, SENTENCE, also="generalisation read as the gap"),
        mostly("gap", "trace and gap are positively correlated", partial(_uncorrelated, gap), 24,
               holds=False),
        uses=("landscape.flatness",),
    ),
    measured(
        "landscape.flatness.scale",
        "The correlation survives changes of scale that leave every output as it is",
        "The rank correlation of the Hessian's trace and the test loss stays positive whatever "
        "the scales of hidden units are; tried: scales $4^-k$, $k$ the rank of the network, worst "
        "first.",
        reading(GLASS, SENTENCE, also="flatness as a property of the function that is computed"),
        mostly("scales", "trace and test loss are positively correlated at these scales",
               partial(_uncorrelated, loss_on_test, rescaled=True), 24, holds=False),
        uses=("landscape.flatness", "landscape.scaling.trace"),
    ),
)  # fmt: skip

SMALL, LARGE = _RECIPE.but(batch=8, epochs=10), _RECIPE.but(batch=64, epochs=10)
AS_LONG = LARGE.but(epochs=80)
"""As many steps as with small batches."""


def _batches(
    other: Recipe, measure: Goodness, rng: np.random.Generator, count: int
) -> NDArray[np.bool_]:
    """Whether small batches have the larger value, seed by seed."""
    seeds = new_seeds(rng, count)
    small, large = (measure(r, r.solutions(seeds)) for r in (SMALL, other))
    both = sound(small, large)
    return np.asarray((small >= large)[both])


def _batch(
    name: str, what: str, other: Recipe, measure: Goodness, same: str, *, holds: bool = True
) -> Experiment:
    return mostly(
        name, f"{what} at batches of {SMALL.batch} is below that at {other.batch}, {same}",
        partial(_batches, other, measure), 48 if holds else 24, holds=holds,
    )  # fmt: skip


BATCH = "small batches lead to flatter minima, and these generalise better"
BATCHES = (
    measured(
        "landscape.batch",
        "Small batches: flatter minima and a smaller test loss, after as many epochs",
        f"At one rate and as many epochs, batches of {SMALL.batch} lead to a smaller trace of "
        f"the "
        f"Hessian and a smaller test loss than batches of {LARGE.batch}, in nine pairs of "
        f"networks "
        "of ten each.",
        summarised(GLASS, BATCH),
        _batch("trace", "the trace", LARGE, curvature, "as many epochs"),
        _batch("test loss", "the test loss", LARGE, loss_on_test, "as many epochs"),
    ),
    measured(
        "landscape.batch.steps",
        "Small batches: a smaller test loss, after as many steps",
        f"At one rate and as many steps, batches of {SMALL.batch} lead to a smaller test loss "
        f"than "
        f"batches of {LARGE.batch}, in nine pairs of networks of ten.",
        reading(GLASS, BATCH, also="compared after as many steps, not as many epochs"),
        _batch(
            "as many steps", "the test loss", AS_LONG, loss_on_test, "as many steps", holds=False
        ),
        uses=("landscape.batch",),
    ),
)

LAMBDA = np.linspace(-1, 1, 21)
TOLERANCE = 0.01
"""Steps of a curve below this share of its range count as level."""


def turns(curve: FloatArray) -> tuple[int, ...]:
    """Signs of the curve's ups and downs, one for each run of steps with one sign.

    >>> turns(np.array([1.0, 0.0, 1.0])), turns(np.array([1.0, 0.0, 1.0, 0.5, 2.0]))
    ((-1, 1), (-1, 1, -1, 1))
    """
    steps = np.diff(curve)
    signs = np.sign(steps)[np.abs(steps) >= TOLERANCE * np.ptp(curve)].astype(int)
    kept = [sign for number, sign in enumerate(signs) if number == 0 or sign != signs[number - 1]]
    return tuple(int(sign) for sign in kept)


V_BASIN, W_BASIN = (-1, 1), (-1, 1, -1, 1)


def _curves(theta: FloatArray, way: FloatArray, at: FloatArray) -> FloatArray:
    """Training losses along cuts, a row a network."""
    return _RECIPE.loss(theta[:, None] + at[:, None] * way[:, None])


def _no_v_basin(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _RECIPE.solutions(new_seeds(rng, count))
    curves = _curves(theta, gaussian(theta, rng), LAMBDA)
    return np.array([turns(row) != V_BASIN for row in curves if np.isfinite(row).all()])


def _no_w_basin(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _RECIPE.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    orders = [rng.permutation(_RECIPE.width) for _ in theta]
    copies = [permuted(_RECIPE.network, t, [o]) for t, o in zip(theta, orders, strict=True)]
    curves = _curves(theta, np.stack(copies) - theta, np.linspace(-0.5, 1.5, 21))
    return np.array([turns(row) != W_BASIN for row in curves])


NEAR, TOLERATED = 0.1, 0.25


def predicted_share(at: float, rng: np.random.Generator, count: int) -> FloatArray:
    """Rise that gradient and Hessian predict over the rise that is measured."""
    L = Objective(_RECIPE.network, halves()[0])
    theta = _RECIPE.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    found = []
    for row, way in zip(theta, gaussian(theta, rng), strict=True):
        predicted = at * L.gradient(row) @ way + at**2 / 2 * way @ L.product(row)(way)
        found.append(predicted / (L(row + at * way) - L(row)))
    return np.array(found)


def _mispredicted(at: float, rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    return np.abs(predicted_share(at, rng, count) - 1) > TOLERATED


CURVES = "plotted along Gaussian noise directions almost v-basin ones"
SHAPES = (
    measured(
        "landscape.curves",
        "Cuts along Gaussian directions are v-shaped basins",
        "Along a Gaussian direction of the solution's norm the training loss falls and then rises "
        f"over $lambda in [-1, 1]$ (steps below {TOLERANCE:g} of its range count as level), in "
        "nine networks of ten.",
        abstract(MINING, CURVES),
        mostly("Gaussian directions", "the cut is a v-basin", _no_v_basin),
    ),
    measured(
        "landscape.curves.w-basin",
        "Towards a permuted copy the cut is a w-basin",
        "Towards a copy with hidden units permuted at random the training loss falls, rises, "
        "falls and rises over $lambda in [-1/2, 3/2]$, in nine networks of ten: no direction is "
        "mined.",
        abstract(MINING, "from simple to complex: v-basin, v-side, w-basin, w-peak, "
        "vvv-basin",
                 also="of the others no definition was at hand"),
        mostly("directions to copies", "the cut is a w-basin", _no_w_basin),
        uses=("landscape.permutation.barrier",),
    ),
)  # fmt: skip
HESSIAN = "theoretical insights from the lens of the Hessian matrix"
HESSIANS = (
    measured(
        "landscape.hessian",
        "Near a solution gradient and Hessian predict a cut",
        f"At $lambda = {NEAR:g}$ along a Gaussian direction of the solution's norm the "
        f"second-order prediction of the rise is right within {TOLERATED:.0%}, in nine networks "
        "of ten.",
        abstract(MINING, HESSIAN),
        mostly("near", f"the prediction at {NEAR:g} is right within {TOLERATED:.0%}",
               partial(_mispredicted, NEAR), 64),
    ),
    measured(
        "landscape.hessian.whole",
        "Gradient and Hessian predict a cut as far as it is drawn",
        f"The same at $lambda = 1$, the end of the cut: right within {TOLERATED:.0%}.",
        reading(MINING, HESSIAN, also="of the whole cut"),
        mostly("end of the cut", f"the prediction at 1 is right within {TOLERATED:.0%}",
               partial(_mispredicted, 1.0), 64, holds=False),
        uses=("landscape.hessian",),
    ),
)  # fmt: skip

CLAIMS = (*FLATNESS, *BATCHES, *SHAPES, *HESSIANS)
