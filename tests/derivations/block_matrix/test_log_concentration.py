"""The regularised logarithm's slope by differences; the bare logarithm's divergent moment."""

import math

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.block_matrix import log_concentration as logarithm
from glassproof.derivations.block_matrix.concentration import cut, eigenvalue
from glassproof.derivations.block_matrix.concentration import epsilon as width


@pytest.mark.parametrize(
    "derivation", [logarithm.log_slope, logarithm.log_tail, logarithm.lower_tail]
)
def test_every_step_is_proved_symbolically(derivation):
    assert set(derivation().proofs[1:]) <= {"symbolic"}


@given(st.floats(1e-3, 1e3), st.floats(-50, 50))
def test_the_slope_of_the_regularised_logarithm(epsilon, point):
    """By central differences; attained at lambda = epsilon."""
    step = 1e-4 * epsilon
    value = [math.log(math.hypot(point + s * step, epsilon)) for s in (-1, 1)]
    assert abs(value[1] - value[0]) / (2 * step) <= 1 / (2 * epsilon) * (1 + 1e-6) + 1e-9 / step
    slope = sp.diff(logarithm.regularised_log, eigenvalue)
    assert sp.simplify(slope.subs(eigenvalue, width) - 1 / (2 * width)) == 0


def test_the_reciprocal_determinant_has_no_mean():
    assert sp.limit(logarithm.lower_tail().result, cut, 0) == sp.oo
