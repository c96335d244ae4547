r"""The sets in which names are said to lie: \mathbb R_+, \mathbb{C}\setminus\{0\}, \N\cup\{0\}.

A set is understood whole or not at all: half of what was said would be another domain.
"""

from __future__ import annotations

import re

from glassproof.verify.scanning.plain import parts_by_commas, side_of

NATURAL = "N is read as 1, 2, 3, ..."

_BASE = re.compile(
    r"\\(?:mathbb|mathbf|mathds|mathbbm|mathrm|Bbb|bf)\{?(?P<letter>[RZCNH])\}?"
    r"|\\(?P<macro>R|RR|reals|Reals|Z|ZZ|integers|Integers|C|CC|Complex|N|NN|naturals)"
    r"(?![A-Za-z])"
)
_LETTERS = {"r": "R", "z": "Z", "c": "C", "n": "N", "i": "Z"}
_KINDS = {"R": "real", "Z": "integer", "N": "integer", "C": "complex", "H": "complex"}
_SCRIPT = re.compile(
    r"(?P<sort>[_^])(?:\{(?P<inside>[^{}]*)\}|(?P<one>\\(?:ast|star|times)(?![A-Za-z])|[+*0-9-]))"
)
_BOUND = re.compile(r"(?P<sign>>=?|<=?|\\geq?|\\leq?|\\geqslant|\\leqslant)(?P<end>-?\d+)")
_SIGNS = {r"\ge": ">=", r"\geq": ">=", r"\geqslant": ">=", r"\le": "<=", r"\leq": "<=",
          r"\leqslant": "<="}  # fmt: skip
_WITHOUT = re.compile(r"(?:\\setminus|\\backslash|\\smallsetminus|-)\\\{(?P<list>[^{}]*)\\\}$")
_NUMBER = re.compile(r"-?\d+(/\d+)?")


def lies_in(name: str, where: str) -> list[tuple[str, str]]:
    r"""What lying in a set says of a name, each with what is guessed of it; nothing if the set is
    not understood.

    >>> lies_in("x", r"\mathbb R_+"), lies_in("n", r"\mathbb{N}\cup\{0\}")
    ([('x > 0', '')], [('n integer', ''), ('n >= 0', '')])
    >>> lies_in("z", r"\C\setminus\{0,1\}"), lies_in("v", r"\mathbb{R}^d")
    ([('z complex', ''), ('z != 0', ''), ('z != 1', '')], [])
    """
    parted = without(where)
    if parted is None:
        return []
    text, excluded = _glued(parted[0]), [f"{name} != {number}" for number in parted[1]]
    base = _BASE.match(text)
    if base is None:
        return []
    letter = base["letter"] or _LETTERS[base["macro"][0].lower()]
    told = _scripts(letter, text[base.end() :])
    if told is None:
        return []
    return [*_in_words(name, letter, told), *((each, "") for each in excluded)]


def without(where: str) -> tuple[str, list[str]] | None:
    r"""A set and the numbers that are taken out of it at its end; None if they are no numbers.

    >>> without(r"(0,\infty)\setminus\{1\}"), without(r"[0,1)")
    (('(0,\\infty)', ['1']), ('[0,1)', []))
    """
    match = _WITHOUT.search(_glued(where))
    if match is None:
        return where, []
    numbers = [side_of(part) for part in parts_by_commas(match["list"])]
    if not all(each and _NUMBER.fullmatch(each[0]) for each in numbers):
        return None
    return _glued(where)[: match.start()], [each[0] for each in numbers if each]


def _glued(text: str) -> str:
    return re.sub(r"\s+|\\[,;:! ]", "", text)


def _scripts(letter: str, text: str) -> list[str] | None:
    """Bounds that scripts and unions say: ["> 0"], ["!= 0"]; None if one is not understood."""
    told: list[str] = []
    at = 0
    while match := _SCRIPT.match(text, at):
        script = match["inside"] if match["inside"] is not None else match["one"]
        if script in ("+", "-"):
            sign = "> 0" if script == "+" else "< 0"
            told = [">= 0"] if told == ["0"] and sign == "> 0" else [*told, sign]
        elif script in ("*", r"\ast", r"\star", r"\times"):
            told.append("> 0" if letter == "N" else "!= 0")
        elif script == "0" and letter == "N" and match["sort"] == "_":
            told.append(">= 0")
        elif bound := _BOUND.fullmatch(script):
            told.append(f"{_SIGNS.get(bound['sign'], bound['sign'])} {bound['end']}")
        else:
            return None
        at = match.end()
    rest = text[at:]
    if rest == r"\cup\{0\}" and letter == "N" and not told:
        return [">= 0"]
    return told if not rest else None


def _in_words(name: str, letter: str, told: list[str]) -> list[tuple[str, str]]:
    kind = _KINDS[letter]
    if kind == "complex":
        half = {"> 0": f"im({name}) > 0", "< 0": f"im({name}) < 0", "!= 0": f"{name} != 0"}
        told = told or ["> 0"] * (letter == "H")
        if not set(told) <= half.keys():
            return []
        return [(f"{name} complex", ""), *((half[each], "") for each in told)]
    if letter == "N" and not told:
        return [(f"{name} integer >= 1", NATURAL)]
    if kind == "integer":
        return [(f"{name} integer", ""), *((f"{name} {each}", "") for each in told)]
    return [(f"{name} {each}", "") for each in told] or [(f"{name} real", "")]
