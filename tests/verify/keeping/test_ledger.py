"""The ledger validates, repeats, and is written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.executors import executor
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping.files import check_writable, write_whole
from glassproof.verify.keeping.ledger import Ledger, schema

IDS = ["kac-rice.gradient-variance", "kac-rice.hessian-variance", "complexity.total"]


def ledger(jobs: int, seed: int = 0) -> Ledger:
    plan = Plan("spherical_p_spin", tuple(IDS), seed, Effort.QUICK)
    judgements = review(plan, executor=executor(jobs=jobs))
    return Ledger("spherical_p_spin", tuple(judgements), seed, Effort.QUICK)


def without_times(record: object) -> object:
    if isinstance(record, dict):
        return {k: without_times(v) for k, v in record.items() if k != "seconds"}
    if isinstance(record, list):
        return [without_times(item) for item in record]
    return record


def test_it_validates_and_does_not_depend_on_the_number_of_jobs() -> None:
    alone, side_by_side = ledger(jobs=1).to_dict(), ledger(jobs=2).to_dict()
    jsonschema.validate(alone, schema())
    assert without_times(alone) == without_times(side_by_side)
    assert json.loads(json.dumps(alone)) == alone


def test_another_seed_gives_other_samples_and_the_same_verdicts() -> None:
    one, two = ledger(1, seed=1).to_dict(), ledger(1, seed=2).to_dict()
    assert [c["verdict"] for c in one["claims"]] == [c["verdict"] for c in two["claims"]]
    assert without_times(one["claims"]) != without_times(two["claims"])


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "ledger.json"
    write_whole(target, "old")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.json"]


def test_unwritable_paths_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="is a directory"):
        check_writable(tmp_path)
    with pytest.raises(DomainError, match="is not a directory: create it"):
        check_writable(tmp_path / "missing" / "ledger.json")
