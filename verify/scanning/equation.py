"""What reading a LaTeX source hands on: its equations, each with its place and its context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where a fact about names comes from, the nearest last."""

    GUESS = "guess"
    NOTATION = "notation"
    STATED = "stated"
    SIDECAR = "sidecar"


class Status(StrEnum):
    """What a scan says of an equation; reading sets the last four, judging the others."""

    VERIFIED = "verified"
    REFUTED = "refuted"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    DEFINITION = "definition"
    UNBOUND = "unbound"
    NO_NUMBERS = "not a statement about numbers"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, order=True)
class Place:
    """A line of a source's file, named from the folder of the main file, as in ``a/b.tex:12``."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


SPOKEN_OF = "; the text speaks of it, in words that are not understood"
"""How the reason of a guess ends if the source may say what the name is."""


@dataclass(frozen=True)
class Context:
    """One fact about names, in the language of ``where``, and who says so; or a limit, n -> oo.

    ``said`` is the reader's reason: the words of the source, or why it was guessed.
    """

    text: str
    origin: Origin
    place: Place | None = None
    said: str = ""

    @property
    def is_guess(self) -> bool:
        """Nobody says so: what rests on it can be refuted only as read."""
        return self.origin is Origin.GUESS

    @property
    def is_vague(self) -> bool:
        """A guess about a name of which the text speaks: it is no ground to call anything wrong."""
        return self.is_guess and self.said.endswith(SPOKEN_OF)


@dataclass(frozen=True)
class Link:
    """Two neighbouring sides of a chain, in LaTeX without macros, tags and punctuation.

    Definitions that the equation uses are put in already: the link with the equation's ``where``
    is all that a judge needs.
    ``relation`` is one of ``= <= < >= > != ~``.
    """

    left: str
    relation: str
    right: str

    @property
    def latex(self) -> str:
        """The link as one text that :func:`glassproof.check` reads with ``latex=True``."""
        return f"{self.left} {_SIGNS[self.relation]} {self.right}"


_SIGNS = {
    "=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">", "!=": r"\ne", "~": r"\sim",
}  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """A name that the source introduces: ``name(parameters)`` stands for ``body``, all in LaTeX."""

    name: str
    parameters: tuple[str, ...]
    body: str
    place: Place


@dataclass(frozen=True)
class Equation:
    r"""A relation that a source states, displayed or inline.

    ``id`` is the label where there is one, else made of the place; ``number`` is what TeX would
    print, where that can be counted. A display of several statements (the rows of an ``align``)
    becomes several equations. ``status`` is None where judging decides; else reading says it,
    with ``reason``. ``definitions`` are those that the equation uses, in the order of the source;
    ``context`` are facts about the names in it and in them. ``reading`` says how a notation was
    read that has no sure meaning: it is no ground to call anything wrong.
    """

    id: str
    label: str | None
    number: str | None
    place: Place
    end: int
    source: str
    expanded: str
    section: str
    environment: str | None
    links: tuple[Link, ...]
    context: tuple[Context, ...]
    definitions: tuple[Definition, ...]
    status: Status | None
    reason: str
    sentence: str
    displayed: bool = True
    unbound: tuple[str, ...] = ()
    reading: str = ""

    @property
    def guesses(self) -> tuple[Context, ...]:
        """What nobody says and the reader took for granted."""
        return tuple(fact for fact in self.context if fact.is_guess)

    @property
    def where(self) -> str:
        """All facts as one text in the language of ``where``, without the limit that one names."""
        return ", ".join(dict.fromkeys(f.text for f in self.context if "->" not in f.text))


@dataclass(frozen=True)
class Trouble:
    """Something wrong with the source; the rest of it is read all the same."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Document:
    """A source as it was read: its files with their SHA-256 digests, equations and troubles.

    ``expected`` are verdicts that the sidecar file expects, by the equation's id.
    """

    main: str
    files: Mapping[str, str]
    equations: tuple[Equation, ...]
    troubles: tuple[Trouble, ...]
    macros: int = 0
    expected: Mapping[str, str] = field(default_factory=dict)
