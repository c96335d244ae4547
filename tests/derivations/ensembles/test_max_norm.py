"""Lemma 5's least constant: against other integrals, closed forms and sampling."""

import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import N
from glassproof.derivations.ensembles import max_norm as lemma
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.streams import stream

ALL = [lemma.single_entry, lemma.upper_bound, lemma.limiting_growth, lemma.decrease]


@pytest.mark.parametrize("derivation", ALL)
def test_every_step_is_proved_symbolically(derivation):
    assert set(derivation().proofs[1:]) <= {"symbolic"}


def by_density(size):
    """a_N from the density of the maximum of K half-normals: another integrand, another code."""
    count = size * (size + 1) // 2

    def weighted(u):
        density = mpmath.sqrt(2 / mpmath.pi) * mpmath.exp(-(u**2) / 2)
        return u**size * count * density * mpmath.erf(u / mpmath.sqrt(2)) ** (count - 1)

    moment = mpmath.quad(weighted, [0, 1, 2, 3, 4, 6, 9, 14, 40])
    return mpmath.log(moment) / size - mpmath.log(size) / 2


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 20])
def test_growth_against_the_density_of_the_maximum(size):
    with mpmath.workdps(30):
        ball = mpmath.mpf(lemma.growth(size).str(25, radius=False))
        assert abs(ball - by_density(size)) < 1e-20


def test_growth_in_closed_form():
    """E|Z| = sqrt(2/pi), and E max(Z1^2, Z2^2, Z3^2) = 1 + 2 sqrt(3)/pi."""
    assert float(lemma.growth(1)) == pytest.approx(math.log(2 / math.pi) / 2, rel=1e-15)
    second = math.log((1 + 2 * math.sqrt(3) / math.pi) / 2) / 2
    assert float(lemma.growth(2)) == pytest.approx(second, rel=1e-13)


def test_growth_by_sampling():
    """The mean of max^3 over six normals, 4e5 draws: at 6.2 standard errors (level below 1e-9).
    Leaving out the diagonal (three normals) is rejected."""
    largest = np.abs(stream(4).standard_normal((400_000, 6))).max(axis=1) ** 3
    error = largest.std() / math.sqrt(largest.size)
    moment = (math.exp(float(lemma.growth(3))) * math.sqrt(3)) ** 3
    assert abs(largest.mean() - moment) < 6.2 * error
    off = np.abs(stream(4).standard_normal((400_000, 3))).max(axis=1) ** 3
    assert abs(off.mean() - moment) > 50 * error


def test_the_supremum_is_attained_at_three():
    found = lemma.least_growth()
    assert found.size == 3
    assert all(value < found.value for value in (*found.values[:2], *found.values[3:]))
    assert found.beyond < found.value
    assert found.value.rad() < 1e-30
    assert lemma.least_growth(15).value.overlaps(found.value)


def test_the_upper_bound_is_above_and_decreases():
    bound = lemma.upper_bound().result.subs(lemma.c, 1)
    for size in range(1, 15):
        assert float(lemma.growth(size)) < float(bound.subs(N, size))
    values = [float(bound.subs(N, size)) for size in range(4, 200)]
    assert all(late < early for early, late in pairwise(values))


def test_the_limit_is_approached_from_both_sides():
    """One entry's growth (below) and the sum's (above) enclose -1/2 ever more tightly."""
    below = lemma.single_entry().result.subs({lemma.c: 1, lemma.theta: 0})
    above = lemma.upper_bound().result.subs(lemma.c, 1)
    for size in (10**2, 10**4, 10**6):
        room = 3 * math.log(size) / size
        assert -0.5 - room < float(below.subs(N, size)) < float(above.subs(N, size)) < -0.5 + room


@given(st.integers(1, 60), st.floats(1e-3, 1e3))
def test_single_entry_against_the_gamma_function(size, c):
    exact = (size * math.log(2 * c / size) / 2 + math.lgamma((size + 1) / 2)) / size
    exact -= math.log(math.pi) / (2 * size)
    low, high = (
        float(lemma.single_entry().result.subs({N: size, lemma.c: c, lemma.theta: remainder}))
        for remainder in (0, 1)
    )
    assert low - 1e-12 < exact < high + 1e-12


@given(st.integers(2, 8), st.integers(0, 2**32))
def test_equal_variances_are_the_worst_case(size, seed):
    """Scaling entries down never raises the maximum: the coupling of the proof."""
    rng = np.random.default_rng(seed)
    normals, scales = rng.standard_normal((2, size * (size + 1) // 2))
    scales = np.minimum(np.abs(scales), 1)
    assert np.abs(scales * normals).max() <= np.abs(normals).max()


def test_the_least_growth_as_an_expression():
    """The integral in it by mpmath, against the ball (python-flint's quadrature)."""
    expression = lemma.growth_integral(lemma.least_growth().size)
    [integral] = expression.atoms(sp.Integral)
    integrand = sp.lambdify(lemma.entry, integral.function, "mpmath")
    moment = mpmath.quad(integrand, [0, 1, 2, 3, 5, 8, 12])
    value = expression.subs(integral, sp.Float(str(moment)))
    assert float(value) == pytest.approx(float(lemma.least_growth().value), abs=1e-13)


@pytest.mark.parametrize("size", [0, 41])
def test_sizes_out_of_range_are_refused(size):
    with pytest.raises(DomainError, match=f"size = {size}"):
        lemma.growth(size)
    with pytest.raises(DomainError, match="last = 2"):
        lemma.least_growth(2)
    with pytest.raises(DomainError, match="last = 5 does not separate"):
        lemma.least_growth(5)
