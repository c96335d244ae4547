"""A canonical form is held against the expression that it was read from, at points of the domain.

The form of every subexpression is enclosed by balls, and so is the subexpression itself; two balls
that do not meet show that some rule of the form is wrong. A proof rests on a form that passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import flint
import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Canonical, Form

LOOKS = ((3, 50), (4, 100), (5, 300))
"""Number of the point of the domain, and digits."""

Look = tuple[dict[Any, Any], int]
"""A point, and the digits to look with."""

_MOST_TERMS = 400  # of a subexpression's form that is looked at; the whole is looked at always
_BITS_A_DIGIT = 3.3219281


class FormError(RuntimeError):
    """A form that does not represent its input: a wrong rule of this toolkit, and no proof."""


def represents(canonical: Canonical, expr: sp.Expr, looks: Iterable[Look]) -> None:
    """Raise :class:`FormError` if a form does not have the value of what it was read from.

    Looks at ``expr`` and all its subexpressions, wherever both are defined.

    >>> from glassproof.derivations.proof.canonical_form import canonical_form
    >>> x = sp.Symbol("x", positive=True)
    >>> represents(canonical_form(sp.sqrt(x**2)), sp.sqrt(x**2), [({x: 3}, 50)])
    """
    form = canonical.form
    parts = [
        (part, value)
        for part, value in form.memo.items()
        if not part.is_Atom and len(value.num) + len(value.den) <= _MOST_TERMS and part != expr
    ]
    for point, digits in looks:
        _hold(form, [*parts, (expr, canonical.value)], point, digits)


def looks_at(expr: sp.Expr, domain: Domain) -> Iterator[Look]:
    """Points of the domain to look at, each with the digits to look with.

    All symbols get a value: relations with names that ``expr`` lacks restrict those that it has.
    """
    inside = domain if domain.where else domain.restricted(expr.free_symbols)
    for number, digits in LOOKS if inside.ranges else LOOKS[-1:]:
        for point in inside.points(1, start=number):
            yield dict(point), digits


def _hold(form: Form, parts: list[Any], point: dict[Any, Any], digits: int) -> None:
    bits = int(digits * _BITS_A_DIGIT) + 16
    meanings = [generator.meaning for generator in form.field.generators]
    balls = _balls([*meanings, *(part for part, _ in parts)], point, digits)
    generators, values = balls[: len(meanings)], balls[len(meanings) :]
    at = ", ".join(f"{symbol} = {number}" for symbol, number in point.items())
    for generator, ball in zip(form.field.generators, generators, strict=True):
        if ball is not None and not _has_sign(ball, generator.sign):
            raise FormError(
                f"{generator.meaning} is {ball.str(8)} at {at}, against its sign {generator.sign}"
            )
    for (part, fraction), ball in zip(parts, values, strict=True):
        if ball is None:
            continue
        with flint.ctx.workprec(bits):
            value = _value(fraction, generators)
        if value is not None and value.is_finite() and not value.overlaps(ball):
            raise FormError(
                f"the canonical form of {part} has the value {value.str(8)} at {at}, "
                f"the expression {ball.str(8)}: a rule of derivations/proof is wrong"
            )


def _balls(exprs: list[sp.Basic], point: dict[Any, Any], digits: int) -> list[flint.acb | None]:
    """Finite balls of the expressions, None for one without balls or without a value here."""
    program = Program()
    roots: list[int | None] = []
    for expr in exprs:
        try:
            roots.append(program.add(expr))
        except NoBallVersionError:
            roots.append(None)
    if not program.symbols.keys() <= point.keys():
        return [None] * len(exprs)
    found = AtPoint(program, point).outcomes([root for root in roots if root is not None], digits)
    outcomes = iter(found)
    values = [None if root is None else next(outcomes) for root in roots]
    return [value.ball if isinstance(value, Value) else None for value in values]


def _has_sign(ball: flint.acb, sign: int | None) -> bool:
    return sign is None or (ball.imag.contains(0) and not ball.real * sign < 0)


def _value(fraction: RadicalFraction, generators: list[Any]) -> flint.acb | None:
    num, den = _polynomial(fraction.num, generators), _polynomial(fraction.den, generators)
    return None if num is None or den is None or den.contains(0) else num / den


def _polynomial(poly: Poly, generators: list[Any]) -> flint.acb | None:
    total = flint.acb(0)
    for powers, coefficient in poly.to_dict().items():
        term = flint.acb(coefficient)
        for ball, power in zip(generators, powers, strict=False):
            if power and (ball is None or not ball.is_finite()):
                return None
            term = term * ball**power if power else term
        total += term
    return total
