"""Differences as a terminal shows them: what is worse first, a summary last."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from glassproof.reports.differences.compare import Change, Differences, Kind
from glassproof.reports.wording import counted, listed

COLOURS = {
    Kind.WORSE: "red", Kind.BETTER: "green", Kind.OTHER: "magenta", Kind.ADDED: "cyan",
    Kind.REMOVED: "yellow", Kind.FORMULA: "blue", Kind.EVIDENCE: "dim", Kind.SAME: "dim",
}  # fmt: skip

LONGEST = 400
"""Characters of a text that is shown."""


def print_differences(console: Console, found: Differences) -> None:
    """Every statement that changed, the gravest changes first, and how many there are of each."""
    order = list(Kind)
    changed = [each for each in found.changes if each.kind is not Kind.SAME]
    for change in sorted(changed, key=lambda each: order.index(each.kind)):
        _print_change(console, change)
    for name, (old, new) in found.circumstances.items():
        console.print(Text(f"{name}: {old or 'none'} -> {new or 'none'}"), style="dim")
    console.print(Text(summary(found)), highlight=False)


def summary(found: Differences) -> str:
    """How many statements changed, in one sentence.

    >>> from glassproof.reports.differences.compare import compare
    >>> from glassproof.reports.differences.sides import Side
    >>> nothing = Side("a.json", "claim", (), {})
    >>> summary(compare(nothing, nothing))
    '0 claims compared: nothing changed'
    """
    compared = counted(len(found.changes), found.new.noun)
    parts = [f"{n} {kind}" for kind, n in found.counts.items() if kind is not Kind.SAME]
    if not parts:
        return f"{compared} compared: nothing changed"
    same = found.counts.get(Kind.SAME)
    return f"{compared} compared: {listed([*parts, f'{same} unchanged'] if same else parts)}"


def _print_change(console: Console, change: Change) -> None:
    before, after = change.before, change.after
    verdicts = [each.verdict for each in (before, after) if each]
    line = Text(f"{change.id}  ")
    line.append(str(change.kind), style=COLOURS[change.kind])
    line.append(": " + " -> ".join(dict.fromkeys(verdicts)))
    console.print(line, highlight=False)
    console.print(Padding(Text(change.title, style="italic"), (0, 0, 0, 2)))
    turned = before and after and before.verdict != after.verdict
    if after and after.reason and (turned or before is None):
        _print_text(console, f"because: {after.reason}")
    for part in (change.formulas, change.evidence):
        for name, (old, new) in part.items():
            _print_text(console, f"{name}\n- {old or 'nothing'}\n+ {new or 'nothing'}")


def _print_text(console: Console, text: str) -> None:
    lines = [f"{line[:LONGEST]} ..." if len(line) > LONGEST else line for line in text.splitlines()]
    console.print(Padding(Text("\n".join(lines)), (0, 0, 0, 2)))
