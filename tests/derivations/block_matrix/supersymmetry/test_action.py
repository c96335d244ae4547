"""The supersymmetric route."""

import mpmath as mp
import pytest
import sympy as sp

from glassproof.derivations.block_matrix.resolvent import quartic_resolvent
from glassproof.derivations.block_matrix.supersymmetry.action import (
    action,
    hubbard_stratonovich,
    quartic_supersymmetric,
    sigma,
    sigma1,
)
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa, t, x1, z
from tests.derivations.spectrum_reference import dyson_by_iteration

POINT = {"kappa": "0.3", "b": "1.1", "b1": "0.8", "x1": "0.9"}


def test_hubbard_stratonovich_against_quadrature():
    width, size, charge = mp.mpf("1.3"), 3, mp.mpf("0.7")
    integral = mp.sqrt(size / (mp.pi * width**2)) * mp.quad(
        lambda y: mp.exp(-size * y**2 / width**2 - 1j * y * charge), [-12, 0, 12]
    )
    Q = next(s for s in hubbard_stratonovich().result.free_symbols if s.name == "Q")
    value = hubbard_stratonovich().result.subs({Q: "0.7", b: "1.3", N: 3})
    assert abs(integral - mp.mpf(value)) < 1e-12  # quadrature at 15 digits, tail exp(-250)


def test_action_is_stationary_at_the_resolvent():
    """The saddle point is sigma = b^2 g/2, sigma1 = b1^2 g_D/2 of the iterated Dyson map."""
    at = mp.mpc("0.2", "0.5")
    g_D, g_G = dyson_by_iteration(at, **POINT)
    share, width, extra, _ = (mp.mpf(v) for v in POINT.values())
    saddle = {
        sigma: width**2 * (share * g_D + (1 - share) * g_G) / 2,
        sigma1: extra**2 * g_D / 2,
        z: at,
    } | {s: sp.Rational(POINT[s.name]) for s in (kappa, b, b1, x1)}
    for variable in (sigma, sigma1):
        slope = sp.diff(action().result, variable).subs(saddle)
        assert abs(complex(slope)) < 1e-11  # the iteration stops at 1e-13


def test_wrong_weight_is_not_stationary():
    """Power: with kappa and 1 - kappa exchanged in the weights the slope is of order one."""
    at = mp.mpc("0.2", "0.5")
    g_D, g_G = dyson_by_iteration(at, **POINT)
    swapped = {**POINT, "kappa": "0.7"}
    saddle = {
        sigma: mp.mpf("1.21") * (mp.mpf("0.3") * g_D + mp.mpf("0.7") * g_G) / 2,
        sigma1: mp.mpf("0.64") * g_D / 2,
        z: at,
    } | {s: sp.Rational(swapped[s.name]) for s in (kappa, b, b1, x1)}
    assert abs(complex(sp.diff(action().result, sigma).subs(saddle))) > 0.05


def test_both_resultants_are_one_polynomial():
    first, second = (sp.Poly(d().result, t) for d in (quartic_supersymmetric, quartic_resolvent))
    ratios = {sp.cancel(u / v) for u, v in zip(first.all_coeffs(), second.all_coeffs())}  # noqa: B905
    assert ratios == {sp.Integer(8)}


@pytest.mark.parametrize("derivation", [action, hubbard_stratonovich, quartic_supersymmetric])
def test_every_step_is_proved_symbolically(derivation):
    assert set(derivation().proofs[1:]) == {"symbolic"}
