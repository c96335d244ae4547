r"""A display as the statements that it makes: rows joined to chains, asides set apart.

A &= B \\ &\le C, \qquad x > 0     ->     A = B \le C, with the aside x > 0
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from glassproof.verify.scanning.cleaning import (
    begins_with_relation,
    cleaned,
    is_relation,
    split_relations,
)
from glassproof.verify.scanning.pieces import (
    argument,
    joined,
    option,
    outermost,
    pieces,
)

_BLOCK = re.compile(
    r"^\s*\\begin\s*\{(split|aligned|gathered|alignedat|multlined|array|align\*?)\}"
    r"\s*(?:\[[a-z]\])?(?P<inside>.*)\\end\s*\{\1\}\s*[.,;]?\s*$",
    re.DOTALL,
)
_TEXTS = {r"\text", r"\mbox", r"\textrm", r"\textnormal", r"\hbox", r"\textup", r"\textit",
          r"\textsf", r"\mathrm"}  # fmt: skip
_GAPS = {r"\quad", r"\qquad", r"\hspace", r"\enspace", r"\hskip"}
_OPERATORS = frozenset(["+", "-", r"\cdot", r"\times", "/", r"\pm", r"\mp", r"\left", r"\Big",
                        r"\bigg", r"\Bigg", r"\big", r"\exp", r"\quad", r"\qquad"])  # fmt: skip
_OPEN_ENDS = (*"+-=(", r"\cdot", r"\times", r"\le", r"\leq", r"\ge", r"\geq", "<", ">")


@dataclass(frozen=True)
class Aside:
    """What stands beside a statement, and the words before it: ("for", r"n \\ge 1")."""

    words: str
    text: str


@dataclass(frozen=True)
class Statement:
    """One statement of a display.

    ``text`` is its mathematics, put out and cleaned; ``line`` the first of its lines, ``end`` the
    last, both counted from the display's; ``numbers`` says how many TeX prints beside it.
    """

    text: str
    line: int
    end: int
    source: str
    label: str | None = None
    tag: str | None = None
    numbers: int = 1
    asides: tuple[Aside, ...] = ()
    rows: int = 1


def statements(body: str, environment: str, expand: Callable[[str], str]) -> list[Statement]:
    r"""The statements of a display's ``body``; ``expand`` puts the author's macros out.

    >>> found = statements("a &= b \\\\ &= c \\label{x}\\\\ d &< 1", "align", str)
    >>> [(each.text, each.line, each.label) for each in found]
    [('a = b = c', 0, 'x'), ('d < 1', 0, None)]
    """
    made: list[Statement] = []
    for row in _rows(body, environment):
        for part in _columns(row, environment, expand):
            if part.text.strip() or part.asides or part.label:
                _add(made, part, environment)
    return [each for found in made if found.text for each in _apart(found)]


def _rows(body: str, environment: str) -> Iterator[Statement]:
    """Rows with their lines, labels and tags; the text is the source's own."""
    unwrapped = re.sub(r"\\(label|tag\*?)\s*\{[^{}]*\}", "", body)
    whole = _BLOCK.match(unwrapped)
    label_of_all = _labels(body) if whole else (None, None)
    inside = body
    if whole:
        inside = re.sub(
            rf"\\(?:begin|end)\s*\{{{re.escape(whole[1])}\}}(?:\s*\[[a-z]\])?", "", body
        )
        if whole[1] in ("array", "alignedat"):
            inside = re.sub(r"^\s*\{[^{}]*\}", "", inside)
    line = 0
    for row in split_rows(inside):
        label, tag = _labels(row)
        if whole:
            label, tag = label_of_all
        start = line + len(re.match(r"\s*", row)[0].split("\n")) - 1  # type: ignore[index]
        line += row.count("\n")
        numbered = not environment.endswith("*") and environment not in ("", "displaymath", "math")
        numbered = numbered and not re.search(r"\\(nonumber|notag)\b", row)
        yield Statement(row, start, line, row.strip(), label, tag, int(numbered))


def split_rows(text: str) -> list[str]:
    r"""The rows of an environment's body, parted by \\ outside braces."""
    rows, start, depth = [], 0, 0
    for match in re.finditer(
        r"\\\\(?:\*?\s*\[[^\]\n]*\])?|\\cr\b|\\begin\b|\\end\b|\\.|%[^\n]*|[{}]", text
    ):
        piece = match[0]
        if piece == "{" or piece == r"\begin":
            depth += 1
        elif piece == "}" or piece == r"\end":
            depth -= 1
        elif (piece.startswith("\\\\") or piece == r"\cr") and depth <= 0:
            rows.append(text[start : match.start()])
            start = match.end()
    rows.append(text[start:])
    return rows


