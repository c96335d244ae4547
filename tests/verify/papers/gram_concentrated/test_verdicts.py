"""What the judge finds of every claim, and that no evidence contradicts this toolkit."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest

import glassproof as gp
from glassproof.verify.claims import extras
from glassproof.verify.papers import load
from tests.verify.test_golden_ledgers import RECORDS

CLAIMS = load("gram_concentrated").claims
RECORDED = {
    record["id"]: record
    for record in json.loads((RECORDS / "gram_concentrated.json").read_text())["claims"]
}
"""What the judge found, which is found again by the test of recorded ledgers."""

REFUTED = {
    "lipschitz.pooling.slides",
    "lipschitz.pooling.submission",
    "lipschitz.activation.any",
    "lipschitz.batchnorm.global",
    "gram.eigenvalues",
    "theorem.fixed-point.slides",
    "theorem.fixed-point.slides.equal-classes",
    "theorem.fixed-point.slides.equal-classes-square",
    "theorem.fixed-point.slides-normalised",
    "theorem.fixed-point.slides-normalised.equal-classes",
    "theorem.fixed-point.submission",
    "theorem.equivalent.slides",
    "theorem.equivalent.submission",
    "theorem.equivalent.between-classes",
    "theorem.equivalent.large-means.slides",
    "theorem.equivalent.large-means.submission",
    "theorem.rate.slides",
    "theorem.rate.submission",
    "theorem.functionals",
}
WAITING = {"gan.gram", "gan.classifier"}
SUPPORTED = {
    "universality.moments",
    "universality.moments.not-concentrated",
    "universality.moments.heavy-tailed",
    "universality.moments.signs",
    "universality.moments.heavy-entries",
    "universality.classifier",
    "universality.classifier.svm",
    "universality.classifier.not-concentrated",
    "sn.bound",
    "sn.figure.reached",
    "sn.figure.stationary",
    "sn.figure.without",
    "theorem.rate.derived",
    "theorem.functionals.zero-means",
}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_verdict_is_the_one_that_was_argued(claim):
    argued = {"refuted": REFUTED, "supported": SUPPORTED, "undecided": WAITING}
    expected = next((verdict for verdict, ids in argued.items() if claim.id in ids), "verified")
    assert RECORDED[claim.id]["verdict"] == expected, RECORDED[claim.id]["reason"]
    assert all(evidence["outcome"] != "defect" for evidence in RECORDED[claim.id]["evidence"])


def test_ids_are_unique_and_what_is_used_exists():
    ids = [claim.id for claim in CLAIMS]
    assert len(ids) == len(set(ids))
    assert all(set(claim.uses) <= set(ids) for claim in CLAIMS)


def test_what_waits_for_networks_is_listed_and_is_no_failure():
    with patch.object(extras, "installed", lambda _: False):
        ledger = gp.review("gram_concentrated", ids=["lipschitz.pooling.average", *WAITING])
        assert ledger.summary["undecided"] == 2
        assert ledger.unsettled == 0
    waiting = [j for j in ledger.judgements if j.claim.id in WAITING]
    assert {j.ruling.reason for j in waiting} == {"needs the networks extra"}
    assert ledger.summary["defects"] == 0
