"""What this document's statements are told beside, and limits of what N doubles."""

from __future__ import annotations

from collections.abc import Sequence

from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.statements import Found


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
