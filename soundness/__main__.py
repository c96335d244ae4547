"""``python -m soundness``: try the judge on everything and write the tables."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from glassproof.numerics.work.executors import executor
from glassproof.verify.keeping.store import Store
from soundness import code_mutants
from soundness.calibration import SEEDS
from soundness.report import document, reaches_its_goals, verdict_counts
from soundness.work import Work, results


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all; 0 if every goal is reached, 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m soundness", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="of each experiment")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--out", type=Path, default=Path("docs/soundness.md"))
    parser.add_argument(
        "--store", type=Path, default=Path("build/soundness.sqlite3"), help="keeps finished pieces"
    )
    options = parser.parse_args(arguments)
    start = time.perf_counter()

    def note(text: str) -> None:
        print(f"{time.perf_counter() - start:6.0f} s  {text}", file=sys.stderr, flush=True)

    with closing(Store(options.store, note)) as store:
        trials, calibrations = results(
            Work(options.seeds), executor(jobs=options.jobs), store, note
        )
    text = document(trials, calibrations, seeds=options.seeds, code=code_mutants.table())
    options.out.write_text(text, encoding="utf-8")
    good = reaches_its_goals(trials, calibrations)
    print(verdict_counts(trials))
    print(f"goals {'reached' if good else 'missed'} in {time.perf_counter() - start:.0f} s")
    print(f"written to {options.out}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
