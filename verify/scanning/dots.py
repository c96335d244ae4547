r"""Sums and products whose dots leave terms out, written with an index.

1 + r + \dots + r^n  ->  \sum_{k=0}^{n} r^k: the last term with its letter running is the general
one, if it gives every term that is written. Without a last term the general one is sought among
the last term that is written with its numbers running.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import sympy as sp

from glassproof.verify.scanning.names import value_of
from glassproof.verify.scanning.pieces import argument, joined, pieces, skip_space

DOTS = frozenset(r"\dots \ldots \cdots \dotsb \dotsc \dotsm \dotsi …".split())
_SPACES = frozenset([r"\,", r"\;", r"\:", r"\!", r"\ ", r"\>", "{", "}"])
_TIMES = frozenset([r"\cdot", r"\times", "*"])
_OPEN = {"(": ")", "[": "]", r"\{": r"\}"}
_FRACTIONS = frozenset([r"\frac", r"\dfrac", r"\tfrac", r"\binom", r"\dbinom"])
_STARTS = (0, 1, 2, 3, -1)
_FEWEST = 2
"""Terms before the dots that the general term has to give; one more where no last term stands."""
_MOST_NUMBERS = 3
_MOST_RUNS = 4
_STEPS = (0, 1, 2)

Parts = list[str]


def without_dots(side: str) -> str:
    r"""``side`` with what its dots leave out; as it is where that is not clear.

    >>> without_dots(r"1 + 2 + \dots + n")
    '\\sum_{k=1}^{n} \\left({\\left(k\\right)}\\right)'
    >>> without_dots(r"n(n-1)\cdots(n-m+1)")
    '\\prod_{k=1}^{m} \\left((n-{\\left(k\\right)}+1)\\right)'
    >>> without_dots(r"x + y + \dots + z")
    'x + y + \\dots + z'
    """
    for _ in range(_MOST_RUNS):
        parts = pieces(side)
        places = [place for place, piece in enumerate(parts) if piece in DOTS]
        written = next((made for at in places if (made := _written(parts, at)) is not None), None)
        if written is None:
            break
        side = written
    return side


def _written(parts: Parts, at: int) -> str | None:
    """The text with the run around one sign for dots written as a sum or a product."""
    start, end = _group(parts, at)
    index = next((k for k in "kjlim" if k not in parts), None)
    if index is None:
        return None
    terms = list(_terms(parts, start, end))
    here = next((n for n, (first, last) in enumerate(terms) if first <= at < last), None)
    if here is None:
        return None
    if _bare(parts[terms[here][0] : terms[here][1]]) <= DOTS | {"+", "-"}:
        before = [_text(parts, *each) for each in terms[:here]]
        after = [_text(parts, *each) for each in terms[here + 1 : here + 2]]
        found = _sum(before, after, index)
        if found is None:
            return None
        used, text = found
        first, last = terms[here - used][0], terms[here + len(after)][1]
    else:
        factors = list(_factors(parts, *terms[here]))
        place = next((n for n, each in enumerate(factors) if parts[each[0]] in DOTS), None)
        if place is None or place + 1 >= len(factors):
            return None
        before = [_text(parts, *each) for each in factors[:place]]
        found = _finite(before, _text(parts, *factors[place + 1]), index, r"\prod")
        if found is None:
            return None
        used, text = found
        first, last = factors[place - used][0], factors[place + 1][1]
    plus = "+" if parts[first] == "+" else ""
    return f"{joined(parts[:first])}{plus} {text}{joined(parts[last:])}".strip()


def _group(parts: Parts, at: int) -> tuple[int, int]:
    """Where the brackets around a place begin and end, inside."""
    depth, start = 0, at
    while start > 0:
        piece = parts[start - 1]
        depth += (piece in ")]}") - (piece in "([{") if len(piece) == 1 else 0
        if depth < 0:
            break
        start -= 1
    depth, end = 0, at
    while end < len(parts):
        piece = parts[end]
        depth += (piece in "([{") - (piece in ")]}") if len(piece) == 1 else 0
        if depth < 0:
            break
        end += 1
    if start and end and parts[end - 1 : end] == [r"\right"]:
        end -= 1
    return start, end


def _terms(parts: Parts, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The signed terms of a sum between two places."""
    depth, first = 0, start
    for place in range(start, end):
        piece = parts[place]
        if piece in "([{" or piece == r"\{":
            depth += 1
        elif piece in ")]}" or piece == r"\}":
            depth -= 1
        elif piece in "+-" and depth == 0 and _bare(parts[first:place]):
            yield first, place
            first = place
    yield first, end


def _bare(parts: Sequence[str]) -> set[str]:
    return {piece for piece in parts if piece.strip() and piece not in _SPACES}


def _text(parts: Parts, first: int, last: int) -> str:
    return re.sub(r"^\+\s*", "", joined(parts[first:last]).strip())


