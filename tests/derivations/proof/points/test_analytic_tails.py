"""Sums and products of terms that are analytic in 1/k: their balls hold values from elsewhere."""

from __future__ import annotations

import flint
import mpmath
import pytest
import sympy as sp

from glassproof.derivations.proof.points.enclosures.discs import TERMS, Disc
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import Program

K = sp.Symbol("k", integer=True)
T, X = sp.symbols("t x", real=True)
OO = sp.oo
Z = sp.Symbol("z", positive=True)

KNOWN = [
    (sp.Sum(1 / K - sp.log(1 + 1 / K), (K, 1, OO)), lambda: mpmath.euler),
    (sp.Sum((-1) ** K * sp.log(1 + 1 / K), (K, 1, OO)), lambda: mpmath.log(2 / mpmath.pi)),
    (sp.Sum((-1) ** (K + 1) / sp.sqrt(K), (K, 1, OO)), lambda: mpmath.altzeta(0.5)),
    (sp.Sum(sp.atan(1 / (K**2 + K + 1)), (K, 1, OO)), lambda: mpmath.pi / 4),
    (sp.Sum(sp.sqrt(K + 1) - sp.sqrt(K) - 1 / (2 * sp.sqrt(K)), (K, 1, OO)),
     lambda: -1 - mpmath.zeta(mpmath.mpf(1) / 2) / 2),
    (sp.Sum(1 - K * sp.sin(1 / K), (K, 1, OO)),
     lambda: mpmath.nsum(lambda k: 1 - k * mpmath.sin(1 / k), [1, mpmath.inf])),
    (sp.Product(1 / sp.sqrt(1 + 1 / K**2), (K, 1, OO)),
     lambda: mpmath.sqrt(mpmath.pi / mpmath.sinh(mpmath.pi))),
    (sp.Product(sp.exp(-1 / K) * (1 + 1 / K), (K, 1, OO)), lambda: mpmath.exp(-mpmath.euler)),
    (sp.Sum(sp.fibonacci(K) / 2**K, (K, 1, OO)), lambda: 2),
    (sp.Sum(sp.zeta(K) - 1, (K, 2, OO)), lambda: 1),
    (sp.Sum(sp.harmonic(K) / 2**K, (K, 1, OO)), lambda: 2 * mpmath.log(2)),
    (sp.Sum(1 / sp.fibonacci(2**K), (K, 0, OO)), lambda: (7 - mpmath.sqrt(5)) / 2),
    (sp.Sum(sp.chebyshevt(K, sp.Rational(1, 3)) / sp.factorial(K), (K, 0, OO)),
     lambda: mpmath.exp(mpmath.mpf(1) / 3) * mpmath.cos(mpmath.sqrt(8) / 3)),
    (sp.Sum(sp.sin(1 + sp.pi * K / 2) / sp.factorial(K), (K, 0, OO)), lambda: mpmath.sin(2)),
]  # fmt: skip


def _ball(node: sp.Expr, digits: int = 30) -> object:
    program = Program()
    (found,) = AtPoint(program, {}).outcomes([program.add(node)], digits)
    return found


@pytest.mark.parametrize(("node", "value"), KNOWN, ids=[str(n) for n, _ in KNOWN])
def test_the_ball_holds_the_value_and_is_narrow(node: sp.Expr, value: object) -> None:
    found = _ball(node)
    assert isinstance(found, Value)
    with mpmath.workdps(40):
        number = mpmath.nstr(mpmath.mpf(value()), 30)
    gap = found.ball.real - flint.arb(number)
    assert abs(gap).abs_lower() < 1e-24
    assert found.ball.rad() < 1e-20


@pytest.mark.parametrize(
    "term", [1 / K, sp.log(1 + 1 / K), sp.sin(1 / K), 1 / sp.sqrt(K), sp.cos(1 / K), sp.zeta(K)]
)
def test_divergent_sums_have_no_ball(term: sp.Expr) -> None:
    assert not isinstance(_ball(sp.Sum(term, (K, 2, OO))), Value)


