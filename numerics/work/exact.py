"""Exact arguments and rigorous balls: rationals in, precision raised until balls decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer

MOST_BITS = 2**17
"""Working precision at which a ball that is still too wide is given up."""


class TooWideError(Exception):
    """The precision does not decide an inequality: work with more."""


def exact_fraction(value: Any) -> Fraction | None:
    """The exact rational that ``value`` is, else ``None``."""
    if isinstance(value, (bool, np.bool_)):
        return None
    try:
        if isinstance(value, mpmath.mpf):
            sign, man, exp, _ = value._mpf_
            if not man and exp:
                return None
            found: Fraction | None = (-1) ** sign * int(man) * Fraction(2) ** int(exp)
            return found
        if isinstance(value, sp.Rational):
            return Fraction(int(value.p), int(value.q))
        if isinstance(value, (sp.Basic, complex)):
            return None
        if isinstance(value, np.generic):
            value = value.item()
        return Fraction(value)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def exact_rational(name: str, value: Any) -> flint.fmpq:
    """The rational argument ``name``; :class:`DomainError` if it is none.

    >>> exact_rational("kappa", "0.3")
    3/10
    """
    number = exact_fraction(value)
    if number is None:
        raise DomainError(
            f"{name} = {value!r} is not a finite rational number: give an int, a Fraction, a float "
            "or decimal text"
        )
    return flint.fmpq(number.numerator, number.denominator)


@contextmanager
def bits(precision: int) -> Iterator[None]:
    """FLINT works with ``precision`` bits inside."""
    before = flint.ctx.prec
    flint.ctx.prec = precision
    try:
        yield
    finally:
        flint.ctx.prec = before


def to_accuracy(
    compute: Callable[[], tuple[Any, ...]], digits: int, *, relative: bool = True
) -> tuple[Any, ...]:
    """The balls of ``compute``, at a precision doubled until all are ``digits`` digits wide.

    Digits are of the value, or of max(1, |value|) where not ``relative``. :class:`DomainError` if
    MOST_BITS do not suffice.

    >>> (root,) = to_accuracy(lambda: (flint.arb(2).sqrt(),), 20)
    >>> root.rel_accuracy_bits() >= 66
    True
    """
    goal = int(3.3219281 * integer("digits", digits, least=1)) + 2
    precision = goal + 32
    while precision <= MOST_BITS:
        with bits(precision):
            try:
                balls = compute()
            except TooWideError:
                balls = None
            if balls is not None and all(_bits_right(ball, relative) >= goal for ball in balls):
                return balls
        precision *= 2
    raise DomainError(
        f"{digits} digits need more than {MOST_BITS} bits of working precision here: "
        "ask for fewer digits, or move off the edge"
    )


def _bits_right(ball: Any, relative: bool) -> int:
    if ball.is_exact():
        return MOST_BITS
    return int(ball.rel_accuracy_bits() if relative else ball.rel_one_accuracy_bits())


def isolated_roots(polynomial: flint.fmpq_poly) -> list[tuple[flint.acb, int]]:
    """All roots, isolated, with exact multiplicities; real ones have the exact imaginary part 0."""
    found: Any = polynomial.numer().complex_roots()
    roots: list[tuple[flint.acb, int]] = found
    return roots


def negative(ball: flint.arb) -> bool:
    """Whether the whole ball is negative, or positive; :class:`TooWideError` if neither."""
    if ball < 0:
        return True
    if ball > 0:
        return False
    raise TooWideError
