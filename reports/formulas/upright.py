"""Names of several letters: set upright, so that no reader multiplies their letters."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?<!\w)[A-Za-z]{2,}")
_RUN = re.compile(r"\\(?:operatorname|begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z]{2,}")


def upright(latex: str, typed: str) -> str:
    r"""``latex`` with the names of several letters that ``typed``, the same formula, has.

    SymPy writes such a symbol as its letters, and products of symbols with spaces between. What
    authors have written themselves (``typed`` and ``latex`` are one) stays.

    >>> print(upright(r"\delta slope^{2} + x_{in}", "delta*slope**2 + x_in"))
    \delta \operatorname{slope}^{2} + x_{in}
    >>> print(upright(r"\operatorname{gap}{\left(x y \right)}", "gap(x*y)"), upright("xy", "xy"))
    \operatorname{gap}{\left(x y \right)} xy
    """
    if latex == typed:
        return latex
    names = set(_NAME.findall(typed))
    return _RUN.sub(lambda found: _named(found[0], names), latex) if names else latex


def _named(run: str, names: set[str]) -> str:
    return rf"\operatorname{{{run}}}" if run in names else run
