"""Sums of logarithms that vanish: the product is one, and so is the branch, on the whole domain.

T = c_1 log b_1 + ... + r with rational c_j of common denominator M. If exp(M T) = 1 identically,
then T = 2 pi i k/M with an integer k at every point. That k is zero where the arguments of the b_j
lie in sectors too narrow for another; or where no b_j crosses the cut of the logarithm on a
connected domain, so that k is the same everywhere, and is zero at one point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, Any

import flint
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.everywhere.signs_on_boxes import avoids_cut_on_box
from glassproof.derivations.proof.everywhere.strict_signs import is_continuous, strict_sign
from glassproof.derivations.proof.functions.conjugation import parts
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_DIGITS = 40
_MOST_LOGARITHMS = 12
_MOST_EXPONENT = 64
_SMALL = (flint.fmpq(1, 2), flint.fmpq(1), flint.fmpq(3, 2))
"""Bounds of an imaginary part that are tried, in units of pi."""


@dataclass(frozen=True)
class Sector:
    """Arguments of a complex number, in units of pi; an end that is ``open`` is none of them."""

    low: flint.fmpq
    high: flint.fmpq
    low_open: bool = False
    high_open: bool = False

    def times(self, factor: flint.fmpq) -> Sector:
        """The arguments multiplied by a number."""
        if factor < 0:
            return Sector(factor * self.high, factor * self.low, self.high_open, self.low_open)
        return Sector(factor * self.low, factor * self.high, self.low_open, self.high_open)

    def plus(self, other: Sector) -> Sector:
        """Sums of arguments."""
        return Sector(
            self.low + other.low, self.high + other.high,
            self.low_open or other.low_open, self.high_open or other.high_open,
        )  # fmt: skip

    def is_within(self, bound: flint.fmpq) -> bool:
        """Whether all of them are smaller than ``bound`` in size."""
        above = self.high < bound or (self.high == bound and self.high_open)
        return above and (-self.low < bound or (-self.low == bound and self.low_open))


@dataclass(frozen=True)
class Sum:
    """c_1 log b_1 + ... + rest."""

    logarithms: tuple[tuple[flint.fmpq, RadicalFraction], ...]
    rest: RadicalFraction

    @property
    def denominator(self) -> int:
        """The common denominator of the c_j."""
        return lcm(*(int(c.q) for c, _ in self.logarithms))


def vanishes(form: Form, poly: Poly, is_zero: Callable[[RadicalFraction], bool]) -> bool:
    """Whether ``poly`` is proven to be zero as a multiple of a sum of logarithms."""
    total = _as_sum(form, poly)
    return total is not None and _is_zero(form, total, is_zero)


def products_cancel(form: Form, poly: Poly, is_zero: Callable[[RadicalFraction], bool]) -> bool:
    """Whether ``poly`` = A r + B s, with products r and s of powers, is proven to be zero.

    It is where -A r/(B s) is the exponential of a sum of logarithms that vanishes.
    """
    total = _as_quotient(form, poly)
    return total is not None and _is_zero(form, total, is_zero)


def _is_zero(form: Form, total: Sum, is_zero: Callable[[RadicalFraction], bool]) -> bool:
    if not _product_is_one(form, total, is_zero):
        return False
    expr = _written(form, total)
    if not expr.free_symbols:
        return _is_near_zero(expr, {}, total.denominator)
    return _sectors_are_narrow(form, total) or (
        _is_continuous(form, total) and _is_zero_somewhere(form, expr, total.denominator)
    )


def _as_sum(form: Form, poly: Poly) -> Sum | None:
    field = form.field
    logs = [i for i in field.used(poly) if i in form.logarithms]
    if not logs or len(logs) > _MOST_LOGARITHMS:
        return None
    coefficients: dict[int, Poly] = {}
    rest = poly
    for index in logs:
        split = field.by_powers(rest, index)
        if not {1} <= set(split) <= {0, 1}:
            return None
        coefficients[index], rest = split[1], split.get(0, field.zero.num)
    if any(i in form.logarithms for c in coefficients.values() for i in field.used(c)):
        return None
    inverse = field.normal(field.unit, coefficients[logs[-1]])
    found = []
    for index, coefficient in coefficients.items():
        ratio = field.multiply(RadicalFraction(coefficient, field.unit), inverse).constant
        base = form.logarithms[index]
        if ratio is None or base is None:
            return None
        found.append((ratio, base))
    return Sum(tuple(found), field.multiply(RadicalFraction(rest, field.unit), inverse))


def _as_quotient(form: Form, poly: Poly) -> Sum | None:
    """log(-A r/(B s)), one of its values, for ``poly`` = A r + B s."""
    field = form.field
    radicals = [i for i in field.used(poly) if i in form.exponents]
    groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for powers, number in poly.to_dict().items():
        product = tuple(int(powers[i]) for i in radicals)
        inner = tuple(0 if i in radicals else power for i, power in enumerate(powers))
        groups.setdefault(product, {})[inner] = number
    if len(groups) != 2:
        return None
    terms: list[tuple[flint.fmpq, RadicalFraction]] = []
    rest, sign = field.zero, -1
    for orientation, (product, inside) in zip((1, -1), groups.items(), strict=True):
        content, factors = field.context.from_dict(inside).factor()
        sign *= 1 if content > 0 else -1
        terms.append((flint.fmpq(orientation), field.number(abs(content))))
        for factor, times in factors:
            terms.append((flint.fmpq(orientation * times), RadicalFraction(factor, field.unit)))
        for index, power in zip(radicals, product, strict=True):
            base, exponent = form.exponents[index]
            share = field.multiply(exponent, field.number(orientation * power))
            if base is None:
                rest = field.add(rest, share)
            elif share.constant is not None and power:
                terms.append((share.constant, base))
            elif power:
                return None
    if sign < 0:
        rest = field.add(rest, field.multiply(form.unit(), form.pi()))
    used = tuple((c, base) for c, base in terms if base.constant != 1)
    return Sum(used, rest) if used and len(used) <= _MOST_LOGARITHMS else None


def _product_is_one(form: Form, total: Sum, is_zero: Callable[[RadicalFraction], bool]) -> bool:
    field, times = form.field, total.denominator
    powers = [int((c * times).p) for c, _ in total.logarithms]
    if max(map(abs, powers)) > _MOST_EXPONENT:
        return False
    bases = [base for _, base in total.logarithms]
    product = field.multiply(
        *(field.power(base, power) for base, power in zip(bases, powers, strict=True)),
        form.exponential(field.multiply(total.rest, field.number(times))),
    )
    return is_zero(field.add(product, field.number(-1)))


def _written(form: Form, total: Sum) -> sp.Expr:
    terms = [
        sp.Rational(int(c.p), int(c.q)) * sp.log(form.back_fraction(base), evaluate=False)
        for c, base in total.logarithms
    ]
    return sp.Add(*terms, form.back_fraction(total.rest), evaluate=False)


def _is_near_zero(expr: sp.Expr, point: dict[Any, Any], denominator: int) -> bool:
    ball = enclose(expr, point, _DIGITS)
    return ball.is_finite() and bool(ball.abs_upper() < flint.arb.pi() / denominator)


# --- narrow sectors --------------------------------------------------------------------------


def _sectors_are_narrow(form: Form, total: Sum) -> bool:
    whole = _turns(form, total.rest)
    if whole is None:
        return False
    for c, base in total.logarithms:
        whole = whole.plus(_sector(form, base).times(c))
    return whole.is_within(flint.fmpq(2, total.denominator))


def _turns(form: Form, rest: RadicalFraction) -> Sector | None:
    """The imaginary part in units of pi, if it is a rational number or proven to be small."""
    turn = _constant_turn(form, rest)
    if turn is not None:
        return Sector(turn, turn)
    found = parts(form, rest)
    if found is None or not form.signs.is_real(found[1].num, found[1].den):
        return None
    for bound in _SMALL:
        limit = form.field.multiply(form.pi(), form.field.number(bound))
        below = form.field.add(limit, form.field.multiply(form.field.number(-1), found[1]))
        above = form.field.add(limit, found[1])
        if form.signs.of_fraction(below) == 1 == form.signs.of_fraction(above):
            strict = [strict_sign(form, gap) == 1 for gap in (above, below)]
            return Sector(-bound, bound, *strict)
    return None


def _constant_turn(form: Form, rest: RadicalFraction) -> flint.fmpq | None:
    """The imaginary part in units of pi, if that is a rational number."""
    found = parts(form, rest)
    if found is None:
        return None
    by_pi = form.field.multiply(found[1], form.field.power(form.pi(), -1))
    return by_pi.constant


def _sector(form: Form, base: RadicalFraction) -> Sector:
    zero, half, one = flint.fmpq(0), flint.fmpq(1, 2), flint.fmpq(1)
    anything = Sector(-one, one, low_open=True)
    if form.signs.of_fraction(base) == 1:
        return Sector(zero, zero)
    if (root := _root_of(form, base)) is not None:
        inside, exponent = root
        return _sector(form, inside).times(exponent)
    found = parts(form, base)
    if found is None:
        return anything
    real, imaginary = (form.signs.of_fraction(part) for part in found)
    if not imaginary and form.signs.is_real(found[1].num):  # a case for its sign may do
        form.undecided |= {str(factor): factor for factor, _ in found[1].num.factor()[1]}
    if real == 1:
        ends = {1: (zero, half), -1: (-half, zero)}.get(imaginary, (-half, half))
        return Sector(*ends)
    strict = bool(imaginary) and strict_sign(form, found[1]) == imaginary
    if imaginary == 1:
        return Sector(half if real == -1 else zero, one, strict and real != -1, strict)
    if imaginary == -1 and (strict or _is_positive_at_zeros(form, *found)):
        return Sector(-one, -half if real == -1 else zero, True, strict and real != -1)
    return anything  # a negative number has the argument pi


def _root_of(form: Form, base: RadicalFraction) -> tuple[RadicalFraction, flint.fmpq] | None:
    """b and e, if ``base`` is b^e with a number e between -1 and 1."""
    used = form.field.used(base.num)
    if len(used) != 1 or base != form.field.generator(used[0]) or used[0] not in form.exponents:
        return None
    inside, exponent = form.exponents[used[0]]
    number = exponent.constant
    return None if inside is None or number is None or abs(number) > 1 else (inside, number)


def _is_positive_at_zeros(form: Form, real: RadicalFraction, imaginary: RadicalFraction) -> bool:
    """Whether the real part is positive wherever the imaginary part vanishes."""
    field = form.field
    for factor, _ in imaginary.num.factor()[1]:
        if strict_sign(form, RadicalFraction(factor, field.unit)):
            continue
        used = field.used(factor)
        parts_of = field.by_powers(factor, used[0])
        if len(used) > 1 or used[0] not in form.signs.bounds or max(parts_of) > 1:
            return False
        symbol = field.generators[used[0]].meaning
        others = set(field.used(real.num, real.den)) - {used[0]}
        if any(symbol in field.generators[i].meaning.free_symbols for i in others):
            return False
        root = field.number(0)
        if 0 in parts_of:
            ratio = parts_of[0].leading_coefficient() / parts_of[1].leading_coefficient()
            root = field.number(-ratio)
        above = field.substituted(real.num, used[0], root)
        below = field.substituted(real.den, used[0], root)
        if below.num.is_zero() or not _is_positive(form, above, below):
            return False
    return True


def _is_positive(form: Form, above: RadicalFraction, below: RadicalFraction) -> bool:
    value = form.field.multiply(above, form.field.power(below, -1))
    return strict_sign(form, value) == 1


# --- continuity ------------------------------------------------------------------------------


def _is_continuous(form: Form, total: Sum) -> bool:
    if not _is_connected(form):
        return False
    if _constant_turn(form, total.rest) is None and not is_continuous(form, total.rest):
        return False
    return all(_avoids_the_cut(form, base) for _, base in total.logarithms)


def _is_connected(form: Form) -> bool:
    """Whether the domain is convex: no integers, and relations that are linear."""
    if form.signs.integers:
        return False
    for relation in form.domain.where if form.domain else ():
        if not isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
            return False
        gap = form.read(relation.gts - relation.lts)
        if gap.num.total_degree() > 1 or not gap.den.is_constant():
            return False
        if any(i not in form.signs.bounds for i in form.field.used(gap.num)):
            return False
    return True


def _avoids_the_cut(form: Form, base: RadicalFraction) -> bool:
    """Whether ``base`` is real and positive where it is defined, or never on (-oo, 0]."""
    if form.signs.of_fraction(base) == 1:
        return True
    if not is_continuous(form, base):
        return False
    found = parts(form, base)
    sure = found is not None and (
        strict_sign(form, found[0]) == 1 or strict_sign(form, found[1]) != 0
    )
    return sure or avoids_cut_on_box(form, base)


def _is_zero_somewhere(form: Form, expr: sp.Expr, denominator: int) -> bool:
    if form.domain is None:
        return False
    try:
        return any(
            _is_near_zero(expr, dict(point), denominator) for point in form.domain.points(3, 3)
        )
    except DomainError:
        return False
