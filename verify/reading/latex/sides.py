"""Which part of an equation in LaTeX is the formula: the last side, or what is equal to zero."""

from __future__ import annotations

from glassproof.verify.reading.latex.tokens import latex_tokens
from glassproof.verify.reading.tokens import ParseError, Token

_OPERATORS = frozenset(["+", "-", "*", "/", "{", r"\cdot", r"\div", "^", "_", ","])
_CONTINUING = (_OPERATORS - {"{"}) | {"}", ".", ";", "'", "!"}


def last_side(text: str) -> list[Token]:
    """The tokens of the side of an equation that is the formula, and an ``end``.

    :class:`ParseError` where a second formula seems to begin: after a comma, or in a new row or
    after a wide space that no sign, operator or relation continues.
    """
    tokens = latex_tokens(text)
    sides: list[list[Token]] = [[]]
    depth, broken, last = 0, False, None
    for token in tokens[:-1]:
        depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
        if token.kind in ("row", "gap"):
            broken = True
        elif token.kind != "cell":
            if broken and not (_continues(token) or last is None or _expects_more(last)):
                raise ParseError("a second formula begins here: give one", text, token.position)
            if last is not None and last.text in (",", ";") and depth <= 0 and _is_content(token):
                raise ParseError("a second formula begins here: give one", text, token.position)
            broken, last = False, token
            if token.kind == "relation" and depth <= 0:
                sides.append([])
            else:
                sides[-1].append(token)
    side = _without_prose(sides.pop(), text)
    if sides and [t.text for t in side] == ["0"]:
        side = sides.pop()
    end = side[-1].end if side else len(text)
    return [*side, Token("end", "", end, end)]


def _is_content(token: Token) -> bool:
    return token.kind not in ("text", "close") and token.text not in (".", ",", ";", "}")


def _continues(token: Token) -> bool:
    """Whether ``token`` goes on with what stands before a break."""
    return token.kind in ("relation", "text", "close") or token.text in _CONTINUING


def _expects_more(token: Token) -> bool:
    """Whether something must follow ``token``, so that a break after it is no end."""
    return token.kind in ("relation", "open", "text") or token.text in _OPERATORS


def _without_prose(side: list[Token], text: str) -> list[Token]:
    """``side`` without punctuation and words at its end."""
    while side and (side[-1].kind == "text" or side[-1].text in (".", ",", ";")):
        side.pop()
    for token in side:
        if token.kind == "text":
            raise ParseError("words within a formula: leave them out", text, token.position)
    return side
