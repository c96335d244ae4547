"""The compiled branch is the physical one, against isolated roots and against the half plane."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from glassproof.numerics.block_matrix.branch import physical_branch, potential
from glassproof.numerics.block_matrix.branch_arrays import block_transforms, spectrum_arrays
from glassproof.numerics.block_matrix.certified_spectrum import branch_ball
from glassproof.numerics.block_matrix.log_potential import log_potential_gradient
from glassproof.numerics.block_matrix.spectrum import density
from tests.numerics.spectrum_cases import conditioning, half_widths, points

MODERATE = [
    (0.75, 8.5, 0.6, 1.0, 3.0),
    (1.25, 6.5, 0.1, 1.0, 4.0),
    (0.5, 10.5, 0.8, 1.0, 3.5),
    (-1.0, 1.1, 0.9, 1.0, 0.5),
    (0.03, 1.5, 0.9, 1.0, 0.5),
    (-1.2, 4.0, 0.9, 1.0, 0.5),
    (0.2, -0.3, 0.5, 2.0, 0.0),
    (3.0, 0.7, 0.3, 1.0, 1.0),
]
TWO_PAIRS = MODERATE[:3]


def _half_plane(z, x1, kappa, b, b1, height=1e-5):
    """(g_D, g_G) at z + i height by the averaged fixed-point iteration of the Dyson equation."""
    g_D = g_G = -1j
    for _ in range(20000):
        g = kappa * g_D + (1 - kappa) * g_G
        w = z + 1j * height
        g_D, g_G = (
            (g_D + 1 / (w + x1 - b * b * g / 2 - b1 * b1 * g_D / 2)) / 2,
            (g_G + 1 / (w - b * b * g / 2)) / 2,
        )
    return g_D, g_G


@settings(max_examples=400, deadline=None)
@given(points())
def test_branch_is_the_one_that_root_isolation_certifies(case):
    z, parameters = case
    certified = branch_ball(z, **parameters, digits=20)
    found = physical_branch(z, *(parameters[name] for name in ("x1", "kappa", "b", "b1")))
    tolerance = conditioning(z, parameters)
    for value, ball, sigma in zip(found, certified, half_widths(parameters), strict=True):
        assert abs(value - complex(ball)) * sigma <= tolerance
        assert value.imag <= 0


@pytest.mark.parametrize("case", MODERATE)
def test_branch_is_the_limit_from_the_half_plane(case):
    """1e-5 off the axis times the slope, below 50 at these points (one is near an edge)."""
    for value, reference in zip(physical_branch(*case), _half_plane(*case), strict=True):
        assert abs(value - reference) < 5e-4


@pytest.mark.parametrize("case", TWO_PAIRS)
def test_the_largest_imaginary_part_is_not_always_the_physical_one(case):
    """The quartic (right constant) has two conjugate pairs; the smaller belongs to the density."""
    z, x1, kappa, b, b1 = case
    ratio = b1**2 / (kappa * b**2)
    P = np.array([1, -z, (1 - kappa) * b * b / 2])
    quartic = np.polymul(P, np.polyadd([1, x1, 0], ratio * P))
    heights = np.sort(np.roots(np.polyadd(quartic, [kappa * b * b / 2, 0, 0])).imag)
    g_D, g_G = physical_branch(*case)
    height = -(b * b / 2) * (kappa * g_D + (1 - kappa) * g_G).imag
    assert height == pytest.approx(heights[-2], rel=1e-10)
    assert heights[-1] > 1.05 * heights[-2]


@pytest.mark.parametrize("exponent", [-400, -30, 30, 400])
@pytest.mark.parametrize("case", MODERATE)
def test_scaling_by_powers_of_two_is_exact(case, exponent):
    z, x1, kappa, b, b1 = case
    scale = 2.0**exponent
    scaled = physical_branch(scale * z, scale * x1, kappa, scale * b, scale * b1)
    assert [g * scale for g in scaled] == list(physical_branch(*case))
    value, _, _ = potential(scale * z, scale * x1, kappa, scale * b, scale * b1)
    shift = exponent * math.log(2)
    assert value == pytest.approx(potential(*case)[0] + shift, abs=1e-12)


def test_every_number_in_range_gives_finite_values():
    kappas, lengths = [1e-300, 1e-16, 0.5, 1 - 2**-53], [1e-59, 1e-8, 1e8, 1e59]
    signed = [0.0, 1e-300, 1.0, -1e59, 1e59, -3.0]
    z, x1, kappa, b, b1 = np.meshgrid(signed, signed, kappas, lengths, [0.0, 1e-300, *lengths])
    assert np.isfinite(log_potential_gradient(z, x1=x1, kappa=kappa, b=b, b1=b1)).all()
    assert (density(z, x1=x1, kappa=kappa, b=b, b1=b1) >= 0).all()


@settings(max_examples=200, deadline=None)
@given(points())
def test_arrays_agree_with_the_scalar_kernel(case):
    z, parameters = case
    _, arrays = spectrum_arrays("z", np.array([z, -z, 0.0]), **parameters)
    g_D, g_G = np.empty(3, complex), np.empty(3, complex)
    block_transforms(*arrays, g_D, g_G)
    sigma_D, sigma_G = half_widths(parameters)
    for i, at in enumerate(arrays[0]):
        one_D, one_G = physical_branch(at, *(parameters[n] for n in ("x1", "kappa", "b", "b1")))
        tolerance = conditioning(at, parameters)
        assert abs(g_D[i] - one_D) * sigma_D <= tolerance
        assert abs(g_G[i] - one_G) * sigma_G <= tolerance


@settings(max_examples=300, deadline=None)
@given(points())
def test_reflection(case):
    """H at -x1 has the law of -H: g(-z; -x1) = -conj g(z; x1)."""
    z, parameters = case
    rest = [parameters[name] for name in ("kappa", "b", "b1")]
    there = physical_branch(-z, -parameters["x1"], *rest)
    here = physical_branch(z, parameters["x1"], *rest)
    tolerance = conditioning(z, parameters)
    for value, mirrored, sigma in zip(here, there, half_widths(parameters), strict=True):
        assert abs(value + mirrored.conjugate()) * sigma <= tolerance
