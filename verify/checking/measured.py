"""What a claims file may have measured: nature, from a small set of experiments, declared as data.

    [claim.measured]
    what = "moment"                  mean of tr(M**order)/size
           "eigenvalues"             mean number of eigenvalues from ``from`` to ``to``
           "largest eigenvalue"      its mean
           "critical points"         mean number, of the p-spin glass on the unit sphere in R^size
    ensemble = "GOE", "GUE", "Wishart" (with columns), size, variance (of an entry off the diagonal)
    degree                           of the glass; size is 2 or 3
    at = { N = 10, s = "3/2" }       the point, or a list of points; formulas above are taken there
    draws, allowance, level          of the test, fixed beforehand

Each point makes an experiment, whose test is of the mean of independent draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.numerics.ensembles.classical import ENSEMBLES, MOST_SIZE, eigenvalues
from glassproof.numerics.polynomials.forms import critical_points, sampled_forms
from glassproof.numerics.work.arguments import integer
from glassproof.verify.checking.declarations import Declarations
from glassproof.verify.claims.nature.experiment import Experiment, value_of
from glassproof.verify.claims.nature.statistical_tests.base import LEVEL, Sums
from glassproof.verify.claims.nature.statistical_tests.skewed_means import (
    SkewedMeanTest,
    moment_sums,
)
from glassproof.verify.reading.sympy_syntax import parse_formula
from glassproof.verify.reading.tokens import quoted

Point = Mapping[sp.Symbol, sp.Rational]

LEAST_DRAWS, MOST_DRAWS = 200, 100_000
MOST_POINTS = 10
MOST_WORK = 100_000_000_000
"""Draws times the cube of a matrix' size: a few minutes of one core."""

MOST_ORDER = 12
MOST_DEGREE = {2: 12, 3: 5}
"""Of a glass on the circle and on the sphere in R^3, where all critical points can be found."""

_SPECTRAL = {"ensemble", "size", "variance", "columns"}
_WHAT = {
    "moment": _SPECTRAL | {"order"},
    "eigenvalues": _SPECTRAL | {"from", "to"},
    "largest eigenvalue": _SPECTRAL,
    "critical points": {"size", "degree"},
}
_SLOW = (sp.Integral, sp.Sum, sp.Product, sp.Limit)
"""Whose values are not asked for while a file is read."""

_COMMON = {"what", "at", "draws", "allowance", "level"}


@dataclass(frozen=True)
class Spectral:
    """Sums of a statistic of the eigenvalues of sampled matrices."""

    ensemble: str
    size: int
    variance: float
    columns: int
    statistic: str
    parameters: tuple[float, ...] = ()

    def __call__(self, rng: np.random.Generator, draws: int) -> Sums:
        """Of so many matrices."""
        found = eigenvalues(
            self.ensemble, self.size, self.variance, draws, rng, columns=self.columns
        )
        if self.statistic == "moment":
            return moment_sums((found ** self.parameters[0]).mean(axis=1))
        if self.statistic == "largest eigenvalue":
            return moment_sums(found[:, -1])
        low, high = self.parameters
        return moment_sums(((low <= found) & (found <= high)).sum(axis=1))


@dataclass(frozen=True)
class CriticalPoints:
    """Sums of the numbers of critical points of sampled p-spin glasses, covariance q^degree."""

    size: int
    degree: int

    def __call__(self, rng: np.random.Generator, draws: int) -> Sums:
        """Of so many glasses."""
        found = sampled_forms(rng, draws, size=self.size, degree=self.degree)
        return moment_sums(critical_points(found).astype(float))


