"""Derivatives of forms against SymPy's; isolated critical points satisfy the equations written."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from glassproof.numerics.p_spin.isolated import _derivatives, isolated
from glassproof.numerics.polynomials.forms import exponents, sampled_forms


@pytest.mark.parametrize(("size", "degree"), [(2, 1), (2, 5), (3, 2), (3, 4), (4, 3)])
def test_derivatives_are_those_by_differentiation(size: int, degree: int) -> None:
    """Also where coordinates are zero."""
    rng = np.random.default_rng(size + degree)
    powers = np.array(exponents(size, degree))
    coefficients = rng.standard_normal(len(powers))
    names = sp.symbols(f"w1:{size + 1}")
    form = sum(
        c * sp.prod([name**e for name, e in zip(names, row, strict=True)])
        for c, row in zip(coefficients.tolist(), powers.tolist(), strict=True)
    )
    points = np.vstack([rng.standard_normal((4, size)), np.eye(size), np.zeros((1, size))])
    slopes, curvatures = _derivatives(points, powers, coefficients)
    gradient = sp.lambdify(names, [form.diff(a) for a in names])
    hessian = sp.lambdify(names, [[form.diff(a, b) for b in names] for a in names])
    for point, slope, curvature in zip(points, slopes, curvatures, strict=True):
        np.testing.assert_allclose(slope, gradient(*point), rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(curvature, hessian(*point), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("size", "degree"), [(2, 4), (3, 3), (3, 5)])
def test_boxes_hold_zeros_of_the_equations_on_the_sphere(size: int, degree: int) -> None:
    found = isolated(sampled_forms(np.random.default_rng(5), 1, size=size, degree=degree)[0])
    assert found is not None
    assert len(found["boxes"]) == found["count"]
    names = [sp.Symbol(name) for name in found["unknowns"]]
    equations = [sp.sympify(text, dict(zip(found["unknowns"], names, strict=True)))
                 for text in found["equations"]]  # fmt: skip
    value = sp.lambdify(names, equations)
    for box in found["boxes"]:
        middle = [(float(low) + float(high)) / 2 for low, high in box]
        np.testing.assert_allclose(value(*middle), 0, atol=1e-10)
