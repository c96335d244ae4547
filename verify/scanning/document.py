r"""A LaTeX source read: every relation that it states, in its context, with what can be said of it.

source -> stream of items -> statements of displays -> equations with domains and definitions
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read, with_signs
from glassproof.verify.scanning import kinds
from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.definitions import Head, head_of, parameters_of, put_in
from glassproof.verify.scanning.domains import domain_of
from glassproof.verify.scanning.equation import (
    Context,
    Definition,
    Document,
    Equation,
    Link,
    Place,
    Status,
    Trouble,
)
from glassproof.verify.scanning.facts import Fact, conditions, facts_in
from glassproof.verify.scanning.letters import unnamed
from glassproof.verify.scanning.macros import MacroError
from glassproof.verify.scanning.names import SECONDS, Found, free_names
from glassproof.verify.scanning.numbering import Numbers
from glassproof.verify.scanning.passages import Passages, Scope, holds_in
from glassproof.verify.scanning.pieces import pieces
from glassproof.verify.scanning.rows import Aside, Statement, is_condition, statements
from glassproof.verify.scanning.sidecar import Sidecar, read_sidecar
from glassproof.verify.scanning.some_values import (
    NUMBER,
    is_assignment,
    is_for_solving,
    is_for_some_values,
    is_spoken_of,
    some_values,
    unread_condition,
)
from glassproof.verify.scanning.sources import open_sources
from glassproof.verify.scanning.stream import Item, Kind, read_stream

_INTRODUCES = re.compile(
    r"\b(define[sd]?|defining|denoted?|denotes|let|set|put|writ(?:e|ten|ing)|introduc\w+|"
    r"call(?:ed)?|where|consider|suppose|take|example|abbreviate\w*|definition|notation|is the|"
    r"are the|by definition)\b[^.]{0,90}$",
    re.IGNORECASE,
)


def read_document(path: str | Path, *, sidecar: str | Path | None = None) -> Document:
    """The equations of the source at ``path``: a LaTeX file, a folder, a .tar.gz or a .zip.

    ``sidecar`` is the file in which a reader says what the source leaves open; by default the one
    next to it, ``NAME.glassproof.toml``. :class:`DomainError` if there is nothing to read.
    """
    sources = open_sources(path)
    given = read_sidecar(path, sidecar)
    stream = read_stream(sources)
    reader = _Reader(Passages.of(stream), given, "\n".join(sources.texts.values()))
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


@dataclass(frozen=True)
class _Known:
    """A definition, and the section in which it holds; ``said`` if the source calls it one."""

    definition: Definition
    head: Head
    scope: Scope
    around: int | None
    said: bool


@dataclass
class _Reader:
    """The equations of a source, one after the other: what one defines the next may use."""

    passages: Passages
    given: Sidecar
    whole: str
    known: list[_Known] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def equations(self) -> Iterator[Equation]:
        numbers = Numbers(self.whole)
        for number, item in enumerate(self.passages.stream.items):
            if item.kind is Kind.SECTION:
                numbers.section(item.name)
            elif item.kind is Kind.DISPLAY:
                for statement in self._statements(item):
                    yield self._equation(number, item, statement, numbers.of(statement))
                self.seen |= _letters(self._expanded(item))
            elif item.kind is Kind.MATH:
                yield from self._inline(number, item)
                self.seen |= _letters(self.passages.texts[number])

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
        spoken_of = is_spoken_of(before)
        if spoken_of or is_assignment(sides, relations):
            self._inline_definition(number, item, sides, relations, before)
            return
        statement = Statement(text, 0, item.end - item.place.line, item.source, numbers=0)
        yield self._equation(number, item, statement, None)

    def _inline_definition(
        self, number: int, item: Item, sides: list[str], relations: list[str], before: str
    ) -> None:
        """Keep what "let $a = b$", "where $a = b$" or $a := b$ introduces."""
        said = re.search(r"\b(let|where|set|put|define|denote|write|with)\b[^.$]{0,30}$",
                         before[-60:], re.IGNORECASE)  # fmt: skip
        head = head_of(sides[0])
        if head is None or relations[0] not in ("=", ":=") or len(sides) != 2:
            return
        if relations[0] == ":=" or (said and not re.fullmatch(r"-?\d+", sides[1])):
            self._define(number, item.place, head, sides[0], sides[1])

    def _define(
        self, number: int, place: Place, head: Head, name: str, body: str, said: bool = True
    ) -> Definition:
        definition = Definition(name, parameters_of(head, body), body, place)
        scope, around = self.passages.scopes[number], self.passages.theorems[number]
        self.known.append(_Known(definition, head, scope, around, said))
        return definition

    def _usable(self, number: int) -> list[Definition]:
        """Definitions that hold at an item, the nearest last, then those of the sidecar file."""
        scope, around = self.passages.scopes[number], self.passages.theorems[number]
        found: dict[tuple[object, ...], Definition] = {}
        for known in self.known:
            if not holds_in(known.scope, scope):
                continue
            if known.around is not None and known.around != around:
                continue
            found.pop(known.head.key, None)
            found[known.head.key] = known.definition
        return [*found.values(), *self.given.definitions]

    def _equation(
        self, number: int, item: Item, statement: Statement, counted: str | None
    ) -> Equation:
        place = Place(item.place.file, item.place.line + statement.line)
        before, after = self.passages.before(number), self.passages.after(number)
        equation = Equation(
            id=self._id(statement, item.place.file, place.line),
            label=statement.label,
            number=counted,
            place=place,
            end=item.place.line + statement.end,
            source=statement.source,
            expanded=statement.text,
            section=self.passages.sections[number],
            environment=self.passages.environment(number),
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
        try:
            return self._read(number, equation, statement, before, after)
        except RecursionError:
            return _failed(equation, "it is nested too deep")

    def _id(self, statement: Statement, file: str, line: int) -> str:
        wanted = statement.label or f"{file}:{line}"
        self.ids[wanted] = self.ids.get(wanted, 0) + 1
        count = self.ids[wanted]
        return wanted if count == 1 else f"{wanted}#{count}"

    def _read(
        self, number: int, equation: Equation, statement: Statement, before: str, after: str
    ) -> Equation:
        sides, relations = split_relations(statement.text)
        words = " ".join(f"{each.words} {each.text}" for each in statement.asides) + after[:40]
        if not statement.text:
            return _failed(equation, "its macros do not come to an end")
        if relations and not all(sides):
            return _failed(equation, "a side is missing")
        if why := kinds.why_no_numbers(statement.text, relations, words):
            return replace(equation, status=Status.NO_NUMBERS, reason=why)
        sides, relations, introduced = self._introduced(number, equation, sides, relations, before)
        if introduced is not None and len(sides) < 2:
            name = re.sub(r"\s+", " ", introduced.name)
            return replace(
                equation, status=Status.DEFINITION, reason=f"introduces {name}",
                definitions=(introduced,),
            )  # fmt: skip
        facts = self._facts(number, equation.place, statement, after)
        filled, used, found = self._names(number, sides, introduced, facts)
        if "gamma" in found.names and "Euler" in before + after:
            found.names.remove("gamma")
        links = tuple(
            Link(left, sign, right)
            for left, sign, right in zip(filled, relations, filled[1:], strict=False)
        )
        equation = replace(equation, links=links, definitions=tuple(used))
        if found.problem:
            return self._unread(equation, statement, found)
        if said := some_values(sides, filled, relations, found):
            return replace(equation, status=said[0], reason=said[1])
        return self._bound(facts, equation, statement, found, before, after, filled)

    def _facts(
        self, number: int, place: Place, statement: Statement, after: str
    ) -> tuple[list[tuple[Fact, Place]], list[tuple[Fact, Place]]]:
        """What is stated of this equation, and what was said earlier, the nearest first."""
        stated = [(fact, place) for fact in self._stated(number, statement, after)]
        return stated, [(each.fact, each.place) for each in self.passages.said_earlier(number)]

    def _names(
        self,
        number: int,
        sides: list[str],
        introduced: Definition | None,
        facts: tuple[list[tuple[Fact, Place]], list[tuple[Fact, Place]]],
    ) -> tuple[list[str], list[Definition], Found]:
        """The sides with definitions put in, these definitions, and the names that remain."""
        until = time.monotonic() + SECONDS
        usable = [each for each in self._usable(number) if each is not introduced]
        filled, used = _filled(sides, usable)
        random = _drawn_in(filled, [fact for each in facts for fact, _ in each])
        found = free_names(filled, until, random)
        if found.problem and used:
            filled, used, found = sides, [], free_names(sides, until, random)
        for letter in unnamed(found.values, self.whole):
            found.apply(letter)
        return filled, used, found

    def _introduced(
        self, number: int, equation: Equation, sides: list[str], relations: list[str], before: str
    ) -> tuple[list[str], list[str], Definition | None]:
        """The sides left to judge, and the definition that the statement makes."""
        if relations[-1] == "=:" and (head := head_of(sides[-1])):
            definition = self._define(number, equation.place, head, sides[-1], sides[-2])
            return sides[:-1], relations[:-1], definition
        relations = ["=" if each in (":=", "=:") and at else each
                     for at, each in enumerate(relations)]  # fmt: skip
        head = head_of(sides[0])
        if relations[0] == ":=" and head is not None:
            definition = self._define(number, equation.place, head, sides[0], sides[1])
            return sides[1:], relations[1:], definition
        relations = ["=" if each in (":=", "=:") else each for each in relations]
        said = bool(_INTRODUCES.search(before.replace("$$", ".")[-160:]))
        known = head is not None and not said and self._is_known(number, head, sides[1])
        if relations[0] != "=" or head is None or known:
            return sides, relations, None
        fresh = head.base not in self.seen and not _mentions(before, head.base)
        in_definition = (equation.environment or "").startswith("Definition")
        if head.base in pieces(" ".join(sides[1:])):
            return sides, relations, None
        if said or fresh or in_definition or self._is_known(number, head):
            body = sides[-1] if set(relations) == {"="} else sides[1]
            sure = said or in_definition
            definition = self._define(number, equation.place, head, sides[0], body, sure)
            rest, between = sides[1:], relations[1:]
            while between[:1] == ["="] and _is_fresh(head_of(rest[0]), self.seen):
                rest, between = rest[1:], between[1:]
            return rest, between, definition
        return sides, relations, None

    def _is_known(self, number: int, head: Head, body: str | None = None) -> bool:
        """Whether a name has a meaning; with ``body``, one that this body must agree with.

        A name that the source does not call defined, or one without arguments that stands for a
        number, may be given another meaning.
        """
        for known in reversed(self.known):
            if known.head.key != head.key or known.head.below != head.below:
                continue
            if not holds_in(known.scope, self.passages.scopes[number]):
                continue
            if body is None or not known.said:
                return body is None
            return head.arguments is not None or not (
                NUMBER.fullmatch(body) or NUMBER.fullmatch(known.definition.body)
            )
        given = (head_of(each.name) for each in self.given.definitions)
        return any(each is not None and each.key == head.key for each in given)

    def _unread(self, equation: Equation, statement: Statement, found: Found) -> Equation:
        if why := kinds.what_else(statement.text) or kinds.no_number(found.problem):
            return replace(equation, status=Status.NO_NUMBERS, reason=why)
        if missing := kinds.without_range(found.problem):
            return replace(equation, status=Status.UNBOUND, unbound=(missing,),
                           reason=f"nothing says what {missing} runs over")  # fmt: skip
        if kinds.leaves_out(statement.text):
            return _failed(equation, f"dots leave terms out: {found.problem}")
        return _failed(equation, found.problem)

    def _bound(
        self,
        facts: tuple[list[tuple[Fact, Place]], list[tuple[Fact, Place]]],
        equation: Equation,
        statement: Statement,
        found: Found,
        before: str,
        after: str,
        filled: list[str],
    ) -> Equation:
        place = equation.place
        stated, earlier = facts
        given = self.given.conditions(equation, found.names)
        spoken = {name for fact, _ in stated for name in fact.names}
        for letter in spoken & {"i", "e"} - set(found.names):
            if any(letter in pieces(side) for side in filled):
                found.add(letter)
        random = bool(kinds.EXPECTS.search(statement.text))
        sides = [_names_in(value) for value in found.values]
        guesses = equation.displayed and not random and not is_for_solving(filled, found.names)
        domain = domain_of(found, stated, earlier, given, sides, place, guesses=guesses)
        equation = replace(equation, context=domain.context)
        lawless = random and not any("~" in each.text for each in domain.context)
        if lawless or (random and domain.unknown):
            return replace(
                equation,
                status=Status.NO_NUMBERS,
                reason="it speaks of expectations or probabilities whose laws are not given",
            )
        if unread := unread_condition(statement, after):
            return replace(equation, status=Status.UNBOUND,
                           reason=f"the condition {unread} is not read")  # fmt: skip
        unbound = [*domain.unknown, *found.functions]
        if unbound:
            if why := kinds.what_else(statement.text):
                return replace(equation, status=Status.NO_NUMBERS, reason=why)
            return replace(
                equation, status=Status.UNBOUND, unbound=tuple(unbound),
                reason=_nothing_says(unbound),
            )  # fmt: skip
        if is_for_some_values(equation, found.values, found.names, before):
            return replace(
                equation, status=Status.UNBOUND, unbound=tuple(found.names),
                reason=f"nothing says what {found.names[0]} is: it holds for some values at most",
            )  # fmt: skip
        by_letter = any(re.search("nothing says|by its letter", g.said) for g in equation.guesses)
        if by_letter and (why := kinds.what_else(statement.text)):
            return replace(equation, status=Status.NO_NUMBERS, reason=why)
        return self._checked(equation, filled)

    def _stated(self, number: int, statement: Statement, after: str) -> Iterator[Fact]:
        """What the statement itself, its sentence and its theorem say."""
        for aside in statement.asides:
            yield from conditions(aside.text, f"{aside.words} ${aside.text}$".strip())
            yield from facts_in(aside.words)
        yield from facts_in(after)
        yield from facts_in(self.passages.sentence(number)[0])
        yield from facts_in(self.passages.theorem_text(number))

    def _checked(self, equation: Equation, sides: list[str]) -> Equation:
        """The equation, once its sides are read with the names as they are declared."""
        try:
            symbols = parse_conditions(with_signs(equation.where, sides)).symbols
            for side in sides:
                read(side, symbols, latex=True)
        except DomainError as error:
            return _failed(equation, getattr(error, "message", str(error)))
        except (RecursionError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            return _failed(equation, f"it cannot be read ({type(error).__name__})")
        return equation


def _drawn_in(sides: list[str], facts: list[Fact]) -> list[str]:
    """The names with a law that stand in the sides of a statement about expectations."""
    text = " ".join(sides)
    if not kinds.EXPECTS.search(text):
        return []
    names = {fact.names[0] for fact in facts if "~" in fact.text}
    return sorted(name for name in names if re.search(_spelled(name), text))


def _spelled(name: str) -> str:
    """A pattern for a name as LaTeX writes it."""
    base, _, below = name.partition("_")
    letter = rf"(?<![A-Za-z\\]){base}" if len(base) == 1 else rf"\\{base}(?![A-Za-z])"
    return letter + (rf"\s*_\s*\{{?\s*{re.escape(below)}(?![A-Za-z0-9])" if below else r"(?!\s*_)")


def _nothing_says(names: list[str]) -> str:
    return f"nothing says what {', '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _is_fresh(head: Head | None, seen: set[str]) -> bool:
    return head is not None and head.base not in seen


def _names_in(value: sp.Expr) -> set[str]:
    return {symbol.name for symbol in value.free_symbols}


def _filled(sides: list[str], usable: list[Definition]) -> tuple[list[str], list[Definition]]:
    """The sides with definitions put in, and those that were."""
    out: list[str] = []
    used: list[Definition] = []
    for side in sides:
        text, found = put_in(side, usable)
        out.append(text)
        used += [each for each in found if each not in used]
    return out, used


def _failed(equation: Equation, reason: str) -> Equation:
    return replace(equation, status=Status.UNREADABLE, reason=reason)


def _letters(text: str) -> set[str]:
    return {piece for piece in pieces(text) if piece[:1] == "\\" or piece.isalpha()}


def _mentions(text: str, base: str) -> bool:
    return any(base in pieces(inside) for inside in re.findall(r"\$([^$]*)\$", text))


def _sentence(before: str, text: str, after: str) -> str:
    start = re.split(r"(?<=\.)\s+(?=[A-Z$])", before)[-1]
    return re.sub(r"\s+", " ", f"{start} [{text[:80]}] {after}").strip()


__all__ = ["Context", "read_document"]
