"""What a check found: confirmed by proof, confirmed to 60 digits, left unchecked, or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How sure a finding is."""

    PROVEN = "confirmed rigorously"
    DIGITS = "confirmed to 60 digits"
    UNCHECKED = "not rechecked"
    WRONG = "does not hold"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, at its place in the ledger."""

    level: Level
    place: str
    what: str
    count: int = 1


@dataclass
class Findings:
    """All findings of one ledger, in order."""

    found: list[Finding] = field(default_factory=list)
    place: str = "ledger"

    def at(self, place: str) -> Findings:
        """The same list, for findings at another place."""
        return Findings(self.found, place)

    def say(self, level: Level, what: str, count: int = 1) -> None:
        """Add a finding."""
        self.found.append(Finding(level, self.place, what, count))

    def require(self, holds: bool, what: str, level: Level = Level.PROVEN) -> bool:
        """Add that ``what`` holds, or that it does not; whether it does."""
        self.say(level if holds else Level.WRONG, what)
        return holds

    @property
    def wrong(self) -> list[Finding]:
        """What does not hold."""
        return [finding for finding in self.found if finding.level is Level.WRONG]

    @property
    def accepted(self) -> bool:
        """Whether nothing was found that does not hold."""
        return not self.wrong

    def counts(self, level: Level) -> Counter[str]:
        """How often each thing was found, wherever it was."""
        counter: Counter[str] = Counter()
        for finding in self.found:
            if finding.level is level:
                counter[finding.what] += finding.count
        return counter

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        rows = [(level, list(self.counts(level).items())) for level in Level]
        told: dict[str, Any] = {str(level): dict(items) for level, items in rows}
        wrong = [{"place": finding.place, "what": finding.what} for finding in self.wrong]
        return {"accepted": self.accepted, **told, str(Level.WRONG): wrong}

    def tell(self, say: Callable[[str], Any]) -> None:
        """Print the findings by ``say``, level by level."""
        for level in Level:
            items = self.counts(level)
            if level is Level.WRONG:
                for finding in self.wrong:
                    say(f"{level}: {finding.place}: {finding.what}")
            elif items:
                say(f"{level}:")
                for what, count in items.most_common():
                    say(f"  {count:5} {what}")
        say("accepted" if self.accepted else f"refused: {len(self.wrong)} things do not hold")
