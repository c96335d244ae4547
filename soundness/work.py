"""All the work of ``make soundness``, piece by piece, so that it runs side by side and resumes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from glassproof.numerics.work.executors import Executor
from glassproof.verify.keeping.store import Store
from soundness.calibration import Calibration, calibrate, experiments
from soundness.formulas import subjects
from soundness.matrix import Trial, trials

ROOT = Path(__file__).parent.parent
JUDGED = ("derivations", "numerics", "verify", "soundness")


@dataclass(frozen=True)
class Work:
    """By number: the trials of each formula, then the calibration of each experiment."""

    seeds: int

    @property
    def names(self) -> list[str]:
        """What each piece is about."""
        formulas = [claim.id for claim in subjects()]
        return formulas + [f"{claim.id}, {self.seeds} seeds" for claim, _ in experiments()]

    def __call__(self, number: int) -> list[dict[str, Any]]:
        """One piece, as plain data."""
        known = len(subjects())
        if number < known:
            return [asdict(trial) for trial in trials(subjects()[number])]
        return [asdict(calibrate(self.seeds, number - known))]


def state_of_the_code() -> str:
    """A hash of all code that the results rest on."""
    texts = hashlib.blake2b(digest_size=16)
    for folder in JUDGED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            texts.update(path.read_bytes())
    return texts.hexdigest()


def results(
    work: Work, executor: Executor, store: Store, note: Callable[[str], None]
) -> tuple[list[Trial], list[Calibration]]:
    """All trials and calibrations, in order; what ``store`` holds for this code is not redone."""
    names, state = work.names, state_of_the_code()
    keys = [f"soundness/{number}/{name}/{state}" for number, name in enumerate(names)]
    found = {number: kept for number, key in enumerate(keys) if (kept := store.get(key))}
    missing = [number for number in range(len(names)) if number not in found]
    with closing(executor.unordered(work, missing)) as finished:
        for number, result in finished:
            store.put(keys[number], result)
            found[number] = result
            note(f"{len(found)} of {len(names)}: {names[number]}")
    every = [found[number] for number in range(len(names))]
    formulas = len(subjects())
    return (
        [Trial(**trial) for piece in every[:formulas] for trial in piece],
        [Calibration(**piece[0]) for piece in every[formulas:]],
    )
