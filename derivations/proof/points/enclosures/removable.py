"""The integral near a removable singularity: f = g/w^p with g analytic, and f has a limit there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.enclosures.discs import TERMS, Disc
from glassproof.derivations.proof.points.enclosures.local_forms import regular

_MOST_POLES = 4
_INSIDE = 16  # the radius over this is how far the series is integrated


@dataclass(frozen=True)
class Removable:
    """g as a body, and p."""

    body: Body
    p: int

    @staticmethod
    def of(
        expr: sp.Expr, w: sp.Symbol, free: Sequence[sp.Symbol], compiled: Compile
    ) -> Removable | None:
        """The form with the smallest p for which g has a value at 0, if f has a limit."""
        try:
            smooth = regular(expr, w)
            powers = [e.exp for e in smooth.atoms(sp.Pow) if e.base == w]
            if not powers or not all(power.is_Integer for power in powers):
                return None
            for p in range(1, _MOST_POLES + 1):
                g = sp.expand_mul(w**p * smooth)
                if g.has(sp.log(w), sp.nan, sp.zoo):
                    return None
                if not g.subs(w, 0).has(sp.nan, sp.zoo, sp.oo, -sp.oo):
                    if not _has_limit(expr, w):
                        return None
                    return Removable(compiled(g, [w, *free], frozenset({w})), p)
        except (sp.PolynomialError, TypeError, ValueError, AttributeError):
            pass
        return None

    def integral(self, most: arb, values: Sequence[Ball]) -> tuple[arb, Ball] | None:
        """How far the integral from 0 goes, at most ``most``, and its ball."""
        disc = Disc.around(self.body, values)
        if disc is None:
            return None
        end = arb.min(most, arb(disc.radius) / _INSIDE).mid()
        total = acb(0)
        for j, coefficient in enumerate(disc.coefficients()[self.p :]):
            total += coefficient * end ** (j + 1) / (j + 1)
        rest = disc.bound(TERMS) * end ** (TERMS - self.p + 1) / (1 - end / disc.radius)
        ball = arb(0, rest.abs_upper())
        return end, total + (acb(ball) if disc.is_real else acb(ball, ball))


def _has_limit(expr: sp.Expr, w: sp.Symbol) -> bool:
    # the room of limits rests on this one
    from glassproof.derivations.limits.decisions import Decisions
    from glassproof.derivations.limits.one_sided import NOT_FOUND, limit_from

    try:
        return limit_from(expr, w, sp.Integer(0), 1, Decisions()).is_finite
    except NOT_FOUND:
        return False
