"""The adversary: truths that stand without the judge, points, slips, and replies weighed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from soundness.adversary import collection, printed, shared
from soundness.adversary.conditions import Conditions
from soundness.adversary.kinds import KINDS, questions
from soundness.adversary.plain_values import Undefined, differ, value
from soundness.adversary.question import DIFFERENT, EQUAL, NOWHERE, Question, Reply, ask
from soundness.adversary.truths import UnfoundedError, replies, settled


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_true_by_construction_is_confirmed_by_points(kind: str) -> None:
    for question in Random(7).sample(questions(kind), min(25, len(questions(kind)))):
        known = settled(question)
        assert known is None or known.accepted


def test_there_are_enough_questions_for_twenty_thousand_judgements() -> None:
    """With some 7,200 mutants and rewritings of shipped formulas."""
    assert sum(len(questions(kind)) for kind in KINDS) >= 12_900


def test_questions_are_the_same_in_every_run() -> None:
    first = questions("undefined points")
    questions.cache_clear()
    assert questions("undefined points") == first
    assert len(set(first)) == len(first)


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("-x**2", {"x": 3}, -9),
        ("2**-1 + 1/3", {}, Fraction(5, 6)),
        ("floor(x) + ceiling(x)", {"x": Fraction(-7, 2)}, -7),
        ("Max(x, 1/3)*sign(-x)", {"x": Fraction(1, 4)}, Fraction(-1, 3)),
        ("x^2", {"x": 5}, 25),
    ],
)
def test_values_are_exact_where_they_are_rational(text, point, expected) -> None:
    assert value(text, {name: Fraction(place) for name, place in point.items()}) == expected


@pytest.mark.parametrize(
    "text",
    ["1/x", "log(x)", "0**(-1)", "gamma(-3)", "Max(I, 1)", "x/x", "cot(x)", "floor(sqrt(-1))"],
)
def test_there_is_no_value_at_a_pole_or_of_an_order_of_complex_numbers(text: str) -> None:
    with pytest.raises(Undefined):
        value(text, {"x": Fraction(0)})


def test_a_difference_stays_with_more_digits() -> None:
    at = {"x": Fraction(1, 3)}
    assert differ("sin(3*pi*x)", "0", at) is False
    assert differ("sqrt(x**2+10**(-300))", "x", at) is False
    assert differ("sqrt(x**2+10**(-300))", "x", at, thorough=True) is True
    assert differ("exp(-200)", "0", at) is True
    assert differ("log(x-x)", "0", at) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("x > 0, y > 5, y < x", {"x": 7, "y": 6}, {"x": 6, "y": 7}),
        ("n integer in [1,5]", {"n": 5}, {"n": Fraction(3, 2)}),
        (
            "a, b in (0,1)",
            {"a": Fraction(1, 2), "b": Fraction(1, 2)},
            {"a": Fraction(1, 2), "b": 1},
        ),
        ("x real, y real, x < y < 1", {"x": -1, "y": 0}, {"x": 0, "y": 1}),
        ("a > b > 0", {"a": 2, "b": 1}, {"a": 1, "b": 2}),
        ("x in (0,pi/2)", {"x": Fraction(3, 2)}, {"x": Fraction(8, 5)}),
        ("n integer >= 3, x > sqrt(n)", {"n": 4, "x": 3}, {"n": 4, "x": 2}),
    ],
)
def test_conditions_admit_what_they_say(text: str, inside: dict, outside: dict) -> None:
    conditions = Conditions.read(text)
    assert not conditions.broken({k: Fraction(v) for k, v in inside.items()})
    assert conditions.broken({k: Fraction(v) for k, v in outside.items()})
    points = conditions.points(Random(1), 5)
    assert len(points) == 5
    assert not any(conditions.broken(point) for point in points)


def test_a_construction_that_is_wrong_is_found_out() -> None:
    wrong = Question("k", "sqrt(x**2)", "x", "x real", EQUAL)
    with pytest.raises(UnfoundedError):
        settled(wrong)
    outside = Question("k", "x", "x+1", "x > 0", DIFFERENT, witness=(("x", "-1"),))
    with pytest.raises(UnfoundedError, match="witness"):
        settled(outside)
    assert [reply.came for reply in replies((wrong,))] == ["unfounded"]
    assert settled(Question("k", "1/(x-x)", "1", "x > 0")) is None


def test_outcomes_by_what_is_right_and_what_came() -> None:
    def outcomes(accepted: tuple[str, ...]) -> list[str]:
        came = ("verified", "refuted", "supported", "undecided", "error", "crash")
        question = Question("k", "x", "y", "", accepted)
        return [Reply(question, answer, "", 0.0).outcome for answer in came]

    assert outcomes(EQUAL) == ["right", "wrong", *["undecided"] * 3, "crashed"]
    assert outcomes(DIFFERENT) == ["wrong", "right", "wrong", *["undecided"] * 2, "crashed"]
    assert outcomes(NOWHERE) == [*["wrong"] * 3, *["right"] * 2, "crashed"]


@pytest.mark.parametrize(
    ("point", "fault"),
    [
        ({"x": Fraction(-1), "y": Fraction(1)}, ""),
        ({"x": Fraction(2), "y": Fraction(3)}, "the sides agree"),
        ({"x": Fraction(-1), "y": Fraction(-2)}, "y > x fails"),
    ],
)
def test_a_counterexample_that_is_none_makes_the_verdict_wrong(point, fault, monkeypatch) -> None:
    question = Question("k", "sqrt(x**2)", "x", "x real, y > x", DIFFERENT)
    real = ask(question)
    assert real.outcome == "right"

    class Found:
        verdict, counterexample = "refuted", point

        class judgement:  # noqa: N801
            seconds = 0.0

            class ruling:  # noqa: N801
                reason = "as told"

    monkeypatch.setattr("soundness.adversary.question.check_equal", lambda *_, **__: Found)
    monkeypatch.setattr("soundness.adversary.question.is_defect", lambda _: False)
    reply = ask(question)
    assert fault in reply.why
    assert reply.outcome == ("wrong" if fault else "right")


def test_an_exception_is_a_crash(monkeypatch) -> None:
    monkeypatch.setattr(
        "soundness.adversary.question.check_equal", lambda *_, **__: {}["no such thing"]
    )
    reply = ask(Question("k", "x", "x", "x > 0", EQUAL))
    assert (reply.came, reply.outcome) == ("crash", "crashed")
    assert "KeyError" in reply.why


def test_slips_are_single_edits_that_can_be_read() -> None:
    asked = collection.slips(Random(3), 4)
    printed = {(i.left, i.right) for i in collection.identities()}
    assert len(asked) > 3 * len(printed)
    for question in asked[::20]:
        assert (question.formula, question.equals) not in printed
        assert settled(question) is None or settled(question).accepted in (EQUAL, DIFFERENT)


def test_what_is_found_wrong_is_asked_again(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shared, "FOUND", tmp_path / "found.jsonl")
    wrong = Reply(
        Question("aliases", "cos(2*pi*x)", "1", "x real", DIFFERENT), "supported", "", 0.1
    )
    right = replace(wrong, came="refuted")
    assert shared.remember([wrong, right]) == 1
    assert shared.remember([wrong]) == 0
    (again,) = shared.found_before()
    assert (again.formula, again.accepted) == ("cos(2*pi*x)", DIFFERENT)
    assert shared.found_wrong() == {"aliases": 1}


def test_formulas_of_lists_and_their_slips_have_a_known_truth() -> None:
    for listed in printed.COLLECTIONS:
        true = printed.as_printed(listed)
        assert len(true) > 150
        assert all(question.accepted == EQUAL for question in true)
        asked = [question for question in printed.slips(listed)[::40] if not question.taken]
        found = [settled(question) for question in asked]
        assert sum(q is not None and q.accepted == DIFFERENT for q in found) > len(asked) / 3


def test_complex_names_are_drawn_and_counterexamples_of_them_held() -> None:
    conditions = Conditions.read("z complex, Abs(z) < 1, w in upper half-plane, n integer >= 0")
    for point in conditions.points(Random(1), 20):
        assert point["z"][0] ** 2 + point["z"][1] ** 2 < 1
        assert point["w"][1] > 0
        assert conditions.broken(point) == ""
        assert differ("conjugate(z)*z", "Abs(z)**2", point) is False
    assert conditions.broken({"z": (Fraction(2), Fraction(0))}) == "Abs(z) < 1"
