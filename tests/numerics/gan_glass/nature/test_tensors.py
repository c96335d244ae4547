"""The sampled glass against literal tensors, trigonometric differentiation and its two kernels.

Statistical tests: sums of squares (or of products) of independent Gaussians over ``DRAWS`` draws,
two-sided, level 1e-9 each. With 40 000 draws a chi-square test at that level rejects a variance
wrong by 10 % with probability above 1 - 1e-9; every guarded factor here is a factor 2 or a sign.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.nature.tensors import (
    Glass,
    Shape,
    generic_point,
    sample_at_point,
    sample_coefficients,
)
from glassproof.numerics.polynomials.monomials import coefficients_of, deviations, monomials
from glassproof.numerics.polynomials.spheres import tangent_basis

LEVEL = 1e-9
DRAWS = 40_000

shapes = st.fixed_dictionaries(
    {
        "n_D": st.integers(2, 4),
        "n_G": st.integers(2, 4),
        "p": st.integers(2, 3),
        "q": st.integers(1, 2),
    }
)
seeds = st.integers(0, 2**32 - 1)


def sample_tensors(*, n_D, n_G, p, q, rng):
    """The literal tensors X (p axes of length n_D) and Z (p + q axes of length n_D + n_G)."""
    return rng.standard_normal((n_D,) * p), rng.standard_normal((n_D + n_G,) * (p + q))


def unit(rng, size):
    w = rng.standard_normal(size)
    return w / np.linalg.norm(w)


def contract(tensor, w):
    while tensor.ndim:
        tensor = tensor @ w
    return float(tensor)


def variance_p_value(values, variance):
    """Two-sided chi-square p-value of centred i.i.d. Gaussians having this variance."""
    statistic = np.sum(np.asarray(values) ** 2) / variance
    tail = stats.chi2(np.size(values))
    return 2 * min(tail.cdf(statistic), tail.sf(statistic))


def covariance_p_value(first, second, var_first, var_second, covariance):
    """p-value of a covariance of two Gaussians: their scaled sum and difference are chi-square.

    With a = first/sd, b = second/sd, var(a + b) = 2(1 + rho) and var(a - b) = 2(1 - rho); the
    smaller of the two p-values, doubled (Bonferroni).
    """
    a, b = first / math.sqrt(var_first), second / math.sqrt(var_second)
    rho = covariance / math.sqrt(var_first * var_second)
    return 2 * min(variance_p_value(a + b, 2 * (1 + rho)), variance_p_value(a - b, 2 * (1 - rho)))


@settings(max_examples=25, deadline=None)
@given(shape=shapes, seed=seeds, sigma_z=st.floats(1e-6, 1e3))
def test_monomials_agree_with_the_literal_tensors(shape, seed, sigma_z):
    rng = np.random.default_rng(seed)
    X, Z = sample_tensors(**shape, rng=rng)
    glass = Glass.from_tensors(X, Z, sigma_z=sigma_z)
    w_D, w_G = unit(rng, shape["n_D"]), unit(rng, shape["n_G"])
    ell_D, ell_G = contract(X, w_D), contract(Z, np.concatenate([w_D, w_G]))
    # The literal sums have up to 8^5 terms of order one: rounding stays below 1e-9.
    scale = 1 + sigma_z
    assert glass.losses(w_D, w_G)[0] == pytest.approx(ell_D - sigma_z * ell_G, abs=1e-10 * scale)
    assert glass.losses(w_D, w_G)[1] == pytest.approx(sigma_z * ell_G, abs=1e-10 * scale)
    assert glass.at(w_D, w_G).ell_D == pytest.approx(ell_D, abs=1e-10)


@pytest.mark.parametrize(("variables", "degree"), [(2, 2), (2, 7), (3, 4), (4, 6), (5, 3)])
def test_deviations_are_the_square_roots_of_the_numbers_of_entries(variables, degree):
    ones = coefficients_of(np.ones((variables,) * degree))
    tuples = itertools.product(range(variables), repeat=degree)
    counted = {}
    for places in tuples:
        exponents = tuple(places.count(i) for i in range(variables))
        counted[exponents] = counted.get(exponents, 0) + 1
    expected = [counted[tuple(e)] for e in monomials(variables, degree).tolist()]
    assert ones.tolist() == expected
    assert np.allclose(deviations(variables, degree) ** 2, expected, rtol=1e-14)


def test_high_degrees_keep_the_law():
    """Sum of variance * monomial^2 is the kernel at overlap one: (r + s)^m = 2^m, m up to 40."""
    for m in (12, 24, 40):
        w = np.concatenate(generic_point(2, 2))
        total = np.sum((deviations(4, m) * np.prod(w ** monomials(4, m), axis=1)) ** 2)
        assert total == pytest.approx(2.0**m, rel=1e-12)


def trigonometric_derivative(values, order, axis):
    """Derivative of a trigonometric polynomial from its values at equispaced angles: exact."""
    count = values.shape[axis]
    frequencies = np.fft.fftfreq(count, 1 / count)
    shape = [1] * values.ndim
    shape[axis] = count
    spectrum = np.fft.fft(values, axis=axis) * (1j * frequencies.reshape(shape)) ** order
    return np.fft.ifft(spectrum, axis=axis).real


@settings(max_examples=25, deadline=None)
@given(shape=shapes, seed=seeds, sigma_z=st.sampled_from([1e-3, 1.0, 50.0]))
def test_covariant_derivatives_are_those_along_geodesics(shape, seed, sigma_z):
    """Along great circles both losses are trigonometric polynomials of degree at most m <= 5.

    Their derivatives from 16 equispaced values are exact but for rounding (about 16^2 * 1e-15).
    """
    rng = np.random.default_rng(seed)
    glass = Glass.sample(**shape, sigma_z=sigma_z, rng=rng)
    w_D, w_G = unit(rng, shape["n_D"]), unit(rng, shape["n_G"])
    local = glass.at(w_D, w_G)
    a, b = unit(rng, shape["n_D"] - 1), unit(rng, shape["n_G"] - 1)
    e, f = tangent_basis(w_D) @ a, tangent_basis(w_G) @ b
    angles = 2 * np.pi * np.arange(16) / 16
    path_D = np.cos(angles)[:, None] * w_D + np.sin(angles)[:, None] * e
    path_G = np.cos(angles)[:, None] * w_G + np.sin(angles)[:, None] * f
    L_D, L_G = glass.losses(path_D[:, None], path_G[None, :])

    def derivative(values, i, j):
        return trigonometric_derivative(trigonometric_derivative(values, i, 0), j, 1)[0, 0]

    scale = 1e-10 * (1 + np.abs(L_D).max() + np.abs(L_G).max())
    assert a @ local.gradient_D == pytest.approx(derivative(L_D, 1, 0), abs=scale)
    assert b @ local.gradient_G == pytest.approx(derivative(L_G, 0, 1), abs=scale)
    assert a @ local.hessian_DD @ a == pytest.approx(derivative(L_D, 2, 0), abs=scale)
    assert a @ local.hessian_DG @ b == pytest.approx(derivative(L_D, 1, 1), abs=scale)
    assert b @ local.hessian_GD @ a == pytest.approx(derivative(L_G, 1, 1), abs=scale)
    assert b @ local.hessian_GG @ b == pytest.approx(derivative(L_G, 0, 2), abs=scale)
    assert np.allclose(local.hessian_GG, local.hessian_GG.T, rtol=0, atol=scale)


@settings(max_examples=25, deadline=None)
@given(shape=shapes, seed=seeds)
def test_radial_derivatives_are_ambient_and_add_up(shape, seed):
    """Euler's relation R_D + R_G = m ell_G, and R_D alone by scaling w_D in the literal tensor."""
    rng = np.random.default_rng(seed)
    X, Z = sample_tensors(**shape, rng=rng)
    w_D, w_G = unit(rng, shape["n_D"]), unit(rng, shape["n_G"])
    local = Glass.from_tensors(X, Z, sigma_z=2).at(w_D, w_G)
    m = shape["p"] + shape["q"]
    assert local.radial_D + local.radial_G == pytest.approx(m * local.L_G / 2, abs=1e-9)
    # t -> ell_G(t w_D, w_G) is a polynomial of degree m: m + 1 values determine it.
    t = np.linspace(0.5, 1.5, m + 1)
    along = [contract(Z, np.concatenate([s * w_D, w_G])) for s in t]
    slope = np.polynomial.Polynomial.fit(t, along, m).deriv()(1)
    assert local.radial_D == pytest.approx(slope, abs=1e-7 * (1 + np.abs(along).max()))


