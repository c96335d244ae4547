"""The registry of functions: each can be written, and each has a value in balls."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.verify.reading.sympy_syntax import read_formula
from glassproof.verify.reading.vocabulary.functions import REGISTRY
from glassproof.verify.reading.vocabulary.registry import Function

WHOLE = {
    "binomial", "factorial2", "polygamma", "laguerre", "assoc_laguerre", "legendre", "bernoulli",
    "assoc_legendre", "jacobi", "gegenbauer", "euler", "bell", "fibonacci", "lucas", "stirling1",
    "stirling2", "expint", "hermite", "hermite_prob",
}  # fmt: skip
INSIDE = {"asin", "acos", "atanh", "asech", "elliptic_pi"}
WITHOUT_NUMBERS = {"erf2", "jn", "yn", "hn1", "hn2", "hermite_prob"}
"""SymPy computes none; tests/derivations/proof/points holds them against mpmath."""


@pytest.mark.parametrize("function", REGISTRY, ids=lambda f: f.names[0])
def test_every_function_has_a_ball_that_holds_its_value(function: Function) -> None:
    name = function.names[0]
    first = sp.Integer(7) if name in WHOLE else sp.Rational(2 if name in INSIDE else 7, 3)
    others = [sp.Integer(3), sp.Integer(2), sp.Rational(1, 3)]
    if name == "elliptic_pi":
        others = [sp.Rational(1, 3)]
    arguments = [first, *others][: function.least]
    written = function.build(*arguments, evaluate=False)
    ball = enclose(written, {}, 40)
    assert ball.is_finite()
    if name in WITHOUT_NUMBERS:
        return
    with mpmath.workdps(60):
        value = mpmath.mpmathify(sp.N(function.build(*arguments), 60))
        middle = [part.mid().str(45, radius=False) for part in (ball.real, ball.imag)]
        gap = abs(mpmath.mpc(*middle) - value)
        assert gap < mpmath.mpf(10) ** -35 * max(1, abs(value))


def test_names_letters_and_arguments_belong_together() -> None:
    for function in REGISTRY:
        assert function.names[0].isidentifier()
        assert 1 <= function.least <= function.most
        if function.letter:
            assert function.below + function.above <= function.most
    names = [name for function in REGISTRY for name in function.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hermite(2, x)", "physicists"),
        ("hermite_prob(2, x)", "probabilists"),
        ("elliptic_k(x)", "parameter m"),
        ("bernoulli(1)", "-1/2"),
    ],
)
def test_the_convention_that_is_meant_is_told(text: str, said: str) -> None:
    reading = read_formula(text, {"x": sp.Symbol("x")})
    assert any(said in notice for notice in reading.notices)
    assert read_formula("bernoulli(1)", {}).expr == sp.Rational(-1, 2)
