"""Identities that hold on part of the plane only, to be proven where they hold and nowhere else.

Each is a difference of two sides in u and v, which random expressions on random domains replace. A
proof is wrong if balls tell the sides apart at one point of the domain.
"""

from __future__ import annotations

from functools import cache
from random import Random

import sympy as sp

from glassproof.derivations.proof.balls import enclose, excludes_zero
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.zeros.case_split import vanishes_by_cases

POINTS = 25
_DIGITS = 60

u, v = sp.symbols("u v")

ON_PARTS = (
    "sqrt(u * v) - sqrt(u) * sqrt(v)",
    "sqrt(u / v) - sqrt(u) / sqrt(v)",
    "sqrt(u**2) - u",
    "sqrt(u**2 * v) - u * sqrt(v)",
    "sqrt(u**2 - v**2) - sqrt(u - v) * sqrt(u + v)",
    "(u**2) ** (v / 2) - u**v",
    "(u * v) ** (1/3) - cbrt(u) * cbrt(v)",
    "(u * v) ** u - u**u * v**u",
    "(u**v) ** 2 - u ** (2 * v)",
    "(u**2) ** v - u ** (2 * v)",
    "sqrt(u**v) - u ** (v / 2)",
    "log(u * v) - log(u) - log(v)",
    "log(u / v) - log(u) + log(v)",
    "log(u**2) - 2 * log(u)",
    "log(u**v) - v * log(u)",
    "log(exp(u + I * v)) - u - I * v",
    "log(-u) - log(u) - I * pi",
    "log(I * u) - log(u) - I * pi / 2",
    "Abs(u) - u",
    "Abs(u * v) - u * v",
    "Abs(u + v) - Abs(u) - Abs(v)",
    "Abs(u**v) - Abs(u) ** v",
    "Max(u, v) - u",
    "Min(u, v) - v",
    "Max(u, v) * 2 - u - v - sqrt((u - v) ** 2)",
    "Max(u * v, v) - v * Max(u, 1)",
    "Max(u, v) ** 2 - Max(u**2, v**2)",
    "sign(u) ** 2 - 1",
    "sign(u * v) - sign(u) * sign(v)",
    "sign(u) * Abs(u) - u",
    "atan(u) + atan(1 / u) - pi / 2",
    "2 * atan(u) - atan(2 * u / (1 - u**2))",
    "atan(u) + atan(v) - atan((u + v) / (1 - u * v))",
    "atan(u) - asin(u / sqrt(1 + u**2))",
    "asin(u) - atan(u / sqrt(1 - u**2))",
    "acos(2 * u**2 - 1) - 2 * acos(u)",
    "asin(2 * u * sqrt(1 - u**2)) - 2 * asin(u)",
    "asin(sin(u)) - u",
    "acos(cos(u)) - u",
    "atan(tan(u)) - u",
    "acosh(cosh(u)) - u",
    "asinh(sinh(u)) - u",
    "atanh(tanh(u)) - u",
    "acosh(u) - log(u + sqrt(u**2 - 1))",
    "atanh(u) - log((1 + u) / (1 - u)) / 2",
    "acosh(2 * u**2 - 1) - 2 * acosh(u)",
    "acos(u) - I * acosh(u)",
    "sqrt(1 - sin(u) ** 2) - cos(u)",
    "sqrt((1 - cos(u)) / 2) - sin(u / 2)",
    "(-1) ** (2 * u) - 1",
    "(-1) ** (u * (u + 1)) - 1",
    "cos(pi * u) - (-1) ** u",
    "sin(pi * u) * v",
    "exp(2 * pi * I * u) - 1",
    "gamma(u) * gamma(1 - u) - pi / sin(pi * u)",
    "loggamma(u) - log(gamma(u))",
    "gamma(2 * u) - 2 ** (2 * u - 1) * gamma(u) * gamma(u + 1/2) / sqrt(pi)",
    "factorial(u) - u * factorial(u - 1)",
    "sqrt(u + v + 2 * sqrt(u * v)) - sqrt(u) - sqrt(v)",
    "sqrt(u - 2 * sqrt(u - 1)) - sqrt(u - 1) + 1",
    "1 / sqrt(u) - sqrt(1 / u)",
    "sqrt(-u) - I * sqrt(u)",
    "exp(v * log(u)) - u**v",
    "sinh(acosh(u)) - sqrt(u**2 - 1)",
)
"""Differences of two sides that are equal for some u and v, in SymPy's syntax."""


def random_argument(rng: Random, symbols: list[sp.Symbol]) -> sp.Expr:
    """Something small made of the symbols."""
    x, y = rng.choice(symbols), rng.choice(symbols)
    number = sp.Rational(rng.randint(-6, 6), rng.choice((1, 1, 2, 3)))
    kinds = (
        x, x, y, x + y, x - y, x * y, x + number, number * x, x**2, x**2 - number, 1 / x, x / y,
        sp.sqrt(x), 1 - x, x * (1 - x), sp.exp(x), sp.log(x), sp.Abs(x), number, 1 - x**2, x - 1,
        sp.exp(-x),
        sp.cos(x), sp.sin(x), sp.pi * x, sp.I * x, x + sp.I * y, sp.sqrt(2) * x, sp.Max(x, number),
    )  # fmt: skip
    return rng.choice(kinds)


def random_identity(rng: Random, symbols: list[sp.Symbol]) -> sp.Expr:
    """One of the identities, at random arguments."""
    put = {u: random_argument(rng, symbols), v: random_argument(rng, symbols)}
    return _identity(rng.choice(ON_PARTS)).subs(put, simultaneous=True)


@cache
def _identity(text: str) -> sp.Expr:
    return sp.sympify(text, locals={"u": u, "v": v})


def refuted_proof(expr: sp.Expr, domain: Domain) -> tuple[bool, str]:
    """Whether ``expr`` is proven to be zero, and the point that tells otherwise, if there is one.

    The proof is asked for without the balls that precede it when a formula is judged.
    """
    if not vanishes_by_cases(expr, domain):
        return False, ""
    try:
        for point in domain.points(POINTS, start=11):
            if excludes_zero(enclose(expr, point, _DIGITS)):
                return True, ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
    except DomainError:
        pass
    return True, ""
