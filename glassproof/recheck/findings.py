"""What a check found: confirmed by proof, confirmed to 60 digits, left unchecked, or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Record = Mapping[str, Any]
"""An entry of a ledger."""


class Level(StrEnum):
    """How sure a finding is."""

    PROVEN = "confirmed rigorously"
    DIGITS = "confirmed to 60 digits"
    UNCHECKED = "not rechecked"
    WRONG = "does not hold"


class Finding(NamedTuple):
    """One thing that was looked at, at its place in the ledger."""

    level: Level
    place: str
    what: str


class Findings(NamedTuple):
    """All findings of one ledger, in order, and the place that further ones belong to."""

    found: list[Finding]
    place: str = "ledger"

    def say(self, level: Level, what: str) -> Level:
        """Add a finding."""
        self.found.append(Finding(level, self.place, what))
        return level

    def require(self, holds: bool, what: str, level: Level = Level.PROVEN) -> bool:
        """Add that ``what`` holds, or that it does not; whether it does."""
        return self.say(level if holds else Level.WRONG, what) is not Level.WRONG

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
        return Counter(finding.what for finding in self.found if finding.level is level)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        told: dict[str, Any] = {str(level): dict(self.counts(level)) for level in Level}
        wrong = [{"place": finding.place, "what": finding.what} for finding in self.wrong]
        return {"accepted": self.accepted, **told, str(Level.WRONG): wrong}

    def tell(self, say: Callable[[str], Any]) -> None:
        """Print the findings by ``say``, level by level."""
        for level in (Level.PROVEN, Level.DIGITS, Level.UNCHECKED):
            items = self.counts(level).most_common()
            for line in [f"{level}:"] * bool(items) + [f"  {n:5} {what}" for what, n in items]:
                say(line)
        for finding in self.wrong:
            say(f"{Level.WRONG}: {finding.place}: {finding.what}")
        say("accepted" if self.accepted else f"refused: {len(self.wrong)} things do not hold")
