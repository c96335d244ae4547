"""Inequalities in words, for certificates."""

from __future__ import annotations

import sympy as sp


def statement_of(gap: sp.Expr, strict: bool) -> str:
    """The inequality in words.

    >>> statement_of(sp.Symbol("x"), strict=True)
    'x > 0'
    """
    return f"{gap} {'>' if strict else '>='} 0"
