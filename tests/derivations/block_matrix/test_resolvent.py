"""The resolvent route and the physical branch."""

import mpmath as mp
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.resolvent import (
    VARIANCES,
    dyson_residuals,
    g_D,
    g_G,
    physical_branch,
    quartic_resolvent,
    self_energy,
)
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa, t, x1, z
from tests.derivations.spectrum_reference import dyson_by_iteration


def test_self_energy_against_row_sums_of_a_variance_matrix():
    """Row sums of explicit entry variances at N = 40, kappa = 1/4: 1/N corrections included."""
    size, n_D, width, extra = 40, 10, 1.5, 0.6
    variance = np.full((size, size), width**2 / (2 * size))
    variance[:n_D, :n_D] += extra**2 / (2 * n_D)
    variance[np.diag_indices(size)] *= 2
    exact = (
        self_energy()
        .steps[1]
        .expression.subs({N: size, kappa: sp.Rational(1, 4), b: width, b1: extra, g_D: 1, g_G: 10})
    )
    stieltjes = np.where(np.arange(size) < n_D, 1.0, 10.0)
    rows = variance @ stieltjes
    assert float(exact[0]) == pytest.approx(rows[0], rel=1e-13)  # float sums of 40 terms
    assert float(exact[1]) == pytest.approx(rows[-1], rel=1e-13)


def test_dyson_against_resolvent_of_sampled_matrices():
    """g_D and g_G at z = 0.3 + i against one matrix of size 1000.

    Each block trace is Lipschitz in the standard Gaussians behind the matrix, with constant
    sqrt((b^2 + b1^2/kappa)/(N min(N_D, N_G)))/Im(z)^2 = 0.0034. Gaussian concentration bounds the
    probability that any of four real and imaginary parts deviates by 0.024 by 8 exp(-0.024^2/(2
    0.0034^2)) < 1e-9; 0.035 in modulus leaves 0.001 for the 1/N bias. Power: with kappa and
    1 - kappa exchanged the formula misses by more than twice that.
    """
    size, share, width, extra, shift = 1000, 0.3, 1.1, 0.8, 2.0
    rng = np.random.default_rng(11)
    n_D = round(share * size)

    def goe(n):
        gaussian = rng.standard_normal((n, n))
        return (gaussian + gaussian.T) / (2 * np.sqrt(n))

    matrix = width * goe(size)
    matrix[:n_D, :n_D] += extra * goe(n_D) - shift * np.eye(n_D)
    at = 0.3 + 1j
    resolvent = np.diag(np.linalg.inv(at * np.eye(size) - matrix))
    sampled = resolvent[:n_D].mean(), resolvent[n_D:].mean()

    def residual(one, other):
        values = {z: at, kappa: share, b: width, b1: extra, x1: shift, g_D: one, g_G: other}
        return [complex(entry) for entry in dyson_residuals().subs(values)]

    expected = dyson_by_iteration(at, kappa=share, b=width, b1=extra, x1=shift)
    assert max(abs(v) for v in residual(*expected)) < 1e-11
    for ours, theirs in zip(expected, sampled, strict=True):
        assert abs(complex(ours) - theirs) < 0.035
    broken = dyson_by_iteration(at, kappa=1 - share, b=width, b1=extra, x1=shift)
    assert max(abs(complex(u) - v) for u, v in zip(broken, sampled, strict=True)) > 0.07


@settings(max_examples=25, deadline=None)
@given(
    share=st.floats(0.01, 0.99),
    ratio=st.floats(-2, 2),
    shift=st.floats(-5, 5),
    energy=st.floats(-5, 5),
    height=st.floats(0.3, 3),
)
def test_one_root_of_the_quartic_is_physical(share, ratio, shift, energy, height):
    """In the upper half plane exactly one root t gives Im g_D < 0 and Im g_G < 0."""
    values = {kappa: share, b: 1.0, b1: 10.0**ratio, x1: shift, z: complex(energy, height)}
    coefficients = [
        complex(c.subs(values)) for c in sp.Poly(quartic_resolvent().result, t).all_coeffs()
    ]
    roots = [complex(root) for root in mp.polyroots(coefficients, maxsteps=500, extraprec=400)]
    half = (1 - share) / 2
    physical = [
        root
        for root in roots
        if root.imag > 0 and (-share * root / (2 * (root**2 - values[z] * root + half))).imag > 0
    ]
    assert len(physical) == 1
    g_G_iterated = dyson_by_iteration(
        values[z], kappa=share, b=1.0, b1=10.0**ratio, x1=shift, steps=20000
    )[1]
    # roots in 15 digits, and the iteration's own stopping error over its contraction rate
    assert abs(1 / physical[0] - complex(g_G_iterated)) < 1e-6


def test_stability_bound_of_the_uniqueness_proof():
    """|g|^2 S has spectral radius below one at the solution, as the identity says."""
    share, width, extra, shift = 0.3, 1.1, 0.8, 0.9
    solution = dyson_by_iteration(0.1 + 0.05j, kappa=share, b=width, b1=extra, x1=shift)
    S = np.array(VARIANCES.subs({kappa: share, b: width, b1: extra}), dtype=float)
    radius = np.abs(np.linalg.eigvals(np.diag([abs(complex(g)) ** 2 for g in solution]) @ S)).max()
    assert 0.5 < radius < 1
    assert set(physical_branch().proofs[1:]) == {"symbolic"}
