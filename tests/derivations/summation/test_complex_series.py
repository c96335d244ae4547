"""Power series and hypergeometric functions of complex symbols."""

import pytest

import glassproof as gp
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import BARE


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("cosh(2*z)", "Sum(4**k*z**(2*k)/factorial(2*k), (k, 0, oo))", "z complex"),
        ("log(1 + w)", "Sum((-1)**(k + 1)*w**k/k, (k, 1, oo))", "w complex, abs(w) < 1"),
        ("1/(2 - z)", "Sum(z**k/2**(k + 1), (k, 0, oo))", "z complex, abs(z) < 2"),
        ("atanh(z)", "Sum(z**(2*k + 1)/(2*k + 1), (k, 0, oo))", "z complex, abs(z) < 1"),
        ("hyper([1/2], [a], z)", "Sum(rf(1/2, k)/rf(a, k)*z**k/factorial(k), (k, 0, oo))",
         "a complex, z complex"),
        ("cos(u - z)", "Sum(cos(u - pi*k/2)*z**k/factorial(k), (k, 0, oo))",
         "u complex, z complex"),
        ("Sum(lucas(k)*z**k/factorial(k), (k, 0, oo))", "2*exp(z/2)*cosh(sqrt(5)*z/2)",
         "z complex"),
        ("Sum(chebyshevu(k, x)*z**k/factorial(k), (k, 0, oo))",
         "exp(z*x)*(cosh(z*sqrt(x**2 - 1)) + x*sinh(z*sqrt(x**2 - 1))/sqrt(x**2 - 1))",
         "x in (-1, 1), z complex"),
        ("sinh(z)", "z*hyper([], [3/2], z**2/4)", "z complex"),
        ("hyper([1, 1], [5/2], 1/2)", "6 - 3*pi/2", ""),
        ("hyper([1/3, -1/3], [2], 1)", "gamma(2)*gamma(2)/(gamma(5/3)*gamma(7/3))", ""),
        ("erfi(z)", "2*z/sqrt(pi)*exp(z**2)*hyper([1], [3/2], -z**2)", "z complex"),
    ],
)  # fmt: skip
def test_is_proven(left: str, right: str, where: str) -> None:
    assert str(check_equal(left, right, where=where, limits=BARE).verdict) == "verified"


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("cosh(2*z)", "Sum(4**k*z**(2*k)/factorial(2*k), (k, 1, oo))", "z complex"),
        ("log(1 + w)", "Sum((-1)**k*w**k/k, (k, 1, oo))", "w complex, abs(w) < 1"),
        ("hyper([1, 1], [5/2], 1/2)", "6 - 2*pi", ""),
        ("besseli(n, z)", "I**n*besselj(n, I*z)", "n integer, z complex"),
    ],
)  # fmt: skip
def test_is_refuted(left: str, right: str, where: str) -> None:
    assert str(check_equal(left, right, where=where, limits=BARE).verdict) == "refuted"


def test_a_sum_of_complex_terms_is_not_taken_for_a_real_number() -> None:
    series = "Sum(z**k/factorial(k), (k, 0, oo))"
    found = gp.check(f"re({series})", equals=series, where="z complex")
    assert str(found.verdict) != "verified"


def test_powers_of_the_imaginary_unit_are_exact() -> None:
    found = gp.check(
        "besseli(n, z)", equals="I**(-n)*besselj(n, I*z)", where="n integer, z complex"
    )
    assert str(found.verdict) == "verified"
