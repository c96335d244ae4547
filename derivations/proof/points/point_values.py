"""Formulas at one point: a ball with the value, or the reason that there is none.

A point counts for a formula only where the formula, as it is written, has a finite value: x/x has
none at x = 0. Whether a number is zero where its ball only contains zero is decided exactly
(:mod:`glassproof.derivations.proof.points.exact_values`) or left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import flint
import sympy as sp

from glassproof.derivations.proof.points.ball_functions import (
    NOTHING,
    ORDERED,
    POLES,
    Ball,
    is_real,
)
from glassproof.derivations.proof.points.exact_knowledge import Knowledge
from glassproof.derivations.proof.points.exact_values import Exact, fmpq
from glassproof.derivations.proof.points.programs import CONSTANTS, INFINITE, Program, Step, power

acb, arb = flint.acb, flint.arb
STEPS = (sp.sign, sp.Heaviside, sp.floor, sp.ceiling)
"""Functions that jump at integers, and that balls around integers leave open."""
_SATURATED = (sp.tanh, sp.coth, sp.erf)
BITS_A_DIGIT = 3.3219281
GUARD_BITS = 16


@dataclass(frozen=True)
class Value:
    """The value lies in ``ball``, which is finite."""

    ball: Ball


@dataclass(frozen=True)
class Undefined:
    """There is no value, for this ``reason``."""

    reason: str


@dataclass(frozen=True)
class Unresolved:
    """Balls of so many digits leave open whether there is a value."""

    reason: str


Outcome: TypeAlias = Value | Undefined | Unresolved


def as_fmpq(value: Any) -> fmpq:
    """A rational number as FLINT's."""
    if isinstance(value, fmpq):
        return value
    rational = sp.Rational(value)
    return fmpq(int(rational.p), int(rational.q))


def precision(digits: int) -> Any:
    """A context in which balls carry about ``digits`` digits."""
    return flint.ctx.workprec(int(digits * BITS_A_DIGIT) + GUARD_BITS)


class AtPoint:
    """A program at one point: rational values, or balls, of its symbols.

    >>> x = sp.Symbol("x")
    >>> program = Program()
    >>> square, inverse = program.add(x**2), program.add(1 / x)
    >>> AtPoint(program, {x: 0}).outcomes([square, inverse], 30)
    [Value(ball=0), Undefined(reason='division by zero in 1/x')]
    """

    def __init__(self, program: Program, point: Mapping[sp.Symbol, Any]) -> None:
        self.program = program
        balls = {s: v for s, v in point.items() if isinstance(v, acb)}
        exact = {s: as_fmpq(v) for s, v in point.items() if s not in balls}
        self.given: Mapping[sp.Basic, Ball | fmpq] = {**balls, **exact}
        self.knowledge = Knowledge(program, exact)
        self.balls: list[Ball] = []
        self.failed: dict[int, Undefined | Unresolved] = {}

    def outcomes(self, roots: Sequence[int], digits: int) -> list[Outcome]:
        """What balls of ``digits`` digits say of the steps ``roots``."""
        with precision(digits):
            self._evaluate()
        return [self.failed.get(root) or Value(self.balls[root]) for root in roots]

    def _evaluate(self) -> None:
        self.balls, self.failed = [], {}
        balls, failed = self.balls, self.failed
        for number, step in enumerate(self.program.steps):
            if step.function is None:
                balls.append(self._leaf(number, step.node))
                continue
            if failed and (found := [failed[a] for a in step.arguments if a in failed]):
                failed[number] = next((f for f in found if isinstance(f, Undefined)), found[0])
                balls.append(NOTHING)
                continue
            ball = step.function(*[balls[a] for a in step.arguments])
            turns = step.function is power or step.node.func is sp.exp
            if not ball.is_finite() or (turns and not is_real(ball)):
                ball = self._repaired(number, step, ball)
            balls.append(ball)

    def is_blind(self) -> bool:
        """Whether a part of the formulas is lost in the radius of what it is a part of.

        So is exp(-x) in 1 + exp(-x) where x is large, and x in tanh(x): more digits might show
        what these do not.

        >>> x = sp.Symbol("x")
        >>> program = Program()
        >>> root = program.add(1 + sp.exp(-x))
        >>> here = AtPoint(program, {x: 1000})
        >>> [(here.outcomes([root], digits), here.is_blind())[1] for digits in (30, 500)]
        [True, False]
        """
        for step, ball in zip(self.program.steps, self.balls, strict=True):
            if step.node.is_Add:
                radius = ball.rad()
                terms = (self.balls[a] for a in step.arguments)
                if any(not t.contains(0) and abs(t).abs_upper() < radius for t in terms):
                    return True
            elif step.node.func in _SATURATED and (ball.contains(1) or ball.contains(-1)):
                return True
        return False

    def _leaf(self, number: int, node: sp.Basic) -> Ball:
        if node.is_Rational:
            return acb(fmpq(int(node.p), int(node.q)))
        if node in CONSTANTS and node not in self.given:
            return CONSTANTS[node]()
        if node in INFINITE:
            self.failed[number] = Undefined(f"{node} is no number")
            return NOTHING
        given = self.given[node]
        return given if isinstance(given, acb) else acb(given)

    def _repaired(self, number: int, step: Step, ball: Ball) -> Ball:
        """The ball of a step by exact knowledge where ``ball`` says too little; or a failure."""
        value = self.knowledge.value(number)
        if value is not None:
            return _ball_of(value)
        if step.function is power:
            exponent = self.knowledge.value(step.arguments[1])
            if exponent is not None and exponent.integer is not None:
                ball = self.balls[step.arguments[0]] ** exponent.integer
        if not ball.is_finite() and step.node.func in STEPS:
            assert step.function is not None
            ball = step.function(*map(self._exact, step.arguments))
        if not ball.is_finite():
            self.failed[number] = self._diagnosis(step)
        return ball

    def _diagnosis(self, step: Step) -> Undefined | Unresolved:
        node, arguments = step.node, step.arguments
        if node.is_Pow and self._vanishes(arguments[0]):
            exponent = self.balls[arguments[1]].real
            if exponent <= 0:
                reason = "division by zero" if exponent < 0 else "an undefined power of zero"
                return Undefined(f"{reason} in {node}")
        if isinstance(node, ORDERED):
            if any(not self.balls[a].imag.contains(0) for a in arguments):
                return Undefined(f"{node} compares complex numbers")
            if isinstance(node, sp.Mod) and self._vanishes(arguments[1]):
                return Undefined(f"division by zero in {node}")
        proven = getattr(step.function, "undefined", None)
        if proven is not None and (reason := proven(*(self.balls[a] for a in arguments))):
            return Undefined(reason)
        if arguments and node.func in POLES:
            exact = self.knowledge.value(arguments[-1])
            if exact is None and self._vanishes(arguments[-1]):
                exact = Exact()
            if exact is not None and POLES[node.func](exact):
                return Undefined(f"{node} has no value")
        return Unresolved(f"{node} is not resolved")

    def _exact(self, number: int) -> Ball:
        """The integer that a step is, if it is known to be one; else its ball."""
        ball = self.balls[number]
        whole = self.knowledge.whole(number, ball)
        return ball if whole is None else acb(whole)

    def _vanishes(self, number: int) -> bool:
        return self.knowledge.is_zero(number, self.balls[number]) is True


def _ball_of(value: Exact) -> Ball:
    plain = acb(value.re) + acb(0, 1) * acb(value.im)
    if value.is_plain:
        return acb(value.re) if value.is_real else plain
    return plain + acb.pi() * (acb(value.pi_re) + acb(0, 1) * acb(value.pi_im))
