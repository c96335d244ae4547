"""``python -m soundness``: try the judge on everything and write the tables.

A sample (``--kind``, ``--count``) prints its table and writes no page.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from glassproof.numerics.work.executors import executor
from glassproof.verify.keeping.store import Store
from soundness import code_mutants
from soundness.adversary.question import Reply
from soundness.adversary.shared import FOUND, remember
from soundness.calibration import SEEDS
from soundness.report import document, printed_of, reaches_its_goals, spoken, tried
from soundness.tables import kinds_table, language, verdict_counts
from soundness.work import EVERY_KIND, Results, Work, results


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all; 0 if every goal is reached, 1 if not."""
    options = _options(arguments)
    kinds = tuple(k for k in EVERY_KIND if any(part in k for part in options.kind or [""]))
    work = Work(options.seeds, kinds, options.count)
    start = time.perf_counter()

    def note(text: str) -> None:
        print(f"{time.perf_counter() - start:6.0f} s  {text}", file=sys.stderr, flush=True)

    with closing(Store(options.store, note)) as store:
        found = results(work, executor(jobs=options.jobs), store, note)
    _tell_wrong(found.replies, options.wrong)
    if options.remember:
        print(f"{remember(found.replies)} added to {FOUND.name}")
    print(kinds_table(tried(found)))
    if asked := printed_of(found.replies):
        print(f"\n{language(asked)}\n{spoken(found.replies)}")
    if options.kind or options.count is not None:
        return 0 if not any(t.outcome in ("wrong", "crashed") for t in tried(found)) else 1
    return _finish(found, options, time.perf_counter() - start)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m soundness", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="of each experiment")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--kind", action="append", help=f"a part of one of {EVERY_KIND}")
    parser.add_argument("--count", type=int, help="at most so many of each kind")
    parser.add_argument("--out", type=Path, default=Path("docs/soundness.md"))
    parser.add_argument(
        "--wrong", type=Path, default=Path("build/soundness.wrong.jsonl"), help="what was wrong"
    )
    parser.add_argument(
        "--remember", action="store_true", help="ask what was wrong again in every later run"
    )
    parser.add_argument(
        "--store", type=Path, default=Path("build/soundness.sqlite3"), help="keeps finished pieces"
    )
    return parser.parse_args(arguments)


def _tell_wrong(replies: Sequence[Reply], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for reply in replies:
            if reply.outcome in ("wrong", "crashed"):
                lines.write(json.dumps(reply.to_dict()) + "\n")


def _finish(found: Results, options: argparse.Namespace, seconds: float) -> int:
    text = document(found, seeds=options.seeds, seconds=seconds, code=code_mutants.table())
    options.out.write_text(text, encoding="utf-8")
    good = reaches_its_goals(found)
    print(verdict_counts(tried(found)))
    print(f"goals {'reached' if good else 'missed'} in {seconds:.0f} s")
    print(f"written to {options.out}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
