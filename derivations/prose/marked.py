r"""Sentences whose mathematics is marked: ``the scale $b_1$ of $M_1$``.

Whoever writes a title, a reason or a statement in words puts dollar signs around what is
mathematics, and types it in the notation of :mod:`glassproof.derivations.prose.notation`. Reports
set it as mathematics, a terminal shows it as it was typed, and nothing looks for mathematics in
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from glassproof.derivations.prose.notation import NotationError, latex

_MARKED = re.compile(r"(?<![\w$])\$(?P<typed>[^$\s](?:[^$\n]*[^$\s])?)\$(?!\d)")


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence, as it was typed; with its LaTeX if it is mathematics."""

    text: str
    latex: str = ""


@lru_cache(maxsize=8192)
def parts(text: str) -> tuple[Part, ...]:
    r"""The words and the mathematics of a sentence, in their order.

    A dollar sign that marks nothing is a dollar sign: one that stands alone, or before a space at
    the beginning, or around what the notation does not have.

    >>> [(part.text, part.latex) for part in parts("at $sigma_z >= 2$.")]
    [('at ', ''), ('sigma_z >= 2', '\\sigma _{z}\\geq 2'), ('.', '')]
    >>> [part.latex for part in parts("it costs 3$, or 4$; $\\input{x}$ and $y$")]
    ['', 'y']
    """
    found: list[Part] = []
    said, position = 0, 0  # up to where the sentence is told, and where the next mark may be
    while mark := _MARKED.search(text, position):
        try:
            shown = latex(mark["typed"])
        except NotationError:
            position = mark.start() + 1
            continue
        if said < mark.start():
            found.append(Part(text[said : mark.start()]))
        found.append(Part(mark["typed"], shown))
        said = position = mark.end()
    return (*found, Part(text[said:])) if said < len(text) else tuple(found)


def marked(typed: str) -> str:
    """``typed`` with the marks of mathematics, where the notation has it; else as it is.

    >>> marked("sigma_z = 1/2"), marked("a [ b")
    ('$sigma_z = 1/2$', 'a [ b')
    """
    shown = f"${typed}$"
    return shown if len(found := parts(shown)) == 1 and found[0].latex else typed


def pointed(text: str, data: Mapping[str, Any]) -> str:
    """``text`` with the point of ``data``, where its evidence was found, marked as mathematics:
    each coordinate that it tells, in whatever order.

    >>> pointed("they differ at x = 1, y = 1/2: 2 and 3", {"point": {"y": "1/2", "x": "1"}})
    'they differ at $x = 1$, $y = 1/2$: 2 and 3'
    >>> pointed("the mean at $x = 1$, not x = 1/2", {"point": {"x": "1"}})
    'the mean at $x = 1$, not x = 1/2'
    """
    said = [f"{name} = {value}" for name, value in data.get("point", {}).items()]
    if not said:
        return text
    told = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    coordinate = re.compile(rf"(?<![\w.])(?:{told})(?!\w|[-./*+^(]\w)")
    return marked_where(coordinate, text)


def marked_where(pattern: re.Pattern[str], text: str) -> str:
    """``text`` with what the pattern finds in its words marked as mathematics.

    >>> marked_where(re.compile(r"x = \\d"), "$x = 1$ or x = 2")
    '$x = 1$ or $x = 2$'
    """
    return "".join(
        f"${part.text}$" if part.latex else pattern.sub(lambda at: marked(at[0]), part.text)
        for part in parts(text)
    )


def in_latex(text: str) -> str:
    r"""A sentence as LaTeX: its mathematics between dollar signs, its words as they stand.

    >>> print(in_latex("the scale $b_1$"))
    the scale $b_{1}$
    """
    return "".join(f"${part.latex}$" if part.latex else part.text for part in parts(text))


def plain(text: str) -> str:
    """A sentence as a terminal shows it: without its marks.

    >>> plain("the scale $b_1$ of $M_1$")
    'the scale b_1 of M_1'
    """
    return "".join(part.text for part in parts(text)) if "$" in text else text
