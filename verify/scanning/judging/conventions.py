r"""Other common conventions under which an equation may be right.

Each is a change of what is written, for all of a link or for its conditions. A convention of
``notation`` says what a sign means that the source may use in either way, one of a ``parameter``
what a law's parameter is; the others are choices of scale that somebody has mixed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.check import compare_readings
from glassproof.verify.checking.found import Check
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.formula import Reading
from glassproof.verify.scanning.equation import Link
from glassproof.verify.scanning.judging.link import Conditions, holds

Written = tuple[str, str]
"""A link's LaTeX, and where it is to hold."""


@dataclass(frozen=True)
class Convention:
    """A change of convention, in words that complete "it holds with ..."."""

    words: str
    change: Callable[[str, str], Written]
    notation: bool = False
    parameter: bool = False


_PHYSICISTS = re.compile(r"(?<![A-Za-z\\])H(?=\s*_)")
_PROBABILISTS = re.compile(
    r"(?<![A-Za-z\\])He(?=\s*_)|\\(?:mathrm|operatorname|mathit|text)\s*\{\s*He\s*\}(?=\s*_)"
)
_LAW = re.compile(r"~\s*(?P<name>N|Normal|Gaussian)\(")
_RATE = re.compile(r"~\s*(?P<name>Exp|Exponential)\((?P<rate>[^()]*)\)")

_GAMMA = re.compile(r"~ Gamma\((?P<shape>[^(),]*), (?P<rate>[^(),]*)\)")
_GEOMETRIC = re.compile(r"~ Geometric\((?P<probability>[^(),]*)\)")


def _in_text(pattern: re.Pattern[str], put: str) -> Callable[[str, str], Written]:
    return lambda latex, where: (pattern.sub(lambda _: put, latex), where)


def _second_parameter(latex: str, where: str, change: str, squares: bool = True) -> Written:
    """The conditions with another second parameter of each normal law, or of those in which it is
    no square."""
    out, start = "", 0
    for match in _LAW.finditer(where):
        close = _closing(where, match.end())
        first, comma, second = where[match.end() : close].rpartition(",")
        if comma and (squares or not second.strip().endswith("**2")):
            out += where[start : match.end()] + f"{first}, {change.format(second.strip())}"
            start = close
    return latex, out + where[start:]


def _closing(text: str, start: int) -> int:
    depth = 1
    for position in range(start, len(text)):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth == 0:
            return position
    return len(text)


def _scale(latex: str, where: str) -> Written:
    return latex, _GAMMA.sub(lambda m: f"~ Gamma({m['shape']}, 1/({m['rate']}))", where)


def _from_zero(latex: str, where: str) -> Written:
    return latex, _GEOMETRIC.sub(lambda m: f"~ Geometric({m['probability']}, 0)", where)


def _inverse_rate(latex: str, where: str) -> Written:
    return latex, _RATE.sub(lambda m: f"~ {m['name']}(1/({m['rate']}))", where)


def _base(base: int) -> Callable[[str, str], Written]:
    return lambda latex, where: (
        re.sub(r"\\log(?![A-Za-z_])(?!\s*_)", lambda _: rf"\frac{{1}}{{\ln {base}}}\ln", latex),
        where,
    )


CONVENTIONS = (
    Convention(
        "the probabilists' Hermite polynomials He_n in place of the physicists' H_n",
        _in_text(_PHYSICISTS, r"\operatorname{He}"),
        notation=True,
    ),
    Convention(
        "the physicists' Hermite polynomials H_n in place of the probabilists' He_n",
        _in_text(_PROBABILISTS, "H"),
    ),
    Convention("logarithms to base 2", _base(2), notation=True),
    Convention("logarithms to base 10", _base(10), notation=True),
    Convention(
        "the second parameter of the normal law read as its standard deviation",
        partial(_second_parameter, change="({})**2", squares=False),
        parameter=True,
    ),
    Convention(
        "half the variance (1/(2n) in place of 1/n)", partial(_second_parameter, change="({})/2")
    ),
    Convention(
        "twice the variance (1/n in place of 1/(2n))", partial(_second_parameter, change="2*({})")
    ),
    Convention(
        "the parameter of the exponential law read as its mean", _inverse_rate, parameter=True
    ),
    Convention("the second parameter of the gamma law read as its scale", _scale, parameter=True),
    Convention(
        "the geometric law read as that of the failures before the success, from 0",
        _from_zero,
        parameter=True,
    ),
)

