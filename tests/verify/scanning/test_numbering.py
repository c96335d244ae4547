"""Numbers of equations and theorems, as TeX prints them."""

from __future__ import annotations

from pathlib import Path

from tests.verify.scanning.test_reading import read

_ARTICLE = r"""\documentclass{article}
\usepackage{amsmath,amsthm}
\newtheorem{thm}{Theorem}[section]
\newtheorem{lem}[thm]{Lemma}
\newtheorem{cor}[lem]{Corollary}
\newtheorem*{rem}{Remark}
\newtheorem{prop}{Proposition}
"""


def environments(tmp_path: Path, body: str, preamble: str = _ARTICLE) -> list[str | None]:
    return [each.environment for each in read(tmp_path, body, preamble).equations]


def numbers(tmp_path: Path, body: str, preamble: str = _ARTICLE) -> list[str | None]:
    return [each.number for each in read(tmp_path, body, preamble).equations if each.displayed]


def of(name: str) -> str:
    return rf"\begin{{{name}}} \[ 1 + 1 = 2. \] \end{{{name}}}"


def test_theorems_count_within_sections_and_with_one_another(tmp_path: Path) -> None:
    body = (
        rf"\section{{One}} {of('thm')} {of('lem')} {of('rem')} {of('prop')} {of('cor')}"
        rf"\section*{{No number}} {of('thm')} \section{{Two}} {of('thm')} {of('prop')}"
        rf"\appendix \section{{More}} {of('lem')}"
    )
    assert environments(tmp_path, body) == [
        "Theorem 1.1", "Lemma 1.2", "Remark", "Proposition 1", "Corollary 1.3",
        "Theorem 1.4", "Theorem 2.1", "Proposition 2", "Lemma A.1",
    ]  # fmt: skip


def test_theorems_that_count_with_equations(tmp_path: Path) -> None:
    preamble = r"""\documentclass{article}\usepackage{amsmath}
    \numberwithin{equation}{section}\newtheorem{thm}[equation]{Theorem}"""
    body = (
        r"\section{One}\begin{equation} 1 = 1 \end{equation}"
        r"\begin{thm}\begin{equation} 2 = 2 \end{equation}\end{thm}"
    )
    found = read(tmp_path, body, preamble).equations
    assert [(each.number, each.environment) for each in found] == [
        ("1.1", None), ("1.3", "Theorem 1.2"),
    ]  # fmt: skip


def test_books_count_within_chapters_that_have_begun(tmp_path: Path) -> None:
    preamble = r"\documentclass{book}\newtheorem{thm}{Theorem}[section]"
    body = (
        r"\begin{equation} 1 = 1 \end{equation}"
        r"\chapter{One}\section{A}\section{B}\begin{equation} 2 = 2 \end{equation}"
        r"\begin{thm}\begin{equation} 3 = 3 \end{equation}\end{thm}"
        r"\chapter{Two}\begin{equation} 4 = 4 \end{equation}"
    )
    found = read(tmp_path, body, preamble).equations
    assert [each.number for each in found] == ["1", "1.1", "1.2", "2.1"]
    assert found[2].environment == "Theorem 1.2.1"


def test_subequations_share_a_number(tmp_path: Path) -> None:
    body = r"""\begin{equation} 1 = 1 \end{equation}
    \begin{subequations}\begin{align} 2 &= 2, \\ 3 &= 3. \end{align}\end{subequations}
    \begin{equation} 4 = 4 \end{equation}"""
    assert numbers(tmp_path, body) == ["1", "2a", "2b", "3"]


def test_rows_of_a_split_within_an_align_are_one_equation(tmp_path: Path) -> None:
    body = r"""Let $u$ and $v$ be real.
\begin{align}
\begin{split}
  (u-v)^2 &= u^2 - 2uv \\
          &\qquad + v^2 \end{split}\label{eq:square} \\
u + v &= v + u \label{eq:sum} \\
\begin{aligned} (u+v)^2 &= u^2 + 2uv + v^2 \\ &= (v+u)^2 \end{aligned} \label{eq:other}
\end{align}"""
    found = read(tmp_path, body).equations
    told = [(each.number, each.label, len(each.links)) for each in found]
    assert told == [("1", "eq:square", 1), ("2", "eq:sum", 1), ("3", "eq:other", 2)]
    first = found[0].place.line
    assert [each.place.line - first for each in found] == [0, 2, 3]
