"""Domains that a source does not state: how wide an equation holds, or where at least it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from glassproof.derivations.proof.complex_symbols import whole_symbols
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.scanning.equation import Context
from glassproof.verify.scanning.judging.link import Conditions

_WIDER = ("complex", "real")
_NARROWER = (
    ("> 0", "integer >= 0", "integer >= 0"), ("in (0, 1)", "integer >= 1", "in (0, 1)"),
    ("> 1", "integer >= 2", "> 0"), ("> 0", "integer >= 1", "in (0, 1)"),
)  # fmt: skip
"""What may be meant of a number, of a whole number, and of one that only its letter makes whole."""
_BY_LETTER = "by its letter"


def guessed_names(facts: Sequence[Context]) -> dict[str, bool]:
    """Names of which only guesses say what they are, and whether they were taken as integers.

    >>> from glassproof.verify.scanning.equation import Context, Origin
    >>> facts = [Context("n integer", Origin.GUESS), Context("x > 0", Origin.STATED)]
    >>> guessed_names(facts)
    {'n': True}
    """
    names: dict[str, bool] = {}
    for fact in facts:
        if fact.is_guess:
            names |= _names(fact.text)
    return names


def _names(text: str) -> dict[str, bool]:
    try:
        domain = parse_conditions(text).domain
    except DomainError:
        return {}
    return {str(symbol): bool(symbol.is_integer) for symbol in whole_symbols(domain.ranges)}


def _with(facts: Sequence[Context], said: Callable[[int], str]) -> Conditions:
    """The conditions with something else in place of every guess: of a number (0), of a whole
    number (1), of one that only its letter makes whole (2)."""
    told = []
    for fact in facts:
        if not fact.is_guess:
            told.append(fact)
        elif names := _names(fact.text):
            told += [
                replace(fact, text=f"{name} {said(whole + (whole and _BY_LETTER in fact.said))}")
                for name, whole in names.items()
            ]
        else:
            told.append(fact)
    return Conditions.of(told)


def wider(facts: Sequence[Context]) -> Iterator[Conditions]:
    """The conditions with the guesses given up, the widest first."""
    current = Conditions.of(facts)
    for adjective in _WIDER:
        found = _with(facts, lambda _, a=adjective: a)  # type: ignore[misc]
        if found != current and not found.fault():
            yield found


def narrower(facts: Sequence[Context]) -> Iterator[Conditions]:
    """The conditions with other guesses, the most natural first.

    >>> from glassproof.verify.scanning.equation import Context, Origin
    >>> guess = Context("p integer >= 1", Origin.GUESS, None, "p is read as whole, by its letter")
    >>> [each.where for each in narrower([guess])]
    ['p integer >= 0', 'p in (0, 1)', 'p > 0']
    """
    current = Conditions.of(facts)
    seen = {current.where}
    for alternatives in _NARROWER:
        found = _with(facts, lambda kind, a=alternatives: a[kind])  # type: ignore[misc]
        if found.where in seen:
            continue
        seen.add(found.where)
        if found != current and not found.fault():
            yield found


def described(conditions: Conditions) -> str:
    """Where that is, in words, with the limit."""
    try:
        text = parse_conditions(conditions.where).domain.describe()
    except DomainError:
        text = conditions.where
    return ", ".join(filter(None, [text, conditions.when]))
