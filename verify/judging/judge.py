"""The judge: gathers evidence for a claim, unit by unit, and rules on it.

A :class:`Unit` is one piece of work whose result is plain data: algebra, a certified point, an
examination, what a formula predicts for an experiment, one chunk of sampling. Units depend on
nothing but what their fingerprint covers, so that any of them can be computed alone, elsewhere, or
not again; :func:`conclude` turns the results of a claim's units into a judgement.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.proof.equality import counterexample, is_identically_zero, simplified
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Examination, Kind, Outcome
from glassproof.verify.claims.experiment import POWER, Comparison, Experiment, value_of
from glassproof.verify.judging import finite
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.false_alarms import require_within_budget
from glassproof.verify.judging.verdict import Ruling, rule
from glassproof.verify.keeping.fingerprint import fingerprint

ATTEMPTS = 12
"""Rational points tried in search of a counterexample to a formula."""


BLANK: dict[str, Any] = {
    "derived": "",
    "derived_latex": "",
    "ratio": "",
    "ratio_latex": "",
    "derivation": None,
}


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

    @cached_property
    def key(self) -> str:
        """The key of the result: equal keys mean equal results."""
        return f"{self.paper}/{self.claim_id}/{self.name}/{fingerprint(*self.rests_on)}"

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
    derived formula, ratio published/derived, the derivation's steps."""

    claim: Claim
    ruling: Ruling
    evidence: tuple[Evidence, ...]
    exposition: Mapping[str, Any]
    seconds: float


def units(claim: Claim, *, seed: int, budget: Effort = Effort.STANDARD) -> list[Unit]:
    """All the work that judging the claim asks for."""
    formula = (claim.published, claim.derived, claim.compare, claim.domain, claim.exponent)

    def unit(
        name: str, work: Callable[..., Any], arguments: tuple[Any, ...], rests_on: tuple[Any, ...]
    ) -> Unit:
        paper = claim.source.reference.name
        return Unit(paper, claim.id, name, partial(work, *arguments), (work, *rests_on))

    found = [unit("exposition", _expose, (claim,), formula)]
    if claim.is_formula:
        found.append(unit("canonical form", _symbolic, (claim,), formula))
        found.append(unit("rational points", _certified, (claim,), formula))
    for number, examination in enumerate(claim.examinations):
        found.append(unit(f"examination {number}", _examine, (examination,), (examination,)))
    for number, experiment in enumerate(claim.nature):
        prediction = (experiment.predict, experiment.asserted, experiment.point, formula)
        found.append(unit(f"prediction {number}", _predict, (claim, experiment), prediction))
        source = (
            claim.id,
            experiment.name,
            experiment.chunk,
            seed,
            chunk_draws(experiment, budget),
        )
        for chunk in range(experiment.chunks):
            sample = (*source, chunk)
            found.append(unit(f"sample {number}.{chunk}", run_chunk, sample, sample))
    return found


def judge(claim: Claim, *, seed: int = 0, budget: Effort = Effort.STANDARD) -> Judgement:
    """Gather all evidence for ``claim`` here and now, and rule on it.

    Comparisons beyond the budget of false alarms raise
    :class:`glassproof.verify.judging.false_alarms.FalseAlarmError`.
    """
    require_within_budget([claim])
    work = units(claim, seed=seed, budget=budget)
    return conclude(claim, {unit.name: unit.result() for unit in work})


def conclude(claim: Claim, results: Mapping[str, Result]) -> Judgement:
    """The judgement that the results of all units of the claim compel."""
    seconds = round(sum(result.seconds for result in results.values()), 3)
    if broken := [_broke(name, result) for name, result in results.items() if result.error]:
        return Judgement(claim, rule(broken), tuple(broken), dict(BLANK), seconds)
    evidence = [
        Evidence(**{**result.value, "seconds": result.seconds})
        for name, result in results.items()
        if name in ("canonical form", "rational points") or name.startswith("examination")
    ]
    for number, experiment in enumerate(claim.nature):
        evidence.append(_observed(experiment, number, results))
    exposition = dict(results["exposition"].value)
    corrections = [e.data["corrected"] for e in evidence if e.data.get("corrected")]
    if not claim.is_formula:
        exposition["derived"] = "; ".join(corrections)
    return Judgement(claim, rule(evidence), tuple(evidence), exposition, seconds)


