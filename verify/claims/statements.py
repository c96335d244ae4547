"""How statements in words are decided: derivations that are built, counterexamples, numbers."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.derivations.proof.derivation import Derivation
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome

Proof = Callable[[], Derivation]
Found = Callable[[], tuple[bool, str]]


def proven(name: str, detail: str, *proofs: Proof, corrected: str = "") -> Examination:
    """An examination that builds ``proofs``, step by step checked; a faulty step is a defect."""

    def run() -> Finding:
        for proof in proofs:
            proof()
        return Finding(Kind.SYMBOLIC, Outcome.HOLDS, detail, corrected)

    return Examination(name, run)


def disproven(name: str, found: Found, corrected: str) -> Examination:
    """An examination of a counterexample: ``found`` computes whether it is one, and tells it."""

    def run() -> Finding:
        is_one, detail = found()
        outcome = Outcome.FAILS if is_one else Outcome.SILENT
        return Finding(Kind.CERTIFIED, outcome, detail, corrected)

    return Examination(name, run)


def computed(name: str, found: Found, corrected: str = "") -> Examination:
    """An examination by exact numbers at some points: they agree, or the statement fails there."""

    def run() -> Finding:
        agrees, detail = found()
        outcome = Outcome.CONSISTENT if agrees else Outcome.FAILS
        return Finding(Kind.CERTIFIED, outcome, detail, corrected)

    return Examination(name, run)
