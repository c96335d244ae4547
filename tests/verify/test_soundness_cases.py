"""Formulas from outside the shipped papers, each with the verdicts that would be right.

They come from public bug reports, textbooks and an adversary; each once got a wrong verdict, was
misread, or hung. ``error`` stands for a refusal with a message.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.verdict import is_defect
from tests.clock import computed

LINES = Path(__file__).parent.joinpath("cases", "soundness.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]
SECONDS = 8.0
"""Of computing."""


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['formula']} = {c['equals']}")
def test_the_verdict_is_among_those_that_are_right(case: dict) -> None:
    start = computed()
    try:
        found = check_equal(
            case["formula"], case["equals"], where=case["where"], latex=case["latex"]
        )
    except DomainError as refusal:
        verdict, reason = "error", str(refusal)
    else:
        verdict, reason = str(found.verdict), found.judgement.ruling.reason
        assert not is_defect(found.judgement.ruling), reason
    assert reason
    assert verdict in case["accepted"], reason
    assert computed() - start < SECONDS
