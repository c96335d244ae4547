"""Texts that can be misread; the right outcome is a refusal or one reading, listed beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from soundness.adversary.question import Question

KIND = "readings"
_FILE = Path(__file__).with_name("readings.txt")


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(part.strip() for part in line.split(";;"))
        for line in lines
        if line and not line.startswith("#")
    )


def question(rng: Random) -> Question:
    """One of the texts, with digits in it."""
    formula, equals, where, syntax, accepted = rng.choice(_lines())
    digits = dict(zip(("@1", "@2", "@3"), rng.sample("23456789", 3), strict=True))
    for mark, digit in digits.items():
        formula, equals, where = (t.replace(mark, digit) for t in (formula, equals, where))
    latex = syntax == "latex"
    return Question(KIND, formula, equals, where, tuple(accepted.split()), latex)
