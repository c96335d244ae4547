r"""Sets in which names lie, as print writes them: understood whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.scanning.conditions import conditions
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.test_reading import only, read

_SETS = {
    # as written after "x \in": what is said of x
    r"\mathbb R": "x real",
    r"\mathbb{Z}": "x integer",
    r"\mathbb C": "x complex",
    r"\mathbb N": "x integer >= 1",
    r"\mathbb N_0": "x integer; x >= 0",
    r"\mathbb{N}^*": "x integer; x > 0",
    r"\mathbb N\cup\{0\}": "x >= 0; x integer",
    r"\mathbb R_+": "x > 0",
    r"\mathbb{R}^{-}": "x < 0",
    r"\mathbb R_{\geqslant 0}": "x >= 0",
    r"\mathbb Z_{\ge 3}": "x integer; x >= 3",
    r"\mathbb{R}^\times": "x != 0",
    r"\mathbb C^*": "x complex; x != 0",
    r"\mathbb C_+": "im(x) > 0; x complex",
    r"\mathbb{R}\setminus\{0, 1/2\}": "x != 0; x != 1/2; x real",
    r"(0, \infty) \setminus \{1\}": "x != 1; x > 0",
    r"\R": "x real",
}
_NOT_NUMBERS = [r"\mathbb R^n", r"\mathbb{C}^{N\times N}", r"\mathbb R^2", r"\mathbb{Z}_p"]
_TOO_HARD = [r"\mathbb Q", r"\mathbb C\setminus(-\infty, 0]", r"\mathbb{C}\setminus\mathbb{R}",
             r"\mathbb R\setminus\{a\}", r"\mathbb{R}\setminus\mathbb Q"]  # fmt: skip


def said(where: str) -> set[str]:
    """The texts of the facts."""
    return {fact.text for fact in conditions(rf"x \in {where}")}


@pytest.mark.parametrize(("where", "expected"), _SETS.items())
def test_what_a_set_says(where: str, expected: str) -> None:
    told = said(where)
    assert told - {"x real"} == set(expected.split("; ")) - {"x real"}
    parse_conditions(", ".join(sorted(told, key=lambda text: "complex" not in text)))


@pytest.mark.parametrize("where", [*_NOT_NUMBERS, *_TOO_HARD])
def test_a_set_that_is_not_understood_says_nothing(where: str) -> None:
    assert said(where) == set()


@settings(max_examples=60, deadline=None)
@given(
    where=st.sampled_from(sorted(_SETS)),
    space=st.sampled_from(["", " ", r"\,", "  "]),
    more=st.sampled_from(["", "y, ", "y,z, "]),
)
def test_spaces_and_lists_change_nothing(where: str, space: str, more: str) -> None:
    found = conditions(rf"{more}x{space}\in{space} {where}")
    assert {fact.text for fact in found if fact.names[0] == "x"} == said(where)
    for name in more.split(","):
        if name.strip():
            assert any(fact.names[0] == name.strip() for fact in found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"For all $w\in\mathbb R$, \[ w^2 \ge 0. \]", Status.VERIFIED),
        (r"For all $w\in\mathbb R$, \[ w^3 \ge 0. \]", Status.REFUTED),
        (r"For $w\in\mathbb R\setminus\{0\}$, \[ \frac{|w|}{w}\cdot\frac{w}{|w|} = 1. \]",
         Status.VERIFIED),
        (r"For $w, v\in\mathbb R^n$, \[ |w+v|^2 = |w|^2+|v|^2. \]", Status.UNDECIDED),
    ],
)  # fmt: skip
def test_equations_are_judged_where_the_set_says(
    tmp_path: Path, body: str, expected: Status
) -> None:
    assert judge_equation(only(read(tmp_path, body))).status is expected
