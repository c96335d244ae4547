r"""A source in the order of reading: text, mathematics, theorems and sections, each in its place.

pylatexenc parses each file; \input and \include put the next one in. No TeX is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glassproof.verify.scanning.balance import balanced, without_verbatim
from glassproof.verify.scanning.equation import Place, Trouble
from glassproof.verify.scanning.items import Item
from glassproof.verify.scanning.macros import Macros, package_names
from glassproof.verify.scanning.nodes import MOST_DEPTH, File
from glassproof.verify.scanning.sources import Sources


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
        text = _BARE_INPUT.sub(r"\\input{\1}", text)
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
            yield from File(self, name, text, depth).items()
        except RecursionError:
            self._trouble(Place(name, 1), f"{name} is nested too deep: the rest of it is not read")
        self.running.pop()

    def _trouble(self, place: Place, message: str) -> None:
        trouble = Trouble(place, message)
        if trouble not in self.troubles:
            self.troubles.append(trouble)


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
_BARE_INPUT = re.compile(r"\\input[ \t]+([^\s{}\\%#$&~]+)")
r"""As plain TeX has it: \input name."""
_INPUT = re.compile(r"\\(?:input|include|subfile|subfileinclude)\s*\{([^}]*)\}")
