"""What is known of an equation's names, from the sidecar file down to guesses, as one domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.scanning.equation import Context, Origin, Place
from glassproof.verify.scanning.facts import Fact
from glassproof.verify.scanning.names import Found

_INDEX_LETTERS = re.compile(r"(?:[ijklmnpqrN]|[kmn]_\w+)$")


@dataclass(frozen=True)
class Domain:
    """The facts that hold of an equation's names, and the names of which nothing is known."""

    context: tuple[Context, ...]
    unknown: tuple[str, ...]


def domain_of(
    found: Found,
    stated: Sequence[tuple[Fact, Place]],
    earlier: Sequence[tuple[Fact, Place]],
    given: Sequence[str],
    sides: Sequence[set[str]],
    place: Place,
    *,
    guesses: bool = True,
) -> Domain:
    """What is known of the names ``found``: ``given`` by the reader, ``stated``, said ``earlier``.

    ``sides`` are the names on each side; a name on every side of every link may be read as real
    where nothing is said.
    """
    wanted = list(found.names)
    context = [Context(text, Origin.SIDECAR) for text in given]
    known = {name for text in given for name in _words(text) if name in wanted}
    for facts, origin in ((stated, Origin.STATED), (earlier, Origin.NOTATION)):
        context += _taken(facts, origin, wanted, known)
    context = _consistent(context)
    known = {name for each in context for name in _words(each.text)}
    unknown = [name for name in wanted if name not in known]
    if guesses and not (found.functions or found.multiplied & set(unknown)):
        for name in list(unknown):
            guess = _guess(name, found, sides)
            if guess is not None:
                context.append(Context(guess[0], Origin.GUESS, place, guess[1]))
                unknown.remove(name)
    context += _limits(stated, wanted)
    if found.whole:
        context = _whole(context, found, place)
    return Domain(tuple(context), tuple(unknown))


def _limits(stated: Sequence[tuple[Fact, Place]], wanted: list[str]) -> list[Context]:
    """The limit that the statement names, as n -> oo."""
    found = [(fact, place) for fact, place in stated if "->" in fact.text]
    return [Context(fact.text, Origin.STATED, place, fact.said) for fact, place in found[:1]
            if fact.names[0] in wanted]  # fmt: skip


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", text))


def _taken(
    facts: Iterable[tuple[Fact, Place]], origin: Origin, wanted: list[str], known: set[str]
) -> list[Context]:
    """The facts about names that nothing nearer speaks of; names in them become wanted, too."""
    found: list[Context] = []
    taken: set[str] = set()
    waiting = list(facts)
    changed = True
    while changed:
        changed = False
        for fact, place in list(waiting):
            inside = [name for name in fact.names if name in wanted and name not in known]
            if not inside or "->" in fact.text:
                continue
            waiting.remove((fact, place))
            taken |= set(inside)
            for name in fact.names:
                if name not in wanted:
                    wanted.append(name)
                    changed = True
            context = Context(fact.text, origin, place, fact.said)
            if all(context.text != each.text for each in found):
                found.append(context)
            if fact.guessed:
                guess = Context(fact.text, Origin.GUESS, place, fact.guessed)
                found[-1] = guess
    known |= taken
    return found


def _consistent(context: list[Context]) -> list[Context]:
    """The facts that can hold together and are understood, the first kept."""
    kept: list[Context] = []
    for each in context:
        if any(_contradict(each.text, other.text) for other in kept):
            continue
        try:
            parse_conditions(", ".join([*(k.text for k in kept), each.text]))
        except (DomainError, RecursionError, ValueError, TypeError):
            if not _waits(each.text):
                continue
        kept.append(each)
    return kept


_RELATION = re.compile(r"(.+?)\s*(<=|>=|!=|<|>)\s*(.+)")


def _contradict(first: str, second: str) -> bool:
    """Whether two facts speak of different cases: abs(z) < 1 and abs(z) > 1."""
    one, two = _RELATION.fullmatch(first), _RELATION.fullmatch(second)
    if one is None or two is None or "!=" in (one[2], two[2]):
        return False
    if (one[1], one[3]) == (two[1], two[3]):
        return one[2][0] != two[2][0] and not (len(one[2]) == len(two[2]) == 2)
    if (one[1], one[3]) == (two[3], two[1]):
        return one[2][0] == two[2][0] and not (len(one[2]) == len(two[2]) == 2)
    return False


def _waits(text: str) -> bool:
    """Whether a fact between several names is understood once all of them are known."""
    return "abs(" not in text and len(_words(text) - _ADJECTIVES) > 1 and _alone(text)


_ADJECTIVES = {"real", "integer", "complex", "even", "odd", "in", "oo", "re", "im"}


def _alone(text: str) -> bool:
    names = sorted(_words(text))
    try:
        parse_conditions(", ".join([*(f"{n} real" for n in names), text]))
    except (DomainError, RecursionError, ValueError, TypeError):
        return False
    return True


def _guess(name: str, found: Found, sides: Sequence[set[str]]) -> tuple[str, str] | None:
    if name in found.whole:
        return (
            f"{name} integer >= 1",
            f"{name} is read as a whole number, 1, 2, 3, ..., because it bounds a sum or a product",
        )
    if len(sides) > 1 and all(name in side for side in sides):
        if _INDEX_LETTERS.match(name):
            return (
                f"{name} integer >= 1",
                f"{name} is read as a whole number, 1, 2, 3, ..., by its letter",
            )
        return f"{name} > 0", f"{name} is read as a positive number: nothing says what it is"
    return None


def _whole(context: list[Context], found: Found, place: Place) -> list[Context]:
    """With integers where names bound sums and nothing says that they are integers."""
    for name in sorted(found.whole):
        texts = [each.text for each in context if name in _words(each.text)]
        if texts and not any(re.search(r"\binteger\b|\beven\b|\bodd\b|~", t) for t in texts):
            context.append(
                Context(f"{name} integer", Origin.GUESS, place,
                        f"{name} is read as a whole number because it bounds a sum or a product")
            )  # fmt: skip
    return context
