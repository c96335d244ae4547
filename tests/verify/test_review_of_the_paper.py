"""The whole paper at the quick budget: every verdict as it was argued, and as README counts."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.verify.test_golden_ledgers import RECORDS

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


LEDGER = json.loads((RECORDS / "gan_spin_glass.json").read_text(encoding="utf-8"))
"""What the judge found, which is found again by the test of recorded ledgers."""


def test_every_claim_reaches_the_verdict_that_was_argued() -> None:
    verdicts = {claim["id"]: claim["verdict"] for claim in LEDGER["claims"]}
    expected = dict.fromkeys(verdicts, "refuted")
    expected |= dict.fromkeys(VERIFIED, "verified") | dict.fromkeys(SUPPORTED, "supported")
    waiting = {claim_id for claim_id in verdicts if claim_id.startswith(WAITING)}
    assert len(waiting) == 5
    assert verdicts == expected | dict.fromkeys(waiting, "undecided")


def test_nature_contradicts_no_derivation() -> None:
    assert LEDGER["summary"]["defects"] == 0


def test_readme_counts_verdicts_as_the_judge_does() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text()
    said = re.search(r"(\d+) claims: (\d+) verified, (\d+) refuted, (\d+) supported", text)
    assert said is not None
    names = ("claims", "verified", "refuted", "supported")
    assert [int(n) for n in said.groups()] == [LEDGER["summary"][name] for name in names]