@pytest.mark.parametrize(
    ("n_D", "n_G", "p", "q"), [(2, 2, 2, 1), (3, 2, 3, 3), (2, 5, 4, 1), (4, 4, 2, 2)]
)
def test_losses_have_the_two_kernels_at_pairs_of_points(n_D, n_G, p, q):
    """cov(ell_D) = r^p and cov(ell_G) = (r + s)^m; the wrong powers and signs are rejected."""
    m = p + q
    shape = {"n_D": n_D, "n_G": n_G, "p": p, "q": q, "sigma_z": 1.0, "draws": DRAWS}
    w_D, w_G = generic_point(n_D, n_G)
    # A second pair at overlaps about 0.9 and 0.8; same seed, hence the same glasses.
    v_D = 0.9 * w_D + math.sqrt(0.19) * tangent_basis(w_D)[:, 0]
    v_G = 0.8 * w_G + 0.6 * tangent_basis(w_G)[:, -1]
    here = sample_at_point(**shape, point=(w_D, w_G), rng=np.random.default_rng(7))
    there = sample_at_point(**shape, point=(v_D, v_G), rng=np.random.default_rng(7))
    r, s = float(w_D @ v_D), float(w_G @ v_G)

    def p_values(covariance_D, covariance_G):
        return (
            covariance_p_value(here.ell_D, there.ell_D, 1, 1, covariance_D),
            covariance_p_value(here.L_G, there.L_G, 2**m, 2**m, covariance_G),
        )

    assert min(p_values(r**p, (r + s) ** m)) > LEVEL
    assert max(p_values(r ** (p + 1), (r + s) ** (m - 1))) < LEVEL
    assert max(p_values(-(r**p), r**m + s**m)) < LEVEL
    assert covariance_p_value(here.ell_D, here.L_G, 1, 2**m, 0) > LEVEL
    assert np.allclose(here.L_D, here.ell_D - here.L_G, rtol=0, atol=1e-9 * 2**m)


