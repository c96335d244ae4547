"""Least losses with positive Theta, swept over noises and shares.

Theta is concave and non-decreasing in either bound, so it crosses 0 once: a bracketed root finds
the least loss.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.gan_glass.complexity import LARGEST, highest
from glassproof.numerics.gan_glass.glass import Parameters, broadcast, model
from glassproof.numerics.work.arguments import FloatArray, real

Player = Literal["D", "G"]


def crossing(exponent: Callable[[float], float], high: float, step: float) -> float:
    """The zero of a non-decreasing function that is positive at ``high``; first stride ``step``."""
    from scipy.optimize import brentq  # here, since stored evidence is reported without it

    low = high - step
    while exponent(low) > 0.0:
        high, low, step = low, low - 2.0 * step, 2.0 * step
    return float(brentq(exponent, low, high, xtol=1e-13 * (abs(low) + abs(high)), rtol=1e-14))


def _least(glass: Parameters, player: Player, other: float) -> float:
    """The least bound of one player's loss with Theta > 0; inf if there is none."""

    def exponent(u: float) -> float:
        bounds = (u, other) if player == "D" else (other, u)
        return glass.constant + highest(glass, *bounds)[1]

    if other <= -LARGEST:
        return math.inf
    y, value = highest(glass, *((math.inf, other) if player == "D" else (other, math.inf)))
    if not glass.constant + value > 0.0:
        return math.inf
    loss = glass.losses[0 if player == "D" else 1]
    return crossing(exponent, float(loss @ y), float(np.linalg.norm(loss)))


def swept(
    least: Callable[[float, float], float], sigma_z: ArrayLike, kappa: ArrayLike
) -> FloatArray | float:
    """``least(sigma_z, kappa)`` over both arrays, broadcast; a number for two numbers.

    >>> swept(lambda noise, share: noise * share, [1.0, 2.0], 0.5)
    array([0.5, 1. ])
    """
    noises, shares = broadcast(sigma_z=sigma_z, kappa=kappa)
    pairs = zip(noises.ravel(), shares.ravel(), strict=True)
    out = np.array([least(float(noise), float(share)) for noise, share in pairs])
    return out.reshape(noises.shape) if noises.shape else float(out[0])


def _least_loss(
    player: Player, sigma_z: ArrayLike, kappa: ArrayLike, other: float, **rest: Any
) -> FloatArray | float:
    def least(noise: float, share: float) -> float:
        return _least(model(sigma_z=noise, kappa=share, **rest), player, other)

    return swept(least, sigma_z, kappa)


def least_loss_D(
    *,
    p: int,
    q: int,
    sigma_z: ArrayLike,
    kappa: ArrayLike,
    u_G: float = math.inf,
    k_D: int | None = None,
    k_G: int | None = None,
) -> FloatArray | float:
    """inf { u_D : Theta(u_D, u_G) > 0 }: below it the expected number of points decays with N.

    ``sigma_z`` and ``kappa`` broadcast: a sweep is one call. +inf where Theta is positive for no
    u_D. Relative error below 1e-10. Indices as in
    :func:`glassproof.numerics.gan_glass.complexity.theta`. Raises :class:`DomainError` outside the
    domain stated there.

    >>> round(least_loss_D(p=3, q=3, sigma_z=1.0, kappa=0.9), 10)
    -14.6725999427
    """
    other = real("u_G", u_G, infinite=True)
    return _least_loss("D", sigma_z, kappa, other, p=p, q=q, k_D=k_D, k_G=k_G)


def least_loss_G(
    *,
    p: int,
    q: int,
    sigma_z: ArrayLike,
    kappa: ArrayLike,
    u_D: float = math.inf,
    k_D: int | None = None,
    k_G: int | None = None,
) -> FloatArray | float:
    """inf { u_G : Theta(u_D, u_G) > 0 }, as :func:`least_loss_D` for the generator."""
    other = real("u_D", u_D, infinite=True)
    return _least_loss("G", sigma_z, kappa, other, p=p, q=q, k_D=k_D, k_G=k_G)
