"""A scan on the terminal, on the web page, and for machines that build."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from rich.console import Console

from glassproof.reports.scan.authors_latex import drawn
from glassproof.reports.scan.machines import junit, workflow_commands
from glassproof.reports.scan.page import render
from glassproof.reports.scan.terminal import print_heading, print_row, print_summary
from glassproof.verify.scanning.equation import Place, Status, Trouble
from glassproof.verify.scanning.judging.found import Findings, Scanned
from glassproof.verify.scanning.scan import Scan, scanning
from tests.verify.scanning.hand import document, equation

EVIL = '<script>alert(1)</script>\x00"&'


@pytest.fixture(scope="module")
def found():
    """A scan with an equation of every status, one with everything said of it."""
    source = document(
        equation(("a+b", "=", "b+a"), guess="a, b real", label="eq:good", line=3),
        equation(
            ("(a+b)^2", "=", "a^2+b^2"), ("a^2+b^2", "=", "a^2+2ab+b^2"),
            guess="a, b real", label="eq:square", line=7,
        ),
        equation(("g(x)", "=", "x"), stated="x real", label="eq:unbound", line=12),
        equation(("x", "=", r"\frob{x}"), stated="x real", label=f"eq:{EVIL}", line=15),
        *(
            replace(
                equation(("x", "=", EVIL), label=f"eq:{number}", line=20 + number),
                status=status, reason=EVIL, section=rf"On $\mathbb R$ {EVIL}", sentence=EVIL,
            )
            for number, status in enumerate(Status)
        ),
    )  # fmt: skip
    trouble = Trouble(Place("other.tex", 4), "missing: sub%file.tex\nis not read")
    source = replace(source, troubles=(trouble,), expected={"eq:good": "refuted"})
    return Scan(source, tuple(scanning(source, source.equations)), 1.5)


def printed(found):
    out = io.StringIO()
    console = Console(file=out, width=100)
    print_heading(console)
    for one in found.scanned:
        print_row(console, one)
    print_summary(console, found)
    return out.getvalue()


def test_the_terminal_says_what_is_wrong(found):
    text = printed(found)
    assert re.search(r"paper\.tex:7 +eq:square +refuted", text)
    assert "as read: a, b real (the source does not say so)" in text
    assert "hint: on the right, add the term 2*a*b" in text
    assert "its neighbours agree with one another: only a^2+b^2 is wrong" in text
    assert "expected: the sidecar file expects refuted" in text
    assert "12 equations: 2 verified, 2 refuted" in text


def test_junit_counts_what_it_holds(found):
    suite = ET.fromstring(junit(found))
    for kind, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert int(suite.get(attribute)) == len(suite.findall(f".//{kind}"))
    assert int(suite.get("tests")) == len(suite.findall("testcase")) == 13
    failed = {
        case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None
    }
    assert failed == {"eq:good", "eq:square", "eq:1"}


def test_workflow_commands_are_one_line_each(found):
    lines = list(workflow_commands(found))
    form = re.compile(r"::(error|warning|notice) file=[^,]+,line=\d+,title=[^:,]+::")
    assert all(form.match(line) and "\n" not in line for line in lines)
    assert lines[0].startswith("::warning file=other.tex,line=4,")
    assert "sub%25file.tex%0Ais" in lines[0]
    square = "::error file=paper.tex,line=7,title=eq%3Asquare is refuted::"
    assert any(line.startswith(square) for line in lines)


def test_the_page_shows_what_is_wrong_and_runs_nothing_of_the_source(found):
    text = render(found, base="../my paper")
    assert text.count("<script>") == 1
    assert 'href="../my%20paper/paper.tex#L7"' in text
    assert '<span class="link refuted"><math' in text
    assert text.count("<article") == 12
    assert "\x00" not in text


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}", r"\href{javascript:alert(1)}{x}", "{" * 400,
        "x" * 9000, r"\style{display:none}{x}", r"\class{verdict}{x}", "</math><script>",
        r"\left( x \right", "", r"\begin{array}{c} x", "&", r"\\", "\x00", "\u202e",
    ],
)  # fmt: skip
def test_no_formula_of_a_stranger_gets_out_of_its_place(latex):
    shown = drawn(latex)
    root = ET.fromstring(f"<div>{shown}</div>")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"script", "a", "img", "style"}
    attributes = {key for element in root.iter() for key in element.attrib}
    assert not attributes & {"href", "onclick", "style", "class"}


@pytest.mark.parametrize(
    "latex",
    [r"\frac{1}{2} \le x", r"\begin{align} a &= b \\ c &< d \end{align}", r"\label{a} x = y"],
)
def test_common_formulas_are_drawn(latex):
    assert drawn(latex).startswith("<math")


def test_an_empty_scan_has_every_report():
    nothing = Scan(document(), ())
    assert "0 equations" in printed(nothing)
    assert ET.fromstring(junit(nothing)).get("tests") == "0"
    assert list(workflow_commands(nothing)) == []
    assert "<article" not in render(nothing)


def test_a_long_chain_that_was_not_judged_is_shown_whole():
    one = Scanned(equation(("x", "=", "y"), ("y", "<=", "z")), Findings(Status.UNBOUND, "x"))
    assert render(Scan(document(), (one,))).count('class="link ') == 2


@pytest.mark.parametrize("terminal", [False, True])
def test_a_narrow_terminal_has_reasons_below_and_a_pipe_has_one_line(
    found: Scan, terminal: bool
) -> None:
    out = io.StringIO()
    console = Console(file=out, width=40, force_terminal=terminal, color_system=None)
    (one,) = (each for each in found.scanned if each.equation.label == "eq:unbound")
    print_row(console, one)
    lines = out.getvalue().splitlines()
    assert not any(line.endswith(" ") for line in lines[:1])
    assert "eq:unbound" in lines[0]
    if terminal:
        assert len(lines) > 1
        assert all(len(line) <= 40 for line in lines[1:])
    assert len(lines) == 1 or terminal
    assert " ".join(" ".join(lines).split()).endswith(one.found.reason)
