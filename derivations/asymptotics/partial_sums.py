"""Partial sums as n -> oo, by the theorem of Stolz and Cesaro.

Where B(n) grows without bound and, from some n on, from each n to the next, and where

    (S(n + 1) - S(n)) / (B(n + 1) - B(n))  ->  L,

S(n)/B(n) -> L, too (L finite or infinite). Of a sum S, the difference is its next term.

Reference: K. Knopp, Theory and Application of Infinite Series, 2nd ed. 1951, section 9, 43.4.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.asymptotics.equivalence import Trend, equivalence
from glassproof.derivations.asymptotics.expansions import Expander
from glassproof.derivations.asymptotics.growth import ONE, Monomial, constant_sign, faster
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.summation.steps import step


def of_partial_sums(
    left: sp.Expr, right: sp.Expr, symbol: sp.Symbol, domain: Domain
) -> Trend | None:
    """Whether ``left ~ right`` as the integer ``symbol`` -> oo, if one of them is a partial sum.

    >>> n, k = sp.symbols("n k", integer=True, positive=True)
    >>> here = Domain({})
    >>> of_partial_sums(sp.Sum(1/k, (k, 1, n)), sp.log(n), n, here).certificate.method
    'Stolz and Cesaro'
    >>> of_partial_sums(sp.sqrt(n), sp.Sum(1/sp.sqrt(k), (k, 1, n)), n, here).ratio
    'the ratio tends to 1/2'
    """
    for total, other, turned in ((left, right, False), (right, left, True)):
        new = _step(total, symbol)
        if new is None or other.has(sp.Sum, sp.Product, sp.Integral):
            continue
        growth = other.subs(symbol, symbol + 1) - other
        if not (_grows(other, symbol, domain) and _has_a_sign(growth, symbol, domain)):
            continue
        pair = (growth, new) if turned else (new, growth)
        trend = equivalence(*pair, symbol, sp.oo, "-", domain)
        if trend is None:
            return None
        data = {"step of the sum": str(new), "step of the other side": str(growth)}
        proof = Certificate(
            "Stolz and Cesaro", trend.certificate.statement, data, (trend.certificate,)
        )
        return Trend(trend.holds, proof, trend.ratio)
    return None


def _step(total: sp.Expr, n: sp.Symbol) -> sp.Expr | None:
    """S(n + 1) - S(n), if S is a multiple of a sum whose terms do not depend on n."""
    factor, rest = total.as_independent(sp.Sum, as_Add=False)
    if not isinstance(rest, sp.Sum) or factor.has(n):
        return None
    new = step(rest, n)
    return None if new is None else factor * new


def _grows(other: sp.Expr, n: sp.Symbol, domain: Domain) -> bool:
    """Whether it tends to oo or to -oo."""
    leading = _leading(other, n, domain)
    return leading is not None and faster(leading, ONE) > 0


def _has_a_sign(growth: sp.Expr, n: sp.Symbol, domain: Domain) -> bool:
    """Whether it is not zero, and of one sign, from some n on."""
    return _leading(growth, n, domain) is not None


def _leading(expr: sp.Expr, n: sp.Symbol, domain: Domain) -> Monomial | None:
    far = sp.Dummy(n.name, positive=True, integer=True)
    try:
        leading = Expander(far, domain).of(expr.subs(n, far)).leading
        known = leading is not None and constant_sign(leading[1], domain) != 0
    except (UnsupportedError, ValueError, RecursionError):
        return None
    return leading[0] if known and leading is not None else None
