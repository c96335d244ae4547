"""The algebra behind concavity and the closed forms, against other derivations and known models."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x, x1
from glassproof.derivations.gan_glass import complexity, kac_rice, total_complexity
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.proof.derivation import Derivation, DerivationError, Step

POINTS = list(MODEL_DOMAIN.points(6))


def test_shift_covariance_agrees_with_the_one_of_kac_rice() -> None:
    """(x + x1, x) here, (x, x1) there: two routes from the kernels."""
    change = sp.Matrix([[1, 1], [1, 0]])
    other = change * kac_rice.shift_covariance().result * change.T
    difference = (complexity.shift_covariance().result - other).applyfunc(sp.simplify)
    assert difference.is_zero_matrix


def test_shift_map_is_the_definition_of_the_shifts() -> None:
    """x = sigma_z R_G/sqrt 2, x1 = (-p ell_D + sigma_z (R_D - R_G))/sqrt 2, 2 R = m G +- delta."""
    d_D, d_G = complexity.shift_map() * sp.Matrix(
        [complexity.alpha, complexity.G, complexity.delta]
    )
    R_D = ((p + q) * complexity.G + complexity.delta) / 2
    R_G = ((p + q) * complexity.G - complexity.delta) / 2
    assert sp.simplify(d_G - sigma_z * R_G / sp.sqrt(2)) == 0
    wanted = (-p * complexity.alpha + sigma_z * (R_D - R_G)) / sp.sqrt(2)
    assert sp.simplify(d_D - d_G - wanted) == 0


@pytest.mark.parametrize("factor", [2, sp.Rational(1, 2)])
def test_curvature_fails_with_another_covariance(factor: sp.Rational) -> None:
    steps = complexity.curvature().steps
    broken = Step(factor * complexity.shift_covariance().result - complexity.coupling(), "C - B")
    with pytest.raises(DerivationError, match="does not follow"):
        Derivation("broken", (broken, steps[1]), MODEL_DOMAIN)


def test_margin_is_positive_on_the_domain() -> None:
    w_D, w_G = complexity.w_D, complexity.w_G
    for point in POINTS:
        for weights in ({w_D: 1, w_G: 1000}, {w_D: 1000, w_G: 1}, {w_D: 1, w_G: 1}):
            assert all(entry > 0 for entry in complexity.margin().result.subs(point).subs(weights))


def test_margin_fails_outside_the_domain() -> None:
    """p = q = 1 is outside (m = 2): there the proof must not go through."""
    entries = complexity.margin().result.subs({p: 1, q: 1, sigma_z: 1})
    weights = {complexity.w_D: 1000, complexity.w_G: 1}
    assert any(entry < 0 for entry in entries.subs(weights))


def test_congruence_at_a_numerical_contraction() -> None:
    """Re (T - U)^(-1) <= (1 + T)^(-1) by eigenvalues, for many unitary U."""
    T, one = np.array([[0.6, 0.2], [0.2, 0.5]]), np.eye(2)
    for first in np.linspace(0.1, 6.2, 40):
        for second in np.linspace(0.15, 6.1, 40):
            inverse = np.linalg.inv(T - np.diag(np.exp([1j * first, 1j * second])))
            gap = np.linalg.inv(one + T) - (inverse + inverse.conj().T) / 2
            assert np.linalg.eigvalsh(gap)[0] > -1e-12


def test_stationarity_at_zero_transforms_is_the_gaussian_alone() -> None:
    result = complexity.stationarity().result.subs({complexity.g_D: 0, complexity.g_G: 0})
    at = {complexity.alpha: 2, complexity.G: 3, complexity.delta: 5, p: 2, q: 1}
    assert list(result.subs(at)) == [-2, sp.Rational(-3, 8), sp.Rational(-5, 24)]


def test_origin_transforms_in_the_semicircle() -> None:
    """c = 0 (y = 1): i g = sqrt 2/b for both blocks, the semicircle of radius sqrt(2) b."""
    root = total_complexity.larger_root(sp.Integer(0))
    assert sp.simplify(root) == 1
    for transform in total_complexity.origin_transforms():
        value = transform.subs({total_complexity.y: 1})
        assert sp.simplify(value - sp.sqrt(2) / b) == 0


def test_larger_root_inverts_strength() -> None:
    for share in (sp.Rational(1, 10), sp.Rational(1, 2), sp.Rational(9, 10)):
        for ratio in (sp.Rational(1, 1000), sp.Integer(1), sp.Integer(1000)):
            root = total_complexity.larger_root(ratio).subs(kappa, share)
            assert 1 - share < root < 1
            back = total_complexity.strength(root).subs(kappa, share)
            assert abs((back / ratio - 1).evalf(30)) < 1e-20


def value_at(**parameters: object) -> float:
    symbols = {"p": p, "q": q, "sigma_z": sigma_z, "kappa": kappa}
    point = {symbols[name]: sp.nsimplify(value) for name, value in parameters.items()}
    return float(total_complexity.total_complexity().result.subs(point).evalf(30))


def test_small_noise_is_two_separate_spheres() -> None:
    """kappa log(p-1)/2 of the pure p-spin and kappa' log(xi''/xi')/2 of xi(s) = (1 + s)^m.

    Auffinger, Ben Arous, Cerny (2013), Theorem 2.8 and Auffinger, Ben Arous, Ann. Probab. 41
    (2013), Theorem 1.4. The correction is of first order in sigma_z 2^(m/2) (1e-6 * 8, times a
    constant of order 10 for p = q = 3).
    """
    s = sp.Symbol("s")
    xi = (1 + s) ** 6
    ratio = float((sp.diff(xi, s, 2) / sp.diff(xi, s)).subs(s, 1))
    for share in ("1/10", "9/10"):
        fraction = float(sp.Rational(share))
        wanted = fraction * math.log(2) / 2 + (1 - fraction) * math.log(ratio) / 2
        assert abs(value_at(p=3, q=3, sigma_z="1/1000000", kappa=share) - wanted) < 1e-4


def test_large_noise_is_one_glass_on_two_spheres() -> None:
    """At kappa = 1/2 the sum is log(m - 1)/2; the correction is of order 1/(sigma_z^2 2^m)."""
    got = value_at(p=4, q=3, sigma_z=1000, kappa="1/2")
    assert abs(got - math.log(6) / 2) < 1e-6


def test_limits_are_the_ones_of_the_closed_form() -> None:
    small, large = (
        f().result for f in (total_complexity.small_noise_limit, total_complexity.large_noise_limit)
    )
    for point in POINTS:
        rest = {"p": point[p], "q": point[q], "kappa": point[kappa]}
        tiny, huge = value_at(**rest, sigma_z="1e-12"), value_at(**rest, sigma_z=10**9)
        assert abs(tiny - float(small.subs(point))) < 1e-6
        assert abs(huge - float(large.subs(point))) < 1e-6


def test_signed_count_fails_with_another_gradient_variance() -> None:
    """K with v_D doubled leaves kappa log(2)/2: the Euler characteristic judges K."""
    steps = total_complexity.signed_count().steps
    wrong = steps[0].expression - kappa * sp.log(2) / 2
    with pytest.raises(DerivationError, match="does not follow"):
        Derivation("wrong", (Step(wrong, "K"), steps[1]), total_complexity.STRENGTH_DOMAIN)


def test_couplings_are_those_of_the_matrix() -> None:
    assert complexity.couplings()[b].subs({p: 3, q: 3, sigma_z: 1}) == sp.sqrt(480)
    assert complexity.couplings()[b1].subs({p: 3, kappa: sp.Rational(2, 3)}) == 2
    assert x not in complexity.coupling().free_symbols
    assert x1 not in complexity.coupling().free_symbols
