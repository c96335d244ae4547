"""Spacings and shifts: on matrices of known law, and what is concluded of them."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.universal_outliers import hessians


def _orthogonal(rng, n):
    A = rng.standard_normal((n, n))
    return np.linalg.eigvalsh(A + A.T)


def test_ratios_know_the_ensemble_and_independence():
    rng = np.random.default_rng(0)
    goe = np.concatenate([hessians.ratios(_orthogonal(rng, 200)) for _ in range(60)])
    alone = np.concatenate([hessians.ratios(rng.uniform(1, 2, 200)) for _ in range(60)])
    # the deviation of one ratio is below 0.3; neighbours are correlated: twice the error, times 6
    error = 12 * 0.3 / np.sqrt(len(goe))
    assert abs(goe.mean() - hessians.GOE) < error
    assert abs(alone.mean() - hessians.POISSON) < error


def test_eigenvalues_of_symmetries_do_not_count():
    values = np.array([0.0, 1e-12, -1e-11, 1.0, 2.0, 4.0])
    assert hessians.ratios(values).tolist() == [0.5]


def _rows(column, means, spread):
    rng = np.random.default_rng(1)
    return [
        {"law": law, "seed": 0, column: mean + rng.normal(0, spread)}
        for law, mean in means.items()
        for _ in range(hessians.RUNS)
    ]


@pytest.mark.parametrize(
    ("mean", "outcome"),
    [(0.531, Outcome.CONSISTENT), (0.45, Outcome.FAILS), (0.55, Outcome.SILENT)],
)
def test_what_is_concluded_of_spacings(mean, outcome):
    rows = _rows("ratio", {"a": 0.5307, "b": mean}, 0.01)
    assert hessians.judge_spacings(rows).outcome is outcome


@pytest.mark.parametrize(
    ("mean", "outcome"), [(0.05, Outcome.CONSISTENT), (-1.0, Outcome.FAILS), (0.4, Outcome.SILENT)]
)
def test_what_is_concluded_of_outliers(mean, outcome):
    rows = _rows("log ratio", {"a": 0.0, "b": mean}, 0.1)
    rows[0]["log ratio"] = None
    assert hessians.judge_outliers(rows).outcome is outcome
