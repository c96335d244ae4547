"""Hypergeometric functions at base parameters: contiguous functions become F and theta F of one.

Equal parameters above and below cancel, parameters above that are integers <= 0 leave a polynomial,
and for one parameter below and at most two above, every parameter is moved by integers to its place
between 0 and 1. Where that would divide by zero, the function stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.proof.functions.gamma_functions import split
from glassproof.derivations.proof.radical_fractions import RadicalFraction, UnsupportedError
from glassproof.derivations.special_functions.recurrences.hypergeometric import (
    CLOSED,
    Matrix,
    lowered,
    raised,
)

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_STEPS = 10
_MOST_DEGREE = 20

Entry = RadicalFraction


def hypergeometric_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """The form of a generalised hypergeometric function."""
    above, below, z = _canonical(form, expr)
    if (polynomial := _polynomial(above, below, z)) is not None:
        return form.read(polynomial)
    if not below and len(above) <= 1:
        return form.read(sp.Pow(1 - z, -above[0]) if above else sp.exp(z))
    if len(below) != 1 or len(above) > 2:
        return _unknown(form, above, below, z)
    closed = CLOSED.get((tuple(above), below[0]))
    if closed is not None:
        return form.read(closed(z))
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


def _points_down(form: Form, z: sp.Expr) -> bool:
    value = form.read(z)
    return not value.num.is_zero() and value.num.leading_coefficient() < 0


def _unknown(
    form: Form, above: Sequence[sp.Expr], below: Sequence[sp.Expr], z: sp.Expr
) -> RadicalFraction:
    node = sp.hyper(above, below, z)
    key = (sp.hyper, str(node.args[0]), str(node.args[1]), form.read(z).key)
    return form.generator(key, node, None)


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
    closed = CLOSED.get((tuple(sorted(above, key=sp.default_sort_key)), below))
    if closed is not None:
        variable = sp.Dummy(complex=True)
        slope = variable * sp.diff(closed(variable), variable)
        return form.read(closed(z)), form.read(slope.subs(variable, z))
    scale = form.read(z * sp.Mul(*above) / below)
    raised_all = [a + 1 for a in above]
    return _unknown(form, above, [below], z), form.field.multiply(
        scale, _unknown(form, raised_all, [below + 1], z)
    )
