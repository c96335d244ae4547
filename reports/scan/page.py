"""A scan as one web page that needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from glassproof.reports.scan.authors_latex import drawn
from glassproof.reports.scan.words import MEANS, counts, particulars
from glassproof.reports.web.page import content_policy, environment, resource
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.keeping.ledger import versions
from glassproof.verify.scanning.equation import Equation, Status
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan

MARKS = {
    Status.VERIFIED: "✓", Status.REFUTED: "✗", Status.SUPPORTED: "≈", Status.UNDECIDED: "?",
    Status.DEFINITION: ":=", Status.UNBOUND: "∅", Status.NO_NUMBERS: "–", Status.UNREADABLE: "…",
}  # fmt: skip
CLASSES = {
    status: "no-numbers" if status is Status.NO_NUMBERS else str(status) for status in Status
}


@dataclass(frozen=True)
class Piece:
    """A part of an equation as it is shown: drawn, and in which colour."""

    drawn: Markup
    kind: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the source with its equations."""

    title: str
    scanned: tuple[Scanned, ...]


def write_page(scan: Scan, path: Path, *, base: str = "") -> Path:
    """Write the page to ``path``; ``base`` leads from there to the source's folder."""
    write_whole(path, render(scan, base=base))
    return path


def render(scan: Scan, *, base: str = "") -> str:
    """The page as text: a function of what was found alone."""
    style, script = resource("report.css") + resource("scan.css"), resource("page.js")
    numbers = {id(one): f"equation-{number}" for number, one in enumerate(scan.scanned, 1)}
    return (
        environment()
        .get_template("scan.html.j2")
        .render(
            scan=scan,
            versions=versions(),
            sections=list(_sections(scan)),
            counts=counts(scan),
            marks=MARKS,
            means=MEANS,
            classes=CLASSES,
            particulars=particulars,
            shown=shown,
            anchor=lambda one: numbers[id(one)],
            address=lambda equation: _address(equation, base),
            style=Markup(style),
            script=Markup(script),
            policy=content_policy(style, script),
        )
    )


def _sections(scan: Scan) -> Iterator[Section]:
    for title, group in groupby(scan.scanned, key=lambda one: one.equation.section):
        yield Section(re.sub(r"[\\{}$]", "", title), tuple(group))


def shown(one: Scanned) -> Iterator[Piece]:
    """The equation link by link, so that a broken one can be seen; else as it is written."""
    equation, statuses = one.equation, [link.status for link in one.found.links]
    if not equation.links:
        yield Piece(drawn(equation.expanded or equation.source))
        return
    for place, link in enumerate(equation.links):
        text = link.latex if not place else link.latex.removeprefix(link.left).strip()
        broken = place < len(statuses) and statuses[place] is Status.REFUTED
        yield Piece(drawn(text if not place else "{} " + text), "refuted" if broken else "")


def _address(equation: Equation, base: str) -> str:
    """Where the equation stands, for a browser that shows lines by their number."""
    folder = f"{quote(base)}/" if base else ""
    return f"{folder}{quote(equation.place.file)}#L{equation.place.line}"
