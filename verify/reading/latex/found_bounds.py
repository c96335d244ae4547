"""What conditions say of bound variables: ends, lists of values, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.binders import Bound
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.regions import Link
from glassproof.verify.reading.latex.relations import (
    FLIPPED,
    Chain,
    Part,
    interval,
    list_parts,
    name_of,
    read_part,
    summands,
    without_bars,
)
from glassproof.verify.reading.tokens import Token, quoted

MOST_DIVIDED = 10**12
"""The largest number whose divisors are listed."""


@dataclass(frozen=True)
class Total:
    """Variables whose sum has a value."""

    variables: tuple[sp.Symbol, ...]
    value: Term


class Found:
    """What is said of the variables ``symbols``, which are bound; over integers if ``whole``."""

    def __init__(
        self, reader: NameReader, place: Token, symbols: Sequence[sp.Symbol], *, whole: bool
    ) -> None:
        self.reader, self.place, self.symbols, self.whole = reader, place, symbols, whole
        self.links: list[Link] = []
        self.others: list[Chain] = []
        self.values: list[Term] = []
        self.unbounded: set[sp.Symbol] = set()
        self.parities: dict[sp.Symbol, int] = {}
        self.total: Total | None = None

    def read(self, below: Sequence[Chain], above: Term | None = None) -> None:
        """Every chain, and the end that is written above."""
        started: list[sp.Symbol] = []
        for chain in below:
            symbol = self.variable(chain.parts[0])
            if chain.parity is not None and symbol is not None and self.whole:
                self.parities[symbol] = chain.parity  # becomes a condition besides a list or total
            elif chain.parity is not None or "!=" in chain.signs:
                self.others.append(chain)
            elif not chain.signs:
                self.unsaid(chain)
            elif chain.signs == ("=",) and symbol is not None:
                self.links.append(Link(read_part(self.reader, chain.parts[1]), 0, Term.of(symbol)))
                started.append(symbol)
            elif "in" in chain.signs:
                self.member(chain)
            elif self.whole and (self.sums_up(chain) or self.divisors(chain)):
                continue
            elif chain.signs == ("divides",) and symbol is not None:
                self.links.append(Link(Term.of(1), 0, Term.of(symbol)))
                self.links.append(Link(Term.of(symbol), 0, read_part(self.reader, chain.parts[1])))
                self.others.append(chain)
            else:
                self.bounded(chain)
        self.unbounded |= {link.high.expr for link in self.links if link.low.expr == -sp.oo}
        if started and above is None:
            shown = str(started[0]).strip("_")
            self.fail(f"{shown} begins here, and where it ends is not said: write it above")
        if self.values or self.total:
            self.others += [chain for chain in below if chain.parity is not None]
            self.parities = {}
        if above is not None:
            ended = started or self.symbols
            self.links += [Link(Term.of(symbol), 0, above) for symbol in ended]

    def fail(self, message: str) -> None:
        """Refuse the conditions."""
        self.reader.fail(message, self.place)

    def variable(self, part: Part) -> sp.Symbol | None:
        """The bound variable that a part is."""
        if name_of(self.reader, part) is None:
            return None
        found = read_part(self.reader, part).expr
        return found if found in self.symbols else None

    def shown(self, part: Part) -> str:
        """A part as it is written."""
        tokens = self.reader.tokens
        return self.reader.text[tokens[part.start].position : tokens[part.end - 1].end]

    def unsaid(self, chain: Chain) -> None:
        """Refuse \\sum_k, whose range everybody is supposed to know."""
        shown = self.shown(chain.parts[0])
        self.fail(f"where does {quoted(shown)} run? its range is not said: write both ends")

    def bounded(self, chain: Chain) -> None:
        """A chain of inequalities, of which each link bounds a variable or is a condition."""
        inside = without_bars(self.reader, chain.parts[0])
        if inside != chain.parts[0] and chain.signs in (("<",), ("<=",)):
            self.around(inside, chain)
            return
        parts = chain.parts
        for first, sign, second in zip(parts, chain.signs, parts[1:], strict=False):
            symbols = self.variable(first), self.variable(second)
            if sign not in FLIPPED or sign == "=" or symbols == (None, None):
                self.others.append(Chain((first, second), (sign,)))
                continue
            low, high = read_part(self.reader, first), read_part(self.reader, second)
            if sign in (">", ">="):
                low, high = high, low
            self.links.append(Link(low, int(self.whole and sign in ("<", ">")), high))

    def around(self, inside: Part, chain: Chain) -> None:
        """|k| <= n."""
        symbol = self.variable(inside)
        if symbol is None:
            self.others.append(chain)
            return
        gap = int(self.whole and chain.signs == ("<",))
        high = read_part(self.reader, chain.parts[1])
        self.links.append(Link(construct.negative(high), gap, Term.of(symbol)))
        self.links.append(Link(Term.of(symbol), gap, high))

    def member(self, chain: Chain) -> None:
        """k in a list of values, an interval, the integers or the reals."""
        reader, place = self.reader, chain.parts[-1]
        symbol = self.variable(chain.parts[0])
        if symbol is None or len(chain.parts) != 2:
            self.fail(r"expected one variable before \in")
            return
        first, last = reader.tokens[place.start], reader.tokens[place.end - 1]
        variable = Term.of(symbol)
        if len(place) == 1 and first.text == ("bb_Z" if self.whole else "bb_R"):
            self.unbounded.add(symbol)
        elif first.text == "bb_N":
            reader.fail("N with or without 0? write k \\ge 0 or k \\ge 1", first)
        elif self.whole and first.text == "{" and first.kind == "open" and last.kind == "close":
            after, reader.index = reader.index, place.start + 1
            parts = list_parts(reader)
            reader.index = after
            self.values = [read_part(reader, part) for part in parts]
        elif ends := interval(reader, place):
            (low, above), (high, below) = ends
            self.links.append(Link(low, int(self.whole and above == "<"), variable))
            self.links.append(Link(variable, int(self.whole and below == "<"), high))
        else:
            reader.fail(
                f"the set {quoted(self.shown(place))} is not read: give its elements, an interval "
                "or inequalities",
                first,
            )

    def divisors(self, chain: Chain) -> bool:
        """Whether d divides a number: then d runs over its divisors, one by one."""
        if chain.signs != ("divides",) or self.variable(chain.parts[0]) is None:
            return False
        number = read_part(self.reader, chain.parts[1]).expr
        if len(self.symbols) > 1 or not (number.is_Integer and 0 < number <= MOST_DIVIDED):
            return False
        self.values = [Term.of(divisor) for divisor in sp.divisors(int(number))]
        return True

    def sums_up(self, chain: Chain) -> bool:
        """Whether the chain is i + j = n, of variables and a value."""
        inside = summands(self.reader, chain.parts[0])
        if chain.signs != ("=",) or not inside:
            return False
        found = [self.reader.scope.get(name) for name, _ in inside]
        if len(set(found)) < len(found) or set(found) != set(self.symbols) or self.total:
            return False
        self.total = Total(tuple(found), read_part(self.reader, chain.parts[1]))
        return True

    def simplex(self) -> tuple[sp.Symbol, list[Bound]]:
        """The variable that the total leaves, and the bounds of the others, innermost first.

        They begin at 0 unless it is said where.
        """
        assert self.total is not None
        *others, last = self.total.variables
        lows: dict[sp.Symbol, Term] = {}
        for link in self.links:
            symbol = link.high.expr
            if symbol not in self.symbols or link.low.expr.free_symbols & set(self.symbols):
                self.fail("besides a total only where the variables begin is read, as in i \\ge 1")
            lows[symbol] = link.lifted
        if len(lows) < len(self.symbols):
            shown = ", ".join(str(s).strip("_") for s in self.total.variables if s not in lows)
            self.reader.notices.append(f"{shown} with a given sum is read as {shown} >= 0")
        lows = {symbol: lows.get(symbol, Term.of(0)) for symbol in self.symbols}
        bounds = []
        for place, symbol in enumerate(others):
            outer = [Term.of(other) for other in others[place + 1 :]]
            inner = [lows[other] for other in (*others[:place], last)]
            taken = [construct.negative(term) for term in (*outer, *inner)]
            bounds.append(Bound(symbol, lows[symbol], construct.add([self.total.value, *taken])))
        return last, bounds

    @property
    def leaves_out_zero(self) -> bool:
        """Whether the only variable runs over all integers but 0."""
        if len(self.others) != 1 or self.links or self.parities or len(self.symbols) != 1:
            return False
        chain = self.others[0]
        if chain.signs != ("!=",) or self.variable(chain.parts[0]) is None:
            return False
        return bool(read_part(self.reader, chain.parts[1]).expr == 0)
