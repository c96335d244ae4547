"""Values of formulas: exactly where they are rational, else in intervals.

Ends of intervals are rounded outwards, so that what they exclude is excluded by proof. Functions of
which no enclosure is known are computed at two precisions, as if all but the last digits were true;
of endless sums and of integrals see ``endless``, in whose terms nothing is enclosed.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial, reduce
from operator import add, mul, sub, truediv
from typing import Any, NamedTuple

from mpmath import iv, mp
from mpmath.ctx_mp import PrecisionManager

from glassproof.recheck import functions
from glassproof.recheck.endless import NO_VALUE, TRUSTED, called, collected, integral
from glassproof.recheck.findings import DIGITS, Level
from glassproof.recheck.functions import EXACT, INTERVALS, NUMBERS, UndefinedError, WideError, real
from glassproof.recheck.language import HALF, ONE, ZERO, LanguageError, Tree, derivative

UNSETTLED = (UndefinedError, WideError, OverflowError, MemoryError, RecursionError)
"""What is raised where a point gives no answer."""
_PRECISIONS, _OF_SLOW = (80, 160, 320, 640, 1280), (75, 120)
_SAME, _LONGEST_SUM = mp.mpf(10) ** -60, 3000
_TINY = mp.mpf(10) ** -300  # what is smaller is not told from zero where terms cancel
_ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}
_CONSTANTS = {"pi": "pi", "E": "e", "oo": "inf", "EulerGamma": "euler", "Catalan": "catalan",
              "GoldenRatio": "phi"}  # fmt: skip
_EQUALITIES = ("=", "==", "!=")
_ORDERS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "==": (0,), "=": (0,),
           "!=": (-1, 1)}  # fmt: skip
Values = Mapping[str, Any]
"""Of names: fractions, intervals, or formulas without names."""


class OneSidedError(UndefinedError):
    """One side of a relation has no value at the point, and the other one has."""


def digits(dps: int) -> PrecisionManager:
    """Intervals have so many digits inside."""
    return PrecisionManager(iv, None, lambda _: dps)


class Evaluator:
    """Values in intervals of ``dps`` digits; ``level`` is how sure all of them are so far. In the
    context ``mp``, of places in integrals and endless sums, they are numbers, and none is sure."""

    def __init__(self, dps: int, way: int = 0, context: Any = iv) -> None:
        self.dps, self.way, self.level, self.context = dps, way, Level.PROVEN, context
        self.endless: list[Any] = []  # sums and integrals that were found

    def enclosed(self, tree: Tree, point: Values) -> Any:
        """The value of a formula at a point, in an interval."""
        with digits(self.dps):
            found = self.lift(self.value(tree, point))
        if not mp.isfinite(corner(found, "mid")):
            raise (UndefinedError if found.real.a == found.real.b else WideError)("not finite")
        return found

    def value(self, tree: Tree, point: Values) -> Any:
        """The value at the point, a Fraction where only rational operations are made."""
        match tree:
            case str():
                if tree not in point:
                    raise LanguageError(f"nothing is known of the name {tree}")
                return self.value(point[tree], {})
            case (name,):
                here = self.context
                return here.mpc(0, 1) if name == "I" else +getattr(here, _CONSTANTS[name])
            case ("Derivative", body, *by):
                return self.value(reduce(derivative, by, body), point)
            case ("Sum" | "Product" | "Integral" as head, body, name, *ends):
                return self.collected(head, body, name, point, *ends)
            case ("Piecewise", *pieces):
                for _, piece, condition in pieces:
                    if self.truth(condition, point):
                        return self.value(piece, point)
                raise UndefinedError("no piece applies")
            case (head, *parts):
                return self.apply(head, *(self.value(part, point) for part in parts))
        return tree  # a fraction, or the interval that a point gives to a name

    def apply(self, head: str, *values: Any) -> Any:
        """The value of an operation or a function; fractions stay fractions, of bounded size."""
        exact = all(type(value) is Fraction for value in values)
        if head == "**":
            return self.power(*values)
        if head in _ARITHMETIC:
            a, b = values if exact else map(self.lift, values)
            if head == "/" and b == 0:
                raise UndefinedError("a division by zero")
            if head == "/" and not exact and self.context is iv and _may_vanish(b):
                raise WideError("a divisor that may be zero")
            if head == "*" and any(isinstance(v, Fraction) and v == 0 for v in values):
                return ZERO
            return _ARITHMETIC[head](a, b)
        if exact and head in EXACT and (found := EXACT[head](*values)) is not None:
            return found
        if head not in NUMBERS:
            raise LanguageError(f"no rule for {head} is known here")
        lifted = [*map(self.lift, values)]
        if functions.is_steep(head, lifted):
            if self.context is mp and head == "exp" and lifted[0].real < 0:
                return mp.zero
            raise WideError("a number is too large for a function")
        if self.context is mp:
            return called(NUMBERS[head], *lifted)
        try:
            return INTERVALS[head](*lifted)
        except (LanguageError, *NO_VALUE):  # no enclosure is known
            return self.computed(NUMBERS[head], *values)

    def computed(self, function: Any, *values: Any) -> Any:
        """What a function gives at two corners of its arguments, at two precisions, as if all but
        the last digits were true."""
        found = []
        for end, more in (("a", 10), ("b", 20)):
            with mp.workdps(self.dps + more):
                found.append(called(function, *(corner(v, end) for v in values)))
        return self.around(found, mp.mpf(10) ** (2 - self.dps))

    def lift(self, value: Any) -> Any:
        """A fraction, or another number, as an interval or as a number of mpmath."""
        if type(value) is Fraction:
            return self.context.mpf(value.numerator) / self.context.mpf(value.denominator)
        return self.context.convert(value)

    def around(self, found: Sequence[Any], share: Any, error: Any = 0) -> Any:
        """An interval around numbers, wider by a share of them and an error."""
        self.level = DIGITS
        if self.context is mp:
            return found[0]
        with mp.workdps(self.dps + 10):
            slack = max(map(abs, found)) * share + error
            parts = zip(*((v.real, v.imag) for v in found), strict=True)
            real, imag = (iv.mpf([min(ends) - slack, max(ends) + slack]) for ends in parts)
        return real if all(v.imag == 0 for v in found) else iv.mpc(real, imag)

    def power(self, a: Any, b: Any) -> Any:
        """The principal power; whole powers by multiplication, halves by the square root."""
        whole = isinstance(b, Fraction) and b.denominator == 1 and abs(b) < 10**5
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            if a == 0 and b < 0:
                raise UndefinedError("a power of zero")
            if b == 0 or a in (ZERO, ONE):
                return ONE if b == 0 else a
            size = max(a.numerator.bit_length(), a.denominator.bit_length())
            if whole and size * abs(b) < (10**5 if self.context is iv else 10**3):
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
            case (relation, a, b) if relation in _ORDERS:
                if self.context is mp:
                    gap = self.lift(self.apply("-", self.value(a, point), self.value(b, point)))
                    sign = gap != 0 if relation in _EQUALITIES else mp.sign(real(gap))
                    return sign in _ORDERS[relation]
                found = judged(relation, (a, b), point)
                self.level = self.level if found.level is Level.PROVEN else DIGITS
                return found.holds
        raise LanguageError(f"no rule for the condition {tree[0]} is known here")

    def collected(self, head: str, body: Tree, name: str, point: Values, *ends: Tree) -> Any:
        """Finite sums and products term by term; endless ones and integrals to digits."""
        low, high = (self.value(end, point) for end in ends)

        def inside(place: Any) -> Any:
            at = Fraction(place) if isinstance(place, int) else place
            with mp.workdps(mp.dps + 10):
                here = Evaluator(mp.dps, self.way, mp)
                return called(here.lift, here.value(body, {**point, name: at}))

        if head == "Integral":
            with mp.workdps(self.dps + 10):
                found, error = integral(inside, corner(low, "a"), corner(high, "a"), self.way)
                self.endless.append(found)
            return self.around([found], TRUSTED, error)
        first, last = (_bound(end) for end in (low, high))
        if mp.inf in (-first, last):
            with mp.workdps(self.dps + 10):
                found = collected(head, inside, first, last, self.way)
                self.endless.append(found)
            return self.around([found], TRUSTED)
        if not -1 <= last - first <= _LONGEST_SUM:
            raise LanguageError(f"this {head} is not evaluated here")
        terms = (self.value(body, {**point, name: Fraction(k)}) for k in range(first, last + 1))
        sign, start = ("+", ZERO) if head == "Sum" else ("*", ONE)
        return reduce(partial(self.apply, sign), terms, start)


def _bound(end: Any) -> Any:
    """A whole number, or infinity."""
    found = corner(end, "a")
    if not mp.isinf(found) and (not isinstance(end, Fraction) or end.denominator != 1):
        raise LanguageError("a sum or product is from one whole number to another")
    return found if mp.isinf(found) else int(end)


def corner(value: Any, end: str) -> Any:
    """The lower ends ("a"), the upper ones ("b") or the middle ("mid") of an interval."""
    if isinstance(value, Fraction):
        return mp.mpf(value.numerator) / value.denominator
    if end == "mid":
        return (corner(value, "a") + corner(value, "b")) / 2
    real, imag = (mp.mpf(getattr(part, end)) for part in (value.real, value.imag))
    return mp.mpc(real, imag) if imag else real


def is_slow(tree: Tree) -> bool:
    """Whether an endless process is in it."""
    return isinstance(tree, tuple) and (tree[0] in ("Integral", "oo") or any(map(is_slow, tree)))


def _may_vanish(value: Any) -> bool:
    return 0 in value.real and 0 in value.imag


class Judged(NamedTuple):
    """Whether two sides are in a relation, how sure that is, and their values."""

    holds: bool
    level: Level
    values: list[Any]


def judged(relation: str, sides: tuple[Tree, Tree], point: Values) -> Judged:
    """Whether the sides are in the relation at the point, by intervals that are apart, or that are
    the same to 60 digits; a :class:`WideError` if no precision decides."""
    slow, before = any(map(is_slow, sides)), None
    for way, dps in enumerate(_OF_SLOW if slow else _PRECISIONS):
        here = Evaluator(dps, way)
        try:
            found = _both(here, sides, point)
        except WideError:
            continue
        gap = here.enclosed(("-", *found), {})
        values = [here.enclosed(value, {}) for value in found]
        size = max(abs(corner(value, "mid")) for value in values)
        width = max(gap.real.delta.b, gap.imag.delta.b)
        nothing = size < _TINY and dps == _PRECISIONS[-1] and all(map(_may_vanish, values))
        if _may_vanish(gap) and (width <= size * _SAME or nothing):
            return Judged(0 in _ORDERS[relation], here.level if width == 0 else DIGITS, values)
        if not _may_vanish(gap) and (here.level is Level.PROVEN or size > _TINY):
            found = [*values, *here.endless]
            if slow and not (before and all(map(partial(_alike, gap), before, found))):
                before = found
                continue  # until another way finds the same values
            if relation not in _EQUALITIES and 0 not in gap.imag:
                raise UndefinedError("complex numbers are not compared")
            return Judged((1 if gap.real.a > 0 else -1) in _ORDERS[relation], here.level, values)
    raise WideError("no precision that is tried decides")


def _alike(gap: Any, one: Any, other: Any) -> bool:
    """Whether two ways find one value, and what is between them is nothing beside the gap."""
    with mp.workdps(_OF_SLOW[-1]):
        a, b, apart = (corner(iv.convert(value), "mid") for value in (one, other, gap))
        return bool(abs(a - b) <= min(abs(b) / 10**6, abs(apart) / 1000))


def _both(here: Evaluator, sides: tuple[Tree, Tree], point: Values) -> list[Any]:
    values, undefined = [], []
    for side in sides:
        try:
            with digits(here.dps):
                found = here.value(side, point)
            values.append(found if type(found) is Fraction else here.enclosed(found, point))
        except UndefinedError as error:
            undefined.append(error)
    if undefined:
        raise OneSidedError("one side alone has values") if values else undefined[0]
    return values
