"""Cases from outside: public reports of defects, textbooks, and an adversary by hand."""

from __future__ import annotations

import json
from pathlib import Path

from soundness.adversary.question import Question

ROOT = Path(__file__).parent.parent.parent
CASES = next(p for p in (ROOT / "tests/verify/cases/soundness.jsonl", Path("/work/shared/cases/soundness.jsonl")) if p.exists())  # XXX
FOUND = Path(__file__).with_name("found.jsonl")
KIND = "cases from outside"
BEFORE = "found wrong before"


def cases() -> list[Question]:
    """All cases that the tests keep, with the answers that are right."""
    return [
        Question(
            KIND, case["formula"], case["equals"], case["where"], case["accepted"], case["latex"]
        )
        for case in _lines(CASES)
    ]


def found_before() -> list[Question]:
    """What this command has found wrong at any time."""
    names = ("formula", "equals", "where", "accepted", "latex")
    return [Question(BEFORE, *(case[name] for name in names)) for case in _lines(FOUND)]


def _lines(path: Path) -> list[dict]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
