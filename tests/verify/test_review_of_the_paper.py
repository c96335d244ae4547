"""The whole paper at the quick budget: a regression test of every verdict and of README."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import jsonschema
import pytest

from glassproof.verify.claims import extras
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping.ledger import Ledger, schema
from glassproof.verify.papers import load

VERIFIED = {
    "lemma2.b1",
    "lemma4.concentration",
    "lemma5.max-norm",
    "section5.rate-function",
    "section5.index-edge-G",
    "section6.ratio",
}
SUPPORTED = {"section5.coulomb-gas"}
WAITING = "experiment."
"""Claims that wait for an extra begin so; what it adds is tested with their paper."""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    ids = tuple(claim.id for claim in load("gan_spin_glass").claims)
    with patch.object(extras, "installed", lambda _: False):
        found = tuple(review(Plan("gan_spin_glass", ids, 0, Effort.QUICK)))
    return Ledger("gan_spin_glass", found, 0, Effort.QUICK)


def test_every_claim_reaches_the_verdict_it_reached_before(ledger: Ledger) -> None:
    verdicts = {j.claim.id: str(j.ruling.verdict) for j in ledger.judgements}
    expected = dict.fromkeys(verdicts, "refuted")
    expected |= dict.fromkeys(VERIFIED, "verified") | dict.fromkeys(SUPPORTED, "supported")
    waiting = {claim_id for claim_id in verdicts if claim_id.startswith(WAITING)}
    assert len(waiting) == 5
    assert verdicts == expected | dict.fromkeys(waiting, "undecided")


def test_nature_contradicts_no_derivation(ledger: Ledger) -> None:
    assert ledger.summary["defects"] == 0


def test_the_ledger_validates(ledger: Ledger) -> None:
    jsonschema.validate(ledger.to_dict(), schema())


def test_readme_counts_verdicts_as_the_judge_does(ledger: Ledger) -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text()
    said = re.search(r"(\d+) claims: (\d+) verified, (\d+) refuted, (\d+) supported", text)
    assert said is not None
    names = ("claims", "verified", "refuted", "supported")
    assert [int(n) for n in said.groups()] == [ledger.summary[name] for name in names]
