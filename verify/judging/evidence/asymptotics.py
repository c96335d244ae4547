"""Evidence for laws of a limit, ``A ~ B`` and ``A = B + O(h)``: leading terms, large arguments.

A law is verified, or refuted, by leading terms alone: numbers at finite arguments prove nothing of
a limit. Where expansions do not reach, numbers whose trend agrees support it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.asymptotics.equivalence import Trend, boundedness, equivalence
from glassproof.derivations.asymptotics.partial_sums import of_partial_sums
from glassproof.derivations.closed_forms.replacement import in_closed_form
from glassproof.derivations.proof.complex_symbols import gathered
from glassproof.derivations.proof.points.point_values import as_fmpq
from glassproof.derivations.proof.points.sides import Sides
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.judging.evidence.wording import shown_point
from glassproof.verify.judging.limits import Limits, within
from glassproof.verify.judging.points.agreement import LEAST_POINTS
from glassproof.verify.judging.points.probes import Probes

_STEPS = 12
_FIRST, _GROWTH = 10, 3
_DIGITS = 60
_CLOSE = 1e-2
_PARAMETERS = 3  # points at which parameters are set

Point = dict[sp.Symbol, Any]


def in_words(claim: Claim) -> str:
    """The law that is claimed."""
    assert claim.derived is not None
    left, right = claim.published, claim.derived().result
    if claim.relation is Relation.ORDER:
        return f"{left} = {right} + O({claim.remainder}) as {claim.approach}"
    return f"{left} ~ {right} as {claim.approach}"


def proof(claim: Claim, limits: Limits) -> Evidence:
    """A proof of the law by leading terms, if there is one."""
    work = partial(_trend, claim, {})
    trend: Trend | None = within(limits.proof, work, "the expansion", cheap=False)
    if trend is None or not trend.holds:
        detail = "expansions prove no limit" if trend is None else "the leading terms differ"
        return Evidence(Kind.SYMBOLIC, "leading terms", Outcome.SILENT, detail)
    detail = f"{in_words(claim)} is proven by {trend.certificate.method}"
    data = {"certificate": trend.certificate.to_dict()}
    return Evidence(Kind.SYMBOLIC, "leading terms", Outcome.HOLDS, detail, data)


def points(claim: Claim, limits: Limits) -> Evidence:
    """A proven trend that contradicts the law; or how values at growing arguments look."""
    assert claim.approach is not None
    chosen = _parameters(claim)
    for point in chosen:
        work = partial(_trend, claim, point)
        try:
            trend: Trend | None = within(limits.proof, work, "the expansion", cheap=False)
        except ValueError:
            continue
        if trend is not None and not trend.holds:
            return _refutation(claim, point, trend)
    seen = [_ratios(claim, point) for point in chosen]
    if seen and all(len(row) >= LEAST_POINTS and _tends(claim, row) for row in seen):
        last = seen[0][-1]
        detail = (
            f"the values at {sum(map(len, seen))} growing arguments agree with {in_words(claim)}: "
            f"the quotient is {last:.6g} at the last"
        )
        data = {"points": sum(map(len, seen)), "quotients": [f"{value:.12g}" for value in seen[0]]}
        return Evidence(Kind.CERTIFIED, "growing arguments", Outcome.CONSISTENT, detail, data)
    detail = f"values at growing arguments do not decide {in_words(claim)}"
    return Evidence(Kind.CERTIFIED, "growing arguments", Outcome.SILENT, detail)


def _trend(claim: Claim, point: Mapping[sp.Symbol, Any]) -> Trend | None:
    assert claim.derived is not None
    assert claim.approach is not None
    values = {s: sp.Rational(int(v.p), int(v.q)) for s, v in point.items()}
    left = sp.sympify(claim.published).subs(values)
    right = claim.derived().result.subs(values)
    approach, domain = claim.approach, claim.domain.explicit
    (left, first), (right, second) = (in_closed_form(side, domain) for side in (left, right))
    at = (approach.symbol, approach.point, approach.side, domain)
    if claim.relation is Relation.ORDER:
        assert claim.remainder is not None
        trend = boundedness(left - right, claim.remainder.subs(values), *at)
    else:
        trend = equivalence(left, right, *at)
        if trend is None and approach.point is sp.oo and approach.symbol.is_integer:
            trend = of_partial_sums(left, right, approach.symbol, domain)
    if trend is None or not (parts := (*first, *second)):
        return trend
    proof = replace(trend.certificate, parts=(*trend.certificate.parts, *parts))
    return replace(trend, certificate=proof)


def _parameters(claim: Claim) -> list[Point]:
    """Plain values of the other symbols; none of them if there are none."""
    assert claim.approach is not None
    assert claim.derived is not None
    formulas = (claim.published, claim.derived().result)
    probes = Probes(formulas, claim.domain)
    if set(probes.symbols) <= {claim.approach.symbol}:
        return [{}]
    found = []
    for point in islice(probes.plain(), 4 * _PARAMETERS):
        rest = {s: v for s, v in point.items() if s != claim.approach.symbol}
        if rest not in found:
            found.append(rest)
    return found[:_PARAMETERS]


def _ratios(claim: Claim, point: Point) -> list[float]:
    """left/right, or (left - right)/h, at arguments that come ever nearer to the limit."""
    assert claim.approach is not None
    assert claim.derived is not None
    written = claim.written if claim.written is not None else claim.published
    typed = claim.typed if claim.typed is not None else claim.derived().result
    sides = Sides(written, typed)
    scale = Sides(claim.remainder, sp.Integer(0)) if claim.remainder is not None else None
    found = []
    for number in arguments(claim.approach):
        here = {**point, claim.approach.symbol: as_fmpq(number)}
        if not claim.domain.admits(here):
            continue
        meeting = sides.at(here).look(_DIGITS)
        if meeting.left is None or meeting.right is None:
            continue
        above, below = meeting.left, meeting.right
        if scale is not None:
            against = scale.at(here).look(_DIGITS).left
            above, below = meeting.gap or flint.acb(0), against or flint.acb(0)
        quotient = above / below
        if quotient.is_finite() and quotient.real.rad() < 1e-9:
            found.append(float(quotient.real.mid()))
    return found


def arguments(approach: Approach) -> list[sp.Rational]:
    """Rational arguments that come ever nearer to the limit."""
    sizes = [sp.Integer(_FIRST * _GROWTH**k) for k in range(_STEPS)]
    if approach.point is sp.oo:
        return sizes
    if approach.point is -sp.oo:
        return [-size for size in sizes]
    if not approach.point.is_Rational:
        return []
    signs = {"+": (1,), "-": (-1,)}.get(approach.side, (1, -1))
    return [approach.point + sp.Rational(sign) / size for size in sizes for sign in signs]


def _tends(claim: Claim, row: list[float]) -> bool:
    """Whether the quotients come nearer to 1, or stay within twice their first size."""
    if claim.relation is Relation.ORDER:
        return max(map(abs, row[len(row) // 2 :])) <= 2 * max(map(abs, row[: len(row) // 2]))
    gaps = [abs(value - 1) for value in row]
    return gaps[-1] < _CLOSE and all(b <= a for a, b in pairwise(gaps))


def _refutation(claim: Claim, point: Point, trend: Trend) -> Evidence:
    row = _ratios(claim, point)
    values = f"; at the last of {len(row)} growing arguments it is {row[-1]:.6g}" if row else ""
    place = f" at {shown_point(point)}" if point else ""
    detail = f"{in_words(claim)} is false{place}: {trend.ratio}{values}"
    data: dict[str, Any] = {"certificate": trend.certificate.to_dict()}
    if point:
        data["point"] = {str(s): str(v) for s, v in gathered(point).items()}
    return Evidence(Kind.CERTIFIED, "growing arguments", Outcome.FAILS, detail, data)
