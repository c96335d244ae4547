"""Relations between symbols, decided exactly at a point; what they say of one symbol alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program

arb = flint.arb
_DIGITS = (30, 240, 1920)


def holds(relation: sp.Basic, point: Mapping[sp.Symbol, Any]) -> bool:
    """Whether the relation is certainly true at the point.

    False also where a side has no value, or where complex numbers would have to be compared.

    >>> x, y = sp.symbols("x y", real=True)
    >>> holds(x > sp.sqrt(y), {x: 2, y: 4}), holds(x >= sp.sqrt(y), {x: 2, y: 4})
    (False, True)
    >>> holds(x > 1 / y, {x: 2, y: 0}), holds(x > sp.sqrt(y), {x: 2, y: -1})
    (False, False)
    """
    if relation in (sp.true, sp.false):
        return relation is sp.true
    if isinstance(relation, sp.And):
        return all(holds(part, point) for part in relation.args)
    if isinstance(relation, sp.Or):
        return any(holds(part, point) for part in relation.args)
    if isinstance(relation, sp.Not):
        return _sign_is_known(relation.args[0], point) and not holds(relation.args[0], point)
    if isinstance(relation, sp.Contains):
        return holds(relation.args[1].as_relational(relation.args[0]), point)
    sign = _sign(relation, point)
    if sign is None:
        return False
    wanted = {
        sp.Gt: (1,), sp.Ge: (0, 1), sp.Lt: (-1,), sp.Le: (-1, 0), sp.Eq: (0,), sp.Ne: (-1, 1),
    }  # fmt: skip
    return sign in wanted[relation.func]


def _sign_is_known(relation: sp.Basic, point: Mapping[sp.Symbol, Any]) -> bool:
    parts = relation.atoms(sp.core.relational.Relational)
    return all(_sign(part, point) is not None for part in parts)


def _sign(relation: sp.Basic, point: Mapping[sp.Symbol, Any]) -> int | None:
    """The sign of left minus right; 2 if they differ and are complex; None if not decided."""
    one, other = relation.args
    try:
        program, (*sides, gap) = _program(one, other, sp.Add(one, sp.Mul(-1, other)))
    except NoBallVersionError:
        return None
    here = AtPoint(program, point)
    exact = here.knowledge.value(gap)
    values = [here.knowledge.value(side) for side in sides]
    if exact is not None and None not in values and exact.rational is not None:
        return (exact.rational > 0) - (exact.rational < 0)
    for digits in _DIGITS:
        left, right, difference = here.outcomes([*sides, gap], digits)
        if not (isinstance(left, Value) and isinstance(right, Value)):
            return None
        if not isinstance(difference, Value):
            continue
        ball = difference.ball
        if here.knowledge.is_zero(gap, ball):
            return 0
        if not ball.imag.contains(0):
            return 1 if isinstance(relation, sp.Ne) else None
        if not ball.real.contains(0) and left.ball.imag.is_zero() and right.ball.imag.is_zero():
            return 1 if ball.real > 0 else -1
    return None


def _program(*formulas: sp.Expr) -> tuple[Program, tuple[int, ...]]:
    """Steps to the values of formulas, kept: a relation is decided at many points.

    Slow steps may remember some of the points at which they were asked, and are taken anew.
    """
    program, roots = _kept(formulas)
    return _made(formulas) if program.is_slow else (program, roots)


def _made(formulas: tuple[sp.Expr, ...]) -> tuple[Program, tuple[int, ...]]:
    program = Program()
    return program, tuple(program.add(formula) for formula in formulas)


_kept = lru_cache(maxsize=1024)(_made)


@dataclass(frozen=True)
class Bound:
    """A bound of one symbol: above ``value`` or below it, or equal to it if ``exact``."""

    value: fmpq
    below: bool
    strict: bool
    exact: bool = False


@dataclass(frozen=True)
class Link:
    """A relation slope * symbol + rest > 0 (or >= 0, or = 0); slope and rest without symbol."""

    symbol: sp.Symbol
    slope: sp.Expr
    rest: sp.Expr
    strict: bool
    equal: bool

    @cached_property
    def others(self) -> frozenset[sp.Symbol]:
        """The symbols whose values the bound depends on."""
        return frozenset(self.slope.free_symbols | self.rest.free_symbols)

    def bound(self, point: Mapping[sp.Symbol, Any]) -> Bound | None:
        """What the relation says of the symbol where the others have the values of ``point``.

        An irrational bound is replaced by a rational one just within.
        """
        slope, rest = (_real(part, point) for part in (self.slope, self.rest))
        if slope is None or rest is None or arb(slope).contains(0):
            return None
        below = arb(slope) < 0
        if isinstance(slope, fmpq) and isinstance(rest, fmpq):
            return Bound(-rest / slope, below, self.strict, self.equal)
        edge = -arb(rest) / arb(slope)
        end = edge.lower() if below else edge.upper()
        return Bound(end.fmpq(), below, self.strict) if end.is_finite() else None


def _real(expr: sp.Expr, point: Mapping[sp.Symbol, Any]) -> fmpq | flint.arb | None:
    """The value at the point, exact if it is known to be rational; None if it is not real."""
    try:
        program, (root,) = _program(expr)
    except NoBallVersionError:
        return None
    here = AtPoint(program, point)
    exact = here.knowledge.value(root)
    if exact is not None and exact.rational is not None:
        return exact.rational
    (outcome,) = here.outcomes([root], 30)
    if isinstance(outcome, Value) and outcome.ball.imag.is_zero():
        return outcome.ball.real
    return None


def links(relations: tuple[sp.Basic, ...]) -> Iterator[Link]:
    """Every way to read a relation as a bound of one of its symbols."""
    for relation in relations:
        if isinstance(relation, sp.And):
            yield from links(relation.args)
        elif isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Eq)):
            equal = isinstance(relation, sp.Eq)
            larger, smaller = relation.args if equal else (relation.gts, relation.lts)
            gap = sp.expand(larger - smaller)
            for symbol in sorted(gap.free_symbols, key=str):
                slope = gap.coeff(symbol, 1)
                rest = gap.coeff(symbol, 0)
                if slope != 0 and sp.expand(gap - slope * symbol - rest) == 0:
                    strict = isinstance(relation, (sp.Gt, sp.Lt))
                    yield Link(symbol, slope, rest, strict, equal)


def is_plain_bound(relation: sp.Basic) -> bool:
    """Whether the relation is a bound of one symbol by a rational number, and no more."""
    if not isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
        return False
    return {relation.lhs.is_Symbol, relation.rhs.is_Symbol} == {True, False} and (
        relation.lhs.is_Rational or relation.rhs.is_Rational
    )


def listed_values(relation: sp.Basic) -> tuple[sp.Symbol, tuple[sp.Rational, ...]] | None:
    """The symbol and its values, if the relation lists rational values of one symbol.

    >>> x = sp.Symbol("x")
    >>> listed_values(sp.Or(sp.Eq(x, 1), sp.Eq(x, 3)))
    (x, (1, 3))
    """
    if isinstance(relation, sp.Contains) and isinstance(relation.args[1], sp.FiniteSet):
        symbol, values = relation.args[0], relation.args[1].args
    elif isinstance(relation, sp.Or) and all(isinstance(p, sp.Eq) for p in relation.args):
        pairs = [sorted(part.args, key=lambda side: not side.is_Symbol) for part in relation.args]
        symbol, values = pairs[0][0], tuple(value for _, value in pairs)
        if any(other != symbol for other, _ in pairs):
            return None
    else:
        return None
    if not (symbol.is_Symbol and all(value.is_Rational for value in values)):
        return None
    return symbol, tuple(sorted(values))
