"""How much a formula from outside may ask for: length, depth, numbers, exponents, size, time."""

from __future__ import annotations

import functools
import itertools
import math
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.alarms import REPEAT, heard

MAX_LENGTH = 10_000
"""Characters of one formula."""

MAX_DEPTH = 40
"""Nesting of parentheses, functions and exponents."""

MAX_DIGITS = 100
"""Digits of one number as written."""

MAX_BITS = 4096
"""Bits of a numerator or denominator, after arithmetic."""

MAX_EXPONENT = 1000
"""Size of a number as exponent, and of a number that a growing function is applied to."""

MAX_FACTOR = 10**6
"""Size of a number that stands among symbols in an exponent."""

MAX_ARGUMENTS = 16
"""Arguments of Max and Min."""

MAX_TERMS = 2000
"""Terms that the formula has when it is multiplied out, as estimated beforehand."""

PARSE_SECONDS = 1.5
"""Time to read one formula."""

PARSE_PATIENCE = 2.5
"""So many times as long may it take on a machine that others use, too."""


class LimitError(DomainError):
    """A formula that asks for too much, or for a value that does not exist."""


def magnitude(value: sp.Expr) -> float:
    """The absolute value of a number, as a float; infinite beyond the range of floats.

    >>> magnitude(sp.Rational(-7, 2))
    3.5
    """
    try:
        if value.is_Rational:
            return abs(int(value.p) / int(value.q))
        return abs(complex(sp.N(value, 15)))
    except (OverflowError, TypeError, ValueError):
        return math.inf


def require_exponent(exponent: sp.Expr) -> None:
    """Raise :class:`LimitError` on an exponent above :data:`MAX_EXPONENT`, or a number in one
    above :data:`MAX_FACTOR`."""
    if exponent.is_number:
        if magnitude(exponent) > MAX_EXPONENT:
            raise LimitError(f"an exponent is at most {MAX_EXPONENT} in size")
        most = MAX_EXPONENT
    else:
        most = MAX_FACTOR
    for number in exponent.atoms(sp.Rational):
        if abs(number.p) > most or number.q > MAX_EXPONENT:
            raise LimitError(f"a number in an exponent is at most {most} in size")


