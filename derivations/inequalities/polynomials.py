"""Polynomials in symbols, exponentials and roots: nowhere negative, whatever these unknowns are.

By difference substitution (:mod:`glassproof.derivations.inequalities.orthants`), or as a quadratic
polynomial in one unknown whose leading coefficient and discriminant have the right signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.inequalities import orthants
from glassproof.derivations.inequalities.orthants import Coordinate
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.exact_values import fmpq

_MOST_DEGREE = 16
_MOST_UNKNOWNS = 6
_NESTED = 3  # discriminants of discriminants


def proof(expr: sp.Expr, domain: Domain, *, strict: bool) -> Certificate | None:
    """A proof that ``expr`` >= 0 (> 0) as a polynomial in independent unknowns, or None.

    >>> a, b = sp.symbols("a b", real=True)
    >>> proof(a**2 + b**2 - 2 * a * b, Domain({}), strict=False) is None
    False
    """
    unknowns = unknowns_of(expr)
    if not unknowns or len(unknowns) > _MOST_UNKNOWNS:
        return None
    names = {node: sp.Dummy(f"u{k}") for k, node in enumerate(unknowns)}
    held = sp.expand(expr.xreplace(names))
    try:
        poly = sp.Poly(held, *names.values(), domain=sp.QQ)
    except sp.PolynomialError:
        return None
    if poly.total_degree() > _MOST_DEGREE:
        return None
    ranges = [range_of(node, domain) for node in unknowns]
    terms = {powers: rational(c) for powers, c in poly.terms()}
    data: dict[str, Any] = {"unknowns": [str(node) for node in unknowns]}
    leaves = orthants.proof(terms, ranges, strict=strict)
    if leaves is not None:
        data["leaves"] = leaves[:200]
        return _certificate("difference substitution", expr, strict, data)
    if strict:
        return None
    steps = by_discriminant(poly, ranges, _NESTED)
    if steps is None:
        return None
    return _certificate("discriminant", expr, strict, data | {"steps": steps})


def _certificate(method: str, expr: sp.Expr, strict: bool, data: dict[str, Any]) -> Certificate:
    return Certificate(method, f"{expr} {'>' if strict else '>='} 0", data)


def rational(value: Any) -> flint.fmpq:
    """A rational number of SymPy's as FLINT's."""
    number = sp.Rational(value)
    return fmpq(int(number.p), int(number.q))


def unknowns_of(expr: sp.Expr) -> list[sp.Expr]:
    """What ``expr`` is a polynomial in: symbols, and powers and functions that are not rational."""
    found: set[sp.Expr] = set()

    def visit(node: sp.Expr) -> None:
        if node.is_Symbol or (not node.is_Add and not node.is_Mul and not node.is_Rational):
            if node.is_Pow and node.exp.is_Integer and node.exp > 0:
                visit(node.base)
            else:
                found.add(node)
            return
        for part in node.args:
            visit(part)

    visit(expr)
    return sorted(found, key=sp.default_sort_key)


def range_of(node: sp.Expr, domain: Domain) -> Coordinate:
    """Rational bounds of an unknown."""
    if node.is_Symbol and node in domain.box:
        interval = domain.box[node]
        return Coordinate(
            interval.low,
            interval.high,
            interval.low is not None and not interval.low_open,
            interval.high is not None and not interval.high_open,
        )
    if isinstance(node, sp.exp) or (node.is_Pow and node.base.is_positive):
        return _exponential(node, domain)
    if node.is_positive:
        return Coordinate(fmpq(0), None)
    if node.is_nonnegative or (node.is_Pow and node.exp.is_Rational and node.exp > 0):
        return Coordinate(fmpq(0), None, low_closed=True)
    return Coordinate(None, None)


def _exponential(node: sp.Expr, domain: Domain) -> Coordinate:
    """exp of one symbol times a positive number lies above 1 where the symbol is positive."""
    exponent = node.args[0] if isinstance(node, sp.exp) else node.exp
    grows = isinstance(node, sp.exp) or (node.base.is_Rational and node.base > 1)
    coefficient, symbol = exponent.as_coeff_Mul()
    if grows and symbol.is_Symbol and symbol in domain.box and coefficient.is_Rational:
        interval = domain.box[symbol]
        low, high = (
            (interval.low, interval.high)
            if coefficient > 0
            else (
                None if interval.high is None else -interval.high,
                None if interval.low is None else -interval.low,
            )
        )
        is_open = interval.low_open if coefficient > 0 else interval.high_open
        if low is not None and low >= 0:
            return Coordinate(fmpq(1), None, low_closed=not is_open or low > 0)
        is_open = interval.high_open if coefficient > 0 else interval.low_open
        if high is not None and high <= 0:
            return Coordinate(fmpq(0), fmpq(1), high_closed=not is_open)
    return Coordinate(fmpq(0), None)


def by_discriminant(
    poly: sp.Poly, ranges: Sequence[Coordinate], nested: int
) -> list[dict[str, str]] | None:
    """That a v^2 + b v + c >= 0: a >= 0 and 4 a c - b^2 >= 0, both not identically zero."""
    gens = poly.gens
    for place, v in enumerate(gens):
        if poly.degree(v) != 2:
            continue
        coefficients = sp.Poly(poly.as_expr(), v).all_coeffs()
        a, b, c = coefficients
        gap = sp.expand(4 * a * c - b**2)
        if a == 0:
            continue
        rest = [g for g in gens if g != v]
        others = [*ranges[:place], *ranges[place + 1 :]]
        if not all(_is_nonnegative(part, rest, others, nested) for part in (a, gap)):
            continue
        return [{"in": str(v), "leading": str(a), "discriminant": str(gap)}]
    return None


def _is_nonnegative(
    expr: sp.Expr, gens: list[sp.Expr], ranges: list[Coordinate], nested: int
) -> bool:
    if expr.is_Rational:
        return bool(expr >= 0)
    content, parts = sp.factor_list(expr, *gens)
    sign = 1 if content > 0 else -1
    for part, power in parts:
        if power % 2 == 0:
            continue
        poly = sp.Poly(part, *gens, domain=sp.QQ)
        terms = {powers: rational(c) for powers, c in poly.terms()}
        negated = {powers: -c for powers, c in terms.items()}
        if orthants.proof(terms, ranges, strict=False) is not None:
            continue
        if orthants.proof(negated, ranges, strict=False) is not None:
            sign = -sign
        elif not nested or by_discriminant(poly, ranges, nested - 1) is None:
            return False
    return sign > 0
