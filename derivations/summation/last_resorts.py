"""Closed forms of finite sums and products that are looked for last.

    sum over a <= k <= n of 1/(k + s)^m
        = (-1)^(m-1)/(m-1)! (psi^(m-1)(n + 1 + s) - psi^(m-1)(a + s)),        a + s > 0,

and what SymPy proposes for products and for sums of binomials, if it is proven.

Reference: NIST Digital Library of Mathematical Functions, 5.5.2 and 5.15.5.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown

_MOST_OPERATIONS = 30
_FAILS = (ValueError, TypeError, NotImplementedError, AttributeError, ZeroDivisionError,
          IndexError, KeyError, RecursionError, sp.PolynomialError)  # fmt: skip

Proof = Callable[[sp.Expr, Domain], Certificate | None]


def harmonic_sum(node: sp.Expr, domain: Domain) -> Closed | None:
    """The sum of a proper fraction with linear factors, by polygamma functions.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> here = Domain({n: Range(1, None, integer=True, closed=True)})
    >>> harmonic_sum(sp.Sum(1 / k, (k, 1, n)), here)[0]
    polygamma(0, n + 1) + EulerGamma
    """
    inside, index, low, high = opened(node)
    facts = Facts(domain)
    if not (isinstance(node, sp.Sum) and inside.is_rational_function(index)):
        return None
    if high.is_infinite or not facts.at_least(high - low + 1, 0):
        return None
    total = sp.Integer(0)
    for part in sp.Add.make_args(sp.apart(sp.together(inside), index)):
        factor, power = part.as_independent(index, as_Add=False)
        base, exponent = (1 / power).as_base_exp()
        if not (exponent.is_Integer and exponent > 0 and base.is_polynomial(index)):
            return None
        linear = sp.Poly(base, index)
        if linear.degree() != 1:
            return None
        slope, shift = linear.nth(1), linear.nth(0) / linear.nth(1)
        if not facts.at_least(low + shift, 0) or not facts.never_zero(low + shift):
            return None
        order = exponent - 1
        front = factor / slope**exponent * (-1) ** order / sp.factorial(order)
        ends = (high + 1 + shift, low + shift)
        total += front * (sp.polygamma(order, ends[0]) - sp.polygamma(order, ends[1]))
    return total, Certificate("polygamma differences", f"{shown(node)} = {shown(total)}")


def proposed(node: sp.Expr, domain: Domain, prove: Proof) -> Closed | None:
    """What SymPy says of products and of sums of binomials, if ``prove`` shows the same."""
    inside, _, _, high = opened(node)
    binomials = inside.has(sp.binomial, sp.factorial, sp.gamma, sp.RisingFactorial)
    if high.is_infinite or not (isinstance(node, sp.Product) or binomials):
        return None
    if len(node.limits) > 1 or sp.count_ops(inside) > _MOST_OPERATIONS:
        return None
    try:
        value = node.doit()
    except _FAILS:
        return None
    if value.has(sp.Sum, sp.Product, sp.Piecewise, sp.nan, sp.zoo):
        return None
    proof = prove(node - value, domain)
    return None if proof is None else (value, proof)
