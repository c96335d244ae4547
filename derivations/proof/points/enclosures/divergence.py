"""That a sum diverges: its terms do not tend to 0, or fall no faster than 1/k."""

from __future__ import annotations

from collections.abc import Sequence

from flint import acb

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.enclosures.term_quotients import Quotient, over_tail

_STARTS = (12, 24, 60, 200, 600)


def diverges(quotient: Quotient, begin: int, values: Sequence[Ball]) -> bool:
    """Whether the terms do not tend to 0, or fall no faster than 1/k."""
    above = [body(*values) for body in quotient.above]
    below = [body(*values) for body in quotient.below]
    if above[-1].contains(0) or below[-1].contains(0):
        return False
    if len(above) != len(below):
        return len(above) > len(below) and _stay_non_zero(quotient, above, below, begin, values)
    ratio = abs(above[-1] / below[-1])
    growing = bool(ratio > 1)
    if not growing:
        growing = _falls_too_slowly(above, below)
    return growing and _stay_non_zero(quotient, above, below, begin, values)


def _falls_too_slowly(above: Sequence[Ball], below: Sequence[Ball]) -> bool:
    """|z| = 1 exactly and alpha <= 1, or alpha <= 0 where z is not 1; of real quotients."""
    if not all(part.imag.is_zero() for part in (*above, *below)):
        return False
    for sign in (1, -1):
        if (above[-1] - sign * below[-1]).is_zero():
            if len(above) == 1:
                return True
            alpha = (below[-2] - sign * above[-2]) / below[-1]
            least = 1 if sign == 1 else 0
            return bool(alpha.real <= least)
    return False


def _stay_non_zero(
    quotient: Quotient,
    above: Sequence[Ball],
    below: Sequence[Ball],
    begin: int,
    values: Sequence[Ball],
) -> bool:
    """Whether the terms are not 0 from some place on."""
    for start in _STARTS:
        start = max(start, begin + 1)
        if _never_zero(above, start) and _never_zero(below, start):
            term = quotient.term(acb(start), *values)
            return bool(term.is_finite() and not term.contains(0))
    return False


def _never_zero(parts: Sequence[Ball], start: int) -> bool:
    return not over_tail(parts[::-1], start).contains(0)
