r"""A text that relates formulas, split into its sides: ``A = B < C``, ``A ~ B as n -> oo``.

    chain  ->  side relation side { relation side } [ limit ]
    limit  ->  "as" name "->" formula ["+" | "-"]          \text{as } n \to \infty in LaTeX
    side   ->  formula [ ("+" | "-") "O" "(" formula ")" ]     the last one only

Relations are found outside brackets; what stands between them is read as any formula is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.point_values import as_fmpq
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.reading.formula import Reading, read
from glassproof.verify.reading.sympy_syntax import Symbols, require_text
from glassproof.verify.reading.tokens import ParseError, quoted

_WORDS = {
    "=": Relation.EQUAL, "==": Relation.EQUAL, "<=": Relation.AT_MOST, "<": Relation.BELOW,
    ">=": Relation.AT_LEAST, ">": Relation.ABOVE, "!=": Relation.UNEQUAL,
    "~": Relation.ASYMPTOTIC, "\u2264": Relation.AT_MOST, "\u2265": Relation.AT_LEAST,
    "\u2260": Relation.UNEQUAL, "\u223c": Relation.ASYMPTOTIC,
}  # fmt: skip
_COMMANDS = {
    **dict.fromkeys((r"\le", r"\leq", r"\leqslant"), Relation.AT_MOST),
    **dict.fromkeys((r"\ge", r"\geq", r"\geqslant"), Relation.AT_LEAST),
    **dict.fromkeys((r"\ne", r"\neq"), Relation.UNEQUAL),
    r"\lt": Relation.BELOW, r"\gt": Relation.ABOVE, r"\sim": Relation.ASYMPTOTIC,
    r"\equiv": Relation.EQUAL,
}  # fmt: skip
_VAGUE = {r"\approx", r"\simeq", r"\cong", r"\propto", r"\ll", r"\gg", r"\lesssim", r"\gtrsim",
          r"\asymp", "\u2248", "\u2243", "\u226a", "\u226b"}  # fmt: skip
_PIECE = re.compile(r"\\[A-Za-z]+\*?|\\.|<=|>=|!=|==|->|:=|.", re.DOTALL)
_OPEN = {"(", "[", "{", r"\{", r"\lbrace", r"\lfloor", r"\lceil"}
_CLOSE = {")", "]", "}", r"\}", r"\rbrace", r"\rfloor", r"\rceil"}
_DISPLAY = re.compile(
    r"\\(?:begin|end)\{(?:equation|align|aligned|split|gather|gathered|multline|math|displaymath)"
    r"\*?\}"
)
_AS = re.compile(r"\bas\b(?=[^()]*(?:->|\u2192))")
_AS_LATEX = re.compile(
    r"(?:[,\s]|\\quad|\\qquad|\\[ ,;:])*"
    r"(?:\\(?:text|mathrm|mbox)\s*\{\s*as\s*\}|\(|\\quad|\\qquad)"
    r"(?P<limit>(?:(?!\\quad|\\qquad)[^()])*\\(?:to|rightarrow|longrightarrow|downarrow|uparrow)\b"
    r"[^()]*)\)?\s*[.,]?\s*$"
)
_ARROW = re.compile(
    r"(?P<name>.+?)(?P<arrow>->|\u2192|\\(?:to|rightarrow|longrightarrow|downarrow|uparrow)\b)"
    r"(?P<point>.+)",
    re.DOTALL,
)
_BIG_O = re.compile(
    r"(?P<sign>[+-])\s*(?:O|\\mathcal\s*\{?\s*O\s*\}?)\s*(?:\\left|\\[bB]igg?l?)?\s*\("
)


@dataclass(frozen=True)
class Side:
    """A part of a text, and where it begins."""

    text: str
    start: int


@dataclass(frozen=True)
class Chain:
    """A text's sides and what stands between them; the limit that it names, and its last O(...)."""

    text: str
    sides: tuple[Side, ...]
    relations: tuple[Relation, ...]
    limit: Side | None = None
    remainder: Side | None = None


