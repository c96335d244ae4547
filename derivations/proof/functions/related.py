"""Functions with a relation to a partner, or to themselves elsewhere, used where both occur.

A formula in which only one of the two occurs keeps it, so that nothing grows without need.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.functions.gamma_functions import (
    MOST_FACTORS,
    common_measure,
    direction,
    split,
)
from glassproof.derivations.proof.generators import FinerRootError
from glassproof.derivations.proof.radical_fractions import RadicalFraction
from glassproof.derivations.special_functions import elliptic_values
from glassproof.derivations.special_functions.recurrences import pairs
from glassproof.derivations.special_functions.stirling_numbers import StirlingFirst

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

FIRST, SECOND, BOTH = (flint.fmpq(k) for k in (1, 2, 3))
_MOST_ORDER = 12
_MOST_STEPS = 8


def both_occur(form: Form, key: Hashable, side: flint.fmpq) -> bool:
    """Whether both sides of a relation occur; where the second is met, reading starts again."""
    met = form.measures.setdefault(key, side)
    if met not in (side, BOTH):
        form.measures[key] = BOTH
        raise FinerRootError
    return bool(met == BOTH)


def airy_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """Ai, Ai', Bi and Bi', the last by the Wronskian."""
    if isinstance(expr, (sp.airyai, sp.airybi)):
        other = pairs.airy_of_two_thirds(expr.func, expr.args[0])
        if other is not None:
            return form.read(other)
    argument = form.read(expr.args[0])
    last = isinstance(expr, sp.airybiprime)
    if both_occur(form, ("airy", argument.key), SECOND if last else FIRST) and last:
        return form.read(pairs.airy_bi_prime(expr.args[0]))
    return form.opaque(expr)


def elliptic_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """K(m), E(m): at numbers by transformations; E by Legendre's relation with E(1 - m)."""
    if len(expr.args) != 1:
        return form.opaque(expr)
    (m,) = expr.args
    if m.is_number:
        other = elliptic_values.transformed(expr.func, m)
        return form.opaque(expr) if other is None else form.read(other)
    if isinstance(expr, sp.elliptic_k):
        return form.opaque(expr)
    argument = form.read(m)
    other = form.read(1 - m)
    down = argument.num.leading_coefficient() < 0
    key = ("elliptic", other.key if down else argument.key)
    if both_occur(form, key, SECOND if down else FIRST) and down:
        return form.read(pairs.elliptic_complement(1 - m))
    return form.opaque(expr)


def riemann_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """zeta(s): by Bernoulli numbers at integers s <= 0, else by reflection where -s occurs too."""
    (s,) = expr.args
    argument = form.read(s)
    if argument.constant is not None:
        return form.opaque(expr)
    if s.is_integer and form.signs.of_fraction(form.read(-s)) == 1:
        return form.read(sp.Pow(-1, s) * sp.bernoulli(1 - s, 0) / (1 - s))
    sign, _, primitive = direction(form, split(form, argument)[1])
    side = FIRST if sign > 0 else SECOND
    if both_occur(form, ("zeta", primitive.key), side) and sign < 0:
        return form.read(pairs.zeta_reflected(s))
    if form.signs.of_fraction(form.read(s - 1)) != 1:
        return form.opaque(expr)
    value = form.generator((sp.zeta, argument.key), sp.zeta(form.back_fraction(argument)), 1)
    index = form.field.known[sp.zeta, argument.key]
    form.arguments[index] = (argument,)
    form.signs.tight[index] = (flint.fmpq(1), None)
    return value


def bernoulli_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """B_n of a symbolic order: 0 for odd n >= 3, by zeta(n) for even n >= 2 (DLMF 24.2, 25.6.2)."""
    n, *point = expr.args
    order = form.read(n)
    rest = parity(form, order)
    if point not in ([], [sp.S.Zero]) or rest is None or order.constant is not None:
        return form.opaque(expr)
    if rest == 1 and form.signs.of_fraction(form.read(n - 3)) == 1:
        return form.field.zero
    if rest == 0 and form.signs.of_fraction(form.read(n - 2)) == 1:
        size = 2 * sp.factorial(n) * sp.zeta(n) / sp.Pow(2 * sp.pi, n)
        return form.read(sp.Pow(-1, n / 2 + 1) * size)
    return form.opaque(expr)


def parity(form: Form, value: RadicalFraction) -> int | None:
    """0 or 1 if ``value`` is an even or odd integer everywhere, by its form."""
    if not value.den.is_one() or any(
        i not in form.signs.integers for i in form.field.used(value.num)
    ):
        return None
    constant, rest = split(form, value)
    numbers = [flint.fmpq(number) for number in rest.num.to_dict().values()]
    if constant.q != 1 or any(number.q != 1 or int(number.p) % 2 for number in numbers):
        return None
    return int(constant.p) % 2


