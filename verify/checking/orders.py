"""Orders between complex numbers, which there are none of: what is refused before it is judged."""

from __future__ import annotations

from itertools import islice

import sympy as sp

from glassproof.derivations.proof.complex_symbols import coordinates, is_complex
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides
from glassproof.verify.judging.points.probes import Probes
from glassproof.verify.reading.conditions.complex_plane import NO_ORDER

_DIGITS = 30
_TRIED, _ENOUGH = 80, 4


def require_comparable(side: sp.Expr, domain: Domain) -> None:
    """Raise :class:`DomainError` if a side is complex wherever its complex symbols are.

    That is told by balls at random points: z conj(z) passes there, and z does not.

    >>> z = sp.Symbol("z", complex=True)
    >>> from glassproof.verify.reading.conditions.grammar import parse_conditions
    >>> require_comparable(z + 1, parse_conditions("z complex").domain)
    Traceback (most recent call last):
    ...
    glassproof...DomainError: z + 1 is complex, and complex numbers have no order: compare ...
    """
    parts = [c for s in side.free_symbols if is_complex(s) for c in coordinates(s)]
    if not parts or side.is_extended_real:
        return
    try:
        sides = Sides(side, sp.Integer(0))
        seen = 0
        for kind, point in islice(Probes((side,), domain), _TRIED):
            if seen == _ENOUGH:
                break
            if kind != "random" or not all(map(point.get, parts)):
                continue
            value = sides.at(point).look(_DIGITS).left
            if value is None:
                continue
            if value.imag.contains(0):
                return
            seen += 1
    except (NoBallVersionError, DomainError):
        return
    if seen == _ENOUGH:
        raise DomainError(f"{side} is complex, and {NO_ORDER}")
