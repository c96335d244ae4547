"""Irrational places at which formulas may part that agree at every rational point.

An end of a closed range such as [-pi, pi]; a place where something jumps, as sign(x**2 - 2) at the
root of 2; a place where two sides touch, as log(x) and x/e at e. Each is written out exactly, and
then is a point as good as any: the symbol is replaced by its value, step by step as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.free_symbols import free_symbols
from glassproof.verify.judging.points.probes import Point, Probes

Place = Mapping[sp.Symbol, sp.Expr]
"""Exact values of some symbols, of which one at least is irrational."""

_MOST_PLACES, _MOST_CORNERS = 8, 8
_MOST_NODES = 12
_MOST_OPERATIONS = 60  # of an expression whose zeros are sought
_OTHERS = 2  # points of the other symbols at each place
_LEVELS = 6  # integers between which a floor jumps
_TURNS = (0, 1, -1, 2, -2)
_STEPS = (sp.floor, sp.ceiling)
_JUMPS_AT_ZERO = (sp.sign, sp.Heaviside, sp.Abs)
_EQUATED = (sp.KroneckerDelta, sp.Eq, sp.Ne, sp.Lt, sp.Le, sp.Gt, sp.Ge)


def irrational_places(
    formulas: Iterable[sp.Expr], domain: Domain, more: Iterable[sp.Expr] = ()
) -> Iterator[tuple[Place, Domain]]:
    """Irrational places of the domain, each with what the domain leaves to the other symbols.

    ``more`` are expressions whose zeros count as well.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> closed = Domain({x: Range()}, (x >= -sp.pi, x < sp.pi))
    >>> [place for place, _ in irrational_places([x], closed)]
    [{x: -pi}]
    >>> [place for place, _ in irrational_places([sp.sign(x**2 - 2)], Domain({x: Range(0)}))]
    [{x: sqrt(2)}]
    """
    formulas = tuple(formulas)
    base = next(Probes(formulas, domain).plain(), None)
    plain = {} if base is None else rational_values(base)
    single = dict.fromkeys((*_ends(domain, plain), *_zeros(formulas, tuple(more), domain, plain)))
    corners = [{symbol: value} for symbol, value in single]
    found = ((place, _rest(domain, place)) for place in (*_corners(domain), *corners))
    yield from islice(((p, rest) for p, rest in found if rest is not None), _MOST_PLACES)


def others(formulas: tuple[sp.Expr, ...], place: Place, rest: Domain) -> Iterator[Point]:
    """A few points of the other symbols."""
    if not rest.ranges:
        yield {}
        return
    inside = tuple(formula.xreplace(dict(place)) for formula in formulas)
    probes = Probes(inside, rest)
    probes.domain, probes.symbols = rest, list(rest.ranges)
    yield from islice(probes.plain(), _OTHERS)


Values = Mapping[sp.Symbol, sp.Rational]
_Single = tuple[sp.Symbol, sp.Expr]


def _ends(domain: Domain, base: Values) -> Iterator[_Single]:
    """Ends that belong to the domain, where the other symbols have the values of ``base``."""
    for link in domain.links:
        if not link.strict and link.others <= base.keys():
            slope, rest = (part.xreplace(dict(base)) for part in (link.slope, link.rest))
            if slope != 0:
                yield link.symbol, -rest / slope


def _corners(domain: Domain) -> Iterator[Place]:
    """Places where several symbols are at closed ends of their own, one of them irrational."""
    ends: dict[sp.Symbol, list[sp.Expr]] = {}
    for symbol, value in _ends(domain, {}):
        ends.setdefault(symbol, []).append(value)
    if len(ends) > 1:
        rows = (dict(zip(ends, row, strict=True)) for row in product(*ends.values()))
        yield from islice(rows, _MOST_CORNERS)


def _rest(domain: Domain, place: Place) -> Domain | None:
    """What is left to the other symbols at a place of the domain that is irrational, or None."""
    if all(value.is_rational for value in place.values()):
        return None
    if not all(_is_in(domain.ranges[s].interval, s, v) for s, v in place.items()):
        return None
    where = tuple(relation.xreplace(dict(place)) for relation in domain.where)
    if sp.false in where:
        return None
    ranges = {s: r for s, r in domain.ranges.items() if s not in place}
    return Domain(ranges, tuple(relation for relation in where if relation is not sp.true))


def _is_in(interval: Interval, symbol: sp.Symbol, value: sp.Expr) -> bool:
    """Whether the range of the symbol alone admits the value."""
    if not value.is_real or interval.integer or symbol.is_integer:
        return False
    low, high = (None if e is None else sp.Rational(int(e.p), int(e.q)) for e in
                 (interval.low, interval.high))  # fmt: skip
    above = low is None or bool(value > low) or (value == low and not interval.low_open)
    return above and (
        high is None or bool(value < high) or (value == high and not interval.high_open)
    )


def _zeros(
    formulas: tuple[sp.Expr, ...], more: tuple[sp.Expr, ...], domain: Domain, plain: Values
) -> Iterator[_Single]:
    """Zeros, along one symbol, of what makes the formulas jump, and of ``more``."""
    jumping = (e for formula in formulas for e in _jumping(formula, domain))
    for expr in islice(dict.fromkeys((*more, *jumping)), _MOST_NODES):
        if not free_symbols(expr) <= plain.keys() or expr.has(sp.Derivative):
            continue  # no number can stand for what a derivative is taken by
        for symbol in sorted(free_symbols(expr), key=str)[:2]:
            along = expr.xreplace({s: v for s, v in plain.items() if s != symbol})
            if along.is_finite is not False and sp.count_ops(along) <= _MOST_OPERATIONS:
                yield from ((symbol, value) for value in zeros_of(along, symbol))


def _jumping(formula: sp.Expr, domain: Domain) -> Iterator[sp.Expr]:
    """Expressions at whose zeros the formula may jump."""
    for node in sp.preorder_traversal(formula):
        if isinstance(node, _JUMPS_AT_ZERO):
            yield node.args[0]
        elif isinstance(node, _EQUATED):
            yield node.args[0] - node.args[1]
        elif isinstance(node, _STEPS):
            yield from (node.args[0] - k for k in _levels(node.args[0], domain))
        elif isinstance(node, sp.Mod):
            yield from (node.args[0] - k * node.args[1] for k in (1, -1))
        elif isinstance(node, (sp.arg, sp.log)) or (node.is_Pow and not node.exp.is_Integer):
            for wave in node.args[0].atoms(sp.exp):
                angle = sp.expand(wave.args[0] / sp.I)
                if not angle.has(sp.I):
                    yield from (angle - k * sp.pi for k in (1, -1))


def _levels(expr: sp.Expr, domain: Domain) -> Iterator[int]:
    """Integers that an expression of one symbol passes between the ends of its range."""
    yield from (1, -1)
    symbols = free_symbols(expr)
    if len(symbols) != 1 or not symbols <= set(domain.ranges):
        return
    (symbol,) = symbols
    ends = (domain.box[symbol].low, domain.box[symbol].high)
    values = [expr.xreplace({symbol: sp.Rational(str(e))}).evalf(15) for e in ends if e is not None]
    if len(values) == 2 and all(value.is_Float for value in values):
        low, high = sorted(map(int, values))
        yield from islice((k for k in range(low, high + 2) if abs(k) != 1), _LEVELS)


def zeros_of(expr: sp.Expr, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """Real zeros of an expression of one symbol: of each factor, by inverting what is outermost.

    Of periodic functions a few; none where the symbol cannot be isolated.

    >>> x = sp.Symbol("x", real=True)
    >>> list(zeros_of(sp.log(x) - 1, x)), list(zeros_of(x**2 - 2 * sp.sqrt(2) * x + 2, x))
    ([E], [sqrt(2)])
    >>> list(zeros_of(x * sp.exp(-x) - x * sp.exp(-2), x))
    [0, 2]
    """
    numerator = sp.fraction(sp.together(expr))[0]
    for factor in sp.Mul.make_args(sp.factor_terms(numerator)):
        factor = factor.base if factor.is_Pow and factor.exp.is_positive else factor
        if factor.has(symbol):
            yield from (v for v in _isolated(factor, symbol, sp.S.Zero) if v.is_real)


def _isolated(expr: sp.Expr, symbol: sp.Symbol, target: sp.Expr) -> Iterator[sp.Expr]:
    """Solutions of expr = target."""
    if expr == symbol:
        yield target
    elif expr.is_Add:
        constant, varying = expr.as_independent(symbol, as_Add=True)
        if not varying.is_Add:
            yield from _isolated(varying, symbol, target - constant)
        elif expr.is_polynomial(symbol):
            yield from _of_polynomial(sp.Poly(expr - target, symbol))
    elif expr.is_Mul:
        constant, varying = expr.as_independent(symbol, as_Add=False)
        if not varying.is_Mul and constant != 0:
            yield from _isolated(varying, symbol, target / constant)
    elif expr.is_Pow and not expr.exp.has(symbol):
        for base in _roots(expr.exp, target):
            yield from _isolated(expr.base, symbol, base)
    elif isinstance(expr, sp.exp) and target.is_positive:
        yield from _isolated(expr.args[0], symbol, sp.log(target))
    elif len(expr.args) == 1:
        for value in _preimages(expr.func, target):
            yield from _isolated(expr.args[0], symbol, value)


def _roots(exponent: sp.Expr, target: sp.Expr) -> Iterator[sp.Expr]:
    """Real bases of which the power is ``target``."""
    inverse = 1 / exponent
    if target == 0:
        yield from [target] if exponent.is_positive else []
    elif target.is_positive or (target.is_real and inverse.is_Integer):
        root = target**inverse
        yield from (root, -root) if exponent.is_even else (root,)


def _of_polynomial(poly: sp.Poly) -> Iterator[sp.Expr]:
    """Zeros of a quadratic; the double ones of others, which are those that are touched."""
    if poly.degree() == 2:
        a, b, c = poly.all_coeffs()
        root = sp.sqrt(sp.simplify(b**2 - 4 * a * c))
        yield from dict.fromkeys(sp.simplify((-b + sign * root) / (2 * a)) for sign in (1, -1))
        return
    if poly.get_domain().is_Exact and poly.degree() <= 8:
        for factor, _ in poly.factor_list()[1]:
            if factor.degree() == 1:
                yield -factor.nth(0) / factor.nth(1)
            elif factor.degree() == 2:
                yield from _of_polynomial(factor)
            elif set(factor.monoms()) == {(0,), (factor.degree(),)}:
                base = -factor.nth(0) / factor.nth(factor.degree())
                roots = [sp.real_root(base, factor.degree())]
                yield from roots if factor.degree() % 2 else (s * roots[0] for s in (1, -1))
            elif set(factor.monoms()) <= {(0,), (2,), (4,)}:
                a, b, c = (factor.nth(k) for k in (4, 2, 0))
                t = sp.Dummy()
                for square in _of_polynomial(sp.Poly(a * t**2 + b * t + c, t)):
                    if square.is_nonnegative:
                        yield from (sign * sp.sqrt(square) for sign in (1, -1))


def _preimages(function: type, target: sp.Expr) -> Iterator[sp.Expr]:
    """A few places at which a function has the value."""
    if function is sp.log and target.is_real:
        yield sp.exp(target)
    elif function is sp.Abs and target.is_nonnegative:
        yield from dict.fromkeys((target, -target))
    elif function in (sp.sin, sp.cos) and (1 - target**2).is_nonnegative:
        first = sp.asin(target) if function is sp.sin else sp.acos(target)
        second = sp.pi - first if function is sp.sin else -first
        yield from dict.fromkeys(v + 2 * k * sp.pi for k in _TURNS for v in (first, second))
    elif function is sp.tan and target.is_real:
        yield from (sp.atan(target) + k * sp.pi for k in _TURNS)


def as_point(place: Place, rest: Mapping[sp.Symbol, object]) -> Point:
    """The whole point: the irrational value beside the rational ones."""
    return {**rest, **place}  # type: ignore[dict-item]


def rational_values(point: Mapping[sp.Symbol, object]) -> dict[sp.Symbol, sp.Rational]:
    """A rational point with SymPy's numbers."""
    return {symbol: sp.Rational(str(value)) for symbol, value in point.items()}
