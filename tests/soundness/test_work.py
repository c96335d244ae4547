"""The run as a whole: pieces of work, resumption, and the page that is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glassproof.derivations.p_spin.hessian import threshold
from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.numerics.work.executors import INLINE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.keeping.store import Store
from soundness import work as module
from soundness.calibration import calibrate
from soundness.formulas import claim_about
from soundness.matrix import Trial, trials
from soundness.report import (
    MOST_MEDIAN,
    calibration_table,
    confusion,
    document,
    reaches_its_goals,
    verdict_counts,
)
from soundness.work import Work, results

THRESHOLD = claim_about("threshold", threshold().result, P_DOMAIN)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Work:
    """One formula, one experiment, two seeds."""
    experiments = module.experiments()[:1]
    monkeypatch.setattr(module, "subjects", lambda: (THRESHOLD,))
    monkeypatch.setattr(module, "experiments", lambda: experiments)
    return Work(2)


def test_a_run_is_resumed_where_it_stopped(small: Work, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite3")
    first, heard = results(small, INLINE, store, lambda _: None), []
    assert results(small, INLINE, store, heard.append) == first
    assert heard == []
    found, (calibration,) = first
    assert {t.subject for t in found} == {"threshold"}
    assert calibration.rejections[-1] == 0


def test_changed_code_begins_anew(
    small: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, heard = Store(tmp_path / "store.sqlite3"), []
    results(small, INLINE, store, lambda _: None)
    monkeypatch.setattr(module, "state_of_the_code", lambda: "other")
    results(small, INLINE, store, heard.append)
    assert len(heard) == 2


def test_the_page_shows_what_was_found() -> None:
    found = list(trials(THRESHOLD))
    wrong = replace(found[0], verdict=Verdict.VERIFIED, equal=False)
    calibration = calibrate(2, 0)
    good = document(found, [calibration], seeds=2, code="the mutants")
    bad = document([*found, wrong], [calibration], seeds=2, code="the mutants")
    assert "They are reached" in good
    assert "None: every verdict is right." in good
    assert "They are **missed**" in bad
    assert "1 wrong verdicts" in verdict_counts([*found, wrong])
    assert wrong.formula in bad
    assert good.endswith("the mutants")
    assert confusion(found).count("\n") == 3
    assert calibration.name in calibration_table([calibration])


def test_each_goal_counts() -> None:
    found = [Trial("s", "k", "p", True, Verdict.VERIFIED, 0.001)] * 200
    calibration = calibrate(2, 0)
    assert reaches_its_goals(found, [calibration])
    for spoilt in (
        [*found, replace(found[0], verdict=Verdict.REFUTED)],
        [*found, *[replace(found[0], verdict=Verdict.SUPPORTED)] * 3],
        [replace(t, seconds=2 * MOST_MEDIAN) for t in found],
    ):
        assert not reaches_its_goals(spoilt, [calibration])
    assert not reaches_its_goals(found, [replace(calibration, uniformity=1e-9)])
