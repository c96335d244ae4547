"""Hypergeometric functions at base parameters: contiguous functions become F and theta F of one.

Equal parameters above and below cancel, parameters above that are integers <= 0 leave a polynomial,
and for one parameter below and at most two above, every parameter is moved by integers to its place
between 0 and 1. Where that would divide by zero, the function stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.complex_symbols import in_coordinates
from glassproof.derivations.proof.functions.gamma_functions import split
from glassproof.derivations.proof.radical_fractions import RadicalFraction, UnsupportedError
from glassproof.derivations.special_functions.recurrences.hypergeometric import (
    CLOSED,
    Matrix,
    lowered,
    raised,
    theta,
)

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_STEPS = 10
_MOST_DEGREE = 20

Entry = RadicalFraction


def hypergeometric_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """The form of a generalised hypergeometric function."""
    above, below, z = _canonical(form, expr)
    if z == 0:
        return form.field.one
    if (polynomial := _polynomial(above, below, z)) is not None:
        return form.read(polynomial)
    if not below and len(above) <= 1:
        return form.read(sp.Pow(1 - z, -above[0]) if above else sp.exp(z))
    if len(below) != 1 or len(above) > 2:
        return _unknown(form, above, below, z)
    if z == 1 and _converges_at_one(form, above, below[0]):
        return form.read(_gauss(above[0], above[1], below[0]))
    if (closed := _in_closed_form(form, above, below[0], z)) is not None:
        return closed
    if len(above) == 1 and _points_down(form, z):  # exp(z) F(c - a; c; -z)
        mirrored = sp.hyper([below[0] - above[0]], below, -z)
        return form.field.multiply(form.read(sp.exp(z)), hypergeometric_form(form, mirrored))
    return _of_second_order(form, above, below[0], z)


def _canonical(form: Form, expr: sp.Expr) -> tuple[list[sp.Expr], list[sp.Expr], sp.Expr]:
    """Parameters in their forms, those that cancel left out."""
    shown = [[form.back_fraction(form.read(p)) for p in part] for part in expr.args[:2]]
    above, below = (sorted(part, key=sp.default_sort_key) for part in shown)
    for parameter in list(above):
        if parameter in below:
            above.remove(parameter)
            below.remove(parameter)
    return above, below, form.back_fraction(form.read(expr.args[2]))


def _polynomial(above: list[sp.Expr], below: list[sp.Expr], z: sp.Expr) -> sp.Expr | None:
    whole = [-a for a in above if a.is_Integer and a <= 0]
    if not whole or min(whole) > _MOST_DEGREE:
        return None
    term, total = sp.S.One, sp.S.One
    for k in range(int(min(whole))):
        factors = [*(a + k for a in above), *(1 / (c + k) for c in below), z / (k + 1)]
        term = term * sp.Mul(*factors)
        total += term
    return total


def _converges_at_one(form: Form, above: list[sp.Expr], below: sp.Expr) -> bool:
    if len(above) != 2:
        return False
    excess = in_coordinates(below - above[0] - above[1]).as_real_imag()[0]
    return form.signs.of_fraction(form.read(excess)) == 1


def _gauss(a: sp.Expr, b: sp.Expr, c: sp.Expr) -> sp.Expr:
    """F(a, b; c; 1), by Gauss."""
    gamma = sp.gamma
    return gamma(c) * gamma(c - a - b) / (gamma(c - a) * gamma(c - b))


def _in_closed_form(
    form: Form, above: list[sp.Expr], below: sp.Expr, z: sp.Expr
) -> RadicalFraction | None:
    """By a contiguous function that has a closed form, where no step divides by zero."""
    for (start, start_below), closed in CLOSED.items():
        for order in set(permutations(start)) if len(start) == len(above) else ():
            steps = [b - a for a, b in zip((*order, start_below), (*above, below), strict=True)]
            if all(s.is_Integer for s in steps) and sum(map(abs, steps)) <= _MOST_STEPS:
                found = _stepped(form, closed, order, start_below, z, [int(s) for s in steps])
                if found is not None:
                    return found
    return None


def _stepped(
    form: Form, closed: Callable[[sp.Expr], sp.Expr], above: Sequence[sp.Expr], below: sp.Expr,
    z: sp.Expr, steps: list[int],
) -> RadicalFraction | None:  # fmt: skip
    variable, field = sp.Dummy(), form.field
    root = form.back_fraction(some_root(form, form.read(z)))
    value = closed(variable)
    first = form.read(value.subs(variable, root))
    if not any(steps):
        return first
    try:
        matrix = _moved(form, list(above), below, z, steps)
    except UnsupportedError:
        return None
    second = form.read(theta(value, variable).subs(variable, root))
    return field.add(field.multiply(matrix[0][0], first), field.multiply(matrix[0][1], second))


def some_root(form: Form, value: RadicalFraction) -> RadicalFraction:
    """A square root, without branches if there is one: i z of -z^2, z + 1 of z^2 + 2 z + 1."""
    field, roots = form.field, []
    for poly, side in ((value.num, 1), (value.den, -1)):
        content, factors = poly.factor()
        if content < 0:
            roots.append(field.power(form.unit(), side))
        rest = [field.number(abs(content))]
        for factor, times in factors:
            bare = RadicalFraction(factor, field.unit)
            roots.append(field.power(bare, side * (int(times) // 2)))
            rest.append(field.power(bare, int(times) % 2))
        half = form.power(field.multiply(*rest), field.number(flint.fmpq(1, 2)))
        roots.append(field.power(half, side))
    return field.multiply(*roots)


def _points_down(form: Form, z: sp.Expr) -> bool:
    value = form.read(z)
    return not value.num.is_zero() and value.num.leading_coefficient() < 0


def _unknown(
    form: Form, above: Sequence[sp.Expr], below: Sequence[sp.Expr], z: sp.Expr
) -> RadicalFraction:
    node = sp.hyper(above, below, z)
    key = (sp.hyper, str(node.args[0]), str(node.args[1]), form.read(z).key)
    value = form.generator(key, node, None)
    arguments = (*node.args[0], *node.args[1], z)
    form.arguments[form.field.known[key]] = tuple(map(form.read, arguments))
    return value


def _of_second_order(
    form: Form, above: list[sp.Expr], below: sp.Expr, z: sp.Expr
) -> RadicalFraction:
    steps = [_steps(form, parameter) for parameter in (*above, below)]
    far = sum(map(abs, steps)) > _MOST_STEPS
    reducible = any((a - below).is_integer for a in above)
    if far or reducible:
        return _unknown(form, above, [below], z)
    base = [a - n for a, n in zip(above, steps, strict=False)]
    base_below = below - steps[-1]
    matrix = _moved(form, base, base_below, z, steps)
    first, second = _pair(form, base, base_below, z)
    field = form.field
    return field.add(field.multiply(matrix[0][0], first), field.multiply(matrix[0][1], second))


def _steps(form: Form, parameter: sp.Expr) -> int:
    value = form.read(parameter)
    constant, _ = split(form, value)
    return int(constant.ceil()) - 1 if value.constant is not None else int(constant.floor())


Entries = list[list[Entry]]


def _moved(
    form: Form, above: list[sp.Expr], below: sp.Expr, z: sp.Expr, steps: list[int]
) -> Entries:
    """F and theta F at the parameters that are asked for, in terms of those at the base."""
    field = form.field
    total: Entries = [[field.one, field.zero], [field.zero, field.one]]
    here, c = list(above), below
    for place, count in enumerate(steps[:-1]):
        for _ in range(abs(count)):
            if count < 0:
                here[place] -= 1
            change = _read(form, raised(here, c, z, place))
            if count > 0:
                here[place] += 1
            total = _times(form, change if count > 0 else _inverse(form, change), total)
    for _ in range(abs(steps[-1])):
        if steps[-1] > 0:
            c += 1
        change = _read(form, lowered(here, c, z))
        if steps[-1] < 0:
            c -= 1
        total = _times(form, _inverse(form, change) if steps[-1] > 0 else change, total)
    return total


def _read(form: Form, matrix: Matrix) -> Entries:
    return [[form.read(entry) for entry in row] for row in matrix]


def _times(form: Form, left: Entries, right: Entries) -> Entries:
    field = form.field
    return [
        [field.add(*(field.multiply(row[k], right[k][j]) for k in range(2))) for j in range(2)]
        for row in left
    ]


def _inverse(form: Form, matrix: Entries) -> Entries:
    field = form.field
    (a, b), (c, d) = matrix
    minus = field.number(-1)
    crossed = field.multiply(minus, b, c)
    determinant = field.add(field.multiply(a, d), crossed)
    if determinant.num.is_zero():
        raise UnsupportedError("contiguous functions that are not independent")
    scale = field.power(determinant, -1)
    rows = [[d, field.multiply(minus, b)], [field.multiply(minus, c), a]]
    return [[field.multiply(scale, entry) for entry in row] for row in rows]


def _pair(
    form: Form, above: list[sp.Expr], below: sp.Expr, z: sp.Expr
) -> tuple[RadicalFraction, RadicalFraction]:
    """F and theta F at the base."""
    scale = form.read(z * sp.Mul(*above) / below)
    raised_all = [a + 1 for a in above]
    return _unknown(form, above, [below], z), form.field.multiply(
        scale, _unknown(form, raised_all, [below + 1], z)
    )
