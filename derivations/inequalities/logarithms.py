"""Products and powers are compared by their logarithms, logarithms by their powers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.inequalities.statement import statement_of
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_GROWING = (sp.exp, sp.gamma, sp.factorial)


def by_logarithms(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """P >= Q follows from log P >= log Q where Q is positive, if P is."""
    for larger, smaller in _pairs(gap):
        held = logarithm(prover, larger, domain, depth)
        if held is None:
            continue
        where, taken = domain, logarithm(prover, smaller, domain, depth)
        if taken is None:
            positive = sp.Gt(smaller, 0)
            if positive is sp.false:
                continue
            if positive is not sp.true:
                where = Domain(domain.ranges, (*domain.where, positive))
            taken = sp.log(smaller)
        found = prover.proof(held - taken, where, strict=strict, depth=depth + 1)
        if found is not None:
            data = {"larger": str(larger), "smaller": str(smaller)}
            statement = statement_of(gap, strict)
            return Certificate(f"logarithms, {found.method}", statement, data, (found,))
    return None


def _pairs(gap: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Larger and smaller side, one of which is a product with a power or a factorial in it."""
    for term in sp.Add.make_args(gap):
        if _grows(term):
            coefficient, _ = term.as_coeff_Mul()
            yield (term, term - gap) if coefficient > 0 else (gap - term, -term)


def _grows(term: sp.Expr) -> bool:
    """Whether a term is a product with a power or a factorial in it, so that its log is plainer."""
    return any(
        isinstance(f, _GROWING) or (f.is_Pow and not f.exp.is_Rational)
        for f in sp.Mul.make_args(term)
    )


def logarithm(prover: Prover, term: sp.Expr, domain: Domain, depth: int) -> sp.Expr | None:
    """log of a product of positive factors, expanded; None if a factor is not seen to be so."""
    total = sp.S.Zero
    if term.is_Add:
        factored = sp.factor_terms(term)
        if factored.is_Add:
            return None
        term = factored
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if isinstance(base, sp.gamma):
            inside = sp.log(base)
        elif base is sp.E:
            total += exponent
            continue
        else:
            inside = sp.expand_log(sp.log(base), force=False)
        sure = base.is_positive or (
            prover.proof(base, domain, strict=True, depth=depth + 1) is not None
        )
        if not sure:
            return None
        total += exponent * inside
    return total


def by_powers(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """A sum of logarithms with rational factors is that of a quotient of powers, held against 1."""
    above, below, scale = sp.S.One, sp.S.One, sp.S.One
    terms = []
    for term in sp.Add.make_args(gap):
        coefficient, rest = term.as_coeff_Mul()
        if not isinstance(rest, sp.log) or rest.has(sp.gamma):
            return None
        terms.append((coefficient, rest.args[0]))
        scale = sp.ilcm(scale, coefficient.q)
    if len(terms) < 2:
        return None
    for coefficient, inside in terms:
        if prover.proof(inside, domain, strict=True, depth=depth + 1) is None:
            return None
        if coefficient > 0:
            above *= inside ** (scale * coefficient)
        else:
            below *= inside ** (-scale * coefficient)
    found = prover.proof(above - below, domain, strict=strict, depth=depth + 1)
    if found is None:
        return None
    data = {"power": f"({above})/({below})"}
    return Certificate(f"powers, {found.method}", statement_of(gap, strict), data, (found,))
