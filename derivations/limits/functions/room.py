"""What the expansions of all functions share: where the argument tends to, and Taylor's series."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import Calculus, Expansion, NoExpansionError
from glassproof.derivations.limits.scale import ONE, growth

Rule = Callable[[Calculus, Expansion], Expansion]
"""The expansion of a function from that of its argument."""

RuleWith = Callable[..., Expansion]
"""The same of a function with parameters, which stand between: calculus, parameters, argument."""

INT = sp.Integer
HALF = sp.Rational(1, 2)


def side_of_infinity(calculus: Calculus, value: Expansion) -> int:
    """1 or -1 if the real ``value`` tends to infinity or minus infinity, 0 if it is bounded."""
    if value.top is None or growth(value.top, calculus.decide) <= 0:
        return 0
    if not value.real:
        raise NoExpansionError("a function far out in the complex plane")
    coefficient, monomial, _ = calculus.lead(value)
    if growth(monomial, calculus.decide) <= 0:
        return 0
    return calculus.decide.sign(coefficient)


def at_finite(calculus: Calculus, value: Expansion) -> tuple[sp.Expr, Expansion]:
    """The limit and what is left of ``value``, which is bounded."""
    large, fixed, small = calculus.split(value)
    if large:
        raise NoExpansionError("a function that is not bounded")
    return fixed, small


def taylor(
    calculus: Calculus, function: Callable[[sp.Expr], sp.Expr], value: Expansion
) -> Expansion:
    """Of a function that is analytic at the limit of ``value``."""
    fixed, small = at_finite(calculus, value)
    z = sp.Dummy("z")
    derivatives = [function(z)]

    def coefficient(k: int) -> sp.Expr:
        while len(derivatives) <= k:
            derivatives.append(sp.diff(derivatives[-1], z))
        found = derivatives[k].subs(z, fixed) / sp.factorial(k)
        if found.has(sp.nan, sp.zoo, sp.oo, sp.Subs, sp.Derivative):
            raise NoExpansionError("a derivative without a value")
        return found

    return calculus.series(small, coefficient)


def is_positive(decide: Decisions, fixed: sp.Expr) -> bool:
    """Whether the point is on the positive half-axis."""
    return decide.is_real(fixed) and decide.sign_or_none(fixed) == 1


def is_below_one(decide: Decisions, fixed: sp.Expr) -> bool:
    """Whether the point is real and less than 1."""
    return decide.is_real(fixed) and decide.sign_or_none(1 - fixed) == 1


def bounded(real: bool = True) -> Expansion:
    """O(1), of which no more is known."""
    return Expansion((), ONE, real)


def wave() -> Expansion:
    """What swings between -1 and 1."""
    return Expansion((), ONE, True, (INT(-1), INT(1)))


def negative(calculus: Calculus, value: Expansion) -> Expansion:
    """The opposite."""
    return calculus.scale(INT(-1), value)


def plus(calculus: Calculus, constant: sp.Expr, value: Expansion) -> Expansion:
    """A constant added."""
    return calculus.add(calculus.constant(sp.sympify(constant)), value)


def inverse(calculus: Calculus, value: Expansion) -> Expansion:
    """1/v."""
    return calculus.power(value, INT(-1))


def sign_of(calculus: Calculus, value: Expansion) -> int:
    """The sign of a real function near the point."""
    if value.is_zero:
        return 0
    if not value.real:
        raise NoExpansionError("the sign of a complex number")
    if value.between:
        low, high = map(calculus.decide.sign_or_none, value.between)
        if low == high and low:
            return low
    return calculus.decide.sign(calculus.lead(value)[0])


def integer(parameter: sp.Expr) -> int:
    """A parameter that is a number, and whole."""
    if not parameter.is_Integer:
        raise UndecidedError(f"whether {parameter} is an integer")
    return int(parameter)
