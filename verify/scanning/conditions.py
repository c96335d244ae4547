r"""What mathematics by itself says of names, in the language of ``where``.

x \in \R, 0 < \kappa < 1, X \sim N(0, 1), n \to \infty. What is recognised is translated, what is
not is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.laws import law_in_letters
from glassproof.verify.scanning.names import name_of
from glassproof.verify.scanning.plain import Fact, parts_by_commas, side_of
from glassproof.verify.scanning.sets import lies_in, without

COMPLEX_LETTERS = frozenset(["z", "w", "s", "zeta"])
"""Letters that are read as complex where only their modulus, or a part, is spoken of."""

INDEX_LETTERS = re.compile(r"(?:[ijklmnpqrN]|[kmn]_\w+)$")
"""Names that are whole numbers where nothing else is said of them."""


def _name(latex: str) -> str | None:
    """As :func:`name_of`; i may be an index where it is said to run or to lie somewhere."""
    return "i" if latex.strip() == "i" else name_of(latex)


def conditions(inside: str, said: str = "") -> list[Fact]:
    r"""The facts that mathematics states by itself.

    >>> [fact.text for fact in conditions(r"a, b > 0, n \in \mathbb{N}, 1 \le k < n")]
    ['a > 0', 'b > 0', 'n integer >= 1', '1 <= k', 'k < n']
    """
    said = said or f"${inside}$"
    inside = re.sub(r"\\forall(?![A-Za-z])|\\left(?![A-Za-z])|\\right(?![A-Za-z])", " ", inside)
    inside = _PARENTHESES.sub(r"\1", inside)
    found: list[Fact] = []
    waiting: list[str] = []
    for part in _with_runs(parts_by_commas(inside)):
        waiting.append(part)
        whole = ", ".join(waiting)
        facts = _membership(whole, said) or law_in_letters(whole, said) or _limit(whole, said)
        if not facts and split_relations(part)[1]:
            facts = [f for name in waiting[:-1] for f in _copied(name, part, said)]
            facts += list(_chain(part, said))
        if facts or split_relations(part)[1]:
            found += facts
            waiting = []
    return found


_PARENTHESES = re.compile(
    r"^\s*\(([^()]*\\(?:to|rightarrow|leq?|geq?|in|neq?)(?![A-Za-z])[^()]*)\)\s*$"
)


def _with_runs(parts: list[str]) -> list[str]:
    r"""Parts, those of i = 1, \ldots, n put together."""
    found: list[str] = []
    index = 0
    while index < len(parts):
        dots = parts[index + 1 : index + 4]
        at = next((k for k, part in enumerate(dots) if re.search(r"dots", part)), None)
        if at is not None and "=" in parts[index] and at + 2 <= len(dots):
            found.append(", ".join(parts[index : index + at + 3]))
            index += at + 3
        else:
            found.append(parts[index])
            index += 1
    return found


def _membership(text: str, said: str) -> list[Fact]:
    match = re.fullmatch(r"(.+?)\\in(?![A-Za-z])\s*(.+)", text, re.DOTALL)
    if match is None:
        return []
    names = [_name(part) for part in parts_by_commas(match[1])]
    if not names or not all(names):
        return []
    known = [name for name in names if name]
    if told := [(name, *each) for name in known for each in lies_in(name, match[2])]:
        return [Fact((name,), text, said, guess) for name, text, guess in told]
    parted = without(match[2])
    if parted is None:
        return []
    found: list[Fact] = []
    for name in known:
        inside = _interval(name, parted[0].strip(), said)
        found += inside
        found += [Fact((name,), f"{name} != {number}", said) for number in parted[1] if inside]
    return found


def _interval(name: str, where: str, said: str) -> list[Fact]:
    match = re.fullmatch(r"([\[(\]])(.*)([\])\[])", where.strip(), re.DOTALL)
    if match and len(ends := parts_by_commas(match[2])) == 2:
        low, high = side_of(ends[0]), side_of(ends[1])
        if low is None or high is None:
            return []
        found = []
        if "oo" not in low[0]:
            sign = ">=" if match[1] == "[" else ">"
            found.append(Fact((name, *low[1]), f"{name} {sign} {low[0]}", said))
        if "oo" not in high[0]:
            sign = "<=" if match[3] == "]" else "<"
            found.append(Fact((name, *high[1]), f"{name} {sign} {high[0]}", said))
        return found or [Fact((name,), f"{name} real", said)]
    match = re.fullmatch(r"\\?\{(.*?)\\?\}|\[(.*)\]", where.strip(), re.DOTALL)
    inside = parts_by_commas((match[1] or match[2] or "").removesuffix("\\")) if match else []
    dots = [index for index, part in enumerate(inside) if re.search(r"dots", part)]
    if len(dots) == 1 and 0 < dots[0] < len(inside) - 1:
        return _run(name, inside[0], inside[-1], said)
    numbers = [side_of(part) for part in inside]
    if numbers and all(n and re.fullmatch(r"-?\d+(/\d+)?", n[0]) for n in numbers):
        values = ", ".join(n[0] for n in numbers if n)
        return [Fact((name,), f"{name} in {{{values}}}", said)]
    return []


def _run(name: str, first: str, last: str, said: str) -> list[Fact]:
    """A whole number from the first to the last of a list with dots."""
    found = [Fact((name,), f"{name} integer", said)]
    for end, sign in ((first, ">="), (last, "<=")):
        side = side_of(end)
        if side is not None and "oo" not in side[0]:
            found.append(Fact((name, *side[1]), f"{name} {sign} {side[0]}", said))
    return found


def _limit(text: str, said: str) -> list[Fact]:
    match = re.fullmatch(
        r"(.+?)\\(to|rightarrow|longrightarrow|downarrow|uparrow)(?![A-Za-z])\s*(.+)",
        text,
        re.DOTALL,
    )
    name = name_of(match[1]) if match else None
    if match is None or name is None:
        return []
    side = {"downarrow": "+", "uparrow": "-"}.get(match[2], "")
    point = re.sub(r"\^\s*\{?\s*([+-])\s*\}?\s*$", "", match[3])
    side = side or match[3].strip()[len(point.strip()) :].strip("^{} ")
    end = side_of(point)
    if end is None or end[1]:
        return []
    sign = "-" if end[0] == "oo" and point.strip().startswith("-") else ""
    return [Fact((name,), f"{name} -> {sign}{end[0]}{side}", said)]


def _copied(name: str, part: str, said: str) -> list[Fact]:
    """What is said of the last name of a list, for another one."""
    if name_of(name) is None:
        return []
    sides, relations = split_relations(part)
    if name_of(sides[0]) is None:
        return []
    return list(_chain_of([name, *sides[1:]], relations, said))


def _chain(part: str, said: str) -> Iterator[Fact]:
    sides, relations = split_relations(part)
    if relations == ["="] and re.search(r"\\[cl]?dots", sides[1]):
        ends = parts_by_commas(sides[1])
        name = _name(sides[0])
        if name and len(ends) >= 3:
            yield from _run(name, ends[0], ends[-1], said)
        return
    if "=" in relations or ":=" in relations or "=:" in relations or "~" in relations:
        return
    yield from _chain_of(sides, relations, said)


def _chain_of(sides: list[str], relations: list[str], said: str) -> Iterator[Fact]:
    read = [side_of(side) for side in sides]
    for left, sign, right in zip(read, relations, read[1:], strict=False):
        if left is None or right is None:
            continue
        names = (*left[1], *right[1])
        if not names or "oo" in left[0] or "oo" in right[0] or len(left[0] + right[0]) > 60:
            continue
        for text, inside in (left, right):
            if match := re.fullmatch(r"(?:Abs|re|im)\((\w+)\)", text):
                yield from _kind(match[1], text, said)
            elif "Abs(" in text:
                for name in inside:
                    if not INDEX_LETTERS.match(name):
                        yield from _kind(name, "Abs", said)
        yield Fact(names, f"{_plain(left[0])} {sign} {_plain(right[0])}", said)


def _kind(name: str, text: str, said: str) -> Iterator[Fact]:
    """Whether a name is real or complex, of which a modulus or a part is spoken of."""
    if not text.startswith("Abs"):
        yield Fact((name,), f"{name} complex", said)
    elif name in COMPLEX_LETTERS:
        yield Fact((name,), f"{name} complex", said, f"{name} is read as complex")
    else:
        yield Fact((name,), f"{name} real", said, f"{name} is read as real")


def _plain(text: str) -> str:
    return text.replace("Abs(", "abs(")
