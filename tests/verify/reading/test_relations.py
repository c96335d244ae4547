"""Texts that relate formulas, taken apart into sides, relations, limits and orders."""

from __future__ import annotations

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.relations import limit_name, split
from glassproof.verify.reading.tokens import ParseError


@pytest.mark.parametrize(
    ("text", "latex", "relations", "sides"),
    [
        ("x <= y", False, ["<="], ["x", "y"]),
        ("x < max(y, z) <= 1", False, ["<", "<="], ["x", "max(y, z)", "1"]),
        ("a == b != c", False, ["=", "!="], ["a", "b", "c"]),
        ("x \u2264 y", False, ["<="], ["x", "y"]),
        (r"x \leq \frac{1}{2} < 3", True, ["<=", "<"], ["x", r"\frac{1}{2}", "3"]),
        (r"a \neq b", True, ["!="], ["a", "b"]),
        (r"\sum_{1\le i<j\le n} 1 = \binom{n}{2}", True, ["="],
         [r"\sum_{1\le i<j\le n} 1", r"\binom{n}{2}"]),
        (r"\begin{align} x &\le y \end{align}", True, ["<="], ["x", "y"]),
        ("f(x <= 1)", False, [], ["f(x <= 1)"]),
    ],
)  # fmt: skip
def test_sides_and_relations(
    text: str, latex: bool, relations: list[str], sides: list[str]
) -> None:
    chain = split(text, latex=latex)
    assert [str(relation) for relation in chain.relations] == relations
    assert [side.text.replace("&", "").strip() for side in chain.sides] == sides


@pytest.mark.parametrize(
    ("text", "latex", "limit"),
    [
        ("n! ~ n**n as n -> oo", False, ("n", "oo")),
        (r"a_n \sim 1 \text{ as } n \to \infty", True, ("n", "oo")),
        (r"a \sim b \quad (x \to 0^+)", True, ("x", "0+")),
        (r"a \sim b, \qquad x \downarrow 0", True, ("x", "0+")),
    ],
)
def test_limits(text: str, latex: bool, limit: tuple[str, str]) -> None:
    chain = split(text, latex=latex)
    assert chain.limit is not None
    assert limit_name(chain.limit.text, latex=latex) == limit


@pytest.mark.parametrize(
    ("text", "latex", "inside"),
    [
        ("sin(x) = x + O(x**3)", False, "x**3"),
        ("f = O((x + 1)*2)", False, "(x + 1)*2"),
        (r"\sin x = x + \mathcal{O}\left(x^3\right)", True, "x^3"),
        (r"e^x = 1 - O(x)", True, "x"),
    ],
)
def test_orders(text: str, latex: bool, inside: str) -> None:
    chain = split(text, latex=latex)
    assert [str(relation) for relation in chain.relations] == ["= ... + O"]
    assert chain.remainder is not None
    assert chain.remainder.text.strip() == inside


@pytest.mark.parametrize(
    ("text", "latex", "column", "message"),
    [
        ("x <= ", False, 3, "a side is missing after"),
        ("<= x", False, 1, "a side is missing before"),
        ("x ~ y <= z as x -> oo", False, 7, "do not chain"),
        ("x = y < z >= x", False, 11, "do not chain"),
        (r"x \ge y = z < x", True, 13, "do not chain"),
        (r"x \approx y", True, 3, "does not say how near"),
        (r"x \ll y", True, 3, "does not say how near"),
        ("x <= O(y)", False, 3, "does not follow"),
    ],
)
def test_what_cannot_be_a_chain_is_told_with_its_place(
    text: str, latex: bool, column: int, message: str
) -> None:
    with pytest.raises(ParseError, match=message) as caught:
        split(text, latex=latex)
    assert caught.value.column == column


def test_a_limit_without_an_arrow_is_no_limit() -> None:
    with pytest.raises(DomainError, match="names no limit"):
        limit_name("N = oo")
