"""The generalised hypergeometric function as a node that both syntaxes build."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError

MOST_PARAMETERS = 8
"""Parameters above, and below."""


def of(above: Sequence[Term], below: Sequence[Term], argument: Term) -> Term:
    """The function of its parameters; :class:`LimitError` if its series has no sense.

    >>> of([Term.of(1), Term.of(1)], [Term.of(2)], Term.of(sp.Symbol("x"))).expr
    hyper((1, 1), (2,), x)
    """
    upper, lower = ([binders.settled(term) for term in part] for part in (above, below))
    z = binders.settled(argument)
    if len(upper) > len(lower) + 1:
        raise LimitError(
            f"a series with {len(upper)} parameters above and {len(lower)} below converges nowhere"
        )
    if any(term.expr.is_integer and term.expr.is_nonpositive for term in lower):
        raise LimitError("a parameter below is no integer <= 0: the series divides by zero")
    return binders.opaque(
        sp.hyper([t.expr for t in upper], [t.expr for t in lower], z.expr),
        sp.hyper([t.written for t in upper], [t.written for t in lower], z.written),
    )
