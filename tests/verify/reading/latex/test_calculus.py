r"""Limits, derivatives, differential operators and values at a point."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.reading.tokens import ParseError
from tests.verify.reading.latex.names import NAMES, latex, refused

x, y, a, n = (NAMES[name] for name in ("x", "y", "a", "n"))
u, t, X = sp.symbols("u t x_", real=True)
k, n_ = sp.symbols("k n_", integer=True)
oo = sp.oo


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"\lim_{u\to 0} \frac{\sin u}{u}", sp.Limit(sp.sin(u) / u, u, 0, "+-")),
        (r"\lim_{x\to 0} \frac{\sin x}{x}", sp.Limit(sp.sin(X) / X, X, 0, "+-")),
        (r"\lim\limits_{u\rightarrow 0^+} u\log u", sp.Limit(u * sp.log(u), u, 0, "+")),
        (r"\lim_{u\to 0+} u", sp.Limit(u, u, 0, "+")),
        (r"\lim_{u\to 1^{-}} u", sp.Limit(u, u, 1, "-")),
        (r"\lim_{u\downarrow a} u", sp.Limit(u, u, a, "+")),
        (r"\lim_{u\nearrow 1} u", sp.Limit(u, u, 1, "-")),
        (r"\lim_{u\to-\infty} e^u + 1", sp.Limit(sp.exp(u), u, -oo, "+") + 1),
        (r"\lim_{n\to\infty} \left(1+\frac1n\right)^n", sp.Limit((1 + 1 / n_) ** n_, n_, oo)),
        (r"\lim_{k\to\infty} \frac1k", sp.Limit(1 / k, k, oo)),
        (r"\frac{d}{dx} x^2", sp.Derivative(x**2, x)),
        (r"\frac{\mathrm d}{\mathrm dx}\left(x^2\right)", sp.Derivative(x**2, x)),
        (r"\frac{d}{dx} x e^x", sp.Derivative(x * sp.exp(x), x)),
        (r"\frac{d}{dx}\sin x", sp.Derivative(sp.sin(x), x)),
        (r"2\frac{d^2}{dx^2} x^3 + x", 2 * sp.Derivative(x**3, (x, 2)) + x),
        (r"\frac{d^n}{dx^n} e^{a x}", sp.Derivative(sp.exp(a * x), (x, n))),
        (r"\frac{d^2 \sin x}{dx^2}", sp.Derivative(sp.sin(x), (x, 2))),
        (r"\frac{\partial^3}{\partial x^2\partial y} x^2 y", sp.Derivative(x**2 * y, (x, 2), y)),
        (r"\frac{\partial^2 (x y)}{\partial x\,\partial y}", sp.Derivative(x * y, x, y)),
        (r"\partial_x x^2", sp.Derivative(x**2, x)),
        (r"\partial_x^2 x^2", sp.Derivative(x**2, (x, 2))),
        (r"\partial_{xy} x y", sp.Derivative(x * y, x, y)),
        (r"\frac{d}{dx} x \frac{d}{dx} x^2", sp.Derivative(x * sp.Derivative(x**2, x), x)),
        (r"\left(x\frac{d}{dx}\right)^2 x^3",
         x * sp.Derivative(x * sp.Derivative(x**3, x), x)),
        (r"\left(\frac{d}{dx}\right)^n e^x", sp.Derivative(sp.exp(x), (x, n))),
        (r"\left(x\frac{d}{dx}\right)^n \frac{1}{1-x}",
         sp.Subs(sp.Derivative(1 / (1 - x * sp.exp(t)), (t, n)), t, 0)),
        (r"\left(\frac{d^2}{dx^2} - 1\right) \sin x",
         sp.Derivative(sp.sin(x), (x, 2)) - sp.sin(x)),
        (r"\left(\partial_x + x\right) x^2", sp.Derivative(x**2, x) + x * x**2),
        (r"\frac{d}{dx}\int_0^x e^{-u^2}\,du",
         sp.Derivative(sp.Integral(sp.exp(-(u**2)), (u, 0, x)), x)),
        (r"\left.\frac{d}{dx} x^2\right|_{x=3}", sp.Subs(sp.Derivative(X**2, X), X, 3)),
        (r"\frac{d^2}{du^2} u^3 \Big|_{u=1} + 1",
         sp.Subs(sp.Derivative(u**3, (u, 2)), u, 1) + 1),
        (r"\left. u^3 \right|_{u=a}^{u=2}", 8 - a**3),
        (r"\left. u^3 \right|_{u=a}^{2}", 8 - a**3),
    ],
)  # fmt: skip
def test_calculus_is_read_as_it_is_written(text, node):
    assert latex(text).expr == node


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"\lim u", 1, "what tends where?"),
        (r"\lim_{u} u", 8, r"expected '\to'"),
        (r"\lim_{u\to 0} \frac1u - \frac{1}{u}", 34, "no value outside"),
        (r"\lim_{x\to x} x", 7, "bound here and free elsewhere"),
        (r"\lim_{u\to \infty^+} u", 18, "only one side"),
        (r"\frac{d}{dx}", 1, "a derivative of what?"),
        (r"\frac{dx}{dy}", 1, "a derivative of x, which does not contain y"),
        (r"\frac{d^2}{dx} x", 1, "order 2 above and 1 below"),
        (r"\frac{d}{dn} n^2", 1, "n is an integer"),
        (r"\frac{d}{dq} x^2", 11, "'q' is not declared"),
        (r"\frac{\partial}{d x} x", 17, "which is meant?"),
        (r"\left(x\frac{d}{dx}\right)^2", 1, "an operator of what?"),
        (r"\left(a\frac{d}{dx}\right)^n x", 1, "write the number"),
        (r"\left(\frac{d}{dx}\right)^{40} x", 1, "0 to 12 times"),
        (r"\left. u^2 \right|_0^1", 1, "which variable is put where?"),
        (r"\left. u^2 \right|", 1, "values at limits"),
        (r"\left. u^2 \right)", 1, "values at limits"),
        (r"\left. u", 1, "values at limits"),
    ],
)
def test_what_is_no_calculus_is_refused_with_its_place(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r"\lim_{u\to 0} u", "read as the limit from both sides"),
        (r"\lim_{k\to\infty} \frac1k", "over the integers"),
        (r"\lim_{u\to\infty} \frac1u - a", "ends before the sign -"),
        (r"\frac{d}{dx} x^2 + x", r"'\frac{d}{dx} x^2' ends before the sign +"),
    ],
)
def test_what_is_meant_is_told(text, told):
    assert any(told in notice for notice in latex(text).notices)


def test_a_quotient_with_a_declared_d_is_refused_and_an_upright_d_is_none():
    names = {**NAMES, "d": sp.Symbol("d", positive=True)}
    with pytest.raises(ParseError, match="with the declared d"):
        read(r"\frac{d}{dx} x^2", names, latex=True)
    upright = read(r"\frac{\mathrm{d}}{\mathrm{d}x} x^2 d", names, latex=True)
    assert upright.expr == sp.Derivative(x**2 * names["d"], x)
