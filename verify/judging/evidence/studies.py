"""Evidence from studies: shipped runs, those that a review repeats, and what follows of a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from glassproof.verify.claims.evidence import Evidence, Finding, Kind, Outcome
from glassproof.verify.claims.nature.study import (
    LEVEL,
    Shipped,
    Studied,
    Study,
    against,
    packed,
    shipped,
)
from glassproof.verify.judging.effort import Effort


class Result(Protocol):
    """What a unit of work gave."""

    @property
    def value(self) -> Any:
        """What it is."""

    @property
    def seconds(self) -> float:
        """How long it took."""


class Piece(NamedTuple):
    """A piece of work: its result rests on the function and on ``rests_on``; ``shared`` work is
    the same for every claim that asks for it."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    rests_on: tuple[Any, ...]
    shared: bool


def work(parts: Sequence[Studied], seed: int, budget: Effort) -> Iterator[Piece]:
    """All chunks of the studies or a few runs of each, and what follows of runs that are shipped.

    What follows of runs that a review computes itself is no work of its own.
    """
    for study in dict.fromkeys(study for part in parts for study in part.studies):
        if budget is Effort.DEEP:
            for chunk in range(study.chunks):
                where = (seed, chunk)
                yield Piece(f"study {study.name}.{chunk}", study.chunk, where, where, True)
        elif budget is Effort.STANDARD:
            yield Piece(f"study {study.name}, repeated", study.repeat, (seed,), (seed,), True)
    for part in parts if budget is not Effort.DEEP else ():
        kept = [shipped(study) for study in part.studies]
        known = [runs for runs in kept if runs is not None]
        if known and len(known) == len(kept):
            rests_on = (part.judge, *(str(runs.rows) for runs in known))
            yield Piece(_name(part), _judged, (part, known), rests_on, False)


def _name(studied: Studied) -> str:
    return f"conclusion {studied.name}"


def _judged(studied: Studied, known: Sequence[Shipped]) -> dict[str, Any]:
    """What shipped runs say, as plain data."""
    return vars(studied.judge(*(list(runs.rows) for runs in known)))


def concluded(studied: Studied, results: Mapping[str, Result]) -> list[Evidence]:
    """What the studies say of the claim, from runs of this review or shipped ones."""
    rows, told, kept = [], [], {}
    evidence = []
    for study in studied.studies:
        chunks = [results.get(f"study {study.name}.{chunk}") for chunk in range(study.chunks)]
        if all(chunks):
            new = [row for chunk in chunks if chunk for row in chunk.value]
            seconds = sum(chunk.seconds for chunk in chunks if chunk)
            rows.append(new)
            told.append(f"{len(new)} runs computed now")
            kept[study.name] = packed(new, study.chunks, seconds)
            continue
        known = shipped(study)
        if known is None:
            return [_none(studied, study)]
        rows.append(list(known.rows))
        told.append(known.words)
        evidence += _repeated(study, results, known.rows)
    judged = results.get(_name(studied))
    finding = Finding(**judged.value) if judged else studied.judge(*rows)
    data = {**finding.data, **({"corrected": finding.corrected} if finding.corrected else {})}
    if kept:
        data["studies"] = kept
    detail = f"{finding.detail} ({'; '.join(told)}; level {studied.level:g})"
    return [Evidence(finding.kind, studied.name, finding.outcome, detail, data), *evidence]


def _none(studied: Studied, study: Study) -> Evidence:
    detail = f"no {study.describes} are shipped: a review with --budget deep trains them"
    return Evidence(Kind.NATURE, studied.name, Outcome.SILENT, detail, {"needs": "a deep review"})


def _repeated(study: Study, results: Mapping[str, Result], kept: Any) -> list[Evidence]:
    """Whether the runs repeated now have the shipped ones' laws; nothing if none were repeated."""
    result = results.get(f"study {study.name}, repeated")
    if result is None:
        return []
    p_value, count = against(study, result.value, kept)
    same = p_value >= LEVEL
    detail = (
        f"{study.describes}: {count} repeated now {'agree' if same else 'disagree'} with those "
        f"that are shipped (p = {p_value:.2g}, level {LEVEL:g})"
    )
    name, outcome = f"{study.name}, repeated", Outcome.SILENT if same else Outcome.DEFECT
    data = {"runs": count, "p-value": p_value, "level": LEVEL}
    return [Evidence(Kind.NATURE, name, outcome, detail, data, result.seconds)]
