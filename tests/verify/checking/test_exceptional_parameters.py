"""Identities that hold for all values of a parameter but one or two."""

from __future__ import annotations

import pytest

from glassproof.verify.checking.check import check_equal
from tests.limits import VERDICT


@pytest.mark.parametrize(
    ("left", "right", "where", "verdict"),
    [
        ("Sum((-1)**k*binomial(n, k), (k, 0, n))", "0", "n integer >= 0", "refuted"),
        ("Sum((-1)**k*binomial(n, k), (k, 0, n))", "0", "n integer >= 1", "verified"),
        ("Sum((-1)**k*binomial(n - 5, k), (k, 0, n - 5))", "0", "n integer >= 5", "refuted"),
        ("Sum((-1)**k*k*binomial(n, k), (k, 0, n))", "0", "n integer >= 1", "refuted"),
        ("Sum((-1)**k*k*binomial(n, k), (k, 0, n))", "0", "n integer >= 2", "verified"),
        ("Sum((-1)**k*binomial(Abs(n - 7), k), (k, 0, Abs(n - 7)))", "0", "n integer >= 0",
         "refuted"),
        ("(n - 4)*Sum((n - 3)**k, (k, 0, m))", "(n - 3)**(m + 1) - 1",
         "n integer >= 4, m integer >= 0", "verified"),
        ("Integral(cos(n*x), (x, 0, 2*pi))", "0", "n integer >= 0", "refuted"),
        ("Integral(cos(n*x), (x, 0, 2*pi))", "0", "n integer >= 1", "verified"),
        ("Integral(cos((n - 5)*x), (x, 0, 2*pi))", "0", "n integer >= 0", "refuted"),
        ("Integral(cos(n*x)**2, (x, 0, 2*pi))", "pi", "n integer", "refuted"),
        ("Integral(cos(n*x)**2, (x, 0, 2*pi))", "pi", "n integer, n != 0", "verified"),
    ],
)  # fmt: skip
def test_the_zero_of_a_divisor_is_no_part_of_the_proof(left, right, where, verdict):
    assert str(check_equal(left, right, where=where, limits=VERDICT).verdict) == verdict


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("Limit(exp(-a*x), x, oo)", "0", "a >= 0"),
        ("Limit(a*x/(1 + a*x), x, oo)", "1", "a >= 0"),
        ("Limit(atan((a - 1/2)*x), x, oo)", "pi/2", "a >= 1/2"),
        ("Limit(a**n, n, oo)", "0", "a in [0, 1]"),
        ("Integral(a/(a**2 + x**2), (x, -oo, oo))", "pi", "a >= 0"),
        ("Integral((a - 2)/((a - 2)**2 + x**2), (x, 0, oo))", "pi/2", "a >= 2"),
        ("Integral(a*exp(-a*x), (x, 0, oo))", "1", "a >= 0"),
        ("Sum(a*(1 - a)**k, (k, 0, oo))", "1", "a in [0, 1]"),
        ("Sum(x**2/(1 + x**2)**k, (k, 0, oo))", "1 + x**2", "x real"),
    ],
)
def test_a_value_of_its_own_at_one_parameter_is_seen(left, right, where):
    found = check_equal(left, right, where=where, limits=VERDICT)
    assert str(found.verdict) == "refuted", found.judgement.ruling.reason
