"""How this document's statements are decided: derivations that are built, bounds that are exact."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.derivations.proof.derivation import Derivation
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome


def proven(name: str, detail: str, *proofs: Callable[[], Derivation]) -> Examination:
    """An examination that builds ``proofs``, step by step checked; a faulty step is a defect."""

    def run() -> Finding:
        for proof in proofs:
            proof()
        return Finding(Kind.SYMBOLIC, Outcome.HOLDS, detail)

    return Examination(name, run)


def computed(name: str, found: Callable[[], tuple[bool, str]]) -> Examination:
    """An examination by numbers at some points: they agree, or the statement fails there."""

    def run() -> Finding:
        agrees, detail = found()
        outcome = Outcome.CONSISTENT if agrees else Outcome.FAILS
        return Finding(Kind.CERTIFIED, outcome, detail)

    return Examination(name, run)
