"""Sources written for the purpose: what reading makes of each construct, told by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Document, Equation, Origin, Status

PREAMBLE = r"""\documentclass{article}
\usepackage{amsmath}
\newtheorem{theorem}{Theorem}
\newcommand{\R}{\mathbb{R}}
\newcommand{\abs}[1]{\left|#1\right|}
\newcommand{\pow}[2][2]{#2^{#1}}
\def\half{\tfrac12}
\DeclareMathOperator{\Var}{Var}
"""


def read(tmp_path: Path, body: str, preamble: str = PREAMBLE) -> Document:
    """The source with this body."""
    path = tmp_path / "paper.tex"
    path.write_text(f"{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    return read_document(path)


def only(document: Document) -> Equation:
    """The only displayed equation."""
    (found,) = [each for each in document.equations if each.displayed]
    return found


def facts(equation: Equation) -> set[str]:
    return {fact.text for fact in equation.context}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (r"For all $x > 0$,", {"x > 0"}),
        (r"Let $x$ be a positive real number. Then, for every positive integer $n$,",
         {"n > 0", "n integer", "x > 0", "x real"}),
        (r"Fix $0 < x < 1$. Then", {"0 < x", "x < 1"}),
        (r"For real $x$ with $\abs{x} < 2$,", {"x real", "abs(x) < 2"}),
        (r"For $x \in [0, 1)$,", {"x >= 0", "x < 1"}),
        (r"If $x$ and $y$ are nonnegative, then", {"x >= 0"}),
        (r"For $x \in \R$ and $n \in \mathbb{N}$,", {"x real"}),
    ],
)  # fmt: skip
def test_words_before_give_the_domain(tmp_path: Path, words: str, expected: set[str]) -> None:
    found = only(read(tmp_path, rf"{words} \[ (x+1)^2 = x^2 + 2x + 1. \]"))
    assert found.status is None
    assert facts(found) <= expected
    assert {text for text in expected if "n" not in text and "y" not in text} <= facts(found)
    assert all(fact.origin in (Origin.STATED, Origin.NOTATION) for fact in found.context)


def test_words_after_and_beside_give_the_domain(tmp_path: Path) -> None:
    body = r"""\[ \frac{1}{1-z} = \sum_{k=0}^\infty z^k, \] where $|z| < 1$.

    \[ \log(1+u) \le u, \qquad u > -1. \]"""
    first, second = read(tmp_path, body).equations[:2]
    assert "abs(z) < 1" in facts(first)
    assert facts(second) == {"u > -1"}


def test_a_theorem_speaks_for_its_displays_and_its_proof(tmp_path: Path) -> None:
    body = r"""\begin{theorem}[Means] Let $a, b > 0$. Then
    \begin{equation}\label{eq:means} \sqrt{ab} \le \frac{a+b}{2}. \end{equation}\end{theorem}
    \begin{proof} \[ (a+b)^2 = (a-b)^2 + 4ab. \] \end{proof}"""
    means, square = (each for each in read(tmp_path, body).equations if each.displayed)
    assert means.id == means.label == "eq:means"
    assert means.number == "1"
    assert means.environment == "Theorem 1 (Means)"
    assert facts(means) == facts(square) == {"a > 0", "b > 0"}


def test_macros_arguments_and_operators_are_put_out(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"For $x > 0$, \[ \pow{x} + \pow[3]{x} = \abs{x}^2 (1 + x). \]"))
    assert found.links[0].left == "x^{2} + x^{3}"
    assert found.status is None


def test_rows_make_chains_or_statements(tmp_path: Path) -> None:
    body = r"""For real $x$,
    \begin{align}
      (x+1)^2 &= (x+1)(x+1) \notag \\
              &= x^2 + 2x \\
              &\quad + 1, \label{chain}\\
      x^2 &\ge 0.
    \end{align}"""
    chain, square = read(tmp_path, body).equations
    assert [link.relation for link in chain.links] == ["=", "="]
    assert chain.links[1].right.replace(r"\quad", "").split() == "x^2 + 2x + 1".split()
    assert chain.id == "chain"
    assert (chain.place.line, chain.end) == (12, 14)
    assert (square.place.line, square.number) == (15, "3")
    assert square.links[0].relation == ">="


def test_a_definition_serves_what_follows(tmp_path: Path) -> None:
    body = r"""Define \[ f(t) := \frac{1}{1+t^2}. \] For real $x$ we have
    \[ f(x) + x^2 f(x) = 1 \] and \[ f'(x) = -\frac{2x}{(1+x^2)^2}. \]"""
    definition, first, second = read(tmp_path, body).equations
    assert definition.status is Status.DEFINITION
    assert first.status is second.status is None
    assert "f" not in first.links[0].left.replace("frac", "").replace("left", "")
    assert [each.name for each in first.definitions] == ["f(t)"]
    assert r"\frac{d}{dx}" in second.links[0].left


@pytest.mark.parametrize(
    "use", [r"\int_{-\infty}^\infty f(t)\,dt = \pi", r"2 f(1) = 1", r"\sin^2 f(0) \le 1",
            r"\frac{f(1)}{3} + \sum_{k=0}^1 f(k) = \frac{5}{3}", r"\alpha f(1) = \frac{\alpha}{2}"]
)  # fmt: skip
def test_a_definition_is_put_in_wherever_it_stands(tmp_path: Path, use: str) -> None:
    body = rf"Let $\alpha > 0$. Define \[ f(t) := \frac{{1}}{{1+t^2}}. \] Then \[ {use}. \]"
    found = read(tmp_path, body).equations[-1]
    assert found.status is None, found
    assert [each.name for each in found.definitions] == ["f(t)"]


def test_a_bound_letter_is_never_captured(tmp_path: Path) -> None:
    body = r"""Define \[ g(x) := \sum_{k=1}^{5} k x. \] For every integer $k \ge 1$,
    \[ g(k) = 15 k. \]"""
    found = read(tmp_path, body).equations[-1]
    assert found.status is Status.UNBOUND  # k would be taken for the sum's


def test_a_name_may_be_given_another_meaning(tmp_path: Path) -> None:
    body = r"""Define \[ f(t) := t^2. \] For real $x$, \[ f(x) = x^3. \] Now let
    \[ f(t) = e^t. \] Then \[ f(0) = 1. \]"""
    _, claim, again, value = read(tmp_path, body).equations
    assert claim.status is None  # and false
    assert again.status is Status.DEFINITION
    assert value.links[0].left == r"\left(e^{0}\right)"


def test_definitions_end_with_their_section(tmp_path: Path) -> None:
    body = r"""\section{One} Define \[ c := 2. \] \section{Two} \[ c + 1 = 4. \]"""
    assert read(tmp_path, body).equations[-1].status is Status.UNBOUND


@pytest.mark.parametrize(
    ("display", "status"),
    [
        (r"X_n \to X", Status.NO_NUMBERS),
        (r"a \approx 3", Status.NO_NUMBERS),
        (r"X \stackrel{d}{=} Y", Status.NO_NUMBERS),
        (r"A \subset B", Status.NO_NUMBERS),
        (r"\mathbf{A}\mathbf{x} = \lambda \mathbf{x}", Status.NO_NUMBERS),
        (r"A^T = A", Status.NO_NUMBERS),
        (r"\mathbb{E}[X+Y] = \mathbb{E}[X] + \mathbb{E}[Y]", Status.NO_NUMBERS),
        (r"x = y \implies y = x", Status.NO_NUMBERS),
        (r"\int_0^1 h", Status.NO_NUMBERS),
        (r"h(u) + 1 = 2 h(u)", Status.UNBOUND),
        (r"\alpha u + 1 = \beta u", Status.UNBOUND),
        (r"\sum_{i<j} 1 = 4", Status.UNBOUND),
        (r"u'' + u = 0", Status.UNBOUND),
        (r"1 + 2 + \cdots + 9 = 45", Status.UNREADABLE),
        (r"Q := 17", Status.DEFINITION),
    ],
)
def test_what_is_no_law_of_numbers_is_not_judged(
    tmp_path: Path, display: str, status: Status
) -> None:
    found = only(read(tmp_path, rf"Some words. Hence \[ {display}. \]"))
    assert found.status is status, found
    assert found.reason


def test_what_nothing_says_is_named(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"Hence \[ \alpha u + 1 = \beta u. \]"))
    assert set(found.unbound) == {"alpha", "beta"}
    assert "alpha, beta" in found.reason


def test_a_guess_is_marked_with_its_reason(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"Hence \[ \sum_{k=1}^m k = \frac{m(m+1)}{2}. \]"))
    assert found.status is None
    (guess,) = found.guesses
    assert guess.text == "m integer >= 1"
    assert "because it bounds a sum" in guess.said


def test_a_name_may_be_that_of_a_law(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"Hence \[ \sum_{n=1}^N n^2 = \frac{N(N+1)(2N+1)}{6}. \]"))
    assert found.status is None
    assert facts(found) == {"N integer >= 1"}


