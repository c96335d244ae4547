"""Stirling numbers of both kinds, as functions that SymPy lacks.

Reference: NIST Digital Library of Mathematical Functions, 26.8; those of the first kind are the
unsigned ones, which count permutations by cycles.
"""

from __future__ import annotations

from typing import Any

import flint
import sympy as sp

_MOST = 400


def first_kind(n: int, k: int) -> int:
    """Permutations of n things that have k cycles.

    >>> first_kind(4, 2), first_kind(4, 5)
    (11, 0)
    """
    return abs(int(flint.fmpz.stirling_s1(n, k)))


def second_kind(n: int, k: int) -> int:
    """Partitions of n things into k parts.

    >>> second_kind(4, 2), second_kind(0, 0)
    (7, 1)
    """
    return int(flint.fmpz.stirling_s2(n, k))


class _Stirling(sp.Function):  # type: ignore[misc]  # SymPy is untyped
    """A Stirling number of non-negative integers; others stay as they are."""

    nargs = (2,)
    is_integer = True
    is_nonnegative = True

    @classmethod
    def eval(cls, n: Any, k: Any) -> sp.Expr | None:
        """The number, where n and k are numbers."""
        if all(v.is_Integer and v >= 0 for v in (n, k)) and n <= _MOST:
            count = first_kind if cls is StirlingFirst else second_kind
            return sp.Integer(count(int(n), int(k)))
        return None


class StirlingFirst(_Stirling):
    """Unsigned Stirling numbers of the first kind.

    >>> StirlingFirst(4, 2)
    11
    """

    def _latex(self, printer: Any) -> str:
        n, k = map(printer._print, self.args)
        return rf"\left[{{{n} \atop {k}}}\right]"


class StirlingSecond(_Stirling):
    """Stirling numbers of the second kind.

    >>> StirlingSecond(4, 2)
    7
    """

    def _latex(self, printer: Any) -> str:
        n, k = map(printer._print, self.args)
        return rf"\left\{{{{{n} \atop {k}}}\right\}}"
