"""What a claims file declares: symbols with their conditions, shorthands for formulas in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import sympy as sp

from glassproof.verify.checking.clock import Clock
from glassproof.verify.checking.shorthands import Shorthands
from glassproof.verify.checking.toml_source import ClaimsFileError, TomlSource
from glassproof.verify.reading.conditions.declared import Declared
from glassproof.verify.reading.conditions.grammar import is_name, parse_conditions
from glassproof.verify.reading.sympy_syntax import parse_formula
from glassproof.verify.reading.tokens import ParseError, quoted

T = TypeVar("T")

READ_SECONDS = 1.5
"""Processor time to read a file; the code that a trusted file names is not counted."""

_FAULTS = (ArithmeticError, AttributeError, RecursionError, TypeError, ValueError)
"""What SymPy raises on formulas that it cannot make; none of it concerns the user."""


class Declarations(TomlSource):
    """A claims file whose symbols and shorthands can be read, and formulas in them."""

    shorthands: Shorthands

    def __init__(self, text: str, name: str, trust: bool) -> None:
        super().__init__(text, name)
        self.trust = trust
        self.clock = Clock(READ_SECONDS)
        self.reached = 0
        self.known_domains: dict[str, Declared] = {}

    def conditions(self) -> str:
        """The declared symbols in the language of conditions, one a line."""
        start = self.at("symbols")
        lines = []
        for name, condition in self.table("symbols").items():
            place = self.at(name, start)
            if not is_name(name):
                self.fail(f"{quoted(name)} cannot name a symbol", place)
            if not isinstance(condition, str) or "\n" in condition:
                self.fail(f'a symbol has a condition, as in {name} = "> 0"', place)
            lines.append(f"{name} {condition}")
            self.declared("\n".join(lines), "", partial(int, place))
        for relation in self.relations():
            lines.append(relation)
            self.declared("\n".join(lines), "", lambda: self.at("where"))
        return "\n".join(lines)

    def relations(self) -> list[str]:
        """The conditions on several symbols that hold in the whole file."""
        given = self.content.get("where", [])
        found = [given] if isinstance(given, str) else given
        if not isinstance(found, list) or not all(
            isinstance(each, str) and "\n" not in each for each in found
        ):
            self.fail('where is a condition, or a list, as in where = "x < y"', self.at("where"))
        return [each for each in found if each.strip()]

    def declared(self, conditions: str, where: str, position: Callable[[], int]) -> Declared:
        text = "\n".join(part for part in (conditions, where) if part)
        if text not in self.known_domains:
            self.clock.check()
            try:
                self.known_domains[text] = parse_conditions(text)
            except ParseError as error:
                self.fail(error.message, position())
            except _FAULTS as error:
                self.fail(f"SymPy cannot make this ({type(error).__name__})", position())
        return self.known_domains[text]

    def read_shorthands(self, declared: Declared) -> Shorthands:
        """The shorthands, all of which can be read in the declared symbols."""
        table, start = self.table("shorthands"), self.at("shorthands")
        for name, formula in table.items():
            if not is_name(name) or name in declared.symbols:
                self.fail(f"{quoted(name)} cannot name a shorthand", self.at(name, start))
            if not isinstance(formula, str):
                self.fail(f"{name} must be a string", self.at(name, start))

        def read(name: str, names: Mapping[str, sp.Expr]) -> sp.Expr:
            return self.parsed(parse_formula, table[name], names, lambda: self.at(name, start))

        found = Shorthands(list(table), read)
        found.require_readable(declared.symbols)
        return found

    def named(self, declared: Declared, start: int) -> Mapping[str, sp.Expr]:
        """Symbols and shorthands by name."""
        if taken := declared.symbols.keys() & self.shorthands.places.keys():
            name = quoted(min(taken))
            self.fail(f"{name} is a shorthand: no symbol is called so", self.at("where", start))
        return self.shorthands.among(declared.symbols)

    def parsed(
        self,
        parse: Callable[[str, Mapping[str, sp.Expr]], T],
        text: str,
        names: Mapping[str, sp.Expr],
        position: Callable[[], int],
    ) -> T:
        """What ``parse`` makes of a text; its faults are reported where it stands."""
        self.clock.check()
        try:
            return parse(text, names)
        except ClaimsFileError:
            raise
        except ParseError as error:
            self.inside(error, text, position())
        except _FAULTS as error:
            self.fail(f"SymPy cannot make this ({type(error).__name__})", position())
