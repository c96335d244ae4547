"""Complex symbols: each has two real coordinates, of which domains and points are made.

A symbol declared complex, and not known to be real, is z = Re(z) + i Im(z). Domains range over the
coordinates, points give them rational values; formulas keep z, which balls take apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

_COORDINATE = re.compile(r"(Re|Im)\((.+)\)")


def is_complex(symbol: sp.Basic) -> bool:
    """Whether the symbol is declared complex and nothing makes it real.

    >>> is_complex(sp.Symbol("z", complex=True)), is_complex(sp.Symbol("x", real=True))
    (True, False)
    """
    return bool(symbol.is_Symbol and symbol.is_complex and symbol.is_extended_real is None)


def coordinates(symbol: sp.Symbol) -> tuple[sp.Symbol, sp.Symbol]:
    """Real and imaginary part of a complex symbol, as real symbols.

    >>> coordinates(sp.Symbol("z", complex=True))
    (Re(z), Im(z))
    """
    name = symbol.name
    return sp.Symbol(f"Re({name})", real=True), sp.Symbol(f"Im({name})", real=True)


def is_coordinate(symbol: sp.Symbol) -> bool:
    """Whether the symbol is the real or the imaginary part of a complex one."""
    return _COORDINATE.fullmatch(symbol.name) is not None


def in_coordinates(expr: sp.Expr) -> sp.Expr:
    """The expression with x + i y for every complex symbol.

    >>> in_coordinates(sp.conjugate(sp.Symbol("z", complex=True)))
    -I*Im(z) + Re(z)
    """
    exchange = {}
    for symbol in filter(is_complex, expr.free_symbols):
        x, y = coordinates(symbol)
        exchange[symbol] = x + sp.I * y
    return expr.xreplace(exchange) if exchange else expr


def spread(symbols: Iterable[sp.Symbol]) -> set[sp.Symbol]:
    """The symbols, complex ones replaced by their coordinates."""
    return {s for symbol in symbols for s in (coordinates(symbol) if is_complex(symbol)
                                              else (symbol,))}  # fmt: skip


def gathered(point: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, sp.Expr]:
    """A point as it is shown: one complex rational for the two coordinates of a symbol.

    >>> x, y = coordinates(sp.Symbol("z", complex=True))
    >>> gathered({x: sp.Rational(-1, 2), y: 2})
    {z: -1/2 + 2*I}
    """
    found: dict[sp.Symbol, sp.Expr] = {}
    for symbol, value in point.items():
        number = value if isinstance(value, sp.Expr) else sp.Rational(str(value))
        part = _COORDINATE.fullmatch(symbol.name)
        if part is None:
            found[symbol] = number
            continue
        whole = sp.Symbol(part[2], complex=True)
        found[whole] = found.get(whole, sp.S.Zero) + (sp.I * number if part[1] == "Im" else number)
    return found


def whole_symbols(symbols: Iterable[sp.Symbol]) -> list[sp.Symbol]:
    """The symbols as they were declared, each once: z for Re(z) and Im(z)."""
    return list(gathered(dict.fromkeys(symbols, sp.S.Zero)))
