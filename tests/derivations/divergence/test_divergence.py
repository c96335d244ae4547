"""What diverges is found, and what converges, if only just, is never said to diverge."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.divergence import integrals, principal_values, products, sums
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.limits.decisions import Decisions

K = sp.Symbol("k", integer=True)
X, Y = sp.symbols("x y", real=True)
A = sp.Symbol("a", positive=True)
OO, PI = sp.oo, sp.pi
log, sin, cos, exp = sp.log, sp.sin, sp.cos, sp.exp

INTEGRALS = [
    (sin(X), 0, OO), (X * sin(X), 0, OO), (sin(X) ** 2, 0, OO), (exp(sp.I * X), 0, OO),
    (cos(X), -OO, 0), (sp.tan(X), 0, PI), (1 / (X * log(X)), 2, OO), (1 / log(X), 0, 2),
    (1 / (X * log(X) * log(log(X))), 3, OO), (1 / (X * log(X)), 0, sp.Rational(1, 2)),
    (sp.Abs(sin(X)) / X, 1, OO), (cos(X) ** 2 / X, 1, OO), (sp.gamma(X), 0, 1), (log(X), 0, OO),
    (sp.zeta(X), 0, 2), (sp.floor(X), 0, OO), (exp(sp.I * X) / (exp(sp.I * X) - 1), -PI, PI),
    (exp(A * X), 0, OO), (X**-A / X, 0, 1), (cos(A * X), 0, OO), (1 / (X - 1) ** 2, 0, 3),
]  # fmt: skip
CONVERGENT_INTEGRALS = [
    (sin(X) / X, 0, OO), (sin(X**2), 0, OO), (X * sin(X**3), 0, OO), (1 / (X * log(X) ** 2), 2, OO),
    (log(X) / sp.sqrt(X), 0, 1), (exp(X) * cos(exp(2 * X)), 0, OO), (sp.sqrt(sp.tan(X)), 0, PI / 2),
    (log(sin(X)), 0, PI), (cos(X) / log(X), 2, OO), (sp.Abs(sin(X)) / X**2, 1, OO),
    (1 / (X * log(X) * log(log(X)) ** 2), 3, OO), (exp(-A * X) * sin(X), 0, OO),
    (sin(X - PI / 2) / (X - PI / 2), 0, PI), (sp.besselj(0, X), 0, OO),
]  # fmt: skip
SUMS = [
    1 / (K * log(K)), sin(K), log(1 + 1 / K), (1 + (-1) ** K) / K, cos(K) ** 2 / K, log(K) / K,
    sp.harmonic(K) / K, sin(PI * K / 2), (-1) ** K * K / (K + 1), (-1) ** K / sp.sqrt(K) + 1 / K,
    (-1) ** K / (sp.sqrt(K) + (-1) ** K), A / K, K**-A * K**A,
]  # fmt: skip
CONVERGENT_SUMS = [
    (-1) ** K / K, (-1) ** K / sp.sqrt(K), sin(K) / K, cos(2 * PI * K / 3) / K,
    1 / (K * log(K) ** 2), (-1) ** K * log(K) / K, 1 / K - 1 / (K + 1), exp(sp.I * K) / K,
    (1 + (-1) ** K) / K**2, cos(K) ** 2 / K**2, sin(PI * K) * K, exp(-A * K),
]  # fmt: skip
PRODUCTS = [
    sp.Integer(2), 1 + 1 / K, 1 + 1 / sp.sqrt(K), (-1) ** K, K, sp.Integer(-1), 1 + A / K,
    (-1) ** K * (1 + 1 / K**2), sp.Rational(3, 2) ** ((-1) ** K) * (1 + 1 / K),
]  # fmt: skip
OTHER_PRODUCTS = [
    1 - 1 / K**2, 1 + (-1) ** K / K, (1 + 1 / K) * exp(-1 / K), sp.Integer(1), (-1) ** (2 * K),
    1 - 1 / K, sp.Rational(1, 2), 1 + (-1) ** K, sp.Rational(3, 2) ** ((-1) ** K) / 2,
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high"), INTEGRALS, ids=str)
def test_divergent_integrals(f: sp.Expr, low: sp.Expr, high: sp.Expr) -> None:
    reason = integrals.why_divergent(sp.Integral(f, (X, low, high)), Decisions())
    assert reason.startswith("the integral diverges at x = ")


@pytest.mark.parametrize(("f", "low", "high"), CONVERGENT_INTEGRALS, ids=str)
def test_convergent_integrals(f: sp.Expr, low: sp.Expr, high: sp.Expr) -> None:
    assert integrals.why_divergent(sp.Integral(f, (X, low, high)), Decisions()) == ""


@pytest.mark.parametrize(
    ("f", "diverges"),
    [(1 / (X * Y), True), (1 / (X - Y), True), (exp(-X), True), (1 / sp.sqrt(X * Y), False)],
)
def test_iterated_integrals(f: sp.Expr, diverges: bool) -> None:
    high = OO if f == exp(-X) else 1
    node = sp.Integral(f, (X, 0, high), (Y, 0, high))
    assert bool(integrals.why_divergent(node, Decisions())) is diverges


@pytest.mark.parametrize("term", SUMS, ids=str)
def test_divergent_sums(term: sp.Expr) -> None:
    assert "diverges" in sums.why_divergent(sp.Sum(term, (K, 2, OO)), Decisions())


@pytest.mark.parametrize("term", CONVERGENT_SUMS, ids=str)
def test_convergent_sums(term: sp.Expr) -> None:
    assert sums.why_divergent(sp.Sum(term, (K, 2, OO)), Decisions()) == ""


@pytest.mark.parametrize("factor", PRODUCTS, ids=str)
def test_divergent_products(factor: sp.Expr) -> None:
    assert "diverges" in products.why_divergent(sp.Product(factor, (K, 1, OO)), Decisions())


@pytest.mark.parametrize("factor", OTHER_PRODUCTS, ids=str)
def test_products_that_converge_or_tend_to_zero(factor: sp.Expr) -> None:
    assert products.why_divergent(sp.Product(factor, (K, 2, OO)), Decisions()) == ""


@pytest.mark.parametrize(
    ("f", "low", "high", "diverges"),
    [
        (1 / X, 0, 1, True), (1 / X**2, -1, 1, True), (1 / X, -1, 2, False), (X, -OO, OO, False),
        (1 / X**3, -1, 1, False), (1 / sp.Abs(X), -1, 1, True), (1 / (X - 1), 0, OO, True),
        (sp.tan(X), 0, PI, False), (1 / (X**2 - 1), 0, OO, False),
    ],
)  # fmt: skip
def test_principal_values(f: sp.Expr, low: sp.Expr, high: sp.Expr, diverges: bool) -> None:
    node = PrincipalValue(sp.Integral(f, (X, low, high)))
    assert bool(principal_values.why_divergent(node, Decisions())) is diverges
