r"""Integrals: where differentials stand, what they are over, and what is refused."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.verify.reading.formula import read
from tests.verify.reading.latex.names import NAMES, latex, refused

x, a, n, m = (NAMES[name] for name in ("x", "a", "n", "m"))
t, u, v, w, r = sp.symbols("t u v w r", real=True)
theta = sp.Symbol("theta", real=True)
bound_x = sp.Symbol("x_", real=True)
k = sp.Symbol("k", integer=True)
oo, pi, I = sp.oo, sp.pi, sp.I
ball = sp.sqrt(1 - v**2)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"\int_0^1 u^2\,du", sp.Integral(u**2, (u, 0, 1))),
        (r"\int_0^1 x^2\,dx", sp.Integral(bound_x**2, (bound_x, 0, 1))),
        (r"\int\limits_0^1 u^2 \mathrm{d}u", sp.Integral(u**2, (u, 0, 1))),
        (r"\int_0^1 u^2\,\mathrm du", sp.Integral(u**2, (u, 0, 1))),
        (r"\int_0^1 u^2\,\mathrm{du}", sp.Integral(u**2, (u, 0, 1))),
        (r"\int_0^1 \frac{du}{1+u}", sp.Integral(1 / (1 + u), (u, 0, 1))),
        (r"\int_0^1 \frac{u\,du}{1+u}", sp.Integral(u / (1 + u), (u, 0, 1))),
        (r"\int_0^1 \frac{\sin u\,du}{u}", sp.Integral(sp.sin(u) / u, (u, 0, 1))),
        (r"\int_x^\infty e^{-t}\,\frac{dt}{t}", sp.Integral(sp.exp(-t) / t, (t, x, oo))),
        (r"\int_1^2 du/u", sp.Integral(1 / u, (u, 1, 2))),
        (r"\int_0^1 du\, u^2", sp.Integral(u**2, (u, 0, 1))),
        (r"\int_0^1 du \int_0^1 dv\, u v", sp.Integral(u * v, (v, 0, 1), (u, 0, 1))),
        (r"\int_0^{2\pi} \frac{d\theta}{2\pi} \cos\theta",
         sp.Integral(sp.cos(theta) / (2 * pi), (theta, 0, 2 * pi))),
        (r"\int_{-\infty}^\infty e^{-u^2}\,du", sp.Integral(sp.exp(-(u**2)), (u, -oo, oo))),
        (r"\int_{\mathbb R} e^{-u^2}\,du", sp.Integral(sp.exp(-(u**2)), (u, -oo, oo))),
        (r"\int_{u>0} e^{-u}\,du", sp.Integral(sp.exp(-u), (u, 0, oo))),
        (r"\int_{|u|<a} u^2\,du", sp.Integral(u**2, (u, -a, a))),
        (r"\int_{[0,1]} u\,du", sp.Integral(u, (u, 0, 1))),
        (r"\int_0^1\int_0^u v\,dv\,du", sp.Integral(v, (v, 0, u), (u, 0, 1))),
        (r"\int_0^1\!\!\int_0^2 u \,du\,dv", sp.Integral(u, (u, 0, 2), (v, 0, 1))),
        (r"\iint_{[0,1]^2} u v\,du\,dv", sp.Integral(u * v, (u, 0, 1), (v, 0, 1))),
        (r"\int_{\mathbb{R}^2} e^{-u^2-v^2}\,du\,dv",
         sp.Integral(sp.exp(-(u**2) - v**2), (u, -oo, oo), (v, -oo, oo))),
        (r"\int_{[0,1]\times[0,2]} u\,du\,dv", sp.Integral(u, (u, 0, 1), (v, 0, 2))),
        (r"\iint_{u^2+v^2\le 1} du\,dv", sp.Integral(1, (u, -ball, ball), (v, -1, 1))),
        (r"\int_{0<u<v<1} u\,du\,dv", sp.Integral(u, (u, 0, v), (v, 0, 1))),
        (r"\iiint_{[0,1]^3} u v w\,du\,dv\,dw",
         sp.Integral(u * v * w, (u, 0, 1), (v, 0, 1), (w, 0, 1))),
        (r"\int_0^1 u + 1 \,du + a", sp.Integral(u + 1, (u, 0, 1)) + a),
        (r"2\int_0^1 u\,du - 1", 2 * sp.Integral(u, (u, 0, 1)) - 1),
        (r"\int_0^1 u\,du \int_0^1 v\,dv", sp.Integral(u, (u, 0, 1)) * sp.Integral(v, (v, 0, 1))),
        (r"\int_0^1 \left(\int_0^1 u v\,dv\right) du", sp.Integral(u * v, (v, 0, 1), (u, 0, 1))),
        (r"\int_0^1 -u\,du", sp.Integral(-u, (u, 0, 1))),
        (r"\int_0^1 \log u\,du", sp.Integral(sp.log(u), (u, 0, 1))),
        (r"\int_0^1 \sum_{k=1}^n u^k \,du", sp.Integral(sp.Sum(u**k, (k, 1, n)), (u, 0, 1))),
        (r"\sum_{k=1}^n \int_0^1 u^k \,du", sp.Sum(sp.Integral(u**k, (u, 0, 1)), (k, 1, n))),
        (r"\oint_{|w|=1} \frac{dw}{w}", sp.Integral(I, (theta, -pi, pi))),
        (r"\oint_{|w-a|=2} w\,dw",
         sp.Integral(2 * I * (a + 2 * sp.exp(I * theta)) * sp.exp(I * theta), (theta, -pi, pi))),
    ],
)  # fmt: skip
def test_integrals_are_read_as_they_are_written(text, node):
    assert latex(text).expr == node


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"\int_0^1 u", 1, "its differential is missing"),
        (r"\int u\,du", 1, "an integral without both bounds is no number"),
        (r"\int_0 u\,du", 1, "an integral without both bounds is no number"),
        (r"\iint_{[0,1]^2} u\,du", 1, "2 differentials belong to this integral"),
        (r"\int_0^1 u\,du + u", 18, "no value outside"),
        (r"\int_0^x x\,dx", 13, "bound here and free elsewhere"),
        (r"x + \int_0^1 x\,dx", 17, "bound here and free elsewhere"),
        (r"\int_{\Omega} u\,du", 7, "'Omega' is not declared"),
        (r"\oint_{w} w\,dw", 7, "which circle?"),
        (r"\oint w\,dw", 1, "which circle?"),
        (r"u\,\mathrm{d}u", 1, "'u' is not declared"),
        (r"x\,\mathrm{d}u", 4, "no integral is open here"),
        (r"\int_0^1_2 u\,du", 9, "a second '_'"),
        (r"\int_0^1 \int_0^1 u\,du", 1, "its differential is missing"),
        (r"\int_0^\infty u \cdots \,du", 17, "leaves terms out"),
    ],
)
def test_what_is_no_integral_is_refused_with_its_place(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


def test_a_declared_d_is_a_factor_only_where_no_differential_can_be():
    names = {**NAMES, "d": sp.Symbol("d", positive=True)}
    assert read(r"\int_0^1 d\,du", names, latex=True).expr == sp.Integral(names["d"], (u, 0, 1))


@pytest.mark.parametrize(
    "text",
    [
        r"\mathrm{p.v.}\!\int_{-1}^2 \frac{du}{u}",
        r"\operatorname{P.V.} \int_{-1}^2 \frac{1}{u}\,du",
        r"\text{p.v.}\int_{-1}^{2} \frac{1}{u}\,du",
        r"\mathrm{PV}\int_{-1}^2 \frac1u\,du",
        r"P\int_{-1}^2 \frac1u\,du",
        r"\mathcal{P}\int_{-1}^2 \frac1u\,du",
    ],
)
def test_principal_values_are_read(text):
    assert latex(text).expr == PrincipalValue(sp.Integral(1 / u, (u, -1, 2)))


def test_a_principal_value_is_told_where_a_letter_says_it():
    assert any("as a principal value" in told for told in latex(r"P\int_0^1 u\,du").notices)
    assert latex(r"\mathrm{PV}\int_0^1 u\,du").notices == ()
    turned = latex(r"\mathrm{PV}\int_\infty^0 u\,du").expr
    assert turned == -PrincipalValue(sp.Integral(u, (u, 0, oo)))


def test_a_declared_letter_before_an_integral_is_a_factor():
    names = {**NAMES, "P": sp.Symbol("P", positive=True)}
    found = read(r"P\int_0^1 u\,du", names, latex=True).expr
    assert found == names["P"] * sp.Integral(u, (u, 0, 1))
