"""What a claim says of itself: its section, and whether it compares formulas."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.source import Reference, Source

SECTIONS = {"lemma2": "Lemma 2"}
PAPER = Reference("name", "title", "authors", "reference", SECTIONS)


def claim(**changes) -> Claim:
    given = {
        "id": "lemma2.variance.of-D",
        "title": "t",
        "published": sp.Integer(1),
        "derived": lambda: Derivation("d", (Step(sp.Integer(1), "given"),)),
        "source": Source(PAPER, "p. 1", "text"),
        "domain": Domain({}),
    }
    return Claim(**{**given, **changes})


def test_the_section_is_named_by_what_stands_before_the_first_point() -> None:
    assert claim().section == "Lemma 2"
    assert claim(id="other.thing").section == "other"
    assert claim(id="alone").section == "alone"


def test_values_have_a_ratio_and_equations_and_words_have_none() -> None:
    assert claim().has_ratio
    assert claim(compare=difference).has_ratio
    assert not claim(compare=lambda a, b: a + b).has_ratio
    assert not claim(published="in words").has_ratio
    assert claim(compare=lambda a, b: a + b).is_formula
    assert not claim(published="in words").is_formula


def test_nothing_is_claimed_that_is_not_said() -> None:
    assert claim().exponent is None
    assert Evidence(Kind.SYMBOLIC, "name", Outcome.HOLDS, "detail").seconds == 0


def test_a_claim_waits_for_the_modules_that_it_needs() -> None:
    assert not claim().waits
    assert claim(needs="an extra").waits
    assert not claim(needs="an extra", modules=("math", "json")).waits
    assert claim(needs="an extra", modules=("math", "no_such_module")).waits
    assert not claim(modules=("no_such_module",)).waits
