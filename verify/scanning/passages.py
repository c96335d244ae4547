"""Where a display stands: the words around it, its theorem, its section, its paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from glassproof.verify.scanning.cleaning import cleaned
from glassproof.verify.scanning.equation import Place
from glassproof.verify.scanning.facts import facts_in
from glassproof.verify.scanning.items import LEVELS, Item, Kind
from glassproof.verify.scanning.macros import MacroError
from glassproof.verify.scanning.plain import Fact
from glassproof.verify.scanning.stream import Stream

MOST_BEFORE = 700
MOST_AFTER = 400
_NOTATION = re.compile(r"notation|convention|preliminar|assumption|setting|setup|standing|symbols",
                       re.IGNORECASE)  # fmt: skip
_LASTING = re.compile(
    r"\b(let|fix|assume|suppose|throughout|define|denote|consider|we write|from now on|always|"
    r"will be)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\.\s*(?:\\label\{[^{}]*\}|\\qedhere|\\end\{\w+\*?\}|\s)*$")
_GLOBAL = re.compile(
    r"(throughout|from now on|in this paper|in these notes|always|in the sequel)",
    re.IGNORECASE,
)
_BOUNDS = (Kind.SECTION, Kind.BEGIN, Kind.END, Kind.DISPLAY, Kind.BREAK)
_OF_THE_NEXT = re.compile(
    r"\s*(?:(?!(?:Here|Where|With)\b)[A-Z][a-z]*\b|"
    r"(?:,\s*)?(?:and|while|but|whereas|so|hence|thus|then)\b,?\s+(?:for|if|when|whenever)\b)"
)
"""How words begin that lead to the display behind them, where no stop ends the one before."""


Scope = tuple[int, ...]
"""The numbers of the items that begin the chapter, section, subsection, ... around a place."""


def holds_in(said: Scope, here: Scope) -> bool:
    """Whether what was said in one scope holds in another: in itself, and in its parts."""
    return here[: len(said)] == said


@dataclass(frozen=True)
class Lasting:
    """A fact said earlier: until where it holds, and where it was said."""

    fact: Fact
    place: Place
    scope: Scope


@dataclass
class Passages:
    """The stream with what its words say, looked up by an item's number."""

    stream: Stream
    expand: Callable[[str], str]
    texts: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    theorems: list[int | None] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)
    lasting: list[Lasting] = field(default_factory=list)

    @classmethod
    def of(cls, stream: Stream) -> Passages:
        """All passages of a stream."""
        found = cls(stream, stream.macros.expand)
        found._write()
        found._stand()
        found._last()
        return found

    def _write(self) -> None:
        for item in self.stream.items:
            if item.kind is Kind.MATH:
                self.texts.append(f"${self.mathematics(item)}$")
            elif item.kind is Kind.DISPLAY:
                stops = _STOPS.search(item.text)
                self.texts.append(" $$. " if stops else " $$ ")
            elif item.kind is Kind.TEXT:
                text = item.text if "\\" not in item.text else self._expanded(item.text)
                self.texts.append(text.replace("$", ""))
            else:
                self.texts.append("")

    def mathematics(self, item: Item) -> str:
        """Inline mathematics, put out and cleaned."""
        return cleaned(self._expanded(item.text)).replace("$", "")

    def _expanded(self, text: str) -> str:
        try:
            return self.expand(text)
        except MacroError:
            return ""

    def _stand(self) -> None:
        """Of each item its section, the number of that section, and the theorem around it."""
        section = ""
        begun: dict[int, int] = {}
        titles: dict[str, str] = {}
        open_at: list[int] = []
        last: int | None = None
        notation = False
        for number, item in enumerate(self.stream.items):
            if item.kind is Kind.SECTION:
                level = LEVELS[item.name]
                begun = {each: at for each, at in begun.items() if each < level} | {level: number}
                if level <= LEVELS["section"]:
                    titles, last = {}, None
                titles[item.name] = self._expanded(item.text)
                section = titles[item.name]
                notation = bool(_NOTATION.search(section))
            elif item.kind is Kind.BEGIN:
                open_at.append(number)
            elif item.kind is Kind.END and open_at:
                opened = open_at.pop()
                self.spans[opened] = number
                if self.stream.items[opened].name != "proof":
                    last = opened
            self.sections.append(section)
            self.scopes.append(() if notation else tuple(begun.values()))
            around = open_at[-1] if open_at else None
            if around is not None and self.stream.items[around].name == "proof":
                around = last
            self.theorems.append(around)

    def _last(self) -> None:
        """Facts of sentences that say how names are meant from there on."""
        for start, end in self.paragraphs():
            text = "".join(self.texts[start:end])
            if "$" not in text:
                continue
            notation = self.notation(start)
            inside = self.theorems[start] is not None
            for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z$])", text):
                if not notation and (inside or not _LASTING.search(sentence)):
                    continue
                scope = () if _GLOBAL.search(sentence) else self.scopes[start]
                place = self.stream.items[start].place
                self.lasting += [Lasting(fact, place, scope) for fact in facts_in(sentence)]

    def notation(self, number: int) -> bool:
        """Whether an item stands in a section that says how names are meant."""
        return bool(_NOTATION.search(self.sections[number]))

    def paragraphs(self) -> list[tuple[int, int]]:
        """The numbers of the first item of each paragraph, and of the one after its last."""
        found, start = [], 0
        for number, item in enumerate(self.stream.items):
            if item.kind in (Kind.BREAK, Kind.SECTION, Kind.BEGIN, Kind.END):
                if number > start:
                    found.append((start, number))
                start = number + 1
        found.append((start, len(self.stream.items)))
        return found

    def before(self, number: int) -> str:
        """The words before an item, in its paragraph, or, if it begins one, in that before."""
        out: list[str] = []
        size, breaks = 0, 0
        for index in range(number - 1, -1, -1):
            item = self.stream.items[index]
            if item.kind in (Kind.SECTION, Kind.BEGIN, Kind.END):
                break
            if item.kind is Kind.BREAK:
                breaks += 1
                if size > 30 or breaks > 2:
                    break
            out.append(self.texts[index])
            size += len(self.texts[index].strip())
            if size > MOST_BEFORE:
                break
        return "".join(out[::-1])

    def after(self, number: int) -> str:
        """The words after an item up to its sentence's end, but for those of the next display."""
        out: list[str] = []
        size, leading = 0, False
        for index in range(number + 1, len(self.stream.items)):
            item = self.stream.items[index]
            if item.kind in (Kind.SECTION, Kind.BEGIN, Kind.END, Kind.DISPLAY, Kind.BREAK):
                leading = item.kind is Kind.DISPLAY
                break
            out.append(self.texts[index])
            size += len(self.texts[index])
            if size > MOST_AFTER:
                break
        text = "".join(out)
        ended = self.texts[number].rstrip().endswith(".")
        if ended and not re.match(r"\s*(here|where|with)\b", text, re.IGNORECASE):
            return ""
        sentence, *more = re.split(r"(?<=\.)\s", text, maxsplit=1)
        return "" if leading and not more and _OF_THE_NEXT.match(text) else sentence

    def following(self, number: int, most: int = 160) -> str:
        """The words that follow an item in its paragraph, whatever ends before them."""
        out = ""
        for index in range(number + 1, len(self.stream.items)):
            if len(out) > most or self.stream.items[index].kind in _BOUNDS:
                break
            out += self.texts[index]
        return out[:most]

    def sentence(self, number: int) -> tuple[str, str]:
        """The words before an item in its sentence, and those before that in its paragraph."""
        found = re.split(r"(?<=\.)\s+(?=[A-Z$])", self.before(number))
        return found[-1], " ".join(found[:-1])

    def theorem_text(self, number: int) -> str:
        """What the theorem around an item says, its displays left out."""
        begun = self.theorems[number]
        if begun is None:
            return ""
        return "".join(self.texts[begun : self.spans.get(begun, begun)])[:6_000]

    def environment(self, number: int, counted: Mapping[int, str]) -> str | None:
        """The theorem around an item, by its name, its number if it is ``counted``, and title."""
        begun = self.theorems[number]
        if begun is None:
            return None
        item = self.stream.items[begun]
        name = self.stream.theorems.get(item.name, item.name) or item.name
        label = next(
            (i.text for i in self.stream.items[begun : begun + 6] if i.kind is Kind.LABEL), ""
        )
        title = self._expanded(item.text) if item.text else ""
        parts = (name, counted.get(begun), title and f"({title})", label and f"[{label}]")
        return " ".join(part for part in parts if part)

    def said_earlier(self, number: int) -> Sequence[Lasting]:
        """Facts that hold here because something above says so, the nearest first."""
        place = self.stream.items[number].place
        here = self.scopes[number]
        return [each for each in reversed(self.lasting)
                if holds_in(each.scope, here) and self._is_above(each.place, place)]  # fmt: skip

    def _is_above(self, first: Place, second: Place) -> bool:
        return first.file != second.file or first.line <= second.line
