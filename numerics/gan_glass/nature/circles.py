"""All critical points of a glass on two circles, for many draws at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.nature.tensors import Shape
from glassproof.numerics.polynomials.monomials import monomials, require_size
from glassproof.numerics.polynomials.torus_roots import SOLVED, UNDECIDED, zeros
from glassproof.numerics.work.arguments import FloatArray

MOST_DEGREE = 24
"""Of ell_G. The map from monomials to Fourier coefficients, exact in float64, takes 60 MB there."""

CORNERS = tuple((0.1 + 2.39996 * n, 0.2 + 1.94161 * n) for n in range(4))
"""Where the torus is cut open, one after the other, while a draw is undecided."""


@lru_cache(maxsize=64)
def _circle(cosines: int, sines: int) -> NDArray[np.complex128]:
    """Fourier coefficients of cos^a sin^b, frequencies -(a + b)..(a + b): exact dyadic numbers."""
    series = np.ones(1, dtype=np.complex128)
    for _ in range(cosines):
        series = np.convolve(series, [0.5, 0, 0.5])
    for _ in range(sines):
        series = np.convolve(series, [0.5j, 0, -0.5j])
    return series


def _padded(series: NDArray[np.complex128], degree: int) -> NDArray[np.complex128]:
    return np.pad(series, degree - len(series) // 2)


@lru_cache(maxsize=16)
def _to_fourier(p: int, m: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Maps from coefficients by monomial to one-sided Fourier coefficients of ell_D and ell_G.

    Shapes (K_D, p + 1), frequencies 0..p in theta, and (K_G, (2m + 1)(m + 1)), frequencies -m..m in
    theta and 0..m in phi; terms with a partner of the opposite frequency count twice, so that each
    polynomial is the real part of its one-sided sum.
    """
    exponents = monomials(4, m)
    half = np.arange(p + 1) > 0
    of_D = np.array([_padded(_circle(a, b), p)[p:] for a, b in monomials(2, p).tolist()])
    both = 1.0 + (np.arange(m + 1) > 0)
    of_G = np.array(
        [
            np.outer(_padded(_circle(a, b), m), _padded(_circle(c, d), m)[m:] * both).ravel()
            for a, b, c, d in exponents.tolist()
        ]
    )
    return of_D * (1.0 + half), of_G


def _bounds(h: NDArray[np.complex128], e: NDArray[np.complex128], sigma_z: float) -> FloatArray:
    """Per draw: third-derivative bounds of f, g; rounding of f, g and of their first derivatives.

    From the sums of the Fourier coefficients' moduli: the term with frequencies (j, k) and modulus
    |c| contributes at most |c| (|j| + |k|)^3 to the third derivative along any (+-1, +-1).
    Rounding is bounded by the usual n epsilon times the sum of moduli, n operations a term.
    """
    m, p = h.shape[2] - 1, e.shape[1] - 1
    j, k = np.abs(np.arange(-m, m + 1))[:, None], np.arange(m + 1)[None, :]
    order = j + k
    modulus_h, modulus_e, n = np.abs(h), np.abs(e), np.arange(p + 1)
    allowance = np.finfo(float).eps * (16 * m + 64)

    def total(power: int) -> tuple[FloatArray, FloatArray]:
        of_e = (modulus_e * n ** (power + 1)).sum(axis=1)
        weights = (modulus_h * order**power) * np.ones_like(order)
        return (
            of_e + sigma_z * (weights * j).sum(axis=(1, 2)),
            (weights * k).sum(axis=(1, 2)),
        )

    thirds, fields, firsts = total(3), total(0), total(1)
    return np.column_stack(
        [*thirds, *(allowance * part for part in fields), *(allowance * part for part in firsts)]
    ) * (1 + 1e-9)


@dataclass(frozen=True)
class CircleZeros:
    """Zeros of every draw: ``rows`` (draws, capacity, 7), of which the first ``counts`` are meant.

    ``solved[n]`` is False for a draw that stayed undecided at every attempt.
    """

    rows: FloatArray
    counts: NDArray[np.int64]
    solved: NDArray[np.bool_]
    cells: int


def circle_zeros(
    shape: Shape, coefficients_D: FloatArray, coefficients_G: FloatArray
) -> CircleZeros:
    """Every critical point of every draw (n_D = n_G = 2), certified; see
    glassproof.numerics.polynomials.torus_roots.

    ``coefficients_*`` have shapes (draws, K_D) and (draws, K_G). The torus is cut open elsewhere,
    up to four times, for a draw that is undecided (a zero on the edge of a cell).
    """
    p, m = shape.p, shape.m
    if m > MOST_DEGREE:
        raise DomainError(f"p + q = {m} is too large to count: give p + q <= {MOST_DEGREE}")
    to_D, to_G = _to_fourier(p, m)
    require_size("room for all zeros", len(coefficients_D) * (4 * m * m + 1) * 7)
    e = coefficients_D @ to_D
    h = (coefficients_G @ to_G).reshape(len(e), 2 * m + 1, m + 1)
    bounds = _bounds(h, e, shape.sigma_z)
    draws, start = len(e), max(3, int(np.ceil(np.log2(4 * m))))
    rows = np.zeros((draws, 4 * m * m + 1, 7))
    counts, states = np.zeros(draws, np.int64), np.full(draws, UNDECIDED)
    parts = [np.ascontiguousarray(part) for part in (h.real, h.imag, e.real, e.imag)]
    todo, cells = np.arange(draws), 0
    for corner in CORNERS:
        tried = (rows[todo], counts[todo], states[todo])
        cells += zeros(  # type: ignore[call-arg]
            *(part[todo] for part in parts), shape.sigma_z, bounds[todo], start,
            np.array(corner), *tried,
        )  # fmt: skip
        rows[todo], counts[todo], states[todo] = tried
        todo = np.flatnonzero(states != SOLVED)
        if not len(todo):
            break
    return CircleZeros(rows, counts, states == SOLVED, cells)
