"""Tables of verdicts: by kind, against the truth, and every one that is not right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import Protocol

from glassproof.verify.judging.verdict import Verdict
from soundness.adversary.question import DIFFERENT, EQUAL, Reply
from soundness.matrix import Trial

WRONG = ("verified", "supported", "refuted")
DECIDED = (Verdict.VERIFIED, Verdict.REFUTED, Verdict.SUPPORTED)
TIMES = ("median ms", "95 % ms", "most ms")


class Tried(Protocol):
    """A formula that was put to the judge, and what became of it."""

    @property
    def kind(self) -> str:
        """What it was."""

    @property
    def verdict(self) -> str:
        """What came."""

    @property
    def outcome(self) -> str:
        """Right, undecided, crashed or wrong."""

    @property
    def seconds(self) -> float:
        """How long it took."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table.

    >>> print(table(["a", "b"], [[1, "x"]]))
    | a | b |
    |---|---|
    | 1 | x |
    """
    lines = [head, ["---"] * len(head), *rows]
    text = ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
    text[1] = "|" + "---|" * len(head)
    return "\n".join(text)


def count(trials: Sequence[Tried], outcome: str) -> int:
    """How many had that outcome."""
    return sum(trial.outcome == outcome for trial in trials)


def verdict_counts(trials: Sequence[Tried]) -> str:
    """The outcome in a sentence."""
    return (
        f"{len(trials)} judgements: {count(trials, 'wrong')} wrong verdicts, "
        f"{count(trials, 'undecided')} undecided, {count(trials, 'crashed')} crashed"
    )


def times(trials: Sequence[Tried]) -> str:
    """How long a judgement takes, in a sentence."""
    middle, late, most = _milliseconds(trials)
    return f"{middle} ms in the median, {late} ms at the 95th percentile, {most} ms at most"


def _milliseconds(trials: Sequence[Tried]) -> tuple[str, str, str]:
    """Median, 95th percentile and maximum."""
    seconds = [1000 * trial.seconds for trial in trials]
    late = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{median(seconds):.1f}", f"{late:.0f}", f"{max(seconds):.0f}"


def kinds_table(trials: Sequence[Tried]) -> str:
    """Wrong verdicts by kind: mutants and rewritings are one kind each."""
    groups: dict[str, list[Tried]] = {}
    for trial in trials:
        groups.setdefault(_group(trial), []).append(trial)
    rows = [_row(name, kept) for name, kept in groups.items()]
    if len(groups) > 1:
        rows.append(_row("all", trials))
    wrong = [f"wrong {verdict}" for verdict in WRONG]
    return table(["kind", "tried", *wrong, "undecided", "crashed", *TIMES], rows)


def _row(name: str, kept: Sequence[Tried]) -> list[object]:
    wrong = [sum(t.outcome == "wrong" and t.verdict == verdict for t in kept) for verdict in WRONG]
    others = [count(kept, outcome) for outcome in ("undecided", "crashed")]
    return [name, len(kept), *wrong, *others, *_milliseconds(kept)]


def _group(trial: Tried) -> str:
    if not isinstance(trial, Trial):
        return trial.kind
    return "rewritings of shipped formulas" if trial.equal else "mutants of shipped formulas"


def confusion(trials: Sequence[Trial]) -> str:
    """Verdicts by truth."""
    rows = []
    for equal, truth in ((True, "equal"), (False, "not equal")):
        kept = [trial for trial in trials if trial.equal is equal]
        counts = [sum(trial.verdict is verdict for trial in kept) for verdict in Verdict]
        rows.append([truth, len(kept), *counts])
    return table(["truth", "formulas", *(str(v) for v in Verdict)], rows)


def by_kind(trials: Sequence[Trial], *, equal: bool) -> str:
    """One row for every kind of mutant or rewriting."""
    rows = []
    for kind in sorted({trial.kind for trial in trials if trial.equal is equal}):
        kept = [trial for trial in trials if trial.kind == kind and trial.equal is equal]
        outcomes = [count(kept, outcome) for outcome in ("right", "undecided", "wrong")]
        time = f"{1000 * median(trial.seconds for trial in kept):.1f}"
        rows.append([kind.removeprefix("rewriting: "), len(kept), *outcomes, time])
    return table(["kind", "formulas", "right", "undecided", "wrong", "median ms"], rows)


def exceptions(trials: Sequence[Trial]) -> str:
    """Every verdict on the shipped formulas that is not right."""
    found = [trial for trial in trials if trial.outcome != "right"]
    if not found:
        return "None: every verdict is right."
    rows = [[t.outcome, t.subject, t.kind, t.verdict, f"`{_short(t.formula)}`"] for t in found]
    return table(["outcome", "in place of", "kind", "verdict", "formula"], rows)


def language(replies: Sequence[Reply]) -> str:
    """What came of formulas that are true, and of those that are not, list by list and in all.

    "Proven" is verified of what is true and refuted of what is not, "decided" any verdict but
    undecided.
    """
    kinds = list(dict.fromkeys(reply.kind for reply in replies))
    rows = []
    for kind in (*kinds, *(["all"] if len(kinds) > 1 else [])):
        for accepted in (EQUAL, DIFFERENT):
            kept = [
                r for r in replies if kind in (r.kind, "all") and r.question.accepted == accepted
            ]
            if kept:
                rows.append(_language_row(kind, accepted, kept))
    names = [str(verdict) for verdict in Verdict]
    return table(["list", "they are", "tried", *names, "crashed", "proven", "decided"], rows)


def _language_row(kind: str, accepted: Sequence[str], kept: Sequence[Reply]) -> list[object]:
    counts = [sum(r.came == str(verdict) for r in kept) for verdict in Verdict]
    proven, decided = share_of(kept, accepted), share_of(kept, tuple(map(str, DECIDED)))
    return [kind, "true" if accepted == EQUAL else "false", len(kept), *counts,
            count(kept, "crashed"), f"{proven:.1%}", f"{decided:.1%}"]  # fmt: skip


def share_of(replies: Sequence[Reply], came: Sequence[str]) -> float:
    """The share of the replies that are one of those."""
    return sum(reply.came in came for reply in replies) / max(len(replies), 1)


def failures(replies: Sequence[Reply]) -> str:
    """Every wrong verdict, and everything that broke, among the adversary's questions."""
    found = [reply for reply in replies if reply.outcome in ("wrong", "crashed")]
    if not found:
        return "None."
    rows = [
        [r.came, " or ".join(r.question.accepted), r.kind, *(f"`{_short(text)}`" for text in (
            r.question.formula, r.question.equals, r.question.where))]
        for r in found
    ]  # fmt: skip
    return table(["came", "right", "kind", "formula", "against", "where"], rows)


def _short(formula: str, most: int = 120) -> str:
    text = formula.replace("|", "\\|")
    return text if len(text) <= most else f"{text[:most]} ..."
