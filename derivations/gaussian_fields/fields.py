"""Gaussian fields at a pair of north poles: covariances of derivatives of the two glasses.

Each sphere carries local coordinates at its north pole, w = rho (xi_1, ..., sqrt(1 - |xi|^2)) with
rho = 1 on the sphere. In the coordinates xi the metric is Euclidean to second order and its
Christoffel symbols vanish at the pole: first derivatives there are the covariant gradient, second
ones the covariant Hessian, and d/drho is the radial derivative. A second copy of the point has
primed coordinates. The kernel is a function of two overlaps only,

    r = w_D.w_D',   s = w_G.w_G',   w.w' = rho rho' (xi.xi' + sqrt(1 - |xi|^2) sqrt(1 - |xi'|^2)),

so the covariance of two derivatives is its mixed derivative at xi = xi' = 0, rho = rho' = 1. It is
taken twice: here by the chain rule through the overlaps (a sum over set partitions), and in
:mod:`glassproof.derivations.gan_glass.covariance` by differentiating the kernel written out in
coordinates.

Reference: R. J. Adler and J. E. Taylor, Random Fields and Geometry (2007), section 5.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import sympy as sp
from sympy.utilities.iterables import multiset_partitions

from glassproof.derivations.gan_glass.model import kernel_D, kernel_G, sigma_z
from glassproof.derivations.proof.domain import DomainError

r, s = sp.symbols("r s", positive=True)


class Direction(NamedTuple):
    """A coordinate of one sphere: axes 1, 2, ... are tangent, axis 0 is radial."""

    block: str
    axis: int

    def coordinate(self, copy: int) -> sp.Symbol:
        """Its local coordinate: xi (or rho, if radial), primed in the second copy."""
        prime = "'" * copy
        if self.axis == 0:
            return sp.Symbol(f"rho_{self.block}{prime}", positive=True)
        return sp.Symbol(f"xi_{self.block}{self.axis}{prime}", real=True)

    @property
    def base(self) -> int:
        """The coordinate's value at the north pole."""
        return int(self.axis == 0)


def tangent(block: str, axis: int) -> Direction:
    """The tangent direction number ``axis`` >= 1 of the sphere "D" or "G".

    >>> tangent("D", 1).coordinate(copy=1)
    xi_D1'
    """
    if block not in ("D", "G") or axis < 1:
        raise DomainError(f"block = {block!r}, axis = {axis}: give 'D' or 'G', and an axis >= 1")
    return Direction(block, axis)


RADIAL_D = Direction("D", 0)
RADIAL_G = Direction("G", 0)


@dataclass(frozen=True, order=True)
class Entry:
    """A derivative of one glass at the poles: of ell_D or ell_G ("D", "G"), along directions."""

    glass: str
    along: tuple[Direction, ...] = ()


@dataclass(frozen=True)
class Field:
    """A linear combination of entries: L_D, L_G, and whatever is made of their derivatives.

    >>> L_D.along(tangent("D", 1)) - ell_D.along(tangent("D", 1)) == -L_G.along(tangent("D", 1))
    True
    """

    terms: tuple[tuple[sp.Expr, Entry], ...]

    def along(self, *directions: Direction) -> Field:
        """The derivative along ``directions``."""
        return Field(
            tuple((c, Entry(e.glass, tuple(sorted(e.along + directions)))) for c, e in self.terms)
        )

    def __add__(self, other: Field) -> Field:
        total: dict[Entry, sp.Expr] = {}
        for coefficient, entry in self.terms + other.terms:
            total[entry] = total.get(entry, sp.Integer(0)) + coefficient
        return Field(tuple((total[entry], entry) for entry in sorted(total) if total[entry] != 0))

    def __rmul__(self, factor: sp.Expr | int) -> Field:
        return Field(tuple((sp.sympify(factor) * c, entry) for c, entry in self.terms))

    def __neg__(self) -> Field:
        return -1 * self

    def __sub__(self, other: Field) -> Field:
        return self + -other


ell_D = Field(((sp.Integer(1), Entry("D")),))
ell_G = Field(((sp.Integer(1), Entry("G")),))
L_D = ell_D - sigma_z * ell_G
L_G = sigma_z * ell_G


