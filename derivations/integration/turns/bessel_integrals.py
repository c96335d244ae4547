"""Exponentials of u cos t + v sin t against polynomials in cos t and sin t, over a full turn.

With w^2 = u^2 + v^2 and n >= 0, the integral of exp(i n t + u cos t + v sin t) over a turn is
2 pi ((u + i v)/w)^n I_n(w) for all complex u and v, and I_n(i y) = i^n J_n(y).

Reference: NIST Digital Library of Mathematical Functions, 10.32.3 and 10.27.6.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.integration.turns.poisson_kernels import Turn

_WAVES = (sp.sin, sp.cos, sp.sinh, sp.cosh)


def exponential(turn: Turn, expr: sp.Expr) -> sp.Expr | None:
    """The integral over 0 < t < 2 pi, None if ``expr`` is not of that kind.

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> c, s, k = sp.symbols("c s k")
    >>> exponential(Turn(c, s, Decisions()), c * sp.exp(k * c))
    2*pi*besseli(1, k)
    """
    c, s = turn.c, turn.s
    plain = expr.replace(
        lambda e: isinstance(e, _WAVES) and e.has(c, s), lambda e: e.rewrite(sp.exp)
    )
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(plain, power_exp=False)):
        phase, rest = sp.S.Zero, sp.S.One
        for factor in sp.Mul.make_args(term):
            if isinstance(factor, sp.exp):
                phase += factor.args[0]
            else:
                rest *= factor
        part = _term(turn, sp.expand(phase), rest)
        if part is None:
            return None
        total += part
    return 2 * sp.pi * total


def _term(turn: Turn, phase: sp.Expr, rest: sp.Expr) -> sp.Expr | None:
    waves = turn.waves(rest)
    if waves is None or not phase.is_polynomial(turn.c, turn.s):
        return None
    poly = sp.Poly(phase, turn.c, turn.s)
    constant, u, v = (poly.coeff_monomial(name) for name in (1, turn.c, turn.s))
    if poly.total_degree() > 1 or (u == 0 and v == 0):
        return None
    total = sp.S.Zero
    for n, number in waves.items():
        sign = 1 if turn.decide.is_nowhere_negative(n) else turn.decide.sign_or_none(n)
        if sign is None and v == 0:
            sign = 1  # I_(-n) = I_n for whole n
        if sign is None:
            return None
        w = u if v == 0 else sp.sqrt(sp.expand(u**2 + v**2))
        turned = ((u + sign * sp.I * v) / w) ** (sign * n)
        total += number * turned * _bessel(sp.expand(sign * n), w)
    return sp.exp(constant) * total


def _bessel(n: sp.Expr, w: sp.Expr) -> sp.Expr:
    """I_n(w), by J_n where w is imaginary, and of arguments without a leading minus sign."""
    y = sp.expand(w / sp.I)
    imaginary = not y.has(sp.I)
    y = w if not imaginary else y
    sign = -1 if y.could_extract_minus_sign() else 1
    if imaginary:
        return (sign * sp.I) ** n * sp.besselj(n, sign * y)
    return sp.Integer(sign) ** n * sp.besseli(n, sign * y)
