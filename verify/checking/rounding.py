"""Printed decimals that mean their last digit: 1.77 is a number from 1.765 to 1.775.

A formula that holds decimals is held against the other side with balls for them. At a point where
these balls cannot tell the sides apart, the formula is right to the digits that it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

import flint
import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides, State
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.judging.evidence.wording import shown_point, shown_value
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.points.agreement import LEAST_POINTS
from glassproof.verify.judging.points.probes import Point, Probes
from glassproof.verify.judging.verdict import rule

_DECIMAL = re.compile(r"(?<![\w.])(\d*)\.(\d+)(?:[eE]([+-]?\d+))?(?![\w.])", re.ASCII)
_MOST_POINTS = 24
_DIGITS = 50

PRINTED = "printed digits"
"""The evidence's name."""


@dataclass(frozen=True)
class Decimal:
    """A decimal as printed, and half a unit of its last digit."""

    text: str
    value: Fraction
    half: Fraction

    @property
    def ball(self) -> flint.acb:
        """All numbers that are printed like this."""
        middle, radius = (flint.fmpq(f.numerator, f.denominator) for f in (self.value, self.half))
        return flint.acb(flint.arb(middle, flint.arb(radius)))


def decimals(text: str) -> list[Decimal]:
    """The decimals that a text prints.

    >>> [(d.value, d.half) for d in decimals("1.77*x + x**2")]
    [(Fraction(177, 100), Fraction(1, 200))]
    """
    found = []
    for match in _DECIMAL.finditer(text):
        unit = Fraction(10) ** (int(match[3] or 0) - len(match[2]))
        found.append(Decimal(match[0], Fraction(match[0]), unit / 2))
    return found


def as_rounded(
    written: sp.Expr, right: sp.Expr, printed: list[Decimal], domain: Domain
) -> Evidence | None:
    """Evidence on ``written`` with the ``printed`` decimals rounded; None if it holds none.

    >>> formula, exact = sp.Rational(177, 100), sp.sqrt(sp.pi)
    >>> print(as_rounded(formula, exact, decimals("1.77"), Domain({})).detail)
    1.77 is right to its last digit: the value is 1.77245385090552
    """
    stands_for = {d: sp.Dummy(f"rounded_{k}") for k, d in enumerate(dict.fromkeys(printed))}
    exchange: dict[sp.Expr, sp.Expr] = {}
    for decimal, symbol in stands_for.items():
        value = sp.Rational(decimal.value.numerator, decimal.value.denominator)
        exchange |= {value: symbol, -value: -symbol}
    rounded = written.xreplace(exchange)
    used = {s: d.ball for d, s in stands_for.items() if s in rounded.free_symbols}
    if not used:
        return None
    try:
        return _weighed(Sides(rounded, right), (written, right), used, domain, printed)
    except NoBallVersionError:
        return None


def judged_as_rounded(
    judgement: Judgement, written: sp.Expr, right: sp.Expr, printed: list[Decimal]
) -> Judgement | None:
    """The judgement with rounded decimals, refuted still if they do not help; None without any."""
    evidence = as_rounded(written, right, printed, judgement.claim.domain)
    if evidence is None:
        return None
    if evidence.outcome not in (Outcome.HOLDS, Outcome.CONSISTENT):
        return judgement
    return replace(judgement, ruling=rule([evidence]), evidence=(evidence,))


def _weighed(
    sides: Sides,
    formulas: tuple[sp.Expr, ...],
    used: Mapping[sp.Symbol, flint.acb],
    domain: Domain,
    printed: list[Decimal],
) -> Evidence:
    name, agreeing, value = PRINTED, 0, flint.acb(0)
    probes = Probes(formulas, domain)
    points: Iterable[tuple[str, Point]] = probes if probes.symbols else [("plain", {})]
    listed = ", ".join(d.text for d in printed)
    for _, point in islice(points, _MOST_POINTS):
        meeting = sides.at({**point, **used}).look(_DIGITS)
        if meeting.state is State.DIFFER:
            detail = f"the formulas differ by more than the last digit of {listed}"
            place = f" at {shown_point(point)}" if point else ""
            data = {"point": {str(s): str(v) for s, v in point.items()}}
            return Evidence(Kind.CERTIFIED, name, Outcome.FAILS, detail + place, data)
        if meeting.left is not None and meeting.right is not None:
            agreeing, value = agreeing + 1, meeting.right
    if not probes.symbols and agreeing:
        detail = f"{listed} is right to its last digit: the value is {shown_value(value)}"
        return Evidence(Kind.SYMBOLIC, name, Outcome.HOLDS, detail)
    outcome = Outcome.CONSISTENT if agreeing >= LEAST_POINTS else Outcome.SILENT
    detail = f"the formulas agree to the last digit of {listed} at {agreeing} distinct points"
    return Evidence(Kind.CERTIFIED, name, outcome, detail)


def printed_side(texts: tuple[str, str], latex: bool, rounded: bool) -> int | None:
    """Which of two texts prints rounded decimals: as asked, or in LaTeX the only one that has any.

    >>> printed_side(("x/3", "0.33 x"), True, False), printed_side(("0.5", "1/2"), False, False)
    (1, None)
    """
    having = [side for side, text in enumerate(texts) if decimals(text)]
    if rounded:
        return having[0] if having else None
    return having[0] if latex and len(having) == 1 else None
