"""Mutants of a source text: which single edits there are, and which of them are drawn.

The edits are cosmic-ray's. Left out are those that could only tell what the type checker tells
(``+`` for ``<<``), that change nothing (``is`` for ``==``) or that touch annotations and
decorators; docstrings have no operator. Of the rest every module has a sample, drawn with a fixed
seed: the kinds of edit take turns, and every place in the text is mutated at most once.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

SEED = 20240611
LEAST, MOST, LINES_EACH = 8, 14, 20
"""A module of n lines has n // LINES_EACH mutants, but no fewer than LEAST, no more than MOST."""

SUMS, PRODUCTS, POWERS = ("Add", "Sub"), ("Mul", "Div", "FloorDiv", "Mod"), ("Pow",)
ARITHMETIC = (*SUMS, *PRODUCTS, *POWERS)
SETS = ("BitOr", "BitAnd")
ORDER = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
IDENTITY = ("Is", "IsNot")


def _replacements(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}_{a}_{b}" for a in old for b in new if a != b)


KINDS = {
    "sum": _replacements("ReplaceBinaryOperator", SUMS, ARITHMETIC),
    "product": _replacements("ReplaceBinaryOperator", PRODUCTS, ARITHMETIC),
    "power": _replacements("ReplaceBinaryOperator", POWERS, ARITHMETIC),
    "set": _replacements("ReplaceBinaryOperator", SETS, SETS),
    "comparison": _replacements("ReplaceComparisonOperator", ORDER, ORDER),
    "identity": _replacements("ReplaceComparisonOperator", IDENTITY, IDENTITY),
    "number": ("NumberReplacer",),
    "condition": (
        "AddNot",
        "ReplaceAndWithOr",
        "ReplaceOrWithAnd",
        "ReplaceTrueWithFalse",
        "ReplaceFalseWithTrue",
        "ReplaceUnaryOperator_Delete_Not",
    ),
    "sign": ("ReplaceUnaryOperator_Delete_USub",),
    "loop": ("ZeroIterationForLoop", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    "handler": ("ExceptionReplacer",),
}

Place = tuple[int, int]
"""Line, from 1, and column, from 0."""


@dataclass(frozen=True)
class Mutant:
    """One edit of one module: where, by which operator, the line before and after, the text."""

    module: str
    operator: str
    line: int
    before: str
    after: str
    text: str

    @property
    def edit(self) -> tuple[str, str, str, str]:
        """What identifies the edit when lines have moved."""
        return self.module, self.operator, self.before, self.after


@dataclass(frozen=True)
class Edit:
    """The ``occurrence``-th place where ``operator`` applies, before the text is made."""

    kind: str
    operator: str
    occurrence: int
    place: Place


def left_alone(source: str) -> list[tuple[Place, Place]]:
    """Start and end of every type annotation and every decorator.

    >>> left_alone("@cache\\ndef f(x: int | None) -> str: pass")
    [((1, 1), (1, 6)), ((2, 9), (2, 19)), ((2, 24), (2, 27))]
    """
    lines = source.splitlines()

    def characters(line: int, column: int) -> Place:
        return line, len(lines[line - 1].encode()[:column].decode())

    found = []
    for node in ast.walk(ast.parse(source)):
        hints = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for part in (*hints, *getattr(node, "decorator_list", [])):
            if part is not None:
                start = characters(part.lineno, part.col_offset)
                found.append((start, characters(part.end_lineno, part.end_col_offset)))
    return sorted(found)


def edits(source: str, chosen: Collection[str] | None = None) -> Iterator[Edit]:
    """The edits of ``source`` by the chosen operators, but none in annotations and decorators."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator

    nodes = list(ast_nodes(get_ast(source)))
    alone = left_alone(source)
    for kind, operators in KINDS.items():
        for operator in operators if chosen is None else set(operators) & set(chosen):
            mutator: Any = get_operator(f"core/{operator}")()
            places = (place for node in nodes for place, _ in mutator.mutation_positions(node))
            for occurrence, place in enumerate(places):
                if not any(start <= place <= end for start, end in alone):
                    yield Edit(kind, operator, occurrence, place)


def changed_lines(before: str, after: str) -> tuple[int, str, str]:
    """Number of the first line that differs, and that line in each text.

    >>> changed_lines("a = 1\\nb = 2", "a = 1\\nb = 3")
    (2, 'b = 2', 'b = 3')
    """
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue="")
    for line, (old, new) in enumerate(pairs, start=1):
        if old != new:
            return line, old.strip(), new.strip()
    raise ValueError("the two texts are equal")


def made(module: str, source: str, edit: Edit) -> Mutant | None:
    """The mutant of an edit; None if it is not Python or the same program."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    try:
        text = mutate_code(source, get_operator(f"core/{edit.operator}")(), edit.occurrence)
        if text is None or ast.dump(ast.parse(text)) == ast.dump(ast.parse(source)):
            return None
    except (SyntaxError, AttributeError):  # cosmic-ray cannot replace the b.C of "except b.C"
        return None
    return Mutant(module, edit.operator, *changed_lines(source, text), text)


def in_turns(found: Iterable[Edit], rng: random.Random) -> Iterator[Edit]:
    """Every place once, at random, with a random one of its edits; kinds of edit in turns."""
    places: dict[str, dict[Place, list[Edit]]] = {}
    for edit in found:
        places.setdefault(edit.kind, {}).setdefault(edit.place, []).append(edit)
    queues = []
    for kind in sorted(places):
        chosen = [rng.choice(alternatives) for alternatives in places[kind].values()]
        rng.shuffle(chosen)
        queues.append(chosen)
    seen: set[Place] = set()
    for turn in zip_longest(*queues):
        for edit in turn:
            if edit is not None and edit.place not in seen:
                seen.add(edit.place)
                yield edit


def quota(source: str) -> int:
    """How many mutants a module of this text has, if it has so many places."""
    return max(LEAST, min(MOST, len(source.splitlines()) // LINES_EACH))


def sample(module: str, source: str) -> list[Mutant]:
    """The mutants drawn for one module, in the order of its lines."""
    rng = random.Random(f"{SEED} {module}")
    drawn: list[Mutant] = []
    for edit in in_turns(edits(source), rng):
        if len(drawn) == quota(source):
            break
        mutant = made(module, source, edit)
        if mutant is not None:
            drawn.append(mutant)
    return sorted(drawn, key=lambda mutant: (mutant.line, mutant.operator, mutant.after))


def same_edit(old: Mutant, source: str) -> Mutant | None:
    """The edit of ``old`` in a later text of its module; None if its line is there no more."""
    lines = source.splitlines()
    later = (
        made(old.module, source, edit)
        for edit in edits(source, (old.operator,))
        if lines[edit.place[0] - 1].strip() == old.before
    )
    matches = [m for m in later if m is not None and m.edit == old.edit]
    return min(matches, key=lambda m: abs(m.line - old.line), default=None)
