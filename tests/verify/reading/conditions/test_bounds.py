"""Bounds given one after the other keep the tightest; ranges, points and assumptions follow."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.bounds import Bounds, leftovers, range_of, symbol_of

SOME = st.fractions(-6, 6, max_denominator=4)
ENDS = st.lists(st.tuples(st.booleans(), SOME, st.booleans()), max_size=4)
PROBES = [Fraction(n, 8) for n in range(-56, 57)]


def collected(ends, integer) -> Bounds:
    bounds = Bounds(integer=integer)
    for lower, value, strict in ends:
        (bounds.at_least if lower else bounds.at_most)(value, strict)
    return bounds


def meets(value, lower, end, strict) -> bool:
    return (value != end or not strict) and (value >= end if lower else value <= end)


@given(ENDS, st.booleans())
def test_what_is_admitted_is_what_every_bound_admits(ends, integer) -> None:
    """At eighths from -7 to 7: by the range and what it leaves to relations, or nothing at all."""
    bounds = collected(ends, integer)
    symbol = sp.Symbol("x")
    try:
        rng = range_of(bounds)
    except DomainError:
        rng = None
    rest = [] if rng is None else list(leftovers(symbol, bounds))
    for probe in PROBES:
        at = sp.Rational(probe.numerator, probe.denominator)
        inside = all(meets(probe, *end) for end in ends) and not (integer and probe % 1)
        told = rng is not None and rng.contains(probe)
        assert inside == (told and all(bool(r.subs(symbol, at)) for r in rest))


@given(ENDS, st.booleans())
def test_points_are_drawn_inside_and_reach_both_ends(ends, integer) -> None:
    bounds = collected(ends, integer)
    try:
        rng = range_of(bounds)
    except DomainError:
        return
    low, high = (Fraction(end) for end in rng.draw)
    assert low < high or bounds.low is not None
    for value in (low, high):
        assert all(meets(value, *end) for end in ends) or bounds.low == bounds.high
    if bounds.low is not None and bounds.high is not None and not integer:
        width = bounds.high - bounds.low
        assert (low - bounds.low, bounds.high - high) == (width / 1000, width / 1000)
    if integer:
        assert high - low <= 10


@pytest.mark.parametrize(
    ("ends", "draw"),
    [
        ([], ("-8", "8")),
        ([(True, 0, True)], ("1/1000", "1000")),
        ([(True, 2, True)], ("201/100", "18")),
        ([(False, 2, False)], ("-14", "199/100")),
        ([(True, 0, True), (False, 1, True)], ("1/1000", "999/1000")),
    ],
)
def test_reals_are_drawn_from(ends, draw) -> None:
    rng = range_of(collected([(a, Fraction(v), s) for a, v, s in ends], integer=False))
    assert rng.draw == draw
    assert rng.log == (draw == ("1/1000", "1000"))


@pytest.mark.parametrize(
    ("ends", "draw"),
    [
        ([], (-8, 2)),
        ([(True, 3)], (3, 13)),
        ([(False, 3)], (-7, 3)),
        ([(True, 3), (False, 5)], (3, 5)),
        ([(True, 3), (False, 50)], (3, 13)),
    ],
)
def test_integers_are_drawn_from(ends, draw) -> None:
    bounds = collected([(a, Fraction(v), False) for a, v in ends], integer=True)
    assert range_of(bounds).draw == draw


@pytest.mark.parametrize(
    ("ends", "holds", "fails"),
    [
        ([(True, 0, True)], ["positive"], []),
        ([(True, 0, False)], ["nonnegative"], ["positive"]),
        ([(True, 1, False)], ["positive"], []),
        ([(True, -1, False)], [], ["nonnegative", "positive"]),
        ([(False, 0, True)], ["negative"], []),
        ([(False, 0, False)], ["nonpositive"], ["negative"]),
        ([(False, 1, False)], [], ["nonpositive", "negative"]),
    ],
)
def test_symbols_assume_what_the_bounds_say_and_no_more(ends, holds, fails) -> None:
    for integer in (False, True):
        bounds = collected([(a, Fraction(v), s) for a, v, s in ends], integer)
        symbol = symbol_of("x", bounds)
        assert symbol.is_real
        assert bool(symbol.is_integer) == integer
        assert all(getattr(symbol, f"is_{word}") for word in holds)
        assert not any(getattr(symbol, f"is_{word}") for word in fails)
