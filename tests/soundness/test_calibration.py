"""Calibration on a few seeds; and predictions that are wrong on purpose."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest

from glassproof.verify.claims.nature.statistical_tests.base import LEVEL, POWER
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from soundness import calibration
from soundness.calibration import Sample, binomial_limits, calibrate, calibrated, experiments


def place_of(name: str) -> int:
    """The place of the first experiment of the claim with that id."""
    return next(i for i, (claim, _) in enumerate(experiments()) if claim.id == name)


CHEAP = ("lemma2.gradient-variance-D", "lemma2.independent-shifts", "lemma4.concentration")


@pytest.mark.parametrize("name", CHEAP)
def test_a_true_prediction_is_rejected_as_often_as_the_level_says(name: str) -> None:
    """10 seeds; each count leaves its binomial limits with probability below 1e-6."""
    found = calibrate(10, place_of(name))
    assert found.holds
    assert found.promised[0] >= found.promised[1] >= 5


def test_a_wrong_prediction_is_out_of_its_limits() -> None:
    """The derived variance wrong by 2: every seed rejects at 0.05, far beyond the limits."""
    claim, number = experiments()[0]
    right = calibration.sampled(claim, number, 10)
    wrong: Sample = replace(right, derived=2 * right.derived)
    assert calibrated(right).holds
    assert not calibrated(wrong).holds
    assert calibrated(wrong).rejections == (10, 10, 10)


def test_a_power_that_is_promised_too_high_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of half the promised size is seen less often than promised."""
    claim, number = experiments()[0]
    sample = calibration.sampled(claim, number, 20)
    assert calibrated(sample).holds
    wrong_by = calibration._wrong_by
    monkeypatch.setattr(calibration, "_wrong_by", lambda s, error: wrong_by(s, error / 2))
    assert not calibrated(sample).holds


def test_binomial_limits_are_exact() -> None:
    """Against sums of the probabilities themselves."""
    low, high = binomial_limits(200, 0.05, below=True)
    chance = [comb(200, k) * 0.05**k * 0.95 ** (200 - k) for k in range(201)]
    half = calibration.LIMIT / 2
    assert sum(chance[high + 1 :]) <= half < sum(chance[high:])
    assert sum(chance[:low]) <= half


def test_the_tail_test_promises_the_power_that_it_has() -> None:
    """Exact: the chance of a count that contradicts the bound, at the promised probability."""
    found = TailTest().compare(np.array([500.0, 0.0]), 0.05)

    def chance(counts: range, share: float) -> float:
        return sum(comb(500, k) * share**k * (1 - share) ** (500 - k) for k in counts)

    least = next(k for k in range(500) if chance(range(k, 501), 0.05) < LEVEL)
    assert chance(range(least, 501), found.resolution) == pytest.approx(POWER, abs=1e-9)
