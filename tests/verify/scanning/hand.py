"""Equations made by hand, as reading would hand them on."""

from __future__ import annotations

from glassproof.verify.scanning.equation import (
    Context,
    Definition,
    Document,
    Equation,
    Link,
    Origin,
    Place,
)

HERE = Place("paper.tex", 1)


def equation(
    *links: tuple[str, str, str],
    stated: str = "",
    guess: str = "",
    definitions: tuple[Definition, ...] = (),
    label: str = "eq:one",
    line: int = 1,
) -> Equation:
    """A displayed chain, with what the source states and what is guessed."""
    facts = [Context(text, Origin.STATED) for text in stated.split("; ") if text]
    facts += [Context(text, Origin.GUESS) for text in guess.split("; ") if text]
    return Equation(
        id=label, label=label, number="1", place=Place("paper.tex", line), end=line + 2,
        source=" ".join(Link(*link).latex for link in links), expanded="", section="Introduction",
        environment=None, links=tuple(Link(*link) for link in links), context=tuple(facts),
        definitions=definitions, status=None, reason="", sentence="",
    )  # fmt: skip


def document(*equations: Equation) -> Document:
    """A source of these equations."""
    return Document("paper.tex", {"paper.tex": "0" * 64}, equations, ())
