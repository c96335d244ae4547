"""What a step of a derivation does, where a checker can repeat it: found by trying the operation.

An operation is any function; what it does to a function of which nothing is known shows whether it
is a linear differential operator, what it does to bare symbols whether it is a formula in the
entries of the line, and then the line confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    >>> lines = sp.Matrix([x**2 - y, x - 3])
    >>> operation(lines, lambda lines: sp.resultant(*lines, x), sp.Integer(9))
    {'is': 'root', 'of': 'y', 'at': {'x': '3'}}
    >>> gradient = lambda line: sp.Matrix([line.diff(x), line.diff(y)])
    >>> found = operation(x**2 * y, gradient, sp.Matrix([2 * x * y, x**2]))
    >>> [(row["of"], row["terms"][0]["by"]) for row in found["each"]]
    [(0, ['x']), (0, ['y'])]
    >>> operation(x * y + y, lambda line: sp.limit(line / x, x, sp.oo), y)
    {'is': 'limit', 'of': 'x', 'to': 'oo', 'times': '1/x'}
    """
    if via is None:
        return {"is": "none"}
    for attempt in (_unchanged, _linear, _function, _root, _limit, _placed):
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
    them, once what becomes of f(x) has shown that nothing else is done. Each entry that is obtained
    may have an operator of its own, of one entry of the line."""
    names = sorted(_free(before), key=str)
    if not names:
        return None
    lines, aims = entries(before), entries(obtained)
    shape = getattr(before, "shape", None)
    for functions in ([sp.Function("_f")] * len(lines), list(_functions(len(lines)))):
        line = functions[0](*names)
        if shape is not None:
            line = sp.Matrix(*shape, [f(*names) for f in functions])
        every = [_operator(image, functions, names) for image in entries(via(line))]
        found = [operator for operator in every if operator]
        places = next((images for _, images, _ in found if images), {})
        whole = len(aims) == len(every) == len(found)
        if not whole or any(images not in ({}, places) for _, images, _ in found):
            continue
        known = _free(before) | _free(obtained)
        places = {x: _without(image, known) for x, image in places.items()}
        entrywise = len(set(functions)) == 1 and len(lines) == len(aims)
        rows = []
        for number, (of, _, operator) in enumerate(found):
            terms = tuple((by, _without(times, known)) for by, times in operator)
            rows.append((number if entrywise else of, terms))
        made = [
            sum(c * _derived(lines[k], by).subs(places, simultaneous=True) for by, c in terms)
            for k, terms in rows
        ]
        if _same(sp.Matrix(made), sp.Matrix(aims)):
            return _told(places, rows, len(lines))
    return None


def _functions(count: int) -> Iterator[Any]:
    return (sp.Function(f"_f{k}") for k in range(count))


def _without(formula: sp.Expr, known: set[sp.Symbol]) -> sp.Expr:
    """The formula where a name is one that occurs in neither line: it has to cancel."""
    return formula.subs(dict.fromkeys(formula.free_symbols - known, 1))


def _told(
    places: dict[sp.Symbol, sp.Expr], rows: Sequence[tuple[int, Terms]], count: int
) -> dict[str, Any]:
    told = [
        {"of": k, "terms": [{"by": [*map(notation, by)], "times": notation(c)} for by, c in terms]}
        for k, terms in rows
    ]
    images = {x.name: notation(image) for x, image in places.items() if image != x}
    alike = [k for k, _ in rows] == list(range(count)) and len({terms for _, terms in rows}) == 1
    operator = {"terms": told[0]["terms"]} if alike else {"each": told}
    return {"is": "linear", "images": images, **operator}


Terms = tuple[tuple[tuple[sp.Symbol, ...], sp.Expr], ...]


def _operator(
    image: sp.Expr, functions: Sequence[Any], names: Sequence[sp.Symbol]
) -> tuple[int, dict[sp.Symbol, sp.Expr], Terms] | None:
    """Of which entry an image is a linear differential operator, at which places; if it is one."""
    of = [k for k, f in enumerate(functions) if image.has(f)]
    if not of:
        return (0, {}, (((), sp.S.Zero),)) if image == 0 else None
    f, slopes = functions[of[0]], sp.symbols(f"_a:{len(names)}", cls=sp.Dummy)
    if len({functions[k] for k in of}) > 1 or image.has(*_UNDONE):
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
    terms = tuple(
        (tuple(x for x, k in zip(names, powers, strict=True) for _ in range(k)), times)
        for powers, times in sp.Poly(factor, *slopes).terms()
    )
    return of[0], images, terms


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
    """Where the lines vanish, for some values of names that are gone: 0, or what solves a line."""
    if not isinstance(obtained, sp.Expr):
        return None
    lines, gone = entries(before), _free(before) - obtained.free_symbols
    for symbol in sorted(gone, key=str):
        others = sorted(gone - {symbol}, key=str)
        for at in _witnesses(lines, others):
            if all(_same(line.subs({**at, symbol: obtained}), sp.S.Zero) for line in lines):
                told = {x.name: notation(value.subs(symbol, obtained)) for x, value in at.items()}
                return {"is": "root", "of": notation(symbol), **({"at": told} if told else {})}
    return None


def _witnesses(
    lines: Sequence[sp.Expr], others: Sequence[sp.Symbol]
) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    yield {}
    if others:
        yield dict.fromkeys(others, sp.S.Zero)
    if len(others) == 1 and len(lines) > 1:
        for line in lines:
            if sp.degree(line, others[0]) == 1:
                yield {others[0]: sp.solve(line, others[0], simplify=False)[0]}


def _placed(before: Any, _: Callable[[Any], Any], obtained: Any) -> dict[str, Any] | None:
    """One name in the place of another."""
    for symbol in sorted(_free(before) - _free(obtained), key=str):
        for other in sorted(_free(obtained), key=str):
            placed = [entry.subs(symbol, other) for entry in entries(before)]
            if _same(sp.Matrix(placed), sp.Matrix(entries(obtained))):
                return _told({symbol: other}, [(0, (((), sp.S.One),))], 1)
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
