"""Finite Fourier sums of the digamma function at rational numbers (Gauss).

    sum over k = 1, ..., n of psi(k/n) exp(2 pi i r k/n) = n log(1 - exp(2 pi i r/n)),  0 < r < n,
    psi(p/q) = -gamma - log(2 q) - pi/2 cot(pi p/q)
        + 2 sum over k < q/2 of cos(2 pi k p/q) log(sin(pi k/q)),                       0 < p < q.

Reference: NIST Digital Library of Mathematical Functions, 5.4.19; D. H. Lehmer, Acta Arith. 27,
1975 (Euler constants for arithmetical progressions).
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown


def digamma_sum(node: sp.Expr, domain: Domain) -> Closed | None:
    """The sum in closed form, if it is one of these.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> here = Domain({n: Range(2, None, integer=True, closed=True)})
    >>> wave = sp.cos(2 * sp.pi * k / n)
    >>> digamma_sum(sp.Sum(sp.digamma(k / n) * wave, (k, 1, n)), here)[0]
    n*log(2*sin(pi/n))
    """
    if not isinstance(node, sp.Sum):
        return None
    inside, k, low, high = opened(node)
    if low != 1 or high.is_infinite:
        return None
    factor, rest = inside.as_independent(k, as_Add=False)
    facts = Facts(domain)
    value = _fourier(rest, k, high, facts) or _gauss(rest, k, high, facts)
    if value is None:
        return None
    value = factor * value
    return value, Certificate("Gauss' digamma theorem", f"{shown(node)} = {shown(value)}")


def _frequency(angle: sp.Expr, k: sp.Symbol, n: sp.Expr, facts: Facts) -> sp.Expr | None:
    """r of the angle 2 pi r k/n, if it is an integer between 0 and n."""
    r = sp.simplify(angle * n / (2 * sp.pi * k))
    if k in r.free_symbols or not facts.is_integer(r):
        return None
    return r if facts.at_least(r, 1) and _at_least_one(n - r, facts) else None


def _at_least_one(gap: sp.Expr, facts: Facts) -> bool:
    """By the signs that are known, or since a relation of the domain says so."""
    if facts.at_least(gap, 1):
        return True
    stated = (r for r in facts.domain.where if isinstance(r, (sp.Ge, sp.Le)))
    return any(sp.expand(gap - 1 - (r.gts - r.lts)).is_nonnegative for r in stated)


def _fourier(rest: sp.Expr, k: sp.Symbol, n: sp.Expr, facts: Facts) -> sp.Expr | None:
    psi = sp.polygamma(0, k / n)
    wave = rest.xreplace({psi: sp.S.One})
    if wave == rest or not isinstance(wave, (sp.exp, sp.cos, sp.sin)):
        return None
    angle = wave.args[0] / sp.I if isinstance(wave, sp.exp) else wave.args[0]
    r = _frequency(angle, k, n, facts)
    if r is None:
        return None
    if isinstance(wave, sp.exp):
        return n * sp.log(1 - sp.exp(2 * sp.pi * sp.I * r / n))
    return (
        n * sp.log(2 * sp.sin(sp.pi * r / n)) if isinstance(wave, sp.cos) else (sp.pi * (r - n / 2))
    )


def _gauss(rest: sp.Expr, k: sp.Symbol, high: sp.Expr, facts: Facts) -> sp.Expr | None:
    if not rest.is_Mul or len(rest.args) != 2:
        return None
    waves = {type(part): part for part in rest.args}
    if set(waves) != {sp.cos, sp.log} or not isinstance(waves[sp.log].args[0], sp.sin):
        return None
    q = sp.simplify(sp.pi * k / waves[sp.log].args[0].args[0])
    if k in q.free_symbols or sp.expand(high - sp.floor((q - 1) / 2)) != 0:
        return None
    p = _frequency(waves[sp.cos].args[0], k, q, facts)
    if p is None:
        return None
    cotangent = sp.pi / 2 * sp.cot(sp.pi * p / q)
    return (sp.polygamma(0, p / q) + sp.EulerGamma + sp.log(2 * q) + cotangent) / 2
