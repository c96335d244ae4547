"""Critical points of one form on the sphere, each in a box that holds it alone: plain data.

Unknowns are the point and its multiplier: grad f(w) = m w, |w|^2 = 1. Points are found by Newton's
method from many starts until there are as many as the polynomials' roots count; a checker proves by
Krawczyk's test that each box holds exactly one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from glassproof.numerics.polynomials.forms import Array, critical_points, exponents, sampled_forms

_GRID = 2.0**40
"""Coefficients are rounded to multiples of its inverse, so that the form is one exactly."""

DRAWS = 3
"""Draws of a model of which all critical points are isolated."""

_STARTS, _STEPS, _RADIUS, _APART = 1200, 30, 1e-9, 1e-5


def isolated(form: Array) -> dict[str, Any] | None:
    """Equations, boxes and number of the critical points of ``form``; None if not all were found.

    ``form`` holds coefficients as in :mod:`glassproof.numerics.polynomials.forms`.

    >>> from glassproof.numerics.polynomials.forms import sampled_forms
    >>> form = sampled_forms(np.random.default_rng(0), 1, size=2, degree=3)[0]
    >>> found = isolated(form)
    >>> found["count"] == len(found["boxes"]), found["unknowns"]
    (True, ['w1', 'w2', 'm'])
    """
    form = np.round(form * _GRID) / _GRID
    size, degree = form.ndim + 1, form.shape[0] - 1
    powers = [e for e in exponents(size, degree) if form[e[:-1]]]
    coefficients = np.array([form[e[:-1]] for e in powers])
    count = int(critical_points(form[None])[0])
    points = _newton(np.array(powers), coefficients, count)
    if len(points) != count:
        return None
    names = [f"w{i + 1}" for i in range(size)]
    gradient = [
        " + ".join(
            _monomial(c * e[i], (*e[:i], e[i] - 1, *e[i + 1 :]), names)
            for c, e in zip(coefficients, powers, strict=True)
            if e[i]
        )
        for i in range(size)
    ]
    equations = [f"{slope} - m*{name}" for slope, name in zip(gradient, names, strict=True)]
    squares = " + ".join(f"{name}**2" for name in names)
    boxes = [[[repr(float(x - _RADIUS)), repr(float(x + _RADIUS))] for x in row] for row in points]
    return {
        "unknowns": [*names, "m"],
        "equations": [*equations, f"{squares} - 1"],
        "boxes": boxes,
        "count": count,
        "euler characteristic": 1 + (-1) ** (size - 1),
    }


def drawn(size: int, degree: int, fields: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The isolated critical points of three sampled glasses, those that were all found."""
    forms = sampled_forms(rng, DRAWS, size=size, degree=degree, **fields)
    return [found for found in map(isolated, forms) if found is not None]


def _monomial(coefficient: float, powers: tuple[int, ...], names: list[str]) -> str:
    top, bottom = float(coefficient).as_integer_ratio()
    factors = [f"{name}**{e}" for name, e in zip(names, powers, strict=True) if e]
    return "*".join([f"({top}/{bottom})", *factors])


def _newton(powers: Array, coefficients: Array, count: int) -> Array:
    """Distinct zeros from random starts on the sphere, sorted; at most ``count`` are looked for."""
    rng = np.random.default_rng(1)
    size = powers.shape[1]
    w = rng.standard_normal((_STARTS, size))
    w /= np.linalg.norm(w, axis=1, keepdims=True)
    slope, _ = _derivatives(w, powers, coefficients)
    x = np.hstack([w, np.sum(w * slope, axis=1, keepdims=True)])
    with np.errstate(all="ignore"):
        for _ in range(_STEPS):
            slope, curvature = _derivatives(x[:, :-1], powers, coefficients)
            jacobian = np.zeros((len(x), size + 1, size + 1))
            jacobian[:, :-1, :-1] = curvature - x[:, -1, None, None] * np.eye(size)
            jacobian[:, :-1, -1], jacobian[:, -1, :-1] = -x[:, :-1], 2 * x[:, :-1]
            value = np.hstack([slope - x[:, -1:] * x[:, :-1],
                               np.sum(x[:, :-1] ** 2, axis=1, keepdims=True) - 1])  # fmt: skip
            good = np.isfinite(jacobian).all(axis=(1, 2)) & (
                np.abs(np.linalg.det(jacobian)) > 1e-12
            )
            x, jacobian, value = x[good], jacobian[good], value[good]
            x = x - np.linalg.solve(jacobian, value[:, :, None])[:, :, 0]
    converged = x[(np.abs(value) < 1e-11).all(axis=1)]
    found: list[Array] = []
    for row in converged:
        if all(np.abs(row - other).max() > _APART for other in found):
            found.append(row)
        if len(found) > count:
            break
    return np.array(sorted(found, key=tuple))


def _derivatives(w: Array, powers: Array, coefficients: Array) -> tuple[Array, Array]:
    """Gradients and Hessians of the form at the rows of ``w``."""
    count, size = w.shape
    table = np.ones((powers.max() + 1, size, count))
    for exponent in range(1, len(table)):
        table[exponent] = table[exponent - 1] * w.T

    def value(scale: Array, lowered: Array) -> Array:
        """The sum of the monomials, of which those that vanish have powers below 0."""
        terms = table[np.maximum(lowered, 0), np.arange(size)].prod(axis=1)
        return np.asarray((coefficients * scale) @ terms)

    unit = np.eye(size, dtype=int)
    gradient = np.empty((count, size))
    second = np.empty((count, size, size))
    for i in range(size):
        once = powers - unit[i]
        gradient[:, i] = value(powers[:, i], once)
        for j in range(i, size):
            second[:, i, j] = second[:, j, i] = value(powers[:, i] * once[:, j], once - unit[j])
    return gradient, second
