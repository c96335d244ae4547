"""Integrals between complex ends, along the straight path, and complete elliptic integrals.

An entire integrand has an entire antiderivative, and the difference of its values is the integral
along any path. To infinity, the antiderivative must be a polynomial times an exponential that
vanishes there.

Reference: NIST Digital Library of Mathematical Functions, 1.9(iii), 10.9.2,
10.32.3 and 19.2.8.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.complex_symbols import (
    coordinates,
    in_coordinates,
    is_complex,
)
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.representation import FormError
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.holomorphy import is_holomorphic

_FAILS = (ValueError, TypeError, NotImplementedError, FormError)


def prove(node: sp.Expr, _value: sp.Expr | None, domain: Domain) -> Closed | None:
    """A closed form of an integral with complex ends or parameters, or None."""
    if not isinstance(node, sp.Integral) or len(node.limits) != 1 or len(node.limits[0]) != 3:
        return None
    variable, low, high = node.limits[0]
    try:
        found = _elliptic(node.function, variable, low, high)
        name = "complete elliptic integral"
        if found is None:
            found, name = _bessel(node.function, variable, low, high), "Bessel's integral"
        if found is None and any(map(is_complex, node.free_symbols)):
            found = _along_path(node.function, variable, low, high, domain)
            name = "entire antiderivative"
    except _FAILS:
        return None
    return None if found is None else (found, Certificate(name, f"{node} = {found}"))


def _along_path(
    expr: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr, domain: Domain
) -> sp.Expr | None:
    z = sp.Symbol("z'", complex=True)
    integrand = expr.xreplace({variable: z})
    if not is_holomorphic(integrand, z, sp.oo) or integrand.has(sp.Abs, sp.re, sp.im):
        return None
    antiderivative = _antiderivative(integrand, z)
    if antiderivative is None or not is_holomorphic(antiderivative, z, sp.oo):
        return None
    gap = sp.expand(sp.diff(antiderivative, z) - integrand)
    if not is_identically_zero(gap, _with_plane(z, domain)):
        return None
    ends = []
    for end in (low, high):
        if end.is_infinite:
            if end is not sp.oo or not _vanishes_far_out(antiderivative, z, domain):
                return None
            ends.append(sp.S.Zero)
        else:
            ends.append(antiderivative.xreplace({z: end}))
    return ends[1] - ends[0]


def _with_plane(z: sp.Symbol, domain: Domain) -> Domain:
    """The domain with a complex variable anywhere."""
    return Domain({**domain.ranges, **dict.fromkeys(coordinates(z), Range())}, domain.where)


def _antiderivative(integrand: sp.Expr, z: sp.Symbol) -> sp.Expr | None:
    """Of polynomials times exponentials and waves of polynomials."""
    for node in integrand.atoms(sp.Function):
        most = 2 if isinstance(node, sp.exp) else 1
        inside = node.args[0]
        if not inside.is_polynomial(z) or sp.degree(inside, z) > most:
            return None
    plain = {s: sp.Dummy(s.name, positive=True) for s in integrand.free_symbols - {z}}
    found = sp.integrate(integrand.xreplace(plain), z)
    if found.has(sp.Integral, sp.Piecewise):
        return None
    return found.xreplace({name: symbol for symbol, name in plain.items()})


def _vanishes_far_out(expr: sp.Expr, z: sp.Symbol, domain: Domain) -> bool:
    """Whether it is a sum of polynomials times exp(b - a z) with Re a > 0."""
    for term in sp.Add.make_args(sp.expand(expr, power_exp=False)):
        waves = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.exp) and f.has(z)]
        if len(waves) != 1 or not term.xreplace({waves[0]: sp.S.One}).is_polynomial(z):
            return False
        slope = sp.diff(waves[0].args[0], z)
        real = in_coordinates(-slope).as_real_imag()[0]
        if slope.has(z) or Facts(domain).sign(real) != 1:
            return False
    return True


def _bessel(expr: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr | None:
    """pi J_n(z) of cos(n t - z sin(t)), pi I_n(z) of exp(z cos(t)) cos(n t), over (0, pi)."""
    if (low, high) != (0, sp.pi):
        return None
    if isinstance(expr, sp.cos):
        terms = expr.args[0].subs(sp.sin(t), sp.Dummy("s"))
        (wave,) = terms.free_symbols - expr.free_symbols or (sp.Dummy("s"),)
        n, z = sp.diff(terms, t), -sp.diff(terms, wave)
        if n.could_extract_minus_sign():  # the cosine is even
            n, z = -n, -z
        kind = sp.besselj
        whole = sp.cos(n * t - z * sp.sin(t))
    else:
        parts = {type(part): part for part in expr.args}
        if not expr.is_Mul or set(parts) != {sp.exp, sp.cos}:
            return None
        n = sp.cancel(parts[sp.cos].args[0] / t)
        z = sp.cancel(parts[sp.exp].args[0] / sp.cos(t))
        kind = sp.besseli
        whole = sp.exp(z * sp.cos(t)) * sp.cos(n * t)
    if (n.free_symbols | z.free_symbols) & {t} or not n.is_integer or sp.expand(whole - expr) != 0:
        return None
    return sp.pi * kind(n, z, evaluate=False)


def _elliptic(expr: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr | None:
    """K(m) or E(m) by its definition over a quarter of a turn, or over (0, 1) of the sine."""
    if low != 0:
        return None
    powers: dict[sp.Expr, sp.Expr] = {}
    for factor in sp.Mul.make_args(expr):
        base, exponent = factor.as_base_exp()
        powers[sp.expand(base)] = powers.get(sp.expand(base), sp.S.Zero) + exponent
    square = sp.sin(x) ** 2
    if high == 1:
        square = x**2
        if powers.pop(1 - x**2, None) != -sp.S.Half:
            return None
    elif high != sp.pi / 2:
        return None
    if len(powers) != 1:
        return None
    ((base, exponent),) = powers.items()
    m = sp.expand((1 - base) / square)
    if m.has(x) or exponent not in (sp.S.Half, -sp.S.Half):
        return None
    return sp.elliptic_e(m) if exponent > 0 else sp.elliptic_k(m)
