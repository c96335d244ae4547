"""Power series up to those ends of their intervals of convergence that belong to the domain."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Ring
from glassproof.derivations.summation.infinity import converges
from glassproof.derivations.summation.recurrences import summed_terms
from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums

k, x = sp.Symbol("k", integer=True), sp.Symbol("x", real=True)
SIGN = (-1) ** k

# terms, first index, value; where the value holds: at -1 and at 1
SERIES = [
    (x**k / k, 1, -sp.log(1 - x), (True, False)),
    (-SIGN * x**k / k, 1, sp.log(1 + x), (False, True)),
    (SIGN * x ** (2 * k + 1) / (2 * k + 1), 0, sp.atan(x), (True, True)),
    (sp.binomial(sp.S.Half, k) * x**k, 0, sp.sqrt(1 + x), (True, True)),
    (sp.binomial(-sp.S.Half, k) * x**k, 0, 1 / sp.sqrt(1 + x), (False, True)),
    (sp.binomial(2 * k, k) * (x / 4) ** k, 0, 1 / sp.sqrt(1 - x), (True, False)),
    (sp.binomial(2 * k, k) * x ** (2 * k + 1) / (4**k * (2 * k + 1)), 0, sp.asin(x), (True, True)),
    (x**k, 0, 1 / (1 - x), (False, False)),
]  # fmt: skip


def interval(low: sp.Expr, high: sp.Expr, closed: tuple[bool, bool]) -> Domain:
    """From ``low`` to ``high``, with the ends that are ``closed``."""
    ends = int(sp.floor(low)), int(sp.ceiling(high))
    above, below = (sp.Ge if closed[0] else sp.Gt), (sp.Le if closed[1] else sp.Lt)
    return Domain(
        {x: Range(*ends, closed=True, draw=ends)},
        (above(x, low, evaluate=False), below(x, high, evaluate=False)),
    )


@pytest.mark.parametrize(("term", "low", "value", "ends"), SERIES, ids=str)
@pytest.mark.parametrize("closed", [(False, False), (True, False), (False, True), (True, True)])
def test_a_series_is_proven_up_to_the_ends_at_which_it_converges(
    term, low, value, ends, closed
) -> None:
    domain = interval(sp.Integer(-1), sp.Integer(1), closed)
    proof = proof_of_vanishing_sums(sp.Sum(term, (k, low, sp.oo)) - value, domain)
    expected = all(holds or not asked for holds, asked in zip(ends, closed, strict=True))
    assert (proof is not None) == expected


@given(scale=st.fractions("1/5", 5, max_denominator=5), which=st.integers(0, len(SERIES) - 1))
@settings(max_examples=5, deadline=None)
def test_the_radius_need_be_no_whole_number(scale, which) -> None:
    term, low, value, ends = SERIES[which]
    faster = {x: sp.Rational(scale) * x}
    gap = sp.Sum(term.xreplace(faster), (k, low, sp.oo)) - value.xreplace(faster)
    radius = 1 / sp.Rational(scale)
    assert proof_of_vanishing_sums(gap, interval(-radius, radius, ends)) is not None
    wrong = gap - x / 7
    assert proof_of_vanishing_sums(wrong, interval(-radius, radius, ends)) is None


def test_convergence_is_never_claimed_beyond_an_end_at_which_the_series_diverges() -> None:
    for term, low, _, ends in SERIES:
        for closed in ((True, False), (False, True)):
            domain = interval(sp.Integer(-1), sp.Integer(1), closed)
            series = sp.Sum(term, (k, low, sp.oo))
            (summed,) = summed_terms(Ring(), series, sp.Integer(1), domain) or (None,)
            if summed is not None:
                holds = converges(summed.term, summed.index, Facts(domain)) is True
                assert not holds or ends[closed.index(True)]
