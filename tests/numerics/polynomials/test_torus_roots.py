"""Certified subdivision against fields whose zeros are known, and against its own guarantees."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.numerics.gan_glass.nature.circles import circle_zeros
from glassproof.numerics.gan_glass.nature.critical_points import critical_points
from glassproof.numerics.gan_glass.nature.tensors import Glass, Shape
from glassproof.numerics.polynomials.monomials import monomials


def cosine(m):
    """cos(m t) as {(a, b): coefficient of cos^a sin^b}: the real part of (cos + i sin)^m."""
    return {(m - k, k): math.comb(m, k) * (-1) ** (k // 2) for k in range(0, m + 1, 2)}


def separable_glass(*, p, q, sigma_z, amplitude_D):
    """ell_D = amplitude_D cos(p theta), ell_G = cos(m theta) + cos(m phi)."""
    shape = Shape.checked(n_D=2, n_G=2, p=p, q=q, sigma_z=sigma_z)
    both = {(a, b, 0, 0): c for (a, b), c in cosine(shape.m).items()}
    both |= {(0, 0, a, b): c for (a, b), c in cosine(shape.m).items()}
    own = cosine(p)
    return Glass(
        shape,
        np.array([amplitude_D * own.get(tuple(a), 0.0) for a in monomials(2, p).tolist()]),
        np.array([float(both.get(tuple(a), 0)) for a in monomials(4, shape.m).tolist()]),
    )


@pytest.mark.parametrize("m", [3, 4, 5, 8, 12])
@pytest.mark.parametrize("sigma_z", [1e-3, 1.0, 50.0])
def test_a_glass_with_as_many_zeros_as_there_can_be(m, sigma_z):
    """ell_D = 0, ell_G = cos(m theta) + cos(m phi): the grid (pi/m) Z^2, all 4 m^2 of it real."""
    glass = separable_glass(p=m - 1, q=1, sigma_z=sigma_z, amplitude_D=0)
    points = critical_points(glass)
    assert points.complete
    assert len(points.L_D) == 4 * m * m
    theta = np.arctan2(points.w_D[:, 1], points.w_D[:, 0]) * m / np.pi
    phi = np.arctan2(points.w_G[:, 1], points.w_G[:, 0]) * m / np.pi
    assert np.allclose(theta, np.rint(theta), rtol=0, atol=1e-11)
    assert np.allclose(phi, np.rint(phi), rtol=0, atol=1e-11)
    cos_theta, cos_phi = (-1) ** np.rint(theta), (-1) ** np.rint(phi)
    # L_D = -sigma ell_G curves like +cos in theta, L_G = sigma ell_G like -cos in phi.
    assert np.array_equal(points.index_D, (cos_theta < 0).astype(int))
    assert np.array_equal(points.index_G, (cos_phi > 0).astype(int))
    assert np.array_equal(points.sign, -cos_theta * cos_phi)
    assert np.allclose(points.L_G, sigma_z * (cos_theta + cos_phi), rtol=0, atol=1e-11 * sigma_z)


@pytest.mark.parametrize("gap", [1e-2, 1e-4, 1e-6])
def test_two_zeros_about_to_merge_are_told_apart(gap):
    """p = 2, m = 3: f = sin(theta) (12 c^2 - 4 A c - 3), c = cos(theta), A the amplitude.

    At A = 9/4 the root c = 1 meets theta = 0. A little below, two zeros are left on either side of
    theta = 0 (six in all, with theta = 0, pi and the two where c is near -1/4); above, four. Times
    six zeros of sin(3 phi).
    """
    for amplitude, expected in ((2.25 * (1 - gap), 36), (2.25 * (1 + gap), 24)):
        points = critical_points(separable_glass(p=2, q=1, sigma_z=1, amplitude_D=amplitude))
        assert points.complete
        assert len(points.L_D) == expected


def test_what_cannot_be_decided_is_reported():
    """Zeros 1e-6 apart, a triple zero, a glass that vanishes: incomplete, never an exception."""
    for amplitude in (2.25 * (1 - 1e-12), 2.25, 0.0):
        glass = separable_glass(p=2, q=1, sigma_z=1, amplitude_D=amplitude)
        if amplitude == 0:
            glass = Glass(glass.shape, glass.coefficients_D, 0 * glass.coefficients_G)
        points = critical_points(glass)
        assert not points.complete
        assert points.failures == ("subdivision left cells undecided",)


@settings(max_examples=60, deadline=None)
@given(
    p=st.integers(2, 6),
    q=st.integers(1, 4),
    log_sigma=st.floats(-6, 3),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_draw_is_solved_and_obeys_topology(p, q, log_sigma, seed):
    """Complete; at most 4 m^2 zeros, their signs adding up to 0; each critical, judged afresh.

    ``Glass.at`` differentiates monomials in the ambient space and shares nothing with the
    trigonometric jets. Its gradient at an angle off by 1e-12 is below 1e-12 times second
    derivatives, which are below 100 m^2 times the standard deviations of the losses.
    """
    sigma_z = 10.0**log_sigma
    glass = Glass.sample(n_D=2, n_G=2, p=p, q=q, sigma_z=sigma_z, rng=np.random.default_rng(seed))
    points = critical_points(glass)
    m = p + q
    assert points.complete
    assert 0 < len(points.L_D) <= 4 * m * m
    assert points.sign.sum() == 0
    scale_G = sigma_z * 2 ** (m / 2)
    for n in range(len(points.L_D)):
        local = glass.at(points.w_D[n], points.w_G[n])
        assert abs(local.gradient_D[0]) < 1e-10 * m**2 * (1 + scale_G)
        assert abs(local.gradient_G[0]) < 1e-10 * m**2 * scale_G
        assert abs(local.L_D - points.L_D[n]) < 1e-11 * (1 + scale_G)
        assert abs(local.L_G - points.L_G[n]) < 1e-11 * scale_G
        assert points.index_D[n] == (local.hessian_DD[0, 0] < 0)
        assert points.index_G[n] == (local.hessian_GG[0, 0] < 0)
        assert points.sign[n] == np.sign(np.linalg.det(local.critical_matrix))


def test_newton_on_monomials_reaches_listed_zeros_only():
    """From a grid of starts; it must reach most of the list, or the test would have no power."""
    glass = Glass.sample(n_D=2, n_G=2, p=2, q=1, sigma_z=1, rng=np.random.default_rng(5))
    points = critical_points(glass)
    listed = np.concatenate([points.w_D, points.w_G], axis=1)
    apart = np.linalg.norm(listed[:, None] - listed, axis=2) + np.eye(len(listed))
    assert apart.min() > 1e-6
    reached = set()
    for start in np.ndindex(9, 9):
        angles = np.array(start) * 2 * np.pi / 9 + 0.05
        for _ in range(20):
            w = np.stack([np.cos(angles), np.sin(angles)], axis=1)
            local = glass.at(w[0], w[1])
            # Where the first component is negative the tangent basis points to smaller angles.
            turn = np.sign(w[:, 0])
            gradient = np.array([local.gradient_D[0], local.gradient_G[0]]) * turn
            step = np.linalg.solve(local.critical_matrix * np.outer(turn, turn), gradient)
            angles = angles - step / max(1.0, 2 * np.abs(step).max())
        if np.abs(step).max() < 1e-10:
            end = np.array([np.cos(angles), np.sin(angles)]).T.ravel()
            distance = np.linalg.norm(listed - end, axis=1)
            assert distance.min() < 1e-8
            reached.add(int(distance.argmin()))
    assert len(reached) > len(listed) / 2


def test_a_cut_elsewhere_finds_the_same_zeros(monkeypatch):
    rng = np.random.default_rng(8)
    glass = Glass.sample(n_D=2, n_G=2, p=3, q=3, sigma_z=1, rng=rng)
    own, both = glass.coefficients_D[None], glass.coefficients_G[None]
    first = circle_zeros(glass.shape, own, both)
    monkeypatch.setattr("glassproof.numerics.gan_glass.nature.circles.CORNERS", ((4.0, 5.5),))
    second = circle_zeros(glass.shape, own, both)
    ordered = [z.rows[0, : z.counts[0]] for z in (first, second)]
    ordered = [rows[np.argsort(rows[:, 0])] for rows in ordered]
    assert np.allclose(*ordered, rtol=0, atol=1e-10)
