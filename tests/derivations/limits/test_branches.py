"""One-sided limits on cuts, where an imaginary part decides; held against mpmath."""

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find

x = sp.Symbol("x", real=True)
I, R = sp.I, sp.Rational
ON_CUTS = {
    sp.log: [-R(3), -1],
    sp.sqrt: [-R(5, 2), 0],
    sp.asin: [R(5, 4), -3, 1, -1],
    sp.acos: [R(7, 2), -R(3, 2), 1, -1],
    sp.atan: [3 * I, -R(5, 4) * I],
    sp.asinh: [R(3, 2) * I, -2 * I, I],
    sp.acosh: [-2, R(1, 3), 0, 1, -1],
    sp.atanh: [R(4, 3), -5],
    sp.acot: [I / 3, -R(3, 4) * I],
    sp.acoth: [R(2, 5), -R(2, 5)],
    sp.asec: [R(1, 3), -R(2, 3)],
    sp.acsc: [R(3, 5), -R(1, 7)],
    sp.asech: [-R(1, 2), R(5, 2), 4],
    sp.acsch: [I / 4, -R(1, 2) * I],
}
WAYS = [x, I * x, (1 + 2 * I) * x, (3 - I) * x + x**2, sp.sin(x) - I * x**3]
CASES = [
    (function, place, way, side)
    for function, places in ON_CUTS.items()
    for place in places
    for way in WAYS
    for side in "+-"
]


def value_near(expr, side):
    near = mpmath.mpf(10) ** -40 * (1 if side == "+" else -1)
    return sp.lambdify(x, expr, "mpmath")(near)


@pytest.mark.parametrize("function", ON_CUTS, ids=lambda f: f.__name__)
def test_limits_on_cuts_are_those_of_the_side_from_which_the_point_is_approached(function):
    for place, way, side in (case[1:] for case in CASES if case[0] is function):
        expr = function(place + way, evaluate=False)
        found = find(sp.Limit(expr, x, 0, side), Decisions())
        assert found is not None, expr
        with mpmath.workdps(200):
            exact = sp.lambdify((), found.value, "mpmath")()
            near = value_near(expr, side)
            assert abs(exact - near) < mpmath.mpf(10) ** -6, (expr, side)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (sp.log(sp.exp(I * (3 + x)) * (2 + x)), sp.log(2) + 3 * I),
        (sp.sqrt((x - 2) * (1 + I * x**2)), -sp.sqrt(2) * I),
        ((-2 + I * x) ** I, 2**I * sp.exp(-sp.pi)),
        (sp.Abs(sp.log(x - 1)), sp.pi),
        (sp.arg(-1 - I * x), -sp.pi),
        (sp.im(sp.log(sp.cos(x) - 2 - I * x**5)), -sp.pi),
        (sp.conjugate(sp.sqrt(-4 + I * x)), -2 * I),
    ],
)
def test_parts_of_complex_functions(expr, value):
    found = find(sp.Limit(expr, x, 0, "+"), Decisions())
    assert found is not None
    with mpmath.workdps(60):
        assert abs(sp.lambdify((), found.value - value, "mpmath")()) < 1e-50


def test_a_point_that_is_not_seen_to_lie_on_one_side_is_left_open():
    hidden = -1 + I * (sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1)
    found = find(sp.Limit(sp.log(hidden), x, 0, "+"), Decisions())
    assert found is None or sp.simplify(found.value - I * sp.pi) == 0
