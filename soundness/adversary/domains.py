"""Domains whose bounds follow from relations among names, and domains in which nothing is.

An identity that holds from c upwards is asked of a name whose infimum is known by construction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from soundness.adversary.question import DIFFERENT, EQUAL, NOWHERE, Question

KIND = "domains with relations among names"

_FROM_C = (
    ("Abs(v-c)", "v-c"),
    ("sqrt((v-c)**2)", "v-c"),
    ("Max(v,c)", "v"),
    ("Min(v,c)", "c"),
    ("log((v-c)**2)", "2*log(v-c)"),
    ("sign(v-c)*(v-c)**2", "(v-c)**2"),
    ("((v-c)**2)**(3/2)", "(v-c)**3"),
    ("Abs(v-c)+Abs(v-c+1)", "2*v-2*c+1"),
    ("acosh(cosh(v-c))", "v-c"),
    ("sqrt(1/(v-c))", "1/sqrt(v-c)"),
    ("Max(v-c,0)+v", "2*v-c"),
    ("atan(v-c)+atan(1/(v-c))", "pi/2"),
)
"""Equal for v > c; different somewhere in every interval that ends below c."""

_NAMES = (("x", "y", "z"), ("a", "b", "c1"), ("t", "s", "r"), ("y", "x", "w"), ("z", "a", "m"))


@dataclass(frozen=True)
class _Bounded:
    """Conditions on v (and p, q) by which v > low, and a point with v near low + gap."""

    where: str
    low: Fraction
    point: Callable[[Fraction], dict[str, Fraction]]
    integer: bool = False


def question(rng: Random) -> Question:
    """An identity from the bound on, or from just above it; every seventh domain is empty."""
    if rng.random() < 0.14:
        return _empty(rng)
    bounded = rng.choice(_BOUNDED)(rng)
    gap = Fraction(rng.choice(("1", "3", "1/2", "1/10", "1/1000", "5")))
    if bounded.integer:
        gap = Fraction(rng.choice((1, 2, 3, 8)))
    equal = rng.random() < 0.5
    if equal:
        edge = bounded.low - (gap if rng.random() < 0.6 else 0)
    else:
        edge = bounded.low + gap + bounded.integer
    left, right = rng.choice(_FROM_C)
    names = dict(zip("vpq", rng.choice(_NAMES), strict=True))
    witness = () if equal else _named(bounded.point(gap / 2), names)
    left, right = (_with_edge(side, edge, names["v"]) for side in (left, right))
    return Question(
        KIND,
        left,
        right,
        _renamed(bounded.where, names),
        EQUAL if equal else DIFFERENT,
        witness=witness,
    )


def _with_edge(text: str, edge: Fraction, name: str) -> str:
    """``text`` with the number for c and the name for v."""
    number = str(edge) if edge >= 0 and edge.denominator == 1 else f"({edge})"
    return re.sub(r"\bv\b", name, re.sub(r"\bc\b", number, text))


def _renamed(text: str, names: dict[str, str]) -> str:
    """The letters v, p and q as names."""
    return re.sub(r"\b[vpq]\b", lambda found: names[found.group()], text)


def _named(point: dict[str, Fraction], names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((names[letter], str(place)) for letter, place in point.items())


def _number(rng: Random, least: int = -5, most: int = 9) -> Fraction:
    return Fraction(rng.randint(2 * least, 2 * most), rng.choice((2, 2, 2, 1)))


def _above_another(rng: Random) -> _Bounded:
    low = _number(rng)
    text = rng.choice(("p > {0}, v > p", "v real, p real, {0} < p < v", "v > p > {0}",
                       "p > {0}, v real, p < v", "v real, p > {0}, p <= v"))  # fmt: skip
    return _Bounded(text.format(low), low, lambda g: {"v": low + g, "p": low + g / 2})


def _above_two(rng: Random) -> _Bounded:
    low = _number(rng)
    text = rng.choice(("q > {0}, p > q, v > p", "v real, p real, q real, {0} < q < p < v",
                       "v > p > q > {0}", "v > p, p > q, q > {0}"))  # fmt: skip
    return _Bounded(
        text.format(low), low, lambda g: {"v": low + g, "p": low + g / 2, "q": low + g / 3}
    )


def _above_multiple(rng: Random) -> _Bounded:
    factor, low = rng.choice((2, 3, Fraction(1, 2))), _number(rng)
    text = f"p > {low}, v > {factor}*p"
    return _Bounded(text, factor * low, lambda g: {"v": factor * low + g, "p": low + g / 4})


def _above_sum(rng: Random) -> _Bounded:
    one, two = _number(rng), _number(rng)
    text = f"p > {one}, q > {two}, v > p+q"
    return _Bounded(
        text, one + two, lambda g: {"v": one + two + g, "p": one + g / 4, "q": two + g / 4}
    )


def _above_product(rng: Random) -> _Bounded:
    one, two = Fraction(rng.randint(1, 4)), Fraction(rng.randint(1, 4))
    text = f"p > {one}, q > {two}, v > p*q"
    return _Bounded(
        text, one * two, lambda g: {"v": one * two + g, "p": one + g / 99, "q": two + g / 99}
    )


def _above_square(rng: Random) -> _Bounded:
    root = Fraction(rng.randint(0, 5))
    text = rng.choice((f"p > {root}, v > p**2", f"p >= {root}, v real, p**2 < v"))
    return _Bounded(text, root**2, lambda g: {"v": root**2 + g, "p": root + g / 99})


def _above_root(rng: Random) -> _Bounded:
    root = Fraction(rng.randint(1, 6))
    text = f"p > {root**2}, v > sqrt(p)"
    return _Bounded(text, root, lambda g: {"v": root + g, "p": root**2 + g / 99})


def _above_quotient(rng: Random) -> _Bounded:
    one, two = Fraction(rng.randint(1, 9)), Fraction(rng.randint(1, 5))
    text = f"p in (0,{two}), v > 0, v*p > {one}"
    low = one / two
    return _Bounded(text, low, lambda g: {"v": low + g, "p": two - two * g / (4 * (low + g))})


def _above_difference(rng: Random) -> _Bounded:
    total, high = _number(rng), _number(rng)
    text = f"p < {high}, v real, v+p > {total}"
    return _Bounded(text, total - high, lambda g: {"v": total - high + g, "p": high - g / 2})


def _integers(rng: Random) -> _Bounded:
    low = Fraction(rng.randint(-3, 9))
    text = rng.choice(("p integer >= {0}, v integer, v > p", "v integer, v > p, p integer >= {0}"))
    return _Bounded(text.format(low), low + 1, lambda _: {"v": low + 1, "p": low}, integer=True)


_BOUNDED = (_above_another, _above_another, _above_two, _above_multiple, _above_sum,
            _above_product, _above_square, _above_root, _above_quotient, _above_difference,
            _integers)  # fmt: skip

_EMPTY = (
    "x > y, y > {0}, x < {0}-1", "x real, y real, x < y < x", "x > {0}, x < {0}",
    "n integer in ({0},{0}+1), x > 0", "x > {0}, y > x, y < {0}", "x > y, y > z, z > x",
    "x in (0,1), y in (0,1), x+y > 3", "x real, x**2 < 0", "x > {0}, y > {0}, x+y < 2*{0}",
    "x in ({0},{0}+1), n integer, {0} < n < x, n > {0}+1", "x < 0, y < 0, x*y < 0",
    "n integer >= {0}, m integer >= {0}, n+m < 2*{0}, x > 0", "x real, y real, x < y, y < x",
    "x real, exp(x) < 0", "x > 0, sqrt(x) < 0", "x > 1, x < 1/y, y > 1",
)  # fmt: skip


def _empty(rng: Random) -> Question:
    where = rng.choice(_EMPTY).format(rng.randint(2, 9))
    left, right = rng.choice((("x", "x+1"), ("Abs(x)", "x"), ("sqrt(x**2)", "-x"), ("x", "2*x"),
                              ("cos(x)", "1"), ("(x+1)**2", "x**2+2*x+1"),
                              ("log(x)", "x")))  # fmt: skip
    return Question(KIND, left, right, where, NOWHERE)
