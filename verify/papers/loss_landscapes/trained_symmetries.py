"""Trained networks and the glass: permuted copies, walks, families of solutions."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.p_spin import walks
from glassproof.numerics.networks.landscape import hierarchy
from glassproof.numerics.networks.landscape.cuts import barrier
from glassproof.numerics.networks.landscape.permutations import aligned, permuted
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.loss_landscapes.paper import GLASS, abstract, reading
from glassproof.verify.papers.loss_landscapes.trained import (
    ANEW,
    Recipe,
    about,
    measured,
    mostly,
    new_seeds,
    sound,
)

PROTOCOL = "a permutation-interpolation protocol"
HEIGHT = 0.1
"""A barrier is what rises this much, in units of the cross-entropy, above both ends."""
NARROW, WIDE = 8, 64
_POINTS = 11
_RECIPE = Recipe()


def _barriers(recipe: Recipe, one: FloatArray, other: FloatArray) -> FloatArray:
    """Heights above the chord, a number a row."""
    at = np.linspace(0, 1, _POINTS)[:, None]
    losses = recipe.loss((1 - at) * one[:, None] + at * other[:, None])
    return np.array([barrier(row) if np.isfinite(row).all() else np.nan for row in losses])


def to_a_copy(recipe: Recipe, rng: np.random.Generator, count: int) -> FloatArray:
    """Barriers between solutions and their copies with hidden units permuted at random."""
    theta = recipe.solutions(new_seeds(rng, count))
    orders = [rng.permutation(recipe.width) for _ in theta]
    rows = zip(theta, orders, strict=True)
    copies = np.stack([permuted(recipe.network, row, [order]) for row, order in rows])
    return _barriers(recipe, theta, copies)


def _no_barrier(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    found = to_a_copy(_RECIPE, rng, count)
    return np.asarray(found[sound(found)] <= HEIGHT)


def _wide_is_higher(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    narrow, wide = (to_a_copy(_RECIPE.but(width=w), rng, count) for w in (NARROW, WIDE))
    both = sound(narrow, wide)
    return np.asarray((wide >= narrow)[both])


def _alignment_is_no_help(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    one, other = (_RECIPE.solutions(new_seeds(rng, count)) for _ in range(2))
    keep = sound(one, other).all(axis=1)
    one, other = one[keep], other[keep]
    pairs = zip(one, other, strict=True)
    near = np.stack([aligned(_RECIPE.network, a, b) for a, b in pairs])
    return np.asarray(_barriers(_RECIPE, one, near) >= _barriers(_RECIPE, one, other))


BARRIERS = (
    measured(
        "landscape.permutation.barrier",
        "Between a solution and its permuted copy there is a barrier",
        "On the segment from a solution (64-16-10, digits) to a copy with hidden units "
        "permuted at "
        f"random the training loss rises by more than {HEIGHT:g} above both ends, in nine "
        f"networks "
        "of ten.",
        abstract(GLASS, PROTOCOL),
        mostly("barriers", f"the barrier is higher than {HEIGHT:g}, width 16", _no_barrier),
        uses=("landscape.permutation",),
    ),
    measured(
        "landscape.permutation.width",
        "The barrier to a permuted copy is lower in wide networks",
        f"The barrier to a permuted copy is lower at width {WIDE} than at width {NARROW}, in "
        f"nine "
        "pairs of networks of ten.",
        abstract(GLASS, PROTOCOL, also="its height against width"),
        mostly("widths", f"the barrier at width {WIDE} is lower than at {NARROW}", _wide_is_higher),
        uses=("landscape.permutation.barrier",),
    ),
    measured(
        "landscape.permutation.aligned",
        "Permuting units of one of two solutions lowers the barrier between them",
        "Between solutions from two seeds the barrier is lower once hidden units of one are "
        "permuted to lie closest to the other, in nine pairs of ten.",
        abstract(GLASS, PROTOCOL, also="copies of identical regions"),
        mostly("alignment", "aligned solutions have the lower barrier", _alignment_is_no_help),
        uses=("landscape.permutation.barrier",),
    ),
)

ANGLE = 0.2
NEAR, FAR = 11, 80
"""Steps of the walk, by rotations of ANGLE: overlaps of about 4/5 and 1/5."""
_PLATEAU = 8


def correlations(
    recipe: Recipe, lengths: tuple[int, ...], rng: np.random.Generator, count: int
) -> FloatArray:
    """(plateau - loss)/(plateau - loss at the start) after so many steps, a row a network.

    The walk stays on the sphere through the solution; the plateau is the mean loss of random points
    of that sphere, which is what the mean energy is in a glass.
    """
    theta = recipe.solutions(new_seeds(rng, count))
    radius = np.linalg.norm(theta, axis=1, keepdims=True)
    random = rng.standard_normal((_PLATEAU, *theta.shape))
    random *= radius / np.linalg.norm(random, axis=2, keepdims=True)
    plateau, start = recipe.loss(random).mean(axis=0), recipe.loss(theta)
    point, rows = theta / radius, []
    for step in range(1, max(lengths) + 1):
        tangent = rng.standard_normal(point.shape)
        tangent -= (tangent * point).sum(axis=1, keepdims=True) * point
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        point = np.cos(ANGLE) * point + np.sin(ANGLE) * tangent
        if step in lengths:
            rows.append((plateau - recipe.loss(radius * point)) / (plateau - start))
    return np.stack(rows, axis=1)


def _after(steps: int, rng: np.random.Generator, count: int) -> FloatArray:
    return correlations(_RECIPE, (steps,), rng, count)[:, 0]


def of_glass(steps: int) -> float:
    """The correlation of a two-spin glass, exactly, after so many steps."""
    at = {walks.alpha: ANGLE, walks.steps: steps, walks.N: _RECIPE.network.parameters}
    return float(walks.mean_squared_overlap().result.subs(at))


WALK = "random walk in the parameter space"
FOUND_NEAR = 0.76
"""What the review says of the correlation at the overlap 4/5, within the same allowance."""


def _near() -> tuple[float, float]:
    return of_glass(NEAR), FOUND_NEAR


def _far() -> tuple[float, float]:
    return of_glass(FAR), of_glass(FAR)


_RATIO = "mean over networks of (plateau - loss)/(plateau - loss at the start)"
WALKS = (
    measured(
        "landscape.walk",
        "Near a solution losses along random walks follow the glass",
        f"On the sphere through a solution (64-16-10, digits), {NEAR} random rotations by "
        f"{ANGLE:g} away (overlap 4/5), the share of the way back from the plateau to the "
        "solution's loss is, within 1/25, the correlation of the spherical glass of two "
        "spins, to "
        "which one hidden layer maps.",
        abstract(GLASS, WALK, also="compared with the glass that the map leads to"),
        about(f"near, {ANEW}", f"{_RATIO}, {NEAR} rotations by {ANGLE:g}", partial(_after, NEAR),
              _near, 0.04),
        uses=("landscape.walk.squared-overlap",),
    ),
    measured(
        "landscape.walk.plateau",
        "Far from a solution losses along random walks lie on a plateau, as in the glass",
        f"The same {FAR} rotations away (overlap 1/5): the share is that of the glass within "
        f"1/20, "
        "1/25 of the way.",
        abstract(GLASS, WALK, also="plateaus"),
        about("far", f"{_RATIO}, {FAR} rotations by {ANGLE:g}", partial(_after, FAR), _far, 0.05),
        uses=("landscape.walk.squared-overlap",),
    ),
)  # fmt: skip

FAMILY, TRAINED = 12, 10
"""Solutions of a family, and epochs of their training."""
LEVEL = 0.05


def family(rng: np.random.Generator, ancestors: int) -> FloatArray:
    """FAMILY solutions; those that share one of the ``ancestors`` share half of their training.

    As many ancestors as solutions: independent seeds.
    """
    if ancestors == FAMILY:
        return _RECIPE.but(epochs=TRAINED).solutions(new_seeds(rng, FAMILY))
    half = _RECIPE.but(epochs=TRAINED // 2)
    start = half.solutions(new_seeds(rng, ancestors))
    start = np.repeat(start, FAMILY // ancestors, axis=0)
    return half.solutions(new_seeds(rng, FAMILY), start=start)


def ultrametric_rank(theta: FloatArray, rng: np.random.Generator) -> float:
    """The p-value of ultrametricity against independent points of the same distances' law."""
    between = hierarchy.distances(theta[sound(theta).all(axis=1)])
    return hierarchy.against_null(between, draws=99, seed=int(rng.integers(2**31))).p_value


