"""Provenance: every shipped claim says where exactly it was read; remarks are no claims."""

from __future__ import annotations

import re

import pytest
import sympy as sp

import glassproof as gp
from glassproof.derivations.proof.domain import Range
from glassproof.reports import facts
from glassproof.reports.formulas.line_breaking import pieces
from glassproof.reports.summary import Overview
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.source import ReadFrom, Reference, Source
from glassproof.verify.papers import load

SHIPPED = ("gan_spin_glass", "spherical_p_spin")
CLAIMS = [claim for paper in SHIPPED for claim in load(paper).claims]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_shipped_claim_says_where_it_was_read(claim: Claim) -> None:
    source = claim.source
    assert source.kind is not ReadFrom.UNSTATED
    assert source.document
    assert source.version
    assert source.lines
    if source.kind is not ReadFrom.CITED:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", source.accessed)
        assert re.search(r"\d", source.lines)
    if source.kind in (ReadFrom.CODE, ReadFrom.COMMENT):
        assert "loss-surfaces-of-gans" in source.document
        assert re.search(r"\b[0-9a-f]{7}\b", source.version)
        assert re.match(r"rmt/\w+\.py \d", source.lines)
    if claim.is_formula or source.kind in (ReadFrom.CODE, ReadFrom.COMMENT, ReadFrom.CITED):
        assert source.as_read


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_what_was_read_can_be_typeset_and_is_no_line_of_code(claim: Claim) -> None:
    if claim.source.as_read:
        assert pieces(claim.source.as_read, limit=60)
        assert not re.search(r"\*\*|np\.|_sq\b", claim.source.as_read)


def test_what_the_papers_were_read_from() -> None:
    kinds = [str(claim.source.kind) for claim in load("gan_spin_glass").claims]
    counts = [kinds.count(kind) for kind in ("typeset", "prose", "code", "comment")]
    assert counts == [0, 16, 19, 1]
    assert "typeset formulas were not" in load("gan_spin_glass").reference.at_hand
    assert {str(claim.source.kind) for claim in load("spherical_p_spin").claims} == {"as cited"}


def test_a_comment_that_its_authors_took_back_is_no_claim() -> None:
    remarks = [claim for claim in CLAIMS if claim.source.is_remark]
    assert [claim.id for claim in remarks] == ["section4.support"]
    assert remarks[0].source.withdrawn
    assert "rmt/coulomb.py 51-54" in remarks[0].source.also
    assert remarks[0].section == "Remarks in code"


def test_what_is_not_known_is_not_recorded() -> None:
    reference = Reference("toy", "Toy", "nobody", "unpublished")
    bare = Source(reference, "p. 1", "the text")
    assert bare.to_dict()["kind"] == "unstated"
    assert not {"lines", "version", "withdrawn"} & bare.to_dict().keys()
    assert Source(reference, "p. 1", "code", withdrawn=True).is_remark
    with pytest.raises(ValueError, match="hearsay"):
        Source(reference, "p. 1", "the text", "hearsay")  # type: ignore[arg-type]


def test_another_reading_is_judged_beside_the_claims() -> None:
    x = sp.Symbol("x", positive=True)
    domain = gp.Domain({x: Range(0, log=True, draw=("1/100", 100))})
    reference = Reference("toy", "Toy", "nobody", "unpublished")

    def length() -> gp.Derivation:
        return gp.Derivation("a square's border", (gp.Step(4 * x, "four sides"),))

    def claim(name: str, published: sp.Expr, kind: ReadFrom) -> gp.Claim:
        source = Source(reference, "p. 1", "the text", kind)
        return gp.Claim(name, "Border", published, source, domain, derived=length)

    meant = claim("border", 4 * x, ReadFrom.PROSE)
    other = claim("border.two", 2 * x, ReadFrom.READING)
    ledger = gp.review(gp.Paper(reference, claims=(meant, other)))
    assert [str(j.ruling.verdict) for j in ledger.judgements] == ["verified", "refuted"]
    assert (other.section, meant.section) == ("Other readings", "border")
    counts = ledger.summary
    assert (counts["claims"], counts["refuted"], counts["remarks"]) == (1, 0, 1)
    overview = Overview(ledger.to_dict())
    assert overview.recommendation.word == "acceptance"
    assert facts.reading(overview)[-1].startswith("1 other reading is judged beside them")