def split(text: str, *, latex: bool = False) -> Chain:
    """The sides of ``text`` and its relations; one side and none of a formula.

    >>> chain = split("x = y <= max(x, y)")
    >>> [side.text.strip() for side in chain.sides], [str(r) for r in chain.relations]
    (['x', 'y', 'max(x, y)'], ['=', '<='])
    >>> split("n! ~ n**n as n -> oo").limit.text.strip()
    'n -> oo'
    >>> split("x < y ~ z as x -> oo")
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 3: '<' and '~' do not chain: ...
    """
    require_text(text)
    body, limit = _without_limit(text, latex)
    found = list(_relations(body, text))
    sides = []
    start = 0
    for _, position, end in found:
        sides.append(Side(body[start:position], start))
        start = end
    sides.append(Side(body[start:], start))
    relations = [relation for relation, *_ in found]
    if not relations:
        return Chain(text, (Side(text, 0),), ())
    for place, side in enumerate(sides):
        if not side.text.strip(" \t\r\n,.;&"):
            at = found[min(place, len(found) - 1)][1]
            where = "before" if place == 0 else "after"
            raise ParseError(f"a side is missing {where} this relation", text, at)
    remainder = None
    if big_o := _big_o(sides[-1]):
        sides[-1], remainder = big_o
        if relations[-1] is not Relation.EQUAL:
            shown = quoted(str(relations[-1]))
            reason = f"O(...) says how far two equal sides differ: it does not follow {shown}"
            raise ParseError(reason, text, found[-1][1])
        relations[-1] = Relation.ORDER
    _require_one_kind(relations, found, text)
    return Chain(text, tuple(sides), tuple(relations), limit, remainder)


def is_relation(text: str, *, latex: bool = False) -> bool:
    """Whether a relation stands in ``text``, outside brackets.

    >>> is_relation("x <= 1"), is_relation("sin(x)")
    (True, False)
    """
    return bool(split(text, latex=latex).relations)


def _relations(body: str, text: str) -> Iterator[tuple[Relation, int, int]]:
    """Each relation outside brackets, with where it begins and ends."""
    depth = 0
    for match in _PIECE.finditer(body):
        piece = match[0]
        if piece in _OPEN or piece == r"\begin":
            depth += 1
        elif piece in _CLOSE or piece == r"\end":
            depth = max(depth - 1, 0)
        elif depth == 0 and piece in _VAGUE:
            reason = (
                f"{quoted(piece)} does not say how near: state bounds with <=, or ~ with a limit"
            )
            raise ParseError(reason, text, match.start())
        elif depth == 0 and (relation := _WORDS.get(piece) or _COMMANDS.get(piece)):
            yield relation, match.start(), match.end()


def _without_limit(text: str, latex: bool) -> tuple[str, Side | None]:
    """The text with what says a limit, and the marks of a display, blanked; and that limit."""
    if latex:
        text = _DISPLAY.sub(lambda match: " " * len(match[0]), text)
        found = _AS_LATEX.search(text)
        if found and found.start() > 0:
            limit = Side(found["limit"], found.start("limit"))
            return text[: found.start()], limit
        return text, None
    if found := _AS.search(text):
        return text[: found.start()], Side(text[found.end() :], found.end())
    return text, None


def _big_o(side: Side) -> tuple[Side, Side] | None:
    """The side without its last O(...), and what that holds."""
    depth = 0
    for match in _PIECE.finditer(side.text):
        if match[0] in _CLOSE:
            depth = max(depth - 1, 0)
        elif match[0] in _OPEN:
            depth += 1
        elif depth == 0 and match[0] in "+-":
            begin = _BIG_O.match(side.text, match.start())
            inside = begin and _closed(side.text, begin.end())
            if begin and inside:
                before = Side(side.text[: match.start()], side.start)
                return before, Side(inside, side.start + begin.end())
        elif depth == 0 and not side.text[: match.start()].strip():
            begin = _BIG_O.match("+" + side.text[match.start() :])
            inside = begin and _closed(side.text, match.start() + begin.end() - 1)
            if begin and inside:
                start = side.start + match.start() + begin.end() - 1
                return Side("0", side.start), Side(inside, start)
    return None


def _closed(text: str, start: int) -> str | None:
    """What stands from ``start`` to the bracket that closes, if nothing but that follows."""
    depth = 1
    for match in _PIECE.finditer(text, start):
        depth += (match[0] in _OPEN) - (match[0] in _CLOSE)
        if depth == 0:
            rest = text[match.end() :].strip(" \t\r\n.,;")
            inside = text[start : match.start()]
            return None if rest else re.sub(r"\\(?:right|[bB]igg?r?)\s*$", "", inside)
    return None