def _labels(text: str) -> tuple[str | None, str | None]:
    label = re.search(r"\\label\s*\{([^{}]*)\}", text)
    tag = re.search(r"\\tag\*?\s*\{([^{}]*)\}", text)
    return label and label[1].strip(), tag and tag[1]


def _columns(row: Statement, environment: str, expand: Callable[[str], str]) -> Iterator[Statement]:
    """The equations side by side in a row; text cells become asides."""
    parts = pieces(cleaned(expand(row.text)))
    cells, start = [], 0
    for place, piece in list(outermost(parts)):
        if piece == "&":
            cells.append(joined(parts[start:place]).strip())
            start = place + 1
    cells.append(joined(parts[start:]).strip())
    pairs = [" ".join(filter(None, cells[i : i + 2])) for i in range(0, len(cells), 2)]
    whole = [pair for pair in pairs if split_relations(pair)[1] and all(split_relations(pair)[0])]
    if environment.startswith("eqnarray") or len(cells) <= 2 or len(whole) < 2:
        yield replace(row, text=" ".join(filter(None, cells)))
        return
    pairs = [pair for pair in pairs if pair]
    for number, pair in enumerate(pairs):
        later = replace(row, text=pair)
        yield later if number == 0 else replace(later, label=None, tag=None, numbers=0)


def _add(made: list[Statement], part: Statement, environment: str) -> None:
    """Put a row to the statements: as a link, as the rest of a side, or as a new one."""
    if made and _continues(made[-1], part, environment):
        before = made[-1]
        made[-1] = replace(
            before, text=f"{before.text} {part.text}", end=part.end, rows=before.rows + 1,
            source=before.source + "\\\\\n" + part.source, label=before.label or part.label,
            tag=before.tag or part.tag, numbers=_numbers(before, part, environment),
        )  # fmt: skip
    else:
        made.append(part)


def _numbers(before: Statement, part: Statement, environment: str) -> int:
    """How many numbers two rows have that make one statement."""
    if environment.startswith(("align", "gather", "eqnarray", "flalign", "xalign")):
        return before.numbers + part.numbers
    return max(before.numbers, part.numbers)


def _continues(before: Statement, part: Statement, environment: str) -> bool:
    if not before.text:
        return True
    if begins_with_relation(part.text) or environment.startswith("multline"):
        return True
    if re.search(r"[,;]\s*$", before.text) and split_relations(part.text)[1]:
        return False
    first = pieces(part.text)[:1]
    ends = before.text.rstrip().endswith(_OPEN_ENDS)
    return ends or (bool(first) and first[0] in _OPERATORS) or not split_relations(part.text)[1]


def _apart(whole: Statement) -> Iterator[Statement]:
    """The statements that stand in a row with words, gaps or commas between them."""
    found = _with_runs(list(_segments(whole.text)))
    texts: list[list[Aside]] = []
    for segment in found:
        starts = not texts or (
            bool(split_relations(segment.text)[1]) and not is_condition(segment)
            and bool(split_relations(texts[-1][0].text)[1])
        )  # fmt: skip
        if starts:
            texts.append([segment])
        elif not split_relations(texts[-1][0].text)[1] and not segment.words:
            texts[-1][0] = Aside(texts[-1][0].words, f"{texts[-1][0].text}, {segment.text}")
        else:
            texts[-1].append(segment)
    for number, (first, *asides) in enumerate(texts):
        if number == 0:
            yield replace(whole, text=first.text, asides=tuple(asides))
        else:
            yield replace(
                whole, text=first.text, asides=tuple(asides), label=None, tag=None, numbers=0
            )


def _with_runs(segments: list[Aside]) -> list[Aside]:
    r"""Segments with those of a list put together: i = 1, \\ldots, n."""
    found: list[Aside] = []
    index = 0
    while index < len(segments):
        run = segments[index : index + 4]
        at = next((k for k, each in enumerate(run) if k and re.fullmatch(_DOTS, each.text)), None)
        simple = re.fullmatch(r"\s*[A-Za-z](_\w)?\s*=\s*[-+\w]+\s*", run[0].text)
        if at is not None and simple and at + 1 < len(run):
            text = ", ".join(each.text for each in run[: at + 2])
            found.append(Aside(run[0].words, text))
            index += at + 2
        else:
            found.append(segments[index])
            index += 1
    return found


_DOTS = r"\s*(?:\\[cl]?dots[bcmio]?|\.\.\.|…)\s*"


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


def _segments(text: str) -> Iterator[Aside]:
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
