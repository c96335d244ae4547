"""Whether an equation that fails was meant as an identity: a slip in one place makes it one."""

from __future__ import annotations

import sympy as sp

_LARGEST = 300
"""Operations in the sides that are looked at."""


def is_a_slip(left: sp.Expr, right: sp.Expr) -> bool:
    """Whether a term too many, or a factor of one term among others, tells the sides apart.

    An equation between names that determines one of them has no such slip.

    >>> a, b, c = sp.symbols("a b c", positive=True)
    >>> is_a_slip((a + b)**2, a**2 + b**2), is_a_slip((a - b)**2, a**2 + 2*a*b + b**2)
    (True, True)
    >>> is_a_slip(a**2 + b**2, c**2), is_a_slip(a - 2, -2*a), is_a_slip(a, 2*b)
    (False, False, False)
    """
    if sp.count_ops(left) + sp.count_ops(right) > _LARGEST:
        return False
    if not left.free_symbols or not right.free_symbols:
        return False
    try:
        return _differ_by_a_slip(sp.expand(left), sp.expand(right))
    except (ArithmeticError, TypeError, ValueError, RecursionError):
        return False


def may_determine(left: sp.Expr, right: sp.Expr, name: str) -> bool:
    """Whether both sides are at most linear in a name, so that the equation may determine it.

    >>> a, b, x = sp.symbols("a b x", positive=True)
    >>> may_determine(a*sp.cos(x) - b*sp.sin(x), a*sp.cos(x) + b*sp.sin(x), "b")
    True
    >>> may_determine((a + b)**2, a**2 + b**2, "b")
    False
    """
    symbols = {each for each in left.free_symbols | right.free_symbols if each.name == name}
    return bool(symbols) and all(
        symbol not in sp.diff(side, symbol).free_symbols
        for symbol in symbols
        for side in (sp.expand(left), sp.expand(right))
    )


def _differ_by_a_slip(left: sp.Expr, right: sp.Expr) -> bool:
    difference = sp.expand(sp.powsimp(left - right))
    if difference.free_symbols and not difference.is_Add:
        return True
    if bool((left / right).is_number):
        return True
    return any(
        _changed(term, sign * difference)
        for side, sign in ((left, -1), (right, 1))
        for term in (sp.Add.make_args(side) if side.is_Add else ())
    )


def _changed(term: sp.Expr, by: sp.Expr) -> bool:
    """Whether a term with something added is the term with a factor that is a name or a number."""
    factor = sp.simplify((term + by) / term)
    if not term.free_symbols:
        return False
    return bool(factor.is_number) or (factor.is_Pow and factor.base.is_Symbol) or factor.is_Symbol
