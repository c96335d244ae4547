r"""Special functions as print writes them, with scripts, and which convention is told."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
)
from glassproof.verify.reading.formula import read
from tests.verify.reading.latex.names import NAMES, latex, refused

x, y, a, b, n, m, nu, alpha, beta = (
    NAMES[name] for name in ("x", "y", "a", "b", "n", "m", "nu", "alpha", "beta")
)
k = sp.Symbol("k", integer=True)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"J_\nu(x)", sp.besselj(nu, x)),
        (r"J_{\nu + 1}\left(x\right)", sp.besselj(nu + 1, x)),
        (r"Y_0(x)^2", sp.bessely(0, x) ** 2),
        (r"I_{n+1}(x) K_n(x)", sp.besseli(n + 1, x) * sp.besselk(n, x)),
        (r"\mathrm{Ai}(x)", sp.airyai(x)),
        (r"\mathrm{Ai}'(x)", sp.airyaiprime(x)),
        (r"\operatorname{Bi}'(x)", sp.airybiprime(x)),
        (r"H_n(x)", sp.hermite(n, x)),
        (r"He_n(x)", sp.hermite_prob(n, x)),
        (r"\mathrm{He}_n(x)", sp.hermite_prob(n, x)),
        (r"H_{2n} - H_n", sp.harmonic(2 * n) - sp.harmonic(n)),
        (r"H_n^{(2)}", sp.harmonic(n, 2)),
        (r"H_\nu^{(1)}(x)", sp.hankel1(nu, x)),
        (r"L_n(x)", sp.laguerre(n, x)),
        (r"L_n^{(\alpha)}(x)", sp.assoc_laguerre(n, alpha, x)),
        (r"L^{(\alpha)}_n(x)", sp.assoc_laguerre(n, alpha, x)),
        (r"L_n^\alpha(x)", sp.assoc_laguerre(n, alpha, x)),
        (r"P_n(\cos x)", sp.legendre(n, sp.cos(x))),
        (r"P_n^{(\alpha,\beta)}(x)", sp.jacobi(n, alpha, beta, x)),
        (r"P_n^m(x)", sp.assoc_legendre(n, m, x)),
        (r"T_n(x)", sp.chebyshevt(n, x)),
        (r"U_{n-1}(x)", sp.chebyshevu(n - 1, x)),
        (r"C_n^{(\alpha)}(x)", sp.gegenbauer(n, alpha, x)),
        (r"C_n", sp.catalan(n)),
        (r"B_{2n}", sp.bernoulli(2 * n, 0)),
        (r"B_n(x)", sp.bernoulli(n, x)),
        (r"B(x, y)", sp.beta(x, y)),
        (r"E_1(x)", sp.expint(1, x)),
        (r"F_n F_{n+1}", sp.fibonacci(n) * sp.fibonacci(n + 1)),
        (r"\zeta(x)", sp.zeta(x)),
        (r"\zeta(x, a)", sp.zeta(x, a)),
        (r"\zeta^2(x)", sp.zeta(x) ** 2),
        (r"\mathrm{Li}_2(x)", sp.polylog(2, x)),
        (r"\operatorname{Li}_n(x)", sp.polylog(n, x)),
        (r"\psi(x)", sp.polygamma(0, x)),
        (r"\psi'(x)", sp.polygamma(1, x)),
        (r"\psi^{(n)}(x)", sp.polygamma(n, x)),
        (r"\psi_1(x)", sp.polygamma(1, x)),
        (r"\gamma(a,x)", sp.lowergamma(a, x)),
        (r"\Gamma(a,x)", sp.uppergamma(a, x)),
        (r"\Gamma(a)^2", sp.gamma(a) ** 2),
        (r"W(x)", sp.LambertW(x)),
        (r"W_{-1}(x)", sp.LambertW(x, -1)),
        (r"K(m)", sp.elliptic_k(m)),
        (r"E(m)", sp.elliptic_e(m)),
        (r"{}_2F_1(a,b;a+b;x)", sp.hyper((a, b), (a + b,), x)),
        (r"2\,{}_2F_1\left(a,b;\tfrac12;x\right)", 2 * sp.hyper((a, b), (sp.S.Half,), x)),
        (r"{}_1F_1(a;b;x)^2", sp.hyper((a,), (b,), x) ** 2),
        (r"{}_0F_1(;b;x)", sp.hyper((), (b,), x)),
        (r"{}_2F_1\left(\begin{matrix}a,b\\ \nu\end{matrix};y\right)",
         sp.hyper((a, b), (nu,), y)),
        (r"{}_2F_1\left(a,b;\nu \middle| y\right)", sp.hyper((a, b), (nu,), y)),
        (r"\delta_{nm}", sp.KroneckerDelta(n, m)),
        (r"\delta_{n,m+1}", sp.KroneckerDelta(n, m + 1)),
        (r"S(n,m)", StirlingSecond(n, m)),
        (r"s(n,m)", (-1) ** (n - m) * StirlingFirst(n, m)),
        (r"C(n,m)", sp.binomial(n, m)),
        (r"J_n'(x)", sp.Derivative(sp.besselj(n, x), x)),
        (r"\sum_{k=0}^n J_k(x)", sp.Sum(sp.besselj(k, x), (k, 0, n))),
        (r"\log\zeta(x)", sp.log(sp.zeta(x))),
        (r"\operatorname{erf} x", sp.erf(x)),
        (r"\operatorname{Ei}(x)", sp.Ei(x)),
    ],
)  # fmt: skip
def test_notations_are_read(text, node):
    assert latex(text).expr == node


def test_the_modulus_of_an_elliptic_integral_is_told():
    names = {**NAMES, "k": sp.Symbol("k", real=True)}
    reading = read("K(k)", names, latex=True)
    assert reading.expr == sp.elliptic_k(names["k"] ** 2)
    assert any("of the modulus k" in notice for notice in reading.notices)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r"H_n(x)", "physicists'"),
        (r"He_n(x)", "probabilists'"),
        (r"H_n", "harmonic number"),
        (r"B_n", "Bernoulli number"),
        (r"C_n", "Catalan number"),
        (r"J_0^2(x)", "a power of the value"),
        (r"L_n^\alpha(x)", "a parameter, not as a power"),
        (r"E(m)", "of the parameter m"),
        (r"\delta_{nm}", "Kronecker's delta"),
    ],
)
def test_the_convention_is_told(text, told):
    assert any(told in notice for notice in latex(text).notices)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"L_n^2(x)", 1, "a power, or a parameter?"),
        (r"K(x)", 1, "of the modulus or of the parameter?"),
        (r"{}_3F_2(a,b;x;y)", 3, "3 parameters above and 2 below"),
        (r"\delta(x)", 1, "Dirac's delta"),
        (r"H(x)", 1, "Heaviside's step function or another?"),
        (r"\mathrm{Li}(x)", 1, "may begin at 2"),
        (r"C_n(x)", 1, "is C a factor or a function?"),
        (r"J_10(x)", 3, "TeX lowers only the 1"),
        (r"J_0^{-1}(x)", 1, "inverse or reciprocal"),
        (r"J_0'(2x)", 1, "a derivative at a formula"),
        (r"x S_n", 3, "'S_n' is not declared"),
    ],
)
def test_what_is_no_function_is_refused(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


@pytest.mark.parametrize("letter", ["J", "K", "E", "B", "C", "W", "S"])
def test_a_declared_letter_is_no_function(letter):
    names = {**NAMES, letter: sp.Symbol(letter, positive=True)}
    assert read(rf"{letter}\cdot(x)", names, latex=True).expr == names[letter] * x
    assert read(rf"{letter}(x+1)", names, latex=True).expr == names[letter] * (x + 1)


def test_a_declared_name_with_a_subscript_is_no_number():
    names = {**NAMES, "B_n": sp.Symbol("B_n", positive=True)}
    assert read("B_n x", names, latex=True).expr == names["B_n"] * x


@pytest.mark.parametrize("letter", [r"\theta", r"\Theta"])
def test_a_step_is_told(letter):
    found = read(letter + "(x)", {"x": x}, latex=True)
    assert found.expr == sp.Heaviside(x)
    assert any("step function" in notice for notice in found.notices)
    declared = {"x": x, letter[1:]: sp.Symbol("t", real=True)}
    assert read(letter + "(x + 1)", declared, latex=True).expr == declared[letter[1:]] * (x + 1)


def test_stirling_numbers_between_braces():
    found = read(r"{4 \brace 2} + 100 {4 \brack 2}", {}, latex=True)
    assert found.expr == 7 + 100 * 11
    assert len(found.notices) == 2


def test_gamma_that_nothing_declares_is_eulers_constant():
    found = read(r"\gamma", {}, latex=True)
    assert found.expr == sp.EulerGamma
    assert found.notices
    assert read(r"\gamma", {"gamma": x}, latex=True).expr == x
    with pytest.raises(ValueError, match="not declared"):
        read(r"\gamma_1", {}, latex=True)
