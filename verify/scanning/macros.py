r"""An author's own commands: found in a source, and put out again where they are used.

Nothing is executed: what is no definition of a text by a text stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from glassproof.verify.scanning.macro_definitions import (
    Alias,
    Definition,
    Environment,
    Macro,
    definitions,
)
from glassproof.verify.scanning.pieces import argument, joined, option, pieces

MOST_EXPANSIONS = 2_000
"""Macros put out within one formula."""
MOST_PIECES = 50_000
"""Pieces that a formula may grow to."""


class MacroError(ValueError):
    """A macro that does not come to an end, or grows beyond all bounds."""


_PHYSICS = r"""
\newcommand{\dd}[1][]{\mathrm{d}}\newcommand{\order}[1]{O\left(#1\right)}
\newcommand{\ev}[1]{\left\langle #1\right\rangle}
\newcommand{\expval}[1]{\left\langle #1\right\rangle}
\newcommand{\abs}[1]{\left|#1\right|}\newcommand{\norm}[1]{\left\|#1\right\|}
\newcommand{\Tr}{\operatorname{Tr}}\newcommand{\tr}{\operatorname{tr}}
\newcommand{\dv}[3][]{\frac{\mathrm{d}^{#1} #2}{\mathrm{d} #3^{#1}}}
\newcommand{\pdv}[3][]{\frac{\partial^{#1} #2}{\partial #3^{#1}}}
\newcommand{\vb}[1]{\mathbf{#1}}\newcommand{\va}[1]{\vec{#1}}\newcommand{\grad}{\nabla}
\newcommand{\laplacian}{\nabla^2}\newcommand{\bra}[1]{\left\langle #1\right|}
\newcommand{\ket}[1]{\left|#1\right\rangle}
\newcommand{\comm}[2]{\left[#1,#2\right]}
\newcommand{\qq}[1]{\quad\text{#1}\quad}\newcommand{\Re}{\operatorname{Re}}
"""
_PACKAGES = {"physics": _PHYSICS}
_QUANTITY = re.compile(r"\\(?:qty|pqty|bqty|Bqty|vqty)\b\s*(?=[\(\[\{|])")


@dataclass
class Macros:
    """The commands of a source by name; ``troubles`` says which could not be understood."""

    table: dict[str, Macro] = field(default_factory=dict)
    troubles: list[tuple[int, str]] = field(default_factory=list)
    physics: bool = False
    environments: dict[str, tuple[str, str]] = field(default_factory=dict)

    def use(self, package: str) -> None:
        """Know the commands of a package, but for those that the author defines."""
        if package in _PACKAGES:
            known = dict(self.table)
            self.collect(_PACKAGES[package])
            self.table |= known
            self.physics = True

    def collect(self, text: str) -> str:
        r"""Take the definitions of ``text`` down; the text without them, every line in its place.

        >>> macros = Macros()
        >>> macros.collect("\\newcommand{\\E}[1][X]{\\mathbb{E}[#1]} and more")
        ' and more'
        >>> macros.expand("\\E + \\E[Y]")
        '\\mathbb{E}[X] + \\mathbb{E}[Y]'
        """
        out: list[str] = []
        place = 0
        for each in definitions(text):
            self._take(each, text)
            out.append(text[place : each.start])
            out.append("\n" * text.count("\n", each.start, each.end))
            place = each.end
        out.append(text[place:])
        return "".join(out)

    def _take(self, definition: Definition, text: str) -> None:
        defined = definition.defined
        if isinstance(defined, Macro):
            self.table[defined.name] = defined
        elif isinstance(defined, Alias):
            frozen = Macro(defined.name, 0, (defined.meant,), final=True)
            meant = self.table.get(defined.meant)
            self.table[defined.name] = replace(meant, name=defined.name) if meant else frozen
        elif isinstance(defined, Environment):
            self.environments[defined.name] = defined.begin, defined.end
        elif defined is not None:
            line = text.count("\n", 0, definition.start) + 1
            self.troubles.append((line, f"{defined} takes its arguments in a form of its own"))

    def expand(self, text: str) -> str:
        r"""``text`` with every known command put out; :class:`MacroError` if there is no end.

        >>> macros = Macros()
        >>> _ = macros.collect(r"\def\a{\b}\def\b{\a}")
        >>> macros.expand(r"\a")
        Traceback (most recent call last):
        ...
        glassproof...MacroError: \a calls itself without end
        """
        if self.physics:
            text = _QUANTITY.sub(r"", text)
        if not self.table or "\\" not in text:
            return text
        return joined(list(self._expanded(pieces(text))))

    def _expanded(self, waiting: list[str]) -> Iterator[str]:
        waiting.reverse()
        count, given, last = 0, 0, ""
        while waiting:
            piece = waiting.pop()
            macro = self._macro(piece, waiting)
            if macro is None:
                given += 1
                if given > MOST_PIECES:
                    raise MacroError(f"{last} puts out more than {MOST_PIECES} pieces")
                yield piece
                continue
            if macro.final:
                yield from macro.body
                continue
            count, last = count + 1, macro.name
            if count > MOST_EXPANSIONS or len(waiting) > MOST_PIECES:
                raise MacroError(f"{self._culprit(macro)} calls itself without end")
            waiting += reversed(self._applied(macro, waiting))

    def _macro(self, piece: str, waiting: list[str]) -> Macro | None:
        if piece[:1] != "\\":
            return None
        found = self.table.get(piece)
        if found is None and piece.endswith("*"):
            found = self.table.get(piece[:-1])
            if found is not None and not found.starred:
                waiting.append("*")
        return found

    def _culprit(self, macro: Macro) -> str:
        """The first name of those that call each other, for the message."""
        circle, waiting = {macro.name}, [macro]
        while waiting:
            for piece in waiting.pop().body:
                if piece in self.table and piece not in circle:
                    circle.add(piece)
                    waiting.append(self.table[piece])
        return min(circle)

    def _applied(self, macro: Macro, waiting: list[str]) -> list[str]:
        """The body with its arguments, which are taken from what is ``waiting`` (backwards)."""
        if macro.arguments == 0:
            return [*macro.body]
        ahead = waiting[-MOST_PIECES:][::-1]
        place = 0
        values: list[list[str]] = []
        if macro.starred:
            skipped = option(ahead, place)
            place = skipped[1] if skipped else place
        if macro.default is not None:
            given = option(ahead, place)
            values.append(given[0] if given else list(macro.default))
            place = given[1] if given else place
        while len(values) < macro.arguments:
            taken = argument(ahead, place)
            if taken is None:
                break
            values.append(taken[0])
            place = taken[1]
        waiting[:] = ahead[place:][::-1]
        return list(_filled(macro.body, values))

    def structural(self, text: str) -> str:
        r"""``text`` with the commands put out that begin or end environments, line for line.

        >>> macros = Macros()
        >>> _ = macros.collect(r"\def\be{\begin{equation}}\def\ee{\end{equation}}")
        >>> macros.structural("\\be x \\ee")
        '\\begin{equation} x \\end{equation}'
        """
        for name, (begin, end) in self.environments.items():
            if name not in begin:
                text = text.replace(rf"\begin{{{name}}}", begin.replace("\n", " "))
                text = text.replace(rf"\end{{{name}}}", end.replace("\n", " "))
        names = [m.name for m in self.table.values() if m.is_structural and not m.arguments]
        if not names:
            return text
        any_of = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        found = re.compile(rf"(?:{any_of})(?![A-Za-z@])")

        def put(match: re.Match[str]) -> str:
            body = self.table[match[0]].body
            return match[0] if match[0] in body else joined(body).replace("\n", " ")

        return found.sub(put, text)


def _filled(body: tuple[str, ...], values: list[list[str]]) -> Iterator[str]:
    index = 0
    while index < len(body):
        piece = body[index]
        if piece == "#" and index + 1 < len(body) and body[index + 1].isdigit():
            number = body[index + 1]
            which = int(number[0]) - 1
            if which < len(values):
                yield from values[which]
            if len(number) > 1:
                yield number[1:]
            index += 2
            continue
        yield piece
        index += 1


def package_names(text: str) -> list[str]:
    r"""The packages that a text uses.

    >>> package_names("\\usepackage[x]{amsmath, physics}")
    ['amsmath', 'physics']
    """
    found = re.findall(r"^[^%\n]*?\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{([^}]*)\}",
                       text, re.MULTILINE)  # fmt: skip
    return [name.strip() for names in found for name in names.split(",") if name.strip()]
