"""What a function is divided by before its derivative is taken, so that this is simpler."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.inequalities.real_functions import PRIMITIVES

_OSCILLATING = (sp.sin, sp.cos)


def divisors(f: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """What f is divided by before its derivative is taken, the most promising first."""
    primitives = [
        node
        for node in f.atoms(sp.log, *PRIMITIVES)
        if node.has(x) and not isinstance(node, _OSCILLATING)
    ]
    primitives.sort(key=sp.count_ops, reverse=True)
    for node in primitives:
        unknown = sp.Dummy()
        held = sp.expand(f.xreplace({node: unknown}))
        if held.is_polynomial(unknown):
            poly = sp.Poly(held, unknown)
            yield sp.factor(poly.LC().xreplace({unknown: node}))
    if primitives:
        yield sp.S.One
        return
    groups: dict[sp.Expr, sp.Expr] = {}
    for term in sp.Add.make_args(sp.expand(f)):
        rational, rest = _rational_part(term, x)
        groups[rest] = groups.get(rest, sp.S.Zero) + rational
    if any(rest.has(*_OSCILLATING) for rest in groups):
        yield sp.S.One
        return
    choices = sorted(groups.items(), key=lambda pair: (_degree(pair[1], x), sp.count_ops(pair[0])))
    for rest, rational in choices:
        yield sp.factor(rational) * rest
    yield sp.S.One


def _rational_part(term: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """A term as a rational function of x times the rest."""
    rational, rest = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(term):
        if factor.is_rational_function(x):
            rational *= factor
        else:
            rest *= factor
    return rational, rest


def _degree(expr: sp.Expr, x: sp.Symbol) -> int:
    return int(sp.degree(expr, x)) if expr.is_polynomial(x) and expr.has(x) else 0
