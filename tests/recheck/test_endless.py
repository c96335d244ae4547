"""Endless sums, products and integrals: true ones are never refused, wrong ones are seen.

Each family has its value by another formula, at points that come as close to where it diverges as
fresh points of the checker do. What cannot be told there counts for nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.recheck.language import LanguageError, parse
from glassproof.recheck.values import UNSETTLED, judged

CLOSE = st.builds(
    lambda sign, share, digits: sign * (1 - Fraction(share, 97) / 10**digits),
    st.sampled_from((-1, 1)), st.integers(1, 96), st.sampled_from((0, 1, 2, 4, 8, 16)),
)  # fmt: skip
ORDER = st.integers(0, 60).map(Fraction)
SIZE = st.fractions(Fraction(1, 50), 30, max_denominator=60)
FAR = st.builds(lambda x, scale: x * scale, SIZE, st.sampled_from((1, 10, 100)))
ANGLE = st.fractions(Fraction(1, 1000), Fraction(628, 100), max_denominator=10_000)
Draw = dict[str, st.SearchStrategy[Fraction]]

SERIES: dict[str, tuple[str, str, Draw]] = {
    "geometric": ("Sum(x**j, (j, 0, oo))", "1/(1 - x)", {"x": CLOSE}),
    "binomial": (
        "Sum(binomial(n + j, j)*x**j, (j, 0, oo))", "(1 - x)**(-n - 1)", {"x": CLOSE, "n": ORDER},
    ),
    "with terms that vanish at first": (
        "Sum(binomial(j, n)*x**j, (j, 0, oo))", "x**n/(1 - x)**(n + 1)", {"x": CLOSE, "n": ORDER},
    ),
    "with every other term zero": (
        "Sum((1 + (-1)**j)*x**j, (j, 1, oo))", "2*x**2/(1 - x**2)", {"x": CLOSE},
    ),
    "logarithm": ("Sum(x**j/j, (j, 1, oo))", "-log(1 - x)", {"x": CLOSE}),
    "exponential": ("Sum((-x)**j/factorial(j), (j, 0, oo))", "exp(-x)", {"x": FAR}),
    "zeta": ("Sum(1/j**(1 + s), (j, 1, oo))", "zeta(1 + s)", {"s": SIZE}),
    "alternating zeta": ("Sum((-1)**j/j**s, (j, 1, oo))", "-dirichlet_eta(s)", {"s": SIZE}),
    "telescoping": ("Sum(1/((j + a)*(j + a + 1)), (j, 0, oo))", "1/a", {"a": FAR}),
    "on both sides": ("Sum(1/(k**2 + a**2), (k, -oo, oo))", "pi/a*coth(pi*a)", {"a": SIZE}),
    "down to -oo": ("Sum(x**(-k), (k, -oo, -1))", "x/(1 - x)", {"x": CLOSE}),
    "sines": ("Sum(sin(k*x)/k, (k, 1, oo))", "(pi - x)/2", {"x": ANGLE}),
    "cosines": (
        "Sum(cos(k*x)/k**2, (k, 1, oo))", "pi**2/6 - pi*x/2 + x**2/4", {"x": ANGLE},
    ),
    "product": ("Product(1 - x**2/k**2, (k, 1, oo))", "sin(pi*x)/(pi*x)", {"x": SIZE}),
}  # fmt: skip
INTEGRALS: dict[str, tuple[str, str, Draw]] = {
    "peak far away": ("Integral(exp(-(x - m)**2), (x, -oo, oo))", "sqrt(pi)", {"m": FAR}),
    "Gamma": ("Integral(t**a*exp(-b*t), (t, 0, oo))", "gamma(a + 1)/b**(a + 1)",
              {"a": SIZE, "b": SIZE}),
    "singular at its end": ("Integral(t**(a - 1), (t, 0, 1))", "1/a", {"a": SIZE}),
    "narrow": ("Integral(a/(x**2 + a**2), (x, -oo, oo))", "pi", {"a": SIZE}),
    "odd": ("Integral(x**3*exp(-a*x**2), (x, -oo, oo))", "0", {"a": SIZE}),
    "kink": ("Integral(Abs(x - c), (x, -1, 31))", "((c + 1)**2 + (31 - c)**2)/2", {"c": SIZE}),
    "step": ("Integral(Piecewise((1, x < c), (0, True)), (x, -1, 31))", "c + 1", {"c": SIZE}),
}  # fmt: skip
FAMILIES = SERIES | INTEGRALS
UNSEEN = ("kink", "step", "sines", "cosines")
"""Where the places that are tried do not show what lies between or beyond them."""


def agrees(left: str, right: str, point: dict[str, Fraction]) -> bool | None:
    """Whether both sides are found the same; None if nothing is found."""
    try:
        return judged("=", (parse(left), parse(right)), point).holds
    except UNSETTLED:
        return None


@pytest.mark.parametrize("name", FAMILIES)
def test_true_ones_are_not_refused_and_wrong_ones_are_not_accepted(name: str) -> None:
    left, right, draw = FAMILIES[name]

    @settings(max_examples=2, deadline=None)
    @given(st.fixed_dictionaries(draw))
    def at(point: dict[str, Fraction]) -> None:
        assert agrees(left, right, point) is not False
        assert agrees(left, f"({right})*(1 + 1/1000003) + 1/10**9", point) is not True

    at()


EASY = {"x": Fraction(2, 3), "n": Fraction(5), "s": Fraction(3, 2), "a": Fraction(7, 3),
        "m": Fraction(3), "b": Fraction(2), "c": Fraction(4)}  # fmt: skip


@pytest.mark.parametrize("name", [n for n in FAMILIES if n not in UNSEEN])
def test_at_points_that_are_not_far_out_both_are_told(name: str) -> None:
    left, right, draw = FAMILIES[name]
    point = {key: EASY[key] for key in draw}
    assert agrees(left, right, point) is True
    assert agrees(left, f"({right}) + 1/10**30", point) is False


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("binomial", {"n": 8, "x": 1 - Fraction(10**-9)}),
        ("binomial", {"n": 33, "x": Fraction(-2580329, 4986500)}),
        ("peak far away", {"m": 100}),
        ("zeta", {"s": 33}),
    ],
)
def test_what_was_refused_once(name: str, point: dict[str, Any]) -> None:
    left, right, _ = FAMILIES[name]
    exact = {name: Fraction(value) for name, value in point.items()}
    assert agrees(left, right, exact) is not False


def test_an_integrand_without_a_value_in_the_middle_refutes_nothing() -> None:
    """Quadrature meets zero over zero at the middle of the interval, another way does not."""
    assert agrees("Integral(sin(x)/x, (x, -1, 1))", "2*Si(1)", {}) is True
    assert agrees("Integral(sin(x)/x, (x, -1, 1))", "2*Si(1) + 1/10**9", {}) is None


@pytest.mark.parametrize("mean", [10**4, 10**6])
def test_a_sum_that_is_not_found_refutes_nothing_beside_another_term_either(mean: int) -> None:
    moment = "Sum(k*x**k*exp(-x)/factorial(k), (k, 0, oo))"
    point = {"x": Fraction(mean)}
    assert agrees(moment, "x", point) is None
    assert agrees(f"{moment} - x", "0", point) is None
    assert agrees(f"{moment} - x", "1/10**9", {"x": Fraction(3)}) is False


def test_a_sum_without_its_range_is_no_formula() -> None:
    for text in ("Sum(1/k)", "Product(k)", "Integral(x)"):
        with pytest.raises(LanguageError):
            parse(text)