def _no_hierarchy(ancestors: int, rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    ranks = [ultrametric_rank(family(rng, ancestors), rng) for _ in range(count)]
    return np.array(ranks) > LEVEL


CLUSTERS = "hierarchical clustering to reveal the hierarchy among trained solutions"
_MORE = (
    f"are more ultrametric than {FAMILY} independent points whose distances have the same "
    f"law, at "
    f"the level {LEVEL:g}"
)
HIERARCHY = (
    measured(
        "landscape.hierarchy",
        "Solutions from independent seeds cluster hierarchically",
        f"{FAMILY} solutions (64-16-10, digits) from independent seeds {_MORE}, in nine families "
        "of ten.",
        abstract(GLASS, CLUSTERS, also="reminiscent of replica symmetry breaking; the statistic "
        "is the mean of $(a - b)/(a - c)$ over triangles of sides $a >= b >= c$"),
        mostly("independent seeds", f"{FAMILY} solutions {_MORE}", partial(_no_hierarchy, FAMILY),
               24, holds=False),
    ),
    measured(
        "landscape.hierarchy.branched",
        "Solutions that share a part of their training cluster hierarchically",
        f"{FAMILY} solutions, three each of which began at one of four networks half way through "
        f"their training, {_MORE}, in nine families of ten.",
        reading(GLASS, CLUSTERS, also="of solutions with common ancestors"),
        mostly("common ancestors", f"{FAMILY} solutions of four ancestors {_MORE}",
               partial(_no_hierarchy, 4), 24),
        uses=("landscape.hierarchy",),
    ),
)  # fmt: skip

CLAIMS = (*BARRIERS, *WALKS, *HIERARCHY)
