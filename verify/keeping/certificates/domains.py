"""Domains in the notation of certificates: a range for each name, and relations between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp

from glassproof.derivations.proof.complex_symbols import spread
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.keeping.certificates.notation import notation


def domain_record(domain: Domain, symbols: Iterable[sp.Symbol] = ()) -> dict[str, Any]:
    """The domain as plain data; ``symbols`` that it does not name range over what they assume.

    >>> x, k = sp.Symbol("x", positive=True), sp.Symbol("k", integer=True)
    >>> record = domain_record(Domain({x: Range(0, 1, draw=("1/100", "99/100"))}), [k])
    >>> record["ranges"]["x"]["low"], record["ranges"]["x"]["draw"]
    ('0', ['1/100', '99/100'])
    >>> record["ranges"]["k"]["integer"]
    True
    """
    ranges = {str(s.name): _range(s, found) for s, found in domain.ranges.items()}
    for symbol in sorted(spread(symbols), key=str):
        if symbol not in domain.ranges:
            found = _range(symbol, _assumed(symbol)) | {"assumed": True}
            ranges.setdefault(str(symbol.name), found)
    return {"ranges": ranges, "where": [notation(relation) for relation in domain.where]}


def _range(symbol: sp.Symbol, found: Range) -> dict[str, Any]:
    record: dict[str, Any] = {
        "low": None if found.low is None else str(sp.Rational(found.low)),
        "high": None if found.high is None else str(sp.Rational(found.high)),
        "closed": found.closed,
        "integer": found.integer,
        "log": found.log,
        "draw": [str(end) for end in found.draw],
    }
    if symbol.is_even or symbol.is_odd:
        record["parity"] = "odd" if symbol.is_odd else "even"
    elif symbol.is_nonzero and not (symbol.is_positive or symbol.is_negative):
        record["nonzero"] = True
    return record


def _assumed(symbol: sp.Symbol) -> Range:
    """The range of a symbol of which nothing but its assumptions is known."""
    integer = bool(symbol.is_integer)
    if symbol.is_positive or symbol.is_nonnegative:
        least = 1 if integer and symbol.is_positive else 0
        draw: tuple[Any, Any] = (least, 12) if integer else ("1/100", 100)
        return Range(least, None, integer=integer, closed=integer, log=not integer, draw=draw)
    return Range(integer=integer)
