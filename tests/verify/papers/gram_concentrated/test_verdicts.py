"""What the judge finds of every claim, and that no evidence contradicts this toolkit."""

from __future__ import annotations

import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import judge
from glassproof.verify.papers import load

CLAIMS = load("gram_concentrated").claims
REFUTED = {
    "lipschitz.pooling.slides",
    "lipschitz.pooling.submission",
    "lipschitz.activation.any",
    "lipschitz.batchnorm.global",
    "gram.eigenvalues",
}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_verdict_is_the_one_that_was_argued(claim):
    judgement = judge(claim, budget=Effort.QUICK)
    expected = "refuted" if claim.id in REFUTED else "verified"
    assert judgement.ruling.verdict == expected, judgement.ruling.reason
    assert all(e.outcome is not Outcome.DEFECT for e in judgement.evidence)


def test_ids_are_unique_and_what_is_used_exists():
    ids = [claim.id for claim in CLAIMS]
    assert len(ids) == len(set(ids))
    assert all(set(claim.uses) <= set(ids) for claim in CLAIMS)
