r"""Cases and indicators in LaTeX: \begin{cases} ... \end{cases}, \mathbf 1_{x > 0}, [x > 0]."""

from __future__ import annotations

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Clause
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.relations import (
    SIGNS,
    Part,
    chains,
    clauses,
    interval,
    related,
)
from glassproof.verify.reading.tokens import Token, quoted

_BLOCKS = ("cases", "dcases")
_ONES = frozenset(["bold_1", "bb_1"])
_OTHERWISE = frozenset(["otherwise", "else", "elsewhere"])


def begins(reader: NameReader) -> bool:
    """Whether cases come next."""
    now, after = reader.now, reader.following
    if now.kind != "open":
        return False
    return now.text in _BLOCKS or (now.text == "{" and after.kind == "open" and _is_array(reader))


def _is_array(reader: NameReader) -> bool:
    """Whether an array in a brace comes next that only opens."""
    end = after_group(reader, reader.index) - 1
    return reader.following.text == "array" and reader.tokens[end].text == "."


def read(reader: NameReader) -> Term:
    """The value in the first case that holds."""
    start = reader.take()
    block = start if start.text in _BLOCKS else reader.take()
    branches: list[tuple[Term, Clause]] = []
    otherwise: Term | None = None
    while True:
        value = reader.deeper(reader.sum)
        reader.accept(",")
        if reader.now.kind != "cell":
            reader.expected("'&' and the condition of this case")
        reader.take()
        if otherwise is not None:
            reader.fail("a case after 'otherwise' never holds")
        if _is_otherwise(reader.now):
            reader.take()
            _pass_point(reader)
            otherwise = value
        else:
            branches.append((value, condition(reader)))
        if reader.now.kind != "row":
            break
        reader.take()
        if reader.now.kind == "close":
            break
    if not reader.accept(block.text, kind="close"):
        reader.expected("the next case or the end of the cases")
    if block is not start and not reader.accept(".", kind="close"):
        reader.expected(r"'\right.'")
    if not branches:
        reader.fail("none of these cases has a condition", start)
    return reader.build(start, binders.cases, branches, otherwise)


def _is_otherwise(token: Token) -> bool:
    return token.kind in ("text", "word") and token.text.strip(" .,;") in _OTHERWISE


def _pass_point(reader: NameReader) -> None:
    while reader.accept(".", ",", ";"):
        pass


def condition(reader: NameReader) -> Clause:
    """The conditions up to what closes, all of which must hold."""
    start = reader.now
    found = chains(reader)
    told = [clause for chain in found for clause in clauses(reader, chain)]
    if not told:
        reader.fail("expected a condition, such as x > 0", start)
    return binders.both(told)


def begins_indicator(reader: NameReader) -> bool:
    """Whether an indicator comes next: a bold 1, or a condition in brackets."""
    now = reader.now
    if now.kind == "letter":
        return now.text in _ONES and not reader.names.declares(now.text)
    return now.kind == "open" and now.text == "[" and _holds_condition(reader)


def _holds_condition(reader: NameReader) -> bool:
    """Whether a relation stands in the brackets that come next, and in no others."""
    end, place = after_group(reader, reader.index) - 1, reader.index + 1
    while place < end:
        token = reader.tokens[place]
        if token.kind in ("relation", "equals") and token.text in SIGNS:
            return True
        if token.kind in ("text", "word") and token.text.strip() in ("odd", "even"):
            return True
        place = after_group(reader, place)
    return False


def read_indicator(reader: NameReader) -> Term:
    """1 where the condition holds, else 0."""
    start = reader.take()
    if start.text == "[":
        clause = reader.deeper(lambda: condition(reader))
        if not reader.accept("[", kind="close"):
            reader.expected("']'")
        shown = quoted(reader.source(start), 40)
        reader.notices.append(f"{shown} is read as 1 where that holds, else 0")
    elif reader.accept("_"):
        clause = _below(reader)
    elif reader.now.kind == "open" and reader.now.text in ("{", "(", "["):
        opening = reader.take()
        clause = reader.deeper(lambda: condition(reader))
        if not reader.accept(opening.text, kind="close"):
            reader.expected("what closes the condition")
    else:
        reader.expected("the condition of the indicator")
    value = reader.build(start, binders.indicator, clause)
    return reader.raised(value, start) if reader.sees("^") else value


def _below(reader: NameReader) -> Clause:
    r"""A condition below the 1; of \mathbf 1_{[a, b]}(x) the interval, and what lies in it."""
    place = reader.now
    reader.expect("{")
    doubled = reader.accept("{", kind="open")
    ends = None
    end = after_group(reader, reader.index)
    if reader.now.kind == "open" and reader.tokens[end].text == "}":
        ends = interval(reader, Part(reader.index, end))
    if ends is None:
        clause = condition(reader)
        if doubled and not reader.accept("{", kind="close"):
            reader.expected(r"'\}'")
        reader.expect("}")
        return clause
    reader.index = end
    reader.expect("}")
    (low, above), (high, below) = ends
    if reader.now.kind != "open":
        reader.expected("what lies in the interval, in parentheses")
    value = reader.delimited()
    links = []
    if not low.expr.is_infinite:
        links.append(related(reader, place, low, above, value))
    if not high.expr.is_infinite:
        links.append(related(reader, place, value, below, high))
    if not links:
        reader.fail("everything lies in this interval", place)
    return binders.both(links)
