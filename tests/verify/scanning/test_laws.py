"""Laws of random variables: which of them a source states, and when several may depend."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.facts import facts_in
from glassproof.verify.scanning.heads import head_of
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.test_reading import read


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ("Let $W$ be standard normal.", "W ~ N(0, 1)"),
        (r"Let $\xi$ be a standard Gaussian variable", "xi ~ N(0, 1)"),
        ("Let $W$ be Gaussian with zero mean and variance $3$.", "W ~ N(0, 3)"),
        (r"If $W$ is normally distributed with mean $\mu$ and variance $s^2$", "W ~ N(mu, s**2)"),
        ("Let $W$ be exponential with mean 4.", "W ~ Exp(1/4)"),
        ("Let $W$ be an exponential random variable of rate $1/2$", "W ~ Exp(1/2)"),
        (r"an exponential random variable $W$ with mean $\theta$", "W ~ Exp(1/theta)"),
        ("suppose that $W$ is uniformly distributed on $[-1,2]$", "W ~ U(-1, 2)"),
        ("let $W$ be uniform in the unit interval", "W ~ U(0, 1)"),
        (r"Let $W$ have the Poisson distribution with parameter $2$", "W ~ Poisson(2)"),
        ("$W$ follows a binomial law with parameters $m$ and $p$", "W ~ Binomial(m, p)"),
        (r"Let $W \sim \mathsf{Unif}[0,2]$", "W ~ U(0, 2)"),
        (r"Let $W \sim \operatorname{Ber}(1/4)$", "W ~ Bernoulli(1/4)"),
        (r"Let $W \sim \mathrm{Pois}(2)$", "W ~ Poisson(2)"),
        (r"Let $W \sim \Gamma(a, 2)$", "W ~ Gamma(a, 2)"),
        (r"Let $W \sim \text{Gamma}\left(3, \beta\right)$", "W ~ Gamma(3, beta)"),
        ("Let $W$ have the gamma distribution with shape $a$ and scale $b$", "W ~ Gamma(a, 1/b)"),
        ("Let $W$ be Gamma distributed with parameters $2$ and $b$", "W ~ Gamma(2, b)"),
        (r"Let $W \sim \chi^2_k$", "W ~ ChiSquared(k)"),
        (r"Let $W \sim \chi_{n-1}^2$", "W ~ ChiSquared(n - 1)"),
        (r"Let $W \sim \chi^2(3)$", "W ~ ChiSquared(3)"),
        ("Let $W$ be chi-squared with $k$ degrees of freedom.", "W ~ ChiSquared(k)"),
        (r"Let $W \sim \operatorname{Beta}(a, b)$", "W ~ Beta(a, b)"),
        ("Let $W$ be a beta random variable with parameters $a$ and $2$.", "W ~ Beta(a, 2)"),
        (r"Let $W \sim \mathrm{Geom}(p)$", "W ~ Geometric(p)"),
        ("Let $W$ be geometric with parameter $p$.", "W ~ Geometric(p)"),
    ],
)
def test_laws_in_words_and_letters(words: str, law: str) -> None:
    assert law in {fact.text for fact in facts_in(words)}


@pytest.mark.parametrize(
    "words",
    [
        "Let $W$ be a standard normal vector.",
        r"Let $W$ be a Poisson process with rate $\lambda$.",
        "Let $W$ be normal with mean $0$.",
        "Let $W$ be exponential with mean 1 given $Y$.",
        "Let $W$ be uniform.",
        "The function $f$ is uniform on $[0,1]$.",
        "Let $W$ be approximately standard normal.",
    ],
)
def test_what_states_no_law(words: str) -> None:
    assert not [fact for fact in facts_in(words) if "~" in fact.text]


def test_parameters_lie_where_their_law_says() -> None:
    facts = {fact.text for fact in facts_in(r"Let $W \sim \mathrm{Bin}(m, p)$")}
    assert {"m integer >= 1", "p > 0", "p < 1"} <= facts


@pytest.mark.parametrize(
    ("words", "guessed"),
    [
        (r"$W \sim \mathrm{Exp}(3)$", True),
        (r"$W \sim \mathrm{Exp}(1)$", False),
        ("$W \\sim N(0, 3)$", True),
        (r"$W \sim N(0, \tau^2)$", False),
        ("let $W$ be exponential with rate 3", False),
        ("let $W$ be exponential with parameter 3", True),
        (r"$W \sim \mathrm{Gamma}(a, b)$", True),
        ("let $W$ be gamma with shape $a$ and scale $b$", False),
        (r"$W \sim \mathrm{Geo}(p)$", True),
        (r"$W \sim \chi^2_k$", False),
    ],
)
def test_a_parameter_with_two_meanings_is_a_guess(words: str, guessed: bool) -> None:
    laws = [fact for fact in facts_in(words) if "~" in fact.text]
    assert [bool(fact.guessed) for fact in laws] == [guessed]


def statuses(tmp_path: Path, body: str) -> list[Status]:
    return [judge_equation(each).status for each in read(tmp_path, body).equations]


def test_a_parameter_with_two_meanings_accuses_nobody(tmp_path: Path) -> None:
    body = (
        r"Let $W \sim \mathrm{Exp}(3)$. Then \[ E[W] = 3, \quad E[W] = \frac13, \quad E[W] = 1. \]"
    )
    assert statuses(tmp_path, body) == [Status.UNDECIDED, Status.VERIFIED, Status.REFUTED]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            "Let $U, W$ be independent standard normal. $U \\sim N(0,1)$, $W \\sim N(0,1)$",
            "refuted",
        ),
        ("Let $U \\sim N(0,1)$ and $W \\sim N(0,1)$", "not a statement about numbers"),
        (
            "Let $U \\sim N(0,1)$ and $W \\sim N(0,1)$ have correlation $1/2$",
            "not a statement about numbers",
        ),
    ],
)
def test_of_several_variables_their_dependence_must_be_said(
    tmp_path: Path, words: str, status: str
) -> None:
    assert statuses(tmp_path, rf"{words}. Then \[ E[UW] = \frac12. \]") == [status]


def test_an_expectation_is_no_name() -> None:
    assert head_of("E[X]") is None
    assert head_of("E(Y_1)") is None
    assert head_of("E(x)") is not None
