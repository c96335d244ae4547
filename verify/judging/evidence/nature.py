"""Evidence from nature: chunks of samples, what formulas predict of them, and the comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from glassproof.numerics.work.late import Late
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment, value_of
from glassproof.verify.claims.nature.statistical_tests.base import (
    LEAST_ERROR,
    POWER,
    Comparison,
    StatisticalTest,
)
from glassproof.verify.judging import finite
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.evidence.formulas import derived
from glassproof.verify.judging.plain import as_plain

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


UNFOUNDED = "derived rejected"
"""Marks data of a comparison in which nature rejects a derived value that somebody gave."""


class Result(Protocol):
    """What a unit of work gave."""

    @property
    def value(self) -> Any:
        """What it is."""

    @property
    def seconds(self) -> float:
        """How long it took."""


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


def run_instances(
    claim_id: str, experiment: str, instances: Callable[..., list[Any]], seed: int
) -> list[Any]:
    """A few draws with all their critical points, from a stream of their own."""
    return instances(stream(seed, claim_id, experiment, "instances"))


def predict(claim: Claim, experiment: Experiment) -> list[Any]:
    """What the published statement and the derived one, if there is one, make of the statistic."""
    if experiment.asserted:
        said, ours = experiment.asserted()
        values: list[Callable[[], Any]] = [lambda: said, lambda: ours]
    else:
        value, formulas = experiment.predict or value_of, [claim.published]
        if claim.derived is not None:
            formulas.append(derived(claim))
        values = [partial(value, formula, experiment.point) for formula in formulas]
    sides = zip(("published", "derived"), values, strict=False)
    return [finite.prediction(side, experiment, value) for side, value in sides]


def total_of(experiment: Experiment, number: int, results: Mapping[str, Result]) -> Any:
    """The sums of all chunks together."""
    samples = [results[f"sample {number}.{chunk}"] for chunk in range(experiment.chunks)]
    return np.sum([sample.value for sample in samples], axis=0)


def observed(
    claim: Claim, experiment: Experiment, number: int, results: Mapping[str, Result]
) -> Evidence:
    """The evidence that an experiment's samples give for or against the claim."""
    prediction = results[f"prediction {number}"]
    samples = [results[f"sample {number}.{chunk}"] for chunk in range(experiment.chunks)]
    total = total_of(experiment, number, results)
    said, *ours = (np.asarray(side) if np.ndim(side) else side for side in prediction.value)
    kind = Kind.COUNT if experiment.counts else Kind.NATURE
    seconds = round(sum(sample.seconds for sample in samples) + prediction.seconds, 3)
    try:
        published = finite.compare("published", experiment, total, said)
        derived_too = [finite.compare("derived", experiment, total, side) for side in ours]
    except Exception as error:  # whatever it is, it breaks this claim and no other
        detail = f"{experiment.describes}: {type(error).__name__}: {error}"
        return Evidence(kind, experiment.name, Outcome.DEFECT, detail, {}, seconds)
    found = (derived_too or [published])[0]
    power = experiment.test.detectable(found)
    if not derived_too:
        outcome, detail = _weigh_alone(experiment, published, power)
    else:
        same = prediction.value[0] == prediction.value[1]
        outcome, detail = _weigh(experiment, published, found, same, power)
    unfounded = claim.given and outcome is Outcome.DEFECT
    if unfounded:
        outcome, detail = _weigh_given(experiment, published, found, power)
    data = {
        "describes": experiment.describes,
        "point": {str(s): str(v) for s, v in experiment.point.items()},
        "sample size": int(total[0]),
        "estimate": found.estimate,
        "standard error": found.error,
        **({"derived": _side(found)} if derived_too else {}),
        "published": _side(published),
        "statistic": experiment.test.statistic,
        "one-sided": experiment.test.one_sided,
        "allowance": experiment.test.allowance + found.allowance,
        "level": experiment.test.level,
        "power": f"{POWER}: {power}",
        **({UNFOUNDED: True} if unfounded else {}),
        **_unusual(experiment),
    }
    return Evidence(kind, experiment.name, outcome, detail, as_plain(data), seconds)


def _unusual(experiment: Experiment) -> dict[str, str]:
    """What the allowance is for, where that is not a finite size alone."""
    usual, said = StatisticalTest.allows_for, experiment.test.allows_for
    return {} if said == usual else {"allowance for": said}


def weighed(evidence: list[Evidence]) -> list[Evidence]:
    """The evidence, in which nothing follows from a comparison with what nature rejects.

    Where somebody gave the derived formula, equality with it, or the lack of it, says nothing of
    the published one once nature has rejected it.
    """
    if not any(UNFOUNDED in e.data for e in evidence):
        return evidence
    note = "of no weight, since nature rejects what is given as derived"
    return [
        replace(e, outcome=Outcome.SILENT, detail=f"{e.detail} ({note})")
        if e.kind in (Kind.SYMBOLIC, Kind.CERTIFIED)
        else e
        for e in evidence
    ]


def _estimate(found: Comparison) -> str:
    """The estimate and its standard error; draws that are all equal have none."""
    spread = f"± {found.error:.2g}" if found.error > LEAST_ERROR else "in every draw"
    return f"{found.estimate:.5g} {spread}"


def _side(found: Comparison) -> dict[str, float]:
    """One prediction beside the estimate that it was held against."""
    return {
        "predicted": found.predicted,
        "p-value": found.p_value,
        "estimate": found.estimate,
        "standard error": found.error,
    }


def _weigh_alone(experiment: Experiment, published: Comparison, power: str) -> tuple[Outcome, str]:
    """Of a measurement: nature decides without a derived value."""
    seen = f"{experiment.describes}: {_estimate(published)}"
    if published.accepted:
        return Outcome.CONSISTENT, f"{seen}, as published; {power} would have been seen"
    return Outcome.FAILS, f"{seen}, where {published.predicted:.6g} is published"


def _weigh_given(
    experiment: Experiment, published: Comparison, derived: Comparison, power: str
) -> tuple[Outcome, str]:
    """Of a derived value that somebody gave, and that nature rejects: no defect of the toolkit."""
    seen = f"{experiment.describes}: {_estimate(derived)}"
    if published.accepted:
        return Outcome.SILENT, (
            f"{seen}, as published ({power} would have been seen), but {derived.predicted:.6g} is "
            "given as derived: mend that, or leave it out"
        )
    if published.predicted == derived.predicted:
        return Outcome.FAILS, f"{seen}, where {published.predicted:.6g} is published and derived"
    return Outcome.FAILS, (
        f"{seen}, where {published.predicted:.6g} is published, and {derived.predicted:.6g} is "
        "given as derived, which is wrong, too"
    )


def _weigh(
    experiment: Experiment, published: Comparison, derived: Comparison, same: bool, power: str
) -> tuple[Outcome, str]:
    what, ours, theirs = experiment.describes, _estimate(derived), _estimate(published)
    seen = f"{what}: {ours}"
    if not derived.accepted:
        return Outcome.DEFECT, f"{seen}, but {derived.predicted:.6g} is derived"
    if not published.accepted:
        against = f"{published.predicted:.6g} is published"
        if published.estimate == derived.estimate:
            return Outcome.FAILS, f"{seen}, where {against} and {derived.predicted:.6g} derived"
        return Outcome.FAILS, (
            f"{what}: {theirs} where {against}, and {ours} where {derived.predicted:.6g} is derived"
        )
    if same:
        return Outcome.CONSISTENT, f"{seen}, as published; {power} would have been seen"
    return Outcome.SILENT, f"{seen} does not tell published and derived value apart"