def _broke(name: str, result: Result) -> Evidence:
    kind = Kind.NATURE if name.startswith("sample") else Kind.SYMBOLIC
    return Evidence(kind, name, Outcome.DEFECT, f"broke: {result.error}", {}, result.seconds)


# --- formulas --------------------------------------------------------------------------------


def _derived(claim: Claim) -> sp.Expr:
    assert claim.derived is not None
    return claim.derived().result


def _sides(claim: Claim) -> dict[str, sp.Expr]:
    return {"published": claim.published, "derived": _derived(claim)}


def _gap(claim: Claim) -> sp.Expr:
    return claim.compare(claim.published, _derived(claim))


def _expose(claim: Claim) -> dict[str, Any]:
    if claim.derived is None:
        return dict(BLANK)
    derivation = claim.derived()
    if not claim.is_formula:
        return BLANK | {"derivation": derivation.to_dict()}
    finite.require_formula("published", claim.published)
    finite.require_formula("derived", derivation.result)
    ratio = _ratio(claim, derivation.result)
    return {
        "derived": str(derivation.result),
        "derived_latex": sp.latex(derivation.result),
        "ratio": "" if ratio is None else str(ratio),
        "ratio_latex": "" if ratio is None else sp.latex(ratio),
        "derivation": derivation.to_dict(),
    }


def _ratio(claim: Claim, derived: sp.Expr) -> sp.Expr | None:
    """published/derived, where there is one; of what grows like exp(N formula), for an exponent."""
    if not claim.has_ratio:
        return None
    if claim.exponent is not None:
        gap = simplified(claim.published - derived, claim.domain)
        return sp.exp(claim.exponent * gap, evaluate=gap == 0)
    if is_identically_zero(derived, claim.domain):
        return None
    ratio = simplified(claim.published / derived, claim.domain)
    return ratio if finite.is_finite_form(ratio) else None


def _symbolic(claim: Claim) -> dict[str, Any]:
    equal = is_identically_zero(_gap(claim), claim.domain)
    detail = (
        "published and derived formula have one canonical form"
        if equal
        else "the canonical forms of published and derived formula differ"
    )
    outcome = Outcome.HOLDS if equal else Outcome.SILENT
    return _plain(Kind.SYMBOLIC, "canonical form", outcome, detail)


def _certified(claim: Claim) -> dict[str, Any]:
    name = "rational points"
    gap, sides = _gap(claim), {"published": claim.published, "derived": _derived(claim)}
    point = counterexample(gap, claim.domain, attempts=ATTEMPTS)
    if point is None:
        detail = f"no ball tells published and derived formula apart at {ATTEMPTS} rational points"
        return _plain(Kind.CERTIFIED, name, Outcome.CONSISTENT, detail)
    named = claim.domain.restricted(set().union(*(s.free_symbols for s in sides.values())))
    point = {**next(named.points(1, start=0)), **point}
    shown = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
    data: dict[str, Any] = {"point": {str(symbol): str(value) for symbol, value in point.items()}}
    values = ""
    if claim.has_ratio:
        for key, side in sides.items():
            at = {str(s): v for s, v in point.items() if s in side.free_symbols}
            data[key] = str(Kernel(side).mp(dps=15, **at))
        values = f": {data['published']} published, {data['derived']} derived"
    detail = f"published and derived formula differ at {shown}{values}"
    return _plain(Kind.CERTIFIED, name, Outcome.FAILS, detail, data)


