"""How much a formula from outside may ask for: length, depth, numbers, exponents, size, time."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

import sympy as sp

from glassproof.derivations.proof.domain import DomainError

MAX_LENGTH = 10_000
"""Characters of one formula."""

MAX_DEPTH = 40
"""Nesting of parentheses, functions and exponents."""

MAX_DIGITS = 100
"""Digits of one number as written."""

MAX_BITS = 4096
"""Bits of a numerator or denominator, after arithmetic."""

MAX_EXPONENT = 1000
"""Size of a number in an exponent, and of a number that a growing function is applied to."""

MAX_ARGUMENTS = 16
"""Arguments of Max and Min."""

MAX_TERMS = 2000
"""Terms that the formula has when it is multiplied out, as estimated beforehand."""

PARSE_SECONDS = 1.5
"""Time to read one formula."""

REPEAT = 0.05
"""Time between two rings of an alarm that was not heard."""


class LimitError(DomainError):
    """A formula that asks for too much, or for a value that does not exist."""


def magnitude(value: sp.Expr) -> float:
    """The absolute value of a number, as a float; infinite beyond the range of floats.

    >>> magnitude(sp.Rational(-7, 2))
    3.5
    """
    try:
        return abs(complex(sp.N(value, 15)))
    except (OverflowError, TypeError, ValueError):
        return math.inf


def require_exponent(exponent: sp.Expr) -> None:
    """Raise :class:`LimitError` on a number in ``exponent`` above :data:`MAX_EXPONENT`."""
    if exponent.is_number and magnitude(exponent) > MAX_EXPONENT:
        raise LimitError(f"an exponent is at most {MAX_EXPONENT} in size")
    for number in exponent.atoms(sp.Rational):
        if abs(number.p) > MAX_EXPONENT or number.q > MAX_EXPONENT:
            raise LimitError(f"a number in an exponent is at most {MAX_EXPONENT} in size")


def require_value(value: sp.Expr) -> sp.Expr:
    """``value``, unless it is undefined, infinite, or a number of too many digits."""
    if value in (sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise LimitError("this has no finite value: a division by zero or a logarithm of zero")
    if value.is_Rational and max(abs(value.p), value.q).bit_length() > MAX_BITS:
        raise LimitError(f"a number has at most {MAX_BITS} bits")
    return value


def require_size(expr: sp.Expr) -> sp.Expr:
    """``expr``, unless the numbers, exponents or multiplied-out terms in it are too many.

    >>> a, b = sp.symbols("a b")
    >>> require_size((a + b) ** 1000)
    (a + b)**1000
    >>> require_size((a + b + 1) ** 1000)
    Traceback (most recent call last):
    ...
    glassproof...LimitError: multiplied out, this has about 5e+05 terms; 2000 are allowed
    """
    for node in sp.preorder_traversal(expr):
        if node.is_Number:
            require_value(node)
        elif node.is_Pow or isinstance(node, sp.exp):
            require_exponent(node.exp)
    above, below = _terms(expr)
    if max(above, below) > MAX_TERMS:
        raise LimitError(
            f"multiplied out, this has about {max(above, below):.0e} terms; {MAX_TERMS} are allowed"
        )
    return expr


def _terms(expr: sp.Basic) -> tuple[float, float]:
    """Estimated numbers of terms of numerator and denominator over a common denominator."""
    if expr.is_Add:
        parts = [_terms(argument) for argument in expr.args]
        denominators = {
            frozenset(a for a in sp.Mul.make_args(argument) if _is_inverse(a)): below
            for argument, (_, below) in zip(expr.args, parts, strict=True)
        }
        common = _product(denominators.values())
        return min(1e300, sum(above * common / below for above, below in parts)), common
    if expr.is_Mul:
        parts = [_terms(argument) for argument in expr.args]
        return _product(above for above, _ in parts), _product(below for _, below in parts)
    if expr.is_Pow and expr.exp.is_Integer:
        above, below = (_power_terms(n, abs(int(expr.exp))) for n in _terms(expr.base))
        return (above, below) if expr.exp > 0 else (below, above)
    inside = [max(_terms(argument)) for argument in expr.args]
    if inside and max(inside) > MAX_TERMS:
        return max(inside), 1.0
    return 1.0, 1.0


def _is_inverse(expr: sp.Expr) -> bool:
    return bool(expr.is_Pow and expr.exp.is_Integer and expr.exp < 0)


def _product(values: Iterable[float]) -> float:
    return min(1e300, math.prod(values))


def _power_terms(terms: float, exponent: int) -> float:
    """Monomials of degree ``exponent`` in ``terms`` quantities."""
    if terms > 1e6:
        return 1e300
    try:
        return min(1e300, float(math.comb(round(terms) + exponent - 1, exponent)))
    except OverflowError:
        return 1e300


_DEAF = ("__del__", "gc_callback")
"""Functions whose exceptions Python swallows: an alarm there waits for the next ring."""


class _Expired(BaseException):
    """The alarm rang. Not an Exception, lest the code that was interrupted handles it."""


@contextmanager
def deadline(seconds: float, what: str) -> Iterator[None]:
    """Raise :class:`LimitError` if the block takes longer than ``seconds``.

    Works in the main thread of systems with interval timers; elsewhere only the bounds on the
    formula's size protect. An alarm that was set before is resumed afterwards.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def expire(_signal: int, frame: FrameType | None) -> None:
        if frame is None or frame.f_code.co_name not in _DEAF:
            raise _Expired

    handler = signal.signal(signal.SIGALRM, expire)
    # It rings again and again, since an alarm that is swallowed must not be the last.
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
    try:
        yield
    except _Expired:
        raise LimitError(f"{what} took more than {seconds:g} s: give a shorter formula") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, remaining, interval)
        signal.signal(signal.SIGALRM, handler)
