r"""Integrals in LaTeX: \int_a^b f\,dx, \int_0^1 \frac{dx}{1+x}, \iint_{[0,1]^2}, \oint_{|z|=1}.

The integrand ends at its differential. Where that stands in a numerator or before the integrand,
the integral is of the product, which ends at a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import INFINITY, MINUS_INFINITY, Bound
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex import contours
from glassproof.verify.reading.latex.differentials import (
    COUNTS,
    Differential,
    after_group,
    of_integral,
)
from glassproof.verify.reading.latex.found_bounds import Found
from glassproof.verify.reading.latex.index_ranges import end_value
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.regions import disc, solved
from glassproof.verify.reading.latex.relations import (
    Chain,
    Part,
    chains,
    clauses,
    interval,
    read_part,
)
from glassproof.verify.reading.latex.sums import body_after
from glassproof.verify.reading.tokens import Token

Ends = tuple[Term, Term]


def begins(reader: NameReader) -> bool:
    """Whether an integral comes next."""
    return reader.now.kind == "command" and reader.now.text in COUNTS


def read(reader: NameReader) -> Term:
    """The integral."""
    sign = reader.take()
    return _read_over(reader, sign, _region(reader, sign))


@dataclass(frozen=True)
class _Region:
    """What an integral is over: ends of each variable, conditions, or all that is real.

    ``boxes`` is None where the number of variables is not said.
    """

    boxes: tuple[Ends, ...] | None = None
    conditions: tuple[Chain, ...] = ()
    place: Token | None = None
    circle: contours.Circle | None = None


def _region(reader: NameReader, sign: Token) -> _Region:
    """What stands below and above the integral sign."""
    low: Term | None = None
    high: Term | None = None
    region: _Region | None = None
    while reader.sees("_", "^"):
        here = reader.take()
        if here.text == "_" and low is None and region is None:
            around = sign.text == r"\oint"
            region = (
                _Region(circle=contours.circle_below(reader, sign))
                if around
                else _set_below(reader)
            )
            low = None if region else end_value(reader)
        elif here.text == "^" and high is None:
            high = end_value(reader)
        else:
            reader.fail(f"a second '{here.text}' on one integral", here)
    if region is not None and high is None:
        return region
    if sign.text == r"\oint":
        reader.fail(contours.WANTED, sign)
    if low is None or high is None:
        reader.fail(
            "an integral without both bounds is no number: write \\int_a^b, or \\int_{\\mathbb R}",
            sign,
        )
    return _Region(boxes=((low, high),))


def _set_below(reader: NameReader) -> _Region | None:
    """A set or conditions below the integral sign; None if a value stands there."""
    place = reader.now
    if reader.now.text == "bb_R":
        reader.take()
        return _Region(((MINUS_INFINITY, INFINITY),), place=place)
    if not reader.sees("{"):
        return None
    start = reader.index
    reader.take()
    found = _boxes(reader)
    if found is not None:
        return _Region(tuple(found), place=place)
    reader.index = start + 1
    conditions = chains(reader) if _holds_relation(reader) else []
    if conditions:
        reader.expect("}")
        return _Region(None, tuple(conditions), place)
    reader.index = start
    return None


def _holds_relation(reader: NameReader) -> bool:
    depth = 0
    for token in reader.tokens[reader.index :]:
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
        if depth < 0 or token.kind == "end":
            return False
        if token.kind in ("relation", "equals"):
            return True
    return False


def _boxes(reader: NameReader) -> list[Ends] | None:
    """\\mathbb R^2, [0,1]^2 or [a,b] \\times [c,d] up to the closing brace, which is passed."""
    found: list[Ends] = []
    while True:
        each = _interval_here(reader)
        if each is None:
            return None
        times = 1
        if reader.accept("^"):
            number = reader.now.text if reader.now.kind == "digit" else ""
            if number in ("2", "3"):
                times = int(number)
                reader.take()
            else:
                reader.fail("how many variables? write the number of dimensions, at most 3")
        found += [each] * times
        if reader.accept("}"):
            return found if len(found) <= 3 else reader.fail("at most 3 variables are read")
        if not reader.accept(r"\cdot", kind="command"):
            return None


def _interval_here(reader: NameReader) -> Ends | None:
    token, start = reader.now, reader.index
    if token.text == "bb_R":
        reader.take()
        return MINUS_INFINITY, INFINITY
    if token.kind != "open" or token.text not in ("[", "("):
        return None
    end = after_group(reader, start)
    ends = interval(reader, Part(start, end))
    if ends is None:
        return None
    reader.index = end
    return ends[0][0], ends[1][0]


def _read_over(reader: NameReader, sign: Token, region: _Region) -> Term:
    """The integrand, and the integral of it over a region."""
    count: int | None = COUNTS[sign.text]
    if region.boxes is None and region.circle is None and count == 1:
        count = None
    elif region.boxes is not None and len(region.boxes) > 1:
        if count not in (1, len(region.boxes)):
            reader.fail(f"{count} integral signs over {len(region.boxes)} variables", sign)
        count = len(region.boxes)
    found = of_integral(reader, sign, count)
    if count is not None and len(found) < count:
        reader.fail(f"{count} differentials belong to this integral, {len(found)} are here", sign)
    if region.circle is not None:
        return _around(reader, sign, region.circle, found[0])
    names = [(each.name, each.token) for each in found]
    with reader.binding(names, integer=False) as symbols:
        bounds = _bounds(reader, sign, region, symbols)
        body = integrand(reader, sign, found)
        body = _restricted(reader, sign, region, symbols, body)
    return reader.build(sign, binders.integrated, body, bounds)


def integrand(reader: NameReader, sign: Token, found: Sequence[Differential]) -> Term:
    """What is integrated, with its differentials passed."""
    for each in found:
        if each.is_factor:
            reader.factors_of_one[each.start] = each.end
    if found[0].is_factor:
        if found[0].start != reader.index and reader.sees("+", "-"):
            reader.take()
        return body_after(reader, sign)
    with reader.ending_at(found[0].start):
        body = reader.deeper(reader.sum)
    if reader.index != found[0].start:
        reader.expected("an operator or the differential")
    reader.index = found[-1].end
    return body


def _bounds(
    reader: NameReader, sign: Token, region: _Region, symbols: list[sp.Symbol]
) -> list[Bound]:
    """The ends of each variable, innermost first."""
    if region.boxes is not None:
        boxes = region.boxes
        if len(boxes) == 1 and len(symbols) > 1:
            boxes = boxes * len(symbols)
        return [Bound(s, *ends) for s, ends in zip(symbols, boxes, strict=True)]
    place = region.place or sign
    if len(region.conditions) == 1 and region.conditions[0].signs in (("<=",), ("<",)):
        left, right = (read_part(reader, part) for part in region.conditions[0].parts)
        if round_ := disc(symbols, left, right):
            return round_
    found = Found(reader, place, symbols, whole=False)
    found.read(region.conditions)
    return reader.attempt(place, solved, symbols, found.links)


def _restricted(
    reader: NameReader, sign: Token, region: _Region, symbols: list[sp.Symbol], body: Term
) -> Term:
    """The integrand, zero where conditions that bound no variable fail."""
    if region.boxes is not None or not region.conditions:
        return body
    found = Found(reader, region.place or sign, symbols, whole=False)
    if len(region.conditions) == 1 and region.conditions[0].signs in (("<=",), ("<",)):
        left, right = (read_part(reader, part) for part in region.conditions[0].parts)
        if disc(symbols, left, right):
            return body
    found.read(region.conditions)
    told = [clause for chain in found.others for clause in clauses(reader, chain)]
    if not told:
        return body
    return reader.build(sign, binders.cases, [(body, binders.both(told))], Term.of(0))


def _around(reader: NameReader, sign: Token, circle: contours.Circle, found: Differential) -> Term:
    """The integral over the angle that a contour integral over a circle is."""
    angle = reader.scope.fresh("theta")
    point = reader.build(sign, binders.on_circle, angle, circle.centre, circle.radius)
    with reader.standing_for(found.name, found.token, point.expr):
        body = integrand(reader, sign, [found])
    return reader.build(sign, binders.around_circle, body, angle, circle.radius)
