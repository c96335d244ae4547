r"""Where bound variables run: 1 \le i < j \le n is j from 2 to n and, in it, i from 1 to j - 1.

Relations between variables and values are solved for one variable after the other, innermost
first, as by Fourier and Motzkin: what bounds it from below and above bounds the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.binders import INFINITY, MINUS_INFINITY, Bound
from glassproof.verify.reading.construct import Term


@dataclass(frozen=True)
class Link:
    """``low`` + ``gap`` is at most ``high``, with gap 1 between integers where it says less."""

    low: Term
    gap: int
    high: Term

    @property
    def lifted(self) -> Term:
        """What it says is least of ``high``."""
        return _shifted(self.low, self.gap)

    @property
    def lowered(self) -> Term:
        """What it says is largest of ``low``."""
        return _shifted(self.high, -self.gap)


def _shifted(value: Term, gap: int) -> Term:
    if gap == 0 or value.expr.is_infinite:
        return value
    return construct.add([value, Term.of(gap)])


def solved(variables: Sequence[sp.Symbol], links: Sequence[Link]) -> list[Bound]:
    """The bounds of each variable, innermost first; infinite where nothing bounds it.

    >>> i, j, n = sp.symbols("i j n", integer=True)
    >>> terms = [Term.of(value) for value in (1, i, j, n)]
    >>> gaps = (0, 1, 0)
    >>> links = [Link(a, gap, b) for a, gap, b in zip(terms, gaps, terms[1:], strict=False)]
    >>> [(b.variable, b.low.expr, b.high.expr) for b in solved([i, j], links)]
    [(i, 1, j - 1), (j, 2, n)]
    """
    waiting, found = list(links), []
    for variable in variables:
        lows = [link for link in waiting if link.high.expr == variable]
        highs = [link for link in waiting if link.low.expr == variable]
        waiting = [link for link in waiting if link not in lows and link not in highs]
        lows = [link for link in lows if not _follows(link, waiting, lows)]
        highs = [link for link in highs if not _follows(link, waiting, highs)]
        low = _tightest("Max", [link.lifted for link in lows], MINUS_INFINITY)
        high = _tightest("Min", [link.lowered for link in highs], INFINITY)
        found.append(Bound(variable, low, high))
        waiting += [Link(low.low, low.gap + high.gap, high.high) for low in lows for high in highs]
    return found


def _follows(link: Link, others: Sequence[Link], rivals: Sequence[Link]) -> bool:
    """Whether another bound of the same side says more: of k < j and k <= n where j <= n."""
    for rival in rivals:
        if rival is link:
            continue
        for other in others:
            above = (rival.high, link.high) == (other.low, other.high) and rival.low == link.low
            below = (link.low, rival.low) == (other.low, other.high) and rival.high == link.high
            if (above or below) and rival.gap + other.gap >= link.gap:
                return True
    return False


def _tightest(name: str, ends: Sequence[Term], otherwise: Term) -> Term:
    told = list(dict.fromkeys(end for end in ends if not end.expr.is_infinite))
    if not told:
        return next(iter(ends), otherwise)
    return told[0] if len(told) == 1 else construct.apply(name, told)


def disc(variables: Sequence[sp.Symbol], left: Term, right: Term) -> list[Bound] | None:
    """The bounds of x and y where x^2 + y^2 is at most ``right``; of a ball, of x, y and z."""
    squares = [sp.Pow(variable, 2) for variable in variables]
    if len(variables) < 2 or sp.expand(left.expr - sp.Add(*squares)) != 0:
        return None
    if right.expr.free_symbols & set(variables):
        return None
    found = []
    for place, variable in enumerate(variables):
        rest = [construct.power(Term.of(v), Term.of(2)) for v in variables[place + 1 :]]
        height = construct.add([right, *(construct.negative(square) for square in rest)])
        edge = construct.apply("sqrt", [height])
        found.append(Bound(variable, construct.negative(edge), edge))
    return found
