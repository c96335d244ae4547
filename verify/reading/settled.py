"""What both syntaxes build holds to what was written: rewriting is confirmed, or not followed."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.faithful import is_faithful
from glassproof.verify.reading.size_limits import LimitError


def settled(term: Term) -> Term:
    """The term, with what algebra works with held against what was written.

    Where balls do not confirm SymPy's rewriting, algebra works with what was written. Done before
    a variable is bound, so that no sum or integral is evaluated to confirm what stands in it.
    """
    if not term.rewritten:
        return term
    if is_faithful(term.expr, term.written, term.nodes):
        return Term(term.expr, term.written, False, term.nodes)
    return Term(term.written, term.written)


def opaque(expr: sp.Expr, written: sp.Expr) -> Term:
    """A node that the formula around it treats as a value of its own, twice."""
    return Term(expr, written, nodes=((expr, written),))


def made(build: Callable[..., sp.Basic], *arguments: sp.Basic, **options: bool) -> sp.Basic:
    """What SymPy's constructor makes; :class:`LimitError` where none of its rules fits."""
    try:
        return build(*arguments, **options)
    except LimitError:
        raise
    except construct.FAILURES as error:
        raise LimitError(f"this cannot be built: {error}") from None


def replaced(term: Term, old: sp.Symbol, new: Term) -> Term:
    """The term with another value for a symbol."""
    settled_term = settled(term)
    nodes = tuple((a.subs(old, new.expr), b.subs(old, new.written)) for a, b in settled_term.nodes)
    expr, written = settled_term.expr, settled_term.written
    return Term(expr.subs(old, new.expr), written.subs(old, new.written), True, nodes)
