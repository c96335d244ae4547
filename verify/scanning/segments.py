"""A row in parts: what stands between words, gaps and commas, and whether it is a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glassproof.verify.scanning.cleaning import is_relation, split_relations
from glassproof.verify.scanning.pieces import argument, joined, option, outermost, pieces

_TEXTS = {r"\text", r"\mbox", r"\textrm", r"\textnormal", r"\hbox", r"\textup", r"\textit",
          r"\textsf", r"\mathrm"}  # fmt: skip
_GAPS = {r"\quad", r"\qquad", r"\hspace", r"\enspace", r"\hskip"}


@dataclass(frozen=True)
class Aside:
    """What stands beside a statement, and the words before it: ("for", r"n \\ge 1")."""

    words: str
    text: str


DOTS = r"\s*(?:\\[cl]?dots[bcmio]?|\.\.\.|…)\s*"


def is_condition(segment: Aside) -> bool:
    r"""Whether a segment says for which values, and states nothing."""
    words = segment.words.strip().lower()
    text = segment.text
    if re.search(r"\b(for|where|if|when|whenever|with|as|provided|unless|otherwise|all|every|any|"
                 r"given|in|on|uniformly|such that|let|since|because|at)\b", words):  # fmt: skip
        return True
    if re.match(r"\s*\\(forall|in)\b", text) or re.search(r"\\(to|rightarrow)\b", text):
        return True
    sides, relations = split_relations(text)
    if re.search(r"\\in\b", text) and not relations:
        return True
    if not relations:
        return True
    if "and" in words.split() or words in ("so", "hence", "thus", "then", "i.e.", "or", "but"):
        return False
    simple = [re.fullmatch(r"[-\\A-Za-z0-9_{}^', ./|()]{1,24}", side) for side in sides]
    return all(simple) and (relations[0] not in ("=", ":=", "=:") or r"\ldots" in text
                            or r"\dots" in text or r"\cdots" in text)  # fmt: skip


def segments(text: str) -> Iterator[Aside]:
    """What stands between gaps, words and commas outside brackets, with the words before it."""
    parts = pieces(text)
    words, start = "", 0
    index = 0
    marks = dict(outermost(parts))
    while index < len(parts):
        piece = parts[index]
        if index in marks and _is_word(parts, index):
            taken = argument(parts, index + 1)
            if taken:
                before = _trimmed(joined(parts[start:index]))
                if before:
                    yield Aside(words, before)
                    words = ""
                words = f"{words} {joined(taken[0])}".strip()
                start = index = taken[1]
                continue
        if (
            index in marks
            and piece == r"\forall"
            and (before := _trimmed(joined(parts[start:index])))
        ):
            yield Aside(words, before)
            yield Aside("", _trimmed(joined(parts[index:])))
            return
        if index in marks and piece in _GAPS | {",", ";", r"\ "}:
            after = index + 1
            if piece in (r"\hspace", r"\hskip"):
                skipped = option(parts, after) or argument(parts, after)
                after = skipped[1] if skipped else after
            gap = not _goes_on(parts, after)
            before = _trimmed(joined(parts[start:index]))
            if gap and piece != r"\ " and before:
                yield Aside(words, before)
                words, start = "", after
            index = after
            continue
        index += 1
    before = _trimmed(joined(parts[start:]))
    if before:
        yield Aside(words, before)
    elif words:
        yield Aside(words, "")


def _goes_on(parts: list[str], place: int) -> bool:
    """Whether an operator or a relation comes next: a space before it separates nothing."""
    while place < len(parts) and (not parts[place].strip() or parts[place] in _THIN | _GAPS):
        place += 1
    return place < len(parts) and (parts[place] in _JOINING or is_relation(parts[place]))


def _is_side(parts: list[str], start: int, end: int) -> bool:
    """Whether words stand next to a relation or an operator: they are a side, or a part of one."""
    before = [p for p in parts[:start] if p.strip() and p not in _THIN]
    after = [p for p in parts[end:] if p.strip() and p not in _THIN]
    return bool(before and (is_relation(before[-1]) or before[-1] in _JOINING)) or bool(
        after and (is_relation(after[0]) or after[0] in ("+", "/")) and not before
    )


_THIN = frozenset([r"\,", r"\;", r"\:", r"\!", r"\>", r"\ "])
_JOINING = frozenset(["+", "-", "/", r"\times", r"\cdot", r"\pm"])


def _is_word(parts: list[str], index: int) -> bool:
    """Whether words in the sense of prose stand here, not an operator or a unit."""
    if parts[index] not in _TEXTS:
        return False
    if index and parts[index - 1] in ("_", "^"):
        return False
    taken = argument(parts, index + 1)
    if _is_side(parts, index, taken[1] if taken else len(parts)):
        return False
    said = joined(taken[0]).strip(" ~,.;:()") if taken else ""
    if parts[index] == r"\mathrm":
        return said.lower() in ("for", "if", "and", "where", "as", "when", "with", "or", "on", "in")
    after = taken[1] if taken else index
    applied = after < len(parts) and parts[after] in ("(", "[", "_", "^", r"\left", "{")
    return not (applied and re.fullmatch(r"[A-Za-z]+", said) and said.lower() not in
                ("for", "if", "and", "where", "as", "when", "with", "or", "on"))  # fmt: skip


_EDGE = r"(?:\\[,;:! ]|\\q?quad(?![A-Za-z])|[,;.~\s]|\{\s*\})"
_EDGES = re.compile(
    rf"^{_EDGE}+|(?:\\[,;:!]|\\ |\\q?quad(?![A-Za-z])|(?<!\\left)(?<!\\right)[,;.~]|\s|\{{\s*\}})+$"
)


def _trimmed(text: str) -> str:
    """Without space and punctuation at both ends."""
    while (shorter := _EDGES.sub("", text)) != text:
        text = shorter
    return text
