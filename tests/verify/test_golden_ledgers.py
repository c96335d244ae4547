"""The ledgers of the shipped papers, held against those that were recorded.

A reorganisation of the code must not change what the judge finds. The recorded ledgers are
those of ``glassproof verify --budget quick --json``, less times, dates and versions; a change of
verdicts, numbers or words is recorded on purpose: ``python -m tests.verify.test_golden_ledgers``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from math import isclose, isfinite
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema
import pytest

from glassproof.recheck import recheck
from glassproof.verify.claims import extras
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.judging.whole.assessment import Assessment, assess
from glassproof.verify.keeping.ledger import Ledger, schema
from glassproof.verify.papers import load
from tests.reviews import assessed, reviewed

RECORDS = Path(__file__).parent / "golden"
PAPERS = (
    "gan_spin_glass", "spherical_p_spin", "gram_concentrated", "general_activation",
    "universal_outliers", "layered_sk", "loss_landscapes",
)  # fmt: skip
CHANGING = {"seconds", "date", "versions", "code", "digest", "certificate", "enclosures"}
TOLERANCE = 1e-9
"""Relative; the same samples summed by another BLAS differ in the last digits only."""


def whole(
    paper: str,
    judge: Callable[..., Iterable[Judgement]] = reviewed,
    together: Callable[..., Assessment | None] = assessed,
) -> dict[str, Any]:
    """The paper's ledger as plain data."""
    meant = load(paper)
    ids = tuple(claim.id for claim in meant.claims)
    with patch.object(extras, "installed", lambda _: False):  # what an extra adds is not recorded
        judgements = tuple(judge(paper, *ids))
    assessment = together(meant, judgements)
    ledger = Ledger(paper, judgements, 0, Effort.QUICK, "", meant.conventions, assessment).to_dict()
    jsonschema.validate(ledger, schema())
    return ledger


def lasting(record: Any) -> Any:
    """``record`` without its changing keys, as JSON would give it back."""
    if isinstance(record, dict):
        return {key: lasting(value) for key, value in record.items() if key not in CHANGING}
    if isinstance(record, (list, tuple)):
        return [lasting(value) for value in record]
    return record


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two records differ; numbers within :data:`TOLERANCE` are the same."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [d for key in one for d in differences(one[key], other[key], f"{where}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in pairs for d in differences(a, b, f"{where}/{n}")]
    if isinstance(one, float) and isinstance(other, float) and isfinite(one):
        same = isclose(one, other, rel_tol=TOLERANCE)
    else:
        same = one == other and type(one) is type(other)
    return [] if same else [f"{where}: {one!r} became {other!r}"]


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_the_ledger_is_as_recorded_and_a_second_checker_accepts_it(paper: str) -> None:
    recorded = json.loads((RECORDS / f"{paper}.json").read_text(encoding="utf-8"))
    ledger = whole(paper)
    assert differences(recorded, lasting(ledger)) == []
    assert recheck(ledger, seed=0).wrong == []


def test_a_changed_number_word_or_key_is_a_difference() -> None:
    assert differences({"a": [1.0, "x"]}, {"a": [1.0 + 1e-12, "x"]}) == []
    assert differences({"a": [1.0, "x"]}, {"a": [1.0 + 1e-6, "y"]}) == [
        "/a/0: 1.0 became 1.000001",
        "/a/1: 'x' became 'y'",
    ]
    assert differences({"a": 1}, {"b": 1})
    assert differences(float("nan"), float("nan"))


if __name__ == "__main__":
    import sys

    def afresh(paper: str, *ids: str) -> Iterable[Judgement]:
        return review(Plan(paper, ids, 0, Effort.QUICK))

    for name in sys.argv[1:] or PAPERS:
        text = json.dumps(lasting(whole(name, afresh, assess)), indent=1, sort_keys=True)
        (RECORDS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
