"""hyper([a, b], [c], z): the generalised hypergeometric function of two lists and an argument."""

from __future__ import annotations

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.reader import Argument, Reader
from glassproof.verify.reading.tokens import Token
from glassproof.verify.reading.vocabulary.hypergeometric import MOST_PARAMETERS, of


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