_TURNS = {
    2 * sp.pi: "2 pi", 1 / (2 * sp.pi): "1/(2 pi)", sp.sqrt(2 * sp.pi): "sqrt(2 pi)",
    1 / sp.sqrt(2 * sp.pi): "1/sqrt(2 pi)",
}  # fmt: skip
_KERNEL = re.compile(
    r"(?:e\s*\^|\\exp).{0,40}(?<![A-Za-z\\])(?:i|\\mathrm\{i\}|\\imath)(?![A-Za-z])"
)
_RESOLVENT = re.compile(r"\\int.*(?:z\s*-|-\s*z)", re.DOTALL)
_SCALE = re.compile(r"(?:sigma|s|v|tau|nu)(?:_?[A-Za-z0-9]+)?\Z")


def mended_by(
    link: Link, latex: str, conditions: Conditions, check: Check | None
) -> Convention | None:
    r"""The first convention under which the link is proven; None if none is.

    >>> link = Link("H_2(x)", "=", "x^2-1")
    >>> mended_by(link, link.latex, Conditions("x real"), None).words
    "the probabilists' Hermite polynomials He_n in place of the physicists' H_n"
    """
    for convention in CONVENTIONS:
        text, where = convention.change(latex, conditions.where)
        if (text, where) != (latex, conditions.where) and holds(
            link, text, Conditions(where, conditions.when)
        ):
            return convention
    if check is None or link.relation != "=" or check.verdict is not Verdict.REFUTED:
        return None
    return next((c for c, true in _scales(latex, check) if true()), None)


def _kept(latex: str, where: str) -> Written:
    return latex, where


def _scales(latex: str, check: Check) -> Iterator[tuple[Convention, Callable[[], bool]]]:
    """Scales that one side may have and the other not, each with its test."""
    right = check.right
    if r"\int" in latex and _KERNEL.search(latex):
        for factor, shown in _TURNS.items():
            words = f"the transform multiplied by {shown}"
            yield Convention(words, _kept), partial(_agrees, check, right / factor)
        for symbol in sorted(right.free_symbols, key=str):
            for factor, shown in ((2 * sp.pi, "2 pi"), (1 / (2 * sp.pi), "1/(2 pi)")):
                words = f"the transform taken at {shown} {symbol}"
                yield (
                    Convention(words, _kept),
                    partial(_agrees, check, right.xreplace({symbol: factor * symbol})),
                )
    if _RESOLVENT.search(latex):
        words = "the Stieltjes transform of the other sign"
        yield Convention(words, _kept), partial(_agrees, check, -right)
    for symbol in sorted(right.free_symbols, key=str):
        if _SCALE.match(str(symbol)):
            for factor, shown in ((sp.sqrt(2), "twice"), (1 / sp.sqrt(2), "half")):
                words = f"{shown} the variance {symbol}^2 on one side"
                yield (
                    Convention(words, _kept),
                    partial(_agrees, check, right.xreplace({symbol: factor * symbol})),
                )


def _agrees(check: Check, right: sp.Expr) -> bool:
    """Whether the link is proven with another right side."""
    sides = Reading(check.formula, check.formula), Reading(right, right)
    try:
        found = compare_readings(*sides, check.judgement.claim.domain, ("", ""), BARE)
    except DomainError:
        return False
    return found.verdict is Verdict.VERIFIED
