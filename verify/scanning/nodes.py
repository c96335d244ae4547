"""One file's nodes, as pylatexenc parses them, as items in the order of reading."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import Any, Protocol

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexWalker,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import EnvironmentSpec, MacroSpec

from glassproof.verify.scanning.equation import Place
from glassproof.verify.scanning.items import LEVELS, Item, Kind
from glassproof.verify.scanning.macros import Macros
from glassproof.verify.scanning.sources import Sources

DISPLAYS = frozenset(
    name + star
    for name in "equation align alignat flalign gather multline eqnarray displaymath dmath dgroup "
    "IEEEeqnarray empheq math xalignat".split()
    for star in ("", "*")
)
"""Environments that display mathematics."""

_INPUTS = frozenset(["input", "include", "subfile", "subfileinclude", "loadpackage"])
_SILENT = frozenset(
    "cite citet citep citeauthor citealt nocite label ref eqref cref Cref autoref pageref url href "
    "bibliography bibliographystyle includegraphics usepackage documentclass hspace vspace index "
    "newtheorem theoremstyle setcounter addtocounter numberwithin graphicspath color "
    "hypersetup setlength addtolength caption".split()
)
_SKIPPED = frozenset("verbatim lstlisting minted comment filecontents tikzpicture thebibliography "
                     "picture asy".split())  # fmt: skip
_PARAGRAPHS = frozenset("itemize enumerate abstract figure table tabular subequations".split())
MOST_DEPTH = 20
"""Files that put each other in."""


class Files(Protocol):
    """The files around the one that is read."""

    sources: Sources
    macros: Macros
    theorems: dict[str, str]

    def items(self, name: str, depth: int) -> Iterator[Item]:
        """What another file says."""


class File:
    """One file's nodes, as items."""

    def __init__(self, files: Files, name: str, text: str, depth: int) -> None:
        self.files, self.name, self.text, self.depth = files, name, text, depth
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def place(self, position: int) -> Place:
        return Place(self.name, bisect.bisect_left(self.breaks, position) + 1)

    def items(self) -> Iterator[Item]:
        start = re.search(r"\\begin\s*\{document\}", self.text)
        begin = start.end() if start else 0
        end = self.text.find(r"\end{document}", begin)
        for chunk in _chunks(self.text, begin, len(self.text) if end < 0 else end):
            yield from self.walk(*chunk)

    def walk(self, place: int, end: int) -> Iterator[Item]:
        """What stands between two places; a stray brace or end stops the parser only once."""
        walker = LatexWalker(self.text[:end], latex_context=_CONTEXT, tolerant_parsing=True)
        while place < end:
            nodes, start, length = walker.get_latex_nodes(pos=place)
            yield from self.nodes(nodes)
            place = max(start + length, place) + 1

    def nodes(self, nodes: Any) -> Iterator[Item]:
        waiting = list(nodes or [])
        index = 0
        while index < len(waiting):
            node = waiting[index]
            index += 1
            if node is None:
                continue
            if node.isNodeType(LatexCharsNode):
                yield from self.chars(node)
            elif node.isNodeType(LatexMathNode):
                yield self.math(node)
            elif node.isNodeType(LatexEnvironmentNode):
                yield from self.environment(node)
            elif node.isNodeType(LatexGroupNode):
                yield from self.nodes(node.nodelist)
            elif node.isNodeType(LatexMacroNode):
                yield from self.macro(node)

    def chars(self, node: Any) -> Iterator[Item]:
        place = node.pos
        for part in re.split(r"(\n[ \t]*\n\s*)", node.chars):
            if re.fullmatch(r"\n[ \t]*\n\s*", part):
                yield Item(Kind.BREAK, "", self.place(place))
            elif part:
                yield Item(Kind.TEXT, part, self.place(place))
            place += len(part)

    def math(self, node: Any) -> Item:
        source = self.text[node.pos : node.pos + node.len]
        opening, closing = node.delimiters
        inside = source[len(opening) : len(source) - len(closing)]
        start, end = self.place(node.pos), self.place(node.pos + node.len - 1).line
        if node.displaytype == "display":
            return Item(Kind.DISPLAY, inside, start, "", source, end)
        return Item(Kind.MATH, inside, start, "", source, end)

    def environment(self, node: Any) -> Iterator[Item]:
        name = node.environmentname
        source = self.text[node.pos : node.pos + node.len]
        start, end = self.place(node.pos), self.place(node.pos + node.len - 1).line
        if name not in DISPLAYS and not re.search(rf"\\end\s*\{{{re.escape(name)}\}}$", source):
            begun = re.match(r"\\begin\s*\{[^}]*\}", source)
            yield from self.walk(node.pos + (begun.end() if begun else 6), node.pos + node.len)
        elif name in DISPLAYS:
            inside = re.sub(r"^\\begin\s*\{[^}]*\}", "", source)
            inside = re.sub(r"\\end\s*\{[^}]*\}$", "", inside)
            if name.startswith(("alignat", "xalignat", "IEEE", "empheq")):
                inside = re.sub(r"^\s*(?:\[[^\]]*\])?\s*\{[^}]*\}", "", inside)
            yield Item(Kind.DISPLAY, inside, start, name, source, end)
        elif name.rstrip("*") in _SKIPPED:
            return
        elif name.rstrip("*") in self.files.theorems or name == "proof":
            yield Item(Kind.BEGIN, _title(source), start, name)
            yield from self.nodes(node.nodelist)
            yield Item(Kind.END, "", Place(self.name, end), name)
        else:
            if name in _PARAGRAPHS:
                yield Item(Kind.BREAK, name, start)
            yield from self.nodes(node.nodelist)
            if name in _PARAGRAPHS:
                yield Item(Kind.BREAK, "end " + name, Place(self.name, end))

    def macro(self, node: Any) -> Iterator[Item]:
        name, place = node.macroname, self.place(node.pos)
        arguments = [a for a in (node.nodeargd.argnlist if node.nodeargd else []) if a is not None]
        said = arguments[-1].latex_verbatim().strip("{}") if arguments else ""
        if name in _INPUTS and said:
            found = self.files.sources.find(said, place)
            if found is not None and self.depth < MOST_DEPTH:
                yield from self.files.items(found, self.depth + 1)
        elif name in LEVELS:
            starred = any(each.latex_verbatim() == "*" for each in arguments[:-1])
            yield Item(Kind.SECTION, said, place, name, "*" if starred else "")
        elif name == "appendix":
            yield Item(Kind.BREAK, name, place)
        elif name == "label":
            yield Item(Kind.LABEL, said, place)
        elif name in ("item", "par", "newpage", "clearpage"):
            yield Item(Kind.BREAK, "", place)
        elif name == "footnote":
            return
        elif name in _SILENT:
            yield Item(Kind.TEXT, f"[{said}]" if "ref" in name or "cite" in name else "", place)
        elif "\\" + name in self.files.macros.table and not arguments:
            yield Item(Kind.TEXT, "\\" + name, place)
        else:
            yield Item(Kind.TEXT, " ", place)
            for argument in arguments:
                yield from self.nodes([argument])


