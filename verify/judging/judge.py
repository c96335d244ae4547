"""The judge: gathers evidence for a claim, unit by unit, and rules on it.

A :class:`Unit` is one piece of work whose result is plain data: algebra, a certified point, an
examination, what a formula predicts for an experiment, one chunk of sampling. Units depend on
nothing but what their fingerprint covers, so that any of them can be computed alone, elsewhere, or
not again; :func:`conclude` turns the results of a claim's units into a judgement.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Examination, Kind, Outcome
from glassproof.verify.claims.exhibits.display import judgement_html
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.evidence import studies
from glassproof.verify.judging.evidence.exceptions import but_for_exceptions
from glassproof.verify.judging.evidence.formulas import BLANK, at_points, expose, plain, symbolic
from glassproof.verify.judging.evidence.nature import (
    chunk_draws,
    observed,
    predict,
    run_chunk,
    run_instances,
    total_of,
    weighed,
)
from glassproof.verify.judging.false_alarms import require_within_budget
from glassproof.verify.judging.limits import PATIENT, Limits
from glassproof.verify.judging.plain import as_plain
from glassproof.verify.judging.verdict import Ruling, Verdict, rule
from glassproof.verify.keeping.certificates.certify import certified, sampled
from glassproof.verify.keeping.fingerprint import fingerprint

CERTIFICATE, INSTANCES = "certificate", "instances"
"""Units that write down what a checker needs; the judgement needs nothing of them."""


@dataclass(frozen=True)
class Result:
    """What a unit gave, and the seconds it took."""

    value: Any
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class Unit:
    """One piece of work for a paper's claim; ``rests_on`` is all that its result depends on."""

    paper: str
    claim_id: str
    name: str
    run: Callable[[], Any]
    rests_on: tuple[Any, ...]
    shared: bool = False
    """Whether other claims of the paper ask for the same work: it is done once."""

    @cached_property
    def key(self) -> str:
        """The key of the result: equal keys mean equal results."""
        owner = self.paper if self.shared else f"{self.paper}/{self.claim_id}"
        return f"{owner}/{self.name}/{fingerprint(*self.rests_on)}"

    def result(self) -> Result:
        """Do the work; an exception becomes part of the result, so that a review goes on."""
        start, value, error = time.perf_counter(), None, ""
        try:
            value = as_plain(self.run())
        except Exception as exception:  # whatever it is, it breaks this claim and no other
            error = f"{type(exception).__name__}: {exception}"
        return Result(value, round(time.perf_counter() - start, 3), error)


@dataclass(frozen=True)
class Judgement:
    """A claim, what was found, and the verdict. ``exposition`` is what reports print of it:
    derived formula, ratio published/derived, the derivation's steps. ``certificate`` is what a
    checker needs to repeat it; empty where none was asked for."""

    claim: Claim
    ruling: Ruling
    evidence: tuple[Evidence, ...]
    exposition: Mapping[str, Any]
    seconds: float
    certificate: Mapping[str, Any] = field(default_factory=dict)

    _repr_html_ = judgement_html


def units(
    claim: Claim,
    *,
    seed: int,
    budget: Effort = Effort.STANDARD,
    limits: Limits = PATIENT,
    certificates: bool = False,
) -> list[Unit]:
    """All the work that judging the claim asks for, and its certificate if that is wanted."""
    formula = (claim.published, claim.derived, claim.compare, claim.domain, claim.exponent)
    typed: tuple[Any, ...] = (claim.written, claim.typed, claim.same_text)
    if claim.relation is not Relation.EQUAL:
        typed += (claim.relation, claim.approach, claim.remainder)

    def unit(
        name: str, work: Callable[..., Any], arguments: tuple[Any, ...], rests_on: tuple[Any, ...]
    ) -> Unit:
        paper = claim.source.reference.name
        return Unit(paper, claim.id, name, partial(work, *arguments), (work, *rests_on))

    found = [unit("exposition", expose, (claim, limits), formula)]
    if certificates:
        found.append(unit(CERTIFICATE, certified, (claim,), (*formula, *typed)))
    if claim.waits:
        return found
    if claim.is_formula and claim.derived is not None:
        found.append(unit("canonical form", symbolic, (claim, limits), (*formula, typed)))
        found.append(unit("rational points", at_points, (claim, limits), (*formula, typed)))
    for number, examination in enumerate(claim.examinations):
        found.append(unit(f"examination {number}", _examine, (examination,), (examination,)))
    for number, experiment in enumerate(claim.nature):
        prediction = (experiment.predict, experiment.asserted, experiment.point, formula)
        found.append(unit(f"prediction {number}", predict, (claim, experiment), prediction))
        source = (
            claim.id,
            experiment.name,
            experiment.chunk,
            seed,
            chunk_draws(experiment, budget),
        )
        if certificates and experiment.instances:
            drawn = (claim.id, experiment.name, experiment.instances, seed)
            found.append(unit(f"{INSTANCES} {number}", run_instances, drawn, drawn))
        for chunk in range(experiment.chunks):
            sample = (*source, chunk)
            found.append(unit(f"sample {number}.{chunk}", run_chunk, sample, sample))
    for name, function, arguments, rests_on, shared in studies.work(claim.studied, seed, budget):
        found.append(replace(unit(name, function, arguments, rests_on), shared=shared))
    return found


