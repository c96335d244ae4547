r"""A display as the statements that it makes: rows joined to chains, asides set apart.

A &= B \\ &\le C, \qquad x > 0     ->     A = B \le C, with the aside x > 0
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from glassproof.verify.scanning.cleaning import (
    begins_with_relation,
    cleaned,
    split_relations,
)
from glassproof.verify.scanning.pieces import joined, outermost, pieces
from glassproof.verify.scanning.segments import DOTS, Aside, is_condition, segments

_BLOCK = re.compile(
    r"^\s*\\begin\s*\{(split|aligned|gathered|alignedat|multlined|array|align\*?)\}"
    r"\s*(?:\[[a-z]\])?(?P<inside>.*)\\end\s*\{\1\}\s*[.,;]?\s*$",
    re.DOTALL,
)
_OPERATORS = frozenset(["+", "-", r"\cdot", r"\times", "/", r"\pm", r"\mp", r"\left", r"\Big",
                        r"\bigg", r"\Bigg", r"\big", r"\exp", r"\quad", r"\qquad"])  # fmt: skip
_OPEN_ENDS = (*"+-=(", r"\cdot", r"\times", r"\le", r"\leq", r"\ge", r"\geq", "<", ">")


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
    >>> rows = "\\begin{split} a &= b\\\\ &+ c \\end{split}\\\\ d &= e"
    >>> [each.text for each in statements(rows, "align", str)]
    ['a = b + c', 'd = e']
    """
    made: list[Statement] = []
    for row in _flat(_rows(body, environment)):
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
        start = line + _leading_lines(row)
        line += row.count("\n")
        numbered = not environment.endswith("*") and environment not in ("", "displaymath", "math")
        numbered = numbered and not re.search(r"\\(nonumber|notag)\b", row)
        yield Statement(row, start, line, row.strip(), label, tag, int(numbered))


def _flat(rows: Iterable[Statement]) -> Iterator[Statement]:
    r"""The rows, those of a split or an aligned that is a row in the place of that row."""
    for row in rows:
        if not _BLOCK.match(re.sub(r"\\(label|tag\*?)\s*\{[^{}]*\}", "", row.text)):
            yield row
            continue
        above = row.line - _leading_lines(row.text)
        for number, inner in enumerate(_rows(row.text, "")):
            yield replace(
                inner, line=above + inner.line, end=above + inner.end, label=row.label, tag=row.tag,
                numbers=0 if number else row.numbers,
            )  # fmt: skip


def _leading_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


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
    found = _with_runs(list(segments(whole.text)))
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
        at = next((k for k, each in enumerate(run) if k and re.fullmatch(DOTS, each.text)), None)
        simple = re.fullmatch(r"\s*[A-Za-z](_\w)?\s*=\s*[-+\w]+\s*", run[0].text)
        if at is not None and simple and at + 1 < len(run):
            text = ", ".join(each.text for each in run[: at + 2])
            found.append(Aside(run[0].words, text))
            index += at + 2
        else:
            found.append(segments[index])
            index += 1
    return found
