"""Bounds of absolute values, and equalities of moduli, arguments, conjugates and roots."""

import pytest

import glassproof as gp


def verdict(text: str, where: str) -> str:
    return str(gp.check(text, where=where).verdict)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("abs(u - v) <= abs(u) + abs(v)", "u complex, v complex"),
        ("abs(re(w) + im(w)) <= 2*abs(w)", "w complex"),
        ("abs(cosh(w)) <= cosh(abs(w))", "w complex"),
        ("abs(log(1 + w)) <= -log(1 - abs(w))", "w complex, abs(w) < 1"),
        ("abs(cos(a) - cos(b)) <= abs(a - b)", "a real, b real"),
        ("abs(tanh(a) - tanh(b)) < 2", "a real, b real"),
        ("abs(cos(a + b*I)) <= cosh(b)", "a real, b real"),
        ("abs(zeta(w)) <= zeta(re(w))", "w complex, re(w) > 2"),
        ("abs(arg(w)) <= 4", "w complex"),
        ("abs(chebyshevu(3*n, cos(a))) <= abs(3*n + 1)", "n integer, a real"),
        ("2*abs(legendre(n + 1, t/2)) <= 2", "n integer >= 0, t in [-2,2]"),
        ("conjugate(sqrt(w))*sqrt(w) = abs(w)", "w complex"),
        ("arg(w**(1/3)) = arg(w)/3", "w complex, w != 0"),
        ("abs(w**(2 + I)) = abs(w)**2*exp(-arg(w))", "w complex, w != 0"),
        ("sign(u*v) = sign(u)*sign(v)", "u complex, v complex"),
        ("log(w) + log(conjugate(w)) = 2*log(abs(w))", "w in lower half-plane"),
        ("log(exp(2*w)) = 2*w", "w complex, im(w) > -1, im(w) < 1"),
        ("sqrt(w - 3*w**2) = sqrt(w)*sqrt(1 - 3*w)", "w complex"),
        ("conjugate(elliptic_k(w)) = elliptic_k(conjugate(w))", "w in lower half-plane"),
    ],
)
def test_is_proven(text: str, where: str) -> None:
    assert verdict(text, where) == "verified"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("abs(u - v) <= abs(u) - abs(v)", "u complex, v complex"),
        ("abs(legendre(n, t)) <= 1", "n integer >= 0, t in [-2,2]"),
        ("abs(re(w) + im(w)) <= abs(w)", "w complex"),
        ("abs(cosh(w)) <= cosh(re(w))/2", "w complex"),
        ("abs(tanh(a) - tanh(b)) < 1", "a real, b real"),
        ("conjugate(sqrt(w)) = sqrt(conjugate(w))", "w complex"),
        ("log(w) + log(conjugate(w)) = 2*log(abs(w))", "w complex"),
        ("sqrt(w + 3*w**2) = sqrt(w)*sqrt(3*w + 1)", "w complex"),
        ("log(exp(2*w)) = 2*w", "w complex, im(w) > -3, im(w) < 3"),
        ("sign(u)*abs(u) = conjugate(u)", "u complex"),
    ],
)
def test_is_refuted(text: str, where: str) -> None:
    assert verdict(text, where) == "refuted"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("sign(w)*conjugate(sign(w)) = 1", "w complex"),  # but where w = 0
        ("log(conjugate(w)) = conjugate(log(w))", "w complex"),  # but on the cut
        ("abs(atan(w)) <= atanh(abs(w))", "w complex, abs(w) < 2"),
    ],
)
def test_is_not_proven(text: str, where: str) -> None:
    assert verdict(text, where) != "verified"
