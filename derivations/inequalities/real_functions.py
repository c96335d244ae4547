"""Real functions of one variable: factors, signs at points and near ends, balls over intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import flint
import sympy as sp

from glassproof.derivations.asymptotics.equivalence import far_variable
from glassproof.derivations.asymptotics.expansions import Expander
from glassproof.derivations.asymptotics.growth import constant_sign
from glassproof.derivations.inequalities.pieces import OpenError
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.points.point_values import as_fmpq
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError

_DIGITS = (25, 80, 240)

PRIMITIVES = (sp.atan, sp.asin, sp.erf, sp.erfi, sp.sin, sp.cos, sp.gamma, sp.loggamma,
              sp.polygamma, sp.LambertW, sp.Ei, sp.Si, sp.Shi)  # fmt: skip
"""Functions that are unknowns to the canonical form: it knows no real form of them."""

ANALYTIC = (sp.exp, sp.log, sp.sin, sp.cos, sp.atan, sp.asin, sp.erf, sp.erfi, sp.gamma,
            sp.loggamma, sp.polygamma, sp.LambertW)  # fmt: skip
"""Functions that are analytic wherever a ball of their real values is finite."""

_PLAINER: dict[type, Callable[..., sp.Expr]] = {
    sp.tan: lambda v: sp.sin(v) / sp.cos(v),
    sp.cot: lambda v: sp.cos(v) / sp.sin(v),
    sp.sec: lambda v: 1 / sp.cos(v),
    sp.csc: lambda v: 1 / sp.sin(v),
    sp.acos: lambda v: sp.pi / 2 - sp.asin(v),
    sp.acot: lambda v: sp.atan(1 / v),
    sp.erfc: lambda v: 1 - sp.erf(v),
    sp.sinh: lambda v: (sp.exp(v) - sp.exp(-v)) / 2,
    sp.cosh: lambda v: (sp.exp(v) + sp.exp(-v)) / 2,
    sp.tanh: lambda v: 1 - 2 / (sp.exp(2 * v) + 1),
    sp.coth: lambda v: 1 + 2 / (sp.exp(2 * v) - 1),
    sp.sech: lambda v: 2 / (sp.exp(v) + sp.exp(-v)),
    sp.csch: lambda v: 2 / (sp.exp(v) - sp.exp(-v)),
    sp.asinh: lambda v: sp.log(v + sp.sqrt(v**2 + 1)),
    sp.acosh: lambda v: sp.log(v + sp.sqrt(v**2 - 1)),
    sp.atanh: lambda v: (sp.log(1 + v) - sp.log(1 - v)) / 2,
    sp.acoth: lambda v: (sp.log(1 + 1 / v) - sp.log(1 - 1 / v)) / 2,
    sp.factorial: lambda v: sp.gamma(v + 1),
    sp.binomial: lambda n, k: sp.gamma(n + 1) / sp.gamma(k + 1) / sp.gamma(n - k + 1),
    sp.sinc: lambda v: sp.sin(v) / v,
}


def plainer(expr: sp.Expr) -> sp.Expr:
    """The expression in fewer functions, equal to it wherever it is real.

    >>> plainer(sp.tan(sp.Symbol("x")))
    sin(x)/cos(x)
    """
    for _ in range(3):
        if not expr.has(*_PLAINER):
            break
        expr = expr.replace(lambda e: e.func in _PLAINER, lambda e: _PLAINER[e.func](*e.args))
    return expr


@dataclass(frozen=True)
class Factor:
    """An irreducible factor of a canonical form, and how often it occurs; below zero in the
    denominator."""

    expr: sp.Expr
    power: int


def masked(expr: sp.Expr) -> tuple[sp.Expr, Mapping[sp.Expr, sp.Expr]]:
    """The expression with functions that the canonical form does not know as real unknowns."""
    names: dict[sp.Expr, sp.Expr] = {}

    def name(node: sp.Expr) -> sp.Expr:
        return names.setdefault(node, sp.Dummy(f"f{len(names)}", real=True))

    found = expr.replace(lambda e: isinstance(e, PRIMITIVES), name)
    return found, {dummy: node for node, dummy in names.items()}


def restore(expr: sp.Expr, names: Mapping[sp.Expr, sp.Expr]) -> sp.Expr:
    """What :func:`masked` masked, inner nodes too."""
    while expr.has(*names) if names else False:
        expr = expr.xreplace(dict(names))
    return expr


def interval_domain(x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> Domain:
    """The open interval as a domain."""
    relations = []
    if low is not -sp.oo:
        relations.append(sp.Gt(x, low, evaluate=False))
    if high is not sp.oo:
        relations.append(sp.Lt(x, high, evaluate=False))
    return Domain({x: Range()}, tuple(relations)).explicit


def factors(expr: sp.Expr, domain: Domain) -> tuple[int, list[Factor]]:
    """The sign of the constant, and the factors, of the canonical form; 0 and none of zero.

    >>> x = sp.Symbol("x", positive=True)
    >>> factors(x * sp.exp(x) - sp.exp(x), interval_domain(x, sp.Integer(0), sp.oo))
    (1, [Factor(expr=exp(x), power=1), Factor(expr=x - 1, power=1)])
    """
    hidden, names = masked(expr)
    try:
        canonical = canonical_form(hidden, domain)
    except (UnsupportedError, FormError) as error:
        raise OpenError(f"no canonical form: {error}") from None
    form, value = canonical.form, canonical.value
    if value.num.is_zero():
        return 0, []
    if any(form.field.generators[i].sign is None for i in form.field.used(value.num, value.den)):
        raise OpenError(f"{expr} may be complex")
    sign, found = 1, []
    for poly, direction in ((value.num, 1), (value.den, -1)):
        content, parts = poly.factor()
        sign *= 1 if content > 0 else -1
        for part, power in parts:
            shown = restore(form.back(part), names)
            found.append(Factor(shown, direction * int(power)))
    return sign, found


def sign_at(expr: sp.Expr, x: sp.Symbol, value: sp.Expr) -> int:
    """The sign at a number; :class:`OpenError` where the function has no real value."""
    point = {x: value} if value.is_Rational else {}
    target = expr if value.is_Rational else expr.subs(x, value)
    for digits in _DIGITS:
        try:
            ball = enclose(target, point, digits)
        except DomainError as error:
            raise OpenError(str(error)) from None
        if not ball.is_finite() or not ball.imag.contains(0):
            break
        if ball.imag.is_zero() and not ball.real.contains(0):
            return 1 if ball.real > 0 else -1
    try:
        there = expr.subs(x, value)
        if there.is_finite is not False and is_identically_zero(there):
            return 0
    except (FormError, UnsupportedError, DomainError):
        pass
    raise OpenError(f"the sign of {expr} at {x} = {value} is open")


def sign_near(expr: sp.Expr, x: sp.Symbol, end: sp.Expr, side: str) -> int:
    """The sign near an end, above it ("+") or below it ("-"); by the leading term."""
    if end.is_finite:
        try:
            if sign := sign_at(expr, x, end):
                return sign
        except OpenError:
            pass
    far, image = far_variable(x, end, side)
    try:
        leading = Expander(far).of(expr.subs(x, image)).leading
        if leading is not None and (sign := constant_sign(leading[1])):
            return sign
    except (UnsupportedError, ValueError, RecursionError, DomainError) as error:
        raise OpenError(f"{expr} near {x} = {end}: {error}") from None
    raise OpenError(f"the leading term of {expr} near {x} = {end} is open")


def is_analytic(expr: sp.Expr, x: sp.Symbol) -> bool:
    """Whether the expression is analytic wherever balls of its parts are real and finite."""
    return all(
        node.is_Add or node.is_Mul or node.is_Pow or isinstance(node, ANALYTIC)
        for node in sp.preorder_traversal(expr)
        if node.has(x) and node != x
    )


def ball_on(
    expr: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, digits: int = 20
) -> flint.arb | None:
    """A ball of all values on the closed interval; None if they may be complex or infinite."""
    ends = [_arb(end) for end in (low, high)]
    try:
        ball = enclose(expr, {x: flint.acb(ends[0].union(ends[1]))}, digits)
    except DomainError:
        return None
    return ball.real if ball.is_finite() and ball.imag.is_zero() else None


def _arb(value: sp.Expr) -> flint.arb:
    if value.is_Rational:
        return flint.arb(as_fmpq(value))
    return enclose(value, {}, 40).real
