r"""Names that a source introduces, and what stands for them where they are used later.

f(x) := x^2 + c makes f(a+b) the bracket (a+b)^2 + c. A name with an index letter, Z_n, is a
function of the letter; what stands in the body for something bound is never put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glassproof.verify.reading.latex.token_tables import GREEK
from glassproof.verify.scanning.equation import Definition
from glassproof.verify.scanning.heads import head_of, parts_of_list
from glassproof.verify.scanning.pieces import (
    argument,
    joined,
    pieces,
    skip_space,
)

_BINDS = re.compile(
    r"\\(?:sum|prod|lim|max|min|sup|inf|limsup|liminf)(?:\\limits|\\nolimits)?\s*_\s*\{?\s*"
    r"([A-Za-z]|\\[A-Za-z]+)|(?:\\mathrm\s*\{\s*d\s*\}|\bd)\s*\\?,?\s*([A-Za-z]|\\[A-Za-z]+)"
)
MOST_PUT_IN = 24


def put_in(text: str, definitions: Sequence[Definition]) -> tuple[str, list[Definition]]:
    r"""``text`` with bodies in the place of defined names, and the definitions that were used.

    >>> from glassproof.verify.scanning.equation import Place
    >>> square = Definition("f(x)", ("x",), "x^2", Place("a.tex", 1))
    >>> put_in(r"2 f(a+b) - f(1)", [square])[0]
    '2 \\cdot \\left({\\left(a+b\\right)}^2\\right) - \\left({1}^2\\right)'
    """
    used: list[Definition] = []
    by_base: dict[str, list[Definition]] = {}
    for each in definitions:
        head = head_of(each.name)
        if head is not None:
            by_base.setdefault(head.base, []).insert(0, each)
    if not by_base:
        return text, used
    for _ in range(MOST_PUT_IN):
        replaced = _once(text, by_base, used)
        if replaced is None or len(replaced) > 20_000:
            return text, used
        text = replaced
    return text, used


def _once(text: str, by_base: dict[str, list[Definition]], used: list[Definition]) -> str | None:
    """The text with the first use of a defined name replaced; None if there is none."""
    bound = bound_letters(text)
    for base in by_base:
        start = -1
        while (start := text.find(base, start + 1)) >= 0:
            end = start + len(base)
            for definition in by_base[base]:
                if (slope := _derived(text, start, end, definition)) is not None:
                    used += [definition] * (definition not in used)
                    return slope
            if base[0] == "\\" and re.search(r"(?<![A-Za-z])d$", text[:start]):
                continue  # a differential
            if base[0] != "\\" and _in_command(text, start):
                continue
            if base[-1].isalpha() and base[0] == "\\" and text[end : end + 1].isalpha():
                continue
            if _in_command(text, start) or _within_words(text, start):
                continue
            for definition in by_base[base]:
                found = _applied(text, end, definition, bound)
                if found is not None:
                    body, stop = found
                    if definition not in used:
                        used.append(definition)
                    times = r"\cdot " if _is_factor(text[:start]) else ""
                    return f"{text[:start]}{times}\\left({body}\\right){text[stop:]}"
    return None


def _derived(text: str, start: int, end: int, definition: Definition) -> str | None:
    r"""The text with the body in a derivative of the name, \frac{dF}{dx}, written without F's
    argument x; None if what stands here is something else."""
    head = head_of(definition.name)
    opened, closed = _DERIVED.search(text[:start]), _BY.match(text[end:])
    if head is None or not head.arguments or head.below or head.above or not (opened and closed):
        return None
    by, order = closed["by"], re.sub(r"[\s{}]", "", closed["order"] or "^1")[1:]
    if order != re.sub(r"[\s{}]", "", opened["order"] or "^1")[1:] or by not in head.arguments:
        return None
    if len(head.arguments) > 1 and opened["d"] != r"\partial":
        return None
    power = "" if order == "1" else f"^{{{order}}}"
    slope = rf"\frac{{\partial{power}}}{{\partial {by}{power}}}\left({definition.body}\right)"
    return text[: opened.start()] + slope + text[end + closed.end() :]


_D = r"(?P<d>\\partial|\\mathrm\s*\{?\s*d\s*\}?|\\text\s*\{\s*d\s*\}|d)"
_ORDER = r"(?P<order>\^\s*(?:\{\s*\d+\s*\}|\d))?"
_DERIVED = re.compile(rf"\\[dt]?frac\s*\{{\s*{_D}\s*{_ORDER}\s*(?:\\,\s*)?$")
_BY = re.compile(rf"\s*\}}\s*\{{\s*{_D}\s*(?:\\,\s*)?(?P<by>\\?[A-Za-z]+(?:_\w)?)\s*{_ORDER}\s*\}}")


def _is_factor(before: str) -> bool:
    """Whether what ends here is a name, a number or a bracket that multiplies what follows."""
    before = re.sub(r"(?:\\[,;:! ]|\s)+$", "", before)
    if re.search(r"\\(?:frac|dfrac|tfrac|binom|operatorname\*?)\s*\{[^{}]*\}$", before):
        return False
    operator = _OPERATOR.search(before)
    if operator is not None:
        return operator[1] in GREEK
    return bool(re.search(r"[A-Za-z0-9})]$", before))


_OPERATOR = re.compile(
    r"\\([A-Za-z]+)(?:\s*\\limits)?"
    r"(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+|.))*$"
)
"""A command with its scripts at the end of a text: \\int_0^1, \\sin^2, \\alpha_1."""


def _in_command(text: str, place: int) -> bool:
    return re.search(r"\\[A-Za-z]*$", text[:place]) is not None


def _within_words(text: str, place: int) -> bool:
    before = text[:place]
    opened = re.search(r"\\(?:text|mathrm|operatorname|begin|end|mbox)\s*\{[^{}]*$", before)
    return opened is not None


def _applied(
    text: str, end: int, definition: Definition, bound: set[str]
) -> tuple[str, int] | None:
    """The body for a use of the name, and where the use ends; None if it is another name."""
    head = head_of(definition.name)
    assert head is not None
    parts = pieces(text[end:])
    scripts = _scripts(parts, bool(head.above))
    derived = scripts is not None and scripts[1] == "'" and not head.above
    if scripts is not None and derived:
        scripts = (scripts[0], "", scripts[2])
    if scripts is None or len(scripts[0]) != len(head.below) or scripts[1] != head.above:
        return None
    letters, values, place = head.below, list(scripts[0]), scripts[2]
    if head.arguments is not None:
        inside = _arguments(parts, place)
        if inside is None or len(inside[0]) != len(head.arguments):
            return None
        letters, values, place = letters + head.arguments, values + inside[0], inside[1]
    elif place < len(parts) and parts[place] == "(" and _letter_alone(parts, place):
        return None  # a function of the name
    put = dict(zip(letters, values, strict=True))
    if any(put[each] != each for each in put if each not in definition.parameters):
        return None
    if _captures(definition.body, put, bound):
        return None
    body, stop = _filled(definition.body, put), end + len("".join(parts[:place]))
    if derived:
        by = [put[each] for each in head.arguments or ()]
        if len(by) != 1 or not re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+", by[0]):
            return None
        body = rf"\frac{{d}}{{d{by[0]}}}\left({body}\right)"
    return body, stop


def _scripts(parts: list[str], above_too: bool) -> tuple[tuple[str, ...], str, int] | None:
    """What stands below and above a name, and where that ends."""
    place, above = 0, ""
    below: tuple[str, ...] = ()
    while place < len(parts) and (parts[place] in "_'" or (parts[place] == "^" and above_too)):
        if parts[place] == "'":
            above, place = above + "'", place + 1
            continue
        taken = argument(parts, place + 1)
        if taken is None:
            return None
        if parts[place] == "_":
            below = tuple(parts_of_list(joined(taken[0])))
        else:
            above += joined(taken[0]).strip()
        place = taken[1]
    return below, above, place


def _captures(body: str, values: dict[str, str], bound: set[str]) -> bool:
    """Whether a letter that is bound on one side of the definition is free on the other."""
    bound_inside = bound_letters(body)
    letters = {piece for value in values.values() for piece in pieces(value)}
    free = set(pieces(body)) - bound_inside - set(values)
    return bool(letters & bound_inside or free & bound & _names(free))


def _names(parts: set[str]) -> set[str]:
    return {p for p in parts if re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+", p)}


def _letter_alone(parts: list[str], place: int) -> bool:
    inside = parts[place + 1 : place + 3]
    return len(inside) == 2 and inside[1] == ")" and inside[0].isalpha()


def _arguments(parts: list[str], place: int) -> tuple[list[str], int] | None:
    place = skip_space(parts, place)
    while place < len(parts) and re.fullmatch(r"\\left|\\[bB]igg?l?|\\!", parts[place]):
        place = skip_space(parts, place + 1)
    if place >= len(parts) or parts[place] not in ("(", "["):
        return None
    depth = 0
    for index in range(place, len(parts)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(parts[index], 0)
        if depth == 0:
            inside = list(parts[place + 1 : index])
            while inside and re.fullmatch(r"\\right|\\[bB]igg?r?|\s+", inside[-1]):
                inside.pop()
            return parts_of_list(joined(inside)), index + 1
    return None


def bound_letters(text: str) -> set[str]:
    r"""The letters that sums, limits and integrals bind somewhere in a text.

    >>> sorted(bound_letters(r"\sum_{k=1}^n \int f_k(t)\,dt"))
    ['k', 't']
    """
    return {match[1] or match[2] for match in _BINDS.finditer(text)}


def _filled(body: str, values: dict[str, str]) -> str:
    out: list[str] = []
    parts = pieces(body)
    index = 0
    while index < len(parts):
        piece = parts[index]
        value = values.get(piece)
        joint = None
        if value is None and index + 1 < len(parts) and parts[index + 1] == "_":
            taken = argument(parts, index + 2)
            if taken:
                joint = values.get(f"{piece}_{joined(taken[0])}") or values.get(
                    f"{piece}_{{{joined(taken[0])}}}"
                )
                if joint is not None:
                    value, index = joint, taken[1] - 1
        if value is None:
            out.append(piece)
        elif re.fullmatch(r"\d+|[A-Za-z]|\\[A-Za-z]+", value):
            out += ["{", value, "}"]
        else:
            out.append(f"{{\\left({value}\\right)}}")
        index += 1
    return joined(out)