def require_value(value: sp.Expr) -> sp.Expr:
    """``value``, unless it is undefined, infinite, or a number of too many digits."""
    if value in (sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise LimitError(
            "this has no finite value: a division by zero, a pole or a logarithm of zero"
        )
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
    for node in _parts(expr):
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


def _parts(expr: sp.Basic) -> Iterator[sp.Basic]:
    """Every part of the expression but the infinite ends of sums, integrals and limits."""
    yield expr
    ends = isinstance(expr, (sp.Tuple, sp.Limit))
    for part in expr.args:
        if not (ends and part in (sp.oo, -sp.oo)):
            yield from _parts(part)


@dataclass(frozen=True)
class _Size:
    """How large a polynomial is: at most so many terms, of this degree, in these generators."""

    terms: float = 1.0
    degree: int = 0
    generators: frozenset[sp.Basic] = frozenset()

    def bounded(self) -> _Size:
        """With no more terms than there are monomials of the degree."""
        most = _monomials(self.degree, len(self.generators))
        return self if self.terms <= most else _Size(most, self.degree, self.generators)

    def times(self, other: _Size) -> _Size:
        """The product."""
        return _Size(
            min(1e300, self.terms * other.terms),
            self.degree + other.degree,
            self.generators | other.generators,
        ).bounded()

    def plus(self, other: _Size) -> _Size:
        """The sum."""
        return _Size(
            min(1e300, self.terms + other.terms),
            max(self.degree, other.degree),
            self.generators | other.generators,
        ).bounded()

    def power(self, exponent: int) -> _Size:
        """The power: products of so many terms, and no more than there are monomials."""
        return _Size(
            _power_terms(self.terms, exponent), self.degree * exponent, self.generators
        ).bounded()


_UNIT = _Size()


def _terms(expr: sp.Basic) -> tuple[float, float]:
    """Estimated numbers of terms of numerator and denominator over a common denominator."""
    above, below = _sizes(expr)
    return above.terms, below.terms


@functools.lru_cache(maxsize=4096)
def _sizes(expr: sp.Basic) -> tuple[_Size, _Size]:
    """Estimated sizes of numerator and denominator over a common denominator."""
    if expr.is_Add:
        return _sum_sizes(expr)
    if expr.is_Mul:
        parts = [_sizes(argument) for argument in expr.args]
        return _product(above for above, _ in parts), _product(below for _, below in parts)
    if expr.is_Pow and expr.exp.is_Integer:
        above, below = (size.power(abs(int(expr.exp))) for size in _sizes(expr.base))
        return (above, below) if expr.exp > 0 else (below, above)
    if expr.is_Number:
        return _UNIT, _UNIT
    inside = [max(_terms(argument)) for argument in expr.args]
    terms = max(inside) if inside and max(inside) > MAX_TERMS else 1.0
    return _Size(terms, 1 if terms == 1 else MAX_TERMS, frozenset([expr])), _UNIT


def _sum_sizes(expr: sp.Add) -> tuple[_Size, _Size]:
    """Every term of a sum is multiplied by the denominators that are not its own."""
    parts = [_sizes(argument) for argument in expr.args]
    keys = [
        frozenset(a for a in sp.Mul.make_args(argument) if _is_inverse(a)) for argument in expr.args
    ]
    denominators = {key: below for key, (_, below) in zip(keys, parts, strict=True)}
    belows = list(denominators.values())
    before = list(itertools.accumulate(belows, _Size.times, initial=_UNIT))
    after = list(itertools.accumulate(reversed(belows), _Size.times, initial=_UNIT))
    others = {
        key: before[i].times(after[len(belows) - 1 - i]) for i, key in enumerate(denominators)
    }
    terms = (above.times(others[key]) for key, (above, _) in zip(keys, parts, strict=True))
    return functools.reduce(_Size.plus, terms, _Size(0.0)), before[-1]


def _is_inverse(expr: sp.Expr) -> bool:
    return bool(expr.is_Pow and expr.exp.is_Integer and expr.exp < 0)


def _product(sizes: Iterable[_Size]) -> _Size:
    return functools.reduce(_Size.times, sizes, _UNIT)


def _monomials(degree: int, generators: int) -> float:
    """The number of monomials of at most this degree."""
    try:
        return min(1e300, float(math.comb(degree + generators, generators)))
    except OverflowError:
        return 1e300


def _power_terms(terms: float, exponent: int) -> float:
    """Monomials of degree ``exponent`` in ``terms`` quantities."""
    if terms > 1e6:
        return 1e300
    return _monomials(exponent, round(terms) - 1)


_BETWEEN = ("__enter__", "__exit__")
"""Functions which stand between a block and what would catch an alarm in it."""

_NEARLY = 0.99  # two clocks measure what one alarm is set to


class _Expired(BaseException):
    """The alarm rang. Not an Exception, lest the code that was interrupted handles it."""


@contextmanager
def deadline(seconds: float, what: str, *, patience: float = 1.0) -> Iterator[None]:
    """Raise :class:`LimitError` if the block takes longer than ``seconds``.

    With ``patience`` they are seconds of computing, as long as that takes no more than so many
    times as long: what shares the machine with others is not cut short for that.
    Works in the main thread of systems with interval timers; elsewhere only the bounds on the
    formula's size protect. An alarm that was set before is resumed afterwards.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    over = False
    computed, waited = time.process_time(), time.monotonic()

    def expire(_signal: int, frame: FrameType | None) -> None:
        patient = (
            time.process_time() - computed < seconds * _NEARLY
            and time.monotonic() - waited < seconds * patience * _NEARLY
        )
        between = frame is not None and frame.f_code.co_name in _BETWEEN
        # What is not raised here waits for the next ring.
        if not (over or patient or between) and heard(frame):
            raise _Expired

    handler = signal.signal(signal.SIGALRM, expire)
    before = (0.0, 0.0)
    try:
        try:
            # It rings again and again, since an alarm that is swallowed must not be the last.
            before = signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
            yield
        finally:  # a ring between the last statement and this one still is one in the block
            over = True
    except _Expired:
        raise LimitError(f"{what} took more than {seconds:g} s: give a shorter formula") from None
    finally:
        over = True
        signal.setitimer(signal.ITIMER_REAL, *before)
        signal.signal(signal.SIGALRM, handler)
