"""Binet's function between its bounds: the two signs that the proof needs, and balls."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.special_functions import log_gamma
from glassproof.derivations.special_functions.log_gamma import u, y


def test_bounds_on_binets_function():
    """Both derivatives are positive, both functions vanish at u = 0, and mu itself at infinity."""
    for bound in (log_gamma.binet_lower_bound(), log_gamma.binet_upper_bound()):
        assert bound.result.is_positive
        assert set(bound.proofs[1:]) == {"symbolic"}
        assert sp.limit(2 * u * bound.steps[0].expression, u, 0) == 0
    mu = log_gamma.binet_decrement().steps[0].expression
    assert sp.limit(mu, y, sp.oo) == 0


@settings(max_examples=40, deadline=None)
@given(st.fractions(Fraction(1, 10**4), 10**6, max_denominator=10**4))
def test_binet_in_balls(argument):
    mu = log_gamma.binet_decrement().steps[0].expression
    at = {y: sp.Rational(argument.numerator, argument.denominator)}
    ball = enclose(mu, at, 60).real
    assert ball > 0
    assert enclose(1 / (12 * y), at, 60).real > ball


def test_every_step_is_proved_symbolically():
    assert set(log_gamma.binet_decrement().proofs[1:]) == {"symbolic"}
