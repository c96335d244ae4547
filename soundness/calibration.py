"""Calibration: every experiment on many seeds under the truth, and against stated alternatives.

Under the derived formulas a test must reject as often as its level says, within exact binomial
limits; against an error of the size that it promises to see, as often as its power says.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import LEVEL, POWER, Comparison
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import (
    EstimatedMeanTest,
    FractionsTest,
    GrowthTest,
    MeanTest,
)
from glassproof.verify.claims.nature.statistical_tests.variances import (
    CorrelationTest,
    ResidualVarianceTest,
    VarianceTest,
)
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.evidence.nature import chunk_draws, predict, run_chunk
from glassproof.verify.judging.plain import as_plain
from glassproof.verify.papers import load, names

SEEDS = 200
MOST_SECONDS, LEAST_SEEDS = 4.0, 5
"""Of an experiment whose draws take long: as many seeds as fit, but so many."""

LIMIT = 1e-6
"""A count outside its binomial limits has at most this probability; there are some 200 counts."""

MODERATE = (0.05, 0.01)
"""Levels at which 200 seeds give rejections to count; the judge's own is LEVEL."""

_HAIR = 1e-6

EXACT = (VarianceTest, ResidualVarianceTest)
"""Tests whose p-values are exactly uniform under the truth, whatever the sample size."""


@dataclass(frozen=True)
class Sample:
    """Sums of one experiment for each seed, and the two predictions."""

    claim: Claim
    experiment: Experiment
    totals: NDArray[np.float64]
    published: Any
    derived: Any


@dataclass(frozen=True)
class Calibration:
    """What the seeds say of one experiment.

    ``rejections`` of the derived value and their ``limits`` are by level, LEVEL the last;
    ``uniformity`` is a Kolmogorov-Smirnov p-value; ``promised`` counts rejections at the promised
    error, after which comes the least number that the power allows; ``published`` counts
    rejections of the published value, where it differs.
    """

    name: str
    test: str
    seeds: int
    draws: int
    rejections: tuple[int, ...]
    limits: tuple[tuple[int, int], ...]
    uniformity: float | None
    promised: tuple[int, int]
    published: int | None

    def __post_init__(self) -> None:
        for name in ("rejections", "promised"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "limits", tuple(map(tuple, self.limits)))

    @property
    def holds(self) -> bool:
        """Whether all counts are within their limits."""
        levels = all(
            low <= seen <= high
            for seen, (low, high) in zip(self.rejections, self.limits, strict=True)
        )
        uniform = self.uniformity is None or self.uniformity > LIMIT
        return levels and uniform and self.promised[0] >= self.promised[1]


@cache
def experiments() -> tuple[tuple[Claim, int], ...]:
    """Every experiment of the shipped papers, as its claim and its number there.

    Trained networks take too long for many seeds: their statistics are tried on known natures.

    >>> len(experiments()) > 20
    True
    """
    return tuple(
        (claim, number)
        for paper in names()
        for claim in load(paper).claims
        if not claim.needs
        for number in range(len(claim.nature))
    )


def sampled(claim: Claim, number: int, seeds: int = SEEDS) -> Sample:
    """One chunk of the standard budget under each of the seeds 0, 1, .., as far as time allows."""
    experiment = claim.nature[number]
    draws = chunk_draws(experiment, Effort.STANDARD)
    name, totals, start = f"calibration/{claim.id}", [], time.process_time()
    for seed in range(seeds):
        if seed >= LEAST_SEEDS and time.process_time() - start > MOST_SECONDS:
            break
        totals.append(run_chunk(name, experiment.name, experiment.chunk, seed, draws, number))
    published, derived = as_plain(predict(claim, experiment))
    return Sample(claim, experiment, np.array(totals), _array(published), _array(derived))


def _array(side: Any) -> Any:
    return np.asarray(side) if np.ndim(side) else side


def binomial_limits(trials: int, chance: float, *, below: bool) -> tuple[int, int]:
    """Counts that a binomial stays within but with probability LIMIT; no lower one but if asked.

    >>> binomial_limits(200, 0.05, below=True)
    (0, 28)
    """
    low = int(stats.binom.ppf(LIMIT / 2, trials, chance)) if below else 0
    return low, int(stats.binom.isf(LIMIT / 2, trials, chance))


