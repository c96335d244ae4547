"""The words that every report of a scan uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan

SHORT = {Status.NO_NUMBERS: "no numbers"}
"""Statuses whose names are too long for a column."""

MEANS = {
    Status.VERIFIED: "proven wherever it is said to hold",
    Status.REFUTED: "false: a point at which it fails is certified",
    Status.SUPPORTED: "no proof, and numbers agree",
    Status.UNDECIDED: "neither proven nor disproven",
    Status.DEFINITION: "introduces a name: nothing to judge",
    Status.UNBOUND: "uses names that nothing defines",
    Status.NO_NUMBERS: "speaks of existence, laws or operators: nothing that is judged here",
    Status.UNREADABLE: "uses what cannot be read yet",
}


def short(status: Status) -> str:
    """The status in a column's width."""
    return SHORT.get(status, str(status))


def at(point: Mapping[str, str] | None) -> str:
    """A point, in words.

    >>> at({"n": "1", "x": "-1/2"})
    'n = 1, x = -1/2'
    """
    return ", ".join(f"{name} = {value}" for name, value in (point or {}).items())


def particulars(one: Scanned) -> Iterator[tuple[str, str]]:
    """What a reader should know of an equation beside its status, each with a heading."""
    found = one.found
    refuted = found.status is Status.REFUTED
    if found.status is not Status.VERIFIED and found.reason:
        yield "because", found.reason
    if found.as_read:
        word = "as read" if refuted else "taken for granted"
        yield word, "; ".join(found.as_read) + (" (the source does not say so)" if refuted else "")
    if refuted and len(found.links) > 1 and found.broken:
        link = one.equation.links[found.broken - 1]
        before = "; the links before it hold" if found.broken > 1 else ""
        yield "first broken", f"link {found.broken}, {link.latex}{before}"
    if found.alone:
        yield "alone", found.alone
    if found.hint:
        yield "hint", found.hint
    if found.convention and refuted:
        yield "convention", found.convention
    if found.aside:
        yield "aside", found.aside
    if one.surprising:
        yield "expected", f"the sidecar file expects {one.expected}"


def headline(one: Scanned) -> str:
    """The equation's status with its reason, in one line of plain text."""
    found = one.found
    as_read = f" as read ({'; '.join(found.as_read)})" if found.as_read else ""
    beyond = ". ".join(
        filter(
            None,
            [
                found.reason,
                f"Hint: {found.hint}" if found.hint else "",
                found.convention if found.status is Status.REFUTED else "",
                found.alone,
                found.aside,
            ],
        )
    )
    return " ".join(f"{found.status}{as_read}: {beyond}".split()).rstrip(": ")


def counts(scan: Scan) -> list[tuple[Status, int]]:
    """The statuses that occur, with how often."""
    return [(status, n) for status in Status if (n := scan.summary[str(status)])]
