"""Balls around Theta against the float64 solver, another enclosure, and closed forms."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import inf

import flint
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.certified_support import edges
from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, b, b1, kappa, x1
from glassproof.derivations.gan_glass import kac_rice, total_complexity
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.certified_spectrum import edges_ball
from glassproof.numerics.gan_glass.certified_complexity import _arb, _glass, _radius, theta_ball
from glassproof.numerics.gan_glass.complexity import theta

GLASSES = st.fixed_dictionaries(
    {
        "p": st.integers(2, 9),
        "q": st.integers(1, 9),
        "sigma_z": st.sampled_from([Fraction(1, 1000), Fraction(1, 10), Fraction(1), Fraction(20)]),
        "kappa": st.fractions("1/50", "49/50", max_denominator=60),
    }
)


def floats(glass: dict) -> dict:
    return {k: v if k in ("p", "q") else float(v) for k, v in glass.items()}


@settings(max_examples=40, deadline=None)
@given(GLASSES, st.floats(-2, 1), st.floats(-2, 1), st.booleans())
def test_the_ball_contains_the_solvers_value(glass, low_D, low_G, index) -> None:
    """Bounds are in standard deviations of the losses. The solver is good to 1e-10."""
    scale = float(glass["sigma_z"]) * 2 ** ((glass["p"] + glass["q"]) / 2)
    bounds = low_D * (1 + scale), low_G * scale
    ball = theta_ball(*bounds, **glass, index=index)
    indices = {"k_D": 0, "k_G": 0} if index else {}
    value = theta(*bounds, **floats(glass), **indices)
    slack = 1e-9 * (1 + abs(value))
    assert float(ball.lower()) - slack <= value <= float(ball.upper()) + slack
    assert float(ball.rad()) < 1e-5 * (1 + abs(value))


@settings(max_examples=20, deadline=None)
@given(GLASSES)
def test_without_bounds_it_is_the_closed_form(glass) -> None:
    symbols = {p: glass["p"], q: glass["q"], sigma_z: glass["sigma_z"], kappa: glass["kappa"]}
    point = {symbol: sp.Rational(value) for symbol, value in symbols.items()}
    closed = enclose(total_complexity.total_complexity().result, point).real
    assert theta_ball(inf, inf, **glass).overlaps(closed)


def test_a_wrong_value_is_outside_the_ball() -> None:
    """A relative error of 1e-6 in Theta is excluded: the balls decide what claims need."""
    glass = {"p": 3, "q": 3, "sigma_z": 1, "kappa": "9/10"}
    value = theta(-10.0, inf, p=3, q=3, sigma_z=1.0, kappa=0.9)
    ball = theta_ball(-10.0, inf, **glass)
    assert ball.contains(flint.arb(value))
    assert not ball.contains(flint.arb(value * (1 + 1e-6)))


@settings(max_examples=30, deadline=None)
@given(glass=GLASSES)
def test_the_radius_of_search_rests_on_the_variances_of_both_shifts(glass) -> None:
    """c = N (var x + var(x + x1)), from the derived law of the shifts, bounds x^2 + (x + x1)^2."""
    values = {p: glass["p"], q: glass["q"], sigma_z: glass["sigma_z"], kappa: glass["kappa"]}
    law = sp.Matrix(kac_rice.shift_covariance().result).subs(values)
    c = _arb(str(2 * law[0, 0] + 2 * law[0, 1] + law[1, 1]))
    ours = _glass(**glass)
    s = (_arb(ours.b2) + _arb(ours.point[kappa]) * _arb(ours.b12)) / 2  # of the mean of tr H^2
    expected = float((4 * (ours.constant + 1) + 2 * (s + 2 * c).log()).mid())
    assert float(_radius(ours, flint.arb(0)).mid()) ** 2 == pytest.approx(expected, rel=1e-12)


def test_tighter_bounds_never_give_more() -> None:
    glass = {"p": 4, "q": 2, "sigma_z": 1, "kappa": "1/3"}
    balls = [theta_ball(float(u), inf, **glass) for u in np.linspace(-12, 4, 9)]
    assert all(not low > high for low, high in itertools.pairwise(balls))


@pytest.mark.parametrize("bad", [{"p": 1}, {"q": 0}, {"sigma_z": 0}, {"kappa": 1}])
def test_bad_parameters_are_named(bad: dict) -> None:
    glass = {"p": 3, "q": 3, "sigma_z": 1, "kappa": "9/10"} | bad
    with pytest.raises(DomainError, match=next(iter(bad))):
        theta_ball(inf, inf, **glass)


def test_two_independent_codes_enclose_the_same_edges() -> None:
    """From the critical polynomial in y, in derivations and in numerics, at 60 Halton points."""
    for point in SPECTRUM_DOMAIN.restricted({kappa, b, b1, x1}).points(60):
        values = {str(symbol): value for symbol, value in point.items()}
        first, second = edges(point), edges_ball(**values)
        assert len(first) == len(second)
        assert all(u.overlaps(v) for u, v in zip(first, second, strict=True))
