"""Trained networks: cuts whose signs agree with the solution's, and what makes them symmetric."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.prose.marked import plain
from glassproof.numerics.networks.extra import key
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, abstract, reading, summarised
from glassproof.verify.papers.loss_landscapes.trained import (
    ANEW,
    Recipe,
    about,
    agreeing,
    gaussian,
    halves,
    measured,
    mostly,
    new_seeds,
    sound,
    to_norm,
)

_RECIPE = Recipe()
HALF_WAY = 0.5
_DIRECTIONS, _MANY_DIRECTIONS = 4, 16

SIGN = "the degree of sign consistency is a critical indicator of valley symmetry"


def _sides(
    recipe: Recipe, theta: FloatArray, way: FloatArray, at: float, **of: Any
) -> tuple[FloatArray, FloatArray]:
    return recipe.loss(theta + at * way, **of), recipe.loss(theta - at * way, **of)


def asymmetry(recipe: Recipe, theta: FloatArray, way: FloatArray, at: float) -> FloatArray:
    """(L(-lambda) - L(lambda))/(L(-lambda) + L(lambda)): 0 where the sides agree."""
    ahead, behind = _sides(recipe, theta, way, at)
    return np.asarray((behind - ahead) / (behind + ahead))


def _steeper_ahead(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _RECIPE.solutions(new_seeds(rng, count))
    found = asymmetry(_RECIPE, theta, agreeing(theta, rng), HALF_WAY)
    return np.asarray(found[sound(found)] <= 0)


def errors(
    share: float, theta: FloatArray, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Test errors at 1 and at -1 where that share of signs agrees, means over directions."""
    ways = [agreeing(theta, rng, share) for _ in range(_MANY_DIRECTIONS)]
    sides = [_sides(_RECIPE, theta, way, 1.0, error=True, test=True) for way in ways]
    ahead, behind = np.mean(sides, axis=0)
    return ahead, behind


