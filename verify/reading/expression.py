"""Formulas given as SymPy expressions: read by name, and held to the same limits as text."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.function import AppliedUndef

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.bound_variables.given_nodes import INSIDE, NODES, in_names
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.formula import Reading, read
from glassproof.verify.reading.size_limits import (
    MAX_DEPTH,
    MAX_LENGTH,
    LimitError,
    require_size,
)
from glassproof.verify.reading.sympy_syntax import Symbols
from glassproof.verify.reading.vocabulary.functions import CONSTANTS, FUNCTIONS


def read_given(
    argument: str, given: str | sp.Expr, symbols: Symbols, *, latex: bool = False
) -> Reading:
    """The formula that a caller gives as the argument named: a text, or a SymPy expression.

    A symbol of an expression stands for what ``symbols`` declares by its name, whatever its
    assumptions; an expression may hold what a text may hold.

    >>> x = sp.Symbol("x", real=True)
    >>> read_given("text", sp.sqrt(sp.Symbol("x") ** 2), {"x": x}).expr
    Abs(x)
    >>> read_given("text", sp.Symbol("x") / 2.0, {"x": x})
    Traceback (most recent call last):
    ...
    glassproof...DomainError: text holds 0.5, which is not exact: give sympy.Rational(1, 2)
    """
    if isinstance(given, str):
        return read(given, symbols, latex=latex)
    if not isinstance(given, sp.Expr):
        raise DomainError(
            f"{argument} = {given!r} is no formula: give a text or a SymPy expression, not "
            f"a {type(given).__name__}"
        )
    _require_known(argument, given)
    _require_one_symbol_a_name(argument, given)
    try:
        found = require_size(in_names(given, Scope(symbols)))
    except LimitError as error:
        raise DomainError(f"{argument}: {error}") from None
    except (TypeError, ValueError) as error:
        raise DomainError(f"{argument} cannot be read: {error}") from None
    _require_known(argument, found)
    return Reading(found, found)


def _require_known(argument: str, expression: sp.Expr) -> None:
    """Raise :class:`DomainError` unless a text could hold every part of the expression."""
    for node in _nodes(argument, expression):
        _require_known_node(argument, node)


def _nodes(argument: str, expression: sp.Expr) -> Iterator[sp.Basic]:
    """Every part of the expression; :class:`DomainError` if it is too deep or too long."""
    waiting: list[tuple[sp.Basic, int]] = [(expression, 1)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_LENGTH:
            raise DomainError(
                f"{argument} is too large: give an expression nested at most {MAX_DEPTH} deep, "
                f"of at most {MAX_LENGTH} parts"
            )
        yield node
        ends = isinstance(node, (sp.Tuple, sp.Limit))
        parts = node.args[:3] if isinstance(node, sp.Limit) else node.args
        waiting.extend((p, depth + 1) for p in parts if not (ends and p in (sp.oo, -sp.oo)))


def _require_known_node(argument: str, node: sp.Basic) -> None:
    """Raise :class:`DomainError` unless a text could hold such a part."""
    if isinstance(node, sp.Float):
        remedy = "give a finite number"
        if node.is_finite:
            exact = sp.Rational(str(node))
            remedy = f"give sympy.Rational({exact.p}, {exact.q})"
        raise DomainError(f"{argument} holds {float(node):g}, which is not exact: {remedy}")
    if isinstance(node, sp.Symbol):
        known = node.is_commutative
    elif isinstance(node, INSIDE) or node.func in NODES:
        known = True
    elif node.is_Atom:
        known = node.is_Rational or node in CONSTANTS.values()
    else:
        known = isinstance(node, (sp.Add, sp.Mul, sp.Pow)) or (
            not isinstance(node, AppliedUndef) and node.func.__name__ in FUNCTIONS
        )
    if not known:
        shown = node if node.is_Atom else node.func.__name__
        raise DomainError(
            f"{argument} holds {shown}, of which nothing is known: give rational numbers, "
            f"{', '.join(CONSTANTS)}, declared symbols, +, *, **, sums, products, integrals, "
            "limits, derivatives, cases, and functions that a text may hold"
        )


def _require_one_symbol_a_name(argument: str, expression: sp.Expr) -> None:
    """Raise :class:`DomainError` if two symbols of the expression have one name."""
    seen: set[str] = set()
    for symbol in sorted(expression.free_symbols, key=str):
        if symbol.name in seen:
            raise DomainError(
                f"{argument} holds two symbols of the name {symbol.name}, of different "
                "assumptions: give one symbol for one name"
            )
        seen.add(symbol.name)
