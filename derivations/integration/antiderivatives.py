"""Candidates for antiderivatives, by whatever finds them; each is proven or dropped elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TypeAlias

import sympy as sp
from sympy.integrals.heurisch import heurisch
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint
from sympy.simplify.fu import TR8

_FAILS = (
    NotImplementedError, ValueError, TypeError, AttributeError, ZeroDivisionError, KeyError,
    IndexError, RecursionError, sp.PolynomialError, sp.polys.polyerrors.BasePolynomialError,
    sp.polys.polyerrors.CoercionFailed,
)  # fmt: skip
_MOST_OPERATIONS = 40  # of an integrand that is given to the slow engine


def candidates(expr: sp.Expr, variable: sp.Symbol) -> Iterator[sp.Expr]:
    """Expressions that may have the derivative ``expr``."""
    name = _name(variable.name, tuple(sorted(variable.assumptions0.items())))
    integrand = expr.xreplace({variable: name})
    seen: set[sp.Expr] = set()
    for engine in _engines(integrand, name):
        found = _found(engine, integrand, name)
        if found is None or found.has(sp.Integral, sp.nan, sp.zoo) or found in seen:
            continue
        seen.add(found)
        yield found.xreplace({name: variable})


@cache
def _name(name: str, assumptions: tuple[tuple[str, bool], ...]) -> sp.Symbol:
    """One symbol for all variables of that kind: integrands that are asked again are met."""
    return sp.Dummy(name, **dict(assumptions))


_Engine: TypeAlias = Callable[[sp.Expr, sp.Symbol], sp.Expr | None]


def _engines(expr: sp.Expr, variable: sp.Symbol) -> list[_Engine]:
    rational: list[_Engine] = [_rational] if expr.is_rational_function(variable) else []
    if _of_half_angle(expr, variable) is not None:
        return [*rational, _of_secants, manualintegrate, _by_half_angle]
    slow = [heurisch] if sp.count_ops(expr) < _MOST_OPERATIONS else []
    plain = [_gaussian, _dilogarithm, _cylinder, manualintegrate, _termwise, _of_multiple_angles]
    return [*rational, *plain, *slow]


@lru_cache(maxsize=512)
def _found(engine: _Engine, expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """What an engine finds; kept, since proofs ask again: by parts, and of another value."""
    try:
        return engine(expr, variable)
    except _FAILS:
        return None


def _rational(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    return ratint(sp.together(expr), variable, real=True)


def _gaussian(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """Of exp(a x^2 + b x + c), a < 0, by completing the square."""
    factor, wave = expr.as_independent(variable, as_Add=False)
    if not isinstance(wave, sp.exp) or not wave.args[0].is_polynomial(variable):
        return None
    parts = sp.Poly(wave.args[0], variable).all_coeffs()
    if len(parts) != 3 or parts[0].is_negative is not True:
        return None
    a, b, c = parts
    root = sp.sqrt(-a)
    outside = sp.exp(sp.expand(c - b**2 / (4 * a)))
    return factor * outside * sp.sqrt(sp.pi) / (2 * root) * sp.erf(root * variable - b / (2 * root))


def _dilogarithm(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """Of log(w)/(c + d x), w = a + b x, with e = b c - a d (DLMF 25.12.2)."""
    factor, quotient = expr.as_independent(variable, as_Add=False)
    logs = [part for part in sp.Mul.make_args(quotient) if isinstance(part, sp.log)]
    if len(logs) != 1:
        return None
    w, below = logs[0].args[0], sp.expand(logs[0] / quotient)
    if not (w.is_polynomial(variable) and below.is_polynomial(variable)):
        return None
    inner, outer = sp.Poly(w, variable), sp.Poly(below, variable)
    if inner.degree() != 1 or outer.degree() != 1:
        return None
    (b, a), (d, c) = inner.all_coeffs(), outer.all_coeffs()
    e = sp.expand(b * c - a * d)
    if e == 0:
        return factor * b * sp.log(w) ** 2 / (2 * d)
    turned = sp.expand(-d * w / e)
    found = sp.log(w) * sp.log(1 - turned) + sp.polylog(2, turned)
    return factor / d * found


def _cylinder(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """Of x^(v + 1) C_v(c x) and x^(1 - v) C_v(c x), C a Bessel function (DLMF 10.22.1, 10.43.1)."""
    factor, rest = expr.as_independent(variable, as_Add=False)
    found = [part for part in sp.Mul.make_args(rest) if isinstance(part, _CYLINDERS)]
    if len(found) != 1:
        return None
    kind, (v, inside) = found[0].func, found[0].args
    c, power = sp.cancel(inside / variable), rest / found[0]
    if c.has(variable) or v.has(variable):
        return None
    up, down = {sp.besseli: (1, 1), sp.besselk: (-1, -1)}.get(kind, (1, -1))
    for sign, order in ((up, v + 1), (down, v - 1)):
        front = variable if order == v + 1 else 1 / variable
        if sp.powsimp(power / variable / front**v) in (1, sp.S.One):
            return factor * sign * power * kind(order, inside) / c
    return None


_CYLINDERS = (sp.besselj, sp.bessely, sp.besseli, sp.besselk)


def _of_multiple_angles(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """With products of sines and cosines as sums of those of sums of their angles."""
    if not expr.has(sp.sin, sp.cos):
        return None
    spread = sp.expand(TR8(sp.expand(expr)))
    return sp.Add(*(manualintegrate(term, variable) for term in sp.Add.make_args(spread)))


def _of_half_angle(expr: sp.Expr, variable: sp.Symbol) -> tuple[sp.Expr, sp.Symbol] | None:
    """A rational function of sin x and cos x as one of u = tan(x/2), dx included."""
    if not expr.has(sp.sin, sp.cos, sp.tan):
        return None
    u = sp.Dummy("u", real=True)
    plain = expr.replace(sp.tan, lambda v: sp.sin(v) / sp.cos(v))
    turned = plain.subs(
        {sp.sin(variable): 2 * u / (1 + u**2), sp.cos(variable): (1 - u**2) / (1 + u**2)}
    )
    rational = turned * 2 / (1 + u**2)
    return (rational, u) if rational.is_rational_function(u) and not turned.has(variable) else None


def _by_half_angle(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    found = _of_half_angle(expr, variable)
    if found is None:
        return None
    rational, u = found
    return ratint(sp.cancel(sp.together(rational)), u, real=True).subs(u, sp.tan(variable / 2))


def _of_secants(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """With secants and cosecants for negative powers of cosines and sines."""
    turned = expr.replace(
        lambda e: e.is_Pow and isinstance(e.base, (sp.sin, sp.cos)) and e.exp.is_negative is True,
        lambda e: (1 / e.base).rewrite(sp.sec if isinstance(e.base, sp.cos) else sp.csc) ** -e.exp,
    )
    return None if turned == expr else manualintegrate(turned, variable)


def _termwise(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """The sum of the antiderivatives of the terms of the expanded integrand."""
    spread = sp.expand(expr)
    if spread == expr:
        return None
    return sp.Add(*(manualintegrate(term, variable) for term in sp.Add.make_args(spread)))
