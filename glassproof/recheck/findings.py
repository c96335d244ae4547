"""What a check finds: confirmed by proof, confirmed to 60 digits, left unchecked, or wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Record = Mapping[str, Any]  # an entry of a ledger


class Level(StrEnum):
    """How sure a finding is."""

    PROVEN = "confirmed rigorously"
    DIGITS = "confirmed to 60 digits"
    UNCHECKED = "not rechecked"
    WRONG = "does not hold"


DIGITS, UNCHECKED = Level.DIGITS, Level.UNCHECKED
Fact = tuple[Level | bool, str]
"""How sure something is, False if it does not hold, True if that is proven; and what it is."""


class Finding(NamedTuple):
    """One thing that was looked at, at its place in the ledger."""

    level: Level
    place: str
    what: str


class Findings(NamedTuple):
    """All findings of one ledger, in order."""

    found: list[Finding]

    def add(self, place: str, facts: Iterable[Fact]) -> None:
        """Add facts as they are found; whatever an entry is made to do, it does not hold then."""
        try:
            for sure, what in facts:
                level = (Level.WRONG, Level.PROVEN)[sure] if isinstance(sure, bool) else sure
                self.found.append(Finding(level, place, what))
        except Exception as error:
            what = f"an entry cannot be: {type(error).__name__}: {error}"
            self.found.append(Finding(Level.WRONG, place, what))

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
        told = {str(level): dict(self.counts(level)) for level in Level}
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


def tells(words: str, texts: Iterable[str], besides: Iterable[str] = ()) -> bool:
    """Whether words have the texts in this order, and no number but in them and in others."""
    texts = [*texts]
    ordered = re.search(".*".join(map(re.escape, texts)), words, re.DOTALL)
    for text in sorted({*texts, *besides} - {""}, key=len, reverse=True):
        words = words.replace(text, "")
    return bool(ordered) and not any(map(str.isdigit, words))
