"""Theta where one network plays without noise: spin glasses whose complexity is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import minimize

from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.losses import least_loss_D
from tests.numerics.gan_glass.complexity_cases import INF


def abc(u: float, p: int, k: int | None) -> float:
    """Complexity of the pure p-spin below the energy u, total or of index k.

    Auffinger, Ben Arous, Cerny, Comm. Pure Appl. Math. 66 (2013), Theorems 2.5 and 2.8.
    """
    edge = 2 * math.sqrt((p - 1) / p)
    if k is not None:
        u = min(u, -edge)
    value = math.log(p - 1) / 2 - (p - 2) / (4 * (p - 1)) * min(u, 0.0) ** 2
    if u < -edge:
        root = math.sqrt(u * u - edge * edge)
        value -= (1 + (k or 0)) * (-u * root / edge**2 - math.log((root - u) / edge))
    return value


@pytest.mark.parametrize("k_D", [None, 0, 1, 7])
@pytest.mark.parametrize("u", [-2.5, -1.8, -1.7, -1.66, -1.0, 0.0, 1.0])
@pytest.mark.parametrize("p", [2, 3, 6])
def test_discriminator_without_noise_is_the_pure_p_spin(p, u, k_D) -> None:
    """Theta(u sqrt(kappa), oo) = kappa abc(u) + kappa' log((m-1)/2)/2 as sigma_z -> 0.

    The radius is 1 and N_D = kappa N: an energy per N_D of u is a loss of u sqrt(kappa) per
    sqrt(N). The correction is of order sigma_z 2^(m/2) m < 1e-4 at sigma_z = 1e-7. Doubling the
    rate function or weighing it with kappa' moves the values by more than 1e-2 at u = -1.8.
    """
    kappa, q = 0.4, 2
    got = theta(u * math.sqrt(kappa), INF, p=p, q=q, sigma_z=1e-7, kappa=kappa, k_D=k_D)
    want = kappa * abc(u, p, k_D) + (1 - kappa) * math.log((p + q - 1) / 2) / 2
    assert abs(got - want) < 2e-4


def test_least_energy_of_the_pure_p_spin() -> None:
    """E_0(3) = 1.6569983 (k = 0), and E_1 = 1.6355: index-resolved thresholds, to 1e-4.

    At kappa near 1 the generator's share kappa' log((m-1)/2)/2 is kept out by solving
    kappa abc(u) + share = 0 with the formula above.
    """
    kappa, p, q = 0.4, 3, 2
    share = (1 - kappa) * math.log((p + q - 1) / 2) / 2
    for k_D in (None, 0, 1, 5):
        low, high = -10.0, 0.0
        for _ in range(100):
            middle = (low + high) / 2
            positive = kappa * abc(middle, p, k_D) + share > 0
            low, high = (low, middle) if positive else (middle, high)
        got = least_loss_D(p=p, q=q, sigma_z=1e-7, kappa=kappa, k_D=k_D)
        assert abs(got - high * math.sqrt(kappa)) < 1e-4


def test_generator_without_noise_is_a_mixed_spin() -> None:
    """Theta(oo, u_G) with u_G ~ sigma_z as sigma_z -> 0: xi(s) = (1 + s)^m on N_G dimensions.

    The energy E = G per sqrt(N) and the radial derivative R share xi's covariance
    [[xi, xi'], [xi', xi'' + xi']] at 1; the Hessian is a GOE of variance 2 xi'' kappa' shifted
    by R (Auffinger, Ben Arous, Ann. Probab. 41 (2013)). Its maximum by Nelder and Mead.
    """
    p, q, kappa, sigma_z = 2, 3, 0.3, 1e-7
    m, rest = p + q, 0.7
    xi, xi1, xi2 = 2.0**m, m * 2.0 ** (m - 1), m * (m - 1) * 2.0 ** (m - 2)
    precision = np.linalg.inv([[xi, xi1], [xi1, xi2 + xi1]])

    def semicircle(u: float) -> float:
        t = abs(u)
        value = t * t / 2 - 0.5 if t <= math.sqrt(2) else 0.0
        if t > math.sqrt(2):
            root = math.sqrt(t * t - 2)
            value = t * t / 2 - 0.5 - t * root / 2 + math.log((t + root) / math.sqrt(2))
        return value - math.log(2) / 2

    for energy in (-3.0, -1.0, -0.2):
        u = energy * math.sqrt(xi)

        def cost(y: np.ndarray, u: float = u) -> float:
            state = np.array([min(y[0], u), y[1]])
            scale = math.sqrt(2 * xi2 * rest)
            gain = rest * semicircle(state[1] / scale)
            return float(state @ precision @ state / 2 - gain)

        best = minimize(
            cost,
            [u, u * xi1 / xi],
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 5000},
        )
        constant = rest * (math.log(2) + 1 + math.log(xi2 / xi1)) / 2
        want = kappa * math.log(p - 1) / 2 + constant - best.fun
        got = theta(INF, u * sigma_z, p=p, q=q, sigma_z=sigma_z, kappa=kappa)
        assert abs(got - want) < 1e-4
