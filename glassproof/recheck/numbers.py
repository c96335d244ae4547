"""Values of formulas: exactly where they are rational, else in mpmath's numbers or intervals.

One evaluator serves both: the numbers of 60 digits and the intervals, whose ends are rounded
outwards, so that what they exclude is excluded by proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial, reduce
from typing import Any

import mpmath
from mpmath import iv, mp

from glassproof.recheck.functions import (
    EXACT,
    INTERVALS,
    NUMBERS,
    UndefinedError,
    UnknownError,
    WideError,
)
from glassproof.recheck.language import BINDERS, LanguageError, Tree, derivative

DIGITS = 60
TINY = mp.mpf(10) ** -300
"""What is smaller cannot be told from zero where terms cancel."""
_MOST_DIGITS = 1280
_LONGEST_SUM = 3000
_MOST_BITS = 100_000


def exact_power(base: Fraction, power: Fraction) -> Fraction | None:
    """The power if it is rational and of bounded size."""
    if power.denominator != 1:
        return None
    if base == 0 and power < 0:
        raise UndefinedError("a power of zero")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    return Fraction(base ** int(power)) if abs(power) * size < _MOST_BITS else None


class Evaluator:
    """Values in the numbers of ``context``; ``functions`` are those of the notation."""

    def __init__(self, context: Any, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.context, self.functions = context, functions

    def lift(self, value: Any) -> Any:
        """A fraction as a number of the context."""
        if isinstance(value, Fraction):
            if value.denominator == 1:
                return self.context.mpf(value.numerator)
            return self.context.mpf(value.numerator) / self.context.mpf(value.denominator)
        return value

    def value(self, tree: Tree, point: Mapping[str, Any]) -> Any:
        """The value at the point, a Fraction where only rational operations are made."""
        if isinstance(tree, Fraction):
            return tree
        if isinstance(tree, str):
            if tree not in point:
                raise UnknownError(f"nothing is known of the name {tree}")
            return point[tree]
        head, *parts = tree
        if head in ("+", "-", "*", "/", "**"):
            if len(parts) != 2:
                raise LanguageError(f"{head} takes two")
            return self.arithmetic(head, *(self.value(part, point) for part in parts))
        if not parts and head in ("pi", "E", "I", "oo", "EulerGamma", "Catalan", "GoldenRatio"):
            return self.constant(head)
        if head in BINDERS:
            return self.bound(tree, point)
        if head == "Piecewise":
            return self.pieces(parts, point)
        if head in self.functions:
            return self.function(head, [self.value(part, point) for part in parts])
        raise UnknownError(f"no rule for {head} is known here")

    def arithmetic(self, head: str, a: Any, b: Any) -> Any:
        """One of the five operations; fractions stay fractions."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            if head == "**":
                power = exact_power(a, b)
                if power is not None:
                    return power
            elif head == "/":
                if b == 0:
                    raise UndefinedError("a division by zero")
                return a / b
            else:
                return a + b if head == "+" else a - b if head == "-" else a * b
        if head == "*" and (
            (a == 0 and isinstance(a, Fraction)) or (b == 0 and isinstance(b, Fraction))
        ):
            return Fraction(0)
        if head == "**":
            return self.power(a, b)
        a, b = self.lift(a), self.lift(b)
        if head == "/":
            self.require_nonzero(b)
            return a / b
        return a + b if head == "+" else a - b if head == "-" else a * b

    def power(self, a: Any, b: Any) -> Any:
        """The principal power; integer powers by multiplication, halves by the square root."""
        if a == 0 and isinstance(a, Fraction):
            if isinstance(b, Fraction) and b > 0:
                return Fraction(0)
            raise UndefinedError("a power of zero")
        if isinstance(b, Fraction) and b.denominator == 1 and abs(b) < _MOST_BITS:
            if b < 0:
                self.require_nonzero(self.lift(a))
            return self.lift(a) ** int(b)
        if b == Fraction(1, 2):
            return self.function("_sqrt", [a])
        return self.function("_power", [a, b])

    def require_nonzero(self, value: Any) -> None:
        """Refuse to divide by zero, or by an interval that contains it."""
        if value == 0:
            raise UndefinedError("a division by zero")

    def constant(self, head: str) -> Any:
        """A constant of the notation."""
        context = self.context
        if head == "oo":
            return context.inf
        if head == "I":
            return context.mpc(0, 1)
        if head == "GoldenRatio":
            return (1 + self.lift(Fraction(5)) ** self.lift(Fraction(1, 2))) / 2
        return +getattr(
            context, {"pi": "pi", "E": "e", "EulerGamma": "euler", "Catalan": "catalan"}[head]
        )

    def function(self, head: str, values: list[Any]) -> Any:
        """A function's value; what has no value, or no rule, is told."""
        if head in EXACT and all(isinstance(value, Fraction) for value in values):
            found = EXACT[head](*values)
            if found is not None:
                return found
        try:
            found = self.functions[head](*map(self.lift, values))
        except (ArithmeticError, LanguageError):
            raise
        except (ValueError, TypeError, AttributeError, KeyError, NotImplementedError) as error:
            raise UndefinedError(f"{head}: {type(error).__name__}") from None
        return found

    def truth(self, tree: Tree, point: Mapping[str, Any]) -> bool:
        """Whether a condition holds at the point; :class:`WideError` if that is not decided."""
        head, *parts = tree
        if head in ("True", "False"):
            return bool(head == "True")
        if head == "not":
            return not self.truth(parts[0], point)
        if head in ("and", "or", "And", "Or"):
            every = all if head.lower() == "and" else any
            return every(self.truth(part, point) for part in parts)
        if head not in ("<", "<=", ">", ">=", "==", "!="):
            raise UnknownError(f"no rule for the condition {head} is known here")
        return self.compare(head, *(self.value(part, point) for part in parts))

    def compare(self, head: str, a: Any, b: Any) -> bool:
        """The relation of two values."""
        if head in (">", ">="):
            return self.compare(head.replace(">", "<"), b, a)
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return a < b if head == "<" else a <= b if head == "<=" else (a == b) == (head == "==")
        sign = self.sign(self.arithmetic("-", a, b))
        return (
            sign < 0
            if head == "<"
            else sign <= 0
            if head == "<="
            else (sign == 0) == (head == "==")
        )

    def sign(self, value: Any) -> int:
        """-1, 0 or 1 of a real value that is told from zero by far more than its last digits."""
        raise NotImplementedError

    def pieces(self, parts: list[Tree], point: Mapping[str, Any]) -> Any:
        """The first piece whose condition holds."""
        for part in parts:
            if not (isinstance(part, tuple) and part[0] == "tuple" and len(part) == 3):
                raise LanguageError("a piece is (value, condition)")
            if self.truth(part[2], point):
                return self.value(part[1], point)
        raise UndefinedError("no piece applies")

    def bound(self, tree: Tree, point: Mapping[str, Any]) -> Any:
        """Finite sums and products, term by term; other binders where the context can."""
        head, body, *ranges = tree
        if head not in ("Sum", "Product"):
            raise UnknownError(f"no rule for {head} is known here")
        (_, name, low, high), *inner = reversed(ranges)
        first, last = self.value(low, point), self.value(high, point)
        if not (isinstance(first, Fraction) and isinstance(last, Fraction)):
            return (
                self.endless(head, body, name, first, last, point) if not inner else self._no(head)
            )
        if first.denominator != 1 or last.denominator != 1 or last - first > _LONGEST_SUM:
            self._no(head)
        rest = (head, body, *reversed(inner)) if inner else body
        if last < first - 1:  # Karr's convention: the sum over the gap, with the other sign
            self._no(head)
        operation, start = ("+", Fraction(0)) if head == "Sum" else ("*", Fraction(1))
        terms = (
            self.value(rest, {**point, name: Fraction(k)}) for k in range(int(first), int(last) + 1)
        )
        return reduce(partial(self.arithmetic, operation), terms, start)

    def endless(self, head: str, *_: Any) -> Any:
        """A sum or product without end."""
        self._no(head)

    def _no(self, head: str) -> Any:
        raise UnknownError(f"this {head} is not evaluated here")


