"""The random block matrix and the count against Rice's formula on circles and hand-derived laws."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import N, kappa
from glassproof.derivations.gan_glass import kac_rice
from glassproof.derivations.gan_glass.critical_matrix import flipped_entry
from glassproof.derivations.gan_glass.model import (
    MODEL_DOMAIN,
    N_D,
    N_G,
    m,
    p,
    q,
    sigma_z,
    sphere_D,
    sphere_G,
)
from glassproof.derivations.gaussian_fields.fields import covariance
from glassproof.derivations.proof.derivation import Derivation, DerivationError, Step
from glassproof.derivations.proof.equality import is_identically_zero

SHARED = sigma_z**2 * 2**m


def same(left: sp.Expr, right: sp.Expr) -> bool:
    return is_identically_zero(sp.sympify(left) - right, MODEL_DOMAIN)


# --- the matrix and its shifts -----------------------------------------------------------------


def test_scales():
    assert same(kac_rice.b().result ** 2, SHARED * m * (m - 1) / 4)
    assert same(kac_rice.b1().result ** 2, p * (p - 1) * kappa)


def test_law_of_the_shifts_and_losses():
    """By hand: x = sigma_z R_G/sqrt(2N), ell_D = L_D + L_G, R_D - R_G independent of the losses."""
    mixed, own = SHARED * m / sp.sqrt(8), -p / sp.sqrt(2)
    by_hand = sp.Matrix(
        [
            [SHARED * m * (m + 1) / 8, -SHARED * m / 4, -mixed, mixed],
            [-SHARED * m / 4, (p**2 + SHARED * m) / 2, own, 0],
            [-mixed, own, 1 + SHARED, -SHARED],
            [mixed, 0, -SHARED, SHARED],
        ]
    )
    derived = kac_rice.shift_loss_law().result
    assert all(same(a, b) for a, b in zip(derived, by_hand, strict=True))
    assert derived[:2, :2] == kac_rice.shift_covariance().result
    assert derived[0, 0] == kac_rice.x_variance().result == kac_rice.region_P_variance().result
    assert derived[1, 1] == kac_rice.x1_variance().result == kac_rice.region_QR_variance().result


def test_shifts_given_the_losses():
    """One direction of the shifts stays free, 2x + x1 does not."""
    conditional = kac_rice.conditional_shift_law()
    spread, mean = conditional.covariance.result, conditional.mean.result
    assert spread.rank() == 1
    assert same(spread[0, 0], SHARED * m / 8)
    direction = sp.Matrix([[2, 1]])
    assert all(same(value, 0) for value in direction * spread)
    expected = sp.Matrix([[0, m / (2 * sp.sqrt(2))], [-p / sp.sqrt(2), -p / sp.sqrt(2)]])
    assert all(same(a, b) for a, b in zip(mean, expected, strict=True))


def test_no_linear_map_of_the_losses_gives_x1_its_variance():
    """The best one, x1 = -p (L_D + L_G)/sqrt(2), explains p^2/2 of (p^2 + sigma_z^2 m 2^m)/2."""
    explained = kac_rice.linear_map_variance(-p / sp.sqrt(2), -p / sp.sqrt(2))
    assert same(explained, p**2 / 2)
    assert same(kac_rice.x1_variance().result - explained, SHARED * m / 2)


def test_flipping_the_other_way_is_not_symmetric():
    """The flip is what makes the matrix symmetric: with the sign left alone the rows disagree."""
    first, second = sphere_D.tangent(1), sphere_G.tangent(1)
    upper, lower = flipped_entry(first, second), flipped_entry(second, first)
    assert covariance(upper - lower, upper - lower) == 0
    assert same(covariance(upper + lower, upper + lower), SHARED * m * (m - 1))


def test_the_block_matrix_has_the_law_of_the_hessian():
    derivation = kac_rice.symmetric_matrix_law()
    assert derivation.proofs == ("given", "symbolic")
    assert derivation.result.shape == (18, 18)


@pytest.mark.parametrize("row", range(18))
def test_the_comparison_notices_a_wrong_entry(row):
    """Every row of the law of sqrt(2N) H is watched: a diagonal entry times two is refused."""
    entries, blocks = kac_rice.symmetric_matrix_law().steps
    broken = blocks.expression.as_mutable()
    broken[row, row] *= 2
    with pytest.raises(DerivationError, match="step 1"):
        Derivation("broken", (entries, Step(broken.as_immutable(), "twice")), MODEL_DOMAIN)


# --- the count ---------------------------------------------------------------------------------


def _expected_on_a_circle(block: str) -> sp.Expr:
    """Prefactor times E abs(S) for one circle and a pair of points, S being one Gaussian."""
    law = kac_rice.expected_count_law()
    sizes = {N_D: 2, N_G: 1} if block == "D" else {N_D: 1, N_G: 2}
    assert law.size.subs(sizes) == 1
    row = law.shifts.row(0 if block == "D" else 1)
    variance = (row * row.T)[0, 0] + 2 * law.scale**2
    if block == "D":
        assert law.corner.subs(sizes) == 1
        variance += 2 * law.corner_scale**2
    return law.prefactor.subs(sizes) * sp.sqrt(2 * variance / sp.pi)


@pytest.mark.parametrize("block", ["D", "G"])
@pytest.mark.parametrize("orders", [(2, 1), (3, 3), (5, 2)])
def test_expected_count_on_a_circle_is_rices(block, orders):
    """A Gaussian process of covariance K on the circle has 2 sqrt(-K''''(0)/K''(0)) turning points.

    The other sphere is a pair of points, so there are two such processes. This is Rice's formula
    for stationary processes (1944), with the kernel as a function of the angle alone.
    """
    angle = sp.Symbol("theta")
    cosine, sigma = sp.cos(angle), sp.Rational(2, 3)
    K = sigma**2 * (1 + cosine) ** sum(orders) + (cosine ** orders[0] if block == "D" else 0)
    second, fourth = (sp.diff(K, angle, k).subs(angle, 0) for k in (2, 4))
    rice = 2 * 2 * sp.sqrt(-fourth / second)
    here = {p: orders[0], q: orders[1], sigma_z: sigma}
    assert sp.simplify(_expected_on_a_circle(block).subs(here) - rice) == 0


def test_rice_rejects_a_broken_scale():
    here = {p: 2, q: 1, sigma_z: sp.Integer(1)}
    right = _expected_on_a_circle("G").subs(here)
    law = kac_rice.expected_count_law()
    row = law.shifts.row(1)
    doubled = (row * row.T)[0, 0] + law.scale**2
    wrong = law.prefactor.subs({N_D: 1, N_G: 2}) * sp.sqrt(2 * doubled / sp.pi)
    assert abs(sp.N(right / wrong.subs(here)) - 1) > 0.1


# Without the absolute value the same expectation counts every critical point with the sign of the
# determinant of the Jacobian of (D_D L_D, D_G L_G), and Poincare and Hopf say what that is, for
# every sample: the Euler characteristic of the product of the spheres, 2 for each sphere of even
# dimension (also for a pair of points) and 0 for each of odd dimension.


def _moment(covariance_matrix: sp.Matrix, i: int, j: int) -> sp.Expr:
    """E[a_D^i a_G^j] by Isserlis' theorem: pair the first factor with each other one."""
    if i + j == 0:
        return sp.Integer(1)
    if (i + j) % 2:
        return sp.Integer(0)
    if i == 0:
        return (j - 1) * covariance_matrix[1, 1] * _moment(covariance_matrix, 0, j - 2)
    same_kind = other_kind = sp.Integer(0)
    if i > 1:
        same_kind = (i - 1) * covariance_matrix[0, 0] * _moment(covariance_matrix, i - 2, j)
    if j > 0:
        other_kind = j * covariance_matrix[0, 1] * _moment(covariance_matrix, i - 1, j - 1)
    return same_kind + other_kind


def _signed_count(n_D: int, n_G: int, here: dict, own: sp.Expr, shared: sp.Expr) -> sp.Expr:
    """The prefactor times (-1)^(N_D-1) E det S, ``own``, ``shared`` variances off the diagonal.

    Independent symmetric entries leave of det S the involutions: a fixed point gives a diagonal
    shift, a transposition minus the variance of its entry.
    """
    law = kac_rice.expected_count_law()
    spread = (law.shifts * law.shifts.T).subs(here)

    def matched(rows_D: int, rows_G: int, shifts_D: int, shifts_G: int) -> sp.Expr:
        if rows_D == rows_G == 0:
            return _moment(spread, shifts_D, shifts_G)
        if rows_D == 0:
            total = matched(0, rows_G - 1, shifts_D, shifts_G + 1)
            pairs = (rows_G - 1) * shared
            return total - (pairs * matched(0, rows_G - 2, shifts_D, shifts_G) if pairs else 0)
        total = matched(rows_D - 1, rows_G, shifts_D + 1, shifts_G)
        if rows_D > 1:
            pairs = (rows_D - 1) * (own + shared)
            total -= pairs * matched(rows_D - 2, rows_G, shifts_D, shifts_G)
        if rows_G > 0:
            total -= rows_G * shared * matched(rows_D - 1, rows_G - 1, shifts_D, shifts_G)
        return total

    sign = (-1) ** (n_D - 1)
    prefactor = law.prefactor.subs({N_D: n_D, N_G: n_G}).subs(here)
    return sp.simplify(sign * prefactor * matched(n_D - 1, n_G - 1, 0, 0))


def _euler_characteristic(n_D: int, n_G: int) -> int:
    return (2 if n_D % 2 else 0) * (2 if n_G % 2 else 0)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 6),
    st.integers(1, 6),
    st.integers(2, 12),
    st.integers(1, 12),
    st.fractions("1/1000000", 1000, max_denominator=10**6),
)
def test_signed_count_is_the_euler_characteristic(n_D, n_G, order_p, order_q, sigma):
    """Poincare-Hopf, exactly: it ties prefactor, scales and law of the shifts together."""
    here = {p: order_p, q: order_q, sigma_z: sp.Rational(sigma.numerator, sigma.denominator)}
    law = kac_rice.expected_count_law()
    own, shared = ((scale**2).subs(here) for scale in (law.corner_scale, law.scale))
    assert _signed_count(n_D, n_G, here, own, shared) == _euler_characteristic(n_D, n_G)


@pytest.mark.parametrize(("own", "shared"), [(2, 1), (1, 2), (-1, 1), (1, 0)])
def test_euler_characteristic_rejects_broken_scales(own, shared):
    here = {p: 3, q: 2, sigma_z: sp.Rational(1, 2)}
    law = kac_rice.expected_count_law()
    own, shared = own * law.corner_scale**2, shared * law.scale**2
    assert _signed_count(3, 3, here, own.subs(here), shared.subs(here)) != 4


def test_scalars_have_the_law_of_losses_and_shifts():
    """S = sqrt(2N) H: the diagonal shifts are -sqrt(2N)(x + x1) and -sqrt(2N) x."""
    law, shifts = kac_rice.expected_count_law(), kac_rice.shift_loss_law().result
    to_blocks = -sp.sqrt(2) * sp.Matrix([[1, 1], [1, 0]])
    everything = sp.Matrix.vstack(law.losses, law.shifts)
    expected = sp.diag(to_blocks, sp.eye(2)) * shifts * sp.diag(to_blocks, sp.eye(2)).T
    order = [2, 3, 0, 1]
    assert all(
        same(a, b)
        for a, b in zip(everything * everything.T, expected.extract(order, order), strict=True)
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.fractions("1/100", 100, max_denominator=1000))
def test_log_constant_is_the_logarithm_of_the_product(n_D, n_G, scale):
    """Against the product, with the spheres' areas by recursion omega_(n+2) = 2 pi omega_n / n.

    Both at 40 digits; a relative error of 1e-32 leaves room for the rounding of 100 operations.
    """

    def area(n: int) -> mpmath.mpf:
        if n <= 2:
            return mpmath.mpf(2) if n == 1 else 2 * mpmath.pi
        return 2 * mpmath.pi * area(n - 2) / (n - 2)

    total = n_D + n_G
    ratio = sp.Rational(scale.numerator, scale.denominator)
    point = {kac_rice.v_D: ratio, kac_rice.v_G: sp.Integer(3), kac_rice.det_Sigma: 2 * ratio}
    sizes = {N: total, kappa: sp.Rational(n_D, total)}
    symbolic = kac_rice.log_constant().result.subs(sizes | point)
    with mpmath.workdps(40):
        v_D, v_G, det = (mpmath.mpf(int(v.p)) / int(v.q) for v in point.values())
        direct = area(n_D) * area(n_G)
        direct *= (2 * mpmath.pi * v_D) ** (-mpmath.mpf(n_D - 1) / 2)
        direct *= (2 * mpmath.pi * v_G) ** (-mpmath.mpf(n_G - 1) / 2)
        direct *= mpmath.mpf(2 * total) ** (mpmath.mpf(total - 2) / 2)
        direct *= total / (2 * mpmath.pi * mpmath.sqrt(det))
        found = mpmath.mpf(str(sp.N(symbolic, 40)))
        assert abs(found - mpmath.log(direct)) < mpmath.mpf(10) ** -32 * (1 + abs(found))


def test_determinant_of_the_shift_covariance():
    """sigma_z^2 m 2^(m-4) ((m+1) p^2 + sigma_z^2 m^2 2^m), positive: the Gaussian has a density."""
    det = kac_rice.variances()[kac_rice.det_Sigma]
    assert same(det, SHARED * m * ((m + 1) * p**2 + SHARED * m**2) / 16)
