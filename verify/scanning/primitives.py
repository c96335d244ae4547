r"""Primitives between their bounds, written as differences.

[x^2]_0^1, \left. x^2 \right|_0^1 and x^2 \big|_0^1  ->  the value at 1 less the value at 0
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glassproof.verify.scanning.pieces import argument, joined, pieces, skip_space

_DIFFERENTIAL = re.compile(
    r"(?<![A-Za-z\\])(?:\\(?:mathrm|operatorname)\s*\{\s*d\s*\}|\\mathrm\s+d|d)\s*(?:\\[,;!]\s*)?"
    r"(\\[A-Za-z]+|[A-Za-z])(?![A-Za-z])"
)
_BARS = frozenset(["|", r"\vert", r"\rvert", r"\mid"])
_SIZES = re.compile(r"\\(?:[bB]igg?[rl]?|right)")
_MOST = 4

Parts = list[str]


def without_brackets(sides: Sequence[str]) -> list[str]:
    r"""The sides with differences in the place of primitives between bounds, where that is clear.

    The variable is that of an integral in one of the sides, or the only letter.

    >>> without_brackets([r"\int_0^2 2t\,dt", r"\left[t^2\right]_0^2"])[1]
    '\\left({\\left(2\\right)}^2 - \\left({\\left(0\\right)}^2\\right)\\right)'
    """
    variables = {match[1] for side in sides for match in _DIFFERENTIAL.finditer(side)}
    found = []
    for side in sides:
        for _ in range(_MOST):
            written = _written(pieces(side), variables)
            if written is None:
                break
            side = written
        found.append(side)
    return found


def _written(parts: Parts, variables: set[str]) -> str | None:
    """The text without its first primitive between bounds; None if there is none."""
    for place, piece in enumerate(parts):
        if piece != "]" and piece not in _BARS:
            continue
        bounds = _bounds(parts, place + 1)
        start = None if bounds is None else _start(parts, place)
        if bounds is None or start is None:
            continue
        low, high, end = bounds
        opening, first = start
        last = place - 1 if _SIZES.fullmatch(parts[place - 1]) else place
        inside = parts[first:last]
        variable = _variable(inside, variables)
        if variable is None:
            continue
        upper, lower = _at(inside, variable, high), _at(inside, variable, low)
        difference = rf"\left({upper} - \left({lower}\right)\right)"
        return f"{joined(parts[:opening])} {difference}{joined(parts[end:])}".strip()
    return None


def _bounds(parts: Parts, place: int) -> tuple[str, str, int] | None:
    """The lower and the upper bound that stand as scripts, and the place behind them."""
    scripts: dict[str, str] = {}
    for _ in range(2):
        place = skip_space(parts, place)
        if place >= len(parts) or parts[place] not in ("_", "^") or parts[place] in scripts:
            return None
        taken = argument(parts, place + 1)
        if taken is None:
            return None
        scripts[parts[place]] = joined(taken[0]).strip()
        place = taken[1]
    return scripts["_"], scripts["^"], place


def _start(parts: Parts, place: int) -> tuple[int, int] | None:
    """Where the whole begins, and where the primitive in it does."""
    if parts[place] == "]":
        depth = 0
        for index in range(place, -1, -1):
            depth += (parts[index] == "]") - (parts[index] == "[")
            if depth == 0:
                sized = index > 0 and re.fullmatch(r"\\(?:left|[bB]igg?l?)", parts[index - 1])
                return (index - 1 if sized else index), index + 1
        return None
    if parts[place - 1] == r"\right":
        depth = 0
        for index in range(place - 1, -1, -1):
            depth += (parts[index] == r"\right") - (parts[index] == r"\left")
            if depth == 0:
                dot = skip_space(parts, index + 1)
                return (index, dot + 1) if parts[dot] == "." else None
        return None
    return _term_start(parts, place)


def _term_start(parts: Parts, place: int) -> tuple[int, int] | None:
    """The term that ends before a bar: its sign is left outside."""
    depth, index = 0, place
    while index > 0:
        piece = parts[index - 1]
        depth += (piece in ")]}") - (piece in "([{")
        if depth < 0 or (depth == 0 and piece in "+-"):
            break
        if depth == 0 and piece in _BARS:
            return None
        index -= 1
    return (index, index) if index < place else None


def _variable(inside: Parts, variables: set[str]) -> str | None:
    letters = {piece for piece in inside if re.fullmatch(r"[A-Za-z]", piece)} - {"e", "i"}
    greek = {piece for piece in inside if piece in variables}
    among = (letters | greek) & variables or letters
    return among.pop() if len(among) == 1 else None


def _at(inside: Parts, variable: str, value: str) -> str:
    """The primitive at a bound; its limit where that is infinite."""
    text = joined(inside).strip()
    if r"\infty" in value:
        return rf"\lim_{{{variable} \to {value}}} \left({text}\right)"
    put = [rf"{{\left({value}\right)}}" if piece == variable else piece for piece in inside]
    return joined(put).strip()