def overlap(block: str, directions: Iterable[Direction]) -> sp.Expr:
    """w.w' on one sphere as a function of the coordinates ``directions``, the others at the pole.

    >>> overlap("D", [tangent("D", 1)])
    xi_D1*xi_D1' + sqrt(1 - xi_D1**2)*sqrt(1 - xi_D1'**2)
    """
    used = sorted({d for d in directions if d.block == block})
    radii = sp.Mul(*(d.coordinate(0) * d.coordinate(1) for d in used if not d.axis))
    flat = [d for d in used if d.axis]
    scalar = sp.Add(*(d.coordinate(0) * d.coordinate(1) for d in flat))
    heights = [sp.sqrt(1 - sp.Add(*(d.coordinate(c) ** 2 for d in flat))) for c in (0, 1)]
    return radii * (scalar + heights[0] * heights[1])


def kernel(A: Field, B: Field, r: sp.Expr = r, s: sp.Expr = s) -> sp.Expr:
    """Covariance of two combinations of ell_D and ell_G at points with overlaps r and s.

    >>> kernel(L_D, L_G)
    -sigma_z**2*(r + s)**(p + q)

    Raises :class:`DomainError` if A or B holds a derivative.
    """
    if any(entry.along for _, entry in A.terms + B.terms):
        raise DomainError("the kernel belongs to losses, not to derivatives: give undifferentiated")
    kernels = {"D": kernel_D(r), "G": kernel_G(r, s)}
    return sp.Add(
        *(a * b * kernels[e.glass] for a, e in A.terms for b, f in B.terms if e.glass == f.glass)
    )


@cache
def _outer(glass: str, count_D: int, count_G: int) -> sp.Expr:
    """Derivatives of a kernel by the overlaps at r = s = 1."""
    value = kernel_D(r) if glass == "D" else kernel_G(r, s)
    return sp.factor(sp.diff(value, (r, count_D), (s, count_G)).subs({r: 1, s: 1}))


@cache
def _inner(marks: tuple[tuple[Direction, int], ...], dimension: int) -> sp.Expr:
    """Derivative at the poles of the overlap of one sphere by all of ``marks`` = (direction, copy).

    The sphere has ``dimension`` tangent coordinates.
    """
    everything = [Direction(marks[0][0].block, axis) for axis in range(dimension + 1)]
    value = overlap(everything[0].block, everything)
    base = {d.coordinate(copy): d.base for d in everything for copy in (0, 1)}
    moving = [direction.coordinate(copy) for direction, copy in marks]
    value = value.subs({symbol: at for symbol, at in base.items() if symbol not in moving})
    for symbol in moving:
        value = sp.diff(value, symbol, simplify=False)
    return value.subs(base)


@cache
def _entry_covariance(A: Entry, B: Entry, dimension: int) -> sp.Expr:
    if A.glass != B.glass:
        return sp.Integer(0)
    marks = [(d, 0) for d in A.along] + [(d, 1) for d in B.along]
    if not marks:
        return _outer(A.glass, 0, 0)
    total = sp.Integer(0)
    for partition in multiset_partitions(list(range(len(marks)))):
        parts = [tuple(sorted(marks[k] for k in part)) for part in partition]
        blocks = [{direction.block for direction, _ in part} for part in parts]
        if any(len(names) > 1 for names in blocks):
            continue  # an overlap depends on one sphere only
        slopes = [_inner(part, dimension) for part in parts]
        if all(slopes):
            total += sp.Mul(*slopes) * _outer(A.glass, blocks.count({"D"}), blocks.count({"G"}))
    return sp.factor(total)


def covariance(A: Field, B: Field, dimension: int | None = None) -> sp.Expr:
    """Covariance of two fields at one pair of points (of north poles).

    ``dimension`` is the number of tangent coordinates of each sphere; by default the largest
    axis that occurs, on which the result does not depend: coordinates by which nobody
    differentiates are zero in the overlaps before anything is differentiated.
    :class:`DomainError` if an axis exceeds ``dimension``.

    >>> covariance(ell_D.along(RADIAL_D), ell_D)
    p
    >>> covariance(L_G.along(tangent("G", 1)), L_G.along(tangent("G", 2)))
    0
    """
    largest = max(
        (d.axis for _, entry in A.terms + B.terms for d in entry.along),
        default=0,
    )
    if dimension is None:
        dimension = largest
    if dimension < largest:
        raise DomainError(f"dimension = {dimension} has no axis {largest}: give at least that")
    parts: dict[str, list[sp.Expr]] = {"D": [], "G": []}
    for a, e in A.terms:
        for b, f in B.terms:
            value = _entry_covariance(*sorted((e, f)), dimension)
            if value != 0:
                parts[e.glass].append(a * b * value)
    return sp.Add(*(sp.factor(sp.Add(*v)) if len(v) > 1 else sp.Add(*v) for v in parts.values()))
