"""References of a report: what BibTeX says, as a journal prints it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.reports.facts import references
from glassproof.reports.references import Reference, fields, reference
from glassproof.reports.summary import Overview
from glassproof.verify.papers import load, names


@pytest.mark.parametrize("paper", names())
def test_every_work_that_a_paper_cites_is_a_reference_with_place_and_year(paper: str) -> None:
    for entry in (cited["bibtex"] for cited in load(paper).limits.to_dict()["cited"]):
        found = reference(entry) if entry else Reference("A", "T", "(2000)")
        assert found is not None
        assert found.authors
        assert not set("{}\\") & set(found.authors + found.title + found.where)
        assert any(year in found.where for year in ("(19", "(20"))


def test_accents_braces_and_signs_are_those_that_tex_prints() -> None:
    entry = r"@book{a, author={J. {\v C}ern{\'y} and E. G{\"o}del}, title={R\&D of {GAN}s, \$}}"
    assert fields(entry) == {"author": "J. Černý and E. Gödel", "title": "R&D of GANs, $"}


@given(st.text(alphabet="@a{}=, \\'x\"", max_size=40))
def test_what_is_no_entry_is_none_and_nothing_breaks(text: str) -> None:
    found = reference(text)
    assert found is None or found.title


def test_papers_that_are_judged_together_are_an_entry_each() -> None:
    source = {
        "authors": "A. One, B. Two; C. Three",
        "paper": "First; Second",
        "reference": "arXiv:1; arXiv:2",
        "kind": "prose",
    }
    claim = {"id": "a", "title": "t", "verdict": "verified", "uses": [], "source": source}
    ledger = {"paper": "both", "claims": [claim]}
    assert references(Overview(ledger)) == (
        "@misc{both-1, author={A. One and B. Two}, title={First}, note={arXiv:1}}",
        "@misc{both-2, author={C. Three}, title={Second}, note={arXiv:2}}",
    )
    alone = {**source, "reference": "one place"}
    (entry,) = references(Overview({"paper": "both", "claims": [claim | {"source": alone}]}))
    assert entry.startswith("@misc{both, ")