def polylog_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """Li_s(z): elementary for s <= 1, by Li_s(-z), or Li_2(1 - z), where these occur too."""
    s, z = expr.args
    if s.is_Integer and -_MOST_ORDER <= s <= 1:
        return form.read(pairs.polylog_rational(-int(s), z))
    argument = form.read(z)
    if argument.constant is not None:
        return form.opaque(expr)
    rest = form.read(1 - z)
    if s == 2 and form.signs.of_fraction(argument) == 1 == form.signs.of_fraction(rest):
        later = argument.key > rest.key
        key = ("dilogarithm", *sorted((argument.key, rest.key)))
        if both_occur(form, key, SECOND if later else FIRST) and later:
            return form.read(pairs.dilogarithm_complement(z))
    down = argument.num.leading_coefficient() < 0
    upright = form.field.multiply(argument, form.field.number(-1)) if down else argument
    key = ("polylog", form.read(s).key, upright.key)
    if both_occur(form, key, SECOND if down else FIRST) and down:
        return form.read(pairs.polylog_opposite(s, z))
    return form.opaque(expr)


def stirling_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """S(n + 1, k) = k S(n, k) + S(n, k - 1), c(n + 1, k) = n c(n, k) + c(n, k - 1)."""
    n, k = expr.args
    first = isinstance(expr, StirlingFirst)
    if not first and k.is_Integer and 1 <= k <= _MOST_ORDER and n.is_integer and n.is_positive:
        return form.read(pairs.stirling_second(n, int(k)))
    order = form.read(n)
    steps = 0 if order.constant is not None else int(split(form, order)[0].floor())
    if not 1 <= steps <= _MOST_STEPS or not n.is_integer:
        return form.opaque(expr)
    weight = n - 1 if first else k
    kind = expr.func
    return form.read(weight * kind(n - 1, k, evaluate=False) + kind(n - 1, k - 1, evaluate=False))


def log_gamma_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """log Gamma(z + n) = log Gamma(z) + log(z) + ... + log(z + n - 1), on its own branch."""
    argument = form.read(expr.args[0])
    if form.signs.of_fraction(argument) == 1:
        return form.logarithm(form.read(sp.gamma(expr.args[0])))
    steps = int(split(form, argument)[0].floor())
    if argument.constant is not None or not 0 < abs(steps) <= _MOST_STEPS:
        return form.opaque(expr)
    start = form.back_fraction(form.field.add(argument, form.field.number(-steps)))
    places = range(steps) if steps > 0 else range(steps, 0)
    logarithms = sp.Add(*(sp.log(start + j) for j in places)) * (1 if steps > 0 else -1)
    return form.field.add(form.opaque(sp.loggamma(start)), form.read(logarithms))


def special_power(exponent: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Factor and exponent of exp(exponent), with exp(log Gamma(z)) and exp(W(z)) taken out.

    >>> x = sp.Symbol("x")
    >>> special_power(x - sp.loggamma(x))
    (1/gamma(x), x)
    """
    factor, rest = lambert_power(exponent)
    left = []
    for term in sp.Add.make_args(rest):
        number, inside = term.as_coeff_Mul()
        if isinstance(inside, sp.loggamma) and number.is_Integer:
            factor *= sp.gamma(inside.args[0]) ** number
        else:
            left.append(term)
    return factor, sp.Add(*left)


def hurwitz_form(form: Form, expr: sp.Expr) -> RadicalFraction | None:
    """zeta(s, k x) = k^-s (zeta(s, x) + ... + zeta(s, x + (k - 1)/k)), where x occurs too."""
    s, a = expr.args
    argument = form.read(a)
    if argument.constant is not None:
        return None
    _, size, primitive = direction(form, split(form, argument)[1])
    times = int((size / common_measure(form, primitive, size)).p)
    if not 1 < times <= MOST_FACTORS:
        return None
    share = form.back_fraction(argument) / times
    parts = [sp.zeta(s, share + sp.Rational(j, times), evaluate=False) for j in range(times)]
    return form.field.multiply(form.read(sp.Pow(times, -s)), form.field.add(*map(form.read, parts)))


def lambert_power(exponent: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Factor and exponent of exp(exponent), with exp(W(z)) = z/W(z) taken out.

    >>> x = sp.Symbol("x")
    >>> lambert_power(x + 2 * sp.LambertW(x))
    (x**2/LambertW(x)**2, x)
    """
    factor, rest = sp.S.One, []
    for term in sp.Add.make_args(exponent):
        number, inside = term.as_coeff_Mul()
        if isinstance(inside, sp.LambertW) and number.is_Integer:
            factor *= (inside.args[0] / inside) ** number
        else:
            rest.append(term)
    return factor, sp.Add(*rest)
