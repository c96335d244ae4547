"""All the work of ``make soundness``, piece by piece, so that it runs side by side and resumes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from random import Random
from typing import Any

from glassproof.numerics.work.executors import Executor
from glassproof.verify.keeping.fingerprint import fingerprint, follow
from glassproof.verify.keeping.store import Store
from soundness import calibration
from soundness.adversary.kinds import KINDS, questions
from soundness.adversary.question import Question, Reply
from soundness.adversary.truths import replies
from soundness.calibration import Calibration, calibrate, experiments
from soundness.formulas import subjects
from soundness.matrix import Trial, trials

ROOT = Path(__file__).parent.parent
JUDGED = ("derivations", "numerics", "verify", "soundness")

AT_ONCE = 50
"""Questions of one piece."""

FORMULAS, CALIBRATION = "formulas", "calibration"
"""What there is besides the adversary's kinds."""

EVERY_KIND = (FORMULAS, *KINDS, CALIBRATION)


@dataclass(frozen=True)
class Piece:
    """Work that gives plain data, and all that its results rest on."""

    kind: str
    name: str
    run: Callable[[], list[Any]]
    rests_on: tuple[Any, ...]

    @cached_property
    def key(self) -> str:
        """The key of the results: equal keys mean equal results."""
        follow("soundness")
        return f"soundness/{self.name}/{fingerprint(*self.rests_on)}"


@dataclass(frozen=True)
class Work:
    """Pieces by number: seeds of each experiment, kinds, and at most so many of each."""

    seeds: int
    kinds: tuple[str, ...] = EVERY_KIND
    most: int | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of them."""
        return _pieces(self)

    def __call__(self, number: int) -> list[dict[str, Any]]:
        """One piece, as plain data."""
        return [asdict(found) for found in self.pieces[number].run()]


@cache
def _pieces(work: Work) -> tuple[Piece, ...]:
    found: list[Piece] = []
    if CALIBRATION in work.kinds:
        for place in range(len(experiments()[: work.most])):
            found.append(_calibration(work.seeds, place))
    if FORMULAS in work.kinds:
        found += [
            Piece(FORMULAS, claim.id, partial(_trials, number), (trials, claim))
            for number, claim in enumerate(subjects()[: work.most])
        ]
    for kind in (kind for kind in KINDS if kind in work.kinds):
        asked = _sample(questions(kind), work.most)
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            name = f"{kind}, {first + 1} to {first + len(some)}"
            found.append(Piece(kind, name, partial(replies, some), (replies, some)))
    return tuple(found)


def _calibration(seeds: int, place: int) -> Piece:
    name = f"{experiments()[place][0].id}, {place}, {seeds} seeds"
    run = partial(_calibrated, seeds, place)
    return Piece(CALIBRATION, name, run, calibration.rests_on(seeds, place))


def _calibrated(seeds: int, place: int) -> list[Calibration]:
    return [calibrate(seeds, place)]


def _trials(number: int) -> list[Trial]:
    return list(trials(subjects()[number]))


def _sample(asked: tuple[Question, ...], most: int | None) -> tuple[Question, ...]:
    if most is None or most >= len(asked):
        return asked
    return tuple(Random("sample").sample(asked, most))


def state_of_the_code() -> str:
    """A hash of all code that the results rest on."""
    texts = hashlib.blake2b(digest_size=16)
    for folder in JUDGED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            texts.update(path.read_bytes())
    return texts.hexdigest()


@dataclass(frozen=True)
class Results:
    """All that was found."""

    trials: list[Trial]
    replies: list[Reply]
    calibrations: list[Calibration]


def results(work: Work, executor: Executor, store: Store, note: Callable[[str], None]) -> Results:
    """What all pieces give, in order; what ``store`` holds for this code is not redone."""
    pieces = work.pieces
    found = {number: kept for number, p in enumerate(pieces) if (kept := store.get(p.key))}
    if found:
        note(f"{len(found)} of {len(pieces)} pieces are stored")
    missing = [number for number in range(len(pieces)) if number not in found]
    with closing(executor.unordered(work, missing)) as finished:
        for number, result in finished:
            store.put(pieces[number].key, result)
            found[number] = result
            note(f"{len(found)} of {len(pieces)}: {pieces[number].name}")

    def of(*kinds: str) -> list[dict[str, Any]]:
        chosen = (number for number, piece in enumerate(pieces) if piece.kind in kinds)
        return [item for number in chosen for item in found[number]]

    return Results(
        [Trial(**item) for item in of(FORMULAS)],
        [Reply(**item) for item in of(*KINDS)],
        [Calibration(**item) for item in of(CALIBRATION)],
    )
