"""Sums, integrals and limits that have no value anywhere: which one it is, where it stands, why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

import sympy as sp

from glassproof.derivations.proof.complex_symbols import spread
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides, State
from glassproof.verify.judging.evidence.wording import shown_point
from glassproof.verify.judging.limits import within
from glassproof.verify.judging.points.probes import Point, Probes
from glassproof.verify.reading.formula import Reading
from glassproof.verify.reading.tokens import ParseError

_DIGITS = 30
_POINTS = 4
_SECONDS = 4.0
"""Computing time for one sum or integral: an explanation is worth no more."""
_BINDING = (sp.Sum, sp.Product, sp.Integral, sp.Limit)


def fault(readings: tuple[Reading, ...], domain: Domain) -> DomainError | None:
    """The error that says which part of the formulas has no value at any point that is tried.

    >>> from glassproof.verify.reading.formula import read
    >>> print(fault((read("1 + Sum(1/k, (k, 1, oo))", {}),), Domain({})))
    line 1, column 5: the sum of 1/k diverges
        1 + Sum(1/k, (k, 1, oo))
            ^
    """
    for reading in readings:
        for node, place in _nodes(reading, domain):
            if reason := _why_nowhere(node, domain):
                if place is None:
                    return DomainError(f"{node} has no value: {reason}")
                return ParseError(reason, reading.text, place)
    return None


def _nodes(reading: Reading, domain: Domain) -> Iterator[tuple[sp.Expr, int | None]]:
    """The sums, integrals and limits that no other one binds, with where each stands."""
    given: list[tuple[sp.Expr, int | None]] = [*reading.places]
    if not reading.text:
        nodes = sorted(reading.written.atoms(*_BINDING), key=sp.default_sort_key)
        given = [(node, None) for node in nodes]
    for node, place in given:
        if spread(node.free_symbols) <= set(domain.ranges):
            yield node, place


def _why_nowhere(node: sp.Expr, domain: Domain) -> str:
    """Why a part has no value at any of a few plain points; empty if it may have one, or if that
    cannot be told soon."""
    try:
        return within(_SECONDS, partial(_told, node, domain), "looking for a value", cheap=False)
    except (NoBallVersionError, DomainError):
        return ""


def _told(node: sp.Expr, domain: Domain) -> str:
    sides = Sides(node, sp.Integer(0))
    points: list[Point] = [{}]
    if node.free_symbols:
        points = list(islice(Probes((node,), domain).plain(), _POINTS))
    found = [(point, sides.at(point).look(_DIGITS)) for point in points]
    if not found or any(meeting.state is not State.UNDEFINED for _, meeting in found):
        return ""
    point, meeting = found[0]
    return f"{meeting.reason} at {shown_point(point)}" if point else meeting.reason
