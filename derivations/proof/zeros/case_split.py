"""Proofs by cases: where a sign decides, each sign is taken in turn, and each of few integers.

An expression is zero on a domain if it is zero on parts that cover it. The parts come from the real
polynomials whose sign the canonical form asked for in vain, f >= 0 and f <= 0; from sign(f), with
f = 0 apart; from bounds that leave a symbol one value; from integers that have few values; and from
the conditions of cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.canonical_form import Canonical, Form, zero_test
from glassproof.derivations.proof.complex_symbols import is_coordinate, spread
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.radical_fractions import Field, Poly, UnsupportedError
from glassproof.derivations.proof.representation import LOOKS, Look, represents
from glassproof.derivations.proof.zeros.algebraic_numbers import is_algebraic
from glassproof.derivations.proof.zeros.conditions import by_conditions

_MOST_LEAVES = 40
_MOST_OPERATIONS = 250
_MOST_VALUES = 32  # of an integer that is looked at value by value
_MOST_POINTS = 60  # among which those of a case are looked for
_UNDEFINED = (sp.zoo, sp.nan, sp.oo, -sp.oo)


@dataclass
class Work:
    """How many cases may still be looked at, and whether one of them was defined."""

    left: int = _MOST_LEAVES
    defined: bool = False


@dataclass(frozen=True)
class Case:
    """An expression on the part of ``whole`` where every one of ``extra`` holds."""

    expr: sp.Expr
    whole: Domain
    extra: tuple[sp.Basic, ...] = ()

    @property
    def domain(self) -> Domain:
        """The part as a domain."""
        return replace(self.whole, where=self.whole.where + self.extra)

    def where(self, *relations: sp.Basic) -> Case:
        """The part where these hold too."""
        return replace(self, extra=self.extra + relations)

    def looks(self) -> Iterator[Look]:
        """Points of the part, with the digits to look with."""
        found = (point for point in _points(self.whole) if self._contains(point))
        for point, (_, digits) in zip(found, LOOKS, strict=False):
            yield point, digits

    def _contains(self, point: dict[Any, Any]) -> bool:
        try:
            return all(not enclose(r.gts - r.lts, point).real < 0 for r in self.extra)
        except DomainError:
            return False


def _points(domain: Domain) -> Iterator[dict[Any, Any]]:
    try:
        for point in domain.points(_MOST_POINTS if domain.ranges else 1, start=3):
            yield dict(point)
    except DomainError:
        return


def vanishes_by_cases(expr: sp.Expr, domain: Domain) -> bool:
    """Whether ``expr`` is proven to be zero on each part of ``domain``, wherever it is defined.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> line = Domain({x: Range()})
    >>> vanishes_by_cases(sp.sqrt(1 - x**2) - sp.sqrt(1 - x) * sp.sqrt(1 + x), line)
    True
    """
    if sp.count_ops(expr) > _MOST_OPERATIONS:
        return False
    work = Work()
    try:
        return _vanishes(Case(expr, domain), work) and work.defined
    except UnsupportedError:
        return False


def _vanishes(case: Case, work: Work) -> bool:
    if case.expr.has(*_UNDEFINED):
        return True  # what is undefined throughout a case says nothing there
    if case.expr == 0:
        work.defined = True
        return True
    work.left -= 1
    if work.left < 0:
        return False
    decided = [replace(case, expr=e).where(*extra) for e, extra in by_conditions(case.expr)]
    if decided:
        return all(_vanishes(part, work) for part in decided)
    try:
        bounds = _bounds(case)
        form, proven = zero_test(case.expr, case.domain)
    except UnsupportedError:
        form, proven = None, False
    if any(None not in ends and ends[0] > ends[1] for ends in bounds.values()):
        return True  # an empty case
    for symbol, (low, high) in bounds.items():
        if low is not None and low == high and symbol in case.expr.free_symbols:
            return _vanishes(_with_value(case, symbol, sp.Rational(int(low.p), int(low.q))), work)
    if form is not None and proven:
        represents(form, case.expr, case.looks())
        work.defined = True
        return True
    parts = _parts(case, form, bounds)
    return bool(parts) and all(_vanishes(part, work) for part in parts)


def _bounds(case: Case) -> dict[sp.Symbol, tuple[Any, ...]]:
    """What the domain says of each symbol, relations considered."""
    form = Form(Field(24), {}, domain=case.domain)
    for symbol in sorted(case.expr.free_symbols, key=str):
        form.read(symbol)
    field = form.field
    return {field.generators[i].meaning: ends for i, ends in form.signs.bounds.items()}


def _with_value(case: Case, symbol: sp.Symbol, value: sp.Expr) -> Case:
    """The case with a symbol that has one value; relations in it alone are fulfilled."""
    gone = spread([symbol])
    ranges = {s: r for s, r in case.whole.ranges.items() if s not in gone}
    where = tuple(r for r in case.domain.where if not r.free_symbols & gone)
    return Case(_put(case.expr, symbol, value), Domain(ranges, where))


def _put(expr: sp.Expr, symbol: sp.Symbol, value: sp.Expr) -> sp.Expr:
    """``expr`` with a value for a symbol, nan where a part of it has none.

    :class:`UnsupportedError` where SymPy finds no expression.
    """
    try:
        return expr.subs(symbol, value)
    except (ValueError, TypeError):  # Max and Min of what is not real, or not finite
        pass
    for part in expr.atoms(sp.Pow, sp.log):
        try:
            if part.subs(symbol, value).has(*_UNDEFINED):
                return sp.nan
        except (ValueError, TypeError):
            continue
    raise UnsupportedError(f"{expr} at {symbol} = {value}")


# --- parts -----------------------------------------------------------------------------------


def _parts(
    case: Case, form: Canonical | None, bounds: dict[sp.Symbol, tuple[Any, ...]]
) -> list[Case]:
    for step in sorted(case.expr.atoms(sp.sign), key=sp.default_sort_key):
        return _by_sign(case, step)
    if form is not None and (question := _question(form.form, case)) is not None:
        coordinate = -question if question.could_extract_minus_sign() else question
        if coordinate.is_Symbol and is_coordinate(coordinate):
            return [
                case.where(sp.Gt(coordinate, 0, evaluate=False)),
                case.where(sp.Lt(coordinate, 0, evaluate=False)),
                _with_value(case, coordinate, sp.S.Zero),
            ]
        return [
            case.where(sp.Ge(question, 0, evaluate=False)),
            case.where(sp.Le(question, 0, evaluate=False)),
        ]
    return _by_values(case, bounds)


def _by_sign(case: Case, step: sp.Expr) -> list[Case]:
    """Above, below and at zero of what a sign is taken of, if that is linear in a symbol."""
    inner = step.args[0]
    for symbol in sorted(inner.free_symbols, key=str):
        slope = sp.diff(inner, symbol)
        if inner.is_real and slope.is_Rational and slope != 0:
            root = sp.expand(symbol - inner / slope)
            above = replace(case, expr=case.expr.subs(step, 1))
            below = replace(case, expr=case.expr.subs(step, -1))
            return [
                above.where(sp.Gt(inner, 0, evaluate=False)),
                below.where(sp.Lt(inner, 0, evaluate=False)),
                _with_value(replace(case, expr=case.expr.subs(step, 0)), symbol, root),
            ]
    return _of_complex_sign(case, step) if inner.is_real is not True else []


def _of_complex_sign(case: Case, step: sp.Expr) -> list[Case]:
    """sign(f) = f/|f| but where f = 0, if it is known where that is."""
    inner = step.args[0]
    zeros = _where_zero(inner)
    if zeros is None:
        return []
    away = replace(case, expr=case.expr.xreplace({step: inner / sp.Abs(inner, evaluate=False)}))
    return [away, *(_with_value(case, symbol, sp.S.Zero) for symbol in sorted(zeros, key=str))]


def _where_zero(expr: sp.Expr) -> set[sp.Symbol] | None:
    """Symbols one of which is zero where ``expr`` is; None if it may be so elsewhere."""
    if expr.is_Symbol:
        return {expr}
    if expr.is_number:
        return set() if expr.is_zero is False else None
    if isinstance(expr, sp.exp) or (expr.is_Pow and expr.base is sp.E):
        return set()
    if isinstance(expr, (sp.Abs, sp.conjugate)):
        return _where_zero(expr.args[0])
    if expr.is_Pow and expr.exp.is_number and expr.exp.is_positive:
        return _where_zero(expr.base)
    if expr.is_Mul:
        parts = [_where_zero(factor) for factor in expr.args]
        return None if None in parts else set().union(*(part for part in parts if part))
    return None


def _question(form: Form, case: Case) -> sp.Expr | None:
    """The simplest real polynomial without a proven sign that is defined on the whole domain.

    What was answered before and is asked again is of no use.
    """
    answered = {relation.lhs for relation in case.extra}
    asked = [poly for poly in form.undecided.values() if _is_plain(form, poly)]
    for poly in sorted(asked, key=lambda poly: (int(poly.total_degree()), len(poly), str(poly))):
        if (question := form.back(poly)) not in answered:
            return question
    return None


def _is_plain(form: Form, poly: Poly) -> bool:
    if form.signs.of(poly):
        return False  # known by now
    field = form.field
    return any(field.generators[i].meaning.free_symbols for i in field.used(poly)) and all(
        i in form.signs.bounds
        or is_algebraic(field, i)
        or (i in form.exponents and field.generators[i].sign == 1)
        or (i in form.logarithms and field.generators[i].sign is not None)
        or field.generators[i].meaning is sp.pi
        for i in field.used(poly)
    )


def _by_values(case: Case, bounds: dict[sp.Symbol, tuple[Any, ...]]) -> list[Case]:
    """One case for every value of the integer that has fewest."""
    ranges = case.whole.ranges
    counts = {
        symbol: int(high - low) + 1
        for symbol, (low, high) in bounds.items()
        if low is not None and high is not None and symbol in case.expr.free_symbols
        if symbol.is_integer or (symbol in ranges and ranges[symbol].integer)
    }
    if not counts:
        return []
    symbol = min(counts, key=lambda s: (counts[s], str(s)))
    if counts[symbol] > _MOST_VALUES:
        return []
    first = int(bounds[symbol][0])
    values = range(first, first + counts[symbol])
    return [_with_value(case, symbol, sp.Integer(value)) for value in values]
