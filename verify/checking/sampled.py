"""Nature for a formula with expectations: independent draws, whose mean is what the formula says.

Expectations multiply as means of independent copies do, so that every polynomial in them is the
mean of one statistic; a variance is that of half the squared distance of two copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides
from glassproof.derivations.prose.uncertain import with_error
from glassproof.numerics.probability.draws import draws
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.nature.statistical_tests.base import LEVEL, POWER
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.judging.evidence.wording import shown_point
from glassproof.verify.judging.points.probes import Point, Probes
from glassproof.verify.reading.formula import Reading
from glassproof.verify.reading.size_limits import LimitError, deadline
from glassproof.verify.reading.vocabulary.expectations import Mean, Statistic

BLOCKS, BLOCK = 64, 2048
"""Means of so many blocks of so many draws are compared, by Student's test."""

MOST_SHARE = 0.05
"""Of the spread that one draw may make up: of heavier tails the sample says nothing."""

MOST_COPIES = 6
_DIGITS = 30
_SECONDS = 1.0
_TRIED = 10

Draws = NDArray[np.float64]


def sampled(left: Reading, right: Reading, domain: Domain, seed: int = 0) -> Evidence | None:
    """What draws say of the equality of two formulas; None if none of them can be drawn.

    A sample supports what it agrees with. It speaks against a formula only if it agrees with what
    the expectation itself was computed to be: tails that no draw has seen would tell otherwise.
    """
    try:
        point = _plain_point(left, right, domain)
        values = [_value(side, point) for side in (left, right)]
        rows = [
            _drawn(side.statistic, point, seed, place) if side.statistic else None
            for place, side in enumerate((left, right))
        ]
    except _NOT_TO_BE_DRAWN:
        return None
    known = [row if row is not None else value for row, value in zip(rows, values, strict=True)]
    first, second = known
    if first is None or second is None:
        return None
    bounded = all(
        mean.kind == "probability"
        for side in (left, right)
        if side.statistic
        for mean in side.statistic.means
    )
    return _reported(np.asarray(first - second), None if bounded else rows, values, point)


_NOT_TO_BE_DRAWN = (
    DomainError, NoBallVersionError, sp.PolynomialError, TypeError, NameError, AttributeError,
    NotImplementedError, ArithmeticError, KeyError, SyntaxError,
)  # fmt: skip
"""What says that a formula is none that NumPy draws: no defect of it."""


def _reported(
    gap: Draws, rows: list[Draws | None] | None, values: list[float | None], point: Point
) -> Evidence:
    """The comparison; without ``rows`` nothing has tails that no draw would show."""
    name = "sampled expectations"
    draws_made = BLOCKS * BLOCK
    spread = float(np.sum((gap - gap.mean()) ** 2))
    place = f" at {shown_point(point)}" if point else ""
    largest = float(np.max((gap - gap.mean()) ** 2))
    if not np.isfinite(spread) or spread == 0 or largest > MOST_SHARE * spread:
        detail = f"{draws_made} draws{place} have tails too heavy for a test"
        return Evidence(Kind.NATURE, name, Outcome.SILENT, detail)
    test = MeanTest()
    found = test.compare(_sums(gap), 0.0)
    data: dict[str, Any] = {
        "point": {str(s): str(v) for s, v in point.items()},
        "sample size": draws_made,
        "difference": found.estimate,
        "standard error": found.error,
        "p-value": found.p_value,
        "statistic": test.statistic,
        "level": LEVEL,
        "power": f"{POWER}: {test.detectable(found)}",
    }
    gap_seen = with_error(found.estimate, found.error)
    seen = f"{draws_made} draws{place}: left minus right is {gap_seen}"
    if found.accepted:
        detail = f"{seen}; {test.detectable(found)} would have been seen"
        return Evidence(Kind.NATURE, name, Outcome.CONSISTENT, detail, data)
    shown = zip(rows or (), values, strict=bool(rows))
    if all(row is None or _agrees(row, value) for row, value in shown):
        return Evidence(Kind.NATURE, name, Outcome.FAILS, f"{seen}, and not 0", data)
    detail = f"{seen}, but they do not show the computed expectations, either"
    data.pop("point")
    return Evidence(Kind.NATURE, name, Outcome.SILENT, detail, data)


