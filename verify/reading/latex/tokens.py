"""LaTeX source as a flat list of mathematical tokens: spacing, sizing and wrappers are gone.

Kinds: ``digit``, ``letter`` (also Greek, by its name, and styled: bold_b), ``word`` (upright
letters such as \\mathrm{ab}), ``command``, ``open`` and ``close`` (delimiters), ``relation``,
``equals``, ``row``, ``cell``, ``gap`` (wide space), ``text``, ``symbol`` (all that stands for
itself) and ``end``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn

from glassproof.verify.reading.latex.token_tables import (
    ALIASES,
    BLOCKS,
    DELIMITERS,
    DROPPED,
    ENVIRONMENTS,
    EQUALS,
    GREEK,
    KINDS,
    MARKS,
    RELATIONS,
    SIZES,
    STYLES,
    TAKES_GROUP,
    TEXT,
    UPRIGHT,
)
from glassproof.verify.reading.tokens import ParseError, Token, greek_name, quoted

_PIECES = re.compile(
    r"(?P<space>[ \t\r\n]+|%[^\n]*|~)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<digit>[0-9])"
    r"|(?P<letter>[A-Za-z\u0391-\u03a9\u03b1-\u03c9])"
    r"|(?P<relation>:=|[=<>])"
    r"|(?P<symbol>[-+*/^_{}()\[\]|'.,;:!&$\u2212\u00b7\u22c5\u00d7\u00f7\u2032])",
    re.DOTALL,
)


def latex_tokens(text: str, notices: list[str] | None = None) -> list[Token]:
    """The tokens of ``text``; :class:`ParseError` on what mathematics of formulas does not use.

    >>> [t.text for t in latex_tokens(r"\\left( \\tfrac12\\,\\kappa \\right)")]
    ['(', '\\\\frac', '1', '2', 'kappa', '(', '']
    """
    return list(_Cleaner(text, notices if notices is not None else []).tokens())


def _pieces(text: str, notices: list[str]) -> list[Token]:
    found, position = [], 0
    while position < len(text):
        match = _PIECES.match(text, position)
        if match is None:
            character = text[position]
            raise ParseError(
                f"unexpected character {character!r} (U+{ord(character):04X}) in LaTeX",
                text,
                position,
            )
        if match[0].startswith("%") and match[0].strip("% \t\r"):
            notices.append(f"{quoted(match[0].rstrip())} is a comment: it is not read")
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], position, match.end()))
        position = match.end()
    return [*found, Token("end", "", position, position)]


class _Cleaner:
    """One pass over the pieces that drops what does not matter and names what does."""

    def __init__(self, text: str, notices: list[str]) -> None:
        self.text = text
        self.pieces = _pieces(text, notices)
        self.index = 0
        self.environments: list[Token] = []

    def fail(self, message: str, token: Token) -> NoReturn:
        raise ParseError(message, self.text, token.position)

    def take(self) -> Token:
        token = self.pieces[self.index]
        self.index = min(self.index + 1, len(self.pieces) - 1)
        return token

    def tokens(self) -> Iterator[Token]:
        while True:
            token = self.take()
            if token.kind == "end":
                if self.environments:
                    self.fail(r"\begin without its \end", self.environments[-1])
                yield token
                return
            if token.kind == "command":
                yield from self.command(token)
            elif token.text == "&":
                yield replace(token, kind="cell")
            elif token.text == "{" and self.is_filler():
                self.take()
            elif token.text in DELIMITERS:
                yield self.delimiter(token, "")
            elif token.text == "$":
                self.require_outermost(token)
            else:
                yield _plain(token)

    def require_outermost(self, token: Token) -> None:
        """A dollar begins or ends the mathematics, and nothing in between."""
        inside = (
            self.text[: token.position].strip("$ \t\r\n"),
            self.text[token.end :].strip("$ \t\r\n.,;"),
        )
        if all(inside):
            self.fail("'$' within a formula: give one formula, without its dollars", token)

    def is_filler(self) -> bool:
        """Whether this is the {} that keeps the space around a relation or a sign."""
        before = self.pieces[self.index - 2] if self.index > 1 else None
        starts = (
            before is None or before.kind == "relation" or before.text in ("&", r"\\", "+", "-")
        )
        return starts and self.pieces[self.index].text == "}"

    def command(self, token: Token) -> Iterator[Token]:
        name = token.text
        if name in TAKES_GROUP:
            self.group()
        elif name in (r"\begin", r"\end"):
            yield from self.environment(token)
        elif name == r"\substack":
            self.stack()
        elif name in (r"\\", r"\cr"):
            self.optional()
            yield replace(token, kind="row")
        elif name not in DROPPED:
            yield self.one(token)

    def one(self, token: Token) -> Token:
        """The token that a command stands for, with what it takes."""
        name = token.text
        if SIZES.match(name):
            return self.sized(token)
        if name in DELIMITERS:
            return self.delimiter(token, "")
        if name in STYLES:
            return self.styled(token)
        if name in UPRIGHT or name in TEXT:
            return self.upright(token)
        return (
            replace(token, kind=KINDS[name][0], text=KINDS[name][1])
            if name in KINDS
            else (_plain(token))
        )

    def delimiter(self, token: Token, sizing: str) -> Token:
        kind, text = DELIMITERS[token.text]
        return replace(token, kind=kind, text=text, sizing=sizing)

    def sized(self, size: Token) -> Token:
        """The delimiter after \\left, \\bigl and their kin."""
        token = self.take()
        sizing = {r"\left": "left", r"\right": "right"}.get(size.text, "")
        if token.text in DELIMITERS:
            return replace(self.delimiter(token, sizing), position=size.position)
        if token.text in ("|", r"\vert"):
            if size.text.endswith(("left", "gl")):
                return Token("open", "|", size.position, token.end, sizing)
            if size.text.endswith(("right", "gr")):
                return Token("close", "|", size.position, token.end, sizing)
            return replace(token, kind="symbol", text="|")
        if token.text == "." and sizing:
            kind = "open" if sizing == "left" else "close"
            return Token(kind, ".", size.position, token.end, sizing)
        return self.fail(f"expected a delimiter after {size.text}, found {_named(token)}", token)

    def styled(self, style: Token) -> Token:
        """A letter in another alphabet is another letter: \\mathbf{b} is bold_b."""
        letter = self.take()
        content, end = letter.text, letter.end
        if content == "{":
            self.index -= 1
            content, closing = self.group()
            content, end = content.strip(), closing.end
        name = content.removeprefix("\\")
        if not (name.isascii() and name.isalnum()) or (content != name and name not in GREEK):
            self.fail(f"expected letters in {style.text}{{...}}, found {quoted(content)}", style)
        return Token("letter", f"{STYLES[style.text]}_{name}", style.position, end)

    def group(self) -> tuple[str, Token]:
        """The source between the next braces, and the token that closes them."""
        start = self.take()
        if start.text != "{":
            self.fail(f"expected '{{', found {_named(start)}", start)
        depth = 1
        while depth:
            token = self.take()
            if token.kind == "end":
                self.fail("'{' is never closed", start)
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        return self.text[start.end : token.position], token

    def optional(self) -> None:
        """Skip [...] after a row's end or \\begin{...}: a letter, or a length such as -12.5mm."""
        if self.pieces[self.index].text != "[":
            return
        start = self.take()
        for _ in range(12):
            if self.take().text == "]":
                return
        self.fail("'[' is never closed", start)

    def stack(self) -> None:
        """The lines of a \\substack become conditions with commas between them."""
        start = self.index
        self.group()
        for number in range(start, self.index):
            if self.pieces[number].text == r"\\":
                self.pieces[number] = replace(self.pieces[number], kind="symbol", text=",")
        self.index = start

    def environment(self, token: Token) -> Iterator[Token]:
        name, closing = self.group()
        if name in BLOCKS:
            kind = token.text.removeprefix("\\").replace("begin", "open").replace("end", "close")
            if name == "array" and kind == "open":
                _, closing = self.group()
            yield Token(kind, name, token.position, closing.end)
            return
        if name not in ENVIRONMENTS:
            self.fail(f"the environment {quoted(name)} is not one of a single formula", token)
        if token.text == r"\begin":
            self.environments.append(replace(token, text=name))
            if name in ("aligned", "gathered"):
                self.optional()
        elif not self.environments or self.environments.pop().text != name:
            self.fail(rf"\end{{{name}}} without its \begin", token)

    def upright(self, token: Token) -> Token:
        """Upright letters as one word; prose as ``text``."""
        following = self.pieces[self.index]
        if following.kind == "letter":
            return replace(self.take(), kind="word")
        content, closing = self.group()
        stripped = content.strip()
        if re.fullmatch(r"[pPvV]\.\s*(\\,)?\s*[pPvV]\.", stripped):
            stripped = content = "PV"
        spaced = token.text in TEXT and content != stripped
        if stripped.isascii() and stripped.isalnum() and not spaced:
            kind = "word"
        elif token.text in TEXT:
            kind = "text"
        else:
            self.fail(f"expected letters in {token.text}{{...}}, found {quoted(content)}", token)
        return Token(kind, stripped, token.position, closing.end)


def _plain(token: Token) -> Token:
    """A piece as it reaches the grammar: Greek letters by name, variants under one name."""
    if token.text in EQUALS:
        return replace(token, kind="equals")
    if token.text in RELATIONS:
        return replace(token, kind="relation")
    if token.kind == "letter" and not token.text.isascii():
        return replace(token, text=greek_name(token.text))
    if token.kind != "command":
        return replace(token, text=MARKS.get(token.text, token.text))
    name = token.text[1:]
    if name in GREEK:
        return replace(token, kind="letter", text=name)
    return replace(token, text="\\" + ALIASES.get(name, name))


def _named(token: Token) -> str:
    return quoted(token.text) if token.kind != "end" else "the end"
