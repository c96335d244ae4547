r"""A source in the order of reading: text, mathematics, theorems and sections, each in its place.

pylatexenc parses each file; \input and \include put the next one in. No TeX is run.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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

from glassproof.verify.scanning.balance import balanced, without_verbatim
from glassproof.verify.scanning.equation import Place, Trouble
from glassproof.verify.scanning.macros import Macros, package_names
from glassproof.verify.scanning.sources import Sources

DISPLAYS = frozenset(
    name + star
    for name in "equation align alignat flalign gather multline eqnarray displaymath dmath dgroup "
    "IEEEeqnarray empheq math xalignat".split()
    for star in ("", "*")
)
"""Environments that display mathematics."""

LEVELS = {name: level for level, name in enumerate(
    ("part", "chapter", "section", "subsection", "subsubsection", "paragraph"))}  # fmt: skip
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


class Kind(StrEnum):
    """What an item of the stream is."""

    TEXT = "text"
    MATH = "math"
    DISPLAY = "display"
    BEGIN = "begin"
    END = "end"
    SECTION = "section"
    LABEL = "label"
    BREAK = "break"


@dataclass(frozen=True)
class Item:
    """A piece of the source, in the order of reading.

    ``text`` is what it says: words, mathematics without its delimiters, a section's title; ``name``
    the environment, or the kind of section; ``source`` a display with its delimiters.
    """

    kind: Kind
    text: str
    place: Place
    name: str = ""
    source: str = ""
    end: int = 0


@dataclass
class Stream:
    """All items of a source, its macros, and its theorem-like environments with their names."""

    items: list[Item]
    macros: Macros
    theorems: dict[str, str]
    troubles: list[Trouble]


def read_stream(sources: Sources) -> Stream:
    """The items of a source, from its main file on."""
    reader = _Files(sources)
    reader.gather(sources.main, Place(sources.main, 1), 0)
    for place in reader.macros.troubles:
        reader.troubles.append(Trouble(Place(sources.main, place[0]), place[1]))
    items = list(reader.items(sources.main, 0))
    return Stream(items, reader.macros, reader.theorems, reader.troubles)


class _Files:
    """The files of a source: first their macros, then what they say."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.macros = Macros()
        self.theorems = dict(_THEOREMS)
        self.troubles: list[Trouble] = []
        self.texts: dict[str, str] = {}
        self.running: list[str] = []

    def gather(self, name: str, asked: Place, depth: int) -> None:
        """Take down the macros of a file and of those that it puts in, in order."""
        if name in self.texts or depth > MOST_DEPTH:
            return
        text = self.sources.text(name, asked)
        if text is None:
            return
        self.texts[name] = ""
        text = _SUBIMPORT.sub(r"\\input{\1/\2}", without_verbatim(text))
        for match in _THEOREM.finditer(text):
            self.theorems[match[1]] = match[2]
        for package in package_names(text):
            if self.sources.exists(package + ".sty"):
                self.gather(package + ".sty", Place(name, 1), depth + 1)
            else:
                self.macros.use(package)
        place = 0
        out = []
        for match in _INPUT.finditer(text):
            out.append(self.macros.collect(text[place : match.start()]))
            out.append(match[0])
            line = Place(name, text.count("\n", 0, match.start()) + 1)
            if "#" not in match[1]:
                found = self.sources.find(match[1], line)
                if found is not None:
                    self.gather(found, line, depth + 1)
            place = match.end()
        out.append(self.macros.collect(text[place:]))
        self.texts[name] = "".join(out)

    def items(self, name: str, depth: int) -> Iterator[Item]:
        """What a file says."""
        if name not in self.texts or name.endswith((".sty", ".cls")):
            return
        if name in self.running:
            circle = " puts in ".join([*self.running[self.running.index(name) :], name])
            self._trouble(Place(name, 1), f"{circle}: it is read once")
            return
        text, said = balanced(self.macros.structural(self.texts[name]))
        for line, message in said:
            self._trouble(Place(name, line), message)
        self.running.append(name)
        try:
            yield from _File(self, name, text, depth).items()
        except RecursionError:
            self._trouble(Place(name, 1), f"{name} is nested too deep: the rest of it is not read")
        self.running.pop()

    def _trouble(self, place: Place, message: str) -> None:
        trouble = Trouble(place, message)
        if trouble not in self.troubles:
            self.troubles.append(trouble)


class _File:
    """One file's nodes, as items."""

    def __init__(self, files: _Files, name: str, text: str, depth: int) -> None:
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

_THEOREM = re.compile(
    r"\\(?:newtheorem|declaretheorem|newmdtheoremenv|spnewtheorem|newtcbtheorem)\*?\s*"
    r"(?:\[[^\]]*\])?\s*\{([A-Za-z*]+)\}\s*(?:\[[^\]]*\]\s*)?(?:\{([^}]*)\})?"
)
_THEOREMS = {
    "theorem": "Theorem", "thm": "Theorem", "lemma": "Lemma", "lem": "Lemma",
    "proposition": "Proposition", "prop": "Proposition", "corollary": "Corollary",
    "cor": "Corollary", "definition": "Definition", "defn": "Definition", "defi": "Definition",
    "example": "Example", "eg": "Example", "ex": "Exercise", "exercise": "Exercise",
    "remark": "Remark", "rem": "Remark", "notation": "Notation", "claim": "Claim",
    "conjecture": "Conjecture", "assumption": "Assumption", "problem": "Problem",
}  # fmt: skip
_SUBIMPORT = re.compile(r"\\(?:sub)?(?:import|inputfrom)\s*\{([^{}\n]*?)/?\}\s*\{([^{}\n]*)\}")
_INPUT = re.compile(r"\\(?:input|include|subfile|subfileinclude)\s*\{([^}]*)\}")


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
