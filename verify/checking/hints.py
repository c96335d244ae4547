"""What may be wrong with a formula: the one edit that turns it into the right one, by search.

A hint is no evidence. It is offered when an edited formula and the right one have the same
canonical form; balls at two points sort out the candidates first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice

import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero, simplified
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.judging.limits import BRISK, is_cheap, within

_NUMBERS = [sp.Integer(2), sp.Rational(1, 2), sp.Integer(4), sp.Rational(1, 4), sp.pi, 1 / sp.pi,
            sp.sqrt(2), 1 / sp.sqrt(2), sp.Integer(3), sp.Rational(1, 3)]  # fmt: skip
_MOST_EDITS = 8000
SECONDS = 2.0
"""Time to look for a hint where the formulas are short."""

_SIMPLE = 6  # operations of a factor or a term that a reader takes in at a glance

Compare = Callable[[sp.Expr, sp.Expr], sp.Expr]
Put = Callable[[sp.Expr], sp.Expr]
Edit = tuple[str, sp.Expr]
Places = list[tuple[sp.Expr, Put]]


@dataclass(frozen=True)
class Hint:
    """An edit of the given formula, in words, and the formula it leads to."""

    edit: str
    formula: sp.Expr


def find_hint(
    given: sp.Expr,
    right: sp.Expr,
    domain: Domain,
    *,
    compare: Compare = difference,
    seconds: float = 3.0,
) -> Hint | None:
    """The first single edit of ``given`` that makes it equal to ``right``, if one is found.

    Tried in turn: a factor of the whole; a sign, factor, exponent or number anywhere; symbols
    swapped; s in place of 1 - s; a dropped or a missing term.

    >>> from glassproof.derivations.proof.domain import Range
    >>> p, q, s = sp.symbols("p q s", positive=True)
    >>> find_hint(p - s**2 * q, p + s**2 * q, Domain({p: Range(0), q: Range(0), s: Range(0)})).edit
    'change the sign of -q*s**2'
    """
    if given == 0 or right == 0:
        return None
    stop = time.process_time() + seconds
    if compare is difference and (hint := _whole_factor(given, right, domain)):
        return hint
    same = _screen(right, domain, compare)
    for words, edited in islice(_edits(given, right, domain), _MOST_EDITS):
        if time.process_time() > stop:
            return None
        if (
            edited not in (given, sp.nan)
            and same(edited)
            and _vanishes(compare(edited, right), domain)
        ):
            return Hint(words, edited)
    return _missing_term(given, right, domain) if compare is difference else None


def _vanishes(gap: sp.Expr, domain: Domain) -> bool:
    """Whether the gap is zero; what holds sums and the like is proven as the judge proves it."""
    if is_identically_zero(gap, domain):
        return True
    if not gap.has(sp.Sum, sp.Product, sp.Integral):
        return False
    return proof_of_vanishing(gap, domain.explicit) is not None


def hint_in_time(claim: Claim, formula: sp.Expr, right: sp.Expr) -> Hint | None:
    """What may be wrong, if that is found within the limit; no verdict waits for it."""
    cheap = is_cheap(formula, right)
    seconds = SECONDS if cheap else BRISK.extras
    search = partial(
        find_hint, formula, right, claim.domain, compare=claim.compare, seconds=seconds
    )
    try:
        # in a process of its own: edits of cheap formulas may ask for long calls of C code
        return within(seconds + 1.0 if cheap else seconds, search, "the hint", cheap=False)
    except Exception:  # an extra that fails says nothing of the formula
        return None


def _simple(expr: sp.Expr) -> bool:
    """A product of numbers and powers, short enough to be an oversight."""
    odd = expr.has(sp.Add, sp.Function, sp.nan, sp.zoo, sp.oo)
    odd = odd or any(
        part.base.free_symbols and part.exp.free_symbols for part in expr.atoms(sp.Pow)
    )
    return not odd and sp.count_ops(expr) <= _SIMPLE


def _whole_factor(given: sp.Expr, right: sp.Expr, domain: Domain) -> Hint | None:
    ratio = simplified(right / given, domain)
    if not _simple(ratio) or ratio == 1:
        return None
    words = "change the sign of the whole" if ratio == -1 else f"multiply the whole by {ratio}"
    return Hint(words, ratio * given)


def _missing_term(given: sp.Expr, right: sp.Expr, domain: Domain) -> Hint | None:
    term = simplified(right - given, domain)
    odd = term.is_Add or term.has(sp.nan, sp.zoo, sp.oo)
    if odd or sp.count_ops(term) > 2 * _SIMPLE or sp.count_ops(term) > sp.count_ops(right):
        return None
    return Hint(f"add the term {term}", given + term)


def _screen(right: sp.Expr, domain: Domain, compare: Compare) -> Callable[[sp.Expr], bool]:
    """A quick test that only formulas equal at two points pass."""
    points = list(domain.points(2, start=3))
    values = [enclose(right, point, 20) for point in points] if compare is difference else []

    def same(edited: sp.Expr) -> bool:
        try:
            if compare is difference:
                return all(
                    enclose(edited, point, 20).overlaps(value)
                    for point, value in zip(points, values, strict=True)
                )
            gap = compare(edited, right)
            return all(enclose(gap, point, 20).contains(0) for point in points)
        except (DomainError, sp.PolynomialError, ZeroDivisionError):
            return False

    return same


def _edits(given: sp.Expr, right: sp.Expr, domain: Domain) -> Iterator[Edit]:
    symbols = sorted(given.free_symbols | right.free_symbols, key=str)
    places = list(islice(places_in(given), 400))
    yield from _signs(places, given)
    yield from _dropped(places)
    for old, put in places:
        yield from _local(old, put, symbols)
    yield from _swaps(given, symbols, places)
    yield from _complements(given, symbols, places, domain)
    for old, put in places:
        for factor in symbols:
            if not old.is_number and old not in (factor, given):
                yield f"multiply {old} by {factor}", put(old * factor)
                yield f"divide {old} by {factor}", put(old / factor)


def places_in(expr: sp.Expr, put: Put = lambda new: new) -> Iterator[tuple[sp.Expr, Put]]:
    """Every sub-expression, outermost first, with the way to put another in its place.

    >>> x = sp.Symbol("x")
    >>> [put(sp.Integer(5)) for _, put in places_in(x**2)]
    [5, 25, x**5]
    """
    if isinstance(expr, sp.Expr):  # not the limits of a sum, but their ends
        yield expr, put
    for position, argument in enumerate(expr.args):
        yield from places_in(argument, partial(_put_argument, expr, position, put))


def _put_argument(expr: sp.Expr, position: int, put: Put, new: sp.Expr) -> sp.Expr:
    if new is not sp.nan:
        try:
            new = expr.func(*expr.args[:position], new, *expr.args[position + 1 :])
        except (TypeError, ValueError):  # as of a sum over a number
            new = sp.nan
    return put(new)


def _signs(places: Places, whole: sp.Expr) -> Iterator[Edit]:
    for old, put in places:
        if old.is_Add:
            within = "" if old == whole else f" in {old}"
            for term in old.args:
                yield f"change the sign of {term}{within}", put(old - 2 * term)


def _local(old: sp.Expr, put: Put, symbols: list[sp.Symbol]) -> Iterator[Edit]:
    """Factors, exponents, numbers and neighbours of one sub-expression."""
    if old.is_Pow:
        for exponent in (old.exp + 1, old.exp - 1, 2 * old.exp, old.exp / 2, -old.exp):
            yield f"replace {old} by {old.base**exponent}", put(old.base**exponent)
    elif old.is_Symbol:
        for new in (old**2, sp.sqrt(old), *(s for s in symbols if s != old)):
            yield f"replace one {old} by {new}", put(new)
    elif old.is_Rational:
        for new in (old + 1, old - 1, 2 * old, old / 2, -old):
            yield f"replace a number {old} by {new}", put(new)
    if not old.is_number:
        for factor in _NUMBERS:
            yield f"multiply {old} by {factor}", put(old * factor)
        yield f"square {old}", put(old**2)
        yield f"take the root of {old}", put(sp.sqrt(old))


def _swaps(given: sp.Expr, symbols: list[sp.Symbol], places: Places) -> Iterator[Edit]:
    for first, second in combinations(symbols, 2):
        exchange = {first: second, second: first}
        yield f"replace {first} by {second}", given.xreplace({first: second})
        yield f"replace {second} by {first}", given.xreplace({second: first})
        yield f"swap {first} and {second}", given.xreplace(exchange)
        for old, put in places:
            if old.free_symbols >= {first, second}:
                yield f"swap {first} and {second} in {old}", put(old.xreplace(exchange))
    yield from _shifts(given, symbols)
    for symbol in symbols:
        yield f"replace {symbol} by {symbol**2}", given.xreplace({symbol: symbol**2})
        yield f"replace {symbol} by sqrt({symbol})", given.xreplace({symbol: sp.sqrt(symbol)})


def _shifts(given: sp.Expr, symbols: list[sp.Symbol]) -> Iterator[Edit]:
    """Integers moved by one: everywhere, and where they bound a sum or a product."""
    for symbol in (s for s in symbols if s.is_integer):
        for new in (symbol + 1, symbol - 1):
            yield f"replace {symbol} by {new}", given.xreplace({symbol: new})
            for old, put in places_in(given):
                if old == symbol:
                    yield f"replace one {symbol} by {new}", put(new)


def _complements(
    given: sp.Expr, symbols: list[sp.Symbol], places: Places, domain: Domain
) -> Iterator[Edit]:
    """s and 1 - s exchanged, for proportions s."""
    for symbol in symbols:
        rng = domain.ranges.get(symbol)
        if rng is None or (rng.low, rng.high) != (0, 1):
            continue
        words = f"exchange {symbol} and 1 - {symbol}"
        yield words, given.xreplace({symbol: 1 - symbol})
        for old, put in places:
            if symbol in old.free_symbols:
                yield f"{words} in {old}", put(old.xreplace({symbol: 1 - symbol}))


def _dropped(places: Places) -> Iterator[Edit]:
    for old, put in places:
        if old.is_Add or old.is_Mul:
            for part in old.args:
                kind = "term" if old.is_Add else "factor"
                rest = old - part if old.is_Add else old / part
                yield f"drop the {kind} {part}", put(rest)
