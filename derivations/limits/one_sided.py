"""Limits from one side: the leading term of an expansion whose remainder is proven."""

from __future__ import annotations

from dataclasses import dataclass

import flint
import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import DeeperError, Expansion, NoExpansionError
from glassproof.derivations.limits.reader import expanded, logarithm_falls
from glassproof.derivations.limits.scale import growth
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import DomainError

NOT_FOUND = (UndecidedError, NoExpansionError, DeeperError, RecursionError, NotImplementedError,
             ZeroDivisionError, TypeError, AttributeError, sp.PolynomialError)  # fmt: skip
"""What says that no limit is found."""

_SHOWN = 4
_NEAR = (sp.Rational(1, 10**3), sp.Rational(1, 10**6))
_BLOWN_UP = 1000
_DIGITS = 120


@dataclass(frozen=True)
class OneSided:
    """What ``expr`` tends to, perhaps oo or -oo, with the proof."""

    value: sp.Expr
    certificate: Certificate

    @property
    def is_finite(self) -> bool:
        """Whether it is a number, and not oo or -oo."""
        return self.value not in (sp.oo, -sp.oo)


def approach(
    expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, side: int, u: sp.Symbol
) -> sp.Expr:
    """``expr`` at place + side u, or, if the place is infinite, at +-1/u."""
    if place in (sp.oo, -sp.oo):
        return expr.subs(variable, 1 / u if place is sp.oo else -1 / u)
    return expr.subs(variable, place + side * u)


def limit_from(
    expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> OneSided:
    """The limit as ``variable`` -> ``place`` from the right (side 1) or the left (-1).

    One of :data:`NOT_FOUND` is raised where none is proven.

    >>> x = sp.Symbol("x", real=True)
    >>> limit_from(sp.exp(1 / x), x, sp.Integer(0), -1, Decisions()).value
    0
    """
    u = sp.Symbol("u", positive=True)
    while expr.has(u) or place.has(u):
        u = sp.Symbol(f"{u.name}u", positive=True)
    local = approach(expr, variable, place, side, u)
    way = {1: " from the right", -1: " from the left"}[side] if place.is_finite else ""
    data = {"variable": str(variable), "tends to": f"{place}{way}"}
    try:
        return _by_expansion(expr, local, u, decide, data)
    except NOT_FOUND:
        if any(map(_is_tower, sp.Mul.make_args(local))) and logarithm_falls(local, u, decide):
            statement = f"the logarithm of |{expr}| tends to -oo"
            return OneSided(sp.Integer(0), Certificate("limit of the logarithm", statement, data))
        if not expr.is_Add:
            raise
    found = [limit_from(term, variable, place, side, decide) for term in expr.args]
    if not all(term.is_finite for term in found):
        raise UndecidedError("terms that are not all finite")
    value = sp.Add(*(term.value for term in found))
    proofs = tuple(term.certificate for term in found)
    return OneSided(value, Certificate("limits of terms", f"the limit is {value}", data, proofs))


def _is_tower(factor: sp.Expr) -> bool:
    return bool(factor.is_Pow or isinstance(factor, sp.exp)) and not factor.exp.is_number


def _by_expansion(
    expr: sp.Expr, local: sp.Expr, u: sp.Symbol, decide: Decisions, data: dict[str, str]
) -> OneSided:
    found = expanded(local, u, decide, lambda known: _shows_limit(known, decide))
    hold(found, local, u, decide)
    value = _limit(found, decide)
    told = {
        **data,
        "function of u -> 0+": str(local),
        "terms": [f"{c} * ({m.written(u)})" for c, m in found.terms[:_SHOWN]],
        "remainder": "0" if found.rest is None else f"O({found.rest.written(u)})",
    }
    statement = f"the limit of {expr} as {data['variable']} -> {data['tends to']} is {value}"
    return OneSided(value, Certificate("expansion with proven remainder", statement, told))


def _limit(found: Expansion, decide: Decisions) -> sp.Expr:
    for coefficient, monomial in found.terms:
        grows = growth(monomial, decide)
        if grows > 0:
            sign = decide.sign(coefficient)
            if sign:
                return sign * sp.oo
        elif monomial.is_one:
            return coefficient
    return sp.Integer(0)


def _shows_limit(found: Expansion, decide: Decisions) -> bool:
    """Whether a term that grows, or a remainder that vanishes, decides the limit."""
    if found.rest is None or growth(found.rest, decide) < 0:
        return True
    return any(growth(m, decide) > 0 and not decide.vanishes(c) for c, m in found.terms)


def hold(found: Expansion, local: sp.Expr, u: sp.Symbol, decide: Decisions) -> None:
    """Raise unless the remainder behaves at two small ``u`` as it should, by balls.

    A wrong coefficient makes the remainder, in units of what it should be, grow as u falls.
    """
    symbols = (local.free_symbols | set().union(*(c.free_symbols for c, _ in found.terms))) - {u}
    point: dict[sp.Symbol, sp.Expr] = {}
    try:
        if symbols:
            known = decide.domain.restricted(symbols)
            if symbols - set(known.ranges):
                return
            (point,) = known.points(1, start=3)
        ratios = [_ratio(found, local, {**point, u: near}, u) for near in _NEAR]
    except (DomainError, ValueError, TypeError):
        return
    if None in ratios:
        return
    first, second = ratios
    assert first is not None
    assert second is not None
    if second.lower() > _BLOWN_UP * (first.upper() + 1):
        raise UndecidedError("the expansion does not hold at points")


def _ratio(
    found: Expansion, local: sp.Expr, point: dict[sp.Symbol, sp.Expr], u: sp.Symbol
) -> flint.arb | None:
    """|f - terms| in units of the remainder."""
    terms = [c * m.written(u) for c, m in found.terms]
    if found.rest is not None:
        unit = found.rest.written(u)
    else:
        unit = u * (found.terms[-1][1].written(u) if found.terms else 1)
    with flint.ctx.workprec(4 * _DIGITS):
        balls = [enclose(e, point, _DIGITS) for e in (local, sp.Add(*terms), unit)]
        if not all(ball.is_finite() for ball in balls) or balls[2].contains(0):
            return None
        ratio = abs(balls[0] - balls[1]) / abs(balls[2])
        return ratio if ratio.is_finite() else None
