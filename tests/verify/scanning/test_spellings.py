r"""Constructs that authors use and first readings missed: each is read, or told for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.cleaning import cleaned
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.test_reading import read


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"u^-_1 + u_2^{+} = f(x^+)", r"u_{1minus} + u_{2plus} = f(x_{plus})"),
        (r"x^{-1} + x^- 1", r"x^{-1} + x^- 1"),
        (r"\mathbb R^+", r"\mathbb R^+"),
        (r"\sum_{k=0}^{k=m} c_k", r"\sum_{k=0}^{m} c_k"),
        (r"75\%", r"\frac{75}{100}"),
        (r"\genfrac..{0pt}{}{-}{m+\frac12}; Z", r"; m+\frac12; Z"),
        (r"\genfrac{}{}{}{}{p}{q} + \genfrac(){0pt}{}{n}{k}", r"\frac{p}{q} + \binom{n}{k}"),
        (r"J(V;W) = {}_2F_1(a,b;c;z)", r"J(V,W) = {}_2F_1(a,b;c;z)"),
        (r"\frac{\partial^{} u}{\partial{y}}", r"\frac{\partial u}{\partial y}"),
    ],
)
def test_spellings_are_put_plainly(written: str, plain: str) -> None:
    assert cleaned(written) == plain


def statuses(text: str, tmp_path: Path) -> list[str]:
    return [str(judge_equation(each).status) for each in read(tmp_path, text).equations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"For $x$ real we have \[ \sin(x)^2 = 1 - \cos(x)^2. \]", "verified"),
        (r"For $x$ real we have \[ \sin(x)^2 = 2 - \cos(x)^2. \]", "undecided"),
        (r"For $K > 0$, \[ \sinh K (\cosh K)^2 = \sinh K (1 + \sinh(K)^2). \]", "verified"),
        (
            r"For $0 < x < 1$, \[ {}_2F_1(1, 1, 2, x) = -\frac{\log(1-x)}{x}. \]",
            "verified|supported",
        ),
        (r"\[ \frac{3}{4} = 75\% \]", "verified"),
        (r"\begin{align*} 2 + 2 &= \\ &= 4 \end{align*}", "verified"),
        (r"Then \[ (O^TDO)^2 = O^TD^2O. \]", "not a statement about numbers"),
        (r"For complex $p, q, r, s$, \[ p s - q r \neq 0. \]", "not a statement about numbers"),
        (r"\[ e^x \neq 0 \quad \forall x \in \mathbb{R} \]", "verified"),
        (r"\[ H_0 : \theta = 2 \]", "not a statement about numbers"),
        (r"\[ \logit p = x \]", "unbound"),
        (
            r"For $N \ge 1$ an integer, \[ \sum_{n=0}^{N} b_{2n} = \sum_{n=1}^{N} b_{2n}. \]",
            "unbound",
        ),
    ],
)
def test_what_first_readings_missed(text: str, expected: str, tmp_path: Path) -> None:
    assert statuses(text, tmp_path)[-1] in expected.split("|")


def test_a_value_with_its_error_is_no_law(tmp_path: Path) -> None:
    assert statuses(r"Let $\theta = 0.5$. We find $\theta = 1.5 \pm 0.5$ here.", tmp_path) == []


def test_a_value_at_a_capital_is_no_function(tmp_path: Path) -> None:
    text = r"\[ H(X) = \log 3 \] and \[ H(Y) = \log 2 \] Hence \[ \frac{H(X)}{H(Y)} = 1. \]"
    assert statuses(text, tmp_path)[-1] == "refuted"
    text = r"\[ H(X) = \log 3 \] Hence \[ \frac{H(X)}{H(Y)} = 1. \]"
    assert statuses(text, tmp_path)[-1] == "unbound"


@pytest.mark.parametrize(
    ("claim", "expected"), [("(p+q)^2 = S^2", "verified"), ("p - S = q", "undecided")]
)
def test_what_ties_names_is_used_and_accuses_nobody(
    claim: str, expected: str, tmp_path: Path
) -> None:
    text = rf"If $p, q$ are non-negative reals such that $p + q = S \ge 1$, then \[ {claim}. \]"
    assert statuses(text, tmp_path)[-1] == expected


def test_let_freezes_what_a_name_means(tmp_path: Path) -> None:
    preamble = r"\let\oldphi\phi \renewcommand{\phi}{\oldphi\,} "
    found = read(tmp_path, preamble + r"For $\phi > 0$, \[ \phi + \phi = 2\phi. \]").equations
    assert found[-1].status is not Status.UNREADABLE


def test_derivatives_of_the_physics_package_have_orders(tmp_path: Path) -> None:
    text = r"\usepackage{physics} For $x > 0$, \[ \dv[2]{x^3}{x} = 6 x = \pdv{(3 x^2)}{x}. \]"
    assert statuses(text, tmp_path)[-1] == "verified"
