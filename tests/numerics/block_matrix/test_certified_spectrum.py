"""Balls contain what is known exactly, contain float64 values, and decide what floats cannot."""

from __future__ import annotations

import math
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.certified_spectrum import (
    branch_ball,
    density_ball,
    edges_ball,
    log_potential_ball,
)
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.block_matrix.spectrum import density, edges

# kappa = 1/2, b^2 = 2, b1 = 0: x1* = 2, with the cusp at z = -1, where (g_D, g_G) = (1, -1).
PASTUR = {"kappa": Fraction(1, 2), "b": sp.sqrt(2), "b1": 0}
TWO_PAIRS = {"x1": Fraction(17, 2), "kappa": Fraction(3, 5), "b": 1, "b1": 3}


@st.composite
def rationals(draw):
    """(z, parameters), small rationals: exact coincidences (edges, double roots) are likely."""
    fraction = st.fractions(-8, 8, max_denominator=6)
    return draw(fraction), {
        "x1": draw(fraction),
        "kappa": draw(st.fractions(0, 1, max_denominator=9).filter(lambda k: 0 < k < 1)),
        "b": draw(st.fractions(0, 4, max_denominator=4).filter(bool)),
        "b1": draw(st.fractions(0, 4, max_denominator=4)),
    }


def _floats(parameters):
    return {name: float(value) for name, value in parameters.items()}


@settings(max_examples=80, deadline=None)
@given(rationals())
def test_balls_solve_the_dyson_equation_in_the_lower_half_plane(case):
    z, parameters = case
    g_D, g_G = branch_ball(z, **parameters, digits=40)
    with flint.ctx.workprec(200):
        x1, kappa, b, b1 = (_arb(value) for value in parameters.values())
        g = kappa * g_D + (1 - kappa) * g_G
        for residual in (
            _arb(z) + x1 - b * b * g / 2 - b1 * b1 * g_D / 2 - 1 / g_D,
            _arb(z) - b * b * g / 2 - 1 / g_G,
        ):
            assert residual.contains(0)
            assert abs(residual).upper() < 1e-30
    assert (g_D.imag < 0 and g_G.imag < 0) or (g_D.imag == 0 and g_G.imag == 0)


@settings(max_examples=80, deadline=None)
@given(rationals())
def test_balls_hold_the_float64_values(case):
    """Widened by their rounding: 1e-14 for Phi; for the density 1e-11, and 1e-4 at edges, cusps."""
    z, parameters = case
    numbers = _floats(parameters)
    ball = log_potential_ball(z, **parameters, digits=25)
    assert abs(float(ball - log_potential(float(z), **numbers))) < 1e-14 * max(1, abs(float(ball)))
    height = density_ball(z, **parameters, digits=25)
    near = min(abs(edges(**numbers) - float(z))) < 1e-9
    scale = 1 / numbers["b"]
    difference = abs(float(height - density(float(z), **numbers)))
    assert difference < (1e-4 if near else 1e-11) * scale
    ends = edges_ball(**parameters, digits=25)
    assert len(ends) in (2, 4)
    inside = any(low < float(z) < high for low, high in zip(ends[::2], ends[1::2], strict=True))
    assert (height > 0) == (inside and not any(end.overlaps(_arb(z)) for end in ends)) or near


def test_a_second_solution_that_is_rational_is_told_apart():
    """Without outer field, at z = 3/4, g = 2 is the branch; g = 4 makes one factor zero exactly."""
    case = {"x1": 0, "kappa": "1/2", "b": "1/2", "b1": 0}
    for g in branch_ball("3/4", **case, digits=25):
        assert g.real.contains(2)
        assert abs(g - 2).abs_upper() < 1e-20


def _arb(value):
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def test_the_cusp_at_a_rational_point_is_decided_exactly():
    g_D, g_G = branch_ball(-1, x1=2, **PASTUR, digits=50)
    assert (g_D, g_G) == (1, -1)
    assert density_ball(-1, x1=2, **PASTUR) == 0
    assert len(edges_ball(x1=2, **PASTUR)) == 2
    assert len(edges_ball(x1=Fraction(2) - Fraction(1, 10**20), **PASTUR)) == 2
    ends = edges_ball(x1=Fraction(2) + Fraction(1, 10**20), **PASTUR)
    assert len(ends) == 4
    # The gap opens as (2/3)^(3/2) (x1 - x1*)^(3/2) times a constant of order one.
    assert 1e-31 < float(ends[2] - ends[1]) < 1e-29
    assert density_ball(Fraction(-1) + Fraction(1, 10**30), x1=2, **PASTUR) > 0


