"""The solver of fixed points, on maps whose fixed points are known."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.numerics.fixed_points.solve import solve


def cosine(x, scale):
    """x = scale cos x; its fixed point at scale one is Dottie's number."""
    return scale[:, None] * np.cos(x), (-scale[:, None] * np.sin(x))[:, :, None]


def test_dotties_number():
    found = solve(cosine, np.array([[0.0]]), np.array([1.0]))
    assert found.converged.all()
    assert abs(found.value[0, 0] - 0.7390851332151607) < 1e-15


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=6), st.floats(0.1, 2))
def test_rows_do_not_influence_one_another(values, wrong):
    """Square roots, by a Jacobian that is off by a constant factor."""

    def mean(x, a):
        slope = wrong * (1 - a[:, None] / x**2) / 2
        return (x + a[:, None] / x) / 2, slope[:, :, None]

    start, a = np.ones((len(values), 1)), np.array(values)

    def found_of(a):
        return solve(mean, start[: len(a)], a, admissible=lambda x: np.all(x > 0, axis=1))

    found = found_of(a)
    alone = [found_of(a[i : i + 1]).value[0, 0] for i in range(len(a))]
    assert found.converged.all()
    np.testing.assert_allclose(found.value[:, 0], np.sqrt(a), rtol=1e-12)
    np.testing.assert_allclose(found.value[:, 0], alone, rtol=1e-12)


def test_a_map_without_a_fixed_point_is_not_converged():
    def shifted(x, _):
        return x + 1, np.ones((len(x), 1, 1))

    found = solve(shifted, np.zeros((2, 1)), np.zeros(2))
    assert not found.converged.any()
    assert np.isfinite(found.value).all()
