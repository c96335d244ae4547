"""The registry of functions: each can be written, and each has a value in balls."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.verify.reading.functions import REGISTRY, Function

WHOLE = {"binomial", "factorial2"}
INSIDE = {"asin", "acos", "atanh", "asech"}


@pytest.mark.parametrize("function", REGISTRY, ids=lambda f: f.names[0])
def test_every_function_has_a_ball_that_holds_its_value(function: Function) -> None:
    name = function.names[0]
    first = sp.Integer(7) if name in WHOLE else sp.Rational(2 if name in INSIDE else 7, 3)
    arguments = [first, sp.Integer(3)][: max(function.least, 1)]
    written = function.build(*arguments, evaluate=False)
    ball = enclose(written, {}, 40)
    assert ball.is_finite()
    with mpmath.workdps(60):
        value = mpmath.mpmathify(sp.N(function.build(*arguments), 60))
        middle = [part.mid().str(45, radius=False) for part in (ball.real, ball.imag)]
        gap = abs(mpmath.mpc(*middle) - value)
        assert gap < mpmath.mpf(10) ** -35 * max(1, abs(value))
