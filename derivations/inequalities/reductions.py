"""Inequalities in several variables reduced to simpler ones: by logarithms, scale, monotony."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.inequalities import boxes, logarithms, monotony, steps
from glassproof.derivations.inequalities.realness import is_smooth
from glassproof.derivations.inequalities.statement import statement_of
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.relations import is_plain_bound
from glassproof.derivations.proof.representation import FormError

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_SCALES = (0, 1, 2, 3, 4, -1, -2, sp.Rational(1, 2), sp.Rational(-1, 2), sp.Rational(3, 2))


def proof(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """The first reduction that leads to a proof of ``gap`` >= 0 (> 0), or None."""
    if gap.has(sp.Abs, sp.Max, sp.Min):
        return by_cases(prover, gap, domain, strict, depth)
    for reduction in (
        by_scale,
        by_bounds,
        logarithms.by_powers,
        logarithms.by_logarithms,
        steps.by_steps,
        monotony.by_monotony,
        boxes.by_boxes,
        by_continuity,
    ):
        found = reduction(prover, gap, domain, strict, depth)
        if found is not None:
            return found
    return None


def by_cases(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """Where what stands in an absolute value, or the gap of two in a maximum, has either sign."""
    node = min(gap.atoms(sp.Abs, sp.Max, sp.Min), key=sp.count_ops)
    first, *others = node.args
    rest = node.func(*others) if others else None
    inside = first if rest is None else first - rest
    proofs = []
    for sign, relation in ((1, sp.Ge), (-1, sp.Le)):
        value = sign * inside
        if rest is not None:
            value = first if isinstance(node, sp.Max) is (sign > 0) else rest
        condition = relation(inside, 0)
        if condition is sp.false:
            continue
        kept = domain.where if condition is sp.true else (*domain.where, condition)
        held, where = gap.xreplace({node: value}), Domain(domain.ranges, kept)
        found = prover.proof(held, where.explicit, strict=strict, depth=depth + 1)
        if found is None:
            return None
        proofs.append(found)
    return Certificate("cases", statement_of(gap, strict), {"of": str(node)}, tuple(proofs))


def by_continuity(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """Without the ends that belong to the domain, where the function is continuous."""
    if strict or depth > 1:
        return None
    ranges = dict(domain.ranges)
    for symbol, reach in domain.ranges.items():
        if reach.closed and not reach.integer:
            ranges[symbol] = replace(reach, closed=False)
    kept = tuple(
        sp.Gt(r.gts, r.lts) if isinstance(r, (sp.Ge, sp.Le)) and not _of_integers(r) else r
        for r in domain.where
    )
    opened = Domain(ranges, kept)
    if opened == domain or not is_smooth(prover, gap, domain, depth):
        return None
    found = prover.proof(gap, opened, strict=False, depth=depth + 1)
    if found is None:
        return None
    return Certificate(f"continuity, {found.method}", statement_of(gap, strict), {}, (found,))


def _of_integers(relation: sp.Basic) -> bool:
    return any(symbol.is_integer for symbol in relation.free_symbols)


def by_bounds(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """A sine or cosine, in which the function is linear, at -1 and at 1."""
    for wave in sorted(gap.atoms(sp.sin, sp.cos), key=sp.count_ops, reverse=True):
        unknown = sp.Dummy(real=True)
        held = sp.expand(gap).xreplace({wave: unknown})
        if not wave.free_symbols or sp.diff(held, unknown, 2) != 0:
            continue
        proofs = []
        for bound in (-1, 1):
            end = held.xreplace({unknown: sp.Integer(bound)})
            found = prover.proof(end, domain, strict=strict, depth=depth + 1)
            if found is None:
                break
            proofs.append(found)
        if len(proofs) == 2:
            data = {"wave": str(wave)}
            statement = statement_of(gap, strict)
            return Certificate("waves between -1 and 1", statement, data, tuple(proofs))
    return None


def by_scale(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """Of a homogeneous function of positive numbers one of them may be taken to be 1."""
    symbols = sorted(gap.free_symbols, key=str)
    if len(symbols) < 2 or any(not is_plain_bound(r) for r in domain.where):
        return None
    for symbol in symbols:
        interval = domain.box[symbol]
        if interval.low != fmpq(0) or interval.high is not None or interval.integer:
            return None
        if not interval.low_open:
            return None
    factor = sp.Dummy("s", positive=True)
    plain = {s: sp.Dummy(s.name, positive=True) for s in symbols}
    held = gap.xreplace(plain)
    scaled = held.subs({s: factor * s for s in plain.values()}, simultaneous=True)
    for power in _SCALES:
        try:
            if is_identically_zero(scaled - factor**power * held):
                break
        except FormError:
            return None
    else:
        return None
    last = symbols[-1]
    found = prover.proof(
        gap.xreplace({last: sp.S.One}),
        domain.restricted(symbols[:-1]),
        strict=strict,
        depth=depth + 1,
    )
    if found is None:
        return None
    data = {"degree": str(power), "set to 1": str(last)}
    method = f"homogeneity, {found.method}"
    return Certificate(method, statement_of(gap, strict), data, (found,))
