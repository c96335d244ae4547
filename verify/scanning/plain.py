"""A condition's sides in plain syntax, and what is known of a name, with the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.scanning.names import name_of, value_of
from glassproof.verify.scanning.pieces import joined, outermost, pieces


@dataclass(frozen=True)
class Fact:
    """What is known of ``names``: ``text`` in the language of ``where``, ``said`` in the source."""

    names: tuple[str, ...]
    text: str
    said: str
    guessed: str = ""


def parts_by_commas(text: str) -> list[str]:
    """What commas, semicolons or gaps part outside brackets."""
    parts = pieces(text)
    found, start = [], 0
    for place, piece in list(outermost(parts)):
        if piece in (",", ";", r"\quad", r"\qquad"):
            found.append(joined(parts[start:place]).strip())
            start = place + 1
    found.append(joined(parts[start:]).strip())
    return [part for part in found if part]


_PARTS = (
    (re.compile(r"\\(?:Re|operatorname\{Re\}|mathrm\{Re\}|operatorname\{\\mathrm\{Re\}\})\s*"
                r"(?:\\left|\\[bB]igg?l?)?[({\[]?\s*(\\?[A-Za-z]+)\s*(?:\\right|\\[bB]igg?r?)?[)}\]]?"),
     "re"),
    (re.compile(r"\\(?:Im|operatorname\{Im\}|mathrm\{Im\}|operatorname\{\\mathrm\{Im\}\})\s*"
                r"(?:\\left|\\[bB]igg?l?)?[({\[]?\s*(\\?[A-Za-z]+)\s*(?:\\right|\\[bB]igg?r?)?[)}\]]?"),
     "im"),
)  # fmt: skip


def side_of(latex: str) -> tuple[str, tuple[str, ...]] | None:
    """A side of a condition in plain syntax, and the names in it; None if it is not a formula."""
    latex = latex.strip().rstrip(".,;")
    if re.fullmatch(r"[-+]?\s*\\infty", latex):
        return "oo", ()
    for pattern, part in _PARTS:
        if match := pattern.fullmatch(latex):
            name = name_of(match[1])
            return None if name is None else (f"{part}({name})", (name,))
    value, names = value_of(latex)
    if value is None or len(latex) > 60:
        return None
    if value.has(sp.Sum, sp.Integral, sp.Product, sp.Limit, sp.Derivative, sp.I):
        return None
    return str(value), names
