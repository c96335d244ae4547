"""How this document's statements are decided: derivations that are built, counts that are exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def beside(name: str, found: Found) -> Examination:
    """A fact outside the claim, told beside its verdict; a defect where it is none."""

    def run() -> Finding:
        is_so, detail = found()
        return Finding(Kind.CERTIFIED, Outcome.SILENT if is_so else Outcome.DEFECT, detail)

    return Examination(name, run)


def extrapolated(values: Sequence[float]) -> tuple[float, float]:
    """The limit of a + b/N + c/N^2 through the last three of ``values``, N doubling, and its error.

    The error is the difference of the last two limits without c, or an eighth of the last change,
    whichever is larger.

    >>> extrapolated([1 + 1 / 10 + 1 / 100, 1 + 1 / 20 + 1 / 400, 1 + 1 / 40 + 1 / 1600])[0]
    1.0
    """
    first, second, third = values[-3:]
    before, last = 2 * second - first, 2 * third - second
    error = max(abs(last - before), abs(third - second) / 8)
    return round((4 * last - before) / 3, 12), error
