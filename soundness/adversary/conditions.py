"""Conditions in words, as far as the questions use them: which points they admit, and such points.

Written apart from the judge's own grammar, for what the judge prints is held against this.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from soundness.adversary.plain_values import Undefined, as_number, value

Point = dict[str, Any]
"""A fraction for every name; of a complex one a pair of them."""

_HEAD = re.compile(r"^([A-Za-z]\w*)\s+(real|integer|complex)\b\s*(.*)$")
_HALF_PLANE = re.compile(r"^([A-Za-z]\w*)\s+in (upper|lower) half-plane$")
_NO_NAMES = {"pi", "sqrt", "re", "im", "Abs", "arg", "I"}
_SET = re.compile(r"^([A-Za-z]\w*)\s+in\s*([(\[])(.*)([)\]])$")
_OPERATORS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.NotEq: "!=", ast.Eq: "=="}


@dataclass(frozen=True)
class Link:
    """A relation between two formulas."""

    left: str
    sign: str
    right: str

    def holds(self, point: Mapping[str, Fraction]) -> bool:
        """Whether it does at ``point``; not where a side has no value."""
        try:
            a, b = (value(side, point) for side in (self.left, self.right))
        except Undefined:
            return False
        if not (isinstance(a, Fraction) and isinstance(b, Fraction)):
            a, b = as_number(a), as_number(b)
            if self.sign != "!=" and (mpmath.im(a) or mpmath.im(b)):
                return False
            if self.sign == "!=":
                return bool(a != b)
            a, b = mpmath.re(a), mpmath.re(b)
        signs = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "!=": a != b, "==": a == b}
        return bool(signs[self.sign])

    @property
    def names(self) -> set[str]:
        """The names in it."""
        trees = (ast.walk(ast.parse(side, mode="eval")) for side in (self.left, self.right))
        return {n.id for tree in trees for n in tree if isinstance(n, ast.Name)} - _NO_NAMES


@dataclass(frozen=True)
class Conditions:
    """Names, which of them are integers or complex, and what must hold."""

    names: tuple[str, ...]
    integers: frozenset[str]
    links: tuple[Link, ...]
    complexes: frozenset[str] = frozenset()

    @staticmethod
    def read(text: str) -> Conditions:
        """The conditions that ``text`` says.

        >>> Conditions.read("n integer in [1,5], x, y > 0, y < x").names
        ('n', 'x', 'y')
        """
        names: dict[str, None] = {}
        integers: set[str] = set()
        complexes: set[str] = set()
        links: list[Link] = []
        for subject, said in _parts(text):
            if "~" in said:  # a law of a random variable, which has no value at a point
                continue
            if found := _HEAD.match(said):
                name, kind, rest = found.groups()
                said = f"{name} {rest}".strip()
                integers |= {name} if kind == "integer" else set()
                complexes |= {name} if kind == "complex" else set()
            if found := _HALF_PLANE.match(said):
                subject = said = found.group(1)
                complexes.add(said)
                links.append(Link(f"im({said})", ">" if found.group(2) == "upper" else "<", "0"))
            if found := _SET.match(said):
                name, opening, ends, closing = found.groups()
                low, high = map(str.strip, ends.split(","))
                links.append(Link(name, ">=" if opening == "[" else ">", low))
                links.append(Link(name, "<=" if closing == "]" else "<", high))
                names[name] = None
            elif said == subject:
                names[said] = None
            else:
                links += _chain(said)
        for link in links:
            names |= dict.fromkeys(sorted(link.names))
        return Conditions(tuple(names), frozenset(integers), tuple(links), frozenset(complexes))

    def broken(self, point: Mapping[str, Fraction]) -> str:
        """A condition that fails at ``point``; what names others is passed over."""
        for name in self.integers & set(point):
            if point[name].denominator != 1:
                return f"{name} integer"
        for link in self.links:
            if link.names <= set(point) and not link.holds(point):
                return f"{link.left} {link.sign} {link.right}"
        return ""

    def points(self, rng: random.Random, count: int) -> list[Point]:
        """At most ``count`` points at random, fewer if they are hard to find."""
        bounds = {name: self._bounds(name) for name in self.names}
        found: list[Point] = []
        for _ in range(60 * count):
            point = {name: self._drawn(rng, name, *bounds[name]) for name in self.names}
            if not self.broken(point):
                found.append(point)
            if len(found) == count:
                break
        return found

    def _bounds(self, name: str) -> tuple[Fraction | None, Fraction | None]:
        low = high = None
        for link in self.links:
            for a, sign, b in (
                (link.left, link.sign, link.right),
                (link.right, link.sign.translate(str.maketrans("<>", "><")), link.left),
            ):
                if a.strip() != name or sign[0] not in "<>" or not _is_constant(b):
                    continue
                end = (
                    Fraction(str(value(b, {}))) if "pi" not in b else Fraction(float(value(b, {})))
                )
                if sign.startswith(">"):
                    low = end if low is None else max(low, end)
                elif sign.startswith("<"):
                    high = end if high is None else min(high, end)
        return low, high

    def _drawn(
        self, rng: random.Random, name: str, low: Fraction | None, high: Fraction | None
    ) -> Any:
        if name in self.complexes:
            reach = Fraction(rng.choice((1, 2, 4)))
            return tuple(reach * Fraction(rng.randrange(-9973, 9973), 9973) for _ in "ri")
        share = Fraction(rng.randrange(1, 9973), 9973)
        reach = Fraction(rng.choice((1, 3, 9)))
        if low is not None and high is not None:
            drawn = low + (high - low) * share
        elif low is not None:
            drawn = low + (reach + abs(low) / 5) * share
        elif high is not None:
            drawn = high - (reach + abs(high) / 5) * share
        else:
            drawn = reach * (2 * share - 1)
        return Fraction(round(drawn)) if name in self.integers else drawn


def _is_constant(text: str) -> bool:
    return not Link(text, "<", "0").names


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Single conditions, each with its first name; "x, y > 0" says two."""
    waiting: list[str] = []
    for part in re.split(r",(?![^(\[]*[)\]])", text):
        part = part.strip()
        if re.fullmatch(r"[A-Za-z]\w*", part):
            waiting.append(part)
        elif part:
            first = re.match(r"[A-Za-z]\w*", part)
            name = first.group() if first else ""
            for other in (*waiting, name):
                whole = other + part[len(name) :] if waiting else part
                yield other, re.sub(r"\s+real$", "", whole).strip()
            waiting = []


def _chain(text: str) -> list[Link]:
    """The links of a < b < c."""
    tree = ast.parse(text, mode="eval").body
    if not isinstance(tree, ast.Compare):
        raise SyntaxError(f"this is no relation: {text}")
    sides = [ast.unparse(side) for side in (tree.left, *tree.comparators)]
    signs = [_OPERATORS[type(operator)] for operator in tree.ops]
    return [Link(a, sign, b) for a, sign, b in zip(sides, signs, sides[1:], strict=False)]