class Numbers(Evaluator):
    """mpmath's numbers at the working precision: digits, no proof."""

    def __init__(self) -> None:
        super().__init__(mp, NUMBERS)

    def sign(self, value: Any) -> int:
        value = self.lift(value)
        if isinstance(value, mpmath.mpc):
            if abs(value.imag) > abs(value.real) * mp.mpf(10) ** (-mp.dps // 2):
                raise UndefinedError("a complex number has no sign")
            value = value.real
        if mpmath.isnan(value):
            raise UndefinedError("not a number")
        return 0 if abs(value) < mp.mpf(10) ** (-mp.dps // 2) else (1 if value > 0 else -1)

    def bound(self, tree: Tree, point: Mapping[str, Any]) -> Any:
        head, body, *ranges = tree
        if head == "Integral":
            return self._integral(body, ranges, point)
        if head == "Derivative":
            return self._derivative(body, ranges, point)
        return super().bound(tree, point)

    def endless(self, head: str, *parts: Any) -> Any:
        body, name, low, high, point = parts
        term = lambda k: self.lift(self.value(body, {**point, name: Fraction(int(k))}))  # noqa: E731
        sum_of = mp.nsum if head == "Sum" else mp.nprod
        return sum_of(term, [int(low) if isinstance(low, Fraction) else low, high])

    def _integral(self, body: Tree, ranges: list[Tree], point: Mapping[str, Any]) -> Any:
        if len(ranges) != 1:
            self._no("Integral")
        _, name, low, high = ranges[0]
        ends = [self.lift(self.value(end, point)) for end in (low, high)]
        inside = lambda t: self.lift(self.value(body, {**point, name: t}))  # noqa: E731
        middle = [mp.mpf(0)] if ends == [-mp.inf, mp.inf] else []
        found, error = mp.quad(inside, [ends[0], *middle, ends[1]], error=True)
        if error > mp.mpf(10) ** (-DIGITS) * (1 + abs(found)):
            raise WideError("quadrature does not reach the digits")
        return found

    def _derivative(self, body: Tree, ranges: list[Tree], point: Mapping[str, Any]) -> Any:
        for by in ranges:
            name, times = (by, 1) if isinstance(by, str) else (by[1], self.value(by[2], point))
            if not isinstance(name, str) or times not in range(1, 9):
                self._no("Derivative")
            for _ in range(int(times)):
                body = derivative(body, name)
        return self.value(body, point)


class Intervals(Evaluator):
    """mpmath's intervals: every operation encloses, so that what is excluded is excluded."""

    def __init__(self) -> None:
        super().__init__(iv, INTERVALS)

    def require_nonzero(self, value: Any) -> None:
        if value == 0 or _meets_zero(value):
            raise WideError("a divisor that may be zero")

    def sign(self, value: Any) -> int:
        value = self.lift(value)
        if hasattr(value, "imag") and not hasattr(value, "a"):
            raise WideError("a complex interval has no sign")
        if value.a > 0:
            return 1
        if value.b < 0:
            return -1
        if value.a == value.b == 0:
            return 0
        raise WideError("a sign that is not decided")


def _meets_zero(value: Any) -> bool:
    return bool(0 in value) if hasattr(value, "a") else bool(0 in value.real and 0 in value.imag)


def settled(tree: Tree, point: Mapping[str, Any], least: int = 80) -> Any:
    """The value to DIGITS digits, by two precisions that agree; zero where it vanishes.

    Precisions begin at ``least`` digits, where the tree does not take too long for that.
    """
    numbers, before = Numbers(), None
    tried = (80, 100) if _is_slow(tree) else (80, 160, 320, 640, _MOST_DIGITS)
    for dps in tried if _is_slow(tree) else filter(least.__le__, tried):
        with mp.workdps(dps):
            found = numbers.value(tree, point)
            if isinstance(found, Fraction):
                return found
            found = numbers.lift(found)
            if not mpmath.isfinite(found):
                raise UndefinedError("not finite")
            if before is not None:
                if abs(found - before) <= abs(found) * mp.mpf(10) ** -(DIGITS + 2):
                    return found
                if dps == _MOST_DIGITS and max(abs(found) * mp.mpf(10) ** 320, abs(before)) < TINY:
                    return Fraction(0)
            before = found
    raise WideError("no precision that is tried settles the value")


def _is_slow(tree: Tree) -> bool:
    """Whether a limit process is in it."""
    if not isinstance(tree, tuple) or tree[0] == "dir":
        return False
    return tree[0] in ("Integral", "Limit") or ("oo",) in tree or any(map(_is_slow, tree[1:]))


def are_equal(left: Tree, right: Tree, point: Mapping[str, Any]) -> bool:
    """Whether both sides have one value at the point, to DIGITS digits (exactly, if rational).

    What cancels to nothing at two precisions alike is missed by both: sides that differ are looked
    at again with the most digits, and below TINY they decide nothing.
    """
    a, b = settled(left, point), settled(right, point)
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    if _agree(a, b):
        return True
    a, b = (settled(side, point, _MOST_DIGITS // 2) for side in (left, right))
    with mp.workdps(2 * DIGITS):
        if max(abs(Numbers().lift(v)) for v in (a, b)) < TINY and not _agree(a, b):
            raise WideError("values too small to be told from zero")
    return _agree(a, b)


def _agree(a: Any, b: Any) -> bool:
    with mp.workdps(2 * DIGITS):
        a, b = Numbers().lift(a), Numbers().lift(b)
        return bool(abs(a - b) <= max(abs(a), abs(b)) * mp.mpf(10) ** -DIGITS)


def enclosed(tree: Tree, point: Mapping[str, Any], dps: int) -> Any:
    """The value in an interval whose ends were rounded outwards."""
    intervals = Intervals()
    before, iv.dps = iv.dps, dps
    try:
        return intervals.lift(intervals.value(tree, point))
    finally:
        iv.dps = before


def parts(interval: Any) -> tuple[Any, Any]:
    """Real and imaginary part of an interval, real or complex."""
    return (interval, iv.mpf(0)) if hasattr(interval, "a") else (interval.real, interval.imag)


def excludes_zero(interval: Any) -> bool:
    """Whether it is proven that the value is not zero."""
    return not all(0 in part for part in parts(interval))
