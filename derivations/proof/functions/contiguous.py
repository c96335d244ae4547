"""Functions of neighbouring orders and parameters, at a base order between 0 and 1.

Whatever order v + k a function comes with, its form is A f(v) + B f(v + 1) + C with the recurrences
of :mod:`glassproof.derivations.special_functions.recurrences`. Opposite orders are reflected where
both occur, the Wronskian with the other solution gives f(v + 1) where both solutions occur, and
numeric orders at which the function is elementary leave no unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.proof.functions.gamma_functions import direction, split
from glassproof.derivations.proof.functions.related import FIRST, SECOND, both_occur, parity
from glassproof.derivations.proof.radical_fractions import RadicalFraction
from glassproof.derivations.special_functions.recurrences import bessel, gamma_family, polynomials
from glassproof.derivations.special_functions.recurrences.recurrence import Recurrence

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

RECURRENCES: dict[type, Recurrence] = {
    **bessel.RECURRENCES, **polynomials.RECURRENCES, **gamma_family.RECURRENCES,
}  # fmt: skip

_MOST_STEPS = 24
_MOST_SHIFTS = 8
_OTHER = {first: second for second, (first, _) in bessel.PARTNERS.items()}


def contiguous_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """The form of a function that has a recurrence."""
    return (
        _of_fewer_parameters(form, expr)
        or _of_shifted_parameters(form, expr)
        or _of_opposite_argument(form, expr)
        or _of_order(form, expr)
    )


def _of_fewer_parameters(form: Form, expr: sp.Expr) -> RadicalFraction | None:
    """A function whose parameters are such that it is a simpler one."""
    rule = polynomials.SPECIAL_PARAMETERS.get(expr.func)
    simpler = rule(*expr.args) if rule else None
    return None if simpler is None else form.read(simpler)


def _of_shifted_parameters(form: Form, expr: sp.Expr) -> RadicalFraction | None:
    """A function one of whose parameters is not between 0 and 1, but for an unknown."""
    for place, less, more in polynomials.SHIFTS.get(expr.func, ()):
        steps = _steps(form, form.read(expr.args[place]), expr.func is sp.gegenbauer)
        rule = less if steps > 0 else more
        if steps and rule is not None and abs(steps) <= _MOST_SHIFTS:
            return form.read(rule(*expr.args))
    return None


def _steps(form: Form, value: RadicalFraction, above_zero: bool) -> int:
    """How far the constant term of ``value`` is from its place between 0 and 1."""
    constant, _ = split(form, value)
    if above_zero and value.constant is not None:
        return int(constant.ceil()) - 1
    return int(constant.floor())


def _of_opposite_argument(form: Form, expr: sp.Expr) -> RadicalFraction | None:
    """f(-x) = (-1)^v f(x) where that holds and -x comes with a sign."""
    recurrence = RECURRENCES[expr.func]
    order = expr.args[recurrence.place]
    if not (recurrence.parity and order.is_integer):
        return None
    argument = form.read(expr.args[-1])
    if argument.num.is_zero():
        odd = parity(form, form.read(order)) == 1
        return form.field.zero if odd else None
    if argument.num.leading_coefficient() > 0:
        return None
    mirrored = expr.func(*expr.args[:-1], -expr.args[-1], evaluate=False)
    sign = form.read(sp.Pow(-1, order))
    return form.field.multiply(sign, contiguous_form(form, mirrored))


def _of_order(form: Form, expr: sp.Expr) -> RadicalFraction:
    recurrence, kind = RECURRENCES[expr.func], expr.func
    place = recurrence.place
    order = form.read(expr.args[place])
    if kind is sp.besselk and order.constant is not None and order.constant < 0:
        return form.read(sp.besselk(-expr.args[0], expr.args[1]))
    if order.constant is None and kind in bessel.REFLECTED:
        sign, _, primitive = direction(form, split(form, order)[1])
        if form.orientations.setdefault(f"order {primitive.key}", sign) != sign:
            return form.read(bessel.REFLECTED[kind](-expr.args[0], expr.args[1]))
    steps = _steps(form, order, kind is sp.zeta)
    if abs(steps) > _MOST_STEPS:
        return form.opaque(expr)
    base = form.back_fraction(form.field.add(order, form.field.number(-steps)))
    arguments = [*expr.args[:place], base, *expr.args[place + 1 :]]
    return _stepped(form, kind, arguments, steps)


def _stepped(form: Form, kind: type, arguments: list[sp.Expr], steps: int) -> RadicalFraction:
    """f at so many steps from the base order."""
    field, recurrence = form.field, RECURRENCES[kind]
    if steps == 0:
        return _at_base(form, kind, arguments)
    place = recurrence.place
    one, zero = field.one, field.zero
    before, now = (zero, one, zero), (one, zero, zero)  # f(v + 1) and f(v), going down
    count, moving = -steps, recurrence.down
    if steps > 0:
        moving = recurrence.up
        if recurrence.terms == 2:
            before, now, count = now, before, steps - 1
        else:
            count = steps
    start = 1 if steps > 0 and recurrence.terms == 2 else 0
    for number in range(count):
        shift = start + number if steps > 0 else -number
        here = [*arguments[:place], arguments[place] + shift, *arguments[place + 1 :]]
        a, b, c = map(form.read, moving(*here))
        after = [
            field.add(field.multiply(a, new), field.multiply(b, old))
            for new, old in zip(now, before, strict=True)
        ]
        before, now = now, (after[0], after[1], field.add(after[2], c))
    terms = [now[2]]
    for coefficient, offset in ((now[0], 0), (now[1], 1)):
        if not coefficient.num.is_zero():
            value = _at_base(form, kind, arguments, offset)
            terms.append(field.multiply(coefficient, value))
    return field.add(*terms)


def _at_base(form: Form, kind: type, arguments: list[sp.Expr], offset: int = 0) -> RadicalFraction:
    """f at the base order, or at the next: known, or an unknown of the form."""
    recurrence = RECURRENCES[kind]
    place = recurrence.place
    if arguments[place].is_Rational:
        known = recurrence.start(*arguments)
        if known is not None and offset < len(known):
            return form.read(known[offset])
    if kind in bessel.PARTNERS or kind in _OTHER:
        found = _with_partner(form, kind, arguments, offset)
        if found is not None:
            return found
    moved = [*arguments[:place], arguments[place] + offset, *arguments[place + 1 :]]
    return form.opaque(kind(*moved, evaluate=False))


def _with_partner(
    form: Form, kind: type, arguments: list[sp.Expr], offset: int
) -> RadicalFraction | None:
    """The second solution's next order by the Wronskian, where the first solution occurs too."""
    pair = (kind, _OTHER[kind]) if kind in _OTHER else (bessel.PARTNERS[kind][0], kind)
    places = tuple(form.read(argument).key for argument in arguments)
    key = ("wronskian", pair[0], *places)
    together = both_occur(form, key, FIRST if kind is pair[0] else SECOND)
    if not together or kind is pair[0] or offset == 0:
        return None
    order, z = arguments
    first, next_first = (pair[0](v, z, evaluate=False) for v in (order, order + 1))
    second = kind(order, z, evaluate=False)
    return form.read(bessel.PARTNERS[kind][1](z, first, next_first, second))
