"""Integration by parts: a special function is differentiated, its factor integrated.

    integral of f G = [F G] - integral of F G',    F' = f,

where both limits of F G are finite and the last integral is proven: the first one converges then.
F vanishes at one of the ends.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.differentiation.rules import derivative
from glassproof.derivations.integration.continuity import DiscontinuousError
from glassproof.derivations.integration.fundamental import Piece, by_antiderivative, pieces_of
from glassproof.derivations.integration.rules import FIRST
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.one_sided import NOT_FOUND
from glassproof.derivations.proof.certificate import Certificate

INTEGRALS = (sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.Ei, sp.expint, sp.li, sp.erf, sp.erfc, sp.erfi,
             sp.fresnels, sp.fresnelc)  # fmt: skip
"""Functions that are integrals of elementary ones."""

INVERSES = (sp.atan, sp.log, sp.polylog)
"""Functions whose derivatives are algebraic, or simpler."""

_FAILS = (*NOT_FOUND, DiscontinuousError, ValueError, KeyError, IndexError)


def by_parts(expr: sp.Expr, span: Span, kinds: tuple[type, ...] = INTEGRALS) -> Closed | None:
    """The integral of a product with a function of one of the ``kinds``.

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> x = sp.Symbol("x", positive=True)
    >>> by_parts(sp.exp(-x) * sp.Si(x), Span(x, sp.Integer(0), sp.oo, Decisions()))[0]
    pi/4
    """
    x = span.variable
    for G in sorted(expr.atoms(*kinds), key=sp.default_sort_key):
        factor = sp.cancel(expr / G) if expr.is_Mul or expr == G else expr
        slope = derivative(G, x) if G.has(x) and not factor.has(G) else None
        if slope is None:
            continue
        for F in _antiderivatives(factor, span):
            found = _put_together(F, G, slope, span)
            if found is not None:
                return found
    return None


def _antiderivatives(factor: sp.Expr, span: Span) -> Iterator[sp.Expr]:
    """Those that vanish at one end."""
    try:
        pieces = pieces_of(factor, span)
    except _FAILS:
        return
    if pieces is None or len(pieces) != 1:
        return
    whole = pieces[0].antiderivative
    for end in (pieces[0].at_start, pieces[0].at_stop):
        try:
            limit = end()
        except _FAILS:
            continue
        if limit.is_finite:
            yield whole - limit.value


def _put_together(F: sp.Expr, G: sp.Expr, slope: sp.Expr, span: Span) -> Closed | None:
    try:
        ends = Piece(span, F * G).at_start(), Piece(span, F * G).at_stop()
    except _FAILS:
        return None
    rest = _integral(sp.expand(-F * slope), span)
    if rest is None or not all(end.is_finite for end in ends):
        return None
    value = ends[1].value - ends[0].value + rest[0]
    data = {"F": str(F), "G": str(G), "variable": str(span.variable)}
    statement = f"the integral by parts, of F' G with F = {F} and G = {G}, is {value}"
    parts = (ends[0].certificate, ends[1].certificate, rest[1])
    return value, Certificate("integration by parts", statement, data, parts)


def _integral(expr: sp.Expr, span: Span) -> Closed | None:
    for rule in (*FIRST, by_antiderivative):
        try:
            found = rule(expr, span)
        except _FAILS:
            continue
        if found is not None:
            return found
    return None
