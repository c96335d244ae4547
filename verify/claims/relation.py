"""Relations that a claim may state between two formulas: equality, an order, an asymptotic law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sympy as sp


class Relation(StrEnum):
    """What stands between two formulas."""

    EQUAL = "="
    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"
    UNEQUAL = "!="
    ASYMPTOTIC = "~"
    ORDER = "= ... + O"

    @property
    def is_order(self) -> bool:
        """Whether real values are compared by size."""
        return self in _ORDERS

    @property
    def is_strict(self) -> bool:
        """Whether equal values contradict it."""
        return self in (Relation.BELOW, Relation.ABOVE, Relation.UNEQUAL)

    @property
    def is_descending(self) -> bool:
        """Whether the right-hand side is the smaller one."""
        return self in (Relation.AT_LEAST, Relation.ABOVE)

    @property
    def is_asymptotic(self) -> bool:
        """Whether it speaks of a limit."""
        return self in (Relation.ASYMPTOTIC, Relation.ORDER)


_ORDERS = (Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE)


@dataclass(frozen=True)
class Approach:
    """``symbol -> point``, from above ("+"), from below ("-") or from both sides ("+-").

    >>> print(Approach(sp.Symbol("x"), sp.Integer(0), "+"))
    x -> 0+
    """

    symbol: sp.Symbol
    point: sp.Expr
    side: str = "+-"

    def __str__(self) -> str:
        one_sided = self.point.is_finite and len(self.side) == 1
        return f"{self.symbol} -> {self.point}{self.side if one_sided else ''}"
