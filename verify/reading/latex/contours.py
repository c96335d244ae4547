r"""Circles that a contour integral runs around, counterclockwise: |z| = 1, |z - a| = r."""

from __future__ import annotations

from dataclasses import dataclass

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.relations import Part, chains, name_of, read_part
from glassproof.verify.reading.tokens import Token


@dataclass(frozen=True)
class Circle:
    """The points at distance ``radius`` from ``centre``."""

    variable: str
    centre: Term
    radius: Term


def circle_below(reader: NameReader, sign: Token) -> Circle:
    """The circle that stands below \\oint."""
    place = reader.now
    if not reader.accept("{"):
        reader.fail(WANTED, sign)
    found = chains(reader)
    reader.expect("}")
    if len(found) != 1 or found[0].signs != ("=",):
        reader.fail(WANTED, place)
    left, right = found[0].parts
    tokens = reader.tokens
    if len(left) < 3 or not tokens[left.start].text == tokens[left.end - 1].text == "|":
        reader.fail(WANTED, place)
    end = left.start + 1
    while end < left.end - 1 and tokens[end].text not in ("-", "+"):
        end += 1
    name = name_of(reader, Part(left.start + 1, end))
    if name is None:
        reader.fail(WANTED, place)
    centre = Term.of(0)
    if end < left.end - 1:
        centre = read_part(reader, Part(end + 1, left.end - 1))
        if tokens[end].text == "+":
            centre = construct.negative(centre)
    return Circle(name[0], centre, read_part(reader, right))


WANTED = r"which circle? only \oint_{|z|=r} and \oint_{|z-a|=r} are read"
