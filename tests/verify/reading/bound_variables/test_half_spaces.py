"""Areas and volumes of parts of boxes, against polygons clipped by hand and known values."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.verify.reading.sympy_syntax import read_formula

A, X = sp.Symbol("a", positive=True), sp.Symbol("x", real=True)
NAMES = {"a": A, "x": X}


def value(text: str) -> sp.Expr:
    return read_formula(text, NAMES).expr.doit()


def clipped(corners: list[tuple[sp.Expr, sp.Expr]], half) -> list[tuple[sp.Expr, sp.Expr]]:
    """The polygon's part where an affine function is nonnegative (Sutherland and Hodgman)."""
    found = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        inside, outside = half(*here), half(*there)
        if inside >= 0:
            found.append(here)
        if inside * outside < 0:
            t = inside / (inside - outside)
            found.append(tuple(p + t * (q - p) for p, q in zip(here, there, strict=True)))
    return found


def area(corners: list[tuple[sp.Expr, sp.Expr]]) -> sp.Expr:
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum((p[0] * q[1] - p[1] * q[0] for p, q in pairs), sp.S.Zero) / 2


_SMALL = st.integers(-3, 3).map(sp.Integer)


@settings(max_examples=60, deadline=None)
@given(_SMALL, _SMALL, _SMALL, st.sampled_from([1, 2]).map(sp.Integer))
def test_a_half_plane_cuts_a_rectangle(b, c, d, width):
    box = [(sp.S.Zero, sp.S.Zero), (width, sp.S.Zero), (width, sp.S.One), (sp.S.Zero, sp.S.One)]
    expected = area(clipped(box, lambda y, z: b * y + c * z - d))
    found = value(f"Integral(1, (y, 0, {width}), (z, 0, 1), {b}*y + {c}*z >= {d})")
    assert sp.simplify(found - expected) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integral(1, (y, 0, oo), (z, 0, oo), y + z < 1)", sp.Rational(1, 2)),
        ("Integral(1, (y, 0, 1), (z, 0, 1), (u, 0, 1), y + z + u <= 1)", sp.Rational(1, 6)),
        ("Integral(1, (y, -1, 1), (z, -1, 1), y**2 + z**2 < 1)", sp.pi),
        ("Integral(1, (y, 0, 1), (z, 0, 1), y**2 + z**2 < 1)", sp.pi / 4),
        ("Integral(1, (y, -oo, oo), (z, -oo, oo), y**2 + z**2 <= a**2)", sp.pi * A**2),
        ("Integral(exp(-y - z), (y, 0, oo), (z, 0, oo), y > z)", sp.Rational(1, 2)),
        ("Integral(1, (y, 0, 1), y < 1/3)", sp.Rational(1, 3)),
        ("Integral(1, (y, 0, 1), y > 2)", 0),
    ],
)
def test_known_volumes(text, expected):
    assert sp.simplify(value(text) - expected) == 0


def test_ends_that_may_be_the_wrong_way_round_are_left_to_an_indicator():
    found = read_formula("Integral(1, (y, 0, x), y < -1)", NAMES).expr
    assert found.subs(X, -2).doit() == -1
    assert found.subs(X, 2).doit() == 0
