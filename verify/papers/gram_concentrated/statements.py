"""How this document's statements are proven: by derivations that are built, and what they say."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.derivations.proof.derivation import Derivation
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome

Proof = Callable[[], Derivation]


def proven(name: str, detail: str, *proofs: Proof, corrected: str = "") -> Examination:
    """An examination that builds ``proofs``, step by step checked; a faulty step is a defect."""

    def run() -> Finding:
        for proof in proofs:
            proof()
        return Finding(Kind.SYMBOLIC, Outcome.HOLDS, detail, corrected)

    return Examination(name, run)


def disproven(name: str, found: Callable[[], tuple[bool, str]], corrected: str) -> Examination:
    """An examination of a counterexample: ``found`` computes whether it is one, and tells it."""

    def run() -> Finding:
        is_one, detail = found()
        outcome = Outcome.FAILS if is_one else Outcome.SILENT
        return Finding(Kind.CERTIFIED, outcome, detail, corrected)

    return Examination(name, run)
