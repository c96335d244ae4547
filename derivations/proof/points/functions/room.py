"""What a room of functions declares: values in balls, where these are real, and poles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import flint
from flint import acb, arb

from glassproof.derivations.proof.points.exact_values import Exact
from glassproof.derivations.proof.points.whole_numbers import whole_in

Ball = acb
Function = Callable[..., Ball]
Test = Callable[..., bool]

NOTHING = acb(arb.nan(), arb.nan())


def is_real(ball: Ball) -> bool:
    """Whether the imaginary part is exactly zero."""
    return bool(ball.imag.is_zero())


@dataclass(frozen=True)
class Room:
    """Functions of one family by the SymPy class that writes them.

    Those of ``real`` are real at real arguments, those of ``real_where`` at real arguments that
    pass a test. ``poles`` says at which exactly known last argument there is no value.
    """

    real: Mapping[type, Function] = field(default_factory=dict)
    real_where: Mapping[type, tuple[Function, Test]] = field(default_factory=dict)
    general: Mapping[type, Function] = field(default_factory=dict)
    poles: Mapping[type, Callable[[Exact], bool]] = field(default_factory=dict)

    def values(self) -> dict[type, Function]:
        """Every function, real where it is known to be."""
        found = {kind: kept_real(value) for kind, value in self.real.items()}
        found |= {kind: kept_real(value, test) for kind, (value, test) in self.real_where.items()}
        return found | dict(self.general)


def kept_real(function: Function, test: Test | None = None) -> Function:
    """The function without the imaginary radius of a value that is known to be real."""

    def kept(*balls: Ball) -> Ball:
        value = function(*balls)
        if value.is_finite() and not is_real(value) and all(map(is_real, balls)):
            return acb(value.real) if test is None or test(*balls) else value
        return value

    return kept


def whole(ball: Ball) -> int | None:
    """The integer that the ball is, exactly."""
    number = whole_in(ball) if ball.is_exact() else None
    return None if number is None else int(number)


def positive(*balls: Ball) -> bool:
    """Whether the last argument is a positive number."""
    return bool(balls[-1].real > 0)


def below_one(*balls: Ball) -> bool:
    """Whether the last argument is less than 1."""
    return bool(balls[-1].real < 1)


def at(*values: Exact) -> Callable[[Exact], bool]:
    """A pole at the values."""
    return lambda v: v in values


def integer_up_to(most: int) -> Callable[[Exact], bool]:
    """Poles at the integers up to ``most``."""
    return lambda v: v.integer is not None and v.integer <= most


ZERO, ONE, MINUS_ONE = Exact(), Exact(flint.fmpq(1)), Exact(flint.fmpq(-1))
