"""Whether an expression with sums and products vanishes."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError
from glassproof.derivations.summation.antidifferences import antidifference
from glassproof.derivations.summation.common_recurrence import by_telescoping
from glassproof.derivations.summation.corners import without_corners
from glassproof.derivations.summation.digamma_sums import digamma_sum
from glassproof.derivations.summation.facts import within
from glassproof.derivations.summation.fractions import NotRationalError
from glassproof.derivations.summation.induction import by_induction
from glassproof.derivations.summation.infinite import by_values
from glassproof.derivations.summation.merging import merged
from glassproof.derivations.summation.nodes import opened, shown
from glassproof.derivations.summation.products_over_zeros import product_over_zeros
from glassproof.derivations.summation.starting import written_out
from glassproof.derivations.summation.terminating import by_finite_sums, in_exponentials
from glassproof.derivations.summation.terms import NotHypergeometricError
from glassproof.derivations.summation.variables import in_classes
from glassproof.derivations.summation.zeros import binding, vanishes
from glassproof.derivations.summation.zeta_sums import zeta_sum

FEW_TERMS = 40
"""Terms that are written out, whatever they are."""

_MOST_CLASSES = 4
SPECIAL = (zeta_sum, product_over_zeros, digamma_sum)
"""Closed forms of single sums and products."""
_NOT_APPLICABLE = (
    NotHypergeometricError, NotRationalError, UnsupportedError, DomainError, FormError,
    sp.PolynomialError, ZeroDivisionError, TypeError, ValueError, NotImplementedError,
)  # fmt: skip
"""What algebra raises where a method does not apply."""


def proof_of_vanishing_sums(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that ``gap`` vanishes on ``domain`` wherever it has a value, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> here = Domain({n: Range(1, None, integer=True, closed=True)})
    >>> proof_of_vanishing_sums(sp.Sum(k, (k, 1, n)) - n*(n + 1)/2, here).method
    'induction on a bound'
    """
    nodes = binding(gap)
    if not nodes or not all(isinstance(node, (sp.Sum, sp.Product)) for node in nodes):
        return None
    classes = _residue_classes(gap, domain)
    if classes is not None:
        return _by_classes(gap, domain, *classes)
    if (proof := _term_by_term(gap, domain)) is not None:
        return proof
    plain = merged(without_corners(gap, domain), domain)
    if vanishes(plain, domain):
        return Certificate(
            "equal summands", f"{shown(gap)} = 0", {"by shifts and single terms": shown(plain)}
        )
    nested = any(binding(opened(node)[0]) for node in binding(plain))
    methods: tuple[Callable[[sp.Expr, Domain], Certificate | None], ...] = (
        _by_named_sums,
        *((_by_inner_sums,) if nested else ()),
        by_induction,
        by_telescoping,
        by_values,
        _by_exponentials,
    )
    for method in methods:
        try:
            found = method(plain, domain)
        except _NOT_APPLICABLE:
            continue
        if found is not None:
            return found
    return None


def _by_named_sums(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof with sums and products replaced that a theorem gives."""
    parts: list[Certificate] = []
    plain = gap
    for node in binding(gap):
        for special in SPECIAL:
            if (told := special(node, domain)) is not None:
                plain = plain.xreplace({node: told[0]})
                parts.append(told[1])
                break
    if not parts or not vanishes(plain, domain):
        return None
    return Certificate("sums by theorems", f"{shown(gap)} = 0", {}, tuple(parts))


def _by_exponentials(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof with waves and Fibonacci numbers under sums as exponentials."""
    plain = in_exponentials(gap)
    return None if plain == gap else proof_of_vanishing_sums(plain, domain)


def proof_with_terminating_series(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof with hypergeometric series that end written out."""
    try:
        return by_finite_sums(gap, domain, proof_of_vanishing_sums)
    except _NOT_APPLICABLE:
        return None


def _term_by_term(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof with sums and products of a few terms written out."""
    plain = written_out(gap, FEW_TERMS)
    if binding(plain) or plain.has(sp.zoo, sp.nan, sp.oo) or not vanishes(plain, domain):
        return None
    return Certificate("term by term", f"{shown(gap)} = 0", {"written out": shown(plain)})


def _by_inner_sums(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof with sums inside others replaced by their antidifferences, from the inside out."""
    parts: list[Certificate] = []
    plain = gap
    for node in binding(gap):
        plain = plain.xreplace({node: _closed_inside(node, domain, parts)})
    if not parts:
        return None
    if vanishes(plain, domain):
        return Certificate("inner sums", f"{shown(gap)} = 0", {}, tuple(parts))
    proof = proof_of_vanishing_sums(plain, domain)
    if proof is None:
        return None
    return Certificate("inner sums", f"{shown(gap)} = 0", {}, (*parts, proof))


def _closed_inside(node: sp.Expr, domain: Domain, parts: list[Certificate]) -> sp.Expr:
    """``node`` with its inner sums closed, and itself if a polynomial is left; the proofs."""
    inside, index, low, high = opened(node)
    here, before = within(domain, index, low, high), len(parts)
    for inner in binding(inside):
        told = _closed_inside(inner, here, parts)
        if isinstance(told, sp.Sum) and (closed := antidifference(told, here)) is not None:
            told = closed[0]
            parts.append(closed[1])
        inside = inside.xreplace({inner: told})
    if len(parts) == before:
        return node
    node = node.func(inside, (index, low, high))
    plain = isinstance(node, sp.Sum) and inside.is_polynomial(index) and not binding(inside)
    if plain and (closed := antidifference(node, domain)) is not None:
        parts.append(closed[1])
        return closed[0]
    return node


def _residue_classes(gap: sp.Expr, domain: Domain) -> tuple[sp.Symbol, int] | None:
    """The integer symbol, and its modulus, whose residues make every floor plain."""
    for node in gap.atoms(sp.floor, sp.ceiling):
        inside = sp.expand(node.args[0])
        for symbol in sorted(inside.free_symbols, key=str):
            slope = inside.coeff(symbol, 1)
            if symbol in domain.ranges and slope.is_Rational and 1 < slope.q <= _MOST_CLASSES:
                return symbol, int(slope.q)
    return None


def _by_classes(
    gap: sp.Expr, domain: Domain, symbol: sp.Symbol, modulus: int
) -> Certificate | None:
    """A proof for each residue of the symbol."""
    parts: list[Certificate] = []
    for case, here in in_classes(gap, domain, symbol, modulus):
        proof = proof_of_vanishing_sums(case, here)
        if proof is None:
            return None
        parts.append(proof)
    data = {"symbol": str(symbol), "modulus": modulus}
    return Certificate("residue classes", f"{shown(gap)} = 0", data, tuple(parts))
