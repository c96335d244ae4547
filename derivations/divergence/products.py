"""That an infinite product diverges: no factor is 0, and the partial products have no limit.

f(k)^2, over a period of what is periodic in f, tends to more than 1; or it is 1 + c m(k) with c > 0
and the sum of m diverges; or it is 1 and f(k) does not tend to 1.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.divergence.leading import FAILS, leading
from glassproof.derivations.divergence.sums import over_period, too_large
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.summation.facts import within


def why_divergent(node: sp.Product, decide: Decisions) -> str:
    """Why the product to infinity has no value; empty if that is not proven.

    A product whose partial products tend to 0 has the value 0 here.

    >>> k = sp.Symbol("k", integer=True)
    >>> for factor in (sp.Integer(2), 1 + 1 / k, (-1) ** k, 1 - 1 / k**2):
    ...     print(why_divergent(sp.Product(factor, (k, 2, sp.oo)), Decisions()) or "-")
    the product of 2 diverges
    the product of 1 + 1/k diverges
    the product of (-1)**k diverges
    -
    """
    if len(node.limits) != 1:
        return ""
    factor, (index, low, high) = node.function, node.limits[0]
    if high is not sp.oo or not low.is_Integer:
        return ""
    try:
        diverges = _diverges(factor, index, low, decide)
    except FAILS:
        return ""
    return f"the product of {factor} diverges" if diverges else ""


def _diverges(factor: sp.Expr, index: sp.Symbol, low: sp.Integer, decide: Decisions) -> bool:
    far = sp.Dummy(index.name, integer=True, positive=True)
    real = decide.is_real(factor.xreplace({index: far}))
    known = Decisions(within(decide.domain, index, low, sp.oo))
    if not (real and all(map(known.is_never_zero, sp.Mul.make_args(factor)))):
        return False
    factors = over_period(factor, index) or [factor]
    size = sp.Mul(*(part**2 for part in factors))
    found = find(sp.Limit(size, index, sp.oo), decide)
    if found is None:
        return False
    if found.value is None or found.value != 1:
        grows = found.value is None and "infinite" in found.reason
        return grows or (found.value is not None and decide.sign_or_none(found.value - 1) == 1)
    gap = sp.expand(size - 1)
    if gap != 0:
        lead = leading(gap, index, sp.oo, 1, decide)
        if lead is None:
            return False
        if too_large(gap, index, decide):
            return decide.sign_or_none(lead[0]) == 1
    return any(_tends_elsewhere(part, index, decide) for part in factors)


def _tends_elsewhere(factor: sp.Expr, index: sp.Symbol, decide: Decisions) -> bool:
    """Whether the factor has a limit that is not 1."""
    found = find(sp.Limit(factor, index, sp.oo), decide)
    return found is not None and found.value is not None and decide.is_never_zero(found.value - 1)
