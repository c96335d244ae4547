"""The functions of the notation: exact ones, mpmath's numbers, and intervals where they enclose."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from mpmath import iv, mp

from glassproof.recheck.language import ONE, ZERO, LanguageError


class UndefinedError(ArithmeticError):
    """The formula has no value at the point."""


class WideError(ArithmeticError):
    """Digits or intervals of the precisions that are tried do not decide."""


def _counted(function: Callable[..., int]) -> Callable[..., Fraction | None]:
    """A function of whole numbers n >= k >= 0, as far as they are not too large."""

    def found(n: Fraction, k: Fraction = ZERO) -> Fraction | None:
        whole = n.denominator == k.denominator == 1 and 0 <= k <= n <= 3000
        return Fraction(function(int(n), int(k))) if whole else None

    return found


EXACT: dict[str, Callable[..., Any]] = {
    "Abs": abs, "Max": max, "Min": min, "re": lambda x: x, "im": lambda _: ZERO,
    "conjugate": lambda x: x, "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "floor": lambda x: Fraction(math.floor(x)), "ceiling": lambda x: Fraction(math.ceil(x)),
    "Mod": lambda a, b: a % b if b else None, "factorial": _counted(lambda n, _: math.factorial(n)),
    "binomial": _counted(math.comb), "KroneckerDelta": lambda a, b: Fraction(a == b),
    "sinc": lambda x: None if x else ONE, "exp": lambda x: None if x else ONE,
    "log": lambda x: ZERO if x == 1 else None,
}  # fmt: skip
"""Values at fractions that are fractions; None where they are not."""


def _log(x: Any) -> Any:
    if x == 0:
        raise UndefinedError("a logarithm of zero")
    return mp.log(x)


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose arguments have to be real."""

    def found(*values: Any) -> Any:
        if any(value.imag != 0 for value in values):
            raise UndefinedError("complex numbers are not compared")
        return function(*(value.real for value in values))

    return found


_SAME = """
exp sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh
atanh acoth sinc re im arg floor factorial binomial gamma loggamma digamma polygamma beta erf erfc
erfi expint fresnels fresnelc zeta polylog harmonic fibonacci besselj bessely besseli besselk airyai
airybi legendre hermite gegenbauer jacobi
"""
_OTHER = {
    "ceiling": "ceil", "conjugate": "conj", "_sqrt": "sqrt", "_power": "power", "Si": "si",
    "Ci": "ci", "Shi": "shi", "Chi": "chi", "Ei": "ei", "E1": "e1", "li": "li",
    "factorial2": "fac2", "RisingFactorial": "rf", "FallingFactorial": "ff",
    "dirichlet_eta": "altzeta",
    "chebyshevt": "chebyt", "chebyshevu": "chebyu", "assoc_laguerre": "laguerre",
    "elliptic_k": "ellipk", "elliptic_e": "ellipe", "uppergamma": "gammainc",
}  # fmt: skip
NUMBERS: dict[str, Callable[..., Any]] = {
    **{name: getattr(mp, name) for name in _SAME.split()},
    **{name: getattr(mp, other) for name, other in _OTHER.items()},
    "Abs": abs, "Max": _real(max), "Min": _real(min), "Mod": _real(mp.fmod), "log": _log,
    "atan2": _real(mp.atan2), "sign": lambda x: x / abs(x) if x else x,
    "subfactorial": lambda n: mp.gammainc(n + 1, -1) / mp.e,
    "lowergamma": lambda s, x: mp.gammainc(s, 0, x), "laguerre": lambda n, x: mp.laguerre(n, 0, x),
    "LambertW": lambda x, k=0: mp.lambertw(x, int(k)),
    "bernoulli": lambda n, x=1: mp.bernpoly(int(n), x),
    "lucas": lambda n: mp.fibonacci(n - 1) + mp.fibonacci(n + 1),
    "catalan": lambda n: mp.binomial(2 * n, n) / (n + 1),
    "KroneckerDelta": lambda a, b: mp.mpf(a == b),
    "Heaviside": lambda x: mp.mpf(x > 0) if x else mp.mpf(1) / 2,
}  # fmt: skip
"""What mpmath calls the same, what it calls otherwise, and what is made of its functions."""


def _of_reals(function: Callable[..., Any], least: Any = -mp.inf) -> Callable[..., Any]:
    """An enclosure that is known of real intervals above ``least`` alone."""

    def found(*values: Any) -> Any:
        if not all(isinstance(value, iv.mpf) and value.a > least for value in values):
            raise LanguageError("no interval of a function is known there")
        return function(*values)

    return found


def _iv_log(x: Any) -> Any:
    return iv.log(iv.mpc(x, 0) if isinstance(x, iv.mpf) and not x.a > 0 else x)


def _iv_sqrt(x: Any) -> Any:
    return iv.sqrt(x) if isinstance(x, iv.mpf) and x.a >= 0 else iv.exp(_iv_log(x) / 2)


INTERVALS: dict[str, Callable[..., Any]] = {
    "Abs": abs, "re": iv.re, "im": iv.im, "conjugate": iv.conj, "exp": iv.exp, "log": _iv_log,
    "Max": _of_reals(lambda *v: iv.mpf([max(x.a for x in v), max(x.b for x in v)])),
    "Min": _of_reals(lambda *v: iv.mpf([min(x.a for x in v), min(x.b for x in v)])),
    "_sqrt": _iv_sqrt, "_power": lambda x, y: iv.exp(y * _iv_log(x)), "sin": iv.sin, "cos": iv.cos,
    "sinh": lambda x: (iv.exp(x) - iv.exp(-x)) / 2, "cosh": lambda x: (iv.exp(x) + iv.exp(-x)) / 2,
    "tanh": lambda x: 1 - 2 / (iv.exp(2 * x) + 1), "gamma": _of_reals(iv.gamma, 0),
    "loggamma": _of_reals(iv.loggamma, 0), "factorial": _of_reals(lambda x: iv.gamma(x + 1), 0),
}  # fmt: skip
"""Enclosures: what they exclude is excluded."""
