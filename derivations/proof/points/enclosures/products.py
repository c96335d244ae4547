"""Infinite products at a point: of rational functions, by Gamma functions."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.points.ball_functions import NOTHING
from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in


def enclose(node: sp.Product, _compiled: Compile) -> Enclosed:
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
    return ([], lambda: NOTHING) if found is None else ([found[0]], lambda ball: ball)
