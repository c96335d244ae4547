"""Domains as ledgers state them: fresh random points, those close to the edges among them, and two
sides held against each other there."""

import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from math import inf
from random import Random

from glassproof.recheck.findings import DIGITS, UNCHECKED, Fact, Record
from glassproof.recheck.functions import UndefinedError, WideError
from glassproof.recheck.language import ZERO, LanguageError, Tree, names, parse, substitute
from glassproof.recheck.values import UNSETTLED, Evaluator, OneSidedError, Values, is_slow, judged

_TRIES, _FEW = 300, 4  # fewer points are asked where integrals or endless sums take their time
_ANYTHING = "a finite real number"


class Span:
    """The numbers that a name may stand for.

    Its ends are pairs, (1, 0) for "from 1 on" and (1, 1) for "above 1", so that they are ordered.
    """

    def __init__(self, record: Record) -> None:
        ends = (record["low"], record["high"])
        self.low, self.high = (None if end is None else Fraction(end) for end in ends)
        self.closed, self.integer, self.log = (record[k] for k in ("closed", "integer", "log"))
        self.parity, self.nonzero, self.assumed = map(record.get, ("parity", "nonzero", "assumed"))
        self.draw = [*map(Fraction, record["draw"])]
        self.least = (-inf if self.low is None else self.low, 0 if self.closed else 1)
        self.most = (inf if self.high is None else self.high, 0 if self.closed else -1)

    def contains(self, value: Tree, here: Evaluator) -> bool:
        """Whether the number is admissible; if it is no fraction, as -pi, it is enclosed."""
        if not isinstance(value, Fraction):
            sides: list[Tree] = [("==", ("im", value), ZERO)]
            sides += [("<", end, value) for end in [self.low] if end is not None]
            sides += [("<", value, end) for end in [self.high] if end is not None]
            return not self.integer and all(here.truth(side, {}) for side in sides)
        whole = value.denominator == 1 or not self.integer
        fits = self.parity is None or (value % 2 == 1) == (self.parity == "odd")
        fits = fits and whole and not (self.nonzero and value == 0)
        return fits and self.least <= (value, 0) <= self.most

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
        inward = random.choice((1, -1))
        end, far = (self.low, self.draw[0]) if inward == 1 else (self.high, self.draw[1])
        if self.integer:
            return Fraction(int(far * 3)) if end is None else end + (0 if self.closed else inward)
        if end is None:
            return far * random.choice((10, 100, 1000))
        width = 1 if self.low is None or self.high is None else self.high - self.low
        step = width * Fraction(random.randint(1, 96), 97) / 10 ** random.choice((2, 4, 8, 16))
        return end + inward * step

    def in_words(self) -> str:
        """The range as ledgers show it."""
        noun, low, high = "an integer " * self.integer, self.low, self.high
        if low is None and high is None:
            return noun.strip() or _ANYTHING
        if low is None or high is None:
            sign = "<" if low is None else ">"
            return f"{noun}{sign}{'=' * self.closed} {high if low is None else low}"
        return f"{noun}in [{low}, {high}]" if self.closed else f"{noun}in ({low}, {high})"


class Domain:
    """Spans of names and relations between them, read from a ledger's record."""

    def __init__(self, record: Record) -> None:
        self.spans = {name: Span(found) for name, found in record["ranges"].items()}
        self.where = {text: parse(text) for text in record["where"]}

    def admits(self, point: Values, here: Evaluator) -> bool:
        """Whether the point is in every span and satisfies every relation; relations of names that
        the point lacks are not looked at."""
        known = self.spans.keys() & point.keys()
        asked = [tree for tree in self.where.values() if names(tree) <= point.keys()]
        inside = all(self.spans[name].contains(point[name], here) for name in known)
        return inside and all(here.truth(tree, point) for tree in asked)

    def points(self, count: int, random: Random, *trees: Tree) -> Iterator[dict[str, Fraction]]:
        """At most ``count`` points of the names that matter, every third with one at an edge."""
        wanted = set[str]().union(*map(names, trees))
        related = [names(tree) for tree in self.where.values()]
        while more := set().union(*(some for some in related if some & wanted)) - wanted:
            wanted |= more
        found = 0
        for attempt in range(_TRIES):
            if found == count or (found and not wanted):
                return
            point = {name: self.spans[name].drawn(random) for name in sorted(wanted)}
            if wanted and attempt % 3 == 2:
                name = random.choice(sorted(wanted))
                point[name] = self.spans[name].at_edge(random)
            with suppress(UndefinedError, WideError):
                if self.admits(point, Evaluator(80)):
                    found += 1
                    yield point

    def compare(self, sides: Tree, what: str, count: int, random: Random, sign: str = "=") -> Fact:
        """Whether the relation holds wherever both sides have values; points without do not count,
        but one side alone must not have any."""
        seen, lame, why = 0, False, "no point was found"
        if missing := (names(sides[0]) | names(sides[1])) - self.spans.keys():
            return False, f"{what}: nothing is known of the name {min(missing)}"
        count = min(count, _FEW) if any(map(is_slow, sides)) else count
        try:
            for point in self.points(count, random, *sides):
                try:
                    holds = judged(sign, sides, point).holds
                except UNSETTLED as error:
                    lame, why = lame or isinstance(error, OneSidedError), str(error)
                    continue
                if not holds:
                    place = ", ".join(f"{name} = {value}" for name, value in point.items())
                    return False, f"{what}: not at {place or 'all'}"
                seen += 1
        except LanguageError as error:
            why = str(error)
        if seen:
            return DIGITS, f"{what}, at fresh points"
        return not lame and UNCHECKED, f"{what}: {why}"

    def read(self, shown: str) -> Tree:
        """A formula as it is shown: complex names stand for their coordinates."""
        tree = parse(shown)
        whole = [name for name in names(tree) if f"Re({name})" in self.spans]
        images = {name: ("+", f"Re({name})", ("*", ("I",), f"Im({name})")) for name in whole}
        return substitute(tree, images)

    def describe(self) -> str:
        """The domain in words, as the ledger shows it; not what is assumed of further names."""
        whole = [n[3:-1] for n, s in self.spans.items() if n[:3] == "Re(" and not s.assumed]
        hidden = {f"{part}({name})" for name in whole for part in ("Re", "Im")}
        words = {n: span.in_words() for n, span in self.spans.items() if not span.assumed}
        told = [f"{n} {w}" for n, w in words.items() if n not in hidden or w != _ANYTHING]
        return ", ".join([f"{n} complex" for n in whole] + told + [*map(plain, self.where)])


def plain(text: str) -> str:
    """A formula as it is shown, without the quotes around names that are no words."""
    return re.sub('"([^"]*)"|\'([^\'"]*)\'', lambda m: m[1] or m[2], text)
