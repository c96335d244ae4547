"""Evidence from studies: shipped runs, those that a review repeats, and what follows of a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.nature.study import LEVEL, Studied, Study, against, packed, shipped
from glassproof.verify.judging.effort import Effort


class Result(Protocol):
    """What a unit of work gave."""

    @property
    def value(self) -> Any:
        """What it is."""

    @property
    def seconds(self) -> float:
        """How long it took."""


def work(
    study: Study, seed: int, budget: Effort
) -> Iterator[tuple[str, Callable[..., Any], tuple[int, ...]]]:
    """Name, function, arguments of each piece of work: all chunks of a study, a few runs, none."""
    if budget is Effort.DEEP:
        for chunk in range(study.chunks):
            yield f"study {study.name}.{chunk}", study.chunk, (seed, chunk)
    elif budget is Effort.STANDARD:
        yield f"study {study.name}, repeated", study.repeat, (seed,)


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
    finding = studied.judge(*rows)
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
