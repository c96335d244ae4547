r"""Spellings of what TeX has a plainer way to write, put plainly.

>>> plainly(r"{n \choose k} = 5\% \cdot \frac{\mathrm{d}}{\mathrm{d}{x}} x^{}")
'{\\binom{n}{k}} = \\frac{5}{100} \\cdot \\frac{\\mathrm{d}}{\\mathrm{d} x} x'
"""

from __future__ import annotations

import re
from collections.abc import Callable


def plainly(text: str) -> str:
    """``text`` with each spelling in the plainer way."""
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    return text


def _decorated(match: re.Match[str]) -> str:
    """A name with a sign above it, as a name with a word below."""
    word = "minus" if "-" in (match["sign"], match["bare"]) else "plus"
    below = (match["before"] or match["after"] or "").strip("{}")
    return f"{match['base']}_{{{below}{word}}}"


_SPELLINGS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![\d.,_^{(\[])(\d{1,3}(?:\{?,\}?\d{3})+)(?![\d{}\])]|[.,]\d)"),
     lambda match: re.sub(r"[{},]", "", match[1])),
    (re.compile(r"\\(?:operatorname|mathop)\*?\s*\{\s*(\\(?:mathbb|mathbf|mathsf|mathrm|mathcal)"
                r"\s*\{[^{}]*\})\s*\}"), r"\1"),
    (re.compile(r"\\(?:operatorname)\*?\s*\{\s*(\\mathbb [A-Z])\s*\}"), r"\1"),
    (re.compile(r"\{\s*\\(?:rm|bf|it|cal|sf|tt)\s+([A-Za-z]+)\s*\}"), r"\\mathrm{\1}"),
    (re.compile(r"\{\s*\{([^{}]*)\}\s*\\choose\s*\{([^{}]*)\}\s*\}"), r"{\\binom{\1}{\2}}"),
    (re.compile(r"\{\s*([^{}]*?)\s*\\choose\s*([^{}]*?)\s*\}"), r"{\\binom{\1}{\2}}"),
    (re.compile(r"\{\s*([^{}]*?)\s*\\over(?![A-Za-z])\s*([^{}]*?)\s*\}"), r"{\\frac{\1}{\2}}"),
    (re.compile(r"(?<![A-Za-z\\])(Re|Im|exp|log|ln|sin|cos|tan|max|min|det|Var|Cov|sinh|cosh|erf)"
                r"(?=\s*(?:[(\[{]|\\left|\\[bB]ig))"), r"\\operatorname{\1}"),
    (re.compile(r"(=|\\[lg]eq?(?![A-Za-z]))\s*\\(?:text|mbox|textrm|hbox)\s*\{\s*\("
                r"[^(){}]*\s[^(){}]*\)\s*\}"), r"\1"),
    (re.compile(r"\\textnormal(?![A-Za-z])"), r"\\text"),
    (re.compile(r"\\(?:nicefrac|sfrac|xfrac)(?![A-Za-z])"), r"\\frac"),
    (re.compile(r"\\text(?:sc|sf|bf|tt|sl)\s*\{([A-Za-z]+)\}"), r"\\mathrm{\1}"),
    (re.compile(r"(?<![\\A-Za-z])([A-DF-OQ-Za-z]|\\[a-z]+)\s*\(([^()|]*)(?:\||\\mid|\\giv)([^()|]*)\)"),
     r"\1(\2,\3)"),
    (re.compile(r"\\(?:mkern|kern|mskip|hskip)\s*-?[\d.]+\s*(?:mu|pt|em|ex|cm|mm|in|sp)(?![A-Za-z])"),
     ""),
    (re.compile(r"[_^]\s*\{\s*\}"), ""),
    (re.compile(r"(\\mathrm\s*\{\s*d\s*\}|\\partial)\s*\{\s*(\\?[A-Za-z]+)\s*\}"), r"\1 \2"),
    (re.compile(r"(?<![\d.\\])(\d+(?:\.\d+)?)\s*\\%"), r"\\frac{\1}{100}"),
    (re.compile(r"(\\(?:sum|prod)(?:\\limits)?\s*_\s*\{\s*([A-Za-z])\s*=[^{}]*\}\s*\^\s*\{)\s*\2\s*="),
     r"\1"),
    (re.compile(r"\\genfrac\s*(?:\{\}\s*\{\}|\.\.|\{\.\}\s*\{\.\})\s*\{\}\s*\{\d?\}"), r"\\frac"),
    (re.compile(r"\\genfrac\s*(?:\(\)|\{\(\}\s*\{\)\})\s*\{0pt\}\s*\{\d?\}"), r"\\binom"),
    (re.compile(r"\\genfrac\s*(?:\{\}\s*\{\}|\.\.|\{\.\}\s*\{\.\})\s*\{0pt\}\s*\{\d?\}\s*"
                r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"),
     lambda match: f"{'' if match[1].strip() in '-–' else match[1]}; {match[2]}"),
    (re.compile(r"(?<![A-Za-z\\])([A-EGHIJKLNOPQRSTV])\(([^();]*);([^();]*)\)"), r"\1(\2,\3)"),
    (re.compile(r"(?P<base>(?<!\\mathbb )(?<!\\mathbf )(?<![A-Za-z\\])[A-Za-z]|"
                r"\\[a-z]+(?=\s*[_^]))\s*(?:_\s*(?P<before>\{\w+\}|\w))?\s*\^\s*(?:\{\s*(?P<sign>[-+])\s*\}|"
                r"(?P<bare>[-+])(?=\s*(?:[)\]},;=+\-_]|\\(?:right|[,;]|quad|leq?|geq?)|$)))"
                r"(?:\s*_\s*(?P<after>\{\w+\}|\w))?"), lambda match: _decorated(match)),
)  # fmt: skip
