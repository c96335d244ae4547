"""Functions of cos t and sin t, times a harmonic, over turns, their halves and quarters."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.span import Span
from glassproof.derivations.integration.turns.bessel_integrals import exponential
from glassproof.derivations.integration.turns.poisson_kernels import Turn
from glassproof.derivations.proof.certificate import Certificate


def over_turn(expr: sp.Expr, span: Span) -> Closed | None:
    """Over a full turn, or over a half or a quarter of which the rest is a mirror image.

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> t, a = sp.Symbol("t", real=True), sp.Symbol("a", positive=True)
    >>> over_turn(1 / (a + 2 + sp.cos(t)), Span(t, sp.S.Zero, 2 * sp.pi, Decisions()))[0]
    2*pi/sqrt((a + 2)**2 - 1)
    """
    t, low = span.variable, span.low
    share = sp.expand(2 * sp.pi / (span.high - low))
    if not expr.has(sp.sin, sp.cos, sp.tan) or share not in (1, 2, 4):
        return None
    c, s = sp.symbols("c s", cls=sp.Dummy)
    order, rest = _harmonic(expr, t)
    turned = sp.expand_trig(rest).replace(sp.tan, lambda x: sp.sin(x) / sp.cos(x))
    turned = turned.xreplace({sp.cos(t): c, sp.sin(t): s})
    positive = {s} if low == 0 and share > 1 else set()
    if (low == 0 and share == 4) or (low == -sp.pi / 2 and share == 2):
        positive.add(c)
    turned = _with_squares(turned, {c, s}, positive)
    in_cosine = turned.subs(s, sp.sqrt(1 - c**2))
    turned = turned if in_cosine.has(sp.sqrt(1 - c**2)) else in_cosine
    even = not turned.has(s)
    doubled = _of_doubled_angle(turned, c) if even and (order / 2).is_integer else None
    whole = share == 1 and (even or order == 0)
    whole = whole or (share == 2 and even and (low == 0 or doubled is not None))
    if turned.has(t) or not (whole or (share == 4 and low == 0 and doubled is not None)):
        return None
    if doubled is not None:
        turned, order = doubled, order / 2
    found = over_circle(turned, Turn(c, s, span.outside, order))
    if found is None:
        return None
    value, name = found[0] / share, found[1]
    statement = f"{sp.Integral(expr, (t, span.low, span.high))} = {value}"
    return value, Certificate(name, statement, {"variable": str(t)})


def over_circle(expr: sp.Expr, turn: Turn) -> tuple[sp.Expr, str] | None:
    """The integral over 0 < t < 2 pi of what is in c = cos t and s = sin t, and the rule."""
    if expr.has(sp.exp, sp.cos, sp.sin, sp.cosh, sp.sinh):
        value, name = exponential(turn, expr), "Bessel's integral"
    else:
        value, name = turn.integral(expr), "Poisson's kernel"
    return None if value is None else (value, name)


def _harmonic(expr: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """n of one factor cos(n t), n no number, and the other factors; 0 if there is none."""
    for node in expr.atoms(sp.cos):
        order = sp.cancel(node.args[0] / t)
        if order.is_integer and not order.is_number and not order.has(t):
            rest = sp.cancel(expr / node)
            return (sp.S.Zero, expr) if rest.has(node) else (order, rest)
    return sp.S.Zero, expr


def _with_squares(expr: sp.Expr, names: set[sp.Symbol], positive: set[sp.Symbol]) -> sp.Expr:
    """log s as log(s^2)/2 where s > 0, or of |s|, and so for products of powers."""

    def squared(node: sp.Expr) -> sp.Expr:
        bare = node.args[0].args[0] if isinstance(node.args[0], sp.Abs) else node.args[0]
        factor, rest = bare.as_independent(*names, as_Add=False)
        powers = rest.as_powers_dict()
        fits = powers.keys() <= (positive if bare == node.args[0] else names)
        if not fits or not factor.is_positive:
            return node
        return sp.log(factor) + sp.Add(*(n * sp.log(x**2) / 2 for x, n in powers.items()))

    return expr.replace(lambda e: isinstance(e, sp.log) and e.has(*names), squared)


def _of_doubled_angle(expr: sp.Expr, c: sp.Symbol) -> sp.Expr | None:
    """A function of cos(t)^2 = (1 + cos(2 t))/2, with ``c`` for cos(2 t); None if it is none."""
    square = sp.Dummy("u", positive=True)
    moved = expr.subs(c, sp.sqrt(square))
    moved = moved.replace(lambda e: e.is_Add and e.has(square), sp.expand)
    return None if moved.has(sp.sqrt(square)) else moved.subs(square, (1 + c) / 2)
