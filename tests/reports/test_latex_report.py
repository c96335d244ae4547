"""The report in LaTeX: complete, deterministic, and compiled where a TeX Live is present."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from glassproof.reports.drawing import Drawn
from glassproof.reports.latex import report as latex
from glassproof.reports.latex import tex
from glassproof.reports.summary import Overview
from glassproof.reports.web import page as html
from glassproof.verify.keeping.ledger import schema
from tests.verify.test_golden_ledgers import PAPERS, RECORDS

needs_tex = pytest.mark.skipif(
    not (shutil.which("latexmk") and shutil.which("pdflatex")),
    reason=f"no TeX here: apt-get install {' '.join(latex.PACKAGES)}",
)
needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="no pdftotext here: apt-get install poppler-utils"
)


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def complaints(log: str) -> list[str]:
    """Errors, warnings that matter, and overfull boxes wider than 2 pt."""
    wide = [
        line
        for line in log.splitlines()
        if (found := re.match(r"Overfull \\[hv]box \(([\d.]+)pt", line)) and float(found[1]) > 2
    ]
    bad = re.findall(r"^(?:!.*|.*undefined.*|.*multiply.defined.*)$", log, re.MULTILINE)
    return wide + bad


def test_the_samples_follow_the_schema(sample_ledger: dict, hostile: dict) -> None:
    jsonschema.validate(sample_ledger, schema())
    jsonschema.validate(hostile, schema())


def test_the_text_depends_on_the_ledger_alone(sample_ledger: dict, tmp_path: Path) -> None:
    first = latex.write_report(sample_ledger, tmp_path / "a").read_bytes()
    assert first == latex.write_report(sample_ledger, tmp_path / "b").read_bytes()


def test_a_date_is_printed_only_if_given(sample_ledger: dict, tmp_path: Path) -> None:
    assert "date &" not in latex.write_report(sample_ledger, tmp_path).read_text()
    path = latex.write_report(sample_ledger, tmp_path, date="1 May 2022")
    assert "date & 1 May 2022" in path.read_text()


def test_a_selection_of_claims_makes_a_report(sample_ledger: dict, tmp_path: Path) -> None:
    sample_ledger["claims"] = sample_ledger["claims"][-1:]
    assert latex.write_report(sample_ledger, tmp_path).exists()
    sample_ledger["claims"] = []
    assert latex.write_report(sample_ledger, tmp_path).exists()


def test_without_tex_the_packages_are_named(
    sample_ledger: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = latex.write_report(sample_ledger, tmp_path)
    with pytest.raises(latex.LatexMissingError, match="apt-get install latexmk texlive"):
        latex.compile_pdf(path)


@needs_tex
@needs_pdftotext
def test_the_pdf_has_every_claim_and_no_flaw(sample_ledger: dict, tmp_path: Path) -> None:
    figure = tmp_path / "figures" / "fig1.pdf"
    figure.parent.mkdir()
    from matplotlib.figure import Figure

    Figure(figsize=(2, 1)).savefig(figure)
    drawn = Drawn("fig1", figure, "Figure 1", "A blank at x1 = 1.", ("section4.quartic",))
    path = latex.write_report(sample_ledger, tmp_path, figures=[drawn])
    pdf = latex.compile_pdf(path)
    assert complaints(pdf.with_suffix(".log").read_text(errors="replace")) == []
    text = text_of(pdf)
    for claim in sample_ledger["claims"]:
        assert claim["id"] in text
    for words in (
        "What survives",
        "Standard of evidence",
        "glassproof show",
        "Figure 1",
    ):
        assert words in text


@needs_tex
@needs_pdftotext
def test_the_widest_formulas_of_the_paper_keep_to_the_page(
    worst_ledger: dict, tmp_path: Path
) -> None:
    """Five-by-five matrices, sums of fifteen terms, exponents a line long, numbers beside them."""
    pdf = latex.compile_pdf(latex.write_report(worst_ledger, tmp_path))
    assert complaints(pdf.with_suffix(".log").read_text(errors="replace")) == []
    text = text_of(pdf)
    for claim in worst_ledger["claims"]:
        assert claim["id"] in text
        number = Overview(worst_ledger).numbers[claim["id"]]
        for step in range(1, len((claim["derivation"] or {"steps": ()})["steps"]) + 1):
            assert f"({number}.{step})" in text


@needs_tex
@needs_pdftotext
def test_hostile_claims_come_out_as_text(hostile: dict, tmp_path: Path) -> None:
    pdf = latex.compile_pdf(latex.write_report(hostile, tmp_path))
    assert complaints(pdf.with_suffix(".log").read_text(errors="replace")) == []
    text = re.sub(r"\s", "", text_of(pdf))
    for words in (r"\input{/etc/hostname}", r"\write18{id}", "<script>", "%comment", "[U+4E2D]"):
        assert words in text
    assert not list(tmp_path.glob("*.aux"))


@needs_tex
def test_a_tex_error_is_reported(tmp_path: Path) -> None:
    broken = tmp_path / "report.tex"
    broken.write_text(r"\documentclass{article}\begin{document}\nonsense\end{document}")
    with pytest.raises(latex.LatexError, match="Undefined control sequence"):
        latex.compile_pdf(broken)


@needs_tex
@pytest.mark.parametrize(
    "attempt",
    [
        r"\immediate\write18{touch PLACE/owned}\ifnum1=1\relax\fi",
        r"\newwrite\w\immediate\openout\w=PLACE/owned\relax\immediate\write\w{x}",
    ],
)
def test_tex_runs_nothing_and_writes_nowhere_else(attempt: str, tmp_path: Path) -> None:
    source = tmp_path / "report.tex"
    body = attempt.replace("PLACE", str(tmp_path))
    source.write_text(rf"\documentclass{{article}}\begin{{document}}{body} x\end{{document}}")
    with contextlib.suppress(latex.LatexError):
        latex.compile_pdf(source)
    assert not (tmp_path / "owned").exists()


@needs_tex
def test_equal_ledgers_make_equal_pdfs(sample_ledger: dict, tmp_path: Path) -> None:
    sample_ledger["claims"] = sample_ledger["claims"][:1]
    pdfs = [latex.compile_pdf(latex.write_report(sample_ledger, tmp_path / name)) for name in "ab"]
    assert pdfs[0].read_bytes() == pdfs[1].read_bytes()


def test_numbers_of_claims_are_unique(sample_ledger: dict) -> None:
    numbers = Overview(sample_ledger).numbers
    assert len(set(numbers.values())) == len(numbers)


def test_what_a_ledger_may_say_besides_is_printed(sample_ledger: dict, tmp_path: Path) -> None:
    """Date, authors, sections, ratios as formulas, and conventions: all optional."""
    sample_ledger["date"] = "1 May 2022"
    sample_ledger["conventions"] = [
        {"text": "The kernel of $ell_D$ at overlap $r$:", "latex": "r^{p}"}
    ]
    for claim in sample_ledger["claims"]:
        claim["source"] |= {"authors": "A. Author", "section": "Section 3: Kac-Rice"}
        claim["ratio_latex"] = r"2^{p}" if claim["ratio"] else ""
    text = latex.write_report(sample_ledger, tmp_path).read_text()
    for words in ("1 May 2022", "A. Author", "3: Kac{-}Rice", r".R)}{2^{p}}", r"\fits{}{r^{p}}"):
        assert words in text
    page = html.render(sample_ledger)
    for words in (
        "1 May 2022",
        "A. Author",
        "Section 3: Kac-Rice",
        'The kernel of <math alttext="ell_D">',
    ):
        assert words in page


@needs_tex
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_too_wide_for_its_line_in_any_papers_report(paper: str, tmp_path: Path) -> None:
    ledger = json.loads((RECORDS / f"{paper}.json").read_text(encoding="utf-8"))
    claims = [claim | {"seconds": 0.0} for claim in ledger["claims"]]
    whole = ledger | {"versions": {}, "date": "", "claims": claims}
    latex.compile_pdf(latex.write_report(whole, tmp_path))
    assert complaints((tmp_path / "report.log").read_text(errors="replace")) == []


def test_a_report_tells_claims_by_number_and_marks_what_titles_mark(
    sample_ledger: dict, tmp_path: Path
) -> None:
    """Ids stand below headings alone; a long sentence is not said again as evidence."""
    figure = tmp_path / "figures" / "fig1.pdf"
    figure.parent.mkdir()
    figure.touch()
    ids = [claim["id"] for claim in sample_ledger["claims"]]
    drawn = Drawn("fig1", figure, "The spectrum of $M_1$", "A caption.", tuple(reversed(ids)))
    said = "a sentence that is long enough to be tedious where it is told for the second time"
    first = sample_ledger["claims"][0]
    first["evidence"] = [{"kind": "nature", "name": "n", "outcome": "silent", "detail": said,
                          "data": {}}]  # fmt: skip
    first["reason"] = f"{said}; and more"
    text = latex.write_report(sample_ledger, tmp_path, figures=[drawn]).read_text()
    assert r"The spectrum of $M_{1}$" in text
    assert "$M_1$" not in text
    concerned = re.search(r"Concerns (.*?)\.\n", text)
    assert concerned
    numbers = Overview(sample_ledger).numbers
    assert re.findall(r"\]\{([\d.]+)\}", concerned[1]) == [numbers[claim_id] for claim_id in ids]
    assert text.count("tedious") == 1
    assert "does not decide, as said above" in text
    for claim_id in ids:
        assert text.count(str(tex.identifier(claim_id))) == 1
