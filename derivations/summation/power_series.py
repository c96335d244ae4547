"""Power series with hypergeometric coefficients, by the differential equation that they satisfy.

With t(k + 1)/t(k) = u P(k)/Q(k), P and Q monic and free of u, and theta = u d/du,

    s = sum over k >= a of t(k)/t(a):    Q(a - 1 + theta) s - u P(a + theta) s = Q(a - 1),

at u = c y^d. A function W that satisfies it, and is analytic in y between 0 and every point of the
domain but for a pole at 0, is s if those coefficients of its expansion at 0 agree with those of s
that the equation leaves open: y^i with Q(a - 1 + i/d) = 0. At the ends of the interval of
convergence the equality is Abel's theorem.

Reference: E. L. Ince, Ordinary Differential Equations, 1926, chapter XVI (Frobenius).
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.analyticity import is_analytic, is_continuous_at
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.fractions import Poly
from glassproof.derivations.summation.hypergeometric_series import Series
from glassproof.derivations.summation.nodes import shown
from glassproof.derivations.summation.paths import Path, paths, rational
from glassproof.derivations.summation.zeros import vanishes

_MOST_POLE = 3
_MOST_COEFFICIENTS = 8


def proof_of_value(series: Series, value: sp.Expr, domain: Domain) -> Certificate | None:
    """That the series has the ``value``, an expression in a symbol of its ratio."""
    if not Facts(domain).never_zero(series.first):
        return None
    target = value / series.first
    for path, function in paths(series, target, domain):
        found = is_solution(series, function, path)
        if found is not None:
            statement = f"Sum({shown(series.summed.term.expr())}) = {shown(value)}"
            return Certificate("differential equation", statement, found)
    return None


def closed_form(series: Series) -> tuple[sp.Expr, Certificate] | None:
    """The value by SymPy's tables of hypergeometric functions, proven by the equation."""
    z = series.ratio
    if not (z.is_number and z.is_real):
        return None
    roots = [_roots(series, poly) for poly in (series.above, series.below)]
    if roots[0] is None or roots[1] is None:
        return None
    low, u = series.summed.low, sp.Dummy("u", real=True)
    upper, lower = ([low - root for root in found] for found in roots if found is not None)
    candidate = sp.hyperexpand(sp.hyper([*upper, 1], lower, u))
    if candidate.has(sp.hyper, sp.meijerg):
        return None
    degree = 2 if candidate.has(sp.sqrt(u), u ** sp.Rational(3, 2)) else 1
    y = sp.Dummy("y", positive=True) if degree == 2 else u
    if degree == 2 and z < 0:
        return None
    end = sp.sqrt(z) if degree == 2 else z
    function = candidate.xreplace({u: y**2}) if degree == 2 else candidate
    bounds = sorted((sp.floor(end), sp.ceiling(end)))
    bounds = [min(bounds[0], 0), max(bounds[1], 0)]
    if bounds[0] == bounds[1]:
        return None
    low_end, high_end = map(int, bounds)
    interval = Range(low_end, high_end, closed=bool(end.is_Integer), draw=(low_end, high_end))
    here = Domain({y: interval})
    path = Path(y, sp.Integer(1), degree, end, here)
    found = is_solution(series, function, path)
    if found is None:
        return None
    value = series.first * function.xreplace({y: end})
    statement = f"Sum({shown(series.summed.term.expr())}) = {shown(value)}"
    return value, Certificate("differential equation", statement, found)


def exponential_series(series: Series) -> tuple[sp.Expr, Certificate] | None:
    """t(a) exp(u), where t(a + j) = t(a) u^j/j!."""
    index, low = series.summed.index, series.summed.low
    if sp.expand(series.ring.expr(series.above) - 1) != 0:
        return None
    if sp.expand(series.ring.expr(series.below) - (index - low + 1)) != 0:
        return None
    value = series.first * sp.exp(series.ratio)
    statement = f"Sum({shown(series.summed.term.expr())}) = {shown(value)}"
    return value, Certificate("exponential series", statement)


