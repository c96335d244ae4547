r"""Expectations in LaTeX: \mathbb{E}[x^4], \operatorname{Var}(x), \mathbb{P}(x > a)."""

from __future__ import annotations

from collections.abc import Sequence

from glassproof.verify.reading import expectations
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.expectations import Drawn
from glassproof.verify.reading.latex.cases import condition
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.random_variables import RandomVariable
from glassproof.verify.reading.tokens import Token, quoted

_KINDS = {
    "E": "expectation", "bb_E": "expectation", "bold_E": "expectation", "sf_E": "expectation",
    "Var": "variance", "var": "variance", r"\Var": "variance", "bb_V": "variance",
    "Cov": "covariance", "cov": "covariance", r"\Cov": "covariance",
    "P": "probability", "bb_P": "probability", "bold_P": "probability", "sf_P": "probability",
    "Pr": "probability", r"\Pr": "probability",
}  # fmt: skip
_PLAIN = frozenset("EP")
_COUNTS = {"expectation": 1, "variance": 1, "covariance": 2}


def begins(reader: NameReader) -> bool:
    """Whether an expectation, a variance, a covariance or a probability comes next."""
    now = reader.now
    if now.kind not in ("letter", "word", "command") or now.text not in _KINDS:
        return False
    if now.kind != "command" and reader.names.declares(now.text):
        return False
    place = reader.index + 1
    if reader.tokens[place].text == "_":
        place = after_group(reader, place + 1)
    opens = reader.tokens[place].kind == "open"
    if now.text in _PLAIN and now.kind == "letter":
        return opens and _is_random(reader)
    return opens or now.kind != "word"


def _is_random(reader: NameReader) -> bool:
    """Whether any name is declared random."""
    scope = reader.scope
    return bool(scope.random) or any(isinstance(v, RandomVariable) for v in scope.values())


def read(reader: NameReader) -> Term:
    """The value, as an integral or a sum against the densities, or of moments."""
    token = reader.take()
    kind = _KINDS[token.text]
    names = _below(reader) if reader.accept("_") else None
    if reader.now.kind != "open":
        reader.expected(f"the {kind} of what, in brackets")
    opening = reader.now
    inner, drawn = reader.attempt(token, expectations.draw, reader.scope)
    with reader.within(inner):
        if kind == "probability":
            reader.take()
            clause = reader.deeper(lambda: condition(reader))
            _close(reader, opening)
            terms = list(clause.terms)
        else:
            _refuse_conditional(reader)
            terms = reader.listed()[1]
            clause = None
    if clause is not None:
        value = reader.build(token, expectations.probability, clause, drawn)
    elif len(terms) != _COUNTS[kind]:
        reader.fail(f"the {kind} of {_COUNTS[kind]} values, not of {len(terms)}", token)
    else:
        value = reader.build(token, getattr(expectations, kind), *terms, drawn)
    _tell(reader, token, terms, drawn, names)
    return reader.raised(value, token) if reader.sees("^") else value


def _below(reader: NameReader) -> list[str]:
    """The names below: over which variables the expectation is."""
    if not reader.accept("{"):
        return [reader.variable()[0]]
    found = [reader.variable()[0]]
    while reader.accept(","):
        found.append(reader.variable()[0])
    reader.expect("}")
    return found


def _refuse_conditional(reader: NameReader) -> None:
    end, place, bars = after_group(reader, reader.index) - 1, reader.index + 1, []
    while place < end:
        if reader.tokens[place].text == "|" and reader.tokens[place].kind == "symbol":
            bars.append(place)
        place = after_group(reader, place)
    if len(bars) % 2:
        reader.fail("conditional expectations are not read", reader.tokens[bars[0]])


def _close(reader: NameReader, opening: Token) -> None:
    if not reader.accept(opening.text, kind="close"):
        reader.expected("what closes the condition")


def _tell(
    reader: NameReader,
    token: Token,
    terms: Sequence[Term],
    drawn: Sequence[Drawn],
    names: list[str] | None,
) -> None:
    """Say which laws were meant; refuse an expectation over some of the variables only."""
    inside = expectations.used(terms, drawn)
    others = [each.name for each in inside if names is not None and each.name not in names]
    if others:
        reader.fail(f"an expectation given {others[0]}, which is random, too, is not read", token)
    laws = "; ".join(f"{each.name} is {each.law.described}" for each in inside)
    together = ", independent" if len(inside) > 1 else ""
    if laws:
        reader.notices.append(f"in {quoted(reader.source(token), 40)} {laws}{together}")
