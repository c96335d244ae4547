"""Bounds cut the count; extreme glasses give numbers; bad input is refused."""

import math

import pytest
import sympy as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import p, sigma_z
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.count_law import (
    law_of_independent_shifts,
)
from glassproof.numerics.gan_glass.expected_count import (
    expected_count,
    log_expected_count,
)
from tests.numerics.gan_glass.count_sampling import SIGMAS, m


def known_count(**options):
    """The expected count, where enough draws carry it."""
    try:
        return expected_count(**options)
    except DomainError as refusal:
        if "carry the mean" not in str(refusal):
            raise
        reject()


@settings(max_examples=10, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(2, 12),
    st.integers(1, 12),
    st.floats(-6, 3),
    st.floats(-3, 3),
)
def test_bounds_cut_the_count(n_D, n_G, p_value, q_value, log_sigma, u):
    """Monotone in the bounds; half the critical points lie below zero, by symmetry (both losses
    change sign together, draw by draw up to the sampling of the bound)."""
    options = {"n_D": n_D, "n_G": n_G, "p": p_value, "q": q_value, "sigma_z": 10**log_sigma}
    options |= {"draws": 4000, "seed": 5}
    total, total_error = known_count(**options)
    cut, _ = known_count(**options, u_G=u)
    tighter, _ = known_count(**options, u_G=u, u_D=u)
    half, half_error = known_count(**options, u_G=0.0)
    slack = 1 + 1e-9
    assert 0 <= tighter <= (cut + SIGMAS * total_error) * slack
    assert cut <= (total + 2 * SIGMAS * total_error) * slack
    assert abs(half - total / 2) <= SIGMAS * math.hypot(half_error, total_error / 2) + 1e-9 * total


@pytest.mark.parametrize("sigma", [1e-30, 1e15, 1e26, 1e60])
@pytest.mark.parametrize("bounds", [{}, {"u_D": 0.0}, {"u_D": -1e200}, {"u_G": 1e200}])
def test_extreme_generators_give_numbers(sigma, bounds):
    """The losses then differ by 1e-60 of either; no number is lost, none is NaN."""
    options = {"n_D": 3, "n_G": 2, "p": 3, "q": 10, "sigma_z": sigma, "draws": 4000, "seed": 1}
    mean, error = expected_count(**options, **bounds)
    assert 0 <= error < math.inf
    assert mean >= 0
    if "u_D" in bounds and bounds["u_D"] < -1:
        assert mean == 0


def test_impossible_bounds_give_zero():
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 10, "seed": 1}
    assert expected_count(**options, u_D=-math.inf) == (0.0, 0.0)
    assert expected_count(**options, u_G=-math.inf) == (0.0, 0.0)


def test_published_constants_differ_from_the_derived_ones():
    """Constants read in PAPER.md, section 3; the counts differ by tens of standard errors."""
    variance_G = sigma_z**2 * m * 2**m
    published = law_of_independent_shifts(
        v_D=p + variance_G,
        v_G=variance_G,
        b=sigma_z * sp.sqrt(m * (m - 1) * 2**m),
        b1=sp.sqrt(p * (p - 1) * kappa),
        s2=sigma_z**2 * m**2 * 2 ** (3 * m) / 2,
        s12=p**2 / sp.Integer(2),
        bound_P=m * 2**m,
        bound_Q=p,
        bound_R=p / (m * 2**m),
    )
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 20_000, "seed": 1}
    derived, error = expected_count(**options)
    mean, other_error = expected_count(**options, law=published)
    assert mean > derived + 30 * math.hypot(error, other_error)


def test_a_count_beyond_the_doubles_is_refused_by_name():
    glass = {"n_D": 250, "n_G": 250, "p": 12, "q": 12, "sigma_z": 1}
    with pytest.raises(DomainError, match=r"about exp\(.*no double holds.*smaller n_D = 250"):
        expected_count(**glass, draws=2, seed=1)


def test_a_count_below_the_doubles_is_zero_and_has_a_logarithm():
    glass = {"n_D": 3, "n_G": 3, "p": 3, "q": 2, "sigma_z": 1, "draws": 1000, "seed": 1}
    assert expected_count(**glass, u_G=-200.0) == (0.0, 0.0)
    found = log_expected_count(**glass, u_G=-200.0)
    assert found.value < -3000
    assert found.standard_error < 0.1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_D": 0}, "n_D = 0"),
        ({"n_G": 2.0}, "n_G = 2.0 is not an integer"),
        ({"p": 1}, "p = 1"),
        ({"q": 0}, "q = 0"),
        ({"sigma_z": 0}, "sigma_z = 0"),
        ({"u_D": float("nan")}, "u_D contains nan"),
        ({"draws": 1}, "draws = 1"),
    ],
)
def test_bad_input_is_refused(change, message):
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 10, "seed": 1, **change}
    with pytest.raises(DomainError, match=message):
        expected_count(**options)
