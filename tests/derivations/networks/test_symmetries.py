"""Symmetries and measures of flatness against networks of any widths, by their definition."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.networks import flatness, symmetries

seeds = st.integers(0, 10**6)
widths = st.lists(st.integers(1, 5), min_size=3, max_size=5)


def _network(rng, widths):
    return [rng.standard_normal((n, m + 1)) for m, n in pairwise(widths)]


def _output(layers, x):
    for number, W in enumerate(layers):
        x = W[:, :-1] @ x + W[:, -1:]
        x = np.maximum(x, 0) if number < len(layers) - 1 else x
    return x


@settings(deadline=None)
@given(seeds, widths)
def test_permuted_and_rescaled_units_leave_the_output(seed, widths):
    symmetries.exchange(), symmetries.rescaling()
    rng = np.random.default_rng(seed)
    layers, x = _network(rng, widths), rng.standard_normal((widths[0], 7))
    moved = [W.copy() for W in layers]
    for l, n in enumerate(widths[1:-1]):
        order, scale = rng.permutation(n), np.exp(rng.normal(0, 2, n))
        moved[l] = (scale[:, None] * moved[l])[order]
        moved[l + 1][:, :-1] = (moved[l + 1][:, :-1] / scale)[:, order]
    np.testing.assert_allclose(_output(moved, x), _output(layers, x), rtol=1e-9, atol=1e-9)


@given(seeds)
def test_turned_signs_change_a_unit_by_what_is_derived(seed):
    a, z = np.random.default_rng(seed).standard_normal(2)
    value = symmetries.reflection().result.subs({symmetries.a_1: a, symmetries.z_1: z})
    assert float(value) == pytest.approx(-a * max(0, -z) - a * max(0, z))


def _loss(theta, x, y, n_in):
    """Squared loss of one rectified unit and a linear path beside it, smooth where z > 0."""
    w, a = theta[:n_in], theta[n_in:]
    return ((np.outer(a, np.maximum(0, w @ x)) - y) ** 2).sum() / 2


def _exact_derivatives(theta, x, y, n_in):
    """Gradient and Hessian by hand: f_k = a_k w.x where the unit is active."""
    w, a = theta[:n_in], theta[n_in:]
    on = w @ x > 0
    x = x * on
    h = w @ x
    residual = np.outer(a, h) - y
    gradient = np.concatenate([x @ (a @ residual), residual @ h])
    hessian = np.block(
        [
            [(a @ a) * x @ x.T, x @ residual.T + np.outer(x @ h, a)],
            [residual @ x.T + np.outer(a, x @ h), (h @ h) * np.eye(len(a))],
        ]
    )
    return gradient, hessian


@settings(deadline=None)
@given(seeds, st.integers(1, 4), st.integers(1, 4), st.floats(0.2, 5))
def test_measures_change_by_what_is_derived(seed, n_in, n_out, scale):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((n_in, 30)), rng.standard_normal((n_out, 30))
    theta = rng.standard_normal(n_in + n_out)
    T = np.r_[np.full(n_in, scale), np.full(n_out, 1 / scale)]
    assert _loss(T * theta, x, y, n_in) == pytest.approx(_loss(theta, x, y, n_in))
    (g, H), (g2, H2) = (_exact_derivatives(at, x, y, n_in) for at in (theta, T * theta))

    def split(values):
        return dict(zip(("in", "out"), np.split(values, [n_in]), strict=True))

    diagonal, squares = split(np.diag(H)), split(g**2)
    at = {
        flatness.c: scale,
        flatness.t_in: diagonal["in"].sum(), flatness.t_out: diagonal["out"].sum(),
        flatness.g_in: squares["in"].sum(), flatness.g_out: squares["out"].sum(),
        flatness.rho: 1, flatness.Delta: np.linalg.det(H),
        flatness.n_in: n_in, flatness.n_out: n_out,
    }  # fmt: skip

    def derived(derivation):
        return float(derivation.result.subs(at))

    assert np.trace(H2) == pytest.approx(derived(flatness.trace()))
    assert np.linalg.norm(g2) == pytest.approx(derived(flatness.sharpness()))
    size = np.prod(np.linalg.norm(H2, axis=0))
    assert np.linalg.det(H2) == pytest.approx(derived(flatness.determinant()), abs=1e-9 * size)
    moved = T * theta
    for before, after in (
        ((theta * g) @ (theta * g), (moved * g2) @ (moved * g2)),
        (theta**2 @ np.diag(H), moved**2 @ np.diag(H2)),
        (theta @ H @ theta, moved @ H2 @ moved),
    ):
        assert after == pytest.approx(before)
    best = 2 * np.sqrt(at[flatness.t_in] * at[flatness.t_out])
    assert best <= np.trace(H2) * (1 + 1e-12)
    assert best == pytest.approx(derived(flatness.least_trace()))


@pytest.mark.parametrize(
    "measure",
    [flatness.adaptive_sharpness, flatness.weighted_trace, flatness.fisher_rao, flatness.path_norm],
)
def test_what_pairs_weights_with_derivatives_stays(measure):
    first, last = measure().steps[0].expression, measure().result
    assert sp.expand(first - last) == 0


@pytest.mark.parametrize("measure", [flatness.trace, flatness.determinant, flatness.sharpness])
def test_what_does_not_grows_without_bound(measure):
    ones = dict.fromkeys((flatness.t_in, flatness.t_out, flatness.g_in, flatness.g_out,
                          flatness.rho, flatness.Delta, flatness.n_in), 1)  # fmt: skip
    value = measure().result.subs({**ones, flatness.n_out: 2})
    assert sp.limit(value, flatness.c, sp.oo) == sp.oo
