"""The functions of the notation: exact ones, mpmath's numbers, and intervals where they enclose."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import iv, mp

from glassproof.recheck.language import LanguageError


class UndefinedError(ArithmeticError):
    """The formula has no value at the point."""


class UnknownError(LanguageError):
    """No rule for a part of the formula is known here."""


class WideError(ArithmeticError):
    """Digits or intervals of the precisions that are tried do not decide."""


def _factorial(n: Fraction) -> Fraction | None:
    return Fraction(math.factorial(int(n))) if n.denominator == 1 and 0 <= n <= 3000 else None


def _binomial(n: Fraction, k: Fraction) -> Fraction | None:
    whole = n.denominator == k.denominator == 1
    return Fraction(math.comb(int(n), int(k))) if whole and 0 <= k <= n <= 3000 else None


EXACT: dict[str, Callable[..., Any]] = {
    "Abs": abs, "Max": max, "Min": min, "re": lambda x: x, "im": lambda _: Fraction(0),
    "conjugate": lambda x: x, "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "floor": lambda x: Fraction(math.floor(x)), "ceiling": lambda x: Fraction(math.ceil(x)),
    "Mod": lambda a, b: a % b if b else None, "factorial": _factorial, "binomial": _binomial,
    "KroneckerDelta": lambda a, b: Fraction(a == b), "sinc": lambda x: None if x else Fraction(1),
    "exp": lambda x: None if x else Fraction(1), "log": lambda x: Fraction(0) if x == 1 else None,
}  # fmt: skip
"""Values at fractions that are fractions; None where they are not."""


def _log(x: Any) -> Any:
    if x == 0:
        raise UndefinedError("a logarithm of zero")
    return mp.log(x)


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    """A comparison, whose arguments have to be real."""

    def found(*values: Any) -> Any:
        for value in values:
            if isinstance(value, mpmath.mpc) and value.imag != 0:
                raise UndefinedError("complex numbers are not compared")
        return function(*(value.real for value in values))

    return found


NUMBERS: dict[str, Callable[..., Any]] = {
    "Abs": abs, "Max": _real(max), "Min": _real(min), "re": mp.re, "im": mp.im, "arg": mp.arg,
    "conjugate": mp.conj, "sign": lambda x: x / abs(x) if x else x, "floor": mp.floor,
    "ceiling": mp.ceil, "Mod": _real(mp.fmod), "exp": mp.exp, "log": _log, "_sqrt": mp.sqrt,
    "_power": mp.power, "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "cot": mp.cot, "sec": mp.sec,
    "csc": mp.csc, "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "acot": mp.acot,
    "asec": mp.asec, "acsc": mp.acsc, "atan2": _real(mp.atan2), "sinh": mp.sinh, "cosh": mp.cosh,
    "tanh": mp.tanh, "coth": mp.coth, "sech": mp.sech, "csch": mp.csch, "asinh": mp.asinh,
    "acosh": mp.acosh, "atanh": mp.atanh, "acoth": mp.acoth, "sinc": mp.sinc,
    "factorial": mp.factorial, "factorial2": mp.fac2, "binomial": mp.binomial,
    "subfactorial": lambda n: mp.gammainc(n + 1, -1) / mp.e, "RisingFactorial": mp.rf,
    "FallingFactorial": mp.ff, "gamma": mp.gamma, "loggamma": mp.loggamma, "digamma": mp.digamma,
    "polygamma": mp.polygamma, "beta": mp.beta, "erf": mp.erf, "erfc": mp.erfc, "erfi": mp.erfi,
    "uppergamma": lambda s, x: mp.gammainc(s, x), "lowergamma": lambda s, x: mp.gammainc(s, 0, x),
    "Si": mp.si, "Ci": mp.ci, "Shi": mp.shi, "Chi": mp.chi, "Ei": mp.ei, "E1": mp.e1, "li": mp.li,
    "expint": mp.expint, "fresnels": mp.fresnels, "fresnelc": mp.fresnelc, "zeta": mp.zeta,
    "dirichlet_eta": mp.altzeta, "polylog": mp.polylog,
    "LambertW": lambda x, k=0: mp.lambertw(x, int(k)), "harmonic": lambda n: mp.harmonic(n),
    "bernoulli": lambda n, x=1: mp.bernpoly(int(n), x), "fibonacci": mp.fibonacci,
    "lucas": lambda n: mp.fibonacci(n - 1) + mp.fibonacci(n + 1),
    "catalan": lambda n: mp.binomial(2 * n, n) / (n + 1), "besselj": mp.besselj,
    "bessely": mp.bessely, "besseli": mp.besseli, "besselk": mp.besselk, "airyai": mp.airyai,
    "airybi": mp.airybi, "legendre": mp.legendre, "chebyshevt": mp.chebyt, "chebyshevu": mp.chebyu,
    "hermite": mp.hermite, "laguerre": lambda n, x: mp.laguerre(n, 0, x),
    "assoc_laguerre": mp.laguerre, "gegenbauer": mp.gegenbauer, "jacobi": mp.jacobi,
    "elliptic_k": mp.ellipk, "elliptic_e": mp.ellipe,
    "KroneckerDelta": lambda a, b: mp.mpf(a == b),
    "Heaviside": lambda x: mp.mpf(x > 0) if x else mp.mpf(1) / 2,
}  # fmt: skip


def _interval(low: Any, high: Any) -> Any:
    return iv.mpf([low, high])


def _require_real(*values: Any) -> None:
    if not all(hasattr(value, "a") for value in values):
        raise UnknownError("intervals of this function are known for real numbers alone")


def _iv_log(x: Any) -> Any:
    if hasattr(x, "a"):
        if x.a > 0:
            return iv.log(x)
        if x.b < 0:
            return iv.mpc(iv.log(-x), iv.pi)
        raise WideError("a logarithm near zero")
    if 0 in x.imag and not x.real.a > 0:
        raise WideError("a logarithm near its cut")
    return iv.log(x)


def _iv_sqrt(x: Any) -> Any:
    if hasattr(x, "a"):
        if x.a >= 0:
            return iv.sqrt(x)
        if x.b < 0:
            return iv.mpc(0, iv.sqrt(-x))
        raise WideError("a root near zero")
    return iv.exp(_iv_log(x) / 2)


def _iv_power(x: Any, y: Any) -> Any:
    return iv.exp(y * _iv_log(x))


def _iv_abs(x: Any) -> Any:
    if not hasattr(x, "a"):
        return iv.sqrt(x.real**2 + x.imag**2)
    return x if x.a >= 0 else -x if x.b <= 0 else _interval(0, max(-x.a, x.b))


def _iv_extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    def found(*values: Any) -> Any:
        _require_real(*values)
        return _interval(choose(v.a for v in values), choose(v.b for v in values))

    return found


def _iv_gamma(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def found(x: Any) -> Any:
        _require_real(x)
        if not x.a > 0:
            raise UnknownError("intervals of Gamma functions are known for positive numbers alone")
        return function(x)

    return found


INTERVALS: dict[str, Callable[..., Any]] = {
    "Abs": _iv_abs, "Max": _iv_extreme(max), "Min": _iv_extreme(min), "exp": iv.exp, "log": _iv_log,
    "_sqrt": _iv_sqrt, "_power": _iv_power, "sin": iv.sin, "cos": iv.cos,
    "re": lambda x: x if hasattr(x, "a") else x.real,
    "im": lambda x: iv.mpf(0) if hasattr(x, "a") else x.imag,
    "conjugate": lambda x: x if hasattr(x, "a") else iv.mpc(x.real, -x.imag),
    "sinh": lambda x: (iv.exp(x) - iv.exp(-x)) / 2, "cosh": lambda x: (iv.exp(x) + iv.exp(-x)) / 2,
    "tanh": lambda x: 1 - 2 / (iv.exp(2 * x) + 1),
    "gamma": _iv_gamma(iv.gamma), "loggamma": _iv_gamma(iv.loggamma),
    "factorial": _iv_gamma(lambda x: iv.gamma(x + 1)),
}  # fmt: skip
