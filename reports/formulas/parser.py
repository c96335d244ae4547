"""A strict reader of the LaTeX that SymPy writes: what it does not know is not a formula.

Formulas reach a report as text. Only commands from a fixed list are let through, brackets and
braces must match, and sizes are bounded; so nothing that passes can break a document or run in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glassproof.reports.formulas.vocabulary import (
    BARE_FENCES,
    BREAKING,
    CHARACTERS,
    DEEPEST,
    ENVIRONMENTS,
    FENCES,
    FUNCTIONS,
    LARGE,
    LONGEST,
    NAMED,
    PLAIN_COMMANDS,
    RAISED,
    TEXT,
    TOKEN,
    WRAPPERS,
)


class FormulaError(ValueError):
    """The text is not a formula in the LaTeX that SymPy writes."""


@dataclass(frozen=True)
class Item:
    """One atom of a formula: its LaTeX, its width in em, and what it is made of.

    ``kind`` is "atom", "operator" (a line may end before it), "fence" (parts: one body), "quotient"
    (numerator, denominator), "root" (one body), "exponential" (one body) or "matrix" (parts: the
    entries row by row, ``columns`` to a row); ``opening`` and ``closing`` belong to a fence,
    ``scripts`` is the LaTeX of sub- and superscripts.
    """

    kind: str
    latex: str
    width: float
    parts: tuple[tuple[Item, ...], ...] = ()
    opening: str = ""
    closing: str = ""
    scripts: str = ""
    columns: int = 0


def parse(latex: str) -> tuple[Item, ...]:
    """The atoms of a formula; :class:`FormulaError` on anything SymPy does not write."""
    if len(latex) > LONGEST:
        raise FormulaError(f"{len(latex)} characters are more than {LONGEST}")
    tokens = [token for token in TOKEN.findall(latex) if not token.isspace()]
    return tuple(_Parser(tokens, _partners(tokens)).sequence(stop=None))


def width_of(items: Sequence[Item]) -> float:
    """An estimate of the width in em, display style."""
    return sum(item.width for item in items)


def latex_of(items: Sequence[Item]) -> str:
    """The LaTeX of a row of items, scripts included."""
    return "".join(item.latex + item.scripts for item in items)


def _partners(tokens: Sequence[str]) -> dict[int, int]:
    """Where each bare bracket that has a partner within its braces is closed."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for position, token in enumerate(tokens):
        if position and tokens[position - 1] in {r"\left", r"\right"}:
            continue
        if token in {"{", "(", "[", r"\left"}:
            waiting.append((token, position))
        elif token in {"}", r"\right"}:
            opening = "{" if token == "}" else r"\left"
            while waiting and waiting.pop()[0] != opening:
                pass
        elif token in {")", "]"} and waiting and BARE_FENCES.get(waiting[-1][0]) == token:
            found[waiting.pop()[1]] = position
    return found


