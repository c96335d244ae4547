"""Canonical forms of a seeded sample of random expressions hold; a run resumes."""

from __future__ import annotations

from soundness.forms import OUTCOMES, PIECE, hold, main


def test_a_sample_of_random_forms_holds() -> None:
    found = [hold(7, number) for number in range(60)]
    assert not [report for _, report in found if report]
    assert sum(outcome == "held" for outcome, _ in found) > 25
    assert sum(outcome == "proven" for outcome, _ in found) > 3
    assert {outcome for outcome, _ in found} <= set(OUTCOMES)


def test_a_run_that_is_repeated_takes_what_it_has(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("soundness.forms.PIECE", 2)
    arguments = ["--count", "4", "--jobs", "1", "--store", str(tmp_path / "forms.sqlite3")]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    monkeypatch.setattr("soundness.forms.hold", lambda *_: ("broke", "not taken from the store"))
    assert main(arguments) == 0
    assert capsys.readouterr().out.split(":")[1] == first.split(":")[1]
    assert PIECE > 2
