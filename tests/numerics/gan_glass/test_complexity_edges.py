"""Theta with indices, its least losses, bounds at infinity, and bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.index_map import index_map
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from tests.numerics.gan_glass.complexity_cases import FIGURE, INF, glasses, indices, scales


def test_index_prescribed_to_both_is_rarer_than_to_either() -> None:
    """At Fig. 6's parameters a finite index of both networks has no points at all: Theta < 0."""
    both = theta(INF, INF, k_D=0, k_G=0, **FIGURE)
    assert both < -2.5 < 0 < theta(INF, INF, k_D=0, **FIGURE) < theta(INF, INF, **FIGURE)


def test_index_map_is_the_largest_positive_index() -> None:
    u_D, u_G = np.array([[-1.9], [-1.7], [-1.55]]), np.array([-0.002, 0.0, 0.002])
    glass = {"p": 3, "q": 3, "sigma_z": 1e-4, "kappa": 0.9}
    found = index_map(u_D, u_G, **glass, most=6)
    for place in np.ndindex(found.k_D.shape):
        below = u_D[place[0], 0], u_G[place[1]]
        by_D = [theta(*below, k_D=k, k_G=0, **glass) > 0 for k in range(7)]
        by_G = [theta(*below, k_D=0, k_G=k, **glass) > 0 for k in range(7)]
        assert found.k_D[place] == sum(by_D) - 1
        assert found.k_G[place] == sum(by_G) - 1


@given(glasses(), indices)
@settings(max_examples=30, deadline=None)
def test_least_losses_are_zeros_of_theta(glass, k) -> None:
    for player, least in (("D", least_loss_D), ("G", least_loss_G)):
        index = {f"k_{player}": k}
        u = least(**glass, **index)
        if u == INF:
            assert theta(INF, INF, **glass, **index) <= 0
            continue
        pair = (u, INF) if player == "D" else (INF, u)
        step = 1e-7 * scales(glass)[0 if player == "D" else 1]
        above = [bound + step for bound in pair]
        assert abs(theta(*pair, **glass, **index)) < 1e-7
        assert theta(*above, **glass, **index) > 0


def test_sweep_is_one_call() -> None:
    sweep = least_loss_D(p=5, q=5, sigma_z=[0.1, 1.0], kappa=[[0.5], [0.9]])
    assert sweep.shape == (2, 2)
    assert sweep[1, 0] == least_loss_D(p=5, q=5, sigma_z=0.1, kappa=0.9)


def test_minus_infinity_and_huge_bounds() -> None:
    assert least_loss_D(**FIGURE, u_G=-INF) == INF
    assert theta(-INF, 0.0, **FIGURE) == -INF
    assert theta([-1e300, 1e300], 0.0, **FIGURE)[0] == -INF
    assert theta(1e300, 1e300, **FIGURE) == theta(INF, INF, **FIGURE)
    assert theta(np.array([]), 0.0, **FIGURE).shape == (0,)


BAD = [
    ({"p": 1}, "p"),
    ({"p": 3.0}, "p"),
    ({"q": 0}, "q"),
    ({"q": True}, "q"),
    ({"sigma_z": 0.0}, "sigma_z"),
    ({"sigma_z": -1.0}, "sigma_z"),
    ({"sigma_z": math.nan}, "sigma_z"),
    ({"sigma_z": INF}, "sigma_z"),
    ({"kappa": 0.0}, "kappa"),
    ({"kappa": 1.0}, "kappa"),
    ({"kappa": [0.5, 0.6]}, "kappa"),
    ({"k_D": -1}, "k_D"),
    ({"k_G": 0.5}, "k_G"),
    ({"u_D": math.nan}, "u_D"),
    ({"u_G": "low"}, "u_G"),
    ({"u_D": 1j}, "u_D"),
    ({"u_D": [1.0, 2.0], "u_G": [1.0, 2.0, 3.0]}, "u_D"),
]


@pytest.mark.parametrize(("change", "name"), BAD)
def test_bad_input_is_named(change, name) -> None:
    arguments = {"u_D": 0.0, "u_G": 0.0, **FIGURE, **change}
    with pytest.raises(DomainError, match=name):
        theta(**arguments)


def test_bad_input_of_the_others() -> None:
    with pytest.raises(DomainError, match="u_D"):
        maximiser(-INF, 0.0, **FIGURE)
    with pytest.raises(DomainError, match="u_G"):
        least_loss_D(**FIGURE, u_G=math.nan)
    with pytest.raises(DomainError, match="kappa"):
        least_loss_G(p=3, q=3, sigma_z=1.0, kappa=2.0)
    with pytest.raises(DomainError, match="broadcast"):
        least_loss_G(p=3, q=3, sigma_z=[1.0, 2.0], kappa=[0.1, 0.2, 0.3])
    with pytest.raises(DomainError, match="most"):
        index_map(0.0, 0.0, **FIGURE, most=-1)