def derivative_covariances(p, q):
    """Variances of derivatives along geodesics, by SymPy from the two kernels alone."""
    s, t, u, v = sp.symbols("s t u v")
    m = p + q
    circles = (sp.cos(s - t) + sp.cos(u - v)) ** m
    zero = {s: 0, t: 0, u: 0, v: 0}

    def at(kernel, *orders):
        for symbol, order in orders:
            kernel = sp.diff(kernel, symbol, order)
        return float(kernel.subs(zero))

    rays = ((1 + s) * (1 + t) + (1 + u) * (1 + v)) ** m
    return {
        "gradient_D of ell_D": at(sp.cos(s - t) ** p, (s, 1), (t, 1)),
        "gradient of ell_G": at(circles, (s, 1), (t, 1)),
        "hessian_GG": at(circles, (u, 2), (v, 2)),
        "hessian_GD": at(circles, (s, 1), (t, 1), (u, 1), (v, 1)),
        "radial": at(rays, (s, 1), (t, 1)),
        "radials": at(rays, (s, 1), (v, 1)),
    }


@pytest.mark.parametrize(
    ("n_D", "n_G", "p", "q", "sigma_z"),
    [(2, 2, 3, 3, 1.0), (3, 4, 2, 1, 0.3), (4, 2, 2, 2, 5.0), (2, 6, 3, 1, 1.0), (2, 2, 9, 8, 1.0)],
)
def test_derivatives_have_the_variances_of_the_differentiated_kernels(n_D, n_G, p, q, sigma_z):
    """Every gradient component and one Hessian entry of a kind; factors 2 and 1/2 are rejected."""
    shape = {"n_D": n_D, "n_G": n_G, "p": p, "q": q, "sigma_z": sigma_z}
    sample = sample_at_point(**shape, draws=DRAWS, rng=np.random.default_rng(11))
    var, m, square = derivative_covariances(p, q), p + q, sigma_z**2
    checks = [
        *((g, var["gradient_D of ell_D"] + square * var["gradient of ell_G"])
          for g in sample.gradient_D.T),
        *((g, square * var["gradient of ell_G"]) for g in sample.gradient_G.T),
        *((sample.hessian_GG[:, i, i], square * var["hessian_GG"]) for i in range(n_G - 1)),
        (sample.hessian_GD[:, 0, 0], square * var["hessian_GD"]),
        (sample.hessian_DG[:, -1, -1], square * var["hessian_GD"]),
        (sample.radial_D, var["radial"]),
        (sample.radial_G, var["radial"]),
    ]  # fmt: skip
    for values, variance in checks:
        assert variance_p_value(values, variance) > LEVEL
        assert variance_p_value(values, 2 * variance) < LEVEL
        assert variance_p_value(values, variance / 2) < LEVEL
    pair = (sample.radial_D, sample.radial_G, var["radial"], var["radial"])
    assert covariance_p_value(*pair, var["radials"]) > LEVEL
    assert covariance_p_value(*pair, 0) < LEVEL
    # The losses do not fix the radial derivatives: the rest given ell_G has variance m 2^m / 4.
    rest = sample.radial_D - m * sample.L_G / (2 * sigma_z)
    assert variance_p_value(rest, m * 2.0**m / 4) > LEVEL
    mixed = -np.swapaxes(sample.hessian_DG, 1, 2)
    assert np.allclose(sample.hessian_GD, mixed, rtol=0, atol=1e-12 * np.abs(mixed).max())