@dataclass
class _Parser:
    tokens: list[str]
    partners: dict[int, int]
    position: int = 0
    depth: int = 0

    def peek(self) -> str | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self, wanted: str | None = None) -> str:
        token = self.peek()
        if token is None:
            raise FormulaError(f"the formula ends where {wanted or 'more'} is expected")
        if wanted is not None and token != wanted:
            raise FormulaError(f"{token} stands where {wanted} is expected")
        self.position += 1
        return token

    def sequence(self, stop: str | None) -> list[Item]:
        """Items up to the token ``stop``, which is left standing."""
        items: list[Item] = []
        while (token := self.peek()) != stop:
            if token is None:
                raise FormulaError(f"the formula ends where {stop} is expected")
            items.append(self.scripted(items))
        return items

    def scripted(self, before: Sequence[Item]) -> Item:
        """One item with the scripts that follow it."""
        item = Item("atom", "{}", 0.0) if self.peek() in {"^", "_"} else self.item(before)
        scripts, width, seen = "", 0.0, set()
        while (token := self.peek()) in {"^", "_"}:
            if token in seen:
                raise FormulaError(f"two scripts {token} follow one another")
            seen.add(token)
            self.take()
            script = self.group()
            if item.latex == "e" and token == "^" and not scripts and width_of(script) > RAISED:
                latex = rf"\exp \left({latex_of(script)}\right)"
                return Item("exponential", latex, width_of(script) + 2.5, (script,))
            scripts += f"{token}{{{latex_of(script)}}}"
            width = max(width, 0.7 * width_of(script))
        if not scripts:
            return item
        return replace(item, width=item.width + width, scripts=scripts)

    def group(self) -> tuple[Item, ...]:
        """A braced group, or a single item in its place."""
        if self.peek() != "{":
            return (self.item(()),)
        self.take("{")
        items = self.sequence("}")
        self.take("}")
        return tuple(items)

    def item(self, before: Sequence[Item]) -> Item:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"more than {DEEPEST} groups are nested")
        item = self.unscripted(before)
        self.depth -= 1
        return item

    def unscripted(self, before: Sequence[Item]) -> Item:
        token = self.take()
        if token == "{":
            self.position -= 1
            body = self.group()
            return Item("atom", f"{{{latex_of(body)}}}", width_of(body))
        if token in BARE_FENCES:
            return self.bare_fence(token)
        if token.startswith("\\"):
            return self.command(token)
        if token.isascii() and token.isalpha() and len(token) > 1:
            return Item("atom", rf"\mathrm{{{token}}}", 0.5 * len(token))
        if not CHARACTERS.fullmatch(token):
            raise FormulaError(f"{token!r} is not a character that formulas are written with")
        if token in BREAKING:
            unary = not before or before[-1].kind == "operator" or before[-1].latex == ","
            return Item("atom" if unary else "operator", token, 0.8 if unary else 1.6)
        return Item("atom", token, 0.3 if token in ",.;:!'|" else 0.56)

    def bare_fence(self, opening: str) -> Item:
        """Brackets without \\left and \\right; a half-open interval may close with another."""
        if self.position - 1 not in self.partners:
            return Item("atom", opening, 0.4)
        closing = BARE_FENCES[opening]
        body = tuple(self.sequence(closing))
        self.take(closing)
        latex = f"{opening}{latex_of(body)}{closing}"
        return Item("fence", latex, width_of(body) + 0.8, (body,), opening, closing)

    def command(self, token: str) -> Item:
        name = token[1:]
        if token.startswith(r"\text{"):
            if not TEXT.fullmatch(token[6:-1]):
                raise FormulaError(f"{token[6:-1]!r} is not plain text")
            return Item("atom", token, 0.5 * len(token[6:-1]))
        if token in BREAKING:
            return Item("operator", token + " ", 1.8)
        if name in PLAIN_COMMANDS:
            wide = 0.5 * len(name) + 0.2 if name in FUNCTIONS + LARGE else 0.65
            return Item("atom", token + " ", wide)
        reader = {
            "frac": self.quotient,
            "tfrac": self.quotient,
            "dfrac": self.quotient,
            "sqrt": self.root,
            "left": self.fence,
            "begin": self.environment,
            "binom": self.binomial,
        }.get(name)
        if reader:
            return reader()
        if name in WRAPPERS:
            if name == "operatorname":
                word = self.name()
                if not (word.isascii() and word.isalpha()):
                    raise FormulaError(f"{word!r} is not the name of a function")
                latex = NAMED.get(word, rf"\operatorname{{{word}}}")
                return Item("atom", latex, 0.5 * len(word) + 0.2)
            body = self.group()
            return Item("atom", f"{token}{{{latex_of(body)}}}", width_of(body) + 0.2)
        raise FormulaError(f"{token} is not a command that formulas are written with")

    def quotient(self) -> Item:
        above, below = self.group(), self.group()
        latex = rf"\frac{{{latex_of(above)}}}{{{latex_of(below)}}}"
        return Item("quotient", latex, max(width_of(above), width_of(below)) + 0.3, (above, below))

    def binomial(self) -> Item:
        above, below = self.group(), self.group()
        latex = rf"{{\binom{{{latex_of(above)}}}{{{latex_of(below)}}}}}"
        return Item("atom", latex, max(width_of(above), width_of(below)) + 1.2)

    def root(self) -> Item:
        order = ""
        if self.peek() == "[":
            self.take()
            order = latex_of(self.sequence("]"))
            self.take("]")
        body = self.group()
        latex = rf"\sqrt{f'[{order}]' if order else ''}{{{latex_of(body)}}}"
        return Item("root", latex, width_of(body) + 1.0, (body,), opening=order or "2")

    def fence(self) -> Item:
        opening = self.delimiter()
        body = tuple(self.sequence(r"\right"))
        self.take(r"\right")
        closing = self.delimiter()
        latex = rf"\left{opening}{latex_of(body)}\right{closing}"
        return Item("fence", latex, width_of(body) + 1.0, (body,), opening, closing)

    def delimiter(self) -> str:
        token = self.take()
        if token not in FENCES:
            raise FormulaError(f"{token} is not a bracket")
        return token + " " if token.startswith("\\") else token

    def environment(self) -> Item:
        name = written = self.name()
        if name not in ENVIRONMENTS:
            raise FormulaError(f"the environment {name} is not one that formulas are written with")
        if name == "array":
            name = "matrix"
            if set(self.name()) - set("lcr"):
                raise FormulaError("the columns of an array are not declared by l, c and r")
        rows: list[list[tuple[Item, ...]]] = [[()]]
        while (token := self.peek()) != r"\end":
            if token is None:
                raise FormulaError(f"the environment {name} does not end")
            if token == "&":
                self.take()
                rows[-1].append(())
            elif token == r"\\":
                self.take()
                rows.append([()])
            else:
                cell = rows[-1][-1]
                rows[-1][-1] = (*cell, self.scripted(cell))
        self.take(r"\end")
        if self.name() != written:
            raise FormulaError(f"the environment {name} does not end")
        body = r"\\".join(" & ".join(latex_of(cell) for cell in row) for row in rows)
        columns = max(len(row) for row in rows)
        width = sum(
            max(width_of(row[j]) if j < len(row) else 0.0 for row in rows) + 1.0
            for j in range(columns)
        )
        latex = rf"\begin{{{name}}}{body}\end{{{name}}}"
        if name == "cases":
            return Item("atom", latex, width)
        entries = tuple(
            tuple(row[j]) if j < len(row) else () for row in rows for j in range(columns)
        )
        return Item("matrix", latex, width, entries, columns=columns)

    def name(self) -> str:
        self.take("{")
        letters = []
        while self.peek() != "}":
            letters.append(self.take())
        self.take("}")
        return "".join(letters)
