"""What is known exactly of the steps of a program at a rational point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import sympy as sp

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.exact_polynomials import (
    polynomial_value,
    sequence_value,
)
from glassproof.derivations.proof.points.exact_values import (
    MAX_BITS,
    MAX_SEPARATION,
    Exact,
    RootBound,
    bound_of,
    bound_of_root_of_unity,
    fmpq,
    root_of,
)
from glassproof.derivations.proof.points.programs import Program, Step
from glassproof.derivations.proof.points.whole_numbers import whole_in

_ANGLES: dict[tuple[type, fmpq], fmpq] = {
    (sp.atan, fmpq(1)): fmpq(1, 4),
    (sp.atan, fmpq(-1)): fmpq(-1, 4),
    (sp.asin, fmpq(1)): fmpq(1, 2),
    (sp.asin, fmpq(-1)): fmpq(-1, 2),
    (sp.asin, fmpq(1, 2)): fmpq(1, 6),
    (sp.asin, fmpq(-1, 2)): fmpq(-1, 6),
    (sp.acos, fmpq(0)): fmpq(1, 2),
    (sp.acos, fmpq(-1)): fmpq(1),
    (sp.acos, fmpq(1, 2)): fmpq(1, 3),
    (sp.acos, fmpq(-1, 2)): fmpq(2, 3),
    (sp.arg, fmpq(-1)): fmpq(1),
}
"""Arguments whose value is a multiple of pi."""

_VANISHING = {
    sp.log: fmpq(1), sp.loggamma: fmpq(1), sp.acos: fmpq(1), sp.acosh: fmpq(1), sp.sin: fmpq(0),
    sp.tan: fmpq(0), sp.sinh: fmpq(0), sp.tanh: fmpq(0), sp.asin: fmpq(0), sp.atan: fmpq(0),
    sp.asinh: fmpq(0), sp.atanh: fmpq(0), sp.erf: fmpq(0), sp.erfi: fmpq(0), sp.Si: fmpq(0),
    sp.Shi: fmpq(0), sp.fresnels: fmpq(0), sp.fresnelc: fmpq(0), sp.LambertW: fmpq(0),
    sp.li: fmpq(0),
}  # fmt: skip
"""Where a function is exactly 0."""

_MOST_FACTORIAL = 500
_MOST_TERMS, _MOST_NESTED_TERMS = 100, 12


@lru_cache(maxsize=64)
def _inside(kind: type, function: sp.Expr, inner: tuple[sp.Tuple, ...]) -> tuple[Program, int]:
    """What is added or multiplied, as a program, and its step."""
    program = Program()
    return program, program.add(kind(function, *inner) if inner else function)


class Knowledge:
    """Exact values and separation bounds of the steps at one point, found when asked for."""

    def __init__(self, program: Program, point: Mapping[sp.Basic, fmpq]) -> None:
        self.steps: Sequence[Step] = program.steps
        self.point = point
        self._values: dict[int, Exact | None] = {}
        self._bounds: dict[int, RootBound | None] = {}

    def value(self, number: int) -> Exact | None:
        """The step's value in a + b pi, if it is known to be of that form."""
        if number not in self._values:
            found = self._value(self.steps[number])
            too_long = found is not None and found.height > MAX_BITS
            self._values[number] = None if too_long else found
        return self._values[number]

    def is_zero(self, number: int, ball: Ball) -> bool | None:
        """Whether the step is exactly zero, given a ball for it; None if that is not known."""
        value = self.value(number)
        if value is not None:
            return value.is_zero
        if not ball.contains(0):
            return False
        bound = self.bound(number)
        if bound is None or bound.separation > MAX_SEPARATION:
            return None
        small = abs(ball).abs_upper().log() * 1.4426951 < -bound.separation
        return True if small or ball.is_zero() else None

    def whole(self, number: int, ball: Ball) -> int | None:
        """The integer that the step is exactly, if it is known to be one."""
        value = self.value(number)
        if value is not None:
            return value.integer
        bound = self.bound(number)
        near = whole_in(ball.real.mid().floor()) if ball.is_finite() else None
        if near is None or bound is None:
            return None
        for integer in (int(near), int(near) + 1):
            gap = bound + RootBound(float(abs(integer).bit_length()), 0.0)
            small = abs(ball - integer).abs_upper()
            if gap.separation <= MAX_SEPARATION and (
                small.is_zero() or small.log() * 1.4426951 < -gap.separation
            ):
                return integer
        return None

    def bits_needed(self, number: int) -> float | None:
        """Bits that tell the step from zero, if it is algebraic."""
        bound = self.bound(number)
        return bound.separation if bound else None

    def bound(self, number: int) -> RootBound | None:
        """The separation bound of the step, if it is an algebraic number built of roots."""
        if number not in self._bounds:
            self._bounds[number] = self._bound(number)
        return self._bounds[number]

    # --- values ------------------------------------------------------------------------------

    def _value(self, step: Step) -> Exact | None:
        node = step.node
        if node.is_Rational:
            return Exact(fmpq(int(node.p), int(node.q)))
        if node.is_Symbol:
            return self._symbol(step)
        if node is sp.pi:
            return Exact(pi_re=fmpq(1))
        if node is sp.I:
            return Exact(im=fmpq(1))
        if not step.arguments:
            return None
        if node.is_Mul:
            return self._product(step)
        if isinstance(node, (sp.Sum, sp.Product)):
            return self._term_by_term(step)
        values = []
        for argument in step.arguments:
            value = self.value(argument)
            if value is None:
                return None
            values.append(value)
        if node.is_Add:
            return sum(values[1:], values[0])
        if node.is_Pow:
            return _power(*values)
        return _applied(node.func, values)

    def _symbol(self, step: Step) -> Exact | None:
        if step.arguments:
            return self.value(step.arguments[0])
        given = self.point.get(step.node)
        return None if given is None else Exact(given)

    def _product(self, step: Step) -> Exact | None:
        product, powers_of_pi = Exact(fmpq(1)), 0
        for argument in step.arguments:
            value = self.value(argument) or self._over_pi(argument)
            if value is None:
                return None
            inverse = self.value(argument) is None
            if not inverse and value.turns:
                value, powers_of_pi = Exact(value.turns), powers_of_pi + 1
            powers_of_pi -= inverse
            both = product.times(value)
            if both is None:
                return None
            product = both
        if powers_of_pi == 0:
            return product
        return product.times(Exact(pi_re=fmpq(1))) if powers_of_pi == 1 else None

    def _over_pi(self, number: int) -> Exact | None:
        """a, if the step is written as the inverse of pi/a."""
        step = self.steps[number]
        if not step.node.is_Pow or self.value(step.arguments[1]) != Exact(fmpq(-1)):
            return None
        base = self.value(step.arguments[0])
        return Exact(1 / base.turns) if base is not None and base.turns else None

    def _term_by_term(self, step: Step) -> Exact | None:
        """A finite sum or product of exact terms."""
        *inner, (variable, low, high) = step.node.limits
        if low.is_infinite or high.is_infinite:
            return None
        ends = [self.value(argument) for argument in step.arguments[:2]]
        begin, end = (None if value is None else value.integer for value in ends)
        most = _MOST_NESTED_TERMS if inner or step.node.function.has(sp.Sum) else _MOST_TERMS
        if begin is None or end is None or end - begin >= most:
            return None
        is_sum = isinstance(step.node, sp.Sum)
        program, root = _inside(step.node.func, step.node.function, tuple(inner))
        total: Exact | None = Exact(fmpq(0 if is_sum else 1))
        for index in range(begin, end + 1):
            term = Knowledge(program, {**self.point, variable: fmpq(index)}).value(root)
            if term is None or total is None:
                return None
            total = total + term if is_sum else total.times(term)
        return total

    # --- bounds ------------------------------------------------------------------------------

    def _bound(self, number: int) -> RootBound | None:
        step = self.steps[number]
        value = self.value(number)
        if value is not None:
            return bound_of(value)
        node = step.node
        if not step.arguments:
            return None
        if node.is_Symbol:  # that is pinned
            return self.bound(step.arguments[0])
        if node.is_Pow:
            return self._power_bound(number, step)
        if node.func in (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc):
            angle = self.value(step.arguments[0])
            turns = angle.turns if angle else None
            if turns is None or turns.q > 1000:
                return None
            return bound_of_root_of_unity(turns)
        if not (node.is_Add or node.is_Mul or isinstance(node, (sp.Max, sp.Min))):
            return None
        bounds = []
        for argument in step.arguments:
            bound = self.bound(argument)
            if bound is None:
                return None
            bounds.append(bound)
        total = bounds[0]
        for bound in bounds[1:]:
            total = total * bound if node.is_Mul else total + bound
        return total

    def _power_bound(self, number: int, step: Step) -> RootBound | None:
        base, exponent = self.bound(step.arguments[0]), self.value(step.arguments[1])
        rational = exponent.rational if exponent else None
        if base is None or rational is None or rational.q > 64 or abs(int(rational.p)) > 1000:
            return None
        rooted = base.root(int(rational.q), number) if rational.q > 1 else base
        return rooted.power(int(rational.p))


