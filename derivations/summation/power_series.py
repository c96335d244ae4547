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

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import lcm

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.complex_symbols import coordinates, is_complex
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.fractions import Fraction, Poly, Ring
from glassproof.derivations.summation.holomorphy import is_holomorphic
from glassproof.derivations.summation.infinity import converges
from glassproof.derivations.summation.nodes import shown
from glassproof.derivations.summation.recurrences import Summed
from glassproof.derivations.summation.terms import quotient
from glassproof.derivations.summation.zeros import vanishes

_MOST_POLE = 3
_MOST_COEFFICIENTS = 8
_MOST_ZEROS = 4


@dataclass(frozen=True)
class Series:
    """t(k + 1)/t(k) = ratio above(k)/below(k), summed from ``low`` to infinity."""

    summed: Summed
    ratio: sp.Expr
    above: Poly
    below: Poly

    @property
    def ring(self) -> Ring:
        """The ring of the coefficients."""
        return self.summed.term.ring

    @property
    def first(self) -> sp.Expr:
        """The first term."""
        return self.summed.term.expr({self.summed.index: self.summed.low})

    def at(self, poly: Poly, value: sp.Expr) -> sp.Expr:
        """A polynomial in the index at a value of it."""
        return self.ring.expr(poly).xreplace({self.summed.index: value})


@dataclass(frozen=True)
class Path:
    """u = scale variable**degree; ``image`` is the variable, ``domain`` an interval with 0."""

    variable: sp.Symbol
    scale: sp.Expr
    degree: int
    image: sp.Expr
    domain: Domain


def series_of(summed: Summed, facts: Facts) -> Series | None:
    """The series of a term from an integer to infinity, if it is proven to converge."""
    if summed.high is not sp.oo or not summed.low.is_Integer:
        return None
    ring, index = summed.term.ring, summed.index
    for _ in range(_MOST_ZEROS):
        if summed.term.expr({index: summed.low}) == 0:
            summed = replace(summed, low=summed.low + 1)
    step = quotient(summed.term.at(index, 1), summed.term)
    if step is None or step.is_zero or not converges(summed.term, index, facts):
        return None
    leads = []
    for poly in (step.num, step.den):
        parts = ring.coefficients(poly, index)
        leads.append(parts[max(parts)])
    ratio = ring.expr(Fraction(leads[0], ring.one) * Fraction(leads[1], ring.one).inverse())
    above = Fraction(step.num, ring.one) * Fraction(leads[0], ring.one).inverse()
    below = Fraction(step.den, ring.one) * Fraction(leads[1], ring.one).inverse()
    if not (above.den.is_constant() and below.den.is_constant()):
        return None
    return Series(summed, ratio, above.num, below.num)


def proof_of_value(series: Series, value: sp.Expr, domain: Domain) -> Certificate | None:
    """That the series has the ``value``, an expression in a symbol of its ratio."""
    if not Facts(domain).never_zero(series.first):
        return None
    target = value / series.first
    for path, function in _paths(series, target, domain):
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


def _paths(series: Series, target: sp.Expr, domain: Domain) -> Iterator[tuple[Path, sp.Expr]]:
    """Symbols of the ratio in which the target may be seen as a function of u."""
    coefficients = series.ring.expr(series.above), series.ring.expr(series.below)
    for x in sorted(series.ratio.free_symbols, key=str):
        if Facts(domain).is_integer(x) or any(x in part.free_symbols for part in coefficients):
            continue
        scale, power = series.ratio.as_independent(x, as_Add=False)
        base, degree = power.as_base_exp()
        if is_complex(x):
            if base == x and degree.is_Integer and degree > 0:
                yield from across_disc(series, x, scale, int(degree), target, domain)
        elif base == x and degree.is_Integer and degree > 0:
            yield from _monomial(x, scale, int(degree), target, domain)
        else:
            yield from _inverse(series.ratio, x, target, domain)


def _monomial(
    x: sp.Symbol, scale: sp.Expr, degree: int, target: sp.Expr, domain: Domain
) -> Iterator[tuple[Path, sp.Expr]]:
    interval = domain.box[x]
    ends: list[int | None] = []
    for end, outward in ((interval.low, sp.floor), (interval.high, sp.ceiling)):
        whole = None if end is None else int(outward(sp.Rational(int(end.p), int(end.q))))
        ends.append(whole)
    low = min(ends[0], 0) if ends[0] is not None else None
    high = max(ends[1], 0) if ends[1] is not None else None
    closed = not ((interval.low_open or low is None) and (interval.high_open or high is None))
    fractional = [p for p in target.atoms(sp.Pow) if p.base == x and p.exp.is_Rational]
    finer = lcm(*(int(p.exp.q) for p in fractional))
    if finer > 1:
        if low is None or low < 0:
            return
        y = sp.Symbol(f"{x}'", positive=True)
        ranges = {s: r for s, r in domain.ranges.items() if s != x}
        ranges[y] = Range(0, 1 if high == 1 else None, closed=closed, draw=(0, 1))
        image = {x: y**finer}
        where = tuple(r for part in domain.where if (r := part.xreplace(image)) is not sp.true)
        yield (
            Path(y, scale, degree * finer, y, Domain(ranges, where)),
            sp.powdenest(target.xreplace(image), force=True),
        )
        return
    y = sp.Symbol(x.name, real=True)
    where = tuple(r.xreplace({x: y}) for r in domain.where if r.free_symbols != {x})
    ranges = {s: r for s, r in domain.ranges.items() if s != x}
    drawn = (-8 if low is None else low, 8 if high is None else high)
    ranges[y] = Range(low, high, closed=closed, draw=drawn)
    yield Path(y, scale, degree, y, Domain(ranges, where)), target.xreplace({x: y})


