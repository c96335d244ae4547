"""The report as Markdown, and the letter: what is shown is what the ledger says, no mark more."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from glassproof.commands.app import app
from glassproof.derivations.prose.marked import plain
from glassproof.reports.markdown import md
from glassproof.reports.markdown.report import LETTER_WIDTH, letter_text, report_text
from tests.reports.hostile import hostile_ledger
from tests.reports.records import ledger
from tests.reports.sample import sample_claims

LEDGER = Path(__file__).parents[1] / "recheck" / "ledgers" / "glass.json"
LEDGERS = {
    "sample": lambda: ledger(sample_claims()),
    "hostile": hostile_ledger,
    "recorded": lambda: json.loads(LEDGER.read_text()),
    "empty": lambda: ledger([]),
}


class Shown(HTMLParser):
    """The text of a page, and the tags that it uses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _: Any) -> None:
        self.tags.add(tag)


def shown(markdown: str) -> Shown:
    """As another program renders it: CommonMark, with the HTML that Markdown lets through."""
    return Shown(MarkdownIt("commonmark").render(markdown))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Z"]), min_size=1)
)
def test_text_is_shown_as_it_is(text: str) -> None:
    page = shown(md.text(text))
    assert page.text.strip() == " ".join(text.split())
    assert page.tags <= {"p"}


@given(st.text("ab`\\* ", min_size=1).filter(str.strip))
def test_code_is_shown_as_it_is(text: str) -> None:
    page = shown("x " + md.code(text))
    assert page.text.strip() == f"x {' '.join(text.split())}"


@pytest.mark.parametrize("name", LEDGERS)
def test_no_text_of_a_ledger_becomes_a_mark(name: str) -> None:
    page = shown(report_text(LEDGERS[name]()))
    assert page.tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "code"}


@pytest.mark.parametrize("name", LEDGERS)
def test_every_claim_is_told_with_its_verdict(name: str) -> None:
    record = LEDGERS[name]()
    parts = re.split(r"^## ", report_text(record), flags=re.M)
    sections = {part.split("\n")[0]: part for part in parts}
    where = {
        "refuted": "What is wrong",
        "verified": "What is right",
        "supported": "What is right",
        "undecided": "What stays open",
    }
    for claim in record["claims"]:
        assert md.code(claim["id"]) in sections[where[claim["verdict"]]]


@pytest.mark.parametrize("name", LEDGERS)
def test_a_letter_is_short_and_says_what_is_recommended(name: str) -> None:
    from glassproof.reports.summary import Overview

    record = LEDGERS[name]()
    letter = letter_text(record)
    flat = " ".join(letter.split())
    assert " ".join(Overview(record).recommendation.paragraph.split()) in flat
    longest_word = max(map(len, letter.split()))
    assert max(map(len, letter.splitlines())) <= max(LETTER_WIDTH, longest_word + 4)
    if name in ("sample", "recorded"):
        assert len(letter.split()) < 500
    for claim in Overview(record).consequential[:2]:
        assert " ".join(plain(str(claim["title"])).split()) in flat


def test_the_command_writes_what_is_asked_for_and_draws_nothing(tmp_path: Path) -> None:
    out = tmp_path / "form"
    said = CliRunner().invoke(
        app, ["report", "--ledger", str(LEDGER), "--format", "md", "--letter", "--out", str(out)]
    )
    assert said.exit_code == 0, said.output
    assert sorted(path.name for path in out.iterdir()) == ["letter.txt", "report.md"]
    assert (out / "letter.txt").read_text().startswith("Dear Editor,")
