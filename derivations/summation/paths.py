"""Ways from 0 to a point of the domain along which a series is a function of one real variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm

import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.complex_symbols import coordinates, is_complex
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.holomorphy import is_holomorphic
from glassproof.derivations.summation.hypergeometric_series import Series


def rational(end: fmpq) -> sp.Rational:
    """The end of an interval for SymPy."""
    return sp.Rational(int(end.p), int(end.q))


@dataclass(frozen=True)
class Path:
    """u = scale variable**degree; ``image`` is the variable, ``domain`` an interval with 0."""

    variable: sp.Symbol
    scale: sp.Expr
    degree: int
    image: sp.Expr
    domain: Domain


def paths(series: Series, target: sp.Expr, domain: Domain) -> Iterator[tuple[Path, sp.Expr]]:
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
        whole = None if end is None else int(outward(rational(end)))
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
    where += tuple(_ends(y, interval))
    ranges = {s: r for s, r in domain.ranges.items() if s != x}
    drawn = (-8 if low is None else low, 8 if high is None else high)
    ranges[y] = Range(low, high, closed=True, draw=drawn)
    yield Path(y, scale, degree, y, Domain(ranges, where)), target.xreplace({x: y})


def _ends(y: sp.Symbol, interval: Interval) -> Iterator[sp.Basic]:
    """The ends of the interval that reaches from it to 0, on either side."""
    if interval.low is not None and interval.low < 0:
        more = sp.Gt if interval.low_open else sp.Ge
        yield more(y, rational(interval.low), evaluate=False)
    if interval.high is not None and interval.high > 0:
        less = sp.Lt if interval.high_open else sp.Le
        yield less(y, rational(interval.high), evaluate=False)


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
