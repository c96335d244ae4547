"""Inequalities in several variables reduced to simpler ones: by logarithms, scale, monotony."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.inequalities import boxes, steps
from glassproof.derivations.inequalities.realness import is_smooth
from glassproof.derivations.inequalities.samples import signs_seen
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.relations import is_plain_bound
from glassproof.derivations.proof.representation import FormError

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_GROWING = (sp.exp, sp.gamma, sp.factorial)
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
        by_powers,
        by_logarithms,
        steps.by_steps,
        by_monotony,
        boxes.by_boxes,
        by_continuity,
    ):
        found = reduction(prover, gap, domain, strict, depth)
        if found is not None:
            return found
    return None


def statement_of(gap: sp.Expr, strict: bool) -> str:
    """The inequality in words."""
    return f"{gap} {'>' if strict else '>='} 0"


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


# --- logarithms ------------------------------------------------------------------------------


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


# --- scale -----------------------------------------------------------------------------------


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


# --- monotony --------------------------------------------------------------------------------


def by_monotony(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """The least value along one variable, by the sign of the derivative on both sides of it."""
    symbols = sorted(gap.free_symbols, key=str)
    if len(symbols) < 2 or depth > 2:
        return None
    for symbol in symbols:
        if any(r.has(symbol) and not is_plain_bound(r) for r in domain.where):
            continue
        slope = sp.diff(gap, symbol)
        if slope.has(sp.Derivative, sp.Subs):
            continue
        for least, below, above in _candidates(symbol, symbols, domain):
            if not _falls_and_rises(slope, below, above):
                continue
            found = _at_least(prover, gap, slope, symbol, least, below, above, strict, depth)
            if found is not None and is_smooth(prover, gap, domain, depth):
                return found
    return None


Parts = Domain | None


def _candidates(
    symbol: sp.Symbol, symbols: list[sp.Symbol], domain: Domain
) -> Iterator[tuple[sp.Expr, Parts, Parts]]:
    """Where the least value may be taken, with the domain below it and above it."""
    interval = domain.box[symbol]
    inner: list[sp.Expr] = []
    for end, side in ((interval.low, 1), (interval.high, 0)):
        if end is not None:
            value = sp.Rational(int(end.p), int(end.q))
            yield (value, None, domain) if side else (value, domain, None)
    for number in (0, 1):
        value = fmpq(number)
        above = interval.low is None or interval.low < value
        if above and (interval.high is None or value < interval.high):
            inner.append(sp.Integer(number))
    for other in symbols:
        if other != symbol and domain.box[other].low == interval.low:
            inner.append(other)
    for value in inner:
        parts = [
            Domain(domain.ranges, (*domain.where, relation(symbol, value)))
            for relation in (sp.Lt, sp.Gt)
        ]
        yield value, parts[0], parts[1]


def _falls_and_rises(slope: sp.Expr, below: Parts, above: Parts) -> bool:
    for part, sign in ((below, -1), (above, 1)):
        if part is not None:
            seen = signs_seen(slope, part)
            if seen is None or -sign in seen:
                return False
    return True


def _at_least(
    prover: Prover,
    gap: sp.Expr,
    slope: sp.Expr,
    symbol: sp.Symbol,
    least: sp.Expr,
    below: Parts,
    above: Parts,
    strict: bool,
    depth: int,
) -> Certificate | None:
    there = gap.subs(symbol, least)
    if there.has(sp.zoo, sp.nan, sp.oo, -sp.oo) or there.has(symbol):
        return None
    domain = above or below
    assert domain is not None
    proofs = []
    rest = Domain(
        {s: r for s, r in domain.ranges.items() if s != symbol},
        tuple(r for r in domain.where if not r.has(symbol)),
    )
    value = prover.proof(there, rest, strict=strict, depth=depth + 1)
    if value is None:
        return None
    proofs.append(value)
    for part, sign in ((below, -1), (above, 1)):
        if part is not None:
            found = prover.proof(sign * slope, part, strict=False, depth=depth + 1)
            if found is None:
                return None
            proofs.append(found)
    data = {"in": str(symbol), "least at": str(least), "derivative": str(slope)}
    return Certificate("monotony", statement_of(gap, strict), data, tuple(proofs))
