"""Half-odd powers of x - low and high - x: semicircles, arcsines, Marchenko and Pastur's law.

By x = (low + high)/2 + (high - low)/2 cos t they are integrals over half a turn, so that Stieltjes
transforms and logarithmic potentials outside of the segment are those of Poisson's kernel, and
Fourier's and Laplace's transforms are Bessel functions.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.integration.turns.over_turns import over_circle
from glassproof.derivations.integration.turns.poisson_kernels import Turn
from glassproof.derivations.proof.certificate import Certificate

_HALF = sp.S.Half
_ENDS = ((1, 0), (0, 1), (1, 1))
"""Powers of x - low and of high - x in the base of a root."""


def on_segment(expr: sp.Expr, span: Span) -> Closed | None:
    """With powers of the distances from both ends, half-odd and at least -1/2.

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> x = sp.Symbol("x", real=True)
    >>> segment = Span(x, sp.Integer(-2), sp.Integer(2), Decisions())
    >>> sp.simplify(on_segment(sp.sqrt(4 - x**2) / (3 - x) / sp.pi / 2, segment)[0])
    3/2 - sqrt(5)/2
    """
    if span.low in INFINITE or span.high in INFINITE or not expr.has(sp.Pow):
        return None
    weighted = _weighted(expr, span)
    if weighted is None:
        return None
    rest, (first, last), scale = weighted
    middle, half = (span.low + span.high) / 2, (span.high - span.low) / 2
    c, s = sp.symbols("c s", cls=sp.Dummy)
    turned = rest.subs(span.variable, middle + half * c)
    turned *= (1 + c) ** (first + _HALF) * (1 - c) ** (last + _HALF)
    found = over_circle(turned, Turn(c, s, span.outside))
    if found is None:
        return None
    value, name = found[0] * scale * half ** (first + last + 1) / 2, found[1]
    statement = f"{sp.Integral(expr, (span.variable, span.low, span.high))} = {value}"
    data = {"x": str(middle + half * sp.cos(sp.Symbol("t")))}
    return value, Certificate(name, statement, data)


def _weighted(expr: sp.Expr, span: Span) -> tuple[sp.Expr, tuple[sp.Expr, sp.Expr], sp.Expr] | None:
    """The rest, the powers of x - low and of high - x, and a constant factor."""
    x, rest, scale = span.variable, sp.S.One, sp.S.One
    powers = [sp.S.Zero, sp.S.Zero]
    for base, exponent in _powers(expr, x):
        if not (base.has(x) and exponent.is_Rational and exponent.q == 2):
            rest *= base**exponent
            continue
        fitting = [
            (ends, factor) for ends in _ENDS if not (factor := _over(base, ends, span)).has(x)
        ]
        if not fitting or span.outside.sign_or_none(fitting[0][1]) != 1:
            return None
        ends, factor = fitting[0]
        scale *= factor**exponent
        powers = [power + end * exponent for power, end in zip(powers, ends, strict=True)]
    half_odd = all(power.q == 2 and power >= -_HALF for power in powers)
    return (rest, (powers[0], powers[1]), scale) if half_odd else None


def _powers(expr: sp.Expr, x: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Bases and exponents of the factors; a root of a fraction as two roots."""
    for piece in sp.Mul.make_args(expr):
        base, exponent = piece.as_base_exp()
        above, below = sp.fraction(base) if base.has(x) else (base, sp.S.One)
        yield above, exponent
        yield below, -exponent


def _over(base: sp.Expr, ends: tuple[int, int], span: Span) -> sp.Expr:
    low, high = span.variable - span.low, span.high - span.variable
    return sp.cancel(sp.expand(base) / sp.expand(low ** ends[0] * high ** ends[1]))
