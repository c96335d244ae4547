"""Principal values: antiderivatives between poles, and the limits of their differences there."""

from __future__ import annotations

from itertools import pairwise

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration import chebyshev_kernels
from glassproof.derivations.integration.continuity import DiscontinuousError, in_order
from glassproof.derivations.integration.fundamental import Piece, pieces_of
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.one_sided import NOT_FOUND, OneSided, limit_from
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain

_FAILS = (*NOT_FOUND, DiscontinuousError, ValueError)


def prove(node: sp.Expr, _value: sp.Expr | None, domain: Domain) -> Closed | None:
    """The principal value on the whole domain, with the antiderivatives and limits."""
    if not isinstance(node, PrincipalValue) or len(node.integral.limits) != 1:
        return None
    limit, decide = node.integral.limits[0], Decisions(domain)
    if len(limit) != 3 or in_order(limit[1], limit[2], decide) != 1:
        return None
    span = Span(limit[0], limit[1], limit[2], decide)
    try:
        found = chebyshev_kernels.cauchy(node.integral.function, span)
        if found is not None:
            return found
        pieces = pieces_of(node.integral.function, span)
        return None if pieces is None else _together(node, pieces, decide)
    except _FAILS:
        return None


def _together(node: PrincipalValue, pieces: list[Piece], decide: Decisions) -> Closed | None:
    first, last = pieces[0], pieces[-1]
    limits: list[tuple[int, OneSided]] = []
    for left, right in pairwise(pieces):
        limits.append((1, _across(left, right, left.span.high, decide)))
    if first.span.low in INFINITE and last.span.high in INFINITE:
        far = sp.Dummy("R", positive=True)
        gap = _at(last, far) - _at(first, -far)
        limits.append((1, limit_from(gap, far, sp.oo, 1, decide)))
    else:
        limits += [(1, last.at_stop()), (-1, first.at_start())]
    if not all(found.value.is_finite for _, found in limits):
        return None
    value = sp.Add(*(sign * found.value for sign, found in limits))
    data = {"pieces": [piece.told() for piece in pieces]}
    proofs = tuple(found.certificate for _, found in limits)
    return value, Certificate("principal value", f"{node} = {value}", data, proofs)


def _across(left: Piece, right: Piece, place: sp.Expr, decide: Decisions) -> OneSided:
    """The limit of F(c - e) - G(c + e) as e -> 0+."""
    e = sp.Dummy("e", positive=True)
    gap = _at(left, place - e) - _at(right, place + e)
    return limit_from(gap, e, sp.Integer(0), 1, decide)


def _at(piece: Piece, place: sp.Expr) -> sp.Expr:
    """The antiderivative there; logarithms of positive products apart, so that they cancel."""
    found = piece.antiderivative.subs(piece.span.variable, place)
    return sp.expand_log(found) if found.has(sp.log) else found
