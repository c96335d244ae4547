"""What an expression is like as w -> 0+: m w^p exp(k w^-r) on all of 0 < w <= eps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import Ball


class NoOrderError(ValueError):
    """An expression whose order is not found."""


@dataclass(frozen=True)
class Order:
    """m w^p exp(k w^-r); k is None where there is no exponential."""

    m: Ball
    p: arb
    k: Ball | None = None
    r: arb = arb(0)  # noqa: RUF009

    @property
    def is_real(self) -> bool:
        """Whether both constants are."""
        return bool(self.m.imag.is_zero() and (self.k is None or self.k.imag.is_zero()))


class Orders(Protocol):
    """What finds orders on 0 < w <= eps."""

    w: sp.Symbol
    eps: arb
    value: Callable[[sp.Expr], Ball]

    def order(self, expr: sp.Expr) -> Order:
        """The order of ``expr``; :class:`NoOrderError` if it is not found."""

    def total(self, terms: list[Order]) -> Order:
        """The order of a sum."""


def disc(radius: arb, real: bool) -> Ball:
    """All numbers, or all real ones, of at most this modulus."""
    side = arb(0, radius.upper())
    return acb(side) if real else acb(side, side)


def up_to(size: arb | int) -> Ball:
    """All real numbers between 0 and ``size``."""
    return acb(arb(0).union(arb(size).upper()))
