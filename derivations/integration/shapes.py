"""Integrands as sums of products: constants, powers, logarithms, exponentials of a variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Term:
    """factor x^power log(x)^logs exp(phase) times ``rest``, what is none of these."""

    factor: sp.Expr
    power: sp.Expr
    logs: int
    phase: sp.Expr
    rest: sp.Expr


def terms(expr: sp.Expr, x: sp.Symbol) -> Iterator[Term]:
    """The terms of the expanded integrand, cosines and sines as exponentials.

    >>> x = sp.Symbol("x", positive=True)
    >>> [(t.factor, t.power, t.phase) for t in terms(3 * sp.sqrt(x) * sp.exp(-2 * x), x)]
    [(3, 1/2, -2*x)]
    """
    waves = (sp.sin, sp.cos, sp.sinh, sp.cosh)
    plain = expr.replace(
        lambda e: isinstance(e, waves) and e.args[0].has(x), lambda e: e.rewrite(sp.exp)
    )
    for part in sp.Add.make_args(sp.expand(plain, power_exp=False, power_base=True, log=False)):
        yield _term(part, x)


def _term(part: sp.Expr, x: sp.Symbol) -> Term:
    factor, power, logs, phase, rest = sp.Integer(1), sp.Integer(0), 0, sp.Integer(0), sp.Integer(1)
    for piece in sp.Mul.make_args(part):
        base, exponent = piece.as_base_exp()
        if not piece.has(x):
            factor *= piece
        elif isinstance(piece, sp.exp):
            phase += piece.args[0]
        elif base == x and not exponent.has(x):
            power += exponent
        elif base == sp.log(x) and exponent.is_Integer and exponent > 0:
            logs += int(exponent)
        elif base.is_positive and not base.has(x):
            phase += exponent * sp.log(base)
        else:
            rest *= piece
    return Term(factor, power, logs, sp.expand(phase), rest)


def real_form(value: sp.Expr, expr: sp.Expr) -> sp.Expr:
    """``value`` over one denominator, if i occurs in it and not in the integrand ``expr``.

    >>> a = sp.Symbol("a", positive=True)
    >>> real_form(1 / (a - sp.I) + 1 / (a + sp.I), a)
    2*a/(a**2 + 1)
    """
    if expr.has(sp.I) or not value.has(sp.I):
        return value
    short = sp.cancel(sp.together(sp.expand_complex(value) if value.is_number else value))
    return short if not short.has(sp.I) else value
