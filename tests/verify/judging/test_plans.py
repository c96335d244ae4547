"""A claims file is judged as it was when its review was planned, wherever that is computed."""

from __future__ import annotations

from pathlib import Path

import pytest

import glassproof as gp
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.review import Plan, review

CLAIMS = """
[symbols]
x = "> 0"
[[claim]]
id = "sum"
published = "{}"
derived = "x + x"
"""
TRUTHS = {"2*x": "verified", "3*x": "refuted", "x*2 + 1": "refuted", "x*(1 + 1)": "verified"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_edited_file_is_judged_anew_in_the_same_session(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, (published, verdict) in enumerate(TRUTHS.items()):
        home = tmp_path / str(folder % 2)
        home.mkdir(exist_ok=True)
        monkeypatch.chdir(home)
        Path("my.toml").write_text(CLAIMS.format(published))
        found = gp.review("my.toml", jobs=jobs, budget="quick")
        assert [str(one.ruling.verdict) for one in found.judgements] == [verdict]


def test_a_plan_does_not_follow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(CLAIMS.format("2*x"))
    plan = Plan(str(path), ("sum",), 0, Effort.QUICK)
    path.unlink()
    assert [str(one.ruling.verdict) for one in review(plan)] == ["verified"]
