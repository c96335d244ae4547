"""Own errors are told from inherited ones; what is not declared is not guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from glassproof.derivations.p_spin.model import p
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.whole.inheritance import Status, published_values, standing
from glassproof.verify.papers import load
from tests import reviews
from tests.verify.judging.papers_with_errors import touched, with_wrong

x = sp.Symbol("x", positive=True)
DOMAIN = Domain({x: Range(0, None, log=True, draw=("1/100", 100))})
SOURCE = Source(Reference("toy", "A toy", "nobody", "unpublished"), "Lemma", "the text")
REFUTED = frozenset({"a", "b", "c"})


def claim(name: str, published: sp.Expr | str, right: sp.Expr | None = None, **more) -> Claim:
    derived = None if right is None else lambda: Derivation(name, (Step(right, "given"),))
    return Claim(name, name, published, SOURCE, DOMAIN, derived=derived, **more)


def of(wrong: Claim, *others: Claim) -> tuple[Status, tuple[str, ...]]:
    found = standing(wrong, {c.id: c for c in (*others, wrong)}, REFUTED)
    return found.status, found.sources


A = claim("a", 2 * x, x)


def test_an_error_that_only_passes_on_a_wrong_value_is_inherited() -> None:
    b = claim("b", 4 * x**2, x**2, uses=("a",), published_from=lambda given: given["a"] ** 2)
    assert of(b, A) == (Status.INHERITED, ("a",))


def test_a_wrong_step_from_a_wrong_value_is_an_error_of_its_own() -> None:
    b = claim("b", 8 * x**3, x**2, uses=("a",), published_from=lambda given: given["a"] ** 3)
    assert of(b, A) == (Status.OWN, ())


def test_a_formula_that_takes_nothing_from_wrong_claims_has_its_own_error() -> None:
    b = claim("b", 8 * x, x, uses=("a",), published_from=lambda _: 8 * x)
    assert of(b, A) == (Status.OWN, ())


def test_nothing_wrong_below_is_an_error_of_its_own() -> None:
    right = claim("d", x, x)
    assert of(claim("b", 2 * x, x, uses=("d",)), right) == (Status.OWN, ())
    assert of(A) == (Status.OWN, ())


def test_what_does_not_say_how_it_depends_is_not_separated() -> None:
    assert of(claim("b", 4 * x, x, uses=("a",)), A) == (Status.NOT_SEPARATED, ("a",))
    words = claim("b", "x is even", uses=("a",))
    assert of(words, A) == (Status.NOT_SEPARATED, ("a",))


def test_two_wrong_values_of_which_one_does_no_harm() -> None:
    """b = a + 0 * c: only a is needed to make it wrong."""
    c = claim("c", 5 * x, x)
    b = claim(
        "b", 2 * x, x, uses=("a", "c"), published_from=lambda given: given["a"] + 0 * given["c"]
    )
    assert of(b, A, c) == (Status.INHERITED, ("a",))


def test_a_value_that_nothing_derives_is_not_guessed() -> None:
    words = claim("c", "x is even")
    b = claim("b", 2 * x, x, uses=("c",), published_from=lambda given: given["c"])
    assert of(b, words) == (Status.NOT_SEPARATED, ("c",))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.HOLDS, (Status.INHERITED, ("a",))),
        (Outcome.FAILS, (Status.OWN, ())),
        (Outcome.SILENT, (Status.NOT_SEPARATED, ("a",))),
    ],
)
def test_a_statement_is_looked_at_with_what_it_uses_as_published(outcome, expected) -> None:
    look = Examination("look", lambda: Finding(Kind.SYMBOLIC, outcome, "seen"))
    assert of(claim("b", "x is even", uses=("a",), follows=look), A) == expected


def test_what_can_be_judged_again_with_corrected_values_is() -> None:
    """Before it is asked whether it holds of what is published, and whatever that says."""
    holds = Examination("again", lambda: Finding(Kind.SYMBOLIC, Outcome.CONSISTENT, "seen"))
    fails = Examination("again", lambda: Finding(Kind.SYMBOLIC, Outcome.FAILS, "seen"))
    heir = claim("b", "x is even", uses=("a",), corrected=holds, follows=fails)
    assert of(heir, A) == (Status.INHERITED, ("a",))
    assert of(replace(heir, corrected=fails, follows=holds), A) == (Status.OWN, ())


@pytest.mark.parametrize("name", ["gan_spin_glass", "spherical_p_spin"])
def test_what_is_published_follows_from_what_is_published(name: str) -> None:
    """The declared dependence, at the published values, is the published formula."""
    paper = load(name)
    others = {c.id: c for c in paper.claims}
    depending = [c for c in paper.claims if c.published_from is not None]
    assert depending
    for c in depending:
        assert c.published_from is not None
        again = c.published_from(published_values(c, others))
        assert is_identically_zero(again - c.published, c.domain.explicit), c.id


def test_every_formula_of_the_true_paper_says_how_it_depends() -> None:
    for c in load("spherical_p_spin").claims:
        assert not c.uses or c.published_from is not None, c.id


@pytest.mark.parametrize(
    ("root", "wrong"),
    [
        ("kac-rice.hessian-variance", p * (p - 1) / 2),
        ("kac-rice.gradient-variance", 2 * p),
        ("complexity.threshold", sp.sqrt(2 * (p - 1) / p)),
    ],
)
def test_one_wrong_constant_upstream_is_the_only_root(root: str, wrong: sp.Expr) -> None:
    paper = with_wrong(load("spherical_p_spin"), root, wrong)
    record = reviews.ledger(paper).to_dict()
    found = {c["id"]: c["standing"] for c in record["claims"] if c["verdict"] == "refuted"}
    assert [i for i, s in found.items() if s["status"] == "own"] == [root]
    rest = set(found) - {root}
    assert rest
    assert all(found[i]["status"] == "inherited" for i in rest)
    assert rest <= touched(load("spherical_p_spin"), root)
    for i in rest:
        assert set(found[i]["from"]) <= found.keys(), i


def test_a_second_error_on_top_of_the_first_is_found_apart() -> None:
    paper = with_wrong(load("spherical_p_spin"), "kac-rice.gradient-variance", 2 * p)
    own = next(c for c in paper.claims if c.id == "kac-rice.circle")
    take = own.published_from
    assert take is not None
    spoiled = replace(
        own, published=3 * own.published, published_from=lambda given: 3 * take(given)
    )
    claims = tuple(spoiled if c.id == own.id else c for c in paper.claims)
    record = reviews.ledger(replace(paper, claims=claims)).to_dict()
    own_errors = {c["id"] for c in record["claims"] if c.get("standing", {}).get("status") == "own"}
    assert own_errors == {"kac-rice.gradient-variance", "kac-rice.circle"}
