"""The functions of the notation: exact values, enclosures, and what mpmath computes to digits."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from mpmath import iv, mp

from glassproof.recheck.language import ONE, ZERO, LanguageError

Function = Callable[..., Any]


class UndefinedError(ArithmeticError):
    """The formula has no value at the point."""


class WideError(ArithmeticError):
    """Intervals of the precisions that are tried do not decide."""


def is_steep(head: str, values: list[Any]) -> bool:
    """Whether a number is so large that exponentials of it, or the like, take endlessly."""
    flat = head in ("log", "_sqrt", "Abs", "re", "im", "conjugate", "sign", "Max", "Min")
    return not (flat or all(abs(v) < 2**20_000 or abs(v) == mp.inf for v in values))


def real(x: Any) -> Any:
    """A number that is no complex one, as order asks for."""
    if x.imag != 0:
        raise UndefinedError("complex numbers are not compared")
    return x.real


def _whole(n: Any) -> int:
    if not mp.isint(n):
        raise UndefinedError("a sequence has terms at whole numbers alone")
    return int(n.real)


def _above(x: Any, least: Any = -mp.inf) -> Any:
    if not isinstance(x, iv.mpf) or not x.a > least:
        raise LanguageError("no interval of a function is known there")
    return x


def _counted(function: Function, *n: Fraction) -> Fraction | None:
    whole = all(k.denominator == 1 for k in n) and min(n) >= 0 and max(n) == n[0] <= 3000
    return Fraction(function(*map(int, n))) if whole else None


def _nonzero(x: Any) -> Any:
    if x == 0:
        raise UndefinedError("a logarithm of zero")
    return x


def _log(x: Any) -> Any:
    return iv.log(iv.mpc(x, 0) if isinstance(x, iv.mpf) and not x.a > 0 else x)


EXACT: dict[str, Function] = {
    "Abs": abs, "Max": max, "Min": min, "re": lambda x: x, "im": lambda _: ZERO,
    "conjugate": lambda x: x, "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "floor": lambda x: Fraction(math.floor(x)), "ceiling": lambda x: Fraction(math.ceil(x)),
    "Mod": lambda a, b: a % b if b else None, "factorial": lambda n: _counted(math.factorial, n),
    "binomial": lambda n, k: _counted(math.comb, n, k),
    "KroneckerDelta": lambda a, b: Fraction(a == b), "sinc": lambda x: None if x else ONE,
    "exp": lambda x: None if x else ONE, "log": lambda x: ZERO if x == 1 else None}  # fmt: skip
"""Values at fractions that are fractions; None where they are not."""

INTERVALS: dict[str, Function] = {
    "log": lambda x: _log(_nonzero(x)),
    "Abs": abs, "re": iv.re, "im": iv.im, "conjugate": iv.conj, "exp": iv.exp,
    "Max": lambda *v: iv.mpf([max(_above(x).a for x in v), max(x.b for x in v)]),
    "Min": lambda *v: iv.mpf([min(_above(x).a for x in v), min(x.b for x in v)]),
    "_sqrt": lambda x: iv.sqrt(x) if isinstance(x, iv.mpf) and x.a >= 0 else iv.exp(_log(x) / 2),
    "_power": lambda x, y: iv.exp(y * _log(x)), "sin": iv.sin, "cos": iv.cos,
    "sinh": lambda x: (iv.exp(x) - iv.exp(-x)) / 2, "cosh": lambda x: (iv.exp(x) + iv.exp(-x)) / 2,
    "tanh": lambda x: 1 - 2 / (iv.exp(2 * x) + 1), "gamma": lambda x: iv.gamma(_above(x, 0)),
    "loggamma": lambda x: iv.loggamma(_above(x, 0)),
    "factorial": lambda x: iv.gamma(_above(x, 0) + 1)}  # fmt: skip
"""Enclosures: what they exclude is excluded. A LanguageError where none is known."""

_NUMBERS = """
exp sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh
atanh acoth sinc re im arg floor factorial binomial gamma loggamma digamma polygamma beta erf erfc
erfi expint fresnels fresnelc zeta polylog harmonic besselj bessely besseli besselk airyai
airybi legendre hermite gegenbauer jacobi Abs=fabs
ceiling=ceil conjugate=conj _sqrt=sqrt _power=power Si=si Ci=ci Shi=shi Chi=chi Ei=ei E1=e1 li=li
factorial2=fac2 RisingFactorial=rf FallingFactorial=ff dirichlet_eta=altzeta chebyshevt=chebyt
chebyshevu=chebyu assoc_laguerre=laguerre elliptic_k=ellipk elliptic_e=ellipe uppergamma=gammainc
"""
"""What mpmath calls the same, and name=other."""
NUMBERS: dict[str, Function] = {
    **{word.split("=")[0]: getattr(mp, word.split("=")[-1]) for word in _NUMBERS.split()},
    "log": lambda x: mp.log(_nonzero(x)),
    "Max": lambda *v: max(map(real, v)), "Min": lambda *v: min(map(real, v)),
    "Mod": lambda a, b: mp.fmod(real(a), real(b)),
    "atan2": lambda y, x: mp.atan2(real(y), real(x)), "sign": lambda x: x / abs(x) if x else x,
    "subfactorial": lambda n: mp.gammainc(n + 1, -1) / mp.e,
    "lowergamma": lambda s, x: mp.gammainc(s, 0, x), "laguerre": lambda n, x: mp.laguerre(n, 0, x),
    "LambertW": lambda x, k=0: mp.lambertw(x, int(k)),
    "bernoulli": lambda n, x=1: mp.bernpoly(_whole(n), x),
    "fibonacci": lambda n: mp.fibonacci(_whole(n)),
    "lucas": lambda n: mp.fibonacci(_whole(n) - 1) + mp.fibonacci(n + 1),
    "catalan": lambda n: mp.binomial(2 * n, n) / (n + 1),
    "KroneckerDelta": lambda a, b: mp.mpf(a == b),
    "Heaviside": lambda x: mp.mpf(x > 0) if x else mp.mpf(1) / 2}  # fmt: skip
"""Values to the digits of mpmath's working precision."""
