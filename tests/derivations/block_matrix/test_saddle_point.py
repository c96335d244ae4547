"""The quartic, its density, its moments, its discriminant."""

from fractions import Fraction
from itertools import product

import mpmath as mp
import pytest
import sympy as sp

from glassproof.derivations.block_matrix.certified_support import edges
from glassproof.derivations.block_matrix.roots import physical_root
from glassproof.derivations.block_matrix.saddle_point import (
    density_from_root,
    discriminant,
    moments,
    quartic,
)
from glassproof.derivations.block_matrix.support import critical_polynomial, parametrisation, y
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, kappa_prime, t, x1, z
from tests.derivations.spectrum_reference import wasserstein

FIGURE_1 = {kappa: sp.Rational(9, 10), b: sp.Integer(1), b1: sp.Rational(1, 2)}
POINTS = [
    {**FIGURE_1, x1: sp.Rational(11, 10)},
    {**FIGURE_1, x1: sp.Integer(4)},
    {kappa: sp.Rational(1, 2), b: sp.Integer(1), b1: sp.Integer(1), x1: sp.Integer(2)},
    {kappa: sp.Rational(1, 5), b: sp.Rational(1, 2), b1: sp.Integer(2), x1: sp.Integer(-1)},
]


@pytest.mark.parametrize("values", POINTS)
def test_density_against_sampled_eigenvalues(values):
    """Wasserstein distance between one spectrum of size N = 1000 and the derived density.

    W1 is Lipschitz in the standard Gaussians behind the matrix, with constant L/N, L^2 = b^2 +
    b1^2/kappa; so W1 exceeds its mean by 6.5 L/N with probability < exp(-6.5^2/2) < 1e-9. The mean
    is below 3 L/N (averages over 20 other seeds: 0.9 to 2.5 L/N, grid error included).
    """
    scale = float(sp.sqrt(values[b] ** 2 + values[b1] ** 2 / values[kappa])) / 1000
    distance, mass = wasserstein(values, quartic().result)
    assert distance < 9.5 * scale
    assert mass == pytest.approx(1, abs=2e-4)  # trapezoid rule at square-root edges


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        (3, lambda e: e.subs(kappa, 1 - kappa)),
        (2, lambda e: e.subs(b1, sp.sqrt(2) * b1)),
        (2, lambda e: e.subs(x1, -x1)),
        (2, lambda e: e - kappa_prime * b1**2 / kappa * (t**2 - z * t + kappa_prime * b**2 / 2)),
    ],
    ids=["kappa", "factor-2", "sign-x1", "sign-constant"],
)
def test_power_of_the_wasserstein_test(number, broken):
    """Each broken quartic is rejected at the same threshold, whichever root rule is used."""
    values = POINTS[number]
    scale = float(sp.sqrt(values[b] ** 2 + values[b1] ** 2 / values[kappa])) / 1000
    for physical in (True, False):
        distance, _ = wasserstein(values, broken(quartic().result), physical=physical)
        assert distance > 19 * scale


