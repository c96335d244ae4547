"""Proofs that one formula is nowhere larger than another.

The difference is taken apart into factors of its canonical form, each of which is proven to have
one sign: as a polynomial in independent unknowns, as a function of one variable, or by a reduction
to fewer variables (:mod:`glassproof.derivations.inequalities.reductions`).
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.asymptotics.growth import constant_sign
from glassproof.derivations.closed_forms.replacement import in_closed_form
from glassproof.derivations.inequalities import one_variable, polynomials, reductions, steps
from glassproof.derivations.inequalities.complex_bounds import STRICT_BOUNDS, UPPER_BOUNDS
from glassproof.derivations.inequalities.complex_values import (
    in_real_numbers,
    is_about_complex,
    squared,
    with_arguments_of_logarithms,
)
from glassproof.derivations.inequalities.pieces import OpenError
from glassproof.derivations.inequalities.real_functions import factors, plainer
from glassproof.derivations.inequalities.relations import without_relations, without_roots
from glassproof.derivations.inequalities.samples import signs_seen
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.everywhere.strict_signs import strict_sign
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError

_DEPTH = 5
_FUEL = 120  # statements that one proof may pass through


def proof_of_order(
    smaller: sp.Expr, larger: sp.Expr, domain: Domain, *, strict: bool
) -> Certificate | None:
    """A proof that ``smaller <= larger`` (or ``<``) wherever both are real on ``domain``, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x, y = sp.symbols("x y", positive=True)
    >>> quadrant = Domain({x: Range(0), y: Range(0)})
    >>> proof_of_order(sp.sqrt(x * y), (x + y) / 2, quadrant, strict=False).method
    'signs of terms'
    >>> proof_of_order(sp.sqrt(x * y), (x + y) / 2, quadrant, strict=True) is None
    True
    """
    gap = larger - smaller
    if is_about_complex(gap):
        return by_bounds_of_moduli(smaller, larger, domain, strict)
    found = Prover().proof(gap, domain, strict=strict)
    if found is not None:
        return found
    closed, parts = in_closed_form(gap, domain)
    found = Prover().proof(closed, domain, strict=strict) if parts else None
    if found is None:
        return by_bounds_of_moduli(smaller, larger, domain, strict)
    return replace(found, parts=(*found.parts, *parts))


def by_bounds_of_moduli(
    smaller: sp.Expr, larger: sp.Expr, domain: Domain, strict: bool
) -> Certificate | None:
    """Of absolute values, real and imaginary parts, by upper bounds of the smaller side."""
    domain = with_arguments_of_logarithms(larger, domain)
    for name, bound in UPPER_BOUNDS.items():
        above = bound(smaller, domain)
        if above is None:
            continue
        moved = in_real_numbers(larger - above, domain)
        if moved is None:
            continue
        needs = strict and bound not in STRICT_BOUNDS
        found = _of_squares(*moved, needs) or Prover().proof(*moved, strict=needs)
        if found is not None:
            statement = f"{smaller} <= {above}"
            return Certificate(f"{name}, {found.method}", statement, {}, (found,))
    return None


def _of_squares(gap: sp.Expr, domain: Domain, strict: bool) -> Certificate | None:
    apart = squared(gap)
    if apart is None:
        return None
    first = Prover().proof(apart[0], domain, strict=strict)
    second = Prover().proof(apart[1], domain, strict=False) if first else None
    if first is None or second is None:
        return None
    return Certificate(f"squares, {first.method}", f"{gap} >= 0", {}, (first, second))


def proof_of_difference(left: sp.Expr, right: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that the sides differ wherever both are real: one of them is larger throughout.

    >>> x = sp.Symbol("x", real=True)
    >>> from glassproof.derivations.proof.domain import Range
    >>> proof_of_difference(x, x**2 + 1, Domain({x: Range()})) is None
    False
    """
    gap = right - left
    seen = signs_seen(gap, domain)
    if not seen or len(seen) != 1:
        return None
    return Prover().proof(gap * seen.pop(), domain, strict=True)


