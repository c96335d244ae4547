"""Conditions on values inside of a formula, and the cases that they tell, from :class:`Term` s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.settled import made, opaque, settled
from glassproof.verify.reading.size_limits import LimitError


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition, for algebra and as it was written, with the values that it relates.

    ``parts`` are conditions that together are this one, if it is made of several.
    """

    expr: sp.Basic
    written: sp.Basic
    terms: tuple[Term, ...] = ()
    parts: tuple[Clause, ...] = ()


def cases(branches: Sequence[tuple[Term, Clause]], otherwise: Term | None = None) -> Term:
    """The value of the first branch whose condition holds: SymPy's Piecewise.

    >>> x = sp.Symbol("x", real=True)
    >>> positive = related(Term.of(x), ">", Term.of(0))
    >>> cases([(Term.of(x), positive)], Term.of(-x)).expr
    Piecewise((x, x > 0), (-x, True))
    """
    last = [] if otherwise is None else [(settled(otherwise), Clause(sp.true, sp.true))]
    known = [(settled(value), clause) for value, clause in branches] + last
    algebra = made(sp.Piecewise, *((v.expr, c.expr) for v, c in known))
    if algebra is sp.nan:
        raise LimitError("none of these cases ever holds")
    written = made(sp.Piecewise, *((v.written, c.written) for v, c in known), evaluate=False)
    if isinstance(algebra, sp.Piecewise):
        return opaque(algebra, written)
    inside = (pair for value, clause in known for t in (value, *clause.terms) for pair in t.nodes)
    return Term(algebra, written, True, tuple(dict.fromkeys(inside)))


def indicator(clause: Clause) -> Term:
    """1 where the condition holds, else 0."""
    return cases([(Term.of(1), clause)], Term.of(0))


_RELATIONS: dict[str, type[sp.core.relational.Relational]] = {
    "<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne,
}  # fmt: skip


def related(left: Term, sign: str, right: Term) -> Clause:
    """The relation "<", "<=", ">", ">=", "=" or "!=" between two values."""
    sides = settled(left), settled(right)
    if sign not in ("=", "!=") and any(side.expr.is_extended_real is False for side in sides):
        raise LimitError("complex numbers are not ordered: compare their absolute values")
    build = _RELATIONS[sign]
    algebra = made(build, sides[0].expr, sides[1].expr)
    if algebra in (sp.true, sp.false) and not any(side.written.free_symbols for side in sides):
        return Clause(algebra, algebra, sides)
    as_written = made(build, sides[0].written, sides[1].written, evaluate=False)
    return Clause(algebra, as_written, sides)


def congruent(value: Term, remainder: int, modulus: int) -> Clause:
    """The value has this remainder: odd is 1 modulo 2, even 0."""
    side = settled(value)
    return Clause(
        sp.Eq(sp.Mod(side.expr, modulus), remainder),
        sp.Eq(sp.Mod(side.written, modulus, evaluate=False), remainder, evaluate=False),
        (side,),
    )


def both(clauses: Sequence[Clause]) -> Clause:
    """Every one of the conditions."""
    joined = _joined(sp.And, clauses)
    return joined if len(clauses) == 1 else replace(joined, parts=tuple(clauses))


def either(clauses: Sequence[Clause]) -> Clause:
    """At least one of the conditions."""
    return _joined(sp.Or, clauses)


def _joined(build: Callable[..., sp.Basic], clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    terms = tuple(term for clause in clauses for term in clause.terms)
    written = made(build, *(clause.written for clause in clauses), evaluate=False)
    return Clause(made(build, *(clause.expr for clause in clauses)), written, terms)