_LONG = re.compile(r"[^\\$%{}]{4000,}")
"""A passage without any mathematics: the parser need not see its middle."""


def _title(source: str) -> str:
    """What stands in brackets behind the beginning of a theorem."""
    found = re.match(r"\\begin\s*\{[^}]*\}\s*\[([^\]]*)\]", source)
    return found[1] if found else ""


def _chunks(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a text that are parsed apart, without the middle of passages that only go on."""
    for match in _LONG.finditer(text, begin, end):
        yield from _parts(text, begin, match.start() + 1500)
        begin = match.end() - 1500
    yield from _parts(text, begin, end)


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a long text that can be parsed apart: they end where nothing is open."""
    size = 60_000
    start = begin
    depth = 0
    for match in _OPENS.finditer(text, begin, end):
        piece = match[0]
        if piece.startswith(r"\begin") or piece == r"\[":
            depth += 1
        elif piece.startswith(r"\end") or piece == r"\]":
            depth -= 1
        elif piece[0] == "\n" and depth <= 0 and match.start() - start > size:
            if text.count("{", start, match.start()) != text.count("}", start, match.start()):
                continue
            yield start, match.start()
            start = match.start()
    yield start, end


_OPENS = re.compile(r"\\begin\s*\{|\\end\s*\{|\\\\|\\\[|\\\]|\n[ \t]*\n|\$\$")


def _context() -> Any:
    """What pylatexenc knows of commands, and what it must know besides."""
    context = get_default_latex_context_db()
    macros = [MacroSpec(name, "*[{") for name in LEVELS]
    macros += [MacroSpec(name, "{") for name in ("label", "footnote", "input", "include", "subfile",
               "subfileinclude", "caption", "numberwithin", "newtheorem", "theoremstyle",
               "eqref", "cref", "Cref", "autoref")]  # fmt: skip
    environments = [EnvironmentSpec(name, "", is_math_mode=True) for name in DISPLAYS]
    context.add_context_category("scanning", macros=macros, environments=environments, prepend=True)
    return context


_CONTEXT = _context()