@pytest.mark.parametrize("factor", [1 + 1 / K, sp.cos(1 / sp.sqrt(K)), sp.exp(1 / K)])
def test_divergent_products_have_no_ball(factor: sp.Expr) -> None:
    assert not isinstance(_ball(sp.Product(factor, (K, 1, OO))), Value)


def test_coefficients_are_those_of_the_series() -> None:
    disc = Disc.around(lambda w: 1 / (1 - w), ())
    assert disc is not None
    assert all(c.overlaps(1) for c in disc.coefficients())
    assert disc.bound(TERMS) >= 1


@pytest.mark.parametrize(
    ("integrand", "value"),
    [
        (sp.exp(-T) / T - sp.exp(-Z * T) / (1 - sp.exp(-T)), lambda: mpmath.digamma(3)),
        (sp.exp(-Z * T) * (sp.Rational(1, 2) - 1 / T + 1 / (sp.exp(T) - 1)),
         lambda: mpmath.log(3) - mpmath.mpf(1) / 6 - mpmath.digamma(3)),
        ((T - sp.tanh(T)) / T**3 * sp.exp(-T), lambda: mpmath.quad(
            lambda t: (t - mpmath.tanh(t)) / t**3 * mpmath.exp(-t), [0.01, 1, 5, 30])
            + mpmath.quad(lambda t: (1 / mpmath.mpf(3) - 2 * t**2 / 15 + 17 * t**4 / 315)
                          * mpmath.exp(-t), [0, 0.01])),
    ],
)  # fmt: skip
def test_removable_singularities_are_integrated_over(integrand: sp.Expr, value: object) -> None:
    program = Program()
    root = program.add(sp.Integral(integrand, (T, 0, OO)))
    point = {Z: 3} if integrand.has(Z) else {}
    (found,) = AtPoint(program, point).outcomes([root], 20)
    assert isinstance(found, Value)
    with mpmath.workdps(30):
        number = mpmath.nstr(value(), 20)
    assert abs(found.ball.real - flint.arb(number)).abs_lower() < 1e-11


def test_a_way_off_the_axis_is_straight() -> None:
    z = sp.Symbol("z")
    program = Program()
    root = program.add(sp.Integral(1 / T, (T, 1, z)))
    (found,) = AtPoint(program, {z: flint.acb(0, 2)}).outcomes([root], 20)
    assert isinstance(found, Value)
    assert found.ball.overlaps(flint.acb(0, 2).log())


def test_hypergeometric_series_of_rational_terms_on_the_unit_circle() -> None:
    """a^-2 3F2(1, a, a; a + 1, a + 1; 1) = zeta(2, a), where FLINT's own series has no ball."""
    a = sp.Symbol("a")
    program = Program()
    root = program.add(sp.hyper([1, a, a], [a + 1, a + 1], 1) / a**2)
    place = flint.acb(flint.fmpq(1, 3), 2)
    (found,) = AtPoint(program, {a: place}).outcomes([root], 20)
    assert isinstance(found, Value)
    assert found.ball.overlaps(flint.acb(2).zeta(place))
    assert found.ball.rad() < 1e-15


def test_double_sums_of_gamma_functions_are_products() -> None:
    j, x, y = sp.Symbol("j", integer=True), *sp.symbols("x y")
    term = sp.binomial(j + K, K) * x**K * y**j / sp.factorial(j + K)
    program = Program()
    root = program.add(sp.Sum(term, (j, 0, OO), (K, 0, OO)))
    for point in ({x: 0, y: 0}, {x: sp.Rational(1, 2), y: -3}):
        (found,) = AtPoint(program, point).outcomes([root], 20)
        assert isinstance(found, Value)
        assert found.ball.real.overlaps(flint.arb(str(sp.N(sp.exp(point[x] + point[y]), 30))))
