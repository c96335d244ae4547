"""Values of sums, integrals, limits, matrices and expectations in plain text, by mpmath's numerics.

They are computed as a textbook of numerical analysis would, to some ten digits: quadrature,
extrapolation, differences, elimination. Nothing here comes from the judge or from its reader.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import count, pairwise
from typing import Any

import mpmath

from soundness.adversary.plain_values import Undefined, as_number, value

Point = Mapping[str, Any]
_NODES = 400
"""Points of the trapezoidal rule around a circle, which converges geometrically."""


def bound_value(text: str, point: Point) -> Any:
    """The value of a formula that may hold sums, integrals and their like.

    >>> mpmath.nstr(bound_value("1 + Integral(t**2, (t, 0, x))", {"x": Fraction(1)}), 8)
    '1.3333333'
    """
    tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
    return _of(tree, point)


def _of(tree: ast.expr, point: Point) -> Any:
    known = dict(point)
    names = (f"value_{number}" for number in count())

    class Inserted(ast.NodeTransformer):
        """Every outermost form by a name that stands for its value."""

        def visit_Call(self, node: ast.Call) -> ast.expr:
            form = _FORMS.get(node.func.id) if isinstance(node.func, ast.Name) else None
            if form is None:
                self.generic_visit(node)
                return node
            name = next(names)
            known[name] = form(node.args, point)
            return ast.Name(name)

    copy = ast.parse(ast.unparse(tree), mode="eval").body
    return value(ast.unparse(Inserted().visit(copy)), known)


def _number(tree: ast.expr, point: Point) -> Any:
    match tree:
        case ast.Name(id="oo"):
            return mpmath.inf
        case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id="oo")):
            return -mpmath.inf
    return as_number(_of(tree, point))


def _limits(trees: list[ast.expr]) -> list[tuple[str, Any, Any]]:
    """(t, a, b), innermost first; ends as functions of the variables around."""
    found = []
    for tree in trees:
        assert isinstance(tree, ast.Tuple)
        name, low, high = tree.elts
        assert isinstance(name, ast.Name)
        found.append((name.id, low, high))
    return found


def _iterated(over: Callable[[Callable[[Any], Any], Any, Any], Any]) -> Callable[..., Any]:
    """A form that binds variables one inside the other."""

    def form(trees: list[ast.expr], point: Point) -> Any:
        *inner, (name, low, high) = _limits(trees[1:])

        def body(number: Any) -> Any:
            here = {**point, name: number}
            return form([trees[0], *trees[1 : 1 + len(inner)]], here) if inner else as_number(
                _of(trees[0], here))  # fmt: skip

        return over(body, _number(low, point), _number(high, point))

    return form


def _sum(body: Callable[[Any], Any], low: Any, high: Any) -> Any:
    if mpmath.isinf(high):
        return mpmath.nsum(lambda k: body(Fraction(int(k))), [int(low), mpmath.inf])
    return mpmath.fsum(body(Fraction(k)) for k in range(int(low), int(high) + 1))


def _product(body: Callable[[Any], Any], low: Any, high: Any) -> Any:
    if mpmath.isinf(high):
        return mpmath.nprod(lambda k: body(Fraction(int(k))), [int(low), mpmath.inf])
    return mpmath.fprod(body(Fraction(k)) for k in range(int(low), int(high) + 1))


def _integral(body: Callable[[Any], Any], low: Any, high: Any) -> Any:
    return mpmath.quad(body, [low, high])


def _principal(trees: list[ast.expr], point: Point) -> Any:
    """Cauchy's principal value, where the only pole is an integer inside."""
    (inner,) = trees
    assert isinstance(inner, ast.Call)
    with mpmath.workdps(2 * mpmath.mp.dps):
        return _across(inner, point)


def _across(inner: ast.Call, point: Point) -> Any:
    ((name, low, high),) = _limits(inner.args[1:])
    body = lambda t: as_number(_of(inner.args[0], {**point, name: t}))  # noqa: E731
    a, b = _number(low, point), _number(high, point)
    for pole in range(int(a) + 1, int(b)):
        try:
            body(Fraction(pole))
        except Undefined:
            near = min(pole - a, b - pole)
            both = mpmath.quad(lambda h, c=pole: body(c + h) + body(c - h), [0, near])
            rest = [a, pole - near] if pole - a > near else [pole + near, b]
            return both + mpmath.quad(body, rest)
    return mpmath.quad(body, [a, b])


