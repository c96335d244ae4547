"""A review: all claims of a paper judged in order, their units computed side by side and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.verify.claims.claim import Claim
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.false_alarms import require_within_budget
from glassproof.verify.judging.judge import Judgement, Result, Unit, conclude, units
from glassproof.verify.keeping.ledger import misfit
from glassproof.verify.keeping.store import ELSEWHERE, Store, StoreError
from glassproof.verify.papers import contents, load, select


class Work(Protocol):
    """All units of a review, by number."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims under review, in the paper's order."""

    @property
    def units(self) -> list[Unit]:
        """The units of all claims, claim after claim."""

    def __call__(self, number: int) -> Result:
        """Compute one unit."""


@dataclass(frozen=True)
class Plan:
    """All units of a review, by number; small enough to travel to another process.

    A claims file travels as what it held when the review was planned: it may change, and a
    process may stand in another folder.
    """

    paper: str
    ids: tuple[str, ...]
    seed: int
    budget: Effort
    trust: bool = False
    certificates: bool = True
    raw: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.raw is None:
            object.__setattr__(self, "raw", contents(self.paper))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims under review, in the paper's order."""
        return select(load(self.paper, trust=self.trust, raw=self.raw).claims, list(self.ids))

    @cached_property
    def units(self) -> list[Unit]:
        """The units of all claims, claim after claim."""
        return [
            unit
            for claim in self.claims
            for unit in units(
                claim, seed=self.seed, budget=self.budget, certificates=self.certificates
            )
        ]

    def __reduce__(self) -> tuple[type[Plan], tuple[Any, ...]]:
        """Travel light: units are found again where they are computed."""
        parts = (self.paper, self.ids, self.seed, self.budget, self.trust, self.certificates)
        return Plan, (*parts, self.raw)

    def __call__(self, number: int) -> Result:
        """Compute one unit."""
        return _plan(self).units[number].result()


_PLANS: dict[Plan, Plan] = {}


def _plan(plan: Plan) -> Plan:
    """The one copy of an equal plan in this process, so that its units are built once."""
    return _PLANS.setdefault(plan, plan)


def review(
    plan: Work,
    *,
    executor: Executor = INLINE,
    store: Store | None = None,
    fresh: bool = False,
    note: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Judgement]:
    """Yield the judgement of each claim, in order, as soon as all its units are known.

    Results found in ``store`` are not computed again (unless ``fresh``); each new one is stored
    as it arrives. Judgements depend neither on the executor nor on what was stored. ``note`` is
    told what has just been computed, and how many units of how many are known. Comparisons beyond
    the budget of false alarms raise
    :class:`glassproof.verify.judging.false_alarms.FalseAlarmError` before anything is computed.
    :class:`StoreError` says that what was stored is no result.
    """
    require_within_budget(plan.claims)
    work = plan.units
    known: dict[int, Result] = {}
    if store and not fresh:
        for number, unit in enumerate(work):
            if (kept := store.get(unit.key)) is not None:
                known[number] = _kept(unit, kept)
    stored = {work[number].claim_id for number in known}
    alike: dict[str, list[int]] = {}
    for number, unit in enumerate(work):
        if unit.shared:
            alike.setdefault(unit.key, []).append(number)
    later = {number for numbers in alike.values() for number in numbers[1:]}
    missing = [number for number in range(len(work)) if number not in known and number not in later]
    waiting = list(plan.claims)
    places: dict[str, list[int]] = {claim.id: [] for claim in waiting}
    for number, unit in enumerate(work):
        places[unit.claim_id].append(number)

    def ready() -> Iterator[Judgement]:
        while waiting and all(number in known for number in places[waiting[0].id]):
            claim = waiting.pop(0)
            results = {work[n].name: known[n] for n in places[claim.id]}
            yield _concluded(claim, results) if claim.id in stored else conclude(claim, results)

    yield from ready()
    with closing(executor.unordered(plan, missing)) as finished:
        for number, result in finished:
            unit = work[number]
            if store and not result.error:
                store.put(unit.key, [result.value, result.seconds])
            for same in alike[unit.key] if unit.shared else [number]:
                known[same] = result
            note(f"{unit.claim_id}, {unit.name}", len(known), len(work))
            yield from ready()


def _misfit(what: str, why: str) -> StoreError:
    return StoreError(
        f"the evidence stored for {what} is no result ({why}): review with --fresh, or set "
        "GLASSPROOF_STORE to another file",
        ELSEWHERE,
    )


def _kept(unit: Unit, kept: Any) -> Result:
    """The result of a unit that was stored."""
    match kept:
        case [value, int() | float() as seconds]:
            return Result(value, seconds)
    raise _misfit(f"{unit.claim_id}, {unit.name}", "not a value and its seconds")


def _concluded(claim: Claim, results: Mapping[str, Result]) -> Judgement:
    """As :func:`conclude`, of results that were stored, and may be anything."""
    try:
        judgement = conclude(claim, results)
        problem = misfit(judgement)
    except Exception as error:  # whatever it is, computing again mends it
        raise _misfit(claim.id, f"{type(error).__name__}: {error}") from error
    if problem:
        raise _misfit(claim.id, problem)
    return judgement
