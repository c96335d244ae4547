"""Infinite products at a point: of rational functions, by Gamma functions; others by logarithms.

    prod over k >= a of f(k) = f(a) ... f(N - 1) exp(sum over k >= N of log f(k)),

with principal logarithms, where log f is an analytic function of 1/k, or of a root of it, near 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.analytic_tails import AnalyticTail
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.by_signs import BySigns
from glassproof.derivations.proof.points.whole_numbers import whole_in

_DIRECT = 12
"""Factors that may be 0, or have any argument."""


def enclose(node: sp.Product, compiled: Compile) -> Enclosed:
    """The ball of the product; nothing where it is not known to converge.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> k = sp.Symbol("k", integer=True)
    >>> program = Program()
    >>> root = program.add(sp.Product(1 - 1 / k**2, (k, 2, sp.oo)))
    >>> AtPoint(program, {}).outcomes([root], 20)[0].ball.overlaps(0.5)
    True
    """
    from glassproof.derivations.proof.domain import Domain, Range
    from glassproof.derivations.summation.infinite_products import product_of_rational

    symbols = {s: Range(integer=bool(s.is_integer)) for s in free_in(node)}
    try:
        found = product_of_rational(node, Domain(symbols))
    except (sp.PolynomialError, ValueError, TypeError, NotImplementedError):
        found = None
    if found is not None:
        return [found[0]], lambda ball: ball
    if len(node.limits) > 1 or node.limits[0][2] is not sp.oo:
        return [], lambda: NOTHING
    variable, low, _ = node.limits[0]
    free = [s for s in free_in(node.function) if s != variable]
    tail = AnalyticTail(sp.log(node.function), variable, free, compiled)
    factor = compiled(node.function, [variable, *free])
    signs = BySigns(node, free, compiled, _find) if low.is_Integer else None
    return [low, *free], _ByLogarithms(factor, tail, signs)


def _find(node: sp.Expr) -> tuple[sp.Expr | None, str]:
    # the rooms of limits and divergence rest on this one
    from glassproof.derivations.divergence.products import why_divergent
    from glassproof.derivations.limits.decisions import Decisions

    return None, why_divergent(node, Decisions())


@dataclass(frozen=True)
class _ByLogarithms:
    factor: Body
    tail: AnalyticTail
    divergent: BySigns | None

    def __call__(self, low: Ball, *values: Ball) -> Ball:
        begin = whole_in(low)
        if begin is None:
            return NOTHING
        total = acb(1)
        for k in range(int(begin), int(begin) + _DIRECT):
            total *= self.factor(acb(k), *values)

        def logarithm(*values: Ball) -> Ball:
            return self.factor(*values).log()

        rest = self.tail.total(logarithm, int(begin) + _DIRECT, values)
        return total * rest.exp() if rest.is_finite() else NOTHING

    def undefined(self, _low: Ball, *values: Ball) -> str | None:
        """That the product diverges, if that is proven."""
        return (self.divergent.at(values)[1] or None) if self.divergent is not None else None