def _plain(
    kind: Kind, name: str, outcome: Outcome, detail: str, data: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return Evidence(kind, name, outcome, detail, data or {}).to_dict()


# --- structural claims -----------------------------------------------------------------------


def _examine(examination: Examination) -> dict[str, Any]:
    finding = examination.run()
    data = dict(finding.data)
    if finding.corrected:
        data["corrected"] = finding.corrected
    return _plain(finding.kind, examination.name, finding.outcome, finding.detail, data)


# --- nature ----------------------------------------------------------------------------------


def chunk_draws(experiment: Experiment, budget: Effort) -> int:
    """Draws of one chunk of an experiment under a budget."""
    return max(2, round(experiment.draws * budget.factor / experiment.chunks))


def run_chunk(
    claim_id: str, experiment: str, chunk: Callable[..., Any], seed: int, draws: int, number: int
) -> list[float]:
    """The sums of one chunk, from the stream that belongs to it alone."""
    rng = stream(seed, claim_id, experiment, number)
    what = f"a sum of the experiment {experiment!r}, chunk {number},"
    sums: list[float] = finite.require_numbers(what, chunk(rng, draws))
    return sums


def _predict(claim: Claim, experiment: Experiment) -> list[Any]:
    """What the published statement and the derived one make of the statistic."""
    if experiment.asserted:
        said, ours = experiment.asserted()
        values: list[Callable[[], Any]] = [lambda: said, lambda: ours]
    else:
        predict, formulas = experiment.predict or value_of, (claim.published, _derived(claim))
        values = [partial(predict, formula, experiment.point) for formula in formulas]
    sides = zip(("published", "derived"), values, strict=True)
    return [finite.prediction(side, experiment, value) for side, value in sides]


def _observed(experiment: Experiment, number: int, results: Mapping[str, Result]) -> Evidence:
    """The evidence that an experiment's samples give for or against the claim."""
    prediction = results[f"prediction {number}"]
    samples = [results[f"sample {number}.{chunk}"] for chunk in range(experiment.chunks)]
    total = np.sum([sample.value for sample in samples], axis=0)
    said, ours = (np.asarray(side) if np.ndim(side) else side for side in prediction.value)
    kind = Kind.COUNT if experiment.counts else Kind.NATURE
    seconds = round(sum(sample.seconds for sample in samples) + prediction.seconds, 3)
    try:
        published = finite.compare("published", experiment, total, said)
        derived = finite.compare("derived", experiment, total, ours)
    except Exception as error:  # whatever it is, it breaks this claim and no other
        detail = f"{experiment.describes}: {type(error).__name__}: {error}"
        return Evidence(kind, experiment.name, Outcome.DEFECT, detail, {}, seconds)
    same = prediction.value[0] == prediction.value[1]
    power = experiment.test.detectable(derived)
    outcome, detail = _weigh(experiment, published, derived, same, power)
    data = {
        "describes": experiment.describes,
        "point": {str(s): str(v) for s, v in experiment.point.items()},
        "sample size": int(total[0]),
        "estimate": derived.estimate,
        "standard error": derived.error,
        "derived": {"predicted": derived.predicted, "p-value": derived.p_value},
        "published": {"predicted": published.predicted, "p-value": published.p_value},
        "level": experiment.test.level,
        "power": f"{POWER}: {power}",
    }
    return Evidence(kind, experiment.name, outcome, detail, as_plain(data), seconds)


def _weigh(
    experiment: Experiment, published: Comparison, derived: Comparison, same: bool, power: str
) -> tuple[Outcome, str]:
    what, error = experiment.describes, f"± {derived.error:.2g}"
    seen = f"{what}: {derived.estimate:.5g} {error}"
    if not derived.accepted:
        return Outcome.DEFECT, f"{seen}, but {derived.predicted:.6g} is derived"
    if not published.accepted:
        against = f"{published.predicted:.6g} is published"
        if published.estimate == derived.estimate:
            return Outcome.FAILS, f"{seen}, where {against} and {derived.predicted:.6g} derived"
        return Outcome.FAILS, (
            f"{what}: {published.estimate:.5g} {error} where {against}, "
            f"and {derived.estimate:.5g} {error} where {derived.predicted:.6g} is derived"
        )
    if same:
        return Outcome.CONSISTENT, f"{seen}, as published; {power} would have been seen"
    return Outcome.SILENT, f"{seen} does not tell published and derived value apart"


def as_plain(value: Any) -> Any:
    """``value`` with NumPy's and SymPy's numbers turned into Python's, for JSON."""
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, sp.Basic):
        return str(value)
    return value
