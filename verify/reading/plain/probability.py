"""E(f), Var(f), Cov(f, g) and P(condition) of declared random variables."""

from __future__ import annotations

from collections.abc import Sequence

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.clauses import clause
from glassproof.verify.reading.plain.reader import Argument, Form, Reader
from glassproof.verify.reading.tokens import Token, quoted
from glassproof.verify.reading.vocabulary import expectations
from glassproof.verify.reading.vocabulary.expectations import Drawn


def of_values(kind: str, count: int) -> Form:
    """The form that reads ``count`` values of random variables."""

    def form(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
        if len(arguments) != count:
            shown = ", ".join("fgh"[:count])
            reader.fail(f"write {token.text}({shown}), with random variables in it", token)
        inner, drawn = reader.build(token, expectations.draw, reader.scope)
        terms = reader.within(inner, lambda: [reader.at(a, reader.sum) for a in arguments])
        reader.is_random = True
        value = reader.build(token, expectations.taken, reader.means, kind, terms, None, drawn)
        _tell(reader, token, arguments, terms, drawn)
        return value

    return form


def probability(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """P(x > a): the probability of a condition."""
    if len(arguments) != 1:
        reader.fail(f"write {token.text}(x > a), with one condition", token)
    inner, drawn = reader.build(token, expectations.draw, reader.scope)
    condition = reader.within(inner, lambda: reader.at(arguments[0], lambda: clause(reader)))
    reader.is_random = True
    value = reader.build(
        token, expectations.taken, reader.means, "probability", condition.terms, condition, drawn
    )
    _tell(reader, token, arguments, condition.terms, drawn)
    return value


def _tell(
    reader: Reader,
    token: Token,
    arguments: list[Argument],
    terms: Sequence[Term],
    drawn: Sequence[Drawn],
) -> None:
    """Say which laws were meant, and that different variables are independent."""
    end = reader.tokens[arguments[-1].end].end
    shown = quoted(reader.text[token.position : end], 40)
    inside = expectations.used(terms, drawn)
    laws = "; ".join(f"{each.name} is {each.law.described}" for each in inside)
    together = ", independent" if len(inside) > 1 else ""
    if laws:
        reader.notices.append(f"in {shown} {laws}{together}")
