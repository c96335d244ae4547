"""Constants of the glass, emitted from the derivations by emit.py: not to be edited."""

from __future__ import annotations

import math


def deviations(p: float, q: float) -> tuple[float, ...]:
    """Standard deviations of the coordinates, in units of sqrt(N).

    Returns (alpha, G, delta).
    """
    s0 = 2 ** ((1 / 2) * p + (1 / 2) * q)
    return (
        1,
        s0,
        s0 * math.sqrt(p + q),
    )


def losses(p: float, q: float, sigma_z: float) -> tuple[float, ...]:
    """L_D and L_G as linear forms in the coordinates over their deviations.

    Returns (D_alpha, D_G, D_delta, G_alpha, G_G, G_delta).
    """
    s0 = 2 ** ((1 / 2) * p + (1 / 2) * q) * sigma_z
    return (
        1,
        -s0,
        0,
        0,
        s0,
        0,
    )


def shifts(p: float, q: float, sigma_z: float) -> tuple[float, ...]:
    """The diagonal shifts x + x1 and x as such linear forms.

    Returns (D_alpha, D_G, D_delta, G_alpha, G_G, G_delta).
    """
    s0 = math.sqrt(2)
    s1 = (1 / 2) * p
    s2 = p + q
    s3 = (1 / 4) * 2 ** ((1 / 2) * q + s1) * s0 * sigma_z
    s4 = s2 * s3
    s5 = math.sqrt(s2) * s3
    return (
        -s0 * s1,
        s4,
        s5,
        0,
        s4,
        -s5,
    )


def scales(p: float, q: float, sigma_z: float, kappa: float) -> tuple[float, ...]:
    """Scales of the block matrix.

    Returns (b, b1).
    """
    s0 = p + q
    return (
        2 ** ((1 / 2) * p + (1 / 2) * q - 1) * math.sqrt(s0) * sigma_z * math.sqrt(s0 - 1),
        math.sqrt(kappa) * math.sqrt(p) * math.sqrt(p - 1),
    )


def edges(kappa: float, b: float, b1: float) -> tuple[float, ...]:
    """Edges of its unshifted diagonal blocks.

    Returns (edge_D, edge_G).
    """
    s0 = 2 * kappa
    return (
        math.sqrt(b**2 * s0 + 2 * b1**2),
        b * math.sqrt(2 - s0),
    )


def constant(p: float, q: float, sigma_z: float, kappa: float) -> tuple[float, ...]:
    """The limit of log(K_N)/N.

    Returns (K).
    """
    s0 = (1 / 2) * kappa
    s1 = 1 - kappa
    s2 = (1 / 2) * s1
    s3 = p + q
    s4 = (1 / 2) * 2**s3 * s3 * sigma_z**2
    return (
        -s0 * math.log(kappa)
        - s0 * math.log(p + s4)
        - s2 * math.log(s1)
        - s2 * math.log(s4)
        + (1 / 2) * math.log(2)
        + 1 / 2,
    )
