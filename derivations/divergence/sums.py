"""That a sum to infinity diverges, or that a term has no value.

Terms t(k) ~ c m(k) with a regular m diverge with the integral of m. Where (-1)^k, cos(pi k/3) and
the like stand in them, terms are taken together over a period: partial sums have a subsequence
then that diverges. And terms have to tend to 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.divergence.leading import FAILS, integral_diverges, leading
from glassproof.derivations.divergence.positive_waves import without_positive_wave
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.limits.progressions import along, period
from glassproof.derivations.summation.facts import within

_MOST_TERMS = 12


def why_divergent(node: sp.Sum, decide: Decisions) -> str:
    """Why the sum to infinity has no value; empty if that is not proven.

    >>> k = sp.Symbol("k", integer=True)
    >>> for term in (1 / (k * sp.log(k)), (1 + (-1) ** k) / k, sp.sin(k)):
    ...     print(why_divergent(sp.Sum(term, (k, 2, sp.oo)), Decisions()))
    the sum of 1/(k*log(k)) diverges
    the sum of ((-1)**k + 1)/k diverges
    the sum of sin(k) diverges: its terms do not tend to 0
    """
    *inner, (index, low, high) = node.limits
    if high is not sp.oo or not low.is_Integer:
        return ""
    if inner:
        around = Decisions(within(decide.domain, index, low, sp.oo))
        return why_divergent(sp.Sum(node.function, *inner), around)
    try:
        return _why(node.function, index, decide)
    except FAILS:
        return ""


def _why(term: sp.Expr, index: sp.Symbol, decide: Decisions) -> str:
    if any(too_large(part, index, decide) for part in _parts(term, index, decide)):
        return f"the sum of {term} diverges"
    found = find(sp.Limit(term, index, sp.oo), decide)
    if found is None or (found.value is not None and not decide.is_never_zero(found.value)):
        return ""
    return f"the sum of {term} diverges: its terms do not tend to 0"


def too_large(term: sp.Expr, index: sp.Symbol, decide: Decisions) -> bool:
    """Whether the leading term of ``term`` is regular, and has no sum."""
    found = leading(term, index, sp.oo, 1, decide)
    return found is not None and integral_diverges(found[1], True, decide)


def _parts(term: sp.Expr, index: sp.Symbol, decide: Decisions) -> Iterator[sp.Expr]:
    """What diverges only if the sum does."""
    yield term
    if (together := over_period(term, index)) is not None:
        yield sp.Add(*together)
    if (smooth := without_positive_wave(term, index, decide)) is not None:
        yield smooth


def over_period(term: sp.Expr, index: sp.Symbol) -> list[sp.Expr] | None:
    """The terms of one period of what is periodic in them, the index counting periods."""
    step = period(term, index)
    if step is None or step > _MOST_TERMS:
        return None
    found = [along(term, index, step, sp.Integer(shift), index) for shift in range(int(step))]
    return (
        None
        if any(part is None for part in found)
        else [part for part in found if part is not None]
    )
