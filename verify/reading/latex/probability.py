r"""Expectations in LaTeX: \mathbb{E}[x^4], \operatorname{Var}(x), \mathbb{P}(x > a)."""

from __future__ import annotations

from collections.abc import Sequence

from glassproof.derivations.probability.laws import LAWS, Law
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.cases import condition
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token, quoted
from glassproof.verify.reading.vocabulary import expectations
from glassproof.verify.reading.vocabulary.expectations import Drawn
from glassproof.verify.reading.vocabulary.random_variables import RandomVariable

_KINDS = {
    "E": "expectation", "bb_E": "expectation", "bold_E": "expectation", "sf_E": "expectation",
    "Var": "variance", "var": "variance", r"\Var": "variance", "bb_V": "variance",
    "Cov": "covariance", "cov": "covariance", r"\Cov": "covariance",
    "P": "probability", "bb_P": "probability", "bold_P": "probability", "sf_P": "probability",
    "Pr": "probability", r"\Pr": "probability",
}  # fmt: skip
_PLAIN = frozenset("EP")
_BRACKETS = ("(", "[", "{")
_APPLIED = ("|", "floor", "ceil")
"""What encloses the argument, and what makes a value of it besides."""

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
    if _names_a_law(reader):
        return True
    if now.text in _PLAIN and now.kind == "letter":
        return opens and _is_random(reader)
    return opens or now.kind != "word"


def _names_a_law(reader: NameReader) -> bool:
    r"""Whether a subscript with a \sim comes next."""
    start = reader.index + 1
    if reader.tokens[start].text != "_":
        return False
    inside = reader.tokens[start : after_group(reader, start + 1)]
    return any(token.text == r"\sim" for token in inside)


def _is_random(reader: NameReader) -> bool:
    """Whether any name is declared random."""
    scope = reader.scope
    return bool(scope.random) or any(isinstance(v, RandomVariable) for v in scope.values())


def read(reader: NameReader) -> Term:
    """The value, as an integral or a sum against the densities, or of moments."""
    token = reader.take()
    kind = _KINDS[token.text]
    outside = reader.scope
    names = _below(reader) if reader.accept("_") else None
    bars = reader.now.text in _APPLIED and kind == "expectation"
    if reader.now.text not in _BRACKETS and not bars:
        reader.expected(f"the {kind} of what, in brackets")
    opening = reader.now
    inner, drawn = reader.attempt(token, expectations.draw, reader.scope)
    reader.scope = outside
    with reader.within(inner):
        if kind == "probability":
            reader.take()
            clause = reader.deeper(lambda: condition(reader))
            _close(reader, opening)
            terms = list(clause.terms)
        else:
            clause = None
            if bars:
                terms = [reader.factor()]
            else:
                _refuse_conditional(reader)
                terms = reader.listed()[1]
    if clause is None and len(terms) != _COUNTS[kind]:
        reader.fail(f"the {kind} of {_COUNTS[kind]} values, not of {len(terms)}", token)
    reader.is_random = True
    value = reader.build(token, expectations.taken, reader.means, kind, terms, clause, drawn)
    _tell(reader, token, terms, drawn, names)
    return reader.raised(value, token) if reader.sees("^") else value


def _below(reader: NameReader) -> list[str]:
    r"""The names below: over which variables the expectation is; their law may follow a \sim."""
    if not reader.accept("{"):
        return [reader.variable()[0]]
    found = [reader.variable()]
    while reader.accept(","):
        found.append(reader.variable())
    if reader.now.text == r"\sim":
        law = _law(reader)
        for name, place in found:
            if name in reader.scope:
                reader.fail(f"{name} is declared already: leave out its law here", place)
            reader.scope = reader.scope.with_random(name, RandomVariable(name, law))
    reader.expect("}")
    return [name for name, _ in found]


def _law(reader: NameReader) -> Law:
    r"""\sim \mathcal{N}(0, s^2): a law with its parameters."""
    reader.take()
    token = reader.take()
    name = token.text.rpartition("_")[2].lstrip("\\")
    if name not in LAWS:
        reader.fail(f"{quoted(name)} is no law that is known: {', '.join(LAWS)}", token)
    build, least, most = LAWS[name]
    parameters = reader.listed()[1] if reader.now.kind == "open" else []
    if not least <= len(parameters) <= most:
        reader.fail(f"{name} has {least} to {most} parameters, not {len(parameters)}", token)
    try:
        return build(*(parameter.expr for parameter in parameters))
    except DomainError as error:
        return reader.fail(str(error), token)


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
