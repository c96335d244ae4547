"""Evidence: what was examined, by which means, and what it says of the published statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """By which means: algebra, balls at a rational point, samples of the model, enumeration."""

    SYMBOLIC = "symbolic"
    CERTIFIED = "certified"
    NATURE = "nature"
    COUNT = "count"


class Outcome(StrEnum):
    """What a piece of evidence says of the published statement."""

    HOLDS = "holds"  # proven (symbolic), or proven at the points examined (certified)
    FAILS = "fails"  # a counterexample is certified, or nature rejects it and accepts ours
    CONSISTENT = "consistent"  # not contradicted, by a test of stated power
    SILENT = "silent"  # says nothing either way
    VOID = "void"  # the statement has no value at any point that was looked at
    DEFECT = "defect"  # contradicts this toolkit's own derivation


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence, with the numbers behind it."""

    kind: Kind
    name: str
    outcome: Outcome
    detail: str
    data: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "outcome", Outcome(self.outcome))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the ledger."""
        return {
            "kind": str(self.kind),
            "name": self.name,
            "outcome": str(self.outcome),
            "detail": self.detail,
            "data": dict(self.data),
            "seconds": self.seconds,
        }


@dataclass(frozen=True)
class Finding:
    """What an examination of a structural claim found.

    ``corrected`` states in words what is true instead (or in addition), with computed numbers.
    """

    kind: Kind
    outcome: Outcome
    detail: str
    corrected: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Examination:
    """A named, deterministic way to decide a structural claim."""

    name: str
    run: Callable[[], Finding]
