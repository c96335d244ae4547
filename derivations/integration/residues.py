"""Integrals by residues: rational functions, with a wave, over the line; and over circles.

Over the line R has no real poles and its denominator's degree exceeds the numerator's by 2, or by 1
with a wave exp(i w x), w > 0, which Jordan's lemma asks for; over the circle R(z)/(i z) is summed
over the poles with |z| < 1; there an entire function may be the numerator. Where poles lie is
proven for every one of them. Where parameters make poles of one side meet, or send one to infinity,
integral and value are continuous, so that what holds for all other parameters holds there, too.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.shapes import real_form
from glassproof.derivations.integration.span import Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.summation.holomorphy import is_holomorphic

_MOST_DEGREE = 12
_MOST_ORDER = 6


def over_line(expr: sp.Expr, span: Span) -> Closed | None:
    """R(x) times 1, cos(w x), sin(w x), exp(i w x) over the line; even ones over (0, oo)."""
    x = span.variable
    half = span.low == 0 and span.high is sp.oo
    if not half and not (span.low is -sp.oo and span.high is sp.oo):
        return None
    if half:
        bare = sp.Dummy("x", real=True)
        expr, x = expr.xreplace({x: bare}), bare
        if sp.expand(sp.cancel(sp.together(expr.subs(x, -x) - expr))) != 0:
            return None
    total, told = sp.Integer(0), []
    plain = expr.replace(
        lambda e: isinstance(e, (sp.sin, sp.cos)) and e.args[0].has(x),
        lambda e: e.rewrite(sp.exp),
    )
    waves: dict[sp.Expr, sp.Expr] = {}
    above, below = sp.fraction(sp.together(plain))
    for term in sp.Add.make_args(sp.expand(above)):
        phase, rational = _split(term / below, x)
        if phase is None:
            return None
        waves[phase] = waves.get(phase, sp.Integer(0)) + rational
    for phase, rational in waves.items():
        found = _line(sp.together(rational), phase, x, span.outside)
        if found is None:
            return None
        total += found[0]
        told += found[1]
    value = real_form(total / 2 if half else total, expr)
    statement = f"the integral of {expr} over ({span.low}, {span.high}) is {value}"
    data = {"poles and residues": told, "variable": str(x)}
    return value, Certificate("residues in a half-plane", statement, data)


def _split(term: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr | None, sp.Expr]:
    """w and R of R(x) exp(i w x)."""
    phase, rational = sp.Integer(0), sp.Integer(1)
    for piece in sp.Mul.make_args(term):
        if isinstance(piece, sp.exp) and piece.has(x):
            phase += piece.args[0]
        else:
            rational *= piece
    slope = sp.expand(sp.diff(phase, x) / sp.I) if phase != 0 else sp.Integer(0)
    constant = phase.subs(x, 0) if phase != 0 else sp.Integer(0)
    if slope.has(x) or not rational.is_rational_function(x):
        return None, rational
    return slope, rational * sp.exp(constant)


def _line(
    rational: sp.Expr, wave: sp.Expr, x: sp.Symbol, decide: Decisions
) -> tuple[sp.Expr, list[str]] | None:
    side = decide.sign_or_none(wave)
    above, below = sp.fraction(sp.cancel(rational))
    gap = sp.degree(below, x) - (sp.degree(above, x) if above.has(x) else 0)
    if side is None or gap < (1 if side else 2):
        return None
    upper = -1 if side == -1 else 1
    poles = _poles(below, x, lambda z: decide.sign_or_none(_imaginary(z)))
    if poles is None or any(place == 0 for *_, place in poles):
        return None
    total, told = sp.Integer(0), []
    for pole, order, place in poles:
        if place == upper:
            residue = _residue(above * sp.exp(sp.I * wave * x), below, x, poles, pole)
            total += residue
            told.append(f"{pole}, order {order}: {residue}")
    return upper * 2 * sp.pi * sp.I * total, told


def _imaginary(z: sp.Expr) -> sp.Expr:
    return sp.im(sp.expand_complex(z))


def _poles(
    below: sp.Expr, x: sp.Symbol, placed: Callable[[sp.Expr], int | None]
) -> list[tuple[sp.Expr, int, int]] | None:
    """Every zero of the denominator with its order and where it lies, or None."""
    degree = sp.degree(below, x)
    if degree > _MOST_DEGREE:
        return None
    roots = sp.roots(sp.Poly(below, x))
    if sum(roots.values()) != degree:
        return None
    found = []
    for pole, order in roots.items():
        place = placed(pole)
        if place is None or order > _MOST_ORDER:
            return None
        found.append((pole, order, place))
    return found


def _residue(
    above: sp.Expr,
    below: sp.Expr,
    x: sp.Symbol,
    poles: list[tuple[sp.Expr, int, int]],
    pole: sp.Expr,
) -> sp.Expr:
    """The residue at one of the poles, which are all zeros of the denominator."""
    order = next(order for place, order, _ in poles if place == pole)
    rest = sp.Poly(below, x).LC()
    for other, times, _ in poles:
        if other != pole:
            rest *= (x - other) ** times
    held = above / rest
    for _ in range(order - 1):
        held = sp.diff(held, x)
    return held.subs(x, pole) / sp.factorial(order - 1)


def over_circle(expr: sp.Expr, span: Span) -> Closed | None:
    """R(cos t, sin t, exp(i t)) over a full turn, and over half a turn where that is enough."""
    t = span.variable
    length = sp.expand(span.high - span.low)
    if not expr.has(sp.sin, sp.cos, sp.exp) or length not in (2 * sp.pi, sp.pi):
        return None
    half = length == sp.pi
    z = sp.Dummy("z")
    turned = _on_circle(expr, t, z)
    if turned is None or (half and not _repeats(turned, z, span.low)):
        return None
    parts = _entire_over_polynomial(turned / (sp.I * z), z)
    if parts is None:
        return None
    above, below = parts
    rational = above / below
    decide = span.outside
    poles = _poles(below, z, lambda w: decide.sign_or_none(_inside_unit(w)))
    if poles is None or any(place == 0 for *_, place in poles):
        return None
    total, told = sp.Integer(0), []
    for pole, order, place in poles:
        if place == 1:
            residue = _residue(above, below, z, poles, pole)
            total += residue
            told.append(f"{pole}, order {order}: {residue}")
    value = real_form(2 * sp.pi * sp.I * total / (2 if half else 1), expr)
    statement = f"the integral of {expr} over ({span.low}, {span.high}) is {value}"
    data = {"z = exp(i t)": str(rational), "poles and residues": told}
    return value, Certificate("residues in the unit disc", statement, data)


def _entire_over_polynomial(expr: sp.Expr, z: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """Both parts of a fraction; what is in no fraction, as exp(1/z), has none."""
    if expr.is_rational_function(z):
        above, below = sp.fraction(sp.cancel(sp.together(expr)))
        return above, below
    above, below = sp.fraction(sp.together(expr))
    waves = sp.Mul(*(f for f in sp.Mul.make_args(below) if isinstance(f, sp.exp)))
    above, below = sp.expand(above / waves), sp.expand(below / waves)
    plain = below.is_polynomial(z) and below.has(z)
    entire = is_holomorphic(above, z, sp.oo) and is_holomorphic(above.subs(z, z - 1), z, sp.oo)
    return (above, below) if plain and entire else None


def _repeats(turned: sp.Expr, z: sp.Symbol, low: sp.Expr) -> bool:
    """Whether the other half of the turn gives the same: by f(t + pi) = f(t), or f even."""
    others = (-z, 1 / z) if low == 0 else (-z,)
    gaps = (sp.cancel(sp.together(turned.subs(z, other) - turned)) for other in others)
    return any(gap == 0 for gap in gaps)


def _inside_unit(w: sp.Expr) -> sp.Expr:
    """|d|^2 - |n|^2 of w = n/d: positive inside of the unit circle, also where d vanishes."""
    above, below = sp.fraction(sp.together(w))
    sizes = []
    for part in (above, below):
        real, imaginary = (part, 0) if part.is_real else sp.expand_complex(part).as_real_imag()
        sizes.append(sp.expand(real**2 + imaginary**2))
    return sizes[1] - sizes[0]


def _on_circle(expr: sp.Expr, t: sp.Symbol, z: sp.Symbol) -> sp.Expr | None:
    """``expr`` with exp(i k t) = z^k, k an integer."""

    def power(node: sp.Expr) -> sp.Expr:
        number = sp.expand(node.args[0] / (sp.I * t))
        return z**number if number.is_Integer else node

    plain = expr.replace(
        lambda e: isinstance(e, (sp.sin, sp.cos)) and e.args[0].has(t),
        lambda e: e.rewrite(sp.exp),
    )
    turned = plain.replace(lambda e: isinstance(e, sp.exp) and e.has(t), power)
    return None if turned.has(t) else turned
