"""The formula that is judged is the formula that was written, over all functions of the grammar."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.faithful import is_faithful
from glassproof.verify.reading.formula import read
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.vocabulary.functions import REGISTRY

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
n, m = sp.symbols("n m", integer=True)
NAMES = {str(symbol): symbol for symbol in (x, y, p, q, n, m)}
AT = {x: "-7/3", y: "3/5", p: "5/7", q: "31/9", n: "3", m: "-4"}

_ATOMS = st.sampled_from([x, y, p, q, n, m])
_SHIFTS = st.sampled_from(
    ["pi/2", "pi", "-pi/2", "pi/3", "pi*n", "2*pi*n", "I*pi", "I*pi*n/2", "1/2", "2", "I", "0"]
)
_SCALES = st.sampled_from(["1", "-1", "2", "1/2", "I", "-2*I", "3/2"])
_SHAPES = st.sampled_from(
    ["{a}", "{s}*{a}", "{s}*{a}+{t}", "{a}**2+{t}", "{a}*{b}+{t}", "{a}**({s})"]
)


@st.composite
def arguments(draw) -> str:
    return draw(_SHAPES).format(
        a=draw(_ATOMS), b=draw(_ATOMS), s=f"({draw(_SCALES)})", t=f"({draw(_SHIFTS)})"
    )


@st.composite
def formulas(draw) -> str:
    """One function of another, with the arguments that rewriting rules look for."""
    outer, inner = draw(st.sampled_from(REGISTRY)), draw(st.sampled_from(REGISTRY))
    listed = [draw(arguments()) for _ in range(max(outer.least, 1))]
    if draw(st.booleans()):
        within = ", ".join(draw(arguments()) for _ in range(max(inner.least, 1)))
        listed[0] = f"{inner.names[0]}({within})"
    return f"{outer.names[0]}({', '.join(listed)})"


@settings(max_examples=400, deadline=None)
@given(formulas())
def test_what_algebra_gets_has_the_value_of_what_was_written(text) -> None:
    """At a point that the reader does not use."""
    try:
        reading = read(text, NAMES)
        values = [enclose(e, AT, 40) for e in (reading.expr, reading.written)]
    except DomainError:
        return
    if all(value.is_finite() for value in values):
        assert (values[0] - values[1]).contains(0), (text, reading)


@pytest.mark.parametrize(
    "text",
    [
        "tan(x + pi/2 + pi*n)",
        "tan(pi*n + pi/2)",
        "1 + tan(x + pi*n + pi/2)*tan(x)",
        "tan(pi/2 - pi*n)",
    ],
)
def test_a_wrong_rule_of_sympy_is_not_followed(text) -> None:
    reading = read(text, NAMES)
    assert reading.expr == reading.written
    assert reading.written.has(sp.tan)


@pytest.mark.parametrize(
    ("text", "written"),
    [("x/x", "x/x"), ("x - x", "-x + x"), ("sqrt(x**2)", "sqrt(x**2)"), ("0*log(x)", "0*log(x)")],
)
def test_nothing_is_cancelled_in_what_was_written(text, written) -> None:
    assert str(read(text, NAMES).written) == written


def test_constructors_that_keep_the_value_are_followed() -> None:
    for text, expr in {
        "sqrt(p**2)": p,
        "exp(log(p))": p,
        "cos(pi*n)": (-1) ** n,
        "0.5*4": 2,
    }.items():
        assert read(text, NAMES).expr == expr


def test_values_are_those_of_mpmath() -> None:
    """The balls of functions that only formulas of referees use, at real and at whole numbers."""
    at, whole = mp.mpf("1.75"), 7
    known = {
        "coth": mp.coth, "sech": mp.sech, "csch": mp.csch, "acot": mp.acot, "asec": mp.asec,
        "acsc": mp.acsc, "acoth": mp.acoth, "acsch": mp.acsch, "floor": mp.floor,
        "ceiling": mp.ceil, "sign": mp.sign,
    }  # fmt: skip
    for name, function in known.items():
        found = enclose(getattr(sp, name)(sp.Symbol("v"), evaluate=False), {sp.Symbol("v"): "7/4"})
        assert abs(complex(found) - complex(function(at))) < 1e-12, name
    v, w = sp.symbols("v w")
    for value in range(-7, whole, 2):
        found = enclose(sp.factorial2(v, evaluate=False), {v: value}, 40)
        assert abs(complex(found) - float(sp.factorial2(value))) < 1e-12
    for above in (-4, 0, 3, 9):
        for below in (-2, 0, 2, 5):
            found = enclose(sp.binomial(v, w, evaluate=False), {v: above, w: below}, 40)
            assert abs(complex(found) - int(sp.binomial(above, below))) < 1e-12


def test_what_cannot_be_told_is_not_called_faithful() -> None:
    nowhere = sp.log(sp.Add(x, -x, evaluate=False), evaluate=False)
    assert not is_faithful(x, nowhere)
    assert not is_faithful(x, sp.zeta(x, evaluate=False))


@given(st.sampled_from(REGISTRY), arguments())
def test_no_constructor_s_error_comes_out(function, text) -> None:
    argument = read(text, NAMES)
    term = Term(argument.expr, argument.written)
    assume(function.least == 1)
    try:
        found = construct.apply(function.names[0], [term])
    except LimitError:
        return
    assert isinstance(found.expr, sp.Expr)
