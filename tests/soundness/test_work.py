"""The run as a whole: pieces of work, resumption, and the page that is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glassproof.derivations.p_spin.hessian import threshold
from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.numerics.work.executors import INLINE
from glassproof.verify.judging.points import agreement
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.keeping.fingerprint import _definition, _reached
from glassproof.verify.keeping.store import Store
from soundness import calibration
from soundness import work as module
from soundness.__main__ import main
from soundness.adversary.kinds import KINDS, questions
from soundness.adversary.question import DIFFERENT, Question, Reply
from soundness.calibration import calibrate
from soundness.formulas import claim_about
from soundness.matrix import Trial, trials
from soundness.report import (
    MOST_MEDIAN,
    calibration_table,
    document,
    reaches_its_goals,
)
from soundness.tables import confusion
from soundness.work import CALIBRATION, FORMULAS, Results, Work, results

ASKED = (Question(KINDS[0], "sqrt(x**2)", "x", "x real", DIFFERENT),)
THRESHOLD = claim_about("threshold", threshold().result, P_DOMAIN)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Work:
    """One formula, one experiment, two seeds, one kind of question."""
    experiments = calibration.experiments()[:1]
    monkeypatch.setattr(module, "subjects", lambda: (THRESHOLD,))
    monkeypatch.setattr(module, "experiments", lambda: experiments)
    monkeypatch.setattr(module, "questions", lambda _: ASKED)
    module._pieces.cache_clear()
    yield Work(2, (FORMULAS, KINDS[0], CALIBRATION))
    module._pieces.cache_clear()


def test_a_run_is_resumed_where_it_stopped(small: Work, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite3")
    first, heard = results(small, INLINE, store, lambda _: None), []
    assert results(small, INLINE, store, heard.append) == first
    assert heard == ["3 of 3 pieces are stored"]
    assert {t.subject for t in first.trials} == {"threshold"}
    assert [r.outcome for r in first.replies] == ["right"]
    assert first.calibrations[0].rejections[-1] == 0


def test_a_change_of_the_judge_leaves_what_does_not_rest_on_it(
    small: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keys() -> list[str]:
        module._pieces.cache_clear()
        _reached.cache_clear()
        _definition.cache_clear()
        return [piece.key for piece in small.pieces]

    before = keys()
    assert keys() == before
    monkeypatch.setattr(agreement, "LEAST_POINTS", agreement.LEAST_POINTS + 1)
    changed = [a != b for a, b in zip(before, keys(), strict=True)]
    assert dict(zip([p.kind for p in small.pieces], changed, strict=True)) == {
        CALIBRATION: False,
        FORMULAS: True,
        KINDS[0]: True,
    }


def test_a_sample_has_at_most_so_many_of_each_kind() -> None:
    pieces = Work(2, ("readings",), most=7).pieces
    assert [piece.name for piece in pieces] == ["readings, 1 to 7"]
    assert len(Work(2, ("readings",)).pieces) == -(-len(questions("readings")) // module.AT_ONCE)


def test_the_page_shows_what_was_found() -> None:
    found = list(trials(THRESHOLD))
    wrong = replace(found[0], verdict=Verdict.VERIFIED, equal=False)
    asked = Question("aliases", "Abs(x)", "x", "x real", DIFFERENT)
    reply = Reply(asked, "refuted", "", 0.001)
    one = calibrate(2, 0)

    def page(trials: list[Trial], replies: list[Reply]) -> str:
        return document(Results(trials, replies, [one]), seeds=2, seconds=60.0, code="the mutants")

    good = page(found, [reply] * 20_000)
    assert "They are reached" in good
    assert "None: every verdict is right." in good
    assert "| aliases | 20000 | 0 | 0 | 0 | 0 | 0 |" in good
    assert good.endswith("the mutants")
    bad = page([*found, wrong], [reply, replace(reply, came="supported")])
    assert "They are **missed**" in bad
    assert "2 wrong verdicts" in bad
    assert wrong.formula in bad
    assert "| aliases | 2 | 0 | 1 | 0 | 0 | 0 |" in bad
    assert "| supported | refuted | aliases | `Abs(x)` | `x` | `x real` |" in bad
    assert confusion(found).count("\n") == 3
    assert one.name in calibration_table([one])


def test_each_goal_counts() -> None:
    found = [Trial("s", "k", "p", True, Verdict.VERIFIED, 0.001)] * 200
    reply = Reply(Question("k", "x", "y", "", DIFFERENT), "refuted", "", 0.001)
    good = Results(found, [reply], [calibrate(2, 0)])
    assert reaches_its_goals(good, least=201)
    assert not reaches_its_goals(good)
    for spoilt in (
        replace(good, trials=[*found, replace(found[0], verdict=Verdict.REFUTED)]),
        replace(good, trials=[*found, *[replace(found[0], verdict=Verdict.SUPPORTED)] * 3]),
        replace(good, trials=[replace(t, seconds=2 * MOST_MEDIAN) for t in found]),
        replace(good, replies=[reply, replace(reply, came="supported")]),
        replace(good, replies=[reply, replace(reply, came="crash")]),
        replace(good, calibrations=[replace(good.calibrations[0], uniformity=1e-9)]),
    ):
        assert not reaches_its_goals(spoilt, least=201)


def test_a_sample_from_the_shell_prints_its_table_and_no_page(tmp_path, capsys) -> None:
    paths = [f"--{name}={tmp_path / name}" for name in ("store", "wrong", "out")]
    assert main(["--kind", "readings", "--count", "3", "--jobs", "1", *paths]) == 0
    assert "| readings | 3 | 0 | 0 | 0 |" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "wrong").read_text() == ""
