"""The constant of concentration: against numerical Lipschitz constants and exact tails."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from glassproof.derivations.block_matrix import concentration as lemma
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa, x, x1

ALL = [
    lemma.largest_variance,
    lemma.frobenius_steps,
    lemma.lipschitz_constant,
    lemma.herbst,
    lemma.tail,
    lemma.trace_variance,
]


@pytest.mark.parametrize("derivation", ALL)
def test_every_step_is_proved_symbolically(derivation):
    assert set(derivation().proofs[1:]) <= {"symbolic"}


def test_the_constant_knows_neither_the_shifts_nor_N():
    assert not lemma.V.free_symbols & {x, x1, N}
    assert not lemma.tail().result.free_symbols & {x, x1}


@given(st.lists(st.integers(0, 4), min_size=2, max_size=2))
def test_gaussian_moments(powers):
    """Against the moments of scipy's normal law."""
    expression = lemma.g ** powers[0] * lemma.g1 ** powers[1]
    wanted = math.prod(stats.norm.moment(k) if k else 1.0 for k in powers)
    assert float(lemma.gaussian_mean(expression, (lemma.g, lemma.g1))) == pytest.approx(wanted)


def spectrum_of(gaussians, n, size, values):
    """H from its independent N(0, 1), entry by entry by definition, without the shifts' code."""
    matrix = np.zeros((n, n))
    rows, columns = np.tril_indices(n)
    for value, i, j in zip(gaussians, rows, columns, strict=True):
        wide = i < size and j < size
        variance = values["b"] ** 2 / n + (values["b1"] ** 2 / size if wide else 0)
        matrix[i, j] = matrix[j, i] = value * math.sqrt(variance if i == j else variance / 2)
        if i == j:
            matrix[i, i] -= values["x"] + (values["x1"] if i < size else 0)
    return np.linalg.eigvalsh(matrix)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(1e-2, 1e2),
    st.floats(0, 1e2),
    st.floats(-10, 10),
    st.floats(-10, 10),
    st.integers(1, 5),
    st.integers(0, 2**32),
)
def test_the_lipschitz_constant_bounds_every_increment(scale, own, shift, shift1, size, seed):
    """Random pairs of Gaussian vectors, near and far, never move the statistic faster."""
    n, epsilon = 6, 0.1
    values = {"b": scale, "b1": own, "x": shift, "x1": shift1}
    rng = np.random.default_rng(seed)
    start = rng.standard_normal(n * (n + 1) // 2)
    end = start + 10 ** rng.uniform(-3, 1) * rng.standard_normal(start.size)
    statistic = [
        np.log(np.hypot(spectrum_of(point, n, size, values), epsilon)).mean()
        for point in (start, end)
    ]
    bound = float(
        lemma.lipschitz_constant().result.subs(
            {b: scale, b1: own, kappa: sp.Rational(size, n), N: n, lemma.slope: 1 / (2 * epsilon)}
        )
    )
    moved = abs(statistic[1] - statistic[0])
    assert moved <= bound * np.linalg.norm(end - start) * (1 + 1e-9) + 1e-12


def test_the_lipschitz_constant_is_attained():
    """At b1 = 0 by the trace: moving all diagonal Gaussians by t moves the mean by
    sqrt(V) t/sqrt(N) = (sqrt(V)/N) |step|; half the constant would be contradicted."""
    n, values = 6, {"b": 2.0, "b1": 0.0, "x": 0.3, "x1": 0.1}
    rows, columns = np.tril_indices(n)
    start = np.random.default_rng(1).standard_normal(rows.size)
    step = np.where(rows == columns, 0.5, 0.0)
    moved = spectrum_of(start + step, n, 3, values).mean() - spectrum_of(start, n, 3, values).mean()
    constant = lemma.lipschitz_constant().result.subs(
        {b: 2, b1: 0, kappa: sp.Rational(1, 2), N: n, lemma.slope: 1}
    )
    assert moved == pytest.approx(float(constant) * np.linalg.norm(step), rel=1e-12)


@given(st.floats(1e-3, 5))
def test_the_tail_bounds_the_exact_tail_of_the_trace(width):
    """tr H/N at b1 = 0 is Gaussian: 2 (1 - Phi) <= bound, and the exponents agree to log terms."""
    values = {b: 1, b1: 0, kappa: sp.Rational(1, 2), N: 4, lemma.slope: 1, lemma.delta: width}
    bound = float(lemma.tail().result.subs(values))
    exact = 2 * stats.norm.sf(4 * width)
    assert exact <= bound
    if 4 * width > 6:
        assert math.log(exact) / math.log(bound) == pytest.approx(1, abs=0.2)
        assert exact > bound**2  # a constant half as large would be contradicted here
