"""Evidence for relations besides equality: a proof of the order, and what points say of it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from glassproof.derivations.inequalities.prover import proof_of_difference, proof_of_order
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.complex_symbols import gathered
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.evidence.wording import (
    KINDS,
    shown_point,
    shown_value,
    where_undefined,
)
from glassproof.verify.judging.limits import Limits, within
from glassproof.verify.judging.points.agreement import LEAST_POINTS
from glassproof.verify.judging.points.comparison import Comparison, Order
from glassproof.verify.judging.points.ends import enclosure
from glassproof.verify.judging.points.slack import compare_sizes


def in_words(claim: Claim) -> str:
    """The relation that is claimed, ``A <= B``."""
    assert claim.derived is not None
    return f"{claim.published} {claim.relation} {claim.derived().result}"


def as_order(claim: Claim) -> Order:
    """The claimed relation, with the smaller side first."""
    return Order(claim.relation.is_strict, claim.relation is Relation.UNEQUAL)


def ordered(claim: Claim, left: Any, right: Any) -> tuple[Any, Any]:
    """Two things in the order of the sides, the smaller one first."""
    return (right, left) if claim.relation.is_descending else (left, right)


def proof(claim: Claim, limits: Limits) -> Evidence:
    """A proof of the order wherever both sides are real, if there is one."""
    assert claim.derived is not None
    smaller, larger = ordered(claim, claim.published, claim.derived().result)
    domain = claim.domain.explicit
    if claim.relation is Relation.UNEQUAL:
        work = partial(proof_of_difference, smaller, larger, domain)
    else:
        work = partial(proof_of_order, smaller, larger, domain, strict=claim.relation.is_strict)
    found: Certificate | None = within(limits.proof, work, "the search for a proof", cheap=False)
    name = "sign analysis"
    if found is None:
        detail = "no sign analysis decides the relation"
        return Evidence(Kind.SYMBOLIC, name, Outcome.SILENT, detail)
    detail = f"{in_words(claim)} is proven by {found.method}"
    return Evidence(Kind.SYMBOLIC, name, Outcome.HOLDS, detail, {"certificate": found.to_dict()})


def points(claim: Claim, limits: Limits) -> Evidence:
    """What rational points say of the order."""
    assert claim.derived is not None
    right = claim.derived().result
    written = claim.written if claim.written is not None else claim.published
    typed = claim.typed if claim.typed is not None else right
    try:
        sides = Sides(*ordered(claim, written, typed))
        formulas = ordered(claim, written, typed)
        found = compare_sizes(sides, formulas, claim.domain, as_order(claim), seconds=limits.points)
    except (NoBallVersionError, DomainError) as error:
        detail = f"points say nothing: {error}"
        return Evidence(Kind.CERTIFIED, "rational points", Outcome.SILENT, detail)
    return _reported(claim, found)


def _reported(claim: Claim, found: Comparison) -> Evidence:
    name, said = "rational points", in_words(claim)
    if found.counterexample is not None:
        return _refutation(claim, found)
    data: dict[str, Any] = {"points": len(found.holding), "seed": found.seed}
    if missing := where_undefined(found):
        data["undefined"] = missing
    least = ""
    if found.least is not None and claim.relation is not Relation.UNEQUAL:
        point, slack = found.least
        size = _size(slack)
        data["least slack"] = {
            "point": {str(s): str(v) for s, v in gathered(point).items()},
            "slack": size,
        }
        place = f" at {shown_point(point)}" if point else ""
        least = f"; the least slack seen is {size}{place}"
    if found.by_cases:
        detail = f"a proof by cases: {said} at each of the {len(found.holding)} points{least}"
        return Evidence(Kind.SYMBOLIC, "every case", Outcome.HOLDS, detail, data)
    if found.supports and claim.relation is Relation.UNEQUAL and found.symbols:
        detail = f"{said} was seen to hold, but where two sides meet is where points seldom fall"
        return Evidence(Kind.CERTIFIED, name, Outcome.SILENT, detail, data)
    if found.supports:
        detail = f"{said} holds {_how_seen(found)}{least}"
        return Evidence(Kind.CERTIFIED, name, Outcome.CONSISTENT, detail, data)
    nowhere = bool(found.undefined) and not found.holding
    outcome = Outcome.VOID if nowhere and not found.unresolved else Outcome.SILENT
    return Evidence(Kind.CERTIFIED, name, outcome, _why_not(said, found), data)


def _size(slack: Any) -> str:
    if slack.contains(0):
        return "0"
    return str(float(slack.mid())) if 1e-300 < slack.mid() < 1e300 else slack.mid().str(6)


def _how_seen(found: Comparison) -> str:
    if not found.symbols:
        return "by balls"
    kinds = Counter(kind for kind, _ in found.holding)
    listed = ", ".join(f"{kinds[kind]} {words}" for kind, words in KINDS.items() if kinds[kind])
    equal = f", with equality at {len(found.touching)}" if found.touching else ""
    left_open = f"; {len(found.unresolved)} more are left open" if found.unresolved else ""
    return f"at {len(found.holding)} distinct points ({listed}{left_open}){equal}, by balls"


def _why_not(said: str, found: Comparison) -> str:
    place = ""
    if found.undefined and not found.holding and not found.unresolved:
        point, reason = found.undefined[0]
        place = f" at {shown_point(point)}" if point else ""
        return f"no point was found where both sides of {said} have a real value: {reason}{place}"
    if found.grazing is not None:
        place = shown_point(found.grazing)
        return f"{said} all but fails near {place}: the sides may touch at an irrational place"
    if found.unresolved:
        point, reason = found.unresolved[0]
        place = f" at {shown_point(point)}" if point else ""
        return f"balls of {found.most_digits} digits decide nothing{place}: {reason}"
    if len(found.holding) >= LEAST_POINTS:
        return f"both sides of {said} have constant values: that alone supports nothing"
    return (
        f"{said} was seen to hold at {len(found.holding)} distinct points only; {LEAST_POINTS} are "
        "asked for"
    )


def _refutation(claim: Claim, found: Comparison) -> Evidence:
    assert found.counterexample is not None
    assert found.values is not None
    left, right = (shown_value(ball) for ball in ordered(claim, *found.values))
    point = found.counterexample
    data: dict[str, Any] = {
        "point": {str(s): str(v) for s, v in gathered(point).items()},
        "published": left,
        "derived": right,
        "enclosures": {
            side: enclosure(ball)
            for side, ball in zip(
                ("published", "derived"), ordered(claim, *found.values), strict=True
            )
        },
    }
    place = f" at {shown_point(point)}" if point else ""
    values = f"{left} on the left, {right} on the right"
    if left == right:
        values = f"both sides are {left}" if claim.relation.is_strict else f"{values} to 15 digits"
    detail = f"{in_words(claim)} is false{place}: {values}"
    return Evidence(Kind.CERTIFIED, "rational points", Outcome.FAILS, detail, data)
