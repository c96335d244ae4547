r"""Functions whose argument ends nowhere: they prove, and accuse nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.judged import judge_equation
from glassproof.verify.scanning.loose_arguments import with_arguments
from tests.verify.scanning.test_reading import only, read


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (r"\cos \omega t", r"\cos\left(\omega t\right)"),
        (r"\sin 12 k_1 x^2 + 1", r"\sin\left(12 k_1 x^2\right) + 1"),
        (r"\int_0^1 \sin \beta \theta d\theta", r"\int_0^1 \sin\left(\beta \theta\right) d\theta"),
        (r"\cos \beta x e^{-x}", r"\cos\left(\beta x\right) e^{-x}"),
        (r"\sin \beta x \cos \beta x", r"\sin\left(\beta x\right) \cos\left(\beta x\right)"),
        (r"\log^{2} a b / c", r"\log^{2}\left(a b\right) / c"),
        (r"\sin x \cos y + \log 10", r"\sin x \cos y + \log 10"),
        (r"\cos (a) b", r"\cos (a) b"),
    ],
)
def test_what_an_argument_is_taken_to_be(side: str, expected: str) -> None:
    assert " ".join(with_arguments([side])[0][0].split()) == expected


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\cos 2 \beta y = 1 - 2 \sin^2 \beta y", Status.VERIFIED),
        (r"\cos 2 \beta y = 1 + 2 \sin^2 \beta y", Status.UNDECIDED),  # whatever is meant
        (r"\cos \beta y = y \cos \beta", Status.UNDECIDED),  # true if the argument is beta
    ],
)
def test_it_proves_and_accuses_nobody(tmp_path: Path, formula: str, status: Status) -> None:
    equation = only(read(tmp_path, rf"For all real $\beta$ and $y$, \[ {formula}. \]"))
    found = judge_equation(equation)
    assert found.status is status
    assert any(r"\beta y is read as" in said for said in found.as_read)


def test_what_is_clear_is_no_guess(tmp_path: Path) -> None:
    equation = only(read(tmp_path, r"For all real $y$, \[ \cos 2y = 1 + 2 \sin^2 y. \]"))
    assert equation.reading == ""
    assert judge_equation(equation).status is Status.REFUTED
