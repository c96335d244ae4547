"""Recommendation, roots, conventions and consequences, the same facts on page and paper."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from glassproof.derivations.p_spin.model import p
from glassproof.reports.consequences import consequences
from glassproof.reports.latex import report as latex
from glassproof.reports.summary import Overview
from glassproof.reports.web import page
from glassproof.verify.keeping.ledger import schema
from glassproof.verify.papers import load
from tests import reviews
from tests.verify.judging.papers_with_errors import with_wrong
from tests.verify.judging.whole.test_conventions import paper, undone

ROOT = "kac-rice.hessian-variance"


@pytest.fixture(scope="module")
def spoiled() -> dict[str, Any]:
    """A true paper with one wrong constant upstream."""
    meant = with_wrong(load("spherical_p_spin"), ROOT, p * (p - 1) / 2)
    return reviews.ledger(meant).to_dict()


@pytest.fixture(scope="module")
def explained() -> dict[str, Any]:
    """A toy of which one convention explains everything."""
    return reviews.ledger(paper(undone("d has the other sign"))).to_dict()


def words_of_page(markup: str) -> str:
    """The text of a page, without markup."""
    text = re.sub(r"<svg.*?</svg>|<style.*?</style>|<script.*?</script>", " ", markup, flags=re.S)
    return words(html.unescape(re.sub(r"<[^>]*>", "", text)))


def words(text: str) -> str:
    """The text of a LaTeX source, without markup."""
    text = re.sub(r"\\hyperref\[claim:[\d.]+\]", "", text)
    text = re.sub(r"\\(?:allowbreak|textbf|ensuremath|mbox|texttt)\b(?:\{\})?", "", text)
    return re.sub(r"\s+", " ", re.sub(r"[{}]|\\(?=_)", "", text))


def both(record: dict[str, Any], out: Path) -> tuple[str, str]:
    tex = latex.write_report(record, out).read_text()
    return words(tex), words_of_page(page.render(record))


def test_the_ledger_with_it_fits_the_schema(spoiled: dict, explained: dict) -> None:
    for record in (spoiled, explained):
        jsonschema.validate(record, schema())


def test_page_and_paper_name_the_root_and_call_the_rest_inherited(
    spoiled: dict, tmp_path: Path
) -> None:
    inherited = [
        c["id"] for c in spoiled["claims"] if c.get("standing", {}).get("status") == "inherited"
    ]
    assert inherited
    names = Overview(spoiled).numbers[ROOT], ROOT  # on paper, and on the page
    for text, root in zip(both(spoiled, tmp_path), names, strict=True):
        assert "Revision." in text
        assert f"One error is the claim's own: {root}." in text
        assert f"{len(inherited)} claims inherit their errors" in text
        assert text.count("Error, inherited:") == len(inherited)
    boxes = re.findall(r' inherited" href="#([^"]+)"', page.render(spoiled))
    assert set(boxes) == set(inherited)


def test_page_and_paper_have_the_table_of_conventions(explained: dict, tmp_path: Path) -> None:
    for text in both(explained, tmp_path):
        assert "Acceptance once a convention is stated." in text
        assert "Changes of convention" in text
        for row in explained["changes"]["single"]:
            assert row["changes"][0].split()[-1] in text


def test_roots_are_followed_through_what_is_inherited(spoiled: dict) -> None:
    overview = Overview(spoiled)
    assert overview.standings["own"] == (ROOT,)
    for claim_id in overview.standings["inherited"]:
        assert overview.roots_of(claim_id) == (ROOT,)


def test_a_true_paper_is_recommended_on_page_and_paper(tmp_path: Path) -> None:
    record = reviews.ledger("spherical_p_spin").to_dict()
    for text in both(record, tmp_path):
        assert "Acceptance." in text
        assert "acceptance is recommended" in text
        assert "Whose error" not in text
        assert "Changes of convention" not in text


def record_of(*claims: dict[str, Any], figures: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"claims": list(claims), "figures": list(figures)}


def claim(name: str, verdict: str, *uses: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name, "verdict": verdict, "uses": list(uses), **more}


def test_consequences_of_statements_and_figures() -> None:
    own = {"standing": {"status": "own", "from": [], "detail": ""}}
    heir = {"standing": {"status": "inherited", "from": ["root"], "detail": ""}}
    figures = tuple(
        {"name": name, "title": name, "concerns": list(concerns)}
        for name, concerns in {
            "good": ("right",), "old": ("holds",), "wrong": ("root",), "heir": ("falls",),
            "open": ("unknown",), "elsewhere": ("not here",),
        }.items()
    )  # fmt: skip
    overview = Overview(
        record_of(
            claim("root", "refuted", published_latex="x", **own),
            claim("right", "verified", published_latex="x"),
            claim("stands", "verified", "right"),
            claim("holds", "supported", "root"),
            claim("falls", "refuted", "root", **heir),
            claim("fails", "refuted", "root", **own),
            claim("mixed", "refuted", "root"),
            claim("unknown", "undecided", "root"),
            figures=figures,
        )
    )
    found = {one.name: (one.fate, one.because) for one in consequences(overview)}
    assert found["stands"] == ("stands", ())
    assert found["holds"] == ("stands, but not by the published argument", ("root",))
    assert found["falls"] == ("falls with what it rests on", ("root",))
    assert found["fails"][0] == "falls by itself, also when all below is corrected"
    assert found["mixed"][0].endswith("not separated")
    assert found["unknown"][0] == "open"
    assert "root" not in found  # it is no statement in words
    assert found["good"] == ("stands", ())
    assert found["old"] == (
        "what it shows holds, but it is to be drawn again from corrected values", ("root",),
    )  # fmt: skip
    assert found["wrong"] == ("what it shows does not hold", ("root",))
    assert found["heir"] == ("what it shows falls with what it rests on", ("root",))
    assert found["open"][0] == "open"
    assert "elsewhere" not in found