def judge(
    claim: Claim, *, seed: int = 0, budget: Effort = Effort.STANDARD, limits: Limits = PATIENT
) -> Judgement:
    """Gather all evidence for ``claim`` here and now, and rule on it.

    Points come first: where they refute, the search for a proof is not worth much time. The proof
    is next: what is proven equal has the ratio 1, which no simplification need find.
    Comparisons beyond the budget of false alarms raise
    :class:`glassproof.verify.judging.false_alarms.FalseAlarmError`.
    """
    require_within_budget([claim])
    found: dict[str, Result] = {}
    work = {unit.name: unit for unit in units(claim, seed=seed, budget=budget, limits=limits)}
    if points := work.get("rational points"):
        found[points.name] = points.result()
        if (found[points.name].value or {}).get("outcome") == Outcome.FAILS:
            again = units(claim, seed=seed, budget=budget, limits=limits.where_refuted())
            work = {unit.name: unit for unit in again}
    if proof := work.get("canonical form"):
        found[proof.name] = proof.result()
        if (found[proof.name].value or {}).get("outcome") == Outcome.HOLDS:
            exposition = work["exposition"]
            equal = partial(expose, claim, limits, equal=True)
            work[exposition.name] = replace(exposition, run=equal)
    with _blas_as_in_reviews(claim):
        results = {name: found.get(name) or unit.result() for name, unit in work.items()}
    return conclude(claim, results)


def _blas_as_in_reviews(claim: Claim) -> AbstractContextManager[Any]:
    """One thread, as executors have it, where something is sampled: sums keep their order."""
    if not (claim.nature or claim.examinations or claim.studied):
        return nullcontext()
    from glassproof.numerics.work.threads import one_thread

    return one_thread()


def conclude(claim: Claim, results: Mapping[str, Result]) -> Judgement:
    """The judgement that the results of all units of the claim compel."""
    seconds = round(sum(result.seconds for result in results.values()), 3)
    broken = [
        _broke(name, result)
        for name, result in results.items()
        if result.error and not name.startswith((CERTIFICATE, INSTANCES))
    ]
    if broken:
        nothing = {"left out": {CERTIFICATE: broken[0].detail}, "nature": []}
        certificate = nothing if CERTIFICATE in results else {}
        return Judgement(claim, rule(broken), tuple(broken), dict(BLANK), seconds, certificate)
    exposition = dict(results["exposition"].value)
    certificate = _certificate(claim, results)
    if claim.waits:
        needs = Ruling(Verdict.UNDECIDED, f"needs {claim.needs}")
        return Judgement(claim, needs, (), exposition, seconds, certificate)
    evidence = [
        Evidence(**{**result.value, "seconds": result.seconds})
        for name, result in results.items()
        if name in ("canonical form", "rational points") or name.startswith("examination")
    ]
    evidence = but_for_exceptions(evidence, claim)
    for number, experiment in enumerate(claim.nature):
        evidence.append(observed(claim, experiment, number, results))
    for part in claim.studied:
        evidence += studies.concluded(part, results)
    evidence = weighed(evidence)
    corrections = [e.data["corrected"] for e in evidence if e.data.get("corrected")]
    if not claim.is_formula:
        exposition["derived"] = "; ".join(corrections)
    ruling = rule(evidence)
    if ruling.verdict is Verdict.VERIFIED and claim.has_ratio and exposition["ratio"]:
        exposition |= {"ratio": "1", "ratio_latex": "1"}  # which no simplification need find
    return Judgement(claim, ruling, tuple(evidence), exposition, seconds, certificate)


def _certificate(claim: Claim, results: Mapping[str, Result]) -> dict[str, Any]:
    """The claim's certificate with the sums of its experiments, if it was asked for."""
    if CERTIFICATE not in results:
        return {}
    written = results[CERTIFICATE]
    whole = written.value or {"left out": {"certificate": written.error}}
    samples = []
    for number, experiment in enumerate(() if claim.waits else claim.nature):
        total = total_of(experiment, number, results)
        record = sampled(experiment, total, results[f"prediction {number}"].value)
        if drawn := results.get(f"{INSTANCES} {number}"):
            record["instances"] = drawn.value or []
        samples.append(record)
    return {**whole, "nature": samples}


def _broke(name: str, result: Result) -> Evidence:
    kind = Kind.NATURE if name.startswith("sample") else Kind.SYMBOLIC
    return Evidence(kind, name, Outcome.DEFECT, f"broke: {result.error}", {}, result.seconds)


def _examine(examination: Examination) -> dict[str, Any]:
    finding = examination.run()
    data = dict(finding.data)
    if finding.corrected:
        data["corrected"] = finding.corrected
    return plain(finding.kind, examination.name, finding.outcome, finding.detail, data)
