"""Floating-point operations of a compiled kernel, counted, not estimated.

The kernel's own Python source is run on numbers that count: each addition, subtraction,
multiplication, division, square root and logarithm of a real number is one
operation, a complex one is as many as its textbook formula has; comparisons, changes of sign and
absolute values are free. What the compiler saves or adds is not seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np


def operations(kernel: Any, *arguments: list[float], points: int) -> float:
    """Operations per point of ``kernel(*arguments, out)``, a function compiled by Numba."""
    tally = [0]
    number = _number(tally)
    rewritten: dict[Any, Any] = {}
    counted = [[number(value) for value in argument] for argument in arguments]
    _python(kernel, _mathematics(number, tally), rewritten)(*counted, [0.0] * points)
    return tally[0] / points


@dataclass(frozen=True)
class _Complex:
    """A complex number made of two numbers that count."""

    real: float
    imag: float

    def __add__(self, other: _Complex | float) -> _Complex:
        other = _pair(other)
        return _Complex(self.real + other.real, self.imag + other.imag)

    def __neg__(self) -> _Complex:
        return _Complex(-self.real, -self.imag)

    def __sub__(self, other: _Complex | float) -> _Complex:
        return self + -_pair(other)

    def __rsub__(self, other: float) -> _Complex:
        return _pair(other) - self

    def __mul__(self, other: _Complex | float) -> _Complex:
        if isinstance(other, float):
            return _Complex(self.real * other, self.imag * other)
        return _Complex(
            self.real * other.real - self.imag * other.imag,
            self.real * other.imag + self.imag * other.real,
        )

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other: _Complex) -> _Complex:
        size = other.real * other.real + other.imag * other.imag
        quotient = self * _Complex(other.real, -other.imag)
        return _Complex(quotient.real / size, quotient.imag / size)


def _pair(value: _Complex | float) -> _Complex:
    return _Complex(value, 0.0) if isinstance(value, float) else value


def _number(tally: list[int]) -> Any:
    """A float whose arithmetic adds to ``tally``."""

    class Number(float):
        def __neg__(self) -> Any:
            return Number(-float(self))

        def __abs__(self) -> Any:
            return Number(abs(float(self)))

    def counting(name: str) -> Any:
        plain = getattr(float, name)

        def operator(self: Any, other: Any) -> Any:
            tally[0] += 1
            return Number(plain(self, other))

        return operator

    for name in ("add", "sub", "mul", "truediv"):
        for prefix in ("__", "__r"):
            setattr(Number, f"{prefix}{name}__", counting(f"{prefix}{name}__"))
    return Number


def _mathematics(number: Any, tally: list[int]) -> dict[str, Any]:
    """The globals that the kernels' source sees instead of math, numpy and complex."""

    def one(function: Any) -> Any:
        def counted(value: float) -> Any:
            tally[0] += 1
            return number(function(value))

        return counted

    sqrt = one(math.sqrt)

    def complex_sqrt(value: _Complex) -> _Complex:
        size = sqrt(value.real * value.real + value.imag * value.imag)
        imag = number(math.copysign(sqrt(0.5 * (size - value.real)), value.imag))
        return _Complex(sqrt(0.5 * (size + value.real)), imag)

    mathematics = SimpleNamespace(
        sqrt=sqrt,
        log=one(math.log),
        copysign=lambda size, sign: number(math.copysign(size, sign)),
        pi=math.pi,
        inf=math.inf,
    )
    return {
        "math": mathematics,
        "cmath": SimpleNamespace(sqrt=complex_sqrt),
        "np": SimpleNamespace(empty=lambda shape: np.empty(shape, dtype=object)),
        "complex": _Complex,
    }


def _python(kernel: Any, replaced: dict[str, Any], done: dict[Any, Any]) -> Any:
    """The kernel's Python source, with those it calls, on the replaced globals."""
    source = kernel.py_func
    if source not in done:
        scope = dict(source.__globals__) | replaced
        done[source] = FunctionType(source.__code__, scope, source.__name__, source.__defaults__)
        for name in source.__code__.co_names:
            if hasattr(scope.get(name), "py_func"):
                scope[name] = _python(scope[name], replaced, done)
    return done[source]