def _power(base: Exact, exponent: Exact) -> Exact | None:
    whole = exponent.integer
    if whole is not None:
        return base.power(whole)
    rational, value = exponent.rational, base.rational
    if value is None or rational is None:
        return None
    if not value:
        return base if rational > 0 else None
    if value < 0 and rational.q == 2:
        root = root_of(-value, 2)
        return Exact(im=root).power(int(rational.p)) if root is not None else None
    root = root_of(value, int(rational.q))
    return None if root is None else Exact(root).power(int(rational.p))


def _applied(function: type, values: list[Exact]) -> Exact | None:
    """A function at exact arguments, where the value is known to be exact."""
    rationals = [r for v in values if (r := v.rational) is not None]
    if len(rationals) < len(values):
        return _at_multiples_of_pi(function, values[0]) if len(values) == 1 else None
    found = _of_rationals(function, rationals)
    if found is not None or len(rationals) > 1:
        return found
    (value,) = rationals
    if function in _VANISHING and value == _VANISHING[function]:
        return Exact()
    if (function, value) in _ANGLES:
        return Exact(pi_re=_ANGLES[function, value])
    if function is sp.log and value == -1:
        return Exact(pi_im=fmpq(1))
    if not value and function in (sp.exp, sp.cos, sp.cosh):
        return Exact(fmpq(1))
    return None


