"""Abbreviations of a claims file: each read when it is asked for, once for the symbols in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import sympy as sp

Read = Callable[[str, Mapping[str, sp.Expr]], sp.Expr]
"""Reads the formula of the shorthand called so, in the names given."""


class Shorthands:
    """Formulas by name, each in terms of declared symbols and of what stands above it.

    Symbols change from claim to claim, with the conditions on them, and with the symbols the
    values of shorthands. ``read`` reads one.

    >>> from glassproof.verify.reading.sympy_syntax import parse_formula
    >>> texts = {"m": "p + 1", "v": "m**2"}
    >>> shorthands = Shorthands(list(texts), lambda name, names: parse_formula(texts[name], names))
    >>> p = sp.Symbol("p")
    >>> shorthands.require_readable({"p": p})
    >>> shorthands.among({"p": p})["v"]
    (p + 1)**2
    """

    def __init__(self, names: list[str], read: Read) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self._names, self._read = names, read
        self._asked: dict[str, dict[str, None]] = {}
        self._rests_on: dict[str, tuple[str, ...]] = {}
        self._values: dict[tuple[str, tuple[sp.Symbol | None, ...]], sp.Expr] = {}

    def require_readable(self, symbols: Mapping[str, sp.Symbol]) -> None:
        """Read all of them; afterwards it is known what each of them rests on."""
        for name in self._names:
            self._value(name, symbols)

    def among(self, symbols: Mapping[str, sp.Symbol]) -> Mapping[str, sp.Expr]:
        """Symbols and shorthands by name."""
        return _Names(self, symbols, len(self._names))

    def value(self, name: str, symbols: Mapping[str, sp.Symbol]) -> sp.Expr:
        """What ``name`` stands for; first all that it is made of, from the top."""
        needed, waiting = set(), [name]
        while waiting:
            one = waiting.pop()
            if one not in needed and self._known(one, symbols) is None:
                needed.add(one)
                place = self.places[one]
                asked = self._asked.get(one, {})
                waiting += [n for n in asked if self.places.get(n, place) < place]
        for one in sorted(needed, key=self.places.__getitem__):
            self._value(one, symbols)
        return self._value(name, symbols)

    def _known(self, name: str, symbols: Mapping[str, sp.Symbol]) -> sp.Expr | None:
        rests_on = self._rests_on.get(name)
        if rests_on is None:
            return None
        return self._values.get((name, tuple(map(symbols.get, rests_on))))

    def _value(self, name: str, symbols: Mapping[str, sp.Symbol]) -> sp.Expr:
        value = self._known(name, symbols)
        if value is None:
            names = _Names(self, symbols, self.places[name])
            value = self._read(name, names)
            self._asked[name] = names.asked
            self._rests_on[name] = tuple(self._symbols_in(name))
            self._values[name, tuple(map(symbols.get, self._rests_on[name]))] = value
        return value

    def _symbols_in(self, name: str) -> dict[str, None]:
        """Names that ``name`` is made of in the end, declared or not."""
        place, found = self.places[name], dict[str, None]()
        for asked in self._asked[name]:
            if self.places.get(asked, place) < place:
                found |= dict.fromkeys(self._rests_on[asked])
            else:
                found[asked] = None
        return found


class _Names(Mapping[str, sp.Expr]):
    """Declared symbols and the first ``count`` shorthands; it remembers what it was asked for."""

    def __init__(
        self, shorthands: Shorthands, symbols: Mapping[str, sp.Symbol], count: int
    ) -> None:
        self._shorthands, self._symbols, self._count = shorthands, symbols, count
        self.asked: dict[str, None] = {}

    def __getitem__(self, name: str) -> sp.Expr:
        self.asked[name] = None
        if self._shorthands.places.get(name, self._count) < self._count:
            return self._shorthands.value(name, self._symbols)
        return self._symbols[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._symbols
        yield from list(self._shorthands.places)[: self._count]

    def __len__(self) -> int:
        return len(self._symbols) + self._count
