"""What a step of a derivation does, where a checker can repeat it: found by trying the operation.

An operation is any function; what it does to bare symbols shows whether it is a substitution or a
function of the whole line, and then the line confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.verify.keeping.certificates.notation import notation

LINE = sp.Symbol("_")
"""Stands for the line before in ``{"is": "function", "image": "2*_"}``."""

_MOST_ORDER = 4


def entries(expression: Any) -> Sequence[sp.Expr]:
    """The entries of a matrix, or the expression alone."""
    return list(expression) if isinstance(expression, sp.MatrixBase) else [expression]


def operation(before: Any, via: Callable[[Any], Any] | None, obtained: Any) -> dict[str, Any]:
    """The operation as plain data; ``{"is": "stated"}`` where the step's reason alone tells it.

    >>> x, y = sp.symbols("x y")
    >>> operation(x**2 * y, lambda line: line.subs(x, 1 + y), (1 + y)**2 * y)
    {'is': 'substitution', 'images': {'x': 'y + 1'}}
    >>> operation(x**2, lambda line: sp.diff(line, x), 2 * x)
    {'is': 'derivative', 'by': ['x']}
    >>> operation(x**2, lambda line: 3 - line, 3 - x**2)
    {'is': 'function', 'image': '3 - _'}
    >>> operation(x**2 - y**2, lambda line: sp.solve(line, x)[1], y)
    {'is': 'root', 'of': 'x'}
    """
    if via is None:
        return {"is": "none"}
    for attempt in (_derivative, _substitution, _function, _root):
        try:
            if found := attempt(before, via, obtained):
                return found
        except Exception:  # an operation that is tried on what it is not for
            continue
    return {"is": "stated"}


def _derivative(before: Any, via: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    if not all(via(symbol).is_number for symbol in before.free_symbols):
        return None
    for symbol in sorted(before.free_symbols, key=str):
        line = before
        for order in range(1, _MOST_ORDER + 1):
            line = line.diff(symbol)  # one at a time: SymPy simplifies what is done at once
            if _same(line, obtained):
                return {"is": "derivative", "by": [notation(symbol)] * order}
    return None


def _substitution(before: Any, via: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    images = {symbol: via(symbol) for symbol in before.free_symbols}
    images = {symbol: image for symbol, image in images.items() if image != symbol}
    known = before.free_symbols | obtained.free_symbols
    if not images or not all(image.free_symbols <= known for image in images.values()):
        return None
    if not _same(before.subs(images, simultaneous=True), obtained):
        return None
    ordered = sorted(images, key=str)
    return {"is": "substitution", "images": {s.name: notation(images[s]) for s in ordered}}


def _function(before: Any, via: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    image = via(LINE)
    if not isinstance(before, sp.Expr) or not isinstance(image, sp.Expr) or image == LINE:
        return None
    known = before.free_symbols | obtained.free_symbols | {LINE}
    if LINE not in image.free_symbols or not image.free_symbols <= known:
        return None
    if not _same(image.subs(LINE, before), obtained):
        return None
    return {"is": "function", "image": notation(image)}


def _root(before: Any, _: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    if not isinstance(before, sp.Expr) or not isinstance(obtained, sp.Expr):
        return None
    for symbol in sorted(before.free_symbols - obtained.free_symbols, key=str):
        if before.is_polynomial(symbol) and _same(before.subs(symbol, obtained), sp.S.Zero):
            return {"is": "root", "of": notation(symbol)}
    return None


def _same(one: Any, other: Any) -> bool:
    """Whether both have one form, or one value at a point: a checker looks closer."""
    if one == other:
        return True
    return all(a == b or _meet(a, b) for a, b in zip(entries(one), entries(other), strict=True))


def _meet(one: sp.Expr, other: sp.Expr) -> bool:
    """Whether no ball tells both apart at two points, of either sign where symbols allow it."""
    names = sorted(one.free_symbols | other.free_symbols, key=str)
    for turn in (1, -1):
        point = {
            symbol: sp.Rational(1009 * n + 997, 2003 * n + 3001)
            * (1 if symbol.is_nonnegative else turn)
            for n, symbol in enumerate(names)
        }
        ball = enclose(one - other, point, _DIGITS)
        if not (ball.is_finite() and ball.contains(0) and ball.abs_upper() < _SMALL):
            return False
    return True


_DIGITS, _SMALL = 30, 1e-20
