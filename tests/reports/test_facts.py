"""No report says of the review what its ledger does not compute; all reports say the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from glassproof.reports import facts
from glassproof.reports.consequences import consequences
from glassproof.reports.drawing import Drawn
from glassproof.reports.latex import report as latex
from glassproof.reports.summary import Overview
from glassproof.reports.web import page as html
from glassproof.verify.checking.claims_file import parse_claims
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement, judge
from glassproof.verify.keeping.ledger import Ledger, digest
from glassproof.verify.papers import load
from tests.reviews import reviewed

needs_tex = pytest.mark.skipif(
    not (shutil.which("latexmk") and shutil.which("pdftotext")), reason="no TeX or pdftotext here"
)

SMALL = rb"""
[paper]
name = "small"
title = "A small paper"
reference = "unpublished"
[symbols]
x = "> 0"
[[claim]]
id = "lemma1.square"
title = "A square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
"""


def record(paper: str, judged: tuple[Judgement, ...]) -> dict[str, Any]:
    """The ledger of the judgements, as plain data."""
    return Ledger(paper, judged, 0, Effort.QUICK).to_dict()


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    """A paper of one claim, with no derivation and nothing of nature."""
    claims = parse_claims(SMALL).claims
    return record("small", tuple(judge(claim, budget=Effort.QUICK) for claim in claims))


@pytest.fixture(scope="module")
def true_paper() -> dict[str, Any]:
    """The ledger of a paper that is right."""
    ids = (claim.id for claim in load("spherical_p_spin").claims)
    return record("spherical_p_spin", reviewed("spherical_p_spin", *ids))


@pytest.fixture(scope="module")
def some() -> dict[str, Any]:
    """Claims read from text, from code, and a remark."""
    wanted = {"lemma2.b1", "lemma2.gradient-variance-D", "section6.ratio", "section4.support"}
    ids = (claim.id for claim in load("gan_spin_glass").claims if claim.id in wanted)
    return record("gan_spin_glass", reviewed("gan_spin_glass", *ids))


def words(text: str) -> str:
    """Letters and digits only, so that typesetting makes no difference."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def of_page(ledger: dict[str, Any]) -> str:
    """The text of the web page."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", html.render(ledger), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


def of_pdf(ledger: dict[str, Any], out: Path) -> str:
    """The text of the PDF."""
    pdf = latex.compile_pdf(latex.write_report(ledger, out))
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def of_tex(ledger: dict[str, Any], out: Path) -> str:
    """The text of the LaTeX source, without its commands' braces and escapes."""
    return latex.write_report(ledger, out).read_text(encoding="utf-8")


def test_a_paper_without_derivation_or_nature_is_not_said_to_have_either(
    small: dict[str, Any], tmp_path: Path
) -> None:
    said = " ".join(facts.means(Overview(small)))
    assert "A derivation in recomputed steps stands behind no claim" in said
    assert "samples of the model or enumeration speak to no claim" in said
    for text in (of_page(small), of_tex(small, tmp_path)):
        found = words(text)
        assert words("every formula") not in found
        assert words("rederived") not in found
        assert words("stands behind no claim") in found
        assert words("enumeration speak to no claim") in found
        assert words("sources whose kind is not stated") in found
        assert words("not from a typeset formula") in found


def test_counts_are_those_of_the_ledger(some: dict[str, Any]) -> None:
    overview = Overview(some)
    assert some["summary"]["claims"] == 3
    assert some["summary"]["remarks"] == 1
    assert some["summary"]["refuted"] == overview.counts["refuted"] == 1
    first, short, hand, remark = facts.reading(overview)
    assert "“published” is short for what was read there" in short
    assert first.startswith("3 claims are judged: 1 read from the paper's text and 2 read from the")
    assert "typeset formulas were not" in hand
    assert remark.startswith("1 remark in code, taken back by the authors, is judged beside")
    assert "stands behind 2 of 3 claims" in facts.means(overview)[0]
    assert "enumeration speak to 2 of 3 claims" in facts.means(overview)[0]


def test_a_remark_is_never_among_the_papers_errors(some: dict[str, Any]) -> None:
    overview = Overview(some)
    (remark,) = overview.remarks
    assert remark["verdict"] == "refuted"
    assert remark not in overview.consequential
    assert remark["id"] not in [c["id"] for c in overview.conclusions]
    assert overview.sections[-1].title == "Remarks in code"
    assert [claim["id"] for claim in overview.sections[-1].claims] == ["section4.support"]


