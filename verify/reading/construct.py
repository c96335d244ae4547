"""Expressions built within bounds: the only operations that parsed text can cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.size_limits import (
    MAX_ARGUMENTS,
    MAX_BITS,
    MAX_EXPONENT,
    LimitError,
    magnitude,
    require_exponent,
    require_value,
)


@dataclass(frozen=True)
class Operation:
    """A function that formulas may use: how many arguments it takes, and whether it grows fast."""

    build: Callable[..., sp.Expr]
    least: int = 1
    most: int = 1
    grows: bool = False


FUNCTIONS: dict[str, Operation] = {
    "sqrt": Operation(sp.sqrt),
    "log": Operation(sp.log, most=2),
    "ln": Operation(sp.log),
    "exp": Operation(sp.exp, grows=True),
    "sin": Operation(sp.sin),
    "cos": Operation(sp.cos),
    "tan": Operation(sp.tan),
    "asin": Operation(sp.asin),
    "acos": Operation(sp.acos),
    "atan": Operation(sp.atan),
    "sinh": Operation(sp.sinh, grows=True),
    "cosh": Operation(sp.cosh, grows=True),
    "tanh": Operation(sp.tanh, grows=True),
    "asinh": Operation(sp.asinh),
    "acosh": Operation(sp.acosh),
    "atanh": Operation(sp.atanh),
    "gamma": Operation(sp.gamma, grows=True),
    "loggamma": Operation(sp.loggamma, grows=True),
    "factorial": Operation(sp.factorial, grows=True),
    "erf": Operation(sp.erf, grows=True),
    "erfc": Operation(sp.erfc, grows=True),
    "Abs": Operation(sp.Abs),
    "abs": Operation(sp.Abs),
    "Max": Operation(sp.Max, least=1, most=MAX_ARGUMENTS),
    "max": Operation(sp.Max, least=1, most=MAX_ARGUMENTS),
    "Min": Operation(sp.Min, least=1, most=MAX_ARGUMENTS),
    "min": Operation(sp.Min, least=1, most=MAX_ARGUMENTS),
}
"""The functions that formulas may use, by the names they are written with."""

CONSTANTS: dict[str, sp.Expr] = {"pi": sp.pi, "E": sp.E, "I": sp.I, "EulerGamma": sp.EulerGamma}
"""The constants that formulas may use; a declared name of the same spelling takes precedence."""


def add(terms: Sequence[sp.Expr]) -> sp.Expr:
    """The sum."""
    return require_value(sp.Add(*terms))


def multiply(factors: Sequence[sp.Expr]) -> sp.Expr:
    """The product; :class:`LimitError` if the numbers in it have too many digits together."""
    if _bits(factors) > MAX_BITS:
        raise LimitError(f"a number has at most {MAX_BITS} bits")
    return require_value(sp.Mul(*factors))


def _bits(factors: Iterable[sp.Expr]) -> int:
    numbers = (part for f in factors for part in sp.Mul.make_args(f) if part.is_Rational)
    return sum(max(abs(n.p), n.q).bit_length() - 1 for n in numbers)


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """base**exponent, after a look at how large it would be.

    >>> power(sp.Integer(9), sp.Integer(9) ** 9)
    Traceback (most recent call last):
    ...
    glassproof...LimitError: an exponent is at most 1000 in size
    """
    require_exponent(exponent)
    if base.is_zero and (not exponent.is_number or not exponent.is_positive):
        raise LimitError("a power of zero needs a positive exponent")
    if exponent.is_number and _bits([base]) * magnitude(exponent) > MAX_BITS:
        raise LimitError(f"a number has at most {MAX_BITS} bits")
    value = sp.Pow(base, exponent)
    for part in sp.Mul.make_args(value):
        if part.is_Pow:
            require_exponent(part.exp)
    return require_value(value)


def apply(name: str, arguments: Sequence[sp.Expr]) -> sp.Expr:
    """The function called ``name`` of its arguments.

    :class:`LimitError` on a wrong number of arguments, and on a number too large for a function
    that grows fast.
    """
    operation = FUNCTIONS[name]
    if not operation.least <= len(arguments) <= operation.most:
        allowed = (
            f"{operation.least} to {operation.most} arguments"
            if operation.most > operation.least
            else "one argument"
        )
        raise LimitError(f"{name} takes {allowed}, not {len(arguments)}")
    if operation.grows and any(a.is_number and magnitude(a) > MAX_EXPONENT for a in arguments):
        raise LimitError(f"{name} takes numbers of at most {MAX_EXPONENT} in size")
    if name in _ORDERED and any(a.is_extended_real is False or a.has(sp.I) for a in arguments):
        raise LimitError(f"{name} takes real arguments")
    if name == "log" and len(arguments) == 2:
        return divide(apply("log", arguments[:1]), apply("log", arguments[1:]))
    return require_value(operation.build(*arguments))


_ORDERED = {"Max", "max", "Min", "min"}


def divide(numerator: sp.Expr, denominator: sp.Expr) -> sp.Expr:
    """The quotient; :class:`LimitError` on a division by zero."""
    if denominator.is_zero:
        raise LimitError("this divides by zero")
    return multiply([numerator, power(denominator, sp.Integer(-1))])
