"""Hypergeometric series that end, as finite sums, and sums of waves and Fibonacci numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.special_functions.chebyshev import with_roots_in_use
from glassproof.derivations.special_functions.definitions import DEFINED
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown
from glassproof.derivations.summation.variables import from_on, in_classes, without
from glassproof.derivations.summation.zeros import binding, vanishes

Proof = Callable[[sp.Expr, Domain], Certificate | None]

_MOST_SINGLE = 4
_MOST_CLASSES = 4
_WAVES = (sp.sin, sp.cos, sp.sinh, sp.cosh)


def by_finite_sums(gap: sp.Expr, domain: Domain, prove: Proof) -> Certificate | None:
    """A proof that ``gap`` vanishes with its hypergeometric functions written out.

    ``prove`` proves that an expression with finite sums does.
    """
    symbol = next(_ending(gap, domain), None)
    if symbol is None:
        return None
    parts: list[Certificate] = []
    for case, here in _cases(gap, domain, symbol):
        plain = with_finite_sums(case, here)
        if plain.has(sp.hyper) and not vanishes(plain, here):
            return None
        if not vanishes(plain, here):
            proof = prove(plain, here)
            if proof is None:
                return None
            parts.append(proof)
    return Certificate("terminating series", f"{shown(gap)} = 0", {}, tuple(parts))


def _ending(gap: sp.Expr, domain: Domain) -> Iterator[sp.Symbol]:
    """Integer symbols in the upper parameters of hypergeometric functions."""
    for node in gap.atoms(sp.hyper):
        for parameter in node.args[0]:
            for symbol in sorted(parameter.free_symbols, key=str):
                if symbol in domain.ranges and Facts(domain).is_integer(symbol):
                    yield symbol


def _cases(gap: sp.Expr, domain: Domain, symbol: sp.Symbol) -> Iterator[tuple[sp.Expr, Domain]]:
    """By residues where parameters are fractions; far up, far down, and the integers between."""
    slopes = [
        sp.diff(parameter, symbol)
        for node in gap.atoms(sp.hyper)
        for parameter in node.args[0]
        if symbol in parameter.free_symbols
    ]
    modulus = sp.ilcm(*(s.q for s in slopes if s.is_Rational), 1)
    if 1 < modulus <= _MOST_CLASSES:
        for case, here in in_classes(gap, domain, symbol, int(modulus)):
            (fresh,) = set(here.ranges) - set(domain.ranges)
            yield from _cases(sp.expand_mul(case), here, fresh)
        return
    low = domain.box[symbol].low
    if low is not None:
        yield from _from(gap, domain, symbol, int(low.ceil()))
        return
    yield from _from(gap, from_on(domain, symbol, 0), symbol, 0)
    mirrored = {symbol: -symbol}
    where = tuple(r.xreplace(mirrored) for r in domain.where)
    below = Domain({**domain.ranges, symbol: Range(1, None, integer=True, closed=True)}, where)
    yield from _from(gap.xreplace(mirrored), from_on(below, symbol, 1), symbol, 1)


def _from(
    gap: sp.Expr, domain: Domain, symbol: sp.Symbol, low: int
) -> Iterator[tuple[sp.Expr, Domain]]:
    """The first integers one by one, until the signs of all parameters are known."""
    for start in range(low, low + _MOST_SINGLE):
        rest = from_on(domain, symbol, start)
        if not with_finite_sums(gap, rest).has(sp.hyper):
            yield gap, rest
            return
        here = without(domain, symbol, sp.Integer(start))
        if here is not None:
            yield gap.xreplace({symbol: sp.Integer(start)}), here
    yield gap, rest


def with_finite_sums(expr: sp.Expr, domain: Domain) -> sp.Expr:
    """Series with an upper parameter that is proven to be an integer <= 0, written out."""
    facts = Facts(domain)
    images = {node: found for node in expr.atoms(sp.hyper) if (found := _written(node, facts))}
    return expr.xreplace(images) if images else expr


def _written(node: sp.Expr, facts: Facts) -> sp.Expr | None:
    above, below, z = node.args
    ends = [-a for a in map(sp.expand, above) if facts.is_integer(a) and facts.at_least(-a, 0)]
    if not ends or all(end.is_Integer for end in ends):
        return None
    last = ends[0]
    for end in ends[1:]:
        last = end if facts.at_least(last - end, 0) else last
    k = sp.Dummy("k", integer=True, nonnegative=True)
    term = sp.Mul(
        *(sp.RisingFactorial(sp.expand(a), k) for a in above),
        *(1 / sp.RisingFactorial(sp.expand(c), k) for c in below),
    )
    return sp.Sum(term * z**k / sp.factorial(k), (k, 0, last))


def in_exponentials(expr: sp.Expr) -> sp.Expr:
    """Under sums, waves and Fibonacci numbers of the index as exponentials of it.

    >>> k, n, z = sp.symbols("k n z")
    >>> in_exponentials(sp.Sum(sp.cosh(k * z), (k, 0, n)))
    Sum(exp(k*z)/2 + exp(-k*z)/2, (k, 0, n))
    """
    images = {}
    for node in binding(expr):
        if not isinstance(node, sp.Sum):
            continue
        inside, index, low, high = opened(node)
        waves = {
            part: _EXPONENTIALS[part.func](part)
            for part in inside.atoms(*_EXPONENTIALS)
            if index in part.free_symbols
        }
        plain = with_roots_in_use(inside.xreplace(waves), expr, index)
        if plain != inside:
            images[node] = sp.Sum(sp.expand(plain, power_exp=False), (index, low, high))
    return expr.xreplace(images) if images else expr


_EXPONENTIALS: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    **dict.fromkeys(_WAVES, lambda part: part.rewrite(sp.exp)),
    **dict.fromkeys((sp.fibonacci, sp.lucas), lambda part: DEFINED[part.func](*part.args)),
}
