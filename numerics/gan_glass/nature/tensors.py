"""The glass itself: losses, gradients and Hessians of one draw, from its tensors and nothing else.

Nothing here knows a derived formula. A draw is kept by monomials
(:mod:`glassproof.numerics.polynomials.monomials`), which is exact in law and cheap; literal tensors
aggregate into the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.polynomials.monomials import (
    coefficients_of,
    deviations,
    jet,
    monomials,
    require_size,
    values,
)
from glassproof.numerics.polynomials.spheres import tangent_basis, unit
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array


@dataclass(frozen=True)
class Shape:
    """Sizes and parameters of a glass: spheres in R^n_D and R^n_G, degrees p and m = p + q.

    >>> Shape.checked(n_D=2, n_G=3, p=2, q=1, sigma_z=1).m
    3
    """

    n_D: int
    n_G: int
    p: int
    q: int
    sigma_z: float

    @classmethod
    def checked(cls, *, n_D: Any, n_G: Any, p: Any, q: Any, sigma_z: Any) -> Shape:
        """The shape; :class:`DomainError` unless n_D, n_G, p >= 2, q >= 1, sigma_z > 0."""
        return cls(
            integer("n_D", n_D, least=2),
            integer("n_G", n_G, least=2),
            integer("p", p, least=2),
            integer("q", q, least=1),
            real("sigma_z", sigma_z, above=0),
        )

    @property
    def m(self) -> int:
        """The degree of ell_G."""
        return self.p + self.q

    @property
    def n(self) -> int:
        """N = N_D + N_G, the number of weights."""
        return self.n_D + self.n_G


@dataclass(frozen=True)
class PointSample:
    """Losses and covariant derivatives at one point pair; a leading axis runs over draws, if any.

    ``radial_D`` and ``radial_G`` are the derivatives of ell_G in the ambient space along w_D and
    along w_G. Gradients and Hessians are covariant, in orthonormal bases of the tangent spaces:
    ``gradient_D`` of L_D over w_D (n_D - 1 components), ``gradient_G`` of L_G over w_G;
    ``hessian_DD`` and ``hessian_DG`` of L_D, ``hessian_GD`` and ``hessian_GG`` of L_G (rows over
    the first letter's sphere).
    """

    L_D: FloatArray
    L_G: FloatArray
    ell_D: FloatArray
    radial_D: FloatArray
    radial_G: FloatArray
    gradient_D: FloatArray
    gradient_G: FloatArray
    hessian_DD: FloatArray
    hessian_DG: FloatArray
    hessian_GD: FloatArray
    hessian_GG: FloatArray

    @property
    def critical_matrix(self) -> FloatArray:
        """[[D_D D_D L_D, D_D D_G L_D], [D_G D_D L_G, D_G D_G L_G]], of size n_D + n_G - 2."""
        return np.concatenate(
            [
                np.concatenate([self.hessian_DD, self.hessian_DG], axis=-1),
                np.concatenate([self.hessian_GD, self.hessian_GG], axis=-1),
            ],
            axis=-2,
        )


Local = Callable[[FloatArray, FloatArray], PointSample]


def _local(shape: Shape, w_D: FloatArray, w_G: FloatArray) -> Local:
    """At a fixed pair everything is linear in the coefficients: the map from them, once for all."""
    n_D, sigma = shape.n_D, shape.sigma_z
    basis = np.zeros((shape.n, shape.n - 2))
    basis[:n_D, : n_D - 1], basis[n_D:, n_D - 1 :] = tangent_basis(w_D), tangent_basis(w_G)
    jet_D = jet(monomials(n_D, shape.p), w_D)
    jet_G = jet(monomials(shape.n, shape.m), np.concatenate([w_D, w_G]))
    D, G = slice(0, n_D - 1), slice(n_D - 1, shape.n - 2)
    tangent = basis[:n_D, D]

    def features(jet: tuple[FloatArray, ...], frame: FloatArray, radii: FloatArray) -> FloatArray:
        value, gradient, hessian = jet
        second = frame.T @ hessian @ frame
        return np.column_stack(
            [value, gradient @ radii, gradient @ frame, second.reshape(len(value), -1)]
        )

    radii = np.zeros((shape.n, 2))
    radii[:n_D, 0], radii[n_D:, 1] = w_D, w_G
    design_D = features(jet_D, tangent, w_D[:, None])
    design_G = features(jet_G, basis, radii)

    def split(
        rows: FloatArray, radial: int, size: int
    ) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        value, radials, gradient, second = np.split(rows, [1, 1 + radial, 1 + radial + size], -1)
        return value[..., 0], radials, gradient, second.reshape(*rows.shape[:-1], size, size)

    def at(coefficients_D: FloatArray, coefficients_G: FloatArray) -> PointSample:
        ell_D, r, g, h = split(coefficients_D @ design_D, 1, n_D - 1)
        ell_G, R, g_G, h_G = split(coefficients_G @ design_G, 2, shape.n - 2)
        # Covariant Hessian of a restriction to the sphere: tangent part minus radial derivative.
        radial_of_L_D = r[..., 0] - sigma * R[..., 0]
        eye_D, eye_G = np.eye(n_D - 1), np.eye(shape.n_G - 1)
        return PointSample(
            L_D=ell_D - sigma * ell_G,
            L_G=sigma * ell_G,
            ell_D=ell_D,
            radial_D=R[..., 0],
            radial_G=R[..., 1],
            gradient_D=g - sigma * g_G[..., D],
            gradient_G=sigma * g_G[..., G],
            hessian_DD=h - sigma * h_G[..., D, D] - radial_of_L_D[..., None, None] * eye_D,
            hessian_DG=-sigma * h_G[..., D, G],
            hessian_GD=sigma * h_G[..., G, D],
            hessian_GG=sigma * (h_G[..., G, G] - R[..., 1, None, None] * eye_G),
        )

    return at


@dataclass(frozen=True, eq=False)
class Glass:
    """One draw of the model, by the coefficients of its two polynomials.

    ell_D(w_D) = sum_a coefficients_D[a] w_D^a over ``monomials(n_D, p)``;
    ell_G(w) = sum_a coefficients_G[a] w^a over ``monomials(n_D + n_G, p + q)``, w = (w_D, w_G);
    L_D = ell_D - sigma_z ell_G, L_G = sigma_z ell_G.

    >>> glass = Glass.sample(n_D=2, n_G=3, p=2, q=1, sigma_z=1, rng=np.random.default_rng(1))
    >>> glass.coefficients_D.shape, glass.coefficients_G.shape
    ((3,), (35,))
    """

    shape: Shape
    coefficients_D: FloatArray
    coefficients_G: FloatArray

    @classmethod
    def sample(
        cls, *, n_D: int, n_G: int, p: int, q: int, sigma_z: float, rng: np.random.Generator
    ) -> Glass:
        """A draw with i.i.d. N(0, 1) tensor entries, in law; :class:`DomainError` as Shape."""
        shape = Shape.checked(n_D=n_D, n_G=n_G, p=p, q=q, sigma_z=sigma_z)
        coefficients_D, coefficients_G = sample_coefficients(shape, 1, rng)
        return cls(shape, coefficients_D[0], coefficients_G[0])

    @classmethod
    def from_tensors(cls, X: ArrayLike, Z: ArrayLike, *, sigma_z: float) -> Glass:
        """The draw with the literal tensors ``X`` (p axes, n_D) and ``Z`` (p + q, n_D + n_G).

        >>> glass = Glass.from_tensors(np.ones((2, 2)), np.zeros((4, 4, 4)), sigma_z=1)
        >>> glass.losses([0.6, 0.8], [1, 0])[0].round(2)
        np.float64(1.96)
        """
        X, Z = real_array("X", X), real_array("Z", Z)
        coefficients_D, coefficients_G = coefficients_of(X), coefficients_of(Z)
        shape = Shape.checked(
            n_D=X.shape[0],
            n_G=Z.shape[0] - X.shape[0],
            p=X.ndim,
            q=Z.ndim - X.ndim,
            sigma_z=sigma_z,
        )
        return cls(shape, coefficients_D, coefficients_G)

    def losses(self, w_D: ArrayLike, w_G: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """(L_D, L_G) at unit vectors of shapes (..., n_D), (..., n_G); leading axes broadcast."""
        first, second = unit("w_D", w_D, self.shape.n_D), unit("w_G", w_G, self.shape.n_G)
        lead = np.broadcast_shapes(first.shape[:-1], second.shape[:-1])
        first = np.broadcast_to(first, (*lead, self.shape.n_D))
        w = np.concatenate([first, np.broadcast_to(second, (*lead, self.shape.n_G))], axis=-1)
        ell_D = values(monomials(self.shape.n_D, self.shape.p), first) @ self.coefficients_D
        ell_G = values(monomials(self.shape.n, self.shape.m), w) @ self.coefficients_G
        return ell_D - self.shape.sigma_z * ell_G, self.shape.sigma_z * ell_G

    def at(self, w_D: ArrayLike, w_G: ArrayLike) -> PointSample:
        """Losses, radial derivatives, covariant gradients and Hessian blocks at one point pair."""
        first, second = unit("w_D", w_D, self.shape.n_D), unit("w_G", w_G, self.shape.n_G)
        if first.ndim != 1 or second.ndim != 1:
            raise DomainError(f"w_D has shape {first.shape}: give one point pair")
        return _local(self.shape, first, second)(self.coefficients_D, self.coefficients_G)


def sample_coefficients(
    shape: Shape, draws: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Coefficients of ``draws`` independent glasses: shapes (draws, K_D) and (draws, K_G)."""
    scale_D, scale_G = deviations(shape.n_D, shape.p), deviations(shape.n, shape.m)
    require_size("the coefficients of all draws", draws * (len(scale_D) + len(scale_G)))
    coefficients_D = rng.standard_normal((draws, len(scale_D))) * scale_D
    return coefficients_D, rng.standard_normal((draws, len(scale_G))) * scale_G


def generic_point(n_D: int, n_G: int) -> tuple[FloatArray, FloatArray]:
    """A fixed pair of unit vectors, no component of which is zero or equal to another.

    >>> [w.round(3).tolist() for w in generic_point(2, 2)]
    [[0.577, -0.816], [-0.655, 0.756]]
    """
    signs = (-1.0) ** np.arange(n_D + n_G + 1)
    w = signs[:-1] * np.sqrt(np.arange(1, n_D + n_G + 1))
    w_D, w_G = w[:n_D], -w[n_D:] if n_D % 2 == 0 else w[n_D:]
    return w_D / np.linalg.norm(w_D), w_G / np.linalg.norm(w_G)


def sample_at_point(
    *,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    draws: int,
    rng: np.random.Generator,
    point: tuple[ArrayLike, ArrayLike] | None = None,
) -> PointSample:
    """Everything :class:`PointSample` holds, for ``draws`` independent glasses at one point pair.

    ``point`` is a pair (w_D, w_G) of unit vectors; by default :func:`generic_point`. One matrix
    product of coefficients with the monomials' derivatives. Raises :class:`DomainError` for
    parameters outside the model's domain and for sizes that would not fit in memory.

    >>> sample = sample_at_point(
    ...     n_D=3, n_G=2, p=2, q=1, sigma_z=0.5, draws=10, rng=np.random.default_rng(0))
    >>> sample.hessian_DG.shape
    (10, 2, 1)
    """
    shape = Shape.checked(n_D=n_D, n_G=n_G, p=p, q=q, sigma_z=sigma_z)
    draws = integer("draws", draws, least=1)
    w_D, w_G = generic_point(shape.n_D, shape.n_G) if point is None else point
    w_D, w_G = unit("w_D", w_D, shape.n_D), unit("w_G", w_G, shape.n_G)
    require_size("the Hessians of all draws", draws * shape.n**2)
    at = _local(shape, w_D, w_G)
    chunk = max(1, 2**20 // len(deviations(shape.n, shape.m)))
    parts = [
        at(*sample_coefficients(shape, min(chunk, draws - start), rng))
        for start in range(0, draws, chunk)
    ]
    return PointSample(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(PointSample)
        }
    )
