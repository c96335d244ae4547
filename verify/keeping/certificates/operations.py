"""What a step of a derivation does, where a checker can repeat it: found by trying the operation.

An operation is any function; what it does to a function of which nothing is known shows whether it
is a linear differential operator, what it does to bare symbols whether it is a formula in the
entries of the line, and then the line confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.verify.keeping.certificates.notation import notation

_MOST_ENTRIES = 36
_UNDONE = (sp.Integral, sp.Sum, sp.Order, sp.Piecewise)
_FAR = sp.Integer(10) ** 80
_DIGITS, _SMALL = 30, 1e-20


def entries(expression: Any) -> Sequence[sp.Expr]:
    """The entries of a matrix, or the expression alone."""
    return list(expression) if isinstance(expression, sp.MatrixBase) else [expression]


def operation(before: Any, via: Callable[[Any], Any] | None, obtained: Any) -> dict[str, Any]:
    """The operation as plain data; ``{"is": "stated"}`` where the step's reason alone tells it.

    >>> x, y = sp.symbols("x y")
    >>> operation(x**2 * y, lambda line: 3 * line.subs(x, 1 + y), 3 * (1 + y)**2 * y)
    {'is': 'linear', 'images': {'x': 'y + 1'}, 'terms': [{'by': [], 'times': '3'}]}
    >>> operation(x**3, lambda line: -sp.diff(line, x, x).subs(x, 2), sp.Integer(-12))
    {'is': 'linear', 'images': {'x': '2'}, 'terms': [{'by': ['x', 'x'], 'times': '-1'}]}
    >>> operation(sp.Matrix([x, y]), lambda line: line[0] / line[1], x / y)
    {'is': 'function', 'images': ['_0/_1']}
    >>> operation(x**2 - y**2, lambda line: sp.solve(line, x)[1], y)
    {'is': 'root', 'of': 'x'}
    >>> operation(x * y + y, lambda line: sp.limit(line / x, x, sp.oo), y)
    {'is': 'limit', 'of': 'x', 'to': 'oo', 'times': '1/x'}
    """
    if via is None:
        return {"is": "none"}
    for attempt in (_unchanged, _linear, _function, _root, _limit):
        try:
            if found := attempt(before, via, obtained):
                return found
        except Exception:  # an operation that is tried on what it is not for
            continue
    return {"is": "stated"}


def _unchanged(before: Any, _: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    return {"is": "none"} if _same(before, obtained) else None


def _linear(before: Any, via: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    """A sum of multiples of derivatives, at images of the names: what becomes of exp(a x) tells
    them, once what becomes of f(x) has shown that nothing else is done."""
    names = sorted(_free(before), key=str)
    slopes = sp.symbols(f"_a:{len(names)}", cls=sp.Dummy)
    if not names:
        return None
    f = sp.Function("_f")
    shape = getattr(before, "shape", None)
    line = f(*names) if shape is None else sp.Matrix(*shape, lambda *_: f(*names))
    made = set(entries(via(line)))
    if len(made) != 1 or len(entries(obtained)) != len(entries(before)):
        return None
    (image,) = made
    if not image.has(f) or image.has(*_UNDONE):
        return None
    wave = lambda *places: sp.exp(sp.Add(*map(sp.Mul, slopes, places)))  # noqa: E731
    image = sp.expand(image.replace(f, wave).doit(), power_exp=False, deep=False)
    waves = [e for e in image.atoms(sp.exp) if e.has(*slopes)]
    if len(waves) > 1:
        return None
    exponent = sp.expand(waves[0].args[0]) if waves else sp.S.Zero
    images = {x: exponent.coeff(a) for x, a in zip(names, slopes, strict=True)}
    if sp.expand(exponent - sp.Add(*map(sp.Mul, slopes, images.values()))) != 0:
        return None
    factor = image.subs(waves[0], 1) if waves else image
    if not all(image.free_symbols <= _free(before) | _free(obtained) for image in images.values()):
        return None
    terms = [
        ([x for x, k in zip(names, powers, strict=True) for _ in range(k)], times)
        for powers, times in sp.Poly(factor, *slopes).terms()
    ]
    found = [
        sum(c * _derived(e, by).subs(images, simultaneous=True) for by, c in terms)
        for e in entries(before)
    ]
    if not _same(sp.Matrix(found), sp.Matrix(entries(obtained))):
        return None
    return {
        "is": "linear",
        "images": {x.name: notation(image) for x, image in images.items() if image != x},
        "terms": [{"by": [notation(x) for x in by], "times": notation(c)} for by, c in terms],
    }


def _derived(entry: sp.Expr, by: Sequence[sp.Symbol]) -> sp.Expr:
    for symbol in by:  # one at a time: SymPy simplifies what is done at once
        entry = entry.diff(symbol)
    return entry


def _function(before: Any, via: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    """Formulas in the entries of the line, which ``_0``, ``_1``, ... stand for."""
    lines = sp.symbols(f"_:{len(entries(before))}")
    if len(lines) > _MOST_ENTRIES:
        return None
    shape = getattr(before, "shape", None)
    images = entries(via(lines[0] if shape is None else sp.Matrix(*shape, lines)))
    known = _free(before) | _free(obtained) | set(lines)
    if not all(image.free_symbols <= known for image in images):
        return None
    values = dict(zip(lines, entries(before), strict=True))
    made = sp.Matrix([image.subs(values, simultaneous=True) for image in images])
    if not _same(made, sp.Matrix(entries(obtained))):
        return None
    return {"is": "function", "images": [notation(image) for image in images]}


def _root(before: Any, _: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    """Where the line vanishes."""
    if not isinstance(before, sp.Expr) or not isinstance(obtained, sp.Expr):
        return None
    for symbol in sorted(before.free_symbols - obtained.free_symbols, key=str):
        if _same(before.subs(symbol, obtained), sp.S.Zero):
            return {"is": "root", "of": notation(symbol)}
    return None


def _limit(before: Any, _: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    """A name that grows without bound, perhaps after the line was multiplied or divided by it."""
    if not isinstance(before, sp.Expr) or not isinstance(obtained, sp.Expr):
        return None
    for symbol in sorted(before.free_symbols - obtained.free_symbols, key=str):
        for times in (sp.S.One, symbol, 1 / symbol):
            if _meet((times * before).subs(symbol, _FAR), obtained, exact=False):
                return {"is": "limit", "of": notation(symbol), "to": "oo", "times": notation(times)}
    return None


def _free(expression: Any) -> set[sp.Symbol]:
    return set().union(*(entry.free_symbols for entry in entries(expression)))


def _same(one: Any, other: Any) -> bool:
    """Whether both have one form, or one value at a point: a checker looks closer."""
    if one == other:
        return True
    return all(a == b or _meet(a, b) for a, b in zip(entries(one), entries(other), strict=True))


def _meet(one: sp.Expr, other: sp.Expr, *, exact: bool = True) -> bool:
    """Whether no ball tells both apart at two points, of either sign where symbols allow it."""
    names = sorted(one.free_symbols | other.free_symbols, key=str)
    for turn in (1, -1):
        point = {
            symbol: sp.Rational(1009 * n + 997, 2003 * n + 3001)
            * (1 if symbol.is_nonnegative else turn)
            for n, symbol in enumerate(names)
        }
        ball = enclose(one - other, point, _DIGITS)
        near = ball.is_finite() and ball.abs_upper() < _SMALL
        if not near or (exact and not ball.contains(0)):
            return False
    return True
