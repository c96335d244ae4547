"""Gaussian fields on products of spheres: covariances of their derivatives at one point.

A :class:`Model` is a family of independent centred Gaussian fields on a product of unit spheres;
the covariance of each at two points is a function of the overlaps w.w', one a sphere. Fields are
linear combinations of these and of their derivatives. The covariance of two derivatives is the
mixed derivative of the kernel, one copy of the point for each field, taken at the poles. Here it is
taken by the chain rule through the overlaps (a sum over set partitions), in
:mod:`glassproof.derivations.gaussian_fields.differentiation` by differentiating the kernel written
out in coordinates.

Reference: R. J. Adler and J. E. Taylor, Random Fields and Geometry (2007), section 5.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sympy as sp
from sympy.utilities.iterables import multiset_partitions

from glassproof.derivations.gaussian_fields.spheres import Direction, Sphere, overlap
from glassproof.derivations.proof.domain import Domain, DomainError


@dataclass(frozen=True)
class Component:
    """One of the independent fields of a model: its name, its kernel and where it lives."""

    name: str
    kernel: sp.Expr
    spheres: tuple[Sphere, ...]

    def __lt__(self, other: Component) -> bool:
        return self.name < other.name


@dataclass(frozen=True, order=True)
class Entry:
    """A derivative of one component at the poles, along directions."""

    component: Component
    along: tuple[Direction, ...] = ()


@dataclass(frozen=True)
class GaussianField:
    """A linear combination of components of a model and of their derivatives.

    >>> r, c = sp.symbols("r c", positive=True)
    >>> A = Sphere("A", r)
    >>> model = Model((A,), {"X": r**2, "Y": r}, Domain({}))
    >>> Z = model["X"] - c * model["Y"]
    >>> Z.along(A.tangent(1)) == model["X"].along(A.tangent(1)) - c * model["Y"].along(A.tangent(1))
    True
    """

    terms: tuple[tuple[sp.Expr, Entry], ...]

    def along(self, *directions: Direction) -> GaussianField:
        """The derivative along ``directions``."""
        return GaussianField(
            tuple(
                (c, Entry(e.component, tuple(sorted(e.along + directions)))) for c, e in self.terms
            )
        )

    def __add__(self, other: GaussianField) -> GaussianField:
        total: dict[Entry, sp.Expr] = {}
        for coefficient, entry in self.terms + other.terms:
            total[entry] = total.get(entry, sp.Integer(0)) + coefficient
        return GaussianField(
            tuple((total[entry], entry) for entry in sorted(total) if total[entry] != 0)
        )

    def __rmul__(self, factor: sp.Expr | int) -> GaussianField:
        return GaussianField(tuple((sp.sympify(factor) * c, entry) for c, entry in self.terms))

    def __neg__(self) -> GaussianField:
        return -1 * self

    def __sub__(self, other: GaussianField) -> GaussianField:
        return self + -other


@dataclass(frozen=True)
class Model:
    """Independent centred Gaussian fields on a product of unit spheres.

    ``kernels`` holds the covariance of each by name, in the overlaps of ``spheres`` and the symbols
    of ``domain``. That they are covariances in every dimension (positive definite: power series in
    the overlaps with coefficients >= 0, by Schoenberg) is for the caller to know. ``called`` is the
    word for the fields in derivations.

    Raises :class:`DomainError` if two spheres share a name, an overlap or a letter, or a kernel
    holds a symbol that is neither an overlap nor of the domain.

    >>> r = sp.Symbol("r", positive=True)
    >>> model = Model((Sphere("A", r),), {"X": r**3}, Domain({}))
    >>> covariance(model["X"], model["X"])
    1
    """

    spheres: tuple[Sphere, ...]
    kernels: Mapping[str, sp.Expr]
    domain: Domain
    called: str = "fields"

    def __post_init__(self) -> None:
        for what, values in (
            ("names", [sphere.name for sphere in self.spheres]),
            ("overlaps", [sphere.overlap for sphere in self.spheres]),
            ("letters", [letter for sphere in self.spheres for letter in sphere.letters or ()]),
        ):
            if len(set(values)) < len(values):
                raise DomainError(f"spheres have the {what} {values}: give each one of its own")
        known = {sphere.overlap for sphere in self.spheres} | set(self.domain.ranges)
        for name, value in self.kernels.items():
            unknown = sorted(map(str, sp.sympify(value).free_symbols - known))
            if unknown:
                raise DomainError(
                    f"kernel {name!r} holds {', '.join(unknown)}: give a function of the spheres' "
                    "overlaps and of the domain's symbols"
                )

    def __getitem__(self, name: str) -> GaussianField:
        """The component ``name`` as a field; :class:`DomainError` if there is none."""
        if name not in self.kernels:
            raise DomainError(f"no field {name!r} here: give one of {', '.join(self.kernels)}")
        component = Component(name, sp.sympify(self.kernels[name]), self.spheres)
        return GaussianField(((sp.Integer(1), Entry(component)),))


def kernel(A: GaussianField, B: GaussianField) -> sp.Expr:
    """Covariance of two undifferentiated fields at two points, in the overlaps.

    >>> r, c = sp.symbols("r c", positive=True)
    >>> X = Model((Sphere("A", r),), {"X": r**3}, Domain({}))["X"]
    >>> kernel(X, -c * X)
    -c*r**3

    Raises :class:`DomainError` if A or B holds a derivative.
    """
    if any(entry.along for _, entry in A.terms + B.terms):
        raise DomainError("the kernel belongs to fields, not to derivatives: give undifferentiated")
    return sp.Add(
        *(
            a * b * e.component.kernel
            for a, e in A.terms
            for b, f in B.terms
            if e.component == f.component
        )
    )


@cache
def _outer(component: Component, counts: tuple[int, ...]) -> sp.Expr:
    """The kernel differentiated ``counts`` times by each overlap, where all overlaps are 1."""
    overlaps = [sphere.overlap for sphere in component.spheres]
    value = sp.diff(component.kernel, *zip(overlaps, counts, strict=True))
    value = sp.factor(value.subs(dict.fromkeys(overlaps, sp.Integer(1)), simultaneous=True))
    if value.has(sp.zoo, sp.nan, sp.oo):
        order = ", ".join(f"{n} times by {r}" for r, n in zip(overlaps, counts, strict=True) if n)
        raise DomainError(
            f"the kernel {component.kernel} of {component.name!r} has no derivative {order} at "
            "overlap 1: differentiate less often, or give a smoother kernel"
        )
    return value


@cache
def _inner(marks: tuple[tuple[Direction, int], ...], dimension: int) -> sp.Expr:
    """Derivative at the poles of the overlap of one sphere by all of ``marks`` = (direction, copy).

    The sphere has ``dimension`` tangent coordinates.
    """
    sphere = marks[0][0].sphere
    everything = [Direction(sphere, axis) for axis in range(dimension + 1)]
    value = overlap(sphere, everything)
    base = {d.coordinate(copy): d.base for d in everything for copy in (0, 1)}
    moving = [direction.coordinate(copy) for direction, copy in marks]
    value = value.subs({symbol: at for symbol, at in base.items() if symbol not in moving})
    for symbol in moving:
        value = sp.diff(value, symbol, simplify=False)
    return value.subs(base)


@cache
def _entry_covariance(A: Entry, B: Entry, dimension: int) -> sp.Expr:
    component = A.component
    if component != B.component:
        return sp.Integer(0)
    marks = [(d, 0) for d in A.along] + [(d, 1) for d in B.along]
    if any(direction.sphere not in component.spheres for direction, _ in marks):
        return sp.Integer(0)  # the component does not live there
    if not marks:
        return _outer(component, (0,) * len(component.spheres))
    total = sp.Integer(0)
    for partition in multiset_partitions(list(range(len(marks)))):
        parts = [tuple(sorted(marks[k] for k in part)) for part in partition]
        spheres = [{direction.sphere for direction, _ in part} for part in parts]
        if any(len(several) > 1 for several in spheres):
            continue  # an overlap depends on one sphere only
        slopes = [_inner(part, dimension) for part in parts]
        if all(slopes):
            counts = tuple(spheres.count({sphere}) for sphere in component.spheres)
            total += sp.Mul(*slopes) * _outer(component, counts)
    return sp.factor(total)


def covariance(A: GaussianField, B: GaussianField, dimension: int | None = None) -> sp.Expr:
    """Covariance of two fields at one pair of points (of north poles).

    ``dimension`` is the number of tangent coordinates of each sphere; by default the largest
    axis that occurs, on which the result does not depend: coordinates by which nobody
    differentiates are zero in the overlaps before anything is differentiated.
    :class:`DomainError` if an axis exceeds ``dimension``, or the kernel is not differentiable as
    often as is asked.

    >>> r, s = sp.symbols("r s", positive=True)
    >>> A, B = Sphere("A", r), Sphere("B", s)
    >>> X = Model((A, B), {"X": r**3 * s}, Domain({}))["X"]
    >>> covariance(X.along(A.radial), X), covariance(X.along(A.tangent(1)), X.along(B.tangent(1)))
    (3, 0)
    """
    largest = max(
        (d.axis for _, entry in A.terms + B.terms for d in entry.along),
        default=0,
    )
    if dimension is None:
        dimension = largest
    if dimension < largest:
        raise DomainError(f"dimension = {dimension} has no axis {largest}: give at least that")
    parts: dict[Component, list[sp.Expr]] = {}
    for a, e in A.terms:
        for b, f in B.terms:
            value = _entry_covariance(*sorted((e, f)), dimension)
            if value != 0:
                parts.setdefault(e.component, []).append(a * b * value)
    return sp.Add(*(sp.factor(sp.Add(*v)) if len(v) > 1 else sp.Add(*v) for v in parts.values()))
