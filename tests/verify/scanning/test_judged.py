"""What a scan says of equations: statuses, domains that are guessed, suspicion that helps."""

from __future__ import annotations

import json

import pytest

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.found import Findings
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.hand import equation


def test_a_statement_without_a_guess_is_verified_where_it_is_stated():
    found = judge_equation(equation(("x+1", ">", "x"), stated="x > 0"))
    assert (found.status, found.domain, found.as_read) == (Status.VERIFIED, "x > 0", ())


def test_what_is_proven_beyond_a_guess_no_longer_rests_on_it():
    found = judge_equation(equation(("(a-b)(a+b)", "=", "a^2-b^2"), guess="a, b real"))
    assert found.status is Status.VERIFIED
    assert found.as_read == ()
    assert "complex" in found.domain


def test_what_is_proven_on_the_guess_alone_says_so():
    found = judge_equation(equation((r"\cos(\pi n)", "=", "(-1)^n"), guess="n integer >= 0"))
    assert (found.status, found.as_read) == (Status.VERIFIED, ("n integer >= 0",))


def test_a_guess_that_fails_gives_way_to_one_that_holds_and_both_are_told():
    found = judge_equation(equation((r"\sqrt{x^2}", "=", "x"), guess="x real"))
    assert (found.status, found.domain, found.as_read) == (Status.VERIFIED, "x > 0", ("x > 0",))
    assert found.aside == "beyond that it fails, at x = -1"


def test_a_stated_domain_does_not_give_way():
    found = judge_equation(equation((r"\sqrt{x^2}", "=", "x"), stated="x real"))
    assert (found.status, found.counterexample) == (Status.REFUTED, {"x": "-1"})


def test_a_refutation_on_a_guess_is_as_read():
    found = judge_equation(equation(("(a+b)^2", "=", "a^2+b^2"), guess="a, b real"))
    assert (found.status, found.as_read) == (Status.REFUTED, ("a, b real",))
    assert found.hint == "on the right, add the term 2*a*b"


def test_the_first_broken_link_is_named_and_whether_one_side_is_wrong_alone():
    found = judge_equation(
        equation(
            ("(x+1)^2-1", "=", "x(x+2)"), ("x(x+2)", "=", "x^2+x"), ("x^2+x", "=", "x^2+2x"),
            stated="x real",
        )
    )  # fmt: skip
    assert (found.status, found.broken) == (Status.REFUTED, 2)
    assert [link.status for link in found.links] == ["verified", "refuted", "refuted"]
    assert found.alone == "its neighbours agree with one another: only x^2+x is wrong"


@pytest.mark.parametrize(
    ("links", "stated", "words"),
    [
        ([(r"\mathbb{E}[X^2]", "=", r"\frac{1}{2n}")], "X ~ N(0, 1/n); n integer >= 1", "half the"),
        ([(r"\mathbb{E}[X^2]", "=", r"\frac{1}{n}")], "X ~ N(0, 1/(2*n)); n integer >= 1", "twice"),
        ([(r"\mathbb{E}[X^2]", "=", "s^2")], "X ~ N(0, s); s > 0", "standard deviation"),
        ([(r"\mathbb{E}[X]", "=", "a")], "X ~ Exp(a); a > 0", "as its mean"),
        ([(r"\mathrm{He}_2(x)", "=", "4x^2-2")], "x real", "the physicists' Hermite"),
        (
            [(r"\int_{-\infty}^{\infty} e^{-x^2/2} e^{-i t x}\,dx", "=", "e^{-t^2/2}")],
            "t real",
            "1/sqrt(2 pi)",
        ),
    ],
)
def test_a_convention_that_mends_is_named_and_the_equation_stays_refuted(links, stated, words):
    found = judge_equation(equation(*links, stated=stated))
    assert found.status is Status.REFUTED
    assert words in found.convention


def test_a_sign_that_sources_use_in_two_ways_decides_nothing():
    found = judge_equation(equation(("H_3(x)", "=", "x^3-3x"), stated="x real"))
    assert found.status is Status.UNDECIDED
    assert "He_n" in found.convention


def test_no_convention_excuses_what_is_wrong_in_all():
    found = judge_equation(equation(("H_3(x)", "=", "x^3-3x+1"), stated="x real"))
    assert (found.status, found.convention) == (Status.REFUTED, "")


@pytest.mark.parametrize(
    ("links", "stated", "status", "said"),
    [
        ([("g(x)", "=", "x")], "x real", Status.UNBOUND, "nothing says what g is"),
        ([("x", "=", r"\frob{y}")], "x, y real", Status.UNREADABLE, r"\frob"),
        ([("x", "=", "x")], "x > 1; x < 0", Status.UNDECIDED, "cannot be read"),
        ([], "x real", Status.UNREADABLE, "no relation"),
        ([("x", "=", "x")] * 50, "x real", Status.UNDECIDED, "50 links"),
        ([(r"\sum_{k=1}^\infty \frac{1}{k}", "=", "1")], "", Status.UNDECIDED, ""),
    ],
)
def test_what_cannot_be_judged_says_why(links, stated, status, said):
    found = judge_equation(equation(*links, stated=stated))
    assert found.status is status
    assert said in found.reason


def test_findings_survive_a_store():
    found = judge_equation(equation(("(a+b)^2", "=", "a^2+b^2"), guess="a, b real"))
    assert Findings.from_dict(json.loads(json.dumps(found.to_dict()))) == found


@pytest.mark.parametrize("damage", [{}, {"status": "splendid"}, {"links": [{"latex": "x"}]}])
def test_what_is_no_finding_is_refused(damage):
    data = judge_equation(equation(("x", "=", "x"), stated="x real")).to_dict()
    broken = data | damage if damage else {"status": "verified"}
    with pytest.raises((ValueError, KeyError, TypeError)):
        Findings.from_dict(broken)
