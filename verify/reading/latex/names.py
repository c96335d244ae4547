"""Declared names as LaTeX writes them: b1 is b_1, sigma_z is \\sigma_z, x_hat is \\hat x.

A name is a base with marks: a subscript, primes, an accent, a star. What is declared and what is
written are compared mark by mark, so that x_{1,2} (x_1_2) is not x_{12} (x_12), and neither
\\varphi is \\phi nor \\mathbf{b} (bold_b) is b.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import sympy as sp

from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.sympy_syntax import Symbols, unknown_name

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "i": sp.I}
_SAME = {"infty": "inf", "oo": "inf"}
_SIGNS = {"+": ("plus", "p"), "-": ("minus", "m"), "pm": ("pm",), "mp": ("mp",)}
ACCENTS = {
    r"\bar": "bar", r"\overline": "bar", r"\hat": "hat", r"\widehat": "hat", r"\tilde": "tilde",
    r"\widetilde": "tilde", r"\vec": "vec", r"\dot": "dot", r"\ddot": "ddot", r"\check": "check",
    r"\breve": "breve", r"\mathring": "ring", r"\underline": "under",
}  # fmt: skip
"""Commands that put a mark above or below a letter, and what it is called in a declared name."""

_Key = tuple[str, ...]


@dataclass(frozen=True)
class Spelling:
    """A name as it is written: x_{1,2} has the base x and the subscripts 1 and 2."""

    base: str
    subscripts: tuple[str, ...] = ()
    primes: int = 0
    accent: str = ""
    label: str = ""

    @property
    def declared_as(self) -> str:
        """How to declare it."""
        marks = [self.accent, *(_SIGNS.get(s, (s,))[0] for s in self.subscripts), self.label]
        return "_".join([self.base, *filter(None, [*marks, "prime" * self.primes])])

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but the base."""
        return self == Spelling(self.base)

    def readings(self) -> Iterator[_Key]:
        """The declared spellings that it may mean, the likeliest first."""
        tail = tuple(filter(None, ["prime" * self.primes, self.label]))
        for below in self._below():
            for head in self._heads():
                yield _key("_".join([*head, *below, *tail]))
            if self.accent:
                yield _key("_".join([self.base, *below, self.accent, *tail]))
        if len(self.subscripts) == 1 and not self.accent:
            for below in self._below():
                yield _key("_".join([self.base + below[0], *tail]))

    def _heads(self) -> list[_Key]:
        if not self.accent:
            return [(self.base,)]
        return [(self.base, self.accent), (self.base + self.accent,), (self.accent, self.base),
                (self.accent + self.base,)]  # fmt: skip

    def _below(self) -> list[tuple[str, ...]]:
        if len(self.subscripts) == 1:
            return [(s,) for s in _SIGNS.get(self.subscripts[0], (self.subscripts[0],))]
        return [self.subscripts]


def _key(name: str) -> _Key:
    """The parts of a declared name: b1 and b_1 are b with 1 below, sigma_z is sigma with z."""
    first, *rest = [part for part in name.split("_") if part] or [name]
    split = re.fullmatch(r"([A-Za-z]+)([0-9]+)", first)
    parts = [*split.groups(), *rest] if split else [first, *rest]
    return tuple(_SAME.get(part, part) for part in parts)


@lru_cache(maxsize=64)
def _by_key(names: tuple[str, ...]) -> dict[_Key, list[str]]:
    """The names by the parts of their spelling; files ask for the same ones again and again."""
    found: dict[_Key, list[str]] = {}
    for name in names:
        found.setdefault(_key(name), []).append(name)
    return found


class Names:
    """The declared names, found by what LaTeX makes of them.

    ``notices`` receives what a reader must be told; ``accents`` keeps, of every declared name, how
    it was written.
    """

    def __init__(
        self, symbols: Symbols, notices: list[str], accents: dict[str, str] | None = None
    ) -> None:
        self._declared = symbols
        self._bound = symbols.bound if isinstance(symbols, Scope) else frozenset[str]()
        self._notices = notices
        self.accents = {} if accents is None else accents
        self._by_key = _by_key(tuple(symbols))

    def declares(self, written: str) -> bool:
        """Whether a declared name is written like this."""
        return _key(written) in self._by_key

    def find(self, spelling: Spelling) -> sp.Expr | None:
        """What is meant: a declared name, pi, e, i, Euler's constant, or nothing.

        >>> Names({"b1": sp.Symbol("b1")}, []).find(Spelling("b", ("1",)))
        b1
        """
        found = self.declared(spelling)
        if found is None and spelling.accent in ("bar", "hat", "tilde"):
            found = self.declared(Spelling(spelling.base, spelling.subscripts, spelling.primes))
            if found is not None:
                self._notices.append(
                    f"{spelling.declared_as} is read as {found}: it is not declared"
                )
        if found is not None:
            return self._use(found, spelling)
        constant = _CONSTANTS.get(spelling.base) if spelling.is_bare else None
        if constant is sp.I:
            self._notices.append("i is the imaginary unit: it is not declared")
        if constant is None and spelling == Spelling("gamma"):
            self._notices.append("gamma is read as Euler's constant: it is not declared")
            return sp.EulerGamma
        return constant

    def _use(self, name: str, spelling: Spelling) -> sp.Expr | None:
        """What ``name`` stands for, unless a letter with another accent was read as it."""
        if self.accents.setdefault(name, spelling.accent) != spelling.accent:
            return None
        if name in _CONSTANTS and name not in (*self._bound, "pi"):
            self._notices.append(f"{name} is the declared symbol, not the constant")
        return sp.sympify(self._declared[name])

    def declared(self, spelling: Spelling) -> str | None:
        """The one declared name for a spelling."""
        for key in spelling.readings():
            found = self._by_key.get(key, [])
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None

    def unknown(self, spelling: Spelling) -> str:
        """The message for a name that is not found."""
        for key in spelling.readings():
            if len(found := self._by_key.get(key, [])) > 1:
                return f"{spelling.declared_as} could be any of {', '.join(found)}: rename one"
        name = self.declared(Spelling(spelling.base, spelling.subscripts, spelling.primes))
        if name is not None and name in self.accents:
            both = replace(spelling, accent=self.accents[name]).declared_as
            return f"{both} and {spelling.declared_as} are two letters: declare both"
        return unknown_name(spelling.declared_as, list(self._declared), functions=())
