"""What notebooks show: HTML with formulas in LaTeX, and nothing that was not escaped.

Classes take these functions as their ``_repr_html_`` and ``_repr_latex_``. Evidence does not rest
on them, and so they are no methods of the classes, whose code is a part of its fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import sympy as sp

from glassproof.derivations.prose.marked import in_latex

if TYPE_CHECKING:
    from glassproof.derivations.proof.derivation import Derivation


def inline(formula: Any) -> str:
    r"""An expression, or LaTeX, as the formula of a notebook's HTML.

    >>> x, y = sp.symbols("x y")
    >>> inline(x < y), inline(r"\sqrt{2}")
    ('$\\displaystyle x &lt; y$', '$\\displaystyle \\sqrt{2}$')
    """
    return escape(rf"$\displaystyle {formula if isinstance(formula, str) else sp.latex(formula)}$")


def table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> str:
    """A table; the head is text, the caption a sentence with its mathematics, cells are HTML.

    >>> table(["a"], [["<b>1</b>"]], "x < y")
    '<table><caption>x &lt; y</caption><tr><th>a</th></tr><tr><td><b>1</b></td></tr></table>'
    """
    title = f"<caption>{prose(caption)}</caption>" if caption else ""
    first = "".join(f"<th>{escape(each)}</th>" for each in head)
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in (first, *lines) if line)
    return f"<table>{title}{body}</table>"


def derivation_html(self: Derivation) -> str:
    """A line a step: the expression, why it follows, and how that was proven."""
    rows = [
        (str(number), inline(step.expression), _reason(step.reason, step.remark), escape(proof))
        for number, (step, proof) in enumerate(zip(self.steps, self.proofs, strict=True))
    ]
    return table(("", "expression", "why", "proof"), rows, self.title)


def prose(text: str) -> str:
    r"""A sentence with its mathematics as formulas of a notebook's HTML.

    >>> prose("at $sigma_z = 1$, <b>")
    'at $\\sigma _{z}=1$, &lt;b&gt;'
    """
    return escape(in_latex(text))


def _reason(reason: str, remark: str) -> str:
    return f"{prose(reason)} {escape(remark)}".strip()


def derivation_latex(self: Derivation) -> str:
    """The chain as a display."""
    return self.latex()
