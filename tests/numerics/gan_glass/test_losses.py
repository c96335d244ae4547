"""Least losses are where Theta changes sign, also when the other player's loss is bounded."""

from __future__ import annotations

import math

import pytest

from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.losses import crossing, least_loss_D, least_loss_G

GLASSES = [
    {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9},
    {"p": 5, "q": 2, "sigma_z": 0.01, "kappa": 0.3},
    {"p": 2, "q": 6, "sigma_z": 30.0, "kappa": 0.5},
]


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("share", [0.5, -0.02])
def test_least_losses_with_a_bound_on_the_other_loss(glass, share) -> None:
    """The bound is a share of the other's own least loss: on the side that costs, and beyond."""
    free_D, free_G = least_loss_D(**glass), least_loss_G(**glass)
    u_D = least_loss_D(**glass, u_G=share * free_G)
    u_G = least_loss_G(**glass, u_D=share * free_D)
    assert math.isfinite(u_D)
    assert math.isfinite(u_G)
    for low, high in (
        ((u_D - 1e-6 * abs(u_D), share * free_G), (u_D + 1e-6 * abs(u_D), share * free_G)),
        ((share * free_D, u_G - 1e-6 * abs(u_G)), (share * free_D, u_G + 1e-6 * abs(u_G))),
    ):
        assert theta(*low, **glass) < 0 < theta(*high, **glass)
    assert u_D >= free_D - 1e-9 * abs(free_D)
    assert u_G >= free_G - 1e-9 * abs(free_G)


@pytest.mark.parametrize("glass", GLASSES)
def test_no_loss_is_least_where_the_other_is_below_its_own_least(glass) -> None:
    assert least_loss_D(**glass, u_G=1.1 * least_loss_G(**glass)) == math.inf
    assert least_loss_G(**glass, u_D=-math.inf) == math.inf


@pytest.mark.parametrize("zero", [-1e6, -3.7, 0.2])
def test_a_crossing_is_found_with_few_looks_however_far_it_is(zero) -> None:
    """Strides double: 2 log2(distance) looks at most, and Brent's method's few."""
    looks = []

    def exponent(u: float) -> float:
        looks.append(u)
        return math.atan(u - zero)

    assert crossing(exponent, 1.0, 0.5) == pytest.approx(zero, rel=1e-12)
    assert len(looks) < 60
    assert max(looks) <= 1.0
