"""The joint law against the tensors themselves, in exact arithmetic, and against known limits."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product
from math import factorial, prod

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.gan_glass import covariance as law
from glassproof.derivations.gan_glass.model import (
    L_D,
    L_G,
    MODEL_DOMAIN,
    RADIAL_D,
    RADIAL_G,
    ell_D,
    ell_G,
    m,
    p,
    q,
    sigma_z,
    sphere_D,
)
from glassproof.derivations.gaussian_fields.fields import covariance, kernel
from glassproof.derivations.proof.derivation import Derivation, DerivationError, Step
from glassproof.derivations.proof.domain import DomainError

D1, D2, G1, G2 = law.D1, law.D2, law.G1, law.G2

# --- the tensors, exactly ----------------------------------------------------------------------
# ell = sum over index tuples of tensor entries times a monomial of w. Tuples with one monomial
# w^alpha add up to a Gaussian of variance degree!/alpha!, so the covariance of two linear
# functionals of ell is the sum over alpha of degree!/alpha! times their values on w^alpha. The
# points and their orthonormal tangent frames are rational: nothing is rounded, and neither local
# coordinates nor kernels occur.

POINT_D = tuple(Fraction(v, 3) for v in (1, 2, 2))
FRAME_D = tuple(tuple(Fraction(v, 3) for v in row) for row in ((2, 1, -2), (2, -2, 1)))
POINT_G = tuple(Fraction(v, 7) for v in (2, 3, 6))
FRAME_G = tuple(tuple(Fraction(v, 7) for v in row) for row in ((3, -6, 2), (6, 2, -3)))


def _monomials(variables: int, degree: int) -> list[tuple[int, ...]]:
    chosen = combinations_with_replacement(range(variables), degree)
    return [tuple(pick.count(k) for k in range(variables)) for pick in chosen]


def _derivative(alpha: tuple[int, ...], w: tuple[Fraction, ...], by: tuple[int, ...]) -> Fraction:
    """The partial derivative of w^alpha by the coordinates ``by``."""
    powers, value = list(alpha), Fraction(1)
    for k in by:
        value *= powers[k]
        powers[k] -= 1
    if value == 0:
        return value
    return value * prod(x**a for x, a in zip(w, powers, strict=True))


@cache
def _functionals(glass: str, degree: int) -> tuple[dict[str, list[Fraction]], list[Fraction]]:
    """Values of every operation on every monomial, and the variances degree!/alpha!."""
    w, blank = POINT_D + POINT_G, (Fraction(0),) * 3
    frame = {"D0": POINT_D + blank, "D1": FRAME_D[0] + blank, "D2": FRAME_D[1] + blank}
    frame |= {"G0": blank + POINT_G, "G1": blank + FRAME_G[0], "G2": blank + FRAME_G[1]}
    axes, tangents = range(len(w)), [name for name in frame if not name.endswith("0")]
    values: dict[str, list[Fraction]] = {}

    def add(name: str, value: Fraction) -> None:
        values.setdefault(name, []).append(value)

    alphas = _monomials(6, degree)
    if glass == "D":
        alphas = [(*alpha, 0, 0, 0) for alpha in _monomials(3, degree)]
    for alpha in alphas:
        slope = [_derivative(alpha, w, (k,)) for k in axes]
        bend = [[_derivative(alpha, w, (k, l)) for l in axes] for k in axes]
        along = {
            name: sum(a * b for a, b in zip(row, slope, strict=True)) for name, row in frame.items()
        }
        add("", _derivative(alpha, w, ()))
        for name in frame:
            add(name, along[name])
        for a, b in product(tangents, repeat=2):
            second = sum(frame[a][k] * frame[b][l] * bend[k][l] for k in axes for l in axes)
            add(a + b, second - (along[a[0] + "0"] if a == b else 0))
    variance = [Fraction(factorial(degree), prod(map(factorial, alpha))) for alpha in alphas]
    return values, variance


def _exact(A, B, orders: dict[str, int], sigma: Fraction) -> Fraction:
    """The covariance of two fields from the tensors."""
    total = Fraction(0)
    for a, e in A.terms:
        for b, f in B.terms:
            if e.component != f.component:
                continue
            glass = e.component.name.removeprefix("ell_")
            values, variance = _functionals(glass, orders[glass])
            names = ["".join(f"{d.block}{d.axis}" for d in entry.along) for entry in (e, f)]
            rows = zip(values[names[0]], values[names[1]], variance, strict=True)
            weight = sp.Rational(
                (a * b).subs(sigma_z, sp.Rational(sigma.numerator, sigma.denominator))
            )
            total += Fraction(int(weight.p), int(weight.q)) * sum(s * t * v for s, t, v in rows)
    return total


def _at(value: sp.Basic, orders: tuple[int, int], sigma: Fraction) -> sp.Basic:
    return value.subs({p: orders[0], q: orders[1], sigma_z: sp.Rational(*sigma.as_integer_ratio())})


@pytest.mark.parametrize("orders", [(2, 1), (3, 1), (2, 3)])
def test_joint_law_is_that_of_the_tensors(orders):
    sigma = Fraction(3, 7)
    joint = law.joint_law()
    claimed = _at(joint.covariance, orders, sigma)
    fields = list(joint.fields.values())
    degrees = {"D": orders[0], "G": sum(orders)}
    for i, A in enumerate(fields):
        for j, B in enumerate(fields[: i + 1]):
            exact = _exact(A, B, degrees, sigma)
            where = (joint.labels[i], joint.labels[j])
            assert claimed[i, j] == sp.Rational(exact.numerator, exact.denominator), where


@pytest.mark.parametrize("wrong", [p + sigma_z**2 * m * 2**m, p - sigma_z**2 * m * 2 ** (m - 1)])
def test_the_tensors_reject_a_factor_two_and_a_sign(wrong):
    gradient = L_D.along(D1)
    exact = _exact(gradient, gradient, {"D": 2, "G": 3}, Fraction(3, 7))
    assert _at(wrong, (2, 1), Fraction(3, 7)) != sp.Rational(exact.numerator, exact.denominator)


# --- along a great circle ----------------------------------------------------------------------


def _power_series(orders: tuple[int, int], sigma: Fraction, order: int = 4) -> list[Fraction]:
    """Taylor coefficients in theta of the kernel of L_D, w_D turned by theta, w_G fixed."""
    cosine = [Fraction(0)] * (order + 1)
    for k in range(0, order + 1, 2):
        cosine[k] = Fraction((-1) ** (k // 2), factorial(k))

    def power(base: list[Fraction], exponent: int) -> list[Fraction]:
        value = [Fraction(1)] + [Fraction(0)] * order
        for _ in range(exponent):
            value = [sum(value[i] * base[k - i] for i in range(k + 1)) for k in range(order + 1)]
        return value

    shifted = [cosine[0] + 1, *cosine[1:]]
    own, shared = power(cosine, orders[0]), power(shifted, sum(orders))
    return [a + sigma**2 * b for a, b in zip(own, shared, strict=True)]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 14),
    st.integers(1, 14),
    st.fractions(Fraction(1, 10**6), 1000, max_denominator=10**6),
)
def test_gradient_and_hessian_along_a_great_circle(order_p, order_q, sigma):
    """A great circle is a stationary process: variances are -K'' and K'''' at 0."""
    orders = (order_p, order_q)
    series = _power_series(orders, sigma)
    gradient = _at(law.gradient_variance_D().result, orders, sigma)
    hessian = _at(covariance(L_D.along(D1, D1), L_D.along(D1, D1)), orders, sigma)
    assert gradient == sp.Rational(*(-2 * series[2]).as_integer_ratio())
    assert hessian == sp.Rational(*(24 * series[4]).as_integer_ratio())


# --- structure ---------------------------------------------------------------------------------


@pytest.mark.parametrize("orders", [(2, 1), (5, 4), (12, 12)])
@pytest.mark.parametrize("sigma", [Fraction(1, 1000), Fraction(1), Fraction(1000)])
def test_joint_law_is_positive_semidefinite_of_the_right_rank(orders, sigma):
    """Two losses, one radial difference, four gradients, three 3-entry or 4-entry Hessian blocks.

    L_D, L_G, ell_D, ell_G span two dimensions, the radial derivatives one more, D_D D_G L_D and
    D_G D_D L_G are proportional: 2 + 1 + 4 + 3 + 4 + 3. The matrix is scaled to unit diagonal, so
    that rounding moves an eigenvalue by less than its size times 2^-52.
    """
    matrix = _at(law.joint_law().covariance, orders, sigma)
    assert matrix.rank() == 17
    root = sp.diag(*(1 / sp.sqrt(matrix[k, k]) for k in range(matrix.rows)))
    unit = (root * matrix * root).evalf(30)
    assert np.linalg.eigvalsh(np.array(unit, dtype=float)).min() > -1e-13


def test_an_index_that_occurs_an_odd_number_of_times_gives_zero():
    joint = law.joint_law()
    for (i, a), (j, b) in product(enumerate(joint.labels), repeat=2):
        indices = [word[2:] for word in f"{a} {b}".split() if word.startswith("D_")]
        if any(indices.count(index) % 2 for index in indices):
            assert joint.covariance[i, j] == 0, (a, b)


def test_what_does_not_vanish():
    joint = law.joint_law()
    expected = {
        ("R_D", "R_G"): m * (m - 1) * 2 ** (m - 2),
        ("R_D", "R_D"): m * (m + 1) * 2 ** (m - 2),
        ("R_G", "ell_G"): m * 2 ** (m - 1),
        ("D_D1 L_D", "D_D1 L_D"): p + sigma_z**2 * m * 2 ** (m - 1),
        ("D_G2 L_G", "D_G2 L_G"): sigma_z**2 * m * 2 ** (m - 1),
        ("D_D1 D_G2 L_D", "D_G2 L_G"): 0,
        ("D_D1 D_G2 L_D", "D_G1 D_D2 L_G"): 0,
        ("D_D2 D_G1 L_D", "D_G1 D_D2 L_G"): -(sigma_z**2) * m * (m - 1) * 2 ** (m - 2),
    }
    for (a, b), value in expected.items():
        assert sp.simplify(joint.block([a], [b])[0, 0] - value) == 0, (a, b)


def test_gradients_are_independent_and_the_law_knows_no_dimension():
    assert law.gradient_independence().result.is_zero_matrix
    joint = law.joint_law()
    assert law.dimension_independence().result == joint.covariance
    assert law.joint_law(3).block(joint.labels, joint.labels) == joint.covariance


@pytest.mark.parametrize("n", [2, 3])
def test_joint_law_has_all_entries_of_mixed_blocks_and_half_of_symmetric_ones(n):
    labels = law.joint_law(n).labels
    assert len(labels) == 6 + 2 * n + 2 * n * (n + 1) // 2 + 2 * n**2
    assert {f"D_D{i} D_G{j} L_D" for i in range(1, n + 1) for j in range(1, n + 1)} < set(labels)
    assert {f"D_G{i} D_D{j} L_G" for i in range(1, n + 1) for j in range(1, n + 1)} < set(labels)


def test_pure_spin_glass_of_one_sphere():
    """Auffinger, Ben Arous, Cerny: gradient p, Hessian p(p-1) (twice on the diagonal), radial p."""
    H11, H22 = ell_D.along(D1, D1), ell_D.along(D2, D2)
    H12, radial = ell_D.along(D1, D2), ell_D.along(RADIAL_D)
    assert covariance(ell_D.along(D1), ell_D.along(D1)) == p
    assert sp.expand(covariance(H12, H12) - p * (p - 1)) == 0
    assert sp.expand(covariance(H11 + radial, H11 + radial) - 2 * p * (p - 1)) == 0
    assert sp.expand(covariance(H11 + radial, H22 + radial)) == 0
    assert covariance(radial - p * ell_D, radial - p * ell_D) == 0


def test_free_hessians_are_independent_of_losses_and_radial_derivatives():
    radials = {"D": RADIAL_D, "G": RADIAL_G}
    for loss, directions in ((L_D, (D1, D2)), (L_G, (G1, G2))):
        for d in directions:
            free = loss.along(d, d) + loss.along(radials[d.block])
            for other in (L_D, L_G, ell_D, ell_G, law.R_D, law.R_G, ell_D.along(RADIAL_D)):
                assert sp.simplify(covariance(free, other)) == 0


def test_losses_do_not_determine_the_radial_derivatives():
    conditional = law.conditional_radial_law()
    half = m * 2**m / 4
    expected = sp.Matrix([[half, -half], [-half, half]])
    assert sp.simplify(conditional.covariance.result - expected).is_zero_matrix
    assert conditional.mean.result == sp.Matrix([[0, m / (2 * sigma_z)]] * 2)


def test_euler_relations_hold():
    assert law.euler_relation().result.is_zero_matrix


@pytest.mark.parametrize(
    "name",
    [
        "gradient_variance_D",
        "gradient_variance_G",
        "hessian_offdiagonal_variance_D",
        "hessian_offdiagonal_variance_G",
        "hessian_cross_variance",
        "hessian_diagonal_law_D",
        "hessian_diagonal_law_G",
        "loss_covariance",
        "loss_radial_law",
        "radial_covariance",
    ],
)
def test_every_step_is_proved_symbolically(name):
    derivation = getattr(law, name)()
    assert set(derivation.proofs[1:]) == {"symbolic"}
    assert len(derivation.steps) >= 3


@pytest.mark.parametrize("factor", [2, -1])
def test_a_wrong_variance_breaks_its_derivation(factor):
    right = law.gradient_variance_G()
    *before, last = right.steps
    wrong = Step(factor * last.expression, last.reason, via=last.via)
    with pytest.raises(DerivationError, match="differentiate"):
        Derivation("broken", (*before, wrong), MODEL_DOMAIN)


def test_bad_arguments():
    with pytest.raises(DomainError, match="axis = 0"):
        sphere_D.tangent(0)
    with pytest.raises(DomainError, match="dimension = 1"):
        covariance(L_D.along(D2), L_D, dimension=1)
    with pytest.raises(DomainError, match="undifferentiated"):
        kernel(L_D.along(D1), L_D)
