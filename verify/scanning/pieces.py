r"""LaTeX text as a sequence of small pieces: commands, groups and characters, with places kept.

The mathematics of a display is read by :mod:`glassproof.verify.reading.latex`; here its text is
only taken apart, put together again and searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

PIECE = re.compile(r"\\(?:[A-Za-z@]+\*?|.)|(?:[ \t\r\n]|%[^\n]*\n?)+|[0-9]+|.", re.DOTALL)
"""A command, blank space with comments, a number, or one character."""

OPENING = frozenset(
    r"( [ { \{ \lbrace \lbrack \lfloor \lceil \langle \lvert \lVert \begin \left".split()
)
CLOSING = frozenset(
    r") ] } \} \rbrace \rbrack \rfloor \rceil \rangle \rvert \rVert \end \right".split()
)


def pieces(text: str) -> list[str]:
    r"""The pieces of ``text``; comments are gone with the space around them.

    >>> pieces("\\frac12 x%half\n y")
    ['\\frac', '12', ' ', 'x', ' ', 'y']
    """
    found = []
    for match in PIECE.finditer(text):
        piece = match[0]
        if piece[0] in " \t\r\n%":
            piece = "\n\n" if _is_paragraph(piece) else " "
        found.append(piece)
    return found


def _is_paragraph(space: str) -> bool:
    return space.count("\n") > 1 and bool(re.search(r"\n[ \t\r]*\n", space))


def joined(parts: Sequence[str]) -> str:
    r"""Pieces as one text; a command keeps its distance from a letter that follows.

    >>> joined(["\\mathbf", "x"])
    '\\mathbf x'
    """
    out: list[str] = []
    for part in parts:
        if out and part[:1].isalpha() and re.search(r"\\[A-Za-z@]+$", out[-1]):
            out.append(" ")
        if part:
            out.append(part)
    return "".join(out)


def skip_space(parts: Sequence[str], place: int) -> int:
    """The first place from ``place`` that is no blank space."""
    while place < len(parts) and not parts[place].strip():
        place += 1
    return place


def group_end(parts: Sequence[str], place: int) -> int | None:
    """The place after the braces that open at ``place``; None if they never close."""
    depth = 0
    for index in range(place, len(parts)):
        if parts[index] == "{":
            depth += 1
        elif parts[index] == "}":
            depth -= 1
            if depth == 0:
                return index + 1
    return None


def argument(parts: Sequence[str], place: int) -> tuple[list[str], int] | None:
    r"""What a command takes from ``place`` on: the inside of braces, or one piece.

    >>> argument(pieces("{a+b}c"), 0)
    (['a', '+', 'b'], 5)
    >>> argument(pieces("12"), 0)
    (['1'], 1)
    """
    place = skip_space(parts, place)
    if place >= len(parts) or parts[place] == "}":
        return None
    if parts[place] == "{":
        end = group_end(parts, place)
        return None if end is None else (list(parts[place + 1 : end - 1]), end)
    first = parts[place]
    if first.isdigit() and len(first) > 1 and isinstance(parts, list):
        parts[place : place + 1] = list(first)
    return [parts[place]], place + 1


def option(parts: Sequence[str], place: int) -> tuple[list[str], int] | None:
    """The inside of the square brackets that come next, if any do."""
    start = skip_space(parts, place)
    if start >= len(parts) or parts[start] != "[":
        return None
    depth = 0
    for index in range(start + 1, len(parts)):
        if parts[index] == "]" and depth == 0:
            return list(parts[start + 1 : index]), index + 1
        depth += {"{": 1, "}": -1}.get(parts[index], 0)
        if depth < 0:
            return None
    return None


def outermost(parts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each piece outside all brackets and environments, with its place."""
    depth, index = 0, 0
    while index < len(parts):
        piece = parts[index]
        if piece in (r"\left", r"\right"):
            depth = max(depth + (1 if piece == r"\left" else -1), 0)
            index = skip_space(parts, index + 1) + 1
            continue
        if piece in OPENING:
            depth += 1
        elif piece in CLOSING:
            depth = max(depth - 1, 0)
            if piece == r"\end":
                index = group_end(parts, skip_space(parts, index + 1)) or index + 1
                continue
        elif depth == 0:
            yield index, piece
        index += 1
