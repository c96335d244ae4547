"""Outliers: limits, invariances, sampled matrices, and what bad input is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.free_convolution.measures import atomic
from glassproof.numerics.free_convolution.outliers import NoOutlierError, overlap

SCALES = st.floats(1e-3, 1e3)
BULKS = st.integers(1, 6).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(-5, 5), min_size=k, max_size=k),
        st.lists(st.floats(0.01, 1), min_size=k, max_size=k),
    )
)


def _bulk(drawn):
    atoms, weights = drawn
    return atoms, (np.array(weights) / sum(weights)).tolist()


@given(SCALES, st.floats(1.001, 50), st.booleans())
def test_no_bulk_is_the_printed_formula(s, ratio, negative):
    theta = (-1 if negative else 1) * ratio * s
    assert gp.outlier(theta, s=s) == pytest.approx(theta + s * s / theta, rel=1e-12)
    assert abs(gp.outlier(theta, s=s)) > 2 * s * (1 - 1e-12)
    assert overlap(theta, s=s) == pytest.approx(1 - 1 / ratio**2, rel=1e-9)


@given(SCALES, st.floats(0, 1))
def test_below_the_threshold_there_is_none_and_that_is_said(s, ratio):
    for theta in (ratio * s, -ratio * s):
        with pytest.raises(NoOutlierError, match=r"has no outlier at s = .*give abs\(theta\) > "):
            gp.outlier(theta, s=s)


@given(BULKS, st.floats(0.01, 3), st.floats(-12, 12))
def test_position_and_overlap_are_the_secular_equation_of_the_limit(drawn, s, theta):
    """omega = theta solves z = omega + s^2 G_A(omega); the overlap is dz/domega, by differences."""
    atoms, weights = _bulk(drawn)
    try:
        at = gp.outlier(theta, s=s, bulk=(atoms, weights))
    except NoOutlierError:
        slope = s**2 * sum(
            w / (theta - t) ** 2 if abs(theta - t) > 1e-100 else np.inf
            for t, w in zip(atoms, weights, strict=True)
        )
        assert slope >= 1 - 1e-9
        return
    G = atomic(atoms, weights)
    near = complex(theta, 1e-9)
    assert at == pytest.approx((near + s**2 * complex(G(near))).real, rel=1e-6, abs=1e-6)
    assert 0 < overlap(theta, s=s, bulk=(atoms, weights)) <= 1


@given(BULKS, st.floats(0.01, 2), st.floats(8, 20), st.floats(-3, 3), st.floats(0.1, 10))
def test_shifts_and_scales(drawn, s, theta, shift, scale):
    atoms, weights = _bulk(drawn)
    moved = [scale * t + shift for t in atoms]
    expected = scale * gp.outlier(theta, s=s, bulk=(atoms, weights)) + shift
    found = gp.outlier(scale * theta + shift, s=scale * s, bulk=(moved, weights))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_arrays_are_masked_where_there_is_none():
    found = gp.outlier([[0.5, 2.0], [-4.0, 1.0]], s=1.0)
    assert found.shape == (2, 2)
    assert found.mask.tolist() == [[True, False], [False, True]]
    assert found.compressed().tolist() == [2.5, -4.25]
    assert gp.outlier(3.0, s=[0.5, 4.0]).tolist() == [pytest.approx(3 + 0.25 / 3), None]
    assert gp.outlier([], s=1.0).shape == (0,)


def test_without_noise_every_spike_outside_the_atoms_stays():
    assert gp.outlier(2.0, s=0.0) == 2.0
    assert gp.outlier(0.5, s=0.0, bulk=([0, 1], [0.5, 0.5])) == 0.5
    with pytest.raises(NoOutlierError):
        gp.outlier(1.0, s=0.0, bulk=([0, 1], [0.5, 0.5]))


def test_large_and_small_scales():
    assert gp.outlier(2e50, s=1e50) == pytest.approx(2.5e50)
    assert gp.outlier(2e-150, s=1e-150) == pytest.approx(2.5e-150)
    assert gp.outlier(1.0, s=1e-200) == 1.0


def test_a_sampled_matrix():
    size, rng = 600, np.random.default_rng(2)
    G = rng.standard_normal((size, size))
    A = np.repeat([2.0, -1.0], [size // 4, size - size // 4])
    A[-1] = 4.5
    values = np.linalg.eigvalsh((G + G.T) / np.sqrt(2 * size) + np.diag(A))
    expected = gp.outlier(4.5, s=1.0, bulk=([2, -1], [0.25, 0.75]))
    assert abs(values[-1] - expected) < 0.2
    assert values[-2] < expected - 0.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"theta": 2, "s": -1}, "s = -1 is out of its domain"),
        ({"theta": 2, "s": float("nan")}, "s contains nan"),
        ({"theta": float("inf"), "s": 1}, "theta contains inf"),
        ({"theta": "2", "s": 1}, "theta = '2' is not numeric"),
        ({"theta": 1e80, "s": 1}, "theta = 1e\\+80 is out of its domain"),
        ({"theta": [1, 2], "s": [1, 2, 3]}, "give shapes that broadcast"),
        ({"theta": 2, "s": 1, "bulk": 3}, "give None, or a pair"),
        ({"theta": 2, "s": 1, "bulk": ([], [])}, "at least one number"),
        ({"theta": 2, "s": 1, "bulk": ([0, 1], [1.0])}, "give one weight an atom"),
        ({"theta": 2, "s": 1, "bulk": ([0, 1], [0.5, 0.6])}, "weights has the sum 1.1"),
        ({"theta": 2, "s": 1, "bulk": ([0, 1], [1.5, -0.5])}, "weights contains -0.5"),
        ({"theta": 2, "s": 1, "bulk": ([0, float("nan")], [0.5, 0.5])}, "atoms contains nan"),
        ({"theta": 0, "s": 1, "bulk": ([0, 1], [0.5, 0.5])}, "give theta > 2 or theta < -1"),
    ],
)
def test_bad_input_is_told_the_remedy(arguments, words):
    with pytest.raises(DomainError, match=words):
        gp.outlier(arguments.pop("theta"), **arguments)
