"""hyper([a, b], [c], z): the generalised hypergeometric function of two lists and an argument."""

from __future__ import annotations

import sympy as sp

from glassproof.verify.reading import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.reader import Argument, Reader
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.tokens import Token

MOST_PARAMETERS = 8
"""Parameters above, and below."""


def hypergeometric(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """The function of the parameters above and below, and of z."""
    if len(arguments) != 3:
        reader.fail("write hyper([a, b], [c], z), with the parameters in two lists", token)
    above, below = (reader.at(listed, lambda: _values(reader)) for listed in arguments[:2])
    argument = reader.at(arguments[2], reader.sum)
    return reader.build(token, of, above, below, argument)


def _values(reader: Reader) -> list[Term]:
    reader.expect("[")
    found: list[Term] = []
    while not reader.sees("]"):
        found.append(reader.sum())
        if not reader.accept(","):
            break
    reader.expect("]")
    if len(found) > MOST_PARAMETERS:
        reader.fail(f"at most {MOST_PARAMETERS} parameters in a list")
    return found


def of(above: list[Term], below: list[Term], argument: Term) -> Term:
    """The node; :class:`LimitError` where its series is not defined or has no radius."""
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
