"""That a function has no limit: it parts along two progressions, or a wave in it goes on."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.one_sided import NOT_FOUND, OneSided, approach, limit_from
from glassproof.derivations.limits.progressions import classes, period
from glassproof.derivations.proof.certificate import Certificate

_HALF = sp.Rational(1, 2)
_WAVES: dict[type, sp.Expr] = {
    sp.sin: sp.Integer(0), sp.cos: sp.Integer(0), sp.exp: sp.Integer(0),
    sp.besselj: _HALF, sp.bessely: _HALF,
}  # fmt: skip
"""Functions w such that g^p w(g) goes on swinging as g -> oo, and p."""

_STEPS = (sp.floor, sp.ceiling, sp.Mod, sp.sign, sp.Heaviside, sp.Piecewise)


def no_limit(node: sp.Limit, decide: Decisions) -> tuple[str, Certificate] | None:
    """Why there is no limit, with the proof; None where neither way shows it.

    >>> n, x = sp.Symbol("n", integer=True), sp.Symbol("x", real=True)
    >>> for expr, symbol in (((-1) ** n, n), (x * sp.sin(x) + sp.cos(x), x)):
    ...     print(no_limit(sp.Limit(expr, symbol, sp.oo), Decisions())[0])
    it tends to 1 along n = 2*j and to -1 along n = 2*j + 1
    sin(x) takes all values between -1 and 1 again and again
    """
    return _by_waves(node, decide) or _by_progressions(node, decide)


def _by_waves(node: sp.Limit, decide: Decisions) -> tuple[str, Certificate] | None:
    """A w(g) + B -> L would give g^p w(g) -> (L - B) g^p/A, if A/g^p does not tend to 0."""
    expr, variable, place, direction = node.args
    side, u = -1 if str(direction) == "-" else 1, sp.Dummy("u", positive=True)
    for wave, phase, power in _waves(expr, variable, decide):
        if not decide.is_real(approach(phase, variable, place, side, u)):
            continue
        held = sp.Dummy(real=True)
        linear = sp.expand(expr.xreplace({wave: held}))
        factor, rest = linear.coeff(held, 1), linear.coeff(held, 0)
        if factor == 0 or sp.expand(linear - factor * held - rest) != 0:
            continue
        small = phase**power / factor
        try:
            found = [limit_from(e, variable, place, side, decide)
                     for e in (phase, small, sp.expand(rest * small))]  # fmt: skip
        except NOT_FOUND:
            continue
        if _goes_on(wave, phase, variable, found, decide):
            reason = f"{wave} takes all values between -1 and 1 again and again"
            if not isinstance(wave, (sp.sin, sp.cos)) or variable.is_integer:
                reason = f"{wave} has no limit, and goes on swinging"
            parts = tuple(part.certificate for part in found)
            return reason, Certificate("oscillation", reason, {"wave": str(wave)}, parts)
    return None


def _waves(
    expr: sp.Expr, variable: sp.Symbol, decide: Decisions
) -> Iterator[tuple[sp.Expr, sp.Expr, sp.Expr]]:
    """Waves with their phase and the power of the phase that they fall with."""
    for wave in sorted(expr.atoms(*_WAVES), key=sp.default_sort_key):
        *orders, phase = wave.args
        if isinstance(wave, sp.exp):
            phase = sp.expand(phase / sp.I)
        steady = all(not order.has(variable) and decide.is_real(order) for order in orders)
        if phase.has(variable) and steady and not phase.has(*_STEPS):
            yield wave, phase, _WAVES[wave.func]


def _goes_on(
    wave: sp.Expr, phase: sp.Expr, variable: sp.Symbol, found: list[OneSided], decide: Decisions
) -> bool:
    far, small, shift = found
    ends = (sp.oo, -sp.oo) if _WAVES[wave.func] == 0 else (sp.oo,)
    if far.value not in ends or not (small.is_finite and shift.is_finite):
        return False
    if not variable.is_integer:
        return True
    # of w(n + 1) and w(n - 1) sum and difference would have limits, and so w = 0
    slope = sp.expand(phase).coeff(variable, 1)
    linear = not sp.expand(phase - slope * variable).has(variable)
    return linear and _WAVES[wave.func] == 0 and decide.is_never_zero(sp.sin(slope))


def _by_progressions(node: sp.Limit, decide: Decisions) -> tuple[str, Certificate] | None:
    expr, variable, place, _ = node.args
    if place not in (sp.oo, -sp.oo):
        return None
    if place is -sp.oo:
        expr = expr.xreplace({variable: -variable})
    step = period(expr, variable)
    if step is None:
        return None
    index = sp.Symbol("j", integer=True, positive=True)
    while expr.has(index):
        index = sp.Symbol(f"{index.name}j", integer=True, positive=True)
    first: tuple[sp.Expr, OneSided] | None = None
    for shift, part in classes(expr, variable, step, index):
        try:
            found = limit_from(part, index, sp.oo, 1, decide)
        except NOT_FOUND:
            continue
        way = f"{variable} = {(step * index + shift) * (1 if place is sp.oo else -1)}"
        if not found.is_finite:
            reason = f"it tends to {found.value} along {way}"
            return reason, Certificate("progression", reason, {}, (found.certificate,))
        if first is None:
            first = step * index + shift, found
        elif decide.is_never_zero(first[1].value - found.value):
            start = f"{variable} = {first[0] * (1 if place is sp.oo else -1)}"
            reason = f"it tends to {first[1].value} along {start} and to {found.value} along {way}"
            parts = (first[1].certificate, found.certificate)
            return reason, Certificate("progressions", reason, {}, parts)
    return None
