"""Slips of the pen, made systematically: every single edit of a formula, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.checking.hints import Put, places_in

EXCHANGES = (("p", "q"), ("b", "b1"), ("N_D", "N_G"), ("v_D", "v_G"), ("g_D", "g_G"), ("x", "x1"))
COMPLEMENTS = ("kappa",)
SQUARES = ("sigma_z",)


@dataclass(frozen=True)
class Mutant:
    """A formula with one edit of a kind."""

    kind: str
    formula: sp.Expr


def mutants(formula: sp.Expr, known: Iterable[sp.Symbol] = ()) -> list[Mutant]:
    """All distinct single edits of ``formula`` that are expressions and not the formula itself.

    Symbols in ``known`` may take the place of those in the formula.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> [(m.kind, m.formula) for m in mutants(p + q)][:3]
    [('sign', -p - q), ('p <-> q', 2*q), ('p <-> q', 2*p)]
    """
    seen, found = {formula}, []
    for kind, edited in _edits(formula, formula.free_symbols.union(known)):
        if edited in seen or edited.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            continue
        seen.add(edited)
        found.append(Mutant(kind, edited))
    return found


def _edits(formula: sp.Expr, known: set[sp.Symbol]) -> Iterator[tuple[str, sp.Expr]]:
    yield "sign", -formula
    places = list(places_in(formula))
    yield from _exchanges(formula, known, places)
    for old, put in places:
        yield from _edits_at(old, put)


def _edits_at(old: sp.Expr, put: Put) -> Iterator[tuple[str, sp.Expr]]:
    if old.is_Add:
        for term in old.args:
            yield "sign", put(old - 2 * term)
        for term in old.args:
            yield "factor 2", put(old + term)
            yield "term dropped", put(old - term)
    elif old.is_Mul:
        yield "factor 2", put(2 * old)
        yield "factor 2", put(old / 2)
    elif old.is_Pow:
        yield "exponent", put(old.base ** (old.exp + 1))
        yield "exponent", put(old.base ** (old.exp - 1))
        if not old.exp.is_Integer:
            yield "argument", put((old.base + 1) ** old.exp)
    elif old.is_Symbol:
        yield "exponent", put(old**2)
        yield "factor 2", put(2 * old)
    elif old.is_Function:
        yield "argument", put(old.func(*(argument + 1 for argument in old.args)))
        yield "argument", put(old.func(*(2 * argument for argument in old.args)))
        yield "factor 2", put(2 * old)


def _exchanges(
    formula: sp.Expr, known: set[sp.Symbol], places: list
) -> Iterator[tuple[str, sp.Expr]]:
    """One symbol for another, everywhere and at one place."""
    named = {str(symbol): symbol for symbol in known}
    for first, second in EXCHANGES:
        if first in named and second in named:
            a, b = named[first], named[second]
            yield from _everywhere_and_once(f"{first} <-> {second}", {a: b, b: a}, formula, places)
    for name in (n for n in COMPLEMENTS if n in named):
        s = named[name]
        put = {s: 1 - s, 1 - s: s}
        yield from _everywhere_and_once(f"{name} <-> 1 - {name}", put, formula, places)
    for name in (n for n in SQUARES if n in named):
        s = named[name]
        for new in (s**2, sp.sqrt(s)):
            yield from _everywhere_and_once(f"{name} <-> {name}^2", {s: new}, formula, places)


def _everywhere_and_once(
    kind: str, put: dict[sp.Expr, sp.Expr], formula: sp.Expr, places: list
) -> Iterator[tuple[str, sp.Expr]]:
    yield kind, formula.xreplace({old: new for old, new in put.items() if old.is_Symbol})
    for old, replace in places:
        if old in put:
            yield kind, replace(put[old])
