"""Chains over several displays, chains of which a part speaks of numbers, double signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.equation import Equation, Status
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.hand import equation
from tests.verify.scanning.test_reading import read


def displayed(tmp_path: Path, body: str) -> list[Equation]:
    return [each for each in read(tmp_path, body).equations if each.displayed]


def test_a_display_goes_on_with_the_chain_of_the_one_before(tmp_path: Path) -> None:
    body = r"\[ a = \int_0^1 x^2\,dx \] which is simply \[ = \frac13 \] and \[ = \frac39. \]"
    found = displayed(tmp_path, body)
    assert [each.expanded for each in found[1:]] == [
        r"\int_0^1 x^2\,dx = \frac13", r"\frac13 = \frac39",
    ]  # fmt: skip
    assert all(each.status is None for each in found[1:])


def test_a_first_side_that_is_missing_leaves_the_rest(tmp_path: Path) -> None:
    (found,) = displayed(tmp_path, r"\begin{align} &= \frac12 + \frac12 \\ &= 1 \end{align}")
    assert (found.expanded, found.status) == (r"\frac12 + \frac12 = 1", None)
    (alone,) = displayed(tmp_path, r"\section{New} \[ = 7 \]")
    assert alone.status is Status.UNREADABLE


@pytest.mark.parametrize(
    ("chain", "part"),
    [
        (r"\Pr(A) = \sum_{k=1}^3 \frac{1}{2^k} = \frac78",
         r"\sum_{k=1}^3 \frac{1}{2^k} = \frac78"),
        (r"\mathbf{x}^\top\mathbf{y} = 1 + 1 = 2", "1 + 1 = 2"),
        (r"2 + 2 = 4 = \Pr(A)", "2 + 2 = 4"),
        (r"f_X(1) = \frac{1}{2}\cdot 3 = \frac32", r"\frac{1}{2}\cdot 3 = \frac32"),
    ],
)  # fmt: skip
def test_what_of_a_chain_speaks_of_numbers_is_an_equation_of_its_own(
    tmp_path: Path, chain: str, part: str
) -> None:
    whole, rest = displayed(tmp_path, rf"\[ {chain}. \]")
    assert whole.status in (Status.NO_NUMBERS, Status.UNBOUND)
    assert (rest.expanded, rest.status) == (part, None)
    assert rest.id == whole.id + "#2"


def test_a_link_to_what_is_no_number_is_no_part(tmp_path: Path) -> None:
    (found,) = displayed(tmp_path, r"\[ \Pr(A) = \frac12. \]")
    assert found.status is Status.NO_NUMBERS


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (r"\pm\frac{1+i}{\sqrt2}", Status.VERIFIED),
        (r"\mp\frac{1+i}{\sqrt2}", Status.VERIFIED),
        (r"\pm\frac{1-i}{\sqrt2}", Status.REFUTED),
    ],
)
def test_a_sign_on_one_side_says_that_one_of_both_is_right(right: str, expected: Status) -> None:
    assert judge_equation(equation((r"\sqrt{i}", "=", right))).status is expected


def test_signs_on_both_sides_belong_together() -> None:
    right = equation((r"(a\pm b)^2", "=", r"a^2 \pm 2ab + b^2"), stated="a, b real")
    wrong = equation((r"(a\pm b)^2", "=", r"a^2 \mp 2ab + b^2"), stated="a, b real")
    assert judge_equation(right).status in (Status.VERIFIED, Status.SUPPORTED)
    assert judge_equation(wrong).status is Status.REFUTED


def test_thousands_are_one_number(tmp_path: Path) -> None:
    (found,) = displayed(tmp_path, r"\[ 10 \cdot 1{,}234 = \boxed{12,340}. \]")
    assert found.expanded.endswith("= 12340")