def _agrees(row: Draws, value: float | None) -> bool:
    """Whether draws accept what their mean was computed to be."""
    return value is not None and MeanTest().compare(_sums(row), value).accepted


def _sums(row: Draws) -> Draws:
    blocks = row.reshape(BLOCKS, BLOCK).mean(axis=1)
    return np.array([BLOCKS, blocks.sum(), (blocks**2).sum()])


def _plain_point(left: Reading, right: Reading, domain: Domain) -> Point:
    """A plain point of moderate size at which little coincides, or the first one.

    Where values are equal, or 1, formulas with their symbols exchanged or raised to a power agree.
    """
    probes = Probes((left.written, right.written), domain)
    if not probes.symbols:
        return {}
    found = [point for _, point in zip(range(_TRIED), probes.plain(), strict=False)]
    if not found:
        raise DomainError("no plain point")
    moderate = [p for p in found if all(1 <= 5 * abs(v) <= 20 for v in p.values())]
    return min(moderate or found[:1], key=_coincidences)


def _coincidences(point: Point) -> int:
    values = [abs(v) for v in point.values()]
    return len(values) - len(set(values)) + sum(value == 1 for value in values)


def _value(side: Reading, point: Point) -> float | None:
    """The side's own value, if balls resolve it to a real number in time."""
    ball = None
    with suppress(LimitError), deadline(_SECONDS, "the value of an expectation"):
        ball = Sides(side.written, sp.Integer(0)).at(point).look(_DIGITS).left
    if ball is None or not ball.imag.contains(0):
        return None
    return float(ball.real.mid())


def _drawn(statistic: Statistic, point: Point, seed: int, side: int) -> Draws:
    """One draw after the other of a statistic whose mean is the formula."""
    at = {symbol: sp.Rational(int(v.p), int(v.q)) for symbol, v in point.items()}
    symbols = [mean.symbol for mean in statistic.means]
    polynomial = sp.Poly(statistic.formula.subs(at).doit(), *symbols)
    if sum(polynomial.degree_list()) > MOST_COPIES:
        raise DomainError("too many copies")
    total = np.zeros(BLOCKS * BLOCK)
    copies: dict[tuple[int, int], Draws] = {}
    for powers, coefficient in polynomial.terms():
        term = np.full(BLOCKS * BLOCK, float(coefficient))
        for number, power in enumerate(powers):
            for copy in range(power):
                key = (number, copy)
                if key not in copies:
                    rng = stream(seed, "expectation", side, number, copy)
                    copies[key] = _copy(statistic.means[number], at, rng)
                term = term * copies[key]
        total += term
    return total


def _copy(mean: Mean, at: Mapping[sp.Symbol, sp.Rational], rng: np.random.Generator) -> Draws:
    """Draws whose mean is one expectation, variance, covariance or probability."""
    if mean.kind not in ("variance", "covariance"):
        return _inside(mean, at, rng)[0]
    first, second = _inside(mean, at, rng), _inside(mean, at, rng)
    gaps = [a - b for a, b in zip(first, second, strict=True)]
    return gaps[0] * gaps[-1] / 2


def _inside(
    mean: Mean, at: Mapping[sp.Symbol, sp.Rational], rng: np.random.Generator
) -> list[Draws]:
    """Draws of what stands inside."""
    variables = [each.symbol for each in mean.drawn]
    columns = [
        draws(each.law.name, [float(p.subs(at)) for p in each.law.parameters], BLOCKS * BLOCK, rng)
        for each in mean.drawn
    ]
    found = []
    for value in mean.values:
        function = sp.lambdify(variables, value.subs(at), modules=["scipy", "numpy"])
        row = np.broadcast_to(np.asarray(function(*columns)), (BLOCKS * BLOCK,))
        if np.iscomplexobj(row) or not np.all(np.isfinite(row)):
            raise DomainError("draws have no real value")
        found.append(row.astype(float))
    return found
