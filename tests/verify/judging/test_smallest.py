"""The plainest numbers and points come first; what they show is certain."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.judging.smallest import plain_points, plain_values, smallest_counterexample

x, y = sp.symbols("x y", real=True)
HALF = sp.Rational(1, 2)


def test_plain_numbers_are_small_and_positive_before_negative() -> None:
    assert plain_values(Range(), 9) == [0, 1, -1, HALF, 2, -2, -HALF, sp.Rational(1, 3), 3]
    assert plain_values(Range(0, None, integer=True), 4) == [1, 2, 3, 4]
    far = plain_values(Range(100, 200, draw=(100, 200)), 3)
    assert far == [125, 150, 175]
    assert len(set(plain_values(Range(11, None, draw=("23/2", 20)), 12))) == 12


def test_plain_points_go_outwards_and_respect_relations() -> None:
    unit = Range(0, None, integer=True)
    found = [(p[x], p[y]) for p in plain_points(Domain({x: unit, y: unit}), 6)]
    assert found == [(1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1)]
    below = Domain({x: unit, y: unit}, (x < y,))
    assert [(p[x], p[y]) for p in plain_points(below, 6)] == [(1, 2), (1, 3)]
    assert len(list(plain_points(Domain({x: Range()}), 200))) == 12


def test_the_plainest_point_that_tells_is_found() -> None:
    line = Domain({x: Range()})
    assert smallest_counterexample(x * (x - 1) * (x + 1), line) == {x: HALF}
    assert smallest_counterexample(sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1, line) is None