def across_disc(
    series: Series, z: sp.Symbol, scale: sp.Expr, degree: int, target: sp.Expr, domain: Domain
) -> Iterator[tuple[Path, sp.Expr]]:
    """The diameter of the disc of convergence, if the target is holomorphic throughout the disc.

    Two functions that are so are equal if they are on the diameter. The domain lies in the disc,
    since the series was proven to converge on it.
    """
    index = series.summed.index
    orders = [series.ring.degree(part, index) for part in (series.above, series.below)]
    radius = sp.oo if orders[0] < orders[1] else sp.root(1 / abs(scale), degree)
    if not (radius is sp.oo or radius.is_Rational) or not is_holomorphic(target, z, radius):
        return
    y = sp.Symbol(z.name, real=True)
    ranges = {s: r for s, r in domain.ranges.items() if s not in coordinates(z)}
    kept = tuple(r for r in domain.where if r.free_symbols <= ranges.keys())
    if radius is sp.oo:
        ranges[y] = Range()
    else:
        whole = int(sp.ceiling(radius))
        ranges[y] = Range(-whole, whole, draw=(str(-radius), str(radius)))
        kept += (sp.Lt(y, radius), sp.Gt(y, -radius))
    yield Path(y, scale, degree, y, Domain(ranges, kept)), target.xreplace({z: y})


def _inverse(
    ratio: sp.Expr, x: sp.Symbol, target: sp.Expr, domain: Domain
) -> Iterator[tuple[Path, sp.Expr]]:
    """x as a function of u, for ratios as exp(-x) or x/(1 + x)."""
    sign = Facts(domain).sign(ratio)
    u = sp.Symbol("u'", positive=sign > 0 or None, real=True)
    if isinstance(ratio, sp.exp) or ratio.is_Pow:
        exponent = sp.log(ratio).expand(force=True)
        slope = exponent.coeff(x, 1)
        if slope == 0 or sp.expand(exponent - slope * x) != 0 or sign <= 0:
            return
        found = [sp.log(u) / slope]
    else:
        num, den = sp.fraction(sp.together(ratio))
        if not (num.is_polynomial(x) and den.is_polynomial(x)):
            return
        found = sp.solve(num - u * den, x)
    if len(found) != 1:
        return
    ranges = {s: r for s, r in domain.ranges.items() if s != x}
    bounds = {1: (0, 1), -1: (-1, 0), 0: (-1, 1)}[sign]
    ranges[u] = Range(*bounds, draw=bounds)
    where = tuple(r for r in domain.where if x not in r.free_symbols)
    yield (
        Path(u, sp.Integer(1), 1, u, Domain(ranges, where)),
        sp.simplify(target.xreplace({x: found[0]})),
    )


def is_solution(series: Series, function: sp.Expr, path: Path) -> dict[str, object] | None:
    """What a checker needs to see that ``function`` is the series, or None."""
    y, degree = path.variable, path.degree
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


_ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.atan, sp.asinh,
           sp.tanh)  # fmt: skip
"""Analytic on the whole real line."""


def is_analytic(expr: sp.Expr, y: sp.Symbol, facts: Facts) -> bool:
    """Whether ``expr`` is proven to be real analytic in ``y`` on the domain and at 0."""
    if y not in expr.free_symbols or expr == y:
        return not expr.has(sp.zoo, sp.nan, sp.oo)
    if not all(is_analytic(part, y, facts) for part in expr.args) or expr.has(sp.I):
        return False
    if expr.is_Add or expr.is_Mul or isinstance(expr, _ENTIRE):
        return True
    if expr.is_Pow and expr.exp.is_Integer:
        return bool(expr.exp > 0) or _has_sign(expr.base, y, facts)
    if expr.is_Pow and y not in expr.exp.free_symbols:
        return _has_sign(expr.base, y, facts, 1)
    if expr.is_Pow and y not in expr.base.free_symbols:
        return facts.sign(expr.base) == 1
    if isinstance(expr, sp.log):
        return _has_sign(expr.args[0], y, facts, 1)
    if isinstance(expr, (sp.asin, sp.acos, sp.atanh)):
        return _has_sign(1 - expr.args[0] ** 2, y, facts, 1)
    if isinstance(expr, (sp.besselj, sp.besseli)):
        return bool(expr.args[0].is_Integer) and bool(expr.args[0] >= 0)
    if isinstance(expr, sp.hyper):
        above, below, z = expr.args
        inside = len(above) <= len(below) or _has_sign(1 - z**2, y, facts, 1)
        return inside and len(above) <= len(below) + 1
    return False


def _has_sign(expr: sp.Expr, y: sp.Symbol, facts: Facts, wanted: int = 0) -> bool:
    """Whether ``expr`` has one strict sign on the domain, and at 0."""
    at = expr.xreplace({y: sp.Integer(0)})
    sign = facts.sign(expr)
    if not sign:
        other = sp.factor(expr)
        sign = facts.sign(other) if other != expr else 0
    return sign != 0 and facts.sign(at) == sign and wanted in (0, sign)
