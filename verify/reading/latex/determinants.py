r"""Numbers of matrices in LaTeX: \det, vmatrix, \operatorname{tr}, rank, \lambda_{\max}."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.grids import (
    MATRICES,
    OF_MATRICES,
    begins_factor,
    begins_matrix,
    factor,
    grid,
    rows,
)
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.vocabulary import matrices
from glassproof.verify.reading.vocabulary.eigenvalues import eigenvalue
from glassproof.verify.reading.vocabulary.matrices import Grid

_KINDS: dict[str, Callable[[Grid], Term]] = {
    "det": matrices.determinant,
    "tr": matrices.trace,
    "trace": matrices.trace,
    "rank": matrices.rank,
    "rk": matrices.rank,
}


def begins(reader: NameReader) -> bool:
    """Whether a determinant, a trace, a rank, an eigenvalue or a matrix comes next."""
    now = reader.now
    if now.kind == "open":
        in_bars = now.text == "|" and reader.following.kind == "open"
        in_bars = in_bars and reader.following.text in MATRICES
        return now.text == "vmatrix" or in_bars or begins_factor(reader)
    if now.kind in ("command", "word") and now.text in OF_MATRICES:
        return now.kind == "command" or not reader.names.declares(now.text)
    return _is_eigenvalue(reader)


def _is_eigenvalue(reader: NameReader) -> bool:
    texts = [token.text for token in reader.tokens[reader.index : reader.index + 5]]
    bare = [text for text in texts if text not in ("{", "}")]
    return bare[:2] == ["lambda", "_"] and bare[2:3] in ([r"\max"], [r"\min"], ["max"], ["min"])


def read(reader: NameReader) -> Term:
    """The number."""
    start = reader.now
    if start.text == "vmatrix":
        value = reader.attempt(start, matrices.determinant, rows(reader))
    elif start.text == "|":
        reader.take()
        inside = rows(reader)
        if not reader.accept("|", kind="close"):
            reader.expected("the bar that closes the determinant")
        value = reader.attempt(start, matrices.determinant, inside)
    elif start.text in OF_MATRICES:
        reader.take()
        value = reader.attempt(start, _KINDS[start.text.strip("\\").lower()], _argument(reader))
    elif start.text == "lambda":
        value = _eigenvalue(reader)
    else:
        return _product(reader)
    return reader.raised(value, start) if reader.sees("^") else value


def _argument(reader: NameReader) -> Grid:
    """The matrix in parentheses, or the one that follows."""
    start = reader.now
    if not begins_factor(reader):
        reader.expected("a matrix that is written out, as \\begin{pmatrix} ... \\end{pmatrix}")
    if begins_matrix(reader):
        value = rows(reader)
    else:
        reader.take()
        value = reader.deeper(lambda: grid(reader))
        if not reader.accept(start.text, kind="close"):
            reader.expected("what closes the matrix")
    if begins_factor(reader) or reader.sees("^"):
        reader.fail("it is not clear where the matrix ends: use parentheses")
    return value


def _eigenvalue(reader: NameReader) -> Term:
    r"""\lambda_{\max} and \lambda_{\min} of a symmetric matrix."""
    start = reader.take()
    reader.take()
    braced = reader.accept("{")
    largest = "max" in reader.take().text
    if braced:
        reader.expect("}")
    value = _argument(reader)
    return reader.attempt(start, eigenvalue, value, value.size[0] if largest else 1)


def _product(reader: NameReader) -> Term:
    """A product of matrices that is a number, or an entry of a matrix."""
    start = reader.now
    value = factor(reader)
    while begins_factor(reader):
        value = reader.attempt(start, matrices.multiply, value, factor(reader))
    if reader.accept("_"):
        row, column = _places(reader)
        return reader.attempt(start, matrices.entry, value, row, column)
    if value.size != (1, 1):
        reader.fail(
            "a matrix is no number: write \\det, \\operatorname{tr} or an entry of it", start
        )
    return value.rows[0][0]


def _places(reader: NameReader) -> tuple[int, int]:
    r"""Row and column below a matrix: _{12} or _{1,2}."""
    reader.expect("{")
    found: list[int] = []
    while not reader.accept("}"):
        token = reader.take()
        if token.kind == "digit":
            found.append(int(token.text))
        elif token.text != ",":
            reader.fail("expected the row and the column, as in _{12}", token)
    if len(found) != 2:
        reader.fail("expected the row and the column, as in _{12}")
    return found[0], found[1]