def test_an_equation_to_be_solved_is_no_law(tmp_path: Path) -> None:
    found = only(read(tmp_path, r"The maximum is where \[ 3 - w = 3 e^{-w}. \]"))
    assert found.status is Status.UNBOUND


def test_opposite_cases_stay_apart(tmp_path: Path) -> None:
    body = r"""For $|z| < 1$ one has \[ \frac{1}{1-z} = \sum_{k=0}^\infty z^k. \]
    For $|z| > 1$ one has \[ \frac{1}{1-z} = -\sum_{k=1}^\infty z^{-k}. \]"""
    first, second = read(tmp_path, body).equations
    assert "abs(z) < 1" in facts(first)
    assert "abs(z) > 1" not in facts(first)
    assert "abs(z) > 1" in facts(second)


def test_laws_of_random_variables_are_known(tmp_path: Path) -> None:
    body = r"""Let $X \sim \mathcal{N}(0, \sigma^2)$ with $\sigma > 0$. Then
    \[ \mathbb{E}[X^4] = 3\sigma^4. \]"""
    found = only(read(tmp_path, body))
    assert found.status is None
    assert facts(found) == {"X ~ N(0, sigma**2)", "sigma > 0"}


def test_letters_of_special_functions_need_their_name(tmp_path: Path) -> None:
    claim = r"For real $x$, \[ P_2(x) = \frac{3x^2-1}{2} + 0 x. \]"
    bare = only(read(tmp_path, claim))
    named = only(read(tmp_path, r"Let $P_n$ be the Legendre polynomials. " + claim))
    assert bare.status is not None
    assert named.status in (None, Status.DEFINITION)


def test_limits_are_read(tmp_path: Path) -> None:
    body = r"""Stirling: \[ n! \sim \sqrt{2\pi n}\left(\frac{n}{e}\right)^n \quad (n \to \infty). \]
    Here $n \ge 1$ is an integer."""
    found = only(read(tmp_path, body))
    assert found.status is None
    assert "n -> oo" in facts(found)
    assert "->" not in found.where
