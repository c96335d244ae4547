"""The budget of false alarms is held at run time, for whatever is reviewed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import FAMILY_LEVEL, LEVEL
from glassproof.verify.claims.nature.statistical_tests.variances import VarianceTest
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.false_alarms import FalseAlarmError, require_within_budget
from glassproof.verify.judging.judge import judge
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.papers import load, names

s = sp.Symbol("s", positive=True)
DOMAIN = Domain({s: Range(0, None)})
MOST = round(FAMILY_LEVEL / LEVEL / 2)


def never(_rng: np.random.Generator, _draws: int) -> np.ndarray:
    """Nothing is sampled before the budget is known to suffice."""
    raise AssertionError


def claim(*levels: float, claim_id: str = "toy") -> Claim:
    """A claim with one experiment of each level."""
    return Claim(
        id=claim_id,
        title="A variance",
        published=s**2,
        derived=lambda: Derivation("toy", (Step(s**2, "given"),), DOMAIN),
        domain=DOMAIN,
        source=Source(Reference("toy", "Toy", "nobody", "unpublished"), "nowhere", "nothing"),
        nature=tuple(
            Experiment(
                f"draws {k}", "variance", {s: sp.Integer(1)}, never, 8, VarianceTest(level=level)
            )
            for k, level in enumerate(levels)
        ),
    )


@pytest.mark.parametrize("paper", names())
def test_the_family_of_all_tests_of_a_paper_keeps_its_level(paper: str) -> None:
    assert require_within_budget(load(paper).claims) >= 0


def test_as_many_comparisons_as_there_are_levels_and_no_more() -> None:
    half = [claim(*[LEVEL] * (MOST // 2), claim_id=f"half{k}") for k in range(2)]
    assert require_within_budget(half) == pytest.approx(0, abs=1e-20)
    message = (
        "claim more, experiment 'draws 0': 2 comparisons at level 1e-08 are too many: "
        f".* the {2 * MOST} before these leave 0 of it, and {2 * MOST + 2} are asked for"
    )
    with pytest.raises(FalseAlarmError, match=message):
        require_within_budget([*half, claim(LEVEL, claim_id="more")])


def test_a_lax_level_counts_as_the_many_that_it_is_worth() -> None:
    assert require_within_budget([claim(LEVEL, 1e-7)]) == pytest.approx(FAMILY_LEVEL - 2.2e-7)
    message = "'draws 1': 2 comparisons at level 0.01 are too lax: .*the 2 before .* 9.8e-07 of it"
    with pytest.raises(FalseAlarmError, match=message):
        require_within_budget([claim(LEVEL, 0.01, LEVEL)])


def test_stricter_levels_allow_more_and_the_remedy_is_one() -> None:
    many = [LEVEL] * (3 * MOST // 2)  # 6.67e-9 each
    with pytest.raises(FalseAlarmError, match=r"as level=(\S+)$") as error:
        require_within_budget([claim(*many)])
    remedy = float(str(error.value).rsplit("level=", 1)[1])
    assert require_within_budget([claim(*[remedy] * len(many))]) < 0.2 * FAMILY_LEVEL


@pytest.mark.parametrize("level", [0.0, -1e-9, 1.0, float("nan"), float("inf")])
def test_a_level_is_a_probability(level: float) -> None:
    with pytest.raises(FalseAlarmError, match="no probability between 0 and 1"):
        require_within_budget([claim(level)])


def test_nothing_is_sampled_beyond_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by the judge of one claim nor by a review."""
    lax = claim(0.01)
    with pytest.raises(FalseAlarmError):
        judge(lax)
    paper = load("spherical_p_spin")
    first = replace(paper.claims[0], nature=lax.nature)
    monkeypatch.setattr(
        "glassproof.verify.judging.review.load", lambda *_, **__: replace(paper, claims=(first,))
    )
    with pytest.raises(DomainError, match="too lax"):
        next(review(Plan("spherical_p_spin", (), 0, Effort.QUICK)))


def test_documentation_says_where_the_budget_is_held() -> None:
    page = Path(__file__).parents[3] / "docs" / "evidence.md"
    assert "verify/judging/false_alarms.py" in page.read_text()