def test_samples_do_not_depend_on_more_than_the_generator():
    arguments = {"n_D": 3, "n_G": 2, "p": 2, "q": 2, "sigma_z": 1.0, "draws": 50}
    first = sample_at_point(**arguments, rng=np.random.default_rng(5))
    second = sample_at_point(**arguments, rng=np.random.default_rng(5))
    assert np.array_equal(first.critical_matrix, second.critical_matrix)
    assert first.critical_matrix.shape == (50, 3, 3)


def test_one_draw_of_many_is_the_same_as_a_glass():
    rng = np.random.default_rng(3)
    glass = Glass.sample(n_D=3, n_G=3, p=2, q=1, sigma_z=0.5, rng=rng)
    at = glass.at(*generic_point(3, 3))
    many = sample_at_point(
        n_D=3, n_G=3, p=2, q=1, sigma_z=0.5, draws=1, rng=np.random.default_rng(3)
    )
    assert np.allclose(many.critical_matrix[0], at.critical_matrix, rtol=0, atol=1e-12)
    assert np.allclose(many.radial_D[0], at.radial_D, rtol=0, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(seed=seeds, size=st.integers(2, 9))
def test_tangent_bases_are_orthonormal(seed, size):
    w = unit(np.random.default_rng(seed), size)
    frame = np.column_stack([w, tangent_basis(w)])
    assert np.allclose(frame.T @ frame, np.eye(size), rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"p": 1}, "p = 1 .* >= 2"),
        ({"p": 2.5}, "p = 2.5 is not an integer"),
        ({"q": 0}, "q = 0 .* >= 1"),
        ({"n_D": 1}, "n_D = 1 .* >= 2"),
        ({"n_G": True}, "n_G = True is not an integer"),
        ({"sigma_z": 0}, "sigma_z = 0"),
        ({"sigma_z": float("nan")}, "sigma_z contains nan"),
        ({"draws": 0}, "draws = 0 .* >= 1"),
        ({"draws": 10**9}, "GiB"),
        ({"n_D": 60, "n_G": 60, "q": 9}, "GiB"),
        ({"point": ([1.0, 0.0], [1.0, 1.0])}, "w_G has length 1.41"),
        ({"point": ([1.0, 0.0, 0.0], [1.0, 0.0])}, "w_D has shape"),
    ],
)
def test_bad_input_is_named(change, message):
    arguments = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 1.0, "draws": 5, **change}
    with pytest.raises(DomainError, match=message):
        sample_at_point(**arguments, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("X", "Z", "message"),
    [
        (np.ones((2, 3)), np.ones((4, 4, 4)), "tensor has shape"),
        (np.ones((2, 2)), np.ones((4, 4)), "q = 0"),
        (np.ones((2, 2)), np.ones((3, 3, 3)), "n_G = 1"),
        (np.full((2, 2), np.inf), np.ones((4, 4, 4)), "X contains inf"),
    ],
)
def test_bad_tensors_are_named(X, Z, message):
    with pytest.raises(DomainError, match=message):
        Glass.from_tensors(X, Z, sigma_z=1)


def test_arrays_beyond_half_a_gibibyte_are_refused_before_they_are_made():
    rng = np.random.default_rng(0)
    shape = Shape.checked(n_D=2, n_G=2, p=2, q=1, sigma_z=1)  # 3 + 20 monomials
    with pytest.raises(DomainError, match=r"^the coefficients of all draws would take 80500000 "):
        sample_coefficients(shape, 3_500_000, rng)
