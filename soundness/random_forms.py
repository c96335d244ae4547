"""Random expressions over the whole grammar, and random domains with relations among the names."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.reading.conditions.grammar import parse_conditions

_RANGES = (
    "{0} > 0", "{0} > 0", "{0} real", "{0} real", "{0} < 0", "{0} in (0,1)", "{0} in (-1,1)",
    "{0} in (1,2)", "{0} > 1", "{0} <= 0", "{0} >= 0", "{0} in [-2,3]", "{0} integer",
    "{0} integer >= 0", "{0} integer >= 1", "{0} integer in [-3,4]", "{0} integer <= -1",
)  # fmt: skip
_RELATIONS = ("y < x", "y <= x", "x < y", "x*y > 1", "x + y < 1", "y < x**2", "y > 2*x")

_UNARY: tuple[Callable[[sp.Expr], sp.Expr], ...] = (
    sp.sqrt, sp.sqrt, sp.sqrt, sp.cbrt, sp.log, sp.log, sp.exp, sp.Abs,
    sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan,
    sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.acosh, sp.atanh, sp.gamma, sp.loggamma, sp.factorial,
    sp.erf, sp.erfc, sp.sign,
    lambda e: 1 / e, lambda e: e**2, lambda e: -e, lambda e: e**sp.Rational(3, 2),
    lambda e: e**sp.Rational(-1, 2), lambda e: e**sp.Rational(2, 3), lambda e: 2**e,
    lambda e: (-1) ** e, lambda e: sp.exp(sp.I * sp.pi * e), lambda e: sp.exp(sp.I * e),
    lambda e: sp.sqrt(e**2), lambda e: e + sp.sqrt(e), lambda e: e - sp.sqrt(e),
    lambda e: sp.sqrt(1 - e**2), lambda e: sp.sqrt(1 + e), lambda e: sp.log(1 - e),
    lambda e: 2 * e, lambda e: e / 2, lambda e: 1 - e, lambda e: sp.pi * e,
)  # fmt: skip
_BINARY: tuple[Callable[[sp.Expr, sp.Expr], sp.Expr], ...] = (
    sp.Add, sp.Add, sp.Mul, sp.Mul, lambda a, b: a / b, lambda a, b: a / b, lambda a, b: a - b,
    sp.Max, sp.Min, sp.Pow, lambda a, b: a + sp.sqrt(a / b), lambda a, b: sp.sqrt(a * b),
    lambda a, b: sp.log(a * b), lambda a, b: sp.sqrt(a + b * sp.sqrt(a)),
    lambda a, b: sp.sqrt(a**2 - b**2), lambda a, b: sp.exp(a * sp.log(b)),
)  # fmt: skip
_NUMBERS = (
    sp.Integer(1), sp.Integer(2), sp.Integer(-1), sp.Integer(3), sp.Rational(1, 2), sp.pi, sp.I,
    sp.Rational(-2, 3), sp.sqrt(2), sp.Integer(12), sp.GoldenRatio, sp.E, sp.Integer(-4),
)  # fmt: skip


def random_domain(rng: Random) -> tuple[str, Domain, list[sp.Symbol]]:
    """Conditions in words, their domain, and its symbols."""
    while True:
        names = "xyn"[: rng.choice((1, 2, 2, 3))]
        said = [rng.choice(_RANGES).format(name) for name in names]
        if len(names) > 1 and rng.random() < 0.3:
            said.append(rng.choice(_RELATIONS))
        text = ", ".join(said)
        try:
            declared = parse_conditions(text)
            next(declared.domain.points(1, start=3))
        except ValueError:
            continue  # nothing satisfies it, or nothing was found that does
        return text, declared.domain, list(declared.symbols.values())


def random_expression(rng: Random, symbols: list[sp.Symbol], leaves: int) -> sp.Expr:
    """An expression with about that many leaves."""
    if leaves <= 1:
        atom = rng.choice(symbols) if rng.random() < 0.8 else rng.choice(_NUMBERS)
        return _applied(rng, atom)
    first = rng.randint(1, leaves - 1)
    left = random_expression(rng, symbols, first)
    right = random_expression(rng, symbols, leaves - first)
    if rng.random() < 0.15:
        right = left + right
    return _applied(rng, rng.choice(_BINARY)(left, right))


def _applied(rng: Random, expr: sp.Expr) -> sp.Expr:
    while rng.random() < 0.4:
        expr = rng.choice(_UNARY)(expr)
    return expr
