r"""Functions whose argument ends nowhere, as \cos \alpha x: what print usually means by them.

The numbers and names that follow up to the next sign, bracket, function or differential are taken
for the argument. Nobody can be sure of that: it may prove an equation, and never refute one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glassproof.verify.reading.latex.token_tables import GREEK
from glassproof.verify.scanning.pieces import argument, joined, pieces, skip_space

UNCLEAR = re.compile(
    "it is not clear where the function's argument ends|'\\^' after the argument is ambiguous"
)
"""How reading complains of such a function."""

_FUNCTIONS = frozenset(
    r"\sin \cos \tan \cot \sec \csc \sinh \cosh \tanh \coth \log \ln \arctan \arcsin "
    r"\arccos".split()
)
_ENDS = frozenset("+-=<>,;:/|!()[]{}&'")


def with_arguments(sides: Sequence[str]) -> tuple[list[str], str]:
    r"""The sides with parentheses around such arguments, and how the first of them is read.

    >>> with_arguments([r"\sin 2 a x + x \cos a x \, dx"])[0]
    ['\\sin\\left(2 a x\\right) + x \\cos\\left(a x\\right) \\, dx']
    >>> with_arguments([r"\cos^2 \alpha x", r"\cos x \sin y"])[1]
    '\\cos^2 \\alpha x is read as \\cos^2\\left(\\alpha x\\right)'
    """
    told: list[str] = []
    return [_written(pieces(side), told) for side in sides], "".join(told[:1])


def _written(parts: list[str], told: list[str]) -> str:
    out: list[str] = []
    place = 0
    while place < len(parts):
        if parts[place] not in _FUNCTIONS:
            out.append(parts[place])
            place += 1
            continue
        start = _behind_power(parts, place + 1)
        first = skip_space(parts, start)
        end, factors = _factors(parts, first)
        function = joined(parts[place:start]).strip()
        bracket = _bracket(parts, first)
        powered = skip_space(parts, bracket) if bracket else len(parts)
        if bracket and start == place + 1 and parts[powered : powered + 1] == ["^"]:
            applied = joined(parts[place:bracket]).strip()
            out.append(rf"\left({applied}\right)")
            told.append(f"a power behind {applied} is read as one of its value")
            place = powered
            continue
        if factors < (1 if _ends_argument(parts, end) else 2):
            out += parts[place:start]
            place = start
            continue
        inside = joined(parts[first:end]).strip()
        space = " " if parts[end - 1].isspace() else ""
        out.append(rf"{function}\left({inside}\right){space}")
        told.append(rf"{function} {inside} is read as {function}\left({inside}\right)")
        place = end
    return joined(out)


def _bracket(parts: Sequence[str], place: int) -> int | None:
    """The place behind the bracket that opens at a place; None if none does."""
    if parts[place : place + 1] == [r"\left"]:
        place = skip_space(parts, place + 1)
    if parts[place : place + 1] != ["("]:
        return None
    depth = 0
    for index in range(place, len(parts)):
        depth += (parts[index] == "(") - (parts[index] == ")")
        if depth == 0:
            return index + 1
    return None


def _ends_argument(parts: Sequence[str], place: int) -> bool:
    """Whether a bracket or an exponential comes next: a factor of its own."""
    place = skip_space(parts, place)
    return (
        parts[place : place + 1] == ["e"]
        or parts[place : place + 1] == [r"\left"]
        or (_bracket(parts, place) is not None)
    )


def _behind_power(parts: Sequence[str], place: int) -> int:
    """The place behind a power of the function's value."""
    at = skip_space(parts, place)
    if at < len(parts) and parts[at] == "^" and (taken := argument(parts, at + 1)):
        return taken[1]
    return place


def _factors(parts: Sequence[str], place: int) -> tuple[int, int]:
    """Where the numbers and names end that begin at a place, and how many they are."""
    count, number = 0, False
    while place < len(parts):
        piece = parts[place]
        if piece.isspace():
            place, number = place + 1, False
        elif piece in "_^" and count and (taken := argument(parts, place + 1)):
            place, number = taken[1], False
        elif _is_factor(parts, place):
            digit = bool(re.fullmatch(r"[\d.]+", piece))
            count += not (digit and number)
            place, number = place + 1, digit
        else:
            break
    return place, count


def _is_factor(parts: Sequence[str], place: int) -> bool:
    """Whether a number or a name stands at a place, and no differential or exponential."""
    piece = parts[place]
    after = skip_space(parts, place + 1)
    following = parts[after] if after < len(parts) else ""
    if piece == "d" and re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+", following):
        return False
    if piece == "e" and following == "^":
        return False
    if piece in _ENDS:
        return False
    return bool(re.fullmatch(r"[A-Za-z]|[\d.]+", piece)) or piece[1:] in GREEK