def _roots(series: Series, poly: Poly) -> list[sp.Expr] | None:
    expr, index = series.ring.expr(poly), series.summed.index
    if expr.free_symbols - {index}:
        return None
    found = sp.roots(expr, index)
    degree = series.ring.degree(poly, index)
    if sum(found.values()) != degree or not all(root.is_Rational for root in found):
        return None
    return [root for root, times in found.items() for _ in range(times)]


def is_solution(series: Series, function: sp.Expr, path: Path) -> dict[str, object] | None:
    """What a checker needs to see that ``function`` is the series, or None."""
    y, degree = path.variable, path.degree
    path = replace(path, domain=_without_ends(function, path))
    facts = Facts(path.domain)
    pole = next(
        (r for r in range(_MOST_POLE + 1)
         if is_analytic(_times_power(function, y, r), y, facts)), None
    )  # fmt: skip
    if pole is None or not _open_coefficients_agree(series, function, path, pole):
        return None
    start = series.summed.low
    left = _applied(series, series.below, start - 1, function, path)
    right = path.scale * y**degree * _applied(series, series.above, start, function, path)
    equation = left - right - series.at(series.below, start - 1)
    if not vanishes(equation, path.domain):
        return None
    return {
        "variable": shown(y),
        "function": shown(function),
        "u": shown(path.scale * y**degree),
        "P": str(series.at(series.above, sp.Symbol("k"))),
        "Q": str(series.at(series.below, sp.Symbol("k"))),
        "from": int(start),
        "pole at 0": pole,
    }


def _without_ends(function: sp.Expr, path: Path) -> Domain:
    """The domain but for ends up to which the function is continuous, as the series is."""
    y, interval = path.variable, path.domain.box[path.variable]
    kept = []
    for end, is_open, beyond in (
        (interval.low, interval.low_open, sp.Gt), (interval.high, interval.high_open, sp.Lt),
    ):  # fmt: skip
        if end is not None and end != 0 and not is_open:
            place = rational(end)
            if is_continuous_at(function, y, place):
                kept.append(beyond(y, place, evaluate=False))
    return Domain(path.domain.ranges, (*path.domain.where, *kept))


def _times_power(function: sp.Expr, y: sp.Symbol, power: int) -> sp.Expr:
    if not power:
        return function
    return sp.Add(*(y**power * part for part in sp.Add.make_args(sp.expand_mul(function))))


def _open_coefficients_agree(series: Series, function: sp.Expr, path: Path, pole: int) -> bool:
    """The coefficients of y^i, i >= -pole, at the zeros of Q(a - 1 + i/d)."""
    y, start = path.variable, series.summed.low
    facts = Facts(path.domain)
    derivative = _times_power(function, y, pole)
    for i in range(-pole, _MOST_COEFFICIENTS - pole):
        factor = series.at(series.below, start - 1 + sp.Rational(i, path.degree))
        if sp.expand(factor) == 0:
            at = derivative.xreplace({y: sp.Integer(0)}) / sp.factorial(i + pole)
            if at.has(sp.zoo, sp.nan) or not vanishes(at - (1 if i == 0 else 0), path.domain):
                return False
        elif not facts.never_zero(factor):
            return False
        derivative = sp.diff(derivative, y)
    later = sp.Symbol("i'", integer=True)
    beyond = within(path.domain, later, sp.Integer(_MOST_COEFFICIENTS - pole), sp.oo)
    factor = series.at(series.below, start - 1 + later / path.degree)
    return Facts(beyond).never_zero(factor)


def _applied(series: Series, poly: Poly, start: sp.Expr, function: sp.Expr, path: Path) -> sp.Expr:
    """poly(start + theta) of the function."""
    parts = series.ring.coefficients(poly, series.summed.index)
    total, power = sp.Integer(0), function
    for exponent in range(max(parts) + 1):
        if exponent in parts:
            total += series.ring.expr(parts[exponent]) * power
        power = start * power + path.variable / path.degree * sp.diff(power, path.variable)
    return total
