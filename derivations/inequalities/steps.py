"""Inequalities by steps of one: induction over integers, and differences that sum to a limit.

If g(n+1) >= g(n) for all n >= m and g(m) >= 0, then g >= 0 from m on; the first few integers are
looked at one by one. If g(x+1) <= g(x) for all x and g is eventually positive, then g > 0, for real
x, too: so Stirling's bounds are proven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.asymptotics.expansions import Expander
from glassproof.derivations.asymptotics.growth import constant_sign
from glassproof.derivations.inequalities.realness import is_smooth
from glassproof.derivations.inequalities.samples import signs_seen
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.relations import is_plain_bound
from glassproof.derivations.proof.representation import FormError

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_FIRST = 16  # integers that are looked at one by one
_MOST_NESTED = 2
_STEPPED = (sp.gamma, sp.loggamma, sp.harmonic, sp.Sum, sp.Product, sp.polygamma)


def by_steps(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """By the sign of g(n+1) - g(n) in one variable whose range has no upper end."""
    if prover.stepping >= _MOST_NESTED:
        return None
    prover.stepping += 1
    try:
        return _stepped(prover, gap, domain, strict, depth)
    finally:
        prover.stepping -= 1


def steps_in(gap: sp.Expr) -> bool:
    """Whether a sum occurs, which has no rule but that for steps of one.

    >>> n = sp.Symbol("n")
    >>> steps_in(sp.harmonic(n) - n), steps_in(sp.log(n))
    (True, False)
    """
    return bool(gap.has(sp.Sum, sp.Product, sp.harmonic, sp.polygamma))


def _stepped(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    for symbol in sorted(gap.free_symbols, key=str):
        interval = domain.box.get(symbol)
        if interval is None or interval.low is None or interval.high is not None:
            continue
        if any(r.has(symbol) and not is_plain_bound(r) for r in domain.where):
            continue
        powers = (node.exp for node in gap.atoms(sp.Pow))
        if not any(part.has(symbol) for part in (*gap.atoms(*_STEPPED), *powers)):
            continue
        step = difference(gap, symbol, domain)
        if step is None or not is_smooth(prover, gap, domain, depth):
            continue
        found = _falling(prover, gap, step, symbol, domain, strict, depth)
        if found is None and interval.integer:
            found = _rising(prover, gap, step, symbol, domain, strict, depth)
        if found is not None:
            return found
    return None


def difference(gap: sp.Expr, symbol: sp.Symbol, domain: Domain) -> sp.Expr | None:
    """g(n+1) - g(n), in the canonical form; None if there is none.

    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> difference(sp.log(sp.gamma(n)), n, Domain({n: Range(1, None, integer=True, closed=True)}))
    log(n)
    """
    following = gap.subs(symbol, symbol + 1)
    following = following.replace(
        lambda e: isinstance(e, (sp.Sum, sp.Product)), lambda e: _split(e, symbol)
    )
    following = following.replace(
        lambda e: isinstance(e, sp.harmonic) and len(e.args) == 1,
        lambda e: sp.harmonic(e.args[0] - 1) + 1 / e.args[0] if e.has(symbol) else e,
    )
    names = {node: sp.Dummy(real=True) for node in gap.atoms(sp.Sum, sp.Product)}
    gone = (following - gap).xreplace(names)
    if gone.has(sp.Sum, sp.Product):
        return None
    try:
        form = canonical_form(gone, domain).expanded()
    except (UnsupportedError, FormError, DomainError):
        return None
    return form.xreplace({dummy: node for node, dummy in names.items()})


def _split(node: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """A sum to m + 1 as the sum to m and its last term."""
    (variable, low, high), *more = node.limits
    body = node.function
    if more or body.has(symbol) or low.has(symbol) or not high.has(symbol):
        return node
    last = body.subs(variable, high)
    rest = node.func(body, (variable, low, high - 1))
    return rest + last if isinstance(node, sp.Sum) else rest * last


def _falling(
    prover: Prover,
    gap: sp.Expr,
    step: sp.Expr,
    symbol: sp.Symbol,
    domain: Domain,
    strict: bool,
    depth: int,
) -> Certificate | None:
    """g falls with every step, and is eventually positive."""
    if (signs_seen(step, domain) or {1}) - {-1} or gap.has(sp.Sum, sp.Product):
        return None
    far = sp.Dummy(symbol.name, positive=True, integer=symbol.is_integer)
    try:
        leading = Expander(far, domain).of(gap.xreplace({symbol: far})).leading
        if leading is None or constant_sign(leading[1], domain) <= 0:
            return None
    except (UnsupportedError, ValueError, RecursionError):
        return None
    found = prover.proof(-step, domain, strict=False, depth=depth + 1)
    if found is None:
        return None
    data = {
        "in": str(symbol),
        "step": str(step),
        "leading term": str(leading[1] * leading[0].expr(far)),
    }
    statement = f"{gap} {'>' if strict else '>='} 0"
    return Certificate("falling steps to a limit", statement, data, (found,))


def _rising(
    prover: Prover,
    gap: sp.Expr,
    step: sp.Expr,
    symbol: sp.Symbol,
    domain: Domain,
    strict: bool,
    depth: int,
) -> Certificate | None:
    """g rises with every step from some integer on; before it is looked at value by value."""
    low = domain.box[symbol].low
    assert low is not None
    start = int(low.p)
    rest = Domain({s: r for s, r in domain.ranges.items() if s != symbol}, tuple(
        r for r in domain.where if not r.has(symbol)))  # fmt: skip
    proofs: list[Certificate] = []
    for first in range(start, start + _FIRST):
        value = gap.subs(symbol, first).doit()
        found = prover.proof(value, rest, strict=strict, depth=depth + 1)
        if found is None:
            return None
        proofs.append(found)
        ranges = {**rest.ranges, symbol: Range(first, None, integer=True, closed=True,
                                               draw=(first, first + 12))}  # fmt: skip
        onward = Domain(ranges, rest.where)
        seen = signs_seen(step, onward)
        if seen is None or -1 in seen:
            continue
        found = prover.proof(step, onward, strict=False, depth=depth + 1)
        if found is not None:
            data = {"in": str(symbol), "from": str(first), "step": str(step)}
            statement = f"{gap} {'>' if strict else '>='} 0"
            return Certificate("induction", statement, data, (*proofs, found))
    return None
