"""Mathematics in what a ledger states by a rule: the points of evidence, domains, signs of numbers.

Titles, reasons and statements are marked by whoever wrote them
(:mod:`glassproof.derivations.prose.marked`); this is the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from glassproof.derivations.prose.marked import marked, parts

_DIGRAPHS = {"<=": "≤", ">=": "≥", "+/-": "±", "->": "→", "-": "−"}
_DIGRAPH = re.compile(r"<=|>=|\+/-|->|(?<![\w)\].-])-(?=\.?\d)")
_IN_WORDS = re.compile(
    r"(?P<name>\w+) (?P<noun>an integer|a finite real number|complex) ?(?P<rest>.*)"
)
_UNEQUAL = re.compile(r"Ne\((?P<left>.*), (?P<right>[^,]*)\)")


def signs(words: str) -> str:
    """Words with the signs that a typewriter lacks; a hyphen before a number is its sign.

    >>> signs("at most 1e-3 +/- -2, 4-6-3, a <= -1/2")
    'at most 1e-3 ± −2, 4-6-3, a ≤ −1/2'
    """
    return _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], words)


def pointed(text: str, data: Mapping[str, Any]) -> str:
    """``text`` with the point that its evidence was found at marked as mathematics.

    >>> pointed("they differ at x = 1, y = 1/2: 2 and 3", {"point": {"x": "1", "y": "1/2"}})
    'they differ at $x = 1$, $y = 1/2$: 2 and 3'
    >>> pointed("the mean at $x = 1$", {"point": {"x": "1"}})
    'the mean at $x = 1$'
    """
    said = [f"{name} = {value}" for name, value in data.get("point", {}).items()]
    typed, shown = ", ".join(said), ", ".join(map(marked, said))
    return "".join(
        f"${part.text}$" if part.latex else part.text.replace(typed, shown) if said else part.text
        for part in parts(text)
    )


def reason(claim: Mapping[str, Any]) -> str:
    """Why a claim has its verdict, with the point of the evidence that decided it marked."""
    text = str(claim["reason"])
    for piece in claim["evidence"]:
        if text.startswith(piece["detail"]):
            return pointed(text, piece["data"])
    return text


def domain(text: str) -> str:
    """A domain as a ledger states it, range by range and relation by relation, marked.

    >>> domain("p an integer >= 2, kappa in (0, 1), x a finite real number, Ne(x, kappa)")
    '$p$ an integer $>= 2$, $kappa in (0, 1)$, $x$ a finite real number, $x != kappa$'
    """
    return ", ".join(_range(part) for part in _apart(text))


def _apart(text: str) -> list[str]:
    """The parts of a list; a comma within brackets separates nothing."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _range(part: str) -> str:
    if found := _IN_WORDS.fullmatch(part):
        rest = f" {marked(found['rest'])}" if found["rest"] else ""
        return f"{marked(found['name'])} {found['noun']}{rest}"
    unequal = _UNEQUAL.fullmatch(part)
    return marked(f"{unequal['left']} != {unequal['right']}" if unequal else part)
