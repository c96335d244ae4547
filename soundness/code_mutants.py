"""What became of the mutants of the code: the committed record, its explanations, its table."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from soundness.code_operators import Mutant

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "soundness" / "code_mutants.json"
EXPLANATIONS = ROOT / "soundness" / "survivors.toml"

OUTCOMES = ("killed", "timed out", "survived")
KINDS = {
    "equivalent": "the mutant computes the same",
    "speed": "the mutant computes the same, slower or faster",
    "wording": "only the words of a message or a name differ",
    "margin": "a limit, start or margin that may be any number near this one",
    "guard": "the mutant drops a safeguard for what no admissible input reaches",
}
"""Why a survivor may live."""


@dataclass(frozen=True)
class Result:
    """One mutant and its outcome; ``since``: what kills it now, if it survived at first."""

    module: str
    line: int
    operator: str
    before: str
    after: str
    outcome: str
    since: str = ""

    @property
    def mutant(self) -> Mutant:
        """The edit, without the text of its module."""
        return Mutant(self.module, self.operator, self.line, self.before, self.after, "")


@dataclass(frozen=True)
class Record:
    """The results of all mutants."""

    results: tuple[Result, ...]

    @property
    def survivors(self) -> tuple[Result, ...]:
        """Those that survived the tests as they were when the mutants were made."""
        return tuple(result for result in self.results if result.outcome == "survived")

    def without(self, modules: Collection[str]) -> Record:
        """The results of the other modules."""
        return Record(tuple(r for r in self.results if r.module not in modules))

    def joined(self, other: Record) -> Record:
        """The results of both, by module and line."""
        every = self.results + other.results
        return Record(tuple(sorted(every, key=lambda r: (r.module, r.line, r.operator, r.after))))


@dataclass(frozen=True)
class Explanation:
    """Why mutants live: ``mutants`` holds the module, line before and line after of each."""

    kind: str
    reason: str
    mutants: frozenset[tuple[str, str, str]]


def load_record(path: Path = RECORD) -> Record:
    """The committed record."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    counted = [
        Result(module, 0, "", "", "", outcome)
        for module, counts in stored["modules"].items()
        for outcome in OUTCOMES[:2]
        for _ in range(counts[outcome])
    ]
    return Record(()).joined(Record((*counted, *(Result(**s) for s in stored["survivors"]))))


def save_record(record: Record, path: Path = RECORD) -> None:
    """Write counts by module, and the survivors one by one."""
    counts = {
        module: {
            outcome: sum(r.module == module and r.outcome == outcome for r in record.results)
            for outcome in OUTCOMES
        }
        for module in sorted({result.module for result in record.results})
    }
    stored = {"modules": counts, "survivors": [asdict(r) for r in record.survivors]}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_explanations(path: Path = EXPLANATIONS) -> tuple[Explanation, ...]:
    """The committed explanations."""
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Explanation(
            entry["kind"],
            entry["reason"],
            frozenset((entry["module"], *mutant) for mutant in entry["mutants"]),
        )
        for entry in stored["explained"]
    )


def alive(record: Record) -> tuple[Result, ...]:
    """The survivors that no test kills since."""
    return tuple(result for result in record.survivors if not result.since)


def disagreements(record: Record, explanations: Collection[Explanation]) -> list[str]:
    """Survivors without an explanation, explanations without a survivor, two for one survivor."""
    living = {(r.module, r.before, r.after) for r in alive(record)}
    named = Counter(mutant for explanation in explanations for mutant in explanation.mutants)
    return [
        *(f"not explained: {mutant}" for mutant in sorted(living - named.keys())),
        *(f"explained, but not alive: {mutant}" for mutant in sorted(named.keys() - living)),
        *(f"explained {n} times: {mutant}" for mutant, n in sorted(named.items()) if n > 1),
    ]


def _row(name: str, results: Collection[Result], kinds: dict[tuple[str, str, str], str]) -> str:
    counts = [sum(r.outcome == outcome for r in results) for outcome in OUTCOMES]
    survivors = [r for r in results if r.outcome == "survived"]
    left = Counter(kinds[r.module, r.before, r.after] for r in survivors if not r.since)
    cells = [len(results), *counts, sum(bool(r.since) for r in survivors)]
    return "| " + " | ".join(map(str, [name, *cells, *(left[kind] for kind in KINDS)])) + " |"


def table(record: Record | None = None, explanations: Collection[Explanation] | None = None) -> str:
    """Markdown for docs/soundness.md: counts by package, and why each living mutant lives.

    Read from the committed record and explanations, unless given.
    """
    record = load_record() if record is None else record
    explanations = load_explanations() if explanations is None else explanations
    kinds = {mutant: e.kind for e in explanations for mutant in e.mutants}
    packages = sorted({result.module.split("/")[0] for result in record.results})
    head = ["package", "mutants", *OUTCOMES, "killed since", *KINDS]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for package in packages:
        inside = [r for r in record.results if r.module.split("/")[0] == package]
        lines.append(_row(package, inside, kinds))
    lines += [_row("all", record.results, kinds), ""]
    lines += [f"- {kind}: {meaning}." for kind, meaning in KINDS.items()]
    module = None
    for e in sorted(explanations, key=lambda e: (min(e.mutants), e.reason)):
        if min(e.mutants)[0] != module:
            module = min(e.mutants)[0]
            lines += ["", f"`{module}`", ""]
        lines.append(f"- {e.reason} ({e.kind})")
        for _, before, after in sorted(e.mutants):
            lines.append(f"  - `{before}` → `{after}`")
    return "\n".join(lines) + "\n"
