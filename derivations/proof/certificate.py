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

    def renamed(self, old: str, new: str) -> Certificate:
        """The same with another name of a variable in all its texts."""

        def told(value: Any) -> Any:
            if isinstance(value, str):
                return value.replace(old, new)
            if isinstance(value, Mapping):
                return {key: told(item) for key, item in value.items()}
            return [told(item) for item in value] if isinstance(value, list) else value

        parts = tuple(part.renamed(old, new) for part in self.parts)
        return Certificate(self.method, told(self.statement), told(self.data), parts)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the ledger."""
        return {
            "method": self.method,
            "statement": self.statement,
            "data": dict(self.data),
            "parts": [part.to_dict() for part in self.parts],
        }
