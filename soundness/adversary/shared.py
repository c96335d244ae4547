"""Cases from outside: public reports of defects, textbooks, and an adversary by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from soundness.adversary.question import Question, Reply

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "verify" / "cases" / "soundness.jsonl"
FOUND = Path(__file__).with_name("found.jsonl")
KEPT = ("kind", "formula", "relation", "equals", "where", "latex", "accepted", "came")
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
    names = ("formula", "equals", "where", "accepted", "latex", "relation")
    cases = ({"relation": "=", **case} for case in _lines(FOUND))
    return [Question(BEFORE, **{name: case[name] for name in names}) for case in cases]


def remember(replies: Sequence[Reply]) -> int:
    """Add the wrong verdicts to those that are asked again; how many were new."""
    known = {(c["formula"], c["equals"], c["where"]) for c in _lines(FOUND)}
    new = [
        reply.to_dict()
        for reply in replies
        if reply.outcome == "wrong"
        and (reply.question.formula, reply.question.equals, reply.question.where) not in known
    ]
    with FOUND.open("a", encoding="utf-8") as lines:
        for line in new:
            kept = {key: line[key] for key in KEPT}
            lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return len(new)


def found_wrong() -> Counter[str]:
    """How many of each kind were found wrong by earlier runs."""
    return Counter(case["kind"] for case in _lines(FOUND))


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
