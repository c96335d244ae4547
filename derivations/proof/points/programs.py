"""Formulas taken apart into steps, so that they are evaluated at many points.

Every node is one step, as it is written, also where SymPy would rewrite it (``evaluate=False``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import flint
import sympy as sp

from glassproof.derivations.proof.complex_symbols import in_coordinates, is_complex
from glassproof.derivations.proof.free_symbols import free_symbols
from glassproof.derivations.proof.points.analyticity import where_analytic
from glassproof.derivations.proof.points.ball_functions import Ball, function_of, is_real, is_slow
from glassproof.derivations.proof.points.enclosures.table import COSTLY, ENCLOSURES
from glassproof.derivations.proof.points.whole_numbers import whole_in

acb, arb = flint.acb, flint.arb


class NoBallVersionError(ValueError):
    """A formula has a part that balls cannot evaluate."""


CONSTANTS: dict[sp.Basic, Callable[[], Ball]] = {
    sp.pi: acb.pi,
    sp.E: lambda: acb(arb.const_e()),
    sp.EulerGamma: lambda: acb(arb.const_euler()),
    sp.I: lambda: acb(0, 1),
    sp.Catalan: lambda: acb(arb.const_catalan()),
    sp.GoldenRatio: lambda: (acb(5).sqrt() + 1) / 2,
}
INFINITE = (sp.nan, sp.zoo, sp.oo, -sp.oo)


@dataclass(frozen=True)
class Step:
    """One node, and how its ball follows from those of the steps ``arguments``.

    A leaf has no ``function``.
    """

    node: sp.Basic
    arguments: tuple[int, ...] = ()
    function: Callable[..., Ball] | None = None


@dataclass
class Program:
    """Steps in an order in which each follows from earlier ones; equal nodes are one step.

    Nodes of ``given`` are not taken apart: the point has their values. Symbols that are ``pinned``
    have a value written out, which no point gives. A step has no finite ball where it is not an
    analytic function of the symbols named as ``analytic``.

    >>> x = sp.Symbol("x")
    >>> program = Program()
    >>> program.add(1 / (x**2 + 1)) > program.add(x**2 + 1), len(program.steps)
    (True, 7)
    """

    given: frozenset[sp.Basic] = frozenset()
    analytic: frozenset[sp.Symbol] = frozenset()
    pinned: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    symbols: dict[sp.Symbol, int] = field(default_factory=dict)
    is_slow: bool = False
    is_costly: bool = False
    _known: dict[sp.Basic, int] = field(default_factory=dict)

    def add(self, node: sp.Basic) -> int:
        """The number of the step that evaluates ``node``; :class:`NoBallVersionError` if none."""
        if node not in self._known:
            whole = is_complex(node) and node not in self.given
            leaf = node.is_Rational or node.is_Symbol or node in self.given
            leaf = leaf or node in CONSTANTS or node in INFINITE
            step = Step(node)
            varies = bool(self.analytic) and node.has(*self.analytic)
            if node in self.pinned:
                step = Step(node, (self.add(self.pinned[node]),), _itself)
            elif whole:  # of its coordinates
                step = Step(node, (self.add(in_coordinates(node)),), _itself)
            elif not leaf and node.func in ENCLOSURES and (settled := self._settled(node)) != node:
                step = Step(node, (self.add(settled),), _itself)
            elif not leaf and node.func in ENCLOSURES:
                inside = partial(_within, self.analytic) if varies else compiled
                arguments, function = ENCLOSURES[node.func](node, inside)
                step = Step(node, tuple(self.add(a) for a in arguments), function)
            elif not leaf:
                function = _function(node)
                if varies:
                    function = where_analytic(node, function, self.analytic)
                step = Step(node, tuple(self.add(a) for a in node.args), function)
            self.is_slow = self.is_slow or is_slow(node.func) or node.func in ENCLOSURES
            self.is_costly = self.is_costly or node.func in COSTLY
            self.steps.append(step)
            self._known[node] = len(self.steps) - 1
            if isinstance(node, sp.Symbol) and not step.arguments:
                self.symbols[node] = self._known[node]
        return self._known[node]

    def _settled(self, node: sp.Basic) -> sp.Basic:
        """A node with a bound variable at the values of pinned symbols, which it may hide in
        what is decided only exactly, as conditions are."""
        here = {s: v for s, v in self.pinned.items() if s in free_symbols(node)}
        bound = node.atoms(sp.Symbol) - free_symbols(node) if here else set()
        return node if not here or here.keys() & bound else node.xreplace(here)


def compiled(
    expr: sp.Expr, order: Sequence[sp.Symbol], analytic: frozenset[sp.Symbol] = frozenset()
) -> Callable[..., Ball]:
    """``expr`` as a function of the balls of the symbols ``order``; not finite without a value.

    If symbols are named as ``analytic``, the ball is finite only where ``expr`` is an analytic
    function of them on the balls given.

    >>> x, k = sp.symbols("x k")
    >>> compiled(x**k / k, [k, x])(acb(2), acb(3))
    4.50000000000000
    >>> whole = acb(arb(0, 1))
    >>> [compiled(sp.sqrt(x), [x], names)(whole).is_finite() for names in ({}, {x})]
    [True, False]
    """
    program = Program(frozenset(order), frozenset(analytic))
    root = program.add(expr)
    places = {symbol: place for place, symbol in enumerate(order)}
    constants: dict[int, dict[int, Ball]] = {}  # by precision, then by step

    def body(*values: Ball) -> Ball:
        fixed = constants.setdefault(flint.ctx.prec, {})
        balls: list[Ball] = []
        for number, step in enumerate(program.steps):
            if step.function is not None:
                balls.append(step.function(*[balls[a] for a in step.arguments]))
            elif step.node in places:
                balls.append(values[places[step.node]])
            else:
                if number not in fixed:
                    fixed[number] = constant(step.node)
                balls.append(fixed[number])
        return balls[root]

    return body


def _within(
    names: frozenset[sp.Symbol],
    expr: sp.Expr,
    order: Sequence[sp.Symbol],
    analytic: frozenset[sp.Symbol] = frozenset(),
) -> Callable[..., Ball]:
    return compiled(expr, order, names | analytic)


def _itself(ball: Ball) -> Ball:
    return ball


def constant(node: sp.Basic) -> Ball:
    """The ball of a rational number or of a constant; not finite of what is no number."""
    if node.is_Rational:
        return acb(flint.fmpq(int(node.p), int(node.q)))
    return CONSTANTS[node]() if node in CONSTANTS else acb(arb.nan(), arb.nan())


def _function(node: sp.Basic) -> Callable[..., Ball]:
    if node.is_Add:
        return _sum
    if node.is_Mul:
        return _product
    if node.is_Pow:
        return power
    function = function_of(node.func)
    if function is None:
        if node.is_Float:
            raise NoBallVersionError(f"{node} is not a rational number: give exact rationals")
        raise NoBallVersionError(
            f"{node.func.__name__} has no ball version: write it with elementary functions"
        )
    return function


def _sum(first: Ball, *others: Ball) -> Ball:
    for other in others:
        first = first + other
    return first


def _product(first: Ball, *others: Ball) -> Ball:
    for other in others:
        first = first * other
    return first


def power(base: Ball, exponent: Ball) -> Ball:
    """base**exponent on the principal branch; 0**0 is 1, as for polynomials and series."""
    if is_real(exponent):
        real = exponent.real
        whole = whole_in(real) if real.is_exact() else None
        if whole is not None:
            return base ** int(whole)
        if real == _HALF:
            return base.sqrt()
        if is_real(base) and base.real > 0:
            return acb(base.real**real)
    if base.is_zero() and exponent.real > 0:
        return base
    return base**exponent


_HALF = arb(0.5)
