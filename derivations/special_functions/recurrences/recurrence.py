"""What a recurrence in the order is, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

Step = tuple[sp.Expr, sp.Expr, sp.Expr]
"""A, B, C of f(v + 1) = A f(v) + B f(v - 1) + C, or of f(v - 1) = A f(v) + B f(v + 1) + C."""

Start = Callable[..., tuple[sp.Expr, ...] | None]
"""f at a numeric order v, and f at v + 1 where the recurrence has two terms; None if not known."""


def _unknown(*_arguments: sp.Expr) -> None:
    return None


@dataclass(frozen=True)
class Recurrence:
    """The recurrence of a function in the argument numbered ``place``.

    ``up`` and ``down`` take all arguments, as the function does. ``terms`` neighbouring orders
    determine all others: 2, or 1 where B is always 0. With ``parity``, f(-x) = (-1)^v f(x) for
    integer orders v and the last argument x.
    """

    up: Callable[..., Step]
    down: Callable[..., Step]
    place: int = 0
    terms: int = 2
    start: Start = _unknown
    parity: bool = False


def two_terms(first: sp.Expr, second: sp.Expr) -> Step:
    """A step without inhomogeneity."""
    return first, second, sp.S.Zero
