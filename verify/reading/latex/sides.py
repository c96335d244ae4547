"""Which part of an equation in LaTeX is the formula: the last side, or what is equal to zero."""

from __future__ import annotations

from glassproof.verify.reading.latex.token_tables import BLOCKS
from glassproof.verify.reading.latex.tokens import latex_tokens
from glassproof.verify.reading.tokens import ParseError, Token, quoted

_OPERATORS = frozenset(["+", "-", "*", "/", "{", r"\cdot", r"\div", r"\pm", r"\mp", "^", "_", ","])
_CONTINUING = (_OPERATORS - {"{"}) | {"}", ".", ";", "'", "!"}
_BREAKS = ("row", "gap", "cell")


def last_side(text: str, notices: list[str]) -> tuple[list[Token], list[list[Token]]]:
    """The tokens of the side of an equation that is the formula, and the sides that are left out.

    Each ends in an ``end``. What is left out is said in ``notices``. :class:`ParseError` on
    relations other than equality, and where a second formula seems to begin: after a comma, or in
    a new row or column or after a wide space that no sign, operator or relation continues.
    """
    tokens = latex_tokens(text, notices)
    sides: list[list[Token]] = [[]]
    depth, blocks, broken, last = 0, 0, False, None
    for token in tokens[:-1]:
        blocks += {"open": 1, "close": -1}.get(token.kind, 0) if token.text in BLOCKS else 0
        depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
        if token.kind in _BREAKS and (not blocks or token.kind == "gap"):
            broken = not blocks
            continue
        if broken and not (_continues(token) or last is None or _expects_more(last)):
            raise ParseError("a second formula begins here: give one", text, token.position)
        if last is not None and last.text in (",", ";") and depth <= 0 and _is_content(token):
            raise ParseError(_second(text, last, token), text, token.position)
        broken, last = False, token
        if token.kind == "relation" and depth <= 0:
            raise ParseError(_relation(text, token), text, token.position)
        if token.kind == "equals" and depth <= 0:
            sides.append([])
        else:
            sides[-1].append(token)
    side = _chosen(sides, text, notices)
    return _ended(side, text), [_ended(left_out, text) for left_out in sides]


def _ended(side: list[Token], text: str) -> list[Token]:
    end = side[-1].end if side else len(text)
    return [*side, Token("end", "", end, end)]


def _chosen(sides: list[list[Token]], text: str, notices: list[str]) -> list[Token]:
    """The last side, taken out of ``sides``; of an equation that ends in "= 0" the side before."""
    side = _without_prose(sides.pop(), notices)
    if not sides:
        return side
    if [t.text for t in side] == ["0"]:
        side = sides.pop()
        notices.append(f"of '... = 0' the left side is read: {_source(side, text)}")
    elif side:
        notices.append(f"of the equation the last side is read: {_source(side, text)}")
    return side


def _source(side: list[Token], text: str) -> str:
    return quoted(text[side[0].position : side[-1].end] if side else "", 60)


def _relation(text: str, token: Token) -> str:
    written = quoted(text[token.position : token.end])
    return f"{written} is a relation, not a value: give one side of it"


def _second(text: str, comma: Token, token: Token) -> str:
    before = text[comma.position - 1 : comma.position]
    if comma.text == "," and before.isdigit() and token.kind == "digit":
        return (
            "a comma between digits: does it separate thousands, a fraction or two values? "
            "write one number with a point, or give one value"
        )
    return "a second formula begins here: give one"


def _is_content(token: Token) -> bool:
    return token.kind not in ("text", "close") and token.text not in (".", ",", ";", "}")


def _continues(token: Token) -> bool:
    """Whether ``token`` goes on with what stands before a break."""
    return token.kind in ("relation", "equals", "text", "close") or token.text in _CONTINUING


def _expects_more(token: Token) -> bool:
    """Whether something must follow ``token``, so that a break after it is no end."""
    return token.kind in ("relation", "equals", "open", "text") or token.text in _OPERATORS


def _is_punctuation(token: Token) -> bool:
    return token.kind == "symbol" and token.text in (".", ",", ";")


def _without_prose(side: list[Token], notices: list[str]) -> list[Token]:
    """``side`` without punctuation and words at its end."""
    while side and (side[-1].kind == "text" or _is_punctuation(side[-1])):
        left_out = side.pop()
        if left_out.kind == "text" and left_out.text:
            notices.append(f"the words {quoted(left_out.text)} at the end are not read")
    return side
