"""One statement of a source read in its context: its links, domain and definitions, or why none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read, with_signs
from glassproof.verify.scanning import kinds
from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.conditions import conditions
from glassproof.verify.scanning.domains import Domain, domain_of, of_different_cases
from glassproof.verify.scanning.dots import without_dots
from glassproof.verify.scanning.equation import Definition, Equation, Link, Origin, Place, Status
from glassproof.verify.scanning.facts import bounded_in, doubted, facts_in
from glassproof.verify.scanning.introduced import Introduced, filled
from glassproof.verify.scanning.letters import unnamed, unnamed_numbers
from glassproof.verify.scanning.loose_arguments import UNCLEAR, with_arguments
from glassproof.verify.scanning.names import SECONDS, Found, free_names
from glassproof.verify.scanning.passages import Passages
from glassproof.verify.scanning.pieces import pieces
from glassproof.verify.scanning.plain import Fact
from glassproof.verify.scanning.primitives import without_brackets
from glassproof.verify.scanning.rows import Statement
from glassproof.verify.scanning.sidecar import Sidecar
from glassproof.verify.scanning.some_values import (
    excludes,
    is_for_solving,
    is_for_some_values,
    is_said_of_some,
    is_solved,
    is_supposed,
    some_values,
    unread_condition,
)
from glassproof.verify.scanning.told import in_full, stands_for

_INDEPENDENT = re.compile(r"\bindependent|\bi\.?i\.?d\b|\\perp", re.IGNORECASE)
_DEPENDENT = re.compile(r"correlat|covarian|\bjoint|\bnot independent|\bdependent", re.IGNORECASE)


@dataclass(frozen=True)
class _Said:
    """The words around a statement, with what they state of it and what was said earlier."""

    before: str
    after: str
    own: list[tuple[Fact, Place]]
    around: list[tuple[Fact, Place]]
    earlier: list[tuple[Fact, Place]]

    @property
    def stated(self) -> list[tuple[Fact, Place]]:
        """What the statement, its sentence and its theorem say, the nearest first."""
        return self.own + self.around


@dataclass
class StatementReader:
    """Reads statements, one after the other: what one introduces the next may use."""

    passages: Passages
    given: Sidecar
    whole: str
    introduced: Introduced

    def read(self, number: int, equation: Equation, statement: Statement) -> Equation:
        """``equation`` with what ``statement`` says at the item ``number``, or why it says nothing.

        Nesting beyond the recursion limit makes it unreadable.
        """
        try:
            return self._read(number, equation, statement)
        except RecursionError:
            return failed(equation, "it is nested too deep")

    def _read(self, number: int, equation: Equation, statement: Statement) -> Equation:
        before, after = self.passages.before(number), self.passages.after(number)
        sides, relations = split_relations(statement.text)
        words = " ".join(f"{each.words} {each.text}" for each in statement.asides) + after[:40]
        if not statement.text:
            return failed(equation, "its macros do not come to an end")
        if relations and not all(sides):
            return failed(equation, "a side is missing")
        if why := kinds.why_no_numbers(statement.text, relations, words):
            return replace(equation, status=Status.NO_NUMBERS, reason=why)
        if kinds.leaves_out(statement.text):
            sides = [without_dots(side) for side in sides]
        sides = without_brackets(sides)
        sides, relations, introduced = self.introduced.by(
            number, equation.place, equation.environment, sides, relations, before
        )
        if introduced is not None and len(sides) < 2:
            name = re.sub(r"\s+", " ", introduced.name)
            return replace(
                equation, status=Status.DEFINITION, reason=f"introduces {name}",
                definitions=(introduced,),
            )  # fmt: skip
        said = self._said(number, equation.place, statement, before, after)
        texts, used, found = self._names(number, sides, introduced, said)
        if UNCLEAR.match(found.problem):
            sides, reading = with_arguments(sides)
            texts, used, found = self._names(number, sides, introduced, said)
            equation = replace(equation, reading=reading)
        loose = self.introduced.tied_in(used) or _value_at_a_place(used)
        loose = loose or _given_anew(sides, relations, used, found)
        if loose is not None:
            equation = replace(equation, reading=f"{loose.name} is read as {loose.body}")
        if "gamma" in found.names and "Euler" in before + after:
            found.names.remove("gamma")
        links = tuple(
            Link(left, sign, right)
            for left, sign, right in zip(texts, relations, texts[1:], strict=False)
        )
        equation = replace(equation, links=links, definitions=tuple(used))
        if found.problem:
            return _unread(equation, statement, found)
        random = bool(_drawn_in(texts, [fact for fact, _ in (*said.stated, *said.earlier)]))
        if told := some_values(sides, texts, relations, found, random):
            if kinds.speaks_of_matrices(statement.text):
                told = Status.NO_NUMBERS, "it speaks of transposed matrices or operators"
            return replace(equation, status=told[0], reason=told[1])
        return self._bound(number, equation, statement, found, said, texts)

    def _said(
        self, number: int, place: Place, statement: Statement, before: str, after: str
    ) -> _Said:
        """What is stated of this equation, and what was said earlier, the nearest first."""
        own = [(fact, place) for fact in self._own(number, statement, after)]
        around = facts_in(self.passages.theorem_text(number))
        told = {name for fact, _ in own for name in fact.names}
        bounded = bounded_in(f"{self.passages.sentence(number)[0]} {after}") - told
        earlier = [(doubted(each.fact) if each.fact.names[0] in bounded else each.fact, each.place)
                   for each in self.passages.said_earlier(number)]  # fmt: skip
        unsure = bounded | (of_different_cases(around) - told)
        theorem = [(doubted(fact) if fact.names[0] in unsure else fact, place) for fact in around]
        bound = {name for fact, _ in (*own, *theorem, *earlier) for name in fact.names[1:]}
        usable = self.introduced.usable(number) if bound else []
        named = stands_for(usable, bound)
        return _Said(before, after, *(
            [(in_full(fact, named), at) for fact, at in facts] for facts in (own, theorem, earlier)
        ))  # fmt: skip

    def _own(self, number: int, statement: Statement, after: str) -> Iterator[Fact]:
        """What the statement itself and its sentence say."""
        for aside in statement.asides:
            yield from conditions(aside.text, f"{aside.words} ${aside.text}$".strip())
            yield from facts_in(f"{aside.words} ${aside.text}$")
        yield from facts_in(after)
        yield from facts_in(self.passages.sentence(number)[0])

    def _names(
        self, number: int, sides: list[str], introduced: Definition | None, said: _Said
    ) -> tuple[list[str], list[Definition], Found]:
        """The sides with definitions put in, these definitions, and the names that remain."""
        until = time.process_time() + SECONDS
        free = {name for fact, _ in said.own for name in fact.names}
        usable = [each for each in self.introduced.usable(number, free) if each is not introduced]
        texts, used = filled(sides, usable)
        random = _drawn_in(texts, [fact for fact, _ in (*said.stated, *said.earlier)])
        found = free_names(texts, until, random)
        if found.problem and used:
            texts, used, found = sides, [], free_names(sides, until, random)
        letters = unnamed(found.values, self.whole)
        for letter in (*letters, *unnamed_numbers(texts, found.values, self.whole)):
            found.apply(letter)
        return texts, used, found

    def _bound(
        self,
        number: int,
        equation: Equation,
        statement: Statement,
        found: Found,
        said: _Said,
        texts: list[str],
    ) -> Equation:
        """The equation with the domain of its names, or the names of which nothing is known."""
        domain = self._domain(equation, statement, found, said, texts)
        equation = replace(equation, context=domain.context)
        random = bool(kinds.EXPECTS.search(statement.text))
        lawless = random and not any("~" in each.text for each in domain.context)
        if lawless:
            return replace(
                equation,
                status=Status.NO_NUMBERS,
                reason="it speaks of expectations or probabilities whose laws are not given",
            )
        if random and (together := self._joint(number, domain, said, texts)):
            return replace(
                equation, status=Status.NO_NUMBERS,
                reason=f"nothing near says that {' and '.join(together)} are independent, or what "
                "their joint law is",
            )  # fmt: skip
        if unread := unread_condition(statement, said.after):
            return replace(equation, status=Status.UNBOUND,
                           reason=f"the condition {unread} is not read")  # fmt: skip
        unbound = [*domain.unknown, *found.functions]
        if unbound:
            if not random and (why := kinds.what_else(statement.text)):
                return replace(equation, status=Status.NO_NUMBERS, reason=why)
            return replace(
                equation, status=Status.UNBOUND, unbound=tuple(unbound),
                reason=_nothing_says(unbound),
            )  # fmt: skip
        if is_supposed(said.after, self.passages.following(number)):
            return replace(
                equation, status=Status.NO_NUMBERS,
                reason="the words behind it make a supposition of it, or deny it",
            )  # fmt: skip
        if is_for_some_values(equation, found.values, found.names, said.before):
            return replace(
                equation, status=Status.UNBOUND, unbound=tuple(found.names),
                reason=f"nothing says what {found.names[0]} is: it holds for some values at most",
            )  # fmt: skip
        if excludes(found.values, [link.relation for link in equation.links]):
            return replace(
                equation, status=Status.NO_NUMBERS,
                reason="it is a condition, which excludes some values of its names",
            )  # fmt: skip
        in_passing = not equation.displayed and is_said_of_some(found.values)
        if in_passing or is_solved(
            equation, found.values, said.after, self.passages.following(number)
        ):
            return replace(
                equation, status=Status.NO_NUMBERS,
                reason="it says what is true of some values of its names",
            )  # fmt: skip
        by_letter = any(re.search("nothing says|by its letter", g.said) for g in equation.guesses)
        if by_letter and (why := kinds.what_else(" = ".join(texts))):
            return replace(equation, status=Status.NO_NUMBERS, reason=why)
        if equation.guesses and (word := kinds.of_other_things(self.passages.sentence(number)[0])):
            reading = f"its names are numbers, though the sentence says '{word}'"
            equation = replace(equation, reading=equation.reading or reading)
        return _checked(equation, texts)

    def _joint(self, number: int, domain: Domain, said: _Said, texts: list[str]) -> list[str]:
        """The random names of a statement that may depend on one another."""
        laws = {each.text.split()[0]: each for each in domain.context if "~" in each.text}
        drawn = [name for name in laws if any(_stands_in(side, name) for side in texts)]
        if len(drawn) < 2 or all(laws[name].origin is Origin.SIDECAR for name in drawn):
            return []
        told = [said.before, said.after, self.passages.theorem_text(number)]
        words = " ".join([*told, *(laws[name].said for name in drawn)])
        return [] if _INDEPENDENT.search(words) and not _DEPENDENT.search(words) else drawn

    def _domain(
        self, equation: Equation, statement: Statement, found: Found, said: _Said, texts: list[str]
    ) -> Domain:
        """What is known of the names of a statement, guesses where they are allowed."""
        given = self.given.conditions(equation, found.names)
        spoken = {name for fact, _ in said.stated for name in fact.names}
        for letter in spoken & {"i", "e"} - set(found.names):
            if any(letter in pieces(side) for side in texts):
                found.add(letter)
        sides = [{symbol.name for symbol in value.free_symbols} for value in found.values]
        random = bool(kinds.EXPECTS.search(statement.text))
        guesses = equation.displayed and not random and not is_for_solving(texts, found)
        words = f"{said.before} {said.after}"
        return domain_of(
            found, said.stated, said.earlier, given, sides, equation.place, guesses=guesses,
            spoken_of=lambda name: self.introduced.spoken_of(name, words),
        )  # fmt: skip


def failed(equation: Equation, reason: str) -> Equation:
    """The equation as one that is not read."""
    return replace(equation, status=Status.UNREADABLE, reason=reason)


def _value_at_a_place(used: list[Definition]) -> Definition | None:
    """A meaning that does not depend on what it is of, as n(c; z) = 0: it may hold there alone."""
    for each in used:
        if each.parameters and not any(name.strip() in each.body for name in each.parameters):
            return each
    return None


def _given_anew(
    sides: list[str], relations: list[str], used: list[Definition], found: Found
) -> Definition | None:
    """The older meaning of a name that an equation gives other names to: y = x^r, later y = x^2."""
    if relations != ["="] or len(found.values) != 2:
        return None
    if found.values[0].free_symbols == found.values[1].free_symbols:
        return None
    return next((each for each in used if each.name.strip() in (s.strip() for s in sides)), None)


def _unread(equation: Equation, statement: Statement, found: Found) -> Equation:
    """The equation with the reason for which it has no value."""
    if why := kinds.what_else(statement.text) or kinds.no_number(found.problem):
        return replace(equation, status=Status.NO_NUMBERS, reason=why)
    if missing := kinds.without_range(found.problem):
        return replace(equation, status=Status.UNBOUND, unbound=(missing,),
                       reason=f"nothing says what {missing} runs over")  # fmt: skip
    if missing := kinds.undefined(found.problem):
        return replace(equation, status=Status.UNBOUND, unbound=(missing,),
                       reason=f"the source does not define {missing}")  # fmt: skip
    if kinds.leaves_out(statement.text):
        return failed(equation, f"dots leave terms out: {found.problem}")
    return failed(equation, found.problem)


def _checked(equation: Equation, sides: list[str]) -> Equation:
    """The equation, once its sides are read with the names as they are declared."""
    try:
        symbols = parse_conditions(with_signs(equation.where, sides)).symbols
        for side in sides:
            read(side, symbols, latex=True)
    except DomainError as error:
        return failed(equation, getattr(error, "message", str(error)))
    except (RecursionError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return failed(equation, f"it cannot be read ({type(error).__name__})")
    return equation


def _drawn_in(sides: list[str], facts: list[Fact]) -> list[str]:
    """The names with a law that stand in the sides of a statement about expectations."""
    if not kinds.EXPECTS.search(" ".join(sides)):
        return []
    names = {fact.names[0] for fact in facts if "~" in fact.text}
    return sorted(name for name in names if any(_stands_in(side, name) for side in sides))


def _stands_in(side: str, name: str) -> bool:
    r"""Whether a name stands in a text: X in E[XY], and not in \mathrm{X}."""
    base, _, below = name.partition("_")
    side = re.sub(r"\\(?:mathrm|text[a-z]*|operatorname\*?)\s*\{[^{}]*\}", " ", side)
    if len(base) == 1:
        side = re.sub(r"\\[A-Za-z]+", " ", side)
    letter = base if len(base) == 1 else rf"\\{base}(?![A-Za-z])"
    under = rf"\s*_\s*\{{?\s*{re.escape(below)}(?![A-Za-z0-9])" if below else r"(?!\s*_)"
    return bool(re.search(letter + under, side))


def _nothing_says(names: list[str]) -> str:
    return f"nothing says what {', '.join(names)} {'is' if len(names) == 1 else 'are'}"