def calibrated(sample: Sample) -> Calibration:
    """Rejections under the truth, at the promised error, and of what is published."""
    test, seeds = sample.experiment.test, len(sample.totals)
    found = [test.compare(total, sample.derived) for total in sample.totals]
    p_values = np.array([comparison.p_value for comparison in found])
    levels = (*MODERATE, LEVEL)
    exact = isinstance(test, EXACT) and bool(np.all(np.asarray(sample.derived) > 0))
    seen = sum(_is_seen(sample, seed, comparison) for seed, comparison in enumerate(found))
    rejected = [not test.compare(t, sample.published).accepted for t in sample.totals]
    same = np.array_equal(sample.published, sample.derived)
    return Calibration(
        name=f"{sample.claim.id}: {sample.experiment.name}",
        test=type(test).__name__,
        seeds=seeds,
        draws=int(sample.totals[0][0]),
        rejections=tuple(int((p_values < level).sum()) for level in levels),
        limits=tuple(binomial_limits(seeds, level, below=exact) for level in levels),
        uniformity=float(stats.kstest(p_values, "uniform").pvalue) if exact else None,
        promised=(seen, int(stats.binom.ppf(LIMIT, seeds, POWER))),
        published=None if same else sum(rejected),
    )


def _is_seen(sample: Sample, seed: int, found: Comparison) -> bool:
    """Whether an error of the size that the comparison promises to see is seen."""
    test, total = sample.experiment.test, sample.totals[seed]
    if isinstance(test, TailTest):
        if found.resolution == 1:  # so few draws contradict nothing, and nothing is promised
            return True
        rng = stream(seed, "calibration", sample.experiment.name)
        often = [total[0], rng.binomial(int(total[0]), found.resolution)]
        return not test.compare(np.array(often, float), sample.derived).accepted
    wrong = _wrong_by(sample, found.resolution)
    return not test.compare(total, wrong).accepted


def _wrong_by(sample: Sample, error: float) -> Any:
    """A prediction that is wrong by ``error``, in the test's own terms, on the side it looks at.

    A mean is wrong by a hair more: what has no spread is promised all beyond the allowance.
    Where the test allows for finite size or for an estimate's error, the mean over all seeds
    stands for the truth.
    """
    test, totals = sample.experiment.test, sample.totals
    match test:
        case VarianceTest() | ResidualVarianceTest():
            return sample.derived / (1 + error)
        case CorrelationTest():
            return np.tanh(np.arctanh(sample.derived) + np.arctanh(error))
        case FractionsTest():
            return _shifted_fractions(totals, error)
    if not isinstance(test, (EstimatedMeanTest, GrowthTest, MeanTest)):  # a paper's own
        estimates = [test.compare(total, sample.derived).estimate for total in totals]
        return float(np.mean(estimates)) + error
    mean = totals[:, 1].sum() / totals[:, 0].sum()
    match test:
        case EstimatedMeanTest():
            value, spread = sample.derived
            return mean + value * error * (1 if test.one_sided else -1), spread
        case GrowthTest():
            return test.reference + np.log(mean) / test.size + error
        case MeanTest():
            return mean + error * (1 + _HAIR)
    raise TypeError(f"no alternative is stated for {type(test).__name__}")


def _shifted_fractions(totals: NDArray[np.float64], error: float) -> NDArray[np.float64]:
    """Mean fractions over all seeds, that of the bin with the largest spread wrong by ``error``."""
    bins = (totals.shape[1] - 1) // 2
    n = totals[:, 0].sum()
    means = totals[:, 1 : bins + 1].sum(0) / n
    spreads = totals[:, bins + 1 :].sum(0) / n - means**2
    means[np.argmax(spreads)] += error
    return means


def calibrate(seeds: int, place: int) -> Calibration:
    """The calibration of one experiment, by its place in :func:`experiments`."""
    return calibrated(sampled(*experiments()[place], seeds))


def rests_on(seeds: int, place: int) -> tuple[Any, ...]:
    """All that a calibration depends on: no algebra of the judge, but for the two formulas."""
    claim, number = experiments()[place]
    code = (calibrated, run_chunk, chunk_draws, predict, as_plain, stream, Effort.STANDARD)
    return seeds, number, claim.id, claim.nature[number], claim.published, claim.derived, code