@dataclass(frozen=True)
class Measured:
    """The table of one claim on its way to experiments."""

    reader: Declarations
    start: int
    table: Mapping[str, Any]
    symbols: Mapping[str, sp.Expr]
    domain: Domain
    formulas: tuple[sp.Expr, ...]

    def experiments(self) -> tuple[Experiment, ...]:
        """One for each point."""
        what = self.one_of("what", tuple(_WHAT))
        self.reader.known(self.table, _COMMON | _WHAT[what], self.place(), f"measured ({what})")
        points = self.table.get("at", {})
        given = points if isinstance(points, list) else [points]
        if not 1 <= len(given) <= MOST_POINTS or not all(isinstance(p, dict) for p in given):
            self.fail("at", f"at is a table, as at = {{ N = 10 }}, or a list of 1 to {MOST_POINTS}")
        found = tuple(self.experiment(what, self.point(point)) for point in given)
        if len({each.name for each in found}) < len(found):
            self.fail("at", "at has a point twice: give different ones")
        return found

    def experiment(self, what: str, point: Point) -> Experiment:
        """The experiment at one point, with its test."""
        chunk, words, work = (
            self.glass(point) if what == "critical points" else self.spectral(what, point)
        )
        most = min(MOST_DRAWS, MOST_WORK // work)
        if most < LEAST_DRAWS:
            self.fail("size", f"{LEAST_DRAWS} draws of this size take too long: give a smaller one")
        draws = self.whole("draws", point, LEAST_DRAWS, most, default=min(4000, most))
        step = 1.0 if what in ("critical points", "eigenvalues") else 0.0
        bias = self.number("allowance", point, default=0.0)
        if bias < 0:
            self.fail("allowance", f"allowance = {bias:g}: give a number >= 0")
        level = self.number("level", {}, default=LEVEL)
        if not 0 < level <= LEVEL:
            self.fail("level", f"level = {level:g} is out of its range: give one in (0, {LEVEL:g}]")
        at = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
        return Experiment(
            name=f"{what}{f' at {at}' * bool(at)}",
            describes=f"mean of the {words}",
            point=point,
            chunk=chunk,
            draws=draws,
            test=SkewedMeanTest(bias=bias, step=step, level=level),
            counts=what == "critical points",
        )

    def spectral(self, what: str, point: Point) -> tuple[Spectral, str, int]:
        """A statistic of eigenvalues, in words, and the operations of a draw."""
        ensemble = self.one_of("ensemble", ENSEMBLES)
        if (ensemble == "Wishart") is not ("columns" in self.table):
            self.fail("columns", 'ensemble = "Wishart", and no other, has columns')
        size = self.whole("size", point, 1, MOST_SIZE)
        columns = self.whole("columns", point, 1, 10 * MOST_SIZE) if ensemble == "Wishart" else 0
        variance = self.number("variance", point)
        if variance <= 0:
            self.fail("variance", f"variance = {variance:g}: give a positive one")
        parameters: tuple[float, ...] = ()
        words = "largest eigenvalue"
        if what == "moment":
            order = self.whole("order", point, 1, MOST_ORDER)
            parameters, words = (order,), f"normalised trace of the power {order}"
        elif what == "eigenvalues":
            low, high = self.number("from", point), self.number("to", point)
            if low >= high:
                self.fail("from", f"from = {low:g} is not below to = {high:g}")
            parameters, words = (low, high), f"number of eigenvalues from {low:g} to {high:g}"
        shape = f"{size}, {columns} columns" if columns else f"{size}"
        said = f"{words}, {ensemble} of size {shape}, entries of variance {variance:g}"
        chunk = Spectral(ensemble, size, variance, columns, what, parameters)
        return chunk, said, size * size * max(size, columns)

    def glass(self, point: Point) -> tuple[CriticalPoints, str, int]:
        """The count of critical points, in words, and the operations of a draw."""
        size = self.whole("size", point, 2, 3)
        degree = self.whole("degree", point, 2, MOST_DEGREE[size])
        words = f"number of critical points, p-spin glass in R^{size}, p = {degree}"
        return CriticalPoints(size, degree), words, 5_000_000

    def point(self, given: Mapping[str, Any]) -> Point:
        """A point of the domain at which all formulas have their values."""
        found = {}
        for name, value in given.items():
            symbol = self.symbols.get(name)
            if not isinstance(symbol, sp.Symbol) or symbol not in self.domain.ranges:
                self.fail(name, f"at: {quoted(name)} is no real symbol that [symbols] declares")
            read = self.formula(name, value)
            if not read.is_Rational:
                self.fail(name, f"at: {name} = {read} is not rational: give a number, as 3 or 3/2")
            found[symbol] = sp.Rational(read)
        asked = set().union(*(formula.free_symbols for formula in self.formulas))
        if missing := sorted(str(symbol) for symbol in asked - set(found)):
            self.fail("at", f"at gives no value of {', '.join(missing)}: add {missing[0]} = ...")
        domain = self.domain.restricted(found)
        try:
            inside = domain.admits(found)
        except KeyError:
            self.fail("at", f"at: give all symbols of {domain.describe()}")
        if not inside:
            self.fail("at", f"at is outside of {domain.describe()}")
        for formula in self.formulas:
            if not formula.has(*_SLOW) and self.value(formula, found) is None:
                self.fail("at", f"{formula} has no finite real value there: give another point")
        return found

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """A word out of a list."""
        word = self.table.get(key)
        if not isinstance(word, str) or word not in known:
            wrong = f"{key} = {quoted(str(word))} is not known" if key in self.table else "missing"
            self.fail(key, f"{wrong}: give {key}, one of {', '.join(map(quoted, known))}")
        return word

    def whole(self, key: str, point: Point, least: int, most: int, default: int = 0) -> int:
        """An integer in [least, most]."""
        if default and key not in self.table:
            return default
        value = self.number(key, point)
        try:
            return integer(
                key, int(value) if value == int(value) else value, least=least, most=most
            )
        except DomainError as error:
            self.fail(key, str(error))

    def number(self, key: str, point: Point, default: float | None = None) -> float:
        """The value at the point of a number, or of a formula in the declared symbols."""
        if key not in self.table:
            if default is None:
                self.fail("", f"measured needs {key}: add {key} = ...")
            return default
        formula = self.formula(key, self.table[key])
        if missing := sorted(str(s) for s in formula.free_symbols - set(point)):
            self.fail(key, f"at gives no value of {', '.join(missing)}, which {key} needs")
        value = self.value(formula, point)
        if value is None:
            self.fail(key, f"{key} = {formula} has no real value there, or none below 1e100")
        return value

    def value(self, formula: sp.Expr, point: Point) -> float | None:
        """The formula's value at the point, if it is real and of moderate size."""
        try:
            value = value_of(formula, point)
        except (ArithmeticError, ValueError, TypeError, NotImplementedError):
            return None
        return value if abs(value) < 1e100 else None

    def formula(self, key: str, value: Any) -> sp.Expr:
        """A number of TOML, or a formula in SymPy syntax."""
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            self.fail(key, f'{key} is a number, or a formula, as {key} = "N/2"')
        text = value if isinstance(value, str) else str(value)
        return self.reader.parsed(parse_formula, text, self.symbols, lambda: self.place(key))

    def place(self, key: str = "") -> int:
        """Where the key stands in the claim's table, or where that begins."""
        return self.reader.at_within(key, "measured", self.start)

    def fail(self, key: str, message: str) -> NoReturn:
        """Tell the file's fault at the key."""
        self.reader.fail(message, self.place(key))
