"""Exact counts and their limits: chains are algebra, and each result against another way to it."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.p_spin import (
    beyond_the_edge,
    exact_count,
    fixed_field,
    hessian,
    trivialisation,
)
from glassproof.derivations.p_spin.complexity import complexity_outside, count_on_the_circle
from glassproof.derivations.p_spin.model import E_inf, k, p, u

CHAINS = [
    *(getattr(exact_count, name) for name in (
        "gradient_variance", "hessian_variance", "shift_variance", "mean_determinant",
        "density_of_shifts", "with_random_field", "pure", "with_field",
    )),
    *(getattr(beyond_the_edge, name) for name in (
        "cost", "saddle", "log_amplitude", "sharp_count",
    )),
    *(getattr(fixed_field, name) for name in (
        "exponent_of_field", "field_slope", "field_factor", "field_factor_of_all",
        "addition_exponent", "linear_addition",
    )),
    *(getattr(trivialisation, name) for name in (
        "by_ratio", "exponent", "maximum", "two_points", "at_the_threshold", "before_the_threshold",
    )),
]  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.__name__)
def test_every_step_is_algebra(chain):
    found = chain()
    assert len(found.steps) > 1
    assert set(found.proofs[1:]) == {"symbolic"}


def test_without_field_the_kernel_is_the_glass():
    assert exact_count.gradient_variance().result.subs(exact_count.sigma, 0) == p
    assert hessian.hessian_variance().result.equals(exact_count.hessian_variance().result)
    at_zero = exact_count.with_field().result.subs({exact_count.h: 0, exact_count.N: 5})
    whole = sp.integrate(at_zero, (exact_count.m, -1, 1))
    assert sp.simplify(whole / exact_count.pure().result.subs(exact_count.N, 5)) == 1


def test_two_spins_count_as_on_the_circle():
    """rho_2 by its definition, |x - y| exp(-(x^2+y^2)/2)/(2 sqrt pi) twice, over y."""
    x = exact_count.x
    y = sp.Symbol("y", real=True)
    lower = sp.integrate((x - y) * sp.exp(-(y**2) / 2), (y, -sp.oo, x))
    upper = sp.integrate((y - x) * sp.exp(-(y**2) / 2), (y, x, sp.oo))
    rho_2 = (lower + upper) * sp.exp(-(x**2) / 2) / (2 * sp.sqrt(sp.pi))
    density = exact_count.pure().result.subs({exact_count.N: 2, exact_count.rho: rho_2, p: 5})
    total = mpmath.quad(sp.lambdify(x, density, "mpmath"), [-9, -3, 0, 3, 9])
    assert abs(total - count_on_the_circle().result.subs(p, 5)) < 1e-9


def test_the_exponent_is_the_complexity():
    v = beyond_the_edge.LEVEL
    exponent = sp.log(p - 1) / 2 - (p - 2) * v**2 / (2 * p) - beyond_the_edge.rate(v)
    for energy in (-1.7, -2.5, -4):
        at = {p: 3, u: energy}
        assert abs(float((exponent - complexity_outside().result).subs(at))) < 1e-12


def test_hermite_polynomials_grow_as_the_saddle_point_says():
    """log rho_N at v = 2, by Hermite's recurrence: the error falls like 1/N."""
    v, amplitude = 2.0, float(beyond_the_edge.AMPLITUDE.subs(beyond_the_edge.v, 2))
    cost = float(beyond_the_edge.rate().subs(beyond_the_edge.v, 2))
    errors = []
    for N in (100, 200):
        x = mpmath.sqrt(N) * v
        hermite = mpmath.hermite(N - 1, x) / mpmath.mpf(2) ** (N - 1)
        rho = hermite * mpmath.exp(-(x**2) / 2) / (mpmath.sqrt(2) * mpmath.gamma(N / 2))
        errors.append(float(rho * mpmath.exp(N * cost)) / amplitude - 1)
    assert abs(errors[1]) < 0.01
    assert 1.8 < errors[0] / errors[1] < 2.2


def test_at_the_threshold_energy_the_factor_is_finite():
    factor = fixed_field.field_factor().result.subs(k, 0).subs(u, -E_inf)
    assert sp.simplify(sp.log(factor) - fixed_field.h**2 * (p - 2) / (2 * p)) == 0


@pytest.mark.parametrize("bend", [0.5, 2.0])
def test_a_bend_multiplies_the_determinant(bend):
    """E|det(A + phi'' a a^T)|/E|det A| = 1 + phi'' G for sampled Hessians below the threshold."""
    N, degree, energy, draws = 60, 3, -2.0, 4000
    rng = np.random.default_rng(3)
    plain, bent = np.empty(draws), np.empty(draws)
    for i in range(draws):
        W = rng.standard_normal((N - 1, N - 1))
        A = np.sqrt(degree * (degree - 1) / N) * (W + W.T) / np.sqrt(2)
        A[np.diag_indices(N - 1)] -= degree * energy
        plain[i] = np.linalg.slogdet(A)[1]
        A[0, 0] += bend
        bent[i] = np.linalg.slogdet(A)[1]
    weight = np.exp(plain - plain.max())
    ratio = (weight * np.exp(bent - plain)).sum() / weight.sum()
    expected = 1 + bend * float(fixed_field.G.subs({p: degree, u: energy}))
    assert abs(ratio - expected) < 0.02 * bend