def _at_multiples_of_pi(function: type, value: Exact) -> Exact | None:
    if function is sp.exp:
        turned = value.times(Exact(im=fmpq(-1)))
        quarter = None if turned is None else turned.turns
        if quarter is None or (2 * quarter).q != 1:
            return None
        return Exact(im=fmpq(1)).power(int((2 * quarter).p) % 4)
    turns = value.turns
    if turns is None or (2 * turns).q != 1 or function not in (sp.sin, sp.cos, sp.tan, sp.cot):
        return None
    halves = int((2 * turns).p)
    sine, cosine = ((0, 1), (1, 0), (0, -1), (-1, 0))[halves % 4]
    if function in (sp.sin, sp.cos):
        return Exact(fmpq(sine if function is sp.sin else cosine))
    above, below = (sine, cosine) if function is sp.tan else (cosine, sine)
    return Exact() if below and not above else None


def _of_rationals(function: type, values: list[fmpq]) -> Exact | None:
    first = values[0]
    if function in (sp.Max, sp.Min):
        return Exact(max(values) if function is sp.Max else min(values))
    if function is sp.Mod and values[1]:
        return Exact(first - values[1] * (first / values[1]).floor())
    if function is sp.Abs:
        return Exact(abs(first))
    if function is sp.sign:
        return Exact(fmpq((first > 0) - (first < 0)))
    if function in (sp.floor, sp.ceiling):
        return Exact(fmpq(first.floor() if function is sp.floor else first.ceil()))
    if function in (sp.re, sp.conjugate):
        return Exact(first)
    if function is sp.im:
        return Exact()
    if function is sp.Heaviside:
        return Exact(values[1] if not first else fmpq(int(first > 0)))
    if function is sp.KroneckerDelta and len(values) == 2:
        return Exact(fmpq(int(values[0] == values[1])))
    special = _special(function, values)
    if special is not None:
        return Exact(special)
    if all(v.q == 1 and abs(v.p) <= _MOST_FACTORIAL for v in values):
        return _of_integers(function, [int(v.p) for v in values])
    return None


_INTEGER_FUNCTIONS = (sp.binomial, sp.factorial2, sp.RisingFactorial, sp.FallingFactorial)


def _of_integers(function: type, values: list[int]) -> Exact | None:
    first = values[0]
    if function in (sp.gamma, sp.factorial):
        first = first - 1 if function is sp.gamma else first
        return Exact(fmpq(int(sp.factorial(first)))) if first >= 0 else None
    if function is sp.factorial2 and first < 0 and first % 2 == 0:
        return None
    if function in _INTEGER_FUNCTIONS:
        found = function(*values)
        return Exact(fmpq(int(found.p), int(found.q))) if found.is_Rational else None
    return None


def _special(function: type, values: list[fmpq]) -> fmpq | None:
    found = polynomial_value(function, values)
    return sequence_value(function, values) if found is None else found
