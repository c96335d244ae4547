"""The numbers that TeX would print beside equations and theorems, as far as they can be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from glassproof.verify.scanning.rows import Statement

_BOOK = re.compile(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(book|report|memoir|scrbook|amsbook)")
_THEOREM = re.compile(
    r"\\(?:newtheorem|declaretheorem|newmdtheoremenv|spnewtheorem)\s*\{([A-Za-z*]+)\}"
    r"\s*(?:\[(\w+)\]\s*)?\{[^}]*\}\s*(?:\[(\w+)\])?"
)
_WITHIN = re.compile(
    r"\\(?:numberwithin|counterwithin)\s*\{(\w+)\}\s*\{(\w+)\}|"
    r"\\@addtoreset\s*\{(\w+)\}\s*\{(\w+)\}"
)
_SECTIONS = ("chapter", "section", "subsection", "subsubsection")


@dataclass
class Counters:
    """Counters as LaTeX keeps them: a step of one sets those within it back to 0."""

    within: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)

    def step(self, name: str, by: int = 1) -> None:
        """Count on."""
        self.values[name] = self.values.get(name, 0) + by
        self._reset(name)

    def _reset(self, name: str) -> None:
        for inner, outer in self.within.items():
            if outer == name and self.values.get(inner):
                self.values[inner] = 0
                self._reset(inner)

    def the(self, name: str) -> str:
        """As TeX prints it, with those around it: 2.1; without chapters that have not begun.

        >>> counters = Counters({"lemma": "section"})
        >>> counters.step("section"), counters.step("lemma", 3)
        (None, None)
        >>> counters.the("lemma")
        '1.3'
        """
        value = self.values.get(name, 0)
        own = chr(ord("A") + value - 1) if name in self.letters and 0 < value < 27 else str(value)
        outer = self.within.get(name)
        if outer is None or (outer == "chapter" and not self.values.get("chapter")):
            return own
        return f"{self.the(outer)}.{own}"


class Numbers:
    r"""Counts equations and theorems, within sections or chapters where the source says so.

    >>> numbers = Numbers(r"\newtheorem{thm}{Theorem}[section]\newtheorem{lem}[thm]{Lemma}")
    >>> numbers.section("section")
    >>> numbers.theorem("thm"), numbers.theorem("lem"), numbers.theorem("remark")
    ('1.1', '1.2', None)
    >>> numbers.of(Statement("a=b", 0, 0, "")), numbers.of(Statement("a=b", 0, 0, "", tag="*"))
    ('1', '*')
    """

    def __init__(self, source: str) -> None:
        book = _BOOK.search(source) is not None
        self.top = "chapter" if book else "section"
        within = {"subsection": "section", "subsubsection": "subsection"}
        if book:
            within |= {"section": "chapter", "equation": "chapter"}
        self.theorems: dict[str, str] = {}
        for name, shared, around in _THEOREM.findall(source):
            self.theorems[name] = self.theorems.get(shared, shared) or name
            if around and not shared:
                within[name] = around
        for one in _WITHIN.findall(source):
            inner, outer = one[:2] if one[0] else one[2:]
            within[inner] = outer
        self.counters = Counters(within)
        self.parts: int | None = None

    def section(self, name: str) -> None:
        """A section with a number begins."""
        if name in _SECTIONS[_SECTIONS.index(self.top) :]:
            self.counters.step(name)

    def appendix(self) -> None:
        """From here on sections, or chapters, have letters."""
        self.counters.letters.add(self.top)
        self.counters.values[self.top] = 0

    def subequations(self, begins: bool) -> None:
        """Equations that share a number, with letters, begin or end."""
        if begins:
            self.counters.step("equation")
        self.parts = 0 if begins else None

    def theorem(self, name: str) -> str | None:
        """The number of a theorem that begins; None if it has none."""
        counter = self.theorems.get(name)
        if counter is None:
            return None
        self.counters.step(counter)
        return self.counters.the(counter)

    def of(self, statement: Statement) -> str | None:
        """The number of the next equation, the last of several; None if it has none."""
        if statement.tag is not None:
            return statement.tag
        if not statement.numbers:
            return None
        if self.parts is not None:
            self.parts += statement.numbers
            return self.counters.the("equation") + chr(ord("a") + min(self.parts, 26) - 1)
        self.counters.step("equation", statement.numbers)
        return self.counters.the("equation")
