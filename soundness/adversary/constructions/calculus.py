"""Limits as the next coefficient of a series, derivatives by the rules of product and chain."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, number, positive

_x = sp.Symbol("x")

SLOPES = {
    "exp(U)": "exp(U)", "sin(U)": "cos(U)", "cos(U)": "-sin(U)", "log(U)": "1/(U)",
    "atan(U)": "1/(1 + (U)**2)", "sqrt(U)": "1/(2*sqrt(U))", "tanh(U)": "1/cosh(U)**2",
    "sinh(U)": "cosh(U)", "(U)**3": "3*(U)**2", "asinh(U)": "1/sqrt(1 + (U)**2)",
    "erf(U)": "2*exp(-(U)**2)/sqrt(pi)", "gamma(U)": "gamma(U)*digamma(U)",
    "besselj(0, U)": "-besselj(1, U)", "1/(U)": "-1/(U)**2",
}  # fmt: skip
"""Functions of U, with their derivatives by U, as every table has them."""


def limits(rng: Random) -> Iterator[Made]:
    """What is left of a function beyond its first terms, over the next power."""
    while True:
        b, c = positive(rng), positive(rng)
        function = rng.choice([sp.exp, sp.sin, sp.cos, sp.atan, sp.sinh, sp.tan, sp.asinh])(b * _x)
        if rng.random() < 0.3:
            root = (1 + b * _x) ** sp.Rational(1, c + 1)
            function = sp.log(1 + b * _x) if rng.random() < 0.5 else root
        order = rng.randrange(1, 5)
        taylor = sp.series(function, _x, 0, order + 3).removeO()
        known = sum(taylor.coeff(_x, j) * _x**j for j in range(order))
        side = rng.choice(["+", "-"])
        quotient = (function - known) / (c * _x**order)
        value = taylor.coeff(_x, order) / c
        latex = rf"\lim_{{x\to 0^{{{side}}}}} {sp.latex(quotient)}"
        yield Made(f"Limit({quotient}, x, 0, '{side}')", str(value),
                   latex=(latex, sp.latex(value)))  # fmt: skip


def far(rng: Random) -> Iterator[Made]:
    """Limits at infinity: a sum of vanishing terms beside a number, roots, powers of 1 + c/n."""
    while True:
        a, b, c = number(rng), positive(rng), positive(rng)
        yield Made(*rng.choice([
            (f"Limit((1 + ({a})/n)**({b}*n), n, oo)", f"exp({a * b})"),
            (f"Limit(({a}*n**2 + {b}*n)/({c}*n**2 + 1), n, oo)", f"({a})/{c}"),
            (f"Limit(sqrt(t**2 + {b}*t) - t, t, oo)", f"{b}/2"),
            (f"Limit(t*log(1 + {b}/t), t, oo)", f"{b}"),
            (f"Limit(n**(1/n) + ({a})*exp(-{c}*n), n, oo)", "1"),
            (f"Limit(atan({c}*t) + ({a})/t, t, oo)", "pi/2"),
            (f"Limit(t**{b}*exp(-{c}*t) + {a}, t, oo)", f"{a}"),
            (f"Limit((log(t) + {b})/(log({c}*t) + 1), t, oo)", "1"),
            (f"Limit(t*({b} - atan(t)*2*{b}/pi), t, oo)", f"2*{b}/pi"),
            (f"Limit(t*sin({b}/t) + x/t, t, oo)", f"{b}", "x real"),
        ]))  # fmt: skip


def derivatives(rng: Random) -> Iterator[Made]:
    """f(u(x)) v(x) by the rules of chain and product, and orders that are symbols."""
    while True:
        a, b, n = positive(rng), positive(rng), rng.randrange(2, 5)
        function, slope = rng.choice(list(SLOPES.items()))
        inner, inner_slope = rng.choice([
            (f"x**2 + {a}", "2*x"), (f"{a}*x + {b}", f"{a}"), (f"exp(x) + {b}", "exp(x)"),
            (f"y*x + {a}", "y"), (f"x**3 + {b}*x", f"(3*x**2 + {b})"),
        ])  # fmt: skip
        factor, factor_slope = rng.choice([("x", "1"), ("exp(-x)", "-exp(-x)"), ("1", "0"),
                                           ("sin(x)", "cos(x)")])  # fmt: skip
        f, df = function.replace("U", inner), slope.replace("U", inner)
        chain = f"Derivative({factor}*{f}, x)", f"{factor_slope}*{f} + {factor}*{inner_slope}*{df}"
        yield Made(*rng.choice([
            (*chain, "x > 0, y > 0"), (*chain, "x > 0, y > 0"), (*chain, "x > 0, y > 0"),
            (f"Derivative(exp({a}*x), (x, n))", f"{a}**n*exp({a}*x)", "n integer >= 0, x real"),
            (f"Derivative(x*exp({a}*x), x, {n})", f"({a}**{n}*x + {n}*{a}**{n - 1})*exp({a}*x)",
             "x real"),
            (f"Derivative(sin({a}*x), (x, n))", f"{a}**n*sin({a}*x + n*pi/2)",
             "n integer >= 0, x real"),
            (f"Derivative(1/(x + {a}), x, {n})", f"(-1)**{n}*factorial({n})/(x + {a})**{n + 1}",
             "x > 0"),
            (f"Derivative(x**{a}*y**{b}, x, y)", f"{a * b}*x**{a - 1}*y**{b - 1}", "x, y > 0"),
        ]))  # fmt: skip
