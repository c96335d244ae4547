"""Names that a source defines, put into formulas as LaTeX."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.scanning.equation import Definition
from glassproof.verify.scanning.judging.unfolding import UnfoldingError, unfolded
from tests.verify.scanning.hand import HERE

X, Y, N = sp.symbols("x y n", positive=True)
NAMES = {"x": X, "y": Y, "n": N}


def define(name, parameters, body):
    return Definition(name, tuple(parameters), body, HERE)


@pytest.mark.parametrize(
    ("definition", "used", "meant"),
    [
        (define("f", "t", "t^2+1"), r"f(2x)", 4 * X**2 + 1),
        (define("f", "t", "t^2+1"), r"f\left(\frac{x}{y}\right)", X**2 / Y**2 + 1),
        (define("f", "t", "t^2+1"), r"f(f(x))", None),
        (define("f", "t", "t^2+1"), r"f(x)^2", (X**2 + 1) ** 2),
        (define("f", "t", "2t"), r"f(3)", sp.Integer(6)),
        (define("f", "t", "2^t"), r"f(x+y)", 2 ** (X + Y)),
        (define("f", "t", r"\sin t"), r"f(x+y)", sp.sin(X + Y)),
        (define("f", "t", "t^3"), r"f'(x)", 3 * X**2),
        (define("f", "t", "t^3"), r"f''(x)", 6 * X),
        (define("g", "st", "s t^2"), r"g(x, y+1)", X * (Y + 1) ** 2),
        (define("S_m", "m", r"\frac{m(m+1)}{2}"), r"S_{n+1} - S_n", None),
        (define("a_{k,l}", "kl", "k-l"), r"a_{x,y+1}", X - Y - 1),
        (define(r"\mu", "", "x+y"), r"2\mu^2", 2 * (X + Y) ** 2),
        (define(r"\mu", "", "x+y"), r"x\mu", X * (X + Y)),
    ],
)
def test_a_name_stands_for_its_body(definition, used, meant):
    found = read(unfolded(used, [definition]), NAMES, latex=True).expr
    expected = {r"f(f(x))": (X**2 + 1) ** 2 + 1, r"S_{n+1} - S_n": N + 1}.get(used, meant)
    assert sp.simplify(sp.expand(found.doit()) - sp.expand(expected)) == 0


@pytest.mark.parametrize(
    "text",
    [r"\bar f", r"f_1(x)", r"x_f", r"\mathrm{f}", r"\text{if } x", r"\operatorname{diff}", r"f"],
)
def test_what_is_another_name_is_left_alone(text):
    assert unfolded(text, [define("f", "t", "t^2")]) == text


def test_a_bound_name_is_not_what_was_defined():
    text = r"\sum_{k=1}^{n} k"
    assert unfolded(text, [define("k", "", "x+y")]) == text


def test_later_definitions_use_earlier_ones():
    f, g = define("f", "t", "t+1"), define("g", "t", "2 f(t)")
    assert read(unfolded("g(x)", [f, g]), NAMES, latex=True).expr.expand() == 2 * X + 2


def test_nothing_is_captured():
    f = define("f", "t", r"\sum_{k=1}^{3} k t")
    with pytest.raises(UnfoldingError, match="binds k"):
        unfolded("f(k)", [f])


def test_definitions_that_explode_are_stopped():
    doubling = [define("a", "", "x")]
    for new, old in zip("bcdefghij", "abcdefghi", strict=True):
        doubling.append(define(new, "", "+".join([old] * 9)))
    with pytest.raises(UnfoldingError, match="parts"):
        unfolded("j", doubling)
