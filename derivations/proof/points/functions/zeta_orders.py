"""Zeta functions at orders for which FLINT answers soon: it takes time by the order's height."""

from __future__ import annotations

from glassproof.derivations.proof.points.functions.room import NOTHING, Ball

MOST_HEIGHT, MOST_ORDER = 300, 10**5
"""Imaginary and real part, in size, of the order of a zeta function or polylogarithm."""


def is_near(order: Ball) -> bool:
    """Whether an order is so near the real line that FLINT answers soon."""
    return bool(abs(order.imag) < MOST_HEIGHT and abs(order.real) < MOST_ORDER)


def zeta(order: Ball, *shift: Ball) -> Ball:
    """Riemann's zeta function, or Hurwitz' with a shift; nothing beyond :func:`is_near`."""
    return order.zeta(*shift) if is_near(order) else NOTHING