def _contour(trees: list[ast.expr], point: Point) -> Any:
    """Around a circle, by the trapezoidal rule."""
    body, circle = trees
    assert isinstance(circle, ast.Tuple)
    name, centre, radius = circle.elts
    assert isinstance(name, ast.Name)
    c, r = _number(centre, point), _number(radius, point)
    turns = (mpmath.expjpi(mpmath.mpf(2 * k) / _NODES) for k in range(_NODES))
    terms = (r * w * as_number(_of(body, {**point, name.id: c + r * w})) for w in turns)
    return 2j * mpmath.pi / _NODES * mpmath.fsum(terms)


def _limit(trees: list[ast.expr], point: Point) -> Any:
    """By Richardson's extrapolation close by; far out a value at a large argument."""
    body, name, target, *side = trees
    assert isinstance(name, ast.Name)
    at = _number(target, point)
    function = lambda t: as_number(_of(body, {**point, name.id: t}))  # noqa: E731
    if mpmath.isinf(at):
        with mpmath.workdps(100):
            return function(mpmath.mpf(10) ** 4)
    sign = -1 if side and ast.literal_eval(side[0]) == "-" else 1
    with mpmath.workdps(80):
        h = sign * mpmath.mpf(10) ** -12
        rows = [function(at + h / 2**k) for k in range(4)]
        while len(rows) > 1:
            step = 5 - len(rows)
            rows = [(2**step * b - a) / (2**step - 1) for a, b in pairwise(rows)]
        return rows[0]


def _derivative(trees: list[ast.expr], point: Point) -> Any:
    """By differences; by each variable so many times."""
    orders: dict[str, int] = {}
    last = ""
    for tree in trees[1:]:
        if isinstance(tree, ast.Tuple):
            name, times = tree.elts
            assert isinstance(name, ast.Name)
            orders[name.id] = int(_number(times, point))
        elif isinstance(tree, ast.Name):
            last = tree.id
            orders[last] = orders.get(last, 0) + 1
        else:
            orders[last] += int(_number(tree, point)) - 1
    names = list(orders)
    function = lambda *at: as_number(  # noqa: E731
        _of(trees[0], {**point, **dict(zip(names, at, strict=True))})
    )
    at = tuple(as_number(point[name]) for name in names)
    if len(names) == 1:
        return mpmath.diff(function, at[0], orders[names[0]])
    return mpmath.diff(function, at, tuple(orders.values()))


def _matrix(tree: ast.expr, point: Point) -> Any:
    """A matrix that is written out, or made of others."""
    match tree:
        case ast.List(elts=rows):
            return mpmath.matrix([[_number(e, point) for e in row.elts] for row in rows])
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _matrix(left, point) * _matrix(right, point)
        case ast.Call(func=ast.Name(id="inverse"), args=[inner]):
            return _matrix(inner, point) ** -1
        case ast.Call(func=ast.Name(id="vandermonde"), args=arguments):
            numbers = [_number(each, point) for each in arguments]
            return mpmath.matrix([[x**j for j in range(len(numbers))] for x in numbers])
    raise SyntaxError(f"this is no matrix: {ast.unparse(tree)}")


def _trace(trees: list[ast.expr], point: Point) -> Any:
    found = _matrix(trees[0], point)
    return mpmath.fsum(found[i, i] for i in range(found.rows))


def _entry(trees: list[ast.expr], point: Point) -> Any:
    row, column = (int(_number(tree, point)) for tree in trees[1:])
    return _matrix(trees[0], point)[row - 1, column - 1]


def _eigenvalue(trees: list[ast.expr], point: Point) -> Any:
    values = mpmath.eigsy(_matrix(trees[0], point), eigvals_only=True)
    return sorted(values)[int(_number(trees[1], point)) - 1]


_FORMS: dict[str, Callable[[list[ast.expr], Point], Any]] = {
    "Sum": _iterated(_sum),
    "Product": _iterated(_product),
    "Integral": _iterated(_integral),
    "PV": _principal,
    "ContourIntegral": _contour,
    "Limit": _limit,
    "Derivative": _derivative,
    "det": lambda trees, point: mpmath.det(_matrix(trees[0], point)),
    "trace": _trace,
    "entry": _entry,
    "eigenvalue": _eigenvalue,
}