def _require_one_kind(
    relations: list[Relation], found: list[tuple[Relation, int, int]], text: str
) -> None:
    """Refuse a limit's law with an order, which speak of different points, and two directions."""
    up = [r for r in relations if r in (Relation.AT_MOST, Relation.BELOW)]
    down = [r for r in relations if r in (Relation.AT_LEAST, Relation.ABOVE)]
    if up and down:
        later = max(up[0], down[0], key=relations.index)
        raise ParseError(
            f"{quoted(str(up[0]))} and {quoted(str(down[0]))} do not chain: they say nothing of "
            "the ends; give them apart",
            text,
            found[relations.index(later)][1],
        )
    others = [r for r in relations if not r.is_asymptotic and r is not Relation.EQUAL]
    laws = [r for r in relations if r.is_asymptotic]
    if others and laws:
        at = found[relations.index(others[0])][1]
        raise ParseError(
            f"{quoted(str(others[0]))} and {quoted(str(laws[0]))} do not chain: one speaks of "
            "every point, the other of a limit; give them apart",
            text,
            at,
        )


def read_side(chain: Chain, side: Side, symbols: Symbols, *, latex: bool) -> Reading:
    """The formula of one side; an error points into the whole text."""
    try:
        found = read(side.text, symbols, latex=latex)
    except ParseError as error:
        position = side.start + int(error.args[2])
        raise ParseError(error.message, chain.text, position) from None
    places = tuple((node, side.start + position) for node, position in found.places)
    return replace(found, text=chain.text, places=places)


def limit_name(text: str, *, latex: bool = False) -> tuple[str, str]:
    """The name and the point of a limit as they are written.

    >>> limit_name("N -> oo")
    ('N', 'oo')
    >>> limit_name(r"x \\downarrow 0", latex=True)
    ('x', '0+')
    """
    found = _ARROW.fullmatch(text.strip().rstrip(".,;"))
    if not found:
        raise DomainError(f"when = {text!r} names no limit: write it as 'N -> oo' or 'x -> 0+'")
    name, point = found["name"].strip(), found["point"].strip()
    point += {r"\downarrow": "+", r"\uparrow": "-"}.get(found["arrow"], "")
    if latex:
        name = re.sub(r"[\\{}\s]", "", name)
        point = re.sub(r"\^\s*\{?\s*([+-])\s*\}?\s*$", r"\1", point).replace(r"\infty", "oo")
    return name, point.replace("\u221e", "oo")


def read_limit(name: str, point: str, domain: Domain, symbols: Symbols) -> Approach:
    """The limit that ``name -> point`` says, if the domain reaches it.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> print(read_limit("n", "oo", Domain({n: Range(1, None, integer=True)}), {"n": n}))
    n -> oo
    """
    symbol = symbols.get(name)
    if not isinstance(symbol, sp.Symbol):
        listed = ", ".join(sorted(symbols)) or "none"
        raise DomainError(
            f"when = '{name} -> {point}' is of no declared name: give one of {listed}"
        )
    side, spoken = "+-", point
    if point[-1:] in "+-" and len(point) > 1:
        side, point = point[-1], point[:-1].strip()
    interval = domain.box[symbol]
    if point.lstrip("+-") == "oo":
        end = sp.oo if point[0] != "-" else -sp.oo
        if (interval.high if end is sp.oo else interval.low) is not None:
            raise DomainError(_out_of_reach(name, spoken, domain))
        return Approach(symbol, end, "-" if end is sp.oo else "+")
    value = read(point, {k: v for k, v in symbols.items() if v != symbol}).expr
    if value.is_Rational:
        number, low, high = as_fmpq(value), interval.low, interval.high
        if (low is not None and number < low) or (high is not None and number > high):
            raise DomainError(_out_of_reach(name, spoken, domain))
        if number in (low, high):
            side = "+" if number == low else "-"
    if interval.integer:
        raise DomainError(
            f"when = '{name} -> {spoken}': {name} is an integer and comes near no number but "
            "itself; give a limit at oo"
        )
    return Approach(symbol, value, side)


def _out_of_reach(name: str, point: str, domain: Domain) -> str:
    return (
        f"when = '{name} -> {point}' is out of reach where {domain.describe()}: "
        "change the limit or the conditions"
    )