def wick_trace_moment(order, *, n_D, n_G, b_squared, b1_squared, shift):
    """(1/N) E tr H^order at finite N: Isserlis' theorem with means, summed over closed walks."""
    size = n_D + n_G

    def mean(i, j):
        return -shift if i == j and i < n_D else Fraction(0)

    def covariance(one, other):
        matches = (one == other) + (one == other[::-1])
        inner = all(index < n_D for index in (*one, *other))
        return matches * (b_squared / (2 * size) + (b1_squared / (2 * n_D) if inner else 0))

    def expectation(entries):
        if not entries:
            return Fraction(1)
        first, rest = entries[0], entries[1:]
        total = mean(*first) * expectation(rest) if mean(*first) else Fraction(0)
        for k, other in enumerate(rest):
            weight = covariance(first, other)
            if weight:
                total += weight * expectation(rest[:k] + rest[k + 1 :])
        return total

    walks = product(range(size), repeat=order)
    total = sum(
        (expectation([(w[k], w[(k + 1) % order]) for k in range(order)]) for w in walks),
        Fraction(0),
    )
    return total / size


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_moments_against_wick(order):
    """The exact trace moments are polynomials of degree 2 in 1/N; their constant term is m_k."""
    squares = {"b_squared": Fraction(9, 4), "b1_squared": Fraction(4, 9), "shift": Fraction(3, 2)}
    values = {
        kappa: sp.Rational(1, 4), b: sp.Rational(3, 2), b1: sp.Rational(2, 3), x1: sp.Rational(3, 2)
    }  # fmt: skip
    samples = [
        (sp.Rational(1, n), wick_trace_moment(order, n_D=n // 4, n_G=n - n // 4, **squares))
        for n in (4, 8, 12)
    ]
    points = [(inverse, sp.Rational(v.numerator, v.denominator)) for inverse, v in samples]
    limit = sp.interpolate(points, t).subs(t, 0)
    assert limit == moments().result[order].subs(values)
    assert limit != moments().result[order].subs({**values, kappa: sp.Rational(3, 4)})


def test_semicircle_where_the_blocks_are_alike():
    """b1 = x1 = 0: the root is t = z - b^2 g/2 with b^2 g^2/2 - z g + 1 = 0, so t = 1/g."""
    g = sp.Symbol("g")
    limit = sp.numer(sp.together(quartic().result.subs({b1: 0, x1: 0, t: 1 / g})))
    assert sp.rem(sp.expand(limit), b**2 * g**2 / 2 - z * g + 1, g) == 0


def test_decoupled_limit():
    """b -> 0: y = g_D solves the semicircle equation of b1 M1 - x1, by the quartic's y-form."""
    equation = (z - parametrisation().result).subs(b, 0)
    alone = z + x1 - 1 / y - b1**2 * y / 2
    assert sp.simplify(equation - alone) == 0


def test_density_formula():
    value = density_from_root().result.subs({t: 1 + 3 * sp.I, b: 2})
    assert value == sp.Rational(3, 2) / sp.pi


def test_shape_of_the_quartic():
    """Its roots satisfy the Dyson equations: t = 1/g_G with g_D eliminated by hand at one point."""
    values = {kappa: sp.Rational(1, 3), b: sp.Integer(2), b1: sp.Integer(1), x1: sp.Integer(1)}
    for root in sp.Poly(quartic().result.subs({**values, z: 3}), t).nroots(n=30):
        g_D = (2 * (3 - root) / 4 - sp.Rational(2, 3) / root) * 3
        residual = 1 / g_D - (3 + 1 - (3 - root) - g_D / 2)
        assert abs(complex(residual)) < 1e-25  # 30 digits, a few operations


def test_discriminant_is_the_product_over_critical_values():
    """Roots in z of the sextic are Z(y) at the six roots of C(y), all of them, complex too."""
    values = {kappa: sp.Rational(2, 7), b1: sp.Rational(3, 5), x1: sp.Rational(4, 3)}
    sextic = sp.Poly(discriminant().result.subs(values), z)
    assert sextic.degree() == 6
    critical = sp.Poly(critical_polynomial().result.subs({**values, b: 1}), y)
    where = parametrisation().result.subs({**values, b: 1})
    by_branch_points = [complex(where.subs(y, root)) for root in critical.nroots(n=40)]
    by_discriminant = [complex(root) for root in sextic.nroots(n=40)]
    for value in by_branch_points:
        assert min(abs(value - other) for other in by_discriminant) < 1e-12  # doubles
    for value in by_discriminant:
        assert min(abs(value - other) for other in by_branch_points) < 1e-12
    assert sextic.coeff_monomial(z**6) != 0


def test_mass_and_mean_to_ten_digits():
    """Gauss-Chebyshev quadrature of the physical density: mass 1, mean -kappa x1."""
    values = POINTS[1]
    ends = [float(end.mid()) for end in edges(values)]
    mass = mean = mp.mpf(0)
    nodes = 48
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        for k in range(1, nodes + 1):
            angle = mp.pi * k / (nodes + 1)
            at = (low + high) / 2 + (high - low) / 2 * mp.cos(angle)
            root = physical_root({**values, z: sp.Rational(float(at))})
            density = 2 * mp.mpf(float(root.imag.mid())) / (mp.pi * mp.mpf(1))
            weight = mp.pi / (nodes + 1) * mp.sin(angle) * (high - low) / 2
            mass += weight * density
            mean += weight * density * at
    # analytic apart from the square roots at the ends, which the rule integrates exactly
    assert abs(mass - 1) < 1e-10
    assert abs(mean + mp.mpf("3.6")) < 1e-9
