"""What LaTeX can mean in two ways: refused with both readings, or read and told."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.formula import read, require_one_spelling, with_signs
from glassproof.verify.reading.tokens import ParseError

LETTERS = "a b c d f g k m n p r t x y z theta phi kappa mu omega sigma E_1 x_12 X_n".split()
NAMES = {name: sp.Symbol(name, real=True) for name in LETTERS}
DECLARED = {
    name: sp.Symbol(name, real=True)
    for name in "x_1_2 x_hat bold_b lambda_plus lambda_minus x_star x_sup1 varphi kappa_prime "
    "sigma_eff e i gamma zeta pm cal_L v_D Gamma".split()
}


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"1\,000", 4, r"1 \cdot 0"),
        ("12 345", 4, "two numbers side by side"),
        ("10~000", 4, "two numbers side by side"),
        (r"10\ 000", 5, "two numbers side by side"),
        ("1,000", 3, "thousands"),
        (r"\max(x, 1,200)", 10, "thousands"),
        ("1{,}5", 2, "thousands or a fraction"),
        (r"2\tfrac12", 2, r"2 + \frac..., or 2 \cdot \frac"),
        (r"x 2 \frac{1}{2}", 3, "x_2, x^2"),
        (r"3\cdot 2\dfrac{1}{2}", 9, "mixed number"),
        ("1.5e3", 4, r"1.5 \cdot 10^"),
        ("2e-3", 2, r"2 \cdot e"),
        ("1.25(3)", 5, "digits in doubt"),
        ("007", 1, "superfluous 0"),
        ("x_10", 3, "x_{10}"),
        ("x_12", 3, r"x_1 \cdot 2"),
        ("x2", 2, "x_2, x^2"),
        ("x 2", 3, "x_2, x^2"),
        ("x^1/2", 4, "^{1/2}"),
        (r"\sqrt 12", 7, "only the 1"),
        (r"\Re\frac12\int_0^1 e^{ipt} dt", 11, "where the function's argument ends"),
        (r"\Im 2\log(-x)", 6, "where the function's argument ends"),
        (r"\operatorname{Im} x\sum_{k=0}^{3} k", 20, "where the function's argument ends"),
        (r"\frac123", 7, "only the 2"),
        ("x_{1,2}", 1, "'x_1_2' is not declared"),
        (r"\mathbf{b}", 1, "'bold_b' is not declared"),
        (r"\mathcal{L}", 1, "'cal_L' is not declared"),
        (r"\varphi", 1, "'varphi' is not declared"),
        (r"\kappa'", 1, "'kappa_prime' is not declared"),
        (r"\kappa^{\prime}", 1, "'kappa_prime' is not declared"),
        (r"\tilde x - x", 12, "two letters"),
        (r"x - \bar x", 5, "two letters"),
        ("x^{(1)}", 1, "x^{1}, or declare x_sup1"),
        ("n!!!", 2, "multiple factorial"),
        (r"\frac{d}{dx}", 1, "a derivative"),
        (r"\left(\frac{d}{dx}x\right)^2 x", 1, "a power of a derivative"),
        (r"t + (\partial_x x^3)^n\,\frac12", 5, "a power of a derivative"),
        (r"\frac{d^2 f}{d x^2}", 1, "a derivative"),
        (r"\frac{\mathrm{d}f}{\mathrm{d}x}", 1, "a derivative"),
        (r"f\,\mathrm{d}x", 4, "differential"),
        (r"\log\frac ab c", 14, r"\log(\frac ab) ... or \log(\frac ab ...)"),
        (r"\cos\theta\, r", 14, r"\cos(\theta) ... or"),
        (r"\sin (2+1)\theta", 6, r"\sin((2+1)\theta) or \theta\sin(2+1)"),
        (r"\sin(2+\frac12)\theta", 5, r"\theta\sin(2+\frac12)"),
        (r"\cos\left(\frac{3}{2}\right)x", 5, "whole argument"),
        (r"\cosh^2(4)x", 8, r"\cosh((4)x) or x\cosh(4)"),
        (r"\cos\theta r", 12, r"\cos(\theta ...)"),
        (r"\sin 2\,x", 9, "not clear"),
        (r"\sin\frac12 x", 13, "not clear"),
        (r"\sin x/y", 7, "not clear"),
        (r"\sin (x)^2", 9, "ambiguous"),
        (r"\sin^{-1} x", 1, "inverse or reciprocal"),
        (r"\log^{(2)} x", 5, "an iterate"),
        (r"x \leq y", 3, "is a relation"),
        ("x < y", 3, "is a relation"),
        ("0 < x = y", 3, "is a relation"),
        ("x = y", 1, "'x' is a value, too"),
        ("x + 1 = y", 1, "'x + 1' is a value, too"),
        ("2 = x", 1, "an equation is no value"),
        ("(x < y)", 4, "is a relation"),
        (r"x \approx y", 3, "is a relation"),
        ("f(x)", 2, "a factor or a function"),
        (r"f\left(2x\right)", 2, "a factor or a function"),
        ("f^{-1}(x)", 7, "a factor or a function"),
        ("x(y)", 2, "a factor or a function"),
        ("|x|y|z|", 5, "|x| y |z| or |x |y| z|"),
        ("a/bc", 4, "ambiguous"),
        ("1/2x", 4, "ambiguous"),
        (r"\left.x\right|", 1, "values at limits"),
        ("x & y", 5, "second formula"),
        (r"x \\ y", 6, "second formula"),
        ("x$y", 2, "within a formula"),
        (r"x \text{ if } y", 3, "words"),
        (r"x \pm y", 3, "stands for two formulas"),
    ],
)
def test_what_may_mean_two_things_is_refused(text, column, says):
    with pytest.raises(ParseError) as caught:
        read(text, NAMES, latex=True)
    assert says in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "plain", "told"),
    [
        ("n!!", "factorial2(n)", "double factorial"),
        (r"\sin(\theta)x", "x*sin(theta)", r"is read as \sin(\theta) times x"),
        (r"\log (x+1) y", "y*log(x+1)", r"is read as \log(x+1) times y"),
        ("(2n)!!", "factorial2(2*n)", "'(2n)!!' is read as the double factorial"),
        (r"\sin 2\theta", "sin(2*theta)", r"\sin(2\theta)"),
        (r"\sin\pi x y", "sin(pi*x*y)", r"\sin(\pi x y)"),
        (r"\log x^2", "log(x**2)", r"\log(x^2)"),
        (r"\log^2 x", "log(x)**2", "a power of the value"),
        (r"\sinh^{-1} x", "asinh(x)", "the inverse function"),
        ("f(x+1)", "f*(x + 1)", "read as a product"),
        ("x^{(n-1)}", "x**(n - 1)", "read as a power"),
        (r"e^{i t}", "exp(I*t)", "imaginary unit"),
        (r"\bar X_n", "X_n", "X_bar_n is read as X_n"),
        (r"\mathrm{x}", "x", "upright x"),
        ("[x+1]y", "(x+1)*y", "not as an integer part"),
        (r"\{x\}", "x", "not as a fractional part"),
        ("W = y", "y", "last side is read: 'y'"),
        ("x^2 = y + 1", "y + 1", "last side is read: 'y + 1'"),
        ("W = (y+1)^2 = y^2+2y+1", "y**2+2*y+1", "last side is read"),
        ("x - y = 0", "x - y", "left side is read: 'x - y'"),
        ("x % of y", "x", "is a comment"),
        (r"x \text{ for } ", "x", "'for' at the end"),
    ],
)
def test_what_is_overwhelmingly_meant_is_read_and_told(text, plain, told):
    reading = read(text, NAMES, latex=True)
    assert reading.expr == read(plain, NAMES).expr
    assert any(told in notice for notice in reading.notices), reading.notices


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("x_{1,2}", "x_1_2"),
        (r"\log|x|y", "y*log(Abs(x))"),
        (r"\log|x-t|\sqrt{y}", "log(Abs(x-t))*sqrt(y)"),
        ("x_{1, 2}", "x_1_2"),
        ("x_{12}", "x_12"),
        (r"\hat x", "x_hat"),
        (r"\hat{x}", "x_hat"),
        (r"\mathbf{b}", "bold_b"),
        (r"\boldsymbol b b", "bold_b*b"),
        (r"\mathcal L", "cal_L"),
        (r"\varphi-\phi", "varphi - phi"),
        (r"\lambda_+\lambda_-", "lambda_plus*lambda_minus"),
        (r"\lambda_{+}", "lambda_plus"),
        ("x^*", "x_star"),
        (r"x^{\ast}", "x_star"),
        ("x^{(1)}", "x_sup1"),
        (r"\kappa'", "kappa_prime"),
        (r"\sigma_{\text{eff}}", "sigma_eff"),
        (r"\gamma x", "gamma*x"),
        (r"\zeta", "zeta"),
        ("e^2", "e**2"),
        ("i^2", "i**2"),
        (r"x \pm y \mp z", "x + pm*y - pm*z"),
        ("n(n-1)", "n*(n - 1)"),
        (r"f\cdot(x)", "f*x"),
        (r"f\,(x)", "f*x"),
        ("k2^{k}", "k*2**k"),
        (r"2\cdot\frac12", "1"),
        (r"2\frac{n}{2}", "n"),
        (r"\binom{n}{k}k!", "binomial(n, k)*factorial(k)"),
        (r"{n \choose k}", "binomial(n, k)"),
        (r"{a \over b}", "a/b"),
        (r"2{a+b \over c}x", "2*(a + b)/c*x"),
        (r"\lfloor x \rfloor", "floor(x)"),
        (r"\lceil x/2 \rceil", "ceil(x/2)"),
        (r"\coth x", "coth(x)"),
        (r"\operatorname{arcsin}(x)", "asin(x)"),
        (r"\arccot x", "acot(x)"),
        (r"\operatorname{sgn} x", "sign(x)"),
        ("x \u2212 y\u00b7z", "x - y*z"),
        ("\u03b8\u00d7x", "theta*x"),
        ("|x| + |y|", "abs(x) + abs(y)"),
        ("|x||y|", "abs(x)*abs(y)"),
        (r"\max\{x, y\}^2", "max(x, y)**2"),
        ("x.", "x"),
        (r"$x$.", "x"),
        (r"x \label{eq} \tag{3},", "x"),
    ],
)
def test_declared_names_and_clear_notation_are_read(text, plain):
    names = {**NAMES, **DECLARED}
    assert read(text, names, latex=True).expr == read(plain, names).expr


def test_gamma_of_an_argument_is_raised_as_a_whole():
    assert read(r"\Gamma(x)^2", NAMES, latex=True).expr == sp.gamma(NAMES["x"]) ** 2
    assert read(r"\Gamma\left(x\right)^2", NAMES, latex=True).expr == sp.gamma(NAMES["x"]) ** 2


@pytest.mark.parametrize("name", ["e", "i"])
def test_declared_names_win_over_constants_and_that_is_told(name):
    reading = read(name, DECLARED, latex=True)
    assert reading.expr == DECLARED[name]
    assert reading.notices == (f"{name} is the declared symbol, not the constant",)


def test_a_letter_has_one_spelling_on_both_sides():
    bar, plain, hat = (read(t, NAMES, latex=True) for t in (r"\bar X_n", "X_n", r"\hat X_n"))
    require_one_spelling(bar, bar)
    require_one_spelling(plain, read("x", NAMES, latex=True), plain)
    for other in (plain, hat):
        with pytest.raises(DomainError, match="X_n is written with and without an accent"):
            require_one_spelling(bar, other)


def test_signs_are_declared_where_they_are_written():
    assert with_signs("", [r"x \mp y"]) == "pm in {-1, 1}"
    assert with_signs("x > 0", ["x"]) == "x > 0"
    assert with_signs("pm in {1}", [r"\pm x"]) == "pm in {1}"


@pytest.mark.parametrize(
    "text",
    [r"(\partial_x x^3)^2 \cdot x", r"(\partial_x x^3)^2 + x", r"(\partial_x x^3 + x)^2 x"],
)
def test_powers_of_derivatives_that_mean_one_thing(text):
    assert read(text, NAMES, latex=True).expr.has(sp.Pow)
