"""What is known of an equation's names, from the sidecar file down to guesses, as one domain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import sympy as sp

from glassproof.derivations.probability.laws import LAWS
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.vocabulary.functions import CONSTANTS
from glassproof.verify.scanning.conditions import INDEX_LETTERS
from glassproof.verify.scanning.equation import SPOKEN_OF, Context, Origin, Place
from glassproof.verify.scanning.names import Found
from glassproof.verify.scanning.plain import Fact

_MOST_PAIRS = 100
_KINDS = ("complex", "real")


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
    spoken_of: Callable[[str], bool] = lambda _: False,
) -> Domain:
    """What is known of the names ``found``: ``given`` by the reader, ``stated``, said ``earlier``.

    ``sides`` are the names on each side; a name on every side of every link may be read as real
    where nothing is said; ``spoken_of`` tells whether the text uses a name elsewhere.
    """
    wanted = list(found.names)
    stated = _with_kinds_said(stated, earlier)
    context = [Context(text, Origin.SIDECAR) for text in given]
    known = _declared(context)
    for facts, origin in ((stated, Origin.STATED), (earlier, Origin.NOTATION)):
        context += _taken(facts, origin, wanted, known)
        known = _declared(_consistent(context)[0])
    context, dropped = _consistent(context)
    known = _declared(context)
    wanted += [name for each in dropped if _binds_tightly(each.text)
               for name in sorted(_words(each.text) - _ADJECTIVES - known - {*LAWS, *CONSTANTS})
               if name not in wanted]  # fmt: skip
    unknown = [name for name in wanted if name not in known]
    if guesses and not (found.functions or found.multiplied & set(unknown)):
        for name in list(unknown):
            guess = _guess(name, found, sides)
            if guess is not None:
                said = guess[1] + (SPOKEN_OF if spoken_of(name) else "")
                context.append(Context(guess[0], Origin.GUESS, place, said))
                unknown.remove(name)
    context += _limits(stated, wanted)
    if found.whole:
        context = _whole(context, found, place)
    return Domain(tuple(context), tuple(unknown))


def _with_kinds_said(
    stated: Sequence[tuple[Fact, Place]], earlier: Sequence[tuple[Fact, Place]]
) -> list[tuple[Fact, Place]]:
    """What is stated, with the kind that is said of a name in place of one that is guessed."""
    said: dict[str, dict[str, tuple[Fact, Place]]] = {}
    for fact, place in (*earlier, *stated):
        name, _, kind = fact.text.partition(" ")
        if kind in _KINDS and not fact.guessed:
            said.setdefault(name, {})[kind] = fact, place
    found = []
    for fact, place in stated:
        name, _, kind = fact.text.partition(" ")
        kinds = list(said.get(name, {}).values()) if fact.guessed and kind in _KINDS else []
        found.append(kinds[0] if len(kinds) == 1 else (fact, place))
    return found


def _binds_tightly(text: str) -> bool:
    """Whether a fact cannot be left out where its names are not known: abs(z) < r, a law."""
    return "abs(" in text or "~" in text


def _declared(context: Sequence[Context]) -> set[str]:
    """The names that facts declare together."""
    try:
        symbols = parse_conditions(", ".join(c.text for c in context if "->" not in c.text)).symbols
    except (DomainError, RecursionError, ValueError, TypeError):
        return set()
    return set(symbols)


def _limits(stated: Sequence[tuple[Fact, Place]], wanted: list[str]) -> list[Context]:
    """The limit that the statement names, as n -> oo."""
    found = [(fact, place) for fact, place in stated if "->" in fact.text]
    return [Context(fact.text, Origin.STATED, place, fact.said) for fact, place in found[:1]
            if fact.names[0] in wanted]  # fmt: skip


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", text))


def _taken(
    facts: Sequence[tuple[Fact, Place]], origin: Origin, wanted: list[str], known: set[str]
) -> list[Context]:
    """The facts about names that nothing nearer speaks of; names in them become wanted, too."""
    found: list[Context] = []
    spoken = {fact.names[0] for fact, _ in facts if len(fact.names) == 1} | known
    waiting = [(fact, place) for fact, place in facts if "->" not in fact.text]
    changed = True
    while changed:
        changed = False
        for fact, place in list(waiting):
            if not _concerns(fact, wanted, known, spoken):
                continue
            waiting.remove((fact, place))
            new = [name for name in fact.names if name not in wanted]
            wanted += dict.fromkeys(new)
            changed = changed or bool(new)
            context = Context(fact.text, origin, place, fact.said)
            if fact.guessed:
                context = Context(fact.text, Origin.GUESS, place, fact.guessed)
            if all(context.text != each.text for each in found):
                found.append(context)
    return found


def _concerns(fact: Fact, wanted: Sequence[str], known: set[str], spoken: set[str]) -> bool:
    """Whether a fact is to be taken: it is about a wanted name of which nothing nearer speaks."""
    if not any(name in wanted and name not in known for name in fact.names):
        return False
    if all(name in wanted for name in fact.names):
        return True
    others = [name for name in fact.names if name not in wanted]
    return fact.names[0] in wanted and (
        _binds_tightly(fact.text) or all(name in spoken for name in others)
    )


def _consistent(context: Sequence[Context]) -> tuple[list[Context], list[Context]]:
    """The facts that hold together and are understood, the first kept, and those left out."""
    kept: list[Context] = []
    waiting = list(context)
    changed = True
    while changed and waiting:
        changed = False
        for each in list(waiting):
            if any(_contradict(each.text, other.text) for other in kept):
                waiting.remove(each)
                continue
            try:
                parse_conditions(", ".join([*(k.text for k in kept), each.text]))
            except (DomainError, RecursionError, ValueError, TypeError):
                continue
            kept.append(each)
            waiting.remove(each)
            changed = True
    return sorted(kept, key=lambda each: "~" in each.text), waiting


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


def of_different_cases(facts: Sequence[Fact]) -> set[str]:
    """The names of which facts say what cannot hold together: x < pi/2, and then pi/2 < x.

    >>> said = [(("x",), "pi/2 < x"), (("x",), "x < pi/2"), (("y",), "y > 0")]
    >>> of_different_cases([Fact(*names_and_text, "") for names_and_text in said])
    {'x'}
    """
    ranges = {fact.text: fact.names[0] for fact in facts if _RELATION.fullmatch(fact.text)}
    pairs = [(a, b) for a, b in combinations(ranges, 2) if ranges[a] == ranges[b]]
    return {ranges[a] for a, b in pairs[:_MOST_PAIRS] if _contradict(a, b) or _is_empty(a, b)}


def _is_empty(first: str, second: str) -> bool:
    try:
        parse_conditions(f"{first}, {second}")
    except DomainError as error:
        return "nothing satisfies" in str(error)
    except (RecursionError, ValueError, TypeError):
        return False
    return False


_ADJECTIVES = {"real", "integer", "complex", "even", "odd", "in", "oo", "re", "im", "abs"}


def _guess(name: str, found: Found, sides: Sequence[set[str]]) -> tuple[str, str] | None:
    if name in found.whole:
        return (
            f"{name} integer >= 1",
            f"{name} is read as a whole number, 1, 2, 3, ..., because it bounds a sum or a product",
        )
    if len(sides) > 1 and all(name in side for side in sides):
        if INDEX_LETTERS.match(name) and name not in _differentiated(found):
            return (
                f"{name} integer >= 1",
                f"{name} is read as a whole number, 1, 2, 3, ..., by its letter",
            )
        return f"{name} > 0", f"{name} is read as a positive number: nothing says what it is"
    return None


def _differentiated(found: Found) -> set[str]:
    """The names by which something is differentiated: no whole numbers."""
    nodes = [node for value in found.values for node in value.atoms(sp.Derivative)]
    return {symbol.name for node in nodes for symbol in node.variables}


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