def test_an_edge_at_a_rational_point_has_density_zero():
    """Semicircle with b^2 = 2: edges at 2 and -2, exactly."""
    for z in (2, -2):
        assert density_ball(z, x1=0, **PASTUR) == 0
        assert branch_ball(z, x1=0, **PASTUR)[0] == z // 2
    inside = density_ball(Fraction(2) - Fraction(1, 10**40), x1=0, **PASTUR, digits=10)
    assert inside.overlaps(flint.arb(10) ** -20 / flint.arb.pi())


@pytest.mark.parametrize("digits", [1, 30, 300])
def test_balls_are_as_narrow_as_asked(digits):
    for ball in (
        density_ball("0.3", x1="1.1", kappa="0.9", b=1, b1="0.5", digits=digits),
        log_potential_ball("0.3", x1="1.1", kappa="0.9", b=1, b1="0.5", digits=digits),
    ):
        assert ball.rad() <= flint.arb(10) ** (-digits)
    semicircle = log_potential_ball(0, x1=0, **PASTUR, digits=digits)
    assert semicircle.overlaps(flint.arb(-1) / 2)


@pytest.mark.parametrize(
    "value", [mpmath.mpf("0.3"), mpmath.mpf(-1) / 3, mpmath.mpf(2) ** 70, np.float64(0.3), "0.3"]
)
def test_numbers_of_other_libraries_are_read_exactly(value):
    """Against the number's own exact value: the interval mp makes of it, and decimal text."""
    exact = Fraction(value) if isinstance(value, str) else Fraction(*_ratio(value))
    for name in ("x1", "z"):
        arguments = {"x1": 1, "kappa": Fraction(1, 2), "b": 1, "b1": 1, "z": 0}
        ours, theirs = (
            branch_ball(**{**arguments, name: number}, digits=40)[0] for number in (value, exact)
        )
        assert ours.overlaps(theirs)  # to 40 digits


def _ratio(value):
    if isinstance(value, mpmath.mpf):
        with mpmath.workprec(300):
            return int(value * 2**200), 2**200
    return float(value).as_integer_ratio()


def test_two_pairs_of_roots_and_the_smaller_is_physical():
    ball = density_ball(Fraction(3, 4), **TWO_PAIRS)
    assert ball < 0.18
    assert ball > 0.17
    z, kappa, b, b1 = 0.75, 0.6, 1.0, 3.0
    s = flint.fmpq_poly([0, 1])
    P = s * s - flint.fmpq(3, 4) * s + flint.fmpq(1, 5)
    quartic = P * (s * s + flint.fmpq(17, 2) * s + 15 * P) + flint.fmpq(3, 10) * s * s
    heights = [root.imag for root, _ in quartic.numer().complex_roots() if root.imag > 0]
    assert len(heights) == 2
    largest = 2 / math.pi * max(float(h) for h in heights)
    assert largest > 0.26
    assert density(z, x1=8.5, kappa=kappa, b=b, b1=b1) == pytest.approx(float(ball), rel=1e-13)


def test_working_precision_of_the_caller_is_left_alone():
    before = flint.ctx.prec
    density_ball("0.3", x1="1.1", kappa="0.9", b=1, b1="0.5", digits=200)
    with pytest.raises(DomainError):
        density_ball("0.3", x1="1.1", kappa="2", b=1, b1="0.5")
    assert flint.ctx.prec == before


GOOD = {"x1": 0, "kappa": "1/2", "b": 1, "b1": "1/2"}
BAD = [
    *[("kappa", value) for value in (0, 1, "3/2", math.nan, sp.pi / 4, True, "")],
    *[("b", value) for value in (0, -1, sp.pi, math.inf, "one", 1j, None)],
    *[("b1", value) for value in (-1, sp.E, math.nan, [1])],
    *[("x1", value) for value in (sp.sqrt(2), math.inf, "zero", 1j, None)],
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refusals_name_the_argument(name, value):
    for call in (branch_ball, density_ball, log_potential_ball):
        with pytest.raises(DomainError, match=name):
            call(0, **(GOOD | {name: value}))
    with pytest.raises(DomainError, match=name):
        edges_ball(**(GOOD | {name: value}))


@pytest.mark.parametrize("digits", [0, -1, 1.5, "30"])
def test_a_bad_number_of_digits_is_refused(digits):
    with pytest.raises(DomainError, match="digits"):
        branch_ball(0, **GOOD, digits=digits)
