"""Integrals of derivatives: over intervals, half-lines, across a pole, around circles, regions."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, conditions, number, positive

_t = sp.Symbol("t", positive=True)
_a, _y = sp.symbols("a y", positive=True)
_s, _u, _z = sp.symbols("s u z")


def proper(rng: Random) -> Iterator[Made]:
    """F' between two ends, one of which may be a parameter."""
    while True:
        a, b, c = number(rng), positive(rng), positive(rng)
        whole = rng.choice([
            _t**b * sp.exp(-c * _t), sp.log(_t + b) * _t, sp.atan(c * _t) * _t, sp.sqrt(_t**2 + b),
            sp.sin(b * _t) * sp.exp(-_t), _t**a / (_t + b), sp.log(_t**2 + c), _t * sp.cos(b * _t),
            sp.exp(-b * _t**2) * _t, sp.tanh(b * _t), 1 / (_t**2 + b), sp.asinh(b * _t),
            sp.atan(_a * _t), _t**2 * sp.exp(-_a * _t), sp.log(_a + _t),
        ])  # fmt: skip
        integrand = sp.simplify(sp.diff(whole, _t))
        low = positive(rng)
        high = rng.choice([low + positive(rng), _y])
        value = sp.expand(whole.subs(_t, high) - whole.subs(_t, low))
        where = conditions("a > 0" if whole.has(_a) else "", "y > 0" if high == _y else "")
        yield _between(integrand, low, high, value, where)


def improper(rng: Random) -> Iterator[Made]:
    """F' from 0 or a number to infinity, where F has a limit."""
    while True:
        b, c = positive(rng), positive(rng)
        low = rng.choice([sp.Integer(0), c])
        whole, far = rng.choice([
            (_t**b * sp.exp(-c * _t), 0), (sp.atan(c * _t), sp.pi / 2), (_t / (_t**2 + b), 0),
            (sp.tanh(b * _t), 1), (1 / (_t + b), 0), (sp.exp(-b * _t**2) * (_t + c), 0),
            (_t**2 * sp.exp(-_a * _t), 0), (sp.atan(_t / _a), sp.pi / 2), (1 / (_a + _t) ** b, 0),
            (sp.log((_t + b) / (_t + c)) if b != c else sp.exp(-_t), 0),
            (_t / sp.sqrt(_t**2 + b), 1), (sp.sin(b * _t) * sp.exp(-c * _t), 0),
        ])  # fmt: skip
        integrand = sp.simplify(sp.diff(whole, _t))
        value = sp.expand(far - whole.subs(_t, low))
        yield _between(integrand, low, sp.oo, value, "a > 0" if whole.has(_a) else "")


def _between(integrand: sp.Expr, low: sp.Expr, high: sp.Expr, value: sp.Expr, where: str) -> Made:
    body = rf"\int_{{{sp.latex(low)}}}^{{{sp.latex(high)}}} {sp.latex(integrand)}\,dt"
    if integrand.is_Add:
        body = body.replace(sp.latex(integrand), rf"\left({sp.latex(integrand)}\right)")
    return Made(f"Integral({integrand}, (t, {low}, {high}))", str(value), where,
                latex=(body, sp.latex(value)))  # fmt: skip


def principal(rng: Random) -> Iterator[Made]:
    """A/(t - c) + g' between ends around c: the logarithm of the ratio of the distances."""
    while True:
        size, pole, left, right = number(rng), positive(rng), positive(rng), positive(rng)
        smooth = rng.choice([_t**2, sp.cos(_t), sp.exp(-_t), sp.atan(_t), sp.Integer(0) * _t])
        low, high = pole - left, pole + right
        integrand = size / (_t - pole) + sp.diff(smooth, _t)
        value = size * sp.log(sp.Rational(right, left))
        value += smooth.subs(_t, high) - smooth.subs(_t, low)
        latex = rf"\mathrm{{p.v.}}\int_{{{low}}}^{{{high}}} \left({sp.latex(integrand)}\right)\,dt"
        yield Made(f"PV(Integral({integrand}, (t, {low}, {high})))", str(value),
                   latex=(latex, sp.latex(value)))  # fmt: skip


def contour(rng: Random) -> Iterator[Made]:
    """Around a circle: the coefficient of 1/(z - c) in p(z)/(z - c)^m; poles outside give none."""
    while True:
        centre, radius, order = sp.Integer(rng.randrange(-2, 3)), positive(rng), rng.randrange(1, 4)
        c = [number(rng) for _ in range(4)]
        power = rng.choice([0, 2, 3])
        inside = sum(c[j] * (_z - centre) ** j for j in range(4))
        outer = centre + radius + power + 1
        residue = c[order - 1] if order <= 4 else 0
        integrand = sp.expand(inside) / (_z - centre) ** order + 1 / (_z - outer)
        value = 2 * sp.pi * sp.I * residue
        shift = f"z - {centre}" if centre > 0 else f"z + {-centre}" if centre < 0 else "z"
        latex = rf"\oint_{{|{shift}|={radius}}} \left({sp.latex(integrand)}\right)\,dz"
        yield Made(f"ContourIntegral({integrand}, (z, {centre}, {radius}))", str(value),
                   latex=(latex, sp.latex(value)))  # fmt: skip


def double(rng: Random) -> Iterator[Made]:
    """A mixed derivative over a rectangle: what the four corners give."""
    while True:
        a, b, c = number(rng), positive(rng), positive(rng)
        whole = rng.choice([
            _s**b * _u**c * a, sp.exp(-_s * b - _u * c), sp.log(_s + b * _u + c),
            _s * _u * (a + _s),
            sp.sin(_s) * _u**b, 1 / (_s + _u + b), _s**2 * sp.exp(-_u),
        ])  # fmt: skip
        integrand = sp.factor(sp.diff(whole, _s, _u))
        (p, q), (v, w) = ((j, j + int(positive(rng))) for j in (rng.randrange(3), rng.randrange(3)))
        corners = ((q, w, 1), (p, w, -1), (q, v, -1), (p, v, 1))
        value = sp.expand(sum(sign * whole.subs({_s: e, _u: f}) for e, f, sign in corners))
        if integrand.has(_s) or integrand.has(_u):
            latex = rf"\int_{{{v}}}^{{{w}}}\int_{{{p}}}^{{{q}}} \left({sp.latex(integrand)}\right)"
            yield Made(f"Integral({integrand}, (s, {p}, {q}), (u, {v}, {w}))", str(value),
                       latex=(latex + r"\,ds\,du", sp.latex(value)))  # fmt: skip
