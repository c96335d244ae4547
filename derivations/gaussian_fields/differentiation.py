"""Derivations that start from the kernels: written in coordinates, differentiated at the poles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

from glassproof.derivations.gaussian_fields.fields import GaussianField, Model, covariance, kernel
from glassproof.derivations.gaussian_fields.gaussian_laws import symmetric
from glassproof.derivations.gaussian_fields.spheres import Direction, overlap
from glassproof.derivations.proof.derivation import Derivation, Expression, Step

Jet = tuple[GaussianField, tuple[Direction, ...]]
"""A field and the directions along which it is differentiated."""

Reasons = tuple[str, str, str]
"""Why the kernel, why the kernel in coordinates, why its derivative at the poles."""


def covariance_matrix(
    fields: Sequence[GaussianField], dimension: int | None = None
) -> sp.ImmutableMatrix:
    """The covariances of ``fields`` at one point (see
    :func:`glassproof.derivations.gaussian_fields.fields.covariance`).

    >>> from glassproof.derivations.gaussian_fields.spheres import Sphere
    >>> from glassproof.derivations.proof.domain import Domain
    >>> r = sp.Symbol("r", positive=True)
    >>> A = Sphere("A", r)
    >>> X = Model((A,), {"X": r**3}, Domain({}))["X"]
    >>> covariance_matrix([X, X.along(A.radial)]).row(1)
    Matrix([[3, 9]])
    """
    return symmetric(len(fields), lambda i, j: covariance(fields[i], fields[j], dimension))


def _in_coordinates(every: set[Direction], value: sp.Expr, A: Jet, B: Jet) -> sp.Expr:
    """The kernel ``value``, in the coordinates ``every``, differentiated to that of two jets."""
    for copy, (_, along) in enumerate((A, B)):
        idle = {d.coordinate(copy): d.base for d in every - set(along)}
        value = value.subs(idle)
    for copy, (_, along) in enumerate((A, B)):
        for direction in along:
            value = sp.diff(value, direction.coordinate(copy), simplify=False)
        value = value.subs({d.coordinate(copy): d.base for d in along})
    return value


def law(
    model: Model,
    title: str,
    jets: Sequence[Jet],
    *further: Step,
    against: Sequence[Jet] | None = None,
    frame: Sequence[Direction] = (),
    reasons: Reasons | None = None,
) -> Derivation:
    """Derive the covariances of ``jets`` with those ``against`` (themselves by default).

    The result is a matrix, or a scalar if it has one entry. The chain: the kernels in the
    overlaps; in local coordinates (those of the jets and of ``frame``); differentiated at the
    poles; then the ``further`` steps. The third is computed by the chain rule through the overlaps
    and checked against differentiation in coordinates. ``reasons`` replaces the words of the three.

    >>> from glassproof.derivations.gaussian_fields.spheres import Sphere
    >>> from glassproof.derivations.proof.domain import Domain
    >>> r = sp.Symbol("r", positive=True)
    >>> A = Sphere("A", r, letters=("s", "t"))
    >>> model = Model((A,), {"X": r**3}, Domain({}))
    >>> gradient = law(model, "variance", [(model["X"], (A.tangent(1),))])
    >>> [step.expression for step in gradient.steps]
    [r**3, (s1*t1 + sqrt(1 - s1**2)*sqrt(1 - t1**2))**3, 3]
    """
    columns = jets if against is None else against
    every = {d for _, along in (*jets, *columns) for d in along} | set(frame)
    here = {sphere.overlap: overlap(sphere, every) for sphere in model.spheres}

    def table(entry: Callable[[int, int], sp.Expr]) -> Expression:
        if len(jets) == len(columns) == 1:
            return entry(0, 0)
        if against is None:
            return symmetric(len(jets), entry)
        return sp.ImmutableMatrix(len(jets), len(columns), entry)

    def derivative(i: int, j: int) -> sp.Expr:
        (A, a), (B, b) = jets[i], columns[j]
        return covariance(A.along(*a), B.along(*b))

    def substitute(value: Expression) -> Expression:
        return value.subs(here, simultaneous=True)

    def differentiate(value: Expression) -> Expression:
        entries = value if isinstance(value, sp.MatrixBase) else sp.Matrix([[value]])
        return table(lambda i, j: _in_coordinates(every, entries[i, j], jets[i], columns[j]))

    overlaps = ", ".join(f"${sphere.overlap}$" for sphere in model.spheres)
    several = "s" if len(model.spheres) > 1 else ""
    kernels_are, coordinates_are, derivatives_are = reasons or (
        f"covariance of the {model.called}, as a function of the overlap{several} {overlaps}",
        f"in coordinates at the north pole{several}",
        f"differentiate in both copies, at the pole{several}",
    )
    kernels = table(lambda i, j: kernel(jets[i][0], columns[j][0]))
    return Derivation(
        title,
        (
            Step(kernels, kernels_are),
            Step(substitute(kernels), coordinates_are, via=substitute),
            Step(table(derivative), derivatives_are, via=differentiate),
            *further,
        ),
        model.domain,
    )
