"""The leading term of a function at a place, and whether its integral or sum diverges there."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import (
    Calculus,
    DeeperError,
    Expansion,
    NoExpansionError,
)
from glassproof.derivations.limits.one_sided import NOT_FOUND, approach, hold
from glassproof.derivations.limits.reader import expanded
from glassproof.derivations.limits.scale import Monomial, U, growth, unit

_LEVELS = 4
FAILS = (*NOT_FOUND, ValueError, KeyError, IndexError)
"""What says that nothing is found."""


def leading(
    expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> tuple[sp.Expr, Monomial] | None:
    """c and m with expr ~ c m, c not zero, in u = |variable - place| or 1/|variable|.

    >>> x = sp.Symbol("x", real=True)
    >>> c, m = leading(sp.tan(x), x, sp.pi / 2, -1, Decisions())
    >>> c, m.written(sp.Symbol("u", positive=True))
    (1, 1/u)
    """
    u, calculus = sp.Symbol("u", positive=True), Calculus(decide)
    while expr.has(u) or place.has(u):
        u = sp.Symbol(f"{u.name}u", positive=True)

    def has_lead(found: Expansion) -> bool:
        try:
            calculus.lead(found)
        except DeeperError:
            return False
        return True

    local = approach(expr, variable, place, side, u)
    try:
        found = expanded(local, u, decide, has_lead)
        hold(found, local, u, decide)
        coefficient, monomial, _ = calculus.lead(found)
    except FAILS:
        return None
    return coefficient, monomial


def integral_diverges(monomial: Monomial, far: bool, decide: Decisions) -> bool:
    """Whether m du, or m du/u^2 where the place is infinite, has no integral to u = 0.

    With L1 = log(1/u), L2 = log L1, ...: m u L1 ... Lj not tending to 0 for some j suffices, since
    du/(u L1 ... Lj) is the differential of an unbounded function.

    >>> for power in (-1, -2):  # 1/(x log x) and 1/(x log(x)^2) as x -> oo
    ...     term = U.times(Monomial(unit(1)).power(sp.Integer(power)))
    ...     print(integral_diverges(term, True, Decisions()))
    True
    False
    """
    total = monomial.times(U.power(sp.Integer(-1 if far else 1)))
    for level in range(_LEVELS):
        if level:
            total = total.times(Monomial(unit(level)))
        try:
            if growth(total, decide) >= 0:
                return True
        except (UndecidedError, NoExpansionError):
            return False
    return False
