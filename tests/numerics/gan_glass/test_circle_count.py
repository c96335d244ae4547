"""E|det S| on two circles: against sampling, and against counts known exactly."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.circle_count import mean_determinant_on_circles
from glassproof.numerics.gan_glass.count_law import law_of_independent_shifts
from glassproof.numerics.gan_glass.expected_count import log_expected_count
from glassproof.numerics.work.streams import stream

SIGMAS = 6.2


def log_prefactor(p, q, sigma):
    """Two circles' lengths and the density of two gradients, by hand."""
    v_G = sigma**2 * (p + q) * 2 ** (p + q - 1)
    return 2 * math.log(2 * math.pi) - math.log(2 * math.pi) - math.log((p + v_G) * v_G) / 2


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 12), st.integers(1, 12), st.floats(-6, 3), st.integers(0, 2**32))
def test_it_is_the_mean_that_the_expected_count_samples(p, q, log_sigma, seed):
    sigma = 10**log_sigma
    glass = {"p": p, "q": q, "sigma_z": sigma}
    found = log_expected_count(n_D=2, n_G=2, **glass, draws=20_000, seed=seed)
    exact = math.log(mean_determinant_on_circles(**glass)) + log_prefactor(p, q, sigma)
    assert abs(found.deviations(exact)) < SIGMAS


def test_without_shifts_it_is_that_of_a_goe_of_size_two():
    """b alone: E|S_11 S_22 - S_12^2| of whole matrices."""
    law = law_of_independent_shifts(
        v_D=1, v_G=1, b=1.5, b1=0, s2=1e-30, s12=1e-30, bound_P=1, bound_Q=1, bound_R=0
    )
    rng, draws = stream(1), 400_000
    a, d = 1.5 * math.sqrt(2) * rng.standard_normal((2, draws))
    values = np.abs(a * d - (1.5 * rng.standard_normal(draws)) ** 2)
    exact = mean_determinant_on_circles(p=2, q=1, sigma_z=1, law=law)
    assert abs(values.mean() - exact) < SIGMAS * values.std() / math.sqrt(draws)


def test_bad_input_is_refused():
    with pytest.raises(DomainError, match="p = 1"):
        mean_determinant_on_circles(p=1, q=1, sigma_z=1)
