"""Sides that differ by 1e-10 down to 1e-300, and sides that look so and are equal."""

from __future__ import annotations

import re
from random import Random

from soundness.adversary.question import DIFFERENT, EQUAL, Question

KIND = "near-equalities to 1e-300"

_NEAR = (
    ("sqrt(x**2+e)", "x", "x > 0"),
    ("sqrt(x**2+e*x)", "x", "x in (1,2)"),
    ("x+e", "x", "x real"),
    ("x*(1+e)", "x", "x > 0"),
    ("x**(1+e)", "x", "x > 0"),
    ("(x+e)**2-x**2", "2*e*x", "x > 0"),
    ("exp(x)*(1+e*sin(x))", "exp(x)", "x real"),
    ("cos(x+e)", "cos(x)", "x in (0,1)"),
    ("log(x+e)", "log(x)", "x > 0"),
    ("log(1+e)+x", "x", "x real"),
    ("atan(x/e)", "pi/2", "x > 0"),
    ("x+e*y", "x", "x, y > 0"),
    ("x/(1+e)", "x", "x > 0"),
    ("gamma(x+e)", "gamma(x)", "x in (2,3)"),
    ("erf(x)+e", "erf(x)", "x real"),
    ("Max(x,1)+e", "Max(x,1)", "x real"),
    ("Abs(x)+e*x**2", "Abs(x)", "x real"),
    ("(1+e)**2", "1+2*e", ""),
    ("sqrt(2)+e", "sqrt(2)", ""),
    ("pi*(1+e)", "pi", ""),
    ("sqrt(2)*sqrt(3)+e", "sqrt(6)", ""),
    ("sin(1)**2+cos(1)**2", "1+e", ""),
)
"""Left, right, where: they differ, by powers of e."""

_ALIKE = (
    ("sqrt(x**2+2*e*x+e**2)", "x+e", "x > 0"),
    ("(1+e)*(1-e)*x", "x-e**2*x", "x real"),
    ("(x+e)**2-x**2-e**2", "2*e*x", "x real"),
    ("log(x*e)", "log(x)+log(e)", "x > 0"),
    ("e*x/e", "x", "x real"),
    ("sqrt(e**2*x**2)", "e*x", "x > 0"),
    ("exp(x+e)", "exp(x)*exp(e)", "x real"),
    ("cos(x+e)", "cos(x)*cos(e)-sin(x)*sin(e)", "x real"),
    ("(1+e)**2", "1+2*e+e**2", ""),
    ("sqrt(1+2*e+e**2)", "1+e", ""),
    ("x+e-x", "e", "x real"),
    ("atan(x/e)", "pi/2-atan(e/x)", "x > 0"),
    ("1/(x+e)", "(x-e)/(x**2-e**2)", "x > 1"),
)

_LARGE = (
    ("tanh(x)", "1"), ("1/(1+exp(-x))", "1"), ("log(1+exp(x))", "x"), ("erf(x)", "1"),
    ("cosh(x)", "exp(x)/2"), ("sinh(x)", "cosh(x)"), ("coth(x)", "1"), ("exp(-x)", "0"),
    ("erfc(x)", "0"), ("sech(x)", "2*exp(-x)"), ("cosh(x)**2-sinh(x)**2", "1+exp(-x)"),
    ("sqrt(x**2+exp(-x))", "x"), ("log(cosh(x))", "x-log(2)"), ("exp(-x)+y", "y"),
)  # fmt: skip
"""They differ by about exp(-x), or less."""

_FAR = (
    ("sqrt(x**2+1)", "x"), ("sqrt(x**2+1)-x", "0"), ("atan(x)", "pi/2"), ("(x+1)/x", "1"),
    ("log(x+1)", "log(x)"), ("sqrt(x+1)-sqrt(x)", "0"), ("x*sin(1/x)", "1"), ("x/(x+y)", "1"),
    ("exp(1/x)", "1"), ("asinh(x)", "log(2*x)"), ("acosh(x)", "log(2*x)"), ("acoth(x)", "1/x"),
)  # fmt: skip
"""They differ by about a power of 1/x."""


def question(rng: Random) -> Question:
    """One of the kinds at a random size."""
    return rng.choice((_small, _small, _small, _alike, _large, _far, _number))(rng)


def _epsilon(rng: Random) -> str:
    size = rng.choice((10, 16, 17, 20, 30, 40, 60, 80, 120, 200, 250, 299, 300))
    return rng.choice((f"10**(-{size})", f"1/10**{size}", f"(1/10)**{size}"))


def _put(text: str, epsilon: str) -> str:
    """``text`` with the small number in the place of e."""
    return re.sub(r"\be\b", f"({epsilon})", text)


def _small(rng: Random) -> Question:
    left, right, where = rng.choice(_NEAR)
    epsilon = _epsilon(rng)
    return Question(KIND, _put(left, epsilon), _put(right, epsilon), where, DIFFERENT)


def _alike(rng: Random) -> Question:
    left, right, where = rng.choice(_ALIKE)
    epsilon = _epsilon(rng)
    return Question(KIND, _put(left, epsilon), _put(right, epsilon), where, EQUAL)


def _large(rng: Random) -> Question:
    left, right = rng.choice(_LARGE)
    size = rng.choice((25, 40, 60, 80, 100, 150, 300, 600))
    if "erf" in left:
        size = rng.choice((5, 7, 9, 12, 20, 25))
    if rng.random() < 0.3 and "y" not in left:
        left, right = (re.sub(r"\bx\b", str(size), side) for side in (left, right))
        return Question(KIND, left, right, "", DIFFERENT)
    where = rng.choice((f"x > {size}", f"x in ({size},{size + 10})", f"x >= {size}"))
    return Question(KIND, left, right, where + ", y > 0" * ("y" in left), DIFFERENT)


def _far(rng: Random) -> Question:
    left, right = rng.choice(_FAR)
    size = rng.choice((10, 15, 20, 30, 40, 80, 100))
    where = rng.choice((f"x > 10**{size}", f"x in (10**{size},10**{size + 1})"))
    return Question(KIND, left, right, where + ", y in (1,2)" * ("y" in left), DIFFERENT)


def _number(rng: Random) -> Question:
    """A power of a quadratic unit against the integer next to it, and with its conjugate."""
    whole, root = rng.choice(((1, 2), (2, 3), (2, 5), (3, 7), (3, 10), (4, 15), (5, 26)))
    traces = [2, 2 * whole]
    while traces[-1] < 10**97:
        traces.append(2 * whole * traces[-1] - (whole**2 - root) * traces[-2])
    power = rng.randrange(20, len(traces))
    left, trace = f"({whole}+sqrt({root}))**{power}", str(traces[power])
    if rng.random() < 0.3:
        return Question(KIND, f"{left}+({whole}-sqrt({root}))**{power}", trace, "", EQUAL)
    return Question(KIND, left, trace, "", DIFFERENT)
