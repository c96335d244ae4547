"""What a source has introduced so far: names with what stands for them, and letters seen at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from glassproof.verify.scanning.definitions import put_in
from glassproof.verify.scanning.equation import Definition, Place
from glassproof.verify.scanning.heads import Head, head_of, parameters_of
from glassproof.verify.scanning.kinds import speaks_of_matrices
from glassproof.verify.scanning.names import name_of
from glassproof.verify.scanning.passages import Passages, Scope, holds_in
from glassproof.verify.scanning.pieces import pieces
from glassproof.verify.scanning.some_values import NUMBER

_INTRODUCES = re.compile(
    r"\b(define[sd]?|defining|denoted?|denotes|let|set|put|writ(?:e|ten|ing)|introduc\w+|"
    r"call(?:ed)?|where|consider|suppose|take|example|abbreviate\w*|definition|notation|is the|"
    r"are the|by definition)\b[^.]{0,90}$",
    re.IGNORECASE,
)
_SUCH_THAT = re.compile(r"\b(such that|so that|satisfying|which satisfy)\s*$", re.IGNORECASE)
_INLINE = re.compile(r"\b(let|where|set|put|define|denote|write|with)\b[^.$]{0,30}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Known:
    """A definition, and the section in which it holds; ``said`` if the source calls it one."""

    definition: Definition
    head: Head
    scope: Scope
    around: int | None
    said: bool
    tied: bool = False

    def is_of(self, below: Sequence[str]) -> bool:
        """Whether this gives its value for such an index: m_2 where m_k is known.

        The index 0 is left out, for which many a sequence is told apart.
        """
        free = self.definition.parameters
        pairs = [*zip(self.head.below, below, strict=True)]
        fits = (a == b or (a in free and re.fullmatch(r"[1-9]\d*", b)) for a, b in pairs)
        return self.head.below != tuple(below) and all(fits)


@dataclass
class Introduced:
    """The definitions of a source, in its order; ``always`` are those that a reader adds."""

    passages: Passages
    always: Sequence[Definition] = ()
    known: list[_Known] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    outside: list[set[str]] = field(default_factory=list)

    def see(self, text: str) -> None:
        """Note the letters of a text that is past: they are not fresh any more."""
        letters = {piece for piece in pieces(text) if piece[:1] == "\\" or piece.isalpha()}
        self.seen |= letters
        self.near |= letters

    def section(self) -> None:
        """A section begins: what its text says of names is all that is near."""
        self.near, self.outside = set(), []

    def begin(self) -> None:
        """A theorem begins, which speaks for itself."""
        self.outside.append(self.near)
        self.near = set()

    def end(self) -> None:
        """A theorem ends."""
        self.near |= self.outside.pop() if self.outside else set()

    def spoken_of(self, name: str, words: str) -> bool:
        """Whether the section, or the theorem, or the words around have used a name already."""
        base = name.partition("_")[0]
        letters = {base, "\\" + base}
        around = {piece for text in re.findall(r"\$([^$]*)\$", words) for piece in pieces(text)}
        return bool(letters & (self.near | around))

    def add(
        self, number: int, place: Place, head: Head, name: str, body: str, said: bool = True
    ) -> Definition:
        """Keep a definition that stands at an item."""
        definition = Definition(name, parameters_of(head, body), body, place)
        scope, around = self.passages.scopes[number], self.passages.theorems[number]
        self.known.append(_Known(definition, head, scope, around, said))
        return definition

    def inline(
        self, number: int, place: Place, sides: list[str], relations: list[str], before: str
    ) -> None:
        """Keep what "let $a = b$", "where $a = b$" or $a := b$ introduces."""
        if len(sides) > 1 and relations[0] == "=" and _SUCH_THAT.search(before[-60:]):
            self._tied(number, place, sides[:2])
            return
        head = head_of(sides[0])
        if head is None or relations[0] not in ("=", ":=") or len(sides) != 2:
            return
        said = _INLINE.search(before[-60:])
        if relations[0] == ":=" or (said and not re.fullmatch(r"-?\d+", sides[1])):
            self.add(number, place, head, sides[0], sides[1])

    def _tied(self, number: int, place: Place, sides: list[str]) -> None:
        """Keep what ties a name to others, on either side: "such that $a + b = T$".

        What else is said of the name is lost where the others stand for it.
        """
        for name, body in (sides, sides[::-1]):
            head = head_of(name)
            letters = {each for each in pieces(body) if each.isalpha() or each[:1] == "\\"}
            if head is not None and head.arguments is None and letters - {head.base}:
                if head.base not in letters:
                    self.add(number, place, head, name, body)
                    self.known[-1] = replace(self.known[-1], tied=True)
                return

    def tied_in(self, used: Sequence[Definition]) -> Definition | None:
        """The first definition in use that only ties a name to others."""
        tied = [each.definition for each in self.known if each.tied]
        return next((each for each in used if any(each is one for one in tied)), None)

    def usable(self, number: int, free: Collection[str] = ()) -> list[Definition]:
        """Definitions that hold at an item, the nearest last, then those of the sidecar file.

        ``free`` are names of which the item's own sentence says what they are: a meaning that
        they had before is not meant.
        """
        scope, around = self.passages.scopes[number], self.passages.theorems[number]
        found: dict[tuple[object, ...], Definition] = {}
        for known in self.known:
            if not holds_in(known.scope, scope):
                continue
            if known.around is not None and known.around != around:
                continue
            fixed = [a for a in known.head.arguments or () if a not in known.definition.parameters]
            key = (known.head.key, *fixed)
            for derived in [each for each in found if _derives(each, known.head)]:
                del found[derived]
            found.pop(key, None)
            plain = free and not known.tied and known.head.arguments is None
            if plain and name_of(known.definition.name) in free:
                continue
            found[key] = known.definition
        return [*found.values(), *self.always]

    def by(
        self,
        number: int,
        place: Place,
        environment: str | None,
        sides: list[str],
        relations: list[str],
        before: str,
    ) -> tuple[list[str], list[str], Definition | None]:
        """The sides of a statement left to judge, and the definition that it makes."""
        if relations[-1] == "=:" and (head := head_of(sides[-1])):
            definition = self.add(number, place, head, sides[-1], sides[-2])
            return sides[:-1], relations[:-1], definition
        relations = ["=" if each in (":=", "=:") and at else each
                     for at, each in enumerate(relations)]  # fmt: skip
        head = head_of(sides[0])
        if relations[0] == ":=" and head is not None:
            definition = self.add(number, place, head, sides[0], sides[1])
            return sides[1:], relations[1:], definition
        relations = ["=" if each in (":=", "=:") else each for each in relations]
        said = bool(_INTRODUCES.search(before.replace("$$", ".")[-160:]))
        known = head is not None and not said and self.gives(number, head, sides[1])
        if relations[0] != "=" or head is None or known:
            return sides, relations, None
        later = " ".join(sides[1:])
        if head.base in (pieces(later) if len(pieces(head.base)) == 1 else _tight(later)):
            return sides, relations, None
        fresh = head.base not in self.seen and not _mentions(before, head.base)
        fresh = fresh and not head.above.startswith("'")  # what a derivative is follows from f
        if not said and speaks_of_matrices(later):
            return sides, relations, None
        sure = said or (environment or "").startswith("Definition")
        if not (sure or fresh or self.gives(number, head)):
            return sides, relations, None
        body = sides[-1] if set(relations) == {"="} else sides[1]
        definition = self.add(number, place, head, sides[0], body, sure)
        rest, between = sides[1:], relations[1:]
        while between[:1] == ["="] and self._is_fresh(head_of(rest[0])):
            rest, between = rest[1:], between[1:]
        return rest, between, definition

    def gives(self, number: int, head: Head, body: str | None = None) -> bool:
        """Whether a name has a meaning; with ``body``, one that this body must agree with.

        A name that the source does not call defined, or one without arguments that stands for a
        number, may be given another meaning.
        """
        for known in reversed(self.known):
            if known.head.key != head.key or not holds_in(
                known.scope, self.passages.scopes[number]
            ):
                continue
            if known.is_of(head.below):
                return True
            if known.head.below != head.below:
                continue
            if body is None or not known.said:
                return body is None
            return head.arguments is not None or not (
                NUMBER.fullmatch(body) or NUMBER.fullmatch(known.definition.body)
            )
        given = (head_of(each.name) for each in self.always)
        return any(each is not None and each.key == head.key for each in given)

    def _is_fresh(self, head: Head | None) -> bool:
        return head is not None and head.base not in self.seen


def filled(
    sides: Sequence[str], usable: Sequence[Definition]
) -> tuple[list[str], list[Definition]]:
    """The sides with definitions put in, and those that were."""
    out: list[str] = []
    used: list[Definition] = []
    for side in sides:
        text, found = put_in(side, usable)
        out.append(text)
        used += [each for each in found if each not in used]
    return out, used


def _derives(key: tuple[object, ...], head: Head) -> bool:
    """Whether what has this key is a derivative of what a head defines anew."""
    return key[0] == head.base and str(key[1]).startswith("'") and not head.above


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _mentions(text: str, base: str) -> bool:
    return any(base in pieces(inside) for inside in re.findall(r"\$([^$]*)\$", text))
