"""Mathematics in what a ledger states by a rule: the points of evidence, domains, signs of numbers.

Titles, reasons and statements are marked by whoever wrote them
(:mod:`glassproof.derivations.prose.marked`); this is the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from glassproof.derivations.prose.marked import marked, marked_where, parts, pointed
from glassproof.derivations.prose.uncertain import with_error
from glassproof.reports.wording import any_error

_DIGRAPHS = {"<=": "≤", ">=": "≥", "+/-": "±", "->": "→", "-": "−"}
_DIGRAPH = re.compile(r"<=|>=|\+/-|->|(?<![\w)\].-])-(?=\.?\d)|(?<=\s)-(?=\s)")
_QUOTED = re.compile(
    r"""(?<!\w)(?P<mark>['"])(?P<words>[^'"\s](?:[^'"]*[^'"\s])?)(?P=mark)(?!\w)"""
)
_QUOTES = {"'": "‘’", '"': "“”"}
_IN_WORDS = re.compile(
    r"(?P<name>\w+) (?P<noun>an integer|a finite real number|complex) ?(?P<rest>.*)"
)
_UNEQUAL = re.compile(r"Ne\((?P<left>.*), (?P<right>[^,]*)\)")


def signs(words: str) -> str:
    """Words with the signs that a typewriter lacks; a hyphen before a number is its sign, and one
    alone a minus.

    >>> signs("at most 1e-3 +/- -2, 4-6-3, a <= -1/2, loss - plateau")
    'at most 1e-3 ± −2, 4-6-3, a ≤ −1/2, loss − plateau'
    >>> print(signs("the paper's 'first notion', so"), signs('"as is"'))
    the paper's ‘first notion’, so “as is”
    """
    shown = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], words)
    return _QUOTED.sub(_quoted, shown)


def _quoted(found: re.Match[str]) -> str:
    opening, closing = tuple(_QUOTES[found["mark"]])
    return f"{opening}{found['words']}{closing}"


_POWER = re.compile(r"(?<![\w.$])[-−]?(?:\d(?:\.\d+)?)e[-+]?\d{1,3}(?!\w|\.\d)")


def powers(text: str) -> str:
    """``text`` with its numbers in powers of ten marked as mathematics.

    >>> powers("at level 1e-08, $x$ is 3.5 ± 2.4e-7, [-1e2, 1]")
    'at level $10^-8$, $x$ is 3.5 ± $2.4·10^-7$, [$-10^2$, 1]'
    >>> powers("commit 1e23456, 5e, 1e0")
    'commit 1e23456, 5e, 1'
    """
    return "".join(
        f"${part.text}$" if part.latex else _POWER.sub(_power, part.text) for part in parts(text)
    )


def _power(found: re.Match[str]) -> str:
    digits, _, power = found[0].replace("−", "-").partition("e")
    bare = digits.lstrip("-")
    if int(power) == 0:
        return digits
    factor = "" if bare == "1" else f"{bare}·"
    return f"${'-' * (bare != digits)}{factor}10^{int(power)}$"


_LIMIT = re.compile(r"(?<![\w(])O\(\w+(?:\*\*-?\w+)?\)|(?<=as )\w+ -> -?\w+[-+]?(?![\w.])")
"""An order, and where a variable goes."""


