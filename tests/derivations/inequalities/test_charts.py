"""Charts of signs held against values, and polynomials against sums of squares."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.inequalities import one_variable, orthants
from glassproof.derivations.inequalities.charts import Charts
from glassproof.derivations.inequalities.orthants import Coordinate
from glassproof.derivations.inequalities.pieces import OpenError
from glassproof.derivations.inequalities.prover import Prover, proof_of_difference
from glassproof.derivations.proof.domain import Domain, Range

x = sp.Symbol("x", positive=True)
y = sp.Symbol("y", positive=True)
ONE_OF = [sp.log(x), sp.exp(-x), sp.sqrt(x), sp.exp(x / 2), sp.atan(x), sp.log(1 + x), sp.erf(x)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ONE_OF), st.integers(-3, 3)), min_size=1, max_size=2),
    st.lists(st.integers(-3, 3), min_size=1, max_size=3),
)
@example([(sp.sqrt(x), 1)], [0, -1])  # vanishes at 0 with its divisor, which it outgrows there
def test_signs_of_a_chart_are_those_of_values(
    terms: list[tuple[sp.Expr, int]], coefficients: list[int]
) -> None:
    formula = sum((c * f for f, c in terms), sp.S.Zero)
    formula += sum((c * x**k for k, c in enumerate(coefficients)), sp.S.Zero)
    if not formula.has(x):
        return
    try:
        chart = Charts(x).chart(formula, sp.S.Zero, sp.oo, breaks=False)
    except OpenError:
        return
    value = sp.lambdify(x, formula, "mpmath")
    with mpmath.workdps(60):
        for piece in chart:
            if piece.is_point or piece.sign is None:
                continue
            low, high = piece.low, piece.high
            points = [low + (1 if high is sp.oo else high - low) * sp.Rational(*f)
                      for f in ((1, 10**6), (1, 3), (9, 10))]  # fmt: skip
            for point in points:
                number = value(mpmath.mpf(point.p) / point.q if point.is_Rational else
                               mpmath.mpf(str(sp.N(point, 60))))  # fmt: skip
                assert mpmath.sign(number) in (piece.sign, 0), (formula, piece)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.integers(0, 2)), st.integers(-4, 4), min_size=2, max_size=5
    )
)
def test_a_polynomial_that_is_proven_has_no_negative_value(
    terms: dict[tuple[int, int], int],
) -> None:
    real = Coordinate(None, None)
    rational = {powers: flint.fmpq(c) for powers, c in terms.items() if c}
    if not rational or orthants.proof(rational, [real, real], strict=False) is None:
        return
    grid = [Fraction(k, 7) for k in range(-21, 22)]
    for a in grid:
        for b in grid:
            assert sum(c * a**i * b**j for (i, j), c in terms.items()) >= 0


def test_touching_points_are_found_exactly() -> None:
    chart = Charts(x).chart(x * sp.log(x) + sp.exp(-1), sp.S.Zero, sp.oo, breaks=True)
    assert [piece.low for piece in chart if piece.is_point] == [sp.exp(-1)]


@pytest.mark.parametrize("strict", [True, False])
def test_an_end_counts_where_it_belongs_to_the_range(strict: bool) -> None:
    z = sp.Symbol("z", nonnegative=True)
    closed = Domain({z: Range(0, None, closed=True)})
    found = one_variable.proof(z - sp.sin(z), z, closed, strict=strict)
    assert (found is None) is strict
    opened = Domain({z: Range(0, None)})
    assert one_variable.proof(z - sp.sin(z), z, opened, strict=True) is not None


def test_what_is_complex_somewhere_is_not_proven() -> None:
    z = sp.Symbol("z", real=True)
    line = Domain({z: Range()})
    for formula in (sp.sqrt(z) * sp.sqrt(z), sp.log(z) ** 2, sp.sqrt(z - 1) + 1):
        assert Prover().proof(formula + 1, line, strict=False) is None or formula == z


def test_a_pole_ends_what_is_monotone() -> None:
    """1/(x - 1) falls on both sides of its pole, and is negative before it."""
    assert one_variable.proof(1 / (x - 1), x, Domain({x: Range(0)}), strict=False) is None


def test_formulas_that_differ_everywhere() -> None:
    quadrant = Domain({x: Range(0, draw=("1/9", 9)), y: Range(0, draw=("1/9", 9))})
    assert proof_of_difference(x + y, -x, quadrant) is not None
    assert proof_of_difference(x, y, quadrant) is None