def _factors(parts: Parts, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The factors of a product between two places, each with its exponent."""
    place = start
    while place < end:
        piece = parts[place]
        if not piece.strip() or piece in _SPACES | _TIMES or piece == "+":
            place += 1
            continue
        last = _atom_end(parts, place, end)
        if last is None:
            return
        while (after := skip_space(parts, last)) < end and parts[after] in ("^", "_", "!"):
            taken = argument(parts, after + 1) if parts[after] != "!" else ([], after + 1)
            if taken is None:
                return
            last = taken[1]
        yield place, last
        place = last


def _atom_end(parts: Parts, place: int, end: int) -> int | None:
    piece = parts[place]
    if piece in _FRACTIONS:
        first = argument(parts, place + 1)
        second = argument(parts, first[1]) if first else None
        return second[1] if second else None
    if piece == r"\left":
        place = skip_space(parts, place + 1)
        piece = parts[place] if place < end else ""
    if piece in _OPEN:
        depth = 0
        for index in range(place, end):
            depth += (parts[index] == piece) - (parts[index] == _OPEN[piece])
            if depth == 0:
                return index + 1
        return None
    return place + 1


def _sum(before: list[str], after: list[str], index: str) -> tuple[int, str] | None:
    """How many terms before the dots belong to the sum, and the sum."""
    if after:
        return _finite(before, after[0], index, r"\sum")
    return _infinite(before, index)


def _finite(before: list[str], last: str, index: str, sign: str) -> tuple[int, str] | None:
    """As :func:`_sum`, with the last term written: one of its letters runs."""
    found = []
    for letter in dict.fromkeys(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", last)):
        for start in _STARTS:
            wanted = [_at(last, letter, str(start + n)) for n in range(len(before))]
            used = _agreeing(before, wanted)
            if used:
                body = _at(last, letter, index)
                found.append(
                    (used, rf"{sign}_{{{index}={start}}}^{{{letter}}} \left({body}\right)")
                )
    most = max((used for used, _ in found), default=0)
    clear = [each for each in found if each[0] == most]
    return clear[0] if len(clear) == 1 else None


def _agreeing(terms: list[str], wanted: list[str]) -> int:
    """How many terms there are, if the last of them are the wanted ones, from the first."""
    for used in range(len(terms), _FEWEST - 1, -1):
        pairs = zip(terms[-used:], wanted[:used], strict=True)
        if all(_same(one, other) for one, other in pairs):
            return used
    return 0


def _infinite(before: list[str], index: str) -> tuple[int, str] | None:
    """As :func:`_sum`, for a series: the numbers of its last term run."""
    if len(before) <= _FEWEST:
        return None
    last, at = before[-1], len(before) - 1
    signs = [term.startswith("-") for term in before]
    alternating = all(a != b for a, b in itertools.pairwise(signs))
    body = last.lstrip("-").strip() if alternating else last
    numbers = [match.span() for match in re.finditer(r"\d+", body)]
    if len(numbers) > _MOST_NUMBERS:
        return None
    factor = (r"(-1)^{%s}" if not signs[0] else r"-(-1)^{%s}") if alternating else ""
    for steps in itertools.product(_STEPS, repeat=len(numbers)):
        if not any(steps):
            continue
        terms = [_running(body, numbers, steps, f"({n - at})") for n in range(at + 1)]
        signed = [f"{factor % n}{term}" if factor else term for n, term in enumerate(terms)]
        if all(_same(one, other) for one, other in zip(before, signed, strict=True)):
            term = _running(body, numbers, steps, f"({index}-{at})")
            general = f"{factor % index} {term}" if factor else term
            return len(before), rf"\sum_{{{index}=0}}^{{\infty}} \left({general}\right)"
    return None


def _running(body: str, numbers: list[tuple[int, int]], steps: Sequence[int], by: str) -> str:
    """``body`` with its numbers moved on by ``by`` times their steps."""
    out, place = "", 0
    for (start, end), step in zip(numbers, steps, strict=True):
        value = body[start:end]
        if step:
            value = rf"{{\left({value}+{step}\cdot{by}\right)}}"
        out, place = out + body[place:start] + value, end
    return out + body[place:]


def _at(term: str, letter: str, value: str) -> str:
    return re.sub(
        rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", lambda _: rf"{{\left({value}\right)}}", term
    )


def _same(one: str, other: str) -> bool:
    """Whether two terms have one value, at two points."""
    first, second = value_of(one)[0], value_of(other)[0]
    if first is None or second is None:
        return False
    names = sorted({str(s) for s in first.free_symbols | second.free_symbols})
    for shift in (3, 8):
        at = {name: sp.Rational(shift + n, 7 + 2 * n) for n, name in enumerate(names)}
        values = []
        for side in (first, second):
            put = {symbol: at[str(symbol)] for symbol in side.free_symbols}
            try:
                values.append(complex(side.subs(put).evalf(20)))
            except (TypeError, ValueError, ArithmeticError):
                return False
        if not abs(values[0] - values[1]) <= 1e-12 * max(1.0, abs(values[0])):
            return False
    return True
