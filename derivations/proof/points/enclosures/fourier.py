"""Fourier series with rational coefficients, term by term in polylogarithms on the unit circle.

    sum over k >= K of e^(i theta k) / (k + p/q)^s
        = q^s e^(-i phi p) sum over m >= q K + p, m = p (mod q), of e^(i phi m) / m^s,
    with phi = theta/q,

and the sum over one residue class is a mean over the q-th roots of unity of
Li_s(z) = sum over m >= 1 of z^m/m^s, z = e^(i phi), which converges for s >= 2, and for s = 1 where
z is not 1. It is the sum of two halves, of which the first, Li_s(z) + (-1)^s Li_s(1/z) over 2, is a
Bernoulli polynomial of phi on each turn, and 0 at phi = 0 if s = 1: that of a series of sines.

Reference: NIST Digital Library of Mathematical Functions, 24.8.3, 25.12.10 and 25.14.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in

_MOST_WAVES = 24
_MOST_ORDER = 12
_MOST_CLASSES = 12
_MOST_FIRST = 60


@dataclass
class Halves:
    """Names of the two halves of Li_s(e^(i phi)), by s and by phi or -phi."""

    names: dict[tuple[int, sp.Expr], tuple[sp.Symbol, sp.Symbol]] = field(default_factory=dict)

    def series(self, order: int, phi: sp.Expr) -> sp.Expr:
        """Li_s(e^(i phi)) by the names of its halves."""
        mirrored = phi.could_extract_minus_sign()
        key = order, sp.expand(-phi if mirrored else phi)
        first, second = self.names.setdefault(key, (sp.Dummy("A"), sp.Dummy("B")))
        return (-1) ** order * (first - second) if mirrored else first + second


@dataclass(frozen=True)
class Wave:
    """scale e^(i angle k) / (k + shift)^order, of an integer k."""

    scale: sp.Expr
    angle: sp.Expr
    shift: sp.Rational
    order: int

    def summed(self, low: int, halves: Halves) -> sp.Expr | None:
        """Its sum over k >= low; None where there is none, or too much to add."""
        if self.order == 1 and sp.expand(self.angle / (2 * sp.pi)).is_Integer:
            return None
        q, p = int(self.shift.q), int(self.shift.p)
        start = max(low, int(sp.floor(-self.shift)) + 1)  # from there on k + shift > 0
        if (q == 1 and low + p <= 0) or q > _MOST_CLASSES or start - low > _MOST_FIRST:
            return None
        phi = self.angle / q
        first = q * start + p
        mean = sum(
            sp.exp(-2 * sp.pi * sp.I * sp.Rational(r * p, q))
            * halves.series(self.order, phi + 2 * sp.pi * sp.Rational(r, q))
            for r in range(q)
        )
        before = [m for m in range(1, first) if (m - p) % q == 0]
        if len(before) > _MOST_FIRST:
            return None
        known = sum(sp.exp(sp.I * phi * m) / sp.Integer(m) ** self.order for m in before)
        tail = q**self.order * sp.exp(-sp.I * phi * p) * (mean / q - known)
        head = sum(
            sp.exp(sp.I * self.angle * k) / (k + self.shift) ** self.order
            for k in range(low, start)
        )
        return self.scale * (head + tail)


def waves(term: sp.Expr, index: sp.Symbol) -> list[Wave] | None:
    """A term as waves; None if it is something else, or all its angles are 0 or pi.

    >>> k, x = sp.Symbol("k", integer=True), sp.Symbol("x", real=True)
    >>> [(w.scale, w.angle, w.shift, w.order) for w in waves(sp.cos(k * x) / (2 * k + 1), k)]
    [(1/4, -x, 1/2, 1), (1/4, x, 1/2, 1)]
    """
    if not term.has(sp.sin, sp.cos, sp.exp) or term.has(sp.Sum, sp.Product, sp.Integral):
        return None
    found: list[Wave] = []
    for addend in sp.Add.make_args(sp.expand_mul(term)):
        parts = _waves_of(addend, index)
        if parts is None or len(found) + len(parts) > _MOST_WAVES:
            return None
        found += parts
    turning = any(not sp.expand(wave.angle / sp.pi).is_Integer for wave in found)
    return _gathered(found) if turning else None


def _waves_of(addend: sp.Expr, index: sp.Symbol) -> list[Wave] | None:
    """Of a product of what turns and of what is rational in the index."""
    turning, rest = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(addend):
        turns = factor.has(sp.sin, sp.cos, sp.exp) or factor.as_base_exp()[0] == -1
        turning, rest = (turning * factor, rest) if turns else (turning, rest * factor)
    fractions = _fractions(rest, index)
    turned = [_turn(part, index) for part in sp.Add.make_args(sp.expand(turning.rewrite(sp.exp)))]
    if fractions is None or None in turned:
        return None
    return [
        Wave(factor * number, angle, shift, order)
        for factor, angle in filter(None, turned)
        for number, shift, order in fractions
    ]


def _turn(part: sp.Expr, index: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """c and theta of c e^(i theta k)."""
    exponent, scale = sp.S.Zero, sp.S.One
    for factor in sp.Mul.make_args(part):
        base, power = factor.as_base_exp()
        if base == sp.E:
            exponent += power
        elif base == -1:
            exponent += sp.I * sp.pi * power
        else:
            scale *= factor
    phase = sp.expand(exponent / sp.I)
    angle, offset = phase.coeff(index, 1), phase.coeff(index, 0)
    linear = sp.expand(phase - angle * index - offset) == 0
    if not linear or not angle.is_extended_real or scale.has(index):
        return None
    return scale * sp.exp(sp.I * offset), angle


def _fractions(rest: sp.Expr, index: sp.Symbol) -> list[tuple[sp.Expr, sp.Rational, int]] | None:
    """Partial fractions c/(k + a)^s of rational poles."""
    scale, quotient = rest.as_independent(index, as_Add=False)
    if quotient.free_symbols != {index} or not quotient.is_rational_function(index):
        return None
    found = []
    for part in sp.Add.make_args(sp.apart(sp.together(quotient), index)):
        above, below = part.as_numer_denom()
        base, order = sp.factor(below).as_independent(index, as_Add=False)[1].as_base_exp()
        linear = sp.Poly(base, index) if base.is_polynomial(index) else None
        if linear is None or linear.degree() != 1 or above.has(index):
            return None
        if not order.is_Integer or not 1 <= order <= _MOST_ORDER:
            return None
        shift = linear.nth(0) / linear.LC()
        number = sp.cancel(part * (index + shift) ** order)
        if not shift.is_Rational or number.has(index):
            return None
        found.append((scale * number, shift, int(order)))
    return found


def _gathered(found: list[Wave]) -> list[Wave]:
    total: dict[tuple[sp.Expr, sp.Rational, int], sp.Expr] = {}
    for wave in found:
        key = (wave.angle, wave.shift, wave.order)
        total[key] = total.get(key, sp.S.Zero) + wave.scale
    ordered = sorted(total, key=lambda key: (*map(sp.default_sort_key, key[:2]), key[2]))
    return [Wave(total[key], *key) for key in ordered if total[key] != 0]


def in_halves(term: sp.Expr, index: sp.Symbol, low: sp.Expr) -> tuple[sp.Expr, Halves] | None:
    """The sum over all integers from ``low`` on, where that is such a series.

    >>> k, x = sp.Symbol("k", integer=True), sp.Symbol("x", real=True)
    >>> value, halves = in_halves(sp.sin(k * x) / k, k, sp.Integer(1))
    >>> value, list(halves.names)
    (-_A*I, [(1, x)])
    """
    found = waves(term, index) if low.is_Integer else None
    if found is None:
        return None
    halves = Halves()
    sums = [wave.summed(int(low), halves) for wave in found]
    return None if None in sums else (sp.expand(sp.Add(*sums)), halves)


def enclose(
    inside: sp.Expr, variable: sp.Symbol, low: sp.Expr, compiled: Compile
) -> Enclosed | None:
    """The ball of such a sum, or None."""
    found = in_halves(inside, variable, low)
    if found is None:
        return None
    value, halves = found
    free = [symbol for symbol in free_in(inside) if symbol != variable]
    used = [
        (name, order, phi, number)
        for (order, phi), names in halves.names.items()
        for number, name in enumerate(names)
        if value.has(name)
    ]
    body = compiled(value, [*free, *(name for name, *_ in used)])
    kinds = [(order, number) for _, order, _, number in used]
    total = _Total(body, len(free), kinds, _is_real(inside))
    return [*free, *(phi for _, _, phi, _ in used)], total


def _is_real(inside: sp.Expr) -> bool:
    """Whether sines, cosines and whole powers of real numbers are all there is in it."""
    functions = inside.atoms(sp.Function) <= inside.atoms(sp.sin, sp.cos)
    powers = all(power.exp.is_integer for power in inside.atoms(sp.Pow))
    real = all(symbol.is_extended_real for symbol in inside.free_symbols)
    return functions and powers and real and not inside.has(sp.I)


@dataclass(frozen=True)
class _Total:
    body: Body
    free: int
    kinds: Sequence[tuple[int, int]]
    is_real: bool

    def __call__(self, *balls: Ball) -> Ball:
        angles = balls[self.free :]
        if not all(angle.imag.is_zero() for angle in angles):
            return NOTHING
        halves = [_half(*kind, angle) for kind, angle in zip(self.kinds, angles, strict=True)]
        value = self.body(*balls[: self.free], *halves)
        return acb(value.real) if self.is_real else value


def _half(order: int, number: int, angle: Ball) -> Ball:
    if order == 1 and angle.is_zero():
        return NOTHING if number else acb(0)
    z = (acb(0, 1) * angle).exp()
    if order == 1:
        value = -(1 - z).log()
        return acb(value.real) if number else acb(arb(0), value.imag)
    sign = (-1) ** (order + number)
    total: Ball = z.polylog(order) + sign * (1 / z).polylog(order)
    return total / 2
