"""Studies: shipped runs judge, repeated ones are held against them, deep reviews compute all."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Finding, Kind, Outcome
from glassproof.verify.claims.nature import study as studies
from glassproof.verify.claims.nature.study import Studied, Study, against, packed, shipped
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.false_alarms import FalseAlarmError
from glassproof.verify.judging.judge import judge, units
from glassproof.verify.keeping.ledger import Ledger
from tests.verify import shipping

SHIFT = [0.0]


def _runs(seed, number, count=50):
    rng = np.random.default_rng([seed, number])
    return [{"law": k % 2, "x": float(rng.normal(k % 2 + SHIFT[0]))} for k in range(count)]


def _again(seed):
    return _runs(seed, 99, 10)


def _mean(rows):
    mean = float(np.mean([row["x"] for row in rows if row["x"] is not None]))
    outcome = Outcome.CONSISTENT if mean > 0 else Outcome.FAILS
    return Finding(Kind.NATURE, outcome, f"the mean is {mean:.1f}")


STUDY = Study("toy", "toys", "toy_paper", _runs, 4, _again, "law", ("x",))
REFERENCE = Reference("toy", "A toy", "nobody", "unpublished")


def _claim(claim_id="a", level=1e-9):
    part = Studied("the mean", (STUDY,), _mean, level)
    source = Source(REFERENCE, "p. 1", "the text")
    return Claim(claim_id, "Toys are positive", "x > 0", source, Domain({}), studied=(part,))


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(studies.resources, "files", lambda _: tmp_path)
    yield tmp_path
    SHIFT[0] = 0.0


def _ship(place):
    rows = [row for number in range(4) for row in _runs(0, number)]
    (place / studies.FILE).write_text(json.dumps({"toy": {**packed(rows, 4, 7200), "seed": 7}}))


@pytest.mark.usefixtures("place")
def test_without_shipped_runs_a_claim_says_how_to_make_them():
    found = judge(_claim(), budget=Effort.QUICK)
    assert str(found.ruling.verdict) == "undecided"
    assert found.ruling.reason == "no toys are shipped: a review with --budget deep trains them"


def test_shipped_runs_judge_and_a_few_are_repeated(place):
    _ship(place)
    quick, standard = (judge(_claim(), budget=effort) for effort in (Effort.QUICK, Effort.STANDARD))
    assert str(quick.ruling.verdict) == str(standard.ruling.verdict) == "supported"
    assert quick.ruling.reason == (
        "the mean is 0.5 (200 runs shipped with the paper's data, drawn with the seed 7, which "
        "took 2 h by the clock; level 1e-09)"
    )
    assert len(quick.evidence) == 1
    assert "toys: 10 repeated now agree with those that are shipped" in standard.evidence[1].detail


def test_runs_of_another_law_are_a_defect(place):
    _ship(place)
    SHIFT[0] = 5.0
    found = judge(_claim(), budget=Effort.STANDARD)
    assert str(found.ruling.verdict) == "undecided"
    assert found.ruling.reason.startswith("defect of this toolkit")


def test_a_deep_review_computes_all_runs_and_keeps_them_for_shipping(place):
    _ship(place)
    SHIFT[0] = -5.0
    found = judge(_claim(), budget=Effort.DEEP)
    assert str(found.ruling.verdict) == "refuted"
    kept = found.evidence[0].data["studies"]["toy"]
    assert (len(kept["rows"]), kept["chunks"]) == (200, 4)
    assert "200 runs computed now" in found.ruling.reason


def test_claims_share_the_work_of_a_study():
    one, other = (units(_claim(name), seed=0, budget=Effort.DEEP) for name in "ab")
    shared = [unit.key for unit in one if unit.shared]
    assert len(shared) == 4
    assert shared == [unit.key for unit in other if unit.shared]
    assert not {unit.key for unit in one if not unit.shared} & {unit.key for unit in other}
    later = [unit.key for unit in units(_claim(), seed=1, budget=Effort.DEEP) if unit.shared]
    assert not set(later) & set(shared)


@pytest.mark.usefixtures("place")
def test_shared_work_is_done_once():
    from glassproof.verify.judging.review import review

    class Plan:
        claims = (_claim("a"), _claim("b"))
        units = [u for c in claims for u in units(c, seed=0, budget=Effort.DEEP)]  # noqa: RUF012
        asked: list[int] = []  # noqa: RUF012

        def __call__(self, number):
            self.asked.append(number)
            return self.units[number].result()

    plan = Plan()
    found = list(review(plan))
    assert [str(j.ruling.verdict) for j in found] == ["supported", "supported"]
    assert sum(plan.units[number].shared for number in plan.asked) == 4


def test_what_shipped_runs_say_is_concluded_once_and_again_when_they_change(place, monkeypatch):
    from glassproof.verify.judging.review import review
    from glassproof.verify.keeping.store import Store

    class Plan:
        claims = (_claim(),)

        def __init__(self):
            self.units = units(_claim(), seed=0, budget=Effort.QUICK)

        def __call__(self, number):
            return self.units[number].result()

    def reasons():
        return [judgement.ruling.reason for judgement in review(Plan(), store=store)]

    monkeypatch.setattr("glassproof.verify.judging.review.misfit", lambda _: "")  # no toy's schema
    monkeypatch.setattr(np, "mean", lambda values: asked.append(1) or sum(values) / len(values))
    store, asked = Store(Path(":memory:")), []
    _ship(place)
    first = reasons()
    assert first == reasons()
    assert len(asked) == 1
    SHIFT[0] = 3.0
    _ship(place)
    assert reasons() != first
    assert len(asked) == 2


def test_levels_of_studies_count():
    with pytest.raises(FalseAlarmError):
        judge(
            Claim(
                "a", "t", "p", Source(REFERENCE, "p. 1", "the text"), Domain({}),
                studied=_claim(level=1e-5).studied, nature=(_experiment(),),
            )
        )  # fmt: skip


def _experiment():
    from glassproof.verify.claims.nature.experiment import Experiment
    from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

    return Experiment("e", "e", {}, lambda *_: np.zeros(3), 8, MeanTest())


def test_a_damaged_file_is_named(place):
    for text in (
        "{",
        "[]",
        '{"toy": {"rows": 1}}',
        '{"toy": {"columns": ["a"], "rows": [[1, 2]]}}',
    ):
        (place / studies.FILE).write_text(text)
        with pytest.raises(DomainError, match=r"cannot be read .* install glassproof again"):
            shipped(STUDY)


def test_the_comparison_has_its_level():
    """Of 400 repetitions under one law, about a share p has a p-value below p."""
    rng = np.random.default_rng(0)
    values = []
    for _ in range(400):
        kept = [{"law": k % 3, "x": float(rng.normal())} for k in range(24)]
        new = [{"law": k % 3, "x": float(rng.normal())} for k in range(6)]
        values.append(against(STUDY, new, kept)[0])
    for p in (0.05, 0.2, 0.5):  # six standard errors of a share; standardising inflates a little
        assert abs(np.mean(np.array(values) < p) - p) < 6 * np.sqrt(p * (1 - p) / 400) + 0.03


def test_diverged_runs_are_in_no_comparison():
    kept = [{"law": 0, "x": float(k)} for k in range(9)] + [{"law": 0, "x": None}]
    assert against(STUDY, [{"law": 0, "x": None}, {"law": 0, "x": 4.0}], kept) == (1.0, 1)


def test_what_a_deep_review_computed_is_shipped_and_read_again(place):
    found = judge(_claim(), budget=Effort.DEEP)
    ledger = {"seed": 3, "claims": [{"evidence": [e.to_dict() for e in found.evidence]}]}
    text = shipping.merged(place / studies.FILE, shipping.computed(ledger))
    (place / studies.FILE).write_text(text)
    assert shipping.merged(place / studies.FILE, {}) == text
    kept = shipped(STUDY)
    assert kept.seed == ledger["seed"]
    rows = [row for number in range(4) for row in _runs(0, number)]
    assert [row["law"] for row in kept.rows] == [row["law"] for row in rows]
    assert [row["x"] for row in kept.rows] == pytest.approx([row["x"] for row in rows], rel=1e-6)
    assert shipping.places((_claim(),)) == {"toy": (place / studies.FILE).resolve()}


@pytest.mark.usefixtures("place")
def test_a_claim_that_waits_for_a_deep_review_is_no_failure():
    found = judge(_claim(), budget=Effort.QUICK)
    ledger = Ledger("toy", (found,), 0, Effort.QUICK)
    assert (ledger.summary["undecided"], ledger.unsettled) == (1, 0)
