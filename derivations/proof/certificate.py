"""What a proof says of itself: its method, and what a checker needs to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Certificate:
    """A proof as plain data.

    ``method`` names the rule, ``statement`` what it proves, and ``data`` (texts, numbers, lists,
    mappings) is all that repeating the proof by that rule asks for; ``parts`` are the proofs that
    it rests on.

    >>> proof = Certificate("telescoping", "Sum(k, (k, 1, n)) = n*(n + 1)/2",
    ...                     {"antidifference": "k*(k - 1)/2"})
    >>> proof.to_dict()["data"]
    {'antidifference': 'k*(k - 1)/2'}
    """

    method: str
    statement: str
    data: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Certificate, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the ledger."""
        return {
            "method": self.method,
            "statement": self.statement,
            "data": dict(self.data),
            "parts": [part.to_dict() for part in self.parts],
        }
