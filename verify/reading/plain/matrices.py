"""det([[a, b], [c, d]]) and its like: numbers of matrices that are written out.

grid   ->  gterm { ("+" | "-") gterm }
gterm  ->  factor { "*" factor | "/" power }          scalars and matrices, one matrix at least
gatom  ->  [ "Matrix" "(" ] "[" row { "," row } "]" [ ")" ] | word "(" ... ")" | "(" grid ")"
word   ->  "inverse" | "transpose" | "identity" | "diag" | "vandermonde"
"""

from __future__ import annotations

from collections.abc import Callable

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.reader import Argument, Form, Reader
from glassproof.verify.reading.tokens import Token
from glassproof.verify.reading.vocabulary import matrices
from glassproof.verify.reading.vocabulary.eigenvalues import eigenvalue
from glassproof.verify.reading.vocabulary.matrices import Grid

_OF_GRIDS: dict[str, Callable[[Grid], Grid]] = {
    "Matrix": lambda grid: grid,
    "inverse": matrices.inverse,
    "transpose": matrices.transpose,
}
_OF_TERMS: dict[str, Callable[[list[Term]], Grid]] = {
    "diag": matrices.diagonal,
    "vandermonde": matrices.vandermonde,
}
WORDS = (*_OF_GRIDS, *_OF_TERMS, "identity")
"""Names of matrices."""


def of_grid(build: Callable[..., Term], shown: str, numbers: int = 0) -> Form:
    """The form of a matrix and of so many counted numbers, written as ``shown``."""

    def form(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
        if len(arguments) != 1 + numbers:
            reader.fail(f"write {token.text}({shown})", token)
        read = reader.at(arguments[0], lambda: grid(reader))
        counted = [reader.at(argument, lambda: _counted(reader)) for argument in arguments[1:]]
        return reader.build(token, build, read, *counted)

    return form


def characteristic_polynomial(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """charpoly(M, x): det(x - M)."""
    if len(arguments) != 2:
        reader.fail(f"write {token.text}([[a, b], [c, d]], x)", token)
    read = reader.at(arguments[0], lambda: grid(reader))
    at = reader.at(arguments[1], reader.sum)
    return reader.build(token, matrices.characteristic_polynomial, read, at)


def _counted(reader: Reader) -> int:
    """A number that counts rows, columns or eigenvalues."""
    token = reader.now
    value = reader.sum().expr
    if not (value.is_Integer and abs(value) < 100):
        reader.fail("expected a whole number below 100, counted from 1", token)
    return int(value)


def grid(reader: Reader) -> Grid:
    """The matrix that comes next."""
    start = reader.now
    total = _term(reader, reader.sign())
    while token := reader.accept("+", "-"):
        sign = -reader.sign() if token.text == "-" else reader.sign()
        total = reader.build(start, matrices.add, total, _term(reader, sign))
    return total


def _term(reader: Reader, sign: int) -> Grid:
    start = reader.now
    value = _factor(reader)
    while token := reader.accept("*", "/"):
        factor = _factor(reader)
        if token.text == "/":
            if isinstance(factor, Grid):
                reader.fail("nothing is divided by a matrix: multiply with inverse(...)", token)
            factor = reader.build(token, construct.inverse, factor)
        value = reader.build(token, _product, value, factor)
    if not isinstance(value, Grid):
        reader.fail("expected a matrix, such as [[a, b], [c, d]]", start)
    return value if sign > 0 else reader.build(start, matrices.scale, Term.of(-1), value)


def _product(first: Grid | Term, second: Grid | Term) -> Grid | Term:
    if isinstance(first, Grid):
        if isinstance(second, Grid):
            return matrices.multiply(first, second)
        return matrices.scale(second, first)
    if isinstance(second, Grid):
        return matrices.scale(first, second)
    return construct.multiply([first, second])


def _factor(reader: Reader) -> Grid | Term:
    if not _is_grid(reader):
        return reader.signed(reader.sign(), reader.power)
    value = _atom(reader)
    if token := reader.accept("**", "^"):
        exponent = reader.deeper(lambda: reader.signed(reader.sign(), reader.power)).expr
        if not (exponent.is_Integer and abs(exponent) < 100):
            reader.fail("the power of a matrix is a whole number", token)
        value = reader.build(token, matrices.power, value, int(exponent))
    return value


def _atom(reader: Reader) -> Grid:
    token = reader.now
    if reader.accept("("):
        value = reader.deeper(lambda: grid(reader))
        reader.expect(")")
        return value
    if reader.sees("["):
        return _rows(reader)
    reader.take()
    reader.expect("(")
    value = reader.deeper(lambda: _named(reader, token))
    reader.expect(")")
    return value


def _named(reader: Reader, token: Token) -> Grid:
    if token.text == "identity":
        return reader.build(token, matrices.identity, _counted(reader))
    if token.text in _OF_TERMS:
        return reader.build(token, _OF_TERMS[token.text], reader.arguments())
    return reader.build(token, _OF_GRIDS[token.text], grid(reader))


def _rows(reader: Reader) -> Grid:
    """[[a, b], [c, d]], row by row."""
    start = reader.take()
    rows = []
    while True:
        if not reader.accept("["):
            reader.expected("a row in brackets, as in [[a, b], [c, d]]")
        rows.append(tuple(reader.deeper(reader.arguments)))
        reader.expect("]")
        if not reader.accept(","):
            break
    reader.expect("]")
    return reader.build(start, Grid, tuple(rows))


def _is_grid(reader: Reader) -> bool:
    """Whether a matrix comes next, and not a number."""
    if reader.sees("("):
        return any(
            token.text == "[" or _is_word(reader, token) for token in reader.in_parentheses()
        )
    return reader.sees("[") or (_is_word(reader, reader.now) and reader.following.text == "(")


def _is_word(reader: Reader, token: Token) -> bool:
    return token.text in WORDS and token.text not in reader.scope


def _no_number(reader: Reader, token: Token, _arguments: list[Argument]) -> Term:
    shown = f"{token.text}(...)"
    reader.fail(
        f"{shown} is a matrix, no number: write entry({shown}, 1, 2) or det({shown})", token
    )


FORMS: dict[str, Form] = {
    **dict.fromkeys(WORDS, _no_number),
    "det": of_grid(matrices.determinant, "[[a, b], [c, d]]"),
    "trace": of_grid(matrices.trace, "[[a, b], [c, d]]"),
    "rank": of_grid(matrices.rank, "[[a, b], [c, d]]"),
    "entry": of_grid(matrices.entry, "[[a, b], [c, d]], 1, 2", numbers=2),
    "eigenvalue": of_grid(eigenvalue, "[[a, b], [b, d]], 1", numbers=1),
    "charpoly": characteristic_polynomial,
}
"""Numbers of matrices, by name."""
