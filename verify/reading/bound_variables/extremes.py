r"""Upper and lower limits, read as limits: \limsup, \liminf.

Over the integers a sequence is split into residue classes in which its signs and turns do not
change: its upper limit is the largest of their limits. A wave A sin(g) + B whose g is a polynomial
takes all values between B - |A| and B + |A| far out. Everything else has the limit that it has, or
no value here.
"""

from __future__ import annotations

from math import lcm

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term

MOST_CLASSES = 24


def extreme(
    body: Term, symbol: sp.Symbol, target: Term, side: str = "+-", *, upper: bool = True
) -> Term:
    """The upper limit of ``body``, or the lower one.

    >>> n, oo = sp.Symbol("n", integer=True), Term.of(sp.oo)
    >>> extreme(Term.of((-1) ** n * (1 + 1 / n)), n, oo).expr
    Max(Limit(-1 - 1/(2*n + 1), n, oo, dir='-'), Limit(1 + 1/(2*n), n, oo, dir='-'))
    """
    formula = binders.settled(body).expr
    if not target.expr.is_infinite:
        return binders.limit(body, symbol, target, side)
    if symbol.is_integer:
        count = _classes(formula, symbol)
        if count == 1:
            return binders.limit(body, symbol, target, side)
        parts = [_residue(formula, symbol, count, rest) for rest in range(count)]
        limits = [binders.limit(Term.of(part), symbol, target, side) for part in parts]
        return construct.apply("Max" if upper else "Min", limits)
    wave = _wave(formula, symbol)
    if wave is None:
        return binders.limit(body, symbol, target, side)
    middle, height = (binders.limit(Term.of(part), symbol, target, side) for part in wave)
    return construct.add([middle, height if upper else construct.negative(height)])


def _classes(formula: sp.Expr, symbol: sp.Symbol) -> int:
    """The period of the signs, roots of unity and remainders in a formula; 1 if it has none."""
    periods = [1]
    for node in formula.atoms(sp.Pow, sp.sin, sp.cos, sp.Mod):
        if node.is_Pow and node.base in (-1, sp.I) and node.exp.has(symbol):
            periods.append(2 if node.base == -1 else 4)
        elif isinstance(node, (sp.sin, sp.cos)):
            turn = (node.args[0] / sp.pi).expand().coeff(symbol)
            periods.append(int((2 / turn).p) if turn.is_Rational and turn else 1)
        elif isinstance(node, sp.Mod) and node.args[1].is_Integer:
            periods.append(int(abs(node.args[1])))
    period = lcm(*(abs(p) for p in periods))
    return period if period <= MOST_CLASSES else 1


def _residue(formula: sp.Expr, symbol: sp.Symbol, count: int, rest: int) -> sp.Expr:
    """The formula where the variable is ``rest`` more than a multiple of ``count``."""
    turned = formula.subs(symbol, count * symbol + rest)

    def settled(power: sp.Expr) -> sp.Expr:
        exponent = power.exp.expand()
        size = exponent.coeff(symbol)
        cycle = 2 if power.base == -1 else 4
        if (size / cycle).is_integer and (exponent - size * symbol).is_integer:
            return power.base ** (exponent - size * symbol)
        return power

    turned = turned.replace(lambda e: e.is_Pow and e.base in (-1, sp.I), settled)
    return turned.replace(
        lambda e: isinstance(e, (sp.sin, sp.cos)), lambda e: e.func(sp.expand(e.args[0]))
    )


def _wave(formula: sp.Expr, symbol: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """B and the size of A of A sin(g) + B with a polynomial g."""
    waves = [node for node in formula.atoms(sp.sin, sp.cos) if node.has(symbol)]
    if len(waves) != 1 or not waves[0].args[0].is_polynomial(symbol):
        return None
    name = sp.Dummy(real=True)
    parts = sp.expand(formula.xreplace({waves[0]: name}))
    size, middle = parts.coeff(name, 1), parts.coeff(name, 0)
    if sp.expand(parts - size * name - middle) != 0 or size.has(name) or not size.is_real:
        return None
    return middle, sp.Abs(size)
