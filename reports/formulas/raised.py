"""Fractions in exponents: set on one line, as small print is read."""

from __future__ import annotations

import re

from glassproof.reports.formulas.parser import FormulaError
from glassproof.reports.formulas.upright import upright

_IN = r"_{\mathrm{in}}"
"""As "out", which the parser takes for a word by its length."""
_FRACTION = r"\frac{"
_TOKEN = re.compile(
    r"\\(?:left|right)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\?.)|\\[A-Za-z]+|\\.|.", re.DOTALL
)
_SUM = re.compile(r"\S\s*[-+]")
_ATOM = re.compile(r"(?:\d+|[A-Za-z]|\\[A-Za-z]+)\s*(?:[_^]\{\}\s*)*")
_ENDS = re.compile(r"\s*(?:$|[-+,)]|\\right)")


def printed(latex: str, typed: str) -> str:
    r"""``latex``, which SymPy wrote of ``typed``, as it is set; what authors wrote stays.

    >>> print(printed(r"rate^{\frac{1}{2}}", "rate**(1/2)"))
    \operatorname{rate}^{1/2}
    >>> print(printed(r"2^{\frac{1}{2}}", r"2^{\frac{1}{2}}"))
    2^{\frac{1}{2}}
    """
    return latex if latex == typed else raised(upright(latex, typed)).replace("_{in}", _IN)


def raised(latex: str) -> str:
    r"""``latex`` with the fractions in its exponents as quotients on one line, where nothing that
    follows would be read into the denominator.

    >>> print(raised(r"m^{\frac{1}{r}} + e^{- \frac{t^{2}}{2 L^{2}}}"))
    m^{1/r} + e^{- t^{2}/(2 L^{2})}
    >>> print(raised(r"e^{\frac{x^{2} \left(2 - p\right)}{2 p}} 2^{\frac{a - 1}{b}}"))
    e^{x^{2} \left(2 - p\right)/(2 p)} 2^{(a - 1)/b}
    >>> print(raised(r"z^{\frac{a + b}{c} x} + \frac{1}{p^{\frac{3}{2}}}"))
    z^{\frac{a + b}{c} x} + \frac{1}{p^{3/2}}
    """
    out, place = [], 0
    while (start := latex.find("^{", place)) >= 0:
        end = _closing(latex, start + 1)
        out += [latex[place : start + 2], _in_line(raised(latex[start + 2 : end]))]
        place = end
    return "".join(out) + latex[place:]


def _in_line(script: str) -> str:
    out, place = [], 0
    while (start := script.find(_FRACTION, place)) >= 0:
        middle = _closing(script, start + len(_FRACTION) - 1)
        end = _closing(script, middle + 1)
        above, below = script[start + len(_FRACTION) : middle], script[middle + 2 : end]
        plain = not any(hard in above + below for hard in (r"\frac", r"\begin", "/"))
        if plain and _ENDS.match(script, end + 1):
            quotient = f"{_factor(above, product=True)}/{_factor(below)}"
            out.append(script[place:start] + quotient)
        else:
            out.append(script[place : end + 1])
        place = end + 1
    return "".join(out) + script[place:]


def _factor(latex: str, *, product: bool = False) -> str:
    """``latex`` in brackets, unless it is one factor, or a product where that may stand."""
    bare = _outer(latex)
    one = not _SUM.search(bare) if product else bool(_ATOM.fullmatch(bare))
    return latex if one else f"({latex})"


def _outer(latex: str) -> str:
    """``latex`` without what stands within braces and brackets."""
    out, depth = [], 0
    for token in _TOKEN.findall(latex):
        depth -= token in {"}", ")", "]"} or token.startswith(r"\right")
        if depth == 0 and not token.startswith(r"\right"):
            out.append(token)
        depth += token in {"{", "(", "["} or token.startswith(r"\left")
    return "".join(out).strip()


def _closing(latex: str, opening: int) -> int:
    """Where the brace that opens at ``opening`` closes."""
    depth = 0
    for place in range(opening, len(latex)):
        if latex[place] in "{}" and latex[place - 1] != "\\":
            depth += 1 if latex[place] == "{" else -1
            if depth == 0:
                return place
    raise FormulaError(f"a brace is not closed in {latex[opening:]!r}")
