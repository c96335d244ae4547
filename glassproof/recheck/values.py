"""Values of formulas: exactly where they are rational, else in mpmath's numbers or intervals.

One evaluator serves both: the numbers of 60 digits and the intervals, whose ends are rounded
outwards, so that what they exclude is excluded by proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial, reduce
from operator import add, mul, sub, truediv
from typing import Any

import mpmath
from mpmath import iv, mp

from glassproof.recheck.functions import EXACT, INTERVALS, NUMBERS, UndefinedError, WideError
from glassproof.recheck.language import HALF, ONE, ZERO, LanguageError, Tree, derivative

DIGITS, _MOST_DIGITS = 60, 1280
UNSETTLED = (UndefinedError, WideError, OverflowError, MemoryError, RecursionError)
"""What is raised where a point gives no answer."""
_TINY = mp.mpf(10) ** -300  # what is smaller cannot be told from zero where terms cancel
_MOST_BITS, _LONGEST_SUM = 100_000, 3000
_ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}
_CONSTANTS = {"pi": "pi", "E": "e", "oo": "inf", "EulerGamma": "euler", "Catalan": "catalan",
              "GoldenRatio": "phi"}  # fmt: skip
Values = Mapping[str, Any]


class Evaluator:
    """Values in the numbers of ``context``: mpmath's ``mp`` or its intervals ``iv``."""

    def __init__(self, context: Any) -> None:
        self.context, self.proven = context, context is iv
        self.functions = INTERVALS if self.proven else NUMBERS

    def lift(self, value: Any) -> Any:
        """A fraction as a number of the context."""
        if not isinstance(value, Fraction):
            return value
        return self.context.mpf(value.numerator) / self.context.mpf(value.denominator)

    def value(self, tree: Tree, point: Values) -> Any:
        """The value at the point, a Fraction where only rational operations are made."""
        match tree:
            case Fraction():
                return tree
            case str():
                if tree not in point:
                    raise LanguageError(f"nothing is known of the name {tree}")
                return point[tree]
            case ("I",):
                return self.context.mpc(0, 1)
            case (constant,) if constant in _CONSTANTS:
                return +getattr(self.context, _CONSTANTS[constant])
            case ("Derivative", body, *by):
                return self.value(reduce(derivative, by, body), point)
            case ("Sum" | "Product" | "Integral" as head, body, name, low, high):
                ends = self.value(low, point), self.value(high, point)
                return self._collected(head, body, name, *ends, point)
            case ("Piecewise", *pieces):
                for piece in pieces:
                    if self.truth(piece[2], point):
                        return self.value(piece[1], point)
                raise UndefinedError("no piece applies")
            case (head, *parts):
                return self.apply(head, *(self.value(part, point) for part in parts))

    def apply(self, head: str, *values: Any) -> Any:
        """The value of an operation or a function; fractions stay fractions, of bounded size."""
        exact = all(isinstance(value, Fraction) for value in values)
        if head == "**":
            return self._power(*values)
        if head in _ARITHMETIC:
            a, b = values if exact else map(self.lift, values)
            if head == "/" and b == 0:
                raise UndefinedError("a division by zero")
            if head == "/" and self.proven and not exact and 0 in b.real and 0 in b.imag:
                raise WideError("a divisor that may be zero")
            if head == "*" and any(isinstance(v, Fraction) and v == 0 for v in values):
                return ZERO
            return _ARITHMETIC[head](a, b)
        if exact and head in EXACT and (found := EXACT[head](*values)) is not None:
            return found
        if head not in self.functions:
            raise LanguageError(f"no rule for {head} is known here")
        try:
            return self.functions[head](*map(self.lift, values))
        except (ArithmeticError, LanguageError):
            raise
        except (ValueError, TypeError, AttributeError, KeyError, NotImplementedError) as error:
            raise UndefinedError(f"{head}: {type(error).__name__}") from None

    def _power(self, a: Any, b: Any) -> Any:
        """The principal power; whole powers by multiplication, halves by the square root."""
        whole = isinstance(b, Fraction) and b.denominator == 1 and abs(b) < _MOST_BITS
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            if a == 0 and b < 0:
                raise UndefinedError("a power of zero")
            if b == 0 or a in (ZERO, ONE):
                return ONE if b == 0 else a
            size = max(a.numerator.bit_length(), a.denominator.bit_length())
            if whole and size * abs(b) < _MOST_BITS:
                return a ** int(b)
        if whole:
            found = self.lift(a) ** abs(int(b))
            return found if b >= 0 else self.apply("/", ONE, found)
        return self.apply("_sqrt", a) if b == HALF else self.apply("_power", a, b)

    def truth(self, tree: Tree, point: Values) -> bool:
        """Whether a condition holds at the point; :class:`WideError` if that is not decided."""
        match tree:
            case ("True" | "False" as word,):
                return bool(word == "True")
            case ("not", inner):
                return not self.truth(inner, point)
            case ("and" | "or" as word, *parts):
                return (all if word == "and" else any)(self.truth(part, point) for part in parts)
            case ("<" | "<=" | ">" | ">=" | "==" | "!=" as relation, a, b):
                sign = self.sign(self.apply("-", self.value(a, point), self.value(b, point)))
                holds = {"<": sign < 0, ">": sign > 0, "==": sign == 0, "!=": sign != 0}
                return holds[relation] if relation in holds else holds[relation[0]] or sign == 0
        raise LanguageError(f"no rule for the condition {tree[0]} is known here")

    def sign(self, value: Any) -> int:
        """-1, 0 or 1 of a real value that is told from zero by far more than its last digits."""
        low = high = value
        if self.proven and not isinstance(value, Fraction):
            low, high = value.real.a, value.real.b
            if value.imag != 0 or (low <= 0 <= high and low != high):
                raise WideError("a sign that is not decided")
        elif not isinstance(value, Fraction):
            slack = mp.mpf(10) ** (-mp.dps // 2)
            if mpmath.isnan(value) or abs(value.imag) > abs(value.real) * slack:
                raise UndefinedError("only real numbers have a sign")
            low = high = 0 if abs(value) < slack else value.real
        return int(low > 0) - int(high < 0)

    def _collected(
        self, head: str, body: Tree, name: str, low: Any, high: Any, point: Values
    ) -> Any:
        """Finite sums and products term by term; endless ones and integrals to digits."""

        def inside(place: Any) -> Any:
            return self.value(body, {**point, name: place})

        if head != "Integral" and isinstance(low, Fraction) and isinstance(high, Fraction):
            if {low.denominator, high.denominator} != {1} or not -1 <= high - low <= _LONGEST_SUM:
                raise LanguageError(f"this {head} is not evaluated here")
            terms = (inside(Fraction(k)) for k in range(int(low), int(high) + 1))
            sign, start = ("+", ZERO) if head == "Sum" else ("*", ONE)
            return reduce(partial(self.apply, sign), terms, start)
        if self.proven:
            raise LanguageError(f"no interval of a {head} is known here")
        ends = [self.lift(low), self.lift(high)]
        if head != "Integral":
            collect = mp.nsum if head == "Sum" else mp.nprod
            return collect(lambda k: self.lift(inside(Fraction(int(k)))), ends)
        middle = [mp.mpf(0)] if ends == [-mp.inf, mp.inf] else []
        found, error = mp.quad(
            lambda t: self.lift(inside(t)), [ends[0], *middle, ends[1]], error=True
        )
        if error > mp.mpf(10) ** -DIGITS * (1 + abs(found)):
            raise WideError("quadrature does not reach the digits")
        return found


NUMERIC, ENCLOSING = Evaluator(mp), Evaluator(iv)


def settled(tree: Tree, point: Values, least: int = 80) -> Any:
    """The value to DIGITS digits, by two precisions that agree, from ``least`` on where that does
    not take too long; zero where all cancels to nothing at the highest ones, and at no lower."""
    before: Any = None
    found: Any = None
    tried = (dps for dps in (80, 160, 320, 640, _MOST_DIGITS) if dps >= least)
    for dps in (80, 100) if is_slow(tree) else tried:
        with mp.workdps(dps):
            before, found = found, NUMERIC.value(tree, point)
            if isinstance(found, Fraction):
                return found
            if not mpmath.isfinite(found):
                raise UndefinedError("not finite")
            near = abs(found) * mp.mpf(10) ** -(DIGITS + 2)
            if before is not None and found != 0 and abs(found - before) <= near:
                return found
    if max(abs(found) * mp.mpf(10) ** 320, abs(before)) < _TINY:
        return ZERO
    raise WideError("no precision that is tried settles the value")


def is_slow(tree: Tree) -> bool:
    """Whether an endless process is in it."""
    endless = isinstance(tree, tuple) and tree[0] in ("Integral", "oo")
    return endless or (isinstance(tree, tuple) and any(map(is_slow, tree[1:])))


def number(value: Any) -> Any:
    """A value as a number of mpmath, to twice the digits."""
    with mp.workdps(2 * DIGITS):
        return NUMERIC.lift(value)


def agree(a: Any, b: Any, digits: int = DIGITS) -> bool:
    """Whether two values are the same to so many digits, exactly if they are rational; below 1e-300
    different ones decide nothing."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    a, b = number(a), number(b)
    with mp.workdps(2 * DIGITS):
        size = max(abs(a), abs(b))
        same = abs(a - b) <= size * mp.mpf(10) ** -digits
    if not same and size < _TINY:
        raise WideError("values too small to be told from zero")
    return bool(same)


def has_value(tree: Tree, point: Values) -> bool | None:
    """Whether the formula has a value at the point; None if that does not settle."""
    try:
        settled(tree, point)
    except UndefinedError:
        return False
    except (LanguageError, *UNSETTLED):
        return None
    return True


def in_relation(relation: str, left: Tree, right: Tree, point: Values) -> bool:
    """Whether the values are in the relation, to 60 digits.

    What cancels to nothing at two precisions alike is missed by both: where values differ, they are
    looked at again with the most digits, and in intervals of so many where these are known.
    """
    for least in (80, 640):
        a, b = settled(left, point, least), settled(right, point, least)
        if same := agree(a, b):
            break
    if not same:
        _require_apart(left, right, point)
    if same or relation in ("=", "!="):
        return ("=" in relation and relation != "!=") if same else relation == "!="
    with mp.workdps(2 * DIGITS):
        gap = number(b) - number(a)
    if gap.imag != 0:
        raise UndefinedError("complex numbers are not compared")
    return bool(gap.real > 0) == relation.startswith("<")


def _require_apart(left: Tree, right: Tree, point: Values) -> None:
    """:class:`WideError` where intervals of both sides overlap, as they do of cosh(x)**2 and
    sinh(x)**2 far out."""
    try:
        gap = enclosed(("-", left, right), point, _MOST_DIGITS)
    except (LanguageError, UndefinedError):
        return
    if 0 in gap.real and 0 in gap.imag:
        raise WideError("no precision that is tried tells the sides apart")


def enclosed(tree: Tree, point: Values, dps: int) -> Any:
    """The value in an interval whose ends were rounded outwards."""
    before, iv.dps = iv.dps, dps
    try:
        return ENCLOSING.lift(ENCLOSING.value(tree, point))
    finally:
        iv.dps = before
