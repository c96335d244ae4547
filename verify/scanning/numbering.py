"""The numbers that TeX would print beside equations, as far as they can be counted."""

from __future__ import annotations

import re

from glassproof.verify.scanning.rows import Statement

_BOOK = re.compile(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(book|report|memoir|scrbook|amsbook)")


class Numbers:
    r"""Counts equations, within sections or chapters where the source says so.

    >>> numbers = Numbers(r"\numberwithin{equation}{section}")
    >>> numbers.section("section")
    >>> numbers.of(Statement("a=b", 0, 0, "")), numbers.of(Statement("a=b", 0, 0, "", tag="*"))
    ('1.1', '*')
    """

    def __init__(self, source: str) -> None:
        within = re.search(r"\\numberwithin\s*\{equation\}\s*\{(\w+)\}", source)
        book = _BOOK.search(source)
        self.within = within[1] if within else ("chapter" if book else "")
        self.levels = ["chapter", "section", "subsection"]
        self.counts = dict.fromkeys(self.levels, 0)
        self.equations = 0
        self.has_chapters = book is not None

    def section(self, name: str) -> None:
        """A section begins."""
        if name not in self.counts:
            return
        self.counts[name] += 1
        for below in self.levels[self.levels.index(name) + 1 :]:
            self.counts[below] = 0
        if self.within and self.levels.index(name) <= self._depth():
            self.equations = 0

    def _depth(self) -> int:
        return self.levels.index(self.within) if self.within in self.levels else -1

    def of(self, statement: Statement) -> str | None:
        """The number of the next equation, the last of several; None if it has none."""
        if statement.tag is not None:
            return statement.tag
        if not statement.numbers:
            return None
        self.equations += statement.numbers
        if not self.within:
            return str(self.equations)
        first = 0 if self.has_chapters else 1
        counts = [self.counts[name] for name in self.levels[first : self._depth() + 1]]
        return ".".join(map(str, [*counts, self.equations]))
