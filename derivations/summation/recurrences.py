"""The recurrence that a sum satisfies in an integer variable, by creative telescoping.

Summed over k from a(n) to b(n), the identity of
:mod:`glassproof.derivations.summation.telescoping` becomes

    c_0(n) S(n) + ... + c_J(n) S(n + J) = H(n),

H(n) = G(n, b + 1) - G(n, a) and the terms by which the ranges of S(n + j) and of S(n) differ. It
holds at every n at which all terms, and G, are analytic on the range: their poles are looked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.fractions import NotRationalError, Ring
from glassproof.derivations.summation.infinity import converges, vanishes_at_infinity
from glassproof.derivations.summation.nodes import opened
from glassproof.derivations.summation.reading_terms import read_terms
from glassproof.derivations.summation.telescoping import Telescoper, is_certificate, telescoper
from glassproof.derivations.summation.terms import (
    NotHypergeometricError,
    Term,
    absorbed,
    is_regular,
)
from glassproof.derivations.summation.zeros import binding

_MOST_ORDER = 3
_MOST_PEELED = 2
_MOST_MOVED = 6


@dataclass(frozen=True)
class Summed:
    """One hypergeometric term with its range."""

    term: Term
    index: sp.Symbol
    low: sp.Expr
    high: sp.Expr


@dataclass(frozen=True)
class Recurrence:
    """c_0 S(n) + ... + c_J S(n + J) = ``right``, of the sum S of one term."""

    summed: Summed
    found: Telescoper
    right: sp.Expr

    @property
    def ring(self) -> Ring:
        """The ring of the coefficients."""
        return self.summed.term.ring

    @property
    def order(self) -> int:
        """J."""
        return len(self.found.operator) - 1


def summed_terms(ring: Ring, node: sp.Sum, factor: sp.Expr, domain: Domain) -> list[Summed] | None:
    """``factor`` times the sum, as sums of single terms; None if it is not hypergeometric."""
    inside, index, low, high = opened(node)
    if binding(inside) or index in factor.free_symbols:
        return None
    here = Facts(within(domain, index, low, high))
    try:
        terms = read_terms(ring, factor * inside, index, here)
    except (NotHypergeometricError, NotRationalError):
        return None
    if not all(is_regular(term, here) for term in terms):
        return None
    summed = [Summed(*_on_its_support(term, index, low, high, here)) for term in terms]
    infinite = (one for one in summed if one.high.is_infinite)
    return summed if all(converges(one.term, index, here) for one in infinite) else None


def _on_its_support(
    term: Term, index: sp.Symbol, low: sp.Expr, high: sp.Expr, facts: Facts
) -> tuple[Term, sp.Symbol, sp.Expr, sp.Expr]:
    """The range without infinite ends beyond which a reciprocal Gamma vanishes."""
    for argument, times in term.gammas.items():
        slope = sp.expand(argument).coeff(index)
        rest = sp.expand(argument - slope * index)
        if times < 0 and abs(slope) == 1 and facts.is_integer(argument):
            if high is sp.oo and slope == -1 and facts.at_least(rest, low):
                high = rest - 1
            elif low is -sp.oo and slope == 1 and high is sp.oo:
                low = 1 - rest
    return term, index, low, high


def recurrence(summed: Summed, variable: sp.Symbol | None, domain: Domain) -> Recurrence | None:
    """Of the least order for which it is proven on ``domain``, order 0 first."""
    for order in range(_MOST_ORDER + 1 if variable is not None else 1):
        found = telescoper(summed.term, summed.index, variable, order)
        if found is None:
            continue
        if not is_certificate(summed.term, summed.index, variable, found):
            continue
        right = _right_side(summed, found, variable, domain)
        if right is not None:
            return Recurrence(summed, found, right)
    return None


def _right_side(
    summed: Summed, found: Telescoper, variable: sp.Symbol | None, domain: Domain
) -> sp.Expr | None:
    """H(n), if the identity is proven to hold term by term on the range."""
    facts = Facts(domain)
    term, index, low, high = summed.term, summed.index, summed.low, summed.high
    if not _is_range(facts, low, high) or low.is_infinite:
        return None
    try:
        moved = _moved_ends(summed, found, variable, domain)
        if moved is None:
            return None
        if found.certificate.is_zero:
            return moved
        ring = term.ring
        certified = absorbed(term.times(found.certificate))
        for peeled in range(_MOST_PEELED + 1):
            start = low + peeled
            if peeled and not _is_range(facts, start, high):
                return None
            around = Facts(within(domain, index, start, high + 1))
            if not is_regular(certified, around):
                continue
            total = moved - certified.expr({index: start})
            if high.is_infinite:
                if not vanishes_at_infinity(certified, index, facts):
                    return None
            else:
                total += certified.expr({index: high + 1})
            for j, coefficient in enumerate(found.operator):
                here = term.at(variable, j) if j and variable is not None else term
                for i in range(peeled):
                    total += ring.expr(coefficient) * here.expr({index: low + i})
            return total
    except (NotHypergeometricError, NotRationalError):
        return None
    return None


def _moved_ends(
    summed: Summed, found: Telescoper, variable: sp.Symbol | None, domain: Domain
) -> sp.Expr | None:
    """sum_j c_j of the terms by which the range of S(n + j) differs from that of S(n)."""
    term, index, low, high = summed.term, summed.index, summed.low, summed.high
    ring, total, facts = term.ring, sp.Integer(0), Facts(domain)
    for j, coefficient in enumerate(found.operator):
        here, first, last = term, low, high
        if j and variable is not None:
            image = {variable: variable + j}
            here, first, last = term.at(variable, j), low.xreplace(image), high.xreplace(image)
        before = sp.expand(first - low)
        after = sp.Integer(0) if high.is_infinite else sp.expand(last - high)
        if not (before.is_Integer and after.is_Integer):
            return None
        if max(abs(before), abs(after)) > _MOST_MOVED or not _is_range(facts, first, last):
            return None
        widest = within(domain, index, low + min(before, 0), high + max(after, 0))
        if not is_regular(here, Facts(widest)):
            return None
        inside = [(1, last - i) for i in range(after)] + [(-1, high - i) for i in range(-after)]
        inside += [(-1, low + i) for i in range(before)] + [(1, first + i) for i in range(-before)]
        for sign, end in inside:
            total += sign * ring.expr(coefficient) * here.expr({index: end})
    return total


def _is_range(facts: Facts, low: sp.Expr, high: sp.Expr) -> bool:
    return bool(high.is_infinite or low.is_infinite) or facts.at_least(high - low, -1)