@needs_tex
@pytest.mark.parametrize("name", ["small", "some"])
def test_page_and_pdf_carry_the_same_facts(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ledger = request.getfixturevalue(name)
    overview = Overview(ledger)
    page, pdf = words(of_page(ledger)), words(of_pdf(ledger, tmp_path))
    for said in facts.told(overview):
        said = re.sub(r"(\d)e-0*(\d+)", r"\1·10^-\2", said)
        assert words(said) in page, said
        for claim_id, number in overview.numbers.items():
            said = said.replace(claim_id, number).replace(f" and {number}", f", {number}")
        assert words(said) in pdf, said
    for claim in overview.claims.values():
        for key in ("document", "version", "lines", "accessed"):
            known = words(claim["source"].get(key, ""))
            assert known in page
            assert known in pdf


def test_rates_show_the_difference_of_their_exponents(tmp_path: Path) -> None:
    """Not exp(N ...), which says nothing to a reader; none for formulas that are no rates."""
    (claim,) = (c for c in load("gan_spin_glass").claims if c.id == "lemma3.K")
    ledger = record("gan_spin_glass", (judge(claim, budget=Effort.QUICK),))
    (found,) = ledger["claims"]
    assert found["ratio"] == ""
    assert found["difference"]
    assert "N" not in re.findall(r"\w+", found["difference"])
    assert "exp(" not in found["difference"]
    for text in (of_page(ledger), of_tex(ledger, tmp_path)):
        assert words("Published less derived, in the exponent per N") in words(text)


def test_limits_name_what_is_missing(small: dict[str, Any], some: dict[str, Any]) -> None:
    said = facts.limits(Overview(small))
    assert "Without a derivation: lemma1.square." in said
    assert "Without an experiment: lemma1.square." in said
    known = Ledger(
        "gan_spin_glass", (), 0, Effort.QUICK, limits=load("gan_spin_glass").limits
    ).to_dict()
    assert "limits" not in some
    text = " ".join(facts.limits(Overview(some | {"limits": known["limits"]})))
    for words_ in (
        "Cited and not proven: the logarithmic Sobolev",
        "Not examined: the experiments",
    ):
        assert words_ in text
    assert "Without an experiment: section6.ratio." in text


def test_references_and_the_way_back_are_in_every_report(
    some: dict[str, Any], tmp_path: Path
) -> None:
    """BibTeX, the command, seed, versions, digest; a figure's command."""
    ledger = some | {"limits": load("gan_spin_glass").limits.to_dict()}
    (entry, *others) = facts.references(Overview(ledger))
    assert entry.startswith("@misc{gan_spin_glass, author={N. P. Baskerville and J. P. Keating")
    assert any("GuionnetZeitouni2000" in other for other in others)
    figure = tmp_path / "figures" / "fig4.svg"
    figure.parent.mkdir()
    figure.write_text("<svg/>")
    drawn = [Drawn("fig4", figure, "Figure 4", "A caption.", ())]
    page = html.render(ledger, figures=drawn)
    tex = latex.write_report(ledger, tmp_path, figures=drawn).read_text(encoding="utf-8")
    for text in (page, tex):
        found = words(text.replace(r"\allowbreak{}", ""))
        for known in (digest(ledger), "glassproof figure fig4 --out fig4.pdf", "glassproof verify",
                      "Limits of this review", "A. Guionnet and O. Zeitouni",
                      "Electron. Comm. Probab. 5 (2000)"):  # fmt: skip
            assert words(known) in found, known


def test_the_report_on_a_true_paper_accuses_nobody(
    true_paper: dict[str, Any], tmp_path: Path
) -> None:
    overview = Overview(true_paper)
    assert overview.counts["verified"] == len(overview.proper) == 11
    assert not overview.consequential
    assert {one.fate for one in consequences(overview)} == {"stands"}
    assert (
        "all read from later literature, as it cites them, and none from a typeset formula"
        in facts.reading(overview)[0]
    )
    accusing = r"\b(wrong|error by the authors|mistaken|falls|counterexample to|corrected)\b"
    for text in (of_page(true_paper), of_tex(true_paper, tmp_path)):
        body = text.split("Limits of this review")[0]
        assert not re.search(accusing, body, re.IGNORECASE)
        assert words("What is refuted") not in words(body)
        assert words("claims are known as later literature cites what is claimed") in words(text)
