"""The recommendation says what the ledger says, and nothing that it does not."""

from __future__ import annotations

from typing import Any

import pytest

from glassproof.derivations.p_spin.model import p
from glassproof.verify.judging.whole import recommendation
from glassproof.verify.judging.whole.recommendation import recommend
from glassproof.verify.papers import load
from tests import reviews
from tests.verify.judging.papers_with_errors import with_wrong
from tests.verify.judging.whole.test_conventions import RIGHT, paper, undone


def claim(name: str, verdict: str, *, uses: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    kind = more.pop("by", "certified")
    evidence = {"verified": ("symbolic", "holds"), "refuted": (kind, "fails")}.get(verdict)
    listed = [{"kind": evidence[0], "outcome": evidence[1]}] if evidence else []
    source = {"read_from": "the text", "kind": "typeset", **more.pop("source", {})}
    return {"id": name, "verdict": verdict, "uses": list(uses), "evidence": listed,
            "source": source, **more}  # fmt: skip


def ledger(*claims: dict[str, Any], defects: int = 0, **more: Any) -> dict[str, Any]:
    return {"claims": list(claims), "summary": {"defects": defects},
            "parameters": {"level": 1e-8}, **more}  # fmt: skip


def standing(status: str, *sources: str) -> dict[str, Any]:
    return {"status": status, "from": list(sources), "detail": "seen"}


OWN, INHERITED = standing("own"), standing("inherited", "root")


@pytest.mark.parametrize(
    ("verdicts", "word"),
    [
        (("verified", "verified"), recommendation.ACCEPT),
        (("verified", "supported"), recommendation.ACCEPT),
        (("verified", "undecided"), recommendation.OPEN),
        (("verified", "undecided", "refuted"), recommendation.REVISION),
        ((), recommendation.NONE),
    ],
)
def test_the_word_follows_from_the_verdicts(verdicts, word) -> None:
    claims = [claim(f"c{n}", verdict) for n, verdict in enumerate(verdicts)]
    assert recommend(ledger(*claims)).word == word


def test_a_review_that_contradicts_itself_recommends_nothing() -> None:
    assert recommend(ledger(claim("a", "verified"), defects=1)).word == recommendation.NONE


def test_a_remark_in_code_is_no_claim_and_costs_nothing() -> None:
    remark = claim("remark", "refuted", standing=OWN, source={"kind": "comment"})
    withdrawn = claim("gone", "refuted", standing=OWN, source={"kind": "code", "withdrawn": True})
    found = recommend(ledger(claim("a", "verified"), remark, withdrawn))
    assert found.word == recommendation.ACCEPT
    assert "remark" not in str(found)
    assert "gone" not in str(found)


def test_roots_are_named_apart_from_what_is_inherited() -> None:
    found = recommend(
        ledger(
            claim("root", "refuted", standing=OWN),
            claim("next", "refuted", uses=("root",), standing=INHERITED),
            claim("last", "refuted", uses=("next",), standing=standing("inherited", "next")),
        )
    )
    assert "One error is the claim's own: root." in found.paragraph
    assert "2 claims inherit their errors" in found.paragraph
    (asked,) = (item for item in found.entries if item.heading == "To ask first")
    assert asked.claims == ("root",)
    assert "2 claims rest on it" in asked.text


def test_what_was_not_asked_is_not_said() -> None:
    found = recommend(ledger(claim("a", "refuted")))
    assert "was not asked" in found.paragraph
    assert "convention" not in found.paragraph
    assert "own:" not in found.paragraph


def test_samples_are_told_from_proofs() -> None:
    found = recommend(
        ledger(claim("a", "refuted", standing=OWN), claim("b", "refuted", standing=OWN, by="count"))
    )
    grounds = [item for item in found.entries if item.heading.startswith("Certain")]
    texts = {item.claims: item for item in grounds}
    assert texts[("a",)].heading == "Certain"
    assert texts[("b",)].heading == "Certain up to a level"
    assert "1e-08" in texts[("b",)].text


@pytest.mark.parametrize("kind", ["code", "as cited"])
def test_what_was_not_at_hand_is_said(kind: str) -> None:
    read = claim("a", "verified", source={"kind": kind, "read_from": "somewhere"})
    found = recommend(ledger(read, claim("b", "verified")))
    said = {item.claims: item.text for item in found.entries}
    assert "typeset formula was not at hand" in said[("a",)]
    assert not any("not at hand" in text for ids, text in said.items() if "b" in ids)


def test_a_true_paper_is_recommended() -> None:
    record = reviews.ledger("spherical_p_spin").to_dict()
    found = recommend(record)
    assert found.word == recommendation.ACCEPT
    assert "11 are verified by proof" in found.paragraph
    assert not [item for item in found.entries if item.heading == "To ask first"]


def test_the_same_paper_with_one_wrong_constant_is_not_and_the_root_is_named() -> None:
    spoiled = with_wrong(load("spherical_p_spin"), "kac-rice.hessian-variance", p * (p - 1) / 2)
    found = recommend(reviews.ledger(spoiled).to_dict())
    assert found.word == recommendation.REVISION
    assert "One error is the claim's own: kac-rice.hessian-variance." in found.paragraph
    assert "claims inherit their errors" in found.paragraph
    assert "not separated" not in found.paragraph
    (asked,) = (item for item in found.entries if item.heading == "To ask first")
    assert asked.claims == ("kac-rice.hessian-variance",)


def test_a_convention_that_explains_all_turns_the_recommendation() -> None:
    record = reviews.ledger(paper(undone("entries of half the variance"))).to_dict()
    found = recommend(record)
    assert found.word == recommendation.CONVENTION
    assert "entries of half the variance" in found.paragraph
    wrong = reviews.ledger(paper({"free": 7 * RIGHT["free"] / 5})).to_dict()
    found = recommend(wrong)
    assert found.word == recommendation.REVISION
    assert "No change of convention explains" in found.paragraph


def test_a_refuted_statement_is_not_explained_by_a_convention() -> None:
    changes = {"refuted": ["a"], "verified": 0, "tried": 1, "depth": 1, "single": [],
               "best": {"changes": ["c"], "mends": ["a"], "breaks": []},
               "mends_all": True}  # fmt: skip
    alone = ledger(claim("a", "refuted", standing=OWN), changes=changes)
    assert recommend(alone).word == recommendation.CONVENTION
    words = claim("words", "refuted", standing=OWN)
    both = ledger(claim("a", "refuted", standing=OWN), words, changes=changes)
    assert recommend(both).word == recommendation.REVISION
