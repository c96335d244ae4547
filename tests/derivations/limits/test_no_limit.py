"""Limits that do not exist, each with a reason, and those that look alike and exist."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.limits.progressions import along, classes, period

N, X = sp.Symbol("n", integer=True), sp.Symbol("x", real=True)
J = sp.Symbol("j", integer=True, positive=True)

WITHOUT = [
    ((-1) ** N, N), ((-1) ** N * N / (N + 1), N), (sp.cos(sp.pi * N / 3), N), (sp.sin(N), N),
    (sp.cos(2 * N) + 1 / N, N), (N * sp.sin(N), N), (sp.I**N, N), ((-2) ** N, N), (N % 3, N),
    (sp.floor(N / 2) - N / 2, N), (sp.exp(sp.I * X), X), (X * sp.sin(X) + sp.cos(X), X),
    (sp.sin(X) * sp.cos(2 * X), X), (sp.tan(X), X), (X - sp.floor(X), X), (X * sp.cos(X**2), X),
    (sp.besselj(1, X) * X, X), (sp.sin(sp.sqrt(X)) + sp.sin(X) / X, X), (sp.sin(X) ** 2, X),
]  # fmt: skip

WITH = [
    ((-1) ** N / N, N, 0), (sp.sin(sp.pi * N) + 1, N, 1), (sp.sin(N) / N, N, 0),
    (sp.cos(2 * sp.pi * N), N, 1), (sp.sin(X) / X, X, 0), (sp.besselj(0, X), X, 0),
    (sp.floor(X) / X, X, 1), ((-1) ** (2 * N), N, 1),
]  # fmt: skip


@pytest.mark.parametrize(("expr", "variable"), WITHOUT, ids=str)
def test_what_does_not_settle_has_no_limit(expr: sp.Expr, variable: sp.Symbol) -> None:
    found = find(sp.Limit(expr, variable, sp.oo), Decisions())
    assert found is not None
    assert found.value is None
    assert found.reason


@pytest.mark.parametrize(("expr", "variable", "value"), WITH, ids=str)
def test_what_settles_is_never_said_to_swing(
    expr: sp.Expr, variable: sp.Symbol, value: int
) -> None:
    found = find(sp.Limit(expr, variable, sp.oo), Decisions())
    assert found is None or found.value == value


def test_steps_in_a_phase_are_no_wave() -> None:
    """sin(pi floor(x)) is 0 everywhere, though its phase grows."""
    found = find(sp.Limit(sp.sin(sp.pi * sp.floor(X), evaluate=False), X, sp.oo), Decisions())
    assert found is None or found.value == 0


@pytest.mark.parametrize(
    "expr", [(-3) ** N * N, sp.sin(sp.pi * N / 3 + 1), sp.floor((2 * N + 1) / 3), N % 4 + sp.I**N]
)
def test_along_a_progression_the_values_are_those_of_the_function(expr: sp.Expr) -> None:
    step = period(expr, N)
    assert step.is_Integer
    for shift, part in classes(expr, N, step, J):
        for j in (1, 2, 5):
            plain = expr.subs(N, step * j + shift)
            assert sp.N(part.subs(J, j) - plain, 20) == pytest.approx(0, abs=1e-15)


def test_incommensurable_waves_have_no_period() -> None:
    assert period(sp.sin(X) + sp.sin(sp.sqrt(2) * X), X) is None
    assert period(sp.sin(N), N) is None
    assert along(sp.tan(X), X, sp.pi, sp.pi / 2, J) is None
