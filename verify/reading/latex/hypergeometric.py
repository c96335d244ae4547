r"""Hypergeometric functions in LaTeX: {}_2F_1(a,b;c;z), {}_pF_q with its parameters."""

from __future__ import annotations

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token
from glassproof.verify.reading.vocabulary.hypergeometric import MOST_PARAMETERS, of


def begins(reader: NameReader) -> bool:
    """Whether a subscript with nothing before it comes next: that of {}_2F_1."""
    return _after_empty(reader) is not None


def _after_empty(reader: NameReader) -> int | None:
    place = reader.index
    tokens = reader.tokens
    if tokens[place].text == "{" and tokens[place + 1].text == "}":
        place += 2
    if tokens[place].text != "_" or tokens[place].kind != "symbol":
        return None
    end = place + 2 if tokens[place + 1].text != "{" else place + 4
    return place if end < len(tokens) and tokens[end].text == "F" else None


def read(reader: NameReader) -> Term:
    """The function of its parameters and its argument."""
    start = reader.now
    place = _after_empty(reader)
    assert place is not None
    reader.index = place
    above = _count(reader)
    reader.take()
    below = _count(reader)
    opening = reader.now
    if opening.kind != "open" or opening.text not in ("(", "["):
        reader.expected("the parameters in parentheses")
    reader.take()
    upper, lower, argument = reader.deeper(lambda: _parameters(reader, above, below))
    if not reader.accept(opening.text, kind="close"):
        reader.expected("what closes the parameters")
    if (len(upper), len(lower)) != (above, below):
        reader.fail(
            f"{above} parameters above and {below} below are named, {len(upper)} and {len(lower)} "
            "are given",
            start,
        )
    value = reader.build(start, of, upper, lower, argument)
    return reader.raised(value, start) if reader.sees("^") else value


def _count(reader: NameReader) -> int:
    reader.expect("_")
    value = reader.script().expr
    if not (value.is_Integer and 0 <= value <= MOST_PARAMETERS):
        reader.fail(f"expected a number of parameters, at most {MOST_PARAMETERS}")
    return int(value)


def _parameters(reader: NameReader, above: int, below: int) -> tuple[list[Term], list[Term], Term]:
    """a, b; c; z, with a bar or a semicolon before z, or the parameters in two rows.

    Between commas alone, a, b, c, z, they are told apart by how many there are.
    """
    if not _are_parted(reader):
        start = reader.now
        values = _values(reader)
        if len(values) != above + below + 1:
            reader.fail(
                f"{above} parameters above and {below} below are named, and {len(values)} values "
                "are given: put semicolons between them and the argument",
                start,
            )
        return values[:above], values[above:-1], values[-1]
    if reader.now.kind == "open" and reader.now.text in ("matrix", "smallmatrix", "array"):
        block = reader.take()
        upper = _values(reader)
        if reader.now.kind != "row":
            reader.expected("the parameters below, in a second row")
        reader.take()
        lower = _values(reader)
        if not reader.accept(block.text, kind="close"):
            reader.expected("the end of the parameters")
    else:
        upper = _values(reader)
        _separator(reader)
        lower = _values(reader)
    _separator(reader)
    return upper, lower, reader.sum()


def _are_parted(reader: NameReader) -> bool:
    """Whether a semicolon, a bar or a row parts what the parentheses hold."""
    depth = 0
    for place in range(reader.index, len(reader.tokens)):
        token: Token = reader.tokens[place]
        depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
        if depth < 0 or token.kind == "end":
            return False
        if token.kind == "row" or (depth == 0 and token.text in (";", "|")):
            return True
    return False


def _separator(reader: NameReader) -> None:
    if reader.now.text == "|":
        reader.take()
    elif not reader.accept(";"):
        reader.expected("';'")


def _values(reader: NameReader) -> list[Term]:
    """Values between commas; none before a semicolon, or where a dash says so."""
    if reader.sees(";", "|"):
        return []
    if reader.sees("-") and reader.following.text in (";", "|"):
        reader.take()
        return []
    bars = _bar(reader)
    found: list[Term] = []
    while True:
        if bars is None:
            found.append(reader.sum())
        else:
            with reader.ending_at(bars):
                found.append(reader.sum())
                more = reader.now.text == ","
            if not more:
                return found
            reader.take()
            continue
        if not (reader.accept(",") or (reader.now.kind == "cell" and reader.take())):
            return found


def _bar(reader: NameReader) -> int | None:
    """A bar before the argument, which is none of an absolute value."""
    depth = 0
    for place in range(reader.index, len(reader.tokens)):
        token: Token = reader.tokens[place]
        depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
        if depth < 0 or token.text == ";" or token.kind in ("row", "end"):
            return None
        if depth == 0 and token.text == "|":
            return place
    return None
