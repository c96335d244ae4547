"""Text that Markdown shows as it is, code, and formulas."""

from __future__ import annotations

import re

from glassproof.derivations.prose.marked import parts

_MARKS = re.compile(r"[\\`*_\[\]<>|$~&]")
_BEGINS = re.compile(r"^(\d{1,9}(?=[.)]))|^(?=[#+=-])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def prose(value: object) -> str:
    r"""A sentence on one line, its mathematics in LaTeX, and nothing else in it a mark.

    >>> print(prose("the scale $b_1$ costs 3$"))
    the scale $b_{1}$ costs 3\$
    """
    said = parts(" ".join(_UNSEEN.sub(" ", str(value)).split()))
    shown = "".join(f"${p.latex}$" if p.latex else _MARKS.sub(r"\\\g<0>", p.text) for p in said)
    return _BEGINS.sub(_kept, shown)


def _kept(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1] else "\\"


def text(value: object) -> str:
    r"""Plain text on one line, in which nothing is a mark.

    >>> print(text("2**q*q_1 <b> costs 3$"), text("1. a list?"))
    2\*\*q\*q\_1 \<b\> costs 3\$ 1\. a list?
    """
    plain = " ".join(_UNSEEN.sub(" ", str(value)).split())
    escaped = _MARKS.sub(r"\\\g<0>", plain)
    return _BEGINS.sub(_kept, escaped)


def code(value: object) -> str:
    """A code span, whatever backticks it holds.

    >>> code("a`b")
    '``a`b``'
    """
    plain = " ".join(_UNSEEN.sub(" ", str(value)).split())
    longest = max(map(len, re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""


def formula(latex: str, plain: str) -> str:
    """A displayed formula in LaTeX, where there is one that cannot end before its end; else the
    formula as it was typed, in words if it is no formula.

    >>> print(formula("x^2", "x**2"), formula("", "all of it holds"))
    $$x^2$$ all of it holds
    """
    inner = " ".join(_UNSEEN.sub(" ", latex).split())
    if inner and "$" not in inner and not inner.endswith("\\"):
        return f"$${inner}$$"
    return prose(plain)
