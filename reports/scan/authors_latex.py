r"""An author's own LaTeX as MathML: drawn if it can be, else shown as it is written.

Nothing of the source acts on the page: what the converter makes is built anew from MathML's own
elements, with a few attributes, and nothing else passes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from latex2mathml import converter
from markupsafe import Markup

from glassproof.reports.web.page import clean

LONGEST = 4000
"""Characters of a formula that is drawn."""

_SPACE = "http://www.w3.org/1998/Math/MathML"
_ELEMENTS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "ms", "mspace", "mfrac", "msqrt", "mroot", "msub",
    "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none",
    "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "mfenced", "semantics",
}  # fmt: skip
_ATTRIBUTES = {
    "display", "mathvariant", "stretchy", "fence", "form", "linethickness", "columnalign", "width",
    "displaystyle", "scriptlevel", "accent", "movablelimits", "separator", "minsize", "maxsize",
    "open", "close", "lspace", "rspace",
}  # fmt: skip
_VALUE = re.compile(r"[A-Za-z0-9 .%()\[\]{}|+-]*\Z")
_LABELS = re.compile(r"\\(?:label|tag\*?|notag|nonumber|eqref|ref)(?![A-Za-z])\s*(?:\{[^{}]*\})?")
_AROUND = re.compile(
    r"\\(?:begin|end)\s*\{(?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|"
    r"math|split|aligned|gathered|subequations)\*?\}(?:\{\d+\})?|(?<!\\)\\[\[\]]|\$\$?"
)


def drawn(latex: str, *, block: bool = True) -> Markup:
    r"""The formula as MathML; as code if it holds what cannot be drawn.

    >>> drawn(r"\frac{1}{2}")[:5], drawn(r"\frob x")
    (Markup('<math'), Markup('<code>\\frob x</code>'))
    """
    text = _AROUND.sub("", _LABELS.sub("", latex)).strip()
    rows = [text] if r"\begin" in text else re.split(r"\\\\(?:\[[^]]*\])?", text.replace("&", ""))
    found = [_converted(row, block) for row in rows if row.strip()] if len(text) <= LONGEST else []
    made = [row for row in found if row is not None]
    if not made or len(made) < len(found):
        return Markup("<code>{}</code>").format(clean(latex.strip()))
    return Markup("<br>" if not block else "").join(made)


def _converted(text: str, block: bool) -> Markup | None:
    try:
        made = converter.convert(text, display="block" if block else "inline")
        root = ET.fromstring(made)
        kept = _kept(root)
    except Exception:  # whatever a converter does with a stranger's text
        return None
    return None if kept is None else Markup(ET.tostring(kept, encoding="unicode"))


def _kept(element: Any) -> ET.Element | None:
    """The element with what is MathML of it; None if a command is left in it."""
    name = element.tag.rpartition("}")[2]
    if name not in _ELEMENTS:
        return None
    if (element.text or "").lstrip().startswith("\\"):
        return None
    attributes = {
        key: value
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES and _VALUE.match(value)
    }
    made = ET.Element(name, attributes)
    if name == "math":
        made.set("xmlns", _SPACE)
    made.text = clean(element.text or "")
    for child in element:
        kept = _kept(child)
        if kept is None:
            return None
        made.append(kept)
    return made
