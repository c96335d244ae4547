"""A convention meant otherwise is found, over a whole paper; a wrong constant is not explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.convention import Change, Choice
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.judging.whole import conventions
from glassproof.verify.judging.whole.conventions import search
from glassproof.verify.papers import load

s, n = sp.symbols("s n", positive=True)
d = sp.Symbol("d", real=True)
N = sp.Symbol("N", positive=True)
DOMAIN = Domain(
    {
        s: Range(0, None, log=True, draw=("1/100", 100)),
        n: Range(0, None, log=True, draw=("1/100", 100)),
        d: Range(None, None, draw=(-9, 9)),
    }
)
REFERENCE = Reference("toy", "A toy", "nobody", "unpublished")
HALF = sp.Rational(1, 2)
RIGHT = {
    "variance": n * s**2,
    "edge": 2 * s * sp.sqrt(n),
    "rate": sp.log(n) - sp.log(s) / 2 + d**2 / (2 * s**2),
    "mean": d * n + s**2,
    "free": n**2 + 1,
}
"""Of a matrix of size n whose entries have standard deviation s, with a drift d."""
CHOICES = (
    Choice(
        "s",
        (
            Change("s is a variance", {s: s**2}),
            Change("s stands for its square", {s: sp.sqrt(s)}),
        ),
    ),
    Choice(
        "normalisation",
        (
            Change("entries of twice the variance", {s: s * sp.sqrt(2)}),
            Change("entries of half the variance", {s: s / sp.sqrt(2)}),
        ),
    ),
    Choice(
        "unit",
        (
            Change("unit twice", scale=sp.Integer(2), weights={"edge": HALF, "rate": -HALF}),
            Change("unit half", scale=HALF, weights={"edge": HALF, "rate": -HALF}),
        ),
    ),
    Choice("sign", (Change("d has the other sign", {d: -d}),)),
    Choice("logarithm", (Change("in bits", base=sp.Integer(2)),)),
)


def paper(published: dict[str, sp.Expr]) -> Paper:
    claims = tuple(
        Claim(
            name,
            name,
            published.get(name, right),
            Source(REFERENCE, "Lemma", "the text"),
            DOMAIN,
            derived=lambda right=right, name=name: Derivation(name, (Step(right, "given"),)),
            exponent=N if name == "rate" else None,
        )
        for name, right in RIGHT.items()
    )
    return Paper(REFERENCE, claims=claims, choices=CHOICES)


def searched(meant: Paper) -> dict:
    verdicts = {
        c.id: Verdict.VERIFIED if c.published == RIGHT[c.id] else Verdict.REFUTED
        for c in meant.claims
    }
    return search(meant.claims, verdicts, meant.choices)


def undone(*changes: str) -> dict[str, sp.Expr]:
    """What somebody publishes for whom the inverse of the changes is the convention."""
    inverse = {
        "s is a variance": lambda e, _: e.subs(s, sp.sqrt(s)),
        "entries of half the variance": lambda e, _: e.subs(s, s * sp.sqrt(2)),
        "unit half": lambda e, name: {"edge": e * sp.sqrt(2), "rate": e - sp.log(2) / 2}.get(
            name, e
        ),
        "d has the other sign": lambda e, _: e.subs(d, -d),
        "in bits": lambda e, name: e / sp.log(2) if name == "rate" else e,
    }
    published = dict(RIGHT)
    for change in changes:
        published = {name: inverse[change](e, name) for name, e in published.items()}
    return published


@pytest.mark.parametrize(
    "change",
    [
        "s is a variance", "entries of half the variance", "unit half", "d has the other sign",
        "in bits",
    ],
)  # fmt: skip
def test_a_paper_off_by_one_convention_is_explained_by_it(change: str) -> None:
    published = undone(change)
    found = searched(paper(published))
    assert found["mends_all"]
    assert found["best"]["changes"] == [change]
    assert set(found["best"]["mends"]) == {i for i in RIGHT if published[i] != RIGHT[i]}
    assert found["best"]["breaks"] == []


def test_two_conventions_at_once_are_found_jointly() -> None:
    """Neither alone makes every formula right."""
    found = searched(paper(undone("s is a variance", "d has the other sign")))
    assert found["mends_all"]
    assert set(found["best"]["changes"]) == {"s is a variance", "d has the other sign"}
    assert all(len(row["mends"]) < len(found["refuted"]) for row in found["single"])


def test_one_wrong_claim_is_no_convention_since_the_others_would_break() -> None:
    """The edge alone lacks a root of 2: to change the unit breaks the rate."""
    found = searched(paper({"edge": RIGHT["edge"] * sp.sqrt(2)}))
    assert not found["mends_all"]
    (half,) = (row for row in found["single"] if row["changes"] == ["unit half"])
    assert half == {"changes": ["unit half"], "mends": ["edge"], "breaks": ["rate"]}


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["variance", "edge", "mean", "free"]),
    st.fractions(min_value=1, max_value=9, max_denominator=12).filter(
        lambda f: f not in (1, 2, 4, 8)
    ),
)
def test_a_random_wrong_constant_is_explained_by_nothing(name, factor) -> None:
    wrong = RIGHT[name] * sp.Rational(factor.numerator, factor.denominator)
    found = searched(paper({name: wrong}))
    assert found["refuted"] == [name]
    assert found["best"] is None
    assert not found["mends_all"]


def test_a_true_paper_is_not_searched() -> None:
    assert searched(paper({}))["tried"] == 0


def test_combinations_are_bounded_and_the_depth_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = paper({"free": RIGHT["free"] * 3})
    assert searched(wrong)["depth"] == len(CHOICES)
    assert searched(wrong)["tried"] == 3 * 3 * 3 * 2 * 2 - 1
    monkeypatch.setattr(conventions, "MOST", 10)
    bounded = searched(wrong)
    assert (bounded["depth"], bounded["tried"]) == (1, 8)


def test_a_review_records_it_and_a_part_of_a_paper_is_not_assessed() -> None:
    meant = paper(undone("s is a variance"))
    record = gp.review(meant, budget="quick").to_dict()
    assert record["changes"]["mends_all"]
    part = gp.review(meant, budget="quick", ids=["edge"]).to_dict()
    assert "changes" not in part
    without = gp.review(replace(meant, choices=()), budget="quick").to_dict()
    assert "changes" not in without


def test_every_weight_of_the_shipped_paper_names_a_claim() -> None:
    meant = load("gan_spin_glass")
    ids = {claim.id for claim in meant.claims}
    changes = [change for choice in meant.choices for change in choice.changes]
    assert changes
    for change in changes:
        assert {*change.weights, *change.applies} <= ids
        assert any(change.concerns(c) for c in meant.claims if c.is_formula), change.name
    assert len({change.name for change in changes}) == len(changes)
