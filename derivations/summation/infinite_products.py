"""Infinite products of rational functions, by Gamma functions.

    prod over k >= a of prod_i (k + b_i)/prod_i (k + d_i)
        = prod_i Gamma(a + d_i)/prod_i Gamma(a + b_i),    sum b_i = sum d_i.

Reference: E. T. Whittaker, G. N. Watson, A Course of Modern Analysis, section 12.13.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.nodes import opened, shown


def product_of_rational(node: sp.Product, domain: Domain) -> tuple[sp.Expr, Certificate] | None:
    """The value of the product, if its factors are rational and it converges."""
    inside, index, low, high = opened(node)
    if high is not sp.oo or not low.is_Integer or not inside.is_rational_function(index):
        return None
    inside = sp.factor(sp.together(inside))
    above, below = (sp.Poly(part, index) for part in sp.fraction(inside))
    if above.degree() != below.degree() or sp.expand(above.LC() - below.LC()) != 0:
        return None
    roots = [_roots(poly) for poly in (above, below)]
    if roots[0] is None or roots[1] is None or sp.expand(sum(roots[0]) - sum(roots[1])) != 0:
        return None
    if not Facts(within(domain, index, low, sp.oo)).never_zero(below.as_expr()):
        return None
    value = sp.Mul(
        *(sp.gamma(low - root) for root in roots[1]),
        *(1 / sp.gamma(low - root) if low - root != 0 else 0 for root in roots[0]),
    )
    data = {"factor": shown(inside), "from": int(low), "value": shown(value)}
    return value, Certificate("product of Gamma functions", f"{shown(node)} = {shown(value)}", data)


def _roots(poly: sp.Poly) -> list[sp.Expr] | None:
    found: list[sp.Expr] = []
    for factor, times in poly.factor_list()[1]:
        if factor.degree() > 2:
            return None
        found += times * [root for root, count in sp.roots(factor).items() for _ in range(count)]
    return found if len(found) == poly.degree() else None
