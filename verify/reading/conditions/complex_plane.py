"""What conditions say of complex names: half-planes, discs, bounds of real and imaginary parts.

A complex name has two real coordinates (:mod:`glassproof.derivations.proof.complex_symbols`); what
is said of it becomes ranges of these and relations between them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.complex_symbols import coordinates, in_coordinates, is_complex
from glassproof.derivations.proof.domain import DomainError, Range

PLAIN = Range()
_ABOVE = Range(0, None, log=True, draw=("1/1000", "1000"))
_BELOW = Range(None, 0, draw=("-16", "-1/100"))
_WITHIN = Range(-1, 1, draw=("-999/1000", "999/1000"))

PART = re.compile(r"(?:Re|Im|re|im)\(\s*([A-Za-z_\u0391-\u03c9][A-Za-z0-9_]*)\s*\)")
"""The real or the imaginary part of a name."""

SIZE = re.compile(r"[Aa]bs\(\s*([A-Za-z_\u0391-\u03c9][A-Za-z0-9_]*)\s*\)")
"""The absolute value of a name."""

NO_ORDER = "complex numbers have no order: compare Re(z), Im(z) or abs(z)"


@dataclass(frozen=True)
class Region:
    """A part of the complex plane: ranges of the coordinates, and a relation between them."""

    real: Range = PLAIN
    imaginary: Range = PLAIN
    relation: Callable[[sp.Symbol, sp.Symbol], sp.Basic] | None = None


REGIONS: dict[str, Region] = {
    "C": Region(),
    "\u2102": Region(),
    "complex plane": Region(),
    "upper half plane": Region(imaginary=_ABOVE),
    "lower half plane": Region(imaginary=_BELOW),
    "right half plane": Region(real=_ABOVE),
    "left half plane": Region(real=_BELOW),
    "unit disc": Region(_WITHIN, _WITHIN, lambda x, y: sp.Lt(x**2 + y**2, 1, evaluate=False)),
}
"""Regions by name, without article and hyphen."""


def region(text: str) -> Region | None:
    """The region that is meant, or None.

    >>> region("the upper half-plane").imaginary.describe()
    '> 0'
    """
    words = re.sub(r"^the\s+", "", text.strip()).replace("-", " ").replace("disk", "disc")
    words = " ".join(words.split()).replace("halfplane", "half plane")
    return REGIONS.get(words)


def within(symbol: sp.Symbol, regions: list[Region]) -> tuple[dict[sp.Symbol, Range],
                                                               list[sp.Basic]]:  # fmt: skip
    """Ranges of the coordinates of a complex symbol in all of the regions, and relations."""
    x, y = coordinates(symbol)
    ranges = {x: PLAIN, y: PLAIN}
    where: list[sp.Basic] = []
    for part in regions:
        for place, rng in ((x, part.real), (y, part.imaginary)):
            if rng != PLAIN and ranges[place] not in (PLAIN, rng):
                raise DomainError("empty or narrower than one region: give one region")
            ranges[place] = rng if rng != PLAIN else ranges[place]
        where += [part.relation(x, y)] if part.relation else []
    return ranges, where


def related(build: Callable[..., sp.Basic], sides: list[sp.Expr]) -> list[sp.Expr]:
    """Both sides in coordinates; :class:`DomainError` where an order compares complex numbers.

    >>> z = sp.Symbol("z", complex=True)
    >>> related(sp.Lt, [sp.Abs(z), sp.Integer(2)])
    [Im(z)**2 + Re(z)**2, 4]
    """
    if not any(is_complex(s) for side in sides for s in side.free_symbols):
        return sides
    apart = [in_coordinates(side.replace(_is_part, _real_part)) for side in sides]
    if build in (sp.Eq, sp.Ne):
        return apart
    for place, side in enumerate(apart):
        if side.has(sp.I, sp.conjugate, sp.arg):
            real, imaginary = sp.expand(side).as_real_imag()
            if sp.expand(imaginary) != 0:
                raise DomainError(NO_ORDER)
            apart[place] = sp.expand(real)
    for root, other in (apart, apart[::-1]):
        if root.is_Pow and root.exp == sp.Rational(1, 2) and other.is_Rational and other >= 0:
            return [side.base if side == root else side**2 for side in apart]
    return apart


def _is_part(node: sp.Basic) -> bool:
    return isinstance(node, (sp.Abs, sp.re, sp.im))


def _real_part(node: sp.Expr) -> sp.Expr:
    """Real part, imaginary part or absolute value of an expression, in coordinates."""
    real, imaginary = sp.expand(in_coordinates(node.args[0])).as_real_imag()
    if isinstance(node, sp.Abs):
        return sp.sqrt(sp.expand(real**2 + imaginary**2))
    return sp.expand(real if isinstance(node, sp.re) else imaginary)


def narrowed(ranges: dict[sp.Symbol, Range], where: list[sp.Basic]) -> dict[sp.Symbol, Range]:
    """The ranges, with those of coordinates within a disc around 0 bounded by its radius."""
    found = dict(ranges)
    for relation in where:
        if not isinstance(relation, (sp.Lt, sp.Le)) or not relation.rhs.is_Rational:
            continue
        if relation.rhs < 0:
            continue
        radius = math.isqrt(math.floor(relation.rhs)) + 1
        for x in [s for s, rng in found.items() if rng == PLAIN]:
            others = sorted(relation.lhs.free_symbols - {x}, key=str)
            if len(others) == 1 and relation.lhs == x**2 + others[0] ** 2:
                found[x] = Range(-radius, radius, draw=(-radius, radius))
    return found
