"""Verdicts, and the one rule by which evidence becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from glassproof.verify.claims.evidence import Evidence, Kind, Outcome


class Verdict(StrEnum):
    """What the judge says of a claim."""

    VERIFIED = "verified"
    REFUTED = "refuted"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Ruling:
    """A verdict with its reason and the evidence that decided it."""

    verdict: Verdict
    reason: str
    decisive: Evidence | None = None


def rule(evidence: Sequence[Evidence]) -> Ruling:
    """The verdict that ``evidence`` compels.

    * Evidence against this toolkit's own derivation, or a proof beside a counterexample, is a
      defect: ``undecided``, and the run fails.
    * A certified counterexample, or nature that rejects the published value and accepts the
      derived one: ``refuted``. Algebra alone never refutes.
    * A statement that has a value nowhere: ``undecided``, whatever algebra says of it.
    * A symbolic proof that nothing contradicts: ``verified``, wherever both sides are defined.
    * Nature, counts or certified points in agreement, with stated power: ``supported``.
    * Otherwise ``undecided``.

    >>> rule([]).verdict
    <Verdict.UNDECIDED: 'undecided'>
    """
    by_outcome = {outcome: [e for e in evidence if e.outcome is outcome] for outcome in Outcome}
    fails = [e for e in by_outcome[Outcome.FAILS] if e.kind is not Kind.SYMBOLIC]
    proofs = [e for e in by_outcome[Outcome.HOLDS] if e.kind is Kind.SYMBOLIC]
    agreeing = [
        e
        for e in by_outcome[Outcome.HOLDS] + by_outcome[Outcome.CONSISTENT]
        if e.kind is not Kind.SYMBOLIC
    ]
    if by_outcome[Outcome.DEFECT]:
        worst = by_outcome[Outcome.DEFECT][0]
        return Ruling(
            Verdict.UNDECIDED, f"defect of this toolkit: {worst.name}: {worst.detail}", worst
        )
    if fails and proofs:
        return Ruling(
            Verdict.UNDECIDED,
            f"defect of this toolkit: '{proofs[0].name}' proves what '{fails[0].name}' disproves",
            fails[0],
        )
    if fails:
        certified = [e for e in fails if e.kind is Kind.CERTIFIED]
        decisive = (certified or fails)[0]
        return Ruling(Verdict.REFUTED, decisive.detail, decisive)
    if void := by_outcome[Outcome.VOID]:
        return Ruling(Verdict.UNDECIDED, void[0].detail, void[0])
    if proofs:
        return Ruling(Verdict.VERIFIED, proofs[0].detail + _only_where(evidence), proofs[0])
    if agreeing:
        return Ruling(Verdict.SUPPORTED, agreeing[0].detail + _only_where(evidence), agreeing[0])
    reason = "; ".join(e.detail for e in evidence) or "no evidence was gathered"
    return Ruling(Verdict.UNDECIDED, reason, evidence[0] if evidence else None)


def _only_where(evidence: Sequence[Evidence]) -> str:
    """Where the formulas are undefined, if points showed that they are somewhere."""
    found = [e.data["undefined"] for e in evidence if e.data.get("undefined")]
    return f", wherever both sides are defined ({found[0]})" if found else ""


def is_defect(ruling: Ruling) -> bool:
    """Whether the ruling reports a contradiction within this toolkit."""
    return ruling.verdict is Verdict.UNDECIDED and ruling.reason.startswith("defect")
