"""How this document's statements are decided: derivations that are built, bounds that are exact."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.derivations.proof.derivation import Derivation
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome

Found = Callable[[], tuple[bool, str]]


def proven(name: str, detail: str, *proofs: Callable[[], Derivation]) -> Examination:
    """An examination that builds ``proofs``, step by step checked; a faulty step is a defect."""

    def run() -> Finding:
        for proof in proofs:
            proof()
        return Finding(Kind.SYMBOLIC, Outcome.HOLDS, detail)

    return Examination(name, run)


def disproven(name: str, found: Found, corrected: str) -> Examination:
    """An examination of a counterexample: ``found`` computes whether it is one, and tells it."""
    return _decided(name, found, Outcome.FAILS, Outcome.SILENT, corrected)


def computed(name: str, found: Found) -> Examination:
    """An examination by numbers at some points: they agree, or the statement fails there."""
    return _decided(name, found, Outcome.CONSISTENT, Outcome.FAILS, "")


def _decided(
    name: str, found: Found, if_so: Outcome, if_not: Outcome, corrected: str
) -> Examination:
    def run() -> Finding:
        is_so, detail = found()
        return Finding(Kind.CERTIFIED, if_so if is_so else if_not, detail, corrected)

    return Examination(name, run)
