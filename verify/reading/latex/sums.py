r"""Sums and products in LaTeX: \sum_{k=1}^{n}, \prod_{1 \le i < j \le n} and all their spellings.

The body is the product that follows; it ends at a sign, which is told. A last factor of a product's
body that does not contain the index is refused, since it may as well stand outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.index_ranges import Range, ranges, scripts
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.settled import replaced
from glassproof.verify.reading.tokens import Token, quoted

OPERATORS = frozenset([r"\sum", r"\prod"])


def begins(reader: NameReader) -> bool:
    """Whether a sum or a product comes next."""
    return reader.now.kind == "command" and reader.now.text in OPERATORS


def read(reader: NameReader) -> Term:
    """The sum or product, with its body."""
    token = reader.take()
    given = scripts(reader, token)
    with ranges(reader, given) as found:
        variables = [bound.variable for bound in found.bounds]
        body = body_after(reader, token, variables)
        if found.conditions:
            neutral = Term.of(int(token.text == r"\prod"))
            branches = [(body, binders.both(found.conditions))]
            body = reader.build(token, binders.cases, branches, neutral)
    return reader.build(token, _over, token.text == r"\sum", body, found)


def _over(is_sum: bool, body: Term, found: Range) -> Term:
    """The sum or product of ``body`` over a range."""
    make = binders.summed if is_sum else binders.multiplied
    join: Callable[[Sequence[Term]], Term] = construct.add if is_sum else construct.multiply
    symbol = found.bounds[0].variable
    if found.values:
        return join([replaced(body, symbol, value) for value in found.values])
    value = make(body, found.bounds)
    if found.mirrored:
        opposite = replaced(body, symbol, construct.negative(Term.of(symbol)))
        return join([value, make(opposite, found.bounds)])
    return value


def body_after(reader: NameReader, operator: Token, variables: Sequence[sp.Symbol] = ()) -> Term:
    """The product that an operator is of; of \\prod its last factor must contain a variable."""
    negative = reader.accept("-")
    start = reader.now
    factors = reader.deeper(reader.factors)
    body = reader.build(start, construct.multiply, factors)
    if operator.text in (r"\frac", r"\partial") and len(factors) > 1:
        shown = quoted(reader.source(start), 40)
        reader.notices.append(f"the derivative is of the whole product {shown}")
    if operator.text == r"\prod" and len(factors) > 1:
        last = factors[-1].written
        if not last.has(*variables):
            reader.fail(
                f"does the last factor belong to the product over {variables[0]}? put the product "
                "in parentheses, or its factors",
                operator,
            )
    if reader.sees("+", "-") or reader.now.text in (r"\pm", r"\mp"):
        shown = quoted(reader.source(operator), 40)
        reader.notices.append(f"{shown} ends before the sign {reader.now.text}")
    return construct.negative(body) if negative else body
