r"""A LaTeX source read: every relation that it states, in its context, with what can be said of it.

source -> stream of items -> statements of displays -> equations with domains and definitions
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from glassproof.verify.scanning.chains import Chains, parts_about_numbers
from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.equation import (
    Context,
    Document,
    Equation,
    Place,
    Status,
    Trouble,
)
from glassproof.verify.scanning.introduced import Introduced
from glassproof.verify.scanning.items import Item, Kind
from glassproof.verify.scanning.macros import MacroError
from glassproof.verify.scanning.numbering import Numbers
from glassproof.verify.scanning.passages import Passages
from glassproof.verify.scanning.rows import Statement, statements
from glassproof.verify.scanning.segments import Aside, is_condition
from glassproof.verify.scanning.sidecar import Sidecar, read_sidecar
from glassproof.verify.scanning.some_values import is_assignment, is_spoken_of
from glassproof.verify.scanning.sources import open_sources
from glassproof.verify.scanning.statement import StatementReader
from glassproof.verify.scanning.stream import read_stream


def read_document(path: str | Path, *, sidecar: str | Path | None = None) -> Document:
    """The equations of the source at ``path``: a LaTeX file, a folder, a .tar.gz or a .zip.

    ``sidecar`` is the file in which a reader says what the source leaves open; by default the one
    next to it, ``NAME.glassproof.toml``. :class:`DomainError` if there is nothing to read.
    """
    sources = open_sources(path)
    given = read_sidecar(path, sidecar)
    stream = read_stream(sources)
    passages = Passages.of(stream)
    introduced = Introduced(passages, given.definitions)
    whole = "\n".join(sources.texts.values())
    statement_reader = StatementReader(passages, given, whole, introduced)
    reader = _Reader(passages, given, whole, introduced, statement_reader, Chains(stream.items))
    equations = tuple(reader.equations())
    troubles = (*sources.troubles, *stream.troubles, *reader.troubles, *given.troubles(equations))
    return Document(
        sources.main,
        dict(sources.digests),
        equations,
        tuple(dict.fromkeys(troubles)),
        len(stream.macros.table),
        dict(given.expected),
    )


@dataclass
class _Reader:
    """The equations of a source in its order, each with its id, number and place."""

    passages: Passages
    given: Sidecar
    whole: str
    introduced: Introduced
    reader: StatementReader
    chains: Chains
    theorems: dict[int, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def equations(self) -> Iterator[Equation]:
        numbers = Numbers(self.whole)
        for number, item in enumerate(self.passages.stream.items):
            self._count(numbers, number, item)
            if item.kind is Kind.DISPLAY:
                for statement in self._statements(item):
                    whole = self.chains.continued(number, statement)
                    yield from self._displayed(number, item, whole, numbers.of(statement))
                self.introduced.see(self._expanded(item))
            elif item.kind is Kind.MATH:
                yield from self._inline(number, item)
                self.introduced.see(self.passages.texts[number])

    def _count(self, numbers: Numbers, number: int, item: Item) -> None:
        """Note where sections and theorems begin and end."""
        if item.kind is Kind.SECTION:
            self.introduced.section()
            if not item.source:
                numbers.section(item.name)
        elif item.kind is Kind.BREAK and item.text == "appendix":
            numbers.appendix()
        elif item.kind is Kind.BREAK and item.text.endswith("subequations"):
            numbers.subequations(not item.text.startswith("end"))
        elif item.kind is Kind.BEGIN and item.name != "proof":
            self.introduced.begin()
            if counted := numbers.theorem(item.name):
                self.theorems[number] = counted
        elif item.kind is Kind.END and item.name != "proof":
            self.introduced.end()

    def _expanded(self, item: Item) -> str:
        try:
            return self.passages.expand(item.text)
        except MacroError:
            return ""

    def _statements(self, item: Item) -> list[Statement]:
        try:
            return statements(item.text, item.name, self.passages.expand)
        except MacroError as error:
            self.troubles.append(Trouble(item.place, str(error)))
            return [Statement("", 0, item.end - item.place.line, item.source)]

    def _inline(self, number: int, item: Item) -> Iterator[Equation]:
        """A relation within a sentence, if it states something."""
        text = self.passages.texts[number].strip("$")
        sides, relations = split_relations(text)
        if not relations or "~" in relations or len(text) < 5:
            return
        before = self.passages.before(number)
        if any(not side for side in sides) or is_condition(Aside("", text)):
            return
        if is_spoken_of(before) or is_assignment(sides, relations):
            self.introduced.inline(number, item.place, sides, relations, before)
            return
        statement = Statement(text, 0, item.end - item.place.line, item.source, numbers=0)
        yield self._equation(number, item, statement, None)

    def _displayed(
        self, number: int, item: Item, statement: Statement, counted: str | None
    ) -> Iterator[Equation]:
        """A displayed statement; what of its chain speaks of numbers, if not all of it does."""
        whole = self._equation(number, item, statement, counted)
        yield whole
        if whole.status in (Status.NO_NUMBERS, Status.UNBOUND, Status.UNREADABLE):
            for part in parts_about_numbers(statement):
                found = self._equation(number, item, part, None)
                if found.status is None:
                    yield found
                    return
                self.ids[self._wanted(part, found.place)] -= 1

    def _equation(
        self, number: int, item: Item, statement: Statement, counted: str | None
    ) -> Equation:
        place = Place(item.place.file, item.place.line + statement.line)
        before, after = self.passages.before(number), self.passages.after(number)
        equation = Equation(
            id=self._id(statement, place),
            label=statement.label,
            number=counted,
            place=place,
            end=item.place.line + statement.end,
            source=statement.source,
            expanded=statement.text,
            section=self.passages.sections[number],
            environment=self.passages.environment(number, self.theorems),
            links=(),
            context=(),
            definitions=(),
            status=None,
            reason="",
            sentence=_sentence(before, statement.text, after),
            displayed=item.kind is Kind.DISPLAY,
        )
        if self.given.ignores(equation):
            return replace(equation, status=Status.NO_NUMBERS, reason="the sidecar file ignores it")
        return self.reader.read(number, equation, statement)

    def _wanted(self, statement: Statement, place: Place) -> str:
        return statement.label or str(place)

    def _id(self, statement: Statement, place: Place) -> str:
        wanted = self._wanted(statement, place)
        self.ids[wanted] = self.ids.get(wanted, 0) + 1
        count = self.ids[wanted]
        return wanted if count == 1 else f"{wanted}#{count}"


def _sentence(before: str, text: str, after: str) -> str:
    start = re.split(r"(?<=\.)\s+(?=[A-Z$])", before)[-1]
    return re.sub(r"\s+", " ", f"{start} [{text[:80]}] {after}").strip()


__all__ = ["Context", "read_document"]
