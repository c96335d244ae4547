r"""Limits in LaTeX: \lim_{x \to 0}, \lim_{x \to 0^+}, \lim_{x \downarrow 0}, \lim_{n \to \infty}.

The limit is of the product that follows; it ends at a sign, which is told.
"""

from __future__ import annotations

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.extremes import extreme
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.relations import Part, read_part
from glassproof.verify.reading.latex.sums import body_after
from glassproof.verify.reading.tokens import Token, quoted

_ARROWS = {
    r"\to": "", r"\rightarrow": "", r"\longrightarrow": "",
    r"\downarrow": "+", r"\searrow": "+", r"\uparrow": "-", r"\nearrow": "-",
}  # fmt: skip
_EXTREMES = {r"\limsup": True, r"\varlimsup": True, r"\liminf": False, r"\varliminf": False}


def begins(reader: NameReader) -> bool:
    """Whether a limit comes next."""
    return reader.now.kind == "command" and reader.now.text in (r"\lim", *_EXTREMES)


def read(reader: NameReader) -> Term:
    """The limit of the product that follows."""
    token = reader.take()
    if not (reader.accept("_") and reader.accept("{")):
        reader.fail(r"what tends where? write \lim_{x \to 0}", token)
    name, place = reader.variable()
    arrow = reader.now
    if arrow.text not in _ARROWS:
        reader.expected(r"'\to'")
    reader.take()
    target, side = _target(reader)
    side = _ARROWS[arrow.text] or side
    infinite = bool(target.expr.is_infinite)
    integer, told = binders.over_integers(name, reader.scope.get(name), infinite)
    reader.notices += [told] if told else []
    if not infinite and not side:
        shown = quoted(reader.source(token), 40)
        reader.notices.append(f"{shown} is read as the limit from both sides")
    with reader.binding([(name, place)], integer=integer) as symbols:
        body = body_after(reader, token)
    at = (body, symbols[0], target, side or "+-")
    if token.text not in _EXTREMES:
        return reader.build(token, binders.limit, *at)
    upper = _EXTREMES[token.text]
    return reader.build(token, lambda: extreme(*at, upper=upper))


def _target(reader: NameReader) -> tuple[Term, str]:
    """What the variable tends to, and from which side; the closing brace is passed."""
    start, end = reader.index, _closing(reader)
    texts = [token.text for token in reader.tokens[start:end]]
    side, last = "", end
    for mark, length in ((("^", "{", "+", "}"), 4), (("^", "+"), 2), (("+",), 1)):
        for sign in "+-":
            wanted = [sign if each == "+" else each for each in mark]
            if not side and len(texts) > length and texts[-length:] == wanted:
                side, last = sign, end - length
    if last < end and texts[: last - start][-1] == "infty":
        reader.fail("infinity has only one side", reader.tokens[last])
    target = read_part(reader, Part(start, last))
    reader.index = end
    reader.expect("}")
    return target, side


def _closing(reader: NameReader) -> int:
    """The token that closes the braces around."""
    depth, place = 0, reader.index
    while reader.tokens[place].kind != "end":
        token: Token = reader.tokens[place]
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
        if depth < 0:
            break
        place += 1
    return place
