"""What notebooks show, without a notebook: well-formed, escaped, and what the objects hold."""

from html.parser import HTMLParser

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.display import inline, table
from glassproof.verify.keeping.fingerprint import fingerprint

ROOT_FILE = "docs/examples/short.claims.toml"


class Cells(HTMLParser):
    """The texts of a table's cells; every tag that opens is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, _attributes):
        self.open.append(tag)
        self.tags.add(tag)
        if tag in ("td", "th", "caption"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


KNOWN = {"table", "caption", "tr", "th", "td", "strong"}


@given(st.text(max_size=30), st.text(max_size=30))
def test_texts_come_through_and_bring_no_tags(head, formula):
    """Carriage returns become line feeds in HTML, and a null character has no place in it."""
    if set("\r\0") & set(head + formula):
        return
    cells = Cells(table([head], [[inline(formula)]], head or "caption"))
    assert cells.cells == [head or "caption", head, rf"$\displaystyle {formula}$"]
    assert cells.tags <= KNOWN


def test_a_check_shows_relation_verdict_and_counterexample():
    found = gp.check("n*(n - 1)/2", equals="n*(n + 1)/2", where="n integer >= 1")
    text = " ".join(Cells(found._repr_html_()).cells)
    n = sp.Symbol("n")
    assert sp.latex(n * (n - 1) / 2) in text
    assert f"$\\displaystyle {sp.latex(sp.Eq(n, 1, evaluate=False))}$" in text
    assert "refuted" in text
    assert found.judgement.ruling.reason in text
    shown = found._repr_latex_()
    assert shown[0] == shown[-1] == "$"


def test_a_chain_shows_every_link():
    found = gp.check("log(1 + x) <= x <= x + 1", where="x > -1")
    cells = Cells(found._repr_html_()).cells
    assert cells.count("verified") == len(found.links) == 2
    assert found._repr_latex_().count(r"\text{(verified)}") == 2


def test_a_derivation_shows_its_steps():
    r = sp.Symbol("r", positive=True)
    shown = Derivation(
        "slope < 3", (Step(r**3, "the kernel"), Step(3 * r**2, "d/dr", via=lambda e: e.diff(r)))
    )
    cells = Cells(shown._repr_html_()).cells
    assert cells[0] == "slope < 3"
    assert cells[-4:] == ["1", rf"$\displaystyle {sp.latex(3 * r**2)}$", "d/dr", "symbolic"]
    assert shown._repr_latex_() == shown.latex()


@pytest.fixture(scope="module")
def paper():
    return gp.load(ROOT_FILE)


def test_papers_claims_ledgers_and_judgements_show_their_claims(paper):
    ledger = gp.review(paper, seed=0, jobs=1)
    for shown in (paper, ledger):
        cells = Cells(shown._repr_html_()).cells
        assert {claim.id for claim in paper.claims} <= set(cells)
    text = Cells(ledger._repr_html_()).cells
    assert {str(one.ruling.verdict) for one in ledger.judgements} <= set(text)
    for one in ledger.judgements:
        cells = " ".join(Cells(one._repr_html_()).cells)
        assert one.claim.title in cells
        assert str(one.ruling.verdict) in cells
    for claim in paper.claims:
        cells = Cells(claim._repr_html_()).cells
        assert claim.title in cells[0]
        assert claim.domain.describe() in cells


def test_mathematics_in_titles_and_places_is_typeset():
    claim = next(c for c in gp.load("gan_spin_glass").claims if c.id == "lemma2.region-P")
    shown = Cells(claim._repr_html_()).cells
    assert "*" not in "".join(shown)
    assert any("region $P$: $x<m" in cell for cell in shown)
    title = next(c for c in gp.load("spherical_p_spin").claims if "$E_" in c.title)
    assert r"$E_{\infty}$" in Cells(title._repr_html_()).cells[0]


def test_one_claim_is_counted_as_one(paper):
    one = gp.review(paper, seed=0, jobs=1, ids=[paper.claims[0].id])
    assert ": 1 claim, 1 " in Cells(one._repr_html_()).cells[0]


def test_scans_show_their_equations(tmp_path):
    source = tmp_path / "a.tex"
    source.write_text(
        r"\documentclass{article}\begin{document}For $x > 0$"
        r"\begin{equation}\label{eq:<b>}x + x = 3x\end{equation}\end{document}"
    )
    scan = gp.scan(source)
    cells = Cells(scan._repr_html_())
    assert cells.tags <= KNOWN
    assert "refuted" in cells.cells


def test_evidence_does_not_rest_on_how_it_is_shown():
    """The fingerprint of a class is that of one without the display."""

    class Shown:
        def value(self):
            return 1

    Shown.__module__ = "glassproof.shown"
    before = fingerprint(Shown)
    Shown._repr_html_ = Derivation._repr_html_
    assert fingerprint(Shown) == before
