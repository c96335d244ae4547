"""Studies: runs that take too long for every review, shipped with the paper, seeds and cost told.

A study is cut into chunks of runs; a run is a row of named numbers. All chunks together ship as a
data file of the paper. A deep review computes them anew, chunk by chunk; a standard one repeats a
few runs and holds them against the shipped ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.late import Late
from glassproof.verify.claims.evidence import Finding, Kind, Outcome

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")

Row = Mapping[str, Any]
"""One run: what it was (its law, its seed) and what was measured; None where it diverged."""

FILE = "evidence.json"
LARGEST = 5_000_000
"""Bytes of a paper's file."""

LEVEL = 1e-9
"""The level at which repeated runs are held against shipped ones."""


@dataclass(frozen=True)
class Study:
    """``chunks`` chunks of runs: ``chunk(seed, number)`` gives the rows of one.

    ``repeat(seed)`` gives the rows that a standard review computes, of laws that occur in the
    study: a law is a value of the column ``law``, and ``measured`` are the columns that are held
    against the shipped ones. ``package`` is the paper's package, where the file lies.
    """

    name: str
    describes: str
    package: str
    chunk: Callable[[int, int], Sequence[Row]]
    chunks: int
    repeat: Callable[[int], Sequence[Row]]
    law: str
    measured: tuple[str, ...]


@dataclass(frozen=True)
class Studied:
    """What follows for a claim from the rows of its studies, in their order.

    ``judge`` gets a list of rows a study, and decides at ``level``, the probability with which it
    rejects, or supports, what is false of all runs.
    """

    name: str
    studies: tuple[Study, ...]
    judge: Callable[..., Finding]
    level: float = LEVEL


@dataclass(frozen=True)
class Shipped:
    """The runs of a study as a file holds them, the review's seed, and what they cost."""

    rows: tuple[Row, ...]
    chunks: int
    seconds: float
    seed: int

    @property
    def words(self) -> str:
        """How many runs, of which seed and at which cost; each row holds its own seed."""
        cost = f"{self.seconds / 3600:.2g} h" if self.seconds > 3600 else f"{self.seconds:.0f} s"
        return (
            f"{len(self.rows)} runs shipped with the paper's data, drawn with the seed "
            f"{self.seed}, which took {cost} by the clock"
        )


def concluded(holds: bool | None, detail: str, corrected: str) -> Finding:
    """What runs say that show a statement, exclude it, or neither (None).

    >>> concluded(None, "the mean is 0.1", "").detail
    'the mean is 0.1; these runs do not decide it'
    """
    outcome = {True: Outcome.CONSISTENT, False: Outcome.FAILS, None: Outcome.SILENT}[holds]
    open_end = "" if holds is not None else "; these runs do not decide it"
    return Finding(Kind.NATURE, outcome, detail + open_end, corrected)


def all_hold(parts: Iterable[bool | None]) -> bool | None:
    """Whether all parts of a statement hold; False as soon as one is excluded.

    >>> all_hold([True, None]), all_hold([None, False])
    (None, False)
    """
    found = set(parts)
    return False if False in found else None if None in found else True


def shipped(study: Study) -> Shipped | None:
    """The runs that ship with the paper; None if none do.

    :class:`DomainError` if the file is damaged.
    """
    place = resources.files(study.package) / FILE
    if not place.is_file():
        return None
    try:
        found = json.loads(place.read_text(encoding="utf-8")).get(study.name)
        return None if found is None else _unpacked(found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError(
            f"the shipped runs in {place} cannot be read ({type(error).__name__}: {error}): "
            "install glassproof again"
        ) from error


def packed(rows: Sequence[Row], chunks: int, seconds: float) -> dict[str, Any]:
    """Rows as columns, numbers to seven digits: what a file holds of a study.

    >>> packed([{"x": 1.0, "seed": 2}], 1, 3.21)
    {'columns': ['x', 'seed'], 'rows': [[1.0, 2]], 'chunks': 1, 'seconds': 3.2}
    """
    columns = list(rows[0])
    plain = [[_rounded(row[column]) for column in columns] for row in rows]
    kept = {"columns": columns, "rows": plain, "chunks": chunks}
    return {**kept, "seconds": round(seconds, 1)}


def _rounded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return float(f"{value:.7g}") if isinstance(value, float) else value


def _unpacked(found: Mapping[str, Any]) -> Shipped:
    rows = tuple(dict(zip(found["columns"], row, strict=True)) for row in found["rows"])
    return Shipped(rows, int(found["chunks"]), float(found["seconds"]), int(found.get("seed", 0)))


def against(study: Study, repeated: Sequence[Row], kept: Sequence[Row]) -> tuple[float, int]:
    """A p-value of repeated runs under the laws of the shipped ones, and how many were compared.

    Of each measured column every repeated run is standardised by mean and deviation of the shipped
    runs of its law; the mean of these is Student's t but for the shipped mean's own error, which is
    added. Bonferroni over columns. Runs that diverged count in neither.
    """
    from scipy import special

    least, count = 1.0, 0
    for column in study.measured:
        scores, spread, degrees = [], 0.0, 0
        for law in {row[study.law] for row in repeated}:
            ours = _column(repeated, study.law, law, column)
            theirs = _column(kept, study.law, law, column)
            if len(ours) and len(theirs) > 1 and (deviation := theirs.std(ddof=1)) > 0:
                scores += list((ours - theirs.mean()) / deviation)
                spread += len(ours) + len(ours) ** 2 / len(theirs)
                degrees += len(theirs) - 1
        if scores:
            t = abs(sum(scores)) / spread**0.5
            least = min(least, 2 * float(special.stdtr(degrees, -t)) * len(study.measured))
            count = max(count, len(scores))
    return min(1.0, least), count


def _column(rows: Sequence[Row], law: str, value: Any, column: str) -> Any:
    found = np.array([row[column] for row in rows if row[law] == value], float)
    return found[np.isfinite(found)]
