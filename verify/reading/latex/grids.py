r"""Matrices in LaTeX: \begin{pmatrix} ... \end{pmatrix}, their sums, products, powers and inverses.

grid    ->  [sign] gterm { sign gterm }
gterm   ->  { scalar | gfactor }                one matrix at least, or the identity I
gfactor ->  matrix | \operatorname{diag}(...) | "(" grid ")"  [ ^{-1} | ^T | ^n ]
"""

from __future__ import annotations

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token
from glassproof.verify.reading.vocabulary import matrices
from glassproof.verify.reading.vocabulary.matrices import Grid

MATRICES = frozenset(["pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "array"])
OF_MATRICES = frozenset(r"\det det Det tr Tr \tr \Tr trace rank rk \rank".split())
"""Functions of matrices whose values are numbers."""
_TRANSPOSED = frozenset(["T", "t", "sf_T", "top", r"\top", r"\intercal", "intercal"])
_IDENTITY = frozenset(["I", "bold_1", "bb_1", "bold_I", "Id"])


def begins_matrix(reader: NameReader) -> bool:
    """Whether a matrix comes next that is written out."""
    return reader.now.kind == "open" and reader.now.text in MATRICES


def begins_factor(reader: NameReader) -> bool:
    """Whether a matrix comes next: written out, diagonal, or in parentheses."""
    if begins_matrix(reader) or _is_diagonal(reader):
        return True
    return reader.now.kind == "open" and reader.now.text in ("(", "[") and _holds_matrix(reader)


def _is_diagonal(reader: NameReader) -> bool:
    return reader.now.text == "diag" and reader.now.kind == "word"


def _holds_matrix(reader: NameReader) -> bool:
    """Whether a matrix is among what stands in the delimiters that come next."""
    end = after_group(reader, reader.index)
    place = reader.index + 1
    while place < end - 1:
        token = reader.tokens[place]
        if token.text in OF_MATRICES and token.kind in ("command", "word"):
            place = after_group(reader, place + 1)
            continue
        if token.kind == "open" and token.text in MATRICES:
            return True
        if token.text == "diag" and token.kind == "word":
            return True
        opens = token.kind == "open" and token.text in ("(", "[")
        place = place + 1 if opens else after_group(reader, place)
    return False


def rows(reader: NameReader) -> Grid:
    """The matrix that is written out."""
    start = reader.take()
    found: list[tuple[Term, ...]] = []
    while reader.now.kind != "close":
        row = [reader.deeper(reader.sum)]
        while reader.now.kind == "cell":
            reader.take()
            row.append(reader.deeper(reader.sum))
        found.append(tuple(row))
        if reader.now.kind != "row":
            break
        reader.take()
    if not reader.accept(start.text, kind="close"):
        reader.expected("'&', a new row or the end of the matrix")
    return reader.attempt(start, Grid, tuple(found))


def grid(reader: NameReader) -> Grid:
    """The matrix that comes next: a sum of products."""
    start = reader.now
    total: Grid | None = None
    multiples: list[Term] = []  # of the identity, whose size the others say
    sign = -1 if reader.accept("-") else 1
    while True:
        factor, each = _term(reader)
        if sign < 0:
            factor = construct.negative(factor)
        if each is None:
            multiples.append(factor)
        else:
            scaled = reader.attempt(start, matrices.scale, factor, each)
            total = scaled if total is None else reader.attempt(start, matrices.add, total, scaled)
        following = reader.accept("+", "-")
        if following is None:
            break
        sign = -1 if following.text == "-" else 1
    if total is None:
        reader.fail("expected a matrix that is written out, \\begin{pmatrix} ...", start)
    for multiple in multiples:
        if total.size[0] != total.size[1]:
            reader.fail("the identity is a square matrix, and the other is not", start)
        one = matrices.scale(multiple, matrices.identity(total.size[0]))
        total = reader.attempt(start, matrices.add, total, one)
    return total


def _term(reader: NameReader) -> tuple[Term, Grid | None]:
    """A product: its scalar factor, and its matrix or None for the identity."""
    start = reader.now
    scalars: list[Term] = [Term.of(1)]
    found: Grid | None = None
    identity = False
    while True:
        if begins_factor(reader):
            each = factor(reader)
            found = each if found is None else reader.attempt(start, matrices.multiply, found, each)
        elif _is_identity(reader):
            reader.take()
            identity = True
        elif reader.starts_factor():
            scalars.append(reader.factor())
        elif not reader.accept(r"\cdot", kind="command"):
            break
    if found is None and not identity:
        reader.fail("a number and a matrix have no sum: write the identity matrix as I", start)
    return construct.multiply(scalars), found


def _is_identity(reader: NameReader) -> bool:
    return reader.now.text in _IDENTITY and not reader.names.declares(reader.now.text)


def factor(reader: NameReader) -> Grid:
    """A matrix with its power, inverse or transpose."""
    start = reader.now
    if begins_matrix(reader):
        value = rows(reader)
    elif _is_diagonal(reader):
        reader.take()
        value = reader.attempt(start, matrices.diagonal, reader.listed()[1])
    else:
        reader.take()
        value = reader.deeper(lambda: grid(reader))
        if not reader.accept(start.text, kind="close"):
            reader.expected("what closes the matrix")
    while reader.accept("^"):
        value = _raised(reader, value, start)
    return value


def _raised(reader: NameReader, value: Grid, start: Token) -> Grid:
    texts = [token.text for token in reader.tokens[reader.index : reader.index + 3]]
    bare = texts[1] if texts[0] == "{" and texts[2] == "}" else texts[0]
    if bare in _TRANSPOSED:
        for _ in range(3 if texts[0] == "{" else 1):
            reader.take()
        return matrices.transpose(value)
    exponent = reader.script().expr
    if not (exponent.is_Integer and abs(exponent) < 100):
        reader.fail("the power of a matrix is a whole number", start)
    return reader.attempt(start, matrices.power, value, int(exponent))
