"""The fundamental theorem: an antiderivative between points of discontinuity, and its end limits.

The integral over low < x < high is the sum of F(c-) - F(b+) over the parts b < x < c on which F is
proven to be continuous and F' = f is proven by the canonical form; all limits are proven. That
they are finite is the convergence of the integral.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sympy as sp

from glassproof.derivations.differentiation.rules import derivative
from glassproof.derivations.integration.antiderivatives import candidates
from glassproof.derivations.integration.continuity import (
    DiscontinuousError,
    breaks,
    inside,
    kinks,
    on_piece,
    ordered,
)
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.one_sided import NOT_FOUND, OneSided, limit_from
from glassproof.derivations.proof.certificate import Certificate

_MOST_CANDIDATES = 4


@dataclass(frozen=True)
class Piece:
    """An antiderivative F on b < x < c: continuous there, with F' = f."""

    span: Span
    antiderivative: sp.Expr

    def at_start(self) -> OneSided:
        """The limit of F at the lower end."""
        return self._limit(self.span.low, 1)

    def at_stop(self) -> OneSided:
        """The limit of F at the upper end."""
        return self._limit(self.span.high, -1)

    def _limit(self, place: sp.Expr, side: int) -> OneSided:
        return limit_from(self.antiderivative, self.span.variable, place, side, self.span.outside)

    def told(self) -> dict[str, str]:
        """What a checker needs besides the limits."""
        low, high, x = self.span.low, self.span.high, self.span.variable
        return {"antiderivative": str(self.antiderivative), "from": str(low), "to": str(high),
                "variable": str(x)}  # fmt: skip


def by_antiderivative(
    expr: sp.Expr, span: Span, most: int = _MOST_CANDIDATES
) -> tuple[sp.Expr, Certificate] | None:
    """The integral of ``expr`` over the range, if its parts are all proven.

    So many candidates for an antiderivative are looked at on each part.
    """
    found = pieces_of(expr, span, most)
    if found is None:
        return None
    proofs, value = [], sp.Integer(0)
    for piece in found:
        start, stop = piece.at_start(), piece.at_stop()
        if not (start.is_finite and stop.is_finite):
            return None
        part = stop.value - start.value
        low, high, x = piece.span.low, piece.span.high, piece.span.variable
        statement = f"the integral over {low} < {x} < {high} is {part}"
        limits = (start.certificate, stop.certificate)
        proofs.append(Certificate("antiderivative", statement, piece.told(), limits))
        value += part
    if len(proofs) == 1:
        return value, proofs[0]
    points = [str(piece.span.high) for piece in found[:-1]]
    statement = f"the integral over {span.low} < {span.variable} < {span.high} is {value}"
    data = {"points": points}
    return value, Certificate("antiderivative in parts", statement, data, tuple(proofs))


def pieces_of(expr: sp.Expr, span: Span, most: int = _MOST_CANDIDATES) -> list[Piece] | None:
    """The pieces, between kinks of the integrand and discontinuities of the antiderivative."""
    try:
        found: list[Piece] = []
        for part in parts_of(expr, span):
            pieces = _over(on_piece(expr, part), part, most)
            if pieces is None:
                return None
            found += pieces
    except DiscontinuousError:
        return None
    return found


def parts_of(expr: sp.Expr, span: Span) -> list[Span]:
    """The parts of the range between the corners of ``expr``."""
    corners = [z for g in dict.fromkeys(kinks(expr, span)) for z in inside(g, span)]
    return _divided(span, ordered(corners, span))


def _divided(span: Span, points: list[sp.Expr]) -> list[Span]:
    ends = [span.low, *points, span.high]
    return [Span(span.variable, low, high, span.outside) for low, high in pairwise(ends)]


def _over(expr: sp.Expr, span: Span, most: int) -> list[Piece] | None:
    if expr == 0:
        zero = sp.Integer(0)
        return [Piece(span, zero)]
    singular = breaks(expr, span)
    for number, candidate in enumerate(candidates(expr, span.variable)):
        if number == most:
            break
        try:
            found = _proven(candidate, expr, span, singular)
        except (DiscontinuousError, *NOT_FOUND):
            continue
        if found is not None:
            return found
    return None


def _proven(
    candidate: sp.Expr, expr: sp.Expr, span: Span, singular: list[sp.Expr]
) -> list[Piece] | None:
    corners = [z for g in dict.fromkeys(kinks(candidate, span)) for z in inside(g, span)]
    points = ordered([*singular, *corners, *breaks(_of_moduli(candidate), span)], span)
    parts = []
    for piece in _divided(span, points):
        plain = with_moduli(on_piece(candidate, piece), piece)
        slope = derivative(plain, span.variable)
        if slope is None or not piece.inside.vanishes(slope - on_piece(expr, piece)):
            return None
        if not _holds_for_all_parameters(plain, expr, piece):
            return None
        parts.append(Piece(piece, plain))
    return parts


def _holds_for_all_parameters(antiderivative: sp.Expr, expr: sp.Expr, span: Span) -> bool:
    """Whether no parameter of the domain makes a divisor of the antiderivative vanish.

    A real parameter may, if the integral is continuous in it: of an entire integrand over a finite
    range. Of an integer n, sin(n x)/n says nothing at n = 0.
    """
    for divisor in dict.fromkeys(_divisors(antiderivative, span.variable)):
        if span.outside.is_never_zero(divisor):
            continue
        thin = not any(symbol.is_integer for symbol in divisor.free_symbols)
        finite = not {span.low, span.high} & {sp.oo, -sp.oo}
        if not (thin and finite and expr.atoms(sp.Function, sp.Pow) == _entire(expr)):
            return False
    return True


def _divisors(expr: sp.Expr, variable: sp.Symbol) -> Iterator[sp.Expr]:
    """What must not vanish for the parts of ``expr`` without the variable to have a value."""
    for node in sp.preorder_traversal(expr):
        if node.is_Pow and not node.base.has(variable) and not node.exp.is_nonnegative:
            if not node.base.is_number:
                yield node.base
        elif isinstance(node, sp.log) and not node.has(variable) and not node.is_number:
            yield node.args[0]


def _entire(expr: sp.Expr) -> set[sp.Basic]:
    """Powers and functions of ``expr`` that are entire functions of all its symbols."""
    return {
        node
        for node in expr.atoms(sp.Function, sp.Pow)
        if isinstance(node, (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh))
        or (node.is_Pow and (node.base is sp.E or (node.exp.is_Integer and node.exp > 0)))
    }


def _of_moduli(expr: sp.Expr) -> sp.Expr:
    return expr.replace(sp.log, lambda v: sp.log(v.args[0] if isinstance(v, sp.Abs) else v))


def with_moduli(expr: sp.Expr, span: Span) -> sp.Expr:
    """``expr`` with log(-g) for log(g) where g < 0: the derivatives are the same.

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> x = sp.Symbol("x", real=True)
    >>> with_moduli(sp.log(x - 2), Span(x, sp.Integer(0), sp.Integer(1), Decisions()))
    log(2 - x)
    """
    for node in sorted(expr.atoms(sp.log), key=sp.default_sort_key):
        if node.args[0].has(span.variable) and span.sign(node.args[0]) == -1:
            expr = expr.xreplace({node: sp.log(sp.expand(-node.args[0]))})
    return expr