def told(text: str, claim: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """What evidence says of ``claim``, with its point and the claim's own formulas marked, as the
    record types them.

    >>> claim = {"published": "2*x", "published_latex": "2 x", "derived": "so", "derived_latex": ""}
    >>> told("2*x <= 12*x, so, at x = 1", claim, {"point": {"x": "1"}})
    '$2*x$ <= 12*x, so, at $x = 1$'
    """
    text = brief(text)
    text = any_error(_to_one_place(text, data))
    known = {claim.get(key, "") for key in ("published", "derived") if claim.get(f"{key}_latex")}
    known -= {text for text in known if len(text) < 3}
    shown = marked_where(_LIMIT, pointed(text, data))
    if not known:
        return shown
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    formula = re.compile(rf"(?<![\w.*/^+-])(?:{names})(?!\w|[-*/^+(]|\.\d)")
    return marked_where(formula, shown)


def _to_one_place(text: str, data: Mapping[str, Any]) -> str:
    """``text`` with the estimates of ``data`` and their errors to the same place.

    >>> _to_one_place("5.38 ± 0.04, so", {"estimate": 5.38, "standard error": 0.04})
    '5.380 ± 0.040, so'
    >>> one = {"estimate": 4.976, "standard error": 0.05}
    >>> _to_one_place("4.976 ± 0.05", {**one, "derived": one})
    '4.976 ± 0.050'
    """
    sides = (data, data.get("published"), data.get("derived"))
    for side in (side for side in sides if isinstance(side, Mapping) and "estimate" in side):
        estimate, spread = side["estimate"], side["standard error"]
        typed = f"{estimate:.5g} ± {spread:.2g}"
        seen = re.compile(rf"(?<![\w.]){re.escape(typed)}(?!\w|\.\d)")
        text = seen.sub(with_error(estimate, spread), text)
    return text


def brief(text: str) -> str:
    """``text`` with the two values of a counterexample in no more digits than tell them apart.

    >>> brief("they differ at x = 1: 9.2946886983158 published, -0.5 derived")
    'they differ at x = 1: 9.29469 published, -0.5 derived'
    """

    def told(found: re.Match[str]) -> str:
        one, other = shortened({"published": found["one"], "derived": found["other"]})
        return f"{one} {found['left']}, {other} {found['right']}"

    return _PAIR.sub(told, text)


def _values(data: Mapping[str, Any]) -> tuple[str, str]:
    return str(data.get("published", "")), str(data.get("derived", ""))


_NUMBER = r"-?\d+\.\d+(?:e[-+]?\d+)?"
_DECIMAL = re.compile(_NUMBER)
_PAIR = re.compile(
    rf"(?<![\w.])(?P<one>{_NUMBER}) (?P<left>published|on the left), "
    rf"(?P<other>{_NUMBER}) (?P<right>derived|on the right)"
)
_SHORTEST = 6
"""Digits of a printed value, unless it takes more to tell two values apart."""


def shortened(data: Mapping[str, Any]) -> tuple[str, str]:
    """The published and the derived value at a point, in six digits or in as many as tell them
    apart; what is no decimal number stays.

    >>> shortened({"published": "1.0", "derived": "1.4142135623731"})
    ('1', '1.41421')
    >>> shortened({"published": "0.6666666666667", "derived": "0.6666666691"})
    ('0.666666667', '0.666666669')
    >>> shortened({"published": "(0.0 + 1.0j)", "derived": "26.0"})
    ('(0.0 + 1.0j)', '26')
    """
    given = _values(data)
    if given[0] == given[1] or not any(map(_DECIMAL.fullmatch, given)):
        return given
    for digits in range(_SHORTEST, 18):
        one, other = (f"{float(v):.{digits}g}" if _DECIMAL.fullmatch(v) else v for v in given)
        if one != other:
            return one, other
    return given


_BRIEF = 60
"""Characters up to which a sentence may be said twice."""


def is_told(said: str, before: str) -> bool:
    """Whether a long sentence is part of what was said before.

    >>> is_told("the mean of 400 draws is 1", "The mean of 400 draws is 1; so")
    False
    >>> is_told("the mean of " + 60 * "x" + ".", "The mean of " + 60 * "x" + "; so.")
    True
    """
    return len(said) > _BRIEF and said.rstrip(".")[1:] in before


def reason(claim: Mapping[str, Any]) -> str:
    """Why a claim has its verdict, with what the evidence that decided it marks."""
    text = str(claim["reason"])
    for piece in claim["evidence"]:
        if text.startswith(piece["detail"]):
            return told(text, claim, piece["data"])
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
