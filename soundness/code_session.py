"""``python -m soundness.code_session``: mutate the code, test every mutant, write what survived.

Results are appended to build/mutants/results.jsonl as they come: a run that was stopped goes on
where it stopped, as long as the texts of the mutants are the same. With ``--survivors`` only the
committed survivors are tried again, under the tests as they are now.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from soundness.code_guards import guards, modules
from soundness.code_mutants import (
    RECORD,
    ROOT,
    Record,
    Result,
    load_explanations,
    load_record,
    save_record,
)
from soundness.code_operators import Mutant, same_edit, sample
from soundness.code_runs import baseline, copied, outcome, prepare

DIRECTORY = ROOT / "build" / "mutants"
QUICK, ALL = 15.0, 90.0
"""Seconds of tests that every mutant meets first, and that one which survives those meets."""

SLOWEST = 600.0
"""No test file takes longer without a mutant."""

Order = dict[str, float]
"""Seconds of each test without a mutant."""


def digest(texts: Iterable[str]) -> str:
    """A short name for some texts."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def durations(copy: Path, files: Sequence[str]) -> dict[str, Order]:
    """Seconds of every test of every file; measured again where any module or the file changed."""
    code = digest((copy / name).read_text(encoding="utf-8") for name in modules(copy))
    store = DIRECTORY / "baseline.json"
    known = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    keys = {name: digest([code, (copy / name).read_text(encoding="utf-8")]) for name in files}
    for name in files:
        if keys[name] not in known:
            found = baseline(copy, [name], limit=SLOWEST, directory=DIRECTORY)
            known[keys[name]] = found[name]
            store.write_text(json.dumps(known), encoding="utf-8")
    return {name: known[keys[name]] for name in files}


def within(order: Mapping[str, float], budget: float) -> Order:
    """The quickest tests that take ``budget`` seconds together, at least one.

    >>> within({"a": 3.0, "b": 1.0, "c": 2.0}, 4.0)
    {'b': 1.0, 'c': 2.0}
    """
    chosen: Order = {}
    for name in sorted(order, key=lambda name: order[name]):
        if chosen and sum(chosen.values()) + order[name] > budget:
            break
        chosen[name] = order[name]
    return chosen


def order_of(module: str, times: Mapping[str, Order]) -> Order:
    """All tests that guard a module, within the larger budget."""
    every = {test: s for name in guards(module) for test, s in times[name].items()}
    return within(every, ALL)


def explained() -> set[tuple[str, str, str]]:
    """Module, line before and line after of every mutant that may live."""
    return {mutant for why in load_explanations() for mutant in why.mutants}


def tried(
    mutants: Sequence[Mutant], copy: Path, choose: Callable[[str], Order], store: Path
) -> dict[str, dict[str, Any]]:
    """The outcome of every mutant under the chosen tests; kept in ``store`` as they come."""
    lines = store.read_text(encoding="utf-8").splitlines() if store.exists() else []
    known = {entry["key"]: entry for entry in map(json.loads, lines)}
    found: dict[str, dict[str, Any]] = {}
    for number, mutant in enumerate(mutants, start=1):
        order = choose(mutant.module)
        key = digest([mutant.module, mutant.text, *sorted(order)])
        if key not in known:
            result = outcome(mutant.module, mutant.text, copy, order, directory=DIRECTORY)
            known[key] = {"key": key, "module": mutant.module, "line": mutant.line, **result}
            with store.open("a", encoding="utf-8") as file:
                file.write(json.dumps(known[key]) + "\n")
            print(
                f"{time.strftime('%H:%M:%S')} {number}/{len(mutants)} {mutant.module}:"
                f"{mutant.line} {result['outcome']} in {result['took']} s: {mutant.after}",
                flush=True,
            )
        found[mutant.text] = known[key]
    return found


def run(tree: Path, chosen: Sequence[str]) -> Record:
    """Draw the mutants of the chosen modules and try each under the tests of its module.

    Those that are explained already are spared the slow tests.
    """
    copy = DIRECTORY / "tree"
    copied(tree, copy)
    mutants = [m for name in chosen for m in sample(name, (copy / name).read_text("utf-8"))]
    times = durations(copy, list(dict.fromkeys(g for m in mutants for g in guards(m.module))))
    store = DIRECTORY / "results.jsonl"
    known = explained()
    first = tried(mutants, copy, lambda name: within(order_of(name, times), QUICK), store)
    left = [
        m
        for m in mutants
        if first[m.text]["outcome"] == "survived" and (m.module, m.before, m.after) not in known
    ]
    print(f"{len(left)} of {len(mutants)} survived the quick tests", flush=True)

    def rest(module: str) -> Order:
        every = order_of(module, times)
        return {name: every[name] for name in every if name not in within(every, QUICK)}

    second = tried([m for m in left if rest(m.module)], copy, rest, store)
    final = first | second
    return Record(
        tuple(
            Result(m.module, m.line, m.operator, m.before, m.after, final[m.text]["outcome"])
            for m in mutants
        )
    )


def again(tree: Path, record: Record, chosen: Sequence[str]) -> Record:
    """The unexplained survivors again; one that is killed now says by which test."""
    copy = DIRECTORY / "tree"
    copied(tree, copy)
    found: dict[Result, Result] = {}
    mutants: dict[Result, Mutant] = {}
    known = explained()
    for result in record.survivors:
        if result.module in chosen and (result.module, result.before, result.after) not in known:
            source = (copy / result.module).read_text(encoding="utf-8")
            mutant = same_edit(result.mutant, source)
            if mutant is None:
                found[result] = replace(result, since="the line was rewritten")
            else:
                mutants[result] = mutant
    files = dict.fromkeys(g for result in mutants for g in guards(result.module))
    times = durations(copy, list(files))
    store = DIRECTORY / "survivors.jsonl"
    tests = tried(list(mutants.values()), copy, lambda name: order_of(name, times), store)
    for result, mutant in mutants.items():
        entry = tests[mutant.text]
        since = {"killed": entry["by"], "timed out": "the time limit", "survived": ""}
        found[result] = replace(result, line=mutant.line, since=since[entry["outcome"]])
    return Record(tuple(found.get(result, result) for result in record.results))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and write the record."""
    parser = argparse.ArgumentParser(prog="python -m soundness.code_session")
    parser.add_argument(
        "modules", nargs="*", help="such as numerics/block_matrix/tails.py; default: all"
    )
    parser.add_argument("--survivors", action="store_true", help="try the survivors again")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the tree to copy and to mutate")
    options = parser.parse_args(arguments)
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    prepare()
    chosen = options.modules or modules(options.tree)
    record = load_record() if RECORD.exists() else Record(())
    if options.survivors:
        record = again(options.tree, record, chosen)
    else:
        record = record.without(chosen).joined(run(options.tree, chosen))
    save_record(record)
    survivors = [result for result in record.survivors if not result.since]
    print(f"{len(record.results)} mutants, {len(survivors)} alive; written to {RECORD.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
