"""Products over the zeros of Chebyshev polynomials.

    prod over k = 1, ..., n of (x - cos((2 k - 1) pi/(2 n))) = 2^(1 - n) T_n(x),
    prod over k = 1, ..., n of (x - cos(k pi/(n + 1))) = 2^(-n) U_n(x),
    prod over k = 1, ..., n - 1 of sin(k pi/n) = n 2^(1 - n).

Reference: NIST Digital Library of Mathematical Functions, 4.21.35 and 18.5.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown


def product_over_zeros(node: sp.Expr, domain: Domain) -> Closed | None:
    """The product in closed form, if it is one of these.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> here = Domain({n: Range(1, None, integer=True, closed=True)})
    >>> product_over_zeros(sp.Product(sp.sin(k * sp.pi / n), (k, 1, n - 1)), here)[0]
    2**(1 - n)*n
    """
    if not isinstance(node, sp.Product):
        return None
    inside, k, low, high = opened(node)
    if low != 1 or high.is_infinite or not Facts(domain).at_least(high, 0):
        return None
    value = _of_sines(inside, k, high) or _of_cosines(inside, k, high)
    if value is None:
        return None
    return value, Certificate("zeros of Chebyshev polynomials", f"{shown(node)} = {shown(value)}")


def _of_sines(inside: sp.Expr, k: sp.Symbol, high: sp.Expr) -> sp.Expr | None:
    if not isinstance(inside, sp.sin) or not _equal(inside.args[0], k * sp.pi / (high + 1)):
        return None
    return (high + 1) * sp.Pow(2, -high)


def _of_cosines(inside: sp.Expr, k: sp.Symbol, high: sp.Expr) -> sp.Expr | None:
    waves = [term for term in sp.Add.make_args(inside) if k in term.free_symbols]
    if len(waves) != 1:
        return None
    factor, wave = waves[0].as_independent(k, as_Add=False)
    if not isinstance(wave, sp.cos):
        return None
    x, scale = sp.cancel((waves[0] - inside) / factor), (-factor) ** high
    if _equal(wave.args[0], k * sp.pi / (high + 1)):
        return scale * sp.Pow(2, -high) * sp.chebyshevu(high, x)
    if _equal(wave.args[0], (2 * k - 1) * sp.pi / (2 * high)):
        return scale * sp.Pow(2, 1 - high) * sp.chebyshevt(high, x)
    return None


def _equal(first: sp.Expr, second: sp.Expr) -> bool:
    return bool(sp.simplify(first - second) == 0)
