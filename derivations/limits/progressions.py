"""A function along x = T j + r, where what has the period T in it is constant.

Sines and cosines of a x + b, powers of negative numbers, floors and remainders are periodic, or
linear and periodic; along an arithmetic progression in step with all of them the rest is regular.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

_TURNS: dict[type, sp.Expr] = {
    sp.sin: 2 * sp.pi, sp.cos: 2 * sp.pi, sp.sec: 2 * sp.pi, sp.csc: 2 * sp.pi,
    sp.tan: sp.pi, sp.cot: sp.pi, sp.floor: sp.Integer(1), sp.ceiling: sp.Integer(1),
}  # fmt: skip
_MOST_TERMS = 12
_NO_NUMBERS = (sp.nan, sp.zoo, sp.oo, -sp.oo)


def period(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """The period of all that is periodic, an integer if ``variable`` is one; None if there is none.

    >>> x, n = sp.Symbol("x", real=True), sp.Symbol("n", integer=True)
    >>> period(sp.sin(2 * x) + sp.cos(3 * x), x), period((-1) ** n * sp.cos(sp.pi * n / 3), n)
    (2*pi, 6)
    """
    nodes = _periodic(expr, variable)
    if not nodes:
        return None
    unit = sp.Integer(1) if variable.is_integer else nodes[0].period
    total = sp.Integer(1)
    for node in nodes:
        ratio = sp.simplify(node.period / unit)
        if not ratio.is_Rational:
            return None
        total = sp.ilcm(total.p, ratio.p) / sp.Integer(sp.igcd(total.q, ratio.q))
    return total * unit


def along(
    expr: sp.Expr, variable: sp.Symbol, step: sp.Expr, shift: sp.Expr, index: sp.Symbol
) -> sp.Expr | None:
    """``expr`` at step * index + shift, ``step`` being a multiple of its period.

    >>> n, j = sp.symbols("n j", integer=True)
    >>> along((-2) ** n + sp.floor(n / 2), n, sp.Integer(2), sp.Integer(1), j)
    -2*2**(2*j) + j
    """
    constant = {}
    for found in _periodic(expr, variable):
        node, moved = found.node, found.slope * step * index
        value = node.func(*_exchanged(node, found.slope * shift + found.offset))
        if isinstance(node, (sp.floor, sp.ceiling)):
            value += moved
        elif node.is_Pow and not isinstance(node, sp.exp):
            value *= sp.Abs(node.base) ** moved
        constant[node] = value
    there = expr.xreplace(constant).xreplace({variable: step * index + shift})
    return None if there.has(*_NO_NUMBERS) else there


def classes(
    expr: sp.Expr, variable: sp.Symbol, step: sp.Expr, index: sp.Symbol
) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Shifts, and ``expr`` along them: all residues of an integer, eighths of the step of a real.

    What has no value along a progression is left out.
    """
    if variable.is_integer:
        shifts = [sp.Integer(r) for r in range(min(int(step), _MOST_TERMS))]
    else:
        shifts = [step * k / 8 for k in range(8)]
    for shift in shifts:
        if (found := along(expr, variable, step, shift, index)) is not None:
            yield shift, found


@dataclass(frozen=True)
class _Periodic:
    """A node that depends on slope * variable + offset, with its period in the variable."""

    node: sp.Expr
    slope: sp.Expr
    offset: sp.Expr
    period: sp.Expr


def _periodic(expr: sp.Expr, variable: sp.Symbol) -> list[_Periodic]:
    """The outermost nodes that are periodic functions of the variable, or grow by steps."""
    found: dict[sp.Basic, _Periodic] = {}
    walk = sp.preorder_traversal(expr)
    for node in walk:
        if node.has(variable) and (known := _read(node, variable)) is not None:
            found[node] = known
            walk.skip()
    return list(found.values())


def _read(node: sp.Basic, variable: sp.Symbol) -> _Periodic | None:
    inside = _inside(node)
    linear = None if inside is None else _linear(inside, variable)
    if linear is None or linear[0] == 0 or not linear[0].is_real:
        return None
    turn = _turn(node)
    return None if turn is None else _Periodic(node, *linear, turn / sp.Abs(linear[0]))


def _inside(node: sp.Basic) -> sp.Expr | None:
    """What the node is a periodic function of."""
    if isinstance(node, sp.exp):
        return sp.expand(node.args[0] / sp.I)
    if node.is_Pow:
        return node.exp if _turned(node.base) else None
    if isinstance(node, sp.Mod) or type(node) in _TURNS:
        return node.args[0]
    return None


def _exchanged(node: sp.Expr, inside: sp.Expr) -> tuple[sp.Expr, ...]:
    if isinstance(node, sp.exp):
        return (sp.I * inside,)
    if node.is_Pow:
        return node.base, inside
    return (inside, *node.args[1:])


def _turn(node: sp.Basic) -> sp.Expr | None:
    if isinstance(node, sp.exp):
        return 2 * sp.pi
    if node.is_Pow:
        return _turned(node.base)
    if isinstance(node, sp.Mod):
        return node.args[1] if node.args[1].is_positive else None
    return _TURNS[type(node)]


def _turned(base: sp.Expr) -> sp.Expr | None:
    """The period of (base/|base|)^x."""
    if base.is_negative:
        return sp.Integer(2)
    ratio = base / sp.I
    return sp.Integer(4) if base.is_number and ratio.is_real else None


def _linear(expr: sp.Expr, variable: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """Slope and offset."""
    slope, offset = (sp.expand(expr).coeff(variable, k) for k in (1, 0))
    rest = sp.expand(expr - slope * variable - offset)
    return (slope, offset) if rest == 0 else None
