"""The law of a random variable, as conditions write it: N(0, s**2), Bernoulli(p), Rademacher."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

import sympy as sp

from glassproof.derivations.probability.laws import LAWS, Law
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.parts import NAME, Part, split
from glassproof.verify.reading.tokens import ParseError, quoted


def law_of(
    part: Part, value: Callable[[Part], sp.Expr], fail: Callable[[str, Part], ParseError]
) -> Law:
    """The law that is written; ``value`` reads a parameter, ``fail`` makes the error at a place."""
    head = NAME.match(part.text)
    if head is None or head[0] not in LAWS:
        near = get_close_matches(head[0] if head else "", list(LAWS), n=1, cutoff=0.5)
        remedy = f"; did you mean {near[0]}?" if near else ""
        known = ", ".join(LAWS)
        raise fail(f"{quoted(part.text)} is no law that is known{remedy} (known: {known})", part)
    build, least, most = LAWS[head[0]]
    rest = part.after(head.end())
    if rest.text and not (rest.text[0] == "(" and rest.text[-1] == ")"):
        raise fail(f"expected {head[0]} with its parameters in parentheses", rest)
    parameters = list(split(rest.text[1:-1], rest.position + 1))
    if not least <= len(parameters) <= most:
        count = f"{least}" if least == most else f"{least} to {most}"
        raise fail(f"{head[0]} has {count} parameters, not {len(parameters)}", part)
    try:
        return build(*(value(each) for each in parameters))
    except ParseError:
        raise
    except DomainError as error:
        raise fail(str(error), part) from None
