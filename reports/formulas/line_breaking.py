"""Formulas cut where a line may end.

A formula wider than a line becomes a sequence of pieces, each a valid formula of its own, between
which a line may end: at sums and relations first, then between factors, inside brackets, at the
bars of fractions and in place of roots; a wide matrix becomes a list of its entries. Text that is
not a formula is never let through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glassproof.reports.formulas.parser import FormulaError, Item, latex_of, parse, width_of

__all__ = ["FormulaError", "Piece", "pieces"]

LINE = 30.0
"""Width in em that a piece should keep: the text is about 40 em wide."""


@dataclass(frozen=True)
class Piece:
    """A part of a formula that stays on one line; ``depth`` counts the brackets around it."""

    latex: str
    depth: int
    factor: bool = False


def pieces(latex: str, limit: float = LINE) -> tuple[Piece, ...]:
    """The formula in pieces of at most ``limit`` em where that can be had; one if it is short.

    ``factor`` marks a piece that multiplies the one before it. Raises :class:`FormulaError` unless
    ``latex`` consists of the commands that SymPy writes.

    >>> [piece.latex for piece in pieces(r"a + \\frac{b}{c}")]
    ['a+\\\\frac{b}{c}']
    >>> [piece.latex for piece in pieces("a + b - c", limit=2)]
    ['a', '{}+b', '{}-c']
    >>> pieces(r"\\input{secrets}")
    Traceback (most recent call last):
    ...
    glassproof...FormulaError: \\input is not a command that formulas are written with
    """
    items = parse(latex)
    if not items:
        raise FormulaError("the formula is empty")
    return tuple(_cut(items, limit, 0))


def _cut(items: Sequence[Item], limit: float, depth: int) -> Iterator[Piece]:
    """Pieces of a row: whole if it fits, else its terms, else the factors of a term."""
    if width_of(items) <= limit:
        yield Piece(latex_of(items), depth)
        return
    for term in _terms(items):
        operator, factors = ("{}", term) if term[0].kind == "operator" else ("", term)
        if width_of(term) <= limit:
            yield Piece(operator + latex_of(factors), depth)
        else:
            yield from _cut_product(operator, factors, limit, depth)


def _terms(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The row cut before its operators."""
    term: list[Item] = []
    for item in items:
        if item.kind == "operator" and term:
            yield term
            term = []
        term.append(item)
    yield term


def _cut_product(before: str, factors: Sequence[Item], limit: float, depth: int) -> Iterator[Piece]:
    """Pieces of a product: runs of narrow factors, and wide factors opened up."""
    run: list[Item] = []
    first = True
    for item in factors:
        wide = item.width > limit and item.kind != "atom"
        narrow = wide and width_of(run) <= limit / 3
        signed = bool(run) and (run[-1].kind == "operator" or run[-1].latex in {"+", "-"})
        if run and not (narrow or signed) and width_of(run) + item.width > limit:
            yield Piece(before + latex_of(run), depth, factor=not first)
            before, run, first = "", [], False
        if not wide:
            run.append(item)
            continue
        head, *rest = _open(item, limit, depth)
        yield Piece(before + latex_of(run) + head.latex, head.depth, factor=not first)
        yield from rest
        before, run, first = "", [], False
    if run:
        yield Piece(before + latex_of(run), depth, factor=not first)


def _open(item: Item, limit: float, depth: int) -> Iterator[Piece]:
    """Pieces of a bracket, matrix, exponential, root or fraction too wide for a line."""
    if item.kind == "matrix":
        yield from _entries(item, r"\left(", r"\right)" + item.scripts, limit, depth)
    elif item.kind == "fence" and [part.kind for part in item.parts[0]] == ["matrix"]:
        opening, closing = rf"\left{item.opening}", rf"\right{item.closing}{item.scripts}"
        yield from _entries(item.parts[0][0], opening, closing, limit, depth)
    elif item.kind == "exponential":
        closing = r"\Bigr)" + item.scripts
        yield from _bracketed(r"\exp \Bigl(", item.parts[0], closing, limit, depth)
    elif item.kind == "fence":
        opening = "" if item.opening == "." else rf"\Bigl{item.opening}"
        closing = "" if item.closing == "." else rf"\Bigr{item.closing}"
        yield from _bracketed(opening, item.parts[0], closing + item.scripts, limit, depth)
    elif item.kind == "root":
        power = rf"^{{1/{item.opening}}}"
        yield from _bracketed(r"\Bigl(", item.parts[0], r"\Bigr)" + power, limit, depth)
    else:
        above, below = item.parts
        short = width_of(below) <= limit and not item.scripts
        divisor = rf"\frac{{1}}{{{latex_of(below)}}}" if short else ""
        product = not item.scripts and all(part.kind != "operator" for part in above)
        if product:
            head, *rest = _cut_product("", above, limit, depth)
            if divisor:
                yield Piece(divisor, depth)
            yield replace(head, factor=bool(divisor))
            yield from rest
        else:
            yield from _bracketed(
                divisor + r"\Bigl(", above, r"\Bigr)" + item.scripts, limit, depth
            )
        if not short:
            yield from _bracketed(r"\Big/\Bigl(", below, r"\Bigr)" + item.scripts, limit, depth)


def _bracketed(
    opening: str, body: Sequence[Item], closing: str, limit: float, depth: int
) -> Iterator[Piece]:
    inner = list(_cut(body, limit, depth + 1)) or [Piece("{}", depth + 1)]
    inner[0] = Piece(opening + inner[0].latex, depth, inner[0].factor)
    inner[-1] = Piece(inner[-1].latex + closing, inner[-1].depth, inner[-1].factor)
    yield from inner


def _entries(matrix: Item, opening: str, closing: str, limit: float, depth: int) -> Iterator[Piece]:
    """A matrix by its entries: those that are equal together, zeros last."""
    rows = len(matrix.parts) // matrix.columns
    comma = "," if max(rows, matrix.columns) > 9 else ""
    yield Piece(rf"{opening}a_{{j{comma}k}}{closing}, \quad ", depth)
    places: dict[str, list[str]] = {}
    bodies: dict[str, Sequence[Item]] = {}
    for position, entry in enumerate(matrix.parts):
        row, column = divmod(position, matrix.columns)
        latex = latex_of(entry) or "0"
        places.setdefault(latex, []).append(f"a_{{{row + 1}{comma}{column + 1}}}=")
        bodies[latex] = entry
    zeros = places.pop("0", [])
    for number, (latex, names) in enumerate(places.items()):
        last = number == len(places) - 1 and not zeros
        head, *rest = _cut(bodies[latex], limit, depth + 1)
        inner = [Piece("".join(names) + head.latex, depth), *rest]
        end = "" if last else r", \quad "
        inner[-1] = Piece(inner[-1].latex + end, inner[-1].depth, inner[-1].factor)
        yield from inner
    if zeros:
        yield Piece(r"\text{all others }0", depth)
