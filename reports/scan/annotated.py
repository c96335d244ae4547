r"""A source with notes in its margins: what the scan says of each equation, at the equation.

A note stands before the display that it speaks of, in the text around it, and makes no float; so
the copy compiles where the source does. Nothing else of the source is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.latex.tex import escape
from glassproof.reports.scan.words import short
from glassproof.reports.web.page import resource
from glassproof.verify.scanning.equation import Equation, Status
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan

STYLE = "glassproof-notes.sty"
LONGEST = 160
"""Characters of a note: beside a display there is room for a few lines."""

_ENVIRONMENTS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|IEEEeqnarray|dmath|dgroup"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|comment|minted)\}.*?\\end\{\1\}|\\verb\*?([^A-Za-z\s]).*?\2",
    re.DOTALL,
)
_DOCUMENT = r"\begin{document}"
_OWN = re.compile(r"\s*\\begin\s*\{([A-Za-z]+)\*?\}")


@dataclass(frozen=True)
class Annotated:
    """Files by name, with the notes; equations without one (inside a line that holds it twice)."""

    files: Mapping[str, str]
    without: tuple[Scanned, ...]


def annotated(scan: Scan, texts: Mapping[str, str]) -> Annotated:
    """The files of a source, ``texts``, with the notes of its scan, and the style file.

    :class:`DomainError` if the main file has no ``\\begin{document}``.
    """
    main = scan.document.main
    if main not in texts or _DOCUMENT not in _without_comments(texts[main]):
        raise DomainError(
            rf"{main} has no \begin{{document}}: notes need a file that LaTeX compiles by itself"
        )
    by_file: dict[str, list[Scanned]] = defaultdict(list)
    for one in scan.scanned:
        by_file[one.equation.place.file].append(one)
    files, without = {STYLE: resource(STYLE)}, []
    for name, text in texts.items():
        notes, left = _notes(text, by_file.get(name, []))
        without += left
        if name == main:
            position = _without_comments(text).index(_DOCUMENT)
            notes.append((position, rf"\usepackage{{{STYLE.removesuffix('.sty')}}}" + "\n"))
        files[name] = _inserted(text, notes)
    return Annotated(files, tuple(without))


def note(one: Scanned) -> str:
    """The note on one equation, as a command."""
    found, equation = one.found, one.equation
    said = [
        *([f"as read ({'; '.join(found.as_read)})"] if found.as_read else []),
        found.reason if found.status is not Status.VERIFIED else "",
        found.hint,
        found.convention if found.status is Status.REFUTED else "",
        found.alone,
    ]
    text = " ".join("; ".join(filter(None, said)).split())
    if len(text) > LONGEST:
        text = text[: LONGEST - 3] + "..."
    name = f"({equation.number})" if equation.number else ""
    plain = escape(text.encode("ascii", "replace").decode())
    return rf"\gpnote{{{short(one.status)}}}{{{escape(name)}}}{{{plain}}}%" + "\n"


def _notes(text: str, scanned: Sequence[Scanned]) -> tuple[list[tuple[int, str]], list[Scanned]]:
    """Where which note is put in, and the equations that get none."""
    hidden = _without_comments(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    own = {m[1] for one in scanned if (m := _OWN.match(one.equation.source))}
    spans = list(_displays(hidden, own))
    notes, left = [], []
    for one in scanned:
        place = _place(one.equation, hidden, starts, spans)
        if place is None:
            left.append(one)
        else:
            notes.append((place, note(one)))
    return notes, left


def _without_comments(text: str) -> str:
    """The text of the same length, with blanks where TeX sees none of it."""
    text = _VERBATIM.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    return _COMMENT.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)


def _displays(text: str, own: set[str]) -> Iterator[tuple[int, int]]:
    """Where displays begin and end, the outermost alone."""
    names = "|".join([_ENVIRONMENTS, *map(re.escape, sorted(own))])
    tokens = re.compile(
        rf"(?P<open>\\begin\s*\{{(?:{names})\*?\}}|(?<!\\)\\\[)"
        rf"|(?P<close>\\end\s*\{{(?:{names})\*?\}}|(?<!\\)\\\])|(?P<dollars>(?<!\\)\$\$)"
    )
    depth, begin, dollars = 0, 0, None
    for match in tokens.finditer(text):
        if match["dollars"] and depth == 0:
            if dollars is None:
                dollars = match.start()
            else:
                yield dollars, match.end()
                dollars = None
        elif match["open"] and dollars is None:
            begin = match.start() if depth == 0 else begin
            depth += 1
        elif match["close"] and depth:
            depth -= 1
            if depth == 0:
                yield begin, match.end()


def _place(
    equation: Equation, text: str, starts: Sequence[int], spans: Sequence[tuple[int, int]]
) -> int | None:
    """Before the display that holds the equation, behind an inline one; None if neither is sure."""
    first, last = equation.place.line, max(equation.end, equation.place.line)
    if first > len(starts):
        return None
    begin = starts[first - 1]
    end = starts[last] if last < len(starts) else len(text)
    if equation.displayed:
        at = bisect_right(spans, (begin, len(text))) - 1
        if at >= 0 and spans[at][1] > begin:
            return spans[at][0]
        following = [span for span in spans[at + 1 : at + 2] if span[0] < end]
        return following[0][0] if following else None
    inside = equation.source.strip().strip("$").strip()
    found = [m.end() for m in re.finditer(re.escape(inside), text[begin:end])] if inside else []
    if len(found) != 1:
        return None
    closing = re.match(r"\s*(?:\$(?!\$)|\\\))", text[begin + found[0] : end])
    return begin + found[0] + closing.end() if closing else None


def _inserted(text: str, notes: Sequence[tuple[int, str]]) -> str:
    """The text with notes put in, in order."""
    out, position = [], 0
    for place, what in sorted(notes, key=lambda each: each[0]):
        out += [text[position:place], what]
        position = place
    return "".join([*out, text[position:]])
