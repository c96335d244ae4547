"""What is said of a paper as a whole: whose its errors are, and what conventions would explain.

Whether an error is a claim's own, and whether a convention explains the refuted formulas, are units
of work like all others: plain data, found in the store if nothing that they rest on has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.paper import Paper
from glassproof.verify.judging.judge import Judgement, Result, Unit
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.judging.whole.conventions import NOTHING_TRIED, search
from glassproof.verify.judging.whole.inheritance import Standing, Status, standing
from glassproof.verify.keeping.store import Store


@dataclass(frozen=True)
class Assessment:
    """Whose error that of each refuted claim is, by id; what changes of convention would do; the
    paper's figures with the claims that they show."""

    standings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[Mapping[str, Any], ...] = ()


def assess(
    paper: Paper,
    judgements: Sequence[Judgement],
    *,
    store: Store | None = None,
    fresh: bool = False,
) -> Assessment | None:
    """The assessment of a paper all of whose claims were judged; None of a part of it."""
    verdicts = {j.claim.id: j.ruling.verdict for j in judgements}
    others = {claim.id: claim for claim in paper.claims}
    if verdicts.keys() != others.keys():
        return None
    refuted = frozenset(i for i, verdict in verdicts.items() if verdict is Verdict.REFUTED)
    standings: dict[str, Mapping[str, Any]] = {}
    for claim_id in (i for i in others if i in refuted):
        claim = others[claim_id]
        if refuted.isdisjoint(claim.uses):  # nothing to compute, nothing to keep
            standings[claim_id] = standing(claim, others, refuted).to_dict()
            continue
        found = _result(_standing_of(paper, claim, others, refuted), store, fresh)
        standings[claim_id] = _valid(found, _is_standing, _unknown)
    changes: Mapping[str, Any] = {}
    if paper.choices:
        found = _result(_search_of(paper, verdicts), store, fresh)
        changes = _valid(found, _is_search, lambda error: NOTHING_TRIED | {"broke": error})
    figures = tuple(
        {"name": figure.name, "title": figure.title, "concerns": list(figure.concerns)}
        for figure in paper.figures
    )
    return Assessment(standings, changes, figures)


def _formula(claim: Claim) -> tuple[Any, ...]:
    return claim.id, claim.published, claim.derived, claim.compare, claim.domain, claim.exponent


def _standing_of(
    paper: Paper, claim: Claim, others: Mapping[str, Claim], refuted: frozenset[str]
) -> Unit:
    used = [(_formula(others[i]), i in refuted) for i in claim.uses if i in others]
    declared = (claim.published_from, claim.follows, claim.corrected)
    rests_on = (standing, _formula(claim), *declared, used)
    return Unit(
        paper.name,
        claim.id,
        "whose error",
        lambda: standing(claim, others, refuted).to_dict(),
        rests_on,
    )


def _search_of(paper: Paper, verdicts: Mapping[str, Verdict]) -> Unit:
    formulas = [(_formula(claim), verdicts[claim.id]) for claim in paper.claims]
    return Unit(
        paper.name,
        "",
        "changes of convention",
        lambda: search(paper.claims, verdicts, paper.choices),
        (search, paper.choices, formulas),
    )


def _result(unit: Unit, store: Store | None, fresh: bool) -> Result:
    """The unit's result, from the store or computed and stored."""
    if store and not fresh:
        match store.get(unit.key):
            case [dict() as value, int() | float() as seconds]:
                return Result(value, seconds)
    result = unit.result()
    if store and not result.error:
        store.put(unit.key, [result.value, result.seconds])
    return result


def _valid(
    result: Result,
    is_valid: Callable[[Any], bool],
    broke: Callable[[str], Mapping[str, Any]],
) -> Mapping[str, Any]:
    """The result's value, or what stands in its place where it broke."""
    if not result.error and is_valid(result.value):
        found: Mapping[str, Any] = result.value
        return found
    return broke(result.error or "what was stored is no result: review with --fresh")


def _is_standing(value: Any) -> bool:
    match value:
        case {"status": str() as status, "from": list(), "detail": str()}:
            return status in tuple(Status)
    return False


def _is_search(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == NOTHING_TRIED.keys()


def _unknown(error: str) -> Mapping[str, Any]:
    return Standing(Status.NOT_SEPARATED, (), f"broke: {error}").to_dict()
