"""Integrals of analytic functions by Gauss-Legendre rules in balls; two sizes show the error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from flint import arb, ctx

Nodes = list[tuple[arb, arb]]


@cache
def _rule(size: int, bits: int) -> Nodes:
    """Nodes and weights on [-1, 1]; ``bits`` keys the precision at which they were computed."""
    assert bits == ctx.prec
    return [arb.legendre_p_root(size, k, weight=True) for k in range(size)]


def nodes(low: arb, high: arb, size: int) -> Nodes:
    """Nodes and weights on [low, high].

    >>> sum((weight * x**2 for x, weight in nodes(arb(0), arb(3), 4)), arb(0))
    [9.0000000000000 +/- ...]
    """
    middle, half = (low + high) / 2, (high - low) / 2
    return [(middle + half * node, half * weight) for node, weight in _rule(size, ctx.prec)]


def panels(ends: Sequence[arb], size: int) -> Nodes:
    """Nodes and weights on each interval between neighbouring ``ends``."""
    return [pair for low, high in pairwise(ends) for pair in nodes(low, high, size)]


def settled(value_with: Callable[[int], arb], sizes: Sequence[int], digits: int) -> arb | None:
    """The value at the first size that agrees with the one before to so many digits, or None.

    Its radius covers the difference of the two.
    """
    before: Any = None
    for size in sizes:
        value = value_with(size)
        if before is not None:
            gap = abs(value - before)
            if gap < abs(value) * arb(10) ** -digits:
                return value + arb(0, gap.abs_upper())
        before = value
    return None
