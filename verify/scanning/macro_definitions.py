r"""The definitions of commands in a text, read one by one: nothing is executed.

\newcommand with arguments and a default, \def with plain parameters, \let, \DeclareMathOperator,
\DeclarePairedDelimiter, \NewDocumentCommand with m, o, O and s, environments around a display.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glassproof.verify.scanning.cursor import Cursor
from glassproof.verify.scanning.pieces import pieces


@dataclass(frozen=True)
class Macro:
    """A command's text: ``#1`` in ``body`` is its first argument.

    ``default`` stands for the first argument where its brackets are missing; ``starred`` commands
    may be followed by a star; what a ``final`` one stands for is not put out again: \\let froze it.
    """

    name: str
    arguments: int
    body: tuple[str, ...]
    default: tuple[str, ...] | None = None
    starred: bool = False
    final: bool = False

    @property
    def is_structural(self) -> bool:
        r"""Whether it begins or ends an environment or a display, as \be for \begin{equation}."""
        return any(piece in _STRUCTURE for piece in self.body)


_STRUCTURE = frozenset([r"\begin", r"\end", r"\[", r"\]"])


@dataclass(frozen=True)
class Alias:
    r"""What \let does: a name for what another means now."""

    name: str
    meant: str


@dataclass(frozen=True)
class Environment:
    """An environment without arguments, around a display."""

    name: str
    begin: str
    end: str


@dataclass(frozen=True)
class Definition:
    """What a definition defines, and where it stands in the text; a name alone if its form is not
    understood, nothing if it concerns no formula."""

    start: int
    end: int
    defined: Macro | Alias | Environment | str | None


_DEFINING = re.compile(
    r"\\(newcommand|renewcommand|providecommand|DeclareRobustCommand|def|gdef|edef|xdef|let|"
    r"DeclareMathOperator|DeclarePairedDelimiter|NewDocumentCommand|RenewDocumentCommand|"
    r"newrobustcmd|newenvironment|renewenvironment|newcolumntype)(\*?)(?![A-Za-z@])"
)


def definitions(text: str) -> Iterator[Definition]:
    r"""The definitions of a text, in its order, but for those in comments.

    >>> [each.defined.name for each in definitions(r"\def\a{x} % \def\b{y}")]
    ['\\a']
    """
    place = 0
    for match in _DEFINING.finditer(text):
        if match.start() < place or _is_commented(text, match.start()):
            continue
        cursor = Cursor(text, match.end())
        found = _read(match[1], match[2] == "*", cursor)
        if found is not None:
            place = cursor.place
            yield Definition(match.start(), place, found[0])


_Read = tuple[Macro | Alias | Environment | str | None]


def _read(kind: str, starred: bool, cursor: Cursor) -> _Read | None:
    """What a definition defines; None if none stands there."""
    if kind.endswith(("environment", "columntype")):
        return _environment(kind, cursor)
    name = cursor.command()
    if name is None:
        return None
    if kind == "let":
        cursor.accept("=")
        meant = cursor.command()
        return None if meant is None else (Alias(name, meant),)
    if kind in ("def", "gdef", "edef", "xdef"):
        parameters = cursor.until_brace()
        body = cursor.group()
        if parameters is None or body is None:
            return None
        count = parameters.count("#")
        plain = "".join(f"#{i + 1}" for i in range(count))
        is_plain = parameters.replace(" ", "") == plain
        return (Macro(name, count, tuple(pieces(body))) if is_plain else name,)
    return _of_latex(kind, starred, name, cursor)


def _environment(kind: str, cursor: Cursor) -> _Read | None:
    """Pass an environment's definition; what it is if it displays mathematics."""
    name = cursor.group()
    arguments = cursor.option()
    cursor.option()
    begin = cursor.group()
    if name is None or begin is None:
        return None
    if not kind.endswith("environment"):
        return (None,)
    end = cursor.group()
    if end is None:
        return None
    displays = arguments is None and r"\begin" in begin and r"\end" in end
    return (Environment(name, begin, end) if displays else None,)


def _of_latex(kind: str, starred: bool, name: str, cursor: Cursor) -> _Read | None:
    if kind == "DeclareMathOperator":
        body = cursor.group()
        star = "*" if starred else ""
        inside = rf"\operatorname{star}{{{body}}}"
        return None if body is None else (Macro(name, 0, tuple(pieces(inside))),)
    if kind == "DeclarePairedDelimiter":
        left, right = cursor.group(), cursor.group()
        if left is None or right is None:
            return None
        return (Macro(name, 1, tuple(pieces(rf"\left{left} #1\right{right}")), starred=True),)
    if kind.endswith("DocumentCommand"):
        spec, body = cursor.group(), cursor.group()
        return None if spec is None or body is None else (_document_command(name, spec, body),)
    count, default = cursor.option(), cursor.option()
    body = cursor.group()
    if body is None:
        return None
    arguments = int(count) if count and count.strip().isdigit() else 0
    given = None if default is None else tuple(pieces(default))
    return (Macro(name, arguments, tuple(pieces(body)), given),)


def _document_command(name: str, spec: str, body: str) -> Macro | None:
    """A command whose arguments are m, the first also o, O or s; None of any other."""
    kinds = re.findall(r"[mos]|O\s*\{([^}]*)\}", spec)
    letters = re.findall(r"[mosO]", re.sub(r"\{[^}]*\}", "", spec))
    if not all(letter == "m" for letter in letters[1:]):
        return None
    if letters[:1] == ["s"]:
        shifted = re.sub(r"#(\d)", lambda m: f"#{int(m[1]) - 1}", body)
        return Macro(name, len(letters) - 1, tuple(pieces(shifted)), starred=True)
    default = {"O": tuple(pieces(kinds[0])), "o": ()}.get("".join(letters[:1])) if kinds else None
    return Macro(name, len(letters), tuple(pieces(body)), default)


def _is_commented(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return re.search(r"(?<!\\)%", line) is not None
