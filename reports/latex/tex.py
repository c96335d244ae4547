"""Text and formulas as LaTeX that cannot do anything but be printed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from glassproof.derivations.prose import notation
from glassproof.derivations.prose.marked import parts, plain
from glassproof.reports import wording
from glassproof.reports.formulas.line_breaking import FormulaError, Piece, pieces
from glassproof.reports.formulas.raised import printed
from glassproof.reports.marking import powers, signs

WHOLE = 60.0
"""Estimated width in em up to which TeX itself measures whether a formula fits on a line."""

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    '"': r"\textquotedbl{}",
    "'": r"{'}",
    "`": r"{`}",
    "-": "{-}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "*": r"{*}",
    ",": "{,}",
    "?": "{?}",
    "!": "{!}",
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "‘": r"\textquoteleft{}",
    "’": r"\textquoteright{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "…": r"\textellipsis{}",
    "\u00a0": "~",
}
_MATHS = {
    "±": "pm", "×": "times", "·": "cdot", "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx",
    "≡": "equiv", "∞": "infty", "∈": "in", "∉": "notin", "∂": "partial", "∇": "nabla",
    "∑": "sum", "∏": "prod", "∫": "int", "→": "rightarrow", "←": "leftarrow", "⇒": "Rightarrow",
    "⊕": "oplus", "⊗": "otimes", "∩": "cap", "∪": "cup", "⊂": "subset", "⊆": "subseteq",
    "∀": "forall", "∃": "exists", "ℓ": "ell", "ℝ": "mathbb{R}", "′": "prime", "−": "!-",
    "²": "!^2", "³": "!^3", "¹": "!^1", "°": "!^\\circ", "½": "!\\tfrac12", "√": "!\\surd",
    "⟨": "langle", "⟩": "rangle", "∝": "propto", "∼": "sim", "≪": "ll", "≫": "gg",
}  # fmt: skip
_GREEK = {
    letter: unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda")
    for letter in "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
}
_UNBROKEN, _NUMBER = 14, 24
"""Characters from which a word, and a number, may be broken anywhere."""
_SPREAD = r" \ensuremath{\pm} "
_JOINTS, _STEM = "./-_", 6
"""Where a word may end a line, if so many of its characters stand before."""


class Tex(str):
    """LaTeX that is printed as it stands."""

    __slots__ = ()


def escape(value: Any) -> Tex:
    r"""``value`` as LaTeX that prints it, whatever it says; long words may break anywhere.

    Characters that the fonts lack are printed as their code points.

    >>> escape(r"\input{x} 50%")
    '\\textbackslash{}input\\{x\\} 50\\%'
    >>> escape("\u03bb \u2264 \u4e2d")
    '\\ensuremath{\\lambda} \\ensuremath{\\leq} [U+4E2D]\\allowbreak{}'
    """
    if isinstance(value, Tex):
        return value
    return Tex(_escaped(str(value)).strip())


def _escaped(text: str) -> str:
    out, run, part = [], 0, 0  # characters since a space, and since a joint of the word
    for place, character in enumerate(text, 1):
        shown, after = _character(character), text[place : place + 1]
        run, part = (0, 0) if character.isspace() else (run + 1, part + 1)
        out.append(shown)
        joint = (character in _JOINTS and run > _STEM and not after.isdigit()) or (
            run > _UNBROKEN and not character.isalnum()
        )
        longest = _NUMBER if character.isdigit() and after.isdigit() else _UNBROKEN
        if (
            shown.startswith("[U+")
            or joint
            or (part > longest and part % 6 == 0 and after.isalnum())
        ):
            out.append(r"\allowbreak{}")
        part = 0 if joint else part
    return "".join(out).replace(_SPREAD, _SPREAD.replace(" ", "~"))


def _character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character.isspace():
        return " "
    if " " < character < "\x7f":
        return character
    if character in _MATHS:
        name = _MATHS[character]
        return rf"\ensuremath{{{name[1:] if name[0] == '!' else chr(92) + name}}}"
    if character in _GREEK:
        name = _GREEK[character]
        shown = name.capitalize() if character.isupper() else name
        return rf"\ensuremath{{\{shown}}}"
    if character.isalpha() and character <= "ſ" and character not in "ĦħĿŀŁłŉſĸŦŧª º":
        return character
    if character in "Łł":
        return {"Ł": r"\L{}", "ł": r"\l{}"}[character]
    return f"[U+{ord(character):04X}]"


def prose(value: Any) -> Tex:
    r"""``value`` as text in which what is marked is set as mathematics.

    >>> prose("at $sigma_z = 1$, -2")
    'at $\\sigma _{z}=1${,} \\ensuremath{-}2'
    """
    if isinstance(value, Tex):
        return value
    return Tex(within(str(value)).strip())


def within(text: str) -> str:
    """What :func:`prose` makes of a part of a sentence, with the spaces at its ends."""
    return "".join(
        f"${_listed(part.latex)}$" if part.latex else _escaped(signs(part.text))
        for part in parts(powers(text))
    )


def _listed(latex: str) -> str:
    r"""Mathematics of a sentence, whose line may end after a comma that no bracket holds, too.

    >>> print(_listed("x = 1, y = (1, 2)"))
    x = 1, \allowbreak y = (1, 2)
    """
    first, *rest = latex.split(", ")
    for part in rest:
        held = sum(first.count(bracket) for bracket in "([{") > sum(map(first.count, ")]}"))
        first += (", " if held else r", \allowbreak ") + part
    return first


def kept(value: str) -> Tex:
    """``value`` as prose on one line while it is short."""
    shown = prose(value)
    return Tex(rf"\mbox{{{shown}}}") if len(value) < 40 else shown


def number(value: Any) -> Tex:
    r"""A number to six digits, with powers of ten written out.

    >>> number(1e-8), number(2.5)
    ('\\ensuremath{10^{-8}}', '\\ensuremath{2.5}')
    """
    shown = wording.number(value)
    if not re.fullmatch(r"-?[\d.]+(e[-+]\d+)?", shown):
        return escape(shown)
    digits, _, power = shown.partition("e")
    if not power:
        return Tex(rf"\ensuremath{{{digits}}}")
    factor = "" if digits == "1" else rf"{digits}\times "
    return Tex(rf"\ensuremath{{{factor}10^{{{int(power)}}}}}")


def at(name: str, value: Any) -> Tex:
    r"""A symbol and its value on one line.

    >>> at("sigma_z", "5/7")
    '\\mbox{\\ensuremath{\\sigma _{z}} = 5/7}'
    >>> at("b", "8*sqrt(30)")
    '\\mbox{\\ensuremath{b} = \\ensuremath{8\\,\\sqrt{30}}}'
    """
    try:
        (piece,) = pieces(wording.symbol(name), limit=WHOLE)
        shown = rf"\ensuremath{{{piece.latex}}}"
        given = escape(str(value).replace("-", "−"))
        if "(" in str(value):  # no plain number
            given = Tex(rf"\ensuremath{{{notation.latex(str(value))}}}")
    except (FormulaError, notation.NotationError, ValueError):
        return kept(f"{name} = {value}")
    return Tex(rf"\mbox{{{shown} = {given}}}" if len(str(value)) < 40 else f"{shown} = {given}")


def metadata(value: str) -> Tex:
    """``value`` for the PDF's own entries: plain ASCII without signs that TeX knows."""
    return Tex(_plain(value))


