"""Unit spheres in coordinates at their north poles, for two copies of a point.

Each sphere carries local coordinates at its north pole, w = rho (xi_1, ..., sqrt(1 - |xi|^2)) with
rho = 1 on the sphere. In the coordinates xi the metric is Euclidean to second order and its
Christoffel symbols vanish at the pole: first derivatives there are the covariant gradient, second
ones the covariant Hessian, and d/drho is the radial derivative. A second copy of the point has
coordinates of its own, by default the same letters primed, and

    w.w' = rho rho' (xi.xi' + sqrt(1 - |xi|^2) sqrt(1 - |xi'|^2)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import sympy as sp

from glassproof.derivations.proof.domain import DomainError


@dataclass(frozen=True)
class Sphere:
    """A unit sphere of any dimension: its name, and the symbol of the overlap w.w' on it.

    ``letters`` name the tangent coordinates of the two copies of a point, by default xi_NAME and
    the same primed: axis 1 of a sphere "A" is xi_A1, in the second copy xi_A1'.
    """

    name: str
    overlap: sp.Symbol
    letters: tuple[str, str] | None = None

    def __lt__(self, other: Sphere) -> bool:
        return self.name < other.name

    def tangent(self, axis: int) -> Direction:
        """The tangent direction number ``axis`` >= 1; :class:`DomainError` for anything else.

        >>> Sphere("A", sp.Symbol("r")).tangent(1).coordinate(copy=1)
        xi_A1'
        """
        if isinstance(axis, bool) or not isinstance(axis, int) or axis < 1:
            raise DomainError(f"axis = {axis!r} of sphere {self.name!r}: give an integer axis >= 1")
        return Direction(self, axis)

    @property
    def radial(self) -> Direction:
        """The direction in which the radius grows."""
        return Direction(self, 0)


class Direction(NamedTuple):
    """A coordinate of one sphere: axes 1, 2, ... are tangent, axis 0 is radial."""

    sphere: Sphere
    axis: int

    @property
    def block(self) -> str:
        """The name of its sphere."""
        return self.sphere.name

    def coordinate(self, copy: int) -> sp.Symbol:
        """Its local coordinate (the radius, if radial) in the first copy, 0, or the second, 1."""
        if self.axis == 0:
            return sp.Symbol(f"rho_{self.block}" + "'" * copy, positive=True)
        letters = self.sphere.letters
        letter, prime = (letters[copy], "") if letters else (f"xi_{self.block}", "'" * copy)
        gap = "_" if letter[-1:].isdigit() else ""
        return sp.Symbol(f"{letter}{gap}{self.axis}{prime}", real=True)

    @property
    def base(self) -> int:
        """The coordinate's value at the north pole."""
        return int(self.axis == 0)


def overlap(sphere: Sphere, directions: Iterable[Direction]) -> sp.Expr:
    """w.w' on ``sphere`` as a function of the coordinates ``directions``, the others at the pole.

    >>> A = Sphere("A", sp.Symbol("r"), letters=("s", "t"))
    >>> overlap(A, [A.tangent(1)])
    s1*t1 + sqrt(1 - s1**2)*sqrt(1 - t1**2)
    >>> overlap(A, [A.radial])
    rho_A*rho_A'
    """
    used = sorted({d for d in directions if d.sphere == sphere})
    radii = sp.Mul(*(d.coordinate(0) * d.coordinate(1) for d in used if not d.axis))
    flat = [d for d in used if d.axis]
    scalar = sp.Add(*(d.coordinate(0) * d.coordinate(1) for d in flat))
    heights = [sp.sqrt(1 - sp.Add(*(d.coordinate(c) ** 2 for d in flat))) for c in (0, 1)]
    return radii * (scalar + heights[0] * heights[1])
