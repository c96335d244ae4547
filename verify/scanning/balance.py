r"""What is never closed in a LaTeX text: named, and taken out, so that the rest is read."""

from __future__ import annotations

import re

_VERBATIM = re.compile(
    r"\\begin\s*\{(verbatim\*?|lstlisting|minted|comment|filecontents\*?|tikzpicture|pgfpicture|"
    r"thebibliography|tabular|tabularx|longtable|Verbatim|asy)\}.*?\\end\s*\{\1\}",
    re.DOTALL,
)
_MARKS = re.compile(
    r"\\\\|\\begin\s*\{(?P<begin>[^{}\n]*)\}|\\end\s*\{(?P<end>[^{}\n]*)\}|\\[\[\]()$]"
    r"|\\.|(?P<comment>%[^\n]*)|\$\$|\$|(?P<break>\n[ \t]*\n)"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_PAIRS = {r"\]": r"\[", r"\)": r"\("}


def blanked(text: str, start: int, end: int) -> str:
    """``text`` with blanks from ``start`` to ``end``, line for line."""
    kept = re.sub(r"[^\n]", " ", text[start:end])
    return text[:start] + kept + text[end:]


def without_verbatim(text: str) -> str:
    """``text`` without pictures, tables, code, bibliographies, comments, line for line."""
    text = _COMMENT.sub(lambda m: m[1] + "%", text)
    return _VERBATIM.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def balanced(text: str) -> tuple[str, list[tuple[int, str]]]:
    r"""``text`` without what opens and never closes, or closes what is not open; line and message.

    >>> balanced("a \\begin{equation} x = 1\n\n\\section{b} $y$ and $z\n\n$u$")[1]
    [(3, "'$' is never closed in its paragraph"), (1, '\\begin{equation} is never closed')]
    """
    found: list[tuple[int, int, str]] = []
    stack: list[tuple[str, re.Match[str]]] = []
    dollar: re.Match[str] | None = None
    for match in _MARKS.finditer(text):
        piece = match[0]
        if match["begin"] is not None:
            stack.append((match["begin"], match))
        elif match["end"] is not None:
            found += _closed(stack, match["end"], match)
        elif piece in (r"\[", r"\("):
            stack.append((piece, match))
        elif piece in _PAIRS:
            found += _closed(stack, _PAIRS[piece], match)
        elif piece == "$":
            dollar = match if dollar is None else None
        elif match["break"] is not None and dollar is not None:
            found.append((*dollar.span(), "'$' is never closed in its paragraph"))
            dollar = None
    if dollar is not None:
        found.append((*dollar.span(), "'$' is never closed in its paragraph"))
    found += [(*m.span(), _unclosed(name)) for name, m in stack]
    said = []
    for start, end, message in found:
        said.append((text.count("\n", 0, start) + 1, message))
        text = blanked(text, start, end)
    return text, said


def _closed(
    stack: list[tuple[str, re.Match[str]]], name: str, match: re.Match[str]
) -> list[tuple[int, int, str]]:
    """Close the nearest ``name``; what was opened within it and is open still never closes."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == name:
            left = [(*m.span(), _unclosed(each)) for each, m in stack[depth + 1 :]]
            del stack[depth:]
            return left
    return [(*match.span(), f"{match[0]} closes nothing")]


def _unclosed(name: str) -> str:
    shown = name if name.startswith("\\") else rf"\begin{{{name}}}"
    return f"{shown} is never closed"
