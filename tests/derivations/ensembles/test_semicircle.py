"""The potential of the semicircle law against quadrature; its shortfall is the cost at the edge."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.ensembles import semicircle
from glassproof.derivations.ensembles.extreme_eigenvalues import RATE_DOMAIN, E, rate, u
from glassproof.derivations.proof.equality import is_identically_zero


@pytest.mark.parametrize("position", ["0", "0.7", "-1.9", "2"])
def test_log_potential_inside_the_semicircle(position):
    """Against quadrature with 30 digits, split at the singularity."""
    with mpmath.workdps(30):
        t = mpmath.mpf(position)
        value = mpmath.quad(
            lambda x: mpmath.log(abs(x - t)) * mpmath.sqrt(4 - x * x) / (2 * mpmath.pi),
            sorted({mpmath.mpf(-2), t, mpmath.mpf(2)}),
        )
        closed = sp.N(semicircle.potential_inside(sp.Rational(position)), 30)
        assert abs(value - mpmath.mpf(str(closed))) < 1e-20


@pytest.mark.parametrize("distance", ["2", "2.5", "7"])
def test_log_potential_outside_the_semicircle(distance):
    with mpmath.workdps(30):
        t = mpmath.mpf(distance)
        value = mpmath.quad(
            lambda x: mpmath.log(abs(x - t)) * mpmath.sqrt(4 - x * x) / (2 * mpmath.pi), [-2, 0, 2]
        )
        exact = sp.Rational(distance)
        closed = semicircle.potential_inside(exact) - semicircle.potential_shortfall(exact)
        assert abs(value - mpmath.mpf(str(sp.N(closed, 30)))) < 1e-20


def test_the_shortfall_is_the_rate_function():
    """One eigenvalue moves at the cost by which the potential falls short, in any units."""
    gap = semicircle.potential_shortfall(2 * u / E) - rate(u, E)
    assert is_identically_zero(gap, RATE_DOMAIN)


@pytest.mark.parametrize("at", ["2.5", "3", "9"])
def test_the_transform_is_the_integral_of_the_law(at):
    with mpmath.workdps(30):
        z = mpmath.mpf(at)
        value = mpmath.quad(
            lambda a: 2 / mpmath.pi * mpmath.sin(a) ** 2 / (z - 2 * mpmath.cos(a)), [0, mpmath.pi]
        )
        closed = semicircle.transform(sp.Rational(at), sp.Integer(2))
        assert abs(value - mpmath.mpf(str(sp.N(closed, 30)))) < 1e-10
