"""Long runs that ship as data: what the figures show of trained networks, with seeds and cost.

``python -m glassproof.verify.papers.loss_landscapes.figures.long_runs`` repeats them and writes the
file anew; the claims' experiments repeat parts of them with other seeds at every review.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.landscape import hierarchy
from glassproof.numerics.networks.landscape.permutations import permuted
from glassproof.verify.papers.loss_landscapes import trained_symmetries as symmetries
from glassproof.verify.papers.loss_landscapes.trained import (
    Recipe,
    agreeing,
    gaussian,
    new_seeds,
)

FILE = Path(__file__).with_name("long_runs.json")
SEED = 1720
NETWORKS = 24
WIDTHS = (4, 8, 16, 32, 64, 128)
STEPS = (1, 2, 3, 4, 6, 8, 11, 16, 23, 34, 50, 80)
NULLS = 400
_RECIPE = Recipe()


def _spread(values: Any) -> dict[str, Any]:
    """Median and quartiles over networks, the last axis but one of the rest."""
    low, middle, high = np.nanquantile(values, [0.25, 0.5, 0.75], axis=0)
    return {"low": low, "middle": middle, "high": high}


def cuts(rng: np.random.Generator) -> dict[str, Any]:
    """Training losses along Gaussian directions, and along abs(eps) sign(theta)."""
    theta = _RECIPE.solutions(new_seeds(rng, NETWORKS))
    at = np.linspace(-1, 1, 41)
    ways = {"gaussian": gaussian(theta, rng), "signs": agreeing(theta, rng)}
    found = {
        name: _spread(_RECIPE.loss(theta[:, None] + at[:, None] * way[:, None]))
        for name, way in ways.items()
    }
    return {"at": at, **found}


def surface(rng: np.random.Generator) -> dict[str, Any]:
    """Over the plane of a solution, a permuted copy (at 1, 0) and a Gaussian direction."""
    (theta,) = _RECIPE.solutions(new_seeds(rng, 1))
    copy = permuted(_RECIPE.network, theta, [rng.permutation(_RECIPE.width)])
    first = copy - theta
    second = gaussian(theta[None], rng)[0]
    second -= first * (first @ second) / (first @ first)
    second *= np.linalg.norm(first) / np.linalg.norm(second)
    x, y = np.linspace(-0.5, 1.5, 41), np.linspace(-0.75, 0.75, 31)
    points = theta + x[None, :, None] * first + y[:, None, None] * second
    return {"x": x, "y": y, "losses": _RECIPE.loss(points)}


def families(rng: np.random.Generator) -> dict[str, Any]:
    """Dendrograms of two families, their statistics, and the statistics of the null."""
    found = {}
    for name, ancestors in (("independent", symmetries.FAMILY), ("branched", 4)):
        between = hierarchy.distances(symmetries.family(rng, ancestors))
        tested = hierarchy.against_null(between, draws=NULLS, seed=SEED)
        found[name] = {
            "links": hierarchy.clusters(between),
            "statistic": tested.statistic,
            "null": np.sort(tested.null),
            "p_value": tested.p_value,
        }
    return found


def walks(rng: np.random.Generator) -> dict[str, Any]:
    """Shares of the way back to the solution's loss along walks, and those of a glass."""
    shares = symmetries.correlations(_RECIPE, STEPS, rng, NETWORKS)
    overlaps = np.cos(symmetries.ANGLE) ** np.array(STEPS)
    glass = [symmetries.of_glass(steps) for steps in STEPS]
    return {"overlaps": overlaps, "glass": glass, **_spread(shares)}


def barriers(rng: np.random.Generator) -> dict[str, Any]:
    """Barriers to permuted copies against width."""
    rows = [symmetries.to_a_copy(_RECIPE.but(width=w), rng, NETWORKS) for w in WIDTHS]
    return {"widths": WIDTHS, **_spread(np.stack(rows, axis=1))}


RUNS: dict[str, Callable[[np.random.Generator], dict[str, Any]]] = {
    "cuts": cuts,
    "surface": surface,
    "families": families,
    "walks": walks,
    "barriers": barriers,
}


@cache
def stored() -> dict[str, Any]:
    """All runs as they ship; :class:`DomainError` if the file is damaged."""
    try:
        found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DomainError(
            f"{FILE.name} cannot be read ({error}): install glassproof again, or repeat the runs"
        ) from error
    return found


def plain(value: Any) -> Any:
    """Arrays as lists of numbers of five digits."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (np.ndarray, list, tuple)):
        return [plain(part) for part in value]
    return float(f"{float(value):.5g}")


def repeat() -> None:
    """All runs again, each from a stream of its own, written to the file."""
    found: dict[str, Any] = {"seed": SEED, "networks": NETWORKS, "processor seconds": {}}
    for number, (name, run) in enumerate(RUNS.items()):
        start = time.process_time()
        found[name] = plain(run(np.random.default_rng([SEED, number])))
        found["processor seconds"][name] = round(time.process_time() - start, 1)
    FILE.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    repeat()
