"""Domains as ledgers state them: fresh random points, those close to the edges among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import mp

from glassproof.recheck.functions import UndefinedError, WideError
from glassproof.recheck.language import LanguageError, Tree, names, parse
from glassproof.recheck.numbers import Intervals, Numbers

Point = dict[str, Fraction]


class UnknownNameError(LanguageError):
    """A formula holds a name of which its domain says nothing."""


_TRIES = 300


@dataclass(frozen=True)
class Span:
    """The numbers that a name may stand for."""

    low: Fraction | None
    high: Fraction | None
    closed: bool
    integer: bool
    log: bool
    draw: tuple[Fraction, Fraction]
    parity: str = ""
    nonzero: bool = False
    assumed: bool = False

    def contains(self, value: Fraction) -> bool:
        """Whether the number is admissible."""
        if (self.integer and value.denominator != 1) or (self.nonzero and value == 0):
            return False
        if self.parity and (value % 2 == 1) != (self.parity == "odd"):
            return False
        below = self.low is not None and (
            value < self.low or (value == self.low and not self.closed)
        )
        above = self.high is not None and (
            value > self.high or (value == self.high and not self.closed)
        )
        return not below and not above

    def drawn(self, random: Random) -> Fraction:
        """A number from the range in which points are drawn; a fraction of moderate size."""
        low, high = self.draw
        if self.integer:
            return Fraction(random.randint(int(low), max(int(low), int(high))))
        share = Fraction(random.randint(1, 9972), 9973)
        if self.log and low > 0:
            ratio = float(high / low) ** float(share)
            return low * Fraction(ratio).limit_denominator(9973)
        return low + share * (high - low)

    def at_edge(self, random: Random) -> Fraction:
        """A number close to an end of the range, or far out where there is none."""
        upper = random.random() < 0.5
        end = self.high if upper else self.low
        if self.integer:
            far = self.draw[1] * 3 if upper else self.draw[0] * 3
            return (
                Fraction(int(far)) if end is None else end + (0 if self.closed else 1 - 2 * upper)
            )
        if end is None:
            return (self.draw[1] if upper else self.draw[0]) * random.choice((10, 100, 1000))
        width = 1 if self.low is None or self.high is None else self.high - self.low
        step = width * Fraction(random.randint(1, 96), 97) / 10 ** random.choice((2, 4, 8, 16))
        return end - step if upper else end + step


class Domain:
    """Spans of names and relations between them, read from a ledger's record."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.spans = {name: _span(found) for name, found in record["ranges"].items()}
        self.texts = record["where"]
        self.where = [parse(text) for text in self.texts]

    def admits(self, point: Mapping[str, Fraction], *, proven: bool = False) -> bool:
        """Whether the point is in every span and satisfies every relation (by intervals, if so
        asked); relations of names that the point lacks are not looked at."""
        if not all(self.spans[n].contains(v) for n, v in point.items() if n in self.spans):
            return False
        relations = [tree for tree in self.where if names(tree) <= point.keys()]
        with mp.workdps(80):
            evaluator = Intervals() if proven else Numbers()
            return all(evaluator.truth(tree, point) for tree in relations)

    def covers(self, other: Domain) -> bool:
        """Whether names that both have may stand here for all that they may there."""
        both = [
            (self.spans[name], span) for name, span in other.spans.items() if name in self.spans
        ]
        return all(_covers(here, there) for here, there in both)

    def wanted(self, *trees: Tree) -> set[str]:
        """The names of the formulas, and those that relations connect with them."""
        found = set().union(*map(names, trees))
        while True:
            more = set().union(*(names(tree) for tree in self.where if names(tree) & found)) - found
            if not more:
                return found
            found |= more

    def points(self, count: int, random: Random, *trees: Tree) -> Iterator[Point]:
        """At most ``count`` points of the names that matter, every third with one at an edge."""
        wanted = sorted(self.wanted(*trees))
        if missing := [name for name in wanted if name not in self.spans]:
            raise UnknownNameError(f"nothing is known of the name {missing[0]}")
        found = 0
        for attempt in range(_TRIES):
            if found == count or (found and not wanted):
                return
            point = {name: self.spans[name].drawn(random) for name in wanted}
            if wanted and attempt % 3 == 2:
                name = random.choice(wanted)
                point[name] = self.spans[name].at_edge(random)
            try:
                admitted = self.admits(point)
            except (UndefinedError, WideError):
                continue
            if admitted:
                found += 1
                yield point

    def describe(self) -> str:
        """The domain in words, as the ledger shows it; not what is assumed of further names."""
        whole = [n[3:-1] for n, s in self.spans.items() if n[:3] == "Re(" and not s.assumed]
        found = [f"{name} complex" for name in whole]
        hidden = {f"{part}({name})" for name in whole for part in ("Re", "Im")}
        for name, span in self.spans.items():
            words = _in_words(span)
            if not span.assumed and (name not in hidden or words != "a finite real number"):
                found.append(f"{name} {words}")
        return ", ".join(found + [plain(text) for text in self.texts])


def _covers(here: Span, there: Span) -> bool:
    """Whether one span holds all of another; an end on the border counts if it is admitted."""
    if here.integer and not there.integer:
        return False
    low = here.low is None or (
        there.low is not None
        and (there.low > here.low or (there.low == here.low and here.closed >= there.closed))
    )
    high = here.high is None or (
        there.high is not None
        and (there.high < here.high or (there.high == here.high and here.closed >= there.closed))
    )
    return bool(low and high)


def plain(text: str) -> str:
    """A formula as it is shown, without the quotes around names that are no words."""
    if '"' in text:
        return re.sub('"([^"]*)"|\'([^\'"]*)\'', lambda m: m[1] or m[2], text)
    return text.replace("'", "")


def _span(record: Mapping[str, Any]) -> Span:
    low, high = (None if record[end] is None else Fraction(record[end]) for end in ("low", "high"))
    options = {key: record[key] for key in ("parity", "nonzero", "assumed") if key in record}
    first, last = (Fraction(end) for end in record["draw"])
    flags = (record["closed"], record["integer"], record["log"])
    return Span(low, high, *flags, (first, last), **options)


def _in_words(span: Span) -> str:
    noun = "an integer " if span.integer else ""
    low, high = span.low, span.high
    if low is None and high is None:
        return (noun or "a finite real number").strip()
    if high is None:
        return f"{noun}{'>=' if span.closed else '>'} {low}"
    if low is None:
        return f"{noun}{'<=' if span.closed else '<'} {high}"
    return f"{noun}in [{low}, {high}]" if span.closed else f"{noun}in ({low}, {high})"
