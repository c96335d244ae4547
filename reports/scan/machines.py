"""A scan for machines that build: JUnit's XML, and the annotations that GitHub shows at lines."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from glassproof.reports.scan.words import headline
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan

_SKIPPED = (Status.DEFINITION, Status.NO_NUMBERS, Status.UNBOUND)
_LEVELS = {
    Status.REFUTED: "error", Status.UNDECIDED: "warning", Status.UNREADABLE: "warning",
    Status.UNBOUND: "notice",
}  # fmt: skip


def junit(scan: Scan) -> str:
    """One test case an equation: a failure if it is refuted or not as expected, an error if it
    cannot be read or decided, skipped if it says nothing about numbers."""
    suite = ET.Element(
        "testsuite", name=_printable(scan.document.main), tests=str(len(scan.scanned))
    )
    number = {"failure": 0, "error": 0, "skipped": 0}
    for one in scan.scanned:
        case = ET.SubElement(
            suite,
            "testcase",
            classname=_printable(one.equation.place.file),
            name=_printable(one.equation.id),
            file=_printable(one.equation.place.file),
            line=str(one.equation.place.line),
            time=f"{one.found.seconds:.3f}",
        )
        if kind := _outcome(one):
            number[kind] += 1
            told = ET.SubElement(case, kind, message=_printable(headline(one)))
            told.text = _printable(one.equation.source)
    for trouble in scan.document.troubles:
        case = ET.SubElement(suite, "testcase", name=_printable(str(trouble)))
        ET.SubElement(case, "error", message=_printable(trouble.message))
        number["error"] += 1
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(number["failure"]))
    suite.set("errors", str(number["error"]))
    suite.set("skipped", str(number["skipped"]))
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _outcome(one: Scanned) -> str:
    """As what JUnit counts an equation; empty if it passed."""
    if one.expected is not None:
        return "failure" if one.surprising else ""
    if one.status is Status.REFUTED:
        return "failure"
    if one.status in (Status.UNDECIDED, Status.UNREADABLE):
        return "error"
    return "skipped" if one.status in _SKIPPED else ""


def _printable(text: str) -> str:
    """Text without the characters that XML forbids."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def workflow_commands(scan: Scan) -> Iterator[str]:
    """Workflow commands that show at its line what an equation's reader should see."""
    for trouble in scan.document.troubles:
        yield _command("warning", trouble.place.file, trouble.place.line, "source", trouble.message)
    for one in scan.scanned:
        level = "error" if one.surprising else _LEVELS.get(one.status)
        if one.expected is not None and not one.surprising:
            continue
        if level:
            place = one.equation.place
            title = (
                f"{one.equation.label or one.equation.number or one.equation.id} is {one.status}"
            )
            yield _command(level, place.file, place.line, title, headline(one))


def _command(level: str, file: str, line: int, title: str, text: str) -> str:
    named = f"file={_property(file)},line={line},title={_property(title)}"
    return f"::{level} {named}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
