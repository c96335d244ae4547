"""Values of formulas in plain text: Python's own parser, exact fractions, and mpmath beyond them.

Nothing here comes from the judge or from the reader that it uses.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath

LOOKS = ((50, 170),)
CLOSER_LOOKS = (*LOOKS, (1500, 1700))
"""Digits with which a difference is seen, and with which it must stay."""

MOST_EXPONENT = 5000


class Undefined(ArithmeticError):  # noqa: N818
    """The formula has no finite value there."""


def differ(
    left: str, right: str, point: Mapping[str, Fraction], *, thorough: bool = False
) -> bool | None:
    """Whether two formulas have different values at ``point``; None where one has none.

    A difference must survive more digits. ``thorough`` looks for a small one, too.

    >>> differ("sqrt(x**2)", "x", {"x": Fraction(-1, 3)}), differ("x/x", "1", {"x": Fraction(0)})
    (True, None)
    """
    try:
        return any(
            _stays(left, right, point, digits, more)
            for digits, more in (CLOSER_LOOKS if thorough else LOOKS)
        )
    except Undefined:
        return None


def _stays(left: str, right: str, point: Mapping[str, Fraction], digits: int, more: int) -> bool:
    """Whether a difference that ``digits`` show is the same with more of them."""
    gap, size = _gap(left, right, point, digits)
    with mpmath.workdps(more):
        if gap <= size * mpmath.mpf(10) ** (15 - digits):
            return False
        again, _ = _gap(left, right, point, more)
        return bool(abs(again - gap) < gap / 1000)


def _gap(left: str, right: str, point: Mapping[str, Fraction], digits: int) -> tuple[Any, Any]:
    """The difference of the values in size, and the larger size."""
    with mpmath.workdps(digits):
        first, second = (as_number(value(text, point)) for text in (left, right))
        return abs(first - second), max(abs(first), abs(second))


def value(text: str, point: Mapping[str, Any]) -> Any:
    """The value, a Fraction where it is rational; :class:`Undefined` where there is none.

    >>> value("(1/3 + x)*3", {"x": Fraction(1)}), str(value("sqrt(4)*I", {}))
    (Fraction(4, 1), '(0.0 + 2.0j)')
    """
    try:
        found = _value(_tree(text), point)
    except (
        ZeroDivisionError,
        ValueError,
        OverflowError,
        TypeError,
        mpmath.libmp.NoConvergence,
    ) as error:
        raise Undefined(f"{text}: {error}") from None
    return _finite(found)


@lru_cache(maxsize=4096)
def _tree(text: str) -> ast.expr:
    return ast.parse(text.strip().replace("^", "**"), mode="eval").body


def _value(node: ast.expr, point: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=number):
            return Fraction(str(number))
        case ast.Name(id=name) if name in point:
            found = point[name]
            return mpmath.mpc(*map(as_number, found)) if isinstance(found, tuple) else found
        case ast.Name(id=name) if name in _CONSTANTS:
            return +_CONSTANTS[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, point)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _value(inner, point)
        case ast.BinOp(left=left, op=operation, right=right):
            return _finite(_OPERATIONS[type(operation)](_value(left, point), _value(right, point)))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            if name not in _FUNCTIONS:
                raise Undefined(f"{name} is not known here")
            found = [_value(argument, point) for argument in arguments]
            return _finite(_FUNCTIONS[name](*found))
    raise SyntaxError(f"this is no formula in plain text: {ast.unparse(node)}")


def _finite(number: Any) -> Any:
    if not isinstance(number, Fraction) and not mpmath.isfinite(number):
        raise Undefined("not finite")
    return number


def as_number(number: Any) -> Any:
    if isinstance(number, Fraction):
        return mpmath.mpf(number.numerator) / number.denominator
    return number


def _both(exact: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operation on two Fractions, else on two numbers of mpmath."""

    def operation(a: Any, b: Any) -> Any:
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return exact(a, b)
        return exact(as_number(a), as_number(b))

    return operation


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        if isinstance(base, Fraction) and abs(exponent) <= MOST_EXPONENT:
            return base ** int(exponent)
        return mpmath.power(as_number(base), int(exponent))
    if isinstance(base, Fraction) and base == 0 and _real(exponent) <= 0:
        raise Undefined("a power of 0")
    return mpmath.power(as_number(base), as_number(exponent))


def _real(number: Any) -> Any:
    number = as_number(number)
    if isinstance(number, mpmath.mpc):
        if number.imag:
            raise Undefined("not real")
        return number.real
    return number


def _ordered(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of real numbers, exact where they are rational."""

    def of_real(*numbers: Any) -> Any:
        exact = all(isinstance(number, Fraction) for number in numbers)
        return function(*(numbers if exact else map(_real, numbers)))

    return of_real


def _floor(number: Any) -> Fraction:
    return Fraction(int(mpmath.floor(number)) if not isinstance(number, Fraction) else number // 1)


def _sign(number: Any) -> Any:
    """z/|z|, 0 at 0, exact for rational numbers."""
    if isinstance(number, Fraction):
        return Fraction((number > 0) - (number < 0))
    return mpmath.sign(as_number(number))


def _argument(number: Any) -> Any:
    if number == 0:
        raise Undefined("the argument of 0")
    return mpmath.arg(as_number(number))


def _named(name: str) -> Callable[..., Any]:
    function = getattr(mpmath, name)
    return lambda *numbers: function(*map(as_number, numbers))


_CONSTANTS = {
    "pi": mpmath.pi, "E": mpmath.e, "I": mpmath.mpc(0, 1), "EulerGamma": mpmath.euler,
    "Catalan": mpmath.catalan, "GoldenRatio": mpmath.phi,
}  # fmt: skip
_OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: _both(lambda a, b: a + b),
    ast.Sub: _both(lambda a, b: a - b),
    ast.Mult: _both(lambda a, b: a * b),
    ast.Div: _both(lambda a, b: a / b),
    ast.Pow: _power,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: _named(name)
    for name in (
        "sqrt log exp sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth "
        "sech csch asinh acosh atanh acoth asech acsch gamma loggamma digamma factorial binomial "
        "erf erfc erfi besselj bessely besseli besselk airyai airybi hermite legendre zeta polylog "
        "beta harmonic expint li re im"
    ).split()
} | {
    "RisingFactorial": _named("rf"),
    "FallingFactorial": _named("ff"),
    "polygamma": _named("psi"),
    "chebyshevt": _named("chebyt"),
    "chebyshevu": _named("chebyu"),
    "elliptic_k": _named("ellipk"),
    "Ei": _named("ei"),
    "Si": _named("si"),
    "Ci": _named("ci"),
    "fibonacci": _named("fib"),
    "conjugate": _named("conj"),
    "uppergamma": _named("gammainc"),
    "lowergamma": lambda s, x: mpmath.gammainc(as_number(s), 0, as_number(x)),
    "ln": _named("log"),
    "factorial2": _named("fac2"),
    "Abs": lambda z: abs(z),
    "abs": lambda z: abs(z),
    "arg": _argument,
    "Re": _named("re"),
    "Im": _named("im"),
    "sign": _sign,
    "floor": _ordered(_floor),
    "ceiling": _ordered(lambda x: -_floor(-x)),
    "Max": _ordered(max),
    "Min": _ordered(min),
}