class Prover:
    """Proves that expressions are nowhere negative; ``fuel`` bounds how many it may look at."""

    def __init__(self, fuel: int = _FUEL) -> None:
        self.fuel = fuel
        self.stepping = 0  # inductions that the statement at hand is a part of

    def proof(
        self, gap: sp.Expr, domain: Domain, *, strict: bool, depth: int = 0
    ) -> Certificate | None:
        """A proof that ``gap`` >= 0 (> 0) wherever it is real on ``domain``, or None."""
        gap = plainer(sp.sympify(gap))
        if not gap.free_symbols:
            return _constant(gap, strict)
        self.fuel -= 1
        if self.fuel < 0 or depth > _DEPTH or not gap.free_symbols <= set(domain.ranges):
            return None
        seen = signs_seen(gap, domain)
        if seen is None or -1 in seen:
            return None
        domain = domain.restricted(gap.free_symbols)
        found = self._by_form(gap, domain, strict)
        if found is not None:
            return found
        held, where = without_relations(gap, domain)
        if steps.steps_in(held):
            found = steps.by_steps(self, held, where, strict, depth)
            if found is not None:
                return found
        plain, box = without_roots(held, where)
        found = self._by_factors(plain, box, strict, depth)
        if found is None and plain != held:
            found = self._by_factors(held, where, strict, depth)
        if found is not None:
            return found
        return reductions.proof(self, held, where, strict, depth)

    def _by_form(self, gap: sp.Expr, domain: Domain, strict: bool) -> Certificate | None:
        """By the signs of the terms of the canonical form."""
        try:
            canonical = canonical_form(gap, domain)
            form, value = canonical.form, canonical.value
            if value.num.is_zero():
                sign = 0 if strict else 1
            elif strict:
                sign = strict_sign(form, value)
            else:
                sign = form.signs.of_fraction(value)
        except (UnsupportedError, FormError, DomainError):
            return None
        if sign != 1:
            return None
        data = {"form": str(canonical.expanded())}
        return Certificate("signs of terms", f"{gap} {'>' if strict else '>='} 0", data)

    def _by_factors(
        self, gap: sp.Expr, domain: Domain, strict: bool, depth: int
    ) -> Certificate | None:
        """By the signs of the factors of the canonical form."""
        if len(gap.free_symbols) == 1:
            (x,) = gap.free_symbols
            found = one_variable.proof(gap, x, domain, strict=strict)
            if found is not None:
                return found
        try:
            sign, parts = factors(gap, domain)
        except (OpenError, DomainError):
            return None
        if not sign:
            return None
        proofs = []
        for part in parts:
            if part.power % 2 == 0 and not (strict and part.power > 0):
                continue
            if not part.expr.free_symbols:
                sign *= constant_sign(part.expr)
                continue
            seen = signs_seen(part.expr, domain) or set()
            if len(seen) != 1 or (part.power % 2 == 0 and strict):
                return None
            (side,) = seen
            statement = part.expr if side > 0 else -part.expr
            needs = strict and part.power > 0
            alone = len(parts) == 1
            found = self._of_factor(statement, domain, needs, depth, alone)
            if found is None:
                return None
            sign *= side
            proofs.append(found)
        if sign != 1:
            return None
        if len(proofs) == 1:
            return proofs[0]
        statement = f"{gap} {'>' if strict else '>='} 0"
        methods = list(dict.fromkeys(found.method for found in proofs)) or ["even powers"]
        return Certificate(", ".join(methods), statement, {}, tuple(proofs))

    def _of_factor(
        self, part: sp.Expr, domain: Domain, strict: bool, depth: int, alone: bool
    ) -> Certificate | None:
        """A proof for an irreducible factor; one that stands ``alone`` is not looked at twice."""
        found = polynomials.proof(part, domain, strict=strict)
        if found is not None or alone:
            return found
        return self.proof(part, domain, strict=strict, depth=depth + 1)


def _constant(value: sp.Expr, strict: bool) -> Certificate | None:
    try:
        sign = constant_sign(value)
    except UnsupportedError:
        return None
    if sign < (1 if strict else 0):
        return None
    return Certificate("balls", f"{value} {'>' if strict else '>='} 0", {})