def _ratio_fails(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _RECIPE.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    ahead, behind = zip(*(errors(share, theta, rng) for share in (0.5, 0.75, 1.0)), strict=True)
    falls, rises = (np.diff(np.stack(rows), axis=0) for rows in (ahead, behind))
    return np.asarray((falls >= 0).any(axis=0) | (rises <= 0).any(axis=0))


def pattern_agreement(theta: FloatArray, moved: FloatArray) -> FloatArray:
    """The share of hidden activations that are what they were, over training digits."""
    inputs, network = halves()[0].inputs, _RECIPE.network

    def active(row: FloatArray) -> NDArray[np.bool_]:
        blocks = network.unpack(row)
        return np.asarray(inputs @ blocks["weight 0"].T + blocks["bias 0"] > 0)

    return np.array([(active(a) == active(b)).mean() for a, b in zip(theta, moved, strict=True)])


def _fewer_survive(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _RECIPE.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    way = HALF_WAY * agreeing(theta, rng)
    ahead, behind = (pattern_agreement(theta, theta + way * side) for side in (1, -1))
    return np.asarray(ahead <= behind)


_SOFTMAX = _RECIPE.but(widths=(64, 10))


def softmax_trace(theta: FloatArray) -> FloatArray:
    """The Hessian's trace of softmax regression on the training digits, a row a network."""
    x = halves()[0].inputs.astype(float)
    length, found = (x**2).sum(axis=1) + 1, []
    for row in theta:
        blocks = _SOFTMAX.network.unpack(row)
        z = x @ blocks["weight 0"].T + blocks["bias 0"]
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        found.append(float((length * (1 - (p**2).sum(axis=1))).mean()))
    return np.array(found)


def _trace_rises(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theta = _SOFTMAX.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    way = HALF_WAY * agreeing(theta, rng)
    here, ahead, behind = map(softmax_trace, (theta, theta + way, theta - way))
    return np.asarray((ahead >= here) | (here >= behind))


SIGNS = (
    measured(
        "valley.sign.trained",
        "Cuts along $abs(eps) sign(theta)$ are lower towards positive $lambda$",
        "At $lambda = 1/2$ along $abs(eps) sign(theta)$, $eps$ Gaussian of the solution's norm, "
        "the training loss (64-16-10, digits) is below that at $-1/2$, in nine networks of ten.",
        abstract(VALLEY, SIGN),
        mostly("both sides", "the loss at 1/2 is below that at -1/2", _steeper_ahead),
        uses=("valley.sign.stationary",),
    ),
    measured(
        "valley.ratio",
        "As more signs agree, test errors fall towards positive and rise towards negative "
        "$lambda$",
        "From 1/2 to 3/4 to all signs that agree the test error at $lambda = 1$ falls and that at "
        f"$-1$ rises (means over {_MANY_DIRECTIONS} directions), in nine networks of ten.",
        summarised(VALLEY, "as the share of signs made equal grows"),
        mostly(f"three shares, {ANEW}", "errors fall ahead and rise behind as the share grows",
               _ratio_fails, 64),
        uses=("valley.sign.trained",),
    ),
    measured(
        "valley.activation",
        "Activation patterns agree more at $lambda$ than at $-lambda$",
        "At $lambda = 1/2$ along $abs(eps) sign(theta)$ more hidden activations are what they are "
        "at the solution than at $-1/2$, in nine networks of ten.",
        summarised(VALLEY, "agreement of activation patterns"),
        mostly("patterns", "more activations survive at 1/2 than at -1/2", _fewer_survive, 64),
        uses=("valley.sign.activations.order",),
    ),
    measured(
        "valley.softmax.trained",
        "The trace falls towards positive $lambda$ along $abs(eps) sign(w)$, at trained weights",
        "Softmax regression trained on digits: along $abs(eps) sign(w)$ the Hessian's trace falls "
        "from $lambda = -1/2$ to 0 to 1/2, in nine networks of ten.",
        summarised(VALLEY, "the Hessian's trace along $abs(eps) sign(w)$"),
        mostly("three traces", "the trace falls from -1/2 to 0 to 1/2", _trace_rises, 64),
        uses=("valley.softmax.signs",),
    ),
)  # fmt: skip

_NORMED = _RECIPE.but(batch_norm=True)
LAWS: dict[str, tuple[str, Callable[[np.random.Generator, tuple[int, ...]], FloatArray]]] = {
    "one": ("1", lambda _, n: np.ones(n)),
    "uniform": ("$U(0, 1)$", lambda rng, n: rng.uniform(0, 1, n)),
    "normal-sd": ("$G(0, 0.1)$, 0.1 a standard deviation", lambda rng, n: rng.normal(0, 0.1, n)),
    "normal-variance": ("$G(0, 0.1)$, 0.1 a variance",
                        lambda rng, n: rng.normal(0, 0.1**0.5, n)),
}  # fmt: skip
"""How weights of batch normalisation begin."""
SYMMETRIC = 0.1


def normed_asymmetries(law: str, rng: np.random.Generator, count: int) -> FloatArray:
    """At 1/2 along U(0, 1) in the weights of batch normalisation alone, of their own norm."""
    network, seeds = _NORMED.network, new_seeds(rng, count)
    place = network.slices["scale 0"]
    start = np.stack([np.array(network.initial(key(int(seed), "start"))) for seed in seeds])
    start[:, place] = LAWS[law][1](rng, (count, place.stop - place.start))
    theta = _NORMED.solutions(seeds, start=start)
    way = np.zeros_like(theta)
    scales = theta[:, place]
    way[:, place] = to_norm(rng.uniform(0, 1, scales.shape), scales)
    return asymmetry(_NORMED, theta, way, HALF_WAY)


def _symmetric(law: str, rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    found = normed_asymmetries(law, rng, count)
    return np.asarray(found[sound(found)] <= SYMMETRIC)


def _zero() -> tuple[float, float]:
    return 0.0, 0.0


BN = "initialisation of batch-normalisation weights"
_CUT = "At 1/2 along $U(0, 1)$ noise in the weights of batch normalisation (64-16-10, digits)"


def _asymmetric_claim(law: str) -> Claim:
    words = LAWS[law][0]
    return measured(
        f"valley.bn-init.{law}",
        f"Batch-normalisation weights that begin at {words}: asymmetric cuts",
        f"{_CUT}, weights that began at {words}, the loss is lower than at $-1/2$ by "
        f"{SYMMETRIC:g} of their sum and more, in nine networks of ten.",
        summarised(VALLEY, BN),
        mostly(plain(words), f"the asymmetry is above {SYMMETRIC:g}", partial(_symmetric, law), 64),
        uses=("valley.sign.trained",),
    )


def _symmetric_claim(law: str) -> Claim:
    words = LAWS[law][0]
    return measured(
        f"valley.bn-init.{law}",
        f"Batch-normalisation weights that begin at {words}: nearly symmetric cuts",
        f"{_CUT}, weights that began at {words}, the mean asymmetry is 0 within {SYMMETRIC:g}.",
        summarised(VALLEY, BN, also="0.1 read both ways"),
        about(plain(words), "mean of (L(-1/2) - L(1/2))/(L(-1/2) + L(1/2))",
              partial(normed_asymmetries, law), _zero, SYMMETRIC, 128),
        uses=("valley.sign.symmetric",),
    )  # fmt: skip


BN_CLAIMS = (
    *map(_asymmetric_claim, ("one", "uniform")),
    *map(_symmetric_claim, ("normal-sd", "normal-variance")),
)

DECAYED = _RECIPE.but(decay=0.01)
SLOW = _RECIPE.but(rate=0.02)
LARGE = _RECIPE.but(batch=128)
OTHERS = {"weight decay 0.01": DECAYED, "rate 0.02": SLOW, "batches of 128": LARGE}
HYPER = "learning rate, batch size, weight decay change the width, not the symmetry"


def _asymmetries(recipe: Recipe, signed: bool, rng: np.random.Generator, count: int) -> FloatArray:
    theta = recipe.solutions(new_seeds(rng, count))
    if not signed:
        return asymmetry(recipe, theta, gaussian(theta, rng), 1.0)
    ways = [agreeing(theta, rng) for _ in range(_MANY_DIRECTIONS)]
    return np.asarray(np.mean([asymmetry(recipe, theta, way, 1.0) for way in ways], axis=0))


def _difference(rng: np.random.Generator, count: int) -> FloatArray:
    """Asymmetry along signs with weight decay, less without."""
    return _asymmetries(DECAYED, True, rng, count) - _asymmetries(_RECIPE, True, rng, count)


def _as_wide(recipe: Recipe, rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    theirs, ours = (_mean_rise(r, rng, count) for r in (recipe, _RECIPE))
    both = sound(theirs, ours)
    return np.asarray((theirs >= ours)[both])


def _mean_rise(recipe: Recipe, rng: np.random.Generator, count: int) -> FloatArray:
    """The rise at the end of a Gaussian cut, mean over directions, a number a network."""
    theta = recipe.solutions(new_seeds(rng, count))
    rises = [recipe.loss(theta + gaussian(theta, rng)) for _ in range(_DIRECTIONS)]
    return np.asarray(np.mean(rises, axis=0) - recipe.loss(theta))


def _no_change() -> tuple[float, float]:
    return 0.0, FOUND_CHANGE


FOUND_CHANGE = 0.18
"""By how much weight decay 0.01 adds to the asymmetry along signs, as the review says."""

HYPERS = (
    measured(
        "valley.hyper",
        "Hyperparameters change the width of Gaussian cuts, not their symmetry",
        f"Along Gaussian directions the mean asymmetry at $lambda = 1$ is 0 within {SYMMETRIC:g} "
        f"for {', '.join(OTHERS)}; with weight decay the rise at $lambda = 1$ is smaller than "
        "without, in nine pairs of networks of ten.",
        summarised(VALLEY, HYPER),
        *(
            about(name, "mean of (L(-1) - L(1))/(L(-1) + L(1)), Gaussian directions, " + name,
                  partial(_asymmetries, recipe, False), _zero, SYMMETRIC, 128)
            for name, recipe in OTHERS.items()
        ),
        mostly("width", "the rise at 1 is smaller with weight decay",
               partial(_as_wide, DECAYED), 64),
        uses=("valley.sign.symmetric",),
    ),
    measured(
        "valley.hyper.signs",
        "Hyperparameters do not change the asymmetry along $abs(eps) sign(theta)$",
        "Along $abs(eps) sign(theta)$ the mean asymmetry at $lambda = 1$ is the same with weight "
        f"decay 0.01 as without, within {SYMMETRIC / 2:g}.",
        reading(VALLEY, HYPER, also="of cuts along the solution's signs"),
        about(f"weight decay, {ANEW}", "mean asymmetry along signs with weight decay, less "
        "without",
              _difference, _no_change, SYMMETRIC / 2, 256),
        uses=("valley.hyper",),
    ),
)  # fmt: skip

CLAIMS = (*SIGNS, *BN_CLAIMS, *HYPERS)
