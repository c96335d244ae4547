r"""Values at a point: \left. f \right|_{x=a}, the same with \right|_{x=a}^{b}, f \Big|_{x=a}."""

from __future__ import annotations

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex import derivatives
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.index_ranges import end_value
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.relations import chains, name_of, read_part
from glassproof.verify.reading.settled import replaced
from glassproof.verify.reading.tokens import Token


def begins(reader: NameReader) -> bool:
    """Whether \\left. comes next, or a derivative with a bar after it."""
    if reader.now.kind == "open" and reader.now.text == ".":
        return True
    return derivatives.begins(reader) and _bar_ahead(reader) is not None


def _bar_ahead(reader: NameReader) -> int | None:
    """The bar, with its subscript, that ends the product which comes next."""
    place = reader.index
    while place not in reader.ends:
        token, after = reader.tokens[place], reader.tokens[min(place + 1, len(reader.tokens) - 1)]
        if token.text == "|" and after.text == "_":
            return place
        if token.kind in ("end", "close") or token.text in ("+", "-", "}", ","):
            return None
        place = after_group(reader, place)
    return None


def read(reader: NameReader) -> Term:
    """The value of what stands before the bar."""
    token = reader.now
    if token.text == ".":
        bar = after_group(reader, reader.index) - 1
        start = reader.index + 1
    else:
        found = _bar_ahead(reader)
        assert found is not None
        bar, start = found, reader.index
    if reader.tokens[bar].text != "|" or reader.tokens[bar + 1].text not in ("_", "^"):
        reader.fail(
            r"\left. has no meaning of its own: values at limits are written \right|_{x=a}", token
        )
    reader.index = bar + 1
    variable, low, high = _points(reader, token)
    after = reader.index
    with reader.binding([variable], integer=False) as symbols:
        reader.index = start
        with reader.ending_at(bar):
            body = reader.deeper(reader.sum if token.text == "." else reader.product)
            if reader.index != bar:
                reader.expected("an operator or the bar")
    reader.index = after
    put = binders.substituted if body.nodes else replaced
    value = reader.build(token, put, body, symbols[0], low)
    if high is None:
        return value
    end = reader.build(token, put, body, symbols[0], high)
    return reader.build(token, construct.add, [end, construct.negative(value)])


def _points(reader: NameReader, token: Token) -> tuple[tuple[str, Token], Term, Term | None]:
    """The variable, where it is put, and the upper one of two places."""
    name: tuple[str, Token] | None = None
    low: Term | None = None
    high: Term | None = None
    while reader.sees("_", "^"):
        below = reader.take().text == "_"
        start = reader.index
        if reader.accept("{"):
            found = chains(reader)
            reader.expect("}")
            if len(found) == 1 and found[0].signs == ("=",):
                name = name_of(reader, found[0].parts[0])
                value = read_part(reader, found[0].parts[1])
            else:
                reader.index = start
                value = end_value(reader)
        else:
            value = end_value(reader)
        if below and low is None:
            low = value
        elif not below and high is None:
            high = value
        else:
            reader.fail("a second script on one bar")
    if name is None or low is None:
        reader.fail(r"which variable is put where? write \right|_{x=a}", token)
    return name, low, high
