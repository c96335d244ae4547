r"""Derivatives in LaTeX: \frac{d}{dx} f, \frac{d^2 f}{dx^2}, \frac{\partial}{\partial x}.

An operator acts on the product that follows; it ends at a sign, which is told.
"""

from __future__ import annotations

import sympy as sp

from glassproof.verify.reading.bound_variables.operators import By, Slopes
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.sums import body_after
from glassproof.verify.reading.tokens import Token, UnknownNameError, quoted


def is_d(token: Token) -> bool:
    """Whether the token may be the d of a derivative."""
    return (token.text == "d" and token.kind in ("letter", "word")) or token.text == r"\partial"


def begins(reader: NameReader) -> bool:
    """Whether a derivative comes next."""
    return _is_quotient(reader, reader.index) or (
        reader.now.text == r"\partial" and reader.following.text in ("_", "^")
    )


def begins_operator(reader: NameReader, place: int) -> bool:
    """Whether a derivative stands at a token with nothing that it is of."""
    if not _is_quotient(reader, place):
        return reader.tokens[place].text == r"\partial"
    inside = place + 3
    if reader.tokens[inside].text == "^":
        inside = after_group(reader, inside + 1)
    return reader.tokens[inside].text == "}"


def _is_quotient(reader: NameReader, place: int) -> bool:
    r"""Whether \frac{d...}{dx...} stands at a token, and is no integrand."""
    tokens = reader.tokens[place : place + 3]
    if [t.text for t in tokens[:2]] != [r"\frac", "{"] or not is_d(tokens[2]):
        return False
    if place + 2 in reader.factors_of_one:
        return False
    below = after_group(reader, place + 1)
    first = reader.tokens[below : below + 3]
    return first[0].text == "{" and is_d(first[1]) and first[2].text != "}"


def read(reader: NameReader) -> Term:
    """The derivative."""
    token = reader.now
    slopes, inside = slopes_and_body(reader)
    if inside is None:
        if not reader.starts_factor():
            reader.fail("a derivative of what? write it after the operator", token)
        inside = body_after(reader, token)
    return slopes.of(reader, inside)


def slopes_and_body(reader: NameReader) -> tuple[Slopes, Term | None]:
    """The operator, and what stands in its numerator."""
    token = reader.take()
    if token.text == r"\partial":
        return Slopes(_below_partial(reader), token), None
    reader.expect("{")
    above = reader.take()
    if above.kind == "letter" and reader.names.declares("d"):
        reader.fail(
            "a derivative, or a quotient with the declared d? write \\mathrm{d} for the "
            "derivative, d \\cdot ... for the product",
            token,
        )
    times = reader.script() if reader.accept("^") else Term.of(1)
    body = None if reader.sees("}") else reader.deeper(reader.product)
    reader.expect("}")
    reader.expect("{")
    by = []
    while not reader.accept("}"):
        if not is_d(reader.now):
            reader.expected("another differential or '}'")
        if reader.now.text != above.text:
            reader.fail("d and \\partial in one derivative: which is meant?")
        reader.take()
        by.append(_variable(reader))
    total = sp.Add(*(count.expr for _, count in by))
    if sp.expand(total - times.expr) != 0:
        reader.fail(f"a derivative of order {times.expr} above and {total} below", token)
    return Slopes(tuple(by), token), body


def _variable(reader: NameReader) -> tuple[Term, Term]:
    """A variable and its order, as x^2 in dx^2."""
    name, token = reader.variable()
    value = reader.scope.get(name)
    if value is None:
        message = f"{quoted(name)} is not declared: a derivative is by a declared name"
        raise UnknownNameError(message, reader.text, token.position, name)
    if name not in reader.scope.bound:
        reader.free.setdefault(name, token)
    times = reader.script() if reader.accept("^") else Term.of(1)
    return Term.of(value), times


def _below_partial(reader: NameReader) -> By:
    r"""The variables of \partial_x, \partial_x^2 and \partial_{x y}."""
    times = Term.of(1)
    names: list[tuple[Term, Term]] = []
    while reader.sees("_", "^"):
        if reader.accept("^"):
            times = reader.script()
            continue
        reader.take()
        if not reader.accept("{"):
            names.append(_variable_once(reader))
            continue
        while not reader.accept("}"):
            names.append(_variable_once(reader))
            reader.accept(",")
    if not names:
        reader.fail("by which variable? write \\partial_x")
    if times.expr != 1 and len(names) > 1:
        reader.fail("an order and several variables: write \\frac{\\partial^2}{\\partial x ...}")
    return [(variable, times) for variable, _ in names]


def _variable_once(reader: NameReader) -> tuple[Term, Term]:
    token = reader.now
    if token.kind != "letter":
        reader.expected("a variable")
    reader.take()
    value = reader.scope.get(token.text)
    if value is None:
        message = f"{quoted(token.text)} is not declared: a derivative is by a declared name"
        raise UnknownNameError(message, reader.text, token.position, token.text)
    if token.text not in reader.scope.bound:
        reader.free.setdefault(token.text, token)
    return Term.of(value), Term.of(1)
