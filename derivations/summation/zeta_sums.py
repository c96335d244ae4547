"""Sums of powers of arithmetic progressions by Hurwitz' zeta function, and its multiplication.

    sum over k >= 0 of (k + a)^-s = zeta(s, a),   of (-1)^k (k + a)^-s by zeta(s, a/2),
    the finite sum of (k + a)^-s over k < n is zeta(s, a) - zeta(s, a + n),
    sum over k < n of zeta(s, x + k/n) = n^s zeta(s, n x), and so for psi_m, log Gamma, Gamma.

Reference: NIST Digital Library of Mathematical Functions, 5.5.6, 5.15.7, 25.11.1, 25.11.4 and
25.11.15.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.complex_symbols import in_coordinates, is_complex
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown


def zeta_sum(node: sp.Expr, domain: Domain) -> Closed | None:
    """A closed form of one of these kinds, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> k = sp.Symbol("k", integer=True)
    >>> s = sp.Symbol("s", real=True)
    >>> zeta_sum(sp.Sum((2*k + 1)**-s, (k, 0, sp.oo)), Domain({s: Range(1, None)}))[0]
    zeta(s, 1/2)/2**s
    """
    inside, index, low, high = opened(node)
    facts = Facts(domain)
    if low.is_infinite:
        return None
    factor, rest = inside.as_independent(index, as_Add=False)
    if high.is_infinite:
        value, name = _infinite(node, rest, index, low, facts), "Hurwitz' series"
    else:
        value, name = _multiplied(node, rest, index, low, high, facts), "multiplication theorem"
        if value is None:
            value, name = _finite(node, rest, index, low, high, facts), "Hurwitz' series"
    if value is None:
        return None
    value = factor ** (high - low + 1) * value if isinstance(node, sp.Product) else factor * value
    return value, Certificate(name, f"{shown(node)} = {shown(value)}")


def _real_part(expr: sp.Expr) -> sp.Expr:
    return in_coordinates(expr).as_real_imag()[0] if not expr.is_real else expr


def _progression(power: sp.Expr, index: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Expr] | None:
    """c, s and a of the power c (index + a)^-s."""
    base, exponent = power.as_base_exp()
    if base.is_Rational and base.p == 1:  # SymPy writes 2^-s so
        base, exponent = 1 / base, -exponent
    if index in exponent.free_symbols or not base.is_polynomial(index):
        return None
    poly = sp.Poly(base, index)
    if poly.degree() != 1 or not (poly.LC().is_Rational and poly.LC() > 0):
        return None
    return poly.LC() ** exponent, -exponent, sp.expand(poly.nth(0) / poly.LC())


def _is_admissible(start: sp.Expr, facts: Facts) -> bool:
    """Whether (k + start)^-s are principal powers that Hurwitz' function adds up."""
    return any(map(is_complex, start.free_symbols)) or facts.sign(_real_part(start)) == 1


def _infinite(
    node: sp.Expr, rest: sp.Expr, index: sp.Symbol, low: sp.Expr, facts: Facts
) -> sp.Expr | None:
    if not isinstance(node, sp.Sum):
        return None
    rest = sp.powsimp(rest)
    signs = sp.S.One
    for factor in sp.Mul.make_args(rest):
        base, exponent = factor.as_base_exp()
        if base == -1 and sp.diff(exponent, index) in (1, -1):
            signs = sp.Pow(-1, exponent.subs(index, low))
            rest = rest / factor
    found = _progression(rest, index)
    if found is None or facts.sign(_real_part(found[1]) - 1) != 1:
        return None
    scale, s, a = found
    start = sp.expand(a + low)
    if not _is_admissible(start, facts):
        return None
    if rest == sp.powsimp(opened(node)[0].as_independent(index, as_Add=False)[1]):
        return scale * (sp.zeta(s) if start == 1 else sp.zeta(s, start))
    halves = sp.zeta(s, start / 2) - sp.zeta(s, (start + 1) / 2)
    return scale * signs * sp.Pow(2, -s) * halves


def _finite(
    node: sp.Expr, rest: sp.Expr, index: sp.Symbol, low: sp.Expr, high: sp.Expr, facts: Facts
) -> sp.Expr | None:
    found = _progression(rest, index) if isinstance(node, sp.Sum) else None
    if found is None or not facts.at_least(high - low + 2, 1):
        return None
    scale, s, a = found
    if s.is_number:
        complex_start = any(map(is_complex, a.free_symbols))
        if not (s.is_Integer and s >= 1 and complex_start):
            return None
        scale *= sp.Pow(-1, s) / sp.factorial(s - 1)
        ends = (sp.expand(a + low), sp.expand(a + high + 1))
        return scale * (sp.polygamma(s - 1, ends[0]) - sp.polygamma(s - 1, ends[1]))
    real = _real_part(s)
    if facts.is_integer(real) and facts.sign(real - 1) != 1:
        return None
    if not _is_admissible(sp.expand(a + low), facts):
        return None
    return scale * (sp.zeta(s, sp.expand(a + low)) - sp.zeta(s, sp.expand(a + high + 1)))


def _multiplied(
    node: sp.Expr, rest: sp.Expr, index: sp.Symbol, low: sp.Expr, high: sp.Expr, facts: Facts
) -> sp.Expr | None:
    """The sum, or the product of Gammas, over x, x + 1/n, ..., x + (n - 1)/n."""
    count = sp.expand(high - low + 1)
    if not isinstance(rest, (sp.gamma, sp.zeta, sp.polygamma)):
        return None
    inside = sp.expand(rest.args[-1])
    if any(index in part.free_symbols for part in rest.args[:-1]):
        return None
    if sp.simplify(sp.diff(inside, index) * count - 1) != 0 or not facts.at_least(count, 1):
        return None
    x = inside.subs(index, low)
    whole = sp.expand(count * x)
    if isinstance(rest, sp.gamma):
        if not isinstance(node, sp.Product):
            return None
        half = (count - 1) / 2
        return (2 * sp.pi) ** half * count ** (sp.S.Half - whole) * sp.gamma(whole)
    if not isinstance(node, sp.Sum):
        return None
    if isinstance(rest, sp.zeta):
        return (
            sp.Pow(count, rest.args[0]) * sp.zeta(rest.args[0], whole)
            if len(rest.args) == 2
            else None
        )
    order = rest.args[0]
    if order == 0:
        return count * (sp.polygamma(0, whole) - sp.log(count))
    if facts.at_least(order, 1):
        return sp.Pow(count, order + 1) * sp.polygamma(order, whole)
    return None
