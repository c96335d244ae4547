"""Identities that hold on part of the plane only, to be proven where they hold and nowhere else.

Each is a difference of two sides in u and v, which random expressions on random domains replace. A
proof is wrong if balls tell the sides apart at one point of the domain.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import sympy as sp

from glassproof.derivations.proof.balls import enclose, excludes_zero
from glassproof.derivations.proof.case_split import vanishes_by_cases
from glassproof.derivations.proof.domain import Domain, DomainError

POINTS = 25
_DIGITS = 60

half, i, pi = sp.Rational(1, 2), sp.I, sp.pi
sqrt, log, exp, gamma = sp.sqrt, sp.log, sp.exp, sp.gamma

ON_PARTS: tuple[Callable[[sp.Expr, sp.Expr], sp.Expr], ...] = (
    lambda u, v: sqrt(u * v) - sqrt(u) * sqrt(v),
    lambda u, v: sqrt(u / v) - sqrt(u) / sqrt(v),
    lambda u, v: sqrt(u**2) - u,
    lambda u, v: sqrt(u**2 * v) - u * sqrt(v),
    lambda u, v: sqrt(u**2 - v**2) - sqrt(u - v) * sqrt(u + v),
    lambda u, v: (u**2) ** (v / 2) - u**v,
    lambda u, v: (u * v) ** sp.Rational(1, 3) - sp.cbrt(u) * sp.cbrt(v),
    lambda u, v: (u * v) ** u - u**u * v**u,
    lambda u, v: (u**v) ** 2 - u ** (2 * v),
    lambda u, v: (u**2) ** v - u ** (2 * v),
    lambda u, v: sqrt(u**v) - u ** (v / 2),
    lambda u, v: log(u * v) - log(u) - log(v),
    lambda u, v: log(u / v) - log(u) + log(v),
    lambda u, v: log(u**2) - 2 * log(u),
    lambda u, v: log(u**v) - v * log(u),
    lambda u, v: log(exp(u + i * v)) - u - i * v,
    lambda u, v: log(-u) - log(u) - i * pi,
    lambda u, v: log(i * u) - log(u) - i * pi / 2,
    lambda u, v: sp.Abs(u) - u,
    lambda u, v: sp.Abs(u * v) - u * v,
    lambda u, v: sp.Abs(u + v) - sp.Abs(u) - sp.Abs(v),
    lambda u, v: sp.Abs(u**v) - sp.Abs(u) ** v,
    lambda u, v: sp.Max(u, v) - u,
    lambda u, v: sp.Min(u, v) - v,
    lambda u, v: sp.Max(u, v) * 2 - u - v - sqrt((u - v) ** 2),
    lambda u, v: sp.Max(u * v, v) - v * sp.Max(u, 1),
    lambda u, v: sp.Max(u, v) ** 2 - sp.Max(u**2, v**2),
    lambda u, v: sp.sign(u) ** 2 - 1,
    lambda u, v: sp.sign(u * v) - sp.sign(u) * sp.sign(v),
    lambda u, v: sp.sign(u) * sp.Abs(u) - u,
    lambda u, v: sp.atan(u) + sp.atan(1 / u) - pi / 2,
    lambda u, v: 2 * sp.atan(u) - sp.atan(2 * u / (1 - u**2)),
    lambda u, v: sp.atan(u) + sp.atan(v) - sp.atan((u + v) / (1 - u * v)),
    lambda u, v: sp.atan(u) - sp.asin(u / sqrt(1 + u**2)),
    lambda u, v: sp.asin(u) - sp.atan(u / sqrt(1 - u**2)),
    lambda u, v: sp.acos(2 * u**2 - 1) - 2 * sp.acos(u),
    lambda u, v: sp.asin(2 * u * sqrt(1 - u**2)) - 2 * sp.asin(u),
    lambda u, v: sp.asin(sp.sin(u)) - u,
    lambda u, v: sp.acos(sp.cos(u)) - u,
    lambda u, v: sp.atan(sp.tan(u)) - u,
    lambda u, v: sp.acosh(sp.cosh(u)) - u,
    lambda u, v: sp.asinh(sp.sinh(u)) - u,
    lambda u, v: sp.atanh(sp.tanh(u)) - u,
    lambda u, v: sp.acosh(u) - log(u + sqrt(u**2 - 1)),
    lambda u, v: sp.atanh(u) - log((1 + u) / (1 - u)) / 2,
    lambda u, v: sp.acosh(2 * u**2 - 1) - 2 * sp.acosh(u),
    lambda u, v: sp.acos(u) - i * sp.acosh(u),
    lambda u, v: sqrt(1 - sp.sin(u) ** 2) - sp.cos(u),
    lambda u, v: sqrt((1 - sp.cos(u)) / 2) - sp.sin(u / 2),
    lambda u, v: (-1) ** (2 * u) - 1,
    lambda u, v: (-1) ** (u * (u + 1)) - 1,
    lambda u, v: sp.cos(pi * u) - (-1) ** u,
    lambda u, v: sp.sin(pi * u) * v,
    lambda u, v: exp(2 * pi * i * u) - 1,
    lambda u, v: gamma(u) * gamma(1 - u) - pi / sp.sin(pi * u),
    lambda u, v: sp.loggamma(u) - log(gamma(u)),
    lambda u, v: gamma(2 * u) - 2 ** (2 * u - 1) * gamma(u) * gamma(u + half) / sqrt(pi),
    lambda u, v: sp.factorial(u) - u * sp.factorial(u - 1),
    lambda u, v: sqrt(u + v + 2 * sqrt(u * v)) - sqrt(u) - sqrt(v),
    lambda u, v: sqrt(u - 2 * sqrt(u - 1)) - sqrt(u - 1) + 1,
    lambda u, v: 1 / sqrt(u) - sqrt(1 / u),
    lambda u, v: sqrt(-u) - i * sqrt(u),
    lambda u, v: exp(v * log(u)) - u**v,
    lambda u, v: sp.sinh(sp.acosh(u)) - sqrt(u**2 - 1),
)
"""Differences of two sides that are equal for some u and v."""


def random_argument(rng: Random, symbols: list[sp.Symbol]) -> sp.Expr:
    """Something small made of the symbols."""
    x, y = rng.choice(symbols), rng.choice(symbols)
    number = sp.Rational(rng.randint(-6, 6), rng.choice((1, 1, 2, 3)))
    kinds = (
        x, x, y, x + y, x - y, x * y, x + number, number * x, x**2, x**2 - number, 1 / x, sqrt(x),
        x / y, 1 - x, x * (1 - x), exp(x), log(x), sp.Abs(x), number, 1 - x**2, exp(-x), x - 1,
        sp.cos(x), sp.sin(x), pi * x, i * x, x + i * y, sqrt(2) * x, sp.Max(x, number),
    )  # fmt: skip
    return rng.choice(kinds)


def random_identity(rng: Random, symbols: list[sp.Symbol]) -> sp.Expr:
    """One of the identities, at random arguments."""
    return rng.choice(ON_PARTS)(random_argument(rng, symbols), random_argument(rng, symbols))


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