def code(value: Any) -> Tex:
    """``value`` as monospaced text that may break after signs, and in long words.

    >>> code("a+b")
    '\\\\texttt{a+\\\\allowbreak{}b}'
    """
    out, run = [], 0
    for character in str(value):
        run = 0 if character.isspace() else run + 1
        out.append(_character(character))
        if character == "-" and run <= 2:  # of an option: what follows belongs to it
            continue
        if not character.isspace() and (not character.isalnum() or run % 24 == 0):
            out.append(r"\allowbreak{}")
    return Tex(r"\texttt{" + "".join(out) + "}")


def identifier(value: str) -> Tex:
    """A claim's id: monospaced, in one piece while it is short."""
    if len(value) > 40:
        return code(value)
    return Tex(r"\mbox{\texttt{" + "".join(map(_character, value)) + "}}")


def bookmark(value: str) -> Tex:
    """``value`` for headings: escaped, and plain ASCII where the PDF's outline takes no more."""
    return Tex(rf"\texorpdfstring{{{prose(value)}}}{{{_plain(plain(value))[:120]}}}")


def _plain(value: str) -> str:
    kept = (c if c.isascii() and (c.isalnum() or c in " .,:;()+-=/") else " " for c in value)
    return "".join(kept)


def formula(latex: str, plain: str, tag: str = "") -> Tex:
    r"""A displayed formula that breaks where it must; ``plain`` as monospaced text if it is none.

    >>> formula("a^{2}", "a**2", "(1)")
    '\\fits{(1)}{a^{2}}'
    >>> formula(r"\write18{id}", "a**2")
    '\\plainformula{}{\\texttt{a{*}\\allowbreak{}{*}\\allowbreak{}2}}'
    """
    try:
        latex = printed(latex, plain)
        found = pieces(latex) if latex else ()
    except FormulaError:
        found = ()
    if not found:
        return Tex(rf"\plainformula{{{tag}}}{{{code(plain)}}}")
    if len(found) == 1:
        return Tex(rf"\fits{{{tag}}}{{{_spaced(found[0].latex)}}}")
    broken = "%\n".join(_piece(number, piece) for number, piece in enumerate(found))
    whole = pieces(latex, limit=WHOLE)
    if len(whole) == 1:
        return Tex(f"\\breaks{{{tag}}}{{{_spaced(whole[0].latex)}}}{{%\n{broken}}}")
    return Tex(f"\\broken{{{tag}}}{{%\n{broken}}}")


def _piece(number: int, piece: Piece) -> str:
    joint = "" if number == 0 else r"\factor" if piece.factor else rf"\term{{{piece.depth}}}"
    return rf"{joint}\piece{{{_spaced(piece.latex)}}}"


def _spaced(latex: str) -> str:
    """Rows of a matrix kept apart when there are fractions in it; only matrices have rows."""
    return latex.replace(r"\\", r"\\[9pt]") if r"\frac" in latex else latex


def inline(latex: str) -> Tex:
    """A remark in mathematics, or escaped text if it is none, or nothing."""
    if not latex.strip():
        return Tex("")
    try:
        (piece, *rest) = pieces(latex)
    except FormulaError:
        return Tex(" " + code(latex))
    return Tex(f" ${piece.latex}$") if not rest else Tex(" " + code(latex))
