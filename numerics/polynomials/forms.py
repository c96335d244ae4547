"""Critical points of forms on the circle and on the sphere, counted through polynomials' roots.

A form of odd degree may carry a linear field, times |w|^(degree - 1), which is one on the sphere.
"""

from __future__ import annotations

from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError

Array = NDArray[Any]
_NEARLY_REAL = 1e-7
_AT_INFINITY = 1e-8


def exponents(size: int, degree: int) -> list[tuple[int, ...]]:
    """Of all monomials of this degree in ``size`` variables.

    >>> exponents(2, 2)
    [(0, 2), (1, 1), (2, 0)]
    """
    if size == 1:
        return [(degree,)]
    return [(j, *rest) for j in range(degree + 1) for rest in exponents(size - 1, degree - j)]


def sampled_forms(
    rng: np.random.Generator,
    draws: int,
    *,
    size: int,
    degree: int,
    field: float = 0.0,
    random_field: float = 0.0,
) -> Array:
    """Coefficients of sampled glasses, of covariance q^degree on the unit sphere, with fields.

    Shape (draws, degree + 1, ...), one axis a variable but the last; the fixed field points along
    the first variable.
    """
    if degree % 2 == 0 and (field or random_field):
        raise DomainError(f"degree = {degree} is out of its domain with a field: give an odd one")
    forms = np.zeros((draws, *(degree + 1,) * (size - 1)))
    for powers in exponents(size, degree):
        spread = np.sqrt(_multinomial(powers))
        forms[_at(powers)] += spread * rng.standard_normal(draws)
    slopes = random_field * rng.standard_normal((draws, size)) if random_field else 0.0
    linear = np.zeros((draws, size)) + slopes
    linear[:, 0] += field
    for half in exponents(size, (degree - 1) // 2) if field or random_field else []:
        for j in range(size):
            powers = tuple(2 * e + (i == j) for i, e in enumerate(half))
            forms[_at(powers)] += _multinomial(half) * linear[:, j]
    return forms


def _at(powers: tuple[int, ...]) -> Any:
    """Where the coefficients of a monomial stand."""
    return (slice(None), *powers[:-1])


def _multinomial(powers: tuple[int, ...]) -> float:
    found = factorial(sum(powers))
    for power in powers:
        found //= factorial(power)
    return float(found)


def critical_points(forms: Array) -> NDArray[np.int64]:
    """Numbers of critical points on the circle or on the sphere in R^3, one a form.

    >>> quadratic = sampled_forms(np.random.default_rng(0), 3, size=3, degree=2)
    >>> critical_points(quadratic)  # eigenvectors
    array([6, 6, 6])
    """
    return _on_the_circle(forms) if forms.ndim == 2 else _on_the_sphere(forms)


def _on_the_circle(forms: Array) -> NDArray[np.int64]:
    """The derivative along the circle is a form in (cos, sin): a polynomial in the tangent."""
    degree = forms.shape[1] - 1
    slopes = np.zeros_like(forms)
    power = np.arange(degree + 1)  # of the first variable, cos; the tangent's is degree - power
    slopes[:, :-1] -= (power * forms)[:, 1:]  # d cos = -sin
    slopes[:, 1:] += ((degree - power) * forms)[:, :-1]
    return np.array([2 * _real_roots(row) for row in slopes])


def _on_the_sphere(forms: Array) -> NDArray[np.int64]:
    """Solutions of w x grad = 0 at w = (x, y, 1), by the resultant in x at roots of unity y.

    It has degree d^2 - d + 1 in y, the number of complex critical lines of a form of degree d.
    """
    draws, degree = len(forms), forms.shape[1] - 1
    lines = degree * (degree - 1) + 1
    turns = np.exp(2j * np.pi * np.arange(2 * degree * degree) / (2 * degree * degree))
    i, j = np.meshgrid(np.arange(degree + 1), np.arange(degree + 1), indexing="ij")
    down = np.clip(degree - i - j, 0, None) * forms  # derivatives in z, x and y at z = 1
    across, along = np.zeros_like(forms), np.zeros_like(forms)
    across[:, :-1] = (i * forms)[:, 1:]
    along[:, :, :-1] = (j * forms)[:, :, 1:]
    powers = turns[None] ** np.arange(degree + 1)[:, None]
    down, across, along = (part @ powers for part in (down, across, along))
    first = down * turns - along  # of degree d - 1 in x
    second = -across
    second[:, 1:] += down[:, :-1]  # of degree d
    size = 2 * degree - 1
    sylvester = np.zeros((draws, len(turns), size, size), complex)
    for row in range(degree):
        sylvester[:, :, row, row : row + degree] = np.moveaxis(first[:, :degree], 1, 2)
    for row in range(degree - 1):
        sylvester[:, :, degree + row, row : row + degree + 1] = np.moveaxis(second, 1, 2)
    resultants = np.fft.fft(np.linalg.det(sylvester), axis=1).real / len(turns)
    scale = np.abs(resultants).max(axis=1)
    if (np.abs(resultants[:, lines + 1 :]).max(axis=1) > _AT_INFINITY * scale).any():
        raise ArithmeticError("a resultant is of higher degree than the number of critical lines")
    return np.array([2 * _real_roots(row[: lines + 1]) for row in resultants])


def _real_roots(ascending: Array) -> int:
    """Real roots of a form in two variables, roots at infinity among them."""
    roots = np.roots(ascending[::-1])
    real = np.abs(roots.imag) <= _NEARLY_REAL * (1 + np.abs(roots))
    return int(real.sum()) + len(ascending) - 1 - len(roots)
