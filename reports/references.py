"""References: entries of BibTeX as a list of references prints them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from glassproof.reports.wording import closed, listed

_HEAD = re.compile(r"@(\w+)\s*\{[^,{}]*,")
_NAME = re.compile(r"[\s,]*([A-Za-z]+)\s*=\s*\{")
_ACCENTS = {"'": 0x301, "`": 0x300, "^": 0x302, '"': 0x308, "~": 0x303, "=": 0x304, ".": 0x307,
            "u": 0x306, "v": 0x30C, "H": 0x30B, "c": 0x327, "r": 0x30A}  # fmt: skip
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])\s*|([uvHcr])(?:\s+|(?=\{)))\{?\\?(\w)\}?")


@dataclass(frozen=True)
class Reference:
    """Who wrote what, and where it stands; ``title`` is what is emphasised."""

    authors: str
    title: str
    where: str


def reference(entry: str) -> Reference | None:
    r"""An entry of BibTeX with its fields in braces as a reference; None if it is no such entry.

    >>> reference("@article{a, author={L. Gross and E. F{\\'e}vrier}, title={On {C}auchy}, "
    ...           "journal={J. Math.}, volume={9}, year={1975}, pages={1--3}}")
    Reference(authors='L. Gross and E. Février', title='On Cauchy', where='J. Math. 9 (1975), 1–3.')
    >>> reference("@misc{a, author={A and B and others}, title={T}, note={arXiv:1}}")
    Reference(authors='A, B and others', title='T', where='arXiv:1.')
    """
    given = fields(entry)
    if not given.get("title"):
        return None
    authors = listed(given.get("author", "").split(" and "))
    series = given.get("journal") or given.get("booktitle") or given.get("publisher", "")
    volume = " ".join(part for part in (series, given.get("volume", "")) if part)
    edition = f"edition {given['edition']}" if "edition" in given else ""
    year = f"({given['year']})" if "year" in given else ""
    parts = [edition, f"{volume} {year}".strip(), given.get("pages", ""), given.get("note", "")]
    where = ", ".join(part for part in parts if part)
    return Reference(authors, given["title"], closed(where) if where else "")


def fields(entry: str) -> dict[str, str]:
    """The fields of an entry, in plain characters; empty if it is none.

    >>> fields("@book{Mehta2004, author={M. L. Mehta}, title={Random Matrices}}")
    {'author': 'M. L. Mehta', 'title': 'Random Matrices'}
    >>> fields("@book{a, author={open"), fields("no entry")
    ({}, {})
    """
    head = _HEAD.match(entry.strip())
    found: dict[str, str] = {}
    rest = entry.strip()[head.end() :] if head else ""
    while name := _NAME.match(rest):
        end = _closing(rest, name.end())
        if end < 0:
            return {}
        found[name[1].lower()] = _plain(rest[name.end() : end])
        rest = rest[end + 1 :]
    return found


def _closing(text: str, start: int) -> int:
    """Where the brace that is open at ``start`` closes; -1 if it does not."""
    depth = 1
    for place in range(start, len(text)):
        if text[place - 1] != "\\":
            depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def _plain(text: str) -> str:
    """The characters that a field of BibTeX stands for."""
    accented = _ACCENT.sub(_accented, text)
    shown = re.sub(r"\\([&%$#_])", r"\1", accented).replace("{", "").replace("}", "")
    return " ".join(shown.replace("--", "–").replace("~", " ").split())


def _accented(found: re.Match[str]) -> str:
    letter = found[3] + chr(_ACCENTS[found[1] or found[2]])
    return unicodedata.normalize("NFC", letter)
