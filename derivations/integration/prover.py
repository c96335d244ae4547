"""An integral has its closed form: by theorems with their conditions, or by an antiderivative."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.by_parts import INVERSES, by_parts
from glassproof.derivations.integration.continuity import DiscontinuousError, in_order, on_piece
from glassproof.derivations.integration.fundamental import (
    by_antiderivative,
    parts_of,
    pieces_of,
)
from glassproof.derivations.integration.rules import FIRST, LAST, WHOLE, Rule
from glassproof.derivations.integration.span import Span, signed
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.one_sided import NOT_FOUND
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.points.enclosures.integrals import numerically
from glassproof.derivations.proof.points.point_values import precision
from glassproof.derivations.proof.points.programs import NoBallVersionError, compiled

SEARCH: tuple[Rule, ...] = (
    *FIRST, by_parts, by_antiderivative, *LAST, partial(by_parts, kinds=INVERSES),
)  # fmt: skip
BRIEF_SEARCH: tuple[Rule, ...] = (*FIRST, *LAST, partial(by_antiderivative, most=1))

_DIGITS = 15
_FAILS = (*NOT_FOUND, DiscontinuousError, ValueError, KeyError, IndexError)


def prove(node: sp.Expr, _value: sp.Expr | None, domain: Domain) -> Closed | None:
    """The value of the integral on the whole domain; an iterated integral from the inside out."""
    if not isinstance(node, sp.Integral):
        return None
    try:
        return _proven(node, tuple(domain.ranges.items()), domain.where)
    except _UnprovenError:
        return None


class _UnprovenError(Exception):
    """No rule proves a value."""


@lru_cache(maxsize=256)
def _proven(
    node: sp.Integral, ranges: tuple[tuple[sp.Symbol, Range], ...], where: tuple[sp.Basic, ...]
) -> Closed:
    """What is proven is kept: each guess at a right side asks again. A search may have failed for
    want of time, and is repeated."""
    found = _iterated(node, Decisions(Domain(dict(ranges), where)), SEARCH)
    if found is None:
        raise _UnprovenError
    return found


def quickly(node: sp.Integral) -> sp.Expr | None:
    """The value, if one of few rules proves it for all parameters that the symbols admit."""
    return quickly_within(node, Decisions())


def quickly_within(node: sp.Integral, decide: Decisions) -> sp.Expr | None:
    """The same on a domain."""
    found = _iterated(node, decide, BRIEF_SEARCH)
    return None if found is None else found[0]


def _iterated(node: sp.Integral, decide: Decisions, rules: Sequence[Rule]) -> Closed | None:
    expr, parts = node.function, []
    limits = list(node.limits)
    for number, limit in enumerate(limits):
        if len(limit) != 3:
            return None
        around = _around(limits[number + 1 :], decide)
        found = None if around is None else _single(expr, limit, around, rules)
        if found is None:
            return None
        expr = found[0]
        parts.append(found[1])
    if len(parts) == 1:
        return expr, parts[0]
    return expr, Certificate("iterated integral", f"{node} = {expr}", {}, tuple(parts))


def _around(outer: list[sp.Tuple], decide: Decisions) -> Decisions | None:
    """The domain with the outer variables in their ranges."""
    for limit in reversed(outer):
        if len(limit) != 3 or in_order(limit[1], limit[2], decide) != 1:
            return None
        decide = Span(limit[0], limit[1], limit[2], decide).inside
    return decide


def _single(
    expr: sp.Expr, limit: sp.Tuple, decide: Decisions, rules: Sequence[Rule]
) -> Closed | None:
    variable, low, high = limit
    if expr.has(sp.Integral):
        return _nested(expr, limit, decide, rules)
    if expr.has(sp.Sum, sp.Product, sp.Limit, sp.Derivative):
        return None
    order = in_order(low, high, decide)
    if order == 0:
        return sp.Integer(0), Certificate("empty range", f"{low} = {high}", {})
    if order is None:
        return _of_open_order(expr, variable, low, high, decide, rules)
    if order == -1:
        low, high = high, low
    return _directed(expr, variable, low, high, decide, order, rules)


def _nested(
    expr: sp.Expr, limit: sp.Tuple, decide: Decisions, rules: Sequence[Rule]
) -> Closed | None:
    """With the closed forms of integrals in the integrand."""
    around = _around([limit], decide)
    proofs = []
    for node in sorted(expr.atoms(sp.Integral), key=sp.default_sort_key):
        if around is None or node.function.has(sp.Integral):
            return None
        found = _iterated(node, around, rules)
        if found is None:
            return None
        expr = expr.xreplace({node: found[0]})
        proofs.append(found[1])
    outer = _single(expr, limit, decide, rules)
    if outer is None:
        return None
    value, proof = outer
    return value, Certificate("iterated integral", proof.statement, {}, (*proofs, proof))


def _directed(
    expr: sp.Expr,
    variable: sp.Symbol,
    low: sp.Expr,
    high: sp.Expr,
    decide: Decisions,
    order: int,
    rules: Sequence[Rule],
) -> Closed | None:
    """``order`` times the integral over low < x < high."""
    fresh = signed(variable, low, high, decide)
    span = Span(fresh, low, high, decide)
    expr = expr.xreplace({variable: fresh})
    found = _by_rules(expr, span, WHOLE) if expr.has(sp.Abs) else None
    found = found or _between_corners(expr, span, rules) or _by_rules(expr, span, rules)
    if found is None:
        return None
    value, proof = found
    return order * value, proof.renamed(str(fresh), str(variable))


def _between_corners(expr: sp.Expr, span: Span, rules: Sequence[Rule]) -> Closed | None:
    """The sum of the integrals over the parts on each of which the integrand has one form."""
    try:
        parts = parts_of(expr, span)
        if len(parts) < 2:
            return None
        plain = [on_piece(expr, part) for part in parts]
    except DiscontinuousError:
        return None
    value, proofs = sp.Integer(0), []
    for part, inside in zip(parts, plain, strict=True):
        found = _single(inside, sp.Tuple(span.variable, part.low, part.high), span.outside, rules)
        if found is None:
            return None
        value += found[0]
        proofs.append(found[1])
    statement = f"the integral over {span.low} < {span.variable} < {span.high} is {value}"
    return value, Certificate("integral in parts", statement, {}, tuple(proofs))


def _of_open_order(
    expr: sp.Expr,
    variable: sp.Symbol,
    low: sp.Expr,
    high: sp.Expr,
    decide: Decisions,
    rules: Sequence[Rule],
) -> Closed | None:
    """Between ends of which either may be the larger one, or both may be equal."""
    for first, last, order in ((low, high, 1), (high, low, -1)):
        if decide.is_nowhere_negative(last - first):
            strict = decide.where(sp.Gt(last - first, 0, evaluate=False))
            found = _directed(expr, variable, first, last, strict, order, rules)
            if found is None or not _vanishes_where_equal(found[0], first, last, decide):
                return None
            return found
    if (found := _either_way(expr, variable, low, high, decide, rules)) is not None:
        return found
    fresh = sp.Dummy(variable.name, real=True)
    line = Span(fresh, -sp.oo, sp.oo, decide)
    try:
        pieces = pieces_of(expr.xreplace({variable: fresh}), line)
    except _FAILS:
        return None
    if pieces is None or len(pieces) > 1 or not (decide.is_real(low) and decide.is_real(high)):
        return None
    whole = pieces[0].antiderivative
    value = whole.subs(fresh, high) - whole.subs(fresh, low)
    statement = f"the integral from {low} to {high} is {value}"
    proof = Certificate("antiderivative on the line", statement, pieces[0].told())
    return value, proof.renamed(str(fresh), str(variable))


def _either_way(
    expr: sp.Expr,
    variable: sp.Symbol,
    low: sp.Expr,
    high: sp.Expr,
    decide: Decisions,
    rules: Sequence[Rule],
) -> Closed | None:
    """Where low < high and where high < low, if both have one value, which vanishes between."""
    values, proofs = [], []
    for first, last, order in ((low, high, 1), (high, low, -1)):
        strict = decide.where(sp.Gt(last - first, 0, evaluate=False))
        found = _directed(expr, variable, first, last, strict, order, rules)
        if found is None:
            return None
        values.append(found[0])
        proofs.append(found[1])
    one, other = values
    if not (decide.vanishes(one - other) and _vanishes_where_equal(one, low, high, decide)):
        return None
    statement = f"the integral from {low} to {high} is {one}, whichever end is larger"
    return one, Certificate("either order of the ends", statement, {}, tuple(proofs))


def _vanishes_where_equal(value: sp.Expr, low: sp.Expr, high: sp.Expr, decide: Decisions) -> bool:
    """Whether the value is 0, as the integral is, where both ends are one number."""
    for symbol, other in ((high, low), (low, high)):
        if symbol.is_Symbol and not other.has(symbol):
            return decide.vanishes(value.subs(symbol, other))
    return False


def _by_rules(expr: sp.Expr, span: Span, rules: Sequence[Rule]) -> Closed | None:
    for rule in rules:
        try:
            found = rule(expr, span)
        except _FAILS:
            continue
        if found is not None and _holds(expr, span, found[0]):
            return found
    return None


def _holds(expr: sp.Expr, span: Span, value: sp.Expr) -> bool:
    """Whether balls of the integral at a point of the domain leave the value possible.

    No proof rests on it alone: it would show that a rule is wrong.
    """
    x = sp.Symbol("x", real=True)
    while expr.has(x) or span.low.has(x) or span.high.has(x):
        x = sp.Symbol(f"{x.name}x", real=True)
    node = sp.Integral(expr.xreplace({span.variable: x}), (x, span.low, span.high))
    symbols = node.free_symbols | value.free_symbols
    domain = span.outside.domain.restricted(symbols)
    if symbols - set(domain.ranges):
        return True
    try:
        (point,) = domain.points(1, start=3) if domain.ranges else ({},)
        arguments, integral = numerically(node, compiled)
        balls = [enclose(argument, point, _DIGITS) for argument in arguments]
        with precision(_DIGITS):
            ball, other = integral(*balls), enclose(value, point, _DIGITS)
    except (NoBallVersionError, DomainError):
        return True
    return not (ball.is_finite() and other.is_finite()) or ball.overlaps(other)
