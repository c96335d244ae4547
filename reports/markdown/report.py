"""The referee's report as Markdown, for a review form, and the letter to the editor."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from glassproof.derivations.prose.marked import plain
from glassproof.reports import facts
from glassproof.reports.consequences import consequences
from glassproof.reports.markdown import md
from glassproof.reports.marking import reason
from glassproof.reports.summary import Overview
from glassproof.reports.wording import (
    HEADINGS,
    closed,
    command_text,
    counted,
    listed,
    provenance,
)
from glassproof.reports.wording import sentence as as_sentence
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.keeping.ledger import digest

LETTER_WIDTH = 72
"""Characters of a line of the letter."""

MOST_ERRORS = 5
"""Errors that the letter names; the report has them all."""


LONGEST_RATIO = 80
"""Characters of a ratio that is told in its line; longer ones say nothing to a reader."""


def write_report(ledger: Mapping[str, Any], out: Path, *, date: str | None = None) -> Path:
    """Write ``out``/report.md from a ledger's dictionary and return its path."""
    return _write(out / "report.md", report_text(ledger, date=date))


def write_letter(ledger: Mapping[str, Any], out: Path, *, date: str | None = None) -> Path:
    """Write ``out``/letter.txt from a ledger's dictionary and return its path."""
    return _write(out / "letter.txt", letter_text(ledger, date=date))


def report_text(ledger: Mapping[str, Any], *, date: str | None = None) -> str:
    """The report, in the order in which review forms ask: summary, recommendation, what is right,
    what is wrong, questions, what was left out, how to repeat it."""
    return _rendered("report.md.j2", ledger, date).rstrip() + "\n"


def letter_text(ledger: Mapping[str, Any], *, date: str | None = None) -> str:
    """A short letter, in plain text: what is recommended, on which grounds, and how sure it is."""
    paragraphs = _rendered("letter.txt.j2", ledger, date).split("\n\n")
    return "\n\n".join(_filled(paragraph) for paragraph in paragraphs if paragraph.strip()) + "\n"


def _filled(paragraph: str) -> str:
    """A paragraph in lines; what begins with two spaces is a line of its own."""
    lines = paragraph.strip("\n").splitlines()
    if all(line.startswith("  ") for line in lines):
        return "\n".join(
            textwrap.fill(
                line.strip(),
                LETTER_WIDTH,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for line in lines
        )
    joined = " ".join(" ".join(lines).split())
    return textwrap.fill(joined, LETTER_WIDTH, break_long_words=False, break_on_hyphens=False)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return path


def _rendered(template: str, ledger: Mapping[str, Any], date: str | None) -> str:
    overview = Overview(ledger)
    proper = ledger["claims"]
    source = proper[0]["source"] if proper else {"paper": ledger["paper"], "reference": ""}
    return (
        _environment()
        .get_template(template)
        .render(
            ledger=ledger,
            overview=overview,
            source=source,
            date=date or ledger.get("date", ""),
            fallen=[each for each in consequences(overview) if _falls(each.fate)],
            standing=[each for each in consequences(overview) if each.fate.startswith("stands")],
            most=MOST_ERRORS,
            longest_ratio=LONGEST_RATIO,
        )
    )


def _falls(fate: str) -> bool:
    return "falls" in fate or "does not hold" in fate


def _on_one_line(value: str) -> str:
    return " ".join(plain(value).split())


@cache
def _environment() -> jinja2.Environment:
    """Templates whose filters say what a value is: text, code, a formula."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("glassproof.reports"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # the filters escape for Markdown; nothing here becomes HTML
    )
    filters: dict[str, Callable[..., str]] = {
        "text": md.text,
        "code": md.code,
        "prose": md.prose,
        "plain": _on_one_line,
        "reason": reason,
        "closed": closed,
        "sentence": as_sentence,
        "listed": listed,
    }
    environment.filters |= filters
    environment.globals |= {
        "command": command_text,
        "counted": counted,
        "digest": digest,
        "formula": md.formula,
        "headings": HEADINGS,
        "alarms": facts.alarms,
        "limits": facts.limits,
        "means": facts.means,
        "provenance": provenance,
        "reading": facts.reading,
        "references": facts.references,
    }
    return environment
