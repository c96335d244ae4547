"""Generators of a field by their meaning: i, pi, roots of unity; and forms in SymPy again."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from dataclasses import dataclass
from math import lcm
from typing import TypeAlias

import flint
import sympy as sp

from glassproof.derivations.proof.radical_fractions import Field, Generator, Poly, RadicalFraction
from glassproof.derivations.proof.signs import Signs

Base: TypeAlias = RadicalFraction | None
"""What is raised to a power: an irreducible factor, or None for e."""


class FinerRootError(Exception):
    """A finer root of a base is needed than the one in use: start again with that."""


@dataclass
class Generators:
    """The generators of a field. ``roots`` remembers the order of each base's radical."""

    field: Field
    roots: dict[Hashable, int]
    turns: dict[int, int] = dataclasses.field(default_factory=dict)  # g^turns = 1

    def __post_init__(self) -> None:
        self.signs = Signs(self.field)

    def generator(self, key: Hashable, meaning: sp.Expr, sign: int | None) -> RadicalFraction:
        if key not in self.field.known:
            self.field.add_generator(key, Generator(meaning, sign))
        return self.field.generator(self.field.known[key])

    def unit(self) -> RadicalFraction:
        unit = self.generator(("i",), sp.I, None)
        self.field.relations[self.field.known["i",]] = (2, self.field.number(-1))
        return unit

    def pi(self) -> RadicalFraction:
        """The generator pi."""
        return self.generator(("constant", sp.pi), sp.pi, 1)

    def half_turns(self, base: RadicalFraction) -> flint.fmpq:
        """The argument of -1, i and -i in units of pi, 0 for what is none of these."""
        if base.constant == -1:
            return flint.fmpq(1)
        if base.den.is_one() and len(base.num) == 1 and ("i",) in self.field.known:
            unit = self.field.gens[self.field.known["i",]]
            if base.num in (unit, -unit):
                return flint.fmpq(1 if base.num == unit else -1, 2)
        return flint.fmpq(0)

    def turn(self, coefficient: flint.fmpq, mono: RadicalFraction) -> RadicalFraction | None:
        """exp(c i pi n), n a product of integer symbols: a root of unity, for c = 1 a sign."""
        others = [i for i in self.field.used(mono.num) if i not in self.signs.integers]
        if {self.field.generators[i].meaning for i in others} != {sp.I, sp.pi}:
            return None
        if not mono.den.is_one() or any(mono.num.degrees()[i] != 1 for i in others):
            return None
        if coefficient.q == 1:  # n^k is as odd as n
            (powers,) = mono.num.to_dict()
            powers = tuple(min(power, 1) for power in powers)
            mono = RadicalFraction(
                self.field.context.from_dict({powers: flint.fmpq(1)}), self.field.unit
            )
        key = ("turn", mono.key)
        order = lcm(int(coefficient.q), self.roots.get(key, 1))
        if order != self.roots.setdefault(key, order):
            self.roots[key] = order
            raise FinerRootError
        meaning = sp.exp(self.back_fraction(mono) / order, evaluate=False)
        root = self.generator(key, meaning, 0 if order == 1 else None)
        self.field.relations[self.field.known[key]] = (2 * order, self.field.one)
        self.turns[self.field.known[key]] = 2 * order
        return self.field.power(root, int(coefficient.p * order // coefficient.q) % (2 * order))

    def root_of_unity(self, turns: flint.fmpq) -> RadicalFraction:
        """exp(i pi turns)."""
        order = int(turns.q)
        if order == 1:
            return self.field.number(1 if int(turns.p) % 2 == 0 else -1)
        if order == 2:
            return self.field.power(self.unit(), int(turns.p) % 4)
        angle = sp.exp(sp.I * sp.pi / order, evaluate=False)
        root = self.generator(("unity", order), angle, None)
        whole = (order, self.field.number(-1))
        if order % 2 == 0:
            whole = (order // 2, self.unit())
        self.field.relations[self.field.known["unity", order]] = whole
        self.turns[self.field.known["unity", order]] = 2 * order
        return self.field.power(root, int(turns.p) % (2 * order))

    # --- back to SymPy -----------------------------------------------------------------------

    def back(self, poly: Poly) -> sp.Expr:
        """A polynomial in generators, in SymPy."""
        terms = []
        for powers, coefficient in poly.to_dict().items():
            factors = [
                generator.meaning**power
                for generator, power in zip(self.field.generators, powers, strict=False)
                if power
            ]
            terms.append(sp.Mul(sp.Rational(int(coefficient.p), int(coefficient.q)), *factors))
        return sp.Add(*terms)

    def back_fraction(self, value: RadicalFraction) -> sp.Expr:
        """A fraction, in SymPy."""
        return self.back(value.num) / self.back(value.den)

    def back_base(self, base: Base) -> sp.Expr:
        """A base, in SymPy."""
        return sp.E if base is None else self.back_fraction(base)
