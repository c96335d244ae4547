"""Values at special arguments, Bernoulli numbers, Chebyshev polynomials, series that end."""

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.special_functions import elliptic_values, polygamma_values
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import BARE


@pytest.mark.parametrize("order", range(5))
@pytest.mark.parametrize("q", range(1, polygamma_values.MOST_DENOMINATOR + 1))
def test_polygamma_functions_at_rational_numbers(order: int, q: int) -> None:
    for p in range(1, q + 1):
        value = polygamma_values.at_rational(order, sp.Rational(p, q))
        if value is None:
            continue
        with mpmath.workdps(30):
            expected = mpmath.polygamma(order, mpmath.mpf(p) / q)
            assert abs(mpmath.mpf(str(sp.N(value, 30))) / expected - 1) < 1e-20


@pytest.mark.parametrize("kind", [sp.elliptic_k, sp.elliptic_e])
@pytest.mark.parametrize(
    "m", [sp.S.Half, sp.Integer(-1), sp.Integer(2), 17 - 12 * sp.sqrt(2), 4 * sp.sqrt(3) - 7,
          sp.Rational(1, 2) + sp.sqrt(3) / 4, (4 - 3 * sp.sqrt(2)) / 8],
)  # fmt: skip
def test_elliptic_integrals_at_numbers(kind: type, m: sp.Expr) -> None:
    value = elliptic_values.transformed(kind, m)
    if value is None:
        return
    with mpmath.workdps(30):
        name = {sp.elliptic_k: mpmath.ellipk, sp.elliptic_e: mpmath.ellipe}[kind]
        below = mpmath.mpf(str(sp.N(m, 40))) - (mpmath.mpc(0, 1e-40) if m > 1 else 0)
        assert abs(complex(sp.N(value, 25)) - complex(name(below))) < 1e-13


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("polygamma(1, 1/12) + polygamma(1, 11/12)", "4*pi**2*(2 + sqrt(3))", ""),
        ("digamma(7/8) - digamma(1/8)", "pi*(1 + sqrt(2))", ""),
        ("zeta(w, 1/3) + zeta(w, 2/3)", "(3**w - 1)*zeta(w)", "w complex, w != 1"),
        ("zeta(w, 3*u)", "3**(-w)*(zeta(w, u) + zeta(w, u + 1/3) + zeta(w, u + 2/3))",
         "w complex, w != 1, u > 0"),
        ("bernoulli(2*m + 5)", "0", "m integer >= 0"),
        ("zeta(1 - 2*m)", "-bernoulli(2*m)/(2*m)", "m integer >= 1"),
        ("elliptic_e(1/2)*elliptic_k(1/2)", "pi/4 + elliptic_k(1/2)**2/2", ""),
        ("loggamma(w + 2) - loggamma(w)", "log(w) + log(w + 1)", "w complex"),
        ("chebyshevu(n, w)*sqrt(w**2 - 1)",
         "((w + sqrt(w**2 - 1))**(n + 1) - (w - sqrt(w**2 - 1))**(n + 1))/2",
         "n integer, w complex"),
        ("chebyshevt(n, w)", "cos(n*acos(w))", "n integer, w complex"),
        ("chebyshevt(n, 1 - 2*t)", "hyper([-n, n], [1/2], t)", "n integer, t complex"),
        ("Sum(binomial(n, k)*fibonacci(k + 1), (k, 0, n))", "fibonacci(2*n + 1)", "n integer >= 0"),
        ("Sum(binomial(n, k)*cos(k*t), (k, 0, n))", "2**n*cos(t/2)**n*cos(n*t/2)",
         "n integer >= 0, t real"),
        ("Derivative(loggamma(w), (w, m))", "polygamma(m - 1, w)", "m integer >= 1, w complex"),
        ("Product(gamma(t + k/m), (k, 1, m))",
         "(2*pi)**((m - 1)/2)*m**(-1/2 - m*t)*gamma(m*t + 1)", "t > 0, m integer >= 1"),
        ("Sum(1/(2*k + 1)**w, (k, 0, oo))", "(1 - 2**(-w))*zeta(w)", "w complex, re(w) > 1"),
        ("Product(2*x - 2*cos(k*pi/(2*m + 1)), (k, 1, 2*m))", "chebyshevu(2*m, x)",
         "m integer >= 1, x real"),
        ("Sum(digamma(k/n)*cos(4*pi*k/n), (k, 1, n))", "n*log(2*sin(2*pi/n))", "n integer >= 3"),
        ("Integral(exp(2*w*cos(t))*cos(m*t), (t, 0, pi))", "pi*besseli(m, 2*w)",
         "m integer, w complex"),
        ("Integral(t*exp(t), (t, u, v))", "(v - 1)*exp(v) - (u - 1)*exp(u)",
         "u complex, v complex"),
    ],
)  # fmt: skip
def test_is_proven(left: str, right: str, where: str) -> None:
    assert str(check_equal(left, right, where=where, limits=BARE).verdict) == "verified"


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("polygamma(1, 1/12) + polygamma(1, 11/12)", "4*pi**2*(2 - sqrt(3))", ""),
        ("zeta(w, 1/3) + zeta(w, 2/3)", "(3**w + 1)*zeta(w)", "w complex, w != 1"),
        ("Product(sin(k*pi/n), (k, 1, n))", "n/2**(n - 1)", "n integer >= 1"),
        ("Sum(digamma(k/n)*cos(4*pi*k/n), (k, 1, n))", "n*log(2*sin(pi/n))", "n integer >= 3"),
        ("bernoulli(2*m + 1)", "0", "m integer >= 0"),
        ("zeta(-m)", "bernoulli(m + 1)/(m + 1)", "m integer >= 0"),
        ("chebyshevu(n, w)", "sin(n*acos(w))/sqrt(1 - w**2)", "n integer, w complex"),
        ("loggamma(w)", "log(gamma(w))", "w complex"),
        ("Sum(binomial(n, k)*fibonacci(k), (k, 0, n))", "fibonacci(2*n + 1)", "n integer >= 0"),
    ],
)
def test_is_refuted(left: str, right: str, where: str) -> None:
    assert str(check_equal(left, right, where=where, limits=BARE).verdict) == "refuted"
